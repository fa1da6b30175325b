// `<slotwright-booking>`: what hosts embed. What puts their pages together finds a file by such a text and no other.
import init, { mount } from "./slotwright.js";
import { define } from "./life.js";

const program = new URL("./slotwright_bg.wasm", import.meta.url);
const sheets = [new URL("./slotwright.css", import.meta.url)];
const tables = {
  ar: () => import("./slotwright.ar.js"),
  de: () => import("./slotwright.de.js"),
  es: () => import("./slotwright.es.js"),
  fr: () => import("./slotwright.fr.js"),
  pl: () => import("./slotwright.pl.js"),
  pt: () => import("./slotwright.pt.js"),
};
define("slotwright-booking", { program, init, mount, sheets, tables });
