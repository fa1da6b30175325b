// The calendar: what it shows at first, what it shows when it is turned, and how many people it can ask about.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { book, goOnWith, openings, openLink } from "../support/steps.mjs";

const support = (name) => fileURLToPath(new URL(`../support/${name}.json`, import.meta.url));
const monthTitle = (page) => page.locator(".month-title");
const dayTitle = (page) => page.locator(".openings-title");

test("turning the month shows the times of its first free day, by pointer and by keyboard @firefox", async ({ page, startServer }) => {
  const server = await startServer({ world: support("one-technician") });
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await expect(dayTitle(page)).toHaveText("Tuesday, March 3");
  await page.getByRole("button", { name: "Next month" }).click();
  await expect(monthTitle(page)).toHaveText("April 2026");
  await expect(dayTitle(page)).toHaveText("Wednesday, April 1");
  await expect(openings(page).first()).toHaveAccessibleName("8:00 AM to 9:00 AM, Wednesday, April 1");
  await page.getByRole("button", { name: "Previous month" }).click();
  await expect(dayTitle(page)).toHaveText("Tuesday, March 3");

  const focused = page.getByRole("gridcell").getByRole("button").and(page.locator(":focus"));
  await page.locator('[data-is="2026-03-03"]').focus();
  await page.keyboard.press("PageDown");
  await expect(focused).toHaveAccessibleName(/^Friday, April 3/);
  await expect(dayTitle(page)).toHaveText("Wednesday, April 1");
  await page.keyboard.press("ArrowUp");
  await expect(focused).toHaveAccessibleName(/^Friday, March 27/);
  await expect(dayTitle(page)).toHaveText("Tuesday, March 3");
});

test("a month with nothing free has no times, and says nothing of choosing a day", async ({ page, startServer }) => {
  const server = await startServer({ world: support("nothing-until-april") });
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await page.getByRole("button", { name: "Previous month" }).click();
  await expect(page.getByText("Nothing is free in March 2026.")).toBeVisible();
  await expect(dayTitle(page)).toHaveCount(0);
  await expect(openings(page)).toHaveCount(0);
  await expect(page.getByText("Choose a day")).toHaveCount(0);
});

test("where the first month has nothing the calendar opens on the first that has", async ({ page, startServer }) => {
  const server = await startServer({ world: support("nothing-until-april") });
  await page.goto(await server.link({ account: 1, jobType: 1 }));
  await expect(monthTitle(page)).toHaveText("April 2026");
  await expect(dayTitle(page)).toHaveText("Wednesday, April 1");
});

test("at the end of a month the weeks after it are shown and can be booked", async ({ page, startServer }) => {
  const server = await startServer({ world: support("one-technician"), clock: "2026-11-28T09:00" });
  await page.goto(await server.link({ account: 1, jobType: 1 }));
  await expect(monthTitle(page)).toHaveText("November – December 2026");
  await expect(dayTitle(page)).toHaveText("Tuesday, December 1");
  await expect(page.getByRole("gridcell").getByRole("button", { name: /December .* 7 openings/ })).toHaveCount(9);
  await expectSound(page, "the end of a month");
  await page.locator('[data-is="2026-12-09"]').click();
  await expect(dayTitle(page)).toHaveText("Wednesday, December 9");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator('[data-is="2026-12-10"]')).toBeFocused();
  await expect(monthTitle(page), "what is shown isn't turned to").toHaveText("November – December 2026");
  await page.getByRole("button", { name: "Next month" }).click();
  await expect(monthTitle(page)).toHaveText("December 2026");
  await expect(dayTitle(page)).toHaveText("Tuesday, December 1");
  await book(page);
  expect(await server.jobsOf(1)).toMatchObject([{ scheduled_datetime: "2026-12-01 08:00:00" }]);
});

test("a firm of more than two thousand can be asked about for a month of 31 days", async ({ page, startServer }, testInfo) => {
  test.setTimeout(120_000);
  const users = Array.from({ length: 2_100 }, (_, i) => i + 1);
  const world = testInfo.outputPath("many.json");
  const at = { start_timestamp: "08:00", end_timestamp: "12:00" };
  writeFileSync(world, JSON.stringify({
    time_zone: "America/Chicago",
    users,
    job_types: [{ id: 1, name: "Antenna check", length_in_minutes: 60 }],
    entities: { "account:1": { name: "Lena Ortiz", address: "12 Canal Street, Peoria" } },
    schedules: [{ user_ids: [1, 2_100], job_type_ids: [1], name: "Tuesdays", start: "2026-03-01", days: [{ day: 2, ...at }] }],
  }));
  const server = await startServer({ world });
  await page.goto(await server.link({ account: 1, jobType: 1 }));
  await expect(dayTitle(page)).toHaveText("Tuesday, March 3", { timeout: 60_000 });
  await expect(page.locator('[data-is="2026-03-31"]')).toHaveAccessibleName("Tuesday, March 31, 7 openings");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("on the night on which the clocks go back a visit ends when its hour has passed, and the hour that comes twice is told", async ({
  page,
  startServer,
}) => {
  const server = await startServer({ world: support("around-the-clock"), clock: "2026-10-20T09:00" });
  const link = await server.link({ account: 1, jobType: 1 });
  await page.goto(link);
  await page.locator('[data-is="2026-11-01"]').click();
  await expect(page.getByText("On this day the clocks go back 1 h at 2:00 AM.")).toBeVisible();
  const names = openings(page);
  await expect(names.nth(0)).toHaveAccessibleName("12:00 AM to 1:00 AM, Sunday, November 1 (before the clocks go back 1 h at 2:00 AM)");
  await expect(names.filter({ hasText: /^3:00/ }).first()).toHaveAccessibleName("3:00 AM to 4:00 AM, Sunday, November 1");
  await goOnWith(page, names.filter({ hasText: /^1:30/ }).first());
  const told = "Sunday, November 1, 1:30 AM to 1:30 AM (the clocks go back 1 h at 2:00 AM)";
  await expect(page.getByText(told)).toBeVisible();
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  await expect(page.getByText(told)).toBeVisible();
  const token = await page.locator("slotwright-booking").evaluate((host) => host.token);
  const answer = await page.request.get(`${server.url}/v1/booking`, { headers: { authorization: `Bearer ${token}` } });
  expect((await answer.json()).visit).toEqual({ starts_at: "2026-11-01T06:30:00Z", ends_at: "2026-11-01T07:30:00Z" });
});
