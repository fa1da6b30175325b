// The custom elements' life cycle, which only this file knows. What they show is rendered by their wasm, one for each.

const ATTRIBUTES = ["src", "token", "lang", "first-day", "time-format", "theme"];
// Each attribute as a property: `first-day` is `firstDay`. `token` has an accessor of its own, `lang` comes with HTML.
const PROPERTIES = new Map(ATTRIBUTES.map((name) => [name.replace(/-./g, (found) => found[1].toUpperCase()), name]));
/** What an element hears of its tab. */
const TAB_EVENTS = ["popstate", "pagehide", "pageshow"];
const HOME = new URL(".", import.meta.url).href;
const VERSION = "0.1.0";

/** Defines an element. `init` starts its wasm, whose `mount` then renders what it shows, with these style sheets. */
export function define(name, init, mount, sheets) {
  const known = customElements.get(name);
  if (!known) {
    let started;
    const start = async () => {
      try {
        await (started ??= init());
      } catch (error) {
        started = undefined;
        throw error;
      }
    };
    customElements.define(name, class extends SlotwrightElement {
      constructor() {
        super(start, mount, sheets);
      }
    });
  } else if (known.version !== VERSION) {
    console.warn(`slotwright: ${name} ${known.version} is already defined; ${VERSION} is not used`);
  }
}

class SlotwrightElement extends HTMLElement {
  static observedAttributes = ATTRIBUTES;
  static version = VERSION;
  #start;
  #mount;
  #sheets;
  #held = false;
  #mounted;
  #token;
  #tab = ({ type }) => this.#mounted?.tab(type);
  #wake = () => document.visibilityState === "visible" && this.#mounted?.wake();

  constructor(start, mount, sheets) {
    super();
    this.#start = start;
    this.#mount = mount;
    this.#sheets = sheets;
  }

  /** The handle of the booking link. Unlike the attribute, the property leaves no trace in the page. */
  get token() {
    return this.#token ?? this.getAttribute("token");
  }
  set token(value) {
    this.#token = value;
    this.#mounted?.attribute("token", value ?? undefined);
  }

  async connectedCallback() {
    // Set while mounted or about to be: an element that is only moved keeps its state.
    if (this.#held) return;
    this.#held = true;
    // A property set before the element was defined would hide the accessor.
    for (const property of PROPERTIES.keys()) {
      if (!Object.hasOwn(this, property)) continue;
      const value = this[property];
      delete this[property];
      this[property] = value;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const styles = this.#sheets.map((name) => {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = new URL(name, HOME);
      return style;
    });
    const container = document.createElement("div");
    container.className = "skeleton";
    container.setAttribute("aria-busy", "true");
    const styled = styles.map((style) => new Promise((done) => (style.onload = style.onerror = done)));
    root.replaceChildren(...styles, container);
    try {
      await Promise.all([this.#start(), ...styled]);
    } catch (error) {
      this.#held = false;
      console.warn("slotwright:", error);
      this.#sayUnstarted(container);
      return;
    }
    if (!this.isConnected) {
      this.#held = false;
      return;
    }
    container.className = "";
    container.removeAttribute("aria-busy");
    this.#mounted = this.#mount(this, container, HOME);
    for (const name of ATTRIBUTES) {
      const value = name === "token" ? this.token : this.getAttribute(name);
      if (value !== null && value !== undefined) this.#mounted.attribute(name, value);
    }
    this.#mounted.begin();
    document.addEventListener("visibilitychange", this.#wake);
    for (const type of TAB_EVENTS) addEventListener(type, this.#tab);
  }

  #sayUnstarted(container) {
    container.className = "unstarted";
    container.setAttribute("role", "alert");
    container.removeAttribute("aria-busy");
    const retry = document.createElement("button");
    retry.type = "button";
    retry.textContent = "Try again";
    retry.onclick = () => this.connectedCallback();
    container.append("The booking page could not be loaded. Please check your connection. ", retry);
    this.dispatchEvent(new CustomEvent("slotwright:error", { bubbles: true, composed: true, detail: { code: "offline" } }));
  }

  disconnectedCallback() {
    // An element that is only moved is connected again by the time this task runs.
    setTimeout(() => {
      if (this.isConnected || !this.#mounted) return;
      document.removeEventListener("visibilitychange", this.#wake);
      for (const type of TAB_EVENTS) removeEventListener(type, this.#tab);
      this.#mounted.unmount();
      this.#mounted = undefined;
      this.#held = false;
    });
  }

  connectedMoveCallback() {}

  attributeChangedCallback(name, _, value) {
    this.#mounted?.attribute(name, value ?? undefined);
  }
}

for (const [property, name] of PROPERTIES) {
  if (property in SlotwrightElement.prototype) continue;
  Object.defineProperty(SlotwrightElement.prototype, property, {
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}
