// The job that is open on the board: who is there, what is to be done, how it ended; what the customer would like; who did what.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { openings } from "../support/steps.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));

/** One technician, with a visit at Lena Ortiz’s on Wednesday; and a job at Amos Reed’s that waits. */
async function oneTechnician(startServer) {
  const server = await startServer({ world: ONE_TECHNICIAN });
  const job = { job_type_id: 1, assigned_type: "accounts", length_in_minutes: 60 };
  const busy = { ...job, assigned_id: 1, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1], notes: "Ring twice" };
  const { data: booked } = await server.api("/api/v1/scheduling/jobs", busy);
  const { data: queued } = await server.api("/api/v1/scheduling/jobs", { ...job, assigned_id: 2 });
  const now = (job) => server.api(`/api/v1/scheduling/jobs/${job.id}`).then(({ data }) => data);
  return { server, booked, queued, now };
}

const panel = (page, job) => page.getByRole("region", { name: new RegExp(`, job ${job.id}$`) });
const status = (page) => page.getByRole("status");

async function openJob(page, server, job, board = server.board) {
  await page.goto(board);
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
  await page.getByRole("table").getByRole("button", { name: new RegExp(`, job ${job.id}$`) }).click();
  return panel(page, job);
}

test("a technician is checked in and out, by keyboard alone, and the job is completed with a remark @firefox", async ({ page, startServer }) => {
  const { server, booked, now } = await oneTechnician(startServer);
  const open = await openJob(page, server, booked);
  await expect(open.getByRole("heading").first()).toBeFocused();
  await expect(open).toContainText("Ring twice");
  await expect(open).toContainText("Wed, Mar 4, 2026, 10:00 AM");
  await expect(open.getByRole("link", { name: "+13095550101" })).toHaveAttribute("href", "tel:+13095550101");
  await open.getByRole("button", { name: "Check in: User 1" }).focus();
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText("User 1 is on site.");
  const out = open.getByRole("button", { name: "Check out: User 1" });
  await expect(out, "where one was, one goes on").toBeFocused();
  expect((await now(booked)).checked_in_users.map((user) => user.user_id)).toEqual([1]);
  await expectSound(page, "a job with somebody on site");
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText("User 1 has left.");
  await open.getByRole("button", { name: "Undo: User 1 has left." }).press("Enter");
  await expect(status(page)).toHaveText("Undone.");
  await expect(out).toBeVisible();

  await open.getByRole("button", { name: "Complete" }).press("Enter");
  await expect(open.getByLabel("Remark")).toBeFocused();
  await page.keyboard.type("Signal 1 is good");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText("The job is completed.");
  await expect(open).toContainText("Signal 1 is good");
  await expect(open.getByRole("button", { name: /^Check/ })).toHaveCount(0);
  expect((await now(booked)).status).toBe("completed");
  await open.getByText("History").click();
  await expect(open.getByRole("list", { name: "History" }).getByRole("listitem").first()).toContainText(/: job ended.*Completed/s);
  await expectSound(page, "a job that is completed");
});

test("what was not done is ended with its reason, and without one nothing is sent", async ({ page, startServer }) => {
  const { server, booked, now } = await oneTechnician(startServer);
  const open = await openJob(page, server, booked);
  await open.getByRole("button", { name: "Not done…" }).click();
  await open.getByRole("button", { name: "End it as failed" }).click();
  await expect(open.getByRole("alert").filter({ hasText: "Please say what stood in the way." })).toBeVisible();
  await expect(open.getByLabel("What stood in the way?")).toBeFocused();
  await expectSound(page, "a job that was not done");
  await page.keyboard.press("Escape");
  await expect(open.getByRole("button", { name: "Not done…" }), "what is typed goes first").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(open.getByLabel("What stood in the way?")).toBeFocused();
  await page.keyboard.type("Nobody was at home");
  await page.context().setOffline(true);
  await open.getByRole("button", { name: "End it as failed" }).click();
  await expect(open.getByRole("alert").filter({ hasText: "We can’t reach the server" })).toBeVisible();
  await page.context().setOffline(false);
  await open.getByRole("button", { name: "End it as failed" }).click();
  await expect(status(page)).toHaveText("The job is ended as failed.");
  expect(await now(booked)).toMatchObject({ status: "failed", completion_reason: "Nobody was at home" });
});

test("tasks are added, ticked and taken away, and each of it is undone; notes and length are edited @firefox", async ({ page, startServer }) => {
  const { server, booked, now } = await oneTechnician(startServer);
  const open = await openJob(page, server, booked);
  await open.getByLabel("Another task").fill("Check the mast");
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText("The task is added.");
  const task = open.getByRole("checkbox", { name: "Check the mast" });
  await task.check();
  await expect(status(page)).toHaveText("Done: Check the mast");
  await open.getByRole("button", { name: /^Undo/ }).click();
  await expect(task).not.toBeChecked();
  await open.getByRole("button", { name: "Remove: Check the mast" }).click();
  await expect(open).toContainText("No tasks.");
  await open.getByRole("button", { name: /^Undo/ }).click();
  await expect(task).toBeVisible();

  await open.getByRole("button", { name: "Edit", exact: true }).click();
  await open.getByLabel("Notes").fill("Ring once");
  await open.getByLabel("Length").selectOption("90");
  await open.getByRole("button", { name: "Save", exact: true }).click();
  await expect(open).toContainText("Ring once");
  expect(await now(booked)).toMatchObject({ notes: "Ring once", length_in_minutes: 90 });
  await open.getByRole("button", { name: /^Undo/ }).click();
  await expect(status(page)).toHaveText("Undone.");
  expect(await now(booked)).toMatchObject({ notes: "Ring twice", length_in_minutes: 60 });
});

test("what is typed stays while something else is done to the job, and while another one is looked at", async ({ page, startServer }) => {
  const { server, booked, queued, now } = await oneTechnician(startServer);
  const open = await openJob(page, server, booked);
  const [notes, task] = [open.getByLabel("Notes"), open.getByLabel("Another task")];
  const typed = async (after) => {
    await expect(notes, `the notes, ${after}`).toHaveValue("Ring thrice");
    await expect(task, `the task, ${after}`).toHaveValue("Bring the long ladder");
  };
  await task.fill("Bring the long ladder");
  await open.getByRole("button", { name: "Edit", exact: true }).click();
  await notes.fill("Ring thrice");
  await open.getByRole("button", { name: "Check in: User 1" }).click();
  await expect(status(page)).toHaveText("User 1 is on site.");
  await typed("once somebody is checked in");
  await notes.focus();
  await page.locator(".suggestion").first().evaluate((suggestion) => suggestion.click());
  await expect(open.getByText(/^Planned: /)).toBeVisible();
  await typed("once another time is taken");
  await expect(notes, "where one types one goes on").toBeFocused();

  // Meanwhile somebody calls about a new job, and about the other one, which is not to be moved to where this one is.
  await open.getByRole("button", { name: "Move to…" }).click();
  await page.getByRole("button", { name: "New job" }).click();
  const made = page.getByRole("region", { name: "New job" });
  await made.getByLabel("Notes").fill("A sign on the roof");
  const row = (job) => page.getByRole("table").getByRole("button", { name: new RegExp(`, job ${job.id}$`) });
  await row(queued).click();
  await expect(panel(page, queued)).toBeVisible();
  await expect(panel(page, queued).getByLabel("Notes")).toHaveCount(0);
  await expect(panel(page, queued).getByRole("button", { name: "Move to…" })).toBeVisible();
  await expect(made).toHaveCount(0);
  await row(booked).click();
  await typed("once it is opened again");
  await expect(open.getByRole("button", { name: "Move it" })).toBeVisible();
  await open.getByRole("button", { name: "Save", exact: true }).click();
  await row(queued).click();
  await expect(status(page)).toHaveText("The job is saved.");
  await row(booked).click();
  await expect(open).toContainText("Ring thrice");
  await expect(notes).toHaveCount(0);
  await expect(task, "what was not saved stays").toHaveValue("Bring the long ladder");
  expect(await now(booked)).toMatchObject({ notes: "Ring thrice", length_in_minutes: 60 });
  await page.getByRole("button", { name: "New job" }).click();
  await expect(made.getByLabel("Notes")).toHaveValue("A sign on the roof");
});

test("tasks that are ticked one right after the other are all done, and what could not be ticked stands as it was", async ({ page, startServer }) => {
  const { server, booked } = await oneTechnician(startServer);
  const tasks = `/api/v1/jobs/${booked.id}/tasks`;
  for (const description of ["Ladder", "Cable", "Sign"]) await server.api(tasks, { description, complete: false });
  const done = () => server.api(tasks).then(({ data }) => data.filter((task) => task.complete).map((task) => task.description));
  const open = await openJob(page, server, booked);
  const box = (name) => open.getByRole("checkbox", { name });
  let answer;
  const answered = new Promise((done) => (answer = done));
  await page.route("**/tasks/*", (route) => answered.then(() => route.continue()));
  for (const name of ["Ladder", "Cable"]) await box(name).click();
  await open.getByLabel("Another task").pressSequentially("Bring");
  for (const name of ["Ladder", "Cable"]) await expect(box(name)).toBeChecked();
  answer();
  await expect.poll(done).toEqual(["Ladder", "Cable"]);
  await expect(status(page)).toHaveText("Done: Cable");
  await expect(open.getByLabel("Another task")).toHaveValue("Bring");

  await page.unroute("**/tasks/*");
  await page.route("**/tasks/*", (route) => route.abort());
  await box("Cable").click();
  await expect(open.getByRole("alert").filter({ hasText: "We can’t reach the server" })).toBeVisible();
  await expect(box("Cable")).toBeChecked();
});

test("what is pressed twice is done once, and two that are deleted one right after the other are both gone", async ({ page, startServer }) => {
  const { server, booked, queued, now } = await oneTechnician(startServer);
  const jobs = () => server.api("/api/v1/scheduling/jobs").then(({ data }) => data.map((job) => job.id));
  // The answer comes once it was pressed twice.
  const twice = async (path, button) => {
    let sent = 0;
    let answer;
    const pressed = new Promise((done) => (answer = done));
    await page.route(path, async (route) => {
      sent += 1;
      await pressed;
      await route.continue();
    });
    await button.dblclick();
    answer();
    return () => expect(sent).toBe(1);
  };
  const open = await openJob(page, server, booked);
  const checkedIn = await twice("**/check_in", open.getByRole("button", { name: "Check in: User 1" }));
  await expect(open.getByRole("button", { name: "Check out: User 1" })).toBeEnabled();
  checkedIn();
  expect((await now(booked)).checked_in_users).toHaveLength(1);

  await page.getByRole("button", { name: "New job" }).click();
  const form = page.getByRole("region", { name: "New job" });
  await form.getByLabel("Type").selectOption({ label: "Antenna check" });
  await form.getByLabel("Customer or site").fill("mill ro");
  await form.getByRole("button", { name: "Amos Reed 9 Mill Road" }).click();
  const made = await twice("**/scheduling/jobs", form.getByRole("button", { name: "Make the job" }));
  const third = page.getByRole("region", { name: /^Amos Reed, job \d+$/ });
  await expect(third).toBeVisible();
  made();
  expect(await jobs()).toHaveLength(3);

  await third.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("table").getByRole("button", { name: new RegExp(`, job ${queued.id}$`) }).click();
  await panel(page, queued).getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete it now" }).click();
  await expect.poll(jobs).toEqual([booked.id]);
});

test("a second press where a button has become another one was not meant for that", async ({ page, startServer }) => {
  const { server, booked, now } = await oneTechnician(startServer);
  await page.clock.install();
  const open = await openJob(page, server, booked);
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await open.getByRole("button", { name: "Check in: User 1" }).click();
  const out = open.getByRole("button", { name: "Check out: User 1" });
  await expect(out).toHaveAttribute("aria-disabled", "true");
  await out.click({ force: true });
  await page.clock.resume();
  await expect(out).toBeEnabled();
  expect((await now(booked)).checked_in_users).toHaveLength(1);
  await out.click();
  await expect(status(page)).toHaveText("User 1 has left.");
});

test("the customer on the telephone names a time, and gets a link to choose one @firefox", async ({ page, startServer }) => {
  const { server, booked, queued } = await oneTechnician(startServer);
  const wishes = () => server.api(`/api/v1/scheduling/jobs/${queued.id}/desired_job_datetimes`).then(({ data }) => data.map((wish) => `${wish.date} ${wish.start_time}`));
  const open = await openJob(page, server, queued);
  await open.getByRole("button", { name: "Add a preferred time" }).click();
  await open.getByRole("button", { name: "Save", exact: true }).click();
  await expect(open.getByRole("alert").filter({ hasText: "Choose a day" })).toBeVisible();
  const form = open.locator(".job-form");
  await form.getByLabel("Day").fill("2026-03-05");
  await form.getByLabel("From").fill("09:00");
  await form.getByLabel("To").fill("12:00");
  await open.getByRole("button", { name: "Save", exact: true }).click();
  await expect(status(page)).toHaveText("The preferred time is saved.");
  expect(await wishes()).toEqual(["2026-03-05 09:00:00"]);
  await expectSound(page, "a job with a preferred time");
  await open.getByRole("button", { name: /^Edit Thu, Mar 5/ }).click();
  await form.getByLabel("From").fill("10:00");
  await open.getByRole("button", { name: "Save", exact: true }).click();
  await expect(open.getByRole("list", { name: "Preferred times" })).toContainText("10:00 AM");
  await open.getByRole("button", { name: /^Remove Thu, Mar 5/ }).click();
  await expect(open).toContainText("The customer has named none yet.");
  await open.getByRole("button", { name: /^Undo/ }).click();
  await expect(open.getByRole("list", { name: "Preferred times" })).toContainText("10:00 AM");
  expect(await wishes()).toEqual(["2026-03-05 10:00:00"]);

  const taken = [];
  const crm = createServer((request, answer) => {
    request.on("data", (part) => taken.push(String(part)));
    request.on("end", () => answer.writeHead(204).end());
  });
  await new Promise((done) => crm.listen(0, "127.0.0.1", done));
  const hook = await server.api("/v1/webhooks", { url: `http://127.0.0.1:${crm.address().port}/links`, events: ["link.send"] });

  await open.getByText("What it allows").click();
  await open.getByLabel("Earliest day").fill("2026-03-05");
  await open.getByLabel("Latest day").fill("2026-03-05");
  await open.getByLabel("How often it may book").selectOption("1");
  const only = open.getByRole("group", { name: "Offer only these times" });
  await only.getByRole("checkbox", { name: /^Thu, Mar 5/ }).first().check();
  await only.getByRole("button", { name: "Add a time" }).click();
  const typed = only.getByRole("group", { name: "Time 1" });
  await expect(typed.getByLabel("Day")).toBeFocused();
  await typed.getByLabel("Day").fill("2026-03-05");
  await open.getByRole("button", { name: "Make a booking link" }).click();
  await expect(only.getByRole("alert")).toHaveText("Choose a day, and from when until when.");
  await typed.getByLabel("From").fill("15:00");
  await typed.getByLabel("To").fill("16:40");
  await only.getByRole("button", { name: "Add a time" }).click();
  await only.getByRole("button", { name: "Remove Time 2" }).click();
  await expectSound(page, "what a booking link is to allow");
  await open.getByRole("button", { name: "Make a booking link" }).click();
  const link = open.getByLabel("Booking link");
  await expect(link).toBeFocused();
  const made = (await server.api("/v1/links")).data.find((listed) => listed.job_id === queued.id);
  expect(made).toMatchObject({ earliest_date: "2026-03-05", latest_date: "2026-03-05", max_changes: 1 });
  expect(made.windows[1]).toEqual({ date: "2026-03-05", start_time: "15:00:00", end_time: "16:40:00" });
  const url = await link.inputValue();
  await page.getByRole("button", { name: "Links", exact: true }).click();
  await expect(page.getByRole("table")).toContainText(/Antenna check; .*3:00.PM to 4:40.PM/);

  // Another customer's is sent by whoever takes links.
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
  await page.getByRole("table").getByRole("button", { name: new RegExp(`, job ${booked.id}$`) }).click();
  await panel(page, booked).getByRole("button", { name: "Make it and send it" }).click();
  await expect(status(page)).toHaveText("The link is handed to your system, which sends it.");
  expect(JSON.parse(taken.join("")).data.url).toBe(await panel(page, booked).getByLabel("Booking link").inputValue());
  expect(hook.events).toEqual(["link.send"]);
  crm.closeAllConnections();
  crm.close();

  await page.goto(url);
  await expect(page.getByText("Antenna check").first()).toBeVisible();
  // The one that was suggested, and those within what was typed.
  const [{ start_time }] = made.windows;
  await expect(openings(page).first()).toHaveText(new RegExp(`^${Number(start_time.slice(0, 2))}:${start_time.slice(3, 5)}.AM$`));
  await expect(page.getByText("None of these fit?")).toHaveCount(0);
});

test("a link that is for looking offers nothing that it may not do; a job is deleted unless it is kept in time @firefox", async ({ page, startServer }) => {
  const { server, booked, queued } = await oneTechnician(startServer);
  const looking = await server.api("/v1/links", { board: true, scope: "view" });
  const looked = await openJob(page, server, booked, looking.url);
  await expect(looked).toContainText("not on site");
  await expect(looked.getByRole("button", { name: /Check|Complete|Edit|Delete|link|Add/ })).toHaveCount(0);

  await page.goto("about:blank");
  const open = await openJob(page, server, queued);
  await open.getByRole("button", { name: "Delete" }).click();
  await expect(open).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(open).toBeVisible();
  await page.evaluate(() => addEventListener("slotwright-job-changed", ({ detail }) => (window.changed = detail.job_id)));
  await open.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete it now" }).click();
  await expect(status(page)).toHaveText("The job is deleted.");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "New job" }), "where one goes on").toBeFocused();
  expect(await page.evaluate(() => window.changed), "the page is told").toBe(queued.id);
  const { data } = await server.api("/api/v1/scheduling/jobs");
  expect(data.map((job) => job.id)).toEqual([booked.id]);
});
