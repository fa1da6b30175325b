// Our own pages' script: gives the link's handle to the element, from the address, which no browser sends and no server logs.
const LANGUAGES = ["en", "ar", "de", "es", "fr", "pl", "pt"];
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

// The page speaks as the address says, `?lang=de`, or as the visitor does.
const asked = new URLSearchParams(location.search).get("lang");
const spoken = asked || navigator.languages.find((tag) => LANGUAGES.includes(tag.split("-")[0])) || LANGUAGES[0];
document.documentElement.lang = spoken;
document.documentElement.dir = spoken.split("-")[0] === "ar" ? "rtl" : "ltr";

const shown = document.querySelector("slotwright-booking, slotwright-board");
// In a sandbox we may have no origin: then it isn't there until it has a pass.
if (self.origin === "null") shown.remove();
takeToken();
addEventListener("popstate", takeToken);
if (parent !== self) {
  document.documentElement.dataset.framed = "";
  import("./frame.js").then(({ speak }) => speak(shown, takeToken));
}

// Which jobs the board lists stands in its address, so that it can be sent to a colleague; so does the language.
const board = document.querySelector("slotwright-board");
board?.setAttribute("filter", location.search);
addEventListener("slotwright-jobs-filtered", ({ detail }) => {
  const kept = asked ? `lang=${encodeURIComponent(asked)}` : "";
  const query = [kept, detail.filter].filter(Boolean).join("&");
  history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
});

// The title says where in the booking one is: in the list of tabs, in the history, and to screen readers.
const NAME = spoken.split("-")[0] === LANGUAGES[0] ? ` – ${document.title}` : "";
addEventListener("slotwright-step-shown", ({ detail }) => (document.title = detail.title + NAME));
