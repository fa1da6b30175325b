// What runs in the browser: all contestants in turn on one workload, so that whatever else the machine does is shared.
import * as dateFns from "./contestants/date-fns.mjs";
import * as intervalTree from "./contestants/interval-tree.mjs";
import * as luxon from "./contestants/luxon.mjs";
import * as sweep from "./contestants/sweep.mjs";
import * as tuned from "./contestants/tuned.mjs";
import { contestant as wasm } from "./contestants/wasm.mjs";
import { hash } from "./hash.mjs";
import { workload } from "./workload.mjs";

const compiled = async (url) => {
  const module = await WebAssembly.compileStreaming(fetch(url));
  return () => new WebAssembly.Instance(module).exports;
};
const simd = await compiled("/simd.wasm");
const hashed = (contestant) => ({ ...contestant, hash: (result) => hash(contestant.answer(result)) });

const CONTESTANTS = {
  "wasm simd128": wasm(simd),
  wasm: wasm(await compiled("/scalar.wasm")),
  "plain JavaScript, tuned": hashed(tuned),
  "plain JavaScript": hashed(sweep),
  "interval-tree": hashed(intervalTree),
  "date-fns": hashed(dateFns),
  luxon: hashed(luxon),
};

/** Runs the named contestants `rounds` times in turn; for each its hash, and the milliseconds of each time. */
globalThis.measure = (size, names, rounds) => {
  const input = workload(size);
  const contestants = names.map((name) => {
    const { prepare, run, hash } = CONTESTANTS[name];
    const state = prepare(size, input);
    const found = hash(run(state) ?? state);
    // What is done in microseconds is done several times, since the clock is coarser.
    const once = time(() => run(state));
    const repeat = Math.max(1, Math.ceil(1 / Math.max(once, 0.01)));
    return { name, hash: found, times: [], run: () => run(state), repeat };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { run, times, repeat } of contestants) {
      times.push(time(() => { for (let i = 0; i < repeat; i++) run(); }) / repeat);
    }
  }
  return contestants.map(({ name, hash, times }) => ({ name, hash, times }));
};

/** Reads many people in steps; the milliseconds of each. */
globalThis.steps = (size, intervals) => {
  const fleet = wasm(simd).prepare(size, workload(size)).fleet;
  const times = [];
  for (let more = 1; more !== 0; ) times.push(time(() => { more = fleet.step(intervals); }));
  return times;
};

/** What it costs to bring the input into the wasm's memory, in milliseconds. */
globalThis.copies = (size, rounds) => {
  const { copy } = wasm(simd).prepare(size, workload(size));
  return Array.from({ length: rounds }, () => time(copy));
};

/** Asks why a start isn't offered: how many reasons there are, and the milliseconds of each time. */
globalThis.reasons = (people, withAround, rounds) => {
  const { begin_reasons, why_not } = simd();
  begin_reasons(people, withAround);
  // The clock is coarser than one is long.
  const repeat = 10;
  const times = Array.from({ length: rounds }, () => time(() => { for (let i = 0; i < repeat; i++) why_not(); }) / repeat);
  return { count: why_not(), times };
};

function time(deed) {
  const start = performance.now();
  deed();
  return performance.now() - start;
}

globalThis.ready = true;
