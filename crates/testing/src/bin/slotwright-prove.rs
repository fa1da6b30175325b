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
    use slotwright_testing::model;
    use slotwright_testing::postgres::{Durability, Postgres};
    use slotwright_testing::races::{self, Run, Stampede};

    /// A race: its name, and what runs it on a plan.
    type Race = (&'static str, fn(&Plan) -> Run);

    const RACES: &[Race] = &[
        ("stampede", |plan| races::stampede(plan, Stampede { clients: 1000, openings: 50 })),
        ("overlaps", |plan| races::overlaps(&Plan { users: 5, ..plan.clone() }, 20_000)),
        ("crews", |plan| races::crews(&Plan { users: 8, ..plan.clone() }, 10_000)),
        ("holds", |plan| races::holds(&Plan { users: 4, ..plan.clone() }, 50_000)),
        ("swaps", |plan| races::swaps(&Plan { users: 5, ..plan.clone() }, 400)),
        ("keys", |plan| races::keys(&Plan { users: 1, ..plan.clone() }, 200)),
    ];

    pub fn main() -> ExitCode {
        let mut arguments = std::env::args().skip(1);
        let Some(program) = arguments.next().map(PathBuf::from) else {
            eprintln!("usage: slotwright-prove SERVER [RACE]...  (races: model, {})", names());
            return ExitCode::FAILURE;
        };
        let only: Vec<_> = arguments.collect();
        if let Some(unknown) = only.iter().find(|name| *name != "model" && !RACES.iter().any(|race| race.0 == **name)) {
            eprintln!("no race `{unknown}` (there are: model, {})", names());
            return ExitCode::FAILURE;
        }
        let postgres = match Postgres::start(Durability::Safe) {
            Ok(postgres) => postgres,
            Err(problem) => {
                eprintln!("{problem}");
                return ExitCode::FAILURE;
            }
        };
        let is_wanted = |name: &str| only.is_empty() || only.iter().any(|wanted| wanted == name);
        let mut rows = Vec::new();
        for (_, race) in RACES.iter().filter(|(name, _)| is_wanted(name)) {
            for backend in [Backend::Postgres(&postgres), Backend::Sqlite] {
                let run = race(&plan(&program, backend));
                println!("{run}");
                rows.push(row(&run));
            }
        }
        if is_wanted("model") {
            rows.push(agree(&program, &postgres));
        }
        println!("\n{:<9}{:>9}{:>9}{:>9}{:>9}{:>11}   race", "", "attempts", "done", "taken", "p99 ms", "deadlocks");
        rows.iter().for_each(|(_, row)| println!("{row}"));
        if rows.iter().all(|(is_good, _)| *is_good) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn names() -> String {
        RACES.iter().map(|race| race.0).collect::<Vec<_>>().join(", ")
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
