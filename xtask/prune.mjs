// Empties the functions of a wasm that never run, and the paths of sources that nobody reads. The linker has to keep them,
// since it can't know. An emptied function is a trap: whatever calls it all the same stops there, as at a panic.
//
// node prune.mjs MODULE.wasm
import fs from "node:fs";

/**
 * Panics, by the demangled names that wasm-bindgen leaves. They end in a trap, and in release nothing hears their words before.
 * Here and below each pattern must be found, or it is no longer true.
 */
const PANICS = [
  /^(core|std)::panicking::(?!panic_count)/,
  /^core::(option::(unwrap|expect)_failed|result::unwrap_failed|cell::panic_|str::slice_error_fail|slice::index::slice_)/,
  /^alloc::(raw_vec::(handle_error|capacity_overflow)|alloc::handle_alloc_error|vec::.*::assert_failed)/,
];
const OTHERS = [
  // Only panics write out what is for debugging.
  / as core::fmt::Debug>::fmt|^<?core::fmt::builders::/,
  // Leptos brings classes for streams of server functions; there are none here.
  /^intounderlying|^js_sys::futures::future_to_promise/,
];
/**
 * Of the others small ones stay: the compiler makes one of those that are equal, and its name then tells of one of its users
 * only. Panics are all alike.
 */
const SMALL = 40;
const SOURCE_PATH = /(?:\/rustc\/|\/rust\/deps\/|\/[\w.\/-]*?\/registry\/src\/|(?:crates\/\w+\/)?src\/)[\w.+\/-]*?\.rs/g;

const [file] = process.argv.slice(2);
const wasm = fs.readFileSync(file);
let at = 8;

/** Reads an unsigned LEB128. */
function number() {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = wasm[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
}

function encoded(value) {
  const bytes = [];
  do {
    const low = value % 128;
    value = Math.floor(value / 128);
    bytes.push(low + (value ? 128 : 0));
  } while (value);
  return Buffer.from(bytes);
}

function text() {
  const length = number();
  return wasm.toString("utf8", at, (at += length));
}

const sections = [];
while (at < wasm.length) {
  const id = wasm[at++];
  const length = number();
  sections.push({ id, start: at, end: (at += length) });
}
const section = (id) => sections.find((section) => section.id === id);

/** How many functions are imported: the numbers of the others follow. */
function importedFunctions() {
  at = section(2).start;
  let functions = 0;
  const limits = () => (number() & 1 ? (number(), number()) : number());
  for (let count = number(); count > 0; count--) {
    text(), text();
    const kind = wasm[at++];
    if (kind === 0) functions++, number();
    else if (kind === 1) at++, limits();
    else if (kind === 2) limits();
    else if (kind === 3) at += 2;
    else throw new Error(`${file} imports a thing of the unknown kind ${kind}`);
  }
  return functions;
}

/** The functions' names, without the hashes that tell equal ones apart. */
function functionNames() {
  for (const { id, start, end } of sections) {
    at = start;
    if (id !== 0 || text() !== "name") continue;
    while (at < end) {
      const kind = wasm[at++];
      const length = number();
      const next = at + length;
      const names = new Map();
      for (let count = kind === 1 ? number() : 0; count > 0; count--) names.set(number(), text().replace(/\[[0-9a-f]+\]/g, ""));
      if (kind === 1) return names;
      at = next;
    }
  }
  throw new Error(`${file} names no functions`);
}

const names = functionNames();
const imported = importedFunctions();
const found = new Set();
let emptied = 0;

function code() {
  at = section(10).start;
  const count = number();
  const bodies = [encoded(count)];
  for (let index = 0; index < count; index++) {
    const start = at;
    const length = number();
    at += length;
    const patterns = length < SMALL ? PANICS : [...PANICS, ...OTHERS];
    const never = patterns.find((pattern) => pattern.test(names.get(imported + index) ?? ""));
    if (never) (found.add(never), emptied += length);
    // No locals, `unreachable`, end.
    bodies.push(never ? Buffer.from([3, 0, 0x00, 0x0b]) : wasm.subarray(start, at));
  }
  return Buffer.concat(bodies);
}

function data({ start, end }) {
  const bytes = Buffer.from(wasm.subarray(start, end));
  for (const { index, 0: path } of bytes.toString("latin1").matchAll(SOURCE_PATH)) bytes.fill(0, index, index + path.length);
  return bytes;
}

const parts = [wasm.subarray(0, 8)];
for (const part of sections) {
  const content = part.id === 10 ? code() : part.id === 11 ? data(part) : wasm.subarray(part.start, part.end);
  parts.push(Buffer.from([part.id]), encoded(content.length), content);
}
const stale = [...PANICS, ...OTHERS].filter((pattern) => !found.has(pattern));
if (stale.length > 0) throw new Error(`${file} has no function like ${stale.join(", ")}`);
fs.writeFileSync(file, Buffer.concat(parts));
console.error(`  ${emptied} bytes of ${file.replace(/.*\//, "")} never run`);
