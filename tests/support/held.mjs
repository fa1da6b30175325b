// Answers that come late.

/** Keeps back what a page asks at an address, until what this returns is called. */
export async function holdBack(page, url) {
  let letGo;
  const held = new Promise((done) => (letGo = done));
  await page.route(url, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}
