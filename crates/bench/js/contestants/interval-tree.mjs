// @flatten-js/interval-tree: a tree of busy times for each person, asked about each stretch of hours and each start.
import IntervalTree from "@flatten-js/interval-tree";

const CREW = 3;

export const prepare = (size, input) => ({ ...size, ...input });

export function run({ people, hours, busy }) {
  const trees = [];
  const free = [];
  const openings = new Map();
  const begin = ({ upto }, person) => (person === 0 ? 0 : upto[person - 1]);
  for (let person = 0; person < people; person++) {
    const tree = new IntervalTree();
    // A tree's intervals have both ends in them.
    for (let at = begin(busy, person); at < busy.upto[person]; at++) tree.insert([busy.starts[at], busy.ends[at] - 1]);
    trees.push(tree);
    const own = [];
    for (let at = begin(hours, person); at < hours.upto[person]; at++) {
      const [open, close] = [hours.starts[at], hours.ends[at]];
      own.push(...gaps(open, close, taken([tree], open, close)));
      for (let start = Math.ceil(open / 15) * 15; start + 60 <= close; start += 15) {
        if (tree.intersect_any([start, start + 59])) continue;
        if (!openings.has(start)) openings.set(start, []);
        openings.get(start).push(person);
      }
    }
    free.push(own);
  }
  const common = [];
  for (let first = 0; first + CREW <= people; first += CREW) {
    const crew = trees.slice(first, first + CREW);
    const own = [];
    // All work the same hours.
    for (let at = begin(hours, first); at < hours.upto[first]; at++) {
      const [open, close] = [hours.starts[at], hours.ends[at]];
      own.push(...gaps(open, close, taken(crew, open, close)));
    }
    common.push(own);
  }
  return { free, common, openings };
}

export function answer({ free, common, openings }) {
  return { free: free.map((own) => own.flat()), common: common.map((own) => own.flat()), openings: [...openings].sort(([a], [b]) => a - b) };
}

function taken(trees, open, close) {
  const found = trees.flatMap((tree) => tree.search([open, close - 1], (_, key) => [key.low, key.high + 1]));
  return trees.length === 1 ? found : found.sort(([a], [b]) => a - b);
}

function gaps(open, close, taken) {
  const own = [];
  let from = open;
  for (const [start, end] of taken) {
    if (from < start) own.push([from, start]);
    from = Math.max(from, end);
  }
  if (from < close) own.push([from, close]);
  return own;
}
