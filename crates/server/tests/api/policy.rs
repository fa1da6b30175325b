//! `/v1/policy`, and what customers may book by it: offered and admitted alike.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, Folder, STAFF, Server, golden_world, job};

/// A Monday three days after the server's clock.
const MONDAY: &str = "2024-05-13";

/// User 1 works these hours each day, and there are no jobs.
fn world(hours: &[(&str, &str)]) -> Value {
    let mut world = golden_world();
    let days = (0..7).flat_map(|day| hours.iter().map(move |hours| (day, hours)));
    let days = (1..)
        .zip(days)
        .map(|(id, (day, (from, to)))| json!({"id": id, "day": day, "start_timestamp": from, "end_timestamp": to}));
    world["schedules"][0]["days"] = days.collect();
    world["job_types"][0]["length_in_minutes"] = json!(60);
    world["jobs"] = json!([]);
    world["time_offs"] = json!([]);
    world["blockers"] = json!([]);
    world["overrides"] = json!([]);
    world
}

async fn put(server: &Server, policy: Value) -> Answer {
    server.call_as(STAFF, "PUT", "/v1/policy", policy).await
}

/// Somebody with a link for a job of a type at the account.
struct Customer<'s> {
    server: &'s Server,
    bearer: String,
    job_type_id: u64,
}

impl Customer<'_> {
    async fn of(server: &Server, job_type_id: u64) -> Customer<'_> {
        let wanted = json!({"job_type_id": job_type_id, "assigned_type": "accounts", "assigned_id": 1});
        let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.json();
        Customer { server, bearer: format!("Bearer {}", link["handle"].as_str().unwrap()), job_type_id }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.server.call_as(&self.bearer, method, path, body).await
    }

    async fn booking(&self) -> Value {
        self.call("GET", "/v1/booking", Value::Null).await.assert_status(200).json()
    }

    /// The alias of user 1, who is free on some day of that month.
    async fn alias(&self, date: &str) -> u64 {
        let length = self.booking().await["length_in_minutes"].clone();
        let path = format!(
            "/api/v1/scheduling/jobs/find_any_available_space?start_date={0}-01&end_date={0}-28\
             &length_in_minutes={length}&job_type_id={1}&entityType=account&entityId=1",
            &date[..7],
            self.job_type_id
        );
        let found = self.call("GET", &path, Value::Null).await.assert_status(200).data();
        let users = found.as_object().unwrap().values().next().unwrap();
        users.as_object().unwrap().keys().next().unwrap().parse().unwrap()
    }

    async fn book(&self, time: &str) -> Answer {
        let visit = json!({"scheduled_datetime": time, "user_ids": [self.alias(&time[..10]).await],
            "job_type_id": self.job_type_id});
        self.call("POST", "/api/v1/scheduling/jobs", job(visit)).await
    }

    async fn hold(&self, time: &str) -> Answer {
        let visit = json!({"scheduled_datetime": time, "user_ids": [self.alias(&time[..10]).await]});
        self.call("POST", "/v1/holds", visit).await
    }
}

async fn why_not(server: &Server, time: &str, job_type_id: u64) -> Value {
    let path = format!(
        "/v1/why_not?scheduled_datetime={}&job_type_id={job_type_id}&assigned_type=accounts&assigned_id=1",
        time.replace(' ', "%20")
    );
    server.call_as(STAFF, "GET", &path, Value::Null).await.assert_status(200).json()
}

#[tokio::test]
async fn an_hour_that_holds_no_start_by_the_clock_is_held_and_booked_from_its_first_minute() {
    let mut world = world(&[("12:15", "13:15")]);
    world["policy"] = json!({"start_step_minutes": 30});
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let (one, other) = (Customer::of(&server, 1).await, Customer::of(&server, 1).await);
    assert_eq!(one.booking().await["policy"]["start_step_minutes"], 30);
    let quarter_past = format!("{MONDAY} 12:15:00");
    let told = why_not(&server, &quarter_past, 1).await;
    assert_eq!((&told["is_free"], &told["policy"]), (&json!(true), &json!([])));
    one.hold(&quarter_past).await.assert_status(201);
    assert_eq!(other.hold(&quarter_past).await.assert_status(409).code(), "slot-taken");
    one.book(&quarter_past).await.assert_status(201);
    // It was offered to the other as well, and is taken now: that, and nothing about a grid, is what they are told.
    assert_eq!(other.book(&quarter_past).await.assert_status(422).code(), "slot-taken");
    other.book("2024-05-14 12:15:00").await.assert_status(201);
}

#[tokio::test]
async fn a_start_between_those_offered_is_refused_where_everybody_is_free() {
    let server = Server::start_with(world(&[("08:10", "12:00")]), "2024-05-10T12:00").await;
    let customer = Customer::of(&server, 1).await;
    for (policy, admitted, refused) in [
        (json!({}), ["08:15:00", "10:45:00"], ["08:10:00", "10:50:00"]),
        (
            json!({"start_step_minutes": 60, "start_alignment": "block"}),
            ["08:10:00", "10:10:00"],
            ["09:00:00", "08:40:00"],
        ),
    ] {
        put(&server, policy).await.assert_status(200);
        for time in refused {
            let time = format!("{MONDAY} {time}");
            assert_eq!(customer.hold(&time).await.assert_status(422).code(), "not-on-grid", "{time}");
            let told = why_not(&server, &time, 1).await;
            assert_eq!((&told["is_free"], &told["policy"][0]["code"]), (&json!(true), &json!("grid")), "{time}");
        }
        for time in admitted {
            customer.hold(&format!("{MONDAY} {time}")).await.assert_status(201);
        }
    }
}

#[tokio::test]
async fn what_a_type_has_of_its_own_goes_before_what_all_have_and_that_before_the_settings() {
    let flags =
        ["--clock", "2024-05-10T12:00", "--notice-minutes", "30", "--horizon-days", "10", "--start-step-minutes", "20"];
    let server = Server::start_with_flags(Folder::new(), &world(&[("08:00", "18:00")]), &flags).await;
    assert_eq!(server.call_as(STAFF, "GET", "/v1/policy", Value::Null).await.json()["notice_minutes"], Value::Null);
    let policy =
        json!({"notice_minutes": 60, "job_types": [{"job_type_id": 2, "notice_minutes": 240, "horizon_days": 3}]});
    let answer = put(&server, policy).await.assert_status(200).json();
    assert_eq!(server.call_as(STAFF, "GET", "/v1/policy", Value::Null).await.json(), answer);
    put(&server, answer).await.assert_status(200);
    let of = async |job_type_id| {
        let policy = Customer::of(&server, job_type_id).await.booking().await["policy"].clone();
        ["notice_minutes", "horizon_days", "start_step_minutes"].map(|name| policy[name].as_u64().unwrap())
    };
    assert_eq!((of(1).await, of(2).await), ([60, 10, 20], [240, 3, 20]));

    let (one, two) = (Customer::of(&server, 1).await, Customer::of(&server, 2).await);
    let refused = one.hold("2024-05-10 12:40:00").await.assert_status(422);
    assert_eq!(refused.code(), "too-soon");
    assert!(refused.json()["detail"].as_str().unwrap().contains("1 hour"));
    one.hold("2024-05-10 13:00:00").await.assert_status(201);
    assert_eq!(two.hold("2024-05-10 15:40:00").await.assert_status(422).code(), "too-soon");
    assert_eq!(two.hold("2024-05-14 10:00:00").await.assert_status(422).code(), "too-far");
    one.hold("2024-05-14 10:00:00").await.assert_status(201);
    let told = why_not(&server, "2024-05-14 15:00:00", 2).await;
    assert_eq!((&told["is_free"], &told["policy"][0]["code"]), (&json!(true), &json!("horizon")));
    assert_eq!(why_not(&server, "2024-05-10 15:40:00", 2).await["policy"][0]["code"], "notice");
    assert_eq!(server.delete("/job_types/2").await.assert_status(422).code(), "in-use");
}

#[tokio::test]
async fn a_policy_is_refused_whole_with_each_member_that_is_wrong() {
    let server = Server::start().await;
    let wrong = json!({"start_step_minutes": 0, "start_alignment": "noon", "notice_minutes": -1, "notice": 5,
        "job_types": [{"job_type_id": 77, "horizon_days": 400}], "horizon_days": 5});
    let refused = put(&server, wrong).await.assert_status(422).json();
    let told = refused["detail"].as_str().unwrap();
    for part in [
        "`notice`: is unknown",
        "`start_step_minutes`: must be a whole number from 1 to 1440, is 0",
        "`start_alignment`: must be one of clock, block, is \"noon\"",
        "`notice_minutes`: must be a whole number from 0 to 43200, is -1",
        "`job_types[0].job_type_id`: there is no job type 77",
        "`job_types[0].horizon_days`: must be a whole number from 0 to 366, is 400",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    put(&server, Value::Null).await.assert_status(422);
    assert_eq!(server.call_as(STAFF, "GET", "/v1/policy", Value::Null).await.json()["horizon_days"], Value::Null);
    let customer = Customer::of(&server, 1).await;
    customer.call("GET", "/v1/policy", Value::Null).await.assert_status(404);
    customer.call("PUT", "/v1/policy", json!({})).await.assert_status(404);
}

#[tokio::test]
async fn a_visit_booked_two_hours_ahead_can_be_cancelled_a_moment_later() {
    let server = Server::start_with(world(&[("08:00", "18:00")]), "2024-05-10T12:00").await;
    let customer = Customer::of(&server, 1).await;
    let made = customer.book("2024-05-10 14:00:00").await.assert_status(201).data();
    let path = format!("/api/v1/scheduling/jobs/{}", made["id"]);
    customer.call("DELETE", &path, Value::Null).await.assert_status(200);
    // And where the notice for changing is the longer one it can't.
    put(&server, json!({"change_notice_minutes": 180})).await.assert_status(200);
    let made = customer.book("2024-05-10 14:00:00").await.assert_status(201).data();
    let path = format!("/api/v1/scheduling/jobs/{}", made["id"]);
    let refused = customer.call("DELETE", &path, Value::Null).await.assert_status(422);
    assert_eq!(refused.code(), "too-soon");
    assert!(refused.json()["error"]["message"].as_str().unwrap().contains("3 hours"), "{:?}", refused.json());
}

#[tokio::test]
async fn a_notice_is_time_that_passes_whatever_the_clocks_do_meanwhile() {
    for (now, too_soon, first) in [
        ("2024-05-10T12:00", "2024-05-10 13:45:00", "2024-05-10 14:00:00"),
        // An hour is skipped meanwhile: two hours after 01:30 it is 04:30.
        ("2024-03-10T01:30", "2024-03-10 04:15:00", "2024-03-10 04:30:00"),
        // And one comes again: two hours after 00:15 it is 01:15 for the second time, and 01:15 means the first.
        ("2024-11-03T00:15", "2024-11-03 01:45:00", "2024-11-03 02:00:00"),
    ] {
        let mut world = world(&[("00:00", "24:00")]);
        world["schedules"][0]["start"] = json!("2024-01-01");
        let server = Server::start_with(world, now).await;
        let customer = Customer::of(&server, 1).await;
        assert_eq!(customer.hold(too_soon).await.assert_status(422).code(), "too-soon", "{now}");
        assert_eq!(why_not(&server, too_soon, 1).await["policy"][0]["code"], "notice");
        customer.hold(first).await.assert_status(201);
    }
}

#[tokio::test]
async fn a_time_that_is_held_is_its_holders_though_its_notice_ends_meanwhile() {
    let world = world(&[("08:00", "18:00")]);
    let server = Server::start_with(world.clone(), "2024-05-10T12:00").await;
    let (holder, other) = (Customer::of(&server, 1).await, Customer::of(&server, 1).await);
    holder.hold("2024-05-10 14:00:00").await.assert_status(201);
    let (holder, other) = (holder.bearer, other.bearer);
    let server = Server::start_in(server.stop(), &world, "2024-05-10T12:04").await;
    let customer = |bearer: String| Customer { server: &server, bearer, job_type_id: 1 };
    assert_eq!(customer(other).book("2024-05-10 14:00:00").await.assert_status(422).code(), "too-soon");
    customer(holder).book("2024-05-10 14:00:00").await.assert_status(201);
}

#[tokio::test]
async fn a_visit_that_stays_where_staff_put_it_is_no_matter_of_the_grid() {
    let server = Server::start_with(world(&[("08:00", "18:00")]), "2024-05-10T12:00").await;
    let visit = json!({"scheduled_datetime": "2024-05-13 10:07:00", "user_ids": [1]});
    let made = server.post("/jobs", job(visit)).await.assert_status(201).data();
    let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": made["id"]})).await.json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let customer = Customer { server: &server, bearer, job_type_id: 1 };
    let kept = json!({"scheduled_datetime": "2024-05-13 10:07:00", "notes": "The bell is broken.",
        "user_ids": [customer.alias(MONDAY).await]});
    customer.call("PATCH", &format!("/api/v1/scheduling/jobs/{}", made["id"]), kept).await.assert_status(201);
}

#[tokio::test]
async fn who_says_what_they_read_replaces_that_and_nothing_that_others_have_set_since() {
    let server = Server::start().await;
    let whole = [
        ("/v1/policy", json!({"horizon_days": 30}), json!({"horizon_days": 60})),
        ("/v1/rules", json!({"jobs_per_day": 3}), json!({"jobs_per_day": 4})),
        (
            "/v1/fields",
            json!({}),
            json!({"job_types": [{"job_type_id": 1, "fields": [{"key": "dog", "label": "A dog?", "kind": "text"}]}]}),
        ),
    ];
    for (path, one, other) in whole {
        let put = async |read: &str, body: &Value| {
            let request = Request::builder().method("PUT").uri(path).header("authorization", STAFF);
            let request = request.header("content-type", "application/json").header("if-match", read);
            server.send(request.body(Body::from(body.to_string())).unwrap()).await
        };
        let read = server.call_as(STAFF, "GET", path, Value::Null).await.header("etag").to_owned();
        let set = put(&read, &other).await.assert_status(200);
        assert_eq!(set.header("etag"), server.call_as(STAFF, "GET", path, Value::Null).await.header("etag"), "{path}");
        // Somebody else read it before.
        assert_eq!(put(&read, &one).await.assert_status(412).code(), "changed-by-staff");
        assert_eq!(server.call_as(STAFF, "GET", path, Value::Null).await.json(), set.json(), "{path}");
        // With what is there, whatever packed it on its way, or whatever is there.
        put(&format!("\"other\", W/{}", set.header("etag")), &one).await.assert_status(200);
        put("*", &other).await.assert_status(200);
    }
}
