//! The native contestant: `find PEOPLE DAYS BUSY ROUNDS` prints the answer's hash and the milliseconds of each round,
//! `reasons PEOPLE WITH_AROUND` how many reasons there are, and the milliseconds of each time that they were asked for.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use slotwright_bench::{Answer, Size, reasons, workload};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = arguments.iter().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let printed = match (arguments.first().map(String::as_str), &numbers[..]) {
        (Some("find"), &[people, days, busy, rounds]) => find(Size { people, days, busy }, rounds),
        (Some("reasons"), &[people, with_around]) => Some(why_not(people, with_around != 0)),
        _ => None,
    };
    match printed {
        Some(numbers) => {
            println!("{numbers}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("find PEOPLE DAYS BUSY ROUNDS | reasons PEOPLE WITH_AROUND");
            ExitCode::FAILURE
        }
    }
}

fn find(size: Size, rounds: usize) -> Option<String> {
    let (hours, busy) = workload(size);
    let mut answer = Answer::new(size)?.again(size, &hours, &busy)?;
    let mut printed = answer.hash().to_string();
    for _ in 0..rounds {
        let start = Instant::now();
        answer = black_box(answer.again(size, &hours, &busy)?);
        printed += &format!(" {:.6}", start.elapsed().as_secs_f64() * 1000.0);
    }
    Some(printed)
}

fn why_not(people: usize, with_around: bool) -> String {
    const ROUNDS: usize = 400;
    let asked = reasons::Asked::new(people, with_around);
    let mut printed = asked.why_not().to_string();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(asked.why_not());
        printed += &format!(" {:.6}", start.elapsed().as_secs_f64() * 1000.0);
    }
    printed
}
