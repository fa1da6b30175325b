// What the widget is held against, served on loopback as a CDN would serve it: the floor, and whole booking components of others.
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const KINDS = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", wasm: "application/wasm", json: "application/json" };
const HOUR_S = 3600;

const page = (head) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>Choose a time</title><link rel="icon" href="data:,">${head}</head><body></body></html>`;

const script = (name) => page(`<script type="module" src="/${name}.js"></script>`);

/** Their pages. The floor's says what it needs at once, as ours does. */
const PAGES = {
  "/floor": page(
    `<script type="module">import init from "/floor.js"; init();</script><link rel="modulepreload" href="/floor.js">` +
      `<link rel="preload" as="fetch" type="application/wasm" crossorigin href="/floor_bg.wasm">`,
  ),
  "/nylas": script("nylas"),
  "/cronofy": script("cronofy"),
  "/eventcalendar": page('<link rel="stylesheet" href="/eventcalendar.css"><script type="module" src="/eventcalendar.js"></script>'),
  "/fullcalendar": script("fullcalendar"),
};

/** What Nylas's component asks its API: for two weeks an hour's visit at each hour of work. */
const ANSWERS = {
  "/v3/scheduling/ui-settings": () => ({
    configuration_id: "bench",
    name: "Visit",
    slug: "visit",
    organizer: { name: "Prairie Loop", email: "office@example.com" },
    availability: { duration_minutes: 60, interval_minutes: 30 },
    event_booking: { title: "Visit", description: "", location: "", timezone: "America/Chicago", booking_type: "booking" },
    scheduler: { available_days_in_future: 60, min_booking_notice: 0, hide_cancellation_options: false, hide_rescheduling_options: false },
    appearance: {},
  }),
  "/v3/scheduling/availability": () => {
    const today = Math.floor(Date.now() / 1000 / 86_400) * 86_400;
    const starts = Array.from({ length: 14 * 8 }, (_, i) => today + (1 + Math.floor(i / 8)) * 86_400 + (14 + (i % 8)) * HOUR_S);
    return { order: [], time_slots: starts.map((start) => ({ emails: ["office@example.com"], start_time: start, end_time: start + HOUR_S })) };
  },
};

/** Serves them, the files of `folder`, and what else is asked for: path → record. Gives the address, and what ends it. */
export async function servePeers(folder, records = {}) {
  const files = readdirSync(folder).map((name) => [`/${name}`, readFileSync(join(folder, name)), name.split(".").at(-1)]);
  const pages = Object.entries(PAGES).map(([path, html]) => [path, html, "html"]);
  const told = Object.entries(records).map(([path, record]) => [path, JSON.stringify(record), "json"]);
  // Compressed before anybody waits for it.
  const made = new Map([...files, ...pages, ...told].map(([path, content, kind]) => [path, { body: brotliCompressSync(content), kind: KINDS[kind] }]));
  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url, "http://peers");
    const asked = ANSWERS[pathname];
    const found = asked ? { body: brotliCompressSync(JSON.stringify({ request_id: "1", data: asked() })), kind: KINDS.json } : made.get(pathname);
    if (!found) return answer.writeHead(404).end();
    answer.writeHead(200, { "content-type": found.kind, "content-encoding": "br", "cache-control": "no-store" }).end(found.body);
  });
  const bytes = (path) => made.get(path)?.body.length ?? 0;
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const end = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return { url: `http://127.0.0.1:${server.address().port}`, bytes, end };
}
