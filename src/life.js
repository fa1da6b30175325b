// The custom elements' life cycle, which only this file knows. What they show is rendered by their wasm, one for each.
import { languageOf, textsOf } from "./language.js";
import { hintOfOrigin, Refusals } from "./refusals.js";
import { apiAt, isOf, start, stopped, Unstarted, wayWithout } from "./unstarted.js";

const ATTRIBUTES = [
  "src",
  "token",
  "lang",
  "first-day",
  "time-format",
  "theme",
  "heading-level",
  "support",
  "mode",
  "view",
  "windows",
  "time-zone",
  "min",
  "max",
  "prefill",
  "job-id",
  "job-type",
  "entity-type",
  "entity-id",
  "technician",
  "filter",
  "nonce",
  "texts",
];
/** What one of the elements has alone. */
const ONLY_OF = {
  "slotwright-booking": ["mode", "windows", "time-zone", "min", "max", "prefill", "job-type"],
  "slotwright-board": ["technician", "filter"],
};
const attributesOf = (element) => ATTRIBUTES.filter((name) => !Object.entries(ONLY_OF).some(([of, only]) => of !== element && only.includes(name)));
// Each attribute as a property: `first-day` is `firstDay`. `lang` and `nonce` come with HTML.
const propertyOf = (name) => name.replace(/-./g, (found) => found[1].toUpperCase());
// Unlike their attributes, these properties leave no trace in the page: whoever reads it finds no handle and nobody's name.
const UNTRACED = ["token", "prefill", "texts"];
/** What says where the link is asked about, and which it is. */
const ABOUT = ["src", "token"];
/** What has a link made for what a page wants booked. */
const MAKING = ["job-id", "job-type"];
/** What decides about the words of an element. */
const OF_WORDS = ["lang", "texts"];
// Whether it is there is all that it says.
const FLAG = "support";
/** What an element hears of its tab. */
const TAB_EVENTS = ["popstate", "pagehide", "pageshow"];
const VERSION = "0.1.0";
/**
 * What the browser shows no more of when it gets the focus than where its text begins, or its edge: more of it may be below what stands
 * at the foot of a phone's page, or beside it. (In a field for a day the button that opens its calendar would no more be under the mouse
 * that presses it.)
 */
const SEEN_WHOLE = ":is(.chip, .details :is(textarea, input:not([type=date]))):focus-visible";
// After this long without its looks an element is shown without them.
const STYLES_PATIENCE_MS = 5_000;

function seeWhole({ target }) {
  if (target.matches(SEEN_WHOLE)) setTimeout(() => target.scrollIntoView({ block: "nearest" }));
}

/**
 * Defines an element. `init` starts the program at the address `program`, whose `mount` then renders what it shows, with these style
 * sheets: their addresses, or sheets that the page has already. `tables` loads the texts of a language. `Ahead` asks what the program
 * will ask first, where it does.
 */
export function define(name, { program, init, mount, sheets, tables, Ahead }) {
  // What puts a page together renames the files, so what is beside them is found by what they are called then.
  const home = new URL(".", program).href;
  const known = customElements.get(name);
  if (!known) {
    let started;
    const once = async (isRefused) => {
      try {
        await (started ??= start(init, program.href, isRefused));
      } catch (error) {
        started = undefined;
        throw error;
      }
    };
    const running = { elements: new Set(), error: undefined, href: program.href };
    const stop = ({ error, reason }) => {
      if (running.error || !isOf(error ?? reason, program.href)) return;
      running.error = error ?? reason;
      // They all have the one program, of which nothing is as it should be.
      for (const element of [...running.elements]) element.stop();
    };
    for (const type of ["error", "unhandledrejection"]) addEventListener(type, stop);
    const attributes = attributesOf(name);
    const Element = class extends SlotwrightElement {
      static observedAttributes = attributes;
      static begin = once;

      constructor() {
        super(once, mount, { sheets, tables, home, running, ahead: Ahead && new Ahead() });
      }
    };
    attributes.forEach((attribute) => reflect(Element.prototype, attribute));
    customElements.define(name, Element);
  } else if (known.version !== VERSION) {
    console.warn(`slotwright: ${name} ${known.version} is already defined; ${VERSION} is not used`);
  }
}

class SlotwrightElement extends HTMLElement {
  static version = VERSION;
  #start;
  #mount;
  #sheets;
  #tables;
  #home;
  #running;
  #ahead;
  #spoken;
  #words;
  #held = false;
  #mounted;
  #isStopped = false;
  #untraced = new Map();
  #container;
  #refusals = new Refusals();
  #tab = ({ type }) => this.#mounted?.tab(type);
  #wake = () => document.visibilityState === "visible" && this.#mounted?.wake();
  // For whoever helps a customer on the telephone.
  #chord = (event) => event.ctrlKey && event.shiftKey && event.key === "F9" && this.toggleAttribute(FLAG);
  // A page may change its own scheme at any time, mostly by a class or a style of its root, and its language by its root's `lang`.
  #schemes = new MutationObserver(() => {
    this.#followScheme();
    this.#speak();
  });

  constructor(start, mount, { sheets, tables, home, running, ahead }) {
    super();
    this.#start = start;
    this.#mount = mount;
    this.#sheets = sheets;
    this.#tables = tables;
    this.#home = home;
    this.#running = running;
    this.#ahead = ahead;
  }

  /** What is set, by the name of its attribute; what is spoken, where nothing says a language. */
  setting(name) {
    if (name === "lang") return languageOf(this, this.#tables).tag;
    return this.#untraced.get(name) ?? this.getAttribute(name);
  }

  /** Sets a property that leaves no trace; nothing leaves the attribute's value. */
  keepSetting(name, value) {
    if (isNothing(value)) this.#untraced.delete(name);
    else this.#untraced.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
    this.attributeChangedCallback(name);
  }

  async connectedCallback() {
    // Set while mounted or about to be: an element that is only moved keeps its state, but the page around it may be in another
    // language.
    if (this.#held) return this.attributeChangedCallback("lang");
    this.#held = true;
    // A property set before the element was defined would hide the accessor.
    for (const property of this.constructor.observedAttributes.map(propertyOf)) {
      if (!Object.hasOwn(this, property)) continue;
      const value = this[property];
      delete this[property];
      this[property] = value;
    }
    this.#askAhead();
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const container = (this.#container = document.createElement("div"));
    container.className = "skeleton";
    container.setAttribute("aria-busy", "true");
    container.addEventListener("focusin", seeWhole);
    this.#refusals.begin();
    root.replaceChildren(container);
    this.#followScheme();
    try {
      const started = this.#start((address) => this.explain(address, ""));
      const texts = this.#texts();
      await Promise.all([started, texts, Promise.race([this.#dress(root), pause(STYLES_PATIENCE_MS)])]);
      if (!this.isConnected) return this.#letGo();
      // Without its looks the element is there all the same; if they come late, it puts them on.
      if (!root.adoptedStyleSheets.length) this.#tell("styles-missing", "its style sheets are not there");
      container.className = "";
      container.removeAttribute("aria-busy");
      this.#words = await texts;
      this.#running.elements.add(this);
      if (this.#running.error) return this.stop();
      this.#mounted = this.#mount(this, container, this.#home, this.#words);
    } catch (error) {
      // What stops the program while it mounts is heard of as what stops it later.
      if (isOf(error, this.#running.href)) throw error;
      if (this.isConnected) this.#sayUnstarted(container, error);
      return this.#letGo();
    }
    this.#mounted.begin();
    document.addEventListener("visibilitychange", this.#wake);
    document.addEventListener("keydown", this.#chord);
    this.#schemes.observe(document.documentElement, { attributes: true });
    for (const type of TAB_EVENTS) addEventListener(type, this.#tab);
  }

  /** The program has stopped: what stood here can't be used any more, and is not asked to take itself away. */
  stop() {
    const { error } = this.#running;
    const mounted = this.#mounted;
    this.#leave();
    this.#isStopped = true;
    const save = () => {
      let offered;
      try {
        offered = JSON.parse(mounted.offered());
      } catch {
        // It was never there, or is a part of what does not work any more.
      }
      const { localName: element } = this;
      const at = new Date().toISOString();
      const page = location.origin + location.pathname;
      const { userAgent: browser } = navigator;
      return { version: VERSION, at, element, page, browser, error: String(error), stack: error.stack, offered };
    };
    const stand = document.createElement("div");
    stand.className = "unstarted";
    stand.setAttribute("role", "alert");
    const token = this.localName === "slotwright-booking" && this.setting("token");
    stand.append(...stopped(this.#words, { src: this.getAttribute("src"), home: this.#home, token, save }));
    this.shadowRoot.replaceChildren(stand);
    this.#tell("program-stopped", `the program has stopped: ${error}`);
  }

  /** Asks what the program will ask first, unless the page has it make the link before. */
  #askAhead() {
    const token = this.setting("token");
    const makesLink = MAKING.some((name) => this.hasAttribute(name));
    if (token && !makesLink) this.#ahead?.ask(apiAt(this.getAttribute("src"), this.#home), token);
  }

  /** Called by the program: the promise of the answer, where that was asked of this address with this handle; else nothing. */
  ahead(url, authorization) {
    return this.#ahead?.take(url, authorization);
  }

  /** Called by the program: when that was asked; now, where nothing is under way. */
  since() {
    return this.#ahead?.since ?? Date.now();
  }

  /** Called by the program: tells the page's author why an address had no such answer as it should; whether the policy refuses it. */
  async explain(address, answer) {
    const hint = answer
      ? `${address.split("?")[0]} was answered with ${answer}, not by Slotwright: is \`src\` the address of the API?`
      : (await this.#refusals.hint(address)) || (await hintOfOrigin(address));
    if (hint) this.#warn(hint);
    return !!hint;
  }

  /** The texts of the element's language. */
  #texts() {
    const { tag, remark } = languageOf(this, this.#tables);
    if (remark) this.#warn(remark);
    this.#spoken = this.#asked();
    // A browser opens its own tables of dates for whoever asks first, which takes a phone tens of milliseconds: the program is on its
    // way meanwhile.
    new Intl.DateTimeFormat(tag, { weekday: "long" });
    return textsOf(tag, this.#tables, this.setting("texts"), (hint) => this.#warn(hint));
  }

  /** What decides about the words: another text for others. */
  #asked() {
    return OF_WORDS.map((name) => this.setting(name)).join(" ");
  }

  /** Another language, if it is another: dates and texts change together. */
  async #speak() {
    const spoken = this.#asked();
    if (spoken === this.#spoken) return;
    const words = await this.#texts();
    // It may have changed again meanwhile.
    if (spoken !== this.#spoken) return;
    this.#mounted?.attribute("lang", this.setting("lang"));
    // In other words all is rendered again; for another region of a language only dates and times are.
    if (JSON.stringify(words) === JSON.stringify(this.#words)) return;
    this.#words = words;
    this.#mounted?.words(words);
  }

  async #dress(root) {
    try {
      root.adoptedStyleSheets = await Promise.all(this.#sheets.map(sheetOf));
    } catch (error) {
      this.#warn(error.message);
    }
  }

  #sayUnstarted(container, error) {
    const { code, sentence, mayRetry, message } = error instanceof Unstarted ? error : new Unstarted("program-damaged", error);
    // The texts in other languages come with the program.
    Object.assign(container, { className: "unstarted", lang: "en", dir: "ltr" });
    container.setAttribute("role", "alert");
    container.removeAttribute("aria-busy");
    container.replaceChildren(sentence);
    if (mayRetry) {
      const retry = document.createElement("button");
      retry.type = "button";
      retry.textContent = "Try again";
      retry.onclick = () => this.connectedCallback();
      container.append(" ", retry);
    }
    // A customer can do without the program; where there is no line, there is no page either.
    const token = this.setting("token");
    if (this.localName === "slotwright-booking" && token && code !== "offline") {
      container.append(wayWithout(this.getAttribute("src"), this.#home, token));
    }
    this.#tell(code, message);
  }

  #tell(code, hint) {
    this.#warn(hint);
    this.dispatchEvent(new CustomEvent("slotwright-error", { bubbles: true, composed: true, detail: { code, request_id: null } }));
  }

  #warn(hint) {
    console.warn(`${this.localName}: ${hint}`);
  }

  /** Where the page doesn't say whether it is light or dark, we are as the device is set; otherwise it is inherited. */
  #followScheme() {
    const isSaid = document.querySelector("meta[name=color-scheme]") || getComputedStyle(this).colorScheme !== "normal";
    this.#container?.toggleAttribute("data-device-scheme", !isSaid);
  }

  disconnectedCallback() {
    // An element that is only moved is connected again by the time this task runs.
    setTimeout(() => {
      if (this.isConnected || !(this.#mounted || this.#isStopped)) return;
      const mounted = this.#mounted;
      this.#leave();
      this.#letGo();
      mounted?.unmount();
    });
  }

  /** Hears of nothing any more. */
  #leave() {
    this.#running.elements.delete(this);
    document.removeEventListener("visibilitychange", this.#wake);
    document.removeEventListener("keydown", this.#chord);
    this.#schemes.disconnect();
    for (const type of TAB_EVENTS) removeEventListener(type, this.#tab);
    this.#mounted = undefined;
  }

  #letGo() {
    this.#held = this.#isStopped = false;
    this.#refusals.end();
  }

  connectedMoveCallback() {
    this.attributeChangedCallback("lang");
  }

  attributeChangedCallback(name) {
    if (OF_WORDS.includes(name)) return this.#mounted && this.#speak();
    if (name === "theme") this.#followScheme();
    // What it is about is often said right after it was put into the page.
    if (this.#held && !this.#mounted && ABOUT.includes(name)) this.#askAhead();
    this.#mounted?.attribute(name, this.setting(name) ?? undefined);
  }
}

/** Has an element have an attribute as a property too. */
function reflect(prototype, name) {
  const property = propertyOf(name);
  if (property in prototype) return;
  Object.defineProperty(prototype, property, {
    get() {
      return name === FLAG ? this.hasAttribute(name) : this.setting(name);
    },
    set(value) {
      if (UNTRACED.includes(name)) this.keepSetting(name, value);
      else if (isNothing(value) || value === false) this.removeAttribute(name);
      else this.setAttribute(name, value === true ? "" : value);
    },
  });
}

const loading = new Map();

/** A style sheet, loaded once for all elements on the page, and again where that failed. */
function sheetOf(source) {
  const { href } = source;
  if (!loading.has(href)) {
    const sheet = loadSheet(source);
    loading.set(href, sheet);
    sheet.catch(() => loading.delete(href));
  }
  return loading.get(href);
}

/** By a `<link>`, Firefox would ask for nothing else until it is there. What the page has by one anyway is copied. */
async function loadSheet({ href, cssRules }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(cssRules ? [...cssRules].map(({ cssText }) => cssText).join("") : await loadText(href));
  return sheet;
}

async function loadText(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.url} was answered with ${answer.status}`);
  return answer.text();
}

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

function isNothing(value) {
  return value === null || value === undefined;
}
