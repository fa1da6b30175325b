//! `/v1/why_not`: why a start is not free, and the same question as a case.

use serde_json::{Value, json};
use slotwright_matching::Minute;
use slotwright_wire::case::{Case, Input, read};

use crate::support::{Answer, STAFF, Server, golden_world, job};

/// Around the account, not around the network site.
const CITY: [[f64; 2]; 4] = [[40.45, -89.55], [40.45, -89.45], [40.55, -89.45], [40.55, -89.55]];

/// Monday 2024-05-13: user 1 works 08:00-12:00 and 13:00-17:00, has job 9 at 09:15 for 30 minutes and a break at 15:00 for 20;
/// user 2 works 07:00-15:00 on installations in the city.
fn world() -> Value {
    let mut world = golden_world();
    world["blockers"] = json!([{
        "id": 1, "user_ids": [1], "monday": true, "start_timestamp": "15:00", "end_timestamp": "15:20",
        "start": "2024-01-01",
    }]);
    world["geofences"] = json!([{"id": 1, "polygons": [CITY]}]);
    // Not the next number: reasons name schedules by theirs, not by their place in a list.
    world["schedules"].as_array_mut().unwrap().push(json!({
        "id": 5, "user_ids": [2], "job_type_ids": [1], "start": "2024-05-06", "geofence_ids": [1],
        "infinite_repetitions": true,
        "days": [{"id": 9, "day": 1, "start_timestamp": "07:00", "end_timestamp": "15:00"}],
    }));
    world
}

async fn server() -> Server {
    Server::start_with(world(), "2024-05-10T12:00").await
}

/// Asks about a visit of an hour to the account, with further parameters that come before those.
async fn ask(server: &Server, start: &str, more: &str) -> Answer {
    ask_at("/v1/why_not", server, start, more).await
}

async fn ask_at(path: &str, server: &Server, start: &str, more: &str) -> Answer {
    let mut query = more.to_owned();
    let rest = [
        ("scheduled_datetime", start),
        ("job_type_id", "1"),
        ("assigned_type", "accounts"),
        ("assigned_id", "1"),
        ("length_in_minutes", "60"),
    ];
    for (name, value) in rest {
        if !more.contains(&format!("{name}=")) {
            query += &format!("&{name}={}", value.replace(' ', "%20"));
        }
    }
    server.call_as(STAFF, "GET", &format!("{path}?{query}"), Value::Null).await
}

async fn why_not(server: &Server, start: &str, more: &str) -> Value {
    ask(server, start, more).await.assert_status(200).json()
}

/// The codes of the start, and those of each user.
fn codes(why_not: &Value) -> (Vec<&str>, Vec<Vec<&str>>) {
    fn of(told: &Value) -> Vec<&str> {
        told["reasons"].as_array().unwrap().iter().map(|reason| reason["code"].as_str().unwrap()).collect()
    }
    (of(why_not), why_not["users"].as_array().unwrap().iter().map(of).collect())
}

#[tokio::test]
async fn a_job_in_the_way_is_named_with_the_minutes_that_are_missing_before_it() {
    let server = server().await;
    let told = why_not(&server, "2024-05-13 09:00:00", "user_ids[]=1").await;
    let expected = json!({
        "scheduled_datetime": "2024-05-13 09:00:00",
        "length_in_minutes": 60,
        "crew_size": 1,
        "is_free": false,
        "reasons": [{"code": "crew", "sentence": "0 can come, 1 needed", "able": 0, "needed": 1}],
        "for_customer": "Nobody is free at this time.",
        "policy": [],
        "users": [{"user_id": 1, "reasons": [
            {"code": "job", "sentence": "job 9 from 09:15 to 09:45", "job_id": 9,
             "from": "2024-05-13 09:15:00", "to": "2024-05-13 09:45:00"},
            {"code": "too_short", "sentence": "free from 08:00 to 09:15, which is 45 minutes too short",
             "from": "2024-05-13 08:00:00", "to": "2024-05-13 09:15:00", "missing_minutes": 45},
        ]}],
    });
    assert_eq!(told, expected);
    // The job itself may be moved by less than its length.
    let moved = why_not(&server, "2024-05-13 09:00:00", "user_ids[]=1&job_id=9").await;
    assert_eq!((&moved["is_free"], codes(&moved)), (&json!(true), (vec![], vec![vec![]])));
}

#[tokio::test]
async fn time_off_and_breaks_are_named_by_their_numbers() {
    let server = server().await;
    let told = why_not(&server, "2024-06-03 10:00:00", "user_ids[]=1").await;
    let leave = json!({"code": "time_off", "sentence": "time off all day", "time_off_id": 1,
        "from": "2024-06-03 00:00:00", "to": "2024-06-04 00:00:00"});
    assert_eq!(told["users"][0]["reasons"], json!([leave]));
    assert_eq!(told["for_customer"], "Nobody is free at this time.", "whose leave it is, is no customer's business");

    let told = why_not(&server, "2024-05-13 15:00:00", "user_ids[]=1").await;
    let tea = json!({"code": "blocker", "sentence": "blocker 1 from 15:00 to 15:20", "blocker_id": 1,
        "from": "2024-05-13 15:00:00", "to": "2024-05-13 15:20:00"});
    assert_eq!(told["users"][0]["reasons"], json!([tea]));
}

#[tokio::test]
async fn hours_for_other_places_and_other_jobs_are_told_from_none() {
    let server = server().await;
    let tower = "user_ids[]=2&assigned_type=network_sites";
    let told = why_not(&server, "2024-05-13 10:00:00", tower).await;
    let fence = json!({"code": "geofence", "sentence": "works from 07:00 to 15:00, but not in this area", "schedule_id": 5,
        "from": "2024-05-13 07:00:00", "to": "2024-05-13 15:00:00"});
    assert_eq!(told["users"][0]["reasons"], json!([fence]));
    assert_eq!(told["for_customer"], "We don't come to your area at this time.");

    let told = why_not(&server, "2024-05-13 10:00:00", "user_ids[]=2&job_type_id=2").await;
    let other = &told["users"][0]["reasons"][0];
    assert_eq!((&other["code"], &other["schedule_id"]), (&json!("job_type"), &json!(5)));
    let told = why_not(&server, "2024-05-14 10:00:00", "").await;
    assert_eq!(codes(&told), (vec!["crew"], vec![vec!["outside_hours"]; 2]));
    assert_eq!(told["for_customer"], "We don't make such visits at this time.");
}

#[tokio::test]
async fn staff_are_bound_by_no_notice_no_horizon_and_no_grid() {
    let server = server().await;
    for start in ["2024-05-06 10:07:00", "2030-05-13 10:07:00"] {
        let told = why_not(&server, start, "user_ids[]=1").await;
        assert_eq!((&told["is_free"], codes(&told)), (&json!(true), (vec![], vec![vec![]])), "{start}");
        assert_eq!(told["for_customer"], Value::Null);
        let visit = json!({"scheduled_datetime": start, "user_ids": [1], "length_in_minutes": 60});
        server.post("/jobs", job(visit)).await.assert_status(201);
        let told = why_not(&server, start, "user_ids[]=1").await;
        assert_eq!(codes(&told), (vec!["crew"], vec![vec!["job"]]), "{start}");
    }
    let told = why_not(&server, "2024-05-13 23:45:00", "").await;
    assert_eq!(codes(&told).0, ["over_midnight", "crew"]);
    assert_eq!(told["for_customer"], "The visit would last past midnight. Please choose an earlier time.");
}

#[tokio::test]
async fn as_many_are_needed_as_are_named_or_as_the_crew_is_large() {
    let server = server().await;
    let both = "user_ids[]=2&user_ids[]=1";
    let free = why_not(&server, "2024-05-13 10:00:00", both).await;
    assert_eq!((&free["is_free"], &free["crew_size"]), (&json!(true), &json!(2)));
    assert_eq!((&free["users"][0]["user_id"], &free["users"][1]["user_id"]), (&json!(2), &json!(1)), "as sent");

    let noon = why_not(&server, "2024-05-13 12:00:00", both).await;
    assert_eq!(codes(&noon), (vec!["crew"], vec![vec![], vec!["outside_hours"]]));
    assert_eq!((&noon["reasons"][0]["able"], &noon["reasons"][0]["needed"]), (&json!(1), &json!(2)));
    let one = why_not(&server, "2024-05-13 12:00:00", &format!("{both}&crew_size=1")).await;
    assert_eq!((&one["is_free"], codes(&one).0), (&json!(true), vec![]));
    let anybody = why_not(&server, "2024-05-13 12:00:00", "").await;
    assert_eq!((&anybody["is_free"], &anybody["crew_size"]), (&json!(true), &json!(1)));
    let three = why_not(&server, "2024-05-13 10:00:00", "crew_size=3").await;
    assert_eq!((&three["reasons"][0]["able"], &three["reasons"][0]["needed"]), (&json!(2), &json!(3)));
}

#[tokio::test]
async fn minutes_that_the_clocks_skip_are_a_reason_for_everybody() {
    let mut world = golden_world();
    world["jobs"] = json!([]);
    let days =
        (0..7).map(|day| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00"}));
    world["schedules"][0]["days"] = days.collect();
    let server = Server::start_with(world, "2026-03-02T12:00").await;
    let told = why_not(&server, "2026-03-08 02:30:00", "user_ids[]=1").await;
    let skipped = json!({"code": "skipped_by_clock_change", "sentence": "the clocks are put forward from 02:00 to 03:00",
        "from": "2026-03-08 02:00:00", "to": "2026-03-08 03:00:00"});
    assert_eq!(told["users"][0]["reasons"], json!([skipped]));
    assert_eq!(told["for_customer"], "The clocks change that night, and this time doesn't exist.");
    let told = why_not(&server, "2026-03-08 01:30:00", "user_ids[]=1").await;
    assert_eq!((&told["is_free"], codes(&told).1), (&json!(true), vec![vec![]]), "it goes on beyond them");
}

#[tokio::test]
async fn what_is_held_for_somebody_else_is_named_as_such() {
    let server = server().await;
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let days = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13\
        &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1";
    let found = server.call_as(&bearer, "GET", days, Value::Null).await.assert_status(200).data();
    let aliases = found["2024-05-13"].as_object().unwrap();
    let works_late = |blocks: &Value| blocks.to_string().contains("17:00:00");
    let (alias, _) = aliases.iter().find(|(_, blocks)| works_late(blocks)).unwrap();
    let wanted = json!({"scheduled_datetime": "2024-05-13 13:00", "user_ids": [alias.parse::<u64>().unwrap()]});
    let hold = server.call_as(&bearer, "POST", "/v1/holds", wanted).await.assert_status(201).json();

    let told = why_not(&server, "2024-05-13 13:00:00", "user_ids[]=1").await;
    let held = json!({"code": "hold", "sentence": "held for somebody else from 13:00 to 14:30", "hold_id": hold["id"],
        "from": "2024-05-13 13:00:00", "to": "2024-05-13 14:30:00"});
    assert_eq!(told["users"][0]["reasons"], json!([held]));
}

#[tokio::test]
async fn what_is_free_can_be_booked_and_nothing_else() {
    let server = server().await;
    let mut free = 0;
    for (named, user_ids) in [("user_ids[]=1", json!([1])), ("user_ids[]=1&user_ids[]=2", json!([1, 2]))] {
        for quarter in 27..70 {
            let start = format!("2024-05-13 {:02}:{:02}:00", quarter / 4, quarter % 4 * 15);
            let told = why_not(&server, &start, named).await;
            let visit = json!({"scheduled_datetime": start, "user_ids": user_ids, "length_in_minutes": 60});
            let booked = server.post("/jobs", job(visit)).await;
            assert_eq!(told["is_free"], booked.status == 201, "{start}: {told}");
            let is_without_reason = |told: &Value| told["reasons"].as_array().unwrap().is_empty();
            assert_eq!(told["is_free"], is_without_reason(&told));
            let users = told["users"].as_array().unwrap();
            assert_eq!(told["is_free"], users.iter().all(is_without_reason), "{start}: {told}");
            assert_eq!(told["is_free"], told["for_customer"].is_null());
            if booked.status == 201 {
                free += 1;
                server.delete(&format!("/jobs/{}", booked.data()["id"])).await.assert_status(200);
            }
        }
    }
    assert!((20..60).contains(&free), "{free} of 86");
}

#[tokio::test]
async fn bad_input_is_named_with_what_was_sent_and_what_is_allowed() {
    let server = server().await;
    let bad = [
        (
            "scheduled_datetime=tomorrow",
            "`scheduled_datetime` was `tomorrow`; allowed is YYYY-MM-DD HH:MM:SS on a whole minute",
        ),
        (
            "job_type_id=77",
            "The selected job type id is invalid. `job_type_id` was `77`; allowed is the number of a job type.",
        ),
        ("assigned_type=house", "`assigned_type` was `house`; allowed is accounts or network_sites."),
        ("assigned_id=77", "`assigned_id` was `77`; allowed is the number of an account or network site."),
        ("length_in_minutes=50", "`length_in_minutes` was `50`; allowed is 15 to 1440, divisible by 15."),
        (
            "user_ids[]=77",
            "That user does not exist. `user_ids` was `[\"77\"]`; allowed is up to 1000 numbers of users.",
        ),
        ("crew_size=0", "The crew size must be at least 1. `crew_size` was `0`; allowed is 1 to 1000."),
        ("crew_size=1001", "The crew size may not be greater than 1000. `crew_size` was `1001`; allowed is 1 to 1000."),
        ("crew_size=two", "The crew size must be an integer. `crew_size` was `two`; allowed is 1 to 1000."),
        ("job_id=77", "The selected job id is invalid. `job_id` was `77`; allowed is the number of a job."),
    ];
    for (parameter, sentence) in bad {
        let refused = ask(&server, "2024-05-13 10:00:00", parameter).await.assert_status(422);
        assert_eq!(refused.code(), "validation-failed");
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let detail = refused.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(sentence), "{parameter}: {detail}");
    }
    let nothing = server.call_as(STAFF, "GET", "/v1/why_not", Value::Null).await.assert_status(422).json();
    let detail = nothing["detail"].as_str().unwrap();
    for name in ["scheduled_datetime", "job_type_id", "assigned_type", "assigned_id"] {
        assert!(detail.contains(&format!("`{name}` was not sent")), "{detail}");
    }
    let long = ask(&server, &"é".repeat(200), "").await.assert_status(422).json();
    assert!(long["detail"].as_str().unwrap().contains(&format!("was `{}…`", "é".repeat(60))), "{long}");
}

#[tokio::test]
async fn customers_are_not_told_who_does_what() {
    let server = server().await;
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let path = "/v1/why_not?scheduled_datetime=2024-05-13%2010:00&job_type_id=1&assigned_type=accounts&assigned_id=1";
    server.call_as(&bearer, "GET", path, Value::Null).await.assert_status(404);
}

/// The same question as [`why_not`], as a case: the file's text, and what is read of it.
async fn saved(server: &Server, start: &str, more: &str) -> (String, Case) {
    let answer = ask_at("/v1/why_not/case", server, start, more).await.assert_status(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let name = start[..16].replace(' ', "-").replace(':', "");
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"why-not-{name}.json\""));
    let text = String::from_utf8(answer.bytes).unwrap();
    let case = read(&mut serde_json::Deserializer::from_str(&text)).unwrap();
    (text, case)
}

/// Of the case's answer what [`codes`] gives of the route's.
fn codes_of(case: &Case) -> (Vec<&str>, Vec<Vec<&str>>) {
    fn of(codes: &[String]) -> Vec<&str> {
        codes.iter().map(String::as_str).collect()
    }
    let why_not = case.answer.wanted.as_ref().unwrap().why_not.as_ref().unwrap();
    (of(&why_not.start), why_not.people.iter().map(|person| of(&person.reasons)).collect())
}

#[tokio::test]
async fn a_saved_case_is_the_same_question_and_gives_its_own_answer() {
    let server = server().await;
    let questions = [
        ("2024-05-13 09:00:00", "user_ids[]=1"),
        ("2024-05-13 09:00:00", "user_ids[]=1&job_id=9"),
        ("2024-05-13 10:07:00", "user_ids[]=2&user_ids[]=1"),
        ("2024-05-13 12:00:00", "user_ids[]=2&user_ids[]=1"),
        ("2024-05-13 10:00:00", "crew_size=3"),
        ("2024-05-13 10:00:00", "user_ids[]=2&assigned_type=network_sites"),
        ("2024-05-13 10:00:00", "job_type_id=2&length_in_minutes=240"),
        ("2024-05-13 15:00:00", ""),
        ("2024-05-13 23:45:00", ""),
        ("2024-06-03 10:00:00", "user_ids[]=1"),
        ("2030-05-13 13:00:00", ""),
    ];
    let mut free = 0;
    for (start, more) in questions {
        let told = why_not(&server, start, more).await;
        let (_, case) = saved(&server, start, more).await;
        assert_eq!(codes_of(&case), codes(&told), "{start} {more}");
        assert_eq!(slotwright_wire::case::ask(&case), case.answer, "{start} {more}");
        // Of all starts only this one is looked for.
        let openings = case.answer.openings.as_slice().iter().map(|opening| opening.start);
        let start_of = |case: &Case| Minute::from(case.wanted.as_ref().unwrap().start);
        let asked = told["is_free"].as_bool().unwrap().then(|| start_of(&case));
        assert_eq!(openings.collect::<Vec<_>>(), asked.into_iter().collect::<Vec<_>>(), "{start} {more}");
        free += usize::from(told["is_free"] == true);
    }
    assert_eq!(free, 3);
}

#[tokio::test]
async fn a_saved_case_has_who_was_asked_about_and_what_they_have_that_day() {
    let server = server().await;
    let (text, case) = saved(&server, "2024-05-13 09:00:00", "user_ids[]=1&job_id=8").await;
    assert!(text.starts_with("{\n  \"version\": 1,\n"), "to be read and kept as a file");
    assert!(text.ends_with("}\n"));
    let Input::Roster(input) = &case.input else { panic!("{text}") };
    assert_eq!((input.user_ids.as_slice(), input.job_type_id, input.except_job_id), ([1].as_slice(), 1, Some(8)));
    assert_eq!(input.jobs.iter().map(|job| job.job_id).collect::<Vec<_>>(), [9]);
    assert_eq!((input.schedules.len(), input.blockers.len(), input.time_offs.len()), (1, 1, 0));
    assert_eq!((case.search.length_in_minutes, case.search.crew), (60, 1));
}

#[tokio::test]
async fn in_a_saved_case_is_nothing_that_names_anybody() {
    const CANARY: &str = "Canary";
    let mut world = world();
    world["company"] = json!("Canary Networks");
    world["users"] = json!([{"id": 1, "name": "Ada Canary", "username": "acanary"}, {"id": 2, "name": "Canary Two"}]);
    world["job_types"][0]["name"] = json!("Canary installation");
    world["entities"]["account:1"]["name"] = json!("Grace Canary");
    world["entities"]["account:1"]["address"] = json!("7 Canary Street");
    world["schedules"][0]["name"] = json!("Canary's Mondays");
    world["blockers"][0]["name"] = json!("Canary's tea");
    world["time_offs"][0]["name"] = json!("Canary's leave");
    world["time_offs"][0]["start_time"] = json!("2024-05-13 14:00:00");
    world["geofences"][0]["name"] = json!("Canary county");
    for job in world["jobs"].as_array_mut().unwrap() {
        job["notes"] = json!("The canary bites");
    }
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    for more in ["", "job_id=8", "assigned_type=network_sites"] {
        let (text, case) = saved(&server, "2024-05-13 14:00:00", more).await;
        assert!(!text.to_lowercase().contains(&CANARY.to_lowercase()), "{text}");
        assert_eq!(codes_of(&case).1[0], ["time_off"], "the leave itself is in it");
    }
}

#[tokio::test]
async fn a_case_is_refused_as_the_question_is_and_given_to_staff_alone() {
    let server = server().await;
    for (start, more) in
        [("tomorrow", ""), ("2024-05-13 10:00:00", "crew_size=0"), ("2024-05-13 10:00:00", "job_id=77")]
    {
        let question = ask(&server, start, more).await.assert_status(422).json();
        let case = ask_at("/v1/why_not/case", &server, start, more).await.assert_status(422).json();
        assert_eq!(case["detail"], question["detail"]);
    }
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let query = "scheduled_datetime=2024-05-13%2010:00&job_type_id=1&assigned_type=accounts&assigned_id=1";
    server.call_as(&bearer, "GET", &format!("/v1/why_not/case?{query}"), Value::Null).await.assert_status(404);
    server.call_as(&bearer, "GET", "/v1/clock", Value::Null).await.assert_status(404);
}

#[tokio::test]
async fn the_board_is_told_what_time_it_is_on_the_instances_clocks() {
    let clock = server().await.call_as(STAFF, "GET", "/v1/clock", Value::Null).await.assert_status(200).json();
    assert_eq!(clock, json!({"now": "2024-05-10 12:00:00", "time_zone": "America/Chicago"}));
}
