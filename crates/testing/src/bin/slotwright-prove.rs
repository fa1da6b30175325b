//! The races at the length that is worth publishing: `cargo xtask race`, `cargo xtask bench stampede`.

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    unix::main()
}

#[cfg(not(unix))]
fn main() {
    eprintln!("the races need PostgreSQL on a unix socket, and so a unix");
    std::process::exit(1);
}

#[cfg(unix)]
mod unix {
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::time::Instant;

    use slotwright_testing::arena::{Backend, Plan};
    use slotwright_testing::bookings::{self, Rate};
    use slotwright_testing::postgres::{Durability, Postgres};
    use slotwright_testing::races::{self, Length, Run};
    use slotwright_testing::{controls, model};

    /// What is run beside the races.
    const MODEL: &str = "model";
    /// What is measured beside the races, on request alone.
    const BOOKINGS: &str = "bookings";
    /// With it as the first argument the server is a sabotaged one, and the races are expected to go wrong.
    const CONTROLS: &str = "--controls";

    pub fn main() -> ExitCode {
        match prove(std::env::args().skip(1).collect()) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(problem) => {
                eprintln!("{problem}");
                ExitCode::FAILURE
            }
        }
    }

    fn prove(mut arguments: Vec<String>) -> Result<bool, String> {
        let are_controls = arguments.first().is_some_and(|first| first == CONTROLS);
        if are_controls {
            arguments.remove(0);
        }
        if arguments.is_empty() {
            return Err(format!("usage: slotwright-prove [{CONTROLS}] SERVER [RACE]...  (races: {})", names()));
        }
        let program = PathBuf::from(arguments.remove(0));
        let is_known =
            |name: &String| name == MODEL || name == BOOKINGS || races::ALL.iter().any(|race| race.0 == name);
        if let Some(unknown) = arguments.iter().find(|name| !is_known(name)) {
            return Err(format!("no race `{unknown}` (there are: {})", names()));
        }
        if are_controls {
            return Ok(controls::all_are_caught(&program, &Postgres::start(Durability::Fast)?));
        }
        let postgres = Postgres::start(Durability::Safe)?;
        if arguments == [BOOKINGS] {
            measure(&program, &postgres);
            return Ok(true);
        }
        let is_wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|wanted| wanted == name);
        let mut rows = Vec::new();
        for (_, race) in races::ALL.iter().filter(|(name, _)| is_wanted(name)) {
            for backend in [Backend::Postgres(&postgres), Backend::Sqlite] {
                let run = race(&plan(&program, backend), Length::Full);
                println!("{run}");
                rows.push(row(&run));
            }
        }
        if is_wanted(MODEL) {
            rows.push(agree(&program, &postgres));
        }
        println!("\n{:<9}{:>9}{:>9}{:>9}{:>9}{:>11}   race", "", "attempts", "done", "taken", "p99 ms", "deadlocks");
        rows.iter().for_each(|(_, row)| println!("{row}"));
        Ok(rows.iter().all(|(is_good, _)| *is_good))
    }

    fn measure(program: &Path, postgres: &Postgres) {
        println!("{:<12}{:>14}{:>14}{:>9}", "", "bookings/s", "bare loop/s", "share");
        for backend in [Backend::Sqlite, Backend::Postgres(postgres)] {
            let Rate { served, bare } = bookings::rate(program, backend);
            println!("{:<12}{served:>14.0}{bare:>14.0}{:>8.0} %", backend.name(), served / bare * 100.0);
        }
    }

    fn names() -> String {
        races::ALL.iter().map(|race| race.0).chain([MODEL]).collect::<Vec<_>>().join(", ")
    }

    fn plan<'a>(program: &'a Path, backend: Backend<'a>) -> Plan<'a> {
        Plan { processes: 3, ..Plan::new(program, backend, 0) }
    }

    fn row(run: &Run) -> (bool, String) {
        let text = format!(
            "{:<9}{:>9}{:>9}{:>9}{:>9.1}{:>11}   {}",
            held(run.is_good()),
            run.attempts,
            run.done,
            run.conflicts,
            run.percentile(99).as_secs_f64() * 1000.0,
            run.deadlocks,
            run.name
        );
        (run.is_good(), text)
    }

    fn held(is_good: bool) -> &'static str {
        if is_good { "held" } else { "BROKEN" }
    }

    /// R9 at length: both databases beside the model.
    fn agree(program: &Path, postgres: &Postgres) -> (bool, String) {
        const SEQUENCES: usize = 10_000;
        let start = Instant::now();
        let plans = [plan(program, Backend::Sqlite), plan(program, Backend::Postgres(postgres))];
        let agreed = model::agree(&plans, SEQUENCES, 60);
        let operations = agreed.as_ref().map_or(0, |agreed| agreed.operations);
        if let Err(difference) = &agreed {
            println!("{difference}");
        }
        let seconds = start.elapsed().as_secs();
        let text = format!(
            "{:<9}{operations:>9}{:>47}   {SEQUENCES} sequences of all operations beside the model, on both ({seconds} s)",
            held(agreed.is_ok()),
            ""
        );
        (agreed.is_ok(), text)
    }
}
