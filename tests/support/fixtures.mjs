// Playwright's `test` with a server for each worker, a customer of one's own for each journey, and an eye on the console.
import { test as base, expect } from "@playwright/test";
import { Host } from "./host.mjs";
import { Postgres } from "./postgres.mjs";
import { Server } from "./server.mjs";

export { expect };

export const test = base.extend({
  /** The demo world's server, shared by a worker's journeys. */
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.end();
    },
    { scope: "worker" },
  ],

  /** The address of an empty PostgreSQL. */
  postgres: async ({}, use) => {
    const postgres = await Postgres.start();
    await use(postgres.url);
    await postgres.end();
  },

  /** Starts further servers, as `Server.start` does; they end with the journey. */
  startServer: async ({}, use) => {
    const started = [];
    await use(async (options) => {
      const server = await Server.start(options);
      started.push(server);
      return server;
    });
    for (const server of started) await server.end();
  },

  /** Serves pages of somebody else's, as `Host.start` does; they end with the journey. */
  startHost: async ({ server }, use) => {
    const started = [];
    await use(async (options) => {
      const host = await Host.start({ server, ...options });
      started.push(host);
      return host;
    });
    for (const host of started) await host.end();
  },

  /** What the demo has for all: the types of jobs, and accounts, of which none is given out again before all were. */
  demo: [
    async ({ server }, use) => {
      const jobTypes = await server.list("/scheduling/job_types");
      const accounts = await server.list("/accounts");
      const nextAccount = () => {
        accounts.push(accounts[0]);
        return accounts.shift();
      };
      await use({ jobTypes, nextAccount });
    },
    { scope: "worker" },
  ],

  /** A customer with a fresh link for a visit of one hour; `jobs()` gives what came of it. */
  customer: async ({ server, demo }, use) => {
    const account = demo.nextAccount();
    const jobType = demo.jobTypes.find((type) => type.length_in_minutes === 60);
    const link = await server.link({ account: account.id, jobType: jobType.id });
    const before = (await server.jobsOf(account.id)).map((job) => job.id);
    const jobs = async () => (await server.jobsOf(account.id)).filter((job) => !before.includes(job.id));
    await use({ account, jobType, link, jobs });
  },

  /**
   * Somebody else's page, in a window of its own: of two in one window that behind is drawn once a second, and each press there waits
   * for that.
   */
  otherPage: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(await context.newPage());
    await context.close();
  },

  /** What a journey brings about on purpose, as the browser puts it on the console; `test.use({ meant: /…/ })`. */
  meant: [undefined, { option: true }],

  /** The page; anything that goes wrong inside it fails the journey. */
  page: async ({ page, meant }, use, testInfo) => {
    const faults = [];
    // Firefox tells of what a policy refuses in this way.
    page.on("pageerror", (error) => {
      const fault = error.stack ?? String(error);
      if (!meant?.test(fault)) faults.push(fault);
    });
    page.on("console", (message) => {
      // The browser reports each refused or failed request by itself; journeys of refusals mean them.
      if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
      if (!meant?.test(message.text())) faults.push(message.text());
    });
    await use(page);
    // The screenshot of a journey that failed brings a style of its own, which the page's policy refuses.
    if (testInfo.errors.length > 0) remove(faults, (fault) => /^Applying inline style violates|blocked an inline style/.test(fault));
    expect(faults, "errors in the page").toEqual([]);
  },
});

/** Takes what is so out of a list. */
function remove(list, isSo) {
  list.splice(0, list.length, ...list.filter((entry) => !isSo(entry)));
}
