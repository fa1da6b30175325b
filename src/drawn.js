// What the board has drawn, by a script that it asks for only then; `src/board/effects/drawn.rs` declares it.
const drawing = () => import("./picture.js");

/** Draws a small picture of numbers. Where it can't be, its table says the same. */
export const figure = (...all) => drawing().then(({ figure }) => figure(...all)).catch(() => {});

/** Draws a large one and saves it: whether it could. */
export const save = (...all) => drawing().then(({ save }) => save(...all)).catch(() => false);
