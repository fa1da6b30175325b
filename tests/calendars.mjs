// Holds the calendar files of visits against programs of others: two that read them in JavaScript here, two in Python
// (calendars.py). `cargo xtask test --only calendars`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import ICAL from "ical.js";
import nodeIcal from "node-ical";

import { Server } from "./support/server.mjs";

const { CALENDARS_PYTHON } = process.env;
if (!CALENDARS_PYTHON) throw new Error("CALENDARS_PYTHON names no interpreter: run `cargo xtask test --only calendars`");

/** Zones on both sides of the date line, with clocks put forward by an hour and by half of one, in both halves of the year. */
const ZONES = [
  "America/Chicago",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Europe/Berlin",
  "Europe/London",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];
/** A name and an address with everything that the format has a meaning for, and longer than a line. */
const COMPANY = 'Kabel, Draht; & Söhne: "Netz" \\ ' + "für alle – 電話 ".repeat(6).trim();
const ADDRESS = "12 Canal Street; back door,\nPeoria \\ IL: 2nd floor";
const WORLD = JSON.parse(readFileSync(new URL("support/one-technician.json", import.meta.url), "utf8"));

const folder = mkdtempSync(join(tmpdir(), "slotwright-calendars-"));
const files = [];
const feeds = [];
try {
  for (const zone of ZONES) await visitIn(zone, files.length % 2 ? 120 : 0);
  writeFileSync(join(folder, "expected.json"), JSON.stringify(files));
  writeFileSync(join(folder, "feeds.json"), JSON.stringify(feeds));
  const script = fileURLToPath(new URL("calendars.py", import.meta.url));
  execFileSync(CALENDARS_PYTHON, [script, folder], { stdio: "inherit" });
  console.log(`${files.length} calendar files and ${feeds.length} feeds of ${ZONES.length} zones are read alike by four programs of others`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Books, moves and cancels a visit where clocks go by that zone, and holds each file against what the API says. */
async function visitIn(zone, windowMinutes) {
  const world = join(folder, "world.json");
  const entities = { "account:1": { name: "Lena Ortiz", address: ADDRESS } };
  writeFileSync(world, JSON.stringify({ ...WORLD, time_zone: zone, company: COMPANY, entities }));
  const server = await Server.start({ world, env: { ARRIVAL_WINDOW_MINUTES: String(windowMinutes) } });
  try {
    const link = await server.link({ account: 1, jobType: 1 });
    const authorization = `Bearer ${new URL(link).hash.slice(3)}`;
    const ask = async (path, method = "GET", body = undefined) => {
      const headers = { authorization, "content-type": "application/json" };
      const answer = await fetch(server.url + path, { method, headers, body: body && JSON.stringify(body) });
      assert(answer.ok, `${method} ${path} answered ${answer.status}`);
      return answer.text();
    };
    const data = async (...request) => JSON.parse(await ask(...request)).data;
    const free = `/api/v1/scheduling/jobs/find_any_available_space?start_date=2026-03-03&end_date=2026-03-03&length_in_minutes=60`;
    const [alias] = Object.keys((await data(`${free}&job_type_id=1&entityType=account&entityId=1`))["2026-03-03"]);
    const visit = (scheduled_datetime) => ({ scheduled_datetime, user_ids: [Number(alias)] });
    const order = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1 };

    const job = await data("/api/v1/scheduling/jobs", "POST", { ...order, ...visit("2026-03-03 09:00:00") });
    const path = `/api/v1/scheduling/jobs/${job.id}`;
    const booked = await keep(await ask("/v1/booking/visit.ics"), "PUBLISH", link, JSON.parse(await ask("/v1/booking")), windowMinutes);
    // On the other side of most changes of the clocks in March.
    await data(path, "PATCH", visit("2026-04-07 10:00:00"));
    const page = JSON.parse(await ask("/v1/booking"));
    const moved = await keep(await ask("/v1/booking/visit.ics"), "PUBLISH", link, page, windowMinutes);
    await feed(server, moved, Date.parse(page.visit.starts_at));
    await data(path, "DELETE");
    const query = new URLSearchParams({ cancelled_job_id: job.id, cancelled_datetime: "2026-04-07 10:00:00" });
    const cancelled = await keep(await ask(`/v1/booking/visit.ics?${query}`), "CANCEL", link, page, windowMinutes);
    assert.equal(moved.uid, booked.uid);
    assert.equal(cancelled.uid, booked.uid);
    assert(booked.sequence < moved.sequence && moved.sequence < cancelled.sequence, "each takes the place of the one before");
  } finally {
    await server.end();
  }
}

/** Subscribes to the technician's calendar, and keeps it: it has the same visit, without the window that customers are told. */
async function feed(server, { uid, sequence }, starts) {
  const { url } = await server.api("/v1/technicians/1/feed", undefined, "POST");
  const calendar = await (await fetch(url)).text();
  const [event] = new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
  const [start, end] = [event.startDate, event.endDate].map((time) => time.toJSDate().getTime() / 1000);
  assert.deepEqual([event.uid, event.sequence, end - start], [uid, sequence, 3600]);
  assert(starts / 1000 <= start, "not before the customer is at home");
  const other = Object.values(nodeIcal.sync.parseICS(calendar)).find((part) => part.type === "VEVENT");
  assert.deepEqual([other.uid, other.start.getTime() / 1000], [uid, start]);
  const name = `feed-${feeds.length}.ics`;
  writeFileSync(join(folder, name), calendar);
  feeds.push({ name, uid, start, end });
}

/** Has the two read a file, and keeps it for the two in Python. */
async function keep(file, method, link, { visit }, windowMinutes) {
  const starts = Date.parse(visit.starts_at);
  const expected = { method, url: link, location: ADDRESS.replace("\n", " "), company: COMPANY.replaceAll('"', "'") };
  assert(file.split("\r\n").every((line) => Buffer.byteLength(line) <= 75), "no line is longer than 75 bytes");
  assert(!/[\n\r]/.test(file.replaceAll("\r\n", "")), "every line ends with both characters");

  const calendar = new ICAL.Component(ICAL.parse(file));
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
  const value = (name) => event.component.getFirstPropertyValue(name);
  assert.equal(calendar.getFirstPropertyValue("method"), method);
  const start = event.startDate.toJSDate().getTime();
  const end = event.endDate.toJSDate().getTime();
  assert(start <= starts && starts < start + Math.max(1, windowMinutes * 60_000), "the customer is at home when the visit may begin");
  assert.equal(end - start, (windowMinutes + 60) * 60_000, "until a visit that begins at the end of the window is over");
  assert.equal(value("status"), method === "CANCEL" ? "CANCELLED" : "CONFIRMED");
  assert.equal(value("url"), link);
  assert.equal(event.location, expected.location);
  assert.equal(event.summary, `Antenna check: ${COMPANY}`);
  assert.equal(event.component.getFirstProperty("organizer").getParameter("cn"), expected.company);
  assert(value("last-modified"), "when it was changed last");
  const alarm = event.component.getFirstSubcomponent("valarm");
  assert.equal(alarm?.getFirstPropertyValue("trigger").toSeconds(), method === "CANCEL" ? undefined : -86_400);

  const others = Object.values(nodeIcal.sync.parseICS(file)).filter((part) => part.type === "VEVENT");
  assert.equal(others.length, 1);
  const [other] = others;
  assert.deepEqual([other.start.getTime(), other.end.getTime()], [start, end]);
  assert.equal(other.method, method);
  assert.deepEqual([other.uid, Number(other.sequence), other.status], [event.uid, event.sequence, value("status")]);
  assert.deepEqual([other.location, other.summary], [expected.location, event.summary]);
  assert.equal(String(other.url?.val ?? other.url), link);

  const name = `${files.length}.ics`;
  writeFileSync(join(folder, name), file);
  files.push({ ...expected, name, start: start / 1000, end: end / 1000, uid: event.uid, sequence: event.sequence, summary: event.summary });
  return event;
}
