// What a host page relies on: the element's life, its attributes, its events, its looks.
import { expect, test } from "../support/fixtures.mjs";
import { chooseOpening, goOnWith, openings, openLink } from "../support/steps.mjs";

const element = (page) => page.locator("slotwright-booking").first();

test("an element that is only moved keeps its state, one that comes back begins anew @firefox", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  await page.getByLabel("Anything we should know?").fill("Second bell.");
  await element(page).evaluate((host) => document.body.prepend(host));
  await expect(page.getByLabel("Anything we should know?")).toHaveValue("Second bell.");

  await element(page).evaluate((host) => {
    window.kept = host;
    host.remove();
  });
  await expect.poll(() => page.evaluate(() => window.kept.shadowRoot.querySelector(".root"))).toBeNull();
  await page.evaluate(() => document.body.append(window.kept));
  await openings(page).first().waitFor();
});

test("two elements on a page never meet @firefox", async ({ page, server, demo, customer }) => {
  const other = demo.nextAccount();
  const link = await server.link({ account: other.id, jobType: customer.jobType.id });
  await openLink(page, customer.link);
  await page.evaluate((token) => {
    const second = document.createElement("slotwright-booking");
    second.token = token;
    document.body.append(second);
  }, new URL(link).hash.slice(3));
  const second = page.locator("slotwright-booking").nth(1);
  await expect(second.getByText(other.name)).toBeVisible();
  await goOnWith(second, openings(second).first());
  await expect(second.getByRole("heading", { name: "Check and book" })).toBeVisible();
  await expect(element(page).getByRole("heading", { name: "When should we come?" })).toBeVisible();
});

test("forty elements that came and went leave nothing behind", async ({ page, customer }) => {
  await openLink(page, customer.link);
  const token = await element(page).evaluate((host) => host.token);
  const nodes = async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.enable").then(() => session.send("Performance.getMetrics"));
    await session.detach();
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const comeAndGo = (times) =>
    page.evaluate(
      async ([token, times]) => {
        for (let i = 0; i < times; i++) {
          const host = document.createElement("slotwright-booking");
          host.token = token;
          document.body.append(host);
          await new Promise((done) => host.addEventListener("slotwright-availability-loaded", done, { once: true }));
          host.remove();
          await new Promise((done) => setTimeout(done));
        }
      },
      [token, times],
    );
  await comeAndGo(10);
  const before = await nodes();
  await comeAndGo(30);
  // An answer that was on its way when its element left holds that element until it is here, and the collector
  // comes when it wants to: what counts is what stays. A leak of one element stays, and is over 100 nodes.
  await expect
    .poll(async () => (await nodes()).Nodes, { message: "nodes", timeout: 20_000 })
    .toBeLessThan(before.Nodes + 100);
  expect((await nodes()).JSEventListeners, "listeners").toBeLessThan(before.JSEventListeners + 20);
});

test("attributes are live, and a bad value is told and keeps the default @firefox", async ({ page, customer }) => {
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await openLink(page, customer.link);
  const firstColumn = page.getByRole("columnheader").first();
  await expect(firstColumn).toHaveText("Sun");
  await element(page).evaluate((host) => host.setAttribute("first-day", "monday"));
  await expect(firstColumn).toHaveText("Mon");
  await element(page).evaluate((host) => host.setAttribute("time-format", "24h"));
  await expect(openings(page).first()).not.toHaveText(/AM|PM/);
  await element(page).evaluate((host) => host.setAttribute("lang", "en-GB"));
  await element(page).evaluate((host) => host.setAttribute("first-day", "noon"));
  await expect(firstColumn).toHaveText("Mon");
  expect(warnings).toEqual([
    "slotwright-booking: first-day: `noon` is not one of auto, sunday, monday, tuesday, wednesday, thursday, friday, saturday",
  ]);
});

test("the page hears each step once, and nothing personal", async ({ page, customer }) => {
  await page.addInitScript(() => {
    window.heard = [];
    const names = ["ready", "error", "opening-selected", "booking-submitted", "booking-confirmed", "booking-failed", "booking-cancelled"];
    for (const name of names) {
      addEventListener(`slotwright-${name}`, ({ type, detail }) => window.heard.push([type.slice(11), detail]));
    }
  });
  await openLink(page, customer.link);
  await chooseOpening(page);
  await page.getByLabel("Anything we should know?").fill("My name is Quinn.");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await page.getByRole("heading", { name: "Your visit is booked" }).waitFor();
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.getByRole("heading", { name: "Your visit is cancelled" }).waitFor();

  const heard = await page.evaluate(() => window.heard);
  expect(heard.map(([name]) => name)).toEqual(["ready", "opening-selected", "booking-submitted", "booking-confirmed", "booking-cancelled"]);
  const { job_id, start, time_zone, starts_at } = heard[3][1];
  expect(time_zone).toBe("America/Chicago");
  expect(start).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:00$/);
  expect(starts_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/);
  expect(heard[4][1]).toEqual({ job_id });
  expect(JSON.stringify(heard)).not.toContain(customer.account.name);
  expect(JSON.stringify(heard)).not.toContain("Quinn");
});

test("a host's tokens reach the inside, and the host's own rules don't", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("slotwright-booking { --sw-color-accent: rgb(200, 0, 100) } button { border: 9px solid red !important }");
    document.adoptedStyleSheets.push(sheet);
  });
  const style = (button, property) => button.evaluate((button, property) => getComputedStyle(button)[property], property);
  const selected = page.getByRole("gridcell", { selected: true }).getByRole("button");
  expect(await style(selected, "backgroundColor")).toBe("rgb(200, 0, 100)");
  expect(await style(openings(page).first(), "borderTopWidth")).toBe("1px");
});

test("another link in the same tab takes the place of the first @firefox", async ({ page, server, demo, customer }) => {
  const other = demo.nextAccount();
  const link = await server.link({ account: other.id, jobType: customer.jobType.id });
  await openLink(page, customer.link);
  await page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  await expect(page.getByText(other.name)).toBeVisible();
  expect(page.url(), "the address stays the link").toBe(link);
});
