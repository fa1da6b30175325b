// What comes and goes leaves nothing: a thousand times over (`MOUNTS=1000`), and some dozen times with the other journeys.
import { expect, linked, test } from "../support/elsewhere.mjs";
import { loading } from "../support/frames.mjs";

/** How often, unless asked otherwise. */
const mounts = (usual) => Number(process.env.MOUNTS ?? usual);
/** After so many all is loaded that is kept: the program, its style sheets, what they have cached. */
const WARM = 10;
/** A page that comes back so often is no customer. */
const WITHOUT_QUOTA = { LINK_REQUESTS_PER_MINUTE: "1000000", ADDRESS_REQUESTS_PER_MINUTE: "1000000" };

/** In which a program's memory grows. */
const PAGE = 65_536;

test.slow();
test.setTimeout(60_000 + mounts(80) * 1500);

/** What the page has by now, when what nobody holds is gone: a request that is under way holds its element until it is answered. */
async function kept(page, session) {
  for (let known, tries = 0; ; tries++) {
    for (let i = 0; i < 3; i++) {
      await session.send("HeapProfiler.collectGarbage");
      await page.waitForTimeout(100);
    }
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    const memory = await page.evaluate(() => window.memories?.map(({ buffer }) => buffer.byteLength));
    const now = { nodes: of("Nodes"), listeners: of("JSEventListeners"), frames: of("Frames"), memory };
    if (JSON.stringify(now) === known || tries === 20) return now;
    known = JSON.stringify(now);
  }
}

/**
 * Comes and goes so many times by `some`, and holds what is left against what was left after the first few. A program's memory never
 * gets smaller, and is as large as it was at its fullest: so it may have grown in the first half. In the second it may once have been
 * a page fuller than ever before, since how answers and frames fall together is a matter of chance; what 80 visits leave behind them
 * is more than that from 3 kB each on.
 */
async function expectNothingLeft(page, times, some) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await page.evaluate(some, WARM);
  const { memory: _, ...before } = await kept(page, session);
  await page.evaluate(some, times / 2);
  const { memory: half } = await kept(page, session);
  await page.evaluate(some, times / 2);
  const { memory, ...after } = await kept(page, session);
  if (process.env.MOUNTS) console.log(`${times} times: ${JSON.stringify(after)}, memory ${half} after half of them, ${memory} after all`);
  expect(after).toEqual(before);
  for (const [i, bytes] of memory?.entries() ?? []) expect(bytes - half[i], "what the second half added").toBeLessThanOrEqual(PAGE);
}

test("an element that comes and goes leaves no node, no listener and no memory", async ({ page, elsewhere, startServer }) => {
  const { server, handle } = await linked(startServer, elsewhere.origin, WITHOUT_QUOTA);
  await page.addInitScript(() => {
    window.memories = [];
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiateStreaming(...given);
      memories.push(made.instance.exports.memory);
      return made;
    };
  });
  elsewhere.show(`<!doctype html><html lang="en"><title>A shop</title><script type="module" src="${server.url}/element.js"></script>
    <script>window.handle = "${handle}"</script></html>`);
  await page.goto(elsewhere.origin);
  await expectNothingLeft(page, mounts(80), async (times) => {
    for (let i = 0; i < times; i++) {
      const element = document.createElement("slotwright-booking");
      element.token = handle;
      const ready = new Promise((done) => element.addEventListener("slotwright-availability-loaded", done, { once: true }));
      document.body.append(element);
      await ready;
      element.remove();
      await new Promise((done) => setTimeout(done));
    }
  });
});

test("a frame that comes and goes by the loader leaves no node, no listener and no frame", async ({ page, elsewhere, startServer }) => {
  const { server, link } = await linked(startServer, elsewhere.origin, WITHOUT_QUOTA);
  elsewhere.show(loading(server, `<script>window.link = "${link}"</script>`));
  await page.goto(elsewhere.origin);
  await page.waitForFunction(() => !slotwright.q);
  await expectNothingLeft(page, mounts(40), async (times) => {
    for (let i = 0; i < times; i++) {
      const shown = new Promise((handler) => slotwright("on", { event: "step", handler }));
      if (i % 2) slotwright("inline", { target: "#booking", link });
      else slotwright("modal", { link });
      await shown;
      if (i % 2 === 0) document.querySelector("dialog button").click();
      slotwright("destroy");
      await new Promise((done) => setTimeout(done));
    }
    heard.length = 0;
  });
});
