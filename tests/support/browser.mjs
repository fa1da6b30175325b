// How the browsers are started, for the journeys, the pictures and the figures alike.
const { CHROMIUM, FIREFOX } = process.env;

export const BROWSER = {
  executablePath: CHROMIUM ?? unknown("CHROMIUM"),
  args: [
    // Root, as in a container, has no sandbox.
    "--no-sandbox",
    "--disable-gpu",
    // Nothing but our own server is to be asked.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/**
 * The system's own Firefox, driven by WebDriver BiDi as it comes; Playwright's own would have to be downloaded.
 * It tells nothing of downloads of blobs, and it can't change media features while it runs: here they are preferences.
 * (Playwright from 1.65 on asks for the change in any case, which Firefox 153 refuses: hence the older one.)
 */
export const firefoxAsItComes = () => ({
  executablePath: FIREFOX ?? unknown("FIREFOX"),
  firefoxUserPrefs: {
    "ui.prefersReducedMotion": 1,
    "layout.css.prefers-color-scheme.content-override": 1,
    // A page that comes back whole fires no load, and Playwright waits for one.
    "browser.sessionhistory.max_total_viewers": 0,
    "fission.bfcacheInParent": false,
  },
});

function unknown(name) {
  throw new Error(`${name} names no browser: run \`cargo xtask test --only journeys\``);
}
