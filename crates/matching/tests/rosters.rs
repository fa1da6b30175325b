//! What a roster's rules mean, one promise each, on dates one can look up in a calendar.

use slotwright_matching::*;

const ADA: u64 = 1;
const BEN: u64 = 2;
const INSTALL: u64 = 1;
const REPAIR: u64 = 2;

/// May 2024: the 1st is a Wednesday, Mondays are the 6th, 13th, 20th and 27th.
fn may(day: i32) -> Day {
    Day(19_843) + day
}

const ALWAYS: Repetition = Repetition { start: Day(0), weeks: 1, repetitions: 0, infinite: true };
const MONDAYS: [bool; 7] = [false, true, false, false, false, false, false];

fn at(day: Day, hour: Minute, minute: Minute) -> Minute {
    day.start() + hour * 60 + minute
}

fn from_to(day: Day, from: Minute, to: Minute) -> Interval {
    Interval::new(at(day, from, 0), at(day, to, 0)).unwrap()
}

/// Ada's Mondays from hour to hour, for installing.
fn mondays(from: Minute, to: Minute) -> Schedule {
    Schedule {
        user_ids: vec![ADA],
        job_type_ids: vec![INSTALL],
        available: true,
        repetition: ALWAYS,
        shifts: vec![Shift { weekday: 1, start: from * 60, end: to * 60 }],
        areas: None,
    }
}

fn lunch() -> Blocker {
    Blocker { id: 5, user_ids: vec![ADA, BEN], weekdays: MONDAYS, start: 720, end: 780, repetition: ALWAYS }
}

fn question(first: Day, last: Day) -> Question {
    Question { job_type_id: INSTALL, place: None, first, last, except_job_id: None }
}

/// Hours of one day which Ada is free, as `[from, to]`.
fn free_on(roster: &Roster, day: Day) -> Vec<[Minute; 2]> {
    hours(&roster.free(ADA, &question(day, day)), day)
}

fn hours(set: &IntervalSet, day: Day) -> Vec<[Minute; 2]> {
    set.iter().map(|interval| [interval.start(), interval.end()].map(|minute| (minute - day.start()) / 60)).collect()
}

mod schedules {
    use super::*;

    fn every_third_week(week_anchor: WeekAnchor) -> Vec<i32> {
        let shifts = [1, 3].map(|weekday| Shift { weekday, start: 540, end: 600 });
        let schedule = Schedule {
            repetition: Repetition { start: may(1), weeks: 3, repetitions: 1, infinite: false },
            shifts: shifts.to_vec(),
            ..mondays(9, 10)
        };
        let roster = Roster { schedules: vec![schedule], week_anchor, ..Roster::default() };
        let free = roster.free(ADA, &question(may(1) + -9, may(31) + 30));
        blocks(&free, may(1) + -9, may(31) + 30, 60).into_iter().map(|(day, _)| day - may(0)).collect()
    }

    #[test]
    fn weeks_are_counted_from_the_start_date() {
        assert_eq!(every_third_week(WeekAnchor::default()), [1, 6, 22, 27]);
    }

    #[test]
    fn weeks_can_be_counted_by_the_calendar_from_sunday() {
        assert_eq!(every_third_week(WeekAnchor::Sunday), [1, 20, 22]);
    }

    #[test]
    fn a_schedule_opens_time_for_its_users_and_job_types_only() {
        let roster = Roster { schedules: vec![mondays(8, 16)], ..Roster::default() };
        let q = question(may(6), may(6));
        assert_eq!(free_on(&roster, may(6)), [[8, 16]]);
        assert!(roster.free(BEN, &q).is_empty());
        assert!(roster.free(ADA, &Question { job_type_id: REPAIR, ..q }).is_empty());
        assert!(roster.free(ADA, &question(may(7), may(12))).is_empty());
    }

    #[test]
    fn what_one_schedule_closes_no_other_opens() {
        let closed = Schedule { available: false, ..mondays(10, 11) };
        let roster = Roster { schedules: vec![closed, mondays(8, 16), mondays(9, 12)], ..Roster::default() };
        assert_eq!(free_on(&roster, may(6)), [[8, 10], [11, 16]]);
    }

    #[test]
    fn a_schedule_closes_time_for_its_job_types_only() {
        let closed = Schedule { available: false, job_type_ids: vec![REPAIR], ..mondays(10, 11) };
        let open = Schedule { job_type_ids: vec![INSTALL, REPAIR], ..mondays(8, 16) };
        let roster = Roster { schedules: vec![open, closed], ..Roster::default() };
        assert_eq!(free_on(&roster, may(6)), [[8, 16]]);
    }

    #[test]
    fn touching_shifts_are_one_block_but_not_over_midnight() {
        let shifts = [(1, 20, 22), (1, 22, 24), (2, 0, 4)];
        let shifts = shifts.map(|(weekday, from, to)| Shift { weekday, start: from * 60, end: to * 60 }).to_vec();
        let roster = Roster { schedules: vec![Schedule { shifts, ..mondays(0, 0) }], ..Roster::default() };
        let free = roster.free(ADA, &question(may(6), may(7)));
        assert_eq!(hours(&free, may(6)), [[20, 28]]);
        let night = [(may(6), vec![from_to(may(6), 20, 24)]), (may(7), vec![from_to(may(7), 0, 4)])];
        assert_eq!(blocks(&free, may(6), may(7), 240), night);
        assert_eq!(blocks(&free, may(6), may(7), 241), []);
    }

    #[test]
    fn a_shift_stays_in_its_day_and_one_that_ends_before_it_starts_is_none() {
        let shift = |start, end| Shift { weekday: 1, start, end };
        let schedule = |shift| Schedule { shifts: vec![shift], ..mondays(0, 0) };
        let free = |shift| {
            let roster = Roster { schedules: vec![schedule(shift)], ..Roster::default() };
            hours(&roster.free(ADA, &question(may(5), may(7))), may(6))
        };
        assert_eq!(free(shift(1320, 1500)), [[22, 24]]);
        assert_eq!(free(shift(-60, 60)), [[0, 1]]);
        assert_eq!(free(shift(600, 540)), [[0; 2]; 0]);
    }
}

mod geofences {
    use super::*;

    fn square(south: f64, west: f64) -> Polygon {
        let corner = |(up, right): (f64, f64)| Point { latitude: south + up, longitude: west + right };
        Polygon([(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)].map(corner).to_vec())
    }

    fn free_at(available: bool, place: Option<(f64, f64)>) -> Vec<[Minute; 2]> {
        let areas = Some(vec![square(40.0, -90.0), square(50.0, -90.0)]);
        let fenced = Schedule { available, areas, ..mondays(8, 12) };
        let roster = Roster { schedules: vec![fenced, mondays(10, 15)], ..Roster::default() };
        let place = place.map(|(latitude, longitude)| Point { latitude, longitude });
        hours(&roster.free(ADA, &Question { place, ..question(may(6), may(6)) }), may(6))
    }

    #[test]
    fn a_fenced_schedule_counts_for_places_in_one_of_its_areas() {
        assert_eq!(free_at(true, Some((40.5, -89.5))), [[8, 15]]);
        assert_eq!(free_at(true, Some((50.5, -89.5))), [[8, 15]]);
        assert_eq!(free_at(true, Some((45.0, -89.5))), [[10, 15]]);
    }

    #[test]
    fn the_border_is_inside() {
        for corner_or_side in [(40.0, -90.0), (41.0, -89.0), (40.5, -90.0), (41.0, -89.5)] {
            assert_eq!(free_at(true, Some(corner_or_side)), [[8, 15]], "{corner_or_side:?}");
        }
        for beside in [(40.0, -90.001), (41.0, -88.999), (41.001, -89.5), (39.999, -90.0)] {
            assert_eq!(free_at(true, Some(beside)), [[10, 15]], "{beside:?}");
        }
    }

    #[test]
    fn a_place_without_coordinates_is_in_no_area() {
        assert_eq!(free_at(true, None), [[10, 15]]);
    }

    #[test]
    fn time_is_closed_for_places_inside_only() {
        assert_eq!(free_at(false, Some((40.5, -89.5))), [[12, 15]]);
        assert_eq!(free_at(false, Some((45.0, -89.5))), [[10, 15]]);
        assert_eq!(free_at(false, None), [[10, 15]]);
    }

    #[test]
    fn no_area_at_all_is_nowhere() {
        let nowhere = Schedule { areas: Some(Vec::new()), ..mondays(8, 12) };
        let roster = Roster { schedules: vec![nowhere], ..Roster::default() };
        let place = Some(Point { latitude: 40.5, longitude: -89.5 });
        assert!(roster.free(ADA, &Question { place, ..question(may(6), may(6)) }).is_empty());
    }
}

mod blockers {
    use super::*;

    fn roster(overrides: Vec<BlockerOverride>) -> Roster {
        Roster { schedules: vec![mondays(8, 18)], blockers: vec![lunch()], overrides, ..Roster::default() }
    }

    fn moved(day: Day, from: Minute, to: Minute) -> BlockerOverride {
        BlockerOverride { blocker_id: 5, user_id: ADA, day, start: from * 60, end: to * 60 }
    }

    fn occurrences(roster: &Roster, user_id: u64, day: Day) -> Vec<([Minute; 2], bool)> {
        let found = roster.blocker_occurrences(user_id, day).into_iter();
        found.map(|o| (hours(&IntervalSet::from_unsorted(vec![o.interval]), day)[0], o.overridden)).collect()
    }

    #[test]
    fn a_blocker_closes_its_weekdays_for_its_users() {
        let roster = roster(Vec::new());
        assert_eq!(free_on(&roster, may(6)), [[8, 12], [13, 18]]);
        assert_eq!(occurrences(&roster, ADA, may(6)), [([12, 13], false)]);
        assert_eq!(occurrences(&roster, ADA, may(7)), []);
        assert_eq!(occurrences(&roster, 3, may(6)), []);
    }

    #[test]
    fn an_override_moves_one_occurrence_of_one_user() {
        let roster = roster(vec![moved(may(6), 15, 16)]);
        assert_eq!(free_on(&roster, may(6)), [[8, 15], [16, 18]]);
        assert_eq!(free_on(&roster, may(13)), [[8, 12], [13, 18]]);
        assert_eq!(occurrences(&roster, ADA, may(6)), [([15, 16], true)]);
        assert_eq!(occurrences(&roster, BEN, may(6)), [([12, 13], false)]);
    }

    #[test]
    fn of_two_overrides_the_later_wins() {
        let roster = roster(vec![moved(may(6), 15, 16), moved(may(6), 9, 10)]);
        assert_eq!(occurrences(&roster, ADA, may(6)), [([9, 10], true)]);
    }

    #[test]
    fn an_override_of_a_day_without_the_blocker_does_nothing() {
        let roster = roster(vec![moved(may(7), 15, 16)]);
        assert_eq!(occurrences(&roster, ADA, may(7)), []);
    }

    #[test]
    fn an_override_of_another_blocker_does_nothing() {
        let other = BlockerOverride { blocker_id: 6, ..moved(may(6), 15, 16) };
        assert_eq!(occurrences(&roster(vec![other]), ADA, may(6)), [([12, 13], false)]);
    }
}

mod time_off_and_jobs {
    use super::*;

    #[test]
    fn time_off_may_span_many_days() {
        let interval = Interval::new(at(may(6), 15, 0), at(may(20), 10, 0)).unwrap();
        let time_offs = vec![TimeOff { user_id: ADA, interval }];
        let roster = Roster { schedules: vec![mondays(8, 18)], time_offs, ..Roster::default() };
        assert_eq!(free_on(&roster, may(6)), [[8, 15]]);
        assert_eq!(free_on(&roster, may(13)), [[0; 2]; 0]);
        assert_eq!(free_on(&roster, may(20)), [[10, 18]]);
    }

    #[test]
    fn a_job_closes_time_for_each_of_its_users_and_for_all_job_types() {
        let schedule = Schedule { user_ids: vec![ADA, BEN], job_type_ids: vec![INSTALL, REPAIR], ..mondays(8, 18) };
        let occupied = [ADA, BEN].map(|user_id| Occupied { job_id: 1, user_id, interval: from_to(may(6), 10, 12) });
        let roster = Roster { schedules: vec![schedule], occupied: occupied.to_vec(), ..Roster::default() };
        for user_id in [ADA, BEN] {
            for job_type_id in [INSTALL, REPAIR] {
                let free = roster.free(user_id, &Question { job_type_id, ..question(may(6), may(6)) });
                assert_eq!(hours(&free, may(6)), [[8, 10], [12, 18]]);
            }
        }
    }

    #[test]
    fn a_job_over_midnight_closes_both_days() {
        let occupied = vec![Occupied { job_id: 1, user_id: ADA, interval: from_to(may(5), 23, 33) }];
        let roster = Roster { schedules: vec![mondays(8, 18)], occupied, ..Roster::default() };
        assert_eq!(free_on(&roster, may(6)), [[9, 18]]);
    }

    #[test]
    fn a_visit_goes_on_beyond_minutes_that_the_clocks_skip_and_takes_none_of_them() {
        let (monday, skipped) = (may(6), IntervalSet::from_unsorted(vec![from_to(may(6), 2, 3)]));
        let roster = Roster { schedules: vec![mondays(0, 5)], skipped, ..Roster::default() };
        let search = Search {
            length_minutes: 60,
            crew: 1,
            step_minutes: 30,
            align: Align::Clock,
            earliest: monday.start(),
            latest: monday.interval().end(),
            skipped: Skipped::of(&roster.skipped),
        };
        let offered = |roster: &Roster, search: &Search| -> Vec<(Minute, Minute)> {
            let free = roster.free(ADA, &question(monday, monday));
            let starts = openings(&[free], search).into_iter().map(|opening| opening.start);
            starts.map(|start| (start - monday.start(), search.visit(start).unwrap().end() - monday.start())).collect()
        };
        let booked = |start: Minute, end: Minute| {
            let visit = Interval::new(monday.start() + start, monday.start() + end).unwrap();
            roster.first_not_free(&[ADA], visit, INSTALL, None, None).is_none()
        };
        let all = [(0, 60), (30, 90), (60, 120), (90, 210), (180, 240), (210, 270), (240, 300)];
        assert_eq!(offered(&roster, &search), all);
        assert!(all.into_iter().all(|(start, end)| booked(start, end)));
        assert!(!booked(90, 150) && !booked(120, 210) && !booked(150, 240), "no clock shows that start or that end");
        for align in [Align::ClockOrFirst, Align::Block] {
            assert_eq!(offered(&roster, &Search { align, ..search }), all);
        }
        for (from, to) in [(1, 2), (3, 4)] {
            let occupied = vec![Occupied { job_id: 1, user_id: ADA, interval: from_to(monday, from, to) }];
            let busy = Roster { occupied, ..roster.clone() };
            let crosses = |(start, end): (Minute, Minute)| start < 120 && 180 < end;
            assert!(!offered(&busy, &search).into_iter().any(crosses), "a job is on one side of them");
        }
    }

    #[test]
    fn a_job_that_lies_in_skipped_minutes_alone_takes_no_time() {
        let skipped = IntervalSet::from_unsorted(vec![from_to(may(6), 2, 3)]);
        let occupied = vec![Occupied { job_id: 1, user_id: ADA, interval: from_to(may(6), 2, 3) }];
        let roster = Roster { schedules: vec![mondays(0, 8)], occupied, skipped, ..Roster::default() };
        assert_eq!(free_on(&roster, may(6)), [[0, 8]]);
    }

    #[test]
    fn time_around_a_job_is_kept_beyond_skipped_minutes_too() {
        let skipped = IntervalSet::from_unsorted(vec![from_to(may(6), 2, 3)]);
        let occupied = vec![Occupied { job_id: 1, user_id: ADA, interval: from_to(may(6), 0, 1) }];
        let roster = Roster { schedules: vec![mondays(0, 8)], occupied, skipped, ..Roster::default() };
        let buffers = vec![Buffer { job_type_id: INSTALL, before_minutes: 120, after_minutes: 0 }];
        let free = roster.free_around(ADA, &question(may(6), may(6)), &Around { buffers, ..Around::default() });
        assert_eq!(hours(&free, may(6)), [[4, 8]], "an hour until two, and one from three");
    }
}

mod booking {
    use super::*;

    fn roster() -> Roster {
        Roster {
            schedules: vec![mondays(8, 12)],
            occupied: vec![Occupied { job_id: 1, user_id: ADA, interval: from_to(may(13), 9, 10) }],
            ..Roster::default()
        }
    }

    fn refused(users: &[u64], visit: Interval, except_job_id: Option<u64>) -> Option<u64> {
        roster().first_not_free(users, visit, INSTALL, None, except_job_id)
    }

    #[test]
    fn a_visit_fits_exactly_between_a_job_and_the_end_of_the_shift() {
        assert_eq!(refused(&[ADA], from_to(may(13), 10, 12), None), None);
        assert_eq!(refused(&[ADA], Interval::new(at(may(13), 9, 59), at(may(13), 11, 0)).unwrap(), None), Some(ADA));
        assert_eq!(refused(&[ADA], Interval::new(at(may(13), 11, 0), at(may(13), 12, 1)).unwrap(), None), Some(ADA));
    }

    #[test]
    fn the_first_in_the_order_given_who_is_not_free_is_named() {
        assert_eq!(refused(&[ADA, BEN], from_to(may(13), 10, 11), None), Some(BEN));
        assert_eq!(refused(&[BEN, ADA], from_to(may(13), 9, 10), None), Some(BEN));
        assert_eq!(refused(&[ADA, BEN], from_to(may(13), 9, 10), None), Some(ADA));
    }

    #[test]
    fn a_job_moved_by_a_quarter_of_an_hour_is_not_in_its_own_way() {
        let visit = Interval::new(at(may(13), 9, 15), at(may(13), 10, 15)).unwrap();
        assert_eq!(refused(&[ADA], visit, None), Some(ADA));
        assert_eq!(refused(&[ADA], visit, Some(1)), None);
        assert_eq!(refused(&[ADA], visit, Some(2)), Some(ADA));
    }

    #[test]
    fn a_visit_over_midnight_is_refused_though_both_sides_are_open() {
        let all_week = (0..7).map(|weekday| Shift { weekday, start: 0, end: 1440 }).collect();
        let roster = Roster { schedules: vec![Schedule { shifts: all_week, ..mondays(0, 0) }], ..Roster::default() };
        let refused = |visit| roster.first_not_free(&[ADA], visit, INSTALL, None, None);
        assert_eq!(refused(from_to(may(6), 23, 24)), None);
        assert_eq!(refused(Interval::new(at(may(6), 23, 30), at(may(7), 0, 30)).unwrap()), Some(ADA));
    }
}

mod calculated_schedule {
    use super::*;

    #[test]
    fn it_is_open_minus_closed_minus_time_off_before_blockers_and_jobs() {
        let closed = Schedule { available: false, ..mondays(10, 11) };
        let roster = Roster {
            schedules: vec![mondays(8, 18), closed],
            blockers: vec![lunch()],
            time_offs: vec![TimeOff { user_id: ADA, interval: from_to(may(6), 17, 30) }],
            occupied: vec![Occupied { job_id: 1, user_id: ADA, interval: from_to(may(6), 14, 15) }],
            skipped: IntervalSet::from_unsorted(vec![from_to(may(6), 15, 16)]),
            ..Roster::default()
        };
        assert_eq!(hours(&roster.open(ADA, INSTALL, may(6)), may(6)), [[8, 10], [11, 15], [16, 17]]);
        assert!(roster.open(ADA, REPAIR, may(6)).is_empty());
        assert!(roster.open(BEN, INSTALL, may(6)).is_empty());
    }

    #[test]
    fn geofences_are_ignored() {
        let nowhere = |available, from, to| Schedule { available, areas: Some(Vec::new()), ..mondays(from, to) };
        let roster = Roster { schedules: vec![nowhere(true, 8, 12), nowhere(false, 9, 10)], ..Roster::default() };
        assert_eq!(hours(&roster.open(ADA, INSTALL, may(6)), may(6)), [[8, 9], [10, 12]]);
    }
}
