// How high a frame is: as high as what it shows, at any moment that one could see. In a browser with scroll bars, as people have them.
import { BROWSER } from "../support/browser.mjs";
import { expect, test } from "../support/elsewhere.mjs";
import { bookIn, loading } from "../support/frames.mjs";

test.use({ launchOptions: { ...BROWSER, ignoreDefaultArgs: ["--hide-scrollbars"] } });

test("its height follows without going back and forth, and nothing is ever scrolled in it", async ({ page, elsewhere, listed: { server, link } }) => {
  elsewhere.show(loading(server));
  await page.addInitScript(() => {
    if (parent === self) return;
    window.scrolled = [];
    const look = () => {
      requestAnimationFrame(look);
      const { scrollTop, clientWidth } = document.documentElement ?? { scrollTop: 0, clientWidth: innerWidth };
      if (scrollTop !== 0) scrolled.push(`scrolled by ${scrollTop}`);
      if (clientWidth !== innerWidth) scrolled.push(`a scroll bar at ${Math.round(performance.now())} ms`);
    };
    look();
  });
  await page.goto(elsewhere.origin);
  await page.evaluate((link) => {
    window.heights = [];
    slotwright("on", { event: "resize", handler: ({ height }) => heights.push([Math.round(performance.now()), height]) });
    slotwright("inline", { target: "#booking", link });
  }, link);
  await bookIn(page.frameLocator("iframe"));
  await page.waitForTimeout(500);
  const heights = await page.evaluate(() => heights);
  expect(heights.length).toBeGreaterThan(1);
  // To a height and back within half a second is a flicker: what is shown hasn't changed twice.
  const flickers = heights.filter(([at, height], i) => i >= 2 && height === heights[i - 2][1] && at - heights[i - 2][0] < 500);
  expect(flickers, JSON.stringify(heights)).toEqual([]);
  expect(await page.frames()[1].evaluate(() => [...new Set(scrolled)])).toEqual([]);
});
