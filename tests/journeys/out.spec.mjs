// What is taken out of the board: paper, a list for spreadsheets, and calendars that others subscribe to.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { PNG } from "../judges/png.mjs";

/** What a button of the board saves as a file: its name, and its bytes. */
async function saved(page, browserName, name) {
  const press = () => page.getByRole("button", { name, exact: true }).click();
  if (browserName === "chromium") {
    const saving = page.waitForEvent("download");
    await press();
    const file = await saving;
    return [file.suggestedFilename(), await readFile(await file.path())];
  }
  // Firefox tells nothing of downloads: what it is given to save is taken before.
  await page.evaluate(() => {
    const made = new Map();
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      const url = make.call(URL, blob);
      made.set(url, blob);
      return url;
    };
    window.saving = new Promise((done) => {
      HTMLAnchorElement.prototype.click = async function () {
        const bytes = new Uint8Array(await made.get(this.href).arrayBuffer());
        done([this.download, Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")]);
      };
    });
  });
  await press();
  const [called, bytes] = await page.evaluate(() => window.saving);
  return [called, Buffer.from(bytes, "latin1")];
}

test("the day is printed for each technician, the jobs are saved, and a calendar is subscribed to @firefox", async ({ page, server, browserName }) => {
  // Firefox can't be asked how it would print.
  const onPaper = async (look) => {
    if (browserName !== "chromium") return;
    await page.emulateMedia({ media: "print" });
    await look();
    await page.emulateMedia({ media: "screen" });
  };
  await page.goto(server.board);
  const schedule = page.getByRole("region", { name: "Schedule" });
  await expect(schedule.getByRole("button").first()).toBeVisible();

  await page.evaluate(() => (window.print = () => (document.title = "printed")));
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await expect(page).toHaveTitle("printed");
  const day = page.locator(".printed-day").first();
  await expect(day).toContainText("Marisol Reyes · Mon, Mar 2, 2026");
  await expect(day.getByRole("cell", { includeHidden: true }).first()).toHaveText(/^\d+:\d\d AM–\d+:\d\d [AP]M$/);
  await onPaper(() => expect(schedule).toBeHidden());
  await expect(schedule).toBeVisible();
  await expect(day).toBeHidden();

  // Everybody on one table, whose head each page repeats.
  await page.getByRole("button", { name: "Print everybody" }).click();
  const paper = page.locator(".paper");
  await expect(paper.locator("tbody > tr")).toHaveCount(12);
  await onPaper(async () => {
    await expect(paper.locator("thead")).toHaveCSS("display", "table-header-group");
    await expect(schedule).toBeHidden();
  });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(paper, "what was written out for the printer is gone").toHaveCount(0);
  // By the browser's own menu no lane is missing either.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(paper.locator("tbody > tr")).toHaveCount(12);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(paper).toHaveCount(0);

  const [drawn, picture] = await saved(page, browserName, "Picture (PNG)");
  expect(drawn).toBe("schedule-2026-03-02.png");
  await expect(page.getByRole("status")).toHaveText("The picture is saved.");
  const { width, height, data } = PNG.sync.read(picture);
  // Twice as large as told, to be sharp.
  expect([width, height]).toEqual([2 * 1580, 2 * (44 + 12 * 40)]);
  const colours = new Set();
  // Along the first lane's visits, just within their upper edges: the bar that says of which type they are.
  for (let x = 360; x < width; x++) colours.add(data.subarray((2 * (44 + 6) * width + x) * 4, (2 * (44 + 6) * width + x) * 4 + 3).toString("hex"));
  const types = ["0b57d0", "1a7f37", "b3261e", "7b3fb5", "a07800", "68707d"];
  expect(types.some((type) => colours.has(type)), [...colours].join(" ")).toBe(true);
  expect(data.subarray(0, 4).toString("hex")).toBe("ffffffff");

  const [listed, list] = await saved(page, browserName, "CSV");
  expect(listed).toBe("jobs.csv");
  const rows = list.toString("utf8").split("\r\n");
  expect(rows[0]).toBe("\ufeffjob_id,job_type,status,scheduled_datetime,length_in_minutes,place,address,technicians,preferred_times,notes");
  expect(rows.length).toBeGreaterThan(50);

  await page.getByText("Calendar feed").click();
  await page.getByRole("button", { name: "Make an address" }).click();
  const address = page.getByLabel("Address of the calendar");
  await expect(address).toBeFocused();
  await expectSound(page, "the address of a calendar");
  const first = await address.inputValue();
  expect(await (await fetch(first)).text()).toContain("X-WR-CALNAME:Marisol Reyes");
  await page.getByRole("button", { name: "Make an address" }).click();
  await expect(address).not.toHaveValue(first);
  expect((await fetch(first)).status, "a new one ends the one before").toBe(404);
});

test("the printed day says where a visit stands, and by which number its customer is called", async ({ page, startServer }) => {
  const server = await startServer({ world: fileURLToPath(new URL("../support/one-technician.json", import.meta.url)) });
  const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60 };
  await server.api("/api/v1/scheduling/jobs", { ...job, scheduled_datetime: "2026-03-04 10:00:00", user_ids: [1] });
  await page.goto(server.board);
  await page.getByLabel("First day").fill("2026-03-04");
  await expect(page.locator(".visit").first()).toBeVisible();
  await page.evaluate(() => (window.print = () => (document.title = "printed")));
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await expect(page.locator(".printed-day td")).toContainText([/10:00/, "Scheduled", "Antenna check", "Lena Ortiz", "+13095550101", "12 Canal Street", ""]);
});
