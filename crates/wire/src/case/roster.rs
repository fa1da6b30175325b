//! A whole roster as a case's input: the core's own records, member by member, in the API's spellings.

use serde::{Deserialize, Serialize};

use super::{CrewRecord, Date, TimeOfDay, Weekday, Window};

/// All that decides who is free for a job of some type at some place, and who is asked. Lists that are empty may be left out.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RosterInput {
    /// Who is asked, in this order.
    pub user_ids: Vec<u64>,
    /// The type of the job.
    pub job_type_id: u64,
    /// Where the job is; null when not known, which is in no geofence.
    pub place: Option<PointRecord>,
    /// The first day asked for.
    pub first_day: Date,
    /// The last day asked for, included.
    pub last_day: Date,
    /// A job whose time counts as free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except_job_id: Option<u64>,
    /// Open and close time week by week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<ScheduleRecord>,
    /// Close time week by week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blockers: Vec<BlockerRecord>,
    /// Move blockers on single days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocker_overrides: Vec<BlockerOverrideRecord>,
    /// Close time once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_offs: Vec<TimeOffRecord>,
    /// The scheduled jobs; a job of two users is two of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jobs: Vec<JobRecord>,
    /// What the clocks skip.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Window>,
    /// Where weeks are counted from.
    #[serde(default, skip_serializing_if = "WeekAnchorRecord::is_start")]
    pub week_anchor: WeekAnchorRecord,
    /// Time around jobs, and how many a day may have; none of it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub around: Option<AroundRecord>,
    /// A crew with seats, asked beside the crew of [`Search`](super::Search); none when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewRecord>,
}

/// A place on the map, in degrees.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Point"))]
#[serde(deny_unknown_fields)]
pub struct PointRecord {
    /// North is positive.
    pub latitude: f64,
    /// East is positive.
    pub longitude: f64,
}

/// Opens or closes time.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleRecord {
    /// Whose time.
    pub user_ids: Vec<u64>,
    /// For jobs of which types.
    pub job_type_ids: Vec<u64>,
    /// Opens or closes.
    pub available: bool,
    /// In which weeks.
    pub repetition: RepetitionRecord,
    /// At which times of the week.
    pub shifts: Vec<ShiftRecord>,
    /// For places in at least one of these areas, each by its corners; everywhere when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub areas: Option<Vec<Vec<PointRecord>>>,
}

/// In which weeks a rule holds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RepetitionRecord {
    /// Never before this day.
    pub start: Date,
    /// Every how many weeks.
    pub weeks: u32,
    /// How many active weeks follow the first.
    #[serde(default)]
    pub repetitions: u32,
    /// Whether it never ends.
    #[serde(default)]
    pub infinite: bool,
}

/// A stretch of a weekday.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftRecord {
    /// 0 = Sunday, …, 6 = Saturday.
    pub weekday: Weekday,
    /// When it starts.
    pub start: TimeOfDay,
    /// When it ends; midnight is `24:00:00`.
    pub end: TimeOfDay,
}

/// A repeating break.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BlockerRecord {
    /// What overrides refer to.
    pub id: u64,
    /// Whose break.
    pub user_ids: Vec<u64>,
    /// On which weekdays, 0 = Sunday, …, 6 = Saturday.
    pub weekdays: Vec<Weekday>,
    /// When it starts.
    pub start: TimeOfDay,
    /// When it ends; midnight is `24:00:00`.
    pub end: TimeOfDay,
    /// In which weeks.
    pub repetition: RepetitionRecord,
}

/// A break that is moved for one user on one day.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BlockerOverrideRecord {
    /// Which break.
    pub blocker_id: u64,
    /// Whose.
    pub user_id: u64,
    /// On which day.
    pub date: Date,
    /// The new start.
    pub start: TimeOfDay,
    /// The new end; midnight is `24:00:00`.
    pub end: TimeOfDay,
}

/// Leave.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TimeOffRecord {
    /// Whose.
    pub user_id: u64,
    /// From when to when.
    pub interval: Window,
}

/// A scheduled job's time for one of its users.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct JobRecord {
    /// The job's number.
    pub job_id: u64,
    /// Whose time.
    pub user_id: u64,
    /// From when to when.
    pub interval: Window,
}

/// Where weeks are counted from.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WeekAnchorRecord {
    /// From the rule's start.
    #[default]
    Start,
    /// From the Sunday of the rule's first week.
    Sunday,
}

impl WeekAnchorRecord {
    fn is_start(&self) -> bool {
        *self == Self::Start
    }
}

/// Time around jobs, and how many a day may have. What is absent is not asked for.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AroundRecord {
    /// Time kept before and after jobs of some types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buffers: Vec<BufferRecord>,
    /// How long ways take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<TravelRecord>,
    /// Where people's days start and end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub day_ends: Vec<DayEndsRecord>,
    /// How many jobs a person may have on a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs_per_day: Option<u32>,
    /// Who may have another number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jobs_per_day_of: Vec<JobsPerDayRecord>,
    /// How many jobs all may have on a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs_per_day_of_all: Option<u32>,
    /// What the roster doesn't know of the jobs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jobs: Vec<JobFactsRecord>,
}

/// Time kept before and after jobs of a type.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Buffer"))]
#[serde(deny_unknown_fields)]
pub struct BufferRecord {
    /// The type of the jobs.
    pub job_type_id: u64,
    /// Minutes.
    pub before_minutes: i32,
    /// Minutes.
    pub after_minutes: i32,
}

/// How long ways take.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Travel"))]
#[serde(deny_unknown_fields)]
pub struct TravelRecord {
    /// Kilometres per hour.
    pub speed_km_h: u32,
    /// How long roads are for 100 km as the crow flies.
    pub detour_percent: u32,
    /// Each way takes so many minutes at least.
    pub least_minutes: i32,
}

/// Where a person's day starts and ends.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DayEnds"))]
#[serde(deny_unknown_fields)]
pub struct DayEndsRecord {
    /// Whose.
    pub user_id: u64,
    /// From where to the first visit; null = no way.
    pub start: Option<PointRecord>,
    /// Where to after the last; null = no way.
    pub end: Option<PointRecord>,
}

/// How many jobs somebody may have on a day.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "JobsPerDay"))]
#[serde(deny_unknown_fields)]
pub struct JobsPerDayRecord {
    /// Who.
    pub user_id: u64,
    /// How many.
    pub jobs: u32,
}

/// What time around a job depends on.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct JobFactsRecord {
    /// The job's number.
    pub job_id: u64,
    /// Its type.
    pub job_type_id: u64,
    /// Where it is; null when not known.
    pub place: Option<PointRecord>,
}
