// Pictures of the widget: those of the README, or with `--all FOLDER` every state in every shape, to look at.
// `cargo xtask pictures` sets the environment.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { BROWSER } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";
import { addWish, book, chooseOpening, openLink, openWishes } from "./support/steps.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 };
const DESKTOP = { viewport: { width: 900, height: 760 }, deviceScaleFactor: 1 };

/** How each state is reached from a fresh link. */
const STATES = {
  choose: openLink,
  details: async (page, link) => {
    await openLink(page, link);
    await chooseOpening(page);
    await page.getByLabel("Anything we should know?").fill("The gate code is 4711.");
  },
  held: async (page, link) => {
    await STATES.details(page, link);
    await page.getByText(/^We are keeping this time/).waitFor();
  },
  booked: async (page, link) => {
    await openLink(page, link);
    await book(page);
  },
  cancel: async (page, link) => {
    await STATES.booked(page, link);
    await page.getByRole("button", { name: "Cancel the visit" }).click();
  },
  cancelled: async (page, link) => {
    await STATES.cancel(page, link);
    await page.getByRole("button", { name: "Yes, cancel it" }).click();
    await page.getByRole("heading", { name: "Your visit is cancelled" }).waitFor();
  },
  wishes: async (page, link) => {
    await openWishes(page, link);
    await addWish(page, "2026-03-24", "03:00", "05:00");
    await addWish(page, "2026-03-25", "10:00", "16:00");
    await addWish(page, "2026-03-26", "08:00", "12:00");
  },
  waiting: async (page, link) => {
    await STATES.wishes(page, link);
    await page.getByRole("button", { name: "Send these times" }).click();
    await page.getByRole("heading", { name: "We have your preferred times" }).waitFor();
  },
  offline: async (page, link) => {
    await STATES.details(page, link);
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Book this visit" }).click();
    await page.getByRole("alert").waitFor();
  },
  invalid: async (page, link) => {
    await page.goto(link.replace(/#l=.*/, "#l=AAAAAAAAAAAAAAAAAAAAAA"));
    await page.getByRole("heading", { name: "This link doesn’t work" }).waitFor();
  },
  board: async (page, link, server) => {
    await page.goto(server.board);
    await page.getByRole("region", { name: "Schedule" }).getByRole("button").first().waitFor();
  },
  schedule: async (page, link, server) => {
    await STATES.board(page, link, server);
    await page.locator(".tray-job").first().click();
    await page.locator(".suggested-here").first().waitFor();
  },
  jobs: async (page, link, server) => {
    await STATES.board(page, link, server);
    await page.getByRole("button", { name: "Jobs", exact: true }).click();
    await page.getByRole("table").waitFor();
  },
  "why-not": async (page, link, server) => {
    await STATES.jobs(page, link, server);
    await page.getByRole("button", { name: /^Why not…\? Job/ }).first().click();
    await page.getByLabel("Day").fill("2026-03-10");
    await page.getByLabel("Time").fill("12:30");
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByRole("list", { name: "Technicians" }).waitFor();
  },
};

const README = [
  { name: "booking-phone", state: "choose", ...PHONE },
  { name: "booking-desktop", state: "choose", ...DESKTOP },
  { name: "wishes", state: "wishes", ...DESKTOP },
  { name: "confirmation", state: "booked", ...PHONE },
  { name: "dark", state: "choose", ...DESKTOP, colorScheme: "dark" },
  { name: "board", state: "schedule", viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
];

const SHAPES = {
  desktop: DESKTOP,
  small: { viewport: { width: 320, height: 640 } },
  dark: { ...DESKTOP, colorScheme: "dark" },
  // Arabic words are still to come; the direction is what is looked at.
  rtl: { ...PHONE, rightToLeft: true },
};

const [flag, folder] = process.argv.slice(2);
const all = flag === "--all";
const target = all ? folder : fileURLToPath(new URL("pictures", import.meta.url));
const shots = all
  ? Object.keys(STATES).flatMap((state) => Object.entries(SHAPES).map(([name, shape]) => ({ name: `${state}-${name}`, state, ...shape })))
  : README;

mkdirSync(target, { recursive: true });
const server = await Server.start();
const browser = await chromium.launch(BROWSER);
const jobType = (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60);
const accounts = await server.list("/accounts");
for (const [index, { name, state, rightToLeft, ...options }] of shots.entries()) {
  const page = await browser.newPage({ ...options, locale: "en-US", timezoneId: "America/Chicago", reducedMotion: "reduce" });
  page.setDefaultTimeout(7_000);
  if (rightToLeft) await page.addInitScript(() => addEventListener("DOMContentLoaded", () => (document.documentElement.dir = "rtl")));
  try {
    const account = accounts[index % accounts.length].id;
    await STATES[state](page, await server.link({ account, jobType: jobType.id }), server);
    // Neither a focus ring nor a caret, which blinks.
    if (!all) await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.blur());
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: join(target, `${name}.png`), fullPage: all });
    console.log(join(target, `${name}.png`));
  } catch (error) {
    if (!all) throw error;
    console.error(`${name}: ${error.message.split("\n")[0]}`);
    await page.screenshot({ path: join(target, `${name}-FAILED.png`), fullPage: true });
  }
  await page.close();
}
await browser.close();
await server.end();
