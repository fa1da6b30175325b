// Whatever was done last on the board is taken back with one key, wherever one is by then, and done again.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
const JOBS = "/api/v1/scheduling/jobs";

const panel = (page, job) => page.getByRole("region", { name: new RegExp(`, job ${job.id}$`) });
const status = (page) => page.getByRole("status");
const row = (page, job) => page.getByRole("table").getByRole("button", { name: new RegExp(`, job ${job.id}$`) });

/** One technician, with a visit at Lena Ortiz’s on Wednesday, and a job at Amos Reed’s that waits; on the list of jobs. */
async function oneTechnician(page, startServer) {
  const server = await startServer({ world: ONE_TECHNICIAN });
  const job = { job_type_id: 1, assigned_type: "accounts", length_in_minutes: 60 };
  const busy = { ...job, assigned_id: 1, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1], notes: "Ring twice" };
  const { data: booked } = await server.api(JOBS, busy);
  const { data: queued } = await server.api(JOBS, { ...job, assigned_id: 2, notes: "Gate 6" });
  await page.goto(server.board);
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
  const now = (job) => server.api(`${JOBS}/${job.id}`).then(({ data }) => data);
  const tasks = () => server.api(`/api/v1/jobs/${booked.id}/tasks`).then(({ data }) => data.map((task) => [task.description, task.complete].join(" ")));
  return { server, booked, queued, now, tasks };
}

test("a check-in, a task, an edit and a move of two jobs are undone from wherever one is, the last first, and done again @firefox", async ({ page, startServer }) => {
  const { booked, queued, now, tasks } = await oneTechnician(page, startServer);
  await row(page, booked).click();
  const [lena, amos] = [panel(page, booked), panel(page, queued)];
  await lena.getByRole("button", { name: "Check in: User 1" }).click();
  await expect(status(page)).toHaveText("User 1 is on site.");
  await lena.getByLabel("Another task").fill("Check the mast");
  await page.keyboard.press("Enter");
  await lena.getByRole("checkbox", { name: "Check the mast" }).check();
  await expect(status(page)).toHaveText("Done: Check the mast");
  await row(page, queued).click();
  await amos.getByRole("button", { name: "Edit", exact: true }).click();
  await amos.getByLabel("Notes").fill("Gate 7");
  await amos.getByRole("button", { name: "Save", exact: true }).click();
  await expect(status(page)).toHaveText("The job is saved.");
  await amos.locator(".suggestion").first().click();
  await expect(status(page)).toHaveText(/^Planned: /);
  /** What has become of all of it. */
  const done = async () => [(await now(booked)).checked_in_users.length, ...(await tasks()), (await now(queued)).notes, (await now(queued)).status].join(", ");
  const was = ["1, Check the mast true, Gate 7, scheduled", "1, Check the mast true, Gate 7, queued", "1, Check the mast true, Gate 6, queued", "1, Check the mast false, Gate 6, queued", "1, Gate 6, queued", "0, Gate 6, queued"];
  await expect.poll(done).toBe(was[0]);

  await page.keyboard.press("Control+z");
  await expect.poll(done).toBe(was[1]);
  await page.keyboard.press("Control+z");
  await expect.poll(done).toBe(was[2]);
  await expect(status(page)).toHaveText("Undone.");
  await page.keyboard.press("Escape");
  await expect(amos).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(status(page)).toHaveText(`Lena Ortiz, job ${booked.id} · Done: Check the mast · Undone.`);
  await expect(page.locator(".notice").filter({ hasText: "Done: Check the mast · Undone." })).toBeInViewport();
  expect(await done()).toBe(was[3]);
  // Two at once: the second waits.
  for (const key of ["Control+z", "Control+z"]) await page.keyboard.press(key);
  await expect.poll(done).toBe(was[5]);
  await page.keyboard.press("Control+z");
  // Where one looks at it, it is shown there.
  await row(page, booked).click();
  for (const expected of [was[4], was[3], was[2], was[1], was[0]]) {
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(done).toBe(expected);
  }
  await expect(lena.getByRole("checkbox", { name: "Check the mast" })).toBeChecked();
  // The task is another one by now, and so are its tick and the way back.
  for (const expected of was.slice(1)) {
    await page.keyboard.press("Control+z");
    await expect.poll(done).toBe(expected);
  }
  await expect(lena).toContainText("No tasks.");
});

test("what others have changed since is not undone, is said with the job’s name, and gives way to what was done before", async ({ page, startServer }) => {
  const { server, booked, queued, now } = await oneTechnician(page, startServer);
  await page.route("**/v1/events**", () => {});
  await row(page, booked).click();
  const lena = panel(page, booked);
  await lena.getByRole("button", { name: "Check in: User 1" }).click();
  await expect(status(page)).toHaveText("User 1 is on site.");
  await lena.getByRole("button", { name: "Edit", exact: true }).click();
  await lena.getByLabel("Notes").fill("Ring thrice");
  await lena.getByRole("button", { name: "Save", exact: true }).click();
  await expect(status(page)).toHaveText("The job is saved.");
  await server.api(`${JOBS}/${booked.id}`, { notes: "Do not ring" }, "PATCH");
  await row(page, queued).click();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("alert").filter({ hasText: `Lena Ortiz, job ${booked.id} · This visit was changed meanwhile` })).toBeVisible();
  expect((await now(booked)).notes).toBe("Do not ring");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await now(booked)).checked_in_users).toEqual([]);
});

test("what fails once another job is open is said with its own job’s name, and what was typed for it is typed still", async ({ page, startServer }) => {
  const { booked, queued } = await oneTechnician(page, startServer);
  const [lena, amos] = [panel(page, booked), panel(page, queued)];
  let answer;
  const opened = new Promise((done) => (answer = done));
  await page.route("**/tasks", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await opened;
    await route.abort();
  });
  await row(page, booked).click();
  await lena.getByLabel("Another task").fill("Bring the long ladder");
  await page.keyboard.press("Enter");
  await row(page, queued).click();
  await expect(amos.getByLabel("Another task")).toHaveValue("");
  answer();
  await expect(amos.getByRole("alert")).toHaveText(new RegExp(`^Lena Ortiz, job ${booked.id} · We can’t reach the server`));
  await row(page, booked).click();
  await expect(lena.getByLabel("Another task")).toHaveValue("Bring the long ladder");

  // What would move it shows where it is by now, as long as nobody has typed in it.
  await lena.locator(".suggestion").first().click();
  await expect(status(page)).toHaveText(/^Planned: /);
  const from = lena.locator("form.mover input[type=time]");
  const before = await lena.getByRole("button", { name: "Move to…" }).click().then(() => from.inputValue());
  await row(page, queued).click();
  await expect(amos).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(status(page)).toHaveText("Undone.");
  await row(page, booked).click();
  await expect(from).toBeVisible();
  await expect(from).not.toHaveValue(before);
});
