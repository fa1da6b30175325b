// An element speaks the language of the page that it stands in; our own page that of its visitor.
import { readFile } from "node:fs/promises";
import { expect, linked, test } from "../support/elsewhere.mjs";
import { chooseOpening } from "../support/steps.mjs";

const LANGUAGES = ["ar", "de", "es", "fr", "pl", "pt"];
const texts = async (language) => JSON.parse(await readFile(new URL(`../../crates/words/languages/${language}.json`, import.meta.url), "utf8"));
const heading = (page, name) => page.getByRole("heading", { name, exact: true });

/** In the page: whether what stands there runs from left to right: of its first words each is right of the one before. */
const runsRight = (element) => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const at = (place) => {
    const range = document.createRange();
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    return range.getBoundingClientRect().x;
  };
  return at(0) < at(text.data.indexOf(" ") + 1);
};

for (const language of LANGUAGES) {
  test.describe(`a visitor who speaks ${language}`, () => {
    test.use({ locale: language });

    test("reads our own page in it, and nothing of it in English", async ({ page, startServer }) => {
      const { link } = await linked(startServer, "https://a.example", { COMPANY_PHONE: "(312) 555-0142" });
      const words = await texts(language);
      await page.goto(link);
      await expect(heading(page, words.CHOOSE_TITLE)).toBeVisible();
      await expect(page.locator(".root")).toHaveAttribute("dir", words.DIRECTION);
      await expect(page).toHaveTitle(words.CHOOSE_TITLE);
      await page.locator(".opening").first().click();
      await page.locator("[data-is=go-on]").click();
      await expect(heading(page, words.DETAILS_TITLE)).toBeVisible();
      for (const written of [page.locator(".company-phone"), page.locator(".facts dd").last()]) {
        expect(await written.evaluate(runsRight), await written.textContent()).toBe(true);
      }
      await page.getByRole("button", { name: words.BOOK, exact: true }).click();
      await expect(heading(page, words.BOOKED_TITLE)).toBeVisible();
      expect(await page.locator(".root").innerText(), "no comma of another script").not.toMatch(/\p{Script=Arabic},/u);
    });
  });
}

test("the language follows the page, and what was typed stays @firefox", async ({ page, elsewhere, startServer }) => {
  const { server, handle } = await linked(startServer, elsewhere.origin);
  const german = await texts("de");
  elsewhere.show(`<!doctype html><html lang="en"><title>A shop</title><script type="module" src="${server.url}/element.js"></script>
    <slotwright-booking token="${handle}"></slotwright-booking></html>`);
  await page.goto(elsewhere.origin);
  await chooseOpening(page);
  await page.locator("[data-is=notes]").fill("Second bell.");
  await page.evaluate(() => (document.documentElement.lang = "de"));
  await expect(heading(page, german.DETAILS_TITLE)).toBeVisible();
  await expect(page.locator("[data-is=notes]")).toHaveValue("Second bell.");
  await page.evaluate(() => (document.querySelector("slotwright-booking").texts = { DETAILS_TITLE: "Passt das so?" }));
  await expect(heading(page, "Passt das so?")).toBeVisible();
  await expect(page.getByRole("button", { name: german.BOOK, exact: true }), "the rest stays").toBeVisible();
});

test("a language without texts has its dates, English texts, and a word to the page's author", async ({ page, elsewhere, startServer }) => {
  const { server, handle } = await linked(startServer, elsewhere.origin);
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  elsewhere.show(`<!doctype html><html lang="nl"><title>A shop</title><script type="module" src="${server.url}/element.js"></script>
    <slotwright-booking token="${handle}"></slotwright-booking></html>`);
  await page.goto(elsewhere.origin);
  await expect(heading(page, "When should we come?")).toBeVisible();
  await expect(page.getByRole("columnheader").first()).toHaveAccessibleName(/maandag|zondag/);
  expect(warnings).toEqual([
    "slotwright-booking: lang: dates and times follow `nl`; there are no texts in it, so these are English, or what `texts` has",
  ]);
});
