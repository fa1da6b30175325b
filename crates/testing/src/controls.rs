//! Negative controls: with a safeguard switched off, the races must go wrong. One that none of them misses is not proved.

use std::path::Path;
use std::time::Instant;

use crate::arena::{Backend, Plan};
use crate::postgres::Postgres;
use crate::races::{self, Length};

/// What is switched off, on which databases, and the races that may notice, the likeliest first.
struct Control {
    off: &'static str,
    on_sqlite: bool,
    races: &'static [&'static str],
}

const ALL: &[Control] = &[
    // SQLite has one writer by itself; there is no lock to switch off.
    Control { off: "lock", on_sqlite: false, races: &["stampede", "crews", "overlaps"] },
    Control { off: "backstop", on_sqlite: true, races: &["backstop"] },
    // With the backstop gone as well somebody really is in two places: the checker must see that too.
    Control { off: "lock,backstop", on_sqlite: false, races: &["stampede", "crews", "overlaps"] },
    Control { off: "ledger", on_sqlite: true, races: &["keys"] },
    Control { off: "holds", on_sqlite: true, races: &["holds"] },
    Control { off: "holds,backstop", on_sqlite: true, races: &["holds"] },
    Control { off: "check", on_sqlite: true, races: &["overlaps", "stampede"] },
];

/// Runs all controls on a server that was built to be sabotaged, prints what each race says, and tells whether every
/// one was caught, and none of the races cried wolf with all safeguards on.
#[must_use]
pub fn all_are_caught(program: &Path, postgres: &Postgres) -> bool {
    let mut rows = Vec::new();
    for backend in [Backend::Postgres(postgres), Backend::Sqlite] {
        for (name, race) in races::ALL {
            let run = race(&plan(program, backend, ""), Length::Short);
            if !run.is_good() {
                println!("with all safeguards on: {run}");
                rows.push((false, format!("{:<15}{:<12}cries wolf: {name}", "nothing", backend.name())));
            }
        }
        for control in ALL.iter().filter(|control| control.on_sqlite || matches!(backend, Backend::Postgres(_))) {
            rows.push(caught(control, program, backend));
        }
    }
    println!("\n{:<15}{:<12}", "switched off", "database");
    rows.iter().for_each(|(_, row)| println!("{row}"));
    rows.iter().all(|(is_caught, _)| *is_caught)
}

fn caught(control: &Control, program: &Path, backend: Backend) -> (bool, String) {
    let start = Instant::now();
    let noticing = control.races.iter().find_map(|race| {
        let run = races::run(race, &plan(program, backend, control.off), Length::Short);
        println!("without {}: {run}", control.off);
        Some((race, run)).filter(|(_, run)| !run.is_good())
    });
    let seconds = start.elapsed().as_secs_f64();
    let what = match &noticing {
        Some((race, run)) => format!("caught by {race} in {seconds:.1} s: {}", run.complaint()),
        None => "NOT CAUGHT".to_owned(),
    };
    (noticing.is_some(), format!("{:<15}{:<12}{what}", control.off, backend.name()))
}

fn plan<'a>(program: &'a Path, backend: Backend<'a>, off: &str) -> Plan<'a> {
    let settings = vec![("SLOTWRIGHT_SABOTAGE", off.to_owned())];
    Plan { processes: 3, settings, ..Plan::new(program, backend, 0) }
}
