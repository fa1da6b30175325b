// The board's keys are told, and anything in it is found by typing: both by keyboard alone.
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

const TWO_TECHNICIANS = fileURLToPath(new URL("../support/two-technicians.json", import.meta.url));

/** Ada Novak has Lena Ortiz tomorrow at 9, and Ivy Chen waits; the board is open, and nothing in it has the focus. */
async function open(page, startServer) {
  const server = await startServer({ world: TWO_TECHNICIANS });
  const job = { job_type_id: 1, assigned_type: "accounts", length_in_minutes: 60 };
  await server.api("/api/v1/scheduling/jobs", { ...job, assigned_id: 1, scheduled_datetime: "2026-03-03 09:00:00", user_ids: [1] });
  await server.api("/api/v1/scheduling/jobs", { ...job, assigned_id: 3 });
  await page.goto(server.board);
  await expect(page.getByText("1 job waits for a time")).toBeVisible();
  return server;
}

const visit = (page, name) => page.locator("[data-is=timeline]").getByRole("button", { name });
const search = (page) => page.getByRole("combobox", { name: "Find a job, a day, a technician, or what to do" });
const option = (page, name) => page.getByRole("dialog").getByRole("option", { name });

test("a key shows the keys, and what is said of them is what they do", async ({ page, startServer }) => {
  await open(page, startServer);
  const keys = page.getByRole("dialog", { name: "Keys" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("?");
  await expect(keys.getByRole("row", { name: "Redo Ctrl Shift Z Ctrl Y" })).toBeVisible();
  await expect(keys.getByRole("row", { name: "Take the suggested time 1 9" })).toBeVisible();
  await expectSound(page, "the keys");
  await page.keyboard.press("Escape");
  await expect(keys).toHaveCount(0);

  await page.getByRole("button", { name: "Keys", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(keys).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Keys", exact: true }), "the focus comes back").toBeFocused();

  await page.getByRole("button", { name: "Jobs", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Name, address, note or number").focus();
  await page.keyboard.type("?");
  await expect(page.getByLabel("Name, address, note or number"), "what is typed is typed").toHaveValue("?");
  await expect(keys).toHaveCount(0);
});

test("a day, a technician, a job and what to do with it are found by typing, and gone to @firefox", async ({ page, startServer }) => {
  await open(page, startServer);
  const find = async (typed, expected) => {
    await page.keyboard.press("Control+k");
    await expect(search(page)).toBeFocused();
    await page.keyboard.type(typed);
    await expect(option(page, expected)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(search(page)).toHaveCount(0);
  };
  await find("tomor", "Tue, Mar 3, 2026 Tomorrow");
  await expect(page.getByLabel("First day")).toHaveValue("2026-03-03");
  await expect(visit(page, /^Lena Ortiz/)).toBeVisible();

  await find("nov ada", "Ada Novak");
  await expect(visit(page, /^Lena Ortiz/), "her first visit has the focus").toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("ivy");
  await expect(option(page, /^Ivy Chen/)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("1 found");
  await expectSound(page, "a job that is found");
  await page.keyboard.press("Escape");
  await expect(visit(page, /^Lena Ortiz/), "the focus comes back").toBeFocused();

  await find("chen", /^Ivy Chen/);
  await expect(page.getByRole("heading", { name: "Ivy Chen" })).toBeFocused();
  await find("move", "Move to… Ivy Chen");
  await expect(page.locator("[data-is=move-date]")).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(search(page)).toBeFocused();
  await expect(option(page, "Move to… Ivy Chen")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await expect(option(page, "Setting up"), "round about").toHaveAttribute("aria-selected", "true");
  await page.keyboard.type("zzz");
  await expect(page.getByText("Nothing is called that.")).toBeVisible();
  await page.keyboard.press("Escape");
  await find("setting", "Setting up");
  await expect(page.getByRole("heading", { name: "Working hours" })).toBeVisible();
});
