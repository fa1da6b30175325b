// What is told without being looked for: to screen readers, in the tab's title, at the note, in the list of wishes.
import { expect, test } from "../support/fixtures.mjs";
import { addWish, askApart, chooseOpening, openLink, openWishes, openings } from "../support/steps.mjs";

const status = (page) => page.getByRole("status");
const notes = (page) => page.getByLabel("Anything we should know?");
const wishes = (page) => page.getByRole("list", { name: "Your preferred times, best first" }).getByRole("listitem");

test("a screen reader hears that openings are looked for, that it takes long, and that a visit is being booked", async ({ page, customer }) => {
  await askApart(page);
  let letGo;
  const held = new Promise((done) => (letGo = done));
  await page.route("**/find_any_available_space?start_date=2026-03*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(customer.link);
  await expect(status(page)).toHaveText("Looking for openings…");
  await expect(status(page)).toHaveText("Still looking. Your connection seems slow.");
  letGo();
  await expect(status(page)).toHaveText(/^March 2026: \d+ openings\.$/);
  await chooseOpening(page);
  let answer;
  const asked = new Promise((done) => (answer = done));
  await page.route("**/scheduling/jobs", async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(status(page)).toHaveText("Booking…");
  answer();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeFocused();
});

test("what was said is forgotten after some seconds, so that a later step doesn't begin with it", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await expect(status(page)).toHaveText(/^March 2026/);
  await expect(status(page)).toHaveText("", { timeout: 12_000 });
  // The same sentence again is said again.
  await page.getByRole("button", { name: "Next month" }).click();
  await page.getByRole("button", { name: "Previous month" }).click();
  await expect(status(page)).toHaveText(/^March 2026/);
});

test("the title of our own page follows the step", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await expect(page).toHaveTitle("When should we come? – Book your visit");
  await chooseOpening(page);
  await expect(page).toHaveTitle("Check and book – Book your visit");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page).toHaveTitle("Your visit is booked – Book your visit");
});

test("a note that is too long is kept whole, marked and explained, and counted as the server counts", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  const end = "The gate code is 4711.";
  await notes(page).fill("x".repeat(1990) + end);
  await expect(notes(page)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("2012 of 2000 characters.")).toBeVisible();
  await expect(notes(page)).toHaveAccessibleDescription(/Your note is longer than 2000 characters\. Please shorten it/);
  let sent = 0;
  page.on("request", (request) => (sent += Number(request.url().endsWith("/scheduling/jobs"))));
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(notes(page)).toBeFocused();
  expect((await notes(page).inputValue()).endsWith(end), "nothing is cut off").toBe(true);
  expect(sent, "what would be refused isn't sent").toBe(0);

  // 2,000 characters, of which 1,000 are two units of UTF-16 each.
  const full = "🐕".repeat(1000) + "x".repeat(1000);
  await notes(page).fill(full);
  await expect(notes(page)).toHaveAttribute("aria-invalid", "false");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await customer.jobs()).toMatchObject([{ notes: full }]);
});

test("an invisible character that came with a paste is in nobody's way", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  await notes(page).evaluate((field) => {
    field.value = "Ring\u0000 twice.";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await customer.jobs()).toMatchObject([{ notes: "Ring twice." }]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("an added wish is brought into view, and the one that is edited is marked", async ({ page, customer }) => {
    await openWishes(page, customer.link);
    await addWish(page, "2026-03-24", "08:00", "12:00");
    await addWish(page, "2026-03-25", "08:00", "12:00");
    await addWish(page, "2026-03-26", "08:00", "12:00");
    await expect(wishes(page)).toHaveCount(3);
    await expect(wishes(page).last()).toBeInViewport({ ratio: 0.95 });
    const marked = page.locator(".wish[aria-current=true]");
    await expect(marked).toHaveCount(0);
    await page.getByRole("button", { name: /^Edit: Wednesday/ }).click();
    await expect(marked).toHaveText(/Wednesday, March 25/);
    await page.getByRole("button", { name: /^Move up: Wednesday/ }).click();
    await expect(marked).toHaveText(/Wednesday, March 25/);
    await page.getByRole("button", { name: "Cancel edit" }).click();
    await expect(marked).toHaveCount(0);
  });
});

test.describe("on the smallest phone, with a keyboard", () => {
  test.use({ viewport: { width: 320, height: 640 }, locale: "de-DE" });

  test("what has the focus is seen whole, and not below what leads on", async ({ page, customer }) => {
    await page.goto(customer.link);
    const chips = page.locator(".suggested .chip");
    await chips.first().focus();
    await page.keyboard.press("Tab");
    await expect(chips.nth(1)).toBeFocused();
    await expect(chips.nth(1)).toBeInViewport({ ratio: 0.99 });
    await page.locator(".opening").first().press("Enter");
    await page.locator("[data-is=go-on]").press("Enter");
    await expect(page.locator("[data-is=heading]")).toBeFocused();
    await page.keyboard.press("Tab");
    const [notes, bar] = [page.locator("[data-is=notes]"), page.locator(".details > .buttons")];
    await expect(notes).toBeFocused();
    const overlap = async () => {
      const [above, below] = [await notes.boundingBox(), await bar.boundingBox()];
      return above.y + above.height - below.y;
    };
    await expect.poll(overlap).toBeLessThanOrEqual(0);
    // Both of what leads on stand in one row.
    expect((await bar.boundingBox()).height).toBeLessThan(90);
  });
});

test.describe("a device on Greenwich's time", () => {
  test.use({ timezoneId: "UTC" });

  test("is told by the name that people know", async ({ page, customer }) => {
    await openLink(page, customer.link);
    await expect(page.getByText("Your device uses UTC.")).toBeVisible();
    await expect(openings(page).first()).toBeVisible();
  });
});
