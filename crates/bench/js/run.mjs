// The table of `cargo xtask bench matching`, which sets the environment: CHROMIUM, and NATIVE, SIMD, SCALAR for what was built.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { chromium } from "playwright-core";

const { CHROMIUM, NATIVE, SIMD, SCALAR } = process.env;
const TUNED = "plain JavaScript, tuned";
const PLAIN = "plain JavaScript";
const QUICK = ["wasm simd128", "wasm", TUNED, PLAIN];
const SLOW = ["interval-tree", "date-fns", "luxon"];
const SIZES = [
  { people: 10, days: 30, busy: 4, rounds: 300, slow: 5 },
  { people: 100, days: 30, busy: 6, rounds: 100, slow: 3 },
  // Some of the libraries would take a minute.
  { people: 1000, days: 90, busy: 8, rounds: 40, slow: 0 },
];
const MANY = { people: 5000, days: 120, busy: 6 };
const STEP = 50_000;

const server = await serve();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({ timezoneId: "UTC" });
const page = await context.newPage();
page.on("pageerror", (error) => console.error(error));
await page.goto(`http://127.0.0.1:${server.address().port}/page.html`);
await page.waitForFunction(() => globalThis.ready);

console.log(`Chromium ${browser.version()}, Node ${process.version}. W(technicians, days, busy intervals of each a day): when each`);
console.log("is free, when each crew of three is, and all quarter hours at which somebody has an hour, with who has.");
let differ = false;
for (const { rounds, slow, ...size } of SIZES) {
  // The native one before and after, for whatever the machine is busy with changes.
  const before = native(size, rounds / 2);
  const quick = await page.evaluate(([size, names, rounds]) => measure(size, names, rounds), [size, QUICK, rounds]);
  const after = native(size, rounds / 2);
  const all = [{ ...before, times: [...before.times, ...after.times] }, ...quick];
  if (slow) all.push(...(await page.evaluate(([size, names, rounds]) => measure(size, names, rounds), [size, SLOW, slow])));
  differ ||= !table(size, all);
}

// The least of three times for each step: what else the machine does in between is not the step's length.
const passes = await page.evaluate(([size, step]) => [1, 2, 3].map(() => globalThis.steps(size, step)), [MANY, STEP]);
const steps = passes[0].map((_, index) => Math.min(...passes.map((pass) => pass[index])));
const worst = Math.max(...passes.flat());
console.log(`\n${name(MANY)} in steps of ${STEP} intervals and days, wasm simd128:`);
console.log(`  ${steps.length} steps, median ${ms(median(steps))}, longest ${ms(Math.max(...steps))} (${ms(worst)} with whatever came between)`);
const largest = SIZES.at(-1);
const copies = await page.evaluate((size) => globalThis.copies(size, 20), largest);
console.log(`  the input of ${name(largest)} is brought into the wasm's memory in ${ms(median(copies))}`);
console.log("\nreasons for one start, 100 technicians with a week of visits each (goal: native 100 µs)");
for (const [around, what] of [[0, "hours, lunch, visits, days off"], [1, "with buffers, ways and a cap"]]) {
  const [count, ...times] = line(execFileSync(NATIVE, ["reasons", "100", String(around)]));
  const wasm = await page.evaluate((around) => globalThis.reasons(100, around, 40), around);
  console.log(`  ${what.padEnd(32)}native ${spread(times)}; wasm simd128 ${spread(wasm.times)}; ${count} reasons`);
  differ ||= wasm.count !== count;
}
await browser.close();
server.close();
if (differ) {
  console.error("the answers differ");
  process.exit(1);
}

/** Prints one workload's figures; tells whether all answers are the same. */
function table(size, contestants) {
  const intervals = size.people * size.days * size.busy;
  const middle = (name) => median(contestants.find((contestant) => contestant.name === name).times);
  console.log(`\n${name(size)}, ${intervals} busy intervals`);
  console.log(`${"".padEnd(24)}${["median", "least", "ns/interval", "× plain JS", "hash"].map((head) => head.padStart(13)).join("")}`);
  for (const { name, hash, times } of contestants) {
    const [per, beside] = [(middle(name) * 1e6) / intervals, middle(name) / middle(PLAIN)];
    const cells = [ms(middle(name)), ms(Math.min(...times)), per.toFixed(1), beside.toFixed(2), hash.toString(16)];
    console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(13)).join(""));
  }
  const left = SLOW.filter((slow) => !contestants.some(({ name }) => name === slow));
  if (left.length) console.log(`not run: ${left.join(", ")}, which take too long`);
  const times = (name) => (middle(name) / middle("wasm simd128")).toFixed(2);
  console.log(`wasm simd128 is ${times(PLAIN)} × as fast as plain JavaScript, and ${times(TUNED)} × as one tuned by what was learned from it`);
  return contestants.every(({ hash }) => hash === contestants[0].hash);
}

/** The native program: its hash, and milliseconds. */
function native({ people, days, busy }, rounds) {
  const [hash, ...times] = line(execFileSync(NATIVE, ["find", people, days, busy, rounds].map(String)));
  return { name: "native Rust", hash, times };
}

function spread(times) {
  return `median ${ms(median(times))}, least ${ms(Math.min(...times))}`;
}

function line(output) {
  return output.toString().trim().split(" ").map(Number);
}

/** The modules and their packages, to a page that may measure in microseconds. */
function serve() {
  const root = import.meta.dirname;
  const packages = {
    luxon: "/node_modules/luxon/build/es6/luxon.mjs",
    "date-fns": "/node_modules/date-fns/index.js",
    "@flatten-js/interval-tree": "/node_modules/@flatten-js/interval-tree/dist/main.mjs",
  };
  const html = `<!doctype html><script type="importmap">${JSON.stringify({ imports: packages })}</script><script type="module" src="/page.mjs"></script>`;
  const types = { ".html": "text/html", ".wasm": "application/wasm" };
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = { "/simd.wasm": SIMD, "/scalar.wasm": SCALAR }[pathname] ?? path.join(root, pathname);
    const body = pathname === "/page.html" ? html : fs.existsSync(file) && fs.statSync(file).isFile() && fs.readFileSync(file);
    response.writeHead(body ? 200 : 404, {
      "content-type": types[path.extname(pathname)] ?? "text/javascript",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(body || "");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function name({ people, days, busy }) {
  return `W(${people}, ${days}, ${busy})`;
}

function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function ms(milliseconds) {
  return milliseconds < 1 ? us(milliseconds) : `${milliseconds.toFixed(2)} ms`;
}

function us(milliseconds) {
  return `${(milliseconds * 1000).toFixed(1)} µs`;
}
