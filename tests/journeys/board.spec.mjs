import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

test("the office sees the jobs and their states, page by page", async ({ page, server }) => {
  await page.goto(server.board);
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  for (const heading of ["Job", "Status", "When"]) await expect(page.getByRole("columnheader", { name: heading, exact: true })).toBeVisible();
  await expectSound(page, "the board");
  const first = await rows.nth(1).innerText();
  await page.getByRole("button", { name: "Next page" }).click();
  await expect(rows.nth(1)).not.toHaveText(first);
});
