// What is asked beyond the time: filled in, judged in place and by the server, kept, and told to the system behind.
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { chooseOpening, openLink } from "../support/steps.mjs";

const FIELDS = [
  { key: "gate", label: "What opens the gate?", hint: "Four digits.", kind: "text", required: true, pattern: "[0-9]{4}" },
  { key: "floor", label: "Which floor?", kind: "number", min: -3, max: 40 },
  { key: "dog", label: "Is there a dog?", kind: "boolean", required: true },
  { key: "moved", label: "Living there since", kind: "date" },
  { key: "entry", label: "Which entry?", kind: "choice", choices: ["Front door", "Side door"] },
];

const asked = (page) => ({
  gate: page.getByLabel("What opens the gate?"),
  floor: page.getByLabel("Which floor? (optional)"),
  dog: page.getByLabel("Is there a dog?"),
  moved: page.getByLabel("Living there since (optional)"),
  entry: page.getByLabel("Which entry? (optional)"),
});

const bookIt = (page) => page.getByRole("button", { name: "Book this visit" }).click();

/** A server that asks customers of its type of an hour this, and a link for one. */
async function asking(startServer, fields = FIELDS) {
  const server = await startServer();
  const jobType = (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60);
  const [account] = await server.list("/accounts");
  const ask = (fields) => server.api("/v1/fields", { job_types: [{ job_type_id: jobType.id, fields }] }, "PUT");
  await ask(fields);
  const link = await server.link({ account: account.id, jobType: jobType.id });
  const filledIn = async () => {
    const job = (await server.jobsOf(account.id)).at(-1);
    return (await server.api(`/v1/jobs/${job.id}/fields`)).fields;
  };
  return { server, link, ask, filledIn };
}

test("a customer is asked what the type of job asks for, and told in place what is missing @firefox", async ({
  page,
  startServer,
}) => {
  const { link, filledIn } = await asking(startServer);
  await openLink(page, link);
  await chooseOpening(page);
  const { gate, floor, dog, moved, entry } = asked(page);
  await expect(gate).toHaveAttribute("aria-required", "true");
  await expect(gate).toHaveAccessibleDescription("Four digits.");
  await floor.fill("1e3");
  await bookIt(page);
  await expect(gate).toBeFocused();
  await expect(gate).toHaveAccessibleDescription("Please fill this in. Four digits.");
  await expect(dog).toHaveAccessibleDescription("Please choose one.");
  await expect(floor).toHaveAccessibleDescription("Please enter a number.");
  await expect(floor).toHaveAttribute("aria-invalid", "true");

  await gate.fill("12a4");
  await floor.fill("41");
  await dog.selectOption("No");
  await bookIt(page);
  await expect(gate).toHaveAccessibleDescription("This is not what is asked for. Four digits. Four digits.");
  await expect(floor).toHaveAccessibleDescription("Please enter 40 or less.");
  await gate.fill(" 0042 ");
  await expect(gate).toHaveAttribute("aria-invalid", "false");
  await floor.fill("-2,5");
  await moved.fill("2024-02-29");
  await entry.selectOption("Side door");
  await bookIt(page);
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await filledIn()).toEqual({ gate: "0042", floor: "-2.5", dog: "false", moved: "2024-02-29", entry: "Side door" });

  // Moved later, it is all there.
  await page.getByRole("button", { name: "Change the time" }).click();
  await chooseOpening(page, 1);
  await expect(gate).toHaveValue("0042");
  await expect(dog).toHaveValue("false");
  await entry.selectOption("");
  await page.getByRole("button", { name: "Move my visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is moved" })).toBeVisible();
  expect(await filledIn()).toEqual({ gate: "0042", floor: "-2.5", dog: "false", moved: "2024-02-29" });
});

test("what was filled in outlasts a reload, and a look at the calendar", async ({ page, startServer }) => {
  const { link } = await asking(startServer);
  await openLink(page, link);
  await chooseOpening(page);
  await asked(page).gate.fill("12");
  await asked(page).dog.selectOption("Yes");
  await page.getByRole("button", { name: "Back" }).click();
  await chooseOpening(page, 1);
  await expect(asked(page).gate).toHaveValue("12");
  await asked(page).floor.fill("3");
  // Once typing has come to rest it is kept.
  await page.waitForFunction(() => JSON.stringify(history.state).includes("123true"));
  await page.reload();
  await page.getByRole("heading", { name: "Check and book" }).waitFor();
  await expect(asked(page).gate).toHaveValue("12");
  await expect(asked(page).dog).toHaveValue("true");
  await expect(asked(page).floor).toHaveValue("3");
});

test("what only the server finds wrong is said at its field, and nothing typed is lost", async ({ page, startServer }) => {
  const { link, ask, filledIn } = await asking(startServer);
  await openLink(page, link);
  await chooseOpening(page);
  await asked(page).gate.fill("0042");
  await asked(page).dog.selectOption("Yes");
  // Meanwhile the office asks for more.
  await ask(FIELDS.map((field) => (field.key === "gate" ? { ...field, pattern: "[1-9]{4}", hint: "No zeros." } : field)));
  await bookIt(page);
  await expect(asked(page).gate).toBeFocused();
  await expect(asked(page).gate).toHaveAccessibleDescription("This is not what is asked for: No zeros. Four digits.");
  await expect(asked(page).gate).toHaveValue("0042");
  await expectSound(page, "a field that the server refused");
  await asked(page).gate.fill("1142");
  await bookIt(page);
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  expect(await filledIn()).toEqual({ gate: "1142", dog: "true" });
});
