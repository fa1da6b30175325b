//! `hints`: what days are like beside who is free on them, by which openings are recommended.

use serde_json::{Value, json};
use slotwright_matching::{
    Around, Day, Grade, Grading, Hints, Interval, JobFacts, Merit, Minute, Occupied, Point, Question, Repetition,
    Roster, Schedule, Shift, Travel, Weights,
};
use slotwright_wire::convert::hints_of;
use slotwright_wire::slotwright::{AnySpaceFound, Recommend, read};
use slotwright_wire::time::{parse_date, parse_minute};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const HERE: Point = Point { latitude: 40.5, longitude: -89.5 };
/// Eight minutes from here.
const NEXT_VILLAGE: Point = Point { latitude: 40.55, longitude: -89.5 };
/// Nineteen.
const TOWER: Point = Point { latitude: 40.6, longitude: -89.6 };
/// Hours.
const FAR: Point = Point { latitude: 42.0, longitude: -89.5 };
const TRAVEL: Travel = Travel { speed_km_h: 60, detour_percent: 130, least_minutes: 5 };
const FIRST: &str = "2024-05-13";
const LAST: &str = "2024-05-16";

/// Of each visit of user 1: its day, the hours from and to, and where.
const VISITS: [(&str, u64, u64, &str, u64, Point); 3] = [
    ("2024-05-13", 10, 12, "accounts", 2, NEXT_VILLAGE),
    ("2024-05-14", 8, 9, "network_sites", 1, TOWER),
    ("2024-05-15", 8, 9, "accounts", 3, FAR),
];

/// User 1 works from eight to four each day.
async fn server() -> Server {
    let mut world = golden_world();
    let place = |name: &str, at: Point| json!({"name": name, "latitude": at.latitude, "longitude": at.longitude});
    world["entities"]["account:2"] = place("Ben Moss", NEXT_VILLAGE);
    world["entities"]["account:3"] = place("Cleo Hart", FAR);
    let day = |day| json!({"id": day + 1, "day": day, "start_timestamp": "08:00", "end_timestamp": "16:00"});
    world["schedules"][0]["days"] = (0..7).map(day).collect();
    let visit = |(id, (date, from, to, kind, place, _)): (u64, &(&str, u64, u64, &str, u64, Point))| {
        json!({"id": id, "job_type_id": 2, "status": "scheduled", "scheduled_datetime": format!("{date} {from:02}:00:00"),
            "length_in_minutes": (to - from) * 60, "user_ids": [1], "assigned_type": kind, "assigned_id": place,
            "created_by_user_id": 1})
    };
    world["jobs"] = (11..).zip(&VISITS).map(visit).collect();
    world["rules"] = json!({"travel": {"speed_km_h": TRAVEL.speed_km_h, "detour_percent": TRAVEL.detour_percent,
        "least_minutes": TRAVEL.least_minutes}});
    Server::start_with(world, "2024-05-10T12:00").await
}

async fn find(server: &Server, caller: &str, more: &str) -> Answer {
    let path = format!(
        "/api/v1/scheduling/jobs/find_any_available_space?start_date={FIRST}&end_date={LAST}&length_in_minutes=90\
         &job_type_id=1&entityType=account&entityId=1{more}"
    );
    server.call_as(caller, "GET", &path, Value::Null).await
}

async fn hints(server: &Server, caller: &str) -> Value {
    find(server, caller, "&hints=true").await.assert_status(200).json()["hints"].clone()
}

/// A customer for an installation at an account.
async fn customer(server: &Server, account: u64) -> String {
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": account});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

fn beside(user_id: u64, first_start: &str, last_start: &str, other_visit: &str, way_minutes: u64) -> Value {
    json!({"user_id": user_id, "first_start": first_start, "last_start": last_start, "other_visit": other_visit,
        "way_minutes": way_minutes})
}

fn expected(user_id: u64) -> Value {
    json!([
        {"date": "2024-05-13", "load_percent": 25, "beside": [
            beside(user_id, "08:00:00", "08:22:00", "after", 10), beside(user_id, "12:08:00", "13:08:00", "before", 10)]},
        {"date": "2024-05-14", "load_percent": 25, "beside": [beside(user_id, "09:19:00", "10:19:00", "before", 20)]},
        {"date": "2024-05-15", "load_percent": 25, "beside": []},
        {"date": "2024-05-16", "load_percent": 0, "beside": []},
    ])
}

#[tokio::test]
async fn who_asks_is_told_of_each_day_how_much_is_planned_and_what_is_near_by_in_coarse_steps() {
    let server = server().await;
    assert_eq!(hints(&server, STAFF).await, expected(1));
    server.call_as(STAFF, "PUT", "/v1/rules", json!({})).await.assert_status(200);
    let without_ways = hints(&server, STAFF).await;
    assert!(without_ways.as_array().unwrap().iter().all(|day| day["beside"] == json!([])), "{without_ways}");
    assert_eq!(without_ways[0]["load_percent"], 25);
}

#[tokio::test]
async fn who_does_not_ask_is_answered_as_the_vendor_does() {
    let server = server().await;
    for more in ["", "&hints=false", "&hints=0"] {
        let answer = find(&server, STAFF, more).await.assert_status(200).json();
        assert_eq!(answer.as_object().unwrap().keys().collect::<Vec<_>>(), ["data"], "{more}");
    }
    let refused = find(&server, STAFF, "&hints=some").await;
    refused.assert_refused(422, json!({"hints": "Hints must be a boolean."}));
}

#[tokio::test]
async fn a_customer_is_told_the_same_by_aliases_and_of_nothing_that_is_not_offered() {
    let server = server().await;
    let bearer = customer(&server, 1).await;
    let answer = find(&server, &bearer, "&hints=true").await.assert_status(200).json();
    let alias: u64 = answer["data"][FIRST].as_object().unwrap().keys().next().unwrap().parse().unwrap();
    assert_ne!(alias, 1);
    assert_eq!(answer["hints"], expected(alias));
    let space: AnySpaceFound = serde_json::from_value(answer).unwrap();
    for day in space.hints.unwrap() {
        let (_, users) = space.data.0.iter().find(|(date, _)| *date == day.date).unwrap();
        for beside in day.beside {
            let (_, blocks) = users.0.iter().find(|(user, _)| *user == beside.user_id.to_string()).unwrap();
            assert!(blocks.iter().any(|block| block.start <= beside.first_start && beside.last_start < block.end));
        }
    }

    // Their own visit is no neighbour of itself, and nothing that is planned.
    let visit = json!({"scheduled_datetime": "2024-05-16 10:00:00", "user_ids": [alias]});
    server.call_as(&bearer, "POST", "/api/v1/scheduling/jobs", job(visit)).await.assert_status(201);
    assert_eq!(hints(&server, &bearer).await, expected(alias));
    assert_eq!(hints(&server, STAFF).await[3]["load_percent"], 25);
    assert_eq!(hints(&server, STAFF).await[3]["beside"][0]["way_minutes"], 10, "at the same place");
}

#[tokio::test]
async fn a_time_that_is_only_held_is_no_visit_near_by() {
    let server = server().await;
    let other = customer(&server, 2).await;
    let path = format!(
        "/api/v1/scheduling/jobs/find_any_available_space?start_date={LAST}&end_date={LAST}&length_in_minutes=90\
         &job_type_id=1&entityType=account&entityId=2"
    );
    let found = server.call_as(&other, "GET", &path, Value::Null).await.assert_status(200).data();
    let alias: u64 = found[LAST].as_object().unwrap().keys().next().unwrap().parse().unwrap();
    let held = json!({"scheduled_datetime": format!("{LAST} 10:00:00"), "user_ids": [alias]});
    server.call_as(&other, "POST", "/v1/holds", held).await.assert_status(201);
    let of_last = &hints(&server, STAFF).await[3];
    assert_eq!((&of_last["load_percent"], &of_last["beside"]), (&json!(25), &json!([])));
}

#[tokio::test]
async fn days_that_have_not_changed_are_told_of_all_the_same() {
    let server = server().await;
    let known = "&hints=true&known_days[]=2024-05-13:2NJlSE7eaFw&known_days[]=2024-05-14:r2vMlpkH4L8";
    let answer = find(&server, STAFF, known).await.assert_status(200).json();
    assert_eq!((&answer["hints"], &answer["unchanged_days"]), (&expected(1), &json!([])));
}

/// The same world as the core knows it.
fn roster() -> (Roster, Around) {
    let schedule = Schedule {
        user_ids: vec![1],
        job_type_ids: vec![1, 2],
        available: true,
        repetition: Repetition { start: parse_date("2024-05-06").unwrap(), weeks: 1, repetitions: 0, infinite: true },
        shifts: (0..7).map(|weekday| Shift { weekday, start: 480, end: 960 }).collect(),
        areas: None,
    };
    let occupied = |(job_id, (date, from, to, ..)): (u64, &(&str, u64, u64, &str, u64, Point))| {
        let hour = |hour| parse_minute(&format!("{date} {hour:02}:00:00")).unwrap();
        Occupied { job_id, user_id: 1, interval: Interval::new(hour(*from), hour(*to)).unwrap() }
    };
    let facts = |(.., place): &(&str, u64, u64, &str, u64, Point)| JobFacts { job_type_id: 2, place: Some(*place) };
    let around =
        Around { travel: Some(TRAVEL), jobs: (11..).zip(VISITS.iter().map(facts)).collect(), ..Around::default() };
    let roster = Roster {
        schedules: vec![schedule],
        occupied: (11..).zip(&VISITS).map(occupied).collect(),
        ..Roster::default()
    };
    (roster, around)
}

#[tokio::test]
async fn who_reads_the_answer_comes_to_the_same_grades_as_the_core_that_knows_the_roster() {
    let server = server().await;
    let bearer = customer(&server, 1).await;
    let booking = server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.assert_status(200).json();
    let recommend: Recommend = serde_json::from_value(booking["policy"]["recommend"].clone()).unwrap();
    assert_eq!(read::weights(recommend), Weights::default());
    let answer = find(&server, &bearer, "&hints=true").await.assert_status(200).json();
    let space: AnySpaceFound = serde_json::from_value(answer).unwrap();
    let told: Vec<Hints> = space.hints.unwrap().iter().filter_map(hints_of).collect();
    let alias = told[0].beside[0].user_id;

    let (first, last) = (parse_date(FIRST).unwrap(), parse_date(LAST).unwrap());
    let (roster, around) = roster();
    let question = Question { job_type_id: 1, place: Some(HERE), first, last, except_job_id: None };
    let known = roster.hints(&[1], &question, 90, &around, &|_| true);
    let grading = Grading { weights: Weights::default(), today: parse_date("2024-05-10").unwrap(), crew: 1 };
    let grade = |start: Minute, user_id, hints: &[Hints]| -> Grade {
        let of_day = hints.iter().find(|hints| hints.day == Day::of(start));
        grading.grade(start, &[(user_id, 0)], of_day).unwrap()
    };
    let free = roster.free_around(1, &question, &around);
    let starts: Vec<Minute> = free.iter().flat_map(|free| free.start()..=free.end() - 90).collect();
    assert!(900 < starts.len());
    for start in starts.iter().copied() {
        assert_eq!(grade(start, alias, &told), grade(start, 1, &known), "{start}");
    }
    let reasons = |start: &str| grade(parse_minute(start).unwrap(), alias, &told).merits;
    assert_eq!(reasons("2024-05-13 12:15"), [Merit::NearBefore, Merit::Soon, Merit::QuietDay]);
    assert_eq!(reasons("2024-05-16 12:15"), [Merit::Soon, Merit::QuietDay]);
}

#[tokio::test]
async fn what_counts_how_much_is_set_with_the_policy_and_told_to_the_page() {
    let server = server().await;
    let bearer = customer(&server, 1).await;
    let told = async || {
        let booking = server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.assert_status(200);
        booking.json()["policy"]["recommend"].clone()
    };
    let put = async |policy: Value| server.call_as(STAFF, "PUT", "/v1/policy", policy).await;
    assert_eq!(told().await, json!({"near": 80, "quiet": 20, "soon": 60, "room": 10}));
    let nothing = json!({"near": 0, "quiet": 0, "soon": 0, "room": 0});
    put(json!({"recommend": nothing})).await.assert_status(200);
    assert_eq!(told().await, nothing);
    let refused = put(json!({"recommend": {"near": 101, "quiet": 0, "soon": 0}})).await.assert_status(422).json();
    let details: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().map(|error| error["detail"].as_str().unwrap()).collect();
    assert_eq!(
        details,
        ["`recommend.near`: must be a whole number from 0 to 100, is 101.", "`recommend`: room is missing."]
    );
    put(json!({})).await.assert_status(200);
    assert_eq!(told().await["near"], 80);
}

#[tokio::test]
async fn staff_who_ask_what_days_are_like_are_told_how_much_each_counts() {
    let server = server().await;
    let ask = async |more: &str| {
        let path = format!(
            "/jobs/find_any_available_space?start_date={FIRST}&end_date={LAST}&length_in_minutes=60&job_type_id=1\
             &entityType=account&entityId=1{more}"
        );
        server.get(&path).await.assert_status(200).json()
    };
    assert_eq!(ask("&hints=true").await["recommend"], json!({"near": 80, "quiet": 20, "soon": 60, "room": 10}));
    let own = json!({"near": 0, "quiet": 100, "soon": 0, "room": 0});
    server.call_as(STAFF, "PUT", "/v1/policy", json!({"recommend": own})).await.assert_status(200);
    assert_eq!(ask("&hints=true").await["recommend"], own, "as the policy has it");
    assert_eq!(ask("").await.get("recommend"), None, "who does not ask is answered as the vendor does");
}
