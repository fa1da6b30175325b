//! `/v1/board`: jobs as people read them.

use serde_json::{Value, json};

use crate::support::{Folder, STAFF, Server, golden_world};

async fn board(server: &Server, query: &str) -> Value {
    server.call_as(STAFF, "GET", &format!("/v1/board{query}"), Value::Null).await.assert_status(200).json()
}

#[tokio::test]
async fn each_job_comes_with_the_names_of_what_it_refers_to_and_with_its_wishes_by_rank() {
    let server = Server::start().await;
    for (date, start, end) in [("2024-05-21", "13:00:00", "17:00:00"), ("2024-05-20", "08:00:00", "12:00:00")] {
        let wish = json!({"date": date, "start_time": start, "end_time": end});
        server.post("/jobs/8/desired_job_datetimes", wish).await.assert_status(201);
    }
    let at_site = json!({"job_type_id": 2, "assigned_type": "network_sites", "assigned_id": 1});
    server.post("/jobs", at_site).await.assert_status(201);
    let told = board(&server, "").await;
    assert_eq!(told["paginator"], json!({"total_count": 4, "total_pages": 1, "current_page": 1, "limit": 100}));

    let jobs = told["data"].as_array().unwrap();
    let listed: Vec<Value> = jobs.iter().map(|listed| listed["job"].clone()).collect();
    assert_eq!(Value::from(listed), server.get("/jobs").await.data(), "the same jobs in the same order");
    let words = |listed: &Value| json!([listed["job_type"], listed["place"], listed["address"]]);
    assert_eq!(words(&jobs[0]), json!(["Installation", "Ada Novak", "12 Elm St, Peoria, IL"]));
    assert_eq!(
        words(&jobs[3]),
        json!(["Service call", "North tower", ""]),
        "a site is not the account with its number"
    );
    let wishes = jobs[0]["wishes"].as_array().unwrap();
    assert_eq!(wishes.iter().map(|wish| &wish["date"]).collect::<Vec<_>>(), ["2024-05-21", "2024-05-20"]);
    let user = server.call_as(STAFF, "GET", "/api/v1/users/1", Value::Null).await.json()["data"][0]["name"].clone();
    assert_eq!((&jobs[0]["crew"], &jobs[1]["crew"]), (&json!([]), &json!([user])));
    assert_eq!(jobs[1]["wishes"], json!([]));

    let second = board(&server, "?limit=2&page=2").await;
    assert_eq!(second["data"], json!([jobs[2], jobs[3]]));
}

#[tokio::test]
async fn the_board_is_for_staff_alone_and_says_what_is_wrong_with_a_page() {
    let server = Server::start().await;
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    server.call_as(&bearer, "GET", "/v1/board", Value::Null).await.assert_status(404);
    let told = server.call_as(STAFF, "GET", "/v1/board?page=0&limit=x", Value::Null).await.assert_status(422).json();
    assert!(told.to_string().contains("limit") && told.to_string().contains("page"), "{told}");
}

#[tokio::test]
async fn jobs_are_found_by_a_part_of_a_name_an_address_a_note_and_a_number_in_whatever_case() {
    let server = Server::start().await;
    let noted = json!({"job_type_id": 1, "assigned_type": "network_sites", "assigned_id": 1, "notes": "Ring at the BLUE door, 100 % sure"});
    let noted = server.post("/jobs", noted).await.assert_status(201).data();
    let id = noted["id"].as_u64().unwrap();
    let found = async |text: &str| {
        let query = format!("?q={}", text.replace('%', "%25").replace(' ', "%20"));
        let told = board(&server, &query).await;
        told["data"].as_array().unwrap().iter().map(|job| job["job"]["id"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert!(found("aDa nov").await.contains(&8));
    assert!(found("12 elm").await.contains(&8));
    assert!(!found("ada").await.contains(&id));
    for text in ["blue door", "0 % s", &id.to_string()] {
        assert!(found(text).await.contains(&id), "{text}");
    }
    assert_eq!(found("_").await, Vec::<u64>::new(), "what stands for any letter elsewhere stands for itself");
}

/// SQLite knows the small letters of English alone, and PostgreSQL those of the language that a database was made in.
#[tokio::test]
async fn letters_of_every_alphabet_are_found_in_whatever_case_on_both_databases() {
    let mut world = golden_world();
    world["entities"]["account:1"] = json!({"name": "ÖMER ÇELIK", "address": "Große Straße 5, ŁÓDŹ"});
    for folder in [Folder::new(), Folder::of_postgres()] {
        let server = Server::start_in(folder, &world, "2024-05-10T12:00").await;
        let note =
            json!({"job_type_id": 1, "assigned_type": "network_sites", "assigned_id": 1, "notes": "ЗВОНИТЬ дважды"});
        let noted = server.post("/jobs", note).await.assert_status(201).data()["id"].clone();
        let path = format!("/jobs/{noted}");
        let found = async |text: &str| {
            let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let told = board(&server, &format!("?q={encoded}&counts=true")).await;
            let jobs: Vec<Value> =
                told["data"].as_array().unwrap().iter().map(|job| job["job"]["id"].clone()).collect();
            assert_eq!(told["paginator"]["total_count"], jobs.len(), "{text}");
            jobs
        };
        for text in ["ömer", "Ömer", "ÇELIK", "çelik", "GROSSE", "straße", "łódź", "Łódź"] {
            assert_eq!(found(text).await.contains(&json!(8)), text != "GROSSE", "{text}");
        }
        assert_eq!(found("звонить").await, std::slice::from_ref(&noted));
        server.patch(&path, json!({"notes": "Позже"})).await.assert_status(201);
        assert_eq!((found("ПОЗЖЕ").await, found("звонить").await), (vec![noted], vec![]));
        let places = server.call_as(STAFF, "GET", "/v1/places?q=%C3%B6mer", Value::Null).await.data();
        assert_eq!(places[0]["name"], "ÖMER ÇELIK");
    }
}

#[tokio::test]
async fn the_states_are_counted_whichever_is_listed_and_the_callers_scope_is_said() {
    let server = Server::start().await;
    let told = board(&server, "?status=queued&counts=true").await;
    assert_eq!(told["scope"], "admin");
    let all = board(&server, "").await;
    let of = |status: &str| {
        let jobs = all["data"].as_array().unwrap().iter();
        jobs.filter(|job| job["job"]["status"] == status).count()
    };
    for status in ["queued", "scheduled", "completed", "failed"] {
        assert_eq!(told["counts"][status], of(status), "{status}");
    }
    assert_eq!(all.get("counts"), None, "nobody asked");
}

#[tokio::test]
async fn what_should_be_over_and_is_not_said_to_be_is_overdue() {
    let server = Server::start().await;
    let all = board(&server, "?overdue=true").await;
    assert_eq!(all["data"], json!([]), "the world's visits are ahead");
    let said = server.call_as(STAFF, "GET", "/v1/board?overdue=soon", Value::Null).await.assert_status(422).json();
    assert!(said.to_string().contains("overdue"), "{said}");
}

#[tokio::test]
async fn the_jobs_that_wait_are_those_of_which_a_wish_can_be_met_now() {
    let server = Server::start().await;
    let met = async || {
        let found = board(&server, "?status=queued&can_be_met=true").await;
        found["data"].as_array().unwrap().iter().map(|job| job["job"]["id"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let wish = async |job_id: u64, day: &str, from: &str, to: &str| {
        let window = json!({"date": day, "start_time": from, "end_time": to});
        server.post(&format!("/jobs/{job_id}/desired_job_datetimes"), window).await.assert_status(201);
    };
    let before = met().await;
    assert!(!before.contains(&8), "{before:?}");
    // Nobody works on a Sunday.
    wish(8, "2024-05-19", "09:00", "12:00").await;
    assert!(!met().await.contains(&8));
    wish(8, "2024-05-13", "08:00", "17:00").await;
    assert!(met().await.contains(&8));
    let also = board(&server, "?can_be_met=true&job_ids[]=9").await;
    assert_eq!(also["data"], json!([]), "it has its time already");
}

#[tokio::test]
async fn accounts_and_sites_are_found_by_name_and_address_and_nothing_is_found_without_a_text() {
    let server = Server::start().await;
    let places = async |query: &str| server.call_as(STAFF, "GET", &format!("/v1/places{query}"), Value::Null).await;
    let told = places("?q=ada").await.assert_status(200).json();
    assert_eq!(told["data"][0]["name"], "Ada Novak");
    assert_eq!(told["data"][0]["assigned_type"], "accounts");
    assert_eq!(places("?q=TOWER").await.json()["data"][0]["assigned_type"], "network_sites");
    assert_eq!(places("?q=12%20elm").await.json()["data"][0]["name"], "Ada Novak");
    assert!(places("").await.assert_status(422).json().to_string().contains("q"));
}
