//! Drawings of days: what is given above, what follows from it below.
//!
//! A character is a quarter of an hour of a Monday, from 08:00 unless the drawing says otherwise. `#` is given time, of
//! a person (free) or of a rule by its name; see `Drawing::draw` for the rows that follow. In the row `starts` a digit
//! says how many could come to a visit that starts there; in the row `why` a letter is the first cause for which none can.

use slotwright_matching::*;

#[test]
fn a_visit_starts_where_all_of_it_fits() {
    visit(60).check(
        "
        ada    |####...####...######|
        starts |1......1......111...|
        ",
    );
}

#[test]
fn each_start_tells_how_many_could_come() {
    visit(45).check(
        "
        ada    |######..######......|
        ben    |..############......|
        cho    |.....#######........|
        starts |112212223322........|
        ",
    );
}

#[test]
fn a_crew_must_be_free_together() {
    visit(45).crew(2).check(
        "
        ada    |######..######......|
        ben    |..############......|
        cho    |.....#######........|
        starts |..22.2223322........|
        ",
    );
}

#[test]
fn two_who_relieve_each_other_are_no_crew() {
    visit(60).check(
        "
        ada    |####................|
        ben    |....####............|
        starts |1...1...............|
        ",
    );
    visit(60).crew(2).check(
        "
        ada    |######..............|
        ben    |...#####............|
        starts |....................|
        ",
    );
}

#[test]
fn by_the_clock_visits_start_on_round_times() {
    visit(30).step(30).check(
        "
        ada    |.######...#######...|
        starts |..1.1.....1.1.1.....|
        ",
    );
    visit(30).step(60).check(
        "
        ada    |.######...#######...|
        starts |....1.......1.......|
        ",
    );
}

#[test]
fn by_the_clock_or_first_a_stretch_without_a_round_time_is_offered_from_its_first_minute() {
    visit(60).step(60).by_clock_or_first().check(
        "
        ada    |.####..#####........|
        starts |.1......1...........|
        ",
    );
    // Of two who could come at different times the round time of one of them is enough.
    visit(60).step(60).by_clock_or_first().check(
        "
        ada    |...#####............|
        ben    |....####.......####.|
        starts |....2..........1....|
        ",
    );
    visit(60).step(60).by_clock_or_first().crew(2).check(
        "
        ada    |...######...........|
        ben    |.....#######........|
        starts |.....2..............|
        ",
    );
}

#[test]
fn by_block_visits_follow_each_other_from_where_somebody_becomes_free() {
    visit(30).step(30).by_block().check(
        "
        ada    |.######...#######...|
        starts |.1.1.1....1.1.1.....|
        ",
    );
    visit(30).step(45).by_block().check(
        "
        ada    |########............|
        ben    |..########..........|
        starts |1.22.22.1...........|
        ",
    );
}

#[test]
fn a_block_too_short_for_the_visit_starts_none() {
    visit(60).step(60).by_block().check(
        "
        ada    |.##.................|
        ben    |..########..........|
        starts |..1...1.............|
        ",
    );
}

#[test]
fn a_crew_can_start_by_the_block_of_each_of_its_members() {
    visit(30).step(45).by_block().crew(2).check(
        "
        ada    |########............|
        ben    |..########..........|
        starts |..22.22.............|
        ",
    );
}

#[test]
fn the_notice_and_the_horizon_cut_visits_off() {
    visit(45).check(
        "
        ada    |####################|
        asked  |....##########......|
        starts |....11111111........|
        ",
    );
}

#[test]
fn the_notice_does_not_move_the_start_of_a_block() {
    visit(30).step(45).by_block().check(
        "
        ada    |####################|
        asked  |....##########......|
        starts |......1..1..1.......|
        ",
    );
}

#[test]
fn a_visit_ends_at_midnight_but_does_not_reach_over_it() {
    visit(60).at_hour(22).check(
        "
        ada    |################|
        starts |11111...11111...|
        ",
    );
}

#[test]
fn a_block_starts_anew_at_midnight() {
    visit(30).step(45).by_block().at_hour(22).check(
        "
        ada    |..##############|
        starts |..1..1..1..1..1.|
        ",
    );
    visit(30).step(60).by_block().at_hour(22).check(
        "
        ada    |...#############|
        starts |...1....1...1...|
        ",
    );
}

#[test]
fn enough_at_once_is_anything_from_any_of_them_to_all_of_them() {
    visit(60).check(
        "
        ada    |####..####....##|
        ben    |..####..####....|
        cho    |...#######......|
        any    |############..##|
        two    |..########......|
        all    |...#....##......|
        ",
    );
}

#[test]
fn touching_times_of_different_people_make_one_stretch() {
    visit(60).check(
        "
        ada    |####............|
        ben    |....####........|
        any    |########........|
        all    |................|
        ",
    );
}

#[test]
fn the_whole_visit_lies_in_the_wish_and_the_first_wish_that_can_be_met_is_taken() {
    visit(60).check(
        "
        ada    |########..##########|
        wish   |.....#######........|
        wish   |............######..|
        best   |............2.......|
        ",
    );
}

#[test]
fn a_wish_that_starts_off_the_grid_is_met_from_the_next_start_on() {
    visit(60).step(60).check(
        "
        ada    |####################|
        wish   |.#####..............|
        best   |....................|
        ",
    );
    visit(60).step(60).check(
        "
        ada    |####################|
        wish   |.#######............|
        best   |....1...............|
        ",
    );
}

#[test]
fn a_wish_is_no_way_around_the_notice() {
    visit(30).step(60).check(
        "
        ada    |####################|
        asked  |...#################|
        wish   |.#########..........|
        best   |....1...............|
        ",
    );
}

#[test]
fn what_they_would_rather_not_is_met_last() {
    visit(60).check(
        "
        ada    |####################|
        wish   |########............|
        rather |......###...........|
        best   |1...................|
        ",
    );
    visit(60).check(
        "
        ada    |####################|
        wish   |########............|
        rather |.##.................|
        best   |...1................|
        ",
    );
    visit(60).check(
        "
        ada    |####################|
        wish   |######..............|
        wish   |............########|
        rather |..###...............|
        best   |............2.......|
        ",
    );
    visit(60).check(
        "
        ada    |########............|
        wish   |..######............|
        wish   |............########|
        rather |....#...............|
        best   |..1.................|
        ",
    );
}

#[test]
fn a_wish_that_cannot_be_met_tells_what_would_have_to_give() {
    // (s)horter by half, another (t)ime, a smaller (c)rew.
    visit(60).crew(2).check(
        "
        ada    |.####...######......|
        ben    |.###..........######|
        cho    |....####....########|
        wish   |..######............|
        gives  |..s.c.........t.....|
        ",
    );
}

#[test]
fn the_nearest_openings_come_first_and_the_earlier_of_two_equally_near() {
    visit(30).check(
        "
        ada    |.###....###...######|
        wanted |.....#..............|
        near   |.31.....24..........|
        ",
    );
    visit(15).check(
        "
        ada    |.###....###...######|
        wanted |.........#..........|
        near   |........213...4.....|
        ",
    );
}

#[test]
fn closed_beats_open_and_everything_in_the_way_is_cut_out() {
    visit(30).check(
        "
        open   |################....|
        open   |..............######|
        closed |............#.......|
        lunch  |...##...............|
        job    |..##................|
        off    |.................###|
        free   |##...#######.####...|
        starts |1....111111..111....|
        ",
    );
}

#[test]
fn an_override_moves_a_blocker_away_from_its_own_time() {
    visit(30).check(
        "
        open   |####################|
        lunch  |....####............|
        moved  |..........##........|
        free   |##########..########|
        ",
    );
}

#[test]
fn a_night_shift_is_two_days_to_a_booking() {
    visit(120).at_hour(22).check(
        "
        open   |################|
        job    |.........#......|
        free   |#########.######|
        blocks |########........|
        ",
    );
}

#[test]
fn each_start_that_is_not_offered_has_a_cause_and_says_what_is_missing() {
    visit(45).check(
        "
        asked  |..##################|
        open   |..##############....|
        closed |...............#....|
        lunch  |.......##...........|
        job    |...........#........|
        off    |.............##.....|
        starts |..111...............|
        why    |nn...bbbbjjoochhhhzz|
        short  |.....12..12.2.......|
        ",
    );
}

#[test]
fn a_helper_is_needed_for_the_first_half_hour_only() {
    visit(60).check(
        "
        ada    |..########..........|
        ben    |######...........###|
        helped |..211...............|
        ",
    );
}

#[test]
fn a_window_of_an_hour_promises_every_start_in_it_or_some() {
    visit(45).check(
        "
        ada    |########..####..###.|
        ben    |.............#######|
        starts |111111....11.11121..|
        every  |1...................|
        some   |1...1...1...1...2...|
        ",
    );
}

#[test]
fn a_buffer_lies_on_both_sides_of_each_job_and_reaches_beyond_hours_and_breaks() {
    let tidy_up = Buffer { job_type_id: 1, before_minutes: 15, after_minutes: 30 };
    visit(30).around(Around { buffers: vec![tidy_up], jobs: job_1(None), ..Around::default() }).check(
        "
        open   |####################|
        job    |........##..........|
        lunch  |...........#........|
        free   |#####........#######|
        starts |1111.........111111.|
        why    |....uuujjjbbu......h|
        ",
    );
    visit(30).around(Around { buffers: vec![tidy_up], jobs: job_1(None), ..Around::default() }).check(
        "
        open   |..##################|
        job    |##..................|
        free   |.....###############|
        ",
    );
}

#[test]
fn the_way_to_a_job_is_kept_on_both_sides_of_it() {
    // 40 km at 80 km/h are half an hour.
    let travel = Some(Travel { speed_km_h: 80, detour_percent: 100, least_minutes: 15 });
    visit(30).around(Around { travel, jobs: job_1(Some(km_north(39.9))), ..Around::default() }).check(
        "
        open   |####################|
        job    |........##..........|
        free   |######......########|
        why    |.....ttjjjtt.......h|
        ",
    );
}

#[test]
fn a_place_that_is_not_known_or_is_the_same_takes_the_least_time() {
    let travel = Some(Travel { speed_km_h: 80, detour_percent: 100, least_minutes: 15 });
    for place in [None, Some(km_north(0.0))] {
        visit(30).around(Around { travel, jobs: job_1(place), ..Around::default() }).check(
            "
            open   |####################|
            job    |........##..........|
            free   |#######....#########|
            ",
        );
    }
}

#[test]
fn the_ways_from_and_to_home_lie_in_working_hours() {
    let travel = Some(Travel { speed_km_h: 80, detour_percent: 100, least_minutes: 15 });
    let day_ends = vec![DayEnds { user_id: 1, start: Some(km_north(39.9)), end: Some(km_north(0.0)) }];
    visit(30).around(Around { travel, day_ends, ..Around::default() }).check(
        "
        open   |..######.########...|
        free   |....####.#######....|
        why    |hhtt...hh......thhhh|
        ",
    );
}

#[test]
fn a_night_shift_has_one_way_out_and_one_way_home() {
    let travel = Some(Travel { speed_km_h: 80, detour_percent: 100, least_minutes: 15 });
    let day_ends = vec![DayEnds { user_id: 1, start: Some(km_north(0.0)), end: Some(km_north(0.0)) }];
    visit(30).at_hour(22).around(Around { travel, day_ends, ..Around::default() }).check(
        "
        open   |..############..|
        free   |...##########...|
        ",
    );
}

#[test]
fn a_day_with_as_many_jobs_as_are_allowed_is_closed() {
    let one_a_day = |of_ada| Around { jobs_per_day: Some(1), jobs_per_day_of: of_ada, ..Around::default() };
    visit(30).around(one_a_day(vec![])).check(
        "
        open   |####################|
        job    |........##..........|
        free   |....................|
        ",
    );
    visit(30).around(one_a_day(vec![(1, 2)])).check(
        "
        open   |####################|
        job    |........##..........|
        free   |########..##########|
        ",
    );
}

/// What is known of the drawing's job.
fn job_1(place: Option<Point>) -> KnownJobs {
    [(1, JobFacts { job_type_id: 1, place })].into()
}

/// So far from the visit.
fn km_north(km: f64) -> Point {
    Point { latitude: HERE.latitude + km / 111.195, ..HERE }
}

const HERE: Point = Point { latitude: 40.5, longitude: -89.5 };

fn visit(length_minutes: Minute) -> Drawing {
    let search = Search {
        length_minutes,
        crew: 1,
        step_minutes: 15,
        align: Align::Clock,
        earliest: Minute::MIN,
        latest: Minute::MAX,
        skipped: Skipped::NONE,
    };
    Drawing { search, from_hour: 8, around: Around::default() }
}

const MONDAY: Day = Day(19_849);
const CHARACTER_MINUTES: Minute = 15;

struct Drawing {
    search: Search,
    around: Around,
    from_hour: Minute,
}

impl Drawing {
    fn crew(mut self, crew: usize) -> Drawing {
        self.search.crew = crew;
        self
    }

    fn step(mut self, step_minutes: Minute) -> Drawing {
        self.search.step_minutes = step_minutes;
        self
    }

    fn by_clock_or_first(mut self) -> Drawing {
        self.search.align = Align::ClockOrFirst;
        self
    }

    fn by_block(mut self) -> Drawing {
        self.search.align = Align::Block;
        self
    }

    fn around(mut self, around: Around) -> Drawing {
        self.around = around;
        self
    }

    fn at_hour(mut self, hour: Minute) -> Drawing {
        self.from_hour = hour;
        self
    }

    /// Draws the rows again that follow from the others, and compares.
    #[track_caller]
    fn check(self, picture: &str) {
        let rows: Vec<(&str, &str)> = picture
            .lines()
            .filter_map(|line| line.trim().strip_suffix('|')?.split_once('|'))
            .map(|(name, cells)| (name.trim(), cells))
            .collect();
        let drawn: Vec<String> =
            rows.iter().map(|(name, cells)| format!("{name:6} |{}|", self.draw(name, cells, &rows))).collect();
        let expected: Vec<String> = rows.iter().map(|(name, cells)| format!("{name:6} |{cells}|")).collect();
        assert!(drawn == expected, "expected\n\n{}\n\nbut drew\n\n{}\n", expected.join("\n"), drawn.join("\n"));
    }

    fn draw(&self, row: &str, cells: &str, rows: &[(&str, &str)]) -> String {
        let given = |names: &[&str]| -> Vec<IntervalSet> {
            rows.iter().filter(|(name, _)| names.contains(name)).map(|(_, cells)| self.times(cells)).collect()
        };
        let people = match self.roster(&given) {
            Some(roster) => vec![roster.free_around(1, &question(), &self.around)],
            None => given(&["ada", "ben", "cho"]),
        };
        let everybody: Vec<&IntervalSet> = people.iter().collect();
        let mut search = self.search;
        if let [asked] = given(&["asked"]).as_slice() {
            (search.earliest, search.latest) = (asked.as_slice()[0].start(), asked.as_slice()[0].end());
        }
        let digits = |marks: Vec<(Minute, usize)>| {
            let mut line = vec!['.'; cells.len()];
            for (minute, digit) in marks {
                line[self.column(minute)] = char::from_digit(digit as u32, 10).unwrap();
            }
            line.into_iter().collect()
        };
        let times = |set: &IntervalSet| {
            let of = |column: usize| set.iter().any(|interval| interval.contains(self.minute(column)));
            (0..cells.len()).map(|column| if of(column) { '#' } else { '.' }).collect()
        };
        let marks = |mark: &dyn Fn(&[Reason]) -> Option<char>| -> String {
            let roster = self.roster(&given).expect("reasons are a roster's");
            let reasons = |column| roster.reasons(1, self.minute(column), &question(), &search, &self.around);
            (0..cells.len()).map(|column| mark(&reasons(column)).unwrap_or('.')).collect()
        };
        match row {
            "starts" => digits(openings(&people, &search).iter().map(|o| (o.start, o.people as usize)).collect()),
            "any" => times(&free_for_at_least(1, &everybody)),
            "two" => times(&free_for_at_least(2, &everybody)),
            "all" => times(&free_for_at_least(everybody.len(), &everybody)),
            "free" => times(&people[0]),
            "blocks" => {
                let found = blocks(&people[0], MONDAY, MONDAY + 1, search.length_minutes);
                times(&found.into_iter().flat_map(|(_, blocks)| blocks).collect())
            }
            "best" => {
                let windows = given(&["wish"]);
                let wishes = (0..).zip(windows.iter().flatten()).map(|(rank, window)| Wish { window, rank }).collect();
                let best =
                    Wishes { wishes, rather_not: given(&["rather"]).pop().unwrap_or_default() }.best(&people, &search);
                digits(best.map(|(wish, opening)| (opening.start, wish + 1)).into_iter().collect())
            }
            "gives" => {
                let wish = given(&["wish"])[0].as_slice()[0];
                let mut line: Vec<char> = vec!['.'; cells.len()];
                for concession in Wishes::default().concessions(wish, &people, &search) {
                    let (mark, opening) = match concession {
                        Concession::Shorter { opening, .. } => ('s', opening),
                        Concession::OtherTime { opening, .. } => ('t', opening),
                        Concession::OtherDay { opening, .. } => ('d', opening),
                        Concession::SmallerCrew { opening, .. } => ('c', opening),
                        other => panic!("{other:?} has no letter yet"),
                    };
                    line[self.column(opening.start)] = mark;
                }
                line.into_iter().collect()
            }
            "helped" => {
                let lead = Seat { person: Some(0), ..Seat::default() };
                let helper = Seat { first_minutes: Some(30), ..Seat::default() };
                let crew = Crew { seats: vec![lead, helper], with_skill: vec![] };
                let people: Vec<Person> = people.iter().map(|free| Person { free, skills: &[] }).collect();
                digits(crew.openings(&people, &search).iter().map(|o| (o.start, o.people as usize)).collect())
            }
            "every" | "some" => {
                let promise = if row == "every" { Promise::EveryStart } else { Promise::SomeStart };
                let windows = Windows { window_minutes: 60, step_minutes: 60, promise };
                let found = arrival_windows(&people, &search, &windows).into_iter();
                digits(found.map(|found| (found.window.start(), found.first.people as usize)).collect())
            }
            "near" => {
                let wanted = given(&["wanted"])[0].as_slice()[0].start();
                let found = nearest(&openings(&people, &search), wanted, 4);
                digits(found.iter().enumerate().map(|(rank, opening)| (opening.start, rank + 1)).collect())
            }
            "why" => marks(&|reasons| Some(cause_letter(reasons.first()?))),
            "short" => marks(&|reasons| {
                reasons.iter().find_map(|reason| match reason {
                    Reason::TooShort { missing_minutes, .. } => {
                        char::from_digit((missing_minutes / CHARACTER_MINUTES) as u32, 10)
                    }
                    _ => None,
                })
            }),
            _ => cells.to_string(),
        }
    }

    /// One user's roster, if the picture is of one.
    fn roster(&self, given: &impl Fn(&[&str]) -> Vec<IntervalSet>) -> Option<Roster> {
        let every_week = Repetition { start: MONDAY, weeks: 1, repetitions: 0, infinite: true };
        let of_day = |interval: Interval| {
            blocks(&IntervalSet::from_unsorted(vec![interval]), MONDAY, MONDAY + 1, 0)
                .into_iter()
                .flat_map(|(day, parts)| parts.into_iter().map(move |part| (day, part)))
                .map(|(day, part)| (day.weekday(), part.start() - day.start(), part.end() - day.start()))
                .collect::<Vec<_>>()
        };
        let all = |name: &str| given(&[name]).iter().flat_map(IntervalSet::iter).collect::<Vec<_>>();
        let mut schedules = Vec::new();
        for (name, available) in [("open", true), ("closed", false)] {
            for set in given(&[name]) {
                let parts = set.iter().flat_map(of_day);
                schedules.push(Schedule {
                    user_ids: vec![1],
                    job_type_ids: vec![1],
                    available,
                    repetition: every_week,
                    shifts: parts.map(|(weekday, start, end)| Shift { weekday, start, end }).collect(),
                    areas: None,
                });
            }
        }
        let lunches = all("lunch").into_iter().flat_map(of_day);
        let moved = all("moved").into_iter().flat_map(of_day);
        (!schedules.is_empty()).then(|| Roster {
            schedules,
            blockers: lunches
                .map(|(_, start, end)| Blocker {
                    id: 1,
                    user_ids: vec![1],
                    weekdays: [false, true, false, false, false, false, false],
                    start,
                    end,
                    repetition: every_week,
                })
                .collect(),
            overrides: moved
                .map(|(_, start, end)| BlockerOverride { blocker_id: 1, user_id: 1, day: MONDAY, start, end })
                .collect(),
            time_offs: all("off").into_iter().map(|interval| TimeOff { user_id: 1, interval }).collect(),
            occupied: all("job").into_iter().map(|interval| Occupied { job_id: 1, user_id: 1, interval }).collect(),
            ..Roster::default()
        })
    }

    fn times(&self, cells: &str) -> IntervalSet {
        let marked = cells.chars().enumerate().filter(|(_, mark)| *mark == '#');
        marked.filter_map(|(column, _)| Interval::new(self.minute(column), self.minute(column + 1))).collect()
    }

    fn minute(&self, column: usize) -> Minute {
        MONDAY.start() + self.from_hour * 60 + column as Minute * CHARACTER_MINUTES
    }

    fn column(&self, minute: Minute) -> usize {
        let since = minute - self.minute(0);
        assert_eq!(since % CHARACTER_MINUTES, 0, "the drawing is too coarse for {minute}");
        (since / CHARACTER_MINUTES) as usize
    }
}

fn cause_letter(reason: &Reason) -> char {
    match reason {
        Reason::Notice { .. } => 'n',
        Reason::Horizon { .. } => 'z',
        Reason::OutsideHours { .. } => 'h',
        Reason::Closed { .. } => 'c',
        Reason::Blocker { .. } => 'b',
        Reason::Job { .. } => 'j',
        Reason::TimeOff { .. } => 'o',
        Reason::Buffer { .. } => 'u',
        Reason::Travel { .. } => 't',
        Reason::Cap { .. } => 'p',
        Reason::TooShort { .. } => 's',
        other => panic!("{other:?} has no letter yet"),
    }
}

fn question() -> Question {
    Question { job_type_id: 1, place: Some(HERE), first: MONDAY, last: MONDAY + 1, except_job_id: None }
}
