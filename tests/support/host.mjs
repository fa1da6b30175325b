// A page of somebody else's, which the widget is put into: a small server before the real one, of the same origin.
import { createServer, request } from "node:http";

export class Host {
  #server;
  /** What has been asked of it so far: `GET /v1/booking`. */
  asked = [];

  /**
   * Serves `html` at `/` under `headers`. All else is asked of the real server, but for the addresses of `instead`: their
   * functions get request and response, and may also never answer.
   */
  static async start({ server, html, headers = {}, instead = {} }) {
    const host = new Host();
    const { hostname, port } = new URL(server.url);
    host.#server = createServer((asked, answer) => {
      const { pathname } = new URL(asked.url, "http://host");
      host.asked.push(`${asked.method} ${pathname}`);
      if (instead[pathname]) return instead[pathname](asked, answer);
      if (pathname === "/") return answer.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
      const passed = request({ hostname, port, path: asked.url, method: asked.method, headers: { ...asked.headers, host: `${hostname}:${port}` } });
      passed.on("response", (given) => {
        answer.writeHead(given.statusCode, given.headers);
        given.pipe(answer);
      });
      passed.on("error", () => answer.destroy());
      asked.pipe(passed);
    });
    await new Promise((done) => host.#server.listen(0, "127.0.0.1", done));
    host.url = `http://127.0.0.1:${host.#server.address().port}/`;
    return host;
  }

  async end() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** A link's handle, for the element's `token`. */
export const handleOf = (link) => new URL(link).hash.slice(3);

/** A page with what is given, as anybody may write it. */
export const pageWith = (body, { head = "", attributes = 'lang="en"' } = {}) =>
  `<!doctype html><html ${attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>A shop</title>${head}<script type="module" src="/element.js"></script></head><body>${body}</body></html>`;
