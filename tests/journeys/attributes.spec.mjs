// Every attribute and property, however early or late a page sets it.
import { expect, test } from "../support/fixtures.mjs";
import { handleOf, pageWith } from "../support/host.mjs";
import { goOnWith, openings } from "../support/steps.mjs";

const firstColumn = (page) => page.getByRole("columnheader").first();
const background = (page) => page.locator("slotwright-booking").evaluate((host) => getComputedStyle(host.shadowRoot.querySelector(".root")).backgroundColor);

/** Attributes with values that aren't the defaults, and how a person would notice them. */
const SETS = [
  {
    values: { lang: "de", "first-day": "saturday", "time-format": "12h", theme: "dark", "heading-level": "4", support: true },
    seen: async (page) => {
      await expect(page.locator(".month-title"), "lang").toHaveText("März 2026");
      await expect(firstColumn(page), "first-day").toHaveText("Sa");
      await expect(page.locator(".opening").first(), "time-format").toHaveText(/^\d+:\d\d\s[AP]M$/);
      await expect.poll(() => background(page), "theme").toBe("rgb(22, 25, 31)");
      await expect(page.getByRole("heading", { level: 5, name: "Wann sollen wir kommen?" }), "heading-level").toBeVisible();
      await page.getByRole("button", { name: "Wunschzeit nennen" }).click();
      await expect(page.getByRole("button", { name: "Angaben für unseren Support speichern" }), "support").toBeVisible();
    },
  },
  { values: { "time-format": "24h" }, seen: (page) => expect(openings(page).first()).toHaveText(/^\d\d:\d\d$/) },
  {
    values: { view: "list", max: "2026-03-06" },
    seen: async (page) => {
      await expect(page.getByRole("button", { name: /^[A-Z][a-z]+, March \d+ · \d+ openings?$/ }).first(), "view").toHaveAttribute("aria-expanded", "true");
      await expect(page.getByRole("button", { name: /March ([7-9]|\d\d) ·/ }), "max").toHaveCount(0);
      await expect(page.getByRole("grid")).toHaveCount(0);
    },
  },
  {
    values: { view: "week", windows: 120, min: "2026-03-11", "time-zone": "Europe/Paris" },
    seen: async (page) => {
      await expect(page.getByRole("grid").getByRole("row"), "view").toHaveCount(2);
      await expect(page.getByRole("grid").getByRole("button", { name: /^Tuesday, March 10/ }), "min").toHaveCount(0);
      await expect(openings(page).first(), "windows").toHaveText(/^\d+:00\s[AP]M to \d+:00\s[AP]M$/);
      await page.getByRole("button", { name: "Next week" }).click();
      await expect(page.getByRole("button", { name: /^Monday, March 16/ })).toBeVisible();
      await goOnWith(page, openings(page).first());
      await expect(page.getByText(/arrival between .* \(in Central European Time: \w+, Mar 1\d, \d+:\d\d [AP]M\)/), "time-zone").toBeVisible();
    },
  },
  { values: { src: "/elsewhere" }, seen: (page) => expect(page.getByRole("heading", { name: "This page isn’t set up right" })).toBeVisible() },
  { values: { token: "none-such-handle-anywhere" }, seen: (page) => expect(page.getByRole("heading", { name: "This link doesn’t work" })).toBeVisible() },
];

/** Sets them as properties of the element, in the page: `first-day` is `firstDay`. */
function setProperties(host, values) {
  for (const [name, value] of Object.entries(values)) host[name.replace(/-./g, (found) => found[1].toUpperCase())] = value;
}

function setAttributes(host, values) {
  for (const [name, value] of Object.entries(values)) host.setAttribute(name, value === true ? "" : value);
}

/** When and how a page may set them: what its body then is, and what it does once there are times to see. */
const WAYS = {
  "in the markup": {
    body: (token, values) => {
      const texts = Object.entries({ token, ...values }).map(([name, value]) => (value === true ? name : `${name}="${value}"`));
      return `<slotwright-booking ${texts.join(" ")}></slotwright-booking>`;
    },
  },
  // A plain script runs before modules do.
  "as properties before the definition": {
    body: (token, values) =>
      `<slotwright-booking></slotwright-booking><script>${setProperties} setProperties(document.querySelector("slotwright-booking"), ${JSON.stringify({ token, ...values })})</script>`,
  },
  "as properties before the connection": {
    body: (token, values) =>
      `<script type="module">${setProperties} await customElements.whenDefined("slotwright-booking");
       const host = document.createElement("slotwright-booking"); setProperties(host, ${JSON.stringify({ token, ...values })}); document.body.append(host)</script>`,
  },
  "as attributes afterwards": { body: (token) => `<slotwright-booking token="${token}"></slotwright-booking>`, late: setAttributes },
  "as properties afterwards": { body: (token) => `<slotwright-booking token="${token}"></slotwright-booking>`, late: setProperties },
};

for (const [way, { body, late }] of Object.entries(WAYS)) {
  test(`whatever a page sets ${way} holds @firefox`, async ({ page, startHost, customer }) => {
    for (const { values, seen } of SETS) {
      const host = await startHost({ html: pageWith(body(handleOf(customer.link), values)) });
      await page.goto(host.url);
      if (late) {
        await openings(page).first().waitFor();
        await page.locator("slotwright-booking").evaluate(late, values);
      }
      await test.step(Object.keys(values).join(" "), () => seen(page));
    }
  });
}

test("a handle that is taken away again leaves the attribute's, and the same one again changes nothing", async ({ page, startHost, customer }) => {
  const host = await startHost({ html: pageWith(`<slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking>`) });
  await page.goto(host.url);
  await goOnWith(page, openings(page).first());
  await page.getByLabel("Anything we should know?").fill("Second bell.");
  const element = page.locator("slotwright-booking");
  await element.evaluate((host) => (host.token = host.getAttribute("token")));
  await element.evaluate((host) => (host.token = null));
  await expect(page.getByLabel("Anything we should know?")).toHaveValue("Second bell.");
  await element.evaluate((host) => (host.token = 7));
  await expect(page.getByRole("heading", { name: "This link doesn’t work" })).toBeVisible();
});

test("dates, times and weeks follow the language, and the page's author hears where texts don't", async ({ page, startHost, customer }) => {
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  const token = handleOf(customer.link);
  const host = await startHost({ html: pageWith(`<slotwright-booking token="${token}"></slotwright-booking>`, { attributes: 'lang="de-AT" dir="ltr"' }) });
  await page.goto(host.url);
  const times = page.locator(".opening");
  await expect(times.first()).toHaveText(/^\d\d:\d\d$/);
  await expect(firstColumn(page)).toHaveText("Mo");
  await expect(page.getByRole("heading", { name: "März 2026" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Wann sollen wir kommen?" })).toBeVisible();

  const element = page.locator("slotwright-booking");
  await element.evaluate((host) => (host.lang = "en-GB"));
  await expect(page.getByRole("heading", { name: "March 2026" })).toBeVisible();
  // Their own calendar has other months than the grid, so it isn't used.
  await element.evaluate((host) => (host.lang = "fa"));
  await expect(firstColumn(page)).toHaveText("ش");
  await expect(page.locator(".month-title")).toHaveText(/مارس/);
  await element.evaluate((host) => (host.lang = "de_DE"));
  await expect(page.getByRole("heading", { name: "March 2026" })).toBeVisible();
  expect(warnings).toEqual([
    "slotwright-booking: lang: dates and times follow `fa`; there are no texts in it, so these are English, or what `texts` has",
    "slotwright-booking: lang: this browser knows no language `de_DE`; `en-US` is spoken",
  ]);
});

test("English texts run from left to right, also in a page that doesn't", async ({ page, startHost, customer }) => {
  const host = await startHost({
    html: pageWith(`<slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking>`, { attributes: 'lang="fa" dir="rtl"' }),
  });
  await page.goto(host.url);
  await page.locator(".opening").first().waitFor();
  const root = await page.locator(".root").evaluate((root) => [root.lang, getComputedStyle(root).direction]);
  expect(root).toEqual(["en", "ltr"]);
  // To the right is the next day.
  await page.locator(".day[tabindex='0']").focus();
  const focused = () => page.evaluate(() => document.activeElement.shadowRoot.activeElement.dataset.is);
  const before = await focused();
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await focused()) > before).toBe(true);
});

test("headings go on from the level that the page gives, and none of ours is the page's banner", async ({ page, startHost, customer }) => {
  const host = await startHost({
    html: pageWith(`<header>A shop</header><main><h1>Our services</h1><slotwright-booking token="${handleOf(customer.link)}"></slotwright-booking></main>`),
  });
  await page.goto(host.url);
  await openings(page).first().waitFor();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(["Our services"]);
  await expect(page.getByRole("banner")).toHaveText(["A shop"]);
  const levels = () => page.locator("slotwright-booking").getByRole("heading").evaluateAll((all) => all.map((heading) => heading.ariaLevel).join(""));
  await expect.poll(levels).toMatch(/^2344/);
  await page.locator("slotwright-booking").evaluate((host) => (host.headingLevel = 3));
  await expect.poll(levels).toMatch(/^3455/);
});

test("support's tools come by a chord or an address and are otherwise out of sight", async ({ page, customer }) => {
  const save = page.getByRole("button", { name: "Save the details for our support" });
  const towards = async (link) => {
    await page.goto(link);
    await page.getByRole("button", { name: "Tell us when it suits you" }).click();
    await page.getByRole("heading", { name: "When suits you?" }).waitFor();
  };
  await towards(customer.link);
  await expect(save).toHaveCount(0);
  await page.keyboard.press("Control+Shift+F9");
  await expect(save).toBeVisible();
  await page.keyboard.press("Control+Shift+F9");
  await expect(save).toHaveCount(0);
  await towards(customer.link.replace("#", "?support#"));
  await expect(save).toBeVisible();
});
