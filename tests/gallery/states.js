// Every state of every view, and how it is reached: the same file for the gallery's server, its page and its tests.
//
// `link` is what the office does before (`serve.mjs`), `drive` what a person does then (`hands.js`), by names that are the same in all
// languages. `world` is one of `worlds.mjs`, `attributes` are those of the element. A state's picture is compared unless it `moves`
// by itself.

const PRIMARY = ".button[data-tone=primary]";

const FIELDS = [
  { key: "gate", label: "What opens the gate?", hint: "Four digits.", kind: "text", required: true, pattern: "[0-9]{4}" },
  { key: "floor", label: "Which floor?", kind: "number", min: -3, max: 40 },
  { key: "dog", label: "Is there a dog?", kind: "boolean", required: true },
  { key: "moved", label: "Living there since", kind: "date" },
  { key: "entry", label: "Which entry?", kind: "choice", choices: ["Front door", "Side door"] },
];

const fresh = (office) => office.link();
const asking = async (office) => {
  await office.ask(120, FIELDS);
  return office.link({ minutes: 120 });
};

const choose = (hands) => hands.see(".opening");
const calendar = async (hands) => {
  await choose(hands);
  await hands.see(".suggested .chip");
};
const pressed = async (hands) => {
  await calendar(hands);
  await hands.press(".opening");
  await hands.see("[data-is=go-on]");
};
const details = async (hands) => {
  await pressed(hands);
  await hands.press("[data-is=go-on]");
  await hands.see(".details");
};
const held = async (hands) => {
  await details(hands);
  await hands.see(".held > span:not(:empty)");
};
const booking = async (hands) => {
  await held(hands);
  await hands.press(`.details ${PRIMARY}`);
};
const justBooked = async (hands) => {
  await booking(hands);
  await hands.see(".booked");
};
/** As it is found later: nothing to be taken back. */
const booked = async (hands) => {
  await justBooked(hands);
  await hands.reopen();
  await hands.see("[data-is=cancel]");
};
const changing = async (hands) => {
  await booked(hands);
  await hands.press(".button:has(+ [data-is=cancel])");
  await hands.see(".opening");
};
const asked = async (hands) => {
  await booked(hands);
  await hands.press("[data-is=cancel]");
  await hands.see(".question");
};
const cancelled = async (hands) => {
  await asked(hands);
  await hands.press(".question .button[data-tone=danger]");
  await hands.see(".ended");
};
const wishes = async (hands) => {
  await choose(hands);
  await hands.press(".none-fit .link");
  await hands.see(".wish-form");
};
const wish = async (hands, date, from, to) => {
  await hands.fill("[data-is=date]", date);
  await hands.fill("[data-is=from]", from);
  await hands.fill("[data-is=to]", to);
  await hands.press(".wish-form .buttons .button");
};
const rows = async (hands) => {
  await wishes(hands);
  await wish(hands, "2026-03-24", "03:00", "05:00");
  await hands.see(".wish-list > :nth-child(1) .instead");
  await wish(hands, "2026-03-25", "10:00", "16:00");
  await wish(hands, "2026-03-26", "08:00", "12:00");
  await hands.see(`.wish-list > :nth-child(3) [data-state=yes]`);
  await hands.see(`.outcome ${PRIMARY}`);
};
const waiting = async (hands) => {
  await rows(hands);
  await hands.press(`.outcome + .buttons .button`);
  await hands.see(".waiting .feasibility[data-state=yes]");
};
const ended = (hands) => hands.see(".ended");
const board = (hands) => hands.see(".job-table tbody tr");
/** A visit goes back into the queue, wherever it was, and others wait for its time. */
const freed = async (hands) => {
  await board(hands);
  await hands.press("[data-is=why-not-1]");
  await hands.see(".suggestion");
  await hands.press("[data-is=move-to]");
  await hands.fill("[data-is=move-date]", "2026-03-03");
  await hands.fill(".mover input[type=time]", "09:00");
  await hands.press("[data-is=choose-crew]");
  await hands.press(`.mover ${PRIMARY}`);
  await hands.press("[data-is=queue-job]");
  await hands.see("[data-is=show-freed]");
  await hands.press(".job-panel > .notice-close");
};

const day = async (hands) => {
  await hands.see(".visit");
  await hands.fill(".board-date > input", "2026-03-03");
  await hands.see(".timeline[data-first='2026-03-03'] .visit");
};

export const STATES = {
  // Choosing
  month: { link: fresh, drive: calendar },
  week: { link: fresh, drive: calendar, attributes: { view: "week" } },
  list: { link: fresh, drive: choose, attributes: { view: "list" } },
  pressed: { link: fresh, drive: pressed },
  windows: { link: fresh, drive: calendar, world: "windows" },
  "two zones": { link: fresh, drive: held, attributes: { "time-zone": "Europe/Berlin" } },
  "fully booked": { link: fresh, drive: (hands) => hands.see(".month-note > *"), world: "full" },
  "kinds of work": { link: (office) => office.open(), drive: (hands) => hands.see(".kinds .button") },

  // Check
  check: { link: fresh, drive: held },
  "note too long": {
    link: fresh,
    drive: async (hands) => {
      await held(hands);
      await hands.fill("[data-is=notes]", "The gate code is 4711. ".repeat(100));
    },
  },
  fields: { link: asking, drive: held },
  "fields with faults": {
    link: asking,
    drive: async (hands) => {
      await held(hands);
      await hands.fill("[data-is=field-1]", "41");
      await hands.press(`.details ${PRIMARY}`);
      await hands.see("[aria-invalid=true]");
    },
  },
  contact: {
    link: (office) => office.open(),
    drive: async (hands) => {
      await hands.see(".kinds .button");
      await hands.press(".kinds .button");
      await booking(hands);
      await hands.see("[aria-invalid=true]");
    },
  },
  "hold ends soon": {
    link: fresh,
    world: "hasty",
    drive: async (hands) => {
      await held(hands);
      await hands.see(".held .link");
    },
  },
  "hold has ended": {
    link: fresh,
    world: "brief",
    drive: async (hands) => {
      await details(hands);
      await hands.see(".notice");
    },
  },
  "taken meanwhile": {
    link: fresh,
    drive: async (hands) => {
      // What can't be held can be lost.
      hands.network = "no holds";
      await details(hands);
      await hands.takeChosen();
      await hands.press(`.details ${PRIMARY}`);
      await hands.see(".alternatives .opening");
    },
  },

  // Preferred times
  "preferred times": { link: fresh, drive: wishes },
  "preferred times listed": {
    link: fresh,
    drive: async (hands) => {
      await rows(hands);
      await hands.fill("[data-is=date]", "2026-03-25");
      await hands.press(".wish-form .buttons .button + .button");
      await hands.see(".rather-not");
    },
  },
  "preferred time edited": {
    link: fresh,
    drive: async (hands) => {
      await rows(hands);
      await hands.press(".wish-list > :nth-child(2) .wish-buttons > :nth-child(3)");
      await hands.see("[aria-current=true]");
    },
  },
  "preferred time removed": {
    link: fresh,
    drive: async (hands) => {
      await rows(hands);
      await hands.press(".wish-list > :nth-child(1) .wish-buttons > :nth-child(4)");
      await hands.see(".undo");
    },
  },
  "preferred time wrong": {
    link: fresh,
    drive: async (hands) => {
      await wishes(hands);
      await wish(hands, "2026-03-24", "10:00", "09:00");
      await hands.see("[aria-invalid=true]");
    },
  },
  "for support": { link: fresh, drive: wishes, attributes: { support: "" } },

  // Booked, waiting, ended
  "just booked": { link: fresh, drive: justBooked, moves: true },
  booked: { link: fresh, drive: booked },
  "calendar menu": {
    link: fresh,
    drive: async (hands) => {
      await booked(hands);
      await hands.press(".calendar-menu > summary");
    },
  },
  changing: { link: fresh, drive: changing },
  "really cancel": { link: fresh, drive: asked },
  cancelled: { link: fresh, drive: cancelled },
  waiting: { link: fresh, drive: waiting },
  "has taken place": { link: (office) => office.done(), drive: ended },

  // Bad days
  "link revoked": { link: (office) => office.revoked(), drive: ended },
  "link unknown": { link: (office) => office.unknown(), drive: ended },
  slow: { link: fresh, network: "silent", drive: (hands) => hands.see(".skeleton"), moves: true },
  offline: { link: fresh, network: "offline", drive: ended },
  "server down": { link: fresh, network: "down", drive: ended },
  "offline at the last step": {
    link: fresh,
    drive: async (hands) => {
      await held(hands);
      hands.network = "offline";
      await hands.press(`.details ${PRIMARY}`);
      await hands.see(".notice .button");
    },
  },
  "server down at the last step": {
    link: fresh,
    drive: async (hands) => {
      await held(hands);
      hands.network = "down";
      await hands.press(`.details ${PRIMARY}`);
      await hands.see(".notice .button");
    },
  },
  "webassembly forbidden": { link: fresh, isForbidden: true, drive: (hands) => hands.see(".unstarted") },

  // The board. Of the schedule a day is shown on which the clock is not, whose line would be elsewhere in each picture.
  "board: day": { world: "few", link: (office) => office.board(), drive: day },
  "board: week in groups": {
    world: "few",
    link: (office) => office.board(),
    attributes: { filter: "group=areas&folded=" },
    drive: async (hands) => {
      await hands.see(".lane");
      await hands.fill(".board-date > input", "2026-03-03");
      await hands.see(".timeline[data-first='2026-03-03']");
      await hands.press("[data-is=days-7]");
      await hands.see(".timeline[data-days='7'] .visit");
    },
  },
  "board: a visit in hand": {
    world: "few",
    link: (office) => office.board(),
    drive: async (hands) => {
      await day(hands);
      await hands.key(".visit", " ");
      await hands.key(".visit", "ArrowDown");
      await hands.see(".ghost");
    },
  },
  "board: load": {
    world: "few",
    link: (office) => office.board(),
    drive: async (hands) => {
      await day(hands);
      await hands.press("[data-is=days-3]");
      await hands.see(".timeline[data-days='3']");
      await hands.press("[data-is=load]");
      await hands.see(".figure-drawn > svg", 2);
      await hands.press(".figure .link", 2);
      await hands.see(".heat-table");
    },
  },
  "board: changed meanwhile": {
    world: "few",
    link: (office) => office.board(),
    drive: async (hands) => {
      await day(hands);
      await hands.press(".visit");
      await hands.see(".on-site");
      await hands.changeElsewhere({ world: "few", job: (await hands.see(".placed[data-job]")).dataset.job });
      await hands.see("[data-is=show-now]");
    },
  },
  "board: a deletion that others have stopped": {
    world: "few",
    link: (office) => office.board(),
    drive: async (hands) => {
      await day(hands);
      await hands.press(".visit");
      await hands.see(".on-site");
      const { job } = (await hands.see(".placed[data-job]")).dataset;
      await hands.press(".job-deeds > .link");
      await hands.see("[data-is=stay]");
      await hands.changeElsewhere({ world: "few", job });
      await hands.see(".job-side > .notice [role=alert]");
    },
  },
  "board: what a booking link may allow": {
    world: "few",
    link: (office) => office.board(),
    drive: async (hands) => {
      await day(hands);
      await hands.press(".visit");
      await hands.see(".suggestion");
      await hands.press(".job-link summary");
      (await hands.see(".link-limits")).scrollIntoView({ block: "center" });
    },
  },
  "board: the schedule as it was, offline": {
    world: "few",
    link: (office) => office.board(),
    drive: async (hands) => {
      await day(hands);
      hands.network = "offline";
      await hands.fill(".board-date > input", "2026-03-04");
      await hands.see("[role=alert]");
      await hands.fill(".board-date > input", "2026-03-03");
      await hands.see(".timeline[data-first='2026-03-03'] .visit");
    },
  },
  "board: taken out": {
    world: "few",
    link: (office) => office.board(),
    drive: async (hands) => {
      await day(hands);
      await hands.press(".out > details > summary");
      await hands.see(".feed select");
      await hands.press(".legend > summary");
    },
  },
  "board: jobs": { link: (office) => office.board(), drive: board, attributes: { view: "jobs" } },
  "board: a job that was not done": {
    link: (office) => office.board(),
    attributes: { view: "jobs", filter: "status=scheduled" },
    drive: async (hands) => {
      await board(hands);
      await hands.press("[data-is^=why-not-]");
      await hands.see(".suggestion");
      await hands.press("[data-is=fail]");
      await hands.press(".job-form .button");
      await hands.see(".job-form [aria-invalid=true]");
    },
  },
  "board: why not": {
    link: (office) => office.board(),
    attributes: { view: "jobs", filter: "status=queued" },
    drive: async (hands) => {
      await board(hands);
      await hands.press("[data-is^=why-not-]");
      await hands.press("[data-is=why-not] > summary");
      await hands.fill(".why-not-form [data-is=date]", "2026-03-10");
      await hands.fill(".why-not-form input[type=time]", "12:30");
      await hands.press(".why-not-form .button");
      await hands.see(".technicians > li");
    },
  },
  "board: time that is free again": {
    world: "waiting",
    link: (office) => office.board(),
    attributes: { view: "jobs" },
    drive: freed,
  },
  "board: who waits for it": {
    world: "waiting",
    link: (office) => office.board(),
    attributes: { view: "jobs" },
    drive: async (hands) => {
      await freed(hands);
      await hands.press("[data-is=show-freed]");
      await hands.see(".suggestion", 2);
    },
  },
  "board: links": { world: "few", link: (office) => office.board(), drive: board, attributes: { view: "links" } },
  "board: setting up, a week": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "setup" },
    drive: async (hands) => {
      await hands.see(".week-editor");
      await hands.press("[data-is=add-0]");
      await hands.see(".week-changes");
    },
  },
  "board: setting up, a form": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "setup" },
    drive: async (hands) => {
      await hands.see(".week-editor");
      await hands.press(".set-up > .tabs > :nth-child(2)");
      await hands.press(".setup-head > .small");
      await hands.press(`.setup-form ${PRIMARY}`);
      await hands.see(".fault:not(:empty)");
    },
  },
  "board: setting up, a list": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "setup" },
    drive: async (hands) => {
      await hands.see(".week-editor");
      await hands.press(".set-up > .tabs > :nth-child(3)");
      await hands.see(".setup-list");
    },
  },
  "board: setting up, API users": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "setup" },
    drive: async (hands) => {
      await hands.see(".week-editor");
      await hands.press(".set-up > .tabs > :nth-child(7)");
      await hands.see(".setup-list");
    },
  },
  "board: setting up, a link": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "setup" },
    drive: async (hands) => {
      await hands.see(".week-editor");
      await hands.press(".set-up > .tabs > :nth-child(8)");
      await hands.press(".setup .buttons > :nth-child(2)");
      await hands.see(".setup-form");
    },
  },
  "board: setting up, for customers": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "setup" },
    drive: async (hands) => {
      await hands.see(".week-editor");
      await hands.press(".set-up > .tabs > :nth-child(5)");
      await hands.see(".setup-form");
    },
  },
  "board: setting up, what another has saved meanwhile": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "setup" },
    drive: async (hands) => {
      await hands.see(".week-editor");
      await hands.press(".set-up > .tabs > :nth-child(5)");
      await hands.fill(".setup-form input", "90");
      await hands.changeElsewhere({ world: "few", notice: "180" });
      await hands.press(`.setup-form ${PRIMARY}`);
      await hands.see("[role=alert] li");
    },
  },
  "board: the keys": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "links" },
    drive: async (hands) => {
      await board(hands);
      await hands.press(".over-ways > :nth-child(2)");
      await hands.see(".keys[open]");
    },
  },
  "board: what is found": {
    world: "few",
    link: (office) => office.board(),
    attributes: { view: "links" },
    drive: async (hands) => {
      await board(hands);
      await hands.press(".over-ways > :nth-child(1)");
      await hands.fill(".find[open] input", "a");
      await hands.see(".find .hint[data-state=found]");
    },
  },
  "board: no link": { link: (office) => office.board().replace(/#s=.*/, "#s=AAAAAAAAAAAAAAAAAAAAAA"), drive: (hands) => hands.see("[role=alert]") },
  "board: server down": { link: (office) => office.board(), network: "down", drive: (hands) => hands.see("[role=alert]") },
};

/** The languages, and the themes: none, and those of `embed/themes/`. */
export const LANGUAGES = ["en", "de", "es", "fr", "pt", "pl", "ar"];
export const THEMES = ["", "brand", "crm", "contrast"];
