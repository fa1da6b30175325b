// What a person does with the element, and what the network does meanwhile, as the states tell it.

/** How long something may take to be seen: a cold server on a machine with other work. */
const PATIENCE_MS = 20_000;
const OF_API = /\/(v1|api)\//;

export class Hands {
  #shown;
  #original = window.fetch.bind(window);
  /** `up`, or `offline`, `down`, `silent`, `no holds`. */
  network = "up";
  element;

  /** Shows a `tag` with these attributes and a token. */
  constructor(shown) {
    this.#shown = shown;
    window.fetch = (...asked) => this.#fetch(...asked);
  }

  #fetch(...asked) {
    const url = asked[0].url ?? String(asked[0]);
    if (!OF_API.test(url)) return this.#original(...asked);
    if (this.network === "offline" || (this.network === "no holds" && url.endsWith("/v1/holds"))) {
      return Promise.reject(new TypeError("Failed to fetch"));
    }
    if (this.network === "down") return Promise.resolve(new Response("Bad Gateway", { status: 502 }));
    if (this.network === "silent") return new Promise(() => {});
    return this.#original(...asked);
  }

  /** Puts the element into the page, or another one in its place, as after a reload. */
  reopen() {
    const { tag, token, src, attributes } = this.#shown;
    const element = document.createElement(tag);
    element.setAttribute("src", src);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.token = token;
    if (this.element) this.element.replaceWith(element);
    else document.querySelector("main").append(element);
    this.element = element;
  }

  /** The `nth` of what a selector finds in the element, or in one that stands in it, once it is there. */
  async see(selector, nth = 0) {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const root = this.element.shadowRoot;
      const within = root?.querySelector("slotwright-setup")?.shadowRoot;
      const found = [root, within].flatMap((root) => [...(root?.querySelectorAll(selector) ?? [])])[nth];
      if (found) return found;
      if (end < performance.now()) throw new Error(`${selector} was not seen within ${PATIENCE_MS / 1000} seconds`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  async press(selector, nth) {
    const found = await this.see(selector, nth);
    found.focus();
    found.click();
    // What follows from it is drawn.
    await new Promise((done) => setTimeout(done));
  }

  /** Presses a key on what a selector finds. */
  async key(selector, key) {
    const found = await this.see(selector);
    found.focus();
    found.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
    await new Promise((done) => setTimeout(done));
  }

  async fill(selector, value) {
    const field = await this.see(selector);
    field.focus();
    field.value = value;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    await new Promise((done) => setTimeout(done));
  }

  /** Somebody else takes the time that was gone on with. */
  async takeChosen() {
    const minutes = Number(/^at(\d+)$/.exec(this.#chosen)[1]);
    const start = new Date(minutes * 60_000).toISOString().slice(0, 16).replace("T", " ");
    await this.#original(`/gallery/office?${new URLSearchParams({ start })}`, { method: "POST" });
  }

  /** Somebody else writes into the notes of a `job` of that world, or sets up how much `notice` customers give. */
  async changeElsewhere(deed) {
    await this.#original(`/gallery/office?${new URLSearchParams(deed)}`, { method: "POST" });
  }

  #chosen;

  /** Remembers which time is pressed. */
  watch() {
    addEventListener("click", (event) => {
      const is = event.composedPath()[0].dataset?.is ?? "";
      if (is.startsWith("at")) this.#chosen = is;
    });
  }
}
