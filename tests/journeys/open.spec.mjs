// A link that anybody may open: from a page to a visit, with nothing but what people know of themselves.
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { chooseOpening, openings } from "../support/steps.mjs";

test.use({ viewport: { width: 390, height: 844 } });

/** A server with an open link for its first types of job, as many as are asked for. */
async function open(startServer, kinds, env) {
  const server = await startServer({ env });
  const types = (await server.list("/scheduling/job_types")).slice(0, kinds);
  const { url } = await server.api("/v1/links", { open: true, job_type_ids: types.map(({ id }) => id) });
  return { server, types, url };
}

const name = (page) => page.getByLabel("Your name");
const email = (page) => page.getByLabel("E-mail address");
const bookIt = (page) => page.getByRole("button", { name: "Book this visit" }).click();

async function fillIn(page, who = "Grace Example", address = "grace@example.com") {
  await name(page).fill(who);
  await email(page).fill(address);
  await page.getByLabel("Street and number").fill("1 Main St");
  await page.getByLabel("City").fill("Peoria");
}

test("somebody without a link of their own says what is to be done, when, and who they are, and is booked", async ({
  page,
  startServer,
}) => {
  const { server, types, url } = await open(startServer, 2);
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "What can we do for you?" })).toBeVisible();
  const accounts = (await server.list("/accounts")).length;
  await page.getByRole("button", { name: types[1].name }).click();
  await openings(page).first().waitFor();
  await expect(page.getByRole("heading", { name: "When should we come?" })).toBeFocused();
  await expect(page.getByRole("heading", { name: types[1].name })).toBeVisible();
  // Back to the calendar and to the time again: it is the same link as before.
  const own = page.url();
  expect(own).not.toBe(url);
  await chooseOpening(page);
  await page.goBack();
  await openings(page).first().waitFor();
  expect(page.url()).toBe(own);
  await chooseOpening(page);

  await expect(email(page)).toHaveAttribute("type", "email");
  await expect(email(page)).toHaveAttribute("autocomplete", "email");
  await bookIt(page);
  await expect(name(page)).toBeFocused();
  await expect(name(page)).toHaveAccessibleDescription("Please fill this in.");
  await expect(email(page)).toHaveAccessibleDescription(/Please fill in this or “Telephone number”\./);
  await fillIn(page, "Grace Example", "grace@example");
  await bookIt(page);
  await expect(email(page)).toBeFocused();
  await expect(email(page)).toHaveAccessibleDescription(/This is not what is asked for\./);
  await email(page).fill("grace@example.com");
  await bookIt(page);
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  await expect(page.getByText("Grace Example, 1 Main St, Peoria").first()).toBeVisible();
  await expectSound(page, "booked by an open link");
  expect((await server.list("/accounts")).length).toBe(accounts + 1);

  // The address is the visit's own link from now on, and the open one begins anew.
  expect(page.url()).toBe(own);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  await page.goto("about:blank");
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "What can we do for you?" })).toBeVisible();
});

test("where there is one kind of work nothing is asked first, and where work is asked of the browser it is done unseen", async ({
  page,
  startServer,
}) => {
  const { url } = await open(startServer, 1, { PROOF_OF_WORK: "all" });
  await page.goto(url);
  await chooseOpening(page);
  await expect(page.getByText(/^We are keeping this time for you/)).toBeVisible();
  await fillIn(page);
  await bookIt(page);
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
});

test("who comes when as much was booked as may be is told when to come again, and keeps what was typed", async ({
  page,
  startServer,
}) => {
  const { url } = await open(startServer, 1, { OPEN_BOOKINGS_PER_HOUR: "1" });
  await page.goto(url);
  await chooseOpening(page);
  await fillIn(page);
  await bookIt(page);
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  await page.goto("about:blank");
  await page.goto(url);
  await chooseOpening(page);
  await fillIn(page, "Alan Example", "alan@example.com");
  await bookIt(page);
  await expect(page.getByText(/Very many visits are being booked at the moment\. Please try again in 60 minutes/)).toBeVisible();
  await expect(name(page)).toHaveValue("Alan Example");
});
