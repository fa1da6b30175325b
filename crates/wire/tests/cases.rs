//! Every file in `tests/cases/` is a case: it is asked again, and its answer has to come out.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use slotwright_matching as core;
use slotwright_matching::{Day, Interval, IntervalSet, Skipped, Wishes};
use slotwright_wire::case::{
    Arrival, At, Case, CrewRecord, RosterInput, Wanted, ask, of_blocks, of_roster, read, write,
};

/// The files of the folder: their names and their texts.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let paths = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(name.ends_with(".json"), "{name} is no case");
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn read_text(text: &str) -> Result<Case, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let case = read(&mut json)?;
    json.end().map_err(|error| error.to_string())?;
    Ok(case)
}

/// Asks a case again. What is wrong with it, or with its answer, in a line each.
fn run(name: &str, text: &str) -> Vec<String> {
    let case = match read_text(text) {
        Ok(case) => case,
        Err(problem) => return vec![format!("{name}: {problem}")],
    };
    let [expected, found] = [&case.answer, &ask(&case)].map(|answer| serde_json::to_value(answer).unwrap());
    let mut differences = Vec::new();
    compare("answer", &expected, &found, &mut differences);
    differences.iter().map(|difference| format!("{name}: {difference}")).collect()
}

/// Tells where two answers differ. What is not in the expected one at all was not asked for, but of openings there must be
/// no others.
fn compare(path: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                compare(&format!("{path}.{key}"), value, found.get(key).unwrap_or(&NOTHING), differences);
            }
            for (key, value) in found.iter().filter(|(key, _)| !expected.contains_key(*key)) {
                if path.starts_with("answer.openings") || path.starts_with("answer.crew.openings") {
                    compare(&format!("{path}.{key}"), &NOTHING, value, differences);
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            for place in 0..expected.len().max(found.len()) {
                let [expected, found] = [expected, found].map(|values| values.get(place).unwrap_or(&NOTHING));
                compare(&format!("{path}[{place}]"), expected, found, differences);
            }
        }
        _ if expected == found => {}
        _ => {
            let [expected, found] =
                [expected, found].map(|value| if *value == NOTHING { "nothing".to_owned() } else { value.to_string() });
            differences.push(format!("`{path}` should be {expected}, and is {found}"));
        }
    }
}

/// Answers have no such text.
static NOTHING: Value = Value::Null;

#[test]
fn every_case_in_the_folder_has_its_answer() {
    let files = files();
    assert!(12 <= files.len(), "{} files", files.len());
    let problems: Vec<String> = files.iter().flat_map(|(name, text)| run(name, text)).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// A committed case with something else in it.
fn falsified(name: &str, old: &str, new: &str) -> Vec<String> {
    let (_, text) = files().into_iter().find(|(file, _)| file == name).unwrap();
    assert_eq!(text.matches(old).count(), 1, "`{old}` in {name}");
    run(name, &text.replace(old, new))
}

#[test]
fn another_answer_is_told_with_the_files_name_and_what_should_be_there() {
    let report = |old, new| falsified("two-of-five.json", old, new).join("\n");
    assert_eq!(
        report(r#""09:00:00": 2, "09:30:00""#, r#""08:30:00": 2, "09:30:00""#),
        "two-of-five.json: `answer.openings.2026-06-01.08:30:00` should be 2, and is nothing\n\
         two-of-five.json: `answer.openings.2026-06-01.09:00:00` should be nothing, and is 2"
    );
    assert_eq!(
        report(r#""09:30:00": 2"#, r#""09:30:00": 3"#),
        "two-of-five.json: `answer.openings.2026-06-01.09:30:00` should be 3, and is 2"
    );
    assert_eq!(report("[1, 3]", "[1, 4]"), "two-of-five.json: `answer.wanted.crew[1]` should be 4, and is 3");
    assert_eq!(report("[1, 3]", "null"), "two-of-five.json: `answer.wanted.crew` should be nothing, and is [1,3]");
    // Another question has another answer.
    assert!(report(r#""crew": 2"#, r#""crew": 1"#).lines().count() > 5);
}

#[test]
fn why_not_is_told_too() {
    let report = falsified("spring-skips-an-hour.json", "skipped_by_clock_change", "job").join("\n");
    let path = "answer.wanted.why_not.people[0].reasons[0]";
    assert_eq!(
        report,
        format!("spring-skips-an-hour.json: `{path}` should be \"job\", and is \"skipped_by_clock_change\"")
    );
}

#[test]
fn arrival_windows_and_crews_are_told_too() {
    let report = |name, old, new| falsified(name, old, new).join("\n");
    let name = "windows-that-overlap.json";
    assert_eq!(
        report(
            name,
            r#""start": "2024-05-13 09:00:00", "end": "2024-05-13 11:00:00""#,
            r#""start": "2024-05-13 09:00:00", "end": "2024-05-13 10:00:00""#
        ),
        format!(
            "{name}: `answer.arrival_windows[1].window.end` should be \"2024-05-13 10:00:00\", and is \"2024-05-13 11:00:00\""
        )
    );
    assert_eq!(
        report(name, r#""promise": "some""#, r#""promise": "every""#).lines().count(),
        2,
        "neither of the windows is left"
    );
    let name = "a-helper-for-the-first-hour.json";
    assert_eq!(report(name, "[2, 1]", "[1, 2]").lines().count(), 2, "who has which seat matters");
    assert_eq!(
        report(
            name,
            r#", "11:00:00": 1 } },
      "wanted""#,
            r#" } },
      "wanted""#
        ),
        format!("{name}: `answer.crew.openings.2024-05-13.11:00:00` should be nothing, and is 1")
    );
    assert_eq!(
        report("the-helper-has-a-job.json", r#"["seat", "crew"]"#, r#"["crew", "crew"]"#),
        "the-helper-has-a-job.json: `answer.crew.wanted.why_not.start[0]` should be \"crew\", and is \"seat\""
    );
}

#[test]
fn a_newer_file_is_refused_before_anything_in_it() {
    let report = falsified("two-of-five.json", r#""version": 1,"#, r#""version": 2, "crews": [],"#).join("\n");
    assert!(
        report.starts_with(
            "two-of-five.json: `version`: `2` is newer than this program, which reads 1 (take a newer one)"
        ),
        "{report}"
    );
    assert!(
        read_text(r#"{ "about": "", "version": 1 }"#).unwrap_err().contains("begins with `about` (expected `version`)")
    );
    assert!(read_text(r#"{ "version": 0 }"#).unwrap_err().contains("`0` is no version (expected 1)"));
    assert!(read_text("{}").unwrap_err().contains("missing field `version`"));
    assert!(read_text("[]").unwrap_err().contains("expected a case: an object that begins with its `version`"));
}

#[test]
fn a_bad_value_is_told_with_its_member_and_what_is_allowed() {
    for (name, old, new, path, sentence) in [
        (
            "two-of-five.json",
            r#""earliest": "2026-06-01 00:00:00""#,
            r#""earliest": "2026-06-31 00:00:00""#,
            "search.earliest",
            "`2026-06-31 00:00:00` is no date and time (expected `YYYY-MM-DD HH:MM:SS`, a date and a whole minute that exist)",
        ),
        (
            "two-of-five.json",
            r#""clock""#,
            r#""sundial""#,
            "search.align",
            "unknown variant `sundial`, expected one of `clock`, `clock_or_first`, `block`",
        ),
        (
            "two-of-five.json",
            r#""crew": 2"#,
            r#""crew": -2"#,
            "search.crew",
            "invalid value: integer `-2`, expected u32",
        ),
        (
            "two-of-five.json",
            r#""crew": 2"#,
            r#""crews": 2"#,
            "search.crews",
            "unknown field `crews`, expected one of `length_in_minutes`, `crew`, `step_minutes`",
        ),
        (
            "two-of-five.json",
            r#""1": [{ "start": "08:00:00""#,
            r#""Ada": [{ "start": "08:00:00""#,
            "input.blocks",
            "`Ada` on 2026-06-01 is no user (expected a number)",
        ),
        (
            "two-of-five.json",
            r#""08:00:00", "end": "12:00:00""#,
            r#""12:00:00", "end": "12:00:00""#,
            "input.blocks",
            "`12:00:00` to `12:00:00` of user 1 on 2026-06-01 is no block (expected a start before the end)",
        ),
        (
            "two-of-five.json",
            r#""08:00:00", "end": "12:00:00""#,
            r#""08:00:00", "until": "12:00:00""#,
            "input.blocks.2026-06-01.1[0].until",
            "unknown field `until`, expected `start` or `end`",
        ),
        (
            "two-of-five.json",
            r#""09:00:00": 2, "09:30:00""#,
            r#""9 o'clock": 2, "09:30:00""#,
            "answer.openings",
            "`9 o'clock` is no time (expected `HH:MM:SS`, a whole minute from `00:00:00` to `24:00:00`)",
        ),
        (
            "spring-skips-an-hour.json",
            r#""weekday": 0"#,
            r#""weekday": 7"#,
            "input.roster.schedules[0].shifts[0].weekday",
            "`7` is no weekday (expected 0 for Sunday to 6 for Saturday)",
        ),
        (
            "spring-skips-an-hour.json",
            r#""2026-01-04""#,
            r#""2026-1-4""#,
            "input.roster.schedules[0].repetition.start",
            "`2026-1-4` is no date (expected `YYYY-MM-DD`, a date that exists)",
        ),
        (
            "spring-skips-an-hour.json",
            r#""start": "2026-03-08 01:30:00""#,
            r#""start": "2026-03-08 03:30:00""#,
            "wishes[0]",
            "`2026-03-08 03:30:00` to `2026-03-08 03:30:00` is no stretch of time (expected a start before the end)",
        ),
        (
            "windows-that-overlap.json",
            r#""promise": "some""#,
            r#""promise": "most""#,
            "arrival.promise",
            "unknown variant `most`, expected `every` or `some`",
        ),
        (
            "the-nearest-who-can-do-it.json",
            r#""nearest": [{ "user_id": 1"#,
            r#""nearest": [{ "name": 1"#,
            "input.roster.crew.choice.nearest[0].name",
            "unknown field `name`, expected `user_id` or `minutes`",
        ),
        (
            "a-fixed-member-and-one-more.json",
            r#""seats": [{ "user_id": 3 }"#,
            r#""seats": [{ "user_id": "Three" }"#,
            "input.roster.crew.seats[0].user_id",
            "invalid type: string",
        ),
        (
            "spring-skips-an-hour.json",
            r#""place": null"#,
            r#""place": null, "plaice": 1"#,
            "input.roster.plaice",
            "unknown field `plaice`, expected one of `user_ids`",
        ),
        (
            "spring-skips-an-hour.json",
            r#""roster": {"#,
            r#""rooster": {"#,
            "input",
            "unknown variant `rooster`, expected `roster` or `blocks`",
        ),
    ] {
        let report = falsified(name, old, new);
        let [report] = report.as_slice() else { panic!("{report:?}") };
        assert!(report.starts_with(&format!("{name}: `{path}`: {sentence}")), "{report}");
    }
}

#[test]
fn every_case_is_written_as_it_was_read() {
    for (name, text) in files() {
        let case = read_text(&text).unwrap();
        let written = serde_json::to_string_pretty(&case).unwrap();
        assert!(written.starts_with("{\n  \"version\": 1,\n"), "{name}");
        assert_eq!(read_text(&written), Ok(case), "{name}");
    }
}

#[test]
fn times_at_the_ends_of_the_axis_are_copied_without_a_panic() {
    for (start, end) in [(i32::MIN, i32::MIN + 3000), (i32::MAX - 3000, i32::MAX)] {
        let interval = Interval::new(start, end).unwrap();
        let search = core::Search {
            length_minutes: i32::MAX,
            crew: usize::MAX,
            step_minutes: i32::MIN,
            align: core::Align::Clock,
            earliest: i32::MIN,
            latest: i32::MAX,
            skipped: Skipped::NONE,
        };
        let wanted = Wanted { start: At::from(end), at_most: u32::MAX, minutes_per_day: i32::MAX };
        let promise = core::Promise::SomeStart;
        let arrival = Arrival::from(&core::Windows { window_minutes: i32::MAX, step_minutes: i32::MIN, promise });
        let free = [interval].into_iter().collect();
        let text = write(&of_blocks(
            &[u64::MAX],
            &[free],
            &search,
            &Wishes::ranked(&[interval], IntervalSet::from_unsorted(vec![interval])),
            Some(wanted),
            Some(arrival),
        ));
        assert!(text.contains(r#""answer":{"openings":{}"#), "{text}");
    }
}

#[test]
fn the_last_minute_of_a_day_is_a_block() {
    let minute = Interval::new(MONDAY.start() + 1439, MONDAY.start() + 1440).unwrap();
    let search = core::Search {
        length_minutes: 1,
        crew: 1,
        step_minutes: 1,
        align: core::Align::Clock,
        earliest: MONDAY.start(),
        latest: (MONDAY + 1).start(),
        skipped: Skipped::NONE,
    };
    let text = write(&of_blocks(&[1], &[[minute].into_iter().collect()], &search, &Wishes::default(), None, None));
    assert!(text.contains(r#"{"2026-06-01":{"1":[{"start":"23:59:00","end":"23:59:00"}]}}"#), "{text}");
    assert_eq!(run("copied", &text), Vec::<String>::new());
    assert!(text.contains(r#""openings":{"2026-06-01":{"23:59:00":1}}"#), "{text}");
}

/// Monday, 2026-06-01.
const MONDAY: Day = Day(20_605);

fn interval() -> impl Strategy<Value = Interval> {
    (0..4 * 1440, 1..900).prop_map(|(start, minutes): (i32, i32)| {
        let start = MONDAY.start() + start;
        // A block that ends at 23:59 can't be distinguished from one that ends at midnight: the API's spelling.
        let end = start + minutes;
        Interval::new(start, end + i32::from(end.rem_euclid(1440) == 1439)).unwrap()
    })
}

prop_compose! {
    fn search()(
        length_minutes in 0..300, crew in 0..4usize, step_minutes in 0..100, align in 0..3usize,
        earliest in -100..1500, latest in 1500..4 * 1440
    ) -> core::Search {
        core::Search {
            length_minutes, crew, step_minutes,
            align: [core::Align::Clock, core::Align::ClockOrFirst, core::Align::Block][align],
            earliest: MONDAY.start() + earliest,
            latest: MONDAY.start() + latest,
            skipped: Skipped::NONE,
        }
    }
}

fn wishes() -> impl Strategy<Value = Wishes> {
    (vec(interval(), 0..3), vec(interval(), 0..3))
        .prop_map(|(windows, rather_not)| Wishes::ranked(&windows, IntervalSet::from_unsorted(rather_not)))
}

fn wanted() -> impl Strategy<Value = Option<Wanted>> {
    proptest::option::of((-100..4 * 1440, 0..5u32, 0..2000).prop_map(|(start, at_most, minutes_per_day)| Wanted {
        start: At::from(MONDAY.start() + start),
        at_most,
        minutes_per_day,
    }))
}

fn windows() -> impl Strategy<Value = Option<core::Windows>> {
    proptest::option::of((0..300, 0..200, any::<bool>()).prop_map(|(window_minutes, step_minutes, every)| {
        core::Windows {
            window_minutes,
            step_minutes,
            promise: if every { core::Promise::EveryStart } else { core::Promise::SomeStart },
        }
    }))
}

prop_compose! {
    fn seat()(
        first_minutes in proptest::option::of(0..300), skills in vec(3..5u64, 0..2), person in proptest::option::of(0..4usize)
    ) -> core::Seat {
        core::Seat { first_minutes, skills, person }
    }
}

prop_compose! {
    fn crew()(
        anybody in 0..3usize, seats in vec(seat(), 0..3), with_skill in vec((3..5u64, 0..3usize), 0..2)
    ) -> core::Crew {
        let mut crew = core::Crew { seats, with_skill };
        crew.seats.extend(vec![core::Seat::default(); anybody]);
        crew
    }
}

prop_compose! {
    fn roster()(
        shifts in vec((0..7u8, 0..1440, 1..=1440, any::<bool>(), 1..4u64), 0..6),
        breaks in vec((any::<[bool; 7]>(), 0..1440, 1..=1440, 1..4u64, 0..5i32), 0..3),
        busy in vec((interval(), 1..4u64, any::<bool>()), 0..6),
        skipped in vec(interval(), 0..2),
        (weeks, repetitions, infinite, by_sunday) in (0..4u32, 0..4u32, any::<bool>(), any::<bool>())
    ) -> core::Roster {
        let repetition = core::Repetition { start: MONDAY + -10, weeks, repetitions, infinite };
        let area = [(40.0, -90.0), (40.0, -89.0), (41.0, -89.0)];
        let corner = |(latitude, longitude)| core::Point { latitude, longitude };
        core::Roster {
            schedules: shifts.iter().map(|(weekday, start, end, available, user_id)| core::Schedule {
                user_ids: vec![*user_id, 1],
                job_type_ids: vec![7],
                available: *available,
                repetition,
                shifts: vec![core::Shift { weekday: *weekday, start: *start, end: *end }],
                areas: (*user_id == 3).then(|| vec![core::Polygon(area.into_iter().map(corner).collect())]),
            }).collect(),
            blockers: breaks.iter().map(|(weekdays, start, end, user_id, _)| core::Blocker {
                id: *user_id, user_ids: vec![*user_id], weekdays: *weekdays, start: *start, end: *end, repetition,
            }).collect(),
            overrides: breaks.iter().map(|(_, start, _, user_id, day)| core::BlockerOverride {
                blocker_id: *user_id, user_id: *user_id, day: MONDAY + *day, start: start / 2, end: *start,
            }).collect(),
            time_offs: busy.iter().filter(|(.., is_off)| *is_off).map(|(interval, user_id, _)| core::TimeOff {
                user_id: *user_id, interval: *interval,
            }).collect(),
            occupied: busy.iter().filter(|(.., is_off)| !is_off).map(|(interval, user_id, _)| core::Occupied {
                job_id: *user_id, user_id: *user_id, interval: *interval,
            }).collect(),
            skipped: skipped.into_iter().collect(),
            week_anchor: if by_sunday { core::WeekAnchor::Sunday } else { core::WeekAnchor::Start },
        }
    }
}

fn around() -> core::Around {
    let here = core::Point { latitude: 40.25, longitude: -89.5 };
    core::Around {
        buffers: vec![core::Buffer { job_type_id: 7, before_minutes: 5, after_minutes: 10 }],
        travel: Some(core::Travel { speed_km_h: 50, detour_percent: 130, least_minutes: 5 }),
        day_ends: vec![core::DayEnds { user_id: 2, start: Some(here), end: None }],
        jobs_per_day: Some(2),
        jobs_per_day_of: vec![(1, 3)],
        jobs_per_day_of_all: Some(4),
        jobs: [(1, core::JobFacts { job_type_id: 7, place: Some(here) })].into(),
    }
}

proptest! {
    #[test]
    fn what_a_page_copies_is_read_and_answered_as_the_page_was(
        free in vec(vec(interval(), 0..5), 0..4), search in search(), wishes in wishes(), wanted in wanted(),
        windows in windows(), about in "\\PC{0,9}[\"\\\\\n\u{1f}]?"
    ) {
        let free: Vec<IntervalSet> = free.into_iter().map(IntervalSet::from_unsorted).collect();
        let numbers: Vec<u64> = (1..).take(free.len()).collect();
        let copied = slotwright_wire::case::Case { about, ..of_blocks(&numbers, &free, &search, &wishes, wanted, windows.as_ref().map(Arrival::from)) };
        let text = write(&copied);
        let case = read_text(&text).unwrap();
        prop_assert_eq!(read_text(&serde_json::to_string(&copied).unwrap()), Ok(case.clone()), "both ways are the same");
        prop_assert_eq!(run("copied", &text), Vec::<String>::new());
        prop_assert_eq!(case.answer.openings.as_slice(), core::openings(&free, &search));
        let best = wishes.best(&free, &search).map(|(wish, opening)| (wish as u32, opening.start));
        let promised = windows.map(|windows| core::arrival_windows(&free, &search, &windows).into_iter().map(Into::into).collect());
        prop_assert_eq!(case.answer.arrival_windows, promised);
        let copied = case.answer.wishes.and_then(|wishes| wishes.best);
        prop_assert_eq!(copied.map(|best| (best.wish, best.opening.start.into())), best);
    }

    #[test]
    fn what_the_board_copies_holds_the_whole_roster(
        roster in roster(), search in search(), wishes in wishes(), wanted in wanted(),
        windows in windows(), has_around in any::<bool>(), place in any::<bool>(), except_job_id in proptest::option::of(1..4u64)
    ) {
        let around = if has_around { around() } else { core::Around::default() };
        let search = core::Search { skipped: Skipped::of(&roster.skipped), ..search };
        let place = place.then_some(core::Point { latitude: 40.2, longitude: -89.3 });
        let (first, last) = (MONDAY, MONDAY + 3);
        let question = core::Question { job_type_id: 7, place, first, last, except_job_id };
        let users = [1, 2, 3];
        let input = RosterInput::from_core(&users, &roster, &question, &around);
        let arrival = windows.as_ref().map(Arrival::from);
        let text = serde_json::to_string(&of_roster(input, &search, &wishes, wanted, arrival)).unwrap();
        prop_assert_eq!(run("copied", &text), Vec::<String>::new());
        let case = read_text(&text).unwrap();
        let slotwright_wire::case::Input::Roster(input) = &case.input else { panic!("a roster") };
        prop_assert_eq!(input.to_core(), (roster.clone(), question, around.clone()));
        let people = users.map(|user_id| roster.free_around(user_id, &question, &around));
        prop_assert_eq!(case.answer.openings.as_slice(), core::openings(&people, &search));
        let promised = windows.map(|windows| core::arrival_windows(&people, &search, &windows).into_iter().map(Into::into).collect());
        prop_assert_eq!(case.answer.arrival_windows, promised);
    }

    #[test]
    fn a_crew_with_seats_is_copied_with_who_can_do_what_and_whom_to_send(
        roster in roster(), search in search(), wanted in wanted(), has_around in any::<bool>(), crew in crew(),
        skills in vec(vec(3..5u64, 0..3), 3), (choice, minutes, before) in (0..4u8, vec(0..90, 3), vec(0..4usize, 0..3))
    ) {
        let around = if has_around { around() } else { core::Around::default() };
        let search = core::Search { skipped: Skipped::of(&roster.skipped), ..search };
        let question = core::Question { job_type_id: 7, place: None, first: MONDAY, last: MONDAY + 3, except_job_id: None };
        let users = [1, 2, 3];
        let candidates: Vec<_> =
            users.iter().zip(&skills).map(|(user_id, skills)| core::Candidate { user_id: *user_id, skills }).collect();
        let choice = match choice {
            0 => core::Choice::LeastLoaded,
            1 => core::Choice::Nearest(&minutes),
            2 => core::Choice::Fairest(&minutes),
            _ => core::Choice::Stable(&before),
        };
        let record = CrewRecord::from_core(&crew, &candidates, choice);
        let input = RosterInput { crew: Some(record), ..RosterInput::from_core(&users, &roster, &question, &around) };
        let text = serde_json::to_string(&of_roster(input, &search, &Wishes::default(), wanted.clone(), None)).unwrap();
        prop_assert_eq!(run("copied", &text), Vec::<String>::new());

        let answer = read_text(&text).unwrap().answer.crew.unwrap();
        let free = users.map(|user_id| roster.free_around(user_id, &question, &around));
        let people: Vec<_> = free.iter().zip(&skills).map(|(free, skills)| core::Person { free, skills }).collect();
        prop_assert_eq!(answer.openings.as_slice(), crew.openings(&people, &search));
        prop_assert_eq!(answer.wanted.is_some(), wanted.is_some());
        if let (Some(report), Some(wanted)) = (answer.wanted, wanted) {
            let start = wanted.start.into();
            let chosen = crew.choose(&people, start, &search, choice);
            let why_not = crew.why_not(&roster, &candidates, start, &question, &search, &around);
            prop_assert_eq!(report.crew, chosen.map(|chosen| chosen.into_iter().map(|place| users[place]).collect::<Vec<_>>()));
            prop_assert_eq!(report.why_not.start, why_not.start.iter().map(|reason| reason.code().to_owned()).collect::<Vec<_>>());
            let of_people = why_not.people.iter().map(|reasons| reasons.iter().map(core::Reason::code).collect());
            let report: Vec<(u64, Vec<&str>)> = report.why_not.people.iter()
                .map(|person| (person.user_id, person.reasons.iter().map(String::as_str).collect())).collect();
            prop_assert_eq!(report, users.into_iter().zip(of_people).collect::<Vec<(u64, Vec<&str>)>>());
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,60}", number in any::<i64>()) {
        let _ = read_text(&text);
        let (_, case) = &files()[0];
        let _ = read_text(&case.replace("90", &number.to_string()));
        let _ = read_text(&case.replace("2024", &text));
    }
}
