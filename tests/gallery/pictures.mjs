// Pictures of the states, coarse on purpose: each block of a screenshot becomes one colour, its mean.
//
// A picture pixel by pixel is another one with each version of a browser, of its font renderer and of the machine's libraries, and
// whoever is told of differences that are none soon looks at none. The mean of a block hardly knows how a letter's edge is smoothed,
// but does know where things stand, how large they are, and of which colour: what moves by a few pixels, is missing, overlaps or has
// lost its colour is seen. The font comes with the page. So one set of pictures holds for all machines, some 8 kB a state.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PNG } from "../judges/png.mjs";

/** The widths that are looked at, and the side of a block at each: 64 blocks beside each other. */
export const SHAPES = [
  { width: 320, block: 5 },
  { width: 768, block: 12 },
  { width: 1280, block: 20 },
];
/** What is below is more of the same: days of a list, jobs of a table. */
const MAX_HEIGHT = 1200;
/** Where the shorter of pictures that stand beside each other has nothing. */
const NOTHING = 0x80;
/** By how much a block may be another colour, of 255: a letter may stand half a pixel further. */
const TOLERANCE = 24;
/** How many of a thousand blocks may be further off: a hairline may fall on the other side of a block's edge. */
const STRAY_PER_MILLE = 4;

const FOLDER = fileURLToPath(new URL("pictures", import.meta.url));
const RESULTS = fileURLToPath(new URL("../results", import.meta.url));

/** The page in one of the shapes, as blocks. */
export async function taken(page, { width, block }) {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), MAX_HEIGHT);
  const shot = await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height }, animations: "disabled", caret: "hide" });
  return blocks(PNG.sync.read(shot), block);
}

function blocks({ width, height, data }, side) {
  const [columns, rows] = [Math.floor(width / side), Math.floor(height / side)];
  const means = new Uint8Array(columns * rows * 3);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let y = 0; y < side; y++) {
          const line = ((row * side + y) * width + column * side) * 4 + channel;
          for (let x = 0; x < side; x++) sum += data[line + x * 4];
        }
        // Five bits are enough, and smaller on disk.
        means[(row * columns + column) * 3 + channel] = Math.round(sum / (side * side)) & 0xf8;
      }
    }
  }
  return { columns, rows, means };
}

/** Several pictures beside each other, as one. */
function beside(pictures) {
  const rows = Math.max(...pictures.map((picture) => picture.rows));
  const columns = pictures.reduce((sum, picture) => sum + picture.columns, 0);
  const means = new Uint8Array(columns * rows * 3).fill(NOTHING);
  let left = 0;
  for (const picture of pictures) {
    for (let row = 0; row < picture.rows; row++) {
      const line = picture.means.subarray(row * picture.columns * 3, (row + 1) * picture.columns * 3);
      means.set(line, (row * columns + left) * 3);
    }
    left += picture.columns;
  }
  return { columns, rows, means };
}

function read(file) {
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  const means = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) means.set(data.subarray(at * 4, at * 4 + 3), at * 3);
  return { columns: width, rows: height, means };
}

function write(file, { columns, rows, means }) {
  const png = new PNG({ width: columns, height: rows, colorType: 2, inputColorType: 2, inputHasAlpha: false, deflateLevel: 9 });
  png.data = Buffer.from(means);
  writeFileSync(file, PNG.sync.write(png, { colorType: 2, inputColorType: 2, inputHasAlpha: false, deflateLevel: 9 }));
}

/**
 * What is different from the picture that is kept under this name, in a sentence; nothing when nothing is. With
 * `SLOTWRIGHT_RENEW_PICTURES` it is kept instead.
 */
export function difference(name, pictures) {
  const now = beside(pictures);
  const file = join(FOLDER, `${name.replaceAll(/\W+/g, "-")}.png`);
  if (process.env.SLOTWRIGHT_RENEW_PICTURES) {
    mkdirSync(FOLDER, { recursive: true });
    // One that is the same by what is tolerated stays, so that what is committed are changes.
    if (!existsSync(file) || told(read(file), now)) write(file, now);
    return "";
  }
  if (!existsSync(file)) return `there is no ${file}`;
  const said = told(read(file), now);
  if (!said) return "";
  mkdirSync(RESULTS, { recursive: true });
  const seen = join(RESULTS, `${name.replaceAll(/\W+/g, "-")}-now.png`);
  write(seen, now);
  return `${said}; kept: ${file}, now: ${seen}. If it is meant: SLOTWRIGHT_RENEW_PICTURES=1`;
}

function told(kept, now) {
  if (kept.columns !== now.columns) return `it is ${now.columns} blocks wide instead of ${kept.columns}`;
  const rows = Math.max(kept.rows, now.rows);
  const at = ({ means, columns, rows: own }, row, column, channel) => (row < own ? means[(row * columns + column) * 3 + channel] : NOTHING);
  const other = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < now.columns; column++) {
      const distance = Math.max(...[0, 1, 2].map((channel) => Math.abs(at(kept, row, column, channel) - at(now, row, column, channel))));
      if (TOLERANCE < distance) other.push([column, row]);
    }
  }
  const most = (rows * now.columns * STRAY_PER_MILLE) / 1000;
  if (other.length <= most) return "";
  return `${other.length} of ${rows * now.columns} blocks look different (up to ${Math.floor(most)} may), the first at ${other[0].join(", ")}`;
}
