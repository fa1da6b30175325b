// How the browser is started, for the journeys, the pictures and the figures alike.
const { CHROMIUM } = process.env;
if (!CHROMIUM) throw new Error("CHROMIUM names no browser: run `cargo xtask test --only journeys`");

export const BROWSER = {
  executablePath: CHROMIUM,
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
