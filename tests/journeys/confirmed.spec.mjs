// A system stands behind the server, and has the last word: what a customer reads until it has spoken, and after. The system is the
// server itself, which answers all four, and goes wrong on purpose where it is told to.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test as base } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { addWish, chooseOpening, goOnWith, openings, openLink, openWishes } from "../support/steps.mjs";

const WORLD = fileURLToPath(new URL("../support/one-technician-anywhere.json", import.meta.url));
const heading = (page, name) => page.getByRole("heading", { name });
const confirming = (page) => heading(page, "We are confirming your visit");
const booked = (page) => heading(page, "Your visit is booked");

/** Where each system's API begins, and what its adapter has to know beside that. */
const SYSTEMS = {
  sonar: ["", ""],
  os1: [
    "/os1",
    `tenant_id = "slotwright"\njob_types = { 1 = "type:1" }\nworkflows = { 1 = "jobWorkflow:visit" }\naccounts = { 1 = "account:1" }`,
  ],
  bigchange: ["/bigchange", "customer_id = 14532\nvehicles = { 1 = 1 }"],
  frotcom: ["/frotcom", ""],
};

const test = base.extend({
  /** A system, the server before it, and a link: `behind("sonar")`. */
  behind: async ({ startServer }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "slotwright-settings-"));
    await use(async (name) => {
      const system = await startServer({ world: WORLD, env: { STANDIN: "1" } });
      const [root, table] = SYSTEMS[name];
      const settings = join(folder, `${name}.toml`);
      writeFileSync(settings, `[upstream]\nsystem = "${name}"\nuser = "office"\nurl = "${system.url}${root}"\n${table}\n`);
      const env = { SETTINGS: settings, UPSTREAM_PASSWORD: "the journeys' own" };
      const server = await startServer({ world: WORLD, env });
      return { system, server, link: await server.link({ account: 1, jobType: 1 }) };
    });
    rmSync(folder, { recursive: true, force: true });
  },
});

/** The next so many requests for jobs go wrong so in the system. */
async function fault(system, requests, fault) {
  const paths = ["/api/v1/scheduling/jobs", "/frotcom/v2/jobs"];
  await system.api("/__standin/faults", paths.map((path_prefix) => ({ path_prefix, requests, fault })), "PUT");
}

async function choose(page, link, nth = 0) {
  await openLink(page, link);
  await chooseOpening(page, nth);
  await page.getByRole("button", { name: "Book this visit" }).click();
}

test("a visit is called booked once the system behind has said so, also on a page that was closed meanwhile @firefox", async ({
  page,
  context,
  behind,
}) => {
  const { system, link } = await behind("sonar");
  await fault(system, 9, { delay_ms: 6000 });
  await choose(page, link);
  await expect(confirming(page)).toBeFocused();
  await expect(page.getByText("This time is kept for you.")).toBeVisible();
  await expect(page.getByText("Add to calendar")).toHaveCount(0);
  const again = await context.newPage();
  await again.goto(link);
  await expect(confirming(again)).toBeVisible();
  await expectSound(page, "a visit is being confirmed");
  await expect(booked(page)).toBeVisible();
  await expect(page.getByText("Add to calendar")).toBeVisible();
  await expect(booked(again)).toBeVisible();
  expect(await system.jobsOf(1)).toHaveLength(1);
});

test("a time that the system behind refuses leads to similar times, and to none that was promised @firefox", async ({
  page,
  otherPage,
  behind,
}) => {
  const { system, server, link } = await behind("sonar");
  await openLink(page, link);
  await chooseOpening(page);
  // Somebody books there what is free here.
  await system.takeAll("2026-03-03 08:00", 60, 1, 2);
  await fault(system, 1, { delay_ms: 2000 });
  await page.getByRole("button", { name: "Book this visit" }).click();
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("could not be confirmed after all");
  await expect(notice.getByRole("button", { name: /, \d{1,2}:\d\d/ })).not.toHaveCount(0);
  await expectSound(page, "a visit was refused");
  const [job] = await server.jobsOf(1);
  expect(job.status).toBe("queued");
  await otherPage.goto(link);
  await expect(otherPage.getByRole("alert")).toContainText("could not be confirmed after all");
  await notice.getByRole("button", { name: /, \d{1,2}:\d\d/ }).last().click();
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(booked(page)).toBeVisible();
});

test("a visit of which nobody knows whether it arrived is not called booked", async ({ page, behind }) => {
  const { system, server, link } = await behind("frotcom");
  await fault(system, 9, "cut_after");
  await choose(page, link);
  await expect(page.getByText("It takes longer than usual.")).toBeVisible({ timeout: 30_000 });
  await expect(confirming(page)).toBeVisible();
  const [job] = await server.jobsOf(1);
  expect(job.status).toBe("scheduled");
});

for (const name of Object.keys(SYSTEMS)) {
  test(`with ${name} behind, a visit is wished for, booked, moved and cancelled`, async ({ page, behind }) => {
    const { system, server, link } = await behind(name);
    await openWishes(page, link);
    await addWish(page, "2026-03-04", "08:00", "10:00");
    await page.getByRole("button", { name: "Send these times" }).click();
    await expect(heading(page, "We have your preferred times")).toBeVisible();
    await page.getByRole("button", { name: "Choose a time myself" }).click();
    await goOnWith(page, openings(page).first());
    await page.getByRole("button", { name: "Book this visit" }).click();
    await expect(booked(page)).toBeVisible();
    const settled = async () => expect.poll(async () => (await server.api("/v1/outbox?state=waiting")).data.length).toBe(0);
    await settled();
    const count = (await system.jobsOf(1)).length;
    expect(count).toBe(1);
    await page.getByRole("button", { name: "Change the time" }).click();
    await chooseOpening(page, 2);
    await page.getByRole("button", { name: "Move my visit" }).click();
    await expect(heading(page, "Your visit is moved").or(booked(page))).toBeVisible();
    await settled();
    await page.getByRole("button", { name: "Cancel the visit" }).click();
    await page.getByRole("button", { name: "Yes, cancel it" }).click();
    await expect(heading(page, "Your visit is cancelled")).toBeVisible();
    await settled();
  });
}
