// Our page in a frame of somebody else's page: takes its link and its looks from that page, and tells it what happens. What may be
// said is a short list, checked on both sides; whoever is around the frame can't book with it. `embed.js` is the other side.
const NAMESPACE = "slotwright";
const VERSION = 1;
/** The heights that are told, in CSS pixels. */
const HEIGHTS = [120, 4000];
/** So often a height is told at most. */
const RESIZE_MS = 100;
/** So long the page around may take to speak, before whoever sits in front of an empty frame is told. */
const PATIENCE_MS = 8_000;
const UNSPOKEN = "This page was opened without a booking link. Please call us to book your visit.";
/** So many messages of the page around are heeded in a second, and so many characters in one. */
const MOST = { messages: 50, characters: 16 * 1024 };

/** What the page around may say, and what the member of that name may hold; nothing else may be with it. */
const HEARD = {
  theme: (theme) => ["auto", "light", "dark"].includes(theme),
  locale: (locale) => typeof locale === "string" && /^[A-Za-z0-9-]{2,35}$/.test(locale),
  focus: () => true,
  close: () => true,
  ping: () => true,
};
/** The last button of the way to a visit. */
const CONFIRM = "button[type=submit][data-tone=primary]";
/** As much of it must be seen. */
const SEEN = 0.5;

/** What happens, as the page around is told it: nothing personal. */
const TOLD = {
  "slotwright-step-shown": ({ title }) => ({ type: "step", name: title }),
  "slotwright-booking-confirmed": ({ job_id }) => ({ type: "booked", ref: String(job_id) }),
  "slotwright-reschedule-confirmed": ({ job_id }) => ({ type: "booked", ref: String(job_id) }),
  "slotwright-booking-cancelled": ({ job_id }) => ({ type: "cancelled", ref: String(job_id) }),
  "slotwright-error": ({ code, request_id = null }) => ({ type: "error", code, request_id }),
};

/** Speaks for `element`, which takes its token by `takeToken`, with the page around this one. */
export function speak(element, takeToken) {
  const place = document.querySelector("main");
  if (self.origin === "null" && enter(element, place)) takeToken();
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  // By the policy of our page the browser shows it in no page whose origin isn't allowed.
  let origin = location.ancestorOrigins?.[0] ?? originOf(document.referrer);
  const sayReady = () => parent.postMessage({ ns: NAMESPACE, v: VERSION, type: "ready", nonce }, origin);

  const listen = ({ source, origin: from, data, ports }) => {
    if (source !== parent || !isOurs(data)) return;
    // Where the browser doesn't say who is around us, the page itself does, by speaking first.
    if (!origin && data.type === "hello") {
      origin = from;
      return sayReady();
    }
    if (from !== origin || data.type !== "init" || data.nonce !== nonce || ports.length !== 1) return;
    const [port] = ports;
    if (data.v !== VERSION) return port.postMessage({ ns: NAMESPACE, v: VERSION, type: "error", code: "unsupported-version" });
    removeEventListener("message", listen);
    begin(element, port, data);
    // It was taken out until it had a link.
    if (!element.isConnected) place.replaceChildren(element);
  };
  setTimeout(() => {
    if (element.isConnected || place.textContent.trim()) return;
    place.textContent = UNSPOKEN;
    console.warn("slotwright: the page around this frame gave it no link, by its address (#l=…) or by embed.js");
  }, PATIENCE_MS);
  addEventListener("message", listen);
  // Who has the link makes room for what it opens.
  fit(!element.isConnected);
  if (origin && origin !== "null") sayReady();
}

/**
 * Lets `element` into its `place` where the sandbox of the frame leaves us no origin. The server doesn't know us then unless we show a
 * pass, and leads us back here with one.
 */
function enter(element, place) {
  const pass = new URLSearchParams(location.search).get("pass");
  if (pass) {
    element.src = new URL(`sandboxed/${pass}`, location.href).href;
    place.replaceChildren(element);
  } else if (element.localName === "slotwright-booking") location.replace(new URL(`frame/sandboxed${location.hash}`, location.href));
  else place.textContent = "The page around this one keeps it from working: its frame has a sandbox without allow-same-origin.";
  return !!pass;
}

function begin(element, port, { token, theme, locale }) {
  if (HEARD.theme(theme)) element.setAttribute("theme", theme);
  if (HEARD.locale(locale)) element.setAttribute("lang", locale);
  if (typeof token === "string" && token.length <= 4096) element.token = token;
  const say = (type, more) => port.postMessage({ ns: NAMESPACE, v: VERSION, type, ...more });

  let [second, count] = [0, 0];
  port.onmessage = ({ data }) => {
    const now = Math.floor(performance.now() / 1000);
    [second, count] = now === second ? [second, count + 1] : [now, 1];
    if (count > MOST.messages || !isOurs(data) || JSON.stringify(data).length > MOST.characters) return;
    if (data.v !== VERSION || !Object.hasOwn(HEARD, data.type) || !HEARD[data.type](data[data.type])) return;
    if (Object.keys(data).some((name) => !["ns", "v", "type", data.type].includes(name))) return;
    if (data.type === "theme") element.setAttribute("theme", data.theme);
    if (data.type === "locale") element.setAttribute("lang", data.locale);
    if (data.type === "focus") element.shadowRoot?.querySelector("[data-is=heading]")?.focus();
    if (data.type === "close") say("closed");
    if (data.type === "ping") say("pong");
  };

  for (const [event, told] of Object.entries(TOLD)) {
    addEventListener(event, ({ detail }) => {
      const { type, ...more } = told(detail);
      say(type, more);
    });
  }
  addEventListener("keydown", ({ key, defaultPrevented }) => key === "Escape" && !defaultPrevented && say("closed"));
  guard(element);
  tellHeight(say);
}

/**
 * A page around that was taken over could show no more of the frame than its last button, or a corner of it, under something of its own.
 * What is pressed unseen is brought into view instead, to be pressed there.
 */
function guard(element) {
  let [watched, seen] = [null, 0];
  const observer = new IntersectionObserver((entries) => (seen = entries.at(-1).intersectionRatio), { threshold: SEEN });
  const watch = (button) => {
    if (button === watched) return;
    observer.disconnect();
    [watched, seen] = [button, 0];
    if (button) observer.observe(button);
  };
  addEventListener("slotwright-step-shown", () => watch(element.shadowRoot.querySelector(CONFIRM)));
  const press = (event) => {
    const button = event.composedPath().find((target) => target.matches?.(CONFIRM));
    if (!button || (button === watched && seen >= SEEN)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    watch(button);
    button.scrollIntoView({ block: "center" });
  };
  element.addEventListener("click", press, true);
}

/** Where the page around makes the frame as high as what is in it, a scroll bar would only flash while it does so, and what has the
 * focus would be scrolled to where it will be anyway. */
function fit(isFitted) {
  document.documentElement.style.overflow = isFitted ? "hidden" : "";
  onscroll = isFitted ? () => scrollTo(0, 0) : null;
}

/** Tells how high the page is, whenever that changes, and not too often. */
function tellHeight(say) {
  let [told, waiting] = [0, false];
  const tell = () => {
    waiting = false;
    const whole = Math.ceil(document.body.getBoundingClientRect().height);
    const height = Math.min(Math.max(whole, HEIGHTS[0]), HEIGHTS[1]);
    // What is higher than a frame may be is scrolled in it.
    fit(whole <= height);
    if (height !== told) say("resize", { height: (told = height) });
  };
  new ResizeObserver(() => {
    if (!waiting) setTimeout(tell, told ? RESIZE_MS : 0);
    waiting = true;
  }).observe(document.body);
}

function isOurs(data) {
  return typeof data === "object" && data !== null && data.ns === NAMESPACE && typeof data.type === "string";
}

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return "";
  }
}
