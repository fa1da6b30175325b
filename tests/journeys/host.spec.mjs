// What the pages of others do to the element: their layouts, their sizes, their colours.
import { expect, test } from "../support/fixtures.mjs";
import { handleOf, pageWith } from "../support/host.mjs";
import { goOnWith, openings } from "../support/steps.mjs";

const WIDGET = (link) => `<slotwright-booking token="${handleOf(link)}"></slotwright-booking>`;

/** Where pages put it, with the least share of the window that it must have at 390 and at 1200 pixels. */
const LAYOUTS = {
  "plain page": [(it) => it, 0.9, 0.9],
  "with margins": [(it) => `<style>slotwright-booking { margin-inline: 40px }</style>${it}`, 0.7, 0.85],
  "flex row": [(it) => `<div style="display: flex">${it}</div>`, 0.9, 0.9],
  "flex row beside a column": [(it) => `<div style="display: flex"><aside style="flex: none; width: 60px">Menu</aside>${it}</div>`, 0.7, 0.85],
  "centred flex column": [(it) => `<div style="display: flex; flex-direction: column; align-items: center">${it}</div>`, 0.9, 0.9],
  "centred grid": [(it) => `<div style="display: grid; place-items: center">${it}</div>`, 0.9, 0.9],
  "grid with centred tracks": [(it) => `<div style="display: grid; place-content: center">${it}</div>`, 0.85, 0.5],
  dialog: [(it) => `<dialog open>${it}</dialog>`, 0.75, 0.5],
  "table cell": [(it) => `<table><tr><td>${it}</td></tr></table>`, 0.9, 0.5],
  "in a float": [(it) => `<div style="float: left">${it}</div>`, 0.9, 0.5],
  "a float itself": [(it) => `<style>slotwright-booking { float: left }</style>${it}`, 0.9, 0.9],
  "in an absolute box": [(it) => `<div style="position: absolute">${it}</div>`, 0.9, 0.5],
  "absolute itself": [(it) => `<style>slotwright-booking { position: absolute; inset-inline: 8px }</style>${it}`, 0.9, 0.9],
  "in an inline block": [(it) => `<div style="display: inline-block">${it}</div>`, 0.9, 0.5],
  "inline block itself": [(it) => `<style>slotwright-booking { display: inline-block }</style>${it}`, 0.9, 0.9],
  sidebar: [(it) => `<div style="width: 280px">${it}</div>`, 0.7, 0.23],
};

test("it fills what it is put in, and never collapses nor sticks out @firefox", async ({ page, startHost, customer }) => {
  test.slow();
  const found = [];
  for (const [name, [put, phone, desktop]] of Object.entries(LAYOUTS)) {
    const host = await startHost({ html: pageWith(put(WIDGET(customer.link))) });
    await page.goto(host.url);
    await openings(page).first().waitFor();
    for (const [width, least] of [[390, phone], [1200, desktop]]) {
      await page.setViewportSize({ width, height: 844 });
      const { own, scroll } = await page.evaluate(() => ({
        own: document.querySelector("slotwright-booking").getBoundingClientRect().width,
        scroll: document.documentElement.scrollWidth,
      }));
      if (own < least * width || width < scroll) found.push(`${name} at ${width}: ${own} wide, the page ${scroll}`);
    }
  }
  expect(found).toEqual([]);
});

/** The widget's own sizes: what one sees of them. */
const sizes = (page) =>
  page.locator("slotwright-booking").evaluate((host) => {
    const of = (selector) => host.shadowRoot.querySelector(selector);
    const all = [...host.shadowRoot.querySelectorAll("*")].filter((element) => element.checkVisibility() && element.textContent.trim());
    const { fontSize, minHeight, paddingInlineStart } = getComputedStyle(of(".opening"));
    return {
      opening: [fontSize, minHeight, paddingInlineStart],
      heading: getComputedStyle(of(".heading")).fontSize,
      smallest: Math.min(...all.map((element) => parseFloat(getComputedStyle(element).fontSize))),
      columns: getComputedStyle(of(".columns")).gridTemplateColumns.split(" ").length,
      scrolls: document.documentElement.scrollWidth > innerWidth,
    };
  });

test("its sizes are its own, whatever the page's root has, unless the page asks for others @firefox", async ({ page, startHost, customer }) => {
  const look = async (head, width) => {
    const host = await startHost({ html: pageWith(WIDGET(customer.link), { head: `<style>${head}</style>` }) });
    await page.setViewportSize({ width, height: 844 });
    await page.goto(host.url);
    await openings(page).first().waitFor();
    return sizes(page);
  };
  for (const [width, columns] of [[390, 1], [1200, 2]]) {
    const usual = await look("", width);
    expect(usual).toEqual({ opening: ["16px", "44px", "8px"], heading: "20px", smallest: 13, columns, scrolls: false });
    for (const rule of ["html { font-size: 62.5% }", "html { font-size: 50px }", "body { font-size: 9px }", "slotwright-booking { font-size: 40px }"]) {
      expect(await look(rule, width), `${rule} at ${width}`).toEqual(usual);
    }
  }
  const larger = await look(":root { --sw-font-size: 20px }", 1200);
  expect(larger).toEqual({ opening: ["20px", "55px", "10px"], heading: "25px", smallest: 16.25, columns: 2, scrolls: false });
});

/** The contrast of each text with what it stands on, as the browser draws both; below 4.5 it is hard to read. */
const faint = (page) =>
  page.locator("slotwright-booking").evaluate((host) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    const drawn = (colours) => {
      canvas.fillStyle = "white";
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb) => {
      const [r, g, b] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      const layers = [];
      for (let at = element; at && at !== host; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
      return layers;
    };
    const found = new Set();
    for (const element of host.shadowRoot.querySelectorAll("*")) {
      const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      const isOut = element.closest("[aria-disabled=true]");
      if (!hasText || isOut || !element.checkVisibility() || element.closest(".unseen")) continue;
      const layers = behind(element);
      const [lighter, darker] = [drawn(layers), drawn([...layers, getComputedStyle(element).color])].map(luminance).sort((a, b) => b - a);
      const contrast = (lighter + 0.05) / (darker + 0.05);
      if (contrast < 4.5) found.add(`${element.className || element.tagName}: ${contrast.toFixed(2)}`);
    }
    return [...found];
  });

test("whatever the accent, it can be read in light and in dark @firefox", async ({ page, startHost, customer }) => {
  test.slow();
  for (const theme of ["light", "dark"]) {
    for (const accent of ["#0b57d0", "#ff6a00", "#0b2a6b", "#d4006a", "#ffe600", "#000000", "#ffffff", "#767676", "#0000ff"]) {
      const head = `<style>slotwright-booking { --sw-color-accent: ${accent}; --sw-color-danger: ${accent} }</style>`;
      const host = await startHost({ html: pageWith(WIDGET(customer.link).replace(">", ` theme="${theme}">`), { head }) });
      await page.goto(host.url);
      await openings(page).first().waitFor();
      expect(await faint(page), `${accent}, ${theme}, choosing`).toEqual([]);
      await goOnWith(page, openings(page).first());
      await page.getByRole("button", { name: "Book this visit" }).waitFor();
      expect(await faint(page), `${accent}, ${theme}, details`).toEqual([]);
      await page.getByRole("button", { name: "Back" }).click();
      await page.getByRole("button", { name: "Tell us when it suits you" }).click();
      await page.getByRole("button", { name: "Add this time" }).click();
      expect(await faint(page), `${accent}, ${theme}, wishes`).toEqual([]);
    }
  }
});

test("on a page that says nothing of light and dark it is as the device is, and can be read", async ({ page, startHost, customer }) => {
  const host = await startHost({ html: pageWith(WIDGET(customer.link)) });
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await page.goto(host.url);
    await openings(page).first().waitFor();
    expect(await faint(page), colorScheme).toEqual([]);
  }
});

const colour = (page, selector, property) =>
  page.locator("slotwright-booking").evaluate((host, [selector, property]) => getComputedStyle(host.shadowRoot.querySelector(selector))[property], [selector, property]);

test("what the page sets for a colour or for its text wins, apart for light and for dark", async ({ page, startHost, customer }) => {
  const head = `<style>slotwright-booking {
    --sw-color-accent: #ffe600; --sw-color-accent-dark: #0b2a6b;
    --sw-color-on-accent: #ff0000; --sw-color-on-accent-dark: #00ff00;
    --sw-color-accent-text: #123456; --sw-color-accent-text-dark: #fedcba;
    --sw-color-surface: #fffff0; --sw-color-surface-dark: #001000 }</style>`;
  const host = await startHost({ html: pageWith(WIDGET(customer.link), { head }) });
  await page.goto(host.url);
  await openings(page).first().waitFor();
  const looks = async () => [
    await colour(page, "[aria-selected=true] > .day", "backgroundColor"),
    await colour(page, "[aria-selected=true] > .day", "color"),
    await colour(page, ".opening", "color"),
    await colour(page, ".root", "backgroundColor"),
  ];
  await page.locator("slotwright-booking").evaluate((host) => (host.theme = "light"));
  expect(await looks()).toEqual(["rgb(255, 230, 0)", "rgb(255, 0, 0)", "rgb(18, 52, 86)", "rgb(255, 255, 240)"]);
  await page.locator("slotwright-booking").evaluate((host) => (host.theme = "dark"));
  expect(await looks()).toEqual(["rgb(11, 42, 107)", "rgb(0, 255, 0)", "rgb(254, 220, 186)", "rgb(0, 16, 0)"]);
});

test("it is light or dark as the page says, as the device where the page says nothing, and as its theme above both", async ({ page, startHost, customer }) => {
  const [LIGHT, DARK] = ["rgb(255, 255, 255)", "rgb(22, 25, 31)"];
  const surface = () => colour(page, ".root", "backgroundColor");
  const open = async (head, theme = "") => {
    const host = await startHost({ html: pageWith(WIDGET(customer.link).replace(">", ` theme="${theme}">`), { head }) });
    await page.goto(host.url);
    await openings(page).first().waitFor();
  };
  for (const device of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme: device });
    const asDevice = device === "dark" ? DARK : LIGHT;
    for (const [head, theme, expected] of [
      ["", "", asDevice],
      ["<style>:root { color-scheme: light }</style>", "auto", LIGHT],
      ["<style>:root { color-scheme: dark }</style>", "auto", DARK],
      ["<style>body { color-scheme: dark }</style>", "pink", DARK],
      ["<style>:root { color-scheme: light dark }</style>", "", asDevice],
      ['<meta name="color-scheme" content="light">', "", LIGHT],
      ["<style>:root { color-scheme: light }</style>", "dark", DARK],
      ["", "light", LIGHT],
    ]) {
      await open(head, theme);
      expect(await surface(), `${head} ${theme} on a ${device} device`).toBe(expected);
    }
    // A page with a switch of its own.
    await open("");
    await page.evaluate(() => (document.documentElement.style.colorScheme = "dark"));
    await expect.poll(surface).toBe(DARK);
    await page.evaluate(() => (document.documentElement.style.colorScheme = "light"));
    await expect.poll(surface).toBe(LIGHT);
    await page.locator("slotwright-booking").evaluate((host) => (host.theme = "dark"));
    await expect.poll(surface).toBe(DARK);
    await page.locator("slotwright-booking").evaluate((host) => (host.theme = null));
    await expect.poll(surface).toBe(LIGHT);
  }
});
