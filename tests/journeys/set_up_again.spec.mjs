// Setting up in the board: what is changed and taken away again.
import { fileURLToPath } from "node:url";
import { createServer } from "node:http";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
const SCHEDULING = "/api/v1/scheduling";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const said = (page) => page.locator("slotwright-setup").getByRole("status");

async function open(page, server, part) {
  await page.goto(server.board);
  await button(page, "Setting up").click();
  await button(page, part).click();
  await expect(page.getByRole("heading", { name: part }).first()).toBeVisible();
}

/** Takes something away, after the question whether it is meant. */
async function removed(page, name) {
  await button(page, `Remove ${name}`).click();
  await page.getByRole("group", { name: `Remove ${name}` }).getByRole("button", { name: "Remove" }).click();
  await expect(said(page)).toHaveText(/^Removed\./);
}

test("what a webhook did not take is tried again or dropped, and its secret is replaced by one that is shown once", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN });
  // It takes nothing, and then all; 410 gives a message up at once.
  let status = 410;
  const heard = [];
  const hook = createServer((request, response) => {
    heard.push(request.headers["webhook-signature"]);
    response.writeHead(status).end();
  });
  await new Promise((done) => hook.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${hook.address().port}/told`;
  await server.api("/v1/webhooks", { url });
  const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1 };
  for (const assigned_id of [1, 2]) await server.api(`${SCHEDULING}/jobs`, { ...job, assigned_id });
  const dead = async () => (await server.api("/v1/outbox?state=dead")).data.length;
  await expect.poll(dead).toBe(2);

  await open(page, server, "Webhooks");
  const messages = page.getByRole("listitem").filter({ hasText: "job.queued" });
  await expect(messages).toHaveCount(2);
  await expect(messages.first()).toContainText("Given up");
  await expectSound(page, "messages that were not taken");
  status = 204;
  await messages.first().getByRole("button", { name: /^Try again/ }).click();
  await expect(said(page)).toHaveText("It is tried again now.");
  await expect.poll(dead).toBe(1);
  await open(page, server, "Webhooks");
  await messages.first().getByRole("button", { name: /^Drop/ }).click();
  await expect(said(page)).toHaveText("It is not told any more.");
  await expect(page.getByText("All has been told.")).toBeVisible();
  expect(await dead()).toBe(0);

  await button(page, `New secret for ${url}`).click();
  await expect(said(page)).toHaveText("There is a new secret; the old one signs too for 24 hours.");
  await expect(page.getByRole("textbox", { name: "Secret", exact: true })).toHaveValue(/^whsec_/);
  heard.length = 0;
  await button(page, `Test ${url}`).click();
  await expect(said(page)).toHaveText(/^A test is on its way/);
  await expect.poll(() => heard.length).toBe(1);
  expect(heard[0].split(" "), "signed with the old one too").toHaveLength(2);
  hook.close();
});

test("a break is moved for one day, and a schedule and a type of job are taken away", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN });
  const off = Object.fromEntries(["sunday", "monday", "tuesday", "thursday", "friday", "saturday"].map((day) => [day, false]));
  const lunch = { name: "Lunch", user_ids: [1], start: "2026-03-01", weeks: 1, infinite_repetitions: true, repetitions: 0, start_timestamp: "10:00", end_timestamp: "10:30" };
  await server.api(`${SCHEDULING}/schedule_blockers`, { ...lunch, ...off, wednesday: true });
  await open(page, server, "Time off and breaks");
  await button(page, "Move once: Lunch").click();
  await page.getByLabel("Whose").selectOption({ index: 1 });
  await page.getByLabel("Day", { exact: true }).fill("2026-03-04");
  await page.getByLabel("From", { exact: true }).fill("11:00");
  await page.getByLabel("To", { exact: true }).fill("11:30");
  await expectSound(page, "a break that is moved");
  await button(page, "Save").click();
  await expect(said(page)).toHaveText("Saved.");
  const closed = async (date) => {
    const { technicians } = await server.api(`/v1/timeline?start_date=${date}&days=1`);
    return JSON.stringify(technicians[0]).match(/"Lunch"/) && technicians[0];
  };
  const times = async (date) => JSON.stringify((await closed(date)) ?? {}).match(/"start":(660|600),"end":(690|630)/)?.slice(1).join("-");
  expect([await times("2026-03-04"), await times("2026-03-11")]).toEqual(["660-690", "600-630"]);
  await button(page, "Undo").click();
  await expect(said(page)).toHaveText("Undone.");
  expect(await times("2026-03-04")).toBe("600-630");

  await button(page, "Types of job").click();
  await button(page, "New type of job").click();
  await page.getByLabel("Name").fill("Mast climb");
  await page.getByLabel("Length in minutes").fill("90");
  await button(page, "Save").click();
  await expect(said(page)).toHaveText("Saved.");
  await removed(page, "Mast climb");
  await expect.poll(async () => (await server.list("/scheduling/job_types")).map(({ id }) => id)).toEqual([1]);

  await button(page, "Working hours").click();
  const [{ name }] = await server.list("/scheduling/schedules");
  await removed(page, name);
  // That something was removed is said already.
  await expect.poll(() => server.list("/scheduling/schedules")).toEqual([]);
  await expect(page.getByRole("cell", { name: "Mar 4" })).toHaveCount(0);
});
