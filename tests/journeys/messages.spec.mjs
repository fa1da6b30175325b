// Ten thousand made-up messages and sixty of somebody who has read the protocol, from each side to the other: none is heeded.
import { goOnWith } from "../support/steps.mjs";
import { expect, linked, test } from "../support/elsewhere.mjs";
import { bookedIn, bookIn, firstOpening, loading } from "../support/frames.mjs";
import { AT_FRAMES, AT_LOADERS, chance, madeUp } from "../support/junk.mjs";

const MADE_UP = 10_000;
const SEED = Number(process.env.SEED ?? 2026);

/** What a frame does by right: its looks are no secret, and it takes its focus and answers. */
const frameMay = (message) =>
  message?.ns === "slotwright" &&
  (["focus", "ping"].includes(message.type) || (message.type === "theme" && ["auto", "light", "dark"].includes(message.theme)) || (message.type === "locale" && /^[A-Za-z0-9-]{2,35}$/.test(message.locale)));

/** What a loader does by right: it says what it hears, which carries no authority. */
const loaderMay = (message) => message?.ns === "slotwright" && ["resize", "step", "booked", "cancelled", "error", "closed", "pong"].includes(message.type);

const made = (canAct) => {
  const pick = chance(SEED);
  return Array.from({ length: MADE_UP }, () => madeUp(pick, canAct));
};

test("none that a page around sends, by the channel or beside it, changes anything or books", async ({ page, elsewhere, listed: { server, account, link } }) => {
  elsewhere.show(loading(server));
  await page.goto(elsewhere.origin);
  await page.evaluate(() => {
    // The loader's own end of the channel, as a page that has taken it away from it would have it.
    const make = MessageChannel;
    window.MessageChannel = function () {
      return (window.channel = new make());
    };
  });
  await page.evaluate((link) => slotwright("inline", { target: "#booking", link }), link);
  const frame = page.frameLocator("iframe");
  await goOnWith(frame, firstOpening(frame));
  await frame.getByRole("heading", { name: "Check and book" }).waitFor();
  expect(AT_FRAMES.length).toBeGreaterThanOrEqual(60);
  const messages = [...AT_FRAMES, ...made(frameMay)];
  await page.evaluate(async (messages) => {
    const { contentWindow } = document.querySelector("iframe");
    for (const [i, message] of messages.entries()) {
      channel.port1.postMessage(message);
      contentWindow.postMessage(message, "*");
      // Some at a time, so that not all are dropped for their number alone.
      if (i % 40 === 0 && i < 400) await new Promise((done) => setTimeout(done, 1000));
    }
  }, messages);
  // It still listens, and heeds what it may, once there are no more than it listens to in a second.
  const element = frame.locator("slotwright-booking");
  await expect(async () => {
    await page.evaluate(() => slotwright("ui", { theme: "dark" }));
    await expect(element).toHaveAttribute("theme", "dark", { timeout: 1000 });
  }).toPass();
  expect(await element.getAttribute("lang")).toBeNull();
  await expect(frame.getByRole("heading", { name: "Check and book" })).toBeVisible();
  expect(await bookedIn(server, account)).toEqual([]);
  expect(await page.frames()[1].evaluate(() => [({}).theme, ({}).token])).toEqual([undefined, undefined]);
});

test("none of an opener, of a frame beside it or of a page that looks alike makes a frame speak", async ({ page, startPage, startServer }) => {
  const [listed, alike] = [await startPage(), await startPage("localhost")];
  const { server, account, link, handle } = await linked(startServer, listed.origin);
  const { origin } = listed;
  alike.show(`<!doctype html><html lang="en"><title>A trap</title></html>`);
  listed.show(loading(server, `<iframe id="beside" title="Beside" src="${alike.origin}"></iframe>`));
  await page.goto(origin);
  await page.evaluate((link) => slotwright("inline", { target: "#booking", link, config: { theme: "light" } }), link);
  const frame = page.frameLocator("#booking iframe");
  await firstOpening(frame).waitFor();
  const answers = await page.frame({ url: (url) => url.origin === new URL(alike.origin).origin }).evaluate(
    async ([messages, handle]) => {
      const answers = [];
      addEventListener("message", ({ data }) => answers.push(data));
      for (let i = 0; i < parent.frames.length; i++) {
        const victim = parent.frames[i];
        if (victim === self) continue;
        for (const message of messages) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => answers.push(data);
          victim.postMessage(message, "*", [port2]);
        }
        for (const type of ["hello", "init"]) victim.postMessage({ ns: "slotwright", v: 1, type, token: handle, nonce: "0" }, "*");
      }
      // And at the page around, as if it were the frame's own.
      for (const type of ["ready", "booked", "closed", "resize"]) parent.postMessage({ ns: "slotwright", v: 1, type, nonce: "0", ref: "1", height: 999 }, "*");
      await new Promise((done) => setTimeout(done, 1000));
      return answers;
    },
    [AT_FRAMES, handle],
  );
  expect(answers).toEqual([]);
  await expect(frame.locator("slotwright-booking")).toHaveAttribute("theme", "light");
  expect(await page.evaluate(() => heard.filter(({ type, height }) => ["booked", "closed"].includes(type) || height === 999))).toEqual([]);
  expect(await bookedIn(server, account)).toEqual([]);
  // What it was meant for it still does.
  await bookIn(frame);
});

test("none that a frame sends does anything to the page around but what it may hear", async ({ page, elsewhere, startPage }) => {
  // Somebody else's frame at the server's address: the worst that a link could lead to.
  const server = await startPage();
  server.show(`<!doctype html><html lang="en"><title>Worse</title><script>
    addEventListener("message", ({ data, ports }) => data.type === "init" && (window.port = ports[0]));
    addEventListener("load", () => parent.postMessage({ ns: "slotwright", v: 1, type: "ready", nonce: "0" }, "*"));
  </script></html>`);
  elsewhere.show(
    `<!doctype html><html lang="en"><title>A CRM</title><div id="booking"></div><script src="data:text/javascript,"></script></html>`,
  );
  await page.goto(elsewhere.origin);
  await page.addScriptTag({ path: new URL("../../dist/embed.js", import.meta.url).pathname });
  await page.evaluate((link) => {
    window.heard = [];
    slotwright("on", { event: "*", handler: (event) => heard.push(event) });
    slotwright("inline", { target: "#booking", link });
  }, `${server.origin}/book#l=x`);
  const frame = page.frames()[1];
  await frame.waitForFunction(() => window.port);
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  expect(AT_LOADERS.length).toBeGreaterThanOrEqual(60);
  await frame.evaluate((messages) => {
    for (const message of messages) {
      port.postMessage(message);
      parent.postMessage(message?.type === "ready" ? null : message, "*");
    }
  }, [...AT_LOADERS, ...made(loaderMay)]);
  // Behind all the others in the same channel.
  await frame.evaluate(() => port.postMessage({ ns: "slotwright", v: 1, type: "step", name: "the last" }));
  await expect.poll(() => page.evaluate(() => heard)).toEqual([{ type: "step", name: "the last" }]);
  expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
  expect(await page.evaluate(() => [({}).height, ({}).ref])).toEqual([undefined, undefined]);
});
