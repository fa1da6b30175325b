//! Bad bodies over every address that writes: always a 4xx in the envelope, and nothing written.

use serde_json::{Value, json};

use crate::support::{Server, job};

fn with(more: Value) -> Value {
    job(more)
}

fn cases() -> Vec<(&'static str, &'static str, Value)> {
    let mut cases = Vec::new();
    for body in [
        json!({}),
        json!({"job_type_id": 1}),
        json!({"job_type_id": null, "assigned_type": null, "assigned_id": null}),
        with(json!({"job_type_id": 0})),
        with(json!({"job_type_id": -1})),
        with(json!({"job_type_id": 1.5})),
        with(json!({"job_type_id": "one"})),
        with(json!({"job_type_id": [1]})),
        with(json!({"job_type_id": {"id": 1}})),
        with(json!({"job_type_id": true})),
        with(json!({"job_type_id": 9_007_199_254_740_993_u64})),
        with(json!({"job_type_id": u64::MAX})),
        with(json!({"job_type_id": 1e300})),
        with(json!({"assigned_type": 7})),
        with(json!({"assigned_type": "Accounts"})),
        with(json!({"assigned_type": "accounts'; DROP TABLE jobs; --"})),
        with(json!({"assigned_id": "1 OR 1=1"})),
        with(json!({"assigned_id": "٣"})),
        with(json!({"length_in_minutes": 0})),
        with(json!({"length_in_minutes": -15})),
        with(json!({"length_in_minutes": 7})),
        with(json!({"length_in_minutes": 15.5})),
        with(json!({"length_in_minutes": 1455})),
        with(json!({"length_in_minutes": 4_294_967_295_u64 * 15})),
        with(json!({"notes": ["a"]})),
        with(json!({"notes": {"a": 1}})),
        with(json!({"notes": true})),
        with(json!({"notes": "a\u{0}b"})),
        with(json!({"services": "many"})),
        with(json!({"services": [1, "two"]})),
        with(json!({"services": [[1]]})),
        with(json!({"services": [-1]})),
        with(json!({"ticket_id": "x"})),
        with(json!({"ticket_id": -5})),
    ] {
        cases.push(("POST", "/jobs", body));
    }
    for (time, users) in [
        (json!("2024-02-30 10:00:00"), json!([1])),
        (json!("2024-13-01 10:00:00"), json!([1])),
        (json!("2024-05-13 24:61:00"), json!([1])),
        (json!("2024-05-13 10:00:30"), json!([1])),
        (json!("2024-05-13 10:00:00Z"), json!([1])),
        (json!("2024-05-13"), json!([1])),
        (json!("tomorrow"), json!([1])),
        (json!("9999-12-31 10:00:00"), json!([1])),
        (json!("0001-01-01 10:00:00"), json!([1])),
        (json!(1_715_594_400), json!([1])),
        (json!(["2024-05-13 10:00:00"]), json!([1])),
        (json!("2024-05-13 10:00:00"), json!([0])),
        (json!("2024-05-13 10:00:00"), json!([-1])),
        (json!("2024-05-13 10:00:00"), json!(["one"])),
        (json!("2024-05-13 10:00:00"), json!([1, null])),
        (json!("2024-05-13 10:00:00"), json!([1.0])),
        (json!("2024-05-13 10:00:00"), json!({"0": 1})),
        (json!("2024-05-13 10:00:00"), json!([9_007_199_254_740_993_u64])),
        (json!("2024-05-13 23:59:00"), json!([1])),
        (json!("2024-05-13 10:00:00"), json!([1, 2])),
    ] {
        let visit = json!({"scheduled_datetime": time, "user_ids": users});
        cases.push(("POST", "/jobs", with(visit.clone())));
        cases.push(("PATCH", "/jobs/8", visit));
    }
    for body in [
        json!({"date": "2024-02-30"}),
        json!({"date": 20_240_513}),
        json!({"start_time": "24:00:01"}),
        json!({"start_time": "9"}),
        json!({"start_time": "09:60"}),
        json!({"end_time": "-1:00"}),
        json!({"end_time": ["09:00:00"]}),
        json!({"start_time": "12:00:00", "end_time": "12:00:00"}),
        json!({"date": "3000-01-01"}),
    ] {
        let mut wish = json!({"date": "2024-05-20", "start_time": "08:00:00", "end_time": "12:00:00"});
        wish.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        cases.push(("POST", "/jobs/8/desired_job_datetimes", wish));
        cases.push(("PATCH", "/jobs/8/desired_job_datetimes/1", body));
    }
    for body in [
        json!({"assigned_type": "accounts"}),
        json!({"assigned_id": 1}),
        json!({"assigned_type": "accounts", "assigned_id": 99}),
        json!({"length_in_minutes": 20}),
        json!({"length_in_minutes": "long"}),
    ] {
        cases.push(("PATCH", "/jobs/8", body));
    }
    for path in ["/jobs/9/check_in", "/jobs/9/check_out"] {
        for user in [json!(77), json!(-1), json!("x"), json!([1]), json!(1.5)] {
            cases.push(("POST", path, json!({"user_id": user})));
        }
    }
    for body in
        [json!({"completion_type": 1}), json!({"completion_type": "failure", "reason": ""}), json!({"reason": [1]})]
    {
        cases.push(("POST", "/jobs/9/complete", body));
    }
    cases
}

#[tokio::test]
async fn nothing_bad_is_half_done_or_answered_with_a_500() {
    let server = Server::start().await;
    let wish = json!({"date": "2024-05-20", "start_time": "08:00:00", "end_time": "12:00:00"});
    server.post("/jobs/8/desired_job_datetimes", wish).await.assert_status(201);
    let before = server.all_jobs().await;
    let cases = cases();
    assert!(100 < cases.len());
    for (method, path, body) in cases {
        let answer = server.call(method, path, body.clone()).await;
        assert!((400..500).contains(&answer.status), "{method} {path} {body}: {} {}", answer.status, answer.json());
        let error = &answer.json()["error"];
        assert_eq!(error["status_code"], answer.status, "{method} {path} {body}");
        assert!(error["message"].is_string() || error["message"].is_object(), "{method} {path} {body}");
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn a_character_that_cant_be_kept_is_told_by_a_name_that_people_have_for_it() {
    let server = Server::start().await;
    let answer = server.post("/jobs", with(json!({"notes": "Ring\u{0} twice."}))).await.assert_status(422);
    let message = &answer.json()["error"]["message"];
    assert_eq!(message["notes"], "The notes may not contain the invisible character NUL.", "{message}");
}
