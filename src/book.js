// Our own page for customers: what it does itself and the element in one file, and the style of both in one sheet, which the page has
// by a `<link>`. Each further request would be a round trip more until a customer sees the first time.
import "./page.js";
import init, { mount } from "./slotwright.js";
import { Ahead } from "./ahead.js";
import { define } from "./life.js";
import { tables } from "./tables.js";

const program = new URL("./slotwright_bg.wasm", import.meta.url);
// Where the page's sheet has not come there is the one that other pages take.
const style = elementsRules(document.querySelector("link[rel=stylesheet]")) ?? new URL("./slotwright.css", import.meta.url);
define("slotwright-booking", { program, init, mount, sheets: [style], tables, Ahead });

/** The rules that stand in the page's sheet for no medium. In a sandbox, where the page has no origin, it may not read them. */
function elementsRules({ href, sheet }) {
  try {
    return { href, cssRules: [...sheet.cssRules].flatMap((rule) => (rule.media?.mediaText === "not all" ? [...rule.cssRules] : [])) };
  } catch {
    // Then it is asked for.
  }
}
