// On a page of another origin: five lines, and a visit is booked; where the page isn't listed, it says so, and how to mend it.
import { expect, linked, test } from "../support/elsewhere.mjs";
import { book, chooseOpening, goOnWith } from "../support/steps.mjs";

/** A page with an element whose script and API are the server's. */
const shop = (server, handle) => `<!doctype html><html lang="en"><title>A shop</title>
  <script type="module" src="${server.url}/element.js"></script>
  <slotwright-booking id="booking"></slotwright-booking>
  <script type="module">document.querySelector("#booking").token = "${handle}";</script></html>`;

test("a customer books on a page of another origin @firefox", async ({ page, elsewhere, listed: { server, account, handle } }) => {
  elsewhere.show(shop(server, handle));
  await page.goto(elsewhere.origin);
  await chooseOpening(page);
  await page.getByLabel("Anything we should know?").fill("From the shop's page.");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect((await server.jobsOf(account.id)).at(-1).notes).toBe("From the shop's page.");
});

test("a browser asks once of each address whether it may", async ({ page, elsewhere, startHost, listed: { server, handle } }) => {
  // No browser tells a page's own session of it, so whoever stands before the server counts.
  const before = await startHost({ server });
  elsewhere.show(shop({ url: before.url.slice(0, -1) }, handle));
  await page.goto(elsewhere.origin);
  await book(page);
  await page.reload();
  await page.getByRole("heading", { name: "Your visit is booked" }).waitFor();
  // Chromium remembers by address: one with another query is another.
  const times = (asked) => before.asked.filter((known) => known === asked).length;
  // With what is free before it is booked, and without after.
  expect(times("GET /v1/booking")).toBeGreaterThan(2);
  expect(times("OPTIONS /v1/booking")).toBe(2);
});

test.describe("where the page isn't listed", () => {
  test.use({ meant: /CORS policy|Cross-Origin Request Blocked|lets no page of/ });
  test("people and the page's author are told so @firefox", async ({ page, elsewhere, startServer }) => {
    const { server, handle } = await linked(startServer, "");
    elsewhere.show(shop(server, handle));
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    await page.goto(elsewhere.origin);
    await expect(page.getByText("This website’s own settings keep", { exact: false })).toBeVisible();
    await expect
      .poll(() => said.join("\n"))
      .toContain(`${server.url} lets no page of ${elsewhere.origin} ask it: its operator sets ALLOWED_ORIGINS=${elsewhere.origin}`);
  });
});

test("a listed page puts booking into a frame, and no other page does", async ({ page, elsewhere, listed: { server, handle } }) => {
  elsewhere.show(`<!doctype html><html lang="en"><title>A CRM</title><iframe title="Booking" width="600" height="900" src="${server.url}/frame#l=${handle}"></iframe></html>`);
  await page.goto(elsewhere.origin);
  const frame = page.frameLocator("iframe");
  await goOnWith(frame, frame.getByRole("button", { name: /^\d{1,2}:\d\d.* to \d{1,2}:\d\d/ }).first());
  await frame.getByRole("button", { name: "Book this visit" }).click();
  await expect(frame.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
});
