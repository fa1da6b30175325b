//! What each system can do, as the table of the README has it.

use crate::capabilities::{Capabilities, Operation};

/// Each system, as it is when no option of its adapter is set.
fn systems() -> [(&'static str, Capabilities); 4] {
    [
        ("Sonar", Capabilities(crate::sonar::capabilities::when_queueing)),
        ("OS1 Dispatch", crate::os1::capabilities::WITHOUT_NOTES),
        ("BigChange", Capabilities(crate::bigchange::capabilities::support)),
        ("Frotcom", crate::frotcom::capabilities::CAPABILITIES),
    ]
}

/// What people call it.
fn what(operation: Operation) -> &'static str {
    match operation {
        Operation::JobTypes => "list types of jobs",
        Operation::FreeAny => "say when somebody is free",
        Operation::FreeAll => "say when a whole crew is free",
        Operation::RefuseDoubleBooking => "refuse a time that somebody has already",
        Operation::CreateQueued => "make a job without a time",
        Operation::CreateScheduled => "make a job with a time",
        Operation::Read => "read a job",
        Operation::List => "list jobs by when they are planned",
        Operation::Reschedule => "move a job",
        Operation::Unschedule => "take a job's time away",
        Operation::Cancel => "cancel a job",
        Operation::Complete => "complete a job",
        Operation::Fail => "say that a job failed",
        Operation::Reopen => "take a failed job up again",
        Operation::CheckIn => "check somebody in",
        Operation::CheckOut => "check somebody out",
        Operation::SubStatus => "keep a word of its own for where a job stands",
        Operation::Fields => "list the fields of a type of jobs",
        Operation::SetFields => "fill in fields",
        Operation::Photos => "take photos of a customer",
        Operation::Wishes => "keep a customer's wishes",
        Operation::ChangeNotes => "change notes later",
        Operation::Remove => "delete a job",
    }
}

/// The table, in Markdown.
#[must_use]
pub fn table() -> String {
    let row = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let systems = systems();
    let mut table = row(std::iter::once("").chain(systems.iter().map(|(name, _)| *name)).collect());
    table += "|---|---|---|---|---|\n";
    for operation in Operation::ALL {
        let words = systems.iter().map(|(_, capabilities)| capabilities.of(operation).name());
        table += &row(std::iter::once(what(operation)).chain(words).collect());
    }
    table
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_readme_says_what_the_adapters_can_do() {
        let readme = include_str!("../../../README.md");
        let table = super::table();
        assert!(readme.contains(&table), "the README's table is to be:\n{table}");
    }
}
