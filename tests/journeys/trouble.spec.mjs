import { fileURLToPath } from "node:url";

import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { book, chooseOpening, openDays, openLink, openings } from "../support/steps.mjs";

test("when somebody was faster, the customer is told, offered similar times, and loses nothing typed", async ({
  page,
  startServer,
}) => {
  // Its own world: in one that is shared a visit of another journey may take the time first, before this one does.
  const server = await startServer();
  const jobType = (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60);
  const [account, other] = await server.list("/accounts");
  const before = await server.jobsOf(account.id);
  // What can't be held can be lost.
  await page.route("**/v1/holds", (route) => route.abort());
  await openLink(page, await server.link({ account: account.id, jobType: jobType.id }));
  const selected = page.getByRole("gridcell", { selected: true }).getByRole("button");
  const day = /March (\d+)/.exec(await selected.getAttribute("aria-label"))[1].padStart(2, "0");
  const name = await chooseOpening(page);
  await page.getByLabel("Anything we should know?").fill("Beware of the dog.");
  await server.takeAll(`2026-03-${day} ${clock24(name)}`, 60, jobType.id, other.id);
  // The next month is asked for again too, and its answer may come first.
  const askedAgain = page.waitForResponse((response) => /start_date=2026-03.*known_days/.test(response.url()));
  await page.getByRole("button", { name: "Book this visit" }).click();

  const notice = page.getByRole("alert");
  await expect(notice).toContainText("has just been taken by somebody else");
  // Of the whole month only what has changed is sent again; of that day nothing, when it was the last time on it.
  const { data, unchanged_days: unchanged } = await (await askedAgain).json();
  expect(unchanged).not.toContain(`2026-03-${day}`);
  expect(Object.keys(data).filter((date) => date !== `2026-03-${day}`)).toEqual([]);
  expect(unchanged.length).toBeGreaterThan(10);
  const alternatives = notice.getByRole("button", { name: /, \d{1,2}:\d\d/ });
  await expect(alternatives).toHaveCount(3);
  await alternatives.first().click();
  await expect(page.getByLabel("Anything we should know?")).toHaveValue("Beware of the dog.");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  const jobs = await server.jobsOf(account.id);
  expect(jobs.slice(before.length)).toMatchObject([{ notes: "Beware of the dog." }]);
});

test("a customer who goes offline loses nothing and books once back", async ({ page, context, server, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  await page.getByLabel("Anything we should know?").fill("Back door, please.");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("alert")).toContainText("We can’t reach the server");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await customer.jobs()).toMatchObject([{ notes: "Back door, please." }]);
});

test("a booking whose answer got lost is found, not made twice", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  const keys = [];
  // The server books, but the line breaks before its answer arrives.
  await page.route("**/scheduling/jobs", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "Book this visit" }).click();
  const answer = page.waitForResponse("**/scheduling/jobs");
  await page.getByRole("button", { name: "Try again" }).click();
  expect((await answer).headers()["idempotency-replayed"], "the same deed is answered, not done again").toBe("true");
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await customer.jobs()).toHaveLength(1);
  expect(keys).toEqual([keys[0], keys[0]]);
});

test("a booking sent before its time is held is found as well", async ({ page, customer }) => {
  await openLink(page, customer.link);
  let letGo;
  const isLost = new Promise((resolve) => (letGo = resolve));
  await page.route("**/v1/holds", async (route) => {
    const response = await route.fetch();
    await isLost;
    await route.fulfill({ response });
  });
  await chooseOpening(page);
  let bookings = 0;
  await page.route("**/scheduling/jobs", async (route) => {
    if (bookings++) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "Book this visit" }).click();
  const tryAgain = page.getByRole("button", { name: "Try again" });
  await expect(tryAgain).toBeVisible();
  const held = page.waitForResponse("**/v1/holds");
  letGo();
  await held;
  const answer = page.waitForResponse("**/scheduling/jobs");
  await tryAgain.click();
  expect((await answer).headers()["idempotency-replayed"]).toBe("true");
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await customer.jobs()).toHaveLength(1);
});

test("what is typed after an answer got lost is told as well", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  await page.route("**/scheduling/jobs", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  }, { times: 1 });
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("alert")).toContainText("you will not be booked twice");
  await page.getByLabel("Anything we should know?").fill("The gate code is 4711.");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByText("Your note: The gate code is 4711.")).toBeVisible();
  expect(await customer.jobs()).toMatchObject([{ notes: "The gate code is 4711." }]);
});

test("each deed is sent under a key of its own, however often it is clicked", async ({ page, customer }) => {
  const keys = [];
  page.on("request", (request) => {
    const writes = ["POST", "PATCH", "DELETE"].includes(request.method()) && request.url().includes("/api/v1/");
    if (writes) keys.push(request.headers()["idempotency-key"]);
  });
  await openLink(page, customer.link);
  await chooseOpening(page);
  await page.getByRole("button", { name: "Book this visit" }).dblclick();
  await page.getByRole("button", { name: "Change the time" }).click();
  await openDays(page).last().click();
  await chooseOpening(page, 1);
  await page.getByRole("button", { name: "Move my visit" }).click();
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is cancelled" })).toBeVisible();
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(keys).size, keys).toBe(3);
  expect(keys).toHaveLength(3);
});

test("a visit booked meanwhile in another window is shown, not made twice", async ({ page, otherPage, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  await openLink(otherPage, customer.link);
  await book(otherPage, 1);
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("alert")).toContainText("This visit was already booked");
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  await expectSound(page, "booked elsewhere");
  expect(await customer.jobs()).toHaveLength(1);
});

test("a fault of the server can be tried again", async ({ page, customer }) => {
  // As a proxy answers while the server behind it restarts.
  await page.route("**/v1/booking*", (route) => route.fulfill({ status: 502, body: "Bad Gateway" }), { times: 2 });
  await page.goto(customer.link);
  await expect(page.getByText("Something went wrong on our side")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(openings(page).first()).toBeVisible();
});

test("a link that never was says so", async ({ page, server }) => {
  await page.goto(`${server.url}/book#l=AAAAAAAAAAAAAAAAAAAAAA`);
  await expect(page.getByRole("heading", { name: "This link doesn’t work" })).toBeVisible();
});

test("a page without a link says so", async ({ page, server }) => {
  await page.goto(`${server.url}/book`);
  await expect(page.getByRole("heading", { name: "This link doesn’t work" })).toBeVisible();
});

test("a visit that has taken place can't be booked again", async ({ page, server }) => {
  const done = (await server.list("/scheduling/jobs")).find((job) => job.status === "completed");
  await page.goto(await server.linkForJob(done.id));
  await expect(page.getByRole("heading", { name: "This visit has taken place" })).toBeVisible();
});

test("a visit that begins soon is shown, but changed by telephone only", async ({ page, server }) => {
  const soon = (await server.list("/scheduling/jobs")).find((job) => job.scheduled_datetime?.startsWith("2026-03-02 10"));
  await page.goto(await server.linkForJob(soon.id));
  await expect(page.getByText(/too close to the visit to change it here/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel the visit" })).toHaveCount(0);
  await expectSound(page, "a visit that begins soon");
});

test("an expired link says so, and what to do", async ({ page, startServer }) => {
  const before = await startServer();
  const [account] = await before.list("/accounts");
  const [jobType] = await before.list("/scheduling/job_types");
  const link = await before.link({ account: account.id, jobType: jobType.id });
  await before.stop();
  const later = await startServer({ on: before, clock: "2026-04-02T09:00" });
  await page.goto(link.replace(before.url, later.url));
  await expect(page.getByRole("heading", { name: "This link has expired" })).toBeVisible();
});

test("a month with nothing free names the next opening and leads there", async ({ page, startServer }) => {
  const world = fileURLToPath(new URL("../support/nothing-until-april.json", import.meta.url));
  const server = await startServer({ world });
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await page.getByRole("button", { name: "Previous month" }).click();
  await expect(page.getByText("Nothing is free in March 2026.")).toBeVisible();
  await expectSound(page, "a month with nothing free");
  await page.getByRole("button", { name: /^Next opening on .*April 1/ }).click();
  await expect(openings(page).first()).toBeVisible();
  await book(page);
  expect(await server.jobsOf(1)).toMatchObject([{ scheduled_datetime: /^2026-04-01/ }]);
});

/** `2:30 PM to 3:30 PM` → `14:30` */
function clock24(name) {
  const [, hours, minutes, half] = /(\d+):(\d+)\s*([AP]M)/.exec(name);
  return `${String((hours % 12) + (half === "PM" ? 12 : 0)).padStart(2, "0")}:${minutes}`;
}
