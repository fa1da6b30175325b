// What must hold in every state a customer meets, whatever the state.
import { expect } from "@playwright/test";
import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** All that is another in dark. */
const OF_COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What axe finds wrong in the page by these rules, and what it can't tell: each as the rule's name and the element. */
export async function judgedByAxe(page, runOnly = TAGS) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options = { runOnly, resultTypes: ["violations", "incomplete"], preload: false };
  const { violations, incomplete } = await page.evaluate((options) => axe.run(options), options);
  const each = (rules) => rules.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) => ({ rule: id, at: `${html}: ${[...any, ...all, ...none].map(({ message }) => message).join(" ")}` })));
  return { violations: each(violations), open: each(incomplete) };
}

/** No sideways scrolling on a phone of 320 pixels. */
export async function expectNarrow(page, state) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(before);
  expect(width, `width at 320 px, ${state}`).toBeLessThanOrEqual(320);
}

/**
 * No violation that axe knows, in light and in dark; and no sideways scrolling on a phone of 320 pixels. (Firefox stays light:
 * its protocol can't set a colour scheme yet.)
 */
export async function expectSound(page, state) {
  for (const [colorScheme, rules] of [["dark", OF_COLOURS], ["light", TAGS]]) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await judgedByAxe(page, rules);
    expect(violations, `axe, ${state}, ${colorScheme}`).toEqual([]);
  }
  await expectNarrow(page, state);
}
