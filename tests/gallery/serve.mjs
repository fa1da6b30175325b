// The gallery's server: its page, and behind it real servers, each with the settings of some states. For development and tests
// alone: nothing of this is built into the product. `node tests/gallery/serve.mjs` (`cargo xtask gallery`) lets people look.
import { createServer, request } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Server } from "../support/server.mjs";
import { STATES } from "./states.js";
import { WORLDS } from "./worlds.mjs";

/** Five minutes past the hour: no start becomes too late while the states are gone through. */
const CLOCK = "2026-03-02T09:05";
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };
const HERE = new URL(".", import.meta.url);
const FONT = "../judges/node_modules/@fontsource-variable/";
/** What the page's own files are, by their addresses below `/gallery/`. */
const FILES = {
  "overview.js": "overview.js",
  "overview.css": "overview.css",
  "page.js": "page.js",
  "page.css": "page.css",
  "hands.js": "hands.js",
  "states.js": "states.js",
  "latin.woff2": `${FONT}noto-sans/files/noto-sans-latin-wght-normal.woff2`,
  "latin-ext.woff2": `${FONT}noto-sans/files/noto-sans-latin-ext-wght-normal.woff2`,
  "arabic.woff2": `${FONT}noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2`,
};
/** Without `'wasm-unsafe-eval'`. */
const FORBIDDING = "script-src 'self'";

export class Gallery {
  #server;
  #worlds = new Map();
  /** What has to be taken back before the next state, so that each finds the world as it was. */
  #left = [];

  static async start() {
    const gallery = new Gallery();
    gallery.#server = createServer((asked, answer) => {
      gallery.#answer(asked, answer).catch((error) => {
        if (!answer.headersSent) answer.writeHead(500);
        answer.end(String(error.stack));
      });
    });
    await new Promise((done) => gallery.#server.listen(0, "127.0.0.1", done));
    gallery.url = `http://127.0.0.1:${gallery.#server.address().port}`;
    return gallery;
  }

  /** A state's address. */
  address(state, looks = {}) {
    return `${this.url}/?${new URLSearchParams({ state, ...looks })}`;
  }

  async end() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    for (const world of this.#worlds.values()) await (await world).end();
  }

  /** The server of a world, started when it is first asked for. */
  #world(name) {
    if (!this.#worlds.has(name)) this.#worlds.set(name, Server.start({ clock: CLOCK, ...WORLDS[name] }));
    return this.#worlds.get(name);
  }

  async #answer(asked, answer) {
    const { pathname, searchParams } = new URL(asked.url, this.url);
    const [, first, second, ...rest] = pathname.split("/");
    if (pathname === "/") {
      const state = searchParams.get("state");
      const policy = STATES[state]?.isForbidden ? { "content-security-policy": FORBIDDING } : {};
      return this.#file(answer, state ? "page.html" : "overview.html", policy);
    }
    if (first === "gallery" && second === "prepare") return this.#prepare(answer, searchParams.get("state"));
    if (first === "gallery" && second === "office") return this.#office(answer, searchParams);
    if (first === "gallery" && FILES[second]) return this.#file(answer, FILES[second]);
    // `/of/WORLD/…` is asked of that world's server; scripts, styles and the rest are the same with all.
    const [world, path] = first === "of" ? [second, `/${rest.join("/")}`] : ["demo", pathname];
    await this.#pass(await this.#world(world), path + new URL(asked.url, this.url).search, asked, answer);
  }

  async #file(answer, name, headers = {}) {
    const content = await readFile(fileURLToPath(new URL(name, HERE)));
    answer.writeHead(200, { "content-type": KINDS[extname(name)], "cache-control": "no-cache", ...headers }).end(content);
  }

  /** Takes back what the last state left, and makes a link for the next one. */
  async #prepare(answer, name) {
    for (const undo of this.#left.splice(0)) await undo();
    const { world = "demo", link } = STATES[name];
    const server = await this.#world(world);
    const office = new Office(server, (undo) => this.#left.push(undo));
    const address = await link(office);
    const [, kind, token] = /#(\w)=(.+)$/.exec(address);
    const told = { tag: kind === "s" ? "slotwright-board" : "slotwright-booking", token, src: `${this.url}/of/${world}` };
    answer.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(told));
  }

  /** What happens elsewhere while somebody looks at a state: another customer takes a time, a colleague writes notes or sets something up. */
  async #office(answer, deed) {
    const server = await this.#world(deed.get("world") ?? "demo");
    const office = new Office(server, (undo) => this.#left.push(undo));
    if (deed.has("job")) await office.note(deed.get("job"));
    else if (deed.has("notice")) await office.notice(Number(deed.get("notice")));
    else await office.takeAll(deed.get("start"));
    answer.writeHead(204).end();
  }

  async #pass(server, path, asked, answer) {
    const { hostname, port } = new URL(server.url);
    const headers = { ...asked.headers, host: `${hostname}:${port}` };
    // For that server everything comes from its own page.
    if (headers.origin === this.url) headers.origin = server.url;
    const passed = request({ hostname, port, path, method: asked.method, headers });
    passed.on("response", (given) => {
      answer.writeHead(given.statusCode, given.headers);
      given.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  }
}

/** The office of one world, as the states ask it. */
class Office {
  #server;
  #leave;

  constructor(server, leave) {
    this.#server = server;
    this.#leave = leave;
  }

  /** A link for a visit of so many minutes, of the first account; what comes of it is taken back. */
  async link({ minutes = 60, job } = {}) {
    const [account] = await this.#server.list("/accounts");
    const order = job ? { job_id: job } : { assigned_type: "accounts", assigned_id: account.id, job_type_id: (await this.#type(minutes)).id };
    return this.#tidied(await this.#made(order));
  }

  /** An open link for two kinds of work. */
  async open() {
    const types = (await this.#server.list("/scheduling/job_types")).slice(0, 2);
    return (await this.#made({ open: true, job_type_ids: types.map(({ id }) => id) })).url;
  }

  /** A link that was revoked. */
  async revoked() {
    const [account] = await this.#server.list("/accounts");
    const { id, url } = await this.#made({ assigned_type: "accounts", assigned_id: account.id, job_type_id: (await this.#type(60)).id });
    await this.#server.api(`/v1/links/${id}`, undefined, "DELETE");
    return url;
  }

  /** A link that never was. */
  unknown() {
    return `${this.#server.url}/book#l=AAAAAAAAAAAAAAAAAAAAAA`;
  }

  /** A link of a visit that has taken place. */
  async done() {
    const job = (await this.#server.list("/scheduling/jobs")).find(({ status }) => status === "completed");
    return this.#server.linkForJob(job.id);
  }

  board() {
    return this.#server.board;
  }

  /** Has customers of a type of job asked this. */
  async ask(minutes, fields) {
    const { id } = await this.#type(minutes);
    await this.#server.api("/v1/fields", { job_types: [{ job_type_id: id, fields }] }, "PUT");
  }

  /** Gives all who are free then other work, until the next state. */
  async takeAll(start) {
    const [, other] = await this.#server.list("/accounts");
    const before = new Set((await this.#server.jobsOf(other.id)).map(({ id }) => id));
    await this.#server.takeAll(start, 60, (await this.#type(60)).id, other.id);
    this.#leave(async () => {
      for (const { id } of await this.#server.jobsOf(other.id)) if (!before.has(id)) await this.#remove(id);
    });
  }

  /** Writes into the notes of a job, until the next state. */
  async note(job) {
    const path = `/api/v1/scheduling/jobs/${job}`;
    const { notes } = (await this.#server.api(path)).data;
    await this.#server.api(path, { notes: "Ring twice." }, "PATCH");
    this.#leave(() => this.#server.api(path, { notes }, "PATCH"));
  }

  /** Sets up how long before a visit customers book at the latest, until the next state. */
  async notice(notice_minutes) {
    const policy = await this.#server.api("/v1/policy");
    await this.#server.api("/v1/policy", { ...policy, notice_minutes }, "PUT");
    this.#leave(() => this.#server.api("/v1/policy", policy, "PUT"));
  }

  async #type(minutes) {
    return (await this.#server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === minutes);
  }

  #made(order) {
    return this.#server.api("/v1/links", order);
  }

  async #tidied({ id, url }) {
    const [account] = await this.#server.list("/accounts");
    const before = new Set((await this.#server.jobsOf(account.id)).map((job) => job.id));
    this.#leave(async () => {
      await this.#server.api(`/v1/links/${id}`, undefined, "DELETE");
      for (const job of await this.#server.jobsOf(account.id)) if (!before.has(job.id)) await this.#remove(job.id);
    });
    return url;
  }

  async #remove(job) {
    // What is cancelled already can't be cancelled again.
    await this.#server.api(`/api/v1/scheduling/jobs/${job}`, undefined, "DELETE").catch(() => {});
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const gallery = await Gallery.start();
  console.log(`the gallery is at ${gallery.url}`);
}
