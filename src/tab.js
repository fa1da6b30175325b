// What an element asks of its tab. In JavaScript, where it is a tenth of the download that it would be in wasm; `src/kit/tab.rs`
// declares it.

/** The member of a history entry's state that is ours: what each element keeps, and under `by`, which of them made the entry. */
const OURS = "slotwright";

/** What tells the elements of a page apart, also after a reload: the id, or the place among those of the same name. */
const place = (host) => host.id || String([...document.querySelectorAll(host.localName)].indexOf(host));

/** The element's text in the present entry of the history. */
export const kept = (host) => history.state?.[OURS]?.[place(host)];

const known = new WeakSet();

/** Whether an element is asked about for the first time: one that was taken out of the page and comes back begins anew. */
export const isNew = (host) => !known.has(host) && !!known.add(host);

/** Whether the element has made the present entry. */
export const isMadeBy = (host) => history.state?.[OURS]?.by === place(host);

/** Writes the element's text into the present entry, or into a new one; the page's own state stays beside it. */
export function keep(host, text, intoNew) {
  const { state } = history;
  // Beside a state that is no object nothing can stand.
  if (state !== null && typeof state !== "object") return;
  const name = place(host);
  const ours = { ...state?.[OURS], [name]: text, ...(intoNew && { by: name }) };
  try {
    history[intoNew ? "pushState" : "replaceState"]({ ...state, [OURS]: ours }, "");
  } catch {
    // Too often, or in a document without an address: the history stays as it was.
  }
}

/** Hands an address on by the device's own means, or by the clipboard: whether it was copied, `undefined` where neither is needed. */
export async function handOn(url) {
  try {
    return await navigator.share({ url });
  } catch (error) {
    // The person has seen where it could go, and wants none of it.
    if (error.name === "AbortError") return;
  }
  return copy(url);
}

/** Copies an address: whether it could. */
export const copy = (url) => Promise.resolve(navigator.clipboard?.writeText(url)).then(() => !!navigator.clipboard, () => false);

/** Sends a `DELETE` that goes on when the page is left. Whatever is answered comes to nobody. */
export function sendOff(url, authorization) {
  fetch(url, { method: "DELETE", keepalive: true, headers: { authorization } }).catch(() => {});
}

/** Has the address of the page, where one link stands in it, have another instead: for bookmarks, and after a reload. */
export function goOnWith(before, after) {
  const { hash } = location;
  if (hash.includes(before)) history.replaceState(history.state, "", hash.replace(before, after));
}

/** Begins with a field of photos. */
export const photos = (...field) => import("./photos.js").then(({ begin }) => begin(...field)).catch(() => {});

/** Draws pictures. */
export const pictures = (...all) => import("./photos.js").then(({ draw }) => draw(...all)).catch(() => {});

/** Gets a challenge for a proof of work and solves it: what is to be sent, or nothing. */
export const prove = (source) => import("./proof.js").then(({ prove }) => prove(source)).catch(() => {});
