// Setting up in the board: a schedule's week, time off, types of jobs and their fields, rules, webhooks.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
const DAYS = "/api/v1/scheduling/schedules/1/schedule_days";

/** One technician, who works Tuesday to Thursday from 8 to 12, and has a visit on Wednesday at 10. */
async function oneTechnician(startServer) {
  const server = await startServer({ world: ONE_TECHNICIAN });
  const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60 };
  await server.api("/api/v1/scheduling/jobs", { ...job, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1] });
  return server;
}

/** Opens the board, and in it a part of what is set up. */
async function open(page, address, part) {
  await page.goto(address);
  await page.getByRole("button", { name: "Setting up" }).click();
  if (part) await page.getByRole("button", { name: part, exact: true }).click();
  await expect(page.getByRole("heading", { name: part ?? "Working hours" }).first()).toBeVisible();
}

const day = (page, name) => page.getByRole("listitem", { name, exact: true });
const button = (within, name) => within.getByRole("button", { name, exact: true });
const said = (page) => page.locator("slotwright-setup").getByRole("status");
const collisions = (page) => page.locator(".collisions").getByRole("listitem");

/** Draws along a day's bar from one hour to another. */
async function paint(page, name, from, to) {
  const bar = day(page, name).locator(".week-bar");
  await bar.scrollIntoViewIfNeeded();
  const box = await bar.boundingBox();
  const at = (hour) => box.x + 1 + ((box.width - 2) * hour) / 24;
  await page.mouse.move(at(from) + 3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(at(to) - 3, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
}

test("a week is painted, moved by keys and typed; what it leads to is seen before it is saved, and undone it is as it was @firefox", async ({ page, startServer }) => {
  const server = await oneTechnician(startServer);
  const hours = async () => (await server.api(DAYS)).data.map((day) => `${day.day} ${day.start_timestamp}-${day.end_timestamp}`).sort();
  const before = await hours();
  await open(page, server.board);
  await expectSound(page, "a schedule's week");
  await paint(page, "Wednesday", 10, 12);
  await expect(page.getByLabel("Wednesday, hours 1: to").last()).toHaveValue("10:00");
  await expect(collisions(page)).toHaveText([/^Wed, Mar 4, 2026, 10:00 AM · Lena Ortiz/]);
  await expect(page.getByRole("cell", { name: "Mar 4" })).toContainText("2 hwas 4 h");
  // What is painted waits while one looks at something else.
  await button(page, "Time off and breaks").click();
  await expect(page.getByRole("heading", { name: "Time off and breaks" }).first()).toBeVisible();
  await button(page, "Working hours").click();
  await expect(page.getByLabel("Wednesday, hours 1: to").last()).toHaveValue("10:00");

  const end = page.getByRole("slider", { name: "Tuesday, hours 1: to" });
  await end.focus();
  await page.keyboard.press("ArrowRight");
  await expect(end).toHaveAttribute("aria-valuetext", "12:15 PM");
  await button(page, "Add hours on Monday").click();
  const from = page.getByRole("textbox", { name: "Monday, hours 1: from" }).or(page.locator("[data-is=from-1-0]"));
  await expect(from.first()).toBeFocused();
  await from.first().fill("18:00");
  await expect(day(page, "Monday")).toContainText("These hours must end after they begin");
  await button(page, "Save").click();
  await expect(from.first(), "nothing is saved").toBeFocused();
  await from.first().fill("09:00");
  await expect(page.getByRole("list", { name: "What would change" }).getByRole("listitem")).toHaveCount(3);
  await expectSound(page, "a week that is changed");
  await button(page, "Save").click();
  await expect(said(page)).toHaveText("Saved. 1 visit stands outside now.");
  expect(await hours()).toEqual(["1 09:00-17:00", "2 08:00-12:15", "3 08:00-10:00", "4 08:00-12:00"]);
  await button(page, "Undo").click();
  await expect(said(page)).toHaveText("Undone.");
  expect(await hours()).toEqual(before);
});

test("a day off of the whole company names the visits in it, and what is removed comes back by one button", async ({ page, startServer }) => {
  const server = await oneTechnician(startServer);
  const offs = () => server.list("/scheduling/scheduled_time_offs").then((all) => all.map((off) => [off.name, off.user_id, off.start_time, off.end_time]));
  await open(page, server.board, "Time off and breaks");
  await button(page, "New time off").click();
  await expect(page.getByRole("heading", { name: "New time off" })).toBeFocused();
  await button(page, "Save").click();
  await expect(page.getByLabel("Name"), "what is missing is told at its field").toBeFocused();
  await expect(page.getByText("Fill in “Name”.")).toBeVisible();
  await page.getByLabel("Name").fill("Fair");
  await page.getByLabel("Whose").selectOption("The whole company");
  await page.getByLabel("First day").fill("2026-03-04");
  await page.getByLabel("Last day").fill("2026-03-04");
  await expect(collisions(page)).toHaveText([/^Wed, Mar 4, 2026, 10:00 AM · Lena Ortiz/]);
  await expectSound(page, "a time off that collides");
  await button(page, "Save").click();
  await expect(said(page)).toHaveText("Saved. 1 visit stands outside now.");
  const saved = [["Fair", null, "2026-03-04 00:00:00", "2026-03-05 00:00:00"]];
  expect(await offs()).toEqual(saved);
  await button(page, "Remove Fair").click();
  await expect(said(page)).toHaveText("Removed.");
  expect(await offs()).toEqual([]);
  await button(page, "Undo").click();
  await expect(said(page)).toHaveText("Undone. 1 visit stands outside now.");
  expect(await offs()).toEqual(saved);
  // Listed again: what is drawn anew then would take the focus from what is typed.
  await expect(button(page, "Remove Fair")).toBeVisible();

  await button(page, "New break").click();
  await page.getByLabel("Name").fill("Lunch");
  await page.getByLabel("From", { exact: true }).fill("10:30");
  await page.getByLabel("To", { exact: true }).fill("11:00");
  await expect(collisions(page)).toHaveCount(1);
  await button(page, "Save").click();
  await expect(page.getByText("Mon, Tue, Wed, Thu, Fri · 10:30 AM–11:00 AM")).toBeVisible();
  await expectSound(page, "time off and breaks");
});

test("a type of job gets its schedules and its fields; what the server refuses stands at its field", async ({ page, startServer }) => {
  const server = await oneTechnician(startServer);
  await open(page, server.board, "Types of job");
  await button(page, "New type of job").click();
  await page.getByLabel("Name").fill("Mast climb");
  await page.getByLabel("Length in minutes").fill("90");
  await button(page, "Save").click();
  await expect(said(page)).toHaveText("Saved.");
  const made = (await server.list("/scheduling/job_types")).find((type) => type.name === "Mast climb");
  expect((await server.api("/api/v1/scheduling/schedules/1")).data.job_type_ids).toEqual([1, made.id]);

  await button(page, "Fields of Mast climb").click();
  await button(page, "New field").click();
  await page.getByLabel("What people are asked").fill("How high is it?");
  await page.getByLabel("Key", { exact: true }).fill("mast height");
  await page.getByLabel("Kind").selectOption("Number");
  await button(page, "Save").click();
  await expect(page.getByLabel("Key", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Key", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expectSound(page, "a field that is refused");
  await page.getByLabel("Key", { exact: true }).fill("mast_height");
  await button(page, "Save").click();
  const fields = async () => (await server.api("/v1/fields")).job_types.flatMap((of) => of.fields.map((field) => [of.job_type_id, field.key, field.kind]));
  await expect.poll(fields).toEqual([[made.id, "mast_height", "number"]]);
  await expectSound(page, "types of jobs");
});

test("rules and policy are forms with ranges, and a webhook's secret is shown once; a link that may look changes nothing", async ({ page, startServer }) => {
  const server = await oneTechnician(startServer);
  await open(page, server.board, "Around jobs");
  const most = page.getByLabel("Jobs that a technician may have on a day");
  await most.fill("many");
  await button(page, "Save").click();
  await expect(page.getByText("must be a whole number from 0 to 1000, and is “many”")).toBeVisible();
  await expect(most).toBeFocused();
  await most.fill("4");
  await button(page, "Save").click();
  await expect(said(page)).toHaveText("Saved.");
  expect((await server.api("/v1/rules")).jobs_per_day).toBe(4);
  await expectSound(page, "the rules");

  await button(page, "For customers").click();
  await page.getByLabel("How many days ahead").first().fill("30");
  await button(page, "Save").click();
  await expect.poll(async () => (await server.api("/v1/policy")).horizon_days).toBe(30);
  await expectSound(page, "the policy");

  await button(page, "Webhooks").click();
  await button(page, "New webhook").click();
  await page.getByRole("textbox", { name: "Address" }).fill("http://127.0.0.1:9/told");
  await button(page, "Save").click();
  await expect(page.getByRole("textbox", { name: "Secret", exact: true })).toHaveValue(/^whsec_/);
  await expectSound(page, "a webhook's secret");
  await button(page, "Pause http://127.0.0.1:9/told").click();
  await expect(page.getByText("paused")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Secret", exact: true }), "it is not shown again").toHaveCount(0);

  const { url } = await server.api("/v1/links", { board: true, user_id: 1, scope: "view" });
  await page.goto("about:blank");
  await open(page, url);
  await button(page, "Add hours on Monday").click();
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toContainText("This link may look, not change.");
  expect((await server.api(DAYS)).data).toHaveLength(3);
  await button(page, "Webhooks").click();
  await expect(page.getByRole("alert")).toContainText("This link may look, not change.");
  await expectSound(page, "a link that may look");
});

test("of two who set the same up neither loses anything: what the other saved comes into the form beside what was typed", async ({ page, startServer }) => {
  const server = await oneTechnician(startServer);
  await open(page, server.board, "For customers");
  const [notice, days] = ["Least time before a visit, in minutes", "How many days ahead"].map((name) => page.getByLabel(name).first());
  await days.fill("30");
  await button(page, "Webhooks").click();
  await expect(days).toHaveCount(0);
  await button(page, "For customers").click();
  await expect(days, "what was typed stays with its part").toHaveValue("30");
  await server.api("/v1/policy", { notice_minutes: 180, horizon_days: 60 }, "PUT");
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toContainText("Somebody else has saved this meanwhile");
  await expect(page.getByRole("alert").getByRole("listitem")).toHaveText([/minutes: 180$/, /How many days ahead: 60$/]);
  await expect(notice).toHaveValue("180");
  await expect(days).toHaveValue("30");
  await expectSound(page, "what another has saved meanwhile");
  await button(page, "Save").click();
  await expect(said(page)).toHaveText("Saved.");
  expect(await server.api("/v1/policy")).toMatchObject({ notice_minutes: 180, horizon_days: 30 });
  // What one has saved is not taken back over what another has saved since.
  await server.api("/v1/policy", { notice_minutes: 5 }, "PUT");
  await button(page, "Undo").click();
  await expect(page.getByRole("alert")).toContainText("Somebody else has changed this meanwhile, and nothing was done.");
  await expect(notice).toHaveValue("5");
  expect(await server.api("/v1/policy")).toMatchObject({ notice_minutes: 5, horizon_days: null });
  // What is typed on while what was saved is read again stays, and is one's own.
  let answer;
  const answered = new Promise((done) => (answer = done));
  await page.route("**/v1/policy", async (route) => {
    if (route.request().method() === "GET") await answered;
    await route.continue();
  });
  for (const typed of ["40", "50"]) {
    await days.fill(typed);
    await button(page, "Save").click();
    await expect.poll(async () => (await server.api("/v1/policy")).horizon_days).toBe(Number(typed));
    await expect(page.locator("[data-is=setup-said]")).toContainText("Saved.");
  }
  await notice.fill("7");
  let read = 0;
  page.on("response", (given) => (read += given.url().endsWith("/v1/policy") && given.request().method() === "GET"));
  answer();
  await expect.poll(() => read).toBe(2);
  await button(page, "Save").click();
  await expect.poll(() => server.api("/v1/policy")).toMatchObject({ notice_minutes: 7, horizon_days: 50 });
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("setting up is fetched when somebody opens it, and once more where that failed; what was typed stays, whatever is looked at @firefox", async ({ page, startServer }) => {
  const server = await oneTechnician(startServer);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const files = ["**/setup.js", "**/slotwright-setup_bg.wasm"];
  for (const file of files) await page.route(file, (route) => route.abort());
  await page.goto(server.board);
  await expect(page.getByText("No job waits for a time.")).toBeVisible();
  expect(asked.filter((path) => path.includes("setup")), "none of it before").toEqual([]);
  await page.getByRole("button", { name: "Setting up" }).click();
  await expect(page.getByRole("alert")).toContainText("Setting up could not be loaded.");
  await expectSound(page, "setting up that could not be fetched");
  // The script comes, and its program doesn't; then both do.
  for (const file of files) {
    await page.unroute(file);
    await page.getByRole("button", { name: "Try again" }).click();
    if (file === files[0]) await expect(page.getByRole("alert")).toContainText("Setting up could not be loaded.");
  }
  await expect(page.getByRole("heading", { name: "Working hours" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Setting up" })).toBeFocused();

  await button(page, "Add hours on Monday").click();
  await page.getByLabel("Monday, hours 1: from").last().fill("10:00");
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Working hours" })).toBeHidden();
  const board = page.locator("slotwright-board");
  await board.evaluate((board) => board.setAttribute("view", "setup"));
  await expect(page.getByLabel("Monday, hours 1: from").last()).toHaveValue("10:00");

  await board.evaluate((board) => (board.lang = "de"));
  await expect(page.getByRole("heading", { name: "Arbeitszeiten" })).toBeVisible();
  await expect(page.getByLabel(/^Montag, .*1/).and(page.locator("input")).first(), "in another language too").toHaveValue("10:00");
  const { url } = await server.api("/v1/links", { board: true, user_id: 1, scope: "view" });
  await board.evaluate((board, token) => (board.token = token), url.split("#s=")[1]);
  await button(page, "Webhooks").click();
  await expect(page.getByRole("alert"), "another link may less").toBeVisible();
});
