// From the link to the first times: few requests, the question begun before the program is there, and nothing lost where that fails.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "../support/fixtures.mjs";
import { handleOf, pageWith } from "../support/host.mjs";
import { askApart, openings } from "../support/steps.mjs";

/** What is asked of a server: paths, without what only a browser asks of itself. */
const pathOf = (request) => new URL(request.url()).pathname;

test("five requests, and the link is asked about before the program is there @firefox", async ({ page, customer }) => {
  const asked = [];
  page.on("request", (request) => asked.push(pathOf(request)));
  let answered;
  const booking = new Promise((done) => (answered = done));
  await page.route("**/v1/booking*", async (route) => {
    await route.continue();
    answered();
  });
  await page.route("**/slotwright_bg.wasm", async (route) => {
    await booking;
    await route.continue();
  });
  await page.goto(customer.link);
  await openings(page).first().waitFor();
  // The months that can be turned to are there too.
  await page.waitForTimeout(300);
  expect(asked.sort()).toEqual(["/book", "/book.css", "/book.js", "/slotwright_bg.wasm", "/v1/booking"]);
});

test("in a page of others the element asks before its program is there too", async ({ page, startHost, customer }) => {
  const html = pageWith(`<slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking>`);
  const program = async (asked, answer) => {
    await expect.poll(() => host.asked).toContain("GET /v1/booking");
    answer.writeHead(200, { "content-type": "application/wasm" }).end(await readFile(join(process.env.SLOTWRIGHT_DIST, "slotwright_bg.wasm")));
  };
  const host = await startHost({ html, instead: { "/slotwright_bg.wasm": program } });
  await page.goto(host.url);
  await openings(page).first().waitFor();
  expect(host.asked.filter((asked) => asked.includes("find_any_available_space"))).toEqual([]);
});

test("where the answer that was under way is lost it is asked for once more", async ({ page, customer }) => {
  let asked = 0;
  await page.route("**/v1/booking*", (route) => (asked++ === 0 ? route.abort("connectionreset") : route.continue()));
  await page.goto(customer.link);
  await expect(openings(page).first()).toBeVisible();
  expect(asked).toBe(2);
});

test("where the link comes without what is free, that is asked for by itself", async ({ page, customer }) => {
  await askApart(page);
  const byItself = page.waitForResponse("**/find_any_available_space*");
  await page.goto(customer.link);
  await byItself;
  await expect(openings(page).first()).toBeVisible();
});
