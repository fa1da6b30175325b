// `<slotwright-setup>`: what the board is set up by, within it. A file of its own, with a program of its own, which `setup_element.js`
// fetches when somebody opens it.
import init, { mount } from "./slotwright-setup.js";

const program = new URL("./slotwright-setup_bg.wasm", import.meta.url);
const sheets = [
  new URL("./slotwright.css", import.meta.url),
  new URL("./slotwright-board.css", import.meta.url),
  new URL("./slotwright-setup.css", import.meta.url),
];
const tables = {
  ar: () => import("./slotwright-setup.ar.js"),
  de: () => import("./slotwright-setup.de.js"),
  es: () => import("./slotwright-setup.es.js"),
  fr: () => import("./slotwright-setup.fr.js"),
  pl: () => import("./slotwright-setup.pl.js"),
  pt: () => import("./slotwright-setup.pt.js"),
};

/** Defines the element, as the `define` of whoever fetched this does; returns what starts its program. */
export function begin(define) {
  const name = "slotwright-setup";
  define(name, { program, init, mount, sheets, tables });
  return customElements.get(name).begin;
}
