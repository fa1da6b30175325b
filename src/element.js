// `<slotwright-booking>`: what hosts embed.
import init, { mount } from "./slotwright.js";
import { define } from "./life.js";

define("slotwright-booking", "slotwright_bg.wasm", init, mount, ["slotwright.css"]);
