// A browser that translates the page puts elements of its own in the place of our texts.
import { expect, test } from "../support/fixtures.mjs";
import { goOnWith, openDays, openings, openLink } from "../support/steps.mjs";

/** As translators do: each text is another node in a `<font>`, now and whenever one is written. The words stay, in brackets. */
const translate = (page) =>
  page.locator("slotwright-booking").evaluate((host) => {
    const root = host.shadowRoot;
    const wrapAll = () => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement.closest("font, option, textarea, style")) continue;
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        inner.append(`[${text.data}]`);
        outer.append(inner);
        text.replaceWith(outer);
      }
    };
    wrapAll();
    new MutationObserver(wrapAll).observe(root, { subtree: true, childList: true, characterData: true });
  });

test("a page that the browser has translated goes on telling what is so @firefox", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await translate(page);
  const title = page.locator(".month-title");
  await expect(title).toHaveText("[March 2026]");
  await page.getByRole("button", { name: "Next month" }).click();
  await expect(title).toHaveText("[April 2026]");
  await expect(page.getByRole("grid", { name: "Days of April 2026" })).toBeVisible();
  await page.getByRole("button", { name: "Previous month" }).click();
  await expect(title).toHaveText("[March 2026]");
  // The numbers of the days are those of the days.
  const numbers = await page.locator(".day").evaluateAll((days) => days.map((day) => [Number(day.dataset.is.slice(-2)), parseInt(day.textContent.replace(/\D+/, ""))]));
  for (const [number, shown] of numbers) expect(String(shown)).toMatch(new RegExp(`^${number}`));
  await openDays(page).last().click();
  await expect(page.locator(".openings-title")).toHaveText(/^\[\w+, March \d+\]$/);

  await page.getByRole("button", { name: "Tell us when it suits you" }).click();
  await page.locator("[data-is=date]").fill("2026-03-24");
  await page.getByRole("button", { name: /Add this time/ }).click();
  await expect(page.locator(".feasibility")).toHaveText(/^\[Can be met/);
  await page.getByRole("button", { name: /Edit/ }).click();
  await expect(page.locator(".wish-form .buttons button").first()).toHaveText("[Save this time]");
  await page.getByRole("button", { name: /Cancel edit/ }).click();
  await expect(page.locator(".wish-form .buttons button")).toHaveText(["[Add this time]", "[Rather not then]"]);
  await page.getByRole("button", { name: /Back to the calendar/ }).click();

  await goOnWith(page, openings(page).first());
  await expect(page.locator(".held")).toHaveText(/^\[We are keeping this time for you for another \d+ minutes\.\]$/);
  await page.getByRole("button", { name: /Book this visit/ }).click();
  await expect(page.locator(".heading")).toHaveText("[Your visit is booked]");
  await page.locator("slotwright-booking").evaluate((host) => (host.lang = "en-GB"));
  await expect(page.locator(".booked-when")).toHaveText(/^\[\w+,? \d+ March/);
  expect(await customer.jobs()).toHaveLength(1);
});
