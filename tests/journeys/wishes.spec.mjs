import { fileURLToPath } from "node:url";

import { expect, test } from "../support/fixtures.mjs";
import { committed, comparable, saved as savedThere } from "../support/cases.mjs";
import { addWish, askApart, goOnWith, openings, openWishes, showSupport } from "../support/steps.mjs";

const list = (page) => page.getByRole("list", { name: "Your preferred times, best first" }).getByRole("listitem");
const status = (page) => page.getByRole("status");
const edit = (page, wish) => page.getByRole("button", { name: new RegExp(`^Edit: ${wish}`) });

/** Of the world in which one technician works from eight to noon from Tuesday to Thursday; what this page saved is a case. */
const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));

test("wishes are added, edited, ranked and removed, and the best that can be met is booked", async ({ page, server, customer }) => {
  await openWishes(page, customer.link);
  await expect(page.getByRole("heading", { name: "When suits you?" })).toBeFocused();
  await addWish(page, "2026-03-24", "03:00", "05:00");
  await expect(list(page).nth(0)).toContainText("Nobody is free then");
  await addWish(page, "2026-03-26", "08:00", "12:00");
  await expect(list(page).nth(1)).toContainText(/Can be met, from/);
  await addWish(page, "2026-03-25", "10:00", "16:00");
  await expect(list(page).nth(2)).toContainText(/Can be met, from/);

  await page.getByRole("button", { name: /^Move up: Wednesday, March 25/ }).click();
  await expect(list(page).nth(1)).toContainText("March 25");
  await page.getByRole("button", { name: /^Edit: Wednesday, March 25/ }).click();
  await page.getByRole("combobox", { name: "From" }).selectOption("13:00");
  await page.getByRole("button", { name: "Save this time" }).click();
  await expect(list(page).nth(1)).toContainText("1:00");
  await page.getByRole("button", { name: /^Remove: Thursday, March 26/ }).click();
  await expect(list(page)).toHaveCount(2);

  await page.getByRole("button", { name: /^Book Wed, Mar 25/ }).click();
  await expect(page.getByRole("heading", { name: "Check and book" })).toBeFocused();
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  const [job] = await customer.jobs();
  expect(job.scheduled_datetime).toMatch(/^2026-03-25 1[3-5]:/);
});

test("wishes are left with the office and shown again by the link", async ({ page, server, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-25", "10:00", "16:00");
  await addWish(page, "2026-03-26", "08:00", "12:00");
  await page.getByRole("button", { name: "Send these times" }).click();
  await expect(page.getByRole("heading", { name: "We have your preferred times" })).toBeFocused();

  const [job] = await customer.jobs();
  expect(job.status).toBe("queued");
  const wishes = await server.list(`/scheduling/jobs/${job.id}/desired_job_datetimes`);
  expect(wishes.map(({ date, start_time }) => `${date} ${start_time}`)).toEqual(["2026-03-25 10:00:00", "2026-03-26 08:00:00"]);

  await page.reload();
  await expect(page.getByRole("heading", { name: "We have your preferred times" })).toBeVisible();
  await page.getByRole("button", { name: "Change my preferred times" }).click();
  await expect(list(page)).toHaveCount(2);
});

test("what somebody would rather not have is chosen after all else, and sent with the wishes @firefox", async ({ page, server, customer }) => {
  const unwelcome = page.getByRole("list", { name: "When you’d rather not have the visit" }).getByRole("listitem");
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-25", "08:00", "16:00");
  await expect(page.getByRole("button", { name: "Book Wed, Mar 25, 8:00 AM" })).toBeVisible();

  await page.getByRole("combobox", { name: "To" }).selectOption("10:00");
  await page.getByRole("button", { name: "Rather not then" }).press("Enter");
  await expect(status(page)).toHaveText("Rather not: Wednesday, March 25, 8:00 AM to 10:00 AM");
  await expect(page.getByRole("button", { name: "Book Wed, Mar 25, 10:00 AM" })).toBeVisible();
  await expect(list(page)).toContainText("Can be met, from 10:00 AM");

  // All day: it can be met all the same, and is told what it costs.
  await page.getByRole("button", { name: "Edit: Rather not: Wednesday, March 25" }).click();
  await expect(page.getByRole("button", { name: "Rather not then" })).toHaveCount(0);
  await page.getByRole("button", { name: "All day" }).click();
  await page.getByRole("button", { name: "Save this time" }).click();
  await expect(page.getByRole("button", { name: "Edit: Rather not: Wednesday, March 25" })).toBeFocused();
  await expect(list(page)).toContainText("but only when you’d rather not");
  await addWish(page, "2026-03-26", "08:00", "12:00");
  await expect(page.getByRole("button", { name: /^Book Thu, Mar 26/ })).toBeVisible();

  await page.getByRole("button", { name: "Remove: Rather not: Wednesday, March 25" }).click();
  await expect(unwelcome).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Edit: Rather not: Wednesday, March 25" })).toBeFocused();

  await page.getByRole("button", { name: "Send these times" }).click();
  await expect(page.getByRole("heading", { name: "We have your preferred times" })).toBeFocused();
  await page.reload();
  await expect(unwelcome).toHaveText(["Rather not: Wednesday, March 25, 7:00 AM to 9:00 PM"]);
  const [job] = await customer.jobs();
  const { data } = await server.api(`/v1/board?job_ids=${job.id}`);
  expect(data[0].rather_not).toEqual([{ date: "2026-03-25", start_time: "07:00:00", end_time: "21:00:00" }]);

  // Whoever takes all wishes back would not rather not have anything.
  await page.getByRole("button", { name: "Change my preferred times" }).click();
  for (const _ of ["both", "of them"]) await page.getByRole("button", { name: /^Remove: W|^Remove: T/ }).first().click();
  await page.getByRole("button", { name: "Withdraw my preferred times" }).click();
  await expect(status(page)).toHaveText("Your preferred times are withdrawn.");
  expect((await server.api(`/v1/board?job_ids=${job.id}`)).data[0].rather_not).toEqual([]);
});

test("a wish that cannot be is told at its field", async ({ page, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-25", "12:00", "10:00");
  await expect(page.getByText("The end must be after the start.")).toBeVisible();
  await expect(list(page)).toHaveCount(0);
});

test("a wish that cannot be met says what would have to give, and one press gives it", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN });
  await openWishes(page, await server.link({ account: 1, jobType: 1 }));
  const instead = (wish) => list(page).nth(wish).getByRole("button", { name: /, instead of / });

  await addWish(page, "2026-03-24", "11:30", "13:00");
  await expect(status(page)).toHaveText("Preferred time 1 added. Nobody is free then. A suggestion stands below it.");
  await expect(instead(0)).toHaveText(["Be at home 30 min sooner, from 11:00 AM"]);
  await addWish(page, "2026-03-28", "09:00", "12:00");
  await expect(instead(1)).toHaveText(["The same time on Thursday, March 26"]);
  await addWish(page, "2026-03-25", "14:00", "16:00");
  await expect(instead(2)).toHaveText(["The same day, 10:00 AM to 12:00 PM"]);
  await addWish(page, "2026-03-25", "06:00", "08:30");
  await expect(instead(3)).toHaveText(["Be at home 30 min longer, until 9:00 AM"]);
  await expect(page.getByText("None of them can be met as things stand.")).toBeVisible();

  await instead(0).click();
  await expect(list(page).nth(0)).toContainText("Tuesday, March 24, 11:00 AM to 1:00 PM");
  await expect(list(page).nth(0)).toContainText("Can be met, from 11:00 AM (1 opening)");
  await expect(edit(page, "Tuesday, March 24")).toBeFocused();
  await expect(status(page)).toHaveText(
    "Preferred time 1 is now Tuesday, March 24, 11:00 AM to 1:00 PM. Can be met, from 11:00 AM (1 opening).",
  );
  await expect(page.getByRole("button", { name: "Book Tue, Mar 24, 11:00 AM" })).toBeVisible();

  // Undone by keyboard, and given again.
  await page.getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText("The preferred time is as it was.");
  await expect(list(page).nth(0)).toContainText("11:30 AM to 1:00 PM");
  await expect(edit(page, "Tuesday, March 24")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(instead(0)).toBeFocused();
  await page.keyboard.press("Enter");
  await instead(1).click();
  await expect(list(page).nth(1)).toContainText("Thursday, March 26, 9:00 AM to 12:00 PM");
  await expect(list(page).nth(1)).toContainText("Can be met, from 9:00 AM (5 openings)");

  await page.getByRole("button", { name: "Book Tue, Mar 24, 11:00 AM" }).click();
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
});

test("with arrival windows a wish grows to hold the window and the visit", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN, env: { ARRIVAL_WINDOW_MINUTES: "120" } });
  await openWishes(page, await server.link({ account: 1, jobType: 1 }));
  await addWish(page, "2026-03-24", "08:30", "10:30");
  await expect(list(page)).toContainText("Nobody is free then");
  await page.getByRole("button", { name: "The same day, 8:00 AM to 11:00 AM" }).click();
  await expect(list(page)).toContainText("Can be met, arrival between 8:00 AM and 10:00 AM (1 opening)");
});

test("where nothing would help, nothing is suggested", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN });
  await openWishes(page, await server.link({ account: 1, jobType: 1 }));
  await addWish(page, "2026-03-27", "18:00", "20:00");
  await expect(list(page)).toContainText("Nobody is free then");
  await expect(status(page)).toHaveText("Preferred time 1 added. Nobody is free then.");
  await expect(list(page)).not.toContainText("What would make it possible");
});

test("what was being looked up is said when it is known, and takes nobody's focus", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN });
  await askApart(page);
  let answer;
  const held = new Promise((resolve) => (answer = resolve));
  await page.route("**/find_any_available_space?start_date=2026-04*", async (route) => {
    await held;
    await route.continue();
  });
  await openWishes(page, await server.link({ account: 1, jobType: 1 }));
  await addWish(page, "2026-04-15", "08:00", "12:00");
  await expect(list(page).nth(0)).toContainText("Checking…");
  await addWish(page, "2026-03-28", "09:00", "12:00");
  const suggestion = page.getByRole("button", { name: "The same time on Thursday, March 26" });
  await suggestion.focus();
  answer();
  await expect(status(page)).toHaveText("Preferred time 1: Can be met, from 8:00 AM (7 openings).");
  await expect(suggestion).toBeFocused();
});

test("a wish that is being written and what can be undone outlast a look at the calendar", async ({ page, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-25", "10:00", "16:00");
  await page.getByRole("button", { name: /^Remove: Wednesday, March 25/ }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.getByLabel("Day", { exact: true }).fill("2026-03-31");
  await page.getByRole("combobox", { name: "From" }).selectOption("14:30");
  await page.getByRole("button", { name: "Back to the calendar" }).click();
  await page.getByRole("button", { name: "Tell us when it suits you" }).click();
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue("2026-03-31");
  await expect(page.getByRole("combobox", { name: "From" })).toHaveValue("14:30");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list(page)).toContainText("March 25");
});

test("the details for support are a case that can be asked again, with nobody's name in it", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN });
  await openWishes(page, await server.link({ account: 1, jobType: 1 }));
  await addWish(page, "2026-03-24", "11:30", "13:00");
  await addWish(page, "2026-04-01", "08:00", "12:00");
  await expect(list(page).nth(1)).toContainText("Can be met, from 8:00 AM (7 openings)");
  await showSupport(page);
  const text = await saved(page, page);
  await expect(status(page)).toHaveText("The details are saved as a file.");
  for (const word of ["Lena", "Ortiz", "Canal", "Antenna"]) expect(text).not.toContain(word);

  // The committed file was saved by this page, and the cases' test asks it.
  expect(comparable(text)).toEqual(comparable(committed("wishes-that-a-page-saved")));
});

test("the details can be saved where a time was taken meanwhile, with the time that was wanted", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN });
  await page.route("**/v1/holds", (route) => route.abort());
  await page.goto(await server.link({ account: 1, jobType: 1 }));
  await goOnWith(page, openings(page).last());
  await expect(page.getByText(/^Tuesday, March 3, 11:00/)).toBeVisible();
  await server.takeAll("2026-03-03 11:00", 60, 1, 2);
  await page.getByRole("button", { name: "Book this visit" }).click();
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("has just been taken by somebody else");
  await showSupport(page);
  const copied = JSON.parse(await saved(page, notice));
  expect(copied.wanted.start).toBe("2026-03-03 11:00:00");
  expect(copied.answer.wanted.crew).toBe(null);
  expect(copied.answer.wanted.alternatives).toHaveLength(3);
});

/** What "Save the details" there gives. */
const saved = (page, place) => savedThere(page, place, "Save the details for our support", "slotwright-case.json");
