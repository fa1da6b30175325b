//! What is said of the steps: a line each, and after a failure what to do next.

use std::io::Write;
use std::time::Duration;

use slotwright_upstream::Failure;

/// What came of the steps so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    done: u32,
    failed: u32,
    skipped: u32,
}

impl Report {
    /// A step went well; `more` says something of it.
    pub fn well(&mut self, step: &str, how: &str, took: Duration, more: &str) {
        self.done += 1;
        let more = if more.is_empty() { String::new() } else { format!(": {more}") };
        line(&format!("{step:<14}{how:<14}{:>7} ms  ok{more}", took.as_millis()));
    }

    /// A step went wrong.
    pub fn badly(&mut self, step: &str, how: &str, took: Duration, sentence: &str, next: &str) {
        self.failed += 1;
        line(&format!("{step:<14}{how:<14}{:>7} ms  FAILED: {sentence}. {next}", took.as_millis()));
    }

    /// A step was not tried.
    pub fn skipped(&mut self, step: &str, how: &str, why: &str) {
        self.skipped += 1;
        line(&format!("{step:<14}{how:<14}{:>7}     not tried: {why}", "-"));
    }

    /// Something beside the steps went wrong.
    pub fn note_failure(&mut self, sentence: &str) {
        self.failed += 1;
        line(sentence);
    }

    /// Whether nothing went wrong.
    pub fn is_good(&self) -> bool {
        self.failed == 0
    }

    /// The last line.
    pub fn sum(&self) -> String {
        format!("{} ok, {} failed, {} not tried", self.done, self.failed, self.skipped)
    }
}

/// What to do after a failure.
pub(super) fn next(failure: &Failure, marker: &str) -> String {
    match failure {
        Failure::Unauthorized(_) => {
            "Next: compare --upstream-user (UPSTREAM_USER) and UPSTREAM_PASSWORD with what the vendor gave you, and ask \
             whether that user may do this."
                .to_owned()
        }
        Failure::NotSent(_) => "Next: see whether --upstream-url (UPSTREAM_URL) is right, and whether this machine may \
             reach it (name, firewall, proxy)."
            .to_owned(),
        Failure::Refused { is_conflict: true, .. } => {
            "Next: choose another day (--on) or user (--user); somebody has that time.".to_owned()
        }
        Failure::Refused { .. } => "Next: see what our numbers are called there, in the table [upstream] of the \
             settings file (job_types, users, accounts)."
            .to_owned(),
        Failure::NotThere => {
            format!("Next: look in the system for the reference {marker}; somebody may have removed the job.")
        }
        Failure::Busy { .. } => "Next: try again later; ask the vendor how many requests are allowed.".to_owned(),
        Failure::Lost(_) => {
            format!("Next: it may have happened all the same: look in the system for the reference {marker}.")
        }
        Failure::Unsupported => "Next: nothing; it stays with us.".to_owned(),
    }
}

/// Prints a line. Whoever started us may have closed the output.
pub(super) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
