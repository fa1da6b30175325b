// The custom elements: the only place that knows their life cycle. What they show is the wasm's business.
import init, { mount } from "./slotwright.js";

const ATTRIBUTES = ["src", "token", "lang", "first-day", "time-format", "theme"];
const HOME = new URL(".", import.meta.url).href;
const VERSION = "0.1.0";

let started;
const start = () => (started ??= init());

class SlotwrightElement extends HTMLElement {
  static observedAttributes = ATTRIBUTES;
  static version = VERSION;
  #held = false;
  #mounted;
  #token;

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
    if (Object.hasOwn(this, "token")) {
      const { token } = this;
      delete this.token;
      this.token = token;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("slotwright.css", HOME);
    const container = document.createElement("div");
    container.className = "skeleton";
    container.setAttribute("aria-busy", "true");
    const styled = new Promise((done) => (style.onload = style.onerror = done));
    root.replaceChildren(style, container);
    try {
      await Promise.all([start(), styled]);
    } catch (error) {
      started = undefined;
      container.className = "unstarted";
      container.setAttribute("role", "alert");
      container.textContent = "The booking page could not be loaded. Please check your connection and reload.";
      console.error("slotwright:", error);
      return;
    }
    if (!this.isConnected) {
      this.#held = false;
      return;
    }
    container.className = "";
    container.removeAttribute("aria-busy");
    this.#mounted = mount(this, container, HOME);
    for (const name of ATTRIBUTES) {
      const value = name === "token" ? this.token : this.getAttribute(name);
      if (value !== null && value !== undefined) this.#mounted.attribute(name, value);
    }
    this.#mounted.begin();
  }

  disconnectedCallback() {
    // An element that is only moved is connected again by the time this task runs.
    setTimeout(() => {
      if (this.isConnected || !this.#mounted) return;
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

for (const name of ["slotwright-booking", "slotwright-board"]) {
  const known = customElements.get(name);
  if (known) {
    if (known.version !== VERSION) {
      console.warn(`slotwright: ${name} ${known.version} is already defined; ${VERSION} is not used`);
    }
  } else {
    customElements.define(name, class extends SlotwrightElement {});
  }
}
