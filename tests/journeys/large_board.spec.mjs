// A board of two hundred technicians: what isn't seen isn't drawn, and is there when it is scrolled or led to.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "../support/fixtures.mjs";

const MANY = 200;
const VISITS_EACH = 6;

/** Two hundred who work from 8 to 17 on Monday 2 March, each with six visits of an hour, and six hundred jobs that wait. */
function world() {
  const users = Array.from({ length: MANY }, (_, n) => ({ id: n + 1, name: `Technician No. ${n + 1}` }));
  const job = (id, more) => ({ id, job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60, created_by_user_id: 1, ...more });
  const visits = users.flatMap((user, n) =>
    Array.from({ length: VISITS_EACH }, (_, nth) => {
      const start = `2026-03-02 ${String(8 + nth).padStart(2, "0")}:00:00`;
      return job(n * VISITS_EACH + nth + 1, { status: "scheduled", scheduled_datetime: start, user_ids: [user.id] });
    }),
  );
  const waiting = Array.from({ length: 600 }, (_, n) => job(visits.length + n + 1, { status: "queued", scheduled_datetime: null, user_ids: [] }));
  return {
    time_zone: "America/Chicago",
    users,
    job_types: [{ id: 1, name: "Antenna check", length_in_minutes: 60 }],
    entities: { "account:1": { name: "Lena Ortiz", address: "12 Canal Street, Peoria" } },
    schedules: [{
      user_ids: users.map(({ id }) => id), job_type_ids: [1], name: "Days", start: "2026-03-01",
      days: [{ day: 1, start_timestamp: "08:00", end_timestamp: "17:00" }],
    }],
    jobs: [...visits, ...waiting],
  };
}

test("of two hundred lanes those near what is seen are drawn, and any is reached by scrolling and by keys", async ({ page, startServer }) => {
  const file = join(mkdtempSync(join(tmpdir(), "slotwright-")), "world.json");
  writeFileSync(file, JSON.stringify(world()));
  const server = await startServer({ world: file });
  await page.goto(server.board);
  const schedule = page.locator("[data-is=timeline]");
  await schedule.locator(".visit").first().waitFor();
  const count = () => page.evaluate(() => document.querySelector("slotwright-board").shadowRoot.querySelectorAll("*").length);
  expect(await count()).toBeLessThan(3000);
  const lane = (n) => schedule.locator(`[data-lane="${n}"]`);
  await expect(lane(1)).toHaveAttribute("aria-setsize", String(MANY));
  await expect(lane(150)).toHaveCount(0);
  // The whole height is there to be scrolled.
  await schedule.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(lane(200)).toBeInViewport();
  await expect(lane(200).locator(".visit")).toHaveCount(VISITS_EACH);
  expect(await count()).toBeLessThan(3000);
  // What had the focus is still drawn, so that Tab leads to it, and the arrows lead on from it into lanes that weren't.
  await expect(lane(1)).toHaveCount(1);
  await schedule.evaluate((element) => element.scrollTo(0, 0));
  await lane(1).locator(".visit").first().focus();
  for (let n = 0; n < 40; n++) await page.keyboard.press("ArrowDown");
  await expect(lane(41).locator(".visit").first()).toBeFocused();
  await expect(lane(41)).toBeInViewport();
  // A visit is carried past what was drawn.
  await page.keyboard.press("Space");
  for (let n = 0; n < 40; n++) await page.keyboard.press("ArrowDown");
  await expect(lane(81).locator(".ghost")).toBeInViewport();
  await page.keyboard.press("Escape");
  const waiting = page.locator(".tray-jobs > li");
  await expect(waiting).toHaveCount(40);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(waiting).toHaveCount(80);
});
