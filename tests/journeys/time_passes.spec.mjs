// A page that stays open grows old with the server's clock, and never offers what the server would refuse.
import { fileURLToPath } from "node:url";

import { expect, test } from "../support/fixtures.mjs";
import { goOnWith, openings, openLink } from "../support/steps.mjs";

/** One technician works from eight to noon from Tuesday to Thursday; two hours' notice make eight o'clock too soon from six on. */
const WORLD = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
const heading = (page, name) => page.getByRole("heading", { name });
const opening = (page, time) => openings(page).filter({ hasText: new RegExp(`^${time}`) });

/** A device whose clock the journey sets: by so many milliseconds it is ahead of what it was. */
async function withOwnClock(page) {
  await page.addInitScript(() => {
    const now = Date.now;
    window.ahead = 0;
    Date.now = () => now() + window.ahead;
  });
}

test("in the middle of a minute the first time that is offered can be booked", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD, clock: "2026-03-03T06:00:20" });
  const held = page.waitForResponse("**/v1/holds");
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await expect(openings(page).first()).toHaveText(/8:(15|30).AM/);
  await goOnWith(page, openings(page).first());
  expect((await held).status()).toBe(201);
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
});

test("a time that has become too soon leaves a page that is only looked at, and the focus stays on its time", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD, clock: "2026-03-03T05:59:40" });
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await expect(opening(page, "8:00")).toBeVisible();
  await opening(page, "9:00").focus();
  await expect(opening(page, "8:00")).toHaveCount(0, { timeout: 40_000 });
  await expect(opening(page, "9:00")).toBeFocused();
});

test("a page that was hidden is up to date when it is seen again", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD, clock: "2026-03-03T05:57:00" });
  await withOwnClock(page);
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await expect(opening(page, "8:00")).toBeVisible();
  await page.evaluate(() => {
    window.ahead = 4 * 60_000;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(opening(page, "8:00")).toHaveCount(0, { timeout: 5_000 });
  await expect(opening(page, "8:30")).toBeVisible();
});

test("that a time is refused is told when it is chosen, with similar times", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD, clock: "2026-03-03T05:59:40" });
  await withOwnClock(page);
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  // A device whose clock is set back takes no time for passed.
  await page.evaluate(() => (window.ahead = -3_600_000));
  await expect.poll(async () => {
    const answer = await page.request.get(`${server.url}/v1/booking`, { headers: { authorization: `Bearer ${await token(page)}` } });
    return (await answer.json()).now.slice(11);
  }, { timeout: 40_000 }).toMatch(/^06:00:(0[2-9]|[1-4]\d)/);
  await goOnWith(page, opening(page, "8:00"));
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("at least 2 hours from now");
  await expect(notice).toContainText("Similar times");
  await expect(notice).toBeFocused();
  await expect(heading(page, "When should we come?")).toBeVisible();
  await expect(notice.getByRole("button", { name: /8:30/ })).toBeVisible();
  await expect(opening(page, "8:00"), "what is refused is not offered again").toHaveCount(0);
});

test("a chosen time that becomes too soon while the rest is filled in is told so, and the note stays", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD, clock: "2026-03-03T05:59:40" });
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await goOnWith(page, opening(page, "8:00"));
  await page.getByLabel("Anything we should know?").fill("The blue door.");
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("This time has passed or is too soon for us.", { timeout: 40_000 });
  await notice.getByRole("button", { name: /8:30/ }).click();
  await expect(page.getByLabel("Anything we should know?")).toHaveValue("The blue door.");
});

const token = (page) => page.locator("slotwright-booking").evaluate((host) => host.token);
