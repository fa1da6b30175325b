// A browser that keeps nothing of others: cookies and storage are blocked, in frames and everywhere.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { BROWSER } from "../support/browser.mjs";
import { expect, test as base } from "../support/elsewhere.mjs";
import { around, bookIn, loading } from "../support/frames.mjs";

const BLOCK = 2;

const test = base.extend({
  context: async ({ playwright, locale, timezoneId }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "slotwright-browser-"));
    mkdirSync(join(folder, "Default"));
    const profile = { block_third_party_cookies: true, cookie_controls_mode: 1, default_content_setting_values: { cookies: BLOCK } };
    writeFileSync(join(folder, "Default/Preferences"), JSON.stringify({ profile }));
    const context = await playwright.chromium.launchPersistentContext(folder, { ...BROWSER, locale, timezoneId });
    await use(context);
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

/** How the frame's own storage answers, so that the browser is seen to block it. */
const storage = (page) =>
  page.frames()[1].evaluate(() => {
    try {
      localStorage.setItem("a", "b");
      return "kept";
    } catch (error) {
      return error.name;
    }
  });

test("with a link in its address a frame books", async ({ page, elsewhere, listed: { server, handle } }) => {
  elsewhere.show(around(`${server.url}/frame#l=${handle}`));
  await page.goto(elsewhere.origin);
  await bookIn(page.frameLocator("iframe"));
  expect(await storage(page)).toBe("SecurityError");
});

test("by the loader a frame books, and its page hears of it", async ({ page, elsewhere, listed: { server, link } }) => {
  elsewhere.show(loading(server));
  await page.goto(elsewhere.origin);
  await page.evaluate((link) => slotwright("inline", { target: "#booking", link }), link);
  await bookIn(page.frameLocator("iframe"));
  await expect.poll(() => page.evaluate(() => heard.some(({ type }) => type === "booked"))).toBe(true);
  expect(await storage(page)).toBe("SecurityError");
});
