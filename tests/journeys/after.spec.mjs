// Around and after a booking: whose it is, how far one is, what happens next, one's own calendar, and the way out of it.
import { fileURLToPath } from "node:url";

import { expectSound } from "../support/accessible.mjs";
import { expect, test } from "../support/fixtures.mjs";
import { addWish, book, chooseOpening, openLink, openWishes } from "../support/steps.mjs";

const WORLD = fileURLToPath(new URL("../support/one-technician.json", import.meta.url));
const heading = (page, name) => page.getByRole("heading", { name });
const button = (page, name) => page.getByRole("button", { name });
const COMPANY = {
  COMPANY_NAME: "Prairie Loop Internet",
  COMPANY_PHONE: "(312) 555-0142",
  COMPANY_EMAIL: "help@prairieloop.example",
  COMPANY_HOURS: "Mon–Fri, 8 AM–6 PM",
};

test("whose it is stands above every step, and where a link does not work the number to call", async ({ page, startServer }) => {
  const server = await startServer({ env: COMPANY });
  const shown = async () => {
    await expect(page.getByText("Prairie Loop Internet", { exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "(312) 555-0142" }).first()).toHaveAttribute("href", "tel:3125550142");
    await expect(page.getByRole("link", { name: "help@prairieloop.example" })).toHaveAttribute("href", "mailto:help@prairieloop.example");
    await expect(page.getByText("Mon–Fri, 8 AM–6 PM")).toBeVisible();
  };
  await openLink(page, server.bookingLink);
  await shown();
  await book(page);
  await shown();
  await page.goto("about:blank");
  await page.goto(server.bookingLink.replace(/#l=.*/, "#l=AAAAAAAAAAAAAAAAAAAAAA"));
  await expect(heading(page, "This link doesn’t work")).toBeVisible();
  await shown();
  await expect(page.getByRole("alert").getByRole("link", { name: "(312) 555-0142" })).toBeVisible();
});

test("the present step is marked on the way", async ({ page, customer }) => {
  const steps = page.getByRole("list", { name: "Steps" });
  const present = steps.locator("[aria-current=step]");
  await openLink(page, customer.link);
  await expect(steps.getByRole("listitem")).toHaveText(["Time", "Check", "Done"]);
  await expect(present).toHaveText("Time");
  await chooseOpening(page);
  await expect(present).toHaveText("Check");
  await button(page, "Book this visit").click();
  await expect(present).toHaveText("Done");
});

test("what happens next says what to prepare, and until when the visit can be changed", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD, env: { CHANGE_NOTICE_MINUTES: "120" } });
  const prepare = "Please clear the way to the router.";
  await server.api("/v1/policy", { job_types: [{ job_type_id: 1, prepare }] }, "PUT");
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  await book(page, 2);
  const [job] = await server.jobsOf(1);
  expect(job.scheduled_datetime).toBe("2026-03-03 09:00:00");
  const next = page.getByRole("list").filter({ hasText: "Keep this link" }).getByRole("listitem");
  await expect(next).toHaveText([/^Keep this link/, prepare, /until Tue, Mar 3, 7:00.AM\.$/]);
  await expectSound(page, "what happens next");
});

test("calendars on the web are opened with the visit filled in, and never with the link", async ({ page, customer }) => {
  await openLink(page, customer.link);
  await book(page);
  await page.getByText("Add to calendar").click();
  const [job] = await customer.jobs();
  // Central Standard Time, six hours behind, until the clocks change on 8 March.
  const from = new Date(`${job.scheduled_datetime.replace(" ", "T")}-06:00`);
  const [start, end] = [from, new Date(from.getTime() + 3_600_000)].map((at) => at.toISOString().replace(".000", ""));
  const google = new URL(await page.getByRole("link", { name: "Google" }).getAttribute("href"));
  expect(google.origin).toBe("https://calendar.google.com");
  expect(google.searchParams.get("dates")).toBe([start, end].map((at) => at.replace(/[-:]/g, "")).join("/"));
  expect(google.searchParams.get("text")).toBe(`${customer.jobType.name}: Prairie Loop Internet`);
  const outlook = new URL(await page.getByRole("link", { name: "Outlook" }).getAttribute("href"));
  expect(outlook.origin).toBe("https://outlook.live.com");
  expect([outlook.searchParams.get("startdt"), outlook.searchParams.get("enddt")]).toEqual([start, end]);
  expect(outlook.searchParams.get("subject")).toBe(google.searchParams.get("text"));
  const handle = new URL(customer.link).hash.slice(3);
  for (const name of ["Google", "Outlook"]) {
    const link = page.getByRole("link", { name });
    await expect(link).toHaveAttribute("rel", "noopener");
    await expect(link).toHaveAttribute("target", "_blank");
    expect(await link.getAttribute("href")).not.toContain(handle);
  }
});

test("for ten seconds a booking is undone by one press, and no longer", async ({ page, customer }) => {
  await page.clock.install();
  await openLink(page, customer.link);
  await book(page);
  await button(page, "Undo this booking").click();
  await expect(heading(page, "Your visit is cancelled")).toBeVisible();
  expect(await customer.jobs()).toEqual([]);
  await button(page, "Book that time again").click();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  await button(page, "Undo this booking").focus();
  await page.clock.runFor(10_500);
  await expect(button(page, "Undo this booking")).toHaveCount(0);
  await expect(heading(page, "Your visit is booked")).toBeFocused();
  await page.reload();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  await expect(button(page, "Undo this booking")).toHaveCount(0);
  expect(await customer.jobs()).toHaveLength(1);
});

test("who waits reads until when there is an answer, and books a preferred time that can be met", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD });
  await server.api("/v1/policy", { answer_within_hours: 24 }, "PUT");
  await openWishes(page, await server.link({ account: 1, jobType: 1 }));
  await addWish(page, "2026-03-10", "09:00", "12:00");
  await page.getByRole("button", { name: /^(Leave these wishes with us|Send these times)$/ }).click();
  await expect(heading(page, "We have your preferred times")).toBeVisible();
  const stages = page.getByRole("list", { name: "How far your visit is" });
  await expect(stages.getByRole("listitem")).toHaveText(["Received", "Being planned", "Confirmed"]);
  await expect(stages.locator("[aria-current=step]")).toHaveText("Being planned");
  await expect(page.getByText(/^We answer by Tue, Mar 3, 9:0\d.AM\.$/)).toBeVisible();
  await page.getByRole("button", { name: /^Book this now: Tuesday, March 10/ }).click();
  await button(page, "Book this visit").click();
  await expect(heading(page, "Your visit is booked")).toBeVisible();
  const [job] = await server.jobsOf(1);
  expect(job.scheduled_datetime).toBe("2026-03-10 09:00:00");
});

test("a visit that was cancelled is so wherever its link is opened, and staff read why", async ({ page, server, customer, browser }) => {
  await openLink(page, customer.link);
  await book(page);
  const [job] = await customer.jobs();
  await button(page, "Cancel the visit").click();
  await button(page, "It works again").click();
  await button(page, "I found another time").click();
  await expect(button(page, "I found another time")).toHaveAttribute("aria-pressed", "true");
  await expect(button(page, "It works again")).toHaveAttribute("aria-pressed", "false");
  await button(page, "Yes, cancel it").click();
  await expect(heading(page, "Your visit is cancelled")).toBeVisible();
  const { data } = await server.api(`/v1/history?job_id=${job.id}&limit=1`);
  expect(data[0]).toMatchObject({ operation: "delete", reason: "other_time" });

  const elsewhere = await browser.newPage();
  await elsewhere.goto(customer.link);
  await expect(heading(elsewhere, "Your visit is cancelled")).toBeVisible();
  await button(elsewhere, "Book that time again").click();
  await expect(heading(elsewhere, "Your visit is booked")).toBeVisible();
  const [again] = await customer.jobs();
  expect(again.scheduled_datetime).toBe(job.scheduled_datetime);
  await elsewhere.close();
});
