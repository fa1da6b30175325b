// A link that allows less: what can't be done is not offered, and whom to call is said.
import { expect, test } from "../support/fixtures.mjs";
import { book, openLink } from "../support/steps.mjs";

test("a link shows the buttons of what it allows, and else whom to call", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const [{ id }] = await customer.jobs();
  const change = page.getByRole("button", { name: "Change the time" });
  const cancel = page.getByRole("button", { name: "Cancel the visit" });
  for (const [rights, buttons, sentence] of [
    [["view"], [], "This link shows your visit. To move or cancel it, please call us."],
    [["view", "cancel"], [cancel], "To move it to another time, please call us."],
    [["view", "hold", "reschedule"], [change], "To cancel it, please call us."],
  ]) {
    const { url } = await server.api("/v1/links", { job_id: id, rights });
    await page.goto("about:blank");
    await page.goto(url);
    await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
    await expect(page.getByText(sentence)).toBeVisible();
    for (const button of [change, cancel]) await expect(button).toHaveCount(buttons.includes(button) ? 1 : 0);
  }
  // All that it was for is over.
  const windows = [{ date: "2020-01-01", start_time: "09:00", end_time: "10:00" }];
  const { url } = await server.api("/v1/links", { assigned_type: "accounts", assigned_id: customer.account.id, job_type_id: customer.jobType.id, windows });
  await page.goto("about:blank");
  await page.goto(url);
  await expect(page.getByText("None of the times that we offered you is free any more.")).toBeVisible();
});
