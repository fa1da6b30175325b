// Puts booking into a page of anybody's by frames: in place, over the page, or behind a button. The page calls
// `slotwright("inline", { target: "#booking", link: "https://book.example/book#l=…" })`; elements with `data-slotwright-link` open
// theirs by themselves. Whatever a frame says is checked against a short list, and nothing that a page says can book.
(() => {
  const NAMESPACE = "slotwright";
  const VERSION = 1;
  const HEIGHTS = [120, 4000];
  /** So many messages of a frame are heard in a second. */
  const MOST = 50;
  const THEMES = ["auto", "light", "dark"];
  // None of a script that stands in the page itself, or is a module of one that was put together.
  const HOME = document.currentScript?.src ? new URL(document.currentScript.src).origin : "";
  const frames = new Set();
  const handlers = new Map();
  let origin = HOME;
  let looks = {};

  const isText = (most) => (text) => typeof text === "string" && text.length <= most;
  /** What a frame may say, with the members that each has and what those may hold; anything else is passed over. */
  const HEARD = {
    resize: { height: (height) => Number.isInteger(height) && height >= HEIGHTS[0] && height <= HEIGHTS[1] },
    step: { name: isText(200) },
    booked: { ref: isText(64) },
    cancelled: { ref: isText(64) },
    error: {
      code: (code) => typeof code === "string" && /^[a-z-]{1,40}$/.test(code),
      request_id: (id) => id === null || isText(64)(id),
    },
    closed: {},
    pong: {},
  };

  const commands = {
    init(settings) {
      if (settings.origin) origin = new URL(settings.origin).origin;
      bind();
    },
    inline({ target, link, config }) {
      const place = typeof target === "string" ? document.querySelector(target) : target;
      if (!place) return warn(`there is no element ${JSON.stringify(target)}`);
      open(place, link, config);
    },
    modal({ link, config }) {
      const dialog = make("dialog", {
        border: "0",
        padding: "0",
        width: "min(46rem, 100vw - 1.5rem)",
        "max-height": "calc(100dvh - 1.5rem)",
        "border-radius": "12px",
        background: "transparent",
      });
      dialog.setAttribute("aria-label", config?.title ?? "Book a visit");
      const close = make("button", { position: "absolute", "inset-inline-end": "8px", top: "8px", width: "44px", height: "44px", border: "0", "border-radius": "22px", font: "24px/1 system-ui", cursor: "pointer" });
      close.type = "button";
      close.textContent = "×";
      close.setAttribute("aria-label", config?.close ?? "Close");
      close.onclick = () => dialog.close();
      dialog.append(close);
      const frame = open(dialog, link, config, () => dialog.remove());
      if (!frame) return;
      document.body.append(dialog);
      dialog.onclose = () => {
        frame.end();
        emit("closed", {});
      };
      frame.on("closed", () => dialog.close());
      dialog.showModal();
    },
    button({ link, config, text }) {
      const button = make("button", { position: "fixed", "inset-inline-end": "24px", bottom: "24px", padding: "14px 22px", border: "0", "border-radius": "28px", background: config?.color ?? "#0b57d0", color: "#fff", font: "600 16px/1.25 system-ui", cursor: "pointer", "z-index": "2147483000" });
      button.type = "button";
      button.textContent = text ?? "Book a visit";
      button.onclick = () => commands.modal({ link, config });
      document.body.append(button);
      frames.add({ end: () => button.remove(), show() {} });
    },
    ui(settings) {
      looks = { ...looks, ...settings };
      for (const frame of frames) frame.show(settings);
    },
    on({ event, handler }) {
      handlers.set(event, [...(handlers.get(event) ?? []), handler]);
    },
    close() {
      for (const frame of frames) frame.close?.();
    },
    destroy() {
      for (const frame of frames) frame.end();
      frames.clear();
      handlers.clear();
      document.removeEventListener("click", press);
    },
  };

  function emit(type, data) {
    for (const handler of [...(handlers.get(type) ?? []), ...(handlers.get("*") ?? [])]) handler({ type, ...data });
  }

  function warn(sentence) {
    console.warn(`slotwright: ${sentence}`);
  }

  function make(name, style) {
    const element = document.createElement(name);
    for (const [property, value] of Object.entries(style)) element.style.setProperty(property, value);
    return element;
  }

  /** The server and the token that a link leads to; `null` for what is none. */
  function read(link) {
    try {
      const { origin: at, hash } = new URL(link, origin || undefined);
      const [, kind, token] = /^#([lst])=(.+)$/.exec(hash) ?? [];
      return token ? { at, page: kind === "s" ? "/frame-board" : "/frame", token } : null;
    } catch {
      return null;
    }
  }

  /** Puts a frame into a place. Its height is what its page says, so that nothing is to be scrolled in it. */
  function open(place, link, config = {}, ended = () => {}) {
    const found = read(link);
    if (!found) return warn(`${JSON.stringify(link)} is no booking link`);
    if (self.origin === "null") return warn("a page in a sandbox without allow-same-origin has no origin that a frame could be told its link by");
    const frame = make("iframe", { display: "block", width: "100%", height: `${config.height ?? 480}px`, border: "0", "color-scheme": "auto" });
    frame.title = config.title ?? "Book a visit";
    frame.referrerPolicy = "origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads");
    const own = new Map();
    let port;
    let [second, count] = [0, 0];
    const say = (type, more) => port?.postMessage({ ns: NAMESPACE, v: VERSION, type, ...more });
    const show = ({ theme, lang }) => {
      if (THEMES.includes(theme)) say("theme", { theme });
      if (lang) say("locale", { locale: lang });
    };
    const hear = ({ data }) => {
      const now = Math.floor(performance.now() / 1000);
      [second, count] = now === second ? [second, count + 1] : [now, 1];
      const { ns, v, type, code } = data ?? {};
      if (count > MOST || ns !== NAMESPACE || typeof type !== "string" || !Object.hasOwn(HEARD, type)) return;
      // Whichever it speaks, it can say that it doesn't speak ours.
      if (v !== VERSION && code !== "unsupported-version") return;
      const members = Object.entries(HEARD[type]);
      if (!members.every(([name, isSo]) => isSo(data[name] ?? null))) return;
      const more = Object.fromEntries(members.map(([name]) => [name, data[name] ?? null]));
      if (type === "resize") frame.style.setProperty("height", `${more.height}px`);
      for (const handler of own.get(type) ?? []) handler(more);
      if (type !== "closed" || !own.has("closed")) emit(type, more);
    };
    const listen = ({ source, origin: from, data }) => {
      if (source !== frame.contentWindow || from !== found.at || data?.ns !== NAMESPACE || data.type !== "ready") return;
      port?.close();
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = hear;
      const { theme, lang } = { ...looks, ...config };
      const init = { ns: NAMESPACE, v: VERSION, type: "init", nonce: data.nonce, token: found.token, theme, locale: lang };
      frame.contentWindow.postMessage(init, found.at, [channel.port2]);
    };
    addEventListener("message", listen);
    // To a page that can't see who is around it.
    frame.onload = () => frame.contentWindow?.postMessage({ ns: NAMESPACE, v: VERSION, type: "hello" }, found.at);
    frame.src = found.at + found.page;
    place.append(frame);
    const opened = {
      show,
      close: () => say("close"),
      on: (type, handler) => own.set(type, [...(own.get(type) ?? []), handler]),
      end() {
        removeEventListener("message", listen);
        port?.close();
        frame.remove();
        frames.delete(opened);
        ended();
      },
    };
    frames.add(opened);
    return opened;
  }

  function press(event) {
    const pressed = event.target.closest?.("[data-slotwright-link]");
    if (!pressed) return;
    event.preventDefault();
    let config = {};
    try {
      config = JSON.parse(pressed.dataset.slotwrightConfig ?? "{}");
    } catch {
      warn(`data-slotwright-config is no JSON: ${pressed.dataset.slotwrightConfig}`);
    }
    commands.modal({ link: pressed.dataset.slotwrightLink, config });
  }

  function bind() {
    document.removeEventListener("click", press);
    document.addEventListener("click", press);
  }

  function call(name, settings = {}) {
    if (!Object.hasOwn(commands, name)) return warn(`there is no ${JSON.stringify(name)}: ${Object.keys(commands).join(", ")}`);
    commands[name](settings);
  }

  // What the page has asked for before this script was there.
  const waiting = window.slotwright?.q ?? [];
  window.slotwright = call;
  bind();
  for (const asked of waiting) call(...asked);
})();
