// Messages that nobody should act on: made up by a seed, so that a bad one comes again, and written by hand.

/** Numbers below `n` that look random, the same for the same seed (mulberry32). */
export function chance(seed) {
  return (n) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const TYPES = ["ready", "init", "hello", "theme", "locale", "focus", "ping", "pong", "resize", "step", "booked", "cancelled", "error", "closed", "confirm", "book", "close", "__proto__", "constructor", "toString", "", "RESIZE"];
const MEMBERS = ["theme", "locale", "token", "nonce", "height", "name", "ref", "code", "v", "ns", "link", "__proto__", "constructor", "length"];
const VALUES = ["", "dark", "light", "x", "slotwright", "https://evil.example", "<img onerror=alert(1) src=x>", "javascript:alert(1)", "de", "en-GB-x-aaaaaaaaa", "\u0000", "‮", "9".repeat(99), 0, -1, 1, 119, 4001, 300.5, NaN, Infinity, 1e308, true, null, undefined];

/** A made-up message: half of them look like ours. `canAct` says which of them could be right by chance, and is left out. */
export function madeUp(pick, canAct) {
  const value = (depth = 0) => {
    if (depth < 3 && pick(5) === 0) return pick(2) ? Array.from({ length: pick(4) }, () => value(depth + 1)) : object(depth + 1);
    return VALUES[pick(VALUES.length)];
  };
  const object = (depth) => Object.fromEntries(Array.from({ length: pick(5) }, () => [MEMBERS[pick(MEMBERS.length)], value(depth)]));
  for (;;) {
    const message = pick(2) ? { ...object(0), ns: "slotwright", v: pick(4) ? 1 : value(), type: pick(4) ? TYPES[pick(TYPES.length)] : value() } : value();
    if (!canAct(message)) return message;
  }
}

const ours = (type, more) => ({ ns: "slotwright", v: 1, type, ...more });

/** What somebody who has read the protocol would try on a frame. */
export const AT_FRAMES = [
  ...["confirm", "book", "submit", "cancel", "reschedule", "close", "init", "ready", "hello", "token", "open"].map((type) => ours(type, { token: "x", nonce: "0" })),
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"].map((type) => ours(type, { theme: "dark" })),
  ...["pink", "DARK", " dark", "", null, 1, true, ["dark"], { toString: "dark" }, "dark;}", undefined].map((theme) => ours("theme", { theme })),
  ...["<script>", "e", "en_US", "en US", "x".repeat(36), "", null, 7, ["de"], {}, "de\n"].map((locale) => ours("locale", { locale })),
  ...[7, null, undefined, {}, [], true, ["theme"], { toString: 1 }].map((type) => ours(type, { theme: "dark" })),
  ...[ours("theme", { theme: "dark", v: 2 }), ours("theme", { theme: "dark", locale: "de" }), ours("close", { ref: "1" })],
  ...[ours("theme", { theme: "dark", ns: "other" }), { v: 1, type: "theme", theme: "dark" }, ours("theme", { theme: "dark", more: "x".repeat(17_000) })],
  ...["theme", 1, null, true, [], [ours("theme", { theme: "dark" })], JSON.stringify(ours("theme", { theme: "dark" }))],
  ...[ours("theme", JSON.parse('{"__proto__":{"theme":"dark"}}')), ours("theme", { Theme: "dark" }), ours("init", { token: "y".repeat(5000) }), { ns: ["slotwright"], type: "theme", theme: "dark" }],
];

/** What a page in a frame would try on the page around. */
export const AT_LOADERS = [
  ...[0, -1, 119, 4001, 300.5, NaN, Infinity, -Infinity, "300", "300px", null, undefined, [300], { valueOf: 300 }, 2 ** 53].map((height) => ours("resize", { height })),
  ...[null, 7, undefined, [], {}, "x".repeat(65), true].map((ref) => ours("booked", { ref })),
  ...[null, 7, {}, "x".repeat(65)].map((ref) => ours("cancelled", { ref })),
  ...[null, 7, {}, "x".repeat(201), ["x"]].map((name) => ours("step", { name })),
  ...["", "A", "with space", "x".repeat(41), "<b>", null, 7, {}, ["offline"]].map((code) => ours("error", { code })),
  ...["__proto__", "constructor", "toString", "valueOf", "init", "hello", "navigate", "open", "", 7, null, {}, ["closed"]].map((type) => ours(type, { height: 300, link: "javascript:alert(1)" })),
  ...[ours("closed", { v: 2 }), ours("error", { code: "offline", request_id: 7 }), ours("error", { code: "offline", request_id: "x".repeat(65) })],
  ...[{ type: "closed" }, ours("closed", { ns: "Slotwright" }), ["closed"], "closed", 7, null, true, JSON.stringify(ours("closed"))],
];
