// What stands around the element, and in it, stays where it is while that comes up.
import { expect, test } from "../support/fixtures.mjs";
import { handleOf, pageWith } from "../support/host.mjs";
import { openings } from "../support/steps.mjs";

/** The room that docs/integrator.md tells pages to keep. */
const ROOM = "slotwright-booking { display: block; min-block-size: 52rem } @media (width < 42rem) { slotwright-booking { min-block-size: 72rem } }";

/** In the page: each shift that the browser counts, with what it has moved. */
const watch = () => {
  window.shifts = [];
  const described = ({ node, previousRect: from, currentRect: to }) => `${node?.id || node?.localName}: ${from.x},${from.y} to ${to.x},${to.y}`;
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) shifts.push([value, ...sources.map(described)]);
  }).observe({ type: "layout-shift", buffered: true });
};

test("where a page keeps room for the element nothing moves while it comes up", async ({ page, startHost, customer }) => {
  await page.addInitScript(watch);
  const html = pageWith(`<p>Before</p><slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking><p id="after">After</p>`, {
    head: `<style>${ROOM}</style>`,
  });
  const host = await startHost({ html });
  for (const width of [390, 768, 1200]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(host.url);
    await openings(page).first().waitFor();
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => shifts), `at ${width}`).toEqual([]);
  }
});

test("where it keeps none the browser sees that it moves", async ({ page, startHost, customer }) => {
  await page.addInitScript(watch);
  const host = await startHost({ html: pageWith(`<slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking><p id="after">After</p>`) });
  await page.goto(host.url);
  await openings(page).first().waitFor();
  await expect.poll(() => page.evaluate(() => shifts.length)).toBeGreaterThan(0);
});
