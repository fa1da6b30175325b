// Pages in the frameworks of others, with the packages as npm has them: what they bind holds, and what is told they hear.
import { expect, test } from "../support/hosts.mjs";
import { book, openings } from "../support/steps.mjs";

const FRAMEWORKS = ["plain", "react", "vue", "svelte", "angular", "webpack"];

const element = (page) => page.locator("slotwright-booking");
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const firstColumn = (page) => page.getByRole("columnheader").first();
const surface = (page) => element(page).evaluate((host) => getComputedStyle(host.shadowRoot.querySelector(".root")).backgroundColor);

/** What a person sees of what is bound, and what the page reads again. */
async function expectBound(page, { day, background, level, firstDay, theme, headingLevel, support }) {
  await expect(firstColumn(page)).toHaveText(day);
  await expect.poll(() => surface(page)).toBe(background);
  await expect(page.getByRole("heading", { level, name: "When should we come?" })).toBeVisible();
  const read = await element(page).evaluate(({ firstDay, theme, headingLevel, support }) => ({ firstDay, theme, headingLevel, support }));
  expect(read).toEqual({ firstDay, theme, headingLevel, support });
}

const FIRST = { day: "Mon", background: "rgb(255, 255, 255)", level: 4, firstDay: "monday", theme: "light", headingLevel: "3", support: true };
const SECOND = { day: "Sat", background: "rgb(22, 25, 31)", level: 6, firstDay: "saturday", theme: "dark", headingLevel: "5", support: false };
const NONE = { day: "Sun", background: "rgb(255, 255, 255)", level: 3, firstDay: null, theme: null, headingLevel: null, support: false };

for (const framework of FRAMEWORKS) {
  const firefox = framework === "plain" ? " @firefox" : "";

  test(`${framework}: a customer books, and the page hears of it once${firefox}`, async ({ page, startShop }) => {
    const { server, account, open } = await startShop(framework);
    await page.goto(open());
    await openings(page).first().waitFor();
    // Out of the page and in again: it begins anew, and nothing is heard twice.
    await press(page, "toggle");
    await expect(element(page)).toHaveCount(0);
    await press(page, "toggle");
    await book(page);
    const { id } = (await server.jobsOf(account.id)).at(-1);
    await expect(page.locator("output")).toHaveText(`booked ${id}`);
  });

  // A script that comes long after the page: all has been bound to an element that is none yet.
  for (const late of ["", "late"]) {
    test(`${framework}: what a page binds holds, when it changes too${late && ", with a script that comes late"}${firefox}`, async ({ page, startShop }) => {
      const { open } = await startShop(framework);
      await page.goto(open(late && { late }));
      if (late) {
        await expect(page.getByText("Please call us.")).toBeVisible();
        await press(page, "Define");
      }
      await openings(page).first().waitFor();
      await expectBound(page, FIRST);
      await press(page, "second");
      await expectBound(page, SECOND);
      await press(page, "none");
      await expectBound(page, NONE);
      await press(page, "first");
      await expectBound(page, FIRST);
    });
  }
}

test("a page that was put together without `src` says on its console what is missing", async ({ page, startShop }) => {
  const { open } = await startShop("react");
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(open({ server: "" }));
  await expect.poll(() => said.join("\n")).toContain("not by Slotwright: is `src` the address of the API?");
});
