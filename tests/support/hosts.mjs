// The built pages of others (`cargo xtask hosts`), each served at an origin of its own, and a server that lists it.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { linked } from "./elsewhere.mjs";
import { test as base } from "./fixtures.mjs";

export { expect } from "./fixtures.mjs";

const DIST = fileURLToPath(new URL("../hosts/dist/", import.meta.url));
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

export const test = base.extend({
  /** Serves the page of a framework, and gives what `linked` does and `open(more)`, the page's address with where to book. */
  startShop: async ({ startServer }, use) => {
    const started = [];
    await use(async (framework) => {
      const shop = createServer(async ({ url }, answer) => {
        const { pathname } = new URL(url, "http://shop");
        const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
        try {
          const file = await readFile(join(DIST, framework, path));
          answer.writeHead(200, { "content-type": KINDS[extname(path)] ?? "application/octet-stream" }).end(file);
        } catch {
          answer.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>");
        }
      });
      started.push(shop);
      await new Promise((done) => shop.listen(0, "127.0.0.1", done));
      const origin = `http://127.0.0.1:${shop.address().port}`;
      const found = await linked(startServer, origin);
      const open = (more) => `${origin}/?${new URLSearchParams({ server: found.server.url, token: found.handle, ...more })}`;
      return { ...found, open };
    });
    for (const shop of started) {
      shop.closeAllConnections();
      await new Promise((done) => shop.close(done));
    }
  },
});
