// The board's schedule: everybody's day, the jobs that wait, and times suggested for them.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));

/** One technician, who works Tuesday to Thursday from 8 to 12, and has a job on Wednesday at 10; and a queued job. */
async function oneTechnician(startServer) {
  const server = await startServer({ world: ONE_TECHNICIAN });
  const job = { job_type_id: 1, assigned_type: "accounts", length_in_minutes: 60 };
  const busy = { ...job, assigned_id: 1, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1] };
  const { data: booked } = await server.api("/api/v1/scheduling/jobs", busy);
  const { data: queued } = await server.api("/api/v1/scheduling/jobs", { ...job, assigned_id: 2 });
  const now = (job) => server.api(`/api/v1/scheduling/jobs/${job.id}`).then(({ data }) => data);
  return { server, booked, queued, now };
}

const schedule = (page) => page.getByRole("region", { name: "Schedule" });
const visits = (page) => schedule(page).locator("button.visit");
const panel = (page, id = "\\d+") => page.getByRole("region", { name: new RegExp(`, job ${id}$`) });
const suggestions = (page) => page.locator(".suggestion");

test("everybody has a lane with their visits, and days are turned, typed and set side by side @firefox", async ({ page, startServer }) => {
  const { server } = await oneTechnician(startServer);
  await page.goto(server.board);
  await expect(schedule(page).getByRole("listitem")).toHaveCount(1);
  await expect(visits(page), "nothing today").toHaveCount(0);
  await page.getByRole("button", { name: "Later days" }).click();
  await page.getByRole("button", { name: "Later days" }).click();
  await expect(visits(page)).toHaveAccessibleName("Lena Ortiz 10:00 AM · Antenna check until 11:00 AM, Scheduled");
  await expect(page.getByLabel("First day")).toHaveValue("2026-03-04");
  await expectSound(page, "the schedule");
  const wide = () => schedule(page).locator(".lane-track").evaluate((track) => track.clientWidth);
  const lines = () =>
    schedule(page).locator(".lane-time").evaluate((time) => getComputedStyle(time, "::before").backgroundImage.split("gradient(").length - 1);
  const before = [await wide(), await lines()];
  for (let step = 0; step < 2; step++) await page.getByRole("button", { name: "Bigger hours" }).click();
  expect(await wide()).toBeGreaterThan(before[0]);
  expect([before[1], await lines()], "hours and quarters").toEqual([0, 2]);
  for (let step = 0; step < 2; step++) await page.getByRole("button", { name: "Smaller hours" }).click();
  expect(await wide()).toBe(before[0]);
  await page.getByRole("button", { name: "Today" }).click();
  await expect(page.getByLabel("First day")).toHaveValue("2026-03-02");
  await page.getByRole("button", { name: "3 days" }).click();
  await expect(visits(page)).toHaveCount(1);
  const whole = "Lena Ortiz 10:00 AM · Antenna check until 11:00 AM, Scheduled";
  await expect(visits(page).locator(".visit-card"), "under the pointer").toHaveAttribute("title", whole);
  await page.getByLabel("First day").fill("2026-03-10");
  await page.getByLabel("First day").blur();
  await expect(visits(page)).toHaveCount(0);
});

test("a visit stands where its time is, also where one reads from right to left @firefox", async ({ page, startServer }) => {
  const { server } = await oneTechnician(startServer);
  for (const language of ["en", "ar"]) {
    await page.goto(server.board.replace("/board", `/board?lang=${language}`));
    const date = page.locator("input[type=date]").first();
    await date.fill("2026-03-04");
    await date.blur();
    const [visit, open] = [page.locator(".placed"), page.locator(".lane-time > .open")];
    await expect(visit).toHaveCount(1);
    const [of, within] = [await visit.boundingBox(), await open.boundingBox()];
    // From 8 to 12 they work, from 10 to 11 is the visit: it begins in the middle and is a quarter.
    const begins = language === "ar" ? within.x + within.width - of.x - of.width : of.x - within.x;
    expect(begins / within.width, language).toBeCloseTo(0.5, 2);
    expect(of.width / within.width, language).toBeCloseTo(0.25, 2);
    await page.goto("about:blank");
  }
});

test("by keyboard alone: from visit to visit by the arrows, into one by Enter, and back by Escape", async ({ page, server }) => {
  await page.goto(server.board);
  await visits(page).first().waitFor();
  await schedule(page).focus();
  await page.keyboard.press("Tab");
  await expect(visits(page).first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(visits(page).first()).not.toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(visits(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading").first()).toBeFocused();
  await expectSound(page, "the schedule with a job that is open");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await expect(visits(page).first()).toBeFocused();
});

test("a job that waits gets the suggested time by one key, and by one button it waits again @firefox", async ({ page, startServer }) => {
  const { server, queued, now } = await oneTechnician(startServer);
  const wish = { date: "2026-03-05", start_time: "09:00:00", end_time: "12:00:00" };
  await server.api(`/api/v1/scheduling/jobs/${queued.id}/desired_job_datetimes`, wish);
  await page.goto(server.board);
  const waiting = page.getByRole("button", { name: /^Amos Reed/ });
  await waiting.click();
  await expect(suggestions(page).first()).toContainText("Thu, Mar 5, 2026, 9:00 AM");
  await expect(suggestions(page).first()).toContainText("preferred time 1");
  await expect(suggestions(page).nth(1)).toContainText("Tue, Mar 3, 2026, 8:00 AM");
  await expectSound(page, "suggested times");
  await page.keyboard.press("2");
  await expect(page.getByRole("status")).toHaveText(/^Planned: Tue, Mar 3, 2026, 8:00 AM, /);
  expect((await now(queued)).scheduled_datetime).toMatch(/^2026-03-03 08:00/);
  await expect(waiting).toHaveCount(0);
  // The focus is in the panel now.
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("status")).toHaveText("Undone.");
  expect((await now(queued)).status).toBe("queued");
  await expect(waiting).toBeVisible();
});

test("among many jobs that wait one is found by what is typed, wherever it stands, and those that can be met", async ({ page, startServer }) => {
  const { server, booked, queued } = await oneTechnician(startServer);
  const jobs = "/api/v1/scheduling/jobs";
  const make = (notes) => server.api(jobs, { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60, notes });
  await server.api(`${jobs}/${queued.id}/desired_job_datetimes`, { date: "2026-03-05", start_time: "09:00:00", end_time: "12:00:00" });
  await make("The gate sticks");
  await Promise.all(Array.from({ length: 25 }, () => make("Nothing")));
  await make("The canary bites");
  await page.goto(server.board);
  await page.getByRole("button", { name: "7 days" }).click();
  const listed = page.locator(".tray-jobs").getByRole("button");
  await expect(listed).toHaveCount(25);
  const sought = page.getByLabel("Name, address, note or number");
  let answer;
  const looked = new Promise((done) => (answer = done));
  await page.route("**/v1/board?q=*", (route) => looked.then(() => route.continue()));
  await sought.fill("GATE");
  await expect(listed, "of what is listed at once").toHaveCount(1);
  await sought.fill("Canary");
  await expect(listed).toHaveCount(0);
  answer();
  await expect(listed).toHaveCount(1);
  await expect(page.getByRole("status")).toHaveText("1 job waits for a time");
  await expectSound(page, "a job that is looked for among those that wait");
  await server.api(`${jobs}/${booked.id}`, { length_in_minutes: 90 }, "PATCH");
  await expect(schedule(page).getByRole("button", { name: /until 11:30/ })).toBeVisible();
  await expect(sought, "while others change something").toBeFocused();
  await sought.fill("");
  await expect(listed).toHaveCount(25);
  await page.getByRole("button", { name: "Can be met now" }).click();
  await expect(listed).toHaveText([/^Amos Reed/]);
});

test("a visit goes back to the queue, and undone it has its time and its crew again", async ({ page, startServer }) => {
  const { server, booked, now } = await oneTechnician(startServer);
  await page.goto(server.board);
  await page.getByLabel("First day").fill("2026-03-04");
  await page.getByLabel("First day").blur();
  await visits(page).click();
  await page.getByRole("button", { name: "Back to the queue" }).click();
  await expect(page.getByRole("status")).toHaveText("The job waits for a time again.");
  await expect(visits(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(visits(page)).toHaveCount(1);
  await expect.poll(() => now(booked)).toMatchObject({ status: "scheduled", user_ids: [1], scheduled_datetime: expect.stringMatching(/^2026-03-04 10:00/) });
});

test("a suggested time that was taken meanwhile is refused with the reason, and nothing is planned", async ({ page, startServer }) => {
  const { server, queued, now } = await oneTechnician(startServer);
  // What would tell the board of it in time is slow.
  await page.route("**/v1/events**", () => {});
  await page.goto(server.board);
  await page.getByRole("button", { name: /^Amos Reed/ }).click();
  await expect(suggestions(page).first()).toContainText("Tue, Mar 3, 2026, 8:00 AM");
  const other = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60 };
  await server.api("/api/v1/scheduling/jobs", { ...other, scheduled_datetime: "2026-03-03 08:00:00", user_ids: [1] });
  await suggestions(page).first().click();
  await expect(page.getByRole("alert").filter({ hasText: "taken meanwhile" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Technicians" })).toContainText(/job \d+, from 8:00 AM to 9:00 AM/);
  await expect(suggestions(page).first()).toContainText("Tue, Mar 3, 2026, 9:00 AM");
  expect((await now(queued)).status).toBe("queued");
});

test("without a connection the schedule says so, keeps the days that it knows, and comes back", async ({ page, startServer }) => {
  const { server, booked } = await oneTechnician(startServer);
  await page.goto(server.board);
  const day = page.getByLabel("First day");
  await day.fill("2026-03-04");
  await day.blur();
  await expect(visits(page)).toHaveCount(1);
  const failure = page.getByRole("alert").filter({ hasText: "We can’t reach the server" });
  await page.route("**/v1/timeline*", (route) => route.abort());
  await page.getByRole("button", { name: "Earlier days" }).click();
  await expect(failure).toBeVisible();
  await page.getByRole("button", { name: "Later days" }).click();
  await expect(failure).toContainText("What you see is as of Mon, Mar 2, 2026, 9:");
  await expect(visits(page), "as it was").toHaveCount(1);
  await expectSound(page, "the schedule as it was, offline");
  await page.unroute("**/v1/timeline*");
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(failure).toHaveCount(0);
  await expect(visits(page)).toHaveCount(1);

  // Days that nobody knows are none; and with the line all is there again, without a press.
  await page.context().setOffline(true);
  await day.fill("2026-04-08");
  await day.blur();
  await expect(failure).toBeVisible();
  await expect(schedule(page)).toHaveCount(0);
  await expect(day).toHaveValue("2026-04-08");
  await expectSound(page, "the schedule, offline");
  await day.fill("2026-03-04");
  await day.blur();
  await expect(failure).toContainText("What you see is as of");
  await expect(visits(page)).toHaveAccessibleName(/^Lena Ortiz 10:00 AM/);
  await server.api(`/api/v1/scheduling/jobs/${booked.id}`, { scheduled_datetime: "2026-03-04 09:00:00", user_ids: [1] }, "PATCH");
  await page.context().setOffline(false);
  await expect(visits(page)).toHaveAccessibleName(/^Lena Ortiz 9:00 AM/);
  await expect(failure).toHaveCount(0);
});

test("a CRM's page says what is shown: a view, a job, whose jobs", async ({ page, startServer }) => {
  const { server, booked } = await oneTechnician(startServer);
  await page.goto(server.board);
  await schedule(page).waitFor();
  const set = (name, value) => page.evaluate(([name, value]) => document.querySelector("slotwright-board").setAttribute(name, value), [name, value]);
  await set("job-id", String(booked.id));
  await expect(panel(page, booked.id)).toBeVisible();
  await set("view", "jobs");
  await expect(page.getByRole("row")).toHaveCount(3);
  await set("entity-type", "accounts");
  await set("entity-id", "2");
  await expect(page.getByRole("row"), "the head and one job").toHaveCount(2);
  await expect(page.getByRole("row").nth(1)).toContainText("Amos Reed");
  await set("view", "links");
  await expect(page.getByRole("columnheader", { name: "Works until" })).toBeVisible();
});

test("links are seen with their state and ended, after a question @firefox", async ({ page, startServer }) => {
  const { server } = await oneTechnician(startServer);
  await server.link({ account: 2, jobType: 1 });
  await page.goto(server.board);
  await page.getByRole("button", { name: "Links" }).click();
  const row = page.getByRole("row").filter({ hasText: "Amos Reed" });
  await expect(row).toContainText("Antenna check");
  await expect(row).toContainText("Works");
  await expectSound(page, "the links");
  const revoke = row.getByRole("button", { name: /^Revoke link/ });
  await revoke.click();
  await expect(row.getByRole("button", { name: "Keep it" })).toBeFocused();
  await expectSound(page, "a link about to be revoked");
  await page.keyboard.press("Enter");
  await expect(revoke).toBeFocused();
  await revoke.click();
  await row.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(row).toContainText("Revoked");
  await expect(row.getByRole("button")).toHaveCount(0);
  const { data } = await server.api("/v1/links");
  expect(data[0].works).toBe(false);
});
