// The hash of a whole answer, as src/answer.rs computes it.

/**
 * An answer is `{free, common, openings}`: for each person and for each crew a flat list of starts and ends, and for each
 * opening `[start, who]`, ascending.
 */
export function hash({ free, common, openings }) {
  let state = 0x811c9dc5;
  const number = (value) => {
    state = Math.imul(state ^ value, 0x01000193);
    state ^= state >>> 15;
  };
  for (const intervals of [...free, ...common]) {
    number(intervals.length / 2);
    for (const minute of intervals) number(minute);
  }
  for (const [start, who] of openings) {
    number(start);
    number(who.length);
    for (const person of who) number(person);
  }
  return state >>> 0;
}
