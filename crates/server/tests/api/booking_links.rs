//! What the holder of a booking link may do and see, and what not.

use axum::body::Body;
use axum::http::{HeaderValue, Request};
use serde_json::{Value, json};

use crate::support::{Answer, Folder, STAFF, Server, golden_world};

const NO_ITEM: &str = "No item with that ID found.";

/// A server with a customer in front of it.
struct Door {
    server: Server,
    handle: String,
}

impl Door {
    /// A link for a new installation at account 1. Mondays are open for users 1 and 2.
    async fn for_a_new_job() -> Self {
        Self::open(json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1})).await
    }

    /// A link for the queued job 8 or the scheduled job 9.
    async fn for_job(id: u64) -> Self {
        Self::open(json!({"job_id": id})).await
    }

    async fn open(link: Value) -> Self {
        Self::open_with(link, &[]).await
    }

    /// With further flags for the server.
    async fn open_with(link: Value, more: &[&str]) -> Self {
        let mut world = golden_world();
        world["schedules"][0]["user_ids"] = json!([1, 2]);
        let flags = [&["--clock", "2024-05-10T12:00"], more].concat();
        let server = Server::start_with_flags(Folder::new(), &world, &flags).await;
        let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
        let handle = link["handle"].as_str().unwrap().to_owned();
        assert_eq!(link["url"], format!("http://127.0.0.1:8787/book#l={handle}"));
        assert_eq!(link["expires_at"], "2024-05-24T17:00:00Z");
        Self { server, handle }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        let bearer = format!("Bearer {}", self.handle);
        let path = if path.starts_with("/v1") { path.to_owned() } else { format!("/api/v1/scheduling{path}") };
        self.server.call_as(&bearer, method, &path, body).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, Value::Null).await
    }

    async fn booking(&self) -> Value {
        self.get("/v1/booking").await.assert_status(200).json()
    }

    async fn find(&self) -> Answer {
        let length = self.booking().await["length_in_minutes"].clone();
        self.get(&format!(
            "/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-20&length_in_minutes={length}\
             &job_type_id=1&entityType=account&entityId=1"
        ))
        .await
    }

    /// The aliases of the users who are free on the first day.
    async fn aliases(&self) -> Vec<u64> {
        let found = self.find().await.assert_status(200).data();
        found["2024-05-13"].as_object().unwrap().keys().map(|alias| alias.parse().unwrap()).collect()
    }

    fn new_job(time: &str, user: u64) -> Value {
        crate::support::job(json!({"scheduled_datetime": time, "user_ids": [user], "notes": "Ring twice."}))
    }
}

#[tokio::test]
async fn the_page_learns_what_where_how_long_and_until_when() {
    let door = Door::for_a_new_job().await;
    assert_eq!(
        door.booking().await,
        json!({
            "now": "2024-05-10 12:00:00",
            "time_zone": "America/Chicago",
            "clock_changes": [],
            "page_url": "http://127.0.0.1:8787/book",
            "job_type": {"id": 1, "name": "Installation", "prepare": null},
            "length_in_minutes": 90,
            "crew_size": 1,
            "place": {
                "assigned_type": "accounts", "assigned_id": 1, "name": "Ada Novak", "address": "12 Elm St, Peoria, IL",
            },
            "policy": {
                "notice_minutes": 120, "change_notice_minutes": 60, "horizon_days": 60, "start_step_minutes": 15,
                "start_alignment": "clock", "max_wishes": 10, "max_notes_length": 2000, "arrival_window_minutes": 0,
                "arrival_promise": "every", "on_cancel": "delete",
                "recommend": {"near": 80, "quiet": 20, "soon": 60, "room": 10},
            },
            "rights": ["view", "hold", "book", "reschedule", "cancel"],
            "job": null,
            "visit": null,
            "wishes": [],
            "rather_not": [],
            "fields": [],
            "confirmation": null,
            "company": {"name": "Prairie Networks", "logo_url": null, "phone": null, "email": null, "hours": null},
            "answer_by": null,
            "cancelled": null,
            "earlier": null,
        })
    );
}

#[tokio::test]
async fn a_link_books_once_and_shows_its_booking_afterwards() {
    let door = Door::for_a_new_job().await;
    let user = door.aliases().await[0];
    let booked = door.call("POST", "/jobs", Door::new_job("2024-05-13 10:00:00", user)).await.assert_status(201).data();
    assert_eq!(booked["user_ids"], json!([user]));
    assert_eq!(booked["created_by_user_id"], Value::Null);
    let again = door.call("POST", "/jobs", Door::new_job("2024-05-13 14:00:00", user)).await.assert_status(422);
    assert_eq!(again.code(), "already-booked");
    let booking = door.booking().await;
    assert_eq!(booking["job"], booked);
    assert_eq!(booking["visit"], json!({"starts_at": "2024-05-13T15:00:00Z", "ends_at": "2024-05-13T16:30:00Z"}));
    assert_eq!(door.get(&format!("/jobs/{}", booked["id"])).await.data(), booked);
    let jobs = door.server.get("/jobs").await.json();
    assert_eq!(jobs["paginator"]["total_count"], 4, "one more than before");
}

#[tokio::test]
async fn a_double_click_makes_one_job() {
    let door = Door::for_a_new_job().await;
    let aliases = door.aliases().await;
    let clicks = (
        door.call("POST", "/jobs", Door::new_job("2024-05-13 10:00:00", aliases[0])),
        door.call("POST", "/jobs", Door::new_job("2024-05-13 10:00:00", aliases[1])),
    );
    let (first, second) = tokio::join!(clicks.0, clicks.1);
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    assert_eq!(door.server.get("/jobs").await.json()["paginator"]["total_count"], 4);
}

#[tokio::test]
async fn users_are_seen_under_aliases_of_this_link_alone() {
    let door = Door::for_a_new_job().await;
    let aliases = door.aliases().await;
    assert_eq!(aliases.len(), 2);
    assert!(aliases.iter().all(|&alias| 2 < alias && alias < 1 << 48));
    let link = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let other = door.server.call_as(STAFF, "POST", "/v1/links", link).await.json();
    let other = Door { handle: other["handle"].as_str().unwrap().to_owned(), server: door.server };
    let others = other.aliases().await;
    assert!(aliases.iter().all(|alias| !others.contains(alias)));
    let refused = other.call("POST", "/jobs", Door::new_job("2024-05-13 10:00:00", aliases[0])).await;
    refused.assert_refused(422, json!({"user_ids": "That user does not exist."}));
    let refused = other.call("POST", "/jobs", Door::new_job("2024-05-13 10:00:00", 1)).await;
    refused.assert_refused(422, json!({"user_ids": "That user does not exist."}));
}

#[tokio::test]
async fn a_refusal_names_the_user_by_the_alias() {
    let door = Door::for_a_new_job().await;
    let users = door.aliases().await;
    for user in users {
        let refused = door.call("POST", "/jobs", Door::new_job("2024-05-14 10:00:00", user)).await;
        let sentence = format!("There is no availability for that day/time for user ID {user}.");
        assert_eq!(refused.assert_refused(422, sentence).code(), "slot-taken");
    }
}

#[tokio::test]
async fn only_what_the_link_is_for_can_be_asked_and_made() {
    let door = Door::for_a_new_job().await;
    let user = door.aliases().await[0];
    for (change, field) in [
        (json!({"job_type_id": 2}), "job_type_id"),
        (json!({"assigned_type": "network_sites"}), "assigned_id"),
        (json!({"length_in_minutes": 30}), "length_in_minutes"),
        (json!({"ticket_id": 5}), "ticket_id"),
        (json!({"services": [1]}), "services"),
    ] {
        let mut job = Door::new_job("2024-05-13 10:00:00", user);
        job.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let refused = door.call("POST", "/jobs", job).await.assert_status(422).json();
        assert!(refused["error"]["message"][field].is_string(), "{change}: {refused}");
    }
    let good =
        "start_date=2024-05-13&end_date=2024-05-13&length_in_minutes=90&job_type_id=1&entityType=account&entityId=1";
    for (from, to) in [
        ("job_type_id=1", "job_type_id=2"),
        ("entityType=account", "entityType=network_site"),
        ("length_in_minutes=90", "length_in_minutes=15"),
        ("entityId=1", "entityId=1&users[]=1"),
    ] {
        let question = good.replace(from, to);
        door.get(&format!("/jobs/find_any_available_space?{question}")).await.assert_status(422);
    }
}

#[tokio::test]
async fn a_customer_may_not_send_the_whole_team() {
    let door = Door::for_a_new_job().await;
    let users = door.aliases().await;
    let mut job = Door::new_job("2024-05-13 10:00:00", users[0]);
    job["user_ids"] = json!(users);
    let refused = door.call("POST", "/jobs", job).await;
    refused.assert_refused(422, json!({"user_ids": "The user ids may not have more than 1 items."}));
}

#[tokio::test]
async fn what_is_wrong_is_told_to_a_customer_in_the_order_in_which_it_is_told_to_staff() {
    let door = Door::for_a_new_job().await;
    let mut job = Door::new_job("2024-05-13 10:00:00", 77);
    job["job_type_id"] = json!(77);
    job["assigned_id"] = json!(77);
    let told = |refused: Answer| -> Vec<String> {
        let refused = refused.assert_status(422).json();
        refused["error"]["message"].as_object().unwrap().keys().cloned().collect()
    };
    let to_staff = told(door.server.post("/jobs", job.clone()).await);
    assert_eq!(to_staff, ["job_type_id", "assigned_id", "user_ids"]);
    assert_eq!(told(door.call("POST", "/jobs", job).await), to_staff);
}

#[tokio::test]
async fn a_customer_does_not_take_the_second_technician_away() {
    let door = Door::for_job(8).await;
    let visit = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [1, 2]});
    door.server.patch("/jobs/8", visit).await.assert_status(201);
    let users = door.aliases().await;
    let moved = |users: &[u64]| json!({"scheduled_datetime": "2024-05-13 14:00:00", "user_ids": users});
    let refused = door.call("PATCH", "/jobs/8", moved(&users[..1])).await;
    refused.assert_refused(422, json!({"user_ids": "The user ids must have at least 2 items."}));
    door.call("PATCH", "/jobs/8", moved(&users)).await.assert_status(201);
}

#[tokio::test]
async fn a_visit_of_two_that_its_customer_cancels_is_booked_again_for_two() {
    let door = Door::for_job(8).await;
    assert_eq!(door.booking().await["crew_size"], 1);
    let visit = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [1, 2]});
    door.server.patch("/jobs/8", visit).await.assert_status(201);
    assert_eq!(door.booking().await["crew_size"], 2);
    for time in ["2024-05-13 14:00:00", "2024-05-20 10:00:00"] {
        let queued = door.call("POST", "/jobs/8/queue", json!({})).await.assert_status(201).data();
        assert_eq!((&queued["user_ids"], &door.booking().await["crew_size"]), (&json!([]), &json!(2)));
        door.call("PATCH", "/jobs/8", json!({"notes": "Any day."})).await.assert_status(201);
        let users = door.aliases().await;
        let again = |users: &[u64]| json!({"scheduled_datetime": time, "user_ids": users});
        let refused = door.call("PATCH", "/jobs/8", again(&users[..1])).await;
        refused.assert_refused(422, json!({"user_ids": "The user ids must have at least 2 items."}));
        let booked = door.call("PATCH", "/jobs/8", again(&users)).await.assert_status(201).data();
        assert_eq!(booked["user_ids"], json!(users));
    }
    let staff = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [2]});
    door.server.patch("/jobs/8", staff).await.assert_status(201);
    door.call("POST", "/jobs/8/queue", json!({})).await.assert_status(201);
    assert_eq!(door.booking().await["crew_size"], 1, "the office has found that one is enough");
}

#[tokio::test]
async fn what_was_done_can_not_be_cancelled() {
    let door = Door::for_a_new_job().await;
    let user = door.aliases().await[0];
    let job = Door::new_job("2024-05-13 10:00:00", user);
    let id = door.call("POST", "/jobs", job).await.assert_status(201).data()["id"].clone();
    door.server.post(&format!("/jobs/{id}/complete"), json!({"reason": "He owes us money."})).await.assert_status(201);
    let refused = door.call("DELETE", &format!("/jobs/{id}"), Value::Null).await.assert_status(422);
    assert_eq!(refused.code(), "already-completed");
    let seen = door.booking().await["job"].clone();
    assert_eq!((&seen["status"], &seen["completion_reason"]), (&json!("completed"), &Value::Null));
    assert_eq!(seen["completed_by_user_id"], Value::Null);
}

#[tokio::test]
async fn what_has_ended_is_not_written_to_any_more() {
    let door = Door::for_job(8).await;
    let wish = json!({"date": "2024-05-14", "start_time": "08:00:00", "end_time": "12:00:00"});
    door.call("POST", "/jobs/8/desired_job_datetimes", wish.clone()).await.assert_status(201);
    door.server.post("/jobs/8/complete", json!({})).await.assert_status(201);
    let user = door.aliases().await[0];
    for (method, path, body) in [
        ("PATCH", "/jobs/8", json!({"notes": "It was never done."})),
        ("PATCH", "/jobs/8", json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [user]})),
        ("POST", "/jobs/8/queue", json!({})),
        ("DELETE", "/jobs/8", Value::Null),
        ("POST", "/jobs/8/desired_job_datetimes", wish),
        ("PATCH", "/jobs/8/desired_job_datetimes/1", json!({"start_time": "09:00:00"})),
        ("DELETE", "/jobs/8/desired_job_datetimes/1", Value::Null),
    ] {
        let refused = door.call(method, path, body.clone()).await.assert_status(422);
        assert_eq!(refused.code(), "already-completed", "{method} {path} {body}");
    }
}

#[tokio::test]
async fn a_link_ends_when_its_job_goes_to_another_customer() {
    let door = Door::for_job(8).await;
    let elsewhere = json!({"assigned_type": "network_sites", "assigned_id": 1});
    door.server.patch("/jobs/8", elsewhere).await.assert_status(201);
    for (method, path) in [("GET", "/v1/booking"), ("GET", "/jobs/8"), ("PATCH", "/jobs/8"), ("GET", "/job_types")] {
        let refused = door.call(method, path, Value::Null).await.assert_status(410);
        assert_eq!(refused.code(), "link-expired");
        assert!(!String::from_utf8(refused.bytes).unwrap().contains("North tower"));
    }
}

#[tokio::test]
async fn a_link_for_a_network_site_books_there() {
    let door = Door::open(json!({"assigned_type": "network_sites", "assigned_id": 1, "job_type_id": 1})).await;
    assert_eq!(door.booking().await["place"]["name"], "North tower");
    let ask = |place: &str| {
        format!(
            "/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13&length_in_minutes=90\
             &job_type_id=1&entityType={place}&entityId=1"
        )
    };
    door.get(&ask("account")).await.assert_status(422);
    let free = door.get(&ask("network_site")).await.assert_status(200).data();
    let user: u64 = free["2024-05-13"].as_object().unwrap().keys().next().unwrap().parse().unwrap();
    let mut job = Door::new_job("2024-05-13 10:00:00", user);
    let refused = door.call("POST", "/jobs", job.clone()).await;
    refused.assert_refused(422, json!({"assigned_id": "The selected assigned id is invalid."}));
    job["assigned_type"] = json!("network_sites");
    let booked = door.call("POST", "/jobs", job).await.assert_status(201).data();
    assert_eq!((&booked["assigned_type"], &booked["assigned_id"]), (&json!("network_sites"), &json!(1)));
}

#[tokio::test]
async fn nothing_but_time_crew_and_notes_is_the_customers_to_change() {
    let door = Door::for_job(8).await;
    let before = door.server.get("/jobs/8").await.data();
    for change in [
        json!({"length_in_minutes": 15}),
        json!({"assigned_type": "network_sites", "assigned_id": 1}),
        json!({"assigned_type": "accounts", "assigned_id": 2}),
        json!({"ticket_id": 1}),
        json!({"services": [1]}),
    ] {
        door.call("PATCH", "/jobs/8", change).await.assert_status(422);
    }
    let same = json!({"length_in_minutes": 60, "assigned_type": "accounts", "assigned_id": 1, "ticket_id": null,
        "services": [], "job_type_id": 2, "status": "completed", "created_by_user_id": 2, "completed_at": "2024-05-10",
        "completed_successfully": true, "checked_in_users": [1], "id": 9});
    door.call("PATCH", "/jobs/8", same).await.assert_status(201);
    assert_eq!(door.server.get("/jobs/8").await.data(), before);
}

#[tokio::test]
async fn a_customer_sees_no_number_or_name_of_the_office() {
    let mut world = golden_world();
    let office = json!({"user_ids": [1], "ticket_id": 4711, "services": [4712], "created_by_user_id": 1});
    world["jobs"][1].as_object_mut().unwrap().extend(office.as_object().unwrap().clone());
    world["users"] = json!([{"id": 1, "name": "Grace Hopper", "username": "grace", "public_name": "Grace"}, 2]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": 9})).await.json();
    let door = Door { server, handle: link["handle"].as_str().unwrap().to_owned() };
    door.server.post("/jobs/9/check_in", json!({"user_id": 1})).await.assert_status(201);
    let moved =
        json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": door.booking().await["job"]["user_ids"]});
    let answers = [
        door.get("/v1/booking").await.assert_status(200).json()["job"].clone(),
        door.get("/jobs/9").await.assert_status(200).data(),
        door.call("PATCH", "/jobs/9", json!({"notes": "Ring twice."})).await.assert_status(201).data(),
        door.call("PATCH", "/jobs/9", moved).await.assert_status(201).data(),
        door.call("POST", "/jobs/9/queue", json!({})).await.assert_status(201).data(),
    ];
    for job in answers {
        for hidden in ["4711", "4712", "Grace", "grace"] {
            assert!(!job.to_string().contains(hidden), "{job}");
        }
        assert_eq!(job["created_by_user_id"], Value::Null);
        for user in job["user_ids"].as_array().unwrap() {
            assert!(2 < user.as_u64().unwrap(), "{job}");
        }
        for user in job["checked_in_users"].as_array().unwrap() {
            assert!(2 < user["user_id"].as_u64().unwrap(), "{job}");
        }
    }
}

#[tokio::test]
async fn who_is_free_on_days_that_can_not_be_booked_is_not_told() {
    let door = Door::for_a_new_job().await;
    let find = |first: &str, last: &str| {
        format!(
            "/jobs/find_any_available_space?start_date={first}&end_date={last}&length_in_minutes=90&job_type_id=1\
             &entityType=account&entityId=1"
        )
    };
    for (first, last) in [("2024-05-06", "2024-05-09"), ("2024-07-10", "2024-08-31"), ("2999-12-01", "2999-12-31")] {
        assert_eq!(door.get(&find(first, last)).await.assert_status(200).data(), json!([]), "{first}");
    }
    let found = door.get(&find("2024-05-10", "2024-07-10")).await.assert_status(200).data();
    let days: Vec<_> = found.as_object().unwrap().keys().cloned().collect();
    assert_eq!((&days[0][..], &days[days.len() - 1][..]), ("2024-05-13", "2024-07-08"));
}

#[tokio::test]
async fn everything_else_does_not_exist_for_a_customer() {
    let door = Door::for_job(8).await;
    for path in [
        "/jobs",
        "/jobs/9",
        "/jobs/10",
        "/jobs/9/desired_job_datetimes",
        "/jobs/9/desired_job_datetimes/1",
        "/job_types",
        "/job_types/1",
        "/schedules",
        "/schedules/1",
        "/schedules/1/schedule_days",
        "/schedule_blockers",
        "/scheduled_time_offs",
        "/scheduled_time_offs/1",
        "/calculated_schedule/2024-05-13/2024-05-13",
        "/jobs/find_available_space?start_date=2024-05-13&end_date=2024-05-13&length_in_minutes=60&job_type_id=1&users[]=1&entityType=account&entityId=1",
    ] {
        door.get(path).await.assert_refused(404, NO_ITEM);
    }
    for path in ["/users", "/users/1", "/accounts", "/accounts/1", "/network/network_sites", "/system/application"] {
        let bearer = format!("Bearer {}", door.handle);
        door.server.call_as(&bearer, "GET", &format!("/api/v1{path}"), Value::Null).await.assert_refused(404, NO_ITEM);
    }
    for deed in ["check_in", "check_out", "complete"] {
        door.call("POST", &format!("/jobs/8/{deed}"), json!({})).await.assert_refused(404, NO_ITEM);
    }
    door.call("PATCH", "/jobs/9", json!({"notes": "x"})).await.assert_refused(404, NO_ITEM);
    door.call("DELETE", "/jobs/9", Value::Null).await.assert_refused(404, "job does not exist.");
    door.call("POST", "/jobs/9/queue", json!({})).await.assert_refused(404, NO_ITEM);
    door.call("POST", "/v1/links", json!({"job_id": 8})).await.assert_status(404);
}

#[tokio::test]
async fn a_link_for_a_job_books_that_job_and_cancelling_queues_it() {
    let door = Door::for_job(8).await;
    let booking = door.booking().await;
    assert_eq!((&booking["length_in_minutes"], &booking["policy"]["on_cancel"]), (&json!(60), &json!("queue")));
    assert_eq!(booking["job"]["id"], 8);
    let user = door.aliases().await[0];
    let created = door.call("POST", "/jobs", Door::new_job("2024-05-13 10:00:00", user)).await;
    assert_eq!(created.assert_status(422).code(), "already-booked");
    let visit = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [user]});
    let booked = door.call("PATCH", "/jobs/8", visit).await.assert_status(201).data();
    assert_eq!((&booked["status"], &booked["user_ids"]), (&json!("scheduled"), &json!([user])));
    door.call("DELETE", "/jobs/8", Value::Null).await.assert_refused(404, "job does not exist.");
    let queued = door.call("POST", "/jobs/8/queue", json!({})).await.assert_status(201).data();
    assert_eq!(queued["status"], "queued");
}

#[tokio::test]
async fn cancelling_a_job_made_with_the_link_deletes_it_and_frees_the_link() {
    let door = Door::for_a_new_job().await;
    let user = door.aliases().await[0];
    let job = Door::new_job("2024-05-13 10:00:00", user);
    let id = door.call("POST", "/jobs", job.clone()).await.assert_status(201).data()["id"].clone();
    door.call("POST", &format!("/jobs/{id}/queue"), json!({})).await.assert_refused(404, NO_ITEM);
    door.call("DELETE", &format!("/jobs/{id}"), Value::Null).await.assert_status(200);
    assert_eq!(door.booking().await["job"], Value::Null);
    door.call("POST", "/jobs", job).await.assert_status(201);
}

#[tokio::test]
async fn the_time_of_the_own_visit_counts_as_free() {
    let door = Door::for_job(9).await;
    let free_on = |found: Value| found["2024-05-13"].as_object().unwrap().clone();
    let found = free_on(door.find().await.assert_status(200).data());
    let whole = json!([{"start": "08:00:00", "end": "12:00:00"}, {"start": "13:00:00", "end": "17:00:00"}]);
    assert!(found.values().all(|blocks| *blocks == whole), "{found:?}");
    let visit = door.booking().await["job"]["user_ids"].clone();
    let moved = json!({"scheduled_datetime": "2024-05-13 09:30:00", "user_ids": visit});
    door.call("PATCH", "/jobs/9", moved).await.assert_status(201);
}

#[tokio::test]
async fn the_policy_holds_for_customers_and_not_for_staff() {
    let mut world = golden_world();
    let days: Vec<_> = (0..7)
        .map(|day| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00"}))
        .collect();
    world["schedules"][0]["days"] = json!(days);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": 8})).await.json();
    let door = Door { server, handle: link["handle"].as_str().unwrap().to_owned() };
    let user = door.aliases().await[0];
    for (time, code) in [
        ("2024-05-10 11:00:00", "too-soon"),
        ("2024-05-10 13:30:00", "too-soon"),
        ("2024-07-10 00:00:00", "too-far"),
        ("2024-07-09 23:30:00", "too-far"),
        ("2024-05-14 10:10:00", "not-on-grid"),
        ("2024-05-14 10:01:00", "not-on-grid"),
    ] {
        let visit = |user: u64| json!({"scheduled_datetime": time, "user_ids": [user]});
        let refused = door.call("PATCH", "/jobs/8", visit(user)).await.assert_status(422);
        assert_eq!(refused.code(), code, "{time}");
        assert!(refused.json()["error"]["message"].is_string());
    }
    for time in ["2024-05-10 14:00:00", "2024-07-09 23:00:00"] {
        let visit = json!({"scheduled_datetime": time, "user_ids": [user]});
        door.call("PATCH", "/jobs/8", visit).await.assert_status(201);
    }
    let staff = json!({"scheduled_datetime": "2024-05-10 12:05:00", "user_ids": [1]});
    door.server.patch("/jobs/8", staff).await.assert_status(201);
}

#[tokio::test]
async fn a_visit_that_is_near_is_not_changed_or_cancelled_by_the_customer() {
    let mut world = golden_world();
    world["jobs"][1]["scheduled_datetime"] = json!("2024-05-13 09:00:00");
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    let server = Server::start_with(world, "2024-05-13T08:01").await;
    let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": 9})).await.json();
    let door = Door { server, handle: link["handle"].as_str().unwrap().to_owned() };
    let user = door.aliases().await[0];
    let later = json!({"scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [user]});
    assert_eq!(door.call("PATCH", "/jobs/9", later).await.assert_status(422).code(), "too-soon");
    assert_eq!(door.call("POST", "/jobs/9/queue", json!({})).await.assert_status(422).code(), "too-soon");
    door.call("PATCH", "/jobs/9", json!({"notes": "The bell is broken."})).await.assert_status(201);
}

#[tokio::test]
async fn notes_and_wishes_are_bounded() {
    let door = Door::for_job(8).await;
    let notes = |length: usize| json!({"notes": "ü".repeat(length)});
    door.call("PATCH", "/jobs/8", notes(2000)).await.assert_status(201);
    assert_eq!(door.call("PATCH", "/jobs/8", notes(2001)).await.assert_status(422).code(), "notes-too-long");
    let wish = |date: &str| json!({"date": date, "start_time": "08:00:00", "end_time": "12:00:00"});
    let wishes = "/jobs/8/desired_job_datetimes";
    for (date, code) in [("2024-05-10", "too-soon"), ("2024-05-09", "too-soon"), ("2024-07-10", "too-far")] {
        assert_eq!(door.call("POST", wishes, wish(date)).await.assert_status(422).code(), code, "{date}");
    }
    for day in 11..21 {
        door.call("POST", wishes, wish(&format!("2024-05-{day}"))).await.assert_status(201);
    }
    assert_eq!(door.call("POST", wishes, wish("2024-05-21")).await.assert_status(422).code(), "too-many-wishes");
    assert_eq!(door.booking().await["wishes"].as_array().unwrap().len(), 10);
    door.call("PATCH", &format!("{wishes}/1"), json!({"start_time": "09:00:00"})).await.assert_status(200);
    door.call("DELETE", &format!("{wishes}/1"), Value::Null).await.assert_status(200);
    door.call("POST", wishes, wish("2024-05-21")).await.assert_status(201);
}

#[tokio::test]
async fn the_offices_notes_are_neither_seen_nor_lost_by_the_customer() {
    let door = Door::for_job(8).await;
    let office = "Owes two months.\nSays: Customer: always late.";
    door.server.patch("/jobs/8", json!({"notes": office})).await.assert_status(201);
    let stored = || async { door.server.get("/jobs/8").await.data()["notes"].clone() };
    assert_eq!(door.booking().await["job"]["notes"], "");
    assert_eq!(door.get("/jobs/8").await.data()["notes"], "");

    let user = door.aliases().await[0];
    let visit = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [user]});
    let booked = door.call("PATCH", "/jobs/8", visit.clone()).await.assert_status(201).data();
    assert_eq!((&booked["notes"], stored().await), (&json!(""), json!(office)), "without notes");

    let mut with_notes = visit.clone();
    with_notes["notes"] = json!("Ring twice.\nCustomer: that is me.");
    let booked = door.call("PATCH", "/jobs/8", with_notes.clone()).await.assert_status(201).data();
    assert_eq!(booked["notes"], with_notes["notes"], "with notes");
    assert_eq!(door.booking().await["job"]["notes"], with_notes["notes"]);
    let whole = format!("{office}\nCustomer: Ring twice.\n Customer: that is me.");
    assert_eq!(stored().await, whole);

    let queued = door.call("POST", "/jobs/8/queue", json!({})).await.assert_status(201).data();
    assert_eq!((&queued["notes"], stored().await), (&with_notes["notes"], json!(whole)));
    door.call("PATCH", "/jobs/8", json!({"notes": ""})).await.assert_status(201);
    assert_eq!(stored().await, office);
}

#[tokio::test]
async fn what_the_office_wrote_meanwhile_stays_when_the_customer_writes() {
    let door = Door::for_job(8).await;
    door.call("PATCH", "/jobs/8", json!({"notes": "Ring."})).await.assert_status(201);
    assert_eq!(door.booking().await["job"]["notes"], "Ring.");
    door.server.patch("/jobs/8", json!({"notes": "Long ladder.\nCustomer: Ring."})).await.assert_status(201);
    door.call("PATCH", "/jobs/8", json!({"notes": "Ring twice."})).await.assert_status(201);
    assert_eq!(door.server.get("/jobs/8").await.data()["notes"], "Long ladder.\nCustomer: Ring twice.");
}

#[tokio::test]
async fn the_limit_of_the_notes_is_the_customers_and_not_the_offices() {
    let door = Door::for_job(8).await;
    let (office, part) = ("o".repeat(3000), "ü".repeat(2000));
    door.server.patch("/jobs/8", json!({"notes": office})).await.assert_status(201);
    let seen = door.call("PATCH", "/jobs/8", json!({"notes": part})).await.assert_status(201).data();
    assert_eq!(seen["notes"], part);
    let refused = door.call("PATCH", "/jobs/8", json!({"notes": format!("{part}ü")})).await.assert_status(422);
    assert_eq!(refused.code(), "notes-too-long");
    assert_eq!(door.server.get("/jobs/8").await.data()["notes"], format!("{office}\nCustomer: {part}"));
}

#[tokio::test]
async fn all_the_notes_of_a_job_that_the_customer_made_are_the_customers() {
    let door = Door::for_a_new_job().await;
    let job = crate::support::job(json!({"notes": "Mornings, please.\nCustomer: that is me."}));
    let made = door.call("POST", "/jobs", job.clone()).await.assert_status(201).data();
    assert_eq!((&made["notes"], &door.booking().await["job"]["notes"]), (&job["notes"], &job["notes"]));
    let path = format!("/jobs/{}", made["id"]);
    let changed = door.call("PATCH", &path, json!({"notes": "Evenings."})).await.assert_status(201).data();
    assert_eq!(
        (&changed["notes"], &door.server.get(&path).await.data()["notes"]),
        (&json!("Evenings."), &json!("Evenings."))
    );
}

#[tokio::test]
async fn wishes_can_be_left_instead_of_a_booking_and_the_best_be_booked_later() {
    let door = Door::for_a_new_job().await;
    let user = door.aliases().await[0];
    let job = crate::support::job(json!({"notes": "Mornings, please."}));
    let queued = door.call("POST", "/jobs", job).await.assert_status(201).data();
    assert_eq!(queued["status"], "queued");
    let id = &queued["id"];
    let wish = json!({"date": "2024-05-13", "start_time": "08:00:00", "end_time": "12:00:00"});
    door.call("POST", &format!("/jobs/{id}/desired_job_datetimes"), wish.clone()).await.assert_status(201);
    let wishes = door.booking().await["wishes"].clone();
    assert_eq!(wishes[0]["date"], wish["date"]);
    let visit = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [user]});
    door.call("PATCH", &format!("/jobs/{id}"), visit).await.assert_status(201);
    assert_eq!(door.booking().await["job"]["status"], "scheduled");
}

#[tokio::test]
async fn the_calendar_file_has_the_visit_in_utc_under_a_name_that_stays() {
    let door = Door::for_job(8).await;
    door.get("/v1/booking/visit.ics").await.assert_status(404);
    let user = door.aliases().await[0];
    let mut names = Vec::new();
    for (time, start, end) in [
        ("2024-05-13 10:00:00", "DTSTART:20240513T150000Z", "DTEND:20240513T160000Z"),
        ("2024-05-20 14:00:00", "DTSTART:20240520T190000Z", "DTEND:20240520T200000Z"),
    ] {
        let visit = json!({"scheduled_datetime": time, "user_ids": [user]});
        door.call("PATCH", "/jobs/8", visit).await.assert_status(201);
        let file = door.get("/v1/booking/visit.ics").await.assert_status(200);
        assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
        let text = String::from_utf8(file.bytes).unwrap();
        for line in [start, end, "SUMMARY:Installation: Prairie Networks", "LOCATION:12 Elm St\\, Peoria\\, IL"] {
            assert!(text.lines().any(|known| known == line), "{line} is missing in\n{text}");
        }
        names.push(text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned());
    }
    assert_eq!(names[0], names[1]);
}

#[tokio::test]
async fn a_calendar_follows_its_visit_through_moving_and_cancelling() {
    let door = Door::for_a_new_job().await;
    let user = door.aliases().await[0];
    let lines = async |path: &str| {
        let text = String::from_utf8(door.get(path).await.assert_status(200).bytes).unwrap();
        let unfolded = text.replace("\r\n ", "");
        move |name: &str| {
            let found = unfolded.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix([':', ';']));
            found.map(str::to_owned).unwrap_or_default()
        }
    };
    let booked = door.call("POST", "/jobs", Door::new_job("2024-05-13 10:00:00", user)).await.assert_status(201).data();
    let job = format!("/jobs/{}", booked["id"]);
    let first = lines("/v1/booking/visit.ics").await;
    assert_eq!((&*first("METHOD"), &*first("STATUS")), ("PUBLISH", "CONFIRMED"));
    assert_eq!(first("URL"), format!("http://127.0.0.1:8787/book#l={}", door.handle));
    assert_eq!(first("ORGANIZER"), "CN=Prairie Networks:invalid:nomail");
    assert_eq!((&*first("TRIGGER"), &*first("ACTION")), ("RELATED=START:-PT86400S", "DISPLAY"));
    assert!(!first("LAST-MODIFIED").is_empty());

    let moved = json!({"scheduled_datetime": "2024-05-20 14:00:00", "user_ids": [user]});
    door.call("PATCH", &job, moved).await.assert_status(201);
    let second = lines("/v1/booking/visit.ics").await;
    let number = |sequence: String| sequence.parse::<u32>().unwrap();
    assert!(number(first("SEQUENCE")) < number(second("SEQUENCE")));

    let cancelled = format!("/v1/booking/visit.ics?cancelled_job_id={}", booked["id"]);
    door.get(&cancelled).await.assert_status(404);
    door.call("DELETE", &job, Value::Null).await.assert_status(200);
    door.get("/v1/booking/visit.ics").await.assert_status(404);
    let last = lines(&format!("{cancelled}&cancelled_datetime=2024-05-20%2014:00:00")).await;
    assert_eq!((&*last("METHOD"), &*last("STATUS")), ("CANCEL", "CANCELLED"));
    assert_eq!((last("UID"), &*last("DTSTART")), (first("UID"), "20240520T190000Z"));
    assert!(number(second("SEQUENCE")) < number(last("SEQUENCE")));
    assert_eq!(last("BEGIN"), "VCALENDAR");
    assert_eq!(last("TRIGGER"), "", "nobody is reminded of what is cancelled");
    assert_eq!(lines(&cancelled).await("DTSTART"), "");

    // Nor of anybody else's.
    for path in ["cancelled_job_id=9", "cancelled_job_id=10", "cancelled_job_id=8", "cancelled_job_id=99999"] {
        door.get(&format!("/v1/booking/visit.ics?{path}")).await.assert_status(404);
    }
    for path in
        ["cancelled_job_id=x", "cancelled_datetime=2024-05-20%2014:00", "cancelled_job_id=1&cancelled_datetime=soon"]
    {
        door.get(&format!("/v1/booking/visit.ics?{path}")).await.assert_status(422);
    }
}

#[tokio::test]
async fn an_offices_visit_that_was_cancelled_can_be_taken_out_of_a_calendar_too() {
    let door = Door::for_job(9).await;
    let path = "/v1/booking/visit.ics?cancelled_job_id=9&cancelled_datetime=2024-05-13%2009:15:00";
    door.get(path).await.assert_status(404);
    door.call("POST", "/jobs/9/queue", json!({})).await.assert_status(201);
    let text = String::from_utf8(door.get(path).await.assert_status(200).bytes).unwrap();
    assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("DTSTART:20240513T141500Z\r\n"), "{text}");
}

#[tokio::test]
async fn no_change_of_a_customer_is_done_to_another_visit_than_they_saw() {
    let door = Door::for_job(9).await;
    let handle = format!("Bearer {}", door.handle);
    let user = door.booking().await["job"]["user_ids"][0].clone();
    let wish = json!({"date": "2024-05-20", "start_time": "08:00:00", "end_time": "12:00:00"});
    let wishes = "/api/v1/scheduling/jobs/9/desired_job_datetimes";
    let stored = door.server.call_as(STAFF, "POST", wishes, wish.clone()).await.assert_status(201).data();
    let stored = format!("{wishes}/{}", stored["id"]);
    let ask = async |seen: &str, method: &str, path: &str, body: &Value| {
        let request = Request::builder().method(method).uri(path).header("authorization", &handle);
        let request = request.header("content-type", "application/json").header("x-seen-scheduled-datetime", seen);
        door.server.send(request.body(Body::from(body.to_string())).unwrap()).await
    };
    let job = "/api/v1/scheduling/jobs/9";
    let queue = format!("{job}/queue");
    let there = json!({"scheduled_datetime": "2024-05-20 10:00:00", "user_ids": [user]});
    let changes = [
        ("PATCH", job, json!({"notes": "Ring twice."})),
        ("PATCH", job, there.clone()),
        ("POST", wishes, wish.clone()),
        ("PATCH", &stored, json!({"start_time": "09:00:00"})),
        ("DELETE", &stored, Value::Null),
        ("POST", &queue, json!({})),
    ];
    for seen in ["2024-05-13 10:15:00", "none"] {
        for (method, path, body) in &changes {
            let refused = ask(seen, method, path, body).await.assert_status(409);
            assert_eq!(refused.code(), "changed-by-staff", "{method} {path}");
            let sentence = refused.json()["error"]["message"].as_str().unwrap().to_owned();
            assert!(sentence.contains("2024-05-13 09:15:00 now"), "{sentence}");
        }
    }
    for bad in ["soon", "2024-02-30 10:00", "\u{bb}", ""] {
        let refused = ask(bad, "PATCH", job, &json!({"notes": "x"})).await.assert_status(400);
        assert_eq!(refused.code(), "malformed-request", "{bad}");
    }
    let before = door.booking().await;
    assert_eq!(before["job"]["scheduled_datetime"], "2024-05-13 09:15:00");
    assert_eq!(
        (&before["wishes"][0]["start_time"], before["wishes"].as_array().unwrap().len()),
        (&json!("08:00:00"), 1)
    );
    for (method, path, body) in &changes {
        let seen = door.booking().await["job"]["scheduled_datetime"].as_str().unwrap().to_owned();
        let done = ask(&seen, method, path, body).await;
        assert!(matches!(done.status, 200 | 201), "{method} {path}");
    }
    // Without a time by now; and whoever says nothing of what they saw is taken at their word.
    ask("2024-05-20 10:00:00", "PATCH", job, &there).await.assert_status(409);
    ask("none", "PATCH", job, &there).await.assert_status(201);
    door.call("PATCH", "/jobs/9", json!({"notes": "y"})).await.assert_status(201);
}

#[tokio::test]
async fn where_a_window_is_promised_the_page_and_the_calendar_file_tell_the_window() {
    let flags = ["--arrival-window-minutes", "120", "--arrival-promise", "some"];
    let door = Door::open_with(json!({"job_id": 8}), &flags).await;
    let policy = door.booking().await["policy"].clone();
    assert_eq!((&policy["arrival_window_minutes"], &policy["arrival_promise"]), (&json!(120), &json!("some")));
    let user = door.aliases().await[0];
    let visit = json!({"scheduled_datetime": "2024-05-13 10:30:00", "user_ids": [user]});
    door.call("PATCH", "/jobs/8", visit).await.assert_status(201);
    let file = door.get("/v1/booking/visit.ics").await.assert_status(200);
    let text = String::from_utf8(file.bytes).unwrap();
    // A visit of an hour that begins at noon ends at one.
    for line in [
        "DTSTART:20240513T150000Z",
        "DTEND:20240513T180000Z",
        "DESCRIPTION:We arrive between 10:00\u{202f}AM and 12:00\u{202f}PM.",
    ] {
        assert!(text.lines().any(|known| known == line), "{line} is missing in\n{text}");
    }
}

#[tokio::test]
async fn an_unknown_link_is_401_and_opens_no_password_dialogue() {
    let server = Server::start().await;
    for authorization in ["Bearer AAAAAAAAAAAAAAAAAAAAAA", "Bearer short", "Bearer", "", STAFF] {
        let refused = server.call_as(authorization, "GET", "/v1/booking", Value::Null).await.assert_status(401);
        assert_eq!(refused.code(), "link-invalid");
        assert_eq!(refused.header("www-authenticate"), "Bearer");
        let problem = refused.json();
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert_eq!((&problem["status"], &problem["type"]), (&json!(401), &json!("/problems/link-invalid")));
        assert_eq!(problem["instance"], refused.header("x-request-id"));
    }
    let path = "/api/v1/scheduling/jobs/8";
    let refused = server.call_as("Bearer AAAAAAAAAAAAAAAAAAAAAA", "GET", path, Value::Null).await.assert_status(401);
    assert_eq!(refused.code(), "link-invalid");
    assert!(refused.json()["error"]["message"].is_string());
}

#[tokio::test]
async fn whatever_is_sent_as_a_bearer_gets_no_challenge_for_a_password() {
    let server = Server::start().await;
    let tails: [&[u8]; 9] =
        [b"", b" ", b" AAAA.", b" AAAA AAAA", b" =", b"\t\xbb", b" AAAA\xbb", b" \xe2\x80\x9d", b" \xff\xfe"];
    for (path, scheme) in [
        "/v1/booking",
        "/v1/holds/1",
        "/api/v1/scheduling/jobs/8",
        "/api/v1/users",
        "/v1/rules",
        "/v1/booking/visit.ics",
    ]
    .into_iter()
    .flat_map(|path| ["Bearer", "bearer", "BEARER"].map(|scheme| (path, scheme)))
    {
        for tail in tails {
            let authorization = HeaderValue::from_bytes(&[scheme.as_bytes(), tail].concat()).unwrap();
            let method = if path.starts_with("/v1/holds") { "DELETE" } else { "GET" };
            let request = Request::builder().method(method).uri(path).header("authorization", authorization.clone());
            let refused = server.send(request.body(Body::empty()).unwrap()).await.assert_status(401);
            let told = (refused.code(), refused.header("www-authenticate"));
            assert_eq!(told, ("link-invalid", "Bearer"), "{path} {authorization:?}");
        }
    }
    // Whoever shows nothing at all, or a password, may be asked for one.
    for authorization in ["", "Basic", "Basic !", "Bearerish AAAA", "Digest x"] {
        let refused = server.call_as(authorization, "GET", "/api/v1/users", Value::Null).await.assert_status(401);
        assert!(refused.header("www-authenticate").starts_with("Basic"), "{authorization}");
    }
}

#[tokio::test]
async fn a_link_ends_with_its_time_its_job_and_its_revocation() {
    let server = Server::start().await;
    let link = json!({"job_id": 8, "expires_in_days": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    assert_eq!(link["expires_at"], "2024-05-11T17:00:00Z");
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let booking = |server: Server| {
        let bearer = bearer.clone();
        async move {
            let answer = server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await;
            (server, answer)
        }
    };
    let (server, answer) = booking(server).await;
    answer.assert_status(200);
    let folder = server.stop();
    let (server, answer) = booking(Server::start_in(folder, &golden_world(), "2024-05-11T12:00").await).await;
    assert_eq!(answer.assert_status(410).code(), "link-expired");
    let visit = json!({"scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]});
    let refused = server.call_as(&bearer, "PATCH", "/api/v1/scheduling/jobs/8", visit).await.assert_status(410);
    assert_eq!(refused.code(), "link-expired");

    let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": 9})).await.json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.assert_status(200);
    server.delete("/jobs/9").await.assert_status(200);
    let gone = server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.assert_status(410);
    assert_eq!(gone.code(), "link-expired");
}

#[tokio::test]
async fn staff_say_what_a_link_is_for() {
    let server = Server::start().await;
    for (link, fields) in [
        (json!({}), vec!["assigned_type", "assigned_id", "job_type_id"]),
        (json!({"job_id": 999}), vec!["job_id"]),
        (json!({"job_id": 8, "job_type_id": 1}), vec!["job_type_id"]),
        (json!({"assigned_type": "accounts", "assigned_id": 9, "job_type_id": 9}), vec!["assigned_id", "job_type_id"]),
        (json!({"job_id": 8, "expires_in_days": 91}), vec!["expires_in_days"]),
        (json!({"job_id": 8, "expires_in_days": 0}), vec!["expires_in_days"]),
    ] {
        let refused = server.call_as(STAFF, "POST", "/v1/links", link.clone()).await.assert_status(422);
        assert_eq!(refused.code(), "validation-failed");
        let detail = refused.json()["detail"].as_str().unwrap().to_owned();
        for field in fields {
            assert!(detail.contains(&field.replace('_', " ")), "{link}: {detail}");
        }
    }
}

#[tokio::test]
async fn the_board_link_of_the_start_acts_as_staff() {
    let server = Server::start().await;
    let bearer = format!("Bearer {}", server.told_handle("board"));
    let path = "/api/v1/scheduling/jobs";
    let jobs = server.call_as(&bearer, "GET", path, Value::Null).await.assert_status(200);
    assert_eq!(jobs.json()["paginator"]["total_count"], 3);
    let created = server.call_as(&bearer, "POST", path, crate::support::job(json!({}))).await.assert_status(201);
    assert_eq!(created.data()["created_by_user_id"], 1);
    server.call_as(&bearer, "POST", "/v1/links", json!({"job_id": 8})).await.assert_status(201);
}

#[tokio::test]
async fn a_link_that_books_and_cancels_all_day_is_stopped_and_can_cancel_what_it_has() {
    let order = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let door = Door::open_with(order, &["--link-changes-per-day", "3"]).await;
    let user =
        door.find().await.assert_status(200).data()["2024-05-20"].as_object().unwrap().keys().next().unwrap().clone();
    let user: u64 = user.parse().unwrap();
    let book = async || {
        let visit = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "user_ids": [user],
            "scheduled_datetime": "2024-05-20 09:00:00"});
        door.call("POST", "/jobs", visit).await
    };
    for _ in 0..2 {
        let job = book().await.assert_status(201).data()["id"].clone();
        door.call("DELETE", &format!("/jobs/{job}"), Value::Null).await.assert_status(200);
    }
    let job = book().await.assert_status(201).data()["id"].clone();
    let later = json!({"scheduled_datetime": "2024-05-20 10:00:00", "user_ids": [user]});
    let refused = door.call("PATCH", &format!("/jobs/{job}"), later).await.assert_status(429);
    assert_eq!((refused.code(), refused.header("retry-after")), ("too-many-changes", "3600"));
    door.call("DELETE", &format!("/jobs/{job}"), Value::Null).await.assert_status(200);
    assert_eq!(book().await.assert_status(429).code(), "too-many-changes");
    door.server.folder.look().execute("UPDATE job_history SET at_ms = at_ms - 86400000");
    book().await.assert_status(201);
}

#[tokio::test]
async fn a_months_openings_are_found_for_a_link_however_many_people_there_are_and_nobody_tells_how_many() {
    let mut world = golden_world();
    let users: Vec<u64> = (1..=2_300).collect();
    world["users"] = json!(users);
    world["schedules"][0]["user_ids"] = json!(&users[..2_100]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let order = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", order).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let find = |end| {
        format!(
            "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-10&end_date={end}\
                 &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1"
        )
    };
    for end in ["2024-06-09", "2024-07-10"] {
        let found = server.call_as(&bearer, "GET", &find(end), Value::Null).await.assert_status(200).data();
        let monday = found["2024-05-20"].as_object().unwrap();
        assert_eq!(monday.len(), 10, "as many as are of use");
        assert!(monday.values().all(|blocks| blocks.as_array().unwrap().len() == 2));
    }
    let refused = server.call_as(&bearer, "GET", &find("2025-06-09"), Value::Null).await.assert_status(422);
    let told = String::from_utf8(refused.bytes).unwrap();
    assert!(!told.contains("2300") && !told.contains("2100") && !told.contains("users"), "{told}");
    server.call_as(STAFF, "GET", &find("2024-06-09"), Value::Null).await.assert_status(422);
}
