// Somebody has a visit and would rather have it sooner: what becomes free is kept for them, and they take it.
import { fileURLToPath } from "node:url";

import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { book, openLink } from "../support/steps.mjs";

const WORLD = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
const heading = (page, name) => page.getByRole("heading", { name });
const button = (page, name) => page.getByRole("button", { name });

test("one customer cancels, and another who waits for a sooner time takes that @firefox", async ({ page, otherPage, startServer }) => {
  const server = await startServer({ world: WORLD, clock: "2026-03-02T09:00" });
  await openLink(otherPage, await server.link({ account: 2, jobType: 1 }));
  const sooner = await book(otherPage);
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await book(page);

  // In Firefox one window has the focus.
  await page.bringToFront();
  await button(page, "Tell me if something sooner becomes free").click();
  await expect(page.getByRole("paragraph").filter({ hasText: "we keep it for you for a while and show it here" })).toBeFocused();
  await expectSound(page, "waiting for a sooner time");
  await button(otherPage, "Cancel the visit").click();
  await button(otherPage, "Yes, cancel it").click();
  await expect(heading(otherPage, "Your visit is cancelled")).toBeVisible();

  const offer = page.getByRole("group", { name: "A sooner time is free" });
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect(offer).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(offer).toContainText(/is free now. We are keeping it for you until Mon, Mar 2, 11:00/);
  await expectSound(page, "a sooner time is offered");
  await page.bringToFront();
  await button(page, "Take this time").click();
  await expect(heading(page, "Your visit is moved")).toBeFocused();
  await expect(page.getByText(sooner.split(" to ")[0]).first()).toBeVisible();
  await expect(offer).toHaveCount(0);
  await expect(button(page, "Tell me if something sooner becomes free")).toBeVisible();
});
