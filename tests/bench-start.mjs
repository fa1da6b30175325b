// From link to first opening in the demo world: cold loads in real Chromium, on a fast machine and on a slow phone.
// `cargo xtask bench start` sets the environment.
import { chromium } from "@playwright/test";
import { BROWSER } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

const LOADS = 7;
const MODES = {
  plain: undefined,
  // A quarter of the processor, 1.6 Mbit/s down, 150 ms a request.
  slow: { cpu: 4, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 },
};

const server = await Server.start();
const browser = await chromium.launch(BROWSER);
console.log(`milliseconds from link, median of ${LOADS} cold loads (least to most)`);
console.log("mode    first paint          month grid           first opening");
for (const [mode, limits] of Object.entries(MODES)) {
  const loads = [];
  for (let load = 0; load < LOADS; load++) loads.push(await coldLoad(limits));
  const column = (name) => told(loads.map((load) => load[name])).padEnd(21);
  console.log(mode.padEnd(8) + column("paint") + column("grid") + column("opening"));
}
await browser.close();
await server.end();

/** A customer with nothing in the cache opens the link. */
async function coldLoad(limits) {
  const context = await browser.newContext({ viewport: { width: 412, height: 915 }, timezoneId: "America/Chicago" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (limits) {
    const { cpu, ...line } = limits;
    await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", { offline: false, ...line });
  }
  await page.addInitScript(watch);
  await page.goto(server.bookingLink);
  const seen = await page.waitForFunction(() => globalThis.seen?.opening && globalThis.seen, null, { timeout: 60_000 });
  const times = await seen.jsonValue();
  times.paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  await context.close();
  return times;
}

/** Runs in the page: looks, frame by frame, for the grid and for the first time that can be chosen. */
function watch() {
  const seen = (globalThis.seen = {});
  const look = () => {
    const root = document.querySelector("slotwright-booking")?.shadowRoot;
    if (root?.querySelectorAll("[part~=day]").length >= 28) seen.grid ??= performance.now();
    const opening = root?.querySelector("[part~=opening]");
    if (opening?.checkVisibility()) seen.opening ??= performance.now();
    if (!seen.opening) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function told(times) {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]} (${sorted[0]} to ${sorted.at(-1)})`;
}
