//! The records and addresses of our own paths.

use serde::{Deserialize, Serialize};

use super::{AskedField, DayWindow, Earlier};
use crate::case::{BufferRecord, DayEndsRecord, JobsPerDayRecord, TravelRecord};
use crate::sonar::{AnySpace, DesiredDateTime, Job, Paginator};

/// Where the page of a booking link asks what it is about: `GET`, with the link's handle as bearer.
pub const BOOKING_PATH: &str = "/v1/booking";
/// The parameter of [`BOOKING_PATH`] that asks for more than the link is about, in the same answer.
pub const WITH: &str = "with";
/// In [`WITH`]: [`Booking::availability`].
pub const WITH_AVAILABILITY: &str = "availability";
/// The calendar file of the booked visit: `GET`, with the link's handle as bearer.
pub const VISIT_CALENDAR_PATH: &str = "/v1/booking/visit.ics";
/// Where staff make links, and see them: `POST`, `GET` [`ListedLink`]s.
pub const LINKS_PATH: &str = "/v1/links";
/// Where times are held: `POST`.
pub const HOLDS_PATH: &str = "/v1/holds";
/// Where staff ask why a start is not free: `GET`.
pub const WHY_NOT_PATH: &str = "/v1/why_not";

/// The same question as a file: a [case](crate::case).
pub const WHY_NOT_CASE_PATH: &str = "/v1/why_not/case";

/// The jobs as people read them, for staff: `GET`, a page of [`BoardJob`]s.
pub const BOARD_PATH: &str = "/v1/board";

/// Where staff look for an account or a site by its name or address: `GET`, with `q`, a page of [`Place`]s.
pub const PLACES_PATH: &str = "/v1/places";

/// What time it is, for staff.
pub const CLOCK_PATH: &str = "/v1/clock";

/// Where any page asks whether pages of its origin may ask: `GET` [`OriginAnswer`].
pub const ORIGIN_PATH: &str = "/v1/origin";

/// Where any page asks whose the server is, also without a link that works: `GET` [`Company`].
pub const COMPANY_PATH: &str = "/v1/company";

/// Where staff see which system is behind the server, and what it can do: `GET` [`Behind`].
pub const UPSTREAM_PATH: &str = "/v1/upstream";

/// Where staff see and set the rules for time around jobs: `GET`, `PUT` [`Rules`].
pub const RULES_PATH: &str = "/v1/rules";
/// Where staff see and set what customers may book, and until when: `GET`, `PUT` [`OwnPolicy`].
pub const POLICY_PATH: &str = "/v1/policy";
/// The header that names a [`Problem::code`] where the body has another system's shape.
pub const PROBLEM_CODE_HEADER: &str = "x-problem-code";

/// The header with which the holder of a link says what they saw of the visit when they decided to change it: its
/// `scheduled_datetime`, or [`SEEN_WITHOUT_TIME`]. Nothing is changed of one that starts at another time by then.
pub const SEEN_HEADER: &str = "x-seen-scheduled-datetime";
/// In [`SEEN_HEADER`]: the job had no time.
pub const SEEN_WITHOUT_TIME: &str = "none";

/// All that a booking page needs before it asks for availability. Answer of [`BOOKING_PATH`].
///
/// The server writes whole jobs; who reads says which of their members it wants. It writes free time straight from what it found.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Booking"))]
pub struct Booking<J = Job, A = Availability> {
    /// The present time in `time_zone`, `YYYY-MM-DD HH:MM:SS`. The page never trusts the device's clock.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub now: String,
    /// The zone of all times without offset: an IANA name, `America/Chicago`.
    pub time_zone: String,
    /// How its clocks change until the last day that may be booked, in the order in which they do.
    pub clock_changes: Vec<ClockChange>,
    /// Our own page of booking links: with `#l=` and the link's handle behind it, it is the link.
    pub page_url: String,
    /// What is to be done.
    pub job_type: JobTypeSummary,
    /// The length to book, in minutes: the job's own, or that of its type.
    pub length_in_minutes: u32,
    /// How many people are to come, 1 or more: exactly so many `user_ids` are booked.
    pub crew_size: u32,
    /// Where it is to be done.
    pub place: Place,
    /// What the page may offer.
    pub policy: Policy,
    /// What the link's holder may do now, of `view`, `hold`, `book`, `reschedule` and `cancel`: of a link that was used as often as it
    /// may be, no more than it still allows.
    pub rights: Vec<String>,
    /// In one of which the whole visit has to lie, where the link names some; such as overlap or touch count as one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<DayWindow>,
    /// The job of this link, once there is one: as the Sonar API returns it, crew under aliases.
    pub job: Option<J>,
    /// When `job` is scheduled: the instants, since a wall-clock time alone is none.
    pub visit: Option<Visit>,
    /// The wishes stored with `job`; their order is their rank.
    pub wishes: Vec<DesiredDateTime>,
    /// When the link's holder would rather not have the visit, though they could, by the clock.
    pub rather_not: Vec<DayWindow>,
    /// What is asked of whoever books, in this order.
    pub fields: Vec<AskedField>,
    /// Whether the system behind the server has said yes to what `job` is; `null` where there is none behind it.
    pub confirmation: Option<Confirmation>,
    /// Whose visit it is.
    pub company: Company,
    /// Until when `wishes` are answered, `YYYY-MM-DD HH:MM:SS`: where the policy promises it, and while it is ahead.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub answer_by: Option<String>,
    /// The visit that the link's holder has cancelled last, while it would be ahead and nothing was done since.
    pub cancelled: Option<CancelledVisit>,
    /// Whether the link's holder waits for a sooner time; `null` where they can't: there is no visit, it can't be moved with the
    /// link any more, or the operator has it off.
    pub earlier: Option<Earlier>,
    /// When somebody is free: only for who asked [`WITH`] it, and while the visit has no time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "A"))]
    pub availability: Option<A>,
}

/// What `find_any_available_space` answers about the days that a booking page shows first, within a [`Booking`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Availability {
    /// The first day that this is about: the first that may be booked.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub start_date: String,
    /// The last day that this is about.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub end_date: String,
    /// Date → user → blocks.
    pub data: AnySpace,
    /// What the days with free time are like: where openings are recommended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<DayHints>"))]
    pub hints: Option<Vec<DayHints>>,
}

/// Whose the server is, as customers see it. Answer of [`COMPANY_PATH`].
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Company {
    /// What it is called: `Prairie Loop Internet`.
    pub name: Option<String>,
    /// The address of its logo, a picture that is shown 32 pixels high.
    pub logo_url: Option<String>,
    /// Its telephone, as people write it: `(312) 555-0142`.
    pub phone: Option<String>,
    /// Where it reads letters.
    pub email: Option<String>,
    /// When somebody answers, on one line: `Mon–Fri, 8 AM–6 PM`.
    pub hours: Option<String>,
}

/// A visit that was cancelled.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CancelledVisit {
    /// Its job, which may be deleted.
    pub job_id: u64,
    /// When it would have begun, `YYYY-MM-DD HH:MM:SS` in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub scheduled_datetime: String,
}

/// Whether the system behind the server has said yes to what a job is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Confirmation {
    /// It is being asked; the time is kept meanwhile.
    Pending,
    /// It has said yes.
    Confirmed,
    /// It has said no: the job is what it was before.
    Refused,
    /// It was asked, and what it said is not known yet; the time is kept.
    Unknown,
    /// It can't be told that the job is what it is by now: somebody of the office does that by hand.
    Local,
}

/// A change of the clocks: forward, they skip the times from `from` to `to`; back, they show those from `to` to `from` twice.
/// Of a time that they show twice, the first is meant everywhere.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockChange {
    /// The time that would come, `YYYY-MM-DD HH:MM:SS` in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub from: String,
    /// The time that they show instead.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub to: String,
}

/// The part of a job type that a customer sees.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobTypeSummary {
    /// The id to post.
    pub id: u64,
    /// For people: `Fibre installation`.
    pub name: String,
    /// What customers are to prepare, a sentence or two; `null` where nothing is.
    pub prepare: Option<String>,
}

/// The account or network site that a link is for.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// `accounts` or `network_sites`, as jobs spell it.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::PlaceKind"))]
    pub assigned_type: String,
    /// The id of the account or site.
    pub assigned_id: u64,
    /// The customer's or the site's name.
    pub name: String,
    /// The address on one line; `None` where it is not known.
    pub address: Option<String>,
}

/// What a booking page may offer. The server holds the same bounds against every booking.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Policy {
    /// The least time that passes between now and a start, in minutes, whatever clocks do meanwhile. Seconds that have begun
    /// count as a minute, and of a time that comes twice the first counts.
    pub notice_minutes: u32,
    /// The same between now and a start that may still be changed.
    pub change_notice_minutes: u32,
    /// How far ahead may be booked, in days from today.
    pub horizon_days: u32,
    /// The distance between offered starts, in minutes.
    pub start_step_minutes: u32,
    /// Where it is counted from.
    pub start_alignment: StartAlignment,
    /// How many wishes a job may have.
    pub max_wishes: u32,
    /// The greatest length of the notes, in characters.
    pub max_notes_length: u32,
    /// How long the windows are in which visits are promised to begin, in minutes from midnight on; 0 where customers
    /// are told the start itself. What is booked is the first start in a window.
    pub arrival_window_minutes: u32,
    /// What is promised of a window.
    pub arrival_promise: ArrivalPromise,
    /// What cancelling does with the job.
    pub on_cancel: OnCancel,
    /// What counts how much where openings are recommended.
    pub recommend: Recommend,
}

/// What counts how much where openings are recommended, 0 to 100 each. With nothing but 0 none is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recommend {
    /// That somebody has a visit near by right before it, and once more that somebody has one right after it.
    pub near: u32,
    /// That little is planned on that day.
    pub quiet: u32,
    /// That it is soon.
    pub soon: u32,
    /// That there is room in the window that is promised.
    pub room: u32,
}

/// Where the starts of visits are counted from.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum StartAlignment {
    /// From midnight. A stretch of possible starts that holds none of those is offered from its first minute.
    #[default]
    Clock,
    /// From the start of each person's free time, so that visits follow each other without gaps.
    Block,
}

/// What is promised of the window in which a visit begins.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ArrivalPromise {
    /// Whenever in it they arrive, the same people have time for the whole visit.
    #[default]
    Every,
    /// There is a time in it at which they can begin.
    Some,
}

/// What becomes of the job when its customer cancels the visit.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OnCancel {
    /// The customer made the job: it is deleted.
    Delete,
    /// The work is the provider's: the job goes back to the queue.
    Queue,
}

/// The instants of a booked visit, RFC 3339 in UTC: `2026-12-01T15:00:00Z`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Visit {
    /// When it begins.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub starts_at: String,
    /// When it ends.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub ends_at: String,
}

/// A link, shown once: only a hash of its handle is kept.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Its number, by which staff can revoke it.
    pub id: u64,
    /// The address to send to the customer, or to open the board with; the handle stands in its fragment and so in no log.
    pub url: String,
    /// The bearer by itself: 22 characters of `A-Z a-z 0-9 - _`, or a sealed link, which begins with `v4.local.`.
    pub handle: String,
    /// When it ends, RFC 3339 in UTC. A booking link works for longer while its job waits for a time, and until some days after
    /// the visit, unless `expires_in_days` was sent.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub expires_at: String,
    /// In one of which the whole visit has to lie, where some were sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<DayWindow>,
    /// What came of sending it, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "LinkSent"))]
    pub sent: Option<LinkSent>,
    /// What is there for the same customer already: a sentence each, such as that another link would book a second visit.
    pub warnings: Vec<String>,
}

/// How many of the webhooks that send links have heard of one.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkSent {
    /// So many have taken it, and send it.
    pub taken: u32,
    /// So many have not, or not in time. It is not told again.
    pub refused: u32,
}

/// A link as staff see it in the list of [`LINKS_PATH`]. Its handle is nowhere.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedLink {
    /// Its number, by which it can be revoked.
    pub id: u64,
    /// Whether it opens a booking page or the board.
    pub kind: LinkKind,
    /// Whether it works now.
    pub works: bool,
    /// The name of the account or site, or of the user for whom the board's acts; empty for an open link.
    pub whom: String,
    /// Of a booking link: the name of the type of job; else empty.
    pub job_type: String,
    /// Of a booking link: `accounts` or `network_sites`.
    pub assigned_type: Option<String>,
    /// Of a booking link: the account or site.
    pub assigned_id: Option<u64>,
    /// Of a booking link: what is to be done.
    pub job_type_id: Option<u64>,
    /// Of a booking link: its job, once there is one.
    pub job_id: Option<u64>,
    /// Of a link of the board: for which user it acts.
    pub user_id: Option<u64>,
    /// Of a link of the board: `view`, `schedule`, `override` or `admin`.
    pub scope: Option<String>,
    /// Of a booking link: what its holder may do, of `view`, `hold`, `book`, `reschedule` and `cancel`.
    pub rights: Option<Vec<String>>,
    /// The first day that may be booked with it, where it says so.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Date>"))]
    pub earliest_date: Option<String>,
    /// The last one.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Date>"))]
    pub latest_date: Option<String>,
    /// In one of which the visit has to lie, where it names some; such as overlap or touch count as one.
    #[serde(default)]
    pub windows: Vec<DayWindow>,
    /// How often its holder may book and move, where that is bounded.
    pub max_changes: Option<u32>,
    /// How often they have.
    pub changes: u32,
    /// The pages of other origins on which it may be used, where it names some.
    pub embed_origins: Vec<String>,
    /// The language of whom it is sent to, where that was said.
    pub locale: Option<String>,
    /// Whether it is sealed rather than a handle.
    pub sealed: bool,
    /// Before this it opens nothing, where that was said.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Instant>"))]
    pub not_before: Option<String>,
    /// Of an open link: what staff call it.
    pub title: Option<String>,
    /// Of an open link: the types of job that may be booked with it.
    pub job_type_ids: Option<Vec<u64>>,
    /// Of an open link: how many have booked a visit with it.
    pub bookings: Option<u64>,
    /// When it was made, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub created_at: String,
    /// When it ends, unless its job keeps it for longer.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub expires_at: String,
    /// When it was revoked, or its job deleted.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Instant>"))]
    pub revoked_at: Option<String>,
    /// When its holder opened the booking page last, to half an hour, by the database's clock.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Instant>"))]
    pub opened_at: Option<String>,
}

/// What a link opens.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// A booking page, for a customer.
    Booking,
    /// The board, for staff.
    Board,
    /// A booking page, for anybody.
    Open,
}

/// A time to be held. Body of a `POST` to [`HOLDS_PATH`] with a booking link.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct NewHold {
    /// When the visit would start, `YYYY-MM-DD HH:MM:SS` in the instance's zone.
    pub scheduled_datetime: String,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// How long to hold it unless it is extended.
    pub seconds: u32,
}

/// How long a hold is to go on. Body of a `POST` that extends one.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct HoldFor {
    /// From now on.
    pub seconds: u32,
}

/// A visit that stands where somebody is not to work any more.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Collision {
    /// The job's number.
    pub job_id: u64,
    /// When it starts, `YYYY-MM-DD HH:MM:SS` in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub scheduled_datetime: String,
    /// How long it takes, in minutes.
    pub length_in_minutes: u32,
    /// Who of its crew is not to work then.
    pub user_ids: Vec<u64>,
}

/// A time that is held: busy for others, free for its holder, who makes it good by posting the job.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hold {
    /// Its number.
    pub id: u64,
    /// When the visit would start, `YYYY-MM-DD HH:MM:SS` in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub scheduled_datetime: String,
    /// How long it would take, in minutes.
    pub length_in_minutes: u32,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// Until when it is held, RFC 3339 in UTC, by the database's clock.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub expires_at: String,
    /// Until when it can be held at most, however often it is extended.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub deadline: String,
    /// How long it is still held, in whole seconds: for those whose clock is another.
    pub remaining_seconds: u64,
    /// How long a hold goes on from now where no `seconds` are asked for: for those who ask for less and extend it meanwhile.
    pub usual_seconds: u64,
}

/// The answer of `find_any_available_space`, which is the vendor's but for `unchanged_days` and `hints`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnySpaceFound {
    /// Date → user → blocks.
    pub data: AnySpace,
    /// The days that are left out of `data` because they are as the caller knows them, ascending. Only for who sent
    /// `known_days`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::schema::Date>"))]
    pub unchanged_days: Option<Vec<String>>,
    /// What the days with free time are like, by which openings are recommended. Only for who asked for `hints`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<DayHints>"))]
    pub hints: Option<Vec<DayHints>>,
}

/// The same for staff who asked for `hints`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recommending {
    /// What counts how much where openings are recommended, as the policy has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Recommend"))]
    pub recommend: Option<Recommend>,
}

/// What a day is like beside who is free on it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayHints {
    /// Which day.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub date: String,
    /// How much of the work of all people together is taken, to the nearest quarter: 0, 25, 50, 75 or 100.
    pub load_percent: u32,
    /// Which starts are beside other visits near by.
    pub beside: Vec<StartsBeside>,
}

/// Starts of a visit that are beside another one near by, with one of those who are free.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StartsBeside {
    /// Who has the other visit, by the number that `data` has for them.
    pub user_id: u64,
    /// The first start, `HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub first_start: String,
    /// The last one.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub last_start: String,
    /// On which side of these the other visit is.
    pub other_visit: OtherVisit,
    /// The way between the two takes at most so many minutes: 10 or 20.
    pub way_minutes: u32,
}

/// On which side of a visit another one is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OtherVisit {
    /// Before it.
    Before,
    /// After it.
    After,
}

/// A job as people read it: what it refers to by name, and when its customer would like it done. In the list of [`BOARD_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardJob {
    /// The job as the Sonar API returns it.
    pub job: Job,
    /// The name of its type: `Fibre installation`.
    pub job_type: String,
    /// The colour of its type: `blue`, `green`, `red`, `purple`, `yellow`, `orange` or `grey`.
    pub color: String,
    /// The customer's or the site's name.
    pub place: String,
    /// Where that is, on one line; empty where it is not known.
    pub address: String,
    /// By which number its people are called: digits, behind a `+` where the country is part of it; `null` where none is known.
    pub telephone: Option<String>,
    /// The technicians' names, in the order of the job's `user_ids`.
    pub crew: Vec<String>,
    /// How many come; of a job that waits, how many came when it had a time last, and 1 where it never had one.
    pub crew_size: u64,
    /// The stored wishes; their order is their rank.
    pub wishes: Vec<DesiredDateTime>,
    /// When the customer would rather not have the visit, though they could, by the clock.
    pub rather_not: Vec<DayWindow>,
    /// What is in the fields of its type, in their order.
    pub fields: Vec<Labelled>,
    /// What programs of other systems say of it besides.
    pub particulars: Vec<BoardParticulars>,
    /// What the system behind the server has to say to what the job is; `null` where it has said yes, and where there is none.
    pub confirmation: Option<Confirmation>,
}

/// A page of jobs, and what the board has to know beside them. Answer of [`BOARD_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Board {
    /// The jobs.
    pub data: Vec<BoardJob>,
    /// Which part of the list they are.
    pub paginator: Paginator,
    /// How far what the caller may do goes: `view`, `schedule`, `override` or `admin`.
    pub scope: String,
    /// Whether a webhook takes booking links, to send them.
    pub sends_links: bool,
    /// The length of the windows in which customers are promised a visit to begin, in minutes; 0 where the start itself is.
    pub arrival_window_minutes: u32,
    /// How many jobs are in each state by the same filters but that of the state; only for who asked for `counts`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "StatusCounts"))]
    pub counts: Option<StatusCounts>,
}

/// How many jobs are in each state.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusCounts {
    /// Wait to be scheduled.
    pub queued: u64,
    /// Have a time and a crew.
    pub scheduled: u64,
    /// Are done.
    pub completed: u64,
    /// Ended without success.
    pub failed: u64,
}

/// A text, and what it is.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Labelled {
    /// What it is, for people.
    pub label: String,
    /// The text.
    pub text: String,
}

/// What the programs of a system say of a job besides.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardParticulars {
    /// `os1`, `bigchange`, `frotcom`.
    pub system: String,
    /// What they call the job.
    pub reference: Option<String>,
    /// All that is kept, each by where it stands: `custom_data.doorCode`.
    pub details: Vec<Labelled>,
}

/// Which system is behind the server, and what it can do. Answer of [`UPSTREAM_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Behind {
    /// `sonar`, `os1`, `bigchange` or `frotcom`; `null` where there is none.
    pub system: Option<String>,
    /// All that can be asked of such a system; empty where there is none.
    pub operations: Vec<BehindOperation>,
}

/// What can be asked of a system, and how this one does it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BehindOperation {
    /// `create_scheduled`, `reschedule`, `cancel`, …
    pub operation: String,
    /// How.
    pub support: BehindSupport,
}

/// How a system does something.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum BehindSupport {
    /// By an operation of its own.
    Native,
    /// Put together from others.
    Emulated,
    /// With this server alone: the system isn't told, and somebody does that by hand.
    Local,
    /// Not at all.
    None,
}

/// Whether pages of the origin that asks may ask. Answer of [`ORIGIN_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OriginAnswer {
    /// Whether they may.
    pub allowed: bool,
    /// The server's setting that would let them, for its operator; `null` where they may, and where no page asks.
    pub setting: Option<String>,
}

/// What time it is. Answer of [`CLOCK_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clock {
    /// The present time in `time_zone`, `YYYY-MM-DD HH:MM:SS`. The board never trusts the device's clock.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub now: String,
    /// The zone of all times without offset: an IANA name, `America/Chicago`.
    pub time_zone: String,
}

/// What is kept from every booking and hold: time around jobs, and how many a day may have. Body and answer of [`RULES_PATH`].
/// None of it is asked for where a member is absent, empty or null. Each type and each user stands in a list once, in the order
/// of their numbers.
///
/// Of the core's policy one thing is missing, a number of jobs for everybody together: each booking would have to wait for
/// each other one, whomever it is for.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Time kept before and after jobs of some types, towards other jobs; other types have none. 0 to 1440 minutes.
    #[serde(default)]
    pub buffers: Vec<BufferRecord>,
    /// How long ways between jobs take; null = no time. A speed of 1 to 1000 km/h, a detour of 100 to 1000 %, at least 0 to 1440
    /// minutes.
    #[serde(default)]
    pub travel: Option<TravelRecord>,
    /// Where people's days start and end, of which only `travel` makes something; no way for those not listed.
    #[serde(default)]
    pub day_ends: Vec<DayEndsRecord>,
    /// How many jobs a person may have on a day, 0 to 1000; null = any number.
    #[serde(default)]
    pub jobs_per_day: Option<u32>,
    /// Who may have another number.
    #[serde(default)]
    pub jobs_per_day_of: Vec<JobsPerDayRecord>,
}

/// What customers may book, and until when, as far as it is another than the server's settings say. Body and answer of
/// [`POLICY_PATH`]. What is absent or null is as the settings have it; what a type of job has of its own goes before the rest. Each
/// type stands in the list once, in the order of their numbers.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnPolicy {
    /// The distance between offered starts, 1 to 1440 minutes.
    #[serde(default)]
    pub start_step_minutes: Option<u32>,
    /// Where it is counted from.
    #[serde(default)]
    pub start_alignment: Option<StartAlignment>,
    /// The least time between now and a start, 0 to 43200 minutes.
    #[serde(default)]
    pub notice_minutes: Option<u32>,
    /// The least time between now and a start that may still be changed, 0 to 43200 minutes.
    #[serde(default)]
    pub change_notice_minutes: Option<u32>,
    /// How far ahead may be booked, 0 to 366 days from today.
    #[serde(default)]
    pub horizon_days: Option<u32>,
    /// What counts how much where openings are recommended.
    #[serde(default)]
    pub recommend: Option<Recommend>,
    /// Within how many hours wishes are answered, which customers are told, 1 to 720; null promises nothing.
    #[serde(default)]
    pub answer_within_hours: Option<u32>,
    /// What types of jobs have of their own.
    #[serde(default)]
    pub job_types: Vec<JobTypePolicy>,
}

/// What a type of job has of the policy for itself; null where it is as for the others.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct JobTypePolicy {
    /// Which type.
    pub job_type_id: u64,
    /// The distance between offered starts, 1 to 1440 minutes.
    #[serde(default)]
    pub start_step_minutes: Option<u32>,
    /// Where it is counted from.
    #[serde(default)]
    pub start_alignment: Option<StartAlignment>,
    /// The least time between now and a start, 0 to 43200 minutes.
    #[serde(default)]
    pub notice_minutes: Option<u32>,
    /// The least time between now and a start that may still be changed, 0 to 43200 minutes.
    #[serde(default)]
    pub change_notice_minutes: Option<u32>,
    /// How far ahead may be booked, 0 to 366 days from today.
    #[serde(default)]
    pub horizon_days: Option<u32>,
    /// What customers read once they have booked: what they are to prepare, at most 500 characters.
    #[serde(default)]
    pub prepare: Option<String>,
}

/// Why a start is not free, and for whom. Answer of [`WHY_NOT_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhyNot {
    /// The start that was asked about, `YYYY-MM-DD HH:MM:SS` in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub scheduled_datetime: String,
    /// How long the visit would take, in minutes.
    pub length_in_minutes: u32,
    /// How many would be needed at once.
    pub crew_size: u64,
    /// Whether it can be booked: nothing is wrong with the start, and enough of those asked about have no reason.
    pub is_free: bool,
    /// What is wrong with the start, whoever would come; none when it can be booked.
    pub reasons: Vec<WhyNotReason>,
    /// What to tell the customer: a whole sentence, which says nothing about anybody's work or days off. `None` when it can be
    /// booked.
    pub for_customer: Option<String>,
    /// Why customers are not offered this start whoever is free: `notice`, `horizon`, `grid`, by what the type of job has of the
    /// policy. Staff are not bound by it.
    #[serde(default)]
    pub policy: Vec<WhyNotReason>,
    /// Everybody asked about, in the order sent, or by number.
    pub users: Vec<WhyNotUser>,
}

/// Why somebody can't come.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhyNotUser {
    /// Who.
    pub user_id: u64,
    /// All causes at once; none for those who could come.
    pub reasons: Vec<WhyNotReason>,
}

/// One cause for which a start is not free. What does not belong to its `code` is left out.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhyNotReason {
    /// Its kind: `job`, `hold`, `time_off`, `blocker`, `closed`, `outside_hours`, `geofence`, `job_type`, `too_short`,
    /// `skipped_by_clock_change`; by the [`Rules`] `buffer`, `travel`, `cap`; of the start `crew`, `over_midnight`; by the policy
    /// `notice`, `horizon`, `grid`. There may be more.
    pub code: String,
    /// For the dispatcher: a phrase to stand after a name.
    pub sentence: String,
    /// From when, `YYYY-MM-DD HH:MM:SS`: of the cause itself, not cut to the visit. Of `too_short` the free time; of `notice` the
    /// soonest start; of `grid` the last start before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub from: Option<String>,
    /// Until when. Of `horizon` when visits have ended at the latest; of `grid` the next start, where there is one that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub to: Option<String>,
    /// Of `job`: which one. Of `buffer` and `travel`: around which one, or from or to which one; none where that is held for
    /// somebody, and on the way to the day's first visit or from its last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub job_id: Option<u64>,
    /// Of `hold`: which one, so that it can be let go.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub hold_id: Option<u64>,
    /// Of `blocker`: which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub blocker_id: Option<u64>,
    /// Of `closed`, `geofence` and `job_type`: which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub schedule_id: Option<u64>,
    /// Of `time_off`: which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub time_off_id: Option<u64>,
    /// Of `too_short`: how many more minutes the visit would need.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub missing_minutes: Option<u32>,
    /// Of `crew`: how many can come.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub able: Option<u64>,
    /// Of `crew`: how many are needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub needed: Option<u64>,
    /// Of `cap`: how many jobs there are that day, with those times that are held.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub jobs: Option<u32>,
    /// Of `cap`: how many are allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub allowed: Option<u32>,
}

/// An error of our own paths (RFC 9457, `application/problem+json`).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// A stable URI of the kind: `/problems/link-expired`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong here and what to do.
    pub detail: String,
    /// The kind as a word: `link-expired`.
    pub code: String,
    /// The request's id, as in the server's log.
    pub instance: String,
    /// Whether the same request may be answered otherwise in a moment, without anybody mending it.
    pub retryable: bool,
    /// Which members are missing or wrong; empty where it is not about members.
    #[serde(default)]
    pub errors: Vec<ProblemError>,
}

/// What is wrong with one member.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProblemError {
    /// Which member, as a JSON pointer (RFC 6901): `#/user_ids`. So it is also where it came by query or form.
    pub pointer: String,
    /// A sentence.
    pub detail: String,
}
