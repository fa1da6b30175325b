// Several at one schedule: what one of them changes the others see, and nobody loses what they are at.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
/** Others' changes are seen within two seconds: twice that, on a machine that does other work beside it. */
const SOON = { timeout: 4000 };

/** One technician, who works Tuesday to Thursday from 8 to 12, with a job on Wednesday at 10; and a board that shows that day. */
async function wednesday(page, startServer) {
  const server = await startServer({ world: ONE_TECHNICIAN });
  const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60 };
  const { data: booked } = await server.api("/api/v1/scheduling/jobs", { ...job, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1] });
  await open(page, server);
  const move = (job, time) =>
    server.api(`/api/v1/scheduling/jobs/${job.id}`, { scheduled_datetime: `2026-03-04 ${time}:00`, user_ids: [1] }, "PATCH");
  return { server, booked, job, move };
}

/** Opens the board on that day, and waits until it listens. */
async function open(page, server) {
  const listening = page.waitForResponse((answer) => answer.url().includes("/v1/events"));
  await page.goto(server.board);
  await page.getByLabel("First day").fill("2026-03-04");
  await page.getByLabel("First day").blur();
  await listening;
  await expect(visits(page)).toHaveCount(1);
}

const schedule = (page) => page.getByRole("region", { name: "Schedule" });
const visits = (page) => schedule(page).locator("button.visit");
const panel = (page) => page.getByRole("region", { name: /, job \d+$/ });

test("what one dispatcher plans another sees within two seconds, in the schedule, beside it and in the list @firefox", async ({ page, otherPage, startServer }) => {
  const { server, job } = await wednesday(page, startServer);
  await open(otherPage, server);
  const waiting = page.locator(".tray .tray-job");

  const { data: queued } = await server.api("/api/v1/scheduling/jobs", { ...job, assigned_id: 2 });
  for (const board of [page, otherPage]) await expect(board.locator(".tray .tray-job")).toHaveCount(1, SOON);
  await expect(waiting.locator("[data-fresh=true]"), "marked for a moment").toHaveCount(1);
  await expectSound(page, "what others have changed");
  await expect(waiting.locator("[data-fresh=true]")).toHaveCount(0, { timeout: 12_000 });

  // One plans it, and only for the other it is somebody else's.
  await waiting.click();
  const suggested = page.locator(".suggestion").first();
  await expect(suggested).toContainText("Tue, Mar 3, 2026, 8:00 AM");
  await server.api("/api/v1/scheduling/jobs", { ...job, scheduled_datetime: "2026-03-03 08:00:00", user_ids: [1] });
  await expect(suggested, "somebody was faster").not.toContainText("8:00 AM", SOON);
  await suggested.click();
  await expect(panel(page).getByText(/^Planned: /)).toBeVisible();
  await expect(otherPage.locator(".tray .tray-job")).toHaveCount(0, SOON);
  await expect(panel(page).getByText(/^Changed meanwhile/)).toHaveCount(0);

  await otherPage.getByRole("button", { name: "Jobs", exact: true }).click();
  const row = otherPage.getByRole("row").filter({ hasText: new RegExp(`^${queued.id}`) });
  await expect(row).toContainText("Scheduled");
  await server.api(`/api/v1/scheduling/jobs/${queued.id}/queue`, {});
  await expect(row).toContainText("Queued", SOON);
});

test("what is planned at one of two servers on one database is seen at the other within two seconds", async ({ page, otherPage, startServer, postgres }) => {
  const servers = [];
  for (let n = 0; n < 2; n++) servers.push(await startServer({ world: ONE_TECHNICIAN, database: postgres }));
  const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60 };
  await servers[0].api("/api/v1/scheduling/jobs", { ...job, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1] });
  const boards = [page, otherPage];
  for (const [n, board] of boards.entries()) await open(board, servers[n]);
  await servers[1].api("/api/v1/scheduling/jobs", { ...job, assigned_id: 2 });
  for (const board of boards) await expect(board.locator(".tray .tray-job")).toHaveCount(1, SOON);
  await page.locator(".tray .tray-job").click();
  await page.locator(".suggestion", { hasText: "Wed, Mar 4, 2026, 8:00 AM" }).click();
  await expect(panel(page).getByText(/^Planned: /)).toBeVisible();
  await expect(otherPage.getByRole("button", { name: /^Amos Reed 8:00 AM/ })).toBeVisible(SOON);
  await expect(otherPage.locator(".tray .tray-job")).toHaveCount(0, SOON);
  // And the other way round.
  await otherPage.getByRole("button", { name: /^Amos Reed 8:00 AM/ }).focus();
  for (const key of ["Space", "ArrowRight", "Enter"]) await otherPage.keyboard.press(key);
  await expect(otherPage.getByRole("status")).toHaveText(/^Planned: /);
  await expect(page.getByRole("button", { name: /^Amos Reed 8:15 AM/ })).toBeVisible(SOON);
});

test("a job that is open and changed by somebody else says what and by whom, and keeps what was typed", async ({ page, startServer }) => {
  const { server, booked, move } = await wednesday(page, startServer);
  await visits(page).click();
  await panel(page).getByText("Why not…?").click();
  await panel(page).getByLabel("Time", { exact: true }).fill("08:45");
  await move(booked, "09:00");
  const told = panel(page).getByRole("status");
  await expect(told).toContainText("Changed meanwhile by User 1: Wed, Mar 4, 2026, 9:00 AM");
  await expect(panel(page).getByLabel("Time", { exact: true }), "what was typed").toHaveValue("08:45");
  await expectSound(page, "a job that others have changed");
  await told.getByRole("button", { name: "Show it as it is now" }).click();
  await expect(told).toHaveCount(0);
  await expect(panel(page).getByLabel("Time", { exact: true })).toHaveValue("08:45");
  await server.api(`/api/v1/scheduling/jobs/${booked.id}`, undefined, "DELETE");
  await expect(panel(page).getByText(/^This job was deleted meanwhile/)).toBeVisible();
});

test("what others change leaves the focus where it is, however it came there", async ({ page, startServer }) => {
  const { server, booked, job, move } = await wednesday(page, startServer);
  await server.api("/api/v1/scheduling/jobs", { ...job, assigned_id: 2, scheduled_datetime: "2026-03-04 08:00:00", user_ids: [1] });
  const [amos, lena] = ["Amos Reed", "Lena Ortiz"].map((name) => schedule(page).getByRole("button", { name }));
  await amos.focus();
  await page.keyboard.press("ArrowRight");
  await expect(lena).toBeFocused();
  // As a screen reader's own cursor does it.
  await amos.focus();
  await move(booked, "09:30");
  await expect(lena).toHaveAccessibleName(/^Lena Ortiz 9:30 AM/);
  await expect(amos).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(lena, "on from there").toBeFocused();
});

test("who was cut off hears afterwards what they missed, also from a server that was started again", async ({ page, startServer }) => {
  test.setTimeout(120_000);
  const { server, booked } = await wednesday(page, startServer);
  await expect(visits(page)).toHaveAccessibleName(/^Lena Ortiz 10:00 AM/);
  // Only what is changed is not heard: everything else could be asked for.
  await page.route("**/v1/events*", (route) => route.abort());
  const asked = page.waitForRequest((request) => request.url().includes("/v1/events"), { timeout: 60_000 });
  const { port } = new URL(server.url);
  await server.stop();
  const again = await startServer({ on: server, world: ONE_TECHNICIAN, listen: port });
  await asked;
  await again.api(`/api/v1/scheduling/jobs/${booked.id}`, { scheduled_datetime: "2026-03-04 11:00:00", user_ids: [1] }, "PATCH");
  await page.unroute("**/v1/events*");
  await expect(visits(page)).toHaveAccessibleName(/^Lena Ortiz 11:00 AM/, { timeout: 40_000 });
  await again.api(`/api/v1/scheduling/jobs/${booked.id}`, { scheduled_datetime: "2026-03-04 09:00:00", user_ids: [1] }, "PATCH");
  await expect(visits(page)).toHaveAccessibleName(/^Lena Ortiz 9:00 AM/, SOON);
});
