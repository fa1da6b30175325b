// `<slotwright-board>`, for staff: a file of its own, so that customers don't download it.
import init, { mount } from "./slotwright-board.js";
import { define } from "./life.js";

define("slotwright-board", "slotwright-board_bg.wasm", init, mount, ["slotwright.css", "slotwright-board.css"]);
