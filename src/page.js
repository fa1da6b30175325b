// Our own pages' script: the link's handle moves from the address to the element, so that no screenshot, log or referrer has it.
const NAMES = { "slotwright-booking": "l", "slotwright-board": "s" };

function takeToken() {
  for (const [element, parameter] of Object.entries(NAMES)) {
    const target = document.querySelector(element);
    if (!target) continue;
    const found = new URLSearchParams(location.hash.slice(1)).get(parameter);
    // The tab's own history entry keeps the handle over a reload and for "back"; nothing is stored beyond the tab.
    const token = found ?? history.state?.token ?? target.token ?? "";
    if (found || !history.state?.token) history.replaceState({ token }, "", location.pathname + location.search);
    target.token = token;
    target.support = new URLSearchParams(location.search).has("support");
  }
}

takeToken();
addEventListener("popstate", takeToken);

// The title says where in the booking one is: in the list of tabs, in the history, and to screen readers.
const NAME = document.title;
addEventListener("slotwright:step-shown", ({ detail }) => (document.title = `${detail.title} – ${NAME}`));
