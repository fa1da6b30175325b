//! The matching core: when could a visit start, who could come, and which wishes can be met.
//!
//! Time is an axis of wall-clock [`Minute`]s. A stretch of it is an [`Interval`], somebody's free time is an
//! [`IntervalSet`], and every question is set algebra on these: open minus busy, enough people at once, cut to the
//! visit's length.
//!
//! ```
//! use slotwright_matching::*;
//!
//! // Ada works 08:00–12:00 and 13:00–17:00 on Mondays, and has a job from 09:15 to 09:45.
//! let monday = Day(19_856); // 2024-05-13
//! let at = |hour: Minute, minute: Minute| monday.start() + hour * 60 + minute;
//! let ada = 1;
//! let install = 7;
//! let shift = |from: Minute, to: Minute| Shift { weekday: 1, start: from * 60, end: to * 60 };
//! let roster = Roster {
//!     schedules: vec![Schedule {
//!         user_ids: vec![ada],
//!         job_type_ids: vec![install],
//!         available: true,
//!         repetition: Repetition { start: monday + -7, weeks: 1, repetitions: 0, infinite: true },
//!         shifts: vec![shift(8, 12), shift(13, 17)],
//!         areas: None,
//!     }],
//!     occupied: vec![Occupied { job_id: 1, user_id: ada, interval: Interval::new(at(9, 15), at(9, 45)).unwrap() }],
//!     ..Roster::default()
//! };
//!
//! // When is she free?
//! let question = Question { job_type_id: install, place: None, first: monday, last: monday, except_job_id: None };
//! let free = roster.free(ada, &question);
//! assert_eq!(free.total_minutes(), 75 + 135 + 240);
//!
//! // When could a two-hour visit start, on the hour?
//! let people = [free];
//! let search = Search {
//!     length_minutes: 120,
//!     crew: 1,
//!     step_minutes: 60,
//!     align: Align::Clock,
//!     earliest: at(0, 0), // now and the notice
//!     latest: at(24, 0),  // the horizon
//!     skipped: Skipped::NONE,
//! };
//! let starts: Vec<Minute> = openings(&people, &search).iter().map(|opening| opening.start).collect();
//! assert_eq!(starts, [at(10, 0), at(13, 0), at(14, 0), at(15, 0)]);
//!
//! // The customer would like to have it from 11:00 to 14:00, or else from 14:30 on.
//! let wishes = [Interval::new(at(11, 0), at(14, 0)).unwrap(), Interval::new(at(14, 30), at(18, 0)).unwrap()];
//! let (wish, opening) = best_wish(&wishes, &people, &search).unwrap();
//! assert_eq!((wish, opening.start), (1, at(15, 0)), "visits start on the hour");
//!
//! // What is offered can be booked.
//! let visit = Interval::new(opening.start, opening.start + search.length_minutes).unwrap();
//! assert_eq!(roster.first_not_free(&[ada], visit, install, None, None), None);
//! ```
//!
//! What can't be had has causes, and something that would have to give:
//!
//! ```
//! # use slotwright_matching::*;
//! # let monday = Day(19_856);
//! # let at = |hour: Minute, minute: Minute| monday.start() + hour * 60 + minute;
//! # let (ada, install) = (1, 7);
//! # let roster = Roster {
//! #     schedules: vec![Schedule {
//! #         user_ids: vec![ada],
//! #         job_type_ids: vec![install],
//! #         available: true,
//! #         repetition: Repetition { start: monday + -7, weeks: 1, repetitions: 0, infinite: true },
//! #         shifts: [(8, 12), (13, 17)].map(|(from, to)| Shift { weekday: 1, start: from * 60, end: to * 60 }).into(),
//! #         areas: None,
//! #     }],
//! #     occupied: vec![Occupied { job_id: 1, user_id: ada, interval: Interval::new(at(9, 15), at(9, 45)).unwrap() }],
//! #     ..Roster::default()
//! # };
//! # let question = Question { job_type_id: install, place: None, first: monday, last: monday, except_job_id: None };
//! # let search = Search {
//! #     length_minutes: 120, crew: 1, step_minutes: 60, align: Align::Clock, earliest: at(0, 0), latest: at(24, 0),
//! #     skipped: Skipped::NONE,
//! # };
//! // Why not at eight, on the same Monday?
//! let reasons = roster.reasons(ada, at(8, 0), &question, &search, &Around::default());
//! let job = Reason::Job { job_id: 1, interval: Interval::new(at(9, 15), at(9, 45)).unwrap() };
//! let too_short = Reason::TooShort { free: Interval::new(at(8, 0), at(9, 15)).unwrap(), missing_minutes: 45 };
//! assert_eq!(reasons, [job, too_short]);
//!
//! // The customer is at home from 08:00 to 10:00. What would have to give?
//! let people = [roster.free(ada, &question)];
//! let wish = Interval::new(at(8, 0), at(10, 0)).unwrap();
//! let concessions = Wishes::default().concessions(wish, &people, &search);
//! assert_eq!(concessions, [
//!     Concession::Shorter { minutes: 75, opening: Opening { start: at(8, 0), people: 1 } },
//!     Concession::OtherTime { minutes: 120, opening: Opening { start: at(10, 0), people: 1 } },
//! ]);
//!
//! // Has anything changed since? The asker keeps the digests, and nobody keeps the old answer.
//! let seen = digests(&[(ada, &people[0])], monday, monday + 1);
//! let mut busier = roster.clone();
//! busier.occupied.push(Occupied { job_id: 2, user_id: ada, interval: Interval::new(at(15, 0), at(16, 0)).unwrap() });
//! assert_eq!(changed_days(&seen, &[(ada, &busier.free(ada, &question))]), [monday]);
//! ```
//!
//! # Where to look
//!
//! - the ground: [`Day`], [`Interval`], [`IntervalSet`];
//! - what *free* means: [`Roster`], asked a [`Question`]; by day, [`blocks()`]; with buffers,
//!   ways and caps: [`Roster::free_around`] under an [`Around`], for many people [`Roster::free_each_around`];
//! - several people: [`free_for_at_least`], [`who`], [`choose_crew`]; with skills, helpers and fixed members: [`Crew`],
//!   and whom to send: [`Crew::choose`] by a [`Choice`];
//! - when a visit can start: [`openings()`]; promised as a window instead of a start: [`arrival_windows`];
//! - the same for a thousand people and a quarter of a year, in steps that freeze no page: [`Fleet`], from [`Times`];
//! - in a wish: [`feasibility`], [`best_wish`]; in several, with times that they would rather not have: [`Wishes`];
//! - instead of it: what would have to give, [`Wishes::concessions`]; other openings, [`nearest()`] by time and
//!   [`alternatives()`] by what is [`Near`];
//! - instead of the visit that there is: something [`sooner()`], where that has become free since; for a job that waits, what time
//!   that is free again could be made of it: [`refill()`];
//! - which of them to recommend: a [`Grade`] each by [`Weights`], from the [`Hints`] about its day, and the [`best()`] of all;
//! - why it can't: [`Roster::why_not`], and for a [`Crew`] [`Crew::why_not`]: lists of [`Reason`]s;
//! - whether it has changed meanwhile: [`Digest`], [`changed_days`];
//! - what a minute is in the world: [`time`], whose types keep clocks, instants and foreign epochs apart.
//!
//! # What is not here
//!
//! No clock: now is an argument. No time zones: all minutes are wall-clock minutes of the instance, and those that its
//! clocks skip come in as [`Roster::skipped`] and [`Search::skipped`]; who converts brings the zone's table
//! ([`time::Transitions`]). No dates either, only numbered [`Day`]s; no sentences for people, only [`Reason`]s as data; no
//! storage, no I/O, no dependency. Nothing fails and nothing panics: what can't be is an empty answer.

mod alternatives;
mod around;
mod blocks;
mod concessions;
mod count;
mod crew;
mod day;
mod digest;
mod distance;
mod elapsed;
mod fleet;
mod free;
mod geofence;
mod grade;
mod hints;
mod instead;
mod interval;
mod known_jobs;
mod margin;
mod nearest;
mod openings;
mod reason;
mod refill;
mod repetition;
mod roster;
mod seats;
mod set;
mod sooner;
mod sort;
pub mod time;
mod why_no_crew;
mod why_not;
mod windows;
mod wishes;

pub use alternatives::{Near, alternatives};
pub use around::{Around, Buffer, DayEnds, Travel};
pub use blocks::{blocks, each_block};
pub use concessions::Concession;
pub use crew::{choose_crew, free_for_at_least, who};
pub use day::{Day, MINUTES_PER_DAY, Minute};
pub use digest::{Digest, changed_days, digests};
pub use elapsed::Skipped;
pub use fleet::{Fleet, Times};
pub use geofence::{Point, Polygon};
pub use grade::{Grade, Grading, Merit, Outlook, Weights, best};
pub use hints::{Beside, Hints, Side};
pub use interval::Interval;
pub use known_jobs::{JobFacts, KnownJobs, Places};
pub use margin::Margin;
pub use nearest::nearest;
pub use openings::{Align, Opening, Search, openings};
pub use reason::Reason;
pub use refill::{Refill, refill};
pub use repetition::{Repetition, WeekAnchor};
pub use roster::{Blocker, BlockerOccurrence, BlockerOverride, Occupied, Question, Roster, Schedule, Shift, TimeOff};
pub use seats::{Choice, Crew, Person, Seat};
pub use set::IntervalSet;
pub use sooner::{Sooner, Waits, sooner, stretches};
pub use why_no_crew::Candidate;
pub use why_not::WhyNot;
pub use windows::{ArrivalWindow, Promise, Windows, arrival_windows};
pub use wishes::{Feasibility, Wish, Wishes, best_wish, feasibility};
