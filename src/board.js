// `<slotwright-board>`, for staff: a file of its own, so that customers don't download it.
import init, { mount } from "./slotwright-board.js";
import { define } from "./life.js";

const program = new URL("./slotwright-board_bg.wasm", import.meta.url);
const sheets = [new URL("./slotwright.css", import.meta.url), new URL("./slotwright-board.css", import.meta.url)];
const tables = {
  ar: () => import("./slotwright-board.ar.js"),
  de: () => import("./slotwright-board.de.js"),
  es: () => import("./slotwright-board.es.js"),
  fr: () => import("./slotwright-board.fr.js"),
  pl: () => import("./slotwright-board.pl.js"),
  pt: () => import("./slotwright-board.pt.js"),
};
define("slotwright-board", { program, init, mount, sheets, tables });
