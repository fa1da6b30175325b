// `<slotwright-booking>`: what hosts embed.
import init, { mount } from "./slotwright.js";
import { define } from "./life.js";

define("slotwright-booking", init, mount, ["slotwright.css"]);
