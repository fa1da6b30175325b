// Empties all functions of a crate, in a copy of a wasm: what they cost can then be told. Std's own that were made for the
// crate's types are among them.
//
// node empty.mjs CRATE MODULE.wasm COPY.wasm
import fs from "node:fs";
import { read } from "./wasm.mjs";

const [crate, file, copy] = process.argv.slice(2);
const { functions, emptied } = read(file);
const pattern = new RegExp(`\\b${crate}::`);
const isOfCrate = ({ name }) => pattern.test(name);
if (!functions.some(isOfCrate)) throw new Error(`${file} has no function of ${crate}`);
fs.writeFileSync(copy, emptied(isOfCrate));
