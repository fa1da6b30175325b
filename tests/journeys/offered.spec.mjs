// What a link of the board may not do is not offered: each scope beside what is seen of each thing that can be done.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { handleOf } from "../support/host.mjs";

const TWO_TECHNICIANS = fileURLToPath(new URL("../support/two-technicians.json", import.meta.url));
const SCOPES = ["view", "schedule", "override", "admin"];

const JOBS = "/api/v1/scheduling/jobs";
const MOVES = { moves: [{ job_id: 1, from: null, to: { scheduled_datetime: "2026-03-03 20:00:00", length_in_minutes: 60, user_ids: [1] } }] };

/** What can be done, from which scope on it is offered, where, and what is asked of the server then. Reading is for all. */
const OFFERED = [
  ["Move to…", "schedule", "panel", ["POST", "/v1/moves", MOVES]],
  ["Back to the queue", "schedule", "panel", ["POST", `${JOBS}/1/queue`]],
  [/^Check in/, "schedule", "panel", ["POST", `${JOBS}/1/check_in`]],
  ["Complete", "schedule", "panel", ["POST", `${JOBS}/1/complete`]],
  ["Not done…", "schedule", "panel", ["POST", `${JOBS}/1/complete`]],
  ["Edit", "schedule", "panel", ["PATCH", `${JOBS}/1`]],
  ["Delete", "schedule", "panel", ["DELETE", `${JOBS}/1`]],
  ["Add", "schedule", "panel", ["POST", "/api/v1/jobs/1/tasks"]],
  ["Add a preferred time", "schedule", "panel", ["POST", `${JOBS}/1/desired_job_datetimes`]],
  ["Make a booking link", "schedule", "panel", ["POST", "/v1/links"]],
  ["Why not…?", "view", "panel"],
  ["New job", "schedule", "jobs", ["POST", JOBS]],
  ["CSV", "view", "schedule"],
  ["Make an address", "schedule", "schedule", ["POST", "/v1/technicians/1/feed"]],
  [/^Revoke link/, "override", "links", ["DELETE", "/v1/links/1"]],
  ["Move it all the same", "override", "refused", ["POST", "/v1/moves", { ...MOVES, override_reason: "No heat" }]],
  // The forms of what is set up are there to be read, and say what a save would need.
  [null, "override", null, ["POST", "/api/v1/scheduling/scheduled_time_offs"]],
  [null, "override", null, ["POST", "/api/v1/scheduling/schedule_blockers"]],
  [null, "admin", null, ["POST", "/api/v1/scheduling/schedules/1/schedule_days"]],
  [null, "admin", null, ["PATCH", "/api/v1/scheduling/job_types/1"]],
  [null, "admin", null, ["PUT", "/v1/fields"]],
  [null, "admin", null, ["PUT", "/v1/rules"]],
  [null, "admin", null, ["PUT", "/v1/policy"]],
  [null, "admin", null, ["POST", "/v1/webhooks"]],
  [null, "admin", null, ["POST", "/v1/api_users"]],
];

test("a link offers what its scope reaches and nothing else, in the panel, the list, the schedule and the links, and what it doesn't offer is refused", async ({ context, startServer }) => {
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
      for (const [name] of OFFERED.filter(([, , where]) => where === place)) {
        const found = within.getByRole("button", { name, exact: true }).or(within.getByText(name, { exact: true }));
        seen[name] = (await found.count()) > 0;
      }
    };
    const may = (from) => SCOPES.indexOf(from) <= SCOPES.indexOf(scope);
    for (const fold of await page.locator(".out details:not([open]) > summary").all()) await fold.click();
    // What the link may is said a moment later.
    if (!may("schedule")) await expect(page.getByRole("button", { name: "Make an address" })).toHaveCount(0);
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
    expect(seen, scope).toEqual(Object.fromEntries(OFFERED.filter(([name]) => name).map(([name, from]) => [name, may(from)])));
    for (const [, from, , asked] of OFFERED) {
      if (may(from)) continue;
      const [method, path, body = {}] = asked;
      const headers = { authorization: `Bearer ${handleOf(url)}`, "content-type": "application/json" };
      const answer = await fetch(server.url + path, { method, headers, body: JSON.stringify(body) });
      expect(answer.status, `${scope}: ${method} ${path}`).toBe(403);
      expect(answer.headers.get("www-authenticate"), `${scope}: ${method} ${path}`).toContain("insufficient_scope");
    }
    await page.close();
  }
});
