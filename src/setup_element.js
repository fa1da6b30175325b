// What setting up is to the board: an element of its own, fetched when somebody opens it for the first time, which is told what the
// page tells the board. `src/board/effects/setup.rs` declares it.
import { define } from "./life.js";

/** Beside this its script lies, unless what puts a page together has put it elsewhere. */
const program = new URL("./slotwright-board_bg.wasm", import.meta.url);
/** What the page may change about it at any time, beside its language. */
const FOLLOWED = ["src", "token", "first-day", "time-format", "heading-level", "texts"];
/** What the board itself says to it. */
const OWN = ["view"];

/** The element for a board, once its program has started; rejects where that can't be fetched. */
export async function settingUp(board) {
  try {
    // Firefox keeps for good that a module could not be fetched, so it is first asked for as any other file.
    const { status } = await fetch(new URL("setup.js", program));
    if (500 <= status) throw new Error(`its script was answered with ${status}`);
    const { begin } = await import("./setup.js");
    await begin(define)((address) => board.explain(address, ""));
  } catch (error) {
    console.warn(`${board.localName}: setting up could not be fetched: ${error.message}`);
    throw error;
  }
  const element = document.createElement("slotwright-setup");
  element.setting = (name) => (OWN.includes(name) ? element.getAttribute(name) : board.setting(name));
  element.lang = board.setting("lang");
  return element;
}

/** Has it take what the page has said to the board meanwhile. */
export function follow(element) {
  element.lang = element.setting("lang");
  for (const name of FOLLOWED) element.attributeChangedCallback(name);
}
