// `<slotwright-booking>`: what hosts embed. What puts their pages together finds a file by such a text and no other.
import init, { mount } from "./slotwright.js";
import { Ahead } from "./ahead.js";
import { define } from "./life.js";
import { tables } from "./tables.js";

const program = new URL("./slotwright_bg.wasm", import.meta.url);
const sheets = [new URL("./slotwright.css", import.meta.url)];
define("slotwright-booking", { program, init, mount, sheets, tables, Ahead });
