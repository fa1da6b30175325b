// The board's list of jobs: found by what is typed, by state and by what is still to be done, kept in the address; and made.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { asFile } from "../support/large_world.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));

/** One technician, with a visit at Lena Ortiz’s; and a job at Amos Reed’s that waits, with a preferred time. */
async function oneTechnician(startServer, world = ONE_TECHNICIAN) {
  const server = await startServer({ world });
  const job = { job_type_id: 1, assigned_type: "accounts", length_in_minutes: 60 };
  const busy = { ...job, assigned_id: 1, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1] };
  const { data: booked } = await server.api("/api/v1/scheduling/jobs", busy);
  const { data: queued } = await server.api("/api/v1/scheduling/jobs", { ...job, assigned_id: 2, notes: "The canary bites" });
  const wish = { date: "2026-03-05", start_time: "09:00:00", end_time: "12:00:00" };
  await server.api(`/api/v1/scheduling/jobs/${queued.id}/desired_job_datetimes`, wish);
  return { server, booked, queued };
}

const rows = (page) => page.locator(".job-table tbody tr");
const find = (page) => page.getByRole("search");

test("jobs are found by a text, a state, a technician and what was asked for, and the address keeps it @firefox", async ({ page, startServer }) => {
  const { server } = await oneTechnician(startServer);
  await page.goto(server.board);
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
  await find(page).getByLabel("Name, address, note or number").fill("CANARY");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Amos Reed");
  await expect(page).toHaveURL(/\?q=CANARY$/);
  await expect(find(page).getByRole("button", { name: "Scheduled 0" })).toBeVisible();
  await expectSound(page, "jobs that were found");
  await find(page).getByRole("button", { name: "Scheduled 0" }).click();
  let asked = 0;
  page.on("request", (request) => (asked += request.url().includes("/v1/board?")));
  await expect(page.getByText("No job is like that.")).toBeVisible();
  await find(page).getByRole("button", { name: "Show all" }).click();
  await expect(rows(page)).toHaveCount(2);
  expect(asked, "nothing is asked for again and again, also where nothing is there").toBeLessThan(4);
  await find(page).getByRole("button", { name: "With preferred times" }).click();
  await expect(rows(page)).toHaveCount(1);
  await find(page).getByRole("button", { name: "With preferred times" }).click();
  await find(page).getByText("More", { exact: true }).click();
  await find(page).getByLabel("Technician").selectOption({ label: "User 1" });
  await expect(rows(page)).toContainText(["Lena Ortiz"]);
  await find(page).getByLabel("Technician").selectOption("");
  await find(page).getByLabel("Order").selectOption({ label: "newest first" });
  await expect(rows(page)).toContainText(["Amos Reed", "Lena Ortiz"]);
  await find(page).getByRole("button", { name: /^Queued/ }).click();
  await expect(page).toHaveURL(/\?status=queued&sort=-id$/);

  await page.reload();
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
  await expect(find(page).getByRole("button", { name: "Queued 1" })).toHaveAttribute("aria-pressed", "true");
  await expect(rows(page)).toHaveCount(1);
  await expect(find(page).getByLabel("Order")).toHaveValue("-id");
});

test("what is overdue, what can be met now and what was asked for: each lists the jobs that are so, and none besides", async ({ page, startServer }) => {
  const wish = (date, from, to) => ({ date, start_time: `${from}:00`, end_time: `${to}:00` });
  // It is Monday, 9 AM; they work Tuesday to Thursday from 8 to 12.
  const thursday = wish("2026-03-05", "09:00", "12:00");
  const visit = (time, status = "scheduled") => ({ status, scheduled_datetime: `2026-03-${time}:00`, user_ids: [1] });
  const jobs = [
    { id: 1, ...visit("02 07:30") },
    { id: 2, ...visit("02 08:30") },
    { id: 3, ...visit("02 06:00", "completed"), completion_type: "success" },
    { id: 4, ...visit("04 08:00"), length_in_minutes: 240, desired_job_datetimes: [thursday] },
    { id: 5, desired_job_datetimes: [wish("2026-03-06", "09:00", "12:00"), thursday] },
    { id: 6, desired_job_datetimes: [wish("2026-03-04", "08:00", "12:00"), wish("2026-03-05", "11:30", "13:00")] },
    { id: 7 },
    { id: 8, ...visit("01 09:00"), desired_job_datetimes: [thursday] },
  ];
  const world = { ...JSON.parse(readFileSync(ONE_TECHNICIAN, "utf8")), jobs: jobs.map((job) => ({ job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60, ...job })) };
  const server = await startServer({ world: asFile(world) });
  await page.goto(server.board);
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
  const listed = (...ids) => expect(rows(page).locator("td:first-child")).toHaveText(ids.map((id) => new RegExp(`^${id}\\D`)));
  await listed(1, 2, 3, 4, 5, 6, 7, 8);
  const chip = (name) => find(page).getByRole("button", { name });
  for (const [name, all, state, some] of [
    ["Overdue", [1, 8], "Queued 0", []],
    ["Can be met now", [5], "Queued 1", [5]],
    ["With preferred times", [4, 5, 6, 8], "Scheduled 2", [4, 8]],
  ]) {
    await chip(name).click();
    await listed(...all);
    await chip(state).click();
    await listed(...some);
    await chip(/^All \d/).click();
    await listed(...all);
    await chip(name).click();
  }
  await chip("Overdue").click();
  await chip("With preferred times").click();
  await listed(8);
  // Once somebody has the last time that was asked for, it is met no more.
  await chip("Overdue").click();
  await chip("With preferred times").click();
  await chip("Can be met now").click();
  await listed(5);
  await server.api("/api/v1/scheduling/jobs", { job_type_id: 1, assigned_type: "accounts", assigned_id: 2, length_in_minutes: 180, scheduled_datetime: "2026-03-05 09:00:00", user_ids: [1] });
  await expect(page.getByText("No job is like that.")).toBeVisible();
});

test("a job is made for somebody who is found while their name is typed, and opened to be given a time @firefox", async ({ page, startServer }) => {
  const world = { ...JSON.parse(readFileSync(ONE_TECHNICIAN, "utf8")), tickets: [{ id: 4711, subject: "No signal" }] };
  const { server } = await oneTechnician(startServer, asFile(world));
  await server.api("/v1/fields", { job_types: [{ job_type_id: 1, fields: [{ key: "gate", label: "What opens the gate?", kind: "text" }] }] }, "PUT");
  await page.goto(server.board);
  await page.getByRole("button", { name: "New job" }).press("Enter");
  const form = page.getByRole("region", { name: "New job" });
  await expect(form.getByRole("heading", { name: "New job" })).toBeFocused();
  await form.getByRole("button", { name: "Make the job" }).click();
  await expect(form.getByRole("alert").filter({ hasText: "Choose a type, and for whom it is." })).toBeVisible();
  await form.getByLabel("Type").selectOption({ label: "Antenna check" });
  await form.getByLabel("Customer or site").fill("nobody");
  await expect(form).toContainText("Nobody has that in their name or address.");
  await form.getByLabel("Customer or site").fill("mill ro");
  await form.getByRole("button", { name: "Amos Reed 9 Mill Road" }).press("Enter");
  await expect(form.getByLabel("Length")).toBeFocused();
  await form.getByLabel("Length").selectOption("45");
  await form.getByLabel("Notes").fill("Bring the long ladder");
  await form.getByText("Ticket and services").click();
  await form.getByLabel("Ticket", { exact: true }).focus();
  await expect(form.locator("datalist option"), "tickets are offered by what they are about").toHaveAttribute("label", "No signal");
  await form.getByLabel("Services").fill("7, fibre");
  await form.getByRole("button", { name: "Make the job" }).click();
  await expect(form.getByRole("alert").filter({ hasText: "Type numbers alone" })).toBeVisible();
  await expect(form.getByLabel("Services")).toBeFocused();
  await expect(form.getByLabel("Services")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Services").fill("7, 9");
  await form.getByLabel("What opens the gate?").fill("4711");
  await expectSound(page, "a job that is being made");
  await form.getByRole("button", { name: "Make the job" }).click();
  await expect(page.getByRole("status")).toHaveText("The job is made.");
  const open = page.getByRole("region", { name: /^Amos Reed, job \d+$/ });
  await expect(open).toContainText("45 min");
  await expect(open).toContainText("Bring the long ladder");
  await expect(open).toContainText("4711");
  await open.getByRole("button", { name: "Edit", exact: true }).click();
  await expect(open.getByLabel("What opens the gate?")).toHaveValue("4711");
  await open.getByLabel("What opens the gate?").fill("0815");
  await open.getByLabel("Services").fill("9");
  await open.getByRole("button", { name: "Save", exact: true }).click();
  await expect(open).toContainText("0815");
  const services = async () => (await server.api("/api/v1/scheduling/jobs?sort=-id")).data.find((job) => job.services.length)?.services;
  expect(await services()).toEqual([9]);
  await open.getByRole("button", { name: /^Undo/ }).click();
  await expect(open).toContainText("4711");
  await expect(open).toContainText("7, 9");
  expect(await services()).toEqual([7, 9]);
  await expect(open.locator(".suggestion").first()).toBeVisible();
});
