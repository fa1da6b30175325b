import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { book, chooseOpening, openDays, openLink } from "../support/steps.mjs";

test("a booked visit is moved, and its old time becomes free @firefox", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const [before] = await customer.jobs();
  await page.getByRole("button", { name: "Change the time" }).click();
  await expect(page.getByRole("heading", { name: "Choose a new time" })).toBeFocused();
  await expect(page.getByText(/stays booked until you choose another time/)).toBeVisible();
  await openDays(page).last().click();
  await chooseOpening(page, 2);
  await page.getByRole("button", { name: "Move my visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is moved" })).toBeFocused();
  await expectSound(page, "moved");

  const after = await customer.jobs();
  expect(after).toHaveLength(1);
  expect(after[0].id).toBe(before.id);
  expect(after[0].scheduled_datetime).not.toBe(before.scheduled_datetime);
  const free = await server.freeAt(before.scheduled_datetime.slice(0, 16), 60, before.job_type_id, customer.account.id);
  expect(free).toContain(before.user_ids[0]);
});

test("a customer who keeps the present time loses nothing", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const before = await customer.jobs();
  await page.getByRole("button", { name: "Change the time" }).click();
  await page.getByRole("button", { name: "Keep my current time" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await customer.jobs()).toEqual(before);
});

test("a cancelled visit is gone, and its time can be booked again @firefox", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const [before] = await customer.jobs();
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is cancelled" })).toBeFocused();
  expect(await customer.jobs()).toEqual([]);

  await page.getByRole("button", { name: "Book that time again" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  const [again] = await customer.jobs();
  expect(again.scheduled_datetime).toBe(before.scheduled_datetime);
});

test("the office's own job goes back to the queue when its customer cancels", async ({ page, server, demo }) => {
  const account = demo.nextAccount();
  const order = { assigned_type: "accounts", assigned_id: account.id, job_type_id: demo.jobTypes[0].id };
  const { data: job } = await server.api("/api/v1/scheduling/jobs", order);
  await openLink(page, await server.linkForJob(job.id));
  await book(page);
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is cancelled" })).toBeVisible();
  const { data: after } = await server.api(`/api/v1/scheduling/jobs/${job.id}`);
  expect(after.status).toBe("queued");
});
