//! What the vendor's rules say of the times of a task.

use super::options::Options;
use super::read::Wrong;
use super::task::{Kind, When};

/// Holds the times of a task against them.
///
/// # Errors
///
/// The first that is broken.
pub fn admit_when(when: &When, options: &Options) -> Result<(), Wrong> {
    let tolerances = when.tolerance_before.is_some() || when.tolerance_after.is_some();
    let exclusions = (when.exclusion_start, when.exclusion_end);
    let refuse = |sentence: &str| Err(sentence.to_owned());
    if when.is_sla
        && (when.start.is_some()
            || when.end.is_some()
            || tolerances
            || exclusions.0.is_some()
            || exclusions.1.is_some())
    {
        return refuse("When.SLA goes without Start, End, tolerances and exclusions.");
    }
    match exclusions {
        (Some(start), Some(end)) if end < start => {
            return refuse("When.ExclusionStart must not be after When.ExclusionEnd.");
        }
        (Some(_), None) | (None, Some(_)) => {
            return refuse("When.ExclusionStart and When.ExclusionEnd must both be given, or neither.");
        }
        _ => {}
    }
    if when.end.is_some() && when.start.is_none() {
        return refuse("When.End needs When.Start.");
    }
    let is_by_tolerance = when.kind == Some(Kind::TimeAndTolerance) && when.has_tolerance;
    if when.start.is_some() && when.end.is_none() && tolerances && (options.literal_tolerance_rule || !is_by_tolerance)
    {
        return refuse(
            "When.ToleranceBefore and When.ToleranceAfter need When.End, or the kind TimeAndTolerance with Tolerance true.",
        );
    }
    if options.strict { admit_strictly(when, tolerances, is_by_tolerance) } else { Ok(()) }
}

/// What the vendor's table says, and none of its rules.
fn admit_strictly(when: &When, tolerances: bool, is_by_tolerance: bool) -> Result<(), Wrong> {
    let refuse = |sentence: &str| Err(sentence.to_owned());
    match (when.kind, when.start, when.end) {
        (Some(Kind::NoTimeRestriction), None, None) | (None, ..) => {}
        (Some(Kind::NoTimeRestriction), ..) => return refuse("When.NoTimeRestriction goes without Start and End."),
        (Some(Kind::TimeAndTolerance), Some(_), None) => {}
        (Some(Kind::TimeAndTolerance), ..) => {
            return refuse("When.TimeAndTolerance needs Start, and goes without End.");
        }
        (Some(Kind::TimeRange), Some(start), Some(end)) if start <= end => {}
        (Some(Kind::TimeRange), ..) => {
            return refuse("When.TimeRange needs Start and End, and Start must not be after End.");
        }
    }
    if tolerances && !is_by_tolerance {
        return refuse("Tolerances need the kind TimeAndTolerance with Tolerance true.");
    }
    if [when.tolerance_before, when.tolerance_after].into_iter().flatten().any(|seconds| seconds < 0) {
        return refuse("Tolerances must not be below 0.");
    }
    if when.has_exclusion != when.exclusion_start.is_some() {
        return refuse("When.Exclusion needs ExclusionStart and ExclusionEnd, and these need Exclusion true.");
    }
    Ok(())
}
