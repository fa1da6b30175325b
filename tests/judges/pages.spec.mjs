// What programs of others think of our pages: of what is in them, of their headers, of the whole.
import { expect, test } from "../support/fixtures.mjs";
import { expectNarrow, judgedByAxe } from "../support/accessible.mjs";
import { handleOf } from "../support/host.mjs";
import { judgedByAlfa } from "./alfa.mjs";
import { scored } from "./lighthouse.mjs";
import { evaluated, observed } from "./observatory.mjs";
import { checked } from "./vnu.mjs";

const ORIGIN = "https://book.example.com";
const CRM = "https://crm.example.com";
const press = (page, name) => page.getByRole("button", { name }).first().click();
// A time's button says its day too.
const TIME = /^\d{1,2}:\d\d\s[AP]M: /;

/** Goes through all pages that need no script, and looks at each. */
async function walk(page, server, link, look) {
  await page.goto(`${server.url}/plain`);
  await look("asking for a link");
  await page.getByLabel("Your link").fill("nonsense");
  await press(page, "Open");
  await look("a wrong link");
  await page.getByLabel("Your link").fill(handleOf(link));
  await press(page, "Open");
  await look("choosing");
  await press(page, "Send times that suit you");
  await press(page, "Send these times");
  await look("preferred times with a fault");
  await page.getByLabel("Day").selectOption("2026-03-09");
  await press(page, "Send these times");
  await look("waiting");
  await press(page, "Choose a time myself");
  await press(page, TIME);
  await look("the last look");
  await page.getByLabel("Anything we should know?").fill("x".repeat(2001));
  await press(page, "Book this visit");
  await look("the last look with a fault");
  await page.getByLabel("Anything we should know?").fill("");
  await press(page, "Book this visit");
  await look("booked");
  await press(page, "Cancel the visit");
  await look("the question");
  await press(page, "Yes, cancel it");
  await look("cancelled");
  await page.goto(`${server.url}/plain/nonsense`);
  await look("a wrong ticket");
  await page.goto(`${server.url}/plain?lang=ar`);
  await look("asking for a link, in Arabic");
}

test("of no page without script have axe, Alfa or the Nu checker anything to say, and none is wider than a small phone", async ({
  page,
  server,
  customer,
}) => {
  test.setTimeout(180_000);
  let text;
  page.on("response", async (answer) => {
    if (answer.headers()["content-type"]?.startsWith("text/html") && answer.status() !== 303) text = answer.text();
  });
  const texts = {};
  await walk(page, server, customer.link, async (name) => {
    await page.waitForLoadState();
    texts[name] = await text;
    for (const colorScheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme });
      expect((await judgedByAxe(page)).violations, `axe, ${name}, ${colorScheme}`).toEqual([]);
    }
    // Before the heading there are a telephone number and an e-mail address at most: nothing that wants a way past it.
    const violations = (await judgedByAlfa(page)).violations.filter(({ rule }) => rule !== "sia-r87");
    expect(violations, `Alfa, ${name}`).toEqual([]);
    await expectNarrow(page, name);
  });
  expect(Object.keys(texts)).toHaveLength(12);
  expect(await checked(texts)).toEqual([]);
});

test("the Nu checker has nothing to say of the pages that start the elements", async ({ server }) => {
  const texts = {};
  for (const path of ["/book", "/board", "/embed", "/docs"]) texts[path] = await (await fetch(server.url + path)).text();
  const said = await checked(texts);
  // Our formatter writes them; they close nothing, and harm nothing behind quoted values.
  expect(said.filter((message) => !message.includes("info: Trailing slash on void elements"))).toEqual([]);
});

test("the HTTP Observatory gives each page 100 or more, and the evaluator of policies finds nothing grave", async ({ startServer }) => {
  const server = await startServer({ env: { PUBLIC_URL: ORIGIN, ALLOWED_ORIGINS: CRM } });
  for (const path of ["/", "/book", "/board", "/plain", "/embed", "/frame", "/frame-board", "/docs"]) {
    const { score, modifiers, policy } = await observed(server.url + path, ORIGIN);
    expect(score, `${path}: ${JSON.stringify(modifiers)}`).toBeGreaterThanOrEqual(100);
    // `script-src 'self'` would be too much where others may lay down files; our server serves its own alone.
    const grave = evaluated(policy).filter(({ severity, at }) => severity !== "INFO" && `${severity} ${at}` !== "MEDIUM_MAYBE script-src 'self'");
    expect(grave, path).toEqual([]);
  }
});

test("Lighthouse gives the portal 100 for accessibility and best practices, with script and without", async ({ server, customer }) => {
  for (const url of [customer.link, `${server.url}/plain`]) {
    for (const { title, score, against } of await scored(url, ["accessibility", "best-practices"])) {
      expect(score, `${title} of ${url}: ${against.join("; ")}`).toBe(100);
    }
  }
});
