// Why a program could not be started: the code that the page hears, what people read, and what the page's author reads.

const SETTINGS = "This website’s own settings keep the booking page from starting. Please call us to book your visit.";

/** For each code what people read, and whether trying again may help. */
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
