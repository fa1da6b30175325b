//! How far the process's clock and the database's are apart.
//!
//! Holds and links end by the database's, notice and today are counted by the process's. A clock that was set for a demonstration
//! has no part in this: the system's is looked at.

use slotwright_store::Error;

use crate::app::App;
use crate::time::clock::Clock;

/// How many milliseconds the two clocks may be apart.
pub const ALLOWED_MS: i64 = 2_000;

/// How many milliseconds the database's clock is ahead; below 0 behind. It said what it did at some time between the question and
/// its answer, so that a slow answer is no drift.
pub async fn measure(app: &App) -> Result<i64, Error> {
    let asked = Clock::of_system().as_millisecond();
    let database = app.store.clock_ms().await?;
    // One database rounds to the next millisecond.
    let answered = Clock::of_system().as_millisecond() + 1;
    Ok(drift(asked, database, answered))
}

fn drift(asked: i64, database: i64, answered: i64) -> i64 {
    // A clock that is set back meanwhile is no reason to panic.
    match database {
        before if before < asked => before - asked,
        after if answered.max(asked) < after => after - answered.max(asked),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_question_and_answer_is_no_drift() {
        assert_eq!(drift(1000, 1000, 1000), 0);
        assert_eq!(drift(1000, 9000, 9500), 0, "the answer took long");
        assert_eq!(drift(1000, 400, 9500), -600);
        assert_eq!(drift(1000, 9900, 9500), 400);
        assert_eq!(drift(1000, 1200, 900), 200, "set back meanwhile");
    }
}
