// The page at `/embed`, on which integrators choose, look and copy.
import { expectSound } from "../support/accessible.mjs";
import { expect, test } from "../support/elsewhere.mjs";
import { openings } from "../support/steps.mjs";

const lines = (page) => page.getByLabel("The lines", { exact: true });

test("an integrator chooses attributes and colours, sees them live, and copies lines that do the same elsewhere", async ({
  page,
  elsewhere,
  listed: { server, link },
}) => {
  await page.goto(`${server.url}/embed`);
  await page.getByLabel("Link", { exact: true }).fill("https://example.com/nothing");
  await expect(page.getByText("This is no link of Slotwright", { exact: false })).toBeVisible();
  await page.getByLabel("Link", { exact: true }).fill(link);
  await openings(page).first().waitFor();
  await page.getByLabel("view").selectOption("list");
  await expect(page.getByRole("button", { name: /· \d+ openings?$/ }).first()).toBeVisible();
  await page.getByText("Colours, corners, text").click();
  await page.getByLabel("Begin with").selectOption("a CRM’s grey, compact");
  await expect(page.getByLabel("--sw-density")).toHaveValue("0.75");
  await expect.poll(() => openings(page).first().evaluate((button) => getComputedStyle(button).borderTopLeftRadius)).toBe("3px");
  await page.getByLabel("Begin with").selectOption("our own looks");
  await expect(page.getByLabel("--sw-density")).toHaveValue("");
  await page.getByLabel("--sw-color-accent", { exact: true }).fill("rgb(122, 31, 92)");
  const border = (page) => openings(page).first().evaluate((button) => getComputedStyle(button).borderTopColor);
  await expect.poll(() => border(page)).toContain(" 0.104");
  await expectSound(page, "the playground");

  const copied = await lines(page).innerText();
  expect(copied).toContain("integrity=");
  elsewhere.show(`<!doctype html><html lang="en"><title>A shop</title><body>${copied}</body></html>`);
  await page.goto(elsewhere.origin);
  await expect(page.getByRole("button", { name: /· \d+ openings?$/ }).first()).toBeVisible();
  await expect.poll(() => border(page)).toContain(" 0.104");
});

for (const [kind, frame] of [
  ["A frame in place", (page) => page.frameLocator("iframe")],
  ["A frame over the page, from your own button", (page) => page.frameLocator("dialog iframe")],
  ["A button in the corner", (page) => page.frameLocator("dialog iframe")],
]) {
  test(`${kind}: it works there, and so do its lines elsewhere`, async ({ page, elsewhere, listed: { server, link } }) => {
    const open = async () => {
      if (kind !== "A frame in place") await page.getByRole("button", { name: "Book a visit" }).click();
      await openings(frame(page)).first().waitFor();
    };
    await page.goto(`${server.url}/embed#l=${new URL(link).hash.slice(3)}`);
    await page.getByLabel(kind).check();
    await open();
    const copied = await lines(page).innerText();
    elsewhere.show(`<!doctype html><html lang="en"><title>A shop</title><body>${copied}</body></html>`);
    await page.goto(elsewhere.origin);
    await open();
  });
}

test("a link of the board shows the board", async ({ page, server }) => {
  await page.goto(`${server.url}/embed`);
  await page.getByLabel("Link", { exact: true }).fill(server.board);
  await expect(page.getByRole("heading", { name: "Schedule" })).toBeVisible();
  await expect(lines(page)).toContainText("board.js");
});
