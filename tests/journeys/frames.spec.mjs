// Our pages in frames under hard conditions: sandboxes, policies of the page around, frames in frames, a browser that keeps nothing.
import { expect, linked, test } from "../support/elsewhere.mjs";
import { around, bookIn, firstOpening, loading } from "../support/frames.mjs";
import { openings } from "../support/steps.mjs";

const ISOLATED = { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" };

test("in a sandbox that leaves it no origin a visit is booked @firefox", async ({ page, elsewhere, listed: { server, handle, account } }) => {
  elsewhere.show(around(`${server.url}/frame#l=${handle}`, 'sandbox="allow-scripts"'));
  await page.goto(elsewhere.origin);
  await bookIn(page.frameLocator("iframe"));
  expect(await page.frames()[1].evaluate(() => self.origin)).toBe("null");
  expect((await server.jobsOf(account.id)).at(-1).status).toBe("scheduled");
});

test("in a sandbox that leaves it no origin the board says what is missing", async ({ page, elsewhere, listed: { server } }) => {
  elsewhere.show(around(`${server.url}/frame-board#${new URL(server.board).hash.slice(1)}`, 'sandbox="allow-scripts"'));
  await page.goto(elsewhere.origin);
  await expect(page.frameLocator("iframe").getByText("a sandbox without allow-same-origin")).toBeVisible();
});

test("without a link it says so, instead of nothing", async ({ page, elsewhere, listed: { server } }) => {
  elsewhere.show(around(`${server.url}/frame`));
  await page.goto(elsewhere.origin);
  await expect(page.frameLocator("iframe").getByText("opened without a booking link")).toBeVisible();
});

for (const [name, attributes, headers] of [
  ["that is credentialless", "credentialless", {}],
  ["of a page that isolates itself", "", ISOLATED],
  ["that may do what the loader allows", 'sandbox="allow-scripts allow-same-origin allow-forms"', {}],
  ["of a page that tells nobody where one comes from", 'referrerpolicy="no-referrer"', { "referrer-policy": "no-referrer" }],
]) {
  test(`in a frame ${name} a visit is booked`, async ({ page, elsewhere, listed: { server, handle } }) => {
    elsewhere.show(around(`${server.url}/frame#l=${handle}`, attributes), headers);
    await page.goto(elsewhere.origin);
    await bookIn(page.frameLocator("iframe"));
  });
}

for (const [kind, sandbox] of [
  ["no sandbox", ""],
  ["the sandbox of the loader", 'sandbox="allow-scripts allow-same-origin allow-forms"'],
  ["a sandbox without an origin", 'sandbox="allow-scripts"'],
]) {
  test(`on a page of another site a visit is booked in a frame with ${kind}`, async ({ page, startPage, startServer }) => {
    // Another name is another site, whose frames browsers keep apart by more than their origin.
    const shop = await startPage("localhost");
    const { server, handle, account } = await linked(startServer, shop.origin);
    shop.show(around(`${server.url}/frame#l=${handle}`, sandbox));
    await page.goto(shop.origin);
    await bookIn(page.frameLocator("iframe"));
    expect((await server.jobsOf(account.id)).at(-1).status).toBe("scheduled");
  });
}

test("on a page of another site a visit is booked by the loader, and by the element", async ({ page, startPage, startServer }) => {
  const shop = await startPage("localhost");
  const { server, link } = await linked(startServer, shop.origin);
  shop.show(loading(server));
  await page.goto(shop.origin);
  await page.evaluate((link) => slotwright("inline", { target: "#booking", link }), link);
  await bookIn(page.frameLocator("iframe"));
  await expect.poll(() => page.evaluate(() => heard.filter(({ type }) => type === "booked").length)).toBe(1);
  const another = await server.link({ account: (await server.list("/accounts"))[1].id, jobType: (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60).id });
  shop.show(`<!doctype html><html lang="en"><title>A shop</title><script type="module" src="${server.url}/element.js"></script>
    <slotwright-booking token="${new URL(another).hash.slice(3)}"></slotwright-booking></html>`);
  await page.goto(shop.origin);
  await bookIn(page);
});

for (const [name, headers] of [["isolates itself", ISOLATED], ["tells nobody where one comes from", { "referrer-policy": "no-referrer" }]]) {
  test(`by the loader of a page that ${name} a visit is booked, and the page hears of it @firefox`, async ({ page, elsewhere, listed: { server, link } }) => {
    elsewhere.show(loading(server), headers);
    await page.goto(elsewhere.origin);
    await page.evaluate((link) => slotwright("inline", { target: "#booking", link }), link);
    await bookIn(page.frameLocator("iframe"));
    await expect.poll(() => page.evaluate(() => heard.filter(({ type }) => type === "booked").length)).toBe(1);
  });
}

test("on an isolated page the element books too", async ({ page, elsewhere, listed: { server, handle } }) => {
  elsewhere.show(
    `<!doctype html><html lang="en"><title>A shop</title><script type="module" crossorigin src="${server.url}/element.js"></script>
     <slotwright-booking token="${handle}"></slotwright-booking></html>`,
    ISOLATED,
  );
  await page.goto(elsewhere.origin);
  await openings(page).first().waitFor();
});

test("the board opens in a frame by the loader, and its link stands nowhere", async ({ page, elsewhere, listed: { server } }) => {
  elsewhere.show(loading(server));
  await page.goto(elsewhere.origin);
  await page.evaluate((link) => slotwright("inline", { target: "#booking", link, config: { title: "Jobs" } }), server.board);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(frame.getByRole("region", { name: "Schedule" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(new URL(server.board).hash.slice(3));
});

test.describe("frames in frames", () => {
  test.use({ meant: /frame-ancestors|Framing|X-Frame-Options/ });

  test("it is shown where each page around is listed, and nowhere else", async ({ page, startPage, startServer }) => {
    const [outer, inner, other] = [await startPage(), await startPage(), await startPage()];
    const { server, handle } = await linked(startServer, `${outer.origin},${inner.origin}`);
    inner.show(around(`${server.url}/frame#l=${handle}`));
    for (const page of [outer, other]) page.show(around(inner.origin));
    await page.goto(outer.origin);
    await bookIn(page.frameLocator("iframe").frameLocator("iframe"));
    await page.goto(other.origin);
    await expect.poll(() => page.frames()[2]?.url()).toMatch(/^chrome-error:/);
  });

  test("a page that only looks like a listed one, or has no origin, shows nothing", async ({ page, startPage, startServer }) => {
    const [listed, neighbour, sandboxed] = [await startPage(), await startPage(), await startPage()];
    const { server, handle } = await linked(startServer, listed.origin);
    const html = around(`${server.url}/frame#l=${handle}`);
    for (const page of [listed, neighbour]) page.show(html);
    sandboxed.show(html, { "content-security-policy": "sandbox allow-scripts" });
    await page.goto(listed.origin);
    await firstOpening(page.frameLocator("iframe")).waitFor();
    // The same port under another name, the same name with another port, and no origin at all.
    for (const origin of [listed.origin.replace("127.0.0.1", "localhost"), neighbour.origin, sandboxed.origin]) {
      await page.goto(origin);
      await expect.poll(() => page.frames()[1]?.url(), origin).toMatch(/^chrome-error:/);
    }
  });
});

test("over the page the focus stays in it, what is behind can't be reached, and comes back", async ({ page, elsewhere, listed: { server, link } }) => {
  elsewhere.show(loading(server, `<a href="#x" id="behind">Behind</a><button id="open" data-slotwright-link="${link}">Book</button>`));
  await page.goto(elsewhere.origin);
  await page.waitForFunction(() => !slotwright.q);
  await page.locator("#open").click();
  await firstOpening(page.frameLocator("iframe")).waitFor();
  const reached = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.localName));
  }
  expect(reached).not.toContain("behind");
  expect(reached).not.toContain("open");
  expect(reached).toContain("iframe");
  expect(await page.locator("#behind").click({ timeout: 500 }).then(() => "clicked", () => "inert")).toBe("inert");
  await page.frameLocator("iframe").getByRole("button").first().focus();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator("#open")).toBeFocused();
});
