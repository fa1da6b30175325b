import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { addWish, openWishes } from "../support/steps.mjs";

const list = (page) => page.getByRole("list", { name: "Your wishes, best first" }).getByRole("listitem");

test("wishes are added, edited, ranked and removed, and the best that can be met is booked", async ({ page, server, customer }) => {
  await openWishes(page, customer.link);
  await expect(page.getByRole("heading", { name: "When are you at home?" })).toBeFocused();
  await expectSound(page, "no wishes yet");
  await addWish(page, "2026-03-24", "03:00", "05:00");
  await expect(list(page).nth(0)).toContainText("Nobody is free then");
  await addWish(page, "2026-03-26", "08:00", "12:00");
  await expect(list(page).nth(1)).toContainText(/Can be met, from/);
  await addWish(page, "2026-03-25", "10:00", "16:00");
  await expect(list(page).nth(2)).toContainText(/Can be met, from/);
  await expectSound(page, "three wishes");

  await page.getByRole("button", { name: /^Move up: Wednesday, March 25/ }).click();
  await expect(list(page).nth(1)).toContainText("March 25");
  await page.getByRole("button", { name: /^Edit: Wednesday, March 25/ }).click();
  await page.getByRole("combobox", { name: "From" }).selectOption("13:00");
  await page.getByRole("button", { name: "Save this wish" }).click();
  await expect(list(page).nth(1)).toContainText("1:00");
  await page.getByRole("button", { name: /^Remove: Thursday, March 26/ }).click();
  await expect(list(page)).toHaveCount(2);

  await page.getByRole("button", { name: /^Book Wed, Mar 25/ }).click();
  await expect(page.getByRole("heading", { name: "Almost there" })).toBeFocused();
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  const [job] = await customer.jobs();
  expect(job.scheduled_datetime).toMatch(/^2026-03-25 1[3-5]:/);
});

test("wishes are left with the office and shown again by the link", async ({ page, server, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-25", "10:00", "16:00");
  await addWish(page, "2026-03-26", "08:00", "12:00");
  await page.getByRole("button", { name: "Leave these wishes with us" }).click();
  await expect(page.getByRole("heading", { name: "We have your wishes" })).toBeFocused();
  await expectSound(page, "waiting");

  const [job] = await customer.jobs();
  expect(job.status).toBe("queued");
  const wishes = await server.list(`/scheduling/jobs/${job.id}/desired_job_datetimes`);
  expect(wishes.map(({ date, start_time }) => `${date} ${start_time}`)).toEqual(["2026-03-25 10:00:00", "2026-03-26 08:00:00"]);

  await page.reload();
  await expect(page.getByRole("heading", { name: "We have your wishes" })).toBeVisible();
  await page.getByRole("button", { name: "Change my wishes" }).click();
  await expect(list(page)).toHaveCount(2);
});

test("a wish that cannot be is told at its field", async ({ page, customer }) => {
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-25", "12:00", "10:00");
  await expect(page.getByText("The end must be after the start.")).toBeVisible();
  await expectSound(page, "a wish with a fault");
  await expect(list(page)).toHaveCount(0);
});
