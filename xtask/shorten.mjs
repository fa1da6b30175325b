// Gives wasm-bindgen's glue the short names that wasm-opt gave the wasm's imports and exports. Their hashes can't be
// compressed, and each stands in both files.
//
// node shorten.mjs GLUE.js < wasm-opt's mapping
import fs from "node:fs";

const [glue] = process.argv.slice(2);
const mapping = JSON.parse(fs.readFileSync(0, "utf8"));
const imports = new Map(mapping.imports.map(([, name, short]) => [name, short]));
const exports = new Map(mapping.exports);
let text = fs.readFileSync(glue, "utf8");

const left = new Set(imports.keys());
text = text.replace(/^( +)([\w$]+)(?=: )/gm, (all, space, name) => {
  if (!imports.has(name)) return all;
  left.delete(name);
  return space + imports.get(name);
});
text = text.replaceAll('"./slotwright_bg.js"', '"a"');
text = text.replace(/\bwasm\.([\w$]+)/g, (all, name) => (exports.has(name) ? `wasm.${exports.get(name)}` : all));
if (left.size > 0) throw new Error(`${glue} doesn't define ${[...left].join(", ")}`);
fs.writeFileSync(glue, text);
