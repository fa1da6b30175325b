//! Cases: a question to the matching core with all that it depends on, and the answer, as one JSON file.
//!
//! A case is for people who tell of what they saw ("copy this case") and for the tests that hold it from then on: each file in
//! `tests/cases/` is asked again, and its answer has to come out.
//!
//! The input is one of two: a customer's view is the [`Blocks`] that the API answered with, a dispatcher's view a whole
//! [`RosterInput`], which can also say why not. Both are asked the same: the openings of a [`Search`], whether [wishes](Window)
//! can be met, what there is instead of a wanted start, and in which windows an [`Arrival`] can be promised. A roster may also
//! have a [crew with seats](CrewRecord), which is asked by itself.
//!
//! ```
//! use slotwright_wire::case::{ask, read};
//!
//! let text = r#"{
//!   "version": 1,
//!   "about": "Ada has a job from 09:15 to 09:45, too late for an hour before it",
//!   "input": { "blocks": { "2024-05-13": { "1": [{ "start": "08:30:00", "end": "09:15:00" },
//!                                                { "start": "09:45:00", "end": "12:00:00" }] } } },
//!   "search": { "length_in_minutes": 60, "crew": 1, "step_minutes": 30, "align": "clock",
//!               "earliest": "2024-05-13 00:00:00", "latest": "2024-05-14 00:00:00" },
//!   "answer": { "openings": { "2024-05-13": { "10:00:00": 1, "10:30:00": 1, "11:00:00": 1 } } }
//! }"#;
//! let case = read(&mut serde_json::Deserializer::from_str(text)).unwrap();
//! assert_eq!(ask(&case), case.answer);
//! ```
//!
//! Dates and times are spelled as in the API and are wall-clock times of the instance. Users are numbers, or a link's aliases.
//! Nobody's name or address is in a case, but a roster's may have coordinates.
//!
//! What a program doesn't know it refuses: a member by its name, a newer file by its version. A member of the answer that is
//! absent isn't asked for; so new ones may be added without a new version, as members that may be absent.
//!
//! Besides the records this module asks the core ([`ask`]), so that whoever writes a case and whoever checks it ask the same.

mod ask;
mod build;
mod convert;
mod crew;
mod read;
mod roster;
mod spelling;
mod write;

use serde::{Deserialize, Serialize};

pub use ask::ask;
pub use build::{of_blocks, of_roster};
pub use crew::{
    ChoiceRecord, CrewAnswer, CrewRecord, CrewWantedAnswer, MinutesRecord, SeatRecord, SkillsRecord, WithSkillRecord,
};
pub use read::read;
pub use roster::{
    AroundRecord, BlockerOverrideRecord, BlockerRecord, BufferRecord, DayEndsRecord, JobFactsRecord, JobRecord,
    JobsPerDayRecord, PointRecord, RepetitionRecord, RosterInput, ScheduleRecord, ShiftRecord, TimeOffRecord,
    TravelRecord, WeekAnchorRecord,
};
pub use spelling::{At, Blocks, Date, Openings, TimeOfDay, Version, Weekday, Window};
pub use write::write;

/// A question with its whole input and answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Case<I = Input, C = CrewAnswer> {
    /// Of the format; comes first, so that a newer file is known before anything in it is not.
    pub version: Version,
    /// What the case shows, in a sentence for people; may be empty.
    pub about: String,
    /// Whom the question is about: their free time, or all that it follows from.
    pub input: I,
    /// What is looked for.
    pub search: Search,
    /// When the customer is at home, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Window>,
    /// When the customer would rather not have the visit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rather_not: Vec<Window>,
    /// A start that somebody would like to have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Wanted>,
    /// Which windows are promised instead of a start; none are asked for when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Arrival>,
    /// What came out, or should have.
    pub answer: Answer<C>,
}

/// What is known of the people.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// As a dispatcher knows it.
    Roster(Box<RosterInput>),
    /// As a customer's page knows it.
    Blocks(Blocks),
}

/// The input of a customer's page alone, written as [`Input::Blocks`] is: a page that only writes such cases carries nothing of
/// the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfBlocks {
    /// The answer of `find_any_available_space`.
    pub blocks: Blocks,
}

/// The answer of a customer's page about a crew with seats: there is none, and the page carries nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NoCrew {}

/// What is looked for, as in the core's [`Search`](slotwright_matching::Search).
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// How long the visit takes, in minutes.
    pub length_in_minutes: i32,
    /// How many people are needed.
    pub crew: u32,
    /// The distance between starts, in minutes.
    pub step_minutes: i32,
    /// Where starts are counted from.
    pub align: Align,
    /// The visit starts here at the soonest.
    pub earliest: At,
    /// The visit has ended here at the latest.
    pub latest: At,
    /// What the clocks skip. A roster says so itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Window>,
}

/// Where starts are counted from.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// From midnight.
    Clock,
    /// From midnight, and the first of a stretch of possible starts that holds none of those.
    ClockOrFirst,
    /// From the start of each person's free block.
    Block,
}

/// A start that somebody would like to have, and how far from it others are looked for.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// The start.
    pub start: At,
    /// How many others are named at most.
    pub at_most: u32,
    /// For [`alternatives`](slotwright_matching::alternatives): how many minutes a day between the two counts.
    pub minutes_per_day: i32,
}

/// Arrival windows, as in the core's [`Windows`](slotwright_matching::Windows).
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Arrival {
    /// How long a window is, in minutes.
    pub window_minutes: i32,
    /// The distance between the starts of windows, in minutes from midnight.
    pub step_minutes: i32,
    /// What holds in them.
    pub promise: Promise,
}

/// What holds in an arrival window.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    /// Whenever they arrive in it, the same people have time for the whole visit.
    Every,
    /// There is at least one opening in it.
    Some,
}

/// What the core answers.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Answer<C = CrewAnswer> {
    /// All openings.
    pub openings: Openings,
    /// About the wishes, where there are some: by starts, whatever windows are promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wishes: Option<WishesAnswer>,
    /// About the wanted start, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<WantedAnswer>,
    /// The windows that can be promised, ascending, where they are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrival_windows: Option<Vec<ArrivalWindow>>,
    /// About the crew with seats, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crew: Option<C>,
}

/// Which wishes can be met.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WishesAnswer {
    /// Of each wish, in their order.
    pub each: Vec<Feasibility>,
    /// The first that can be met, of those with an opening outside of what the customer would rather not have if there is one;
    /// null when none can.
    pub best: Option<BestWish>,
}

/// Whether and how well a wish can be met.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Feasibility {
    /// The first opening in it; null when it can't be met.
    pub earliest: Option<Opening>,
    /// How many openings are in it.
    pub openings: u32,
    /// The most people who could come at one of them.
    pub most_people: u32,
}

/// The best wish that can be met.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BestWish {
    /// Its place in the list, from 0.
    pub wish: u32,
    /// Its best opening.
    pub opening: Opening,
}

/// A start, and how many could come.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// When the visit would start.
    pub start: At,
    /// How many could come.
    pub people: u32,
}

/// A window that can be promised.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ArrivalWindow {
    /// In it the visit starts.
    pub window: Window,
    /// The first start in it, and how many could come then.
    pub first: Opening,
}

/// What becomes of a wanted start.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WantedAnswer {
    /// Who would be sent, best first; null when too few can come.
    pub crew: Option<Vec<u64>>,
    /// The openings nearest in time, nearest first.
    pub nearest: Vec<Opening>,
    /// The openings nearest by the clock, nearest first.
    pub alternatives: Vec<Opening>,
    /// Why it is not offered; only a [`RosterInput`] can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not: Option<WhyNot>,
}

/// Why a start is not offered, by the codes of [`Reason`](slotwright_matching::Reason)s.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WhyNot {
    /// Whoever would come; none when it is an opening.
    pub start: Vec<String>,
    /// Of each of the people, in the order asked; none of those who could come.
    pub people: Vec<WhyNotPerson>,
}

/// Why somebody can't come.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WhyNotPerson {
    /// Who.
    pub user_id: u64,
    /// The codes of the reasons.
    pub reasons: Vec<String>,
}
