//! What a world file may be, and what is said about one that is broken.

use slotwright_domain::{PlaceKind, PlaceRef, Status, User};
use slotwright_matching::{Day, Interval, Repetition, WeekAnchor};
use slotwright_wire::time::{parse_date, parse_minute};

use super::*;
use crate::world::{Effects, JobType, Place, World};

fn faults(text: &str) -> String {
    match read("world.json", text) {
        Ok(loaded) => panic!("should be refused: {text}\nis read as {loaded:?}"),
        Err(faults) => faults.to_string(),
    }
}

fn loaded(text: &str) -> Loaded {
    read("world.json", text).unwrap_or_else(|faults| panic!("{faults}\n{text}"))
}

/// A file in which everything is right except for what `members` bring.
fn with(members: &str) -> String {
    let people = r#""users": [1, 2], "job_types": [1], "entities": {"account:1": {}}"#;
    format!("{{{people}, {members}}}")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(faults(text), expected, "of {text}");
}

mod what_is_no_json_is_told_with_line_and_column {
    use super::*;

    #[test]
    fn a_missing_comma() {
        check(
            "{\"users\": [1],\n \"jobs\": [{\"id\": 1 \"status\": \"queued\"}]}",
            "world.json: line 2, column 20: no JSON: expected `,` or `}`",
        );
    }

    #[test]
    fn an_end_in_the_middle() {
        check("{\"users\": [1, 2]\n", "world.json: line 2, column 0: no JSON: EOF while parsing an object");
    }

    #[test]
    fn an_empty_file() {
        check(" \n", "world.json: the file is empty (an empty world is {})");
    }

    #[test]
    fn more_after_the_end() {
        check("{}\n{}", "world.json: line 2, column 1: no JSON: trailing characters");
    }

    #[test]
    fn a_number_beyond_all_numbers() {
        check(r#"{"users": [1e999]}"#, "world.json: line 1, column 16: no JSON: number out of range");
    }

    #[test]
    fn brackets_deep_enough_to_overflow_a_stack() {
        let text = "[".repeat(100_000);
        check(&text, "world.json: line 1, column 128: no JSON: recursion limit exceeded");
    }
}

mod a_fault_is_told_with_its_place {
    use super::*;

    #[test]
    fn a_file_that_is_no_object() {
        check("[1, 2]", "world.json: must be an object, is a list");
    }

    #[test]
    fn a_member_of_another_kind() {
        check(r#"{"users": 3}"#, "world.json: users: must be a list, is 3");
        check(r#"{"time_zone": 6}"#, "world.json: time_zone: must be a text, is 6");
        check(r#"{"entities": [1]}"#, "world.json: entities: must be an object, is a list");
        check(
            r#"{"users": [[1]]}"#,
            "world.json: users[0]: must be an id (a whole number from 1 to 2^53 - 1), is a list",
        );
    }

    #[test]
    fn a_member_that_is_there_twice() {
        check(r#"{"users": [1], "users": [2]}"#, "world.json: users: is there twice");
    }

    #[test]
    fn an_id_that_is_none() {
        for id in ["0", "-1", "1.5", "9007199254740992", "\"x\"", "\"\"", "true"] {
            check(
                &format!(r#"{{"users": [{{"id": {id}}}]}}"#),
                &format!("world.json: users[0].id: must be an id (a whole number from 1 to 2^53 - 1), is {id}"),
            );
        }
        check(r#"{"users": [{"name": "Ada"}]}"#, "world.json: users[0]: id is missing");
    }

    #[test]
    fn an_id_that_is_there_twice() {
        check(r#"{"users": [1, {"id": 1}]}"#, "world.json: users[1]: user 1 is there already (users[0])");
        check(
            &with(r#""jobs": [{"id": 7}, {"id": 8}, {"id": 7}]"#),
            "world.json: jobs[2]: job 7 is there already (jobs[0])",
        );
        check(
            r#"{"entities": {"account:1": {}, "accounts:1": {}}}"#,
            "world.json: entities.accounts:1: account 1 is there already (entities.account:1)",
        );
    }

    #[test]
    fn the_same_day_id_in_two_schedules() {
        let schedule = r#"{"start": "2026-01-05", "user_ids": [1], "job_type_ids": [1],
            "days": [{"id": 5, "day": 1, "start_timestamp": "08:00", "end_timestamp": "12:00"}]}"#;
        check(
            &with(&format!(r#""schedules": [{schedule}, {schedule}]"#)),
            "world.json: schedules[1].days[0]: schedule day 5 is there already (schedules[0].days[0])",
        );
    }

    #[test]
    fn a_reference_to_nobody() {
        check(
            &with(r#""jobs": [{"scheduled_datetime": "2026-12-01 09:00", "user_ids": [1, 77]}]"#),
            "world.json: jobs[0].user_ids[1]: there is no user 77 (users: 1, 2)",
        );
        check(
            &with(r#""jobs": [{"job_type_id": 3}]"#),
            "world.json: jobs[0].job_type_id: there is no job type 3 (job types: 1)",
        );
        check(
            &with(r#""jobs": [{"assigned_type": "network_sites", "assigned_id": 1}]"#),
            "world.json: jobs[0].assigned_id: there is no network site 1 (there are no network sites)",
        );
        check(
            &with(
                r#""schedules": [{"start": "2026-01-05", "user_ids": [2], "job_type_ids": [1], "geofence_ids": [4]}]"#,
            ),
            "world.json: schedules[0].geofence_ids[0]: there is no geofence 4 (there are no geofences)",
        );
        check(
            &with(
                r#""overrides": [{"schedule_blocker_id": 9, "user_id": "1", "date": "2026-12-01",
                   "start_timestamp": "10:30", "end_timestamp": "11:30"}]"#,
            ),
            "world.json: overrides[0].schedule_blocker_id: there is no blocker 9 (there are no blockers)",
        );
        // Of what a file may keep elsewhere, a number is nobody's only where there is a list.
        check(
            &with(r#""services": [7], "jobs": [{"services": [7, 8]}]"#),
            "world.json: jobs[0].services[1]: there is no service 8 (services: 7)",
        );
        check(
            &with(r#""tickets": [{"id": 44}], "jobs": [{"ticket_id": 45}]"#),
            "world.json: jobs[0].ticket_id: there is no ticket 45 (tickets: 44)",
        );
        check(
            r#"{"task_templates": [1], "job_types": [{"id": 1, "task_template_id": 2}]}"#,
            "world.json: job_types[0].task_template_id: there is no task template 2 (task templates: 1)",
        );
    }

    #[test]
    fn a_rule_that_cannot_be_kept() {
        check(
            &with(r#""rules": {"buffers": [{"job_type_id": 3, "before_minutes": 0, "after_minutes": -1}]}"#),
            "world.json: rules.buffers[0].job_type_id: there is no job type 3 (job types: 1)\n\
             world.json: rules.buffers[0].after_minutes: must be a whole number from 0 to 1440, is -1",
        );
        check(
            &with(r#""rules": {"day_ends": [{"user_id": 2, "start": {"latitude": 91, "longitude": 0}}]}"#),
            "world.json: rules.day_ends[0].start.latitude: must be degrees from -90 to 90, is 91",
        );
        check(
            &with(r#""rules": {"jobs_per_day_of": [{"user_id": 2, "jobs": 3}, {"user_id": 2, "jobs": 4}]}"#),
            "world.json: rules.jobs_per_day_of[1]: is the second one with user_id 2 (one is allowed)",
        );
    }

    #[test]
    fn a_field_that_nobody_could_fill_in() {
        let with_field =
            |field: &str| with(&format!(r#""fields": {{"job_types": [{{"job_type_id": 1, "fields": [{field}]}}]}}"#));
        for (field, fault) in [
            (
                r#"{"key": "gate code", "label": "Gate", "kind": "text"}"#,
                ": key must be of A-Z a-z 0-9 _ -, is \"gate code\"",
            ),
            (r#"{"key": "a", "kind": "text"}"#, ": label is missing"),
            (
                r#"{"key": "a", "label": "A", "kind": "photo"}"#,
                ".kind: must be one of text, number, boolean, date, choice, photos, is \"photo\"",
            ),
            (
                r#"{"key": "a", "label": "A", "kind": "photos", "max": 6}"#,
                ": of photos max must be a whole number from 1 to 5, and min is for others",
            ),
            (
                r#"{"key": "a", "label": "A", "kind": "photos", "required": true}"#,
                ": required is for other kinds: who has no camera must be able to book",
            ),
            (r#"{"key": "a", "label": "A", "kind": "choice"}"#, ": choices is missing"),
            (
                r#"{"key": "a", "label": "A", "kind": "date", "choices": ["B"]}"#,
                ": choices is for the kind choice alone",
            ),
            (
                r#"{"key": "a", "label": "A", "kind": "choice", "choices": ["B", "B"]}"#,
                ".choices[1]: is the second \"B\" (one is allowed)",
            ),
            (
                r#"{"key": "a", "label": "A", "kind": "date", "min": 1}"#,
                ": min and max are for the kinds text and number alone",
            ),
            (r#"{"key": "a", "label": "A", "kind": "number", "min": 2, "max": 1}"#, ": min must not be above max"),
            (
                r#"{"key": "a", "label": "A", "kind": "number", "max": 1e16}"#,
                ".max: must be a number from -1e15 to 1e15",
            ),
            (
                r#"{"key": "a", "label": "A", "kind": "text", "max": 2.5}"#,
                ": min and max of a text must be whole numbers from 0 to 2000",
            ),
            (
                r#"{"key": "a", "label": "A", "kind": "text", "pattern": "("}"#,
                ".pattern: \"(\" is no regular expression, or takes too much memory",
            ),
            (r#"{"key": "a", "label": "A", "kind": "number", "pattern": "1"}"#, ": pattern is for the kind text alone"),
            (
                r#"{"key": "a", "label": "A", "kind": "text", "names": {"bigchange": "x"}}"#,
                ".names: bigchange must be the number of a custom field, as a text, is \"x\"",
            ),
            (
                r#"{"key": "a", "label": "A\nB", "kind": "text"}"#,
                ".label: must be on one line, without control characters",
            ),
        ] {
            check(&with_field(field), &format!("world.json: fields.job_types[0].fields[0]{fault}"));
        }
        let choice = r#"{"key": "a", "label": "A", "kind": "choice", "choices": ["B", "C"]}"#;
        for (waits, fault) in [
            (r#"{"key": "z", "value": "B"}"#, "shown_if.key must be the key of a field before it, is \"z\""),
            (r#"{"key": "b", "value": "B"}"#, "shown_if.key must be the key of a field before it, is \"b\""),
            (r#"{"key": "a", "value": "D"}"#, "shown_if.value must be one of B, C, is \"D\""),
        ] {
            let fields = format!(r#"{choice}, {{"key": "b", "label": "B", "kind": "text", "shown_if": {waits}}}"#);
            check(&with_field(&fields), &format!("world.json: fields.job_types[0].fields[1]: {fault}"));
        }
        let twice = r#"{"key": "a", "label": "A", "kind": "text"}, {"key": "a", "label": "B", "kind": "date"}"#;
        let fault = "is the second one with the key \"a\" (one is allowed)";
        check(&with_field(twice), &format!("world.json: fields.job_types[0].fields[1]: {fault}"));
    }

    #[test]
    fn a_policy_that_is_out_of_bounds() {
        check(
            &with(r#""policy": {"start_step_minutes": 0, "job_types": [{"job_type_id": 3, "horizon_days": 400}]}"#),
            "world.json: policy.start_step_minutes: must be a whole number from 1 to 1440, is 0\n\
             world.json: policy.job_types[0].job_type_id: there is no job type 3 (job types: 1)\n\
             world.json: policy.job_types[0].horizon_days: must be a whole number from 0 to 366, is 400",
        );
        check(
            &with(r#""policy": {"recommend": {"near": 101, "quiet": 0, "soon": 1, "slack": 2}}"#),
            "world.json: policy.recommend.near: must be a whole number from 0 to 100, is 101\n\
             world.json: policy.recommend: room is missing",
        );
        check(
            &with(r#""policy": {"start_alignment": "noon", "job_types": [{"job_type_id": 1}, {"job_type_id": 1}]}"#),
            "world.json: policy.start_alignment: must be one of clock, block, is \"noon\"\n\
             world.json: policy.job_types[1]: is the second one with job_type_id 1 (one is allowed)",
        );
    }

    #[test]
    fn an_effect_that_is_on_without_its_target() {
        check(
            r#"{"job_types": [{"id": 1, "create_failure_ticket": true}]}"#,
            "world.json: job_types[0]: has create_failure_ticket, but failure_ticket_group_id is missing",
        );
    }

    #[test]
    fn two_task_templates_of_one_name() {
        check(
            r#"{"task_templates": [{"id": 1, "name": "A"}, {"id": 2, "name": "A"}]}"#,
            "world.json: task_templates[1]: there is a task template named \"A\" already",
        );
    }

    #[test]
    fn of_many_that_could_be_meant_twelve_are_named() {
        check(
            r#"{"users": [1,2,3,4,5,6,7,8,9,10,11,12,13], "time_offs": [
                {"user_id": 14, "start_time": "2026-12-01 00:00", "end_time": "2026-12-02 00:00"}]}"#,
            "world.json: time_offs[0].user_id: there is no user 14 (users: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …)",
        );
    }

    #[test]
    fn somebody_who_is_listed_twice() {
        check(
            &with(r#""jobs": [{"scheduled_datetime": "2026-12-01 09:00", "user_ids": [2, 2]}]"#),
            "world.json: jobs[0].user_ids[1]: user 2 is listed twice",
        );
    }

    #[test]
    fn a_time_that_no_clock_shows() {
        let schedule = |day: &str| {
            with(&format!(
                r#""schedules": [{{"start": "2026-01-05", "user_ids": [1], "job_type_ids": [1], "days": [{{{day}}}]}}]"#
            ))
        };
        check(
            &schedule(r#""day": 1, "start_timestamp": "25:00", "end_timestamp": "26:00""#),
            "world.json: schedules[0].days[0].start_timestamp: \"25:00\" is no time of day (HH:MM, 00:00 to 24:00)\n\
             world.json: schedules[0].days[0].end_timestamp: \"26:00\" is no time of day (HH:MM, 00:00 to 24:00)",
        );
        check(
            &schedule(r#""day": 1, "start_timestamp": 800, "end_timestamp": "17:00""#),
            "world.json: schedules[0].days[0].start_timestamp: must be a text, is 800",
        );
        check(
            &schedule(r#""day": 7, "start_timestamp": "08:00", "end_timestamp": "17:00""#),
            "world.json: schedules[0].days[0].day: must be a day of the week, 0 (Sunday) to 6 (Saturday), is 7",
        );
        check(
            &schedule(r#""start_timestamp": "08:00", "end_timestamp": "17:00""#),
            "world.json: schedules[0].days[0]: day is missing",
        );
        check(
            &schedule(r#""day": 1, "start_timestamp": "17:00", "end_timestamp": "08:00""#),
            "world.json: schedules[0].days[0].end_timestamp: \"08:00\" is not after start_timestamp, \"17:00\"",
        );
        check(
            &schedule(r#""day": 1, "start_timestamp": "08:00", "end_timestamp": "08:00""#),
            "world.json: schedules[0].days[0].end_timestamp: \"08:00\" is not after start_timestamp, \"08:00\"",
        );
    }

    #[test]
    fn a_date_that_no_calendar_shows() {
        let job = |at: &str| with(&format!(r#""jobs": [{{"scheduled_datetime": "{at}", "user_ids": [1]}}]"#));
        let place = "world.json: jobs[0].scheduled_datetime:";
        check(
            &job("2026-02-29 09:00"),
            &format!(
                "{place} \"2026-02-29 09:00\" is no date and time of the years 1970 to 2999 (YYYY-MM-DD HH:MM:SS)"
            ),
        );
        check(
            &job("tomorrow"),
            &format!("{place} \"tomorrow\" is no date and time of the years 1970 to 2999 (YYYY-MM-DD HH:MM:SS)"),
        );
        check(
            &job("9999-12-31 09:00"),
            &format!(
                "{place} \"9999-12-31 09:00\" is no date and time of the years 1970 to 2999 (YYYY-MM-DD HH:MM:SS)"
            ),
        );
        check(&job("2026-12-01 09:00:30"), &format!("{place} \"2026-12-01 09:00:30\" is not on a whole minute"));
        check(
            &with(r#""schedules": [{"start": "01/05/2026", "user_ids": [1], "job_type_ids": [1]}]"#),
            "world.json: schedules[0].start: \"01/05/2026\" is no date of the years 1970 to 2999 (YYYY-MM-DD)",
        );
    }

    #[test]
    fn leave_that_ends_before_it_starts() {
        check(
            &with(r#""time_offs": [{"user_id": 1, "start_time": "2026-12-02 00:00", "end_time": "2026-12-01 00:00"}]"#),
            "world.json: time_offs[0].end_time: \"2026-12-01 00:00\" is not after start_time, \"2026-12-02 00:00\"",
        );
    }

    #[test]
    fn a_wish_without_length() {
        check(
            &with(
                r#""jobs": [{"desired_job_datetimes": [
                   {"date": "2026-12-01", "start_time": "09:00:00", "end_time": "09:00:00"}]}]"#,
            ),
            "world.json: jobs[0].desired_job_datetimes[0].end_time: \"09:00:00\" is not after start_time, \"09:00:00\"",
        );
    }

    #[test]
    fn members_that_are_missing() {
        check(
            &with(r#""blockers": [{"id": 1}]"#),
            "world.json: blockers[0]: start is missing\n\
             world.json: blockers[0]: start_timestamp is missing\n\
             world.json: blockers[0]: end_timestamp is missing",
        );
        check(
            &with(r#""schedules": [{"start": "2026-01-05", "job_type_ids": [1]}]"#),
            "world.json: schedules[0]: user_ids is missing",
        );
        check(&with(r#""geofences": [{"id": 1}]"#), "world.json: geofences[0]: polygons is missing");
    }

    #[test]
    fn a_repetition_that_cannot_be() {
        let schedule = |rule: &str| {
            with(&format!(r#""schedules": [{{"start": "2026-01-05", "user_ids": [1], "job_type_ids": [1], {rule}}}]"#))
        };
        check(
            &schedule(r#""weeks": 0"#),
            "world.json: schedules[0].weeks: must be a whole number from 1 to 1000, is 0",
        );
        check(
            &schedule(r#""repetitions": -1"#),
            "world.json: schedules[0].repetitions: must be a whole number from 0 to 4294967295, is -1",
        );
        check(
            &schedule(r#""infinite_repetitions": "yes""#),
            "world.json: schedules[0].infinite_repetitions: must be true or false, is \"yes\"",
        );
    }

    #[test]
    fn a_length_that_fits_in_no_day() {
        for length in ["0", "1441", "1.5"] {
            check(
                &with(&format!(r#""jobs": [{{"length_in_minutes": {length}}}]"#)),
                &format!("world.json: jobs[0].length_in_minutes: must be a whole number from 1 to 1440, is {length}"),
            );
        }
    }

    #[test]
    fn a_job_that_contradicts_itself() {
        check(
            &with(r#""jobs": [{"status": "scheduled", "user_ids": [1]}]"#),
            "world.json: jobs[0]: is scheduled, but scheduled_datetime is missing",
        );
        check(
            &with(r#""jobs": [{"scheduled_datetime": "2026-12-01 09:00"}]"#),
            "world.json: jobs[0]: is scheduled, but user_ids name nobody",
        );
        check(
            &with(r#""jobs": [{"status": "queued", "scheduled_datetime": "2026-12-01 09:00"}]"#),
            "world.json: jobs[0]: is queued, but has a scheduled_datetime",
        );
        check(
            &with(r#""jobs": [{"status": "done"}]"#),
            "world.json: jobs[0].status: must be one of queued, scheduled, completed, failed, is \"done\"",
        );
        check(
            &with(r#""jobs": [{"assigned_type": "accounts"}]"#),
            "world.json: jobs[0]: has an assigned_type, but assigned_id is missing",
        );
        check(
            r#"{"users": [1], "jobs": [{}]}"#,
            "world.json: jobs[0]: job_type_id is missing and there is no job type",
        );
    }

    #[test]
    fn a_place_that_is_nowhere_on_earth() {
        let account = |members: &str| format!(r#"{{"entities": {{"account:1": {{{members}}}}}}}"#);
        check(
            &account(r#""latitude": 91, "longitude": 0"#),
            "world.json: entities.account:1.latitude: must be degrees from -90 to 90, is 91",
        );
        check(
            &account(r#""latitude": 41.88, "longitude": -181.5"#),
            "world.json: entities.account:1.longitude: must be degrees from -180 to 180, is -181.5",
        );
        check(
            &account(r#""latitude": "41.88", "longitude": "-87.63""#),
            "world.json: entities.account:1.latitude: must be degrees from -90 to 90, is \"41.88\"\n\
             world.json: entities.account:1.longitude: must be degrees from -180 to 180, is \"-87.63\"",
        );
        check(
            &account(r#""latitude": 41.88"#),
            "world.json: entities.account:1: has only one of latitude and longitude",
        );
        check(
            r#"{"entities": {"tower-1": {}}}"#,
            "world.json: entities.tower-1: \"tower-1\" names no account or network site (account:1, network_site:1)",
        );
    }

    #[test]
    fn an_area_that_is_none() {
        let area = |polygons: &str| format!(r#"{{"geofences": [{{"id": 1, "polygons": {polygons}}}]}}"#);
        check(&area("[]"), "world.json: geofences[0]: has no polygon");
        check(
            &area("[[[40, -90], [40, -89]]]"),
            "world.json: geofences[0].polygons[0]: an area has at least three corners, this one 2",
        );
        check(
            &area("[[[40, -90], [40, -89], [41]]]"),
            "world.json: geofences[0].polygons[0][2]: a corner is [latitude, longitude], this one has 1 numbers",
        );
        check(
            &area("[[[40, -90], [40, -89], [-90, 41, 0]]]"),
            "world.json: geofences[0].polygons[0][2]: a corner is [latitude, longitude], this one has 3 numbers",
        );
    }

    #[test]
    fn a_word_that_is_not_in_the_list() {
        check(
            r#"{"job_types": [{"id": 1, "color": "pink"}]}"#,
            "world.json: job_types[0].color: must be one of blue, green, red, purple, yellow, orange, grey, is \"pink\"",
        );
        check(r#"{"week_anchor": "monday"}"#, "world.json: week_anchor: must be one of start, sunday, is \"monday\"");
    }

    #[test]
    fn twenty_faults_are_told_and_the_rest_counted() {
        let report = faults(&with(&format!(r#""jobs": [{}]"#, vec![r#"{"job_type_id": 5}"#; 23].join(","))));
        assert_eq!(report.lines().count(), 21);
        assert_eq!(report.lines().last(), Some("world.json: … and 3 more"));
    }

    #[test]
    fn one_fault_is_not_told_as_two() {
        // The user is there, though its name is faulty: those who refer to it are right.
        check(
            r#"{"users": [{"id": 1, "name": 5}], "job_types": [1], "jobs": [
                {"scheduled_datetime": "2026-12-01 09:00", "user_ids": [1]}]}"#,
            "world.json: users[0].name: must be a text, is 5",
        );
    }
}

mod a_warning_is_told_with_its_place {
    use super::*;

    #[test]
    fn a_member_that_nobody_knows() {
        assert_eq!(
            loaded(r#"{"users": [{"id": 1, "nmae": "Ada"}], "invoices": []}"#).warnings,
            [
                "world.json: invoices: unknown, left out (known here: time_zone, company, week_anchor, users, job_types, \
                 services, tickets, task_templates, entities, geofences, schedules, blockers, overrides, time_offs, rules, \
                 policy, fields, os1, bigchange, frotcom, jobs)",
                "world.json: users[0].nmae: unknown, left out (known here: id, username, name, public_name)",
            ],
        );
    }

    #[test]
    fn visits_that_overlap() {
        let job = |id: u64, at: &str, length: u32| {
            format!(
                r#"{{"id": {id}, "scheduled_datetime": "2026-12-01 {at}", "length_in_minutes": {length}, "user_ids": [1]}}"#
            )
        };
        let jobs = [job(5, "12:00", 60), job(6, "08:00", 180), job(7, "08:30", 30), job(8, "10:30", 60)];
        assert_eq!(
            loaded(&with(&format!(r#""jobs": [{}]"#, jobs.join(",")))).warnings,
            [
                "world.json: jobs[2]: user 1 is on job 6 at that time, too",
                "world.json: jobs[3]: user 1 is on job 6 at that time, too"
            ],
        );
    }

    #[test]
    fn rules_without_effect() {
        let text = with(
            r#""schedules": [{"start": "2026-01-05", "user_ids": [1]}],
               "blockers": [{"id": 1, "start": "2026-01-05", "start_timestamp": "12:00", "end_timestamp": "13:00"}]"#,
        );
        assert_eq!(
            loaded(&text).warnings,
            [
                "world.json: blockers[0]: it is on no day of the week",
                "world.json: schedules[0]: without job_type_ids it opens and closes nothing",
            ]
        );
    }

    #[test]
    fn a_job_that_is_over_and_still_on_the_schedule() {
        let loaded = loaded(&with(
            r#""jobs": [{"status": "completed", "scheduled_datetime": "2026-12-01 09:00", "user_ids": [1]}]"#,
        ));
        assert_eq!(loaded.warnings, ["world.json: jobs[0]: is over: scheduled_datetime and user_ids are left out"]);
        assert_eq!((loaded.world.jobs[0].scheduled_at, loaded.world.jobs[0].user_ids.len()), (None, 0));
    }
}

mod what_is_left_out_has_a_sensible_value {
    use super::*;

    #[test]
    fn of_people_types_and_places() {
        let world = loaded(
            r#"{"users": [3, {"id": 4, "name": "Ada Reyes"}], "job_types": ["2"],
                "entities": {"network_sites:2": null, "account:10": {}, "account:9": {"name": "B. Ito"}}}"#,
        )
        .world;
        let user = |id, username: &str, name: &str| User {
            id,
            username: username.to_owned(),
            name: name.to_owned(),
            public_name: name.to_owned(),
        };
        assert_eq!(world.users, [user(3, "user3", "User 3"), user(4, "user4", "Ada Reyes")]);
        let JobType { name, length_in_minutes, color, icon, .. } = &world.job_types[0];
        assert_eq!(
            (name.as_str(), *length_in_minutes, color.as_str(), icon.as_str()),
            ("Job type 2", 60, "blue", "box")
        );
        let names = |places: &[Place]| places.iter().map(|place| place.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&world.accounts), ["B. Ito", "Account 10"]);
        assert_eq!(names(&world.network_sites), ["Network site 2"]);
        assert_eq!(world.network_sites[0].point(), None);
    }

    #[test]
    fn of_what_jobs_bring_about() {
        let world = loaded(
            r#"{"job_types": [1, {"id": 2, "create_completion_ticket": false, "completion_ticket_group_id": 5,
                "account_status_id_failure": 3, "services": [8], "task_template_id": 4}],
                "jobs": [{"job_type_id": 2, "ticket_id": 77, "services": [9]}],
                "tickets": [], "entities": {"account:1": {"account_status_id": 2}}}"#,
        )
        .world;
        assert_eq!(world.job_types[0].effects, Effects::default());
        // Without lists of services, tickets and templates any number is one.
        let effects = Effects {
            account_status_id_failure: Some(3),
            task_template_id: Some(4),
            services: vec![8],
            ..Effects::default()
        };
        assert_eq!(world.job_types[1].effects, effects);
        assert_eq!((world.jobs[0].ticket_id, world.jobs[0].services.as_slice()), (Some(77), &[9][..]));
        assert_eq!(world.accounts[0].account_status_id, Some(2));
    }

    #[test]
    fn of_jobs() {
        let world = loaded(
            r#"{"users": [1], "job_types": [{"id": 6, "length_in_minutes": 90}, 7], "jobs": [
                {"id": 3},
                {"scheduled_datetime": "2026-12-01 09:00", "user_ids": [1], "job_type_id": 7},
                {"status": "failed", "completed_at": "2026-11-02 10:17:00", "completion_reason": "Nobody at home."}]}"#,
        )
        .world;
        let seen: Vec<_> =
            world.jobs.iter().map(|job| (job.id, job.status, job.job_type_id, job.length_in_minutes)).collect();
        assert_eq!(seen, [(3, Status::Queued, 6, 90), (4, Status::Scheduled, 7, 60), (5, Status::Failed, 6, 90),]);
        assert_eq!(world.accounts[0].name, "Account 1", "jobs have to be somewhere");
        assert!(world.jobs.iter().all(|job| job.assigned == PlaceRef { kind: PlaceKind::Account, id: 1 }));
        assert_eq!(world.jobs[1].completed_successfully, None);
        assert_eq!(world.jobs[2].completed_successfully, Some(false));
        assert_eq!(world.jobs[2].completed_at, parse_minute("2026-11-02 10:17"));
    }

    #[test]
    fn of_rules() {
        let text = with(
            r#""schedules": [{"start": "2026-01-05", "user_ids": [1], "job_type_ids": [1]},
            {"start": "2026-01-05", "user_ids": [1], "job_type_ids": [1], "repetitions": 2}]"#,
        );
        let world = loaded(&text).world;
        let start = parse_date("2026-01-05").unwrap();
        assert!(world.schedules[0].available);
        assert_eq!(world.schedules[0].repetition, Repetition { start, weeks: 1, repetitions: 0, infinite: true });
        assert_eq!(world.schedules[1].repetition, Repetition { start, weeks: 1, repetitions: 2, infinite: false });
        assert_eq!((world.schedules[0].id, world.schedules[1].id), (1, 2));
        assert_eq!((world.time_zone, world.week_anchor), (None, None));
    }

    #[test]
    fn of_everything() {
        assert_eq!(loaded("{}"), Loaded { world: World::default(), warnings: Vec::new() });
    }
}

#[test]
fn the_last_minute_of_a_day_at_an_end_is_midnight() {
    for end in ["23:59", "23:59:59", "24:00", "24:00:00"] {
        let text = with(&format!(
            r#""blockers": [{{"id": 1, "start": "2026-01-05", "monday": true, "start_timestamp": "00:30", "end_timestamp": "{end}"}}],
               "time_offs": [{{"user_id": 1, "start_time": "2026-12-01 08:15:30", "end_time": "2026-12-01 {end}"}}]"#,
        ));
        let world = loaded(&text).world;
        assert_eq!((world.blockers[0].rule.start, world.blockers[0].rule.end), (30, 1440), "{end}");
        let day = Day::of(parse_minute("2026-12-01 00:00").unwrap()).start();
        assert_eq!(Some(world.time_offs[0].interval), Interval::new(day + 495, day + 1440), "every minute touched");
    }
}

#[test]
fn wishes_rank_by_id_or_else_by_their_order() {
    let wish =
        |id: &str, date: &str| format!(r#"{{{id} "date": "{date}", "start_time": "09:00", "end_time": "12:00:00"}}"#);
    let with_ids = [wish("\"id\": 9,", "2026-12-01"), wish("\"id\": 4,", "2026-12-02")].join(",");
    let without = [wish("", "2026-12-03"), wish("", "2026-12-04")].join(",");
    let text = with(&format!(
        r#""jobs": [{{"desired_job_datetimes": [{with_ids}]}}, {{"desired_job_datetimes": [{without}]}}]"#
    ));
    let world = loaded(&text).world;
    let seen: Vec<_> = world
        .jobs
        .iter()
        .flat_map(|job| &job.wishes)
        .map(|wish| (wish.id, slotwright_wire::time::print_date(Day::of(wish.window.start()))))
        .collect();
    let expected = [(4, "2026-12-02"), (9, "2026-12-01"), (10, "2026-12-03"), (11, "2026-12-04")];
    assert_eq!(seen, expected.map(|(id, date)| (id, date.to_owned())));
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(loaded("\u{feff}{\"week_anchor\": \"sunday\"}").world.week_anchor, Some(WeekAnchor::Sunday));
}

#[test]
fn a_file_that_cannot_be_read_is_told_by_its_name() {
    let missing = read_file(std::path::Path::new("no/such/world.json")).unwrap_err().to_string();
    assert!(missing.starts_with("no/such/world.json: can't be read: "), "{missing}");
    let path = std::env::temp_dir().join(format!("slotwright-world-{}.json", std::process::id()));
    std::fs::write(&path, b"{\n\"company\": \"Caf\xe9\"}").unwrap();
    let report = read_file(&path).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    assert!(report.ends_with(".json: line 2 is not UTF-8"), "{report}");
}

/// Whatever is cut off or replaced, a sentence is the worst that happens.
#[test]
fn no_damage_to_a_file_is_a_panic() {
    let whole = include_str!("tests/whole.json");
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let _ = read("world.json", &whole[..end]);
    }
    let tokens = ["null", "0", "-1", "1e18", "\"\"", "\"x\"", "[]", "{}", "true", "\"9999-12-31\"", "\"24:00\""];
    let json: serde_json::Value = serde_json::from_str(whole).unwrap();
    let mut places = Vec::new();
    pointers(&json, String::new(), &mut places);
    for place in &places {
        for token in tokens {
            let mut broken = json.clone();
            *broken.pointer_mut(place).unwrap() = serde_json::from_str(token).unwrap();
            if let Err(faults) = read("world.json", &broken.to_string()) {
                assert!(faults.to_string().lines().all(|line| line.starts_with("world.json: ")), "{faults}");
            }
        }
    }
    assert!(100 < places.len());
}

fn pointers(json: &serde_json::Value, place: String, found: &mut Vec<String>) {
    match json {
        serde_json::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, format!("{place}/{index}"), found);
            }
        }
        serde_json::Value::Object(members) => {
            for (name, member) in members {
                pointers(member, format!("{place}/{name}"), found);
            }
        }
        _ => {}
    }
    found.push(place);
}

#[test]
fn a_printed_world_reads_back_as_itself() {
    let Loaded { world, warnings } = loaded(include_str!("tests/whole.json"));
    assert_eq!(warnings, [""; 0]);
    assert_eq!(world.company.as_deref(), Some("Prairie Loop Internet"));
    assert_eq!(world.rules.jobs_per_day, Some(6));
    assert_eq!(world.policy.job_types[0].notice_minutes, Some(0));
    assert_eq!(world.policy.recommend.map(|recommend| recommend.soon), Some(100));
    assert_eq!(world.fields.of_type(2)[0].names.os1.as_deref(), Some("gateCode"));
    let printed = print(&world).to_string();
    assert_eq!(loaded(&printed), Loaded { world, warnings: Vec::new() });
}

mod what_other_systems_have_beside_jobs {
    use super::*;

    #[test]
    fn comes_by_kind_and_is_written_again() {
        let text = r#"{"os1": {"attributes": [{"id": "floor", "dataType": "number", "validation": {"range": {"min": 0.5}}}]},
            "bigchange": {"vehicles": [{"id": 7, "registration": "KY19 XYZ"}, {"id": 8, "parked": [null, true, -2]}]}}"#;
        let world = loaded(text).world;
        let told: Vec<_> = world
            .definitions
            .iter()
            .map(|one| format!("{} {} {} {}", one.system.name(), one.kind, one.id, one.document))
            .collect();
        assert_eq!(
            told,
            [
                r#"os1 attributes floor {"dataType":"number","id":"floor","validation":{"range":{"min":0.5}}}"#,
                r#"bigchange vehicles 7 {"id":7,"registration":"KY19 XYZ"}"#,
                r#"bigchange vehicles 8 {"id":8,"parked":[null,true,-2]}"#,
            ]
        );
        assert_eq!(loaded(&crate::print(&world).to_string()).world, world);
    }

    #[test]
    fn is_refused_without_an_id_of_its_own() {
        check(
            r#"{"frotcom": {"forms": [{"name": "Safety"}]}}"#,
            "world.json: frotcom.forms[0]: needs an id, a text or a whole number",
        );
        check(
            r#"{"frotcom": {"forms": ["Safety"]}}"#,
            r#"world.json: frotcom.forms[0]: must be an object, is "Safety""#,
        );
        check(
            r#"{"frotcom": {"forms": [{"id": 1}, {"id": "1"}]}}"#,
            r#"world.json: frotcom.forms[1]: has the id "1", which another has"#,
        );
    }
}
