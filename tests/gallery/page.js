// Shows the state that the address names, with the looks that it names, and says on the root when it is there: `data-state`.
import { Hands } from "./hands.js";
import { STATES } from "./states.js";

const asked = new URLSearchParams(location.search);
const name = asked.get("state");

/** Looks that can be changed at any time: `lang`, `theme`, `scheme`, `density`. */
export function dress({ lang = "en", theme = "", scheme = "light", density = "" }) {
  const root = document.documentElement;
  root.lang = lang;
  root.dir = lang === "ar" ? "rtl" : "ltr";
  root.style.colorScheme = scheme;
  root.style.background = scheme === "dark" ? "#000" : "#fff";
  root.style.setProperty("--sw-density", density);
  document.querySelector("link[data-theme]")?.remove();
  if (!theme) return;
  const sheet = document.createElement("link");
  Object.assign(sheet, { rel: "stylesheet", href: `/theme-${theme}.css` });
  sheet.dataset.theme = theme;
  return new Promise((done) => {
    sheet.onload = sheet.onerror = done;
    document.head.prepend(sheet);
  });
}

window.dress = dress;
const { network = "up", attributes = {}, drive } = STATES[name];
const prepared = await fetch(`/gallery/prepare?${new URLSearchParams({ state: name })}`);
if (!prepared.ok) throw new Error(await prepared.text());
const { tag, token, src } = await prepared.json();
await dress(Object.fromEntries(asked));
const hands = new Hands({ tag, token, src, attributes });
hands.network = network;
hands.watch();
await import(tag === "slotwright-board" ? "/board.js" : "/element.js");
hands.reopen();
try {
  await drive(hands);
  await document.fonts.ready;
  document.documentElement.dataset.state = "shown";
} catch (error) {
  document.documentElement.dataset.state = `failed: ${error.message}`;
}
