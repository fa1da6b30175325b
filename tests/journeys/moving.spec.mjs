// Visits on the schedule are moved: by pointer, by keyboard alone, by form; together, and back again.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { holdBack } from "../support/held.mjs";

const TWO_TECHNICIANS = fileURLToPath(new URL("../support/two-technicians.json", import.meta.url));
const DAY = "2026-03-03";

/** Two who work from 8 to 16: Ada Novak has Lena Ortiz at 9 and Amos Reed at 13, and Ivy Chen waits. */
async function twoTechnicians(startServer) {
  const server = await startServer({ world: TWO_TECHNICIANS });
  const make = async (account, time) => {
    const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: account, length_in_minutes: 60 };
    const visit = time && { scheduled_datetime: `${DAY} ${time}:00`, user_ids: [1] };
    return (await server.api("/api/v1/scheduling/jobs", { ...job, ...visit })).data.id;
  };
  const [lena, amos, ivy] = [await make(1, "09:00"), await make(2, "13:00"), await make(3)];
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

async function openDay(page, server, board = server.board) {
  await page.goto(board);
  const first = page.locator("input[type=date]").first();
  await first.fill(DAY);
  await first.blur();
  await visit(page, /^Lena Ortiz/).waitFor();
}

/** Where a minute of the day is in somebody's lane. */
async function at(page, lane, time) {
  const [hour, minute] = time.split(":").map(Number);
  return page.evaluate(
    ([lane, minutes]) => {
      const root = document.querySelector("slotwright-board").shadowRoot;
      const day = root.querySelector(".ruler-day").getBoundingClientRect();
      const track = root.querySelector(`[data-lane="${lane}"] .lane-track`).getBoundingClientRect();
      // From 8 to 18 is drawn.
      const along = ((minutes - 480) / 600) * day.width;
      const isRtl = getComputedStyle(root.querySelector(".root")).direction === "rtl";
      return { x: isRtl ? track.right - along : track.left + along, y: track.top + track.height / 2 };
    },
    [lane, hour * 60 + minute],
  );
}

async function drag(page, from, to, { shift } = {}) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  if (shift) await page.keyboard.down("Shift");
  await page.mouse.move(from.x + 20, from.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  const ghost = page.locator(".ghost").first();
  const said = await ghost.textContent();
  await page.mouse.up();
  if (shift) await page.keyboard.up("Shift");
  return said;
}

test("a visit is dragged along, into another lane, and longer; what is in the way is said before it is let go @firefox", async ({ page, startServer }) => {
  const { server, lena, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  const middle = async (time, lane = 1) => at(page, lane, time);
  expect(await drag(page, await middle("09:30"), await middle("10:37"))).toContain("free");
  await expect.poll(() => told(lena)).toBe("10:00 60 1");
  await expect(status(page)).toHaveText(/^Planned: Tue, Mar 3, 2026, 10:00 AM, Ada Novak/);
  const drawn = (lane, name) => expect(page.locator(`[data-lane="${lane}"]`).getByRole("button", { name })).toBeVisible();
  await drawn(1, /^Lena Ortiz 10:00/);
  // With Shift the time stays, however far the pointer strays.
  await drag(page, await middle("10:30"), await middle("14:00", 2), { shift: true });
  await expect.poll(() => told(lena)).toBe("10:00 60 2");
  await drawn(2, /^Lena Ortiz 10:00/);
  // Its end.
  await drag(page, await middle("10:59", 2), await middle("11:29", 2));
  await expect.poll(() => told(lena)).toBe("10:00 90 2");
  await drawn(2, /until 11:30 AM/);
  // Amos Reed has his visit then, and nothing is sent that the page knows to be refused without being asked.
  expect(await drag(page, await middle("10:30", 2), await middle("13:40", 1))).toContain("Ada Novak has Amos Reed then");
  await expect(page.getByRole("alert").filter({ hasText: "taken" })).toBeVisible();
  expect(await told(lena)).toBe("10:00 90 2");
  await expectSound(page, "a move that was refused");
});

test("a job is dragged from those that wait into a lane, and a drag that ends elsewhere does nothing", async ({ page, startServer }) => {
  const { server, lena, ivy, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  const tray = await page.getByRole("button", { name: /^Ivy Chen/ }).boundingBox();
  const from = { x: tray.x + 30, y: tray.y + tray.height / 2 };
  await drag(page, from, await at(page, 2, "11:00"));
  await expect.poll(() => told(ivy)).toBe("11:00 60 2");
  // Of the job that is open it is said without a drag where it could be.
  await visit(page, /^Ivy Chen 11:00/).click();
  const over = async (lane, time) => {
    const { x, y } = await at(page, lane, time);
    await page.mouse.move(x + 2, y);
    return page.locator(".ghost");
  };
  await expect(await over(1, "10:15")).toHaveText("✓ 10:15 AM–11:15 AM · free");
  await expect(await over(1, "12:30")).toHaveText("✕ 12:30 PM–1:30 PM · Ada Novak has Amos Reed then");
  await expect(await over(1, "09:30"), "over a visit").toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(await over(1, "10:15"), "none is open").toHaveCount(0);
  const heading = await page.getByRole("heading", { name: "Schedule" }).boundingBox();
  await drag(page, await at(page, 1, "09:30"), { x: heading.x + 5, y: heading.y + 5 });
  await expect(page.locator(".ghost")).toHaveCount(0);
  expect(await told(lena)).toBe("09:00 60 1");
});

test("where one reads from right to left a visit follows the pointer all the same", async ({ page, startServer }) => {
  const { server, lena, told } = await twoTechnicians(startServer);
  await openDay(page, server, server.board.replace("/board", "/board?lang=ar"));
  await drag(page, await at(page, 1, "09:30"), await at(page, 1, "11:00"));
  await expect.poll(() => told(lena)).toBe("10:30 60 1");
});

test("by keyboard alone: taken up, moved, made longer, taken along, put down, undone and done again @firefox", async ({ page, startServer }) => {
  const { server, lena, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  await visit(page, /^Lena Ortiz/).focus();
  await page.keyboard.press("Space");
  await expect(status(page)).toHaveText(/^In hand: Lena Ortiz\. The arrows move it/);
  await page.keyboard.press("ArrowRight");
  await expect(status(page)).toHaveText("Tue, Mar 3, 9:15 AM to 10:15 AM · Ada Novak: free");
  await expectSound(page, "a visit in hand");
  // It was looked at on a phone too, where there are no lanes to have the focus in.
  await visit(page, /^Lena Ortiz/).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(status(page)).toHaveText("Tue, Mar 3, 9:15 AM to 10:45 AM · Ada Novak: free");
  await page.keyboard.press("ArrowDown");
  await expect(status(page)).toHaveText("Tue, Mar 3, 9:15 AM to 10:45 AM · Ben Okafor: free");
  await page.keyboard.press("a");
  await page.keyboard.press("ArrowUp");
  await expect(status(page)).toHaveText("Tue, Mar 3, 9:15 AM to 10:45 AM · Ada Novak, Ben Okafor: free");
  await page.keyboard.press("Enter");
  await expect.poll(() => told(lena)).toBe("09:15 90 1+2");
  await expect(status(page)).toHaveText(/^Planned: /);
  await expect(visit(page, /^Lena Ortiz/).first(), "the focus stays with it").toBeFocused();
  await page.keyboard.press("Control+z");
  await expect.poll(() => told(lena)).toBe("09:00 60 1");
  await expect(status(page)).toHaveText("Undone.");
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => told(lena)).toBe("09:15 90 1+2");
  await expect(page.getByRole("button", { name: "Redo" })).toHaveAttribute("aria-disabled", "true");
  // What is put back is where it was.
  await visit(page, /^Lena Ortiz/).first().focus();
  await page.keyboard.press("Space");
  for (let step = 0; step < 14; step++) await page.keyboard.press("ArrowRight");
  await expect(status(page)).toHaveText(/Ada Novak has Amos Reed then$/);
  await page.keyboard.press("Escape");
  await expect(status(page)).toHaveText("It is where it was.");
  expect(await told(lena)).toBe("09:15 90 1+2");
});

test("several are chosen and moved together, two change places, and all of it is undone", async ({ page, startServer }) => {
  const { server, lena, amos, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  await visit(page, /^Lena Ortiz/).focus();
  await page.keyboard.press("x");
  await visit(page, /^Amos Reed/).click({ modifiers: ["ControlOrMeta"] });
  await expect(status(page)).toHaveText("2 visits chosen");
  await expectSound(page, "two visits chosen");
  await page.getByRole("button", { name: "Swap the two" }).click();
  await expect.poll(async () => [await told(lena), await told(amos)]).toEqual(["13:00 60 1", "09:00 60 1"]);
  await expect(status(page)).toHaveText("2 visits moved.");
  await expect(visit(page, /^Amos Reed 9:00/)).toBeVisible();
  await visit(page, /^Lena Ortiz/).focus();
  await page.keyboard.press("x");
  await visit(page, /^Amos Reed/).focus();
  await page.keyboard.press("x");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect.poll(async () => [await told(lena), await told(amos)]).toEqual(["13:15 60 2", "09:15 60 2"]);
  await expect(status(page)).toHaveText("2 visits moved.");
  for (const expected of [["13:00 60 1", "09:00 60 1"], ["09:00 60 1", "13:00 60 1"]]) {
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect.poll(async () => [await told(lena), await told(amos)]).toEqual(expected);
  }
});

test("what is put down stands there before the server has said so, and is back where that could not be asked", async ({ page, startServer }) => {
  const { server, lena, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  const answer = await holdBack(page, "**/v1/moves");
  const put = async (...keys) => {
    await visit(page, /^Lena Ortiz/).focus();
    for (const key of ["Space", ...keys, "Enter"]) await page.keyboard.press(key);
  };
  await put("ArrowDown", "ArrowRight");
  const lane = (id) => page.locator(`[data-lane="${id}"]`).getByRole("button", { name: /^Lena Ortiz/ });
  await expect(lane(2)).toHaveAccessibleName(/9:15/);
  await expect(lane(2)).toBeFocused();
  await expect(lane(1)).toHaveCount(0);
  expect(await told(lena)).toBe("09:00 60 1");
  answer();
  await expect.poll(() => told(lena)).toBe("09:15 60 2");
  await expect(status(page)).toHaveText(/^Planned: /);
  await expect(lane(2)).toBeFocused();
  await page.unrouteAll({ behavior: "wait" });
  await page.route("**/v1/moves", (route) => route.abort());
  await put("ArrowUp", "ArrowRight");
  await expect(page.getByRole("alert").first()).toContainText("We can’t reach the server");
  await expect(lane(2)).toHaveAccessibleName(/9:15/);
  await expect(lane(2)).toBeFocused();
  await expect(lane(1)).toHaveCount(0);
});

test("a job from the queue that is put down and taken back leaves the keys where they are heard", async ({ page, startServer }) => {
  const { server, ivy, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  await page.getByRole("button", { name: /^Ivy Chen/ }).focus();
  for (const key of ["Space", "Enter"]) await page.keyboard.press(key);
  await expect(visit(page, /^Ivy Chen/)).toBeFocused();
  await expect(status(page)).toHaveText(/^Planned: /);
  await page.keyboard.press("Control+z");
  await expect.poll(() => told(ivy)).toBe("queued");
  await expect(visit(page, /^Ivy Chen/)).toHaveCount(0);
  await expect(schedule(page)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(schedule(page).locator(".visit:focus")).toHaveCount(1);
});

test("twenty moves are undone by twenty presses one right after the other, and done again by as many", async ({ page, startServer }) => {
  const { server, ivy } = await twoTechnicians(startServer);
  const jobs = async () => (await server.list("/scheduling/jobs")).map(({ id, status, scheduled_datetime, length_in_minutes, user_ids }) => ({ id, status, scheduled_datetime, length_in_minutes, user_ids }));
  const before = await jobs();
  await openDay(page, server);
  const planned = (text) => expect(status(page)).toHaveText(text);
  const move = async (name, keys, said) => {
    await visit(page, name).focus();
    for (const key of ["Space", ...keys, "Enter"]) await page.keyboard.press(key);
    await planned(said);
  };
  await page.getByRole("button", { name: /^Ivy Chen/ }).focus();
  for (const key of ["Space", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await planned(/^Planned: .*, Ben Okafor/);
  for (let n = 1; n <= 9; n++) {
    const [hour, minute] = [9 + Math.floor(n / 4), String((n % 4) * 15).padStart(2, "0")];
    await move(/^Lena Ortiz/, ["ArrowRight"], `Planned: Tue, Mar 3, 2026, ${hour}:${minute} AM, Ada Novak.`);
    await move(/^Amos Reed/, [n % 2 ? "ArrowDown" : "ArrowUp"], `Planned: Tue, Mar 3, 2026, 1:00 PM, ${n % 2 ? "Ben Okafor" : "Ada Novak"}.`);
  }
  await visit(page, /^Ivy Chen/).click();
  await page.getByRole("button", { name: "Back to the queue" }).click();
  await planned("The job waits for a time again.");
  const after = await jobs();
  expect(after.find(({ id }) => id === ivy).status).toBe("queued");
  expect(after).not.toEqual(before);
  for (const [keys, button, as] of [["Control+z", "Undo", before], ["Control+Shift+z", "Redo", after]]) {
    for (let n = 0; n < 20; n++) await page.keyboard.press(keys);
    await expect(page.getByRole("button", { name: button, exact: true }).first()).toHaveAttribute("aria-disabled", "true");
    expect(await jobs()).toEqual(as);
  }
});

test("visits of two days are chosen and change places, by keyboard alone", async ({ page, startServer }) => {
  const { server, lena, amos, told } = await twoTechnicians(startServer);
  const day = async (id) => (await server.api(`/api/v1/scheduling/jobs/${id}`)).data.scheduled_datetime.slice(8, 10);
  const monday = { scheduled_datetime: "2026-03-02 14:00:00", user_ids: [2] };
  await server.api(`/api/v1/scheduling/jobs/${lena}`, monday, "PATCH");
  await page.goto(server.board);
  await visit(page, /^Lena Ortiz/).focus();
  await page.keyboard.press("x");
  await page.getByRole("button", { name: "Later days" }).focus();
  await page.keyboard.press("Enter");
  await visit(page, /^Amos Reed/).focus();
  await page.keyboard.press("x");
  await expect(status(page)).toHaveText("2 visits chosen");
  const swap = page.getByRole("button", { name: "Swap the two" });
  for (let step = 0; step < 9 && !(await swap.evaluate((button) => button.matches(":focus"))); step++) {
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("Enter");
  await expect.poll(async () => [await told(lena), await told(amos)]).toEqual(["13:00 60 1", "14:00 60 2"]);
  expect([await day(lena), await day(amos)]).toEqual(["03", "02"]);
});

test("carried to other days by key, a visit takes the schedule along and is judged there", async ({ page, startServer }) => {
  const { server, lena, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  await visit(page, /^Lena Ortiz/).focus();
  for (const key of ["Space", "PageDown"]) await page.keyboard.press(key);
  await expect(status(page), "nobody works on Wednesdays").toHaveText(/^Wed, Mar 4, 9:00 AM .*: Ada Novak doesn’t work then$/);
  await expect(page.getByLabel("First day")).toHaveValue("2026-03-04");
  await expect(page.locator(".ghost")).toHaveAttribute("data-state", "taken");
  for (const key of ["PageUp", "PageUp"]) await page.keyboard.press(key);
  await expect(status(page)).toHaveText(/^Mon, Mar 2, 9:00 AM .*: free$/);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await server.api(`/api/v1/scheduling/jobs/${lena}`)).data.scheduled_datetime).toMatch(/^2026-03-02 09:00/);
  expect(await told(lena)).toBe("09:00 60 1");
  await expect(visit(page, /^Lena Ortiz 9:00/), "the focus follows it").toBeFocused();
});

test("what is dragged before the last move is answered is moved after it, also where that was refused", async ({ page, startServer }) => {
  const { server, lena, amos, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  const answer = await holdBack(page, "**/v1/moves");
  await drag(page, await at(page, 1, "09:30"), await at(page, 1, "10:30"));
  await drag(page, await at(page, 1, "13:30"), await at(page, 2, "14:30"));
  await expect(status(page)).toHaveText("It is moved as soon as the answer to the last move is here.");
  // Ben Okafor has the other one by then.
  await drag(page, await at(page, 1, "10:30"), await at(page, 2, "15:00"));
  // All stand already where they were put.
  await drag(page, await at(page, 2, "14:15"), await at(page, 1, "11:15"));
  answer();
  await expect.poll(async () => [await told(lena), await told(amos)]).toEqual(["10:00 60 1", "11:00 60 1"]);
  await expect(page.getByRole("alert").filter({ hasText: "taken" })).toBeVisible();
});

test("by form to a day, a time, a length and a crew; against the roster with a reason, which the history keeps @firefox", async ({ page, startServer }) => {
  const { server, lena, told } = await twoTechnicians(startServer);
  await openDay(page, server);
  await visit(page, /^Lena Ortiz/).click();
  await page.getByRole("button", { name: "Move to…" }).click();
  const form = page.locator(".mover");
  await expect(form.getByLabel("Day")).toBeFocused();
  await expectSound(page, "the form that moves a job");
  await form.getByLabel("Time").fill("17:00");
  await form.getByRole("button", { name: "Ben Okafor" }).click();
  await form.getByRole("button", { name: "Ada Novak" }).click();
  await expect(form).toContainText("Ben Okafor doesn’t work then");
  const length = async (minutes) => {
    // As hands do it: in Firefox Playwright's `fill` adds to a number instead of replacing it.
    await form.getByLabel("Length in minutes").press("ControlOrMeta+a");
    await page.keyboard.type(minutes);
  };
  await length("20");
  await form.getByRole("button", { name: "Move it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "quarters of an hour" })).toBeVisible();
  await length("45");
  await form.getByRole("button", { name: "Move it" }).click();
  const allTheSame = page.getByRole("button", { name: "Move it all the same" });
  await expect(allTheSame).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("Why, for the history").fill("No heat since 2 days");
  await expectSound(page, "a move that may be made all the same");
  await allTheSame.click();
  await expect.poll(() => told(lena)).toBe("17:00 45 2");
  const { data } = await server.api(`/v1/history?job_id=${lena}`);
  expect([data[0].operation, data[0].reason]).toEqual(["override", "No heat since 2 days"]);
});

test("a visit that somebody else has moved meanwhile is not moved, and is shown where it is", async ({ page, startServer }) => {
  const { server, lena, told } = await twoTechnicians(startServer);
  // What would tell the board of it in time is slow.
  await page.route("**/v1/events**", () => {});
  await openDay(page, server);
  await server.api(`/api/v1/scheduling/jobs/${lena}`, { scheduled_datetime: `${DAY} 10:00:00`, user_ids: [2] }, "PATCH");
  await visit(page, /^Lena Ortiz 9:00/).focus();
  for (const key of ["Space", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  await expect(page.getByRole("alert")).toContainText("changed");
  await expect(visit(page, /^Lena Ortiz 10:00/)).toBeVisible();
  expect(await told(lena)).toBe("10:00 60 2");
});

test("the page around is told which job was opened and which was moved, by number alone", async ({ page, startServer }) => {
  const { server, lena } = await twoTechnicians(startServer);
  await openDay(page, server);
  await page.evaluate(() => {
    globalThis.heard = [];
    for (const name of ["slotwright-job-selected", "slotwright-job-changed"]) {
      document.addEventListener(name, ({ type, detail }) => heard.push([type, detail]));
    }
  });
  await visit(page, /^Lena Ortiz/).click();
  await page.getByRole("button", { name: "Back to the queue" }).click();
  const told = [["slotwright-job-selected", { job_id: lena }], ["slotwright-job-changed", { job_id: lena }]];
  await expect.poll(() => page.evaluate(() => heard.slice(0, 2))).toEqual(told);
});

test("on a phone one technician's day is a list, and the next one's is a press, a choice or a swipe away @firefox", async ({ page, startServer }) => {
  const { server } = await twoTechnicians(startServer);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(server.board);
  const first = page.locator("input[type=date]").first();
  await first.fill(DAY);
  await first.blur();
  const listed = page.locator(".agenda").getByRole("listitem");
  await expect(listed).toHaveCount(2);
  await expect(listed.first()).toContainText("9:00 AM–10:00 AM");
  await expect(listed.first()).toContainText("12 Canal Street, Peoria");
  await expect(schedule(page)).toBeHidden();
  await expectSound(page, "a technician's day on a phone");
  await page.getByRole("button", { name: "Next technician" }).click();
  await expect(page.locator(".agenda")).toContainText("Nothing on this day.");
  await page.keyboard.press("Enter");
  await expect(listed, "after the last the first").toHaveCount(2);
  await page.locator("[data-is=technician]").selectOption("Ben Okafor");
  await expect(listed).toHaveCount(0);
  // A finger goes from right to left, as Playwright can't.
  await page.evaluate(() => {
    const list = document.querySelector("slotwright-board").shadowRoot.querySelector(".agenda");
    const touch = (type, clientX) => list.dispatchEvent(new PointerEvent(type, { pointerType: "touch", clientX, clientY: 400, bubbles: true }));
    touch("pointerdown", 300);
    touch("pointerup", 180);
  });
  await expect(listed).toHaveCount(2);
  await listed.first().getByRole("button").click();
  await expect(page.getByRole("button", { name: "Move to…" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(listed.first().getByRole("button")).toBeFocused();
  await page.evaluate(() => document.querySelector("slotwright-board").setAttribute("technician", "2"));
  await expect(listed).toHaveCount(0);
});

test("how full everybody's days are, and which wishes have room, is seen in small pictures with a table behind each @firefox", async ({ page, startServer }) => {
  const { server, ivy } = await twoTechnicians(startServer);
  const wish = { date: DAY, start_time: "09:00:00", end_time: "12:00:00" };
  await server.api(`/api/v1/scheduling/jobs/${ivy}/desired_job_datetimes`, wish);
  await openDay(page, server);
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await expect(page.getByRole("img", { name: "Load by technician and day" }).locator("desc")).toHaveText("Fullest: Ada Novak, Tue, Mar 3, 25 %");
  await expect(page.getByRole("img", { name: "Preferred times of waiting jobs" }).locator("path.within")).toHaveAttribute("d", /^M0 /);
  await expect(page.locator(".figure > .hint").last()).toHaveText("Tue, Mar 3: 1 of 1 have room");
  await expectSound(page, "how full the days are, as pictures");
  await expect(page.getByRole("row")).toHaveCount(0);
  for (const name of ["Load by technician and day", "Working time and visits, by the hour", "Preferred times of waiting jobs"]) {
    await page.getByRole("button", { name: `As a table: ${name}` }).click();
  }
  const row = (name) => page.getByRole("row", { name });
  await expect(row(/^Ada Novak/).getByRole("cell")).toHaveText("25 %");
  await expect(row(/^Ben Okafor/).getByRole("cell")).toHaveText("0 %");
  await expect(row(/^All/).getByRole("cell")).toHaveText("13 %");
  await expect(row(/would like this day/).getByRole("cell")).toHaveText("1");
  await expect(row(/has time for/).getByRole("cell")).toHaveText("1");
  await expectSound(page, "how full the days are");
});
