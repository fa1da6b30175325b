//! scratch
use slotwright_bench::*;
use std::time::Instant;
fn main() {
    for size in [
        Size { people: 10, days: 30, busy: 4 },
        Size { people: 100, days: 30, busy: 6 },
        Size { people: 1000, days: 90, busy: 8 },
    ] {
        let (hours, busy) = workload(size);
        let mut a = Answer::new(size).unwrap();
        let mut t = vec![];
        for _ in 0..if size.people == 1000 { 41 } else { 400 } {
            let s = Instant::now();
            a = a.again(size, &hours, &busy).unwrap();
            t.push(s.elapsed().as_secs_f64() * 1e9);
        }
        t.sort_by(f64::total_cmp);
        let n = busy.starts.len() as f64;
        println!(
            "{size:?} median {:.3} ms min {:.3} ms, {:.2} / {:.2} ns; hash {:x}",
            t[t.len() / 2] / 1e6,
            t[0] / 1e6,
            t[t.len() / 2] / n,
            t[0] / n,
            a.hash()
        );
    }
}
