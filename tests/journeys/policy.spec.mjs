// What the office sets of when visits start, how soon and until when they may be changed is what its customers meet.
import { fileURLToPath } from "node:url";

import { expect, test } from "../support/fixtures.mjs";
import { book, openLink, openings } from "../support/steps.mjs";

const WORLD = fileURLToPath(new URL("../support/a-quarter-past.json", import.meta.url));
const heading = (page, name) => page.getByRole("heading", { name });

test("an hour that begins between two starts of a coarse step is offered and booked @firefox", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD, env: { START_STEP_MINUTES: "30" } });
  await openLink(page, await server.link({ account: 1, jobType: 1 }));
  // Tuesday has no start by the clock, Wednesday has one.
  await expect(openings(page)).toHaveCount(1);
  await expect(openings(page)).toHaveAccessibleName(/12:15.PM to 1:15.PM/);
  await book(page);
  expect(await server.jobsOf(1)).toMatchObject([{ scheduled_datetime: "2026-03-03 12:15:00" }]);
});

test("a visit too near to be booked can be cancelled as long as the notice for that allows it @firefox", async ({ page, startServer }) => {
  const server = await startServer({ world: WORLD, clock: "2026-03-03T10:15" });
  const link = await server.link({ account: 1, jobType: 1 });
  await openLink(page, link);
  await book(page);
  await server.api("/v1/policy", { notice_minutes: 240, change_notice_minutes: 0 }, "PUT");
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(heading(page, "Your visit is cancelled")).toBeVisible();
  expect(await server.jobsOf(1)).toEqual([]);
});
