// A board of two hundred technicians: what isn't seen isn't drawn, and is there when it is scrolled or led to.
import { expect, test } from "../support/fixtures.mjs";
import { asFile, largeWorld } from "../support/large_world.mjs";

const MANY = 200;
const VISITS_EACH = 6;

test("of two hundred lanes those near what is seen are drawn, and any is reached by scrolling and by keys", async ({ page, startServer }) => {
  const server = await startServer({ world: asFile(largeWorld({ technicians: MANY, each: VISITS_EACH, waiting: 600 })) });
  const listening = page.waitForResponse((answer) => answer.url().includes("/v1/events"));
  await page.goto(server.board);
  await listening;
  const schedule = page.locator("[data-is=timeline]");
  await schedule.locator(".visit").first().waitFor();
  const count = () => page.evaluate(() => document.querySelector("slotwright-board").shadowRoot.querySelectorAll("*").length);
  expect(await count()).toBeLessThan(3000);
  const lane = (n) => schedule.locator(`[data-lane="${n}"]`);
  await expect(lane(1)).toHaveAttribute("aria-setsize", String(MANY));
  await expect(lane(150)).toHaveCount(0);
  // The whole height is there to be scrolled.
  await schedule.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(lane(200)).toBeInViewport();
  await expect(lane(200).locator(".visit")).toHaveCount(VISITS_EACH);
  expect(await count()).toBeLessThan(3000);
  // What had the focus is still drawn, so that Tab leads to it, and the arrows lead on from it into lanes that weren't.
  await expect(lane(1)).toHaveCount(1);
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
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(waiting).toHaveCount(50);
});
