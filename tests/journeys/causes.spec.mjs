// When the page can't do its work: each cause has a sentence for people, a code for the page, and a line for its author.
import { readFile } from "node:fs/promises";

import { expect, test } from "../support/fixtures.mjs";
import { handleOf, pageWith } from "../support/host.mjs";
import { goOnWith, openings } from "../support/steps.mjs";

// What the browser itself says when a policy refuses something is what these journeys are about.
test.use({ meant: /Content.Security.Policy/ });

const SCRIPTS = "script-src 'self' 'unsafe-inline'";
const LISTEN = `<script>window.codes = []; addEventListener("slotwright-error", ({ detail }) => codes.push(detail.code))</script>`;
const answers = (status, text, kind = "text/html") => (_, answer) => answer.writeHead(status, { "content-type": kind }).end(text);

/** What is wrong with the page, and what is told about it. */
const CAUSES = {
  "the policy forbids WebAssembly": {
    headers: { "content-security-policy": SCRIPTS },
    told: "This website’s own settings keep the booking page from starting. Please call us",
    code: "webassembly-forbidden",
    line: /forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src/,
  },
  "the policy forbids to ask for the program": {
    headers: { "content-security-policy": `${SCRIPTS} 'wasm-unsafe-eval'; connect-src 'none'` },
    told: "This website’s own settings keep the booking page from starting. Please call us",
    code: "request-blocked",
    line: /blocks http:\/\/127\.0\.0\.1:\d+\/slotwright_bg\.wasm: add http:\/\/127\.0\.0\.1:\d+ to its connect-src/,
  },
  "the browser has no WebAssembly": {
    head: "<script>delete window.WebAssembly</script>",
    told: "This browser can’t show the booking page. Please use another one, or call us",
    code: "webassembly-missing",
    line: /this browser has no WebAssembly/,
  },
  "the program is garbled": {
    instead: { "/slotwright_bg.wasm": answers(200, "<p>Welcome to the hotel's network</p>") },
    told: "The booking page did not arrive whole. Please try again",
    code: "program-damaged",
    line: /slotwright_bg\.wasm is not the program that belongs to this script/,
  },
  "the program isn't there": {
    instead: { "/slotwright_bg.wasm": answers(404, "Not found", "text/plain") },
    told: "could not be loaded. Please try again in a moment",
    code: "server",
    line: /slotwright_bg\.wasm was answered with 404/,
  },
  "the line breaks": {
    instead: { "/slotwright_bg.wasm": (_, answer) => answer.destroy() },
    told: "could not be loaded. Please check your connection",
    code: "offline",
    line: /slotwright_bg\.wasm could not be loaded/,
  },
  "the address isn't the API's": {
    attributes: 'src="/nope"',
    told: "asks for free times at an address that isn’t ours",
    code: "wrong-address",
    line: /\/nope\/v1\/booking was answered with 404, not by Slotwright: is `src` the address of the API/,
  },
  "the address is another of the API's": {
    attributes: 'src="/api"',
    told: "asks for free times at an address that isn’t ours",
    code: "wrong-address",
    line: /\/api\/v1\/booking was answered with 404/,
  },
  "a proxy answers with its own page": {
    instead: { "/v1/booking": answers(200, "<!doctype html><title>Sign in</title>") },
    told: "asks for free times at an address that isn’t ours",
    code: "wrong-address",
    line: /\/v1\/booking was answered with a page/,
  },
  "a proxy forbids": {
    instead: { "/v1/booking": answers(403, "<!doctype html><title>Forbidden</title>") },
    told: "asks for free times at an address that isn’t ours",
    code: "wrong-address",
    line: /\/v1\/booking was answered with 403/,
  },
  "the policy forbids to ask the API": {
    attributes: 'src="https://book.example"',
    headers: { "content-security-policy": "connect-src 'self'" },
    told: "This website’s own settings keep it from asking us",
    code: "request-blocked",
    line: /blocks https:\/\/book\.example\/v1\/booking: add https:\/\/book\.example to its connect-src/,
  },
};

for (const [cause, { headers, head = "", attributes = "", instead, told, code, line }] of Object.entries(CAUSES)) {
  test(`${cause}: people, page and author are told so @firefox`, async ({ page, startHost, customer }) => {
    const lines = [];
    page.on("console", (message) => message.type() === "warning" && lines.push(message.text()));
    const body = `<slotwright-booking token="${handleOf(customer.link)}" ${attributes}></slotwright-booking>`;
    const host = await startHost({ html: pageWith(body, { head: head + LISTEN }), headers, instead });
    await goto(page, host.url);
    await expect(page.getByRole("alert")).toContainText(told);
    expect(await page.evaluate(() => window.codes)).toEqual([code]);
    await expect.poll(() => lines.join("\n")).toMatch(line);
    // Trying again is offered where it can help.
    const mayHelp = ["offline", "server", "program-damaged"].includes(code);
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(mayHelp ? 1 : 0);
  });
}

test.describe("a fault of the program's own", () => {
  test.use({ meant: /no clock|Content.Security.Policy/ });

  /** A page with two elements and a button of its own, whose program is stopped: what it asks of the browser fails, as after a fault. */
  async function stopped(page, startHost, customer) {
    const element = `<slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking>`;
    const button = `<button onclick="this.textContent = 'It goes on'">Around</button>`;
    const host = await startHost({ html: pageWith(element + element + button, { head: LISTEN }) });
    await goto(page, host.url);
    await expect(openings(page).first()).toBeVisible();
    await page.evaluate(() => {
      const { now } = Date;
      Date.now = () => {
        throw new Error("no clock");
      };
      setTimeout(() => (Date.now = now));
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await expect(page.getByRole("alert")).toHaveCount(2);
    return page.getByRole("alert").first();
  }

  test("a program that stops says so in each of its elements, with ways on, and the page around goes on @firefox", async ({
    page,
    startHost,
    customer,
  }) => {
    const alert = await stopped(page, startHost, customer);
    await expect(alert).toContainText("What is booked stays booked.");
    await expect(alert.getByRole("button", { name: "Book on a plain page" })).toBeVisible();
    expect(await page.evaluate(() => window.codes)).toEqual(["program-stopped", "program-stopped"]);
    await page.getByRole("button", { name: "Around" }).click();
    await expect(page.getByRole("button", { name: "It goes on" })).toBeVisible();
    await alert.getByRole("button", { name: "Reload the page" }).click();
    await expect(openings(page).first()).toBeVisible();
  });

  test("what support is to know of it can be saved, and the link is not in it", async ({ page, startHost, customer }) => {
    const alert = await stopped(page, startHost, customer);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      alert.getByRole("button", { name: "Save the details for our support" }).click(),
    ]);
    const details = JSON.parse(await readFile(await file.path(), "utf8"));
    expect(details).toMatchObject({ element: "slotwright-booking", error: "Error: no clock" });
    expect(details.stack).toContain("slotwright_bg.wasm");
    expect(JSON.stringify(details)).not.toContain(handleOf(customer.link));
  });
});

test("once what was in the way is gone, trying again starts the page @firefox", async ({ page, startHost, customer }) => {
  const instead = { "/slotwright_bg.wasm": (_, answer) => answer.destroy() };
  const body = `<slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking>`;
  const host = await startHost({ html: pageWith(body), instead });
  await goto(page, host.url);
  const again = page.getByRole("button", { name: "Try again" });
  await again.waitFor();
  delete instead["/slotwright_bg.wasm"];
  await again.click();
  await expect(openings(page).first()).toBeVisible();
});

for (const [cause, { sheet, line }] of Object.entries({
  "never comes": { sheet: () => {}, line: /its style sheets are not there/ },
  "isn't there": { sheet: answers(404, "Not found", "text/plain"), line: /slotwright\.css was answered with 404/ },
})) {
  test(`a page whose style sheet ${cause} can be used all the same, and its author hears of it @firefox`, async ({ page, startHost, customer }) => {
    const lines = [];
    page.on("console", (message) => message.type() === "warning" && lines.push(message.text()));
    const body = `<slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking>`;
    const host = await startHost({ html: pageWith(body, { head: LISTEN }), instead: { "/slotwright.css": sheet } });
    await goto(page, host.url);
    await goOnWith(page, openings(page).first());
    await expect(page.getByRole("button", { name: "Book this visit" })).toBeVisible();
    expect(await page.evaluate(() => window.codes)).toEqual(["styles-missing"]);
    await expect.poll(() => lines.join("\n")).toMatch(line);
  });
}

test("a style sheet that comes late is put on, and a policy against style sheets is none against ours @firefox", async ({ page, startHost, server, customer }) => {
  const css = await (await fetch(`${server.url}/slotwright.css`)).text();
  let send;
  const wanted = new Promise((resolve) => (send = resolve));
  const late = async (_, answer) => {
    await wanted;
    answer.writeHead(200, { "content-type": "text/css" }).end(css);
  };
  const body = `<slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking>`;
  const headers = { "content-security-policy": "style-src 'none'" };
  const host = await startHost({ html: pageWith(body), headers, instead: { "/slotwright.css": late } });
  await goto(page, host.url);
  await openings(page).first().waitFor();
  const height = () => openings(page).first().evaluate((opening) => getComputedStyle(opening).minHeight);
  expect(await height()).not.toBe("44px");
  send();
  await expect.poll(height).toBe("44px");
});

test("our own pages say what to do before any script has run, and when none does @firefox", async ({ page, server, startHost }) => {
  for (const [path, title, sentence] of [["/book", "Book your visit", "please call us"], ["/board", "Jobs", "ask your administrator"]]) {
    // As when somebody's network blocks our scripts.
    const html = (await (await fetch(server.url + path)).text()).replace("<head>", `<head><base href="/">`);
    const blocked = (_, answer) => answer.destroy();
    const host = await startHost({ html, instead: { "/book.js": blocked, "/board.js": blocked } });
    await goto(page, host.url);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText(sentence)).toBeVisible();
  }
});

test("a browser without scripts reads why there is nothing to choose", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}/book`);
  await expect(page.getByRole("heading", { level: 1, name: "Book your visit" })).toBeVisible();
  await expect(page.locator("noscript p").first()).toBeVisible();
  await context.close();
});

/** A page with a resource that never comes fires no `load`. */
const goto = (page, url) => page.goto(url, { waitUntil: "commit" });
