// A thousand random deeds while two boards look on: what they show in the end is what one shows that is opened then.
import { expect, test } from "../support/fixtures.mjs";
import { asFile } from "../support/large_world.mjs";

const DEEDS = 1000;
/** So many are under way at once: what is changed together is also heard together. */
const AT_ONCE = 8;
const CHECKPOINTS = 5;
const SEED = Number(process.env.SLOTWRIGHT_SEED ?? 20_260_302);
const JOBS = "/api/v1/scheduling/jobs";
/** From Monday to Friday of the week that is shown, and the Monday after it. */
const DATES = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-09"];

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Ten technicians who work from 8 to 18 from Monday to Friday, and jobs that wait. */
function world() {
  const users = Array.from({ length: 10 }, (_, n) => ({ id: n + 1, name: `Technician No. ${n + 1}` }));
  const job_types = [30, 60, 120].map((length, n) => ({ id: n + 1, name: `Job of ${length}`, length_in_minutes: length }));
  const accounts = Array.from({ length: 20 }, (_, n) => [`account:${n + 1}`, { name: `Customer No. ${n + 1}`, address: `${n + 1} Mill Road` }]);
  const job = { status: "queued", scheduled_datetime: null, user_ids: [], assigned_type: "accounts", created_by_user_id: 1 };
  return {
    ...{ time_zone: "America/Chicago", users, job_types, entities: Object.fromEntries(accounts) },
    schedules: [{
      ...{ user_ids: users.map(({ id }) => id), job_type_ids: [1, 2, 3], name: "Days", start: "2026-03-01" },
      days: [1, 2, 3, 4, 5].map((day) => ({ day, start_timestamp: "08:00", end_timestamp: "18:00" })),
    }],
    jobs: Array.from({ length: 30 }, (_, n) => ({ ...job, id: n + 1, job_type_id: 1 + (n % 3), assigned_id: 1 + (n % 20), length_in_minutes: [30, 60, 120][n % 3] })),
  };
}

/** The same numbers for the same seed: mulberry32. */
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most) => Math.floor(next() * most);
  return { below, one: (of) => of[below(of.length)], is: (share) => next() < share };
}

/** What is done, the more often the more often it stands here. */
const KINDS = ["make", "make", "book", "book", "move", "move", "move", "crew", "stretch", "queue", "remove", "finish", "checkIn", "checkOut", "note", "wish", "unwish", "block", "unblock", "leave", "back", "shift", "shift", "override", "hold", "release"];

/** All that may be done, by what the client knows of: the server refuses some of it, as it should. */
class Deeds {
  constructor(server, random, known) {
    Object.assign(this, { server, random, ...known });
    Object.assign(this, { wishes: [], blockers: [], offs: [], holds: [] });
    this.done = {};
    this.refused = {};
  }

  /** One deed. A refusal is an answer; that the server failed is none. */
  async another() {
    const name = this.random.one(KINDS);
    try {
      const asked = await this[name]();
      if (!asked) return;
      const [path, body, method, then] = asked;
      const answer = await this.server.api(path, body, method);
      this.done[name] = (this.done[name] ?? 0) + 1;
      then?.(answer);
    } catch (error) {
      if (!/ answered 4\d\d/.test(String(error))) throw error;
      this.refused[name] = (this.refused[name] ?? 0) + 1;
    }
  }

  start() {
    const { one, below } = this.random;
    return `${one(DATES)} ${String(7 + below(10)).padStart(2, "0")}:${one(["00", "15", "30", "45"])}:00`;
  }
  crewOf() {
    const { one, is } = this.random;
    return [...new Set(is(0.2) ? [one(this.users), one(this.users)] : [one(this.users)])];
  }
  job() {
    return this.random.one(this.jobs);
  }
  at(way = "") {
    return `${JOBS}/${this.job()}${way}`;
  }

  make() {
    const { one } = this.random;
    const job = { job_type_id: one(this.types), assigned_type: "accounts", assigned_id: one(this.accounts) };
    return [JOBS, job, "POST", ({ data }) => this.jobs.push(data.id)];
  }
  book() {
    const [, job, , then] = this.make();
    return [JOBS, { ...job, scheduled_datetime: this.start(), user_ids: this.crewOf() }, "POST", then];
  }
  move() {
    return [this.at(), { scheduled_datetime: this.start(), user_ids: this.crewOf() }, "PATCH"];
  }
  crew() {
    return [this.at(), { user_ids: this.crewOf() }, "PATCH"];
  }
  stretch() {
    return [this.at(), { length_in_minutes: 15 * (1 + this.random.below(12)) }, "PATCH"];
  }
  queue() {
    return [this.at("/queue"), {}, "POST"];
  }
  remove() {
    const id = this.job();
    return [`${JOBS}/${id}`, undefined, "DELETE", () => (this.jobs = this.jobs.filter((known) => known !== id))];
  }
  finish() {
    const success = this.random.is(0.7);
    const type = success ? { completion_type: "success" } : { completion_type: "failure", completion_reason: "Nobody at home." };
    return [this.at("/complete"), type, "POST"];
  }
  checkIn() {
    return [this.at("/check_in"), { user_ids: this.crewOf() }, "POST"];
  }
  checkOut() {
    return [this.at("/check_out"), { user_ids: this.crewOf() }, "POST"];
  }
  note() {
    return [this.at(), { notes: `Gate ${this.random.below(1000)}` }, "PATCH"];
  }
  wish() {
    const id = this.job();
    const window = { date: this.random.one(DATES.slice(1)), start_time: "09:00", end_time: "12:00" };
    return [`${JOBS}/${id}/desired_job_datetimes`, window, "POST", ({ data }) => this.wishes.push([id, data.id])];
  }
  unwish() {
    const wish = this.wishes.splice(this.random.below(this.wishes.length || 1), 1)[0];
    return wish && [`${JOBS}/${wish[0]}/desired_job_datetimes/${wish[1]}`, undefined, "DELETE"];
  }
  block() {
    const { one, below, is } = this.random;
    const hour = String(8 + below(9)).padStart(2, "0");
    const weekdays = Object.fromEntries(WEEKDAYS.map((day) => [day, is(0.4)]));
    const when = { start: DATES[0], weeks: 1, infinite_repetitions: true, repetitions: 0, start_timestamp: `${hour}:00`, end_timestamp: `${hour}:30` };
    const blocker = { name: `Break ${below(1000)}`, user_ids: [one(this.users)], ...when, ...weekdays };
    return ["/api/v1/scheduling/schedule_blockers", blocker, "POST", ({ data }) => this.blockers.push(data.id)];
  }
  unblock() {
    const id = this.blockers.splice(this.random.below(this.blockers.length || 1), 1)[0];
    return id && [`/api/v1/scheduling/schedule_blockers/${id}`, undefined, "DELETE"];
  }
  leave() {
    const { one, below } = this.random;
    const [date, hour] = [one(DATES), 8 + below(8)];
    const at = (hour) => `${date} ${String(hour).padStart(2, "0")}:00:00`;
    const off = { name: "Dentist", user_id: one(this.users), start_time: at(hour), end_time: at(hour + 1) };
    return ["/api/v1/scheduling/scheduled_time_offs", off, "POST", ({ data }) => this.offs.push(data.id)];
  }
  back() {
    const id = this.offs.splice(this.random.below(this.offs.length || 1), 1)[0];
    return id && [`/api/v1/scheduling/scheduled_time_offs/${id}`, undefined, "DELETE"];
  }
  async shift(more = {}) {
    const jobs = [...new Set([this.job(), ...(this.random.is(0.3) ? [this.job()] : [])])];
    const moves = [];
    for (const id of jobs) {
      const { data } = await this.server.api(`${JOBS}/${id}`);
      const { scheduled_datetime, length_in_minutes, user_ids } = data;
      const from = scheduled_datetime && { scheduled_datetime, length_in_minutes, user_ids };
      moves.push({ job_id: id, from, to: { scheduled_datetime: this.start(), length_in_minutes, user_ids: this.crewOf() } });
    }
    return ["/v1/moves", { moves, ...more }, "POST"];
  }
  override() {
    return this.shift({ override_reason: "The dice say so." });
  }
  hold() {
    const { one } = this.random;
    const wanted = { job_type_id: one(this.types), assigned_type: "accounts", assigned_id: one(this.accounts) };
    return ["/v1/holds", { ...wanted, scheduled_datetime: this.start().slice(0, 16), user_ids: this.crewOf() }, "POST", ({ id }) => this.holds.push(id)];
  }
  release() {
    const id = this.holds.splice(this.random.below(this.holds.length || 1), 1)[0];
    return id && [`/v1/holds/${id}`, undefined, "DELETE"];
  }
}

/** Opens a board at the schedule's week, or at the list of jobs with the newest first. */
async function open(page, server, view) {
  const listening = page.waitForResponse((answer) => answer.url().includes("/v1/events"));
  await page.goto(server.board.replace("/board#", "/board?sort=-id#"));
  await listening;
  await page.getByRole("button", { name: view, exact: true }).click();
}

/** Runs in the page: what is shown of everybody's time, of what waits, and of the list, as texts. */
function shown() {
  const root = document.querySelector("slotwright-board").shadowRoot;
  const said = (element) => {
    const { className, dataset, title, textContent } = element;
    const label = element.querySelector("[aria-label]")?.getAttribute("aria-label");
    return [className, dataset.job, dataset.state, title, element.getAttribute("style"), label, textContent].filter(Boolean).join(" | ");
  };
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  // What lies at the same minute has no order.
  const lanes = all(".lane").map((lane) => [lane.querySelector(".lane-name").textContent, ...all(".lane-time > *", lane).map(said).sort()]);
  const waiting = all(".tray-job").map((job) => job.textContent);
  const rows = all(".job-table tbody > tr").map((row) => all("td", row).map((cell) => cell.textContent).join(" | "));
  const counts = all(".filters .chip").map((chip) => chip.textContent);
  return { lanes, waiting, rows, counts };
}

test("after a thousand random deeds by others the boards show what one shows that is opened then", async ({ page, context, startServer }) => {
  test.setTimeout(180_000);
  const server = await startServer({ world: asFile(world()) });
  const ids = async (path) => (await server.list(path)).map(({ id }) => id);
  const known = { users: await ids("/users"), types: await ids("/scheduling/job_types"), accounts: await ids("/accounts"), jobs: await ids("/scheduling/jobs") };
  const deeds = new Deeds(server, dice(SEED), known);
  const views = ["7 days", "Jobs"];
  const boards = [page, await context.newPage()];
  await Promise.all(boards.map((board, n) => open(board, server, views[n])));
  for (let part = 1; part <= CHECKPOINTS; part++) {
    let left = DEEDS / CHECKPOINTS;
    const hand = async () => {
      while (0 < left--) await deeds.another();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
    await Promise.all(
      boards.map(async (board, n) => {
        const fresh = await context.newPage();
        await open(fresh, server, views[n]);
        const told = `${views[n]} after ${(part * DEEDS) / CHECKPOINTS} deeds of the seed ${SEED}`;
        const isSame = async () => expect(await board.evaluate(shown), told).toEqual(await fresh.evaluate(shown));
        await expect(isSame).toPass({ timeout: 30_000, intervals: [200] });
        await fresh.close();
      }),
    );
  }
  // What was never done proves nothing.
  expect(Object.keys(deeds.done).sort()).toEqual([...new Set(KINDS)].sort());
});
