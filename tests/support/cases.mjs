// What people save for those who help them, and the cases that were saved so and are asked again by `cargo test`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

/** A committed case's text. */
export const committed = (name) => readFileSync(fileURLToPath(new URL(`../../crates/wire/tests/cases/${name}.json`, import.meta.url)), "utf8");

/** What a button there saves as a file: its text. */
export async function saved(page, place, button, name) {
  const download = page.waitForEvent("download");
  await place.getByRole("button", { name: button }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(name);
  return readFileSync(await file.path(), "utf8");
}

/** A page's case without what differs each time: a link has aliases of its own, and the notice ends later where the page was opened later. */
export function comparable(text) {
  const { about, search, ...rest } = JSON.parse(text.replace(/"\d{6,}":/g, '"alias":'));
  return { ...rest, search: { ...search, earliest: search.earliest.slice(0, 10) } };
}
