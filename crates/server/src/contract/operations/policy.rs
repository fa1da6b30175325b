//! What customers may book.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{OwnPolicy, POLICY_PATH};

use super::super::operation::Operation;
use super::super::values::{
    GivenAnswerHours, GivenHorizonDays, GivenNoticeMinutes, GivenRecommend, GivenStartAlignment, GivenStartStepMinutes,
    GivenTypesPolicy,
};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Policy",
        about: "What the holders of booking links may book and change: at which times visits start, how soon, how far ahead, and until \
                when they can be changed. Settings of the server say what holds where nothing is set here, and what a type of job has of \
                its own goes before the rest. Staff are not bound by any of it.",
        operations: vec![
            Operation::get(POLICY_PATH, "getPolicy", "What was set of the policy").bare::<OwnPolicy>(200).whole(),
            Operation::put(POLICY_PATH, "setPolicy", "Set the policy")
                .notes(
                    "The policy is replaced as a whole: what is left out is as the settings have it. It holds from then on, for all \
                     servers on the database.",
                )
                .body::<NewPolicy>()
                .bare::<OwnPolicy>(200)
                .refuses(422, &["validation-failed"])
                .whole(),
        ],
    }
}

/// What is to hold. No other members are taken.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NewPolicy {
    /// The distance between offered starts.
    start_step_minutes: Option<GivenStartStepMinutes>,
    /// Where it is counted from: `clock` is midnight, and the first minute of a stretch of possible starts that would hold none;
    /// `block` is the start of each user's free time, so that visits follow each other without gaps.
    start_alignment: Option<GivenStartAlignment>,
    /// The least time between now and a start, as it passes, whatever clocks do.
    notice_minutes: Option<GivenNoticeMinutes>,
    /// The least time between now and a start that may still be changed or cancelled.
    change_notice_minutes: Option<GivenNoticeMinutes>,
    /// How far ahead may be booked, in days from today.
    horizon_days: Option<GivenHorizonDays>,
    /// What counts how much where openings are recommended; with nothing but 0 none is.
    recommend: Option<GivenRecommend>,
    /// Within how many hours wishes are answered, as customers are told.
    answer_within_hours: Option<GivenAnswerHours>,
    /// What types of jobs have of their own.
    job_types: Option<GivenTypesPolicy>,
}
