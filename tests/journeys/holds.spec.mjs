// A chosen time is kept for whoever fills in the rest, and nobody is told late that it is another's.
import { fileURLToPath } from "node:url";

import { expect, test } from "../support/fixtures.mjs";
import { chooseOpening, goOnWith, openings, openLink } from "../support/steps.mjs";

const WORLD = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
const heading = (page, name) => page.getByRole("heading", { name });
const notes = (page) => page.getByLabel("Anything we should know?");
const kept = (page) => page.getByText(/^We are keeping this time for you/);
const alternatives = (page) => page.getByRole("alert").getByRole("button", { name: /, \d{1,2}:\d\d/ });

/** A server with one technician, and a link for each of two customers. */
async function oneTechnician(startServer, env) {
  const server = await startServer({ world: WORLD, env });
  const links = [await server.link({ account: 1, jobType: 1 }), await server.link({ account: 2, jobType: 1 })];
  return { server, links };
}

test("of two who want the same time, the second is told when choosing it", async ({ page, otherPage, startServer }) => {
  const { server, links } = await oneTechnician(startServer);
  await openLink(otherPage, links[1]);
  await openLink(page, links[0]);
  await chooseOpening(page, 2);
  await expect(page.getByText("We are keeping this time for you for another 5 minutes.")).toBeVisible();

  await goOnWith(otherPage, openings(otherPage).nth(2));
  const notice = otherPage.getByRole("alert");
  await expect(notice).toContainText(/Tue, Mar 3, 9:00.AM has just been taken by somebody else/);
  await expect(notice).toBeFocused();
  await expect(heading(otherPage, "When should we come?")).toBeVisible();
  // The same time on the next day is as near as an hour later, and half an hour sooner lies too close to what is kept.
  await expect(alternatives(otherPage)).toHaveText([/Tue, Mar 3, 8:00.AM/, /Tue, Mar 3, 10:00.AM/, /Wed, Mar 4, 9:00.AM/]);
  await alternatives(otherPage).last().click();
  await otherPage.getByRole("button", { name: "Book this visit" }).click();
  await expect(heading(otherPage, "Your visit is booked")).toBeVisible();

  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  expect(await server.jobsOf(1)).toMatchObject([{ scheduled_datetime: "2026-03-03 09:00:00" }]);
  expect(await server.jobsOf(2)).toMatchObject([{ scheduled_datetime: "2026-03-04 09:00:00" }]);
});

test("a time that is not wanted any more is let go at once", async ({ page, startServer }) => {
  const { server, links } = await oneTechnician(startServer);
  const isFree = async () => (await server.freeAt("2026-03-03 09:00", 60, 1, 2)).length === 1;
  await openLink(page, links[0]);
  await chooseOpening(page, 2);
  await expect(kept(page)).toBeVisible();
  expect(await isFree()).toBe(false);
  await page.getByRole("button", { name: "Back" }).click();
  await expect.poll(isFree).toBe(true);
});

test("when a time is no longer kept, that is said with the nearest others, and nothing typed is lost", async ({ page, startServer }) => {
  const { server, links } = await oneTechnician(startServer, { HOLD_SECONDS: "6", HOLD_MAX_SECONDS: "6" });
  await openLink(page, links[0]);
  await chooseOpening(page, 2);
  await expect(kept(page)).toBeVisible();
  await notes(page).fill("The blue door.");
  await expect(page.getByRole("button", { name: "Keep it longer" }), "it can't be kept longer").toHaveCount(0);
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("the time is still free");
  await expect(alternatives(page)).toHaveText([/8:30.AM/, /9:30.AM/, /8:00.AM/]);
  await expect(page.getByText("We no longer keep this time for you.")).toBeVisible();
  await expect(notes(page), "the focus stays where the person is").toBeFocused();
  await alternatives(page).nth(1).click();
  await expect(notes(page)).toHaveValue("The blue door.");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  expect(await server.jobsOf(1)).toMatchObject([{ scheduled_datetime: "2026-03-03 09:30:00", notes: "The blue door." }]);
});

test("a time that is no longer kept and has been taken is told as taken", async ({ page, startServer }) => {
  const { server, links } = await oneTechnician(startServer, { HOLD_SECONDS: "2", HOLD_MAX_SECONDS: "2" });
  await openLink(page, links[0]);
  const held = page.waitForResponse("**/v1/holds");
  await chooseOpening(page, 2);
  await notes(page).fill("The blue door.");
  expect((await held).status()).toBe(201);
  // The office books the moment that it can.
  await expect(() => server.takeAll("2026-03-03 09:00", 60, 1, 2)).toPass({ intervals: [100] });
  const book = page.getByRole("button", { name: "Book this visit" });
  await book.click({ timeout: 2_000 }).catch(() => {});
  await expect(page.getByRole("alert")).toContainText("has just been taken by somebody else");
  await page.getByRole("alert").getByRole("button", { name: /Wed, Mar 4, 9:00/ }).click();
  await expect(notes(page)).toHaveValue("The blue door.");
});

test("whoever is typing keeps the time", async ({ page, startServer }) => {
  const { links } = await oneTechnician(startServer, { HOLD_SECONDS: "6", HOLD_MAX_SECONDS: "60" });
  await openLink(page, links[0]);
  const extended = page.waitForResponse((answer) => answer.url().endsWith("/extend"));
  await chooseOpening(page, 2);
  await expect(kept(page)).toBeVisible();
  await notes(page).pressSequentially("Please ring at the second bell, twice.", { delay: 220 });
  expect((await extended).status()).toBe(200);
  await expect(kept(page), "eight seconds later").toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("the last minute is announced once, and one key keeps the time for longer", async ({ page, startServer }) => {
  const { links } = await oneTechnician(startServer, { HOLD_SECONDS: "50" });
  await openLink(page, links[0]);
  await chooseOpening(page, 2);
  await expect(page.getByRole("status")).toHaveText("Less than a minute is left to book the time that we keep for you.");
  const extended = page.waitForResponse((answer) => answer.url().endsWith("/extend"));
  await page.getByRole("button", { name: "Keep it longer" }).focus();
  await page.keyboard.press("Enter");
  expect((await extended).status()).toBe(200);
  await expect(kept(page).locator("..")).toBeFocused();
});

test("a time that could not be held can be booked all the same", async ({ page, startServer }) => {
  const { server, links } = await oneTechnician(startServer);
  await page.route("**/v1/holds", (route) => route.abort());
  await openLink(page, links[0]);
  await chooseOpening(page, 2);
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  expect(await server.jobsOf(1)).toHaveLength(1);
});

test("a visit is booked under its hold", async ({ page, startServer }) => {
  const { links } = await oneTechnician(startServer);
  await openLink(page, links[0]);
  const held = page.waitForResponse("**/v1/holds");
  await chooseOpening(page, 2);
  const { id, user_ids } = await (await held).json();
  const booking = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/scheduling/jobs"));
  await expect(kept(page)).toBeVisible();
  await page.getByRole("button", { name: "Book this visit" }).click();
  expect((await booking).postDataJSON()).toMatchObject({ hold_id: id, user_ids });
  await expect(heading(page, "Your visit is booked")).toBeVisible();
});
