// `<slotwright-booking>`: what hosts embed. What puts their pages together finds a file by such a text and no other.
import init, { mount } from "./slotwright.js";
import { define } from "./life.js";

const program = new URL("./slotwright_bg.wasm", import.meta.url);
define("slotwright-booking", program, init, mount, [new URL("./slotwright.css", import.meta.url)]);
