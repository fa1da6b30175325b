// Setting up in the board: who may use the API by name and password, and who is let in by a link.
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const said = (page) => page.locator("slotwright-setup").getByRole("status");
const password = (page) => page.getByRole("textbox", { name: "Password", exact: true });

/** What a request with this name and password is answered. */
async function answered(server, name, password) {
  const authorization = "Basic " + Buffer.from(`${name}:${password}`).toString("base64");
  return (await fetch(`${server.url}/v1/clock`, { headers: { authorization } })).status;
}

test("an API user is made with a password that is shown once, gets another, is paused and removed", async ({ page, startServer }) => {
  const server = await startServer();
  await page.goto(server.board);
  await button(page, "Setting up").click();
  await button(page, "API users").click();
  const row = (name) => page.getByRole("listitem").filter({ hasText: name });
  await expect(row("office")).toContainText("its password stands in the server’s settings: changed there alone");
  await expect(row("office").getByRole("button"), "the last who may set up stays").toHaveText(["Edit"]);
  await expectSound(page, "the API users");

  await button(page, "New API user").click();
  await page.getByLabel("Name").fill("crm: one");
  await page.getByLabel("Acts for").selectOption("Priya Raman");
  await button(page, "Save").click();
  await expect(page.getByLabel("Name"), "what the server refuses stands at its field").toBeFocused();
  await expect(page.getByText("must have no colon")).toBeVisible();
  await expectSound(page, "an API user that is refused");
  await page.getByLabel("Name").fill("crm & co");
  await button(page, "Save").click();
  await expect(page.getByText("Copy the password now: it is not shown again.")).toBeVisible();
  const first = await password(page).inputValue();
  expect(await answered(server, "crm & co", first)).toBe(200);
  await button(page, "Copy").click();
  await expect(said(page).filter({ hasText: "Copied" })).toHaveCount(1);
  await expect(row("crm & co")).toContainText("Plan and report jobs · sonar");
  await expect(row("crm & co")).toContainText("Acts for Priya Raman");
  await expectSound(page, "a password that is shown once");

  await button(page, "New password for crm & co").click();
  await expect(page.getByText("The present password no longer counts at once.")).toBeVisible();
  await page.getByRole("group", { name: "New password for crm & co" }).getByRole("button", { name: "New password" }).click();
  await expect(said(page).filter({ hasText: "There is a new password; the old one no longer counts." })).toHaveCount(1);
  const second = await password(page).inputValue();
  expect([await answered(server, "crm & co", first), await answered(server, "crm & co", second)]).toEqual([401, 200]);

  await button(page, "Pause crm & co").click();
  await expect(row("crm & co")).toContainText("paused");
  await expect(password(page), "it is not shown again").toHaveCount(0);
  expect(await answered(server, "crm & co", second)).toBe(401);
  await button(page, "Undo").click();
  await expect(row("crm & co")).not.toContainText("paused");
  expect(await answered(server, "crm & co", second)).toBe(200);

  await button(page, "Edit crm & co").click();
  await page.getByLabel("What it may do").selectOption("Set everything up");
  await button(page, "Save").click();
  await expect(row("crm & co")).toContainText("Set everything up");
  await expect(button(page, "Pause office"), "it is not the last any more").toBeVisible();

  await button(page, "Remove crm & co").click();
  await page.getByRole("group", { name: "Remove crm & co" }).getByRole("button", { name: "Remove" }).click();
  await expect(row("crm & co")).toHaveCount(0);
  expect(await answered(server, "crm & co", second)).toBe(401);
  const { data } = await server.api("/v1/history?api_user=crm%20%26%20co");
  expect(data.map(({ operation }) => operation).reverse()).toEqual(["create", "rotate_password", "disable", "enable", "change", "remove"]);
});

test("links of the board and for anybody are made, shown once, used and taken back", async ({ page, startServer }) => {
  const server = await startServer();
  await page.goto(server.board);
  await button(page, "Setting up").click();
  await button(page.locator("slotwright-setup"), "Links").click();
  const link = page.getByRole("textbox", { name: "Link", exact: true });
  await button(page, "New booking link for anybody").click();
  await button(page, "Save").click();
  await expect(page.getByText("Choose something for “What can be booked with it”.")).toBeVisible();
  await page.getByRole("group", { name: "What can be booked with it" }).getByRole("checkbox").first().check();
  await page.getByLabel("What it is called").fill("Shop window");
  await expectSound(page, "a link for anybody that is being made");
  await button(page, "Save").click();
  await expect(page.getByText("Copy the link now: it is not shown again.")).toBeVisible();
  await expectSound(page, "a link that is shown once");
  const visitor = await page.context().newPage();
  await visitor.goto(await link.inputValue());
  await expect(visitor.locator("slotwright-booking")).toContainText("When should we come?");
  await visitor.close();

  await button(page, "New link of the board").click();
  await page.getByLabel("What it may do").selectOption("Look at everything");
  await page.getByLabel("Works for so many days").fill("91");
  await button(page, "Save").click();
  await page.getByLabel("Works for so many days").fill("7");
  await button(page, "Save").click();
  const board = await link.inputValue();
  const colleague = await page.context().newPage();
  await colleague.goto(board);
  await expect(colleague.getByRole("region", { name: "Schedule" })).toBeVisible();
  await expect(colleague.getByRole("button", { name: "New job" })).toHaveCount(0);
  await button(page, "Undo").click();
  await expect(said(page).filter({ hasText: "Undone." })).toHaveCount(1);
  await colleague.reload();
  await expect(colleague.getByText("This page needs the link of the board")).toBeVisible();
});
