// The fleet, as wasm.

/** `instantiate` gives the exports of a fresh instance. */
export function contestant(instantiate) {
  return {
    prepare(size, input) {
      const fleet = instantiate();
      fleet.begin(size.people, size.days, size.busy);
      const copy = () => {
        for (const [which, name] of ["hours", "busy"].entries()) {
          const { starts, ends, upto } = input[name];
          fleet.expect(which, starts.length, upto.length);
          new Int32Array(fleet.memory.buffer, fleet.starts(which), starts.length).set(starts);
          new Int32Array(fleet.memory.buffer, fleet.ends(which), ends.length).set(ends);
          new Uint32Array(fleet.memory.buffer, fleet.upto(which), upto.length).set(upto);
        }
      };
      copy();
      return { fleet, copy };
    },
    run({ fleet }) {
      fleet.find();
    },
    hash({ fleet }) {
      return fleet.hash() >>> 0;
    },
  };
}
