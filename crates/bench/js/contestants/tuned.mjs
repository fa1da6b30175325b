// The best plain JavaScript we could write, after the fleet and with all that was learned from it: typed arrays, no branch that
// depends on the data, bitmaps of starts. It does what the fleet does and may assume more: days in order, everything within the asked days, visits of an hour, quarter hours.

const CREW = 3;
const LENGTH = 60;
const WORDS = 3; // 96 quarter hours a day
const NOBODY = 1 << 29; // sorts behind every packed interval

export function prepare({ people, days }, { hours, busy }) {
  // In place of the memory that a fleet uses again.
  const free = new Int32Array(2 * (hours.starts.length + busy.starts.length + 1));
  const freeUpto = new Uint32Array(people);
  const common = new Int32Array(free.length);
  const commonUpto = new Uint32Array(Math.floor(people / CREW));
  const shared = new Int32Array(free.length);
  const starts = new Int32Array(people * days * WORDS);
  const somebody = new Int32Array(days * WORDS);
  const ordered = new Int32Array(64);
  return { people, days, hours, busy, free, freeUpto, common, commonUpto, shared, starts, somebody, ordered };
}

export function run(state) {
  const { people, free, freeUpto, common, commonUpto, shared, somebody } = state;
  somebody.fill(0);
  const begin = (person) => (person === 0 ? 0 : freeUpto[person - 1]);
  let written = 0;
  let crewWritten = 0;
  for (let person = 0; person < people; person++) {
    const before = written;
    written = subtract(state, person, written);
    freeUpto[person] = written;
    mark(state, person, before, written);
    if (person % CREW !== CREW - 1) continue;
    // While what was found is still near.
    const first = person - 2;
    const both = intersect(free, begin(first), freeUpto[first], free, begin(first + 1), freeUpto[first + 1], shared, 0);
    crewWritten = intersect(shared, 0, both, free, begin(person), freeUpto[person], common, crewWritten);
    commonUpto[(person - 2) / CREW] = crewWritten;
  }
  return state;
}

/** Writes a person's free intervals behind `written`, and tells where they end. */
function subtract({ hours, busy, free, ordered }, person, written) {
  const { starts, ends } = busy;
  let at = person === 0 ? 0 : busy.upto[person - 1];
  const end = busy.upto[person];
  const lastHour = hours.upto[person];
  for (let hour = person === 0 ? 0 : hours.upto[person - 1]; hour < lastHour; hour++) {
    const open = hours.starts[hour];
    const close = hours.ends[hour];
    let count = 0;
    // A start and an end in one number that sorts as the start does.
    while (at < end && starts[at] < close) {
      ordered[count++] = ((starts[at] - open) << 12) | (ends[at] - open);
      at++;
    }
    sort(ordered, count);
    let from = 0;
    for (let i = 0; i < count; i++) {
      const start = ordered[i] >> 12;
      const gap = from - start;
      free[written] = open + from;
      free[written + 1] = open + start;
      written += (gap >>> 31) << 1;
      const later = from - (ordered[i] & 4095);
      from -= later & ~(later >> 31) ^ later; // the later of the two
    }
    free[written] = open + from;
    free[written + 1] = close;
    written += ((open + from - close) >>> 31) << 1;
  }
  return written;
}

function sort(items, count) {
  if (count <= 8) {
    for (let i = count; i < 8; i++) items[i] = NOBODY;
    sortEight(items);
    return;
  }
  for (let i = 1; i < count; i++) {
    const item = items[i];
    let to = i;
    for (; 0 < to && item < items[to - 1]; to--) items[to] = items[to - 1];
    items[to] = item;
  }
}

/** A network of 19 exchanges: `d & (d >> 31)` is a difference where it is negative, and else nothing. */
function sortEight(items) {
  let [a, b, c, d, e, f, g, h] = [items[0], items[1], items[2], items[3], items[4], items[5], items[6], items[7]];
  let x = 0;
  x = c - a; x &= x >> 31; a += x; c -= x;
  x = d - b; x &= x >> 31; b += x; d -= x;
  x = g - e; x &= x >> 31; e += x; g -= x;
  x = h - f; x &= x >> 31; f += x; h -= x;
  x = e - a; x &= x >> 31; a += x; e -= x;
  x = f - b; x &= x >> 31; b += x; f -= x;
  x = g - c; x &= x >> 31; c += x; g -= x;
  x = h - d; x &= x >> 31; d += x; h -= x;
  x = b - a; x &= x >> 31; a += x; b -= x;
  x = d - c; x &= x >> 31; c += x; d -= x;
  x = f - e; x &= x >> 31; e += x; f -= x;
  x = h - g; x &= x >> 31; g += x; h -= x;
  x = e - c; x &= x >> 31; c += x; e -= x;
  x = f - d; x &= x >> 31; d += x; f -= x;
  x = e - b; x &= x >> 31; b += x; e -= x;
  x = g - d; x &= x >> 31; d += x; g -= x;
  x = c - b; x &= x >> 31; b += x; c -= x;
  x = e - d; x &= x >> 31; d += x; e -= x;
  x = g - f; x &= x >> 31; f += x; g -= x;
  items[0] = a; items[1] = b; items[2] = c; items[3] = d; items[4] = e; items[5] = f; items[6] = g; items[7] = h;
}

/** Sets the bits of the starts at which a visit fits: first where they begin and end, then all between. */
function mark({ days, free, starts, somebody }, person, from, upto) {
  const row = person * days * WORDS;
  starts.fill(0, row, row + days * WORDS);
  for (let i = from; i < upto; i += 2) {
    const day = (free[i] / 1440) | 0;
    const midnight = day * 1440;
    // Times 4370 and divided by 2^16 is divided by 15, for a day's minutes.
    const first = ((free[i] - midnight + 14) * 4370) >> 16;
    const last = ((free[i + 1] - midnight + 15 - LENGTH) * 4370) >> 16;
    const short = last - first;
    const after = first + (short & ~(short >> 31));
    const base = row + day * WORDS;
    starts[base + (first >> 5)] ^= 1 << first;
    starts[base + (after >> 5)] ^= 1 << after;
  }
  let inside = 0;
  for (let i = 0; i < days * WORDS; i++) {
    let word = starts[row + i];
    word ^= word << 1;
    word ^= word << 2;
    word ^= word << 4;
    word ^= word << 8;
    word ^= word << 16;
    word ^= inside;
    starts[row + i] = word;
    somebody[i] |= word;
    inside = word >> 31;
  }
}

/** Writes what two lists share behind `written`, and tells where it ends. */
function intersect(one, i, oneEnd, other, j, otherEnd, into, written) {
  while (i < oneEnd && j < otherEnd) {
    const start = one[i] - other[j];
    const end = one[i + 1] - other[j + 1];
    const later = one[i] - (start & (start >> 31));
    const sooner = other[j + 1] + (end & (end >> 31));
    into[written] = later;
    into[written + 1] = sooner;
    written += ((later - sooner) >>> 31) << 1;
    i += ((end - 1) >>> 31) << 1;
    j += ((-end - 1) >>> 31) << 1;
  }
  return written;
}

/** The answer, spelt out to be hashed; not timed. */
export function answer({ people, days, free, freeUpto, common, commonUpto, starts, somebody }) {
  const lists = (minutes, uptos) => [...uptos].map((upto, i) => minutes.subarray(i === 0 ? 0 : uptos[i - 1], upto));
  const openings = [];
  for (let bit = 0; bit < days * WORDS * 32; bit++) {
    const isSet = (words, row) => (words[row + (bit >> 5)] >>> (bit & 31)) & 1;
    if (!isSet(somebody, 0)) continue;
    const who = [];
    for (let person = 0; person < people; person++) if (isSet(starts, person * days * WORDS)) who.push(person);
    openings.push([bit * 15, who]);
  }
  return { free: lists(free, freeUpto), common: lists(common, commonUpto), openings };
}
