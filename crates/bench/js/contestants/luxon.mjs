// luxon, with its own intervals.
import { DateTime, Interval } from "luxon";

const CREW = 3;
const MINUTE = 60_000;

export const prepare = (size, input) => ({ ...size, ...input });

export function run({ people, hours, busy }) {
  const intervals = ({ starts, ends, upto }, person) => {
    const own = [];
    for (let at = person === 0 ? 0 : upto[person - 1]; at < upto[person]; at++) {
      own.push(Interval.fromDateTimes(at_(starts[at]), at_(ends[at])));
    }
    return own;
  };
  const free = [];
  for (let person = 0; person < people; person++) {
    const byDay = new Map();
    for (const taken of intervals(busy, person)) {
      const day = taken.start.toISODate();
      if (!byDay.has(day)) byDay.set(day, []);
      byDay.get(day).push(taken);
    }
    free.push(intervals(hours, person).flatMap((open) => open.difference(...(byDay.get(open.start.toISODate()) ?? []))));
  }
  const common = [];
  for (let first = 0; first + CREW <= people; first += CREW) common.push(free.slice(first, first + CREW).reduce(shared));
  const openings = new Map();
  free.forEach((own, person) => {
    for (const { start, end } of own) {
      const late = start.minute % 15;
      let from = late === 0 ? start : start.plus({ minutes: 15 - late });
      for (; from.plus({ minutes: 60 }) <= end; from = from.plus({ minutes: 15 })) {
        const key = from.toMillis();
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

const at_ = (minute) => DateTime.fromMillis(minute * MINUTE, { zone: "utc" });

/** What two people share: their intervals are sorted, so neither is walked twice. */
function shared(one, other) {
  const both = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const part = one[i].intersection(other[j]);
    if (part && !part.isEmpty()) both.push(part);
    if (one[i].end < other[j].end) i++;
    else j++;
  }
  return both;
}
