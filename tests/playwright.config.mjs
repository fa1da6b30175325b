// Real browsers against the real server. `cargo xtask test --only journeys` sets the environment.
import { defineConfig } from "@playwright/test";
import { BROWSER, firefoxAsItComes } from "./support/browser.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: /(journeys|gallery|judges)\/\w+\.spec\.mjs$/,
  outputDir: "results",
  fullyParallel: true,
  // One more than a machine of ours has cores: each waits for its server, its browser or a timer half of its time.
  workers: 3,
  // A journey that passes at the second try has failed.
  retries: 0,
  forbidOnly: true,
  // Long enough for a machine with two cores and other work.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    locale: "en-US",
    timezoneId: "America/Chicago",
    viewport: { width: 1024, height: 900 },
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "chromium",
      // Colours are judged when they stand still.
      use: { launchOptions: BROWSER, contextOptions: { reducedMotion: "reduce" } },
    },
    {
      // What browsers do each in their own way: journeys whose title ends in `@firefox` run there too.
      name: "firefox",
      grep: /@firefox/,
      use: { browserName: "firefox", channel: "moz-firefox", launchOptions: firefoxAsItComes() },
    },
  ],
});
