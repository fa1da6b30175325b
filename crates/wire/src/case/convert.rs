//! The crossing between a case's records and the matching core.

use slotwright_matching as core;
use slotwright_matching::{Around, Interval, IntervalSet, Point, Polygon, Question, Roster, Skipped};

use super::{
    Align, AroundRecord, Arrival, ArrivalWindow, At, BlockerOverrideRecord, BlockerRecord, BufferRecord, DayEndsRecord,
    Feasibility, JobFactsRecord, JobRecord, JobsPerDayRecord, Opening, PointRecord, Promise, RepetitionRecord,
    RosterInput, ScheduleRecord, Search, ShiftRecord, TimeOffRecord, TravelRecord, WeekAnchorRecord, Weekday, Window,
};

impl From<&core::Search> for Search {
    fn from(search: &core::Search) -> Self {
        Self {
            length_in_minutes: search.length_minutes,
            crew: search.crew.try_into().unwrap_or(u32::MAX),
            step_minutes: search.step_minutes,
            align: match search.align {
                core::Align::Clock => Align::Clock,
                core::Align::ClockOrFirst => Align::ClockOrFirst,
                core::Align::Block => Align::Block,
            },
            earliest: search.earliest.into(),
            latest: search.latest.into(),
            skipped: search.skipped.iter().map(Window::from).collect(),
        }
    }
}

impl From<&Search> for core::Search {
    fn from(search: &Search) -> Self {
        Self {
            length_minutes: search.length_in_minutes,
            crew: search.crew as usize,
            step_minutes: search.step_minutes,
            align: match search.align {
                Align::Clock => core::Align::Clock,
                Align::ClockOrFirst => core::Align::ClockOrFirst,
                Align::Block => core::Align::Block,
            },
            earliest: search.earliest.into(),
            latest: search.latest.into(),
            skipped: Skipped::of(&search.skipped.iter().copied().map(Interval::from).collect()),
        }
    }
}

impl From<&core::Windows> for Arrival {
    fn from(windows: &core::Windows) -> Self {
        Self {
            window_minutes: windows.window_minutes,
            step_minutes: windows.step_minutes,
            promise: match windows.promise {
                core::Promise::EveryStart => Promise::Every,
                core::Promise::SomeStart => Promise::Some,
            },
        }
    }
}

impl From<Arrival> for core::Windows {
    fn from(arrival: Arrival) -> Self {
        Self {
            window_minutes: arrival.window_minutes,
            step_minutes: arrival.step_minutes,
            promise: match arrival.promise {
                Promise::Every => core::Promise::EveryStart,
                Promise::Some => core::Promise::SomeStart,
            },
        }
    }
}

impl From<core::ArrivalWindow> for ArrivalWindow {
    fn from(found: core::ArrivalWindow) -> Self {
        Self { window: found.window.into(), first: found.first.into() }
    }
}

impl From<core::Opening> for Opening {
    fn from(opening: core::Opening) -> Self {
        Self { start: At::from(opening.start), people: opening.people }
    }
}

impl From<core::Feasibility> for Feasibility {
    fn from(found: core::Feasibility) -> Self {
        Self {
            earliest: found.earliest.map(Opening::from),
            openings: found.openings as u32,
            most_people: found.most_people,
        }
    }
}

impl RosterInput {
    /// As the core is asked: the roster, the question, and the time around jobs.
    #[must_use]
    pub fn to_core(&self) -> (Roster, Question, Around) {
        let roster = Roster {
            schedules: self.schedules.iter().map(ScheduleRecord::to_core).collect(),
            blockers: self.blockers.iter().map(BlockerRecord::to_core).collect(),
            overrides: self.blocker_overrides.iter().map(|moved| moved.to_core()).collect(),
            time_offs: self.time_offs.iter().map(|off| off.to_core()).collect(),
            occupied: self.jobs.iter().map(|job| job.to_core()).collect(),
            skipped: self.skipped.iter().map(|window| Interval::from(*window)).collect::<IntervalSet>(),
            week_anchor: match self.week_anchor {
                WeekAnchorRecord::Start => core::WeekAnchor::Start,
                WeekAnchorRecord::Sunday => core::WeekAnchor::Sunday,
            },
        };
        let question = Question {
            job_type_id: self.job_type_id,
            place: self.place.map(PointRecord::to_core),
            first: self.first_day.into(),
            last: self.last_day.into(),
            except_job_id: self.except_job_id,
        };
        (roster, question, self.around.as_ref().map(AroundRecord::to_core).unwrap_or_default())
    }

    /// What the core was asked, as a record: who, and what decides whether they are free. Coordinates that are no numbers are
    /// written as none, which the core reads the same way.
    #[must_use]
    pub fn from_core(user_ids: &[u64], roster: &Roster, question: &Question, around: &Around) -> Self {
        Self {
            user_ids: user_ids.to_vec(),
            job_type_id: question.job_type_id,
            place: point(question.place),
            first_day: question.first.into(),
            last_day: question.last.into(),
            except_job_id: question.except_job_id,
            schedules: roster.schedules.iter().map(ScheduleRecord::from_core).collect(),
            blockers: roster.blockers.iter().map(BlockerRecord::from_core).collect(),
            blocker_overrides: roster.overrides.iter().map(BlockerOverrideRecord::from_core).collect(),
            time_offs: roster.time_offs.iter().map(TimeOffRecord::from_core).collect(),
            jobs: roster.occupied.iter().map(JobRecord::from_core).collect(),
            skipped: roster.skipped.iter().map(Into::into).collect(),
            week_anchor: match roster.week_anchor {
                core::WeekAnchor::Start => WeekAnchorRecord::Start,
                core::WeekAnchor::Sunday => WeekAnchorRecord::Sunday,
            },
            around: (*around != Around::default()).then(|| AroundRecord::from_core(around)),
            crew: None,
        }
    }
}

/// A place as a record, where its coordinates are numbers.
fn point(point: Option<Point>) -> Option<PointRecord> {
    let known = point.filter(|point| point.latitude.is_finite() && point.longitude.is_finite());
    known.map(|Point { latitude, longitude }| PointRecord { latitude, longitude })
}

impl PointRecord {
    fn to_core(self) -> Point {
        Point { latitude: self.latitude, longitude: self.longitude }
    }
}

impl ScheduleRecord {
    fn to_core(&self) -> core::Schedule {
        let polygon = |corners: &Vec<PointRecord>| Polygon(corners.iter().map(|corner| corner.to_core()).collect());
        core::Schedule {
            user_ids: self.user_ids.clone(),
            job_type_ids: self.job_type_ids.clone(),
            available: self.available,
            repetition: self.repetition.to_core(),
            shifts: self.shifts.iter().map(|shift| shift.to_core()).collect(),
            areas: self.areas.as_ref().map(|areas| areas.iter().map(polygon).collect()),
        }
    }

    fn from_core(schedule: &core::Schedule) -> Self {
        let corners = |area: &Polygon| area.0.iter().filter_map(|corner| point(Some(*corner))).collect();
        Self {
            user_ids: schedule.user_ids.clone(),
            job_type_ids: schedule.job_type_ids.clone(),
            available: schedule.available,
            repetition: RepetitionRecord::from_core(schedule.repetition),
            shifts: schedule.shifts.iter().filter_map(ShiftRecord::from_core).collect(),
            areas: schedule.areas.as_ref().map(|areas| areas.iter().map(corners).collect()),
        }
    }
}

impl RepetitionRecord {
    fn to_core(self) -> core::Repetition {
        let Self { start, weeks, repetitions, infinite } = self;
        core::Repetition { start: start.into(), weeks, repetitions, infinite }
    }

    fn from_core(core::Repetition { start, weeks, repetitions, infinite }: core::Repetition) -> Self {
        Self { start: start.into(), weeks, repetitions, infinite }
    }
}

impl ShiftRecord {
    fn to_core(self) -> core::Shift {
        core::Shift { weekday: self.weekday.into(), start: self.start.into(), end: self.end.into() }
    }

    /// Nothing for a shift on no weekday, which never is.
    fn from_core(shift: &core::Shift) -> Option<Self> {
        Some(Self { weekday: Weekday::new(shift.weekday)?, start: shift.start.into(), end: shift.end.into() })
    }
}

impl BlockerRecord {
    fn to_core(&self) -> core::Blocker {
        let mut weekdays = [false; 7];
        for weekday in &self.weekdays {
            weekdays[usize::from(u8::from(*weekday))] = true;
        }
        core::Blocker {
            id: self.id,
            user_ids: self.user_ids.clone(),
            weekdays,
            start: self.start.into(),
            end: self.end.into(),
            repetition: self.repetition.to_core(),
        }
    }

    fn from_core(blocker: &core::Blocker) -> Self {
        let weekdays = (0..7).zip(blocker.weekdays).filter(|(_, is_blocked)| *is_blocked);
        Self {
            id: blocker.id,
            user_ids: blocker.user_ids.clone(),
            weekdays: weekdays.filter_map(|(number, _)| Weekday::new(number)).collect(),
            start: blocker.start.into(),
            end: blocker.end.into(),
            repetition: RepetitionRecord::from_core(blocker.repetition),
        }
    }
}

impl BlockerOverrideRecord {
    fn to_core(self) -> core::BlockerOverride {
        let Self { blocker_id, user_id, date, start, end } = self;
        core::BlockerOverride { blocker_id, user_id, day: date.into(), start: start.into(), end: end.into() }
    }

    fn from_core(moved: &core::BlockerOverride) -> Self {
        let core::BlockerOverride { blocker_id, user_id, day, start, end } = *moved;
        Self { blocker_id, user_id, date: day.into(), start: start.into(), end: end.into() }
    }
}

impl TimeOffRecord {
    fn to_core(self) -> core::TimeOff {
        core::TimeOff { user_id: self.user_id, interval: self.interval.into() }
    }

    fn from_core(off: &core::TimeOff) -> Self {
        Self { user_id: off.user_id, interval: off.interval.into() }
    }
}

impl JobRecord {
    fn to_core(self) -> core::Occupied {
        core::Occupied { job_id: self.job_id, user_id: self.user_id, interval: self.interval.into() }
    }

    fn from_core(job: &core::Occupied) -> Self {
        Self { job_id: job.job_id, user_id: job.user_id, interval: job.interval.into() }
    }
}

impl AroundRecord {
    pub(crate) fn to_core(&self) -> Around {
        let buffer = |buffer: &BufferRecord| {
            let BufferRecord { job_type_id, before_minutes, after_minutes } = *buffer;
            core::Buffer { job_type_id, before_minutes, after_minutes }
        };
        let travel = |TravelRecord { speed_km_h, detour_percent, least_minutes }| core::Travel {
            speed_km_h,
            detour_percent,
            least_minutes,
        };
        let ends = |ends: &DayEndsRecord| {
            let [start, end] = [ends.start, ends.end].map(|point| point.map(PointRecord::to_core));
            core::DayEnds { user_id: ends.user_id, start, end }
        };
        let facts = |facts: &JobFactsRecord| {
            let place = facts.place.map(PointRecord::to_core);
            (facts.job_id, core::JobFacts { job_type_id: facts.job_type_id, place })
        };
        Around {
            buffers: self.buffers.iter().map(buffer).collect(),
            travel: self.travel.map(travel),
            day_ends: self.day_ends.iter().map(ends).collect(),
            jobs_per_day: self.jobs_per_day,
            jobs_per_day_of: self.jobs_per_day_of.iter().map(|of| (of.user_id, of.jobs)).collect(),
            jobs_per_day_of_all: self.jobs_per_day_of_all,
            jobs: self.jobs.iter().map(facts).collect(),
        }
    }

    fn from_core(around: &Around) -> Self {
        let buffer = |buffer: &core::Buffer| {
            let core::Buffer { job_type_id, before_minutes, after_minutes } = *buffer;
            BufferRecord { job_type_id, before_minutes, after_minutes }
        };
        let travel = |core::Travel { speed_km_h, detour_percent, least_minutes }| TravelRecord {
            speed_km_h,
            detour_percent,
            least_minutes,
        };
        let ends = |ends: &core::DayEnds| DayEndsRecord {
            user_id: ends.user_id,
            start: point(ends.start),
            end: point(ends.end),
        };
        let facts = |(job_id, facts): (u64, core::JobFacts)| JobFactsRecord {
            job_id,
            job_type_id: facts.job_type_id,
            place: point(facts.place),
        };
        Self {
            buffers: around.buffers.iter().map(buffer).collect(),
            travel: around.travel.map(travel),
            day_ends: around.day_ends.iter().map(ends).collect(),
            jobs_per_day: around.jobs_per_day,
            jobs_per_day_of: around
                .jobs_per_day_of
                .iter()
                .map(|(user_id, jobs)| JobsPerDayRecord { user_id: *user_id, jobs: *jobs })
                .collect(),
            jobs_per_day_of_all: around.jobs_per_day_of_all,
            jobs: around.jobs.iter().map(facts).collect(),
        }
    }
}
