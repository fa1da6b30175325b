// Why a program could not be started: the code that the page hears, what people read, and what the page's author reads.

const SETTINGS = "This website’s own settings keep the booking page from starting. Please call us to book your visit.";

/** For each code what people read, and whether trying again may help. Whatever keeps the program from starting, a page without it may work. */
const CAUSES = {
  offline: ["The booking page could not be loaded. Please check your connection.", true],
  server: ["The booking page could not be loaded. Please try again in a moment.", true],
  "request-blocked": [SETTINGS],
  "webassembly-forbidden": [SETTINGS],
  "webassembly-missing": ["This browser can’t show the booking page. Please use another one, or call us."],
  "program-damaged": ["The booking page did not arrive whole. Please try again, or call us.", true],
};

/** How long to wait for the program: longer than it takes on any line that is worth waiting for. */
const PATIENCE_MS = 40_000;

export class Unstarted extends Error {
  constructor(code, hint) {
    super(hint);
    this.code = code;
    [this.sentence, this.mayRetry] = CAUSES[code];
  }
}

/** Where the API is: at the address of `src`, else where the script came from, also where that names a version. */
export function apiAt(src, home) {
  const base = src?.trim() || home.replace(new RegExp("/w/[^/]+/$"), "/");
  return base.replace(/\/+$/, "");
}

/**
 * What opens the booking in a page that needs no program. The link's code is posted, so that it stands in no address. Where the page's
 * policy lets no form be posted there, our own page is linked instead, which has a policy of its own.
 */
export function wayWithout(src, home, token, text = "Book on a plain page") {
  const form = document.createElement("form");
  const address = new URL(`${apiAt(src, home)}/plain`, document.baseURI).href;
  const isHere = new URL(address).origin === location.origin && parent === self;
  Object.assign(form, { method: "post", action: address, target: isHere ? "_self" : "_blank", rel: "noopener noreferrer" });
  const code = document.createElement("input");
  Object.assign(code, { type: "hidden", name: "link", value: token });
  const button = document.createElement("button");
  button.className = "button";
  button.textContent = text;
  form.append(code, button);
  const onRefusal = ({ effectiveDirective }) => {
    if (effectiveDirective !== "form-action") return;
    const link = document.createElement("a");
    Object.assign(link, { href: `${address.replace(/plain$/, "book")}#l=${token}`, target: "_blank", rel: "noopener" });
    link.textContent = "Open the booking page";
    form.replaceWith(link);
    link.focus();
  };
  form.addEventListener("submit", () => {
    document.addEventListener("securitypolicyviolation", onRefusal);
    setTimeout(() => document.removeEventListener("securitypolicyviolation", onRefusal), 1000);
  });
  return form;
}

/** Whether something was thrown out of this program, or of what it called: then nothing in it can be relied on any more. */
export function isOf(error, program) {
  const stack = String(error?.stack);
  return stack.includes(`${program}:wasm-function`) || (error?.name === "RuntimeError" && stack.includes(import.meta.url));
}

/**
 * What is shown in the place of an element whose program has stopped: a sentence, the ways on, and whom to call. `words` are the texts
 * of its language, English where they lack one; `save` gives what support is to know.
 */
export function stopped(words, { src, home, token, save }) {
  const button = (text, act) =>
    Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text, onclick: act });
  const sentence = document.createElement("p");
  sentence.textContent = words.STOPPED ?? STOPPED;
  const contact = document.createElement("p");
  fetch(`${apiAt(src, home)}/v1/company`)
    .then((answer) => answer.json())
    .then(({ name, phone, email }) => {
      const link = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text, dir: "ltr" });
      const lines = [name, phone && link(`tel:${phone.replace(/[^+0-9]/g, "")}`, phone), email && link(`mailto:${email}`, email)];
      contact.append(...lines.filter(Boolean).flatMap((line, i) => (i ? [" · ", line] : [line])));
    })
    .catch(() => {});
  const ways = document.createElement("div");
  ways.className = "buttons";
  ways.append(
    button(words.RELOAD ?? "Reload the page", () => location.reload()),
    button(words.CASE_SAVE ?? "Save the details for our support", () => saved(save())),
  );
  if (token) ways.append(wayWithout(src, home, token, words.WAY_WITHOUT));
  return [sentence, contact, ways];
}

const STOPPED =
  "Something went wrong on our side, and this part of the page has stopped. What is booked stays booked. Reload the page to go on, or call us.";

function saved(details) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(details, null, 2)], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href: url, download: "slotwright-stopped.json" }).click();
  URL.revokeObjectURL(url);
}

/** Loads and starts a program. What goes wrong is an `Unstarted`; `isRefused` tells what the page's policy refuses. */
export async function start(init, url, isRefused) {
  if (typeof WebAssembly !== "object") throw new Unstarted("webassembly-missing", "this browser has no WebAssembly, or has it switched off");
  let answer;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return await init({ module_or_path: answer });
  } catch (error) {
    if (!answer) {
      if (await isRefused(url)) throw new Unstarted("request-blocked", `${url} could not be asked for`);
      throw new Unstarted("offline", `${url} could not be loaded: ${error.message}`);
    }
    if (!mayCompile()) throw new Unstarted("webassembly-forbidden", "the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src");
    // The line broke in the middle.
    if (error instanceof TypeError || error instanceof DOMException) throw new Unstarted("offline", `${url} could not be loaded: ${error.message}`);
    throw new Unstarted("program-damaged", `${url} is not the program that belongs to this script: ${error.message}`);
  }
  throw new Unstarted("server", `${url} was answered with ${answer.status}`);
}

/** Whether the page's policy lets programs be compiled: tried with the smallest there is, since browsers word it differently. */
function mayCompile() {
  try {
    return !!new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    return false;
  }
}
