// W(U, D, B), the same numbers as src/workload.rs makes: U technicians who work from 8 to 18 on D days, with B busy
// intervals on each, in no order within a day.

/** Hours and busy intervals in flat arrays; `upto[person]` is where a person's intervals end. */
export function workload({ people, days, busy }) {
  const hours = flat(people, people * days);
  const taken = flat(people, people * days * busy);
  const below = dice(1);
  let hour = 0;
  let interval = 0;
  for (let person = 0; person < people; person++) {
    for (let day = 0; day < days; day++) {
      const morning = day * 1440 + 480;
      hours.starts[hour] = morning;
      hours.ends[hour++] = morning + 600;
      for (let i = 0; i < busy; i++) {
        const exact = below(4) === 0;
        const start = exact ? below(570) : 15 * below(38);
        const length = exact ? 5 + below(56) : 15 + 15 * below(4);
        taken.starts[interval] = morning + start;
        taken.ends[interval++] = morning + Math.min(start + length, 600);
      }
    }
    hours.upto[person] = hour;
    taken.upto[person] = interval;
  }
  return { hours, busy: taken };
}

function flat(people, intervals) {
  return { starts: new Int32Array(intervals), ends: new Int32Array(intervals), upto: new Uint32Array(people) };
}

function dice(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return ((state >>> 16) * bound) >>> 16;
  };
}
