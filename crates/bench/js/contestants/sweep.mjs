// Plain JavaScript as somebody writes it at once who knows what is quick: typed arrays, nothing made in a loop, each list walked
// once, a bit for each start. It takes hours and busy times in any order, hours that don't touch, visits of an hour, quarter hours.

const CREW = 3;
const LENGTH = 60;
const STEP = 15;

export function prepare({ people, days }, { hours, busy }) {
  // As much as there can be, made once: a run makes nothing.
  const most = hours.starts.length + busy.starts.length;
  const lists = (count) => ({ starts: new Int32Array(most), ends: new Int32Array(most), upto: new Uint32Array(count) });
  const words = Math.ceil((days * 1440) / STEP / 32);
  const who = new Uint32Array(people * words);
  const somebody = new Uint32Array(words);
  return { people, words, hours, busy, sorted: [lists(1), lists(1)], shared: lists(1), free: lists(people), common: lists(Math.floor(people / CREW)), who, somebody };
}

export function run(state) {
  const { people, hours, busy, sorted, shared, free, common, who, somebody } = state;
  const [open, taken] = sorted;
  who.fill(0);
  somebody.fill(0);
  for (let person = 0; person < people; person++) {
    sort(hours, person, open);
    sort(busy, person, taken);
    const before = begin(free, person);
    free.upto[person] = subtract(open, taken, free, before);
    mark(state, person, before, free.upto[person]);
  }
  let written = 0;
  for (let crew = 0; crew < common.upto.length; crew++) {
    const first = crew * CREW;
    const range = (person) => [begin(free, person), free.upto[person]];
    const [from, upto] = range(first);
    shared.upto[0] = intersect(free, from, upto, free, ...range(first + 1), shared, 0);
    written = intersect(shared, 0, shared.upto[0], free, ...range(first + 2), common, written);
    common.upto[crew] = written;
  }
  return state;
}

const begin = ({ upto }, index) => (index === 0 ? 0 : upto[index - 1]);

/** One person's intervals by their starts. They come nearly in order, so each is inserted from behind. */
function sort({ starts, ends, upto }, person, into) {
  const last = upto[person];
  const { starts: sorted, ends: sortedEnds } = into;
  let count = 0;
  for (let at = begin({ upto }, person); at < last; at++) {
    const start = starts[at];
    let to = count++;
    for (; to > 0 && sorted[to - 1] > start; to--) {
      sorted[to] = sorted[to - 1];
      sortedEnds[to] = sortedEnds[to - 1];
    }
    sorted[to] = start;
    sortedEnds[to] = ends[at];
  }
  into.upto[0] = count;
}

/** Writes what is open and not taken behind `written`, and tells where it ends. */
function subtract(open, taken, { starts, ends }, written) {
  const { starts: takenStarts, ends: takenEnds } = taken;
  const [hours, count] = [open.upto[0], taken.upto[0]];
  // Until here all is done, or taken.
  let over = 0;
  let next = 0;
  for (let hour = 0; hour < hours; hour++) {
    const close = open.ends[hour];
    over = Math.max(over, open.starts[hour]);
    for (; next < count && takenStarts[next] < close; next++) {
      if (over < takenStarts[next]) {
        starts[written] = over;
        ends[written++] = takenStarts[next];
      }
      if (over < takenEnds[next]) over = takenEnds[next];
    }
    if (over < close) {
      starts[written] = over;
      ends[written++] = over = close;
    }
  }
  return written;
}

/** Notes at which starts a person has time for a visit. */
function mark({ words, free, who, somebody }, person, from, upto) {
  const row = person * words;
  for (let i = from; i < upto; i++) {
    const last = free.ends[i] - LENGTH;
    for (let start = Math.ceil(free.starts[i] / STEP) * STEP; start <= last; start += STEP) {
      const bit = start / STEP;
      who[row + (bit >> 5)] |= 1 << (bit & 31);
      somebody[bit >> 5] |= 1 << (bit & 31);
    }
  }
}

/** Writes what two lists share behind `written`, and tells where it ends. */
function intersect(one, i, oneEnd, other, j, otherEnd, into, written) {
  while (i < oneEnd && j < otherEnd) {
    const start = Math.max(one.starts[i], other.starts[j]);
    const end = Math.min(one.ends[i], other.ends[j]);
    if (start < end) {
      into.starts[written] = start;
      into.ends[written++] = end;
    }
    if (one.ends[i] < other.ends[j]) i++;
    else j++;
  }
  return written;
}

/** The answer, spelt out to be hashed; not timed. */
export function answer({ people, words, free, common, who, somebody }) {
  const spelt = ({ starts, ends, upto }) =>
    Array.from(upto, (end, index) => {
      const minutes = [];
      for (let at = begin({ upto }, index); at < end; at++) minutes.push(starts[at], ends[at]);
      return minutes;
    });
  const openings = [];
  for (let bit = 0; bit < words * 32; bit++) {
    const isSet = (bits, row) => (bits[row + (bit >> 5)] >>> (bit & 31)) & 1;
    if (!isSet(somebody, 0)) continue;
    const able = [];
    for (let person = 0; person < people; person++) if (isSet(who, person * words)) able.push(person);
    openings.push([bit * STEP, able]);
  }
  return { free: spelt(free), common: spelt(common), openings };
}
