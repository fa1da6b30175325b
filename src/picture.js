// Pictures of the schedule: small ones of numbers, as SVG, and a large one of a day, as a PNG that is saved. Asked for only by who
// wants one. What is in them is decided elsewhere (`ground/figures.rs`, `ground/picture.rs`); here it is drawn.

const SVG = "http://www.w3.org/2000/svg";
/** How much larger than told a picture is drawn, so that it is sharp; less where a browser could not hold it. */
const SHARP = 2;
const MOST_SIDE = 16_000;
const MOST_PIXELS = 120_000_000;

/** Draws into `box` what it is called, what it says in words, and `paths`: a class and a path each line. */
export function figure(box, width, height, name, words, paths) {
  const node = (tag, attributes, text) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text) made.textContent = text;
    return made;
  };
  const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img" });
  svg.append(node("title", {}, name), node("desc", {}, words));
  for (const line of paths.split("\n")) {
    const [kind, ...path] = line.split(" ");
    svg.append(node("path", { class: kind, d: path.join(" ") }));
  }
  box.replaceChildren(svg);
}

/**
 * Draws a picture and saves it as `file`: whether it could. Each line of `shapes` is `r x y width height colour`, a rectangle, or
 * `t x y width size weight colour text`, a line of text that is cut off where its place ends.
 */
export async function save(file, width, height, isRtl, shapes) {
  const most = Math.min(SHARP, MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.floor(width * most), height: Math.floor(height * most) });
  const context = canvas.getContext("2d");
  context.scale(most, most);
  context.direction = isRtl ? "rtl" : "ltr";
  context.textAlign = "start";
  for (const line of shapes.split("\n")) draw(context, line, isRtl);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) return false;
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}

function draw(context, line, isRtl) {
  const [kind, ...rest] = line.split(" ");
  const [x, y, width] = rest.slice(0, 3).map(Number);
  if (kind === "r") {
    context.fillStyle = rest[4];
    context.fillRect(x, y, width, Number(rest[3]));
    return;
  }
  const [size, weight, colour] = rest.slice(3, 6);
  context.save();
  context.beginPath();
  context.rect(x, y, width, size * 1.5);
  context.clip();
  context.fillStyle = colour;
  context.font = `${weight} ${size}px system-ui, sans-serif`;
  context.fillText(rest.slice(6).join(" "), isRtl ? x + width : x, y + Number(size));
  context.restore();
}
