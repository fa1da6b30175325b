// Playwright's `test` with a server for each worker, a customer of one's own for each journey, and an eye on the console.
import { test as base, expect } from "@playwright/test";
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

  /** What the demo has for all: the types of jobs, and accounts, each given out once. */
  demo: [
    async ({ server }, use) => {
      const jobTypes = await server.list("/scheduling/job_types");
      const accounts = await server.list("/accounts");
      const busy = new Set((await server.list("/scheduling/jobs")).map((job) => job.assigned_id));
      const idle = accounts.filter((account) => !busy.has(account.id)).concat(accounts);
      await use({ jobTypes, nextAccount: () => idle.shift() });
    },
    { scope: "worker" },
  ],

  /** A customer with a fresh link for a visit of one hour, or about that. */
  customer: async ({ server, demo }, use) => {
    const account = demo.nextAccount();
    const byDistance = demo.jobTypes.toSorted((a, b) => fromAnHour(a) - fromAnHour(b));
    const jobType = byDistance[0];
    const link = await server.link({ account: account.id, jobType: jobType.id });
    await use({ account, jobType, link });
  },

  /** The page; anything that goes wrong inside it fails the journey. */
  page: async ({ page }, use) => {
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      // The browser reports each refused or failed request by itself; journeys of refusals mean them.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(message.text());
    });
    await use(page);
    expect(faults, "errors in the page").toEqual([]);
  },
});

const fromAnHour = (jobType) => Math.abs(jobType.length_in_minutes - 60);
