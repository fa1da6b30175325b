// What must hold in every state a customer meets, whatever the state.
import { expect } from "@playwright/test";
import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * No violation that axe knows, in light and in dark; and no sideways scrolling on a phone of 320 pixels. (Firefox stays light:
 * its protocol can't set a colour scheme yet.)
 */
export async function expectSound(page, state) {
  await page.evaluate(axe.source);
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false }), TAGS);
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} ×, the first ${nodes[0].html}`);
    expect(told, `axe, ${state}, ${colorScheme}`).toEqual([]);
  }
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(before);
  expect(width, `width at 320 px, ${state}`).toBeLessThanOrEqual(320);
}
