import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { committed, saved } from "../support/cases.mjs";
import { asFile, largeWorld } from "../support/large_world.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));

/** Opens the board, and in it the jobs. */
async function openJobs(page, server) {
  await page.goto(server.board);
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
}

test("the office sees the jobs and their states", async ({ page, server }) => {
  await openJobs(page, server);
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  for (const heading of ["Job", "Status", "When"]) await expect(page.getByRole("columnheader", { name: heading, exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Overdue" }).click();
  await expect(page.getByRole("table")).not.toContainText("Completed");
  await expect(rows.nth(1), "the demo has a visit that nobody has ended").toContainText("Scheduled");
});

test("a long list is drawn where one looks, is told whole, and led through by keys @firefox", async ({ page, startServer }) => {
  const jobs = 650;
  const server = await startServer({ world: asFile(largeWorld({ technicians: 2, each: 10, waiting: jobs - 40 })) });
  // Once news can be heard all is asked for again: not while a page is to be asked for by hand.
  await page.route("**/v1/events", (route) => route.abort());
  await openJobs(page, server);
  const list = page.getByRole("region", { name: "Jobs" });
  const row = (n) => list.getByRole("button", { name: new RegExp(`, job ${n}$`) });
  await expect(row(1)).toBeVisible();
  const count = page.locator(".board-head > .hint");
  await expect(count).toHaveText(`${jobs} jobs`);
  await expect(list.getByRole("table")).toHaveAttribute("aria-rowcount", String(jobs + 1));
  await expect(row(jobs)).toHaveCount(0);
  // A page that didn't come is asked for again by hand; what is there stays.
  await page.route("**/v1/board?**", (route) => route.abort());
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  const failure = list.getByRole("alert").filter({ hasText: "We can’t reach the server" });
  await expect(failure.first()).toBeVisible();
  await page.unroute("**/v1/board?**");
  await failure.first().getByRole("button", { name: "Try again" }).click();
  await expect(row(325)).toBeVisible();
  await page.unroute("**/v1/events");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  // The end, by key: the whole height is there to be scrolled.
  await list.focus();
  await page.keyboard.press("End");
  await expect(row(jobs)).toBeInViewport();
  await expect(list.locator(`tr[aria-rowindex="${jobs + 1}"]`)).toContainText(String(jobs));
  await expect(row(1)).toHaveCount(0);
  expect(await page.evaluate(() => document.querySelector("slotwright-board").shadowRoot.querySelectorAll("*").length)).toBeLessThan(3000);
  await page.keyboard.press("Home");
  await expect(row(1)).toBeInViewport();
  await expectSound(page, "a long list");
  // Tab leads on from page to page: what comes next is there before the focus is.
  await row(48).focus();
  for (const n of [49, 50, 51, 52]) {
    await page.keyboard.press("Tab");
    await expect(row(n)).toBeFocused();
  }
  // What has the focus stays, wherever one looks meanwhile.
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(row(jobs)).toBeInViewport();
  await expect(row(52)).toBeFocused();
  // Others make one more: the list is longer, and stands where it stood.
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await expect(row(330)).toBeInViewport();
  const scrolled = () => list.evaluate((element) => Math.floor(element.scrollTop));
  const before = await scrolled();
  await server.api("/api/v1/scheduling/jobs", { job_type_id: 1, assigned_type: "accounts", assigned_id: 1 });
  await expect(count).toHaveText(`${jobs + 1} jobs`);
  await expect.poll(scrolled).toBe(before);
});

test("customers, technicians and types have their names, days their year, and wishes are told in their rank", async ({ page, startServer }) => {
  const { server, booked, queued } = await oneTechnician(startServer);
  for (const [date, start, end] of [["2026-03-12", "13:00:00", "17:00:00"], ["2026-03-11", "08:00:00", "12:00:00"]]) {
    await server.api(`/api/v1/scheduling/jobs/${queued.id}/desired_job_datetimes`, { date, start_time: start, end_time: end });
  }
  const [technician] = await server.list("/users");
  const [first, second] = await server.list("/accounts");
  await openJobs(page, server);
  const row = (job) => page.getByRole("row").filter({ has: page.getByRole("cell", { name: `${job.id} Antenna check`, exact: true }) });
  await expect(row(booked)).toContainText("Wed, Mar 4, 2026, 10:00 AM");
  await expect(row(booked)).toContainText(first.name);
  await expect(row(booked)).toContainText(first.address);
  await expect(row(booked).getByRole("cell", { name: technician.name, exact: true })).toBeVisible();
  await expect(row(queued)).toContainText(second.name);
  const [type] = await server.list("/scheduling/job_types");
  await expect(row(queued)).toContainText(type.name);
  await expect(row(queued).getByRole("listitem")).toHaveText([
    "Thu, Mar 12, 2026, 1:00 PM to 5:00 PM",
    "Wed, Mar 11, 2026, 8:00 AM to 12:00 PM",
  ]);
  await expectSound(page, "the board with wishes");
  await button(page, queued).click();
  await expect(panel(page, queued)).toContainText(second.name);
});

test("without a link, with one that never was, with a customer's: the board says what to do", async ({ page, server, customer }) => {
  const handle = new URL(customer.link).hash.slice(3);
  const answers = [];
  page.on("response", (answer) => answers.push(answer));
  for (const hash of ["", "#s=", "#s=abcdefghijklmnopqrstuv", `#s=${handle}`]) {
    await page.goto("about:blank");
    await page.goto(new URL(`/board${hash}`, server.url).href);
    await expect(page.getByRole("alert"), hash).toContainText("ask whoever runs Slotwright for a new one");
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
  }
  for (const answer of answers) expect(await answer.headerValue("www-authenticate") ?? "", answer.url()).not.toContain("Basic");
  await openJobs(page, server);
  await expect(page.getByRole("table")).toBeVisible();
});

/** A server with one technician, who works Tuesday to Thursday from 8 to 12, and has a job on Wednesday at 10; and a queued job. */
async function oneTechnician(startServer) {
  const server = await startServer({ world: ONE_TECHNICIAN });
  const job = { job_type_id: 1, assigned_type: "accounts", length_in_minutes: 60 };
  const busy = { ...job, assigned_id: 1, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1] };
  const { data: booked } = await server.api("/api/v1/scheduling/jobs", busy);
  const { data: queued } = await server.api("/api/v1/scheduling/jobs", { ...job, assigned_id: 2, notes: "The canary bites" });
  return { server, booked, queued };
}

const panel = (page, job) => page.getByRole("region", { name: new RegExp(`, job ${job.id}$`) });
const button = (page, job) => page.getByRole("table").getByRole("button", { name: new RegExp(`, job ${job.id}$`) });
const question = (page) => page.locator("summary").filter({ hasText: "Why not…?" });
const technicians = (page) => page.getByRole("list", { name: "Technicians" }).getByRole("listitem");

/** Opens the question about a job and asks about a day and a time. */
async function ask(page, job, date, time) {
  await button(page, job).click();
  await expect(panel(page, job).getByRole("heading").first()).toBeFocused();
  await question(page).click();
  // A day that comes by itself would come into the empty field.
  if (!date) await expect(page.getByLabel("Day", { exact: true })).not.toHaveValue("");
  await askAgain(page, date, time);
}

async function askAgain(page, date, time) {
  await page.getByLabel("Day", { exact: true }).fill(date);
  await page.getByLabel("Time", { exact: true }).fill(time);
  await page.getByRole("button", { name: "Ask" }).click();
}

test("why not then: the office is told what is in the way, and of whom @firefox", async ({ page, startServer }) => {
  const { server, booked, queued } = await oneTechnician(startServer);
  await openJobs(page, server);
  await ask(page, queued, "2026-03-04", "09:30");
  await expect(panel(page, queued)).toContainText("Wed, Mar 4, 2026, 9:30 AM: can’t be booked");
  await expect(panel(page, queued)).toContainText("For the customer: “Nobody is free at this time.”");
  const [name] = (await server.list("/users")).map((user) => user.name);
  await expect(technicians(page)).toHaveText([new RegExp(`${name}.*job ${booked.id}, from 10:00 AM to 11:00 AM.*30 min too short`, "s")]);
  await expect(page.getByRole("status")).toHaveText("Can’t be booked: 0 can come, 1 needed.");

  await askAgain(page, "2026-03-04", "13:00");
  await expect(technicians(page)).toContainText(["no working hours, from 12:00 PM"]);
  await expect(panel(page, queued)).toContainText("We don't make such visits at this time.");
});

test("what is free can be booked, and a job's own time is free for it", async ({ page, startServer }) => {
  const { server, booked, queued } = await oneTechnician(startServer);
  await openJobs(page, server);
  await ask(page, queued, "2026-03-04", "09:00");
  await expect(panel(page, queued)).toContainText("Wed, Mar 4, 2026, 9:00 AM: can be booked");
  await expect(technicians(page)).toContainText(["can come"]);
  await expect(page.getByRole("status")).toHaveText("Can be booked: 1 technician can come.");
  await expectSound(page, "why not, free");
  await expect(panel(page, queued)).not.toContainText("Customers");
  await askAgain(page, "2026-03-04", "08:50");
  await expect(panel(page, queued), "staff may, customers may not").toContainText(/can be booked.*Customers aren’t offered it: /s);

  await button(page, booked).click();
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue("2026-03-04");
  await expect(page.getByLabel("Time", { exact: true })).toHaveValue("10:00");
  await expect(technicians(page), "another job is another question").toHaveCount(0);
  await question(page).click();
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(panel(page, booked)).toContainText("Wed, Mar 4, 2026, 10:00 AM: can be booked");
});

test("the question begins at the first wish, and else tomorrow at nine by the server's clock", async ({ page, startServer }) => {
  const { server, queued } = await oneTechnician(startServer);
  await openJobs(page, server);
  await button(page, queued).click();
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue("2026-03-03");
  await expect(page.getByLabel("Time", { exact: true })).toHaveValue("09:00");
  for (const [date, start] of [["2026-03-05", "13:00:00"], ["2026-03-04", "08:00:00"]]) {
    const wish = { date, start_time: start, end_time: "17:00:00" };
    await server.api(`/api/v1/scheduling/jobs/${queued.id}/desired_job_datetimes`, wish);
  }
  await page.keyboard.press("Escape");
  await button(page, queued).click();
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue("2026-03-05");
  await expect(page.getByLabel("Time", { exact: true })).toHaveValue("13:00");
});

test("the question is saved as a case, which is the same question and names nobody", async ({ page, startServer }) => {
  const { server, booked, queued } = await oneTechnician(startServer);
  await openJobs(page, server);
  await ask(page, queued, "2026-03-04", "09:30");
  // What stands in the form since then was not asked.
  await page.getByLabel("Time", { exact: true }).fill("11:00");
  const text = await saved(page, page, "Save this case", "why-not-2026-03-04-0930.json");
  // The committed file was saved here, and the cases' test asks it.
  expect(text).toBe(committed("why-not-that-the-board-saved"));
  const { input, answer } = JSON.parse(text);
  expect([input.roster.except_job_id, input.roster.jobs[0].job_id]).toEqual([queued.id, booked.id]);
  expect(answer.wanted.why_not.people).toEqual([{ user_id: 1, reasons: ["job", "too_short"] }]);
  for (const personal of ["Lena", "Amos", "Reed", "Canal", "Mill Road", "Antenna", "canary"]) expect(text).not.toContain(personal);
  await expect(page.getByRole("status")).toHaveText("The case is saved as a file.");
});

test("by keyboard alone it is opened, asked and closed, and the focus comes back", async ({ page, startServer }) => {
  const { server, queued } = await oneTechnician(startServer);
  await openJobs(page, server);
  await button(page, queued).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue("2026-03-03");
  await expect(panel(page, queued).getByRole("heading").first()).toBeFocused();
  await question(page).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Day", { exact: true }).focus();
  await page.keyboard.type("03042026");
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue("2026-03-04");
  await page.keyboard.press("Enter");
  await expect(panel(page, queued)).toContainText("Wed, Mar 4, 2026, 9:00 AM: can be booked");
  await page.keyboard.press("Escape");
  await expect(panel(page, queued)).toHaveCount(0);
  await expect(button(page, queued)).toBeFocused();
});

test("without a day, without a connection, with a day that can't be: each is told, and can be mended", async ({ page, startServer }) => {
  const { server, queued } = await oneTechnician(startServer);
  await openJobs(page, server);
  await ask(page, queued, "", "09:00");
  await expect(page.getByRole("alert").filter({ hasText: "Choose a day and a time." })).toBeVisible();
  await expect(page.getByLabel("Day", { exact: true })).toBeFocused();
  await expectSound(page, "why not, without a day");

  await page.context().setOffline(true);
  await askAgain(page, "2026-03-04", "09:00");
  const notice = page.getByRole("alert").filter({ hasText: "We can’t reach the server" });
  await expect(notice).toBeVisible();
  await expectSound(page, "why not, offline");
  await page.context().setOffline(false);
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(panel(page, queued)).toContainText("Wed, Mar 4, 2026, 9:00 AM: can be booked");

  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Save this case" }).click();
  await expect(notice).toBeVisible();
  await expect(panel(page, queued), "the answer stays").toContainText("can be booked");
  await page.context().setOffline(false);

  await askAgain(page, "3100-03-04", "09:00");
  await expect(page.getByRole("alert").filter({ hasText: "That didn’t work" })).toContainText("scheduled datetime");
});

test("what has ended is not asked about", async ({ page, startServer }) => {
  const { server, booked, queued } = await oneTechnician(startServer);
  await server.api(`/api/v1/scheduling/jobs/${booked.id}/complete`, { success: true });
  await openJobs(page, server);
  await button(page, queued).click();
  await expect(question(page)).toBeVisible();
  await button(page, booked).click();
  await expect(panel(page, booked)).toContainText("Completed");
  await expect(question(page)).toHaveCount(0);
});
