// What a screen reader says on the whole way, in two languages: roles, names and states in their order, what is announced, and where
// the focus goes. It is kept in `tests/spoken/`, so that whoever changes a view reads what it sounds like;
// `SLOTWRIGHT_RENEW_SPOKEN=1` keeps what is said now.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.mjs";

/** What is said only where something takes long, and how long that is differs. */
const MEANWHILE = /…$|^Still looking|^Wir suchen noch/;

/**
 * A snapshot without the live region, which is emptied after some seconds and whose sentences are told apart, and without a calendar
 * that is as it was before.
 */
function shortened(snapshot, known) {
  const lines = snapshot.replaceAll(/x{9,}/g, "x…x").split("\n").filter((line) => !/^- status/.test(line));
  const start = lines.findIndex((line) => line.startsWith("- grid"));
  if (start < 0) return lines.join("\n");
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("- ")) + 1;
  const grid = lines.slice(start, start + length).join("\n");
  if (known.has(grid)) lines.splice(start, length, `${lines[start]} as before`);
  known.add(grid);
  return lines.join("\n");
}

/** From before the page's own scripts on, notes what the element announces and what gets the focus. */
function listen() {
  window.heard = [];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    let last = "";
    new MutationObserver(() => {
      const said = root.querySelector("[role=status]")?.textContent.trim() ?? "";
      if (said && said !== last) window.heard.push(`announced: ${said}`);
      last = said;
    }).observe(root, { subtree: true, childList: true, characterData: true });
    root.addEventListener("focusin", ({ target }) => {
      const name = target.getAttribute("aria-label") ?? target.labels?.[0]?.textContent ?? target.textContent;
      window.heard.push(`focus: ${name.replaceAll(/\s+/g, " ").trim()}`);
    });
    return root;
  };
}

for (const locale of ["en-US", "de-DE"]) {
  const language = locale.slice(0, 2);
  test.describe(language, () => {
    test.use({ locale });

    test("the whole way sounds as it did", async ({ page, startServer }) => {
      // Its own world: what others book would be heard.
      const server = await startServer({ clock: "2026-03-02T09:05" });
      const jobType = (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60);
      const [account] = await server.list("/accounts");
      const link = await server.link({ account: account.id, jobType: jobType.id });
      const element = page.locator("slotwright-booking");
      const see = (selector) => element.locator(selector).first().waitFor();
      const press = (selector) => element.locator(selector).first().press("Enter");
      let text = "";
      const grids = new Set();
      const tell = async (title) => {
        // What is announced comes a moment after what is seen.
        await expect.poll(() => element.locator("[aria-busy=true]").count()).toBe(0);
        for (let [known, now] = [-1, 0]; known !== now; ) {
          known = now;
          await page.waitForTimeout(300);
          now = await page.evaluate(() => window.heard.length);
        }
        const heard = (await page.evaluate(() => window.heard.splice(0))).filter((line) => !MEANWHILE.test(line.replace("announced: ", "")));
        text += `# ${title}\n${heard.map((line) => `# ${line}\n`).join("")}${shortened(await element.ariaSnapshot(), grids)}\n\n`;
      };

      await page.addInitScript(listen);
      await page.goto(link);
      await see(".suggested .chip");
      await tell("The link is opened");
      await press(".opening");
      await see("[data-is=go-on]");
      await tell("A time is pressed");
      await press("[data-is=go-on]");
      await see(".held > span:not(:empty)");
      await tell("It is gone on with");
      await element.locator("[data-is=notes]").fill("x".repeat(2001));
      await press(".details .button[data-tone=primary]");
      await tell("The note is too long");
      await element.locator("[data-is=notes]").fill("Second bell.");
      await press(".details .button[data-tone=primary]");
      await see(".booked");
      await page.reload();
      await see("[data-is=cancel]");
      await tell("The visit is booked, and the link opened again");
      await press("[data-is=cancel]");
      await see(".question");
      await tell("It is to be cancelled");
      await press(".question .button[data-tone=danger]");
      await see(".ended");
      await tell("It is cancelled");
      await press(".ended .button[data-tone=primary]");
      await see("[data-is=heading]:focus");
      await press(".none-fit .link");
      await see(".wish-form");
      await tell("Nothing of what is offered fits");
      await element.locator("[data-is=date]").fill("2026-03-24");
      await element.locator("[data-is=from]").selectOption("03:00");
      await element.locator("[data-is=to]").selectOption("05:00");
      await press(".wish-form .buttons .button");
      await see(".wish-list .instead");
      await tell("A preferred time that nobody can meet");
      await press(".wish-list .instead .button");
      await see(".wish-list [data-state=yes]");
      await tell("What was suggested in its place");
      await press(".outcome + .buttons .button");
      await see(".waiting .feasibility[data-state=yes]");
      await tell("The preferred times are sent");

      const file = fileURLToPath(new URL(`../spoken/${language}.yml`, import.meta.url));
      if (process.env.SLOTWRIGHT_RENEW_SPOKEN) writeFileSync(file, text);
      expect(existsSync(file) && readFileSync(file, "utf8"), `${file}; if it is meant: SLOTWRIGHT_RENEW_SPOKEN=1`).toBe(text);
    });
  });
}
