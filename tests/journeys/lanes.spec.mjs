// What stands on the schedule's lanes beside visits, and how lanes stand together: who is there, ways and buffers, groups.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

const TWO_TECHNICIANS = fileURLToPath(new URL("../support/two-technicians.json", import.meta.url));
const RULES = {
  buffers: [{ job_type_id: 1, before_minutes: 0, after_minutes: 15 }],
  travel: { speed_km_h: 60, detour_percent: 130, least_minutes: 20 },
};

const schedule = (page) => page.locator("[data-is=timeline]");
const visit = (page, name) => schedule(page).getByRole("button", { name });

test("a visit says who is there since when, what is kept around it and the way to it, and once they left, that somebody was", async ({ page, startServer }) => {
  const server = await startServer({ world: TWO_TECHNICIANS });
  await server.api("/v1/rules", RULES, "PUT");
  const make = async (account, time) => {
    const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: account, length_in_minutes: 60 };
    const { data } = await server.api("/api/v1/scheduling/jobs", { ...job, scheduled_datetime: `2026-03-02 ${time}:00`, user_ids: [1] });
    return data.id;
  };
  const [lena] = [await make(1, "08:30"), await make(2, "13:00")];
  await server.api(`/api/v1/scheduling/jobs/${lena}/check_in`, { user_id: 1 });
  await page.goto(server.board);
  await expect(visit(page, /^Lena Ortiz/)).toHaveAccessibleName(/^Lena Ortiz 8:30 AM · Antenna check until 9:30 AM, Scheduled, on site since 9:0\d AM, 15 min kept after it$/);
  await expect(visit(page, /^Amos Reed/)).toHaveAccessibleName(/Scheduled, 20 min to get there, 15 min kept after it$/);
  // The way ends where the visit begins.
  const [way, amos] = [schedule(page).locator(".margin[data-state=travel]"), visit(page, /^Amos Reed/)];
  const [before, of] = [await way.boundingBox(), await amos.boundingBox()];
  expect(Math.abs(before.x + before.width - of.x)).toBeLessThan(3);
  await page.getByText("What the signs mean").click();
  await expect(page.getByRole("listitem").filter({ hasText: "On the way" })).toBeVisible();
  await expectSound(page, "what stands beside visits");
  await server.api(`/api/v1/scheduling/jobs/${lena}/check_out`, { user_id: 1 });
  await expect(visit(page, /^Lena Ortiz/)).toHaveAccessibleName(/, was on site, and left, 15 min kept after it$/);
});

test("technicians stand in groups, which fold by mouse and by key, stay so in the address, and count who is in them @firefox", async ({ page, server }) => {
  await page.goto(server.board);
  await visit(page, /./).first().waitFor();
  const lanes = schedule(page).locator(".lane");
  await page.getByLabel("Group technicians").selectOption("By area");
  const west = schedule(page).getByRole("button", { name: /^Oak Park and Berwyn/ });
  const others = schedule(page).getByRole("button", { name: /^No group/ });
  await expect(west).toContainText("Oak Park and Berwyn1 technician");
  await expect(others).toContainText(/^No group11 technicians · \d+\s%$/);
  await expect(others).toHaveAttribute("aria-expanded", "true");
  await expect(lanes).toHaveCount(12);
  await others.click();
  await expect(others).toHaveAttribute("aria-expanded", "false");
  const few = await lanes.count();
  expect(few).toBeLessThan(12);
  await expectSound(page, "groups");
  // What waits is taken into a lane that is seen, and put back from anywhere in the board.
  await west.click();
  await others.click();
  await page.locator(".tray-job").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("status")).toContainText(await lanes.first().locator(".lane-name").getAttribute("title"));
  await page.getByRole("button", { name: "Keys", exact: true }).focus();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("status")).toHaveText("It is where it was.");
  await west.click();
  await others.click();
  // Tab and the arrows lead to what is seen alone.
  await west.focus();
  await page.keyboard.press("Tab");
  await expect(schedule(page).locator(".visit:focus, .group-fold:focus")).toHaveCount(1);
  await page.reload();
  await expect(others).toHaveAttribute("aria-expanded", "false");
  await expect(lanes).toHaveCount(few);
  await others.focus();
  await page.keyboard.press("Enter");
  await expect(others).toBeFocused();
  await expect(lanes).toHaveCount(12);
  await page.getByLabel("Group technicians").selectOption("No groups");
  await expect(west).toHaveCount(0);
  expect(new URL(page.url()).search).toBe("");
});

test("where nobody has an area all stand in one group, and in none once they are to be grouped by nothing", async ({ page, startServer }) => {
  const server = await startServer({ world: TWO_TECHNICIANS });
  await page.goto(server.board);
  await schedule(page).locator("[data-lane]").first().waitFor();
  const by = page.getByLabel("Group technicians");
  const head = schedule(page).getByRole("button", { name: /^No group/ });
  for (const [choice, heads] of [["By area", 1], ["No groups", 0], ["By area", 1]]) {
    await by.selectOption(choice);
    await expect(head).toHaveCount(heads);
  }
});
