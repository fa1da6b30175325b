// What a customer keeps of a visit: the link, the way back, the time that was looked at, the entry in their calendar.
import { fileURLToPath } from "node:url";

import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { addWish, book, chooseOpening, goOnWith, openDays, openings, openLink, openWishes, saveCalendar } from "../support/steps.mjs";

const WORLD = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
const heading = (page, name) => page.getByRole("heading", { name });
const button = (page, name) => page.getByRole("button", { name });
const notes = (page) => page.getByLabel("Anything we should know?");
const JOBS = "/api/v1/scheduling/jobs";

/** Staff give a visit another time. */
async function move(server, job, start) {
  await server.api(`${JOBS}/${job.id}`, { scheduled_datetime: start, user_ids: job.user_ids }, "PATCH");
}

/** A customer of the one technician, with a visit on Tuesday at nine. */
async function booked(page, startServer) {
  const server = await startServer({ world: WORLD });
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await book(page, 2);
  const [job] = await server.jobsOf(1);
  expect(job.scheduled_datetime).toBe("2026-03-03 09:00:00");
  return { server, job };
}

test("whatever a message put around a link, it opens or says what to do @firefox", async ({ page, customer }) => {
  const around = ["。", "”", "…", "%E2%80%8B", "\n", "%0D%0A", "%00", "🙂", "»", ".", ",", ")", "%E2%80%9D", " more words"];
  for (const tail of around) {
    await page.goto("about:blank");
    await page.goto(customer.link + tail);
    await expect(heading(page, "When should we come?"), JSON.stringify(tail)).toBeVisible();
    expect(page.url(), JSON.stringify(tail)).toBe(customer.link);
  }
  const { origin } = new URL(customer.link);
  for (const nothing of ["#l=»", "#l=。", "#l=", "#l=%", "#l=AAAA%E2%80", "#l=AAAAAAAAAAAAAAAAAAAAAA."]) {
    await page.goto("about:blank");
    await page.goto(`${origin}/book${nothing}`);
    await expect(heading(page, "This link doesn’t work"), nothing).toBeVisible();
  }
});

test("a handle that a host page took from a message with all that stood around it works @firefox", async ({ page, customer }) => {
  await openLink(page, customer.link);
  for (const tail of ["\u200b", "\n", "\0", "»", "🙂"]) {
    await page.evaluate((tail) => {
      const before = document.querySelector("slotwright-booking");
      const host = document.createElement("slotwright-booking");
      host.token = `“${before.token}${tail}`;
      before.replaceWith(host);
      host.token = before.token;
      host.token += tail;
    }, tail);
    await expect(heading(page, "When should we come?"), JSON.stringify(tail)).toBeVisible();
  }
});

test("a misspelt address leads to the page, with the link @firefox", async ({ page, customer }) => {
  const { origin, hash } = new URL(customer.link);
  for (const address of [`/book/${hash}`, `/BOOK${hash}`, `/book%23${hash.slice(1)}`]) {
    await page.goto("about:blank");
    await page.goto(origin + address);
    await expect(heading(page, "When should we come?"), address).toBeVisible();
    expect(page.url(), address).toBe(customer.link);
  }
});

test("the address is the link, and can be copied once there is a visit", async ({ page, context, customer }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openLink(page, customer.link);
  expect(page.url()).toBe(customer.link);
  await book(page);
  expect(page.url()).toBe(customer.link);
  await button(page, "Copy my link").click();
  await expect(button(page, "Link copied")).toBeVisible();
  await expect(page.getByRole("status")).toHaveText("Link copied");
  await expectSound(page, "the link is copied");

  const other = await context.newPage();
  await other.setContent("<textarea></textarea>");
  await other.locator("textarea").focus();
  await other.keyboard.press("ControlOrMeta+V");
  await expect(other.locator("textarea")).toHaveValue(customer.link);
  await other.goto(page.url());
  await expect(heading(other, "Your visit is booked")).toBeVisible();
});

test("where nothing may be copied the link is shown", async ({ page, customer }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await openWishes(page, customer.link);
  await addWish(page, "2026-03-10", "09:00", "12:00");
  await button(page, "Send these times").click();
  await expect(heading(page, "We have your preferred times")).toBeVisible();
  await button(page, "Copy my link").click();
  await expect(page.getByText(customer.link)).toBeVisible();
});

test("a visit that staff have moved is not cancelled by a page that names its old time", async ({ page, startServer }) => {
  const { server, job } = await booked(page, startServer);
  await button(page, "Cancel the visit").click();
  await expect(page.getByText(/Cancel the visit on Tue, Mar 3, 9:00.AM\?/)).toBeVisible();
  await move(server, job, "2026-03-10 10:00:00");
  await button(page, "Yes, cancel it").click();
  await expect(page.getByRole("alert")).toContainText(/was moved meanwhile: it is on Tue, Mar 10, 10:00.AM now/);
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  await expectSound(page, "moved by staff");
  expect(await server.jobsOf(1)).toMatchObject([{ scheduled_datetime: "2026-03-10 10:00:00" }]);

  await button(page, "Cancel the visit").click();
  await expect(page.getByText(/Cancel the visit on Tue, Mar 10, 10:00.AM\?/)).toBeVisible();
  await button(page, "Yes, cancel it").click();
  await expect(heading(page, "Your visit is cancelled")).toBeVisible();
});

test("nor is it moved by one", async ({ page, startServer }) => {
  const { server, job } = await booked(page, startServer);
  await button(page, "Change the time").click();
  await goOnWith(page, openings(page).last());
  await expect(button(page, "Move my visit")).toBeVisible();
  await move(server, job, "2026-03-10 10:00:00");
  await button(page, "Move my visit").click();
  await expect(page.getByRole("alert")).toContainText(/it is on Tue, Mar 10, 10:00.AM now/);
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  expect(await server.jobsOf(1)).toMatchObject([{ scheduled_datetime: "2026-03-10 10:00:00" }]);
});

test("wishes are not left with a visit that staff have given a time meanwhile", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD });
  await openWishes(page, await server.link({ account: 1, jobType: 1 }));
  await addWish(page, "2026-03-10", "09:00", "12:00");
  await button(page, "Send these times").click();
  await button(page, "Change my preferred times").click();
  await addWish(page, "2026-03-11", "09:00", "12:00");
  const [job] = await server.jobsOf(1);
  await move(server, { ...job, user_ids: [1] }, "2026-03-10 10:00:00");
  await button(page, "Send these times").click();
  await expect(page.getByRole("alert")).toContainText(/it is on Tue, Mar 10, 10:00.AM now/);
  expect(await server.list(`/scheduling/jobs/${job.id}/desired_job_datetimes`)).toHaveLength(1);
});

test("a page that staff's deletion overtook says that the visit is cancelled, and nothing else", async ({ page, startServer }) => {
  const { server, job } = await booked(page, startServer);
  await server.api(`${JOBS}/${job.id}`, undefined, "DELETE");
  await saveCalendar(page);
  await expect(page.getByRole("alert")).toContainText("This visit was cancelled");
  await expect(heading(page, "Your visit is booked")).toHaveCount(0);
  await expect(heading(page, "When should we come?")).toBeVisible();
});

test("back and forward walk the steps, and nothing typed is lost @firefox", async ({ page, customer }) => {
  await page.goto("about:blank");
  await openLink(page, customer.link);
  await chooseOpening(page, 1);
  await notes(page).fill("Second bell.");
  await page.goBack();
  await expect(heading(page, "When should we come?")).toBeFocused();
  await page.goForward();
  await expect(heading(page, "Check and book")).toBeFocused();
  await expect(notes(page)).toHaveValue("Second bell.");
  await expect(page.getByText(/^We are keeping this time for you/)).toBeVisible();
  // Our own "Back" is the browser's.
  await button(page, "Back").click();
  await expect(heading(page, "When should we come?")).toBeVisible();
  await button(page, "Tell us when it suits you").click();
  await addWish(page, "2026-03-10", "09:00", "12:00");
  await page.goBack();
  await expect(heading(page, "When should we come?")).toBeVisible();
  await page.goForward();
  await expect(page.getByText(/Tuesday, March 10, 9:00.AM to 12:00.PM/).first()).toBeVisible();
  await page.goBack();
  await chooseOpening(page, 1);
  await button(page, "Book this visit").click();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Choose a new time"), "what is booked is not gone back to as a form").toBeVisible();
  await page.goForward();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Choose a new time")).toBeVisible();
  await page.goBack();
  // The browser may have answered already what the page last wrote into the entry that is left: only in the end it is away.
  await expect(page, "one entry a step").toHaveURL("about:blank");
});

test("a reload comes back to the time, the note and the wishes @firefox", async ({ page, customer }) => {
  await openLink(page, customer.link);
  const name = await chooseOpening(page, 1);
  const when = await page.locator(".facts").first().textContent();
  await notes(page).fill("Gate code 7, then “up” –\nleft 🐕.");
  await page.waitForTimeout(500);
  await page.reload();
  await expect(heading(page, "Check and book")).toBeVisible();
  await expect(notes(page)).toHaveValue("Gate code 7, then “up” –\nleft 🐕.");
  expect(await page.locator(".facts").first().textContent(), name).toBe(when);
  await expect(page.getByText(/^We are keeping this time for you/)).toBeVisible();
  await page.goBack();
  await expect(heading(page, "When should we come?")).toBeVisible();
  await button(page, "Tell us when it suits you").click();
  await addWish(page, "2026-03-10", "09:00", "12:00");
  await addWish(page, "2026-03-11", "13:00", "16:00");
  await page.waitForTimeout(500);
  await page.reload();
  await expect(heading(page, "When suits you?")).toBeVisible();
  await expect(page.getByText(/Tuesday, March 10, 9:00.AM to 12:00.PM/).first()).toBeVisible();
  await expect(page.getByText(/Wednesday, March 11, 1:00.PM to 4:00.PM/).first()).toBeVisible();
});

test("what was cancelled stays so after a reload, and can be taken out of the calendar", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  const [job] = await customer.jobs();
  await button(page, "Cancel the visit").click();
  await button(page, "Yes, cancel it").click();
  await expect(heading(page, "Your visit is cancelled")).toBeVisible();
  await page.reload();
  await expect(heading(page, "Your visit is cancelled")).toBeVisible();
  const download = page.waitForEvent("download");
  await button(page, "Remove from calendar").click();
  const file = await text(await download);
  expect(file).toContain("METHOD:CANCEL");
  expect(file).toContain(`UID:job-${job.id}@`);
  await button(page, "Choose another time").click();
  await openings(page).first().waitFor();
  await page.goBack();
  await expect(heading(page, "Your visit is cancelled")).toBeVisible();
});

test("each of two elements on a page has its own way back @firefox", async ({ page, server, demo, customer }) => {
  const other = await server.link({ account: demo.nextAccount().id, jobType: customer.jobType.id });
  await openLink(page, customer.link);
  await page.evaluate((token) => {
    const second = document.createElement("slotwright-booking");
    second.token = token;
    document.body.append(second);
  }, new URL(other).hash.slice(3));
  const [first, second] = [0, 1].map((nth) => page.locator("slotwright-booking").nth(nth));
  await goOnWith(first, openings(first).first());
  await expect(heading(first, "Check and book")).toBeVisible();
  await second.getByRole("button", { name: "Tell us when it suits you" }).click();
  await expect(heading(second, "When suits you?")).toBeVisible();
  // The first one's own "Back" does not take the second one's step.
  await first.getByRole("button", { name: "Back", exact: true }).click();
  await expect(heading(first, "When should we come?")).toBeVisible();
  await expect(heading(second, "When suits you?")).toBeVisible();
  await page.goBack();
  await expect(heading(first, "Check and book")).toBeVisible();
  await page.goBack();
  await expect(heading(second, "When should we come?")).toBeVisible();
  await expect(heading(first, "Check and book")).toBeVisible();
});

test("a host page's own state in the history stays", async ({ page, customer }) => {
  await page.goto(customer.link);
  await page.evaluate(() => history.replaceState({ ...history.state, route: "visits" }, ""));
  await chooseOpening(page);
  expect(await page.evaluate(() => history.state.route)).toBe("visits");
  await page.evaluate(() => history.replaceState("a text", ""));
  await notes(page).fill("Second bell.");
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => history.state)).toBe("a text");
});

test("a time that was looked at is free again when its page is left, and held again on the way back", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD });
  const isFree = async () => (await server.freeAt("2026-03-03 09:00", 60, 1, 2)).length === 1;
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await chooseOpening(page, 2);
  await expect.poll(isFree).toBe(false);
  await page.goto("about:blank");
  await expect.poll(isFree).toBe(true);
  await page.goBack();
  await expect(heading(page, "Check and book")).toBeVisible();
  await expect.poll(isFree).toBe(false);
  await page.goBack();
  await expect.poll(isFree).toBe(true);
});

test("a page that is open is heard of, and keeps what it promised", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD });
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  const placed = page.waitForRequest((request) => request.url().endsWith("/v1/holds"));
  await chooseOpening(page, 2);
  expect((await placed).postDataJSON().seconds).toBe(60);
  await expect(page.getByText("We are keeping this time for you for another 5 minutes.")).toBeVisible();
  const heard = await page.waitForResponse((answer) => answer.url().endsWith("/extend"), { timeout: 40_000 });
  expect(heard.status()).toBe(200);
  await expect(page.getByText(/^We are keeping this time for you for another [45] minutes/)).toBeVisible();
});

test("in a frame that may save no file the visit can be opened in a window of its own", async ({ page, server, customer }) => {
  const { hash } = new URL(customer.link);
  const html = (body) => ({ contentType: "text/html", body: `<!doctype html><title>host</title>${body}` });
  await page.route("**/host.html", (route) =>
    route.fulfill(html(`<iframe src="/framed.html" width=900 height=800 sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`)),
  );
  await page.route("**/framed.html", (route) =>
    route.fulfill(
      html(`<slotwright-booking token="${hash.slice(3)}"></slotwright-booking><script type="module" src="/element.js"></script>`),
    ),
  );
  await page.goto(`${server.url}/host.html`);
  const frame = page.frameLocator("iframe");
  await openDays(frame).last().click();
  await goOnWith(frame, openings(frame).first());
  await button(frame, "Book this visit").click();
  await saveCalendar(frame);
  const own = page.context().waitForEvent("page");
  await frame.getByRole("link", { name: "Open your visit" }).click();
  await expect(heading(await own, "Your visit is booked")).toBeVisible();
});

/** What a download holds. */
async function text(download) {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
