// What our pages' policy forbids: nothing of what they do, and what others would have them do.
import { expect, test } from "../support/elsewhere.mjs";
import { addWish, book, openings, openWishes } from "../support/steps.mjs";

/** What browsers report while `walk` runs. */
async function reportsOf(page, walk) {
  const reports = [];
  page.on("request", (request) => request.url().endsWith("/csp-reports") && reports.push(request.postData()));
  await page.addInitScript(() => addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => console.error(`forbidden: ${violatedDirective} ${blockedURI}`)));
  page.on("console", (message) => message.text().startsWith("forbidden:") && reports.push(message.text()));
  await walk();
  return reports;
}

test("a whole booking, wishes and a change are done without a report", async ({ page, customer }) => {
  const reports = await reportsOf(page, async () => {
    await openWishes(page, customer.link);
    await addWish(page, "2026-03-12", "08:00", "12:00");
    await page.goBack();
    await book(page);
    await page.getByRole("button", { name: "Change the time" }).click();
    await openings(page).first().waitFor();
  });
  expect(reports).toEqual([]);
});

test("so are the board and the playground", async ({ page, server, customer }) => {
  const reports = await reportsOf(page, async () => {
    await page.goto(server.board);
    await expect(page.getByRole("heading", { name: "Schedule" })).toBeVisible();
    await expect(page.locator(".visit").first()).toBeVisible();
    await page.goto(`${server.url}/embed`);
    await page.getByLabel("Link", { exact: true }).fill(customer.link);
    await openings(page).first().waitFor();
    await page.getByLabel("A frame in place").check();
    await openings(page.frameLocator("iframe")).first().waitFor();
  });
  expect(reports).toEqual([]);
});

test.describe("what isn't ours", () => {
  test.use({ meant: /Content Security Policy|Trusted(HTML|Script)|forbidden:/ });
  test("does not run, and the page hears of it", async ({ page, customer }) => {
    const reports = await reportsOf(page, async () => {
      await page.goto(customer.link);
      await openings(page).first().waitFor();
      const made = await page.evaluate(() => {
        const script = document.createElement("script");
        script.append("window.hacked = true");
        try {
          document.body.append(script);
        } catch {
          // A browser may refuse the text itself.
        }
        try {
          document.body.innerHTML = "<img src=x onerror='window.hacked = true'>";
        } catch (error) {
          return [window.hacked ?? false, error.name];
        }
        return [window.hacked ?? false, "it was taken"];
      });
      expect(made).toEqual([false, "TypeError"]);
      await expect.poll(() => page.evaluate(() => document.querySelectorAll("slotwright-booking").length)).toBe(1);
    });
    expect(reports.join("\n")).toMatch(/forbidden: (script-src|require-trusted-types-for)/);
  });
});
