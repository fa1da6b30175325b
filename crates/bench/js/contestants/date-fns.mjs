// date-fns, with Dates.
import { addMinutes, compareAsc, differenceInMinutes, isAfter, isBefore, max, min, roundToNearestMinutes } from "date-fns";

const CREW = 3;
const MINUTE = 60_000;

export const prepare = (size, input) => ({ ...size, ...input });

export function run({ people, hours, busy }) {
  const intervals = ({ starts, ends, upto }, person) => {
    const own = [];
    for (let at = person === 0 ? 0 : upto[person - 1]; at < upto[person]; at++) {
      own.push({ start: new Date(starts[at] * MINUTE), end: new Date(ends[at] * MINUTE) });
    }
    return own;
  };
  const free = [];
  for (let person = 0; person < people; person++) {
    const taken = intervals(busy, person).sort((a, b) => compareAsc(a.start, b.start));
    const own = [];
    let at = 0;
    for (const open of intervals(hours, person)) {
      let from = open.start;
      for (; at < taken.length && isBefore(taken[at].start, open.end); at++) {
        if (isBefore(from, taken[at].start)) own.push({ start: from, end: taken[at].start });
        from = max([from, taken[at].end]);
      }
      if (isBefore(from, open.end)) own.push({ start: from, end: open.end });
    }
    free.push(own);
  }
  const common = [];
  for (let first = 0; first + CREW <= people; first += CREW) common.push(free.slice(first, first + CREW).reduce(shared));
  const openings = new Map();
  free.forEach((own, person) => {
    for (const { start, end } of own) {
      let from = roundToNearestMinutes(start, { nearestTo: 15, roundingMethod: "ceil" });
      for (; 60 <= differenceInMinutes(end, from); from = addMinutes(from, 15)) {
        const key = from.getTime();
        if (!openings.has(key)) openings.set(key, []);
        openings.get(key).push(person);
      }
    }
  });
  return { free, common, openings };
}

export function answer({ free, common, openings }) {
  const minutes = (intervals) => intervals.flatMap(({ start, end }) => [start / MINUTE, end / MINUTE]);
  const starts = [...openings].map(([start, who]) => [start / MINUTE, who]).sort(([a], [b]) => a - b);
  return { free: free.map(minutes), common: common.map(minutes), openings: starts };
}

function shared(one, other) {
  const both = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const start = max([one[i].start, other[j].start]);
    const end = min([one[i].end, other[j].end]);
    if (isBefore(start, end)) both.push({ start, end });
    if (isAfter(other[j].end, one[i].end)) i++;
    else j++;
  }
  return both;
}
