// What the board hears from the server, as it happens: server-sent events over `fetch`, since the browser's own `EventSource` sends
// no credentials. In JavaScript, where it is a tenth of the download that it would be in wasm; `src/board/effects/live.rs` declares it.

/** So long nothing is heard until the line is taken for cut: the server says something each 15 seconds. */
const SILENCE_MS = 40_000;
/** How long it is waited before the line is made again, doubled with each time that it fails. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1000, 30_000];

/**
 * Listens to `url` until what it returns is called. `heard` is told the name and the data of each event, and `down` when the line
 * is cut. After that it goes on behind the last event; in a tab that nobody sees it waits until somebody does.
 */
export function follow(url, authorization, heard) {
  const ended = new AbortController();
  let line;
  let last = "";
  let pause = FIRST_PAUSE_MS;

  async function hear() {
    const own = (line = new AbortController());
    let silence;
    const listening = () => {
      clearTimeout(silence);
      silence = setTimeout(() => own.abort(), SILENCE_MS);
    };
    try {
      listening();
      const asked = last ? `${url}?after=${last}` : url;
      const answer = await fetch(asked, { headers: { accept: "text/event-stream", authorization }, cache: "no-store", signal: own.signal });
      // Who may not listen need not ask often.
      if (400 <= answer.status && answer.status < 500) pause = LONGEST_PAUSE_MS;
      if (!answer.ok) return;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = "", part = await reader.read(); !part.done; part = await reader.read()) {
        listening();
        text += part.value;
        const blocks = text.split("\n\n");
        text = blocks.pop();
        blocks.forEach(tell);
      }
    } catch {
      // Cut: by the network, by the server, by silence, or since nobody looks.
    } finally {
      clearTimeout(silence);
    }
  }

  function tell(block) {
    const field = (name) => block.match(new RegExp(`^${name}: ?(.*)$`, "m"))?.[1];
    last = field("id") ?? last;
    const event = field("event");
    if (!event || ended.signal.aborted) return;
    pause = FIRST_PAUSE_MS;
    heard(event, field("data") ?? "");
  }

  /** Until something happens that is worth trying again for, or so much time has passed. */
  const wait = (ms) =>
    new Promise((resolve) => {
      const over = new AbortController();
      const done = () => {
        clearTimeout(timer);
        over.abort();
        resolve();
      };
      const timer = setTimeout(done, ms);
      addEventListener("online", done, { signal: over.signal });
      ended.signal.addEventListener("abort", done, { signal: over.signal });
    });

  const seen = () =>
    new Promise((resolve) => {
      if (!document.hidden) return resolve();
      const over = new AbortController();
      const done = () => {
        over.abort();
        resolve();
      };
      document.addEventListener("visibilitychange", done, { signal: over.signal });
      ended.signal.addEventListener("abort", done, { signal: over.signal });
    });

  const look = () => document.hidden && line?.abort();
  document.addEventListener("visibilitychange", look, { signal: ended.signal });
  ended.signal.addEventListener("abort", () => line?.abort());

  (async () => {
    while (!ended.signal.aborted) {
      await seen();
      if (ended.signal.aborted) return;
      await hear();
      if (ended.signal.aborted) return;
      if (document.hidden) continue;
      heard("down", "");
      await wait(pause * (0.5 + Math.random() / 2));
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  })();
  return () => ended.abort();
}
