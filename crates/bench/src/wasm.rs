//! What a page calls: it writes the workload into this memory, and asks.

// A function keeps its name for the page only with an attribute that counts as unsafe, since two of one name would clash.
#![allow(unsafe_code)]

use std::cell::RefCell;

use crate::reasons::Asked;
use crate::{Answer, Flat, Size};

#[derive(Default)]
struct Bench {
    size: Option<Size>,
    /// Hours and busy intervals.
    input: [Flat; 2],
    answer: Option<Answer>,
    /// Another question: for reasons.
    asked: Option<Asked>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

fn with<T>(action: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(action)
}

/// Another workload.
#[unsafe(no_mangle)]
pub extern "C" fn begin(people: usize, days: usize, busy: usize) {
    let size = Size { people, days, busy };
    with(|bench| *bench = Bench { size: Some(size), answer: Answer::new(size), ..Bench::default() });
}

/// Makes room for the hours (0) or the busy intervals (1).
#[unsafe(no_mangle)]
pub extern "C" fn expect(which: usize, intervals: usize, people: usize) {
    with(|bench| {
        let input = &mut bench.input[which];
        input.starts.resize(intervals, 0);
        input.ends.resize(intervals, 0);
        input.upto.resize(people, 0);
    });
}

/// Where the page writes the starts.
#[unsafe(no_mangle)]
pub extern "C" fn starts(which: usize) -> *mut i32 {
    with(|bench| bench.input[which].starts.as_mut_ptr())
}

/// Where the page writes the ends.
#[unsafe(no_mangle)]
pub extern "C" fn ends(which: usize) -> *mut i32 {
    with(|bench| bench.input[which].ends.as_mut_ptr())
}

/// Where the page writes up to where each person's intervals go.
#[unsafe(no_mangle)]
pub extern "C" fn upto(which: usize) -> *mut u32 {
    with(|bench| bench.input[which].upto.as_mut_ptr())
}

/// Finds the whole answer.
#[unsafe(no_mangle)]
pub extern "C" fn find() {
    with(|bench| {
        let [hours, busy] = &bench.input;
        bench.answer = bench.answer.take().zip(bench.size).and_then(|(answer, size)| answer.again(size, hours, busy));
    });
}

/// Reads some people more; 1 when some are left.
#[unsafe(no_mangle)]
pub extern "C" fn step(intervals: usize) -> u32 {
    with(|bench| {
        let [hours, busy] = &bench.input;
        bench.answer.as_mut().is_some_and(|answer| answer.step(hours, busy, intervals)).into()
    })
}

/// The answer's hash; 0 when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn hash() -> u32 {
    with(|bench| bench.answer.as_ref().map_or(0, Answer::hash))
}

/// A roster of so many people, to be asked for reasons.
#[unsafe(no_mangle)]
pub extern "C" fn begin_reasons(people: usize, with_around: u32) {
    with(|bench| bench.asked = Some(Asked::new(people, with_around != 0)));
}

/// Asks for them; how many there are.
#[unsafe(no_mangle)]
pub extern "C" fn why_not() -> usize {
    with(|bench| bench.asked.as_ref().map_or(0, Asked::why_not))
}
