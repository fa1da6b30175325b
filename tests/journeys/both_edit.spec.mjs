// Two dispatchers at the same job at once: nothing of either is lost, and whoever is later is told what the other did.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

const TWO_TECHNICIANS = fileURLToPath(new URL("../support/two-technicians.json", import.meta.url));
const JOBS = "/api/v1/scheduling/jobs";

const panel = (page) => page.getByRole("region", { name: /, job \d+$/ });
const inPanel = (page, name) => panel(page).getByRole("button", { name, exact: true });
const notes = (page) => panel(page).getByRole("textbox", { name: "Notes" });
const told = (page) => panel(page).getByRole("status").filter({ hasText: /^Changed meanwhile/ });

/** A visit at Lena Ortiz's, open on two boards: Ada Novak's, and Ben Okafor's, who hears of nothing unless `hears`. */
async function bothAtOne({ page, otherPage, startServer }, { hears }) {
  const server = await startServer({ world: TWO_TECHNICIANS });
  const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60, notes: "Ring twice" };
  const { data: booked } = await server.api(JOBS, { ...job, scheduled_datetime: "2026-03-03 09:00:00", user_ids: [1] });
  const boards = [page, otherPage];
  if (!hears) await boards[1].route("**/v1/events*", (route) => route.abort());
  for (const [n, board] of boards.entries()) {
    const { url } = await server.api("/v1/links", { board: true, user_id: n + 1, scope: "admin" });
    await board.goto(url);
    await board.getByRole("button", { name: "Jobs", exact: true }).click();
    await board.getByRole("table").getByRole("button", { name: /^Lena Ortiz/ }).click();
    await expect(inPanel(board, "Edit")).toBeVisible();
  }
  /** What a member of the job comes to be. */
  const becomes = (member, value) => expect.poll(async () => (await now())[member]).toBe(value);
  const now = () => server.api(`${JOBS}/${booked.id}`).then(({ data }) => data);
  return { boards, now, becomes, server, path: `${JOBS}/${booked.id}` };
}

test("two who change different things of a job keep both, and one who changes the same sees the other's first @firefox", async ({ page, otherPage, startServer }) => {
  const { boards: [ada, ben], now, becomes } = await bothAtOne({ page, otherPage, startServer }, { hears: false });
  for (const board of [ada, ben]) await inPanel(board, "Edit").click();
  await panel(ada).getByRole("combobox", { name: "Length" }).selectOption("90");
  await inPanel(ada, "Save").click();
  await becomes("length_in_minutes", 90);
  // Ben has heard of nothing, and sends what he has changed alone.
  await notes(ben).fill("Bring the long ladder");
  await inPanel(ben, "Save").click();
  await becomes("notes", "Bring the long ladder");
  expect((await now()).length_in_minutes).toBe(90);

  // Both at the notes: Ada hears what Ben has done, and is the first this time.
  await expect(told(ada)).toHaveText(/^Changed meanwhile by Ben Okafor/);
  await told(ada).getByRole("button").click();
  for (const board of [ada, ben]) await inPanel(board, "Edit").click();
  await notes(ada).fill("Gate 7");
  await inPanel(ada, "Save").click();
  await becomes("notes", "Gate 7");
  await notes(ben).fill("Gate 8");
  await inPanel(ben, "Save").click();
  await expect(told(ben)).toHaveText(/^Changed meanwhile by Ada Novak: .*notes/);
  await expect(told(ben).getByRole("button", { name: "Show it as it is now" })).toBeFocused();
  expect((await now()).notes, "Ada's is not written over unseen").toBe("Gate 7");
  await expectSound(ben, "an edit of what somebody else has changed");
  await ben.keyboard.press("Enter");
  await expect(panel(ben)).toContainText("Gate 7");
  await expect(notes(ben), "nor is what Ben typed lost").toHaveValue("Gate 8");
  await inPanel(ben, "Save").click();
  await becomes("notes", "Gate 8");
});

test("one who moves or completes what another has moved or completed is told so, and nothing is done twice", async ({ page, otherPage, startServer }) => {
  const { boards: [ada, ben], now, becomes } = await bothAtOne({ page, otherPage, startServer }, { hears: false });
  const move = async (board, time) => {
    await inPanel(board, "Move to…").click();
    const form = board.locator(".mover");
    await form.getByLabel("Time").fill(time);
    await form.getByRole("button", { name: "Move it" }).click();
  };
  await move(ada, "11:00");
  await becomes("scheduled_datetime", "2026-03-03 11:00:00");
  await move(ben, "13:00");
  await expect(ben.getByRole("alert")).toContainText("changed");
  expect((await now()).scheduled_datetime, "it is where Ada has put it").toBe("2026-03-03 11:00:00");

  await inPanel(ada, "Complete").click();
  await ada.getByLabel("Remark").fill("All is well");
  await panel(ada).locator("form").getByRole("button", { name: "Complete" }).click();
  await becomes("status", "completed");
  await inPanel(ben, "Not done…").click();
  await ben.getByLabel("What stood in the way?").fill("Nobody at home");
  await inPanel(ben, "End it as failed").click();
  await expect(panel(ben).getByRole("alert").filter({ hasText: /^That didn’t work/ })).toBeVisible();
  const done = await now();
  expect([done.status, done.completion_reason]).toEqual(["completed", "All is well"]);
});

test("nobody deletes what somebody else has changed meanwhile, nor writes over a preferred time that is another by now", async ({ page, otherPage, startServer }) => {
  const { boards: [ada, ben], now, becomes, server, path } = await bothAtOne({ page, otherPage, startServer }, { hears: false });
  const wishes = `${path}/desired_job_datetimes`;
  const wish = (date, from, to) => ({ date, start_time: `${from}:00`, end_time: `${to}:00` });
  const { data: { id } } = await server.api(wishes, wish("2026-03-04", "08:00", "10:00"));
  await ben.getByRole("table").getByRole("button", { name: /^Lena Ortiz/ }).click();
  await panel(ben).getByRole("button", { name: /^Edit Wed, Mar 4/ }).click();
  await server.api(`${wishes}/${id}`, wish("2026-03-05", "12:00", "14:00"), "PATCH");
  const form = panel(ben).locator(".job-form");
  await form.getByLabel("From").fill("09:00");
  await inPanel(ben, "Save").click();
  await expect(told(ben)).toHaveText(/^Changed meanwhile by .*: other preferred times/);
  await expect(told(ben).getByRole("button", { name: "Show it as it is now" })).toBeFocused();
  await ben.keyboard.press("Enter");
  for (const [label, value] of [["Day", "2026-03-05"], ["From", "09:00"], ["To", "14:00"]]) await expect(form.getByLabel(label)).toHaveValue(value);
  await inPanel(ben, "Save").click();
  await expect.poll(async () => (await server.api(wishes)).data[0].start_time).toBe("09:00:00");

  // Ada hears of what Ben does, and he of nothing.
  const delay = (board) => board.locator(".job-side > .notice");
  for (const board of [ada, ben]) await inPanel(board, "Delete").click();
  await server.api(path, { scheduled_datetime: "2026-03-03 15:00:00", user_ids: [2], notes: "Do not cancel" }, "PATCH");
  await delay(ben).getByRole("button", { name: "Delete it now" }).click();
  for (const board of [ben, ada]) await expect(delay(board)).toContainText(/has not been deleted\.Changed meanwhile by .*3:00.PM.*other notes/);
  await becomes("notes", "Do not cancel");
  await expect(ben.getByRole("button", { name: "Keep it" })).toBeFocused();
  await expectSound(ben, "a job that is not deleted since others have changed it");
  await ben.keyboard.press("Enter");
  await expect(panel(ben)).toContainText("Do not cancel");
  // Who knows of it may.
  await delay(ada).getByRole("button", { name: "Delete it now" }).click();
  await expect(ada.getByText("Lena Ortiz")).toHaveCount(0);
  await expect(now()).rejects.toThrow(/ answered 4/);
});
