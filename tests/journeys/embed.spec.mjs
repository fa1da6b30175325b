// `embed.js`: booking in a frame of somebody else's page, in place, over it, and behind a button.
import { goOnWith } from "../support/steps.mjs";
import { expect, test } from "../support/elsewhere.mjs";
import { bookedIn, bookIn, firstOpening as first, loading as crm } from "../support/frames.mjs";

test("in place: a visit is booked, its page is told so, and nothing is to be scrolled in the frame @firefox", async ({
  page,
  elsewhere,
  listed: { server, account, link },
}) => {
  elsewhere.show(crm(server, `<script>addEventListener("DOMContentLoaded", () => slotwright("inline", { target: "#booking", link: "${link}" }))</script>`));
  await page.goto(elsewhere.origin);
  const frame = page.frameLocator("iframe");
  await first(frame).waitFor();
  // The handle stands in no address.
  expect(await page.locator("iframe").getAttribute("src")).toBe(`${server.url}/frame`);
  await bookIn(frame);
  const [job] = (await server.jobsOf(account.id)).slice(-1);
  await expect.poll(() => page.evaluate(() => heard.filter(({ type }) => type === "booked"))).toEqual([{ type: "booked", ref: String(job.id) }]);
  const scrolls = () =>
    page.frames()[1].evaluate(() => document.documentElement.scrollHeight > document.documentElement.clientHeight + 1);
  await expect.poll(scrolls).toBe(false);
  const told = await page.evaluate(() => JSON.stringify(heard));
  for (const personal of [job.notes, "Chicago", link.split("=")[1]].filter(Boolean)) expect(told).not.toContain(personal);
});

test("over the page, from any element with a link: Escape and the button close it, and the focus comes back", async ({
  page,
  elsewhere,
  listed: { server, link },
}) => {
  elsewhere.show(crm(server, `<button id="open" data-slotwright-link="${link}">Book a technician</button>`));
  await page.goto(elsewhere.origin);
  await page.waitForFunction(() => !slotwright.q);
  const opener = page.getByRole("button", { name: "Book a technician" });
  await opener.click();
  const dialog = page.getByRole("dialog", { name: "Book a visit" });
  await first(dialog.frameLocator("iframe")).waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
  await opener.press("Enter");
  // A dialog that is closed is taken out with the next frame that is drawn: until then there may be two, of which one is shown.
  await first(dialog.frameLocator("iframe")).focus();
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog")).toHaveCount(0);
});

test("looks and language can be changed while it is shown, and all of it can be taken away", async ({
  page,
  elsewhere,
  listed: { server, link },
}) => {
  elsewhere.show(crm(server, ""));
  await page.goto(elsewhere.origin);
  await page.evaluate((link) => slotwright("inline", { target: "#booking", link, config: { theme: "light" } }), link);
  const element = page.frameLocator("iframe").locator("slotwright-booking");
  await first(page.frameLocator("iframe")).waitFor();
  await expect(element).toHaveAttribute("theme", "light");
  await page.evaluate(() => slotwright("ui", { theme: "dark", lang: "en-GB" }));
  await expect(element).toHaveAttribute("theme", "dark");
  await expect(element).toHaveAttribute("lang", "en-GB");
  await page.evaluate(() => slotwright("button", { link: "x#l=y", text: "Book now" }));
  await page.evaluate(() => slotwright("destroy"));
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Book now" })).toHaveCount(0);
});

test("what is open over the page closes when it is asked to, ends with all else, and doesn't come up for what is no link", async ({
  page,
  elsewhere,
  listed: { server, link },
}) => {
  elsewhere.show(crm(server, `<button id="behind">Behind</button>`));
  await page.goto(elsewhere.origin);
  await page.waitForFunction(() => !slotwright.q);
  const dialog = page.getByRole("dialog");
  await page.evaluate((link) => slotwright("modal", { link }), link);
  await first(page.frameLocator("iframe")).waitFor();
  await page.evaluate(() => slotwright("close"));
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => heard.filter(({ type }) => type === "closed").length)).toBe(1);
  await page.evaluate((link) => slotwright("modal", { link }), link);
  await first(page.frameLocator("iframe")).waitFor();
  await page.evaluate(() => slotwright("destroy"));
  await expect(dialog).toHaveCount(0);
  await page.locator("#behind").click();
  await page.evaluate(() => slotwright("modal", { link: "https://nowhere.example/" }));
  await expect(dialog).toHaveCount(0);
  await page.locator("#behind").click();
});

test("a page that speaks another version is told so, and the last button books only where it is seen", async ({ page, elsewhere, listed: { server, account, link } }) => {
  elsewhere.show(crm(server, ""));
  await page.goto(elsewhere.origin);
  const told = await page.evaluate(async (link) => {
    const { origin } = new URL(link);
    const frame = document.body.appendChild(document.createElement("iframe"));
    return new Promise((done) => {
      addEventListener("message", ({ source, data }) => {
        if (source !== frame.contentWindow || data.type !== "ready") return;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => done(event.data);
        source.postMessage({ ns: "slotwright", v: 2, type: "init", nonce: data.nonce }, origin, [port2]);
      });
      frame.src = `${origin}/frame`;
    });
  }, link);
  expect(told).toEqual({ ns: "slotwright", v: 1, type: "error", code: "unsupported-version" });

  await page.goto(elsewhere.origin);
  await page.evaluate((link) => slotwright("inline", { target: "#booking", link }), link);
  const frame = page.frameLocator("iframe");
  await goOnWith(frame, first(frame));
  const book = frame.getByRole("button", { name: "Book this visit" });
  await book.waitFor();
  // The page around shows a sliver of the frame, in which the button's upper edge stands.
  const { y } = await book.boundingBox();
  await page.evaluate((y) => {
    const place = document.querySelector("#booking");
    Object.assign(place.style, { blockSize: "14px", overflow: "hidden", position: "relative", marginBlockStart: "300px" });
    Object.assign(place.firstElementChild.style, { position: "absolute", insetBlockStart: `${-y + 4}px` });
  }, y);
  await page.waitForTimeout(300);
  const at = await page.locator("#booking").boundingBox();
  await page.mouse.click(at.x + (await book.boundingBox()).x + 30 - at.x, at.y + 9);
  await page.waitForTimeout(1000);
  expect(await bookedIn(server, account)).toEqual([]);
  await page.evaluate(() => {
    document.querySelector("#booking").style.cssText = "";
    document.querySelector("#booking").firstElementChild.style.position = "static";
  });
  await book.click();
  await expect(frame.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
});

test("what the page around says is held to a short list, and nothing that it says books", async ({
  page,
  elsewhere,
  listed: { server, account, link },
}) => {
  elsewhere.show(crm(server, ""));
  await page.goto(elsewhere.origin);
  // A page that speaks the protocol by itself, and badly.
  await page.evaluate((link) => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    Object.assign(frame, { width: 600, height: 900 });
    const { origin, hash } = new URL(link);
    window.port = new Promise((found) =>
      addEventListener("message", ({ source, data }) => {
        if (source !== frame.contentWindow || data.type !== "ready") return;
        const wrong = new MessageChannel();
        source.postMessage({ ns: "slotwright", v: 1, type: "init", nonce: "0", token: "x" }, origin, [wrong.port2]);
        const { port1, port2 } = new MessageChannel();
        source.postMessage({ ns: "slotwright", v: 1, type: "init", nonce: data.nonce, token: hash.slice(3) }, origin, [port2]);
        port1.start();
        found(port1);
      }),
    );
    frame.src = `${origin}/frame`;
  }, link);
  const frame = page.frameLocator("iframe");
  await goOnWith(frame, first(frame));
  await frame.getByRole("heading", { name: "Check and book" }).waitFor();
  await page.evaluate(async () => {
    const port = await window.port;
    for (const type of ["confirm", "book", "init", "__proto__", "toString", "theme", "locale", 7, null, { toString: 1 }]) {
      port.postMessage({ ns: "slotwright", v: 1, type, theme: "<img onerror=alert(1)>", locale: "<script>", token: "y".repeat(99) });
    }
    for (let i = 0; i < 10_000; i++) {
      const junk = ["x".repeat(i % 40), { ns: "slotwright", type: "focus", i }, [i, null], i, { ns: "slotwright", type: `t${i}` }];
      port.postMessage(junk[i % junk.length]);
    }
  });
  await expect(frame.getByRole("heading", { name: "Check and book" })).toBeVisible();
  const element = frame.locator("slotwright-booking");
  expect(await element.getAttribute("theme")).toBeNull();
  expect(await element.getAttribute("lang")).toBeNull();
  expect(await bookedIn(server, account)).toEqual([]);
});

test.describe("in a page that isn't listed", () => {
  test.use({ meant: /frame-ancestors|refused to connect|Refused to|Framing|X-Frame-Options/ });
  test("nothing is shown in a frame", async ({ page, elsewhere, startServer }) => {
    const server = await startServer({ env: { ALLOWED_ORIGINS: "https://crm.example" } });
    elsewhere.show(`<!doctype html><html lang="en"><title>A trap</title><iframe src="${server.url}/frame"></iframe></html>`);
    await page.goto(elsewhere.origin);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  });
});
