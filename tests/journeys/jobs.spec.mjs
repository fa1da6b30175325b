// The board's list of jobs: found by what is typed, by state and by what is still to be done, kept in the address; and made.
import { readFile } from "node:fs/promises";
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
  await expect(page.getByText("No job is like that.")).toBeVisible();
  await find(page).getByRole("button", { name: "Show all" }).click();
  await expect(rows(page)).toHaveCount(2);
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

test("a job is made for somebody who is found while their name is typed, and opened to be given a time", async ({ page, startServer }) => {
  const world = { ...JSON.parse(await readFile(ONE_TECHNICIAN, "utf8")), tickets: [{ id: 4711, subject: "No signal" }] };
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
