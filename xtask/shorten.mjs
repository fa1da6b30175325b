// Gives wasm-bindgen's glue the short names that wasm-opt gave the wasm's imports and exports. Their hashes can't be
// compressed, and each stands in both files. What the wasm doesn't import any more is left out, and so are the classes of
// which prune.mjs has emptied the functions.
//
// node shorten.mjs GLUE.js < wasm-opt's mapping
import fs from "node:fs";

const [glue] = process.argv.slice(2);
const mapping = JSON.parse(fs.readFileSync(0, "utf8"));
const imports = new Map(mapping.imports.map(([, name, short]) => [name, short]));
const exports = new Map(mapping.exports);
let text = fs.readFileSync(glue, "utf8");

text = text.replace(/^        (\w+): function\(.*\n[^]*?^        \}(?:, arguments\); \})?,\n/gm, (all, name) => (imports.has(name) ? all : ""));
text = text.replace(/^export class IntoUnderlying\w+ \{\n[^]*?^\}\n|^if \(Symbol\.dispose\) IntoUnderlying.*\n/gm, "");
text = text.replace(/^const IntoUnderlying\w+Finalization = [^]*?;\n/gm, "");
const left = new Set(imports.keys());
text = text.replace(/^( +)([\w$]+)(?=: )/gm, (all, space, name) => {
  if (!imports.has(name)) return all;
  left.delete(name);
  return space + imports.get(name);
});
text = text.replace(/"\.\/[\w-]+_bg\.js"/, '"a"');
text = text.replace(/\bwasm\.([\w$]+)/g, (all, name) => (exports.has(name) ? `wasm.${exports.get(name)}` : all));
if (left.size > 0) throw new Error(`${glue} doesn't define ${[...left].join(", ")}`);
fs.writeFileSync(glue, text);
