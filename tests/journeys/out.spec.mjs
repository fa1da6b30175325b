// What is taken out of the board: paper, a list for spreadsheets, and calendars that others subscribe to.
import { readFile } from "node:fs/promises";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

test("the day is printed for each technician, the jobs are saved, and a calendar is subscribed to", async ({ page, server }) => {
  await page.goto(server.board);
  const schedule = page.getByRole("region", { name: "Schedule" });
  await expect(schedule.getByRole("button").first()).toBeVisible();

  await page.evaluate(() => (window.print = () => (document.title = "printed")));
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await expect(page).toHaveTitle("printed");
  await page.emulateMedia({ media: "print" });
  const day = page.locator(".printed-day").first();
  await expect(day).toContainText("Marisol Reyes · Mon, Mar 2, 2026");
  await expect(day.getByRole("cell", { includeHidden: true }).first()).toHaveText(/^\d+:\d\d AM–\d+:\d\d [AP]M$/);
  await expect(schedule).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await expect(schedule).toBeVisible();
  await expect(day).toBeHidden();

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV", exact: true }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("jobs.csv");
  const rows = (await readFile(await saved.path(), "utf8")).split("\r\n");
  expect(rows[0]).toBe("\ufeffjob_id,job_type,status,scheduled_datetime,length_in_minutes,place,address,technicians,preferred_times,notes");
  expect(rows.length).toBeGreaterThan(50);

  await page.getByText("Calendar feed").click();
  await page.getByRole("button", { name: "Make an address" }).click();
  const address = page.getByLabel("Address of the calendar");
  await expect(address).toBeFocused();
  await expectSound(page, "the address of a calendar");
  const first = await address.inputValue();
  expect(await (await fetch(first)).text()).toContain("X-WR-CALNAME:Marisol Reyes");
  await page.getByRole("button", { name: "Make an address" }).click();
  await expect(address).not.toHaveValue(first);
  expect((await fetch(first)).status, "a new one ends the one before").toBe(404);
});
