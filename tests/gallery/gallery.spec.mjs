// Every state of every view, judged by two programs and by how it looks. Each is loaded once a language, and changes its looks in place.
import { expect, test } from "../support/fixtures.mjs";
import { expectNarrow, judgedByAxe } from "../support/accessible.mjs";
import { judgedByAlfa } from "../judges/alfa.mjs";
import { difference, SHAPES, taken } from "./pictures.mjs";
import { open } from "./reviewed.mjs";
import { Gallery } from "./serve.mjs";
import { STATES } from "./states.js";

const gallery = test.extend({
  /** A worker's gallery: its states come one after the other. */
  gallery: [
    async ({}, use) => {
      const gallery = await Gallery.start();
      await use(gallery);
      await gallery.end();
    },
    { scope: "worker" },
  ],
});
// Each is looked at many times: on an idle machine seconds, beside other work a minute.
gallery.describe.configure({ timeout: 180_000 });
// What a state brings about on purpose is told on the console.
gallery.use({ meant: /Content.Security.Policy|WebAssembly/ });

async function show(page, gallery, state, looks) {
  await page.goto(gallery.address(state, looks));
  await page.waitForFunction(() => document.documentElement.dataset.state, undefined, { timeout: 60_000 });
  expect(await page.evaluate(() => document.documentElement.dataset.state)).toBe("shown");
}

/** Nothing is wrong by axe, and by Alfa as far as it is to judge, and what they can't tell somebody has looked at. */
async function expectJudged(page, state, of) {
  const judgements = { axe: await judgedByAxe(page), ...(of && { alfa: await judgedByAlfa(page, { of }) }) };
  for (const [judge, { violations, open: unsure }] of Object.entries(judgements)) {
    expect(open(judge, violations), `${judge}, ${state}`).toEqual([]);
    expect(open(judge, unsure), `what ${judge} can't tell and nobody has looked at (reviewed.mjs), ${state}`).toEqual([]);
  }
}

/** With the spacing that people may set for themselves (WCAG 1.4.12), nothing is cut off on a small phone. */
async function expectRoomForSpacing(page, state) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const cut = await page.evaluate(() => {
    const spacing = document.createElement("style");
    spacing.textContent = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }";
    document.head.append(spacing);
    const within = (root) => [...root.querySelectorAll("*")].flatMap((found) => [found, ...(found.shadowRoot ? within(found.shadowRoot) : [])]);
    const all = within(document.querySelector("main > *").shadowRoot);
    const hides = (element) => ["hidden", "clip"].includes(getComputedStyle(element).overflowX) && element.clientWidth > 1;
    const cut = all.filter((element) => hides(element) && element.scrollWidth > element.clientWidth + 1);
    const told = cut.map((element) => element.outerHTML.slice(0, 120));
    if (document.documentElement.scrollWidth > 320) told.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    spacing.remove();
    return told;
  });
  await page.setViewportSize(before);
  expect(cut, `text spacing, ${state}`).toEqual([]);
}

for (const [state, { moves }] of Object.entries(STATES)) {
  gallery(`${state}: nothing against it in either direction, light or dark, and it looks as it did`, async ({ page, gallery }) => {
    for (const lang of ["en", "ar"]) {
      await show(page, gallery, state, { lang });
      // Colours are all that is another in dark, and they are the same in both directions. Alfa takes three quarters of the time
      // and has no rule that knows of directions: it judges once, and the few colours of the board's hundreds of texts in light.
      const dark = state.startsWith("board") ? undefined : "colours";
      for (const [scheme, of] of lang === "en" ? [["dark", dark], ["light", "all"]] : [["light"]]) {
        await page.evaluate((looks) => dress(looks), { lang, scheme });
        await expectJudged(page, `${state}, ${lang}, ${scheme}`, of);
      }
      await expectNarrow(page, `${state}, ${lang}`);
      await expectRoomForSpacing(page, `${state}, ${lang}`);
      if (moves || lang !== "en") continue;
      const pictures = [];
      for (const shape of SHAPES) pictures.push(await taken(page, shape));
      expect(difference(state, pictures), "looks").toBe("");
    }
  });
}

for (const state of ["month", "fields with faults", "waiting", "board: why not"]) {
  gallery(`${state}: three themes of tokens alone and forced colours change how it looks, and nothing is against them`, async ({ page, gallery }) => {
    await show(page, gallery, state);
    const pictures = [];
    for (const theme of ["brand", "crm", "contrast"]) {
      for (const scheme of ["light", "dark"]) {
        await page.evaluate((looks) => dress(looks), { theme, scheme });
        // The board's table has hundreds of texts in the same few colours.
        if (!state.startsWith("board")) await expectJudged(page, `${state}, ${theme}, ${scheme}`, "colours");
        pictures.push(await taken(page, SHAPES[1]));
      }
    }
    // And in the colours that somebody has chosen for the whole system.
    await page.evaluate(() => dress({}));
    await page.emulateMedia({ forcedColors: "active" });
    pictures.push(await taken(page, SHAPES[1]));
    expect(difference(`${state} in themes`, pictures), "looks").toBe("");
  });
}

gallery("it is denser where the token says so, and what is pressed stays large enough", async ({ page, gallery }) => {
  await show(page, gallery, "month");
  const heights = [];
  for (const density of ["1.25", "1", "0.75", "0.1"]) {
    await page.evaluate((density) => dress({ density }), density);
    heights.push(await page.evaluate(() => {
      const button = document.querySelector("slotwright-booking").shadowRoot.querySelector(".opening");
      return Math.round(button.getBoundingClientRect().height);
    }));
    await expectJudged(page, `density ${density}`, "colours");
  }
  expect(heights).toEqual([55, 44, 38, 37]);
});
