// From link to first opening in the demo world, beside what could be had at best and what others have: cold loads in real Chromium,
// as on a slow telephone. `cargo xtask bench start` sets the environment.
import { chromium } from "@playwright/test";
import { servePeers } from "./bench/peers.mjs";
import { BROWSER } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

const LOADS = Number(process.env.LOADS ?? 7);
/** A quarter of the processor, 1.6 Mbit/s down, 150 ms a request. */
const SLOW = { cpu: 4, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
/** What is reached: so many times what the floor takes with one round trip more, since it asks nobody anything. */
const GOAL = 1.3;
const MOST_SHIFT = 0.01;
/** After the first opening it is watched for so long whether something moves. */
const AFTER_MS = 1000;

const server = await Server.start();
const peers = await servePeers(process.env.PEERS);
/** Each page, and the way through its shadow trees to what is waited for: so many of it. */
const CONTESTANTS = {
  floor: { url: `${peers.url}/floor`, way: [".day"], count: 28 },
  slotwright: { url: server.bookingLink, way: ["slotwright-booking", "[part~=opening]"], count: 1 },
  nylas: { url: `${peers.url}/nylas`, way: ["nylas-scheduling", "nylas-timeslot-picker", "[part~=ntp__timeslot]"], count: 1 },
  cronofy: { url: `${peers.url}/cronofy`, way: [".DTP__time-slot"], count: 1 },
};
const wanted = process.env.ONLY?.split(",") ?? Object.keys(CONTESTANTS);

const browser = await chromium.launch(BROWSER);
const loads = Object.fromEntries(wanted.map((name) => [name, []]));
// In turn, so that whatever else the machine does befalls all of them.
for (let load = 0; load < LOADS; load++) for (const name of wanted) loads[name].push(await coldLoad(CONTESTANTS[name]));
await browser.close();
await server.end();
await peers.end();

console.log(`a quarter of the processor, 1.6 Mbit/s, ${SLOW.latency} ms a request: medians of ${LOADS} cold loads (least to most)`);
console.log("page        first paint, ms      first opening, ms    × floor  requests  kB      shift");
for (const name of wanted) {
  const column = (what) => loads[name].map((load) => load[what]);
  const ratio = loads.floor ? (median(column("opening")) / median(loads.floor.map(({ opening }) => opening))).toFixed(2) : "";
  console.log(
    [
      name.padEnd(12),
      told(column("paint")).padEnd(21),
      told(column("opening")).padEnd(21),
      ratio.padEnd(9),
      String(median(column("requests"))).padEnd(10),
      (median(column("bytes")) / 1000).toFixed(1).padEnd(8),
      Math.max(...column("shift")).toFixed(3),
    ].join(""),
  );
}
if (loads.floor && loads.slotwright) {
  const of = (name) => median(loads[name].map(({ opening }) => opening));
  const goal = GOAL * (of("floor") + SLOW.latency);
  const shift = Math.max(...loads.slotwright.map((load) => load.shift));
  console.log(`goal: ${GOAL} × (floor + one round trip) = ${Math.round(goal)} ms, reached: ${Math.round(of("slotwright"))} ms`);
  console.log(`goal: a shift of ${MOST_SHIFT} at most, reached: ${shift.toFixed(3)}`);
  if (goal < of("slotwright") || MOST_SHIFT < shift) process.exitCode = 1;
}

/** A customer with nothing in the cache opens the page. */
async function coldLoad({ url, way, count }) {
  const context = await browser.newContext({ viewport: { width: 412, height: 915 }, timezoneId: "America/Chicago" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const { cpu, ...line } = SLOW;
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, ...line });
  let [requests, bytes] = [0, 0];
  session.on("Network.requestWillBeSent", ({ request }) => (requests += request.url.startsWith("http") ? 1 : 0));
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(watch, [way, count]);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.seen.opening, null, { timeout: 60_000 });
  const until = { requests, bytes };
  await page.waitForTimeout(AFTER_MS);
  const seen = await page.evaluate(() => globalThis.seen);
  await context.close();
  return { ...seen, ...until };
}

/** Runs in the page: looks, frame by frame, for what can be chosen, and adds up what moves. */
function watch([way, count]) {
  const seen = (globalThis.seen = { paint: 0, opening: 0, shift: 0 });
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("paint", ({ name, startTime }) => name === "first-contentful-paint" && (seen.paint = startTime));
  observe("layout-shift", ({ value }) => (seen.shift += value));
  const found = () => {
    let root = document;
    for (const step of way.slice(0, -1)) root = root?.querySelector(step)?.shadowRoot;
    return root?.querySelectorAll(way.at(-1)) ?? [];
  };
  const look = () => {
    const all = found();
    if (all.length >= count && all[0].checkVisibility()) seen.opening = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function told(times) {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  return `${median(sorted)} (${sorted[0]} to ${sorted.at(-1)})`;
}
