// Time that is free again is given to those who wait for it; crews of several are suggested; what is undone too early is undone then.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { holdBack } from "../support/held.mjs";

const TWO_TECHNICIANS = fileURLToPath(new URL("../support/two-technicians.json", import.meta.url));
const DAY = "2026-03-03";

/** Two who work from 8 to 16: Ada Novak has Lena Ortiz at 9; Amos Reed and Ivy Chen wait, and would like to have it then. */
async function waitingForNine(startServer) {
  const server = await startServer({ world: TWO_TECHNICIANS });
  const make = async (account, time) => {
    const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: account, length_in_minutes: 60 };
    const visit = time && { scheduled_datetime: `${DAY} ${time}:00`, user_ids: [1] };
    return (await server.api("/api/v1/scheduling/jobs", { ...job, ...visit })).data.id;
  };
  const [lena, amos, ivy] = [await make(1, "09:00"), await make(2), await make(3)];
  const wish = (id, start_time, end_time) =>
    server.api(`/api/v1/scheduling/jobs/${id}/desired_job_datetimes`, { date: DAY, start_time, end_time });
  await wish(amos, "06:00:00", "07:00:00");
  await wish(amos, "09:00:00", "10:00:00");
  await wish(ivy, "09:00:00", "10:00:00");
  /** `09:00 60 1`: when, how long and by whom; `queued` without a time. */
  const told = async (id) => {
    const { data } = await server.api(`/api/v1/scheduling/jobs/${id}`);
    const { scheduled_datetime: at, length_in_minutes: length, user_ids: crew } = data;
    return at ? `${at.slice(11, 16)} ${length} ${crew.join("+")}` : data.status;
  };
  return { server, lena, amos, ivy, told };
}

const schedule = (page) => page.locator("[data-is=timeline]");
const visit = (page, name) => schedule(page).getByRole("button", { name });
const status = (page) => page.getByRole("status");
const freed = (page) => page.getByRole("button", { name: /^Free again: \d/ });
const list = (page) => page.getByRole("region", { name: /^Free again/ });
const rows = (page) => list(page).getByRole("listitem");
const panel = (page) => page.getByRole("region", { name: /, job \d+$/ });

async function openDay(page, server) {
  const listening = page.waitForResponse((answer) => answer.url().includes("/v1/events"));
  await page.goto(server.board);
  await page.getByLabel("First day").fill(DAY);
  await page.getByLabel("First day").blur();
  await listening;
  await visit(page, /^Lena Ortiz/).waitFor();
}

test("by keyboard alone: a visit is cancelled, F lists who waits for its time, a digit gives it to one, and it is undone @firefox", async ({ page, startServer }) => {
  const { server, lena, amos, ivy, told } = await waitingForNine(startServer);
  await openDay(page, server);
  await visit(page, /^Lena Ortiz/).focus();
  await page.keyboard.press("x");
  await expect(status(page)).toHaveText("1 visit chosen");
  await page.getByRole("button", { name: "Back to the queue" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => told(lena)).toBe("queued");
  await expect(freed(page)).toHaveText("Free again: 2 jobs wait for it (F)");
  await expectSound(page, "a notice of time that is free again");
  await schedule(page).focus();
  await page.keyboard.press("f");
  await expect(list(page).getByRole("heading")).toBeFocused();
  // Ivy Chen's first wish comes before Amos Reed's second.
  await expect(rows(page).nth(0)).toContainText("Ivy Chen");
  await expect(rows(page).nth(0)).toContainText("Tue, Mar 3, 2026, 9:00 AM · Ada Novak");
  await expect(rows(page).nth(0)).toContainText("preferred time 1");
  await expect(rows(page).nth(1)).toContainText("Amos Reed");
  await expect(rows(page).nth(1)).toContainText("preferred time 2");
  await expectSound(page, "who waits for time that is free again");
  await list(page).getByRole("heading").focus();
  await page.keyboard.press("1");
  await expect.poll(() => told(ivy)).toBe("09:00 60 1");
  await expect(visit(page, /^Ivy Chen 9:00/)).toBeVisible();
  // Nothing is left of it.
  await expect(list(page)).toHaveCount(0);
  await expect(schedule(page)).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect.poll(() => told(ivy)).toBe("queued");
  // Its time is free once more, for Amos Reed alone: of who has just left it nobody asks.
  await expect(freed(page)).toHaveText("Free again: 1 job waits for it (F)");
  await page.keyboard.press("f");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Amos Reed");
  await page.keyboard.press("Escape");
  await expect(list(page)).toHaveCount(0);
  expect(await told(amos), "left as it was").toBe("queued");
});

test("what somebody else leaves is offered too, and who is faster has it: that is said, and what is left is listed", async ({ page, startServer }) => {
  const { server, lena, amos, ivy, told } = await waitingForNine(startServer);
  await openDay(page, server);
  await server.api(`/api/v1/scheduling/jobs/${lena}`, undefined, "DELETE");
  await freed(page).click();
  await expect(rows(page)).toHaveCount(2);
  // Before this board is told, another gives Ada Novak's time to Ivy Chen.
  let letGo;
  const held = new Promise((done) => (letGo = done));
  await page.route("**/v1/freed", async (route) => {
    await held;
    await route.continue();
  });
  const taken = { scheduled_datetime: `${DAY} 09:00:00`, user_ids: [1] };
  await server.api(`/api/v1/scheduling/jobs/${ivy}`, taken, "PATCH");
  await rows(page).nth(1).getByRole("button").click();
  await expect(list(page).getByRole("alert")).toHaveText("That was taken meanwhile. This is left:");
  await expectSound(page, "time that somebody else was faster with");
  letGo();
  await expect(list(page), "nothing is left").toHaveCount(0);
  expect(await told(amos)).toBe("queued");
  expect(await told(ivy)).toBe("09:00 60 1");
});

test("a crew of two is suggested, taken by one digit, and chosen in the form of those who are free", async ({ page, startServer }) => {
  const { server, lena, ivy, told } = await waitingForNine(startServer);
  await openDay(page, server);
  await page.locator(".tray").getByRole("button", { name: /^Ivy Chen/ }).click();
  await expect(panel(page).getByText("1 person comes")).toBeVisible();
  await page.keyboard.press("+");
  await expect(panel(page).getByText("2 people come")).toBeVisible();
  await expect(page.locator(".suggestion").first()).toContainText("Ada Novak, Ben Okafor");
  await expectSound(page, "suggestions for a crew of two");
  await panel(page).getByRole("heading").first().focus();
  await page.keyboard.press("1");
  await expect.poll(() => told(ivy)).toMatch(/^\d\d:\d\d 60 1\+2$/);
  await expect(panel(page).getByText("2 people come"), "it is a crew of two by now").toBeVisible();
  // By form to when one of them alone is free, and then to when both are.
  await panel(page).getByRole("button", { name: "Move to…" }).click();
  const form = panel(page).locator("form.mover");
  await form.locator("input[type=date]").fill(DAY);
  await form.locator("input[type=time]").fill("09:30");
  await panel(page).getByRole("button", { name: "Choose who is free" }).click();
  await expect(panel(page).getByText("Not enough of them are free then.")).toBeVisible();
  await form.locator("input[type=time]").fill("11:00");
  await panel(page).getByRole("button", { name: "Choose who is free" }).click();
  await expect(panel(page).getByRole("group", { name: "Who comes" }).locator("[aria-pressed=true]")).toHaveCount(2);
  await panel(page).getByRole("button", { name: "Move it" }).click();
  await expect.poll(() => told(ivy)).toBe("11:00 60 1+2");
  expect(await told(lena)).toBe("09:00 60 1");
});

test("what is undone before its answer is there is undone then", async ({ page, startServer }) => {
  const { server, lena, told } = await waitingForNine(startServer);
  await openDay(page, server);
  const letGo = await holdBack(page, "**/v1/moves");
  await visit(page, /^Lena Ortiz/).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(status(page)).toHaveText(/Ben Okafor: free$/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+z");
  await expect(status(page)).toHaveText("It is undone as soon as the answer is here.");
  letGo();
  await expect(status(page)).toHaveText("Undone.");
  expect(await told(lena)).toBe("09:00 60 1");
  const { data } = await server.api(`/v1/history?job_id=${lena}`);
  expect(data.filter((deed) => deed.operation === "change"), "there and back").toHaveLength(2);
});
