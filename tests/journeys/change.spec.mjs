import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { book, chooseOpening, openLink } from "../support/steps.mjs";

test("a booked visit is moved, and its old time becomes free", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const [before] = await server.openJobs(customer.account.id);
  await page.getByRole("button", { name: "Change the time" }).click();
  await expect(page.getByRole("heading", { name: "Choose a new time" })).toBeFocused();
  await expect(page.getByText(/stays booked until you choose another time/)).toBeVisible();
  await expectSound(page, "choosing a new time");
  await chooseOpening(page, 2);
  await page.getByRole("button", { name: "Move my visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is moved" })).toBeFocused();
  await expectSound(page, "moved");

  const after = await server.openJobs(customer.account.id);
  expect(after).toHaveLength(1);
  expect(after[0].id).toBe(before.id);
  expect(after[0].scheduled_datetime).not.toBe(before.scheduled_datetime);
});

test("a customer who keeps the present time loses nothing", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const before = await server.openJobs(customer.account.id);
  await page.getByRole("button", { name: "Change the time" }).click();
  await page.getByRole("button", { name: "Keep the present time" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await server.openJobs(customer.account.id)).toEqual(before);
});

test("a cancelled visit is gone, and its time can be booked again", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const [before] = await server.openJobs(customer.account.id);
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await expectSound(page, "asking whether to cancel");
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is cancelled" })).toBeFocused();
  await expectSound(page, "cancelled");
  expect(await server.openJobs(customer.account.id)).toEqual([]);

  await page.getByRole("button", { name: "Book that time again" }).click();
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  const [again] = await server.openJobs(customer.account.id);
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
  expect(await server.openJobs(account.id)).toMatchObject([{ id: job.id, status: "queued" }]);
});
