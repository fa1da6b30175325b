// What a customer sees and does on the booking page, found as a customer finds it: by role and name.

/** The month's days that have openings. */
export const openDays = (page) => page.getByRole("button", { name: /, [1-9]\d* openings?/ });

/** The chosen day's times: `9:00 AM to 10:00 AM`. */
export const openings = (page) => page.getByRole("button", { name: /^\d{1,2}:\d\d.* to \d{1,2}:\d\d/ });

/** Presses a time, and goes on with it. */
export async function goOnWith(page, opening) {
  await opening.click();
  await page.getByRole("button", { name: /^Continue with / }).click();
}

/** Opens a link and waits for its first openings. */
export async function openLink(page, link) {
  await page.goto(link);
  await openings(page).first().waitFor();
}

/** Has the link come without what is free, which is asked for by itself then, month by month. */
export const askApart = (page) =>
  page.route("**/v1/booking?*", async (route) => {
    const answer = await route.fetch();
    const { availability, ...booking } = await answer.json();
    await route.fulfill({ response: answer, json: booking });
  });

/** Chooses the `nth` time of the shown day and goes on to the details. Gives the time as shown. */
export async function chooseOpening(page, nth = 0) {
  await openings(page).first().waitFor();
  // The first days have few times left, and journeys share a world.
  if ((await openings(page).count()) <= nth) await openDays(page).last().click();
  const opening = openings(page).nth(nth);
  const name = await opening.getAttribute("aria-label");
  await goOnWith(page, opening);
  await page.getByRole("heading", { name: "Check and book" }).waitFor();
  return name;
}

/** Books the `nth` time of the shown day. */
export async function book(page, nth = 0) {
  const name = await chooseOpening(page, nth);
  await page.getByRole("button", { name: "Book this visit" }).click();
  await page.getByRole("heading", { name: "Your visit is booked" }).waitFor();
  return name;
}

/** Opens a link and goes on to the wishes. */
export async function openWishes(page, link) {
  await openLink(page, link);
  await page.getByRole("button", { name: "Tell us when it suits you" }).click();
  await page.getByRole("heading", { name: "When suits you?" }).waitFor();
}

/** Writes a wish into the form and adds it: date and times as a form field has them. */
export async function addWish(page, date, from, to) {
  await page.getByLabel("Day", { exact: true }).fill(date);
  await page.getByRole("combobox", { name: "From" }).selectOption(from);
  await page.getByRole("combobox", { name: "To" }).selectOption(to);
  await page.getByRole("button", { name: "Add this time" }).click();
}

/** Asks for the booked visit as a file for calendars. */
export async function saveCalendar(page) {
  await page.getByText("Add to calendar").click();
  await page.getByRole("button", { name: "Apple and others (.ics)" }).click();
}

/** What only support needs is shown. */
export const showSupport = (page) => page.keyboard.press("Control+Shift+F9");
