// Where the provider promises a window instead of a start, customers read the window everywhere.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { committed, comparable, saved } from "../support/cases.mjs";
import { addWish, goOnWith, openDays, openings, openWishes, showSupport } from "../support/steps.mjs";

const ONE_TECHNICIAN = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));

const heading = (page, name) => page.getByRole("heading", { name });

for (const promise of ["every", "some"]) {
  test(`a visit is chosen, booked and moved by its arrival window (${promise})`, async ({ page, startServer }) => {
    const server = await startServer({ env: { ARRIVAL_WINDOW_MINUTES: "120", ARRIVAL_PROMISE: promise } });
    const jobType = (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60);
    const [account] = await server.list("/accounts");
    const before = (await server.jobsOf(account.id)).map((job) => job.id);
    await page.goto(await server.link({ account: account.id, jobType: jobType.id }));
    await openings(page).first().waitFor();
    await openDays(page).last().click();
    await expect(page.getByText("We arrive within the time you choose. The visit itself takes 1 h.")).toBeVisible();
    const windows = await openings(page).allInnerTexts();
    for (const window of windows) expect(window).toMatch(/^(6:00.AM to 8|8:00.AM to 10|10:00.AM to 12|12:00.PM to 2|2:00.PM to 4|4:00.PM to 6|6:00.PM to 8):00.[AP]M$/);

    const [chosen] = windows;
    const [from, to] = chosen.split(" to ");
    const between = new RegExp(`arrival between ${from} and ${to}`);
    await goOnWith(page, openings(page).first());
    await expect(page.getByText(between)).toBeVisible();
    await page.getByRole("button", { name: "Book this visit" }).click();
    await expect(heading(page, "Your visit is booked")).toBeVisible();
    await expect(page.getByText(between)).toBeVisible();
    const [job] = (await server.jobsOf(account.id)).filter((job) => !before.includes(job.id));
    const hours = Number(job.scheduled_datetime.slice(11, 13));
    expect(hours - (hours % 2), "booked is a start in the window").toBe(clock(from));
    if (promise === "every") expect(job.scheduled_datetime).toMatch(/:00:00$/);

    await page.getByRole("button", { name: "Cancel the visit" }).click();
    await expect(page.getByText(new RegExp(`Cancel the visit on .*, between ${from} and ${to}\\?`))).toBeVisible();
    await page.getByRole("button", { name: "No, keep it" }).click();
    await page.getByRole("button", { name: "Change the time" }).click();
    await openings(page).first().waitFor();
    await page.locator("[aria-selected=true] button").click();
    await expect(openings(page).filter({ hasText: chosen }), "the promised window is no other").toHaveCount(0);
  });
}

test("a wish is met by a window that lies in it", async ({ page, startServer }) => {
  const server = await startServer({ env: { ARRIVAL_WINDOW_MINUTES: "120" } });
  const jobType = (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60);
  const [account] = await server.list("/accounts");
  await page.goto(await server.link({ account: account.id, jobType: jobType.id }));
  await page.getByRole("button", { name: "Tell us when it suits you" }).click();
  await addWish(page, "2026-03-25", "10:30", "12:00");
  await addWish(page, "2026-03-25", "10:30", "17:00");
  const wishes = page.getByRole("list", { name: "Your preferred times, best first" }).getByRole("listitem");
  await expect(wishes.nth(0)).toContainText("Nobody is free then");
  await expect(wishes.nth(1)).toContainText(/Can be met, arrival between 12:00.PM and 2:00.PM|Can be met, arrival between 2:00.PM and 4:00.PM/);
  await page.getByRole("button", { name: /^Book Wed, Mar 25, between/ }).click();
  await expect(page.getByText(/^Wednesday, March 25, arrival between/)).toBeVisible();
});

test("the details for support have the windows that were promised", async ({ page, startServer }) => {
  const server = await startServer({ world: ONE_TECHNICIAN, env: { ARRIVAL_WINDOW_MINUTES: "120" } });
  await openWishes(page, await server.link({ account: 1, jobType: 1 }));
  await addWish(page, "2026-03-24", "09:00", "12:00");
  await addWish(page, "2026-04-01", "08:00", "12:00");
  await showSupport(page);
  const text = await saved(page, page, "Save the details for our support", "slotwright-case.json");
  expect(comparable(text)).toEqual(comparable(committed("windows-that-a-page-saved")));
});

/** `2:00 PM` → 14 */
function clock(time) {
  const [, hours, half] = /^(\d+):\d+\s*([AP]M)$/.exec(time);
  return (Number(hours) % 12) + (half === "PM" ? 12 : 0);
}
