// Photos of a visit: chosen on a telephone, made small there, sent while the rest is filled in, and read by staff.
import { expect, test } from "../support/fixtures.mjs";
import { expectSound } from "../support/accessible.mjs";
import { chooseOpening, openLink } from "../support/steps.mjs";

const DOOR = { key: "door", label: "Photos of your door", hint: "So that we find it.", kind: "photos", max: 3 };
const WHERE = "taken at 41.88 N 87.63 W";

/** A JPEG of this size as a camera writes it: with where it was taken in a segment of its own. */
async function taken(page, name, width, height) {
  const base64 = await page.evaluate(
    ([width, height]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const pen = canvas.getContext("2d");
      pen.fillStyle = "teal";
      pen.fillRect(0, 0, width / 2, height);
      return canvas.toDataURL("image/jpeg").split(",")[1];
    },
    [width, height],
  );
  const plain = Buffer.from(base64, "base64");
  const note = Buffer.from(`Exif\0\0${WHERE}`);
  const head = Buffer.from([0xff, 0xe1, 0, note.length + 2]);
  return { name, mimeType: "image/jpeg", buffer: Buffer.concat([plain.subarray(0, 2), head, note, plain.subarray(2)]) };
}

/** How wide and high a JPEG is, by the segment that says so. */
function sizeOf(jpeg) {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] >= 0xc0 && jpeg[at + 1] <= 0xc2) return { width: jpeg.readUInt16BE(at + 7), height: jpeg.readUInt16BE(at + 5) };
  }
}

test("photos are made small, sent, taken out again and read by staff with the visit @firefox", async ({
  page,
  context,
  startServer,
}) => {
  const server = await startServer();
  const jobType = (await server.list("/scheduling/job_types")).find((type) => type.length_in_minutes === 60);
  const [account] = await server.list("/accounts");
  await server.api("/v1/fields", { job_types: [{ job_type_id: jobType.id, fields: [DOOR] }] }, "PUT");
  await page.setViewportSize({ width: 390, height: 844 });
  await openLink(page, await server.link({ account: account.id, jobType: jobType.id }));
  await chooseOpening(page);

  const photos = page.getByRole("group", { name: /^Photos of your door/ });
  const add = page.getByLabel("Add photos");
  await expect(add).toHaveAccessibleDescription("So that we find it.");
  const [wide, high] = [await taken(page, "wide.jpg", 2400, 1200), await taken(page, "high.jpg", 300, 400)];
  await add.setInputFiles([wide, high]);
  await expect(photos.locator("li[data-state=sent]")).toHaveCount(2);
  await expect(photos.getByRole("img", { name: "Photo 2" })).toBeVisible();
  await expectSound(page, "photos");

  // What is no picture is said at it, and holds nothing up.
  await add.setInputFiles({ name: "list.txt", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
  await expect(photos).toContainText("This file can’t be read as a picture.");
  await photos.getByRole("button", { name: "Remove photo 3" }).click();
  await photos.getByRole("button", { name: "Remove photo 2" }).click();
  await expect(photos.getByRole("listitem")).toHaveCount(1);
  await expect(add).toBeFocused();

  // Without a line a photo waits, and the visit for it.
  await context.setOffline(true);
  await add.setInputFiles(high);
  await expect(photos).toContainText("No connection. The photo is kept here");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(add).toHaveAccessibleDescription(/A photo is not sent yet/);
  await context.setOffline(false);
  await expect(photos.locator("li[data-state=sent]")).toHaveCount(2);
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();

  const job = (await server.jobsOf(account.id)).at(-1);
  const { photos: kept } = await server.api(`/v1/jobs/${job.id}/photos`);
  expect((await server.api(`/v1/jobs/${job.id}/fields`)).fields.door).toBe(kept.map(({ id }) => id).join(" "));
  const pictures = await Promise.all(kept.map(({ id }) => server.bytes(`/v1/jobs/${job.id}/photos/${id}`)));
  expect(pictures.map(sizeOf)).toEqual([
    { width: 1600, height: 800 },
    { width: 300, height: 400 },
  ]);
  for (const picture of pictures) expect(picture.includes(WHERE)).toBe(false);

  // They are there when the visit is looked at again.
  await page.getByRole("button", { name: "Change the time" }).click();
  await chooseOpening(page, 1);
  await expect(photos.locator("canvas")).toHaveCount(2);
});
