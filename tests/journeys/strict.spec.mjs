// Pages with exactly the policy that the guide gives and that `slotwright-server csp` prints, and nothing more: a visit is booked there, and
// the browser refuses nothing. What it refuses would stand on the console, which every journey watches.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, linked, test } from "../support/elsewhere.mjs";
import { bookIn, firstOpening } from "../support/frames.mjs";

const GUIDE = readFileSync(new URL("../../docs/integrator.md", import.meta.url), "utf8");
const NONCE = "c3RyaWN0";

/** The lines that the command prints for a page, of an element and of a frame; what is before them is the page's own, with its icon. */
function printed(server, origin) {
  const options = ["csp", "--host", origin, "--public-url", server.url];
  const said = execFileSync(process.env.SLOTWRIGHT_SERVER, options, { encoding: "utf8", env: { ...process.env, ALLOWED_ORIGINS: origin } });
  const lines = said.split("\n").filter((line) => line.startsWith("script-src "));
  expect(lines).toHaveLength(2);
  return lines.map((line) => `default-src 'none'; img-src 'self'; base-uri 'none'; object-src 'none'; ${line.replace("script-src ", `script-src 'nonce-${NONCE}' `)}`);
}

const withElement = (server, handle) => `<!doctype html><html lang="en"><title>A shop</title>
  <slotwright-booking id="booking"></slotwright-booking>
  <script type="module" src="${server.url}/element.js"></script>
  <script nonce="${NONCE}">document.querySelector("#booking").token = "${handle}";</script></html>`;

const withFrame = (server, link) => `<!doctype html><html lang="en"><title>A shop</title><div id="booking"></div>
  <script src="${server.url}/embed.js"></script>
  <script nonce="${NONCE}">slotwright("inline", { target: "#booking", link: "${link}" });</script></html>`;

test("with the lines that the command prints for an element a visit is booked @firefox", async ({ page, elsewhere, listed: { server, handle } }) => {
  elsewhere.show(withElement(server, handle), { "content-security-policy": printed(server, elsewhere.origin)[0] });
  await page.goto(elsewhere.origin);
  await bookIn(page);
});

test("with the lines that it prints for a frame a visit is booked @firefox", async ({ page, elsewhere, listed: { server, link } }) => {
  elsewhere.show(withFrame(server, link), { "content-security-policy": printed(server, elsewhere.origin)[1] });
  await page.goto(elsewhere.origin);
  await bookIn(page.frameLocator("iframe"));
});

/** The policies of the guide's recipes, each as its code puts it together. */
const RECIPES = {
  "a page of files": /<meta http-equiv="Content-Security-Policy" content="([^>]*)">/,
  Laravel: /'Content-Security-Policy', ("[^;]*;[\s\S]*?")\);/,
  WordPress: /header\(("Content-Security-Policy: [\s\S]*?")\);/,
};

for (const [name, recipe] of Object.entries(RECIPES)) {
  test(`with the policy of the guide's recipe for ${name} a visit is booked`, async ({ page, elsewhere, startServer }) => {
    const { server, handle } = await linked(startServer, elsewhere.origin);
    const [, found] = recipe.exec(GUIDE);
    const policy = found
      // Strings of PHP, one behind the other, with what stands in them.
      .replace(/"\s*\."/g, "")
      .replaceAll('"', "")
      .replace("Content-Security-Policy: ", "")
      .replaceAll("$nonce", NONCE)
      .replaceAll("$server", server.url)
      .replaceAll("https://book.example.com", server.url)
      .replace(/\s+/g, " ");
    // The recipe's page of files has its script in a file; here it has a nonce.
    const inline = policy.includes(NONCE) || policy.includes("'unsafe-inline'") ? policy : policy.replace("script-src ", `script-src 'nonce-${NONCE}' `);
    elsewhere.show(withElement(server, handle), { "content-security-policy": inline });
    await page.goto(elsewhere.origin);
    await bookIn(page);
  });
}

test.describe("as a control", () => {
  test.use({ meant: /Content.Security.Policy/ });

  test("without 'wasm-unsafe-eval' the same page can't book", async ({ page, elsewhere, listed: { server, handle } }) => {
    const policy = printed(server, elsewhere.origin)[0].replace(" 'wasm-unsafe-eval'", "");
    elsewhere.show(withElement(server, handle), { "content-security-policy": policy });
    await page.goto(elsewhere.origin);
    await expect(page.getByText("keep the booking page from starting")).toBeVisible();
    await expect(firstOpening(page)).toHaveCount(0);
  });
});
