// Hasty hands and lost answers: whatever happens, nothing is booked unseen, lost, or told wrongly.
import { expect, test } from "../support/fixtures.mjs";
import { addWish, askApart, book, chooseOpening, openLink, openWishes } from "../support/steps.mjs";

const heading = (page, name) => page.getByRole("heading", { name });
const wishes = (page) => page.getByRole("list", { name: "Your preferred times, best first" }).getByRole("listitem");

test("a double click on the best wish books nothing unseen", async ({ page, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-30", "08:00", "17:00");
  await addWish(page, "2026-03-31", "08:00", "17:00");
  await page.getByRole("button", { name: /^Book Mon/ }).dblclick();
  await expect(heading(page, "Check and book")).toBeVisible();
  await page.waitForTimeout(300);
  expect(await customer.jobs()).toEqual([]);
});

test("an edit stays with its wish when the list is put in another order", async ({ page, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-30", "08:00", "12:00");
  await addWish(page, "2026-03-31", "08:00", "12:00");
  await page.getByRole("button", { name: /^Edit: Monday/ }).click();
  await page.getByRole("button", { name: /^Move down: Monday/ }).click();
  await page.getByRole("combobox", { name: "To" }).selectOption("17:00");
  await page.getByRole("button", { name: "Save this time" }).click();
  await expect(wishes(page)).toHaveText([/Tuesday, March 31, 8:00.AM to 12:00.PM/, /Monday, March 30, 8:00.AM to 5:00.PM/]);
});

test("two removed wishes come back one after the other", async ({ page, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-30", "08:00", "12:00");
  await addWish(page, "2026-03-31", "08:00", "12:00");
  await page.getByRole("button", { name: /^Remove: Monday/ }).click();
  await page.getByRole("button", { name: /^Remove: Tuesday/ }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(wishes(page)).toHaveText([/Monday/, /Tuesday/]);
});

test("stored wishes can be withdrawn", async ({ page, server, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-30", "08:00", "12:00");
  await page.getByRole("button", { name: "Send these times" }).click();
  await expect(heading(page, "We have your preferred times")).toBeFocused();
  const [job] = await customer.jobs();
  expect(await server.list(`/scheduling/jobs/${job.id}/desired_job_datetimes`)).toHaveLength(1);
  await page.getByRole("button", { name: "Change my preferred times" }).click();
  await page.getByRole("button", { name: /^Remove/ }).click();
  await page.getByRole("button", { name: "Withdraw my preferred times" }).click();
  await expect(heading(page, "When should we come?")).toBeFocused();
  expect(await server.list(`/scheduling/jobs/${job.id}/desired_job_datetimes`)).toEqual([]);
});

test("wishes whose answers got lost are stored once", async ({ page, server, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-30", "08:00", "12:00");
  await addWish(page, "2026-03-31", "08:00", "12:00");
  let wishes = 0;
  await page.route("**/desired_job_datetimes", async (route) => {
    if (wishes++ !== 1) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "Send these times" }).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(heading(page, "We have your preferred times")).toBeVisible();
  const [job, ...others] = await customer.jobs();
  expect(others).toEqual([]);
  expect(await server.list(`/scheduling/jobs/${job.id}/desired_job_datetimes`)).toHaveLength(2);
});

test("a booked visit is told although the answers after it got lost", async ({ page, customer }) => {
  await page.addInitScript(() => {
    window.heard = [];
    addEventListener("slotwright-booking-confirmed", ({ detail }) => window.heard.push(detail));
  });
  await openLink(page, customer.link);
  await chooseOpening(page);
  await page.route("**/v1/booking", (route) => route.abort());
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(heading(page, "Your visit is booked")).toBeFocused();
  expect(await page.evaluate(() => window.heard.length)).toBe(1);
  expect(await customer.jobs()).toHaveLength(1);
});

test("a booking that is still at work when it is sent again is waited for", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  let sent = 0;
  const keys = new Set();
  await page.route("**/scheduling/jobs", async (route) => {
    keys.add(route.request().headers()["idempotency-key"]);
    if (sent++ === 0) {
      await route.fetch();
      return route.abort("connectionreset");
    }
    if (sent > 3) return route.continue();
    const headers = { "x-problem-code": "request-in-progress", "retry-after": "1" };
    return route.fulfill({ status: 409, headers, json: { error: { message: "Please ask again in a moment.", status_code: 409 } } });
  });
  await page.getByRole("button", { name: "Book this visit" }).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(heading(page, "Your visit is booked")).toBeFocused();
  expect([sent, keys.size]).toEqual([4, 1]);
  expect(await customer.jobs()).toHaveLength(1);
});

test("a cancellation whose answer got lost is told as what it is", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  await page.route("**/scheduling/jobs/*", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(heading(page, "Your visit is cancelled")).toBeVisible();
  expect(await customer.jobs()).toEqual([]);
});

test("an element that leaves in the middle of a cancellation leaves quietly", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  await page.route("**/scheduling/jobs/*", async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue();
  });
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.locator("slotwright-booking").evaluate((host) => host.remove());
  await expect.poll(customer.jobs).toEqual([]);
  // The fixture fails the journey for any error in the page.
  await page.waitForTimeout(500);
});

test("the focus stays on a time while the next month arrives", async ({ page, customer }) => {
  await askApart(page);
  let months = 0;
  let letItCome;
  const next = new Promise((done) => (letItCome = done));
  await page.route("**/find_any_available_space*", async (route) => {
    if (months++ > 0) await next;
    await route.continue();
  });
  const arrived = page.waitForResponse((answer) => answer.url().includes("start_date=2026-04"));
  await openLink(page, customer.link);
  const time = page.getByRole("button", { name: /^\d{1,2}:\d\d.* to / }).first();
  await time.focus();
  letItCome();
  await arrived;
  await page.waitForTimeout(200);
  await expect(time).toBeFocused();
});

test("an element whose program could not be loaded can be started again", async ({ page, customer }) => {
  await page.route("**/slotwright_bg.wasm", (route) => route.abort());
  await page.goto(customer.link);
  await expect(page.getByRole("alert")).toContainText("could not be loaded");
  await page.unroute("**/slotwright_bg.wasm");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(heading(page, "When should we come?")).toBeVisible();
});
