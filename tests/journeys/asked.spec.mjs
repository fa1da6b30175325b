// What a page asks for beside the link: the step that comes first, what is filled in, what is booked by staff; and what stands in slots.
import { readFileSync } from "node:fs";
import { expect, linked, test } from "../support/elsewhere.mjs";
import { handleOf, pageWith } from "../support/host.mjs";
import { book, chooseOpening, openings } from "../support/steps.mjs";

const NOTES = "Anything we should know?";

const element = (attributes, inside = "") => `<slotwright-booking ${attributes}>${inside}</slotwright-booking>`;

test("a page begins with the wishes, or with another time for a visit that is booked", async ({ page, startHost, customer }) => {
  const token = handleOf(customer.link);
  const open = async (mode) => page.goto((await startHost({ html: pageWith(element(`token="${token}" mode="${mode}"`)) })).url);
  await open("wish");
  await expect(page.getByRole("heading", { name: "When suits you?" })).toBeVisible();
  await open("book");
  await book(page);
  await open("reschedule");
  await expect(page.getByRole("heading", { name: "Choose a new time" })).toBeVisible();
  await page.getByRole("button", { name: "Keep my current time" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  // There is a visit: nothing is wished for.
  await open("wish");
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
});

test("what a page fills in is there, by attribute or property, and what was typed stays", async ({ page, startHost, customer }) => {
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  const token = handleOf(customer.link);
  const html = pageWith(
    `${element("")}<script>const host = document.querySelector("slotwright-booking"); host.prefill = { notes: "Ring twice.", colour: "red" }; host.token = "${token}"</script>`,
  );
  const host = await startHost({ html });
  await page.goto(host.url);
  await chooseOpening(page);
  await expect(page.getByLabel(NOTES)).toHaveValue("Ring twice.");
  expect(warnings).toEqual(["slotwright-booking: prefill: `colour` is not the key of a field"]);
  expect(await page.locator("slotwright-booking").evaluate((host) => host.outerHTML)).not.toContain("Ring");
  await page.getByLabel(NOTES).fill("Ring once.");
  // What was typed is kept a moment after the last key.
  await expect.poll(() => page.evaluate(() => JSON.stringify(history.state))).toContain("once");
  await page.reload();
  await expect(page.getByLabel(NOTES)).toHaveValue("Ring once.");
});

test.describe("values that are none", () => {
  test("are told with what is allowed, and the defaults hold", async ({ page, startHost, customer }) => {
    const warnings = [];
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    const bad = `mode="later" view="year" windows="soon" min="tomorrow" time-zone="Mars/Olympus" prefill="Ring" job-id="x"`;
    const host = await startHost({ html: pageWith(element(`token="${handleOf(customer.link)}" ${bad}`)) });
    await page.goto(host.url);
    await openings(page).first().waitFor();
    expect(warnings.map((text) => text.replace("slotwright-booking: ", ""))).toEqual([
      "mode: `later` is not one of book, wish, reschedule",
      "view: `year` is not one of month, week, list; of a board: timeline, jobs, links, setup",
      "windows: `soon` is not one of exact, 1, 2, … 1440",
      "time-zone: `Mars/Olympus` is not one of names as Europe/Paris",
      "min: `tomorrow` is not one of dates as 2026-12-31",
      "prefill: `Ring` is not one of JSON objects",
      "job-id: `x` is not one of numbers",
    ]);
  });
});

/** A CRM's page with the widget from the server. */
const crm = (server, attributes) =>
  `<!doctype html><html lang="en"><title>A CRM</title><script type="module" src="${server.url}/element.js"></script><slotwright-booking ${attributes}></slotwright-booking></html>`;

test("staff in a CRM book for whom the page names, with their own token", async ({ page, elsewhere, listed: { server, account } }) => {
  const [type] = (await server.list("/scheduling/job_types")).filter((type) => type.length_in_minutes === 60);
  const staff = handleOf(server.board);
  elsewhere.show(crm(server, `token="${staff}" job-type="${type.id}" entity-type="accounts" entity-id="${account.id}"`));
  const before = (await server.jobsOf(account.id)).length;
  await page.goto(elsewhere.origin);
  await book(page);
  const jobs = await server.jobsOf(account.id);
  expect(jobs).toHaveLength(before + 1);
  // A job that is there already.
  elsewhere.show(crm(server, `token="${staff}" job-id="${jobs.at(-1).id}"`));
  await page.goto(elsewhere.origin);
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
});

test.describe("where it goes wrong", () => {
  test.use({ meant: /422|403|lets no|may not ask/ });

  test("staff read that what the page names isn't there", async ({ page, elsewhere, listed: { server } }) => {
    elsewhere.show(crm(server, `token="${handleOf(server.board)}" job-id="999999"`));
    await page.goto(elsewhere.origin);
    await expect(page.getByText("The selected job id is invalid.")).toBeVisible();
  });

  test("a page that may book and no more is told so, and its author which setting is missing", async ({ page, elsewhere, startServer }) => {
    const { server } = await linked(startServer, "*");
    elsewhere.show(crm(server, `token="${handleOf(server.board)}" job-id="1"`));
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    await page.goto(elsewhere.origin);
    await expect(page.getByText("This website’s own settings keep", { exact: false })).toBeVisible();
    expect(said.join("\n")).toContain(`ALLOWED_ORIGINS=*,${elsewhere.origin}`);
  });
});

test("what stands in a slot is shown in the place of ours", async ({ page, startHost, customer }) => {
  const inside = `<b slot="next">Later</b><p slot="footer">Or call 555-0100.</p>`;
  const host = await startHost({ html: pageWith(element(`token="${handleOf(customer.link)}"`, inside)) });
  await page.goto(host.url);
  await openings(page).first().waitFor();
  await expect(page.getByText("Later", { exact: true })).toBeVisible();
  await expect(page.getByText("Or call 555-0100.")).toBeVisible();
  await expect(page.getByText("‹")).toBeVisible();
});

test("an element has the properties that its manifest has, and no others of ours", async ({ page, startHost }) => {
  const manifest = JSON.parse(readFileSync(new URL("../../embed/widget/custom-elements.json", import.meta.url)));
  const host = await startHost({ html: pageWith(element("")) });
  await page.goto(host.url);
  const told = manifest.modules[0].declarations[0].members.map((member) => member.name).sort();
  const has = await page.locator("slotwright-booking").evaluate(async (host) => {
    await customElements.whenDefined("slotwright-booking");
    const ours = [];
    for (let proto = Object.getPrototypeOf(host); proto !== HTMLElement.prototype; proto = Object.getPrototypeOf(proto)) {
      ours.push(...Object.entries(Object.getOwnPropertyDescriptors(proto)).filter(([, { get }]) => get).map(([name]) => name));
    }
    return ours.sort();
  });
  expect(has).toEqual(told.filter((name) => !["lang", "nonce"].includes(name)));
});
