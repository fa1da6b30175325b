// A page of an origin of its own, which the server knows nothing of: somebody's shop, somebody's CRM.
import { createServer } from "node:http";
import { test as base } from "./fixtures.mjs";

export { expect } from "./fixtures.mjs";

export const test = base.extend({
  /** Starts a page at an origin of its own: its `origin`, and `show(html, headers)`, which says what is at it. */
  startPage: async ({}, use) => {
    const started = [];
    await use(async (host = "127.0.0.1") => {
      let [html, headers] = ["", {}];
      const server = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html));
      started.push(server);
      await new Promise((done) => server.listen(0, "127.0.0.1", done));
      return { origin: `http://${host}:${server.address().port}`, show: (...shown) => ([html, headers = {}] = shown) };
    });
    for (const server of started) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  },

  /** One such page. */
  elsewhere: async ({ startPage }, use) => use(await startPage()),

  /** A server that lists that origin, with a link for a visit of an hour: `server`, `account`, `link`, `handle`. */
  listed: async ({ elsewhere, startServer }, use) => use(await linked(startServer, elsewhere.origin)),
});

/** The same for any origins. */
export async function linked(startServer, origins, env = {}) {
  const server = await startServer({ env: { ALLOWED_ORIGINS: origins, ...env } });
  const [account] = await server.list("/accounts");
  const type = (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60);
  const link = await server.link({ account: account.id, jobType: type.id });
  return { server, account, link, handle: new URL(link).hash.slice(3) };
}
