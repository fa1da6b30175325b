import { expect, test } from "../support/fixtures.mjs";
import { book, chooseOpening, openDays, openLink, openings, saveCalendar } from "../support/steps.mjs";

// The device's zone must not move a visit: its time is that of the place.
for (const timezoneId of ["America/Chicago", "Asia/Kolkata"]) {
  test.describe(`a customer whose device is in ${timezoneId}`, () => {
    test.use({ timezoneId });

    test("books a visit, and the link shows it from then on @firefox", async ({ page, server, customer }) => {
      await openLink(page, customer.link);
      await expect(page.getByText(customer.jobType.name)).toBeVisible();
      await expect(openDays(page).first()).toBeVisible();

      const time = await chooseOpening(page, 1);
      await expect(page.getByText(customer.account.name, { exact: true })).toBeVisible();
      await page.getByLabel("Anything we should know?").fill("The gate code is 4711.");
      await page.getByRole("button", { name: "Book this visit" }).click();

      await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeFocused();
      const [from] = time.split(" to ");
      await expect(page.getByText(from).first()).toBeVisible();

      const jobs = await customer.jobs();
      expect(jobs).toHaveLength(1);
      expect(jobs[0]).toMatchObject({ status: "scheduled", notes: "The gate code is 4711." });
      expect(clock12(jobs[0].scheduled_datetime)).toBe(from.replace(/\s/g, " "));

      await page.reload();
      await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
      await expect(page.getByText("The gate code is 4711.")).toBeVisible();
    });
  });
}

test("the calendar file holds the instants of the visit", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const download = page.waitForEvent("download");
  await saveCalendar(page);
  const chunks = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk);
  const file = Buffer.concat(chunks).toString();
  const [job] = await customer.jobs();
  // Central Standard Time, six hours behind, until the clocks change on 8 March.
  const utc = new Date(`${job.scheduled_datetime.replace(" ", "T")}-06:00`).toISOString();
  expect(file).toContain("BEGIN:VEVENT");
  expect(file).toContain(`DTSTART:${utc.replace(/[-:]|\.000/g, "")}`);
});

test("two clicks make one booking", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  await chooseOpening(page);
  await page.getByRole("button", { name: "Book this visit" }).dblclick();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await customer.jobs()).toHaveLength(1);
});

test("a visit is booked by keyboard alone @firefox", async ({ page, server, customer }) => {
  await openLink(page, customer.link);
  const press = (key) => page.keyboard.press(key);
  const tabTo = async (target) => {
    for (let step = 0; step < 40; step++) {
      if (await target.evaluate((element) => element.matches(":focus"))) return;
      await press("Tab");
    }
    throw new Error(`Tab never reached ${target}`);
  };
  const days = page.getByRole("gridcell").getByRole("button");
  const focused = days.and(page.locator(":focus"));

  await tabTo(days.and(page.locator('[tabindex="0"]')));
  const first = await focused.getAttribute("aria-label");
  await press("ArrowRight");
  await expect(focused).not.toHaveAttribute("aria-label", first);
  await press("ArrowLeft");
  await expect(focused).toHaveAttribute("aria-label", first);
  await press("PageDown");
  await expect(focused).toHaveAccessibleName(/April/);
  await press("PageUp");
  await expect(focused).toHaveAccessibleName(/March/);
  await press("End");
  await press("Home");
  while (!/[1-9]\d* openings?/.test(await focused.getAttribute("aria-label"))) await press("ArrowRight");
  await press("Enter");

  await tabTo(openings(page).first());
  await press("Enter");
  await expect(page.getByRole("button", { name: /^Continue with / })).toBeFocused();
  await press("Enter");
  await expect(page.getByRole("heading", { name: "Check and book" })).toBeFocused();
  await tabTo(page.getByLabel("Anything we should know?"));
  await page.keyboard.type("Please ring twice.");
  await tabTo(page.getByRole("button", { name: "Book this visit" }));
  await press("Enter");
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeFocused();
  expect(await customer.jobs()).toMatchObject([{ notes: "Please ring twice." }]);
});

/** `2026-03-02 14:00:00` as an American customer reads it: `2:00 PM`. */
function clock12(datetime) {
  const [hours, minutes] = datetime.slice(11, 16).split(":").map(Number);
  return `${hours % 12 || 12}:${String(minutes).padStart(2, "0")} ${hours < 12 ? "AM" : "PM"}`;
}
