// A board of two hundred technicians: what isn't seen isn't drawn, and is there when it is scrolled or led to.
import { expect, test } from "../support/fixtures.mjs";
import { asFile, largeWorld } from "../support/large_world.mjs";

const MANY = 200;
const VISITS_EACH = 6;

test("of two hundred lanes those near what is seen are drawn, and any is reached by scrolling and by keys; of jobs that wait all are told and any is at hand", async ({ page, startServer }) => {
  const world = largeWorld({ technicians: MANY, each: VISITS_EACH, waiting: 210 });
  world.entities["account:2"] = { name: "Ivy Chen", address: "4 Canal Street, Peoria" };
  world.jobs.push({ ...world.jobs.at(-1), id: world.jobs.length + 1, assigned_id: 2 });
  const server = await startServer({ world: asFile(world) });
  const listening = page.waitForResponse((answer) => answer.url().includes("/v1/events"));
  await page.goto(server.board);
  await listening;
  const schedule = page.locator("[data-is=timeline]");
  await schedule.locator(".visit").first().waitFor();
  const count = () => page.evaluate(() => document.querySelector("slotwright-board").shadowRoot.querySelectorAll("*").length);
  expect(await count()).toBeLessThan(3000);
  const lane = (n) => schedule.locator(`[data-lane="${n}"]`);
  await expect(lane(1)).toHaveAttribute("aria-setsize", String(MANY));
  await expect(lane(150)).toBeEmpty();
  // The whole height is there to be scrolled.
  await schedule.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(lane(200)).toBeInViewport();
  await expect(lane(200).locator(".visit")).toHaveCount(VISITS_EACH);
  expect(await count()).toBeLessThan(3000);
  // What had the focus is still drawn, so that Tab leads to it, and the arrows lead on from it into lanes that weren't.
  await expect(lane(1)).not.toBeEmpty();
  await schedule.evaluate((element) => element.scrollTo(0, 0));
  await lane(1).locator(".visit").first().focus();
  for (let n = 0; n < 40; n++) await page.keyboard.press("ArrowDown");
  await expect(lane(41).locator(".visit").first()).toBeFocused();
  await expect(lane(41)).toBeInViewport();
  // A visit is carried past what was drawn.
  await page.keyboard.press("Space");
  for (let n = 0; n < 40; n++) await page.keyboard.press("ArrowDown");
  await expect(lane(81).locator(".ghost")).toBeInViewport();
  await page.keyboard.press("Escape");
  const waiting = page.locator(".tray-jobs > li");
  await expect(waiting).toHaveCount(25);
  await expect(page.getByText("211 jobs wait for a time")).toBeVisible();
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(waiting).toHaveCount(50);
  // The last of them, which is open, can be taken up.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /^Find a job/ })).toBeFocused();
  await page.keyboard.type("Ivy Chen");
  await expect(page.getByRole("option", { name: /^Ivy Chen/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Ivy Chen" })).toBeFocused();
  await page.locator(".tray .tray-job", { hasText: "Ivy Chen" }).focus();
  await page.keyboard.press("Space");
  await expect(page.locator(".ghost")).toHaveCount(1);
  await page.keyboard.press("Escape");
  for (let shown = 75; shown <= 225; shown += 25) {
    await page.getByRole("button", { name: "Show more" }).click();
    await expect(waiting).toHaveCount(Math.min(shown, 211));
  }
  await expect(page.getByRole("button", { name: "Show more" })).toHaveCount(0);
});

test("what others change and other days leave one where one looked in a long schedule @firefox", async ({ page, startServer }) => {
  const server = await startServer({ world: asFile(largeWorld({ technicians: 60, each: VISITS_EACH, waiting: 1 })) });
  const listening = page.waitForResponse((answer) => answer.url().includes("/v1/events"));
  await page.goto(server.board);
  await listening;
  const schedule = page.locator("[data-is=timeline]");
  const lane = (n) => schedule.locator(`[data-lane="${n}"]`);
  await lane(1).locator(".visit").first().waitFor();
  await schedule.evaluate((element) => element.scrollTo(0, element.querySelector("[data-lane='40']").offsetTop - 200));
  await expect(lane(40).locator(".visit")).toHaveCount(VISITS_EACH);
  await expect(lane(40)).toBeInViewport();
  const top = () => schedule.evaluate((element) => Math.floor(element.scrollTop));
  const before = await top();
  expect(before).toBeGreaterThan(500);
  const drawn = await lane(41).locator(".visit").first().elementHandle();
  const { visits } = await server.api("/v1/timeline?days=1");
  const { job } = visits.find(({ listed }) => listed.job.user_ids.includes(40)).listed;
  await server.api(`/api/v1/scheduling/jobs/${job.id}`, { length_in_minutes: job.length_in_minutes - 15 }, "PATCH");
  await expect(lane(40).locator("[data-fresh=true]")).toHaveCount(1);
  expect(await top()).toBe(before);
  expect(await drawn.evaluate((element) => element.isConnected), "the lanes of others are not drawn anew").toBe(true);
  for (const name of ["Later days", "Earlier days"]) {
    const first = await schedule.getAttribute("data-first");
    await page.getByRole("button", { name }).click();
    await expect(schedule).not.toHaveAttribute("data-first", first);
    await expect.poll(top).toBe(before);
    await expect(lane(40)).toBeInViewport();
  }
});
