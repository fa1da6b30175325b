// A real server on a database of its own, and the hands of the people on the other side: the office, another customer.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const { SLOTWRIGHT_SERVER, SLOTWRIGHT_DIST } = process.env;

/** The server's clock at its start: a Monday morning in winter time, six days before the clocks change. */
export const CLOCK = "2026-03-02T09:00";

const USER = "office";
const PASSWORD = "the journeys' own";
const BASIC = "Basic " + Buffer.from(`${USER}:${PASSWORD}`).toString("base64");

export class Server {
  #process;
  #folder;

  /**
   * Starts a server: with the demo world, or with the `world` file given; on another server's database, if `on` it, or
   * on the `database` that is given; with further settings as `env` has them, on the port `listen`, else on one that is free.
   */
  static async start({ clock = CLOCK, world, on, database, listen = 0, env: settings } = {}) {
    const server = new Server();
    server.#folder = on ? on.#folder : mkdtempSync(join(tmpdir(), "slotwright-"));
    const options = ["--listen", `127.0.0.1:${listen}`, "--clock", clock, "--assets", SLOTWRIGHT_DIST];
    options.push("--database-url", database ?? `sqlite://${join(server.#folder, "journey.db")}`);
    options.push(...(world ? ["--world", world] : ["--demo"]));
    // A coarser step than the default, so that a day's times fit on a screen and into a line of a journey.
    const env = { ...process.env, START_STEP_MINUTES: "30", ...settings, API_USER: USER, API_PASSWORD: PASSWORD };
    server.#process = spawn(SLOTWRIGHT_SERVER, options, { env, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    server.#process.stderr.on("data", (text) => (log = (log + text).slice(-4000)));
    const said = {};
    for await (const line of createInterface({ input: server.#process.stdout })) {
      const [name, value] = line.split(/ {2,}/);
      said[name] = value?.trim();
      if (name === "api") break;
    }
    if (!said.api) throw new Error(`the server didn't start:\n${log}`);
    server.url = said["listening on"];
    server.bookingLink = said["booking link"];
    server.board = said.board;
    return server;
  }

  /** Ends the process as its manager would, in some seconds; the database stays for a server started `on` this one. */
  async stop(signal = "SIGTERM") {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill(signal);
    await ended;
  }

  /** Ends the process at once, whose grace helps nobody any more, and removes the database. */
  async end() {
    await this.stop("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Asks as the office; a body makes it a POST unless `method` says otherwise. An answer that isn't 2xx is an error. */
  async api(path, body, method = body ? "POST" : "GET") {
    const headers = { authorization: BASIC, "content-type": "application/json" };
    const answer = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** A file, as the office reads it. */
  async bytes(path) {
    const answer = await fetch(this.url + path, { headers: { authorization: BASIC } });
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  /** All records of a list of the API. */
  async list(path) {
    return (await this.api(`/api/v1${path}${path.includes("?") ? "&" : "?"}limit=1000`)).data;
  }

  /** A new booking link for an account and a type of job. */
  async link({ account, jobType }) {
    const order = { assigned_type: "accounts", assigned_id: account, job_type_id: jobType };
    return (await this.api("/v1/links", order)).url;
  }

  /** A new booking link for an existing job. */
  async linkForJob(job) {
    return (await this.api("/v1/links", { job_id: job })).url;
  }

  /** The jobs of an account, oldest first. */
  async jobsOf(account) {
    const jobs = await this.list("/scheduling/jobs");
    return jobs.filter((job) => job.assigned_type === "accounts" && job.assigned_id === account);
  }

  /** Who is free for a visit then: `start` is `YYYY-MM-DD HH:MM`. */
  async freeAt(start, minutes, jobType, account) {
    const [date, time] = start.split(" ");
    const query = new URLSearchParams({
      start_date: date,
      end_date: date,
      length_in_minutes: minutes,
      job_type_id: jobType,
      entityType: "account",
      entityId: account,
    });
    const { data } = await this.api(`/api/v1/scheduling/jobs/find_any_available_space?${query}`);
    const [from, to] = [minute(time), minute(time) + minutes];
    const covers = (block) => minute(block.start) <= from && to <= minute(block.end);
    return Object.entries(data[date] ?? {}).flatMap(([user, blocks]) => (blocks.some(covers) ? [Number(user)] : []));
  }

  /** Gives everybody who is free then other work; that nobody is, is an error. */
  async takeAll(start, minutes, jobType, account) {
    const users = await this.freeAt(start, minutes, jobType, account);
    if (users.length === 0) throw new Error(`nobody is free at ${start}`);
    for (const user of users) {
      await this.api("/api/v1/scheduling/jobs", {
        job_type_id: jobType,
        assigned_type: "accounts",
        assigned_id: account,
        length_in_minutes: minutes,
        scheduled_datetime: `${start}:00`,
        user_ids: [user],
      });
    }
  }
}

/** `09:30` or `09:30:00` as minutes of the day; the API's `23:59` is midnight. */
function minute(time) {
  const [hours, minutes] = time.split(":").map(Number);
  return hours === 23 && minutes === 59 ? 1440 : hours * 60 + minutes;
}
