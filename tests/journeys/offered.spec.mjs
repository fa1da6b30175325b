// What a link of the board may not do is not offered: each scope beside what is seen of each thing that can be done.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";

const TWO_TECHNICIANS = fileURLToPath(new URL("../support/two-technicians.json", import.meta.url));
const SCOPES = ["view", "schedule", "override", "admin"];

/** What can be done, from which scope on it is offered, and where. Reading is for all. */
const OFFERED = [
  ["Move to…", "schedule", "panel"],
  ["Back to the queue", "schedule", "panel"],
  [/^Check in/, "schedule", "panel"],
  ["Complete", "schedule", "panel"],
  ["Edit", "schedule", "panel"],
  ["Delete", "schedule", "panel"],
  ["Add a preferred time", "schedule", "panel"],
  ["Make a booking link", "schedule", "panel"],
  ["Why not…?", "view", "panel"],
  ["New job", "schedule", "jobs"],
  ["CSV", "view", "schedule"],
  ["Make an address", "schedule", "schedule"],
  [/^Revoke link/, "override", "links"],
  ["Move it all the same", "override", "refused"],
];

test("a link offers what its scope reaches and nothing else, in the panel, the list, the schedule and the links", async ({ context, startServer }) => {
  const server = await startServer({ world: TWO_TECHNICIANS });
  const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60 };
  const { data: booked } = await server.api("/api/v1/scheduling/jobs", { ...job, scheduled_datetime: "2026-03-03 09:00:00", user_ids: [1] });
  await server.linkForJob(booked.id);
  for (const scope of SCOPES) {
    const { url } = await server.api("/v1/links", { board: true, scope });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByLabel("First day").fill("2026-03-03");
    await page.getByLabel("First day").blur();
    const visit = page.getByRole("button", { name: /^Lena Ortiz 9:00/ }).first();
    await expect(visit).toBeVisible();
    const seen = {};
    const look = async (place, within = page) => {
      for (const [name, , where] of OFFERED) {
        if (where !== place) continue;
        const found = within.getByRole("button", { name, exact: true }).or(within.getByText(name, { exact: true }));
        seen[name] = (await found.count()) > 0;
      }
    };
    const may = (from) => SCOPES.indexOf(from) <= SCOPES.indexOf(scope);
    for (const fold of await page.locator(".out details:not([open]) > summary").all()) await fold.click();
    await look("schedule");

    // The keys say why they do nothing.
    await visit.focus();
    await page.keyboard.press("Space");
    await expect(page.locator(".ghost")).toHaveCount(may("schedule") ? 1 : 0);
    await page.keyboard.press("Escape");
    await visit.click();
    const panel = page.getByRole("region", { name: new RegExp(`, job ${booked.id}$`) });
    await expect(panel.getByText("History")).toBeVisible();
    if (may("schedule")) await expect(panel.getByRole("button", { name: "Complete", exact: true })).toBeVisible();
    await look("panel", panel);
    if (may("schedule")) {
      // At 20:00 nobody works: whoever may goes against that, with a reason.
      await panel.getByRole("button", { name: "Move to…" }).click();
      await page.locator(".mover").getByLabel("Time").fill("20:00");
      await page.locator(".mover").getByRole("button", { name: "Move it" }).click();
      await expect(page.getByRole("alert").first()).toBeVisible();
    }
    await look("refused");
    await page.getByRole("button", { name: "Jobs", exact: true }).click();
    await expect(page.getByRole("table")).toBeVisible();
    await look("jobs");
    await page.getByRole("button", { name: "Links", exact: true }).click();
    await expect(page.getByRole("table")).toBeVisible();
    await look("links");
    expect(seen, scope).toEqual(Object.fromEntries(OFFERED.map(([name, from]) => [name, may(from)])));
    await page.close();
  }
});
