// Without script: the pages that the server writes itself, and what leads to them.
import { expectSound } from "../support/accessible.mjs";
import { expect, test } from "../support/fixtures.mjs";
import { handleOf, pageWith } from "../support/host.mjs";

const heading = (page, name) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
const press = (page, name) => page.getByRole("button", { name }).first().click();
// A time's button says its day too.
const TIME = /^\d{1,2}:\d\d\s[AP]M: /;

test.describe("with scripts switched off", () => {
  test.use({ javaScriptEnabled: false });

  test("a customer pastes the link, books, moves and cancels, and the code is in no address", async ({ page, customer }) => {
    await page.goto(customer.link);
    await page.getByLabel("Paste the whole link that we sent you:").fill(customer.link);
    await press(page, "Open my booking");
    await heading(page, "When should we come?");
    await press(page, TIME);
    await heading(page, "Check and book");
    await page.getByLabel("Anything we should know?").fill("Ring twice.");
    await press(page, "Book this visit");
    await heading(page, "Your visit is booked");
    expect(page.url()).toMatch(/\/plain\/[\w-]+$/);
    expect(page.url()).not.toContain(handleOf(customer.link));
    await page.reload();
    await heading(page, "Your visit is booked");
    await expect(page.getByText("Your note: Ring twice.")).toBeVisible();
    expect((await customer.jobs()).length).toBe(1);

    const download = page.waitForEvent("download");
    await press(page, "Add to calendar");
    expect((await download).suggestedFilename()).toBe("visit.ics");
    await press(page, "Change the time");
    await heading(page, "Choose a new time");
    await page.getByRole("button", { name: TIME }).nth(3).click();
    await press(page, "Move my visit");
    await heading(page, "Your visit is moved");
    await press(page, "Cancel the visit");
    await press(page, "Yes, cancel it");
    await heading(page, "Your visit is cancelled");
    // Back to the form that booked, which is sent once more.
    expect((await customer.jobs()).filter((job) => job.status === "scheduled")).toEqual([]);
  });

  test("preferred times are sent, put in order and withdrawn", async ({ page, customer, server }) => {
    await page.goto(`${server.url}/plain`);
    await page.getByLabel("Your link").fill(handleOf(customer.link));
    await press(page, "Open");
    await press(page, "Send times that suit you");
    await press(page, "Send these times");
    const fault = page.getByRole("link", { name: "Please add at least one time." });
    await fault.click();
    await expect(page.getByLabel("Day")).toBeFocused();
    await page.getByLabel("Day").selectOption("2026-03-09");
    await press(page, "Add another time");
    await page.getByLabel("Day").nth(1).selectOption("2026-03-10");
    await press(page, "Move time 2 up");
    await press(page, "Send these times");
    await heading(page, "We have your preferred times");
    await expect(page.getByRole("listitem")).toHaveText([/^\s*Tuesday, March 10/, /^\s*Monday, March 9/]);
    await press(page, "Change my preferred times");
    await press(page, "Withdraw my preferred times");
    await heading(page, "When should we come?");
    await expect(page.getByText("Your preferred times are withdrawn.")).toBeVisible();
  });

  test("what is no link is told at its field", async ({ page, server }) => {
    await page.goto(`${server.url}/plain`);
    await page.getByLabel("Your link").fill("nonsense");
    await press(page, "Open");
    await page.getByRole("link", { name: /^This is no link of ours/ }).click();
    await expect(page.getByLabel("Your link")).toBeFocused();
  });
});

test("it is read from right to left in Arabic", async ({ page, customer, server }) => {
  await page.goto(`${server.url}/plain?lang=ar`);
  await page.getByRole("textbox").fill(customer.link);
  await page.locator("input[data-tone=primary]").click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expectSound(page, "choosing, in Arabic");
});

test.describe("where the program can't start", () => {
  // What the browser itself says when a policy refuses something, ours (the page is of no origin that is listed) or the page's.
  test.use({ meant: /Content.Security.Policy|WebAssembly|CORS policy|ERR_FAILED/i });

  const open = async ({ page, customer, server, startHost }, policy) => {
    const element = `<slotwright-booking src="${server.url}" token="${handleOf(customer.link)}"></slotwright-booking>`;
    const headers = { "content-security-policy": policy };
    const host = await startHost({ html: pageWith(element), headers });
    await page.goto(host.url);
  };

  test("a host's policy that forbids WebAssembly leads to it", async ({ page, customer, server, startHost }) => {
    await open({ page, customer, server, startHost }, "script-src 'self'");
    const opened = page.waitForEvent("popup");
    await press(page, "Book on a plain page");
    const plain = await opened;
    await heading(plain, "When should we come?");
    expect(plain.url()).toBe(`${server.url}/plain`);
    await press(plain, TIME);
    await press(plain, "Book this visit");
    await heading(plain, "Your visit is booked");
    expect((await customer.jobs()).length).toBe(1);
  });

  test("one that lets no form be posted leads to our own page", async ({ page, customer, server, startHost }) => {
    await open({ page, customer, server, startHost }, "script-src 'self'; form-action 'self'");
    await press(page, "Book on a plain page");
    const link = page.getByRole("link", { name: "Open the booking page" });
    await expect(link).toHaveAttribute("href", customer.link);
  });
});
