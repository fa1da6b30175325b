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
  (["focus", "close", "ping"].includes(message.type) || (message.type === "theme" && ["auto", "light", "dark"].includes(message.theme)) || (message.type === "locale" && /^[A-Za-z0-9-]{2,35}$/.test(message.locale)));

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

for (const [who, place] of [
  ["a frame beside it that looks alike", "beside"],
  ["a frame in a frame beside it", "nested"],
  ["a frame that has no origin", "sandboxed"],
  ["the page that has opened the page around", "opener"],
]) {
  test(`none of ${who} makes a frame speak, or costs it its time`, async ({ page, context, startPage, startServer }) => {
    await noneIsHeeded(page, context, startPage, startServer, place);
  });
}

/** Has somebody in that place try all of it on a frame that books. */
async function noneIsHeeded(page, context, startPage, startServer, place) {
  const [listed, alike, between] = [await startPage(), await startPage("localhost"), await startPage("localhost")];
  const { server, account, link, handle } = await linked(startServer, listed.origin);
  const { origin } = listed;
  const trap = `<!doctype html><html lang="en"><title>A trap</title></html>`;
  alike.show(trap);
  between.show(`<!doctype html><html lang="en"><title>Between</title><iframe title="A trap" src="${alike.origin}"></iframe></html>`);
  const beside = { beside: alike.origin, sandboxed: alike.origin, nested: between.origin }[place];
  const sandbox = place === "sandboxed" ? 'sandbox="allow-scripts"' : "";
  listed.show(loading(server, beside ? `<iframe id="beside" title="Beside" ${sandbox} src="${beside}"></iframe>` : ""));
  let around = page;
  let attacker;
  if (place === "opener") {
    await page.goto(alike.origin);
    const opened = context.waitForEvent("page");
    await page.evaluate((origin) => void (window.opened = open(origin)), origin);
    around = await opened;
    attacker = page.mainFrame();
  } else {
    await page.goto(origin);
    attacker = await frameAt(page, alike.origin);
  }
  await around.waitForFunction(() => window.slotwright && !slotwright.q);
  await around.evaluate((link) => slotwright("inline", { target: "#booking", link, config: { theme: "light" } }), link);
  const frame = around.frameLocator("#booking iframe");
  await firstOpening(frame).waitFor();
  const answers = await attacker.evaluate(
    async ([messages, handle]) => {
      const answers = [];
      addEventListener("message", ({ data }) => answers.push(data));
      const whole = window.opened ?? top;
      const victims = [...Array(whole.frames.length).keys()].map((i) => whole.frames[i]).filter((victim) => victim !== self);
      for (const victim of victims) {
        for (const message of messages) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => answers.push(data);
          victim.postMessage(message, "*", [port2]);
        }
        for (const type of ["hello", "init"]) victim.postMessage({ ns: "slotwright", v: 1, type, token: handle, nonce: "0" }, "*");
      }
      // And at the page around, as if it were the frame's own.
      for (const type of ["ready", "booked", "closed", "resize"]) whole.postMessage({ ns: "slotwright", v: 1, type, nonce: "0", ref: "1", height: 999 }, "*");
      await new Promise((done) => setTimeout(done, 1000));
      return answers;
    },
    [AT_FRAMES, handle],
  );
  expect(answers).toEqual([]);
  await expect(frame.locator("slotwright-booking")).toHaveAttribute("theme", "light");
  expect(await around.evaluate(() => heard.filter(({ type, height }) => ["booked", "closed"].includes(type) || height === 999))).toEqual([]);
  expect(await bookedIn(server, account)).toEqual([]);
  // A thousand a second are dropped before anything is done with them.
  const busy = await busyWhile(around, () =>
    attacker.evaluate(async () => {
      const whole = window.opened ?? top;
      for (let i = 0; i < 20; i++) {
        for (let j = 0; j < 50; j++) {
          for (let n = 0; n < whole.frames.length; n++) if (whole.frames[n] !== self) whole.frames[n].postMessage({ ns: "slotwright", v: 1, type: "theme", theme: "dark", j }, "*");
        }
        await new Promise((done) => setTimeout(done, 50));
      }
    }),
  );
  expect(busy, "share of a second that the page works").toBeLessThan(0.25);
  // What it was meant for it still does.
  await bookIn(frame);
}

/** The frame at an origin, once it is there, however deep. */
async function frameAt(page, origin) {
  const found = () => page.frames().find((frame) => frame.url().startsWith(origin));
  await expect.poll(() => Boolean(found())).toBe(true);
  return found();
}

/** Which share of the time a page's main thread works while something is done. */
async function busyWhile(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const taken = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    return { busy: of("TaskDuration"), at: of("Timestamp") };
  };
  const before = await taken();
  await act();
  const after = await taken();
  return (after.busy - before.busy) / (after.at - before.at);
}

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
  await frame.evaluate(async (messages) => {
    for (const [i, message] of messages.entries()) {
      port.postMessage(message);
      parent.postMessage(message?.type === "ready" ? null : message, "*");
      // Some at a time, so that not all are dropped for their number alone.
      if (i % 40 === 0 && i < 400) await new Promise((done) => setTimeout(done, 1000));
    }
  }, [...AT_LOADERS, ...made(loaderMay)]);
  // It still listens, once there are no more than it listens to in a second.
  await expect(async () => {
    await frame.evaluate(() => port.postMessage({ ns: "slotwright", v: 1, type: "step", name: "the last" }));
    expect(await page.evaluate(() => heard.length)).toBeGreaterThan(0);
  }).toPass({ intervals: [500] });
  expect(new Set(await page.evaluate(() => heard.map(({ type, name }) => `${type} ${name}`)))).toEqual(new Set(["step the last"]));
  expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
  expect(await page.evaluate(() => [({}).height, ({}).ref])).toEqual([undefined, undefined]);
});
