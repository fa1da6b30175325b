// Empties the functions of a wasm that never run, and the paths of sources that nobody reads. The linker has to keep them,
// since it can't know. An emptied function is a trap: whatever calls it all the same stops there, as at a panic.
//
// node prune.mjs MODULE.wasm
import fs from "node:fs";
import { read } from "./wasm.mjs";

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
const found = new Set();
let bytes = 0;

function isNeverRun({ name, length }) {
  const patterns = length < SMALL ? PANICS : [...PANICS, ...OTHERS];
  const never = patterns.find((pattern) => pattern.test(name));
  if (never) (found.add(never), (bytes += length));
  return never;
}

function withoutPaths(data) {
  for (const { index, 0: path } of data.toString("latin1").matchAll(SOURCE_PATH)) data.fill(0, index, index + path.length);
  return data;
}

const pruned = read(file).emptied(isNeverRun, withoutPaths);
const stale = [...PANICS, ...OTHERS].filter((pattern) => !found.has(pattern));
if (stale.length > 0) throw new Error(`${file} has no function like ${stale.join(", ")}`);
fs.writeFileSync(file, pruned);
console.error(`  ${bytes} bytes of ${file.replace(/.*\//, "")} never run`);
