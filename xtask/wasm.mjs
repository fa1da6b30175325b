// Reads a wasm with names, and writes it again with some of its functions emptied. An emptied function is a trap.
import fs from "node:fs";

/** No locals, `unreachable`, end. */
const TRAP = Buffer.from([3, 0, 0x00, 0x0b]);

/** A module: `functions` are its own, each `{name, length}`, the name without the hash that tells equal ones apart. */
export function read(file) {
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
  const functions = [];
  at = section(10).start;
  for (let count = number(); count > 0; count--) {
    const start = at;
    const length = number();
    at += length;
    functions.push({ name: names.get(imported + functions.length) ?? "", length, body: wasm.subarray(start, at) });
  }

  /** The module's bytes, without what is in the functions that `isEmpty` tells of; `data` may change the data section. */
  function emptied(isEmpty, data = (bytes) => bytes) {
    const code = () => Buffer.concat([encoded(functions.length), ...functions.map((own) => (isEmpty(own) ? TRAP : own.body))]);
    const parts = [wasm.subarray(0, 8)];
    for (const { id, start, end } of sections) {
      const bytes = wasm.subarray(start, end);
      const content = id === 10 ? code() : id === 11 ? data(Buffer.from(bytes)) : bytes;
      parts.push(Buffer.from([id]), encoded(content.length), content);
    }
    return Buffer.concat(parts);
  }

  return { functions, emptied };
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
