// Our own pages' script: gives the link's handle to the element, from the address, which no browser sends and no server logs.
const NAMES = { "slotwright-booking": "l", "slotwright-board": "s" };

function takeToken() {
  let { hash } = location;
  try {
    hash = decodeURIComponent(hash);
  } catch {
    // As it is, then.
  }
  for (const [element, parameter] of Object.entries(NAMES)) {
    const target = document.querySelector(element);
    if (!target) continue;
    // What a message put around the link is no part of the handle. A sealed link has full stops of its own, and is known by how it
    // begins, whatever stands before it: `#t=` or nothing.
    const found =
      /[#&](?:\w=)?[^\w-]*(v4\.local\.[\w-]+(?:\.[\w-]+)?)/.exec(hash)?.[1] ??
      new RegExp(`[#&]${parameter}=[^\\w-]*([\\w-]*)`, "i").exec(hash)?.[1];
    const token = found ?? history.state?.token ?? target.token ?? "";
    // In a frame without a link the page around has it: until that has spoken there is nothing to show.
    if (!token && parent !== self) {
      target.remove();
      continue;
    }
    if (found !== undefined) {
      // A customer's address stays the link, for bookmarks and other devices. With the board's whoever looks over a shoulder could
      // do anything: it is kept in the tab's own history entry only.
      const isBoard = parameter === "s";
      const state = isBoard ? { ...history.state, token } : history.state;
      const address = isBoard ? location.pathname + location.search : `#${parameter}=${token}`;
      if (isBoard || address !== location.hash) history.replaceState(state, "", address);
    }
    target.token = token;
    target.support = new URLSearchParams(location.search).has("support");
  }
}

/** In a sandbox that leaves us no origin the server doesn't know us, unless we show a pass; it leads us back here with one. */
function knockAtTheGate() {
  const pass = new URLSearchParams(location.search).get("pass");
  if (pass) shown.src = new URL(`sandboxed/${pass}`, location.href).href;
  else if (shown.localName === "slotwright-booking") {
    shown.remove();
    location.replace(new URL(`frame/sandboxed${location.hash}`, location.href));
  } else main.textContent = "The page around this one keeps it from working: its frame has a sandbox without allow-same-origin.";
}

const shown = document.querySelector("slotwright-booking, slotwright-board");
const main = shown.parentElement;
if (self.origin === "null") knockAtTheGate();
takeToken();
addEventListener("popstate", takeToken);
if (parent !== self) {
  // Who has the link makes room for what it opens.
  document.documentElement.dataset.framed = shown.isConnected ? "" : "fitted";
  import("./frame.js").then(({ speak }) => speak(shown, main));
}

// The title says where in the booking one is: in the list of tabs, in the history, and to screen readers.
const NAME = document.title;
addEventListener("slotwright-step-shown", ({ detail }) => (document.title = `${detail.title} – ${NAME}`));
