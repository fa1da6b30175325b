//! The numbered rules of BigChange's API, each with a test that is named after it.

use serde_json::{Value, json};

use super::{Program, log_in, start, start_recorded};
use crate::support::STAFF;

const ADA: &str = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

/// A job that can be made, with other members.
fn job(more: Value) -> Value {
    let mut job = json!({"typeId": 52, "contactId": 700});
    job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    job
}

#[tokio::test]
async fn b_01_a_token_needs_its_grant_type_and_both_credentials() {
    let server = start().await;
    for (form, member) in [
        ("client_id=api&client_secret=secret", "grant_type"),
        ("grant_type=password&client_id=api&client_secret=secret", "grant_type"),
        ("grant_type=client_credentials&client_secret=secret", "client_id"),
        ("grant_type=client_credentials&client_id=&client_secret=secret", "client_id"),
        ("grant_type=client_credentials&client_id=api", "client_secret"),
        ("grant_type=client_credentials&client_id=api&client_id=b&client_secret=secret", "client_id"),
    ] {
        Program::refused(&log_in(&server, form).await, 422, member);
    }
    let told = log_in(&server, "grant_type=client_credentials&client_id=api&client_secret=secret").await.json();
    assert_eq!((&told["expires_in"], &told["token_type"]), (&json!(3600), &json!("Bearer")));
    let as_json =
        server.call_as("", "POST", "/bigchange/auth/tokens", json!({"grant_type": "client_credentials"})).await;
    Program::refused(&as_json, 400, "");
}

#[tokio::test]
async fn b_02_wrong_credentials_are_400() {
    let server = start().await;
    for form in ["client_id=api&client_secret=wrong", "client_id=nobody&client_secret=secret"] {
        Program::refused(&log_in(&server, &format!("grant_type=client_credentials&{form}")).await, 400, "");
    }
}

#[tokio::test]
async fn b_03_a_token_that_is_missing_malformed_or_expired_is_401() {
    let server = start().await;
    let program = Program::of(&server).await;
    let bad = [None, Some("Bearer"), Some("Bearer nothing"), Some(STAFF), Some("Token abc"), Some("Bearer \u{e9}")];
    for authorization in bad {
        let answer = program.send("GET", "/v1/jobs/1000", &[("Authorization", authorization)], Vec::new()).await;
        Program::refused(&answer, 401, "");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    program.job(1000).await;
    server.folder.look().execute("UPDATE access_tokens SET made_at = made_at - 3600");
    program.job(1000).await;
    server.folder.look().execute("UPDATE access_tokens SET made_at = made_at - 1");
    Program::refused(&program.call("GET", "/v1/jobs/1000", Value::Null).await, 401, "");
}

#[tokio::test]
async fn b_04_each_request_names_its_customer() {
    let server = start().await;
    let program = Program::of(&server).await;
    for customer in [None, Some("0"), Some("-1"), Some("x"), Some(""), Some("1.5"), Some("99999999999999999999")] {
        let answer = program.send("GET", "/v1/jobs/1000", &[("Customer-Id", customer)], Vec::new()).await;
        Program::refused(&answer, 400, "");
        assert!(answer.json()["detail"].as_str().unwrap().contains("Customer-Id"));
    }
}

#[tokio::test]
async fn b_05_an_application_needs_its_scopes_its_customer_and_the_api() {
    let server = start().await;
    let reader = Program::named(&server, "reader").await;
    reader.job(1000).await;
    reader.get("/v1/vehicles").await;
    for (method, path) in [
        ("POST", "/v1/jobs"),
        ("PATCH", "/v1/jobs/1000"),
        ("PUT", "/v1/jobs/1000/schedule"),
        ("PUT", "/v1/jobs/1000/start"),
        ("PUT", "/v1/jobs/1000/result"),
        ("PUT", "/v1/jobs/1000/cancel"),
        ("POST", "/v1/jobs/1000/constraints"),
        ("GET", "/v1/contacts"),
    ] {
        Program::refused(&reader.call(method, path, json!({})).await, 403, "");
    }
    let local = Program::named(&server, "local").await;
    local.job(1000).await;
    Program::refused(&local.send("GET", "/v1/jobs/1000", &[("Customer-Id", Some("7"))], Vec::new()).await, 403, "");
    let stranger = Program::named(&server, "stranger").await;
    Program::refused(&stranger.call("GET", "/v1/jobs/1000", Value::Null).await, 403, "");
}

#[tokio::test]
async fn b_06_what_is_no_json_or_of_a_wrong_type_is_400() {
    let server = start().await;
    let program = Program::of(&server).await;
    for body in ["", "{", "[]", "7", "null", "\"a\"", "{\"typeId\": 52,}"] {
        Program::refused(&program.send("POST", "/v1/jobs", &[], body.as_bytes().to_vec()).await, 400, "");
    }
    for (member, value) in [
        ("typeId", json!("install")),
        ("typeId", json!(52.5)),
        ("typeId", json!(u64::MAX)),
        ("contactId", json!(true)),
        ("plannedDuration", json!("60")),
        ("plannedDuration", json!(3_000_000_000_u64)),
        ("description", json!(7)),
        ("reference", json!(["a"])),
        ("orderNumber", json!(7)),
        ("personId", json!("Ada")),
        ("customFields", json!({"900": "a"})),
        ("isActioned", json!("yes")),
        ("officeNotes", json!(1)),
        ("jobGroupId", json!("7")),
    ] {
        let mut body = job(json!({}));
        body[member] = value;
        Program::refused(&program.call("POST", "/v1/jobs", body).await, 400, member);
    }
    let form = [("Content-Type", Some("application/x-www-form-urlencoded"))];
    Program::refused(&program.send("POST", "/v1/jobs", &form, b"typeId=52&contactId=700".to_vec()).await, 415, "");
}

#[tokio::test]
async fn b_07_a_job_needs_its_type_and_its_contact() {
    let server = start().await;
    let program = Program::of(&server).await;
    for body in [json!({}), json!({"typeId": null, "contactId": null})] {
        let answer = program.call("POST", "/v1/jobs", body).await;
        Program::refused(&answer, 422, "typeId");
        Program::refused(&answer, 422, "contactId");
    }
}

#[tokio::test]
async fn b_08_the_type_exists_and_is_not_archived() {
    let server = start().await;
    let program = Program::of(&server).await;
    for kind in [99, 0, -1] {
        Program::refused(&program.call("POST", "/v1/jobs", job(json!({"typeId": kind}))).await, 422, "typeId");
    }
    let archived = program.call("POST", "/v1/jobs", job(json!({"typeId": 53}))).await;
    Program::refused(&archived, 422, "typeId");
    let told = archived.json()["errors"]["typeId"][0].to_string();
    assert!(told.contains("new jobs cannot be created against archived job types"), "{told}");
}

#[tokio::test]
async fn b_09_the_contact_exists() {
    let server = start().await;
    let program = Program::of(&server).await;
    for contact in [1, 0, -700] {
        Program::refused(&program.call("POST", "/v1/jobs", job(json!({"contactId": contact}))).await, 422, "contactId");
    }
}

#[tokio::test]
async fn b_10_the_duration_is_the_types_or_1_to_1440_minutes() {
    let server = start().await;
    let program = Program::of(&server).await;
    for minutes in [0, -60, 1441, 2_147_483_647] {
        let answer = program.call("POST", "/v1/jobs", job(json!({"plannedDuration": minutes}))).await;
        Program::refused(&answer, 422, "plannedDuration");
    }
    let id = program.make(json!({})).await;
    assert_eq!(program.job(id).await["plannedDuration"], 60);
    let id = program.make(json!({"plannedDuration": 50})).await;
    assert_eq!(program.job(id).await["plannedDuration"], 50);
}

#[tokio::test]
async fn b_11_an_order_number_is_needed_where_the_type_says_so_and_stays() {
    let server = start().await;
    let program = Program::of(&server).await;
    for number in [json!(null), json!(""), json!("  ")] {
        let body = json!({"typeId": 51, "contactId": 700, "orderNumber": number});
        Program::refused(&program.call("POST", "/v1/jobs", body).await, 422, "orderNumber");
    }
    let id = program.make(json!({"typeId": 51, "orderNumber": " PO 7 "})).await;
    let path = format!("/v1/jobs/{id}");
    for number in [json!(null), json!(" ")] {
        Program::refused(&program.call("PATCH", &path, json!({"orderNumber": number})).await, 422, "orderNumber");
    }
    assert_eq!(program.job(id).await["orderNumber"], " PO 7 ", "as it was sent");
    let free = program.make(json!({"orderNumber": "1"})).await;
    program.done("PATCH", &format!("/v1/jobs/{free}"), json!({"orderNumber": null})).await;
    assert_eq!(program.job(free).await["orderNumber"], Value::Null);
}

#[tokio::test]
async fn b_12_the_person_is_one_of_the_contact() {
    let server = start().await;
    let program = Program::of(&server).await;
    for person in ["3f2504e0-4f89-11d3-9a0c-0305e82c3303", "3f2504e0-4f89-11d3-9a0c-0305e82c3399"] {
        Program::refused(&program.call("POST", "/v1/jobs", job(json!({"personId": person}))).await, 422, "personId");
    }
    let id = program.make(json!({"personId": "3F2504E0-4F89-11D3-9A0C-0305E82C3302"})).await;
    let told = program.job(id).await;
    assert_eq!(told["personId"], "3F2504E0-4F89-11D3-9A0C-0305E82C3302");
    assert_eq!(told["personName"], "Cy");
    program.done("PATCH", &format!("/v1/jobs/{id}"), json!({"personId": null})).await;
    assert_eq!(program.job(id).await["personId"], ADA, "the contact's primary person");
}

#[tokio::test]
async fn b_13_custom_fields_are_known_and_named_once() {
    let server = start().await;
    let program = Program::of(&server).await;
    for (fields, member) in [
        (json!([{"value": "a"}]), "customFields[0].definitionId"),
        (json!([{"definitionId": 999, "value": "a"}]), "customFields"),
        (
            json!([{"definitionId": 900, "value": "a"}, {"definitionId": 900, "value": "b"}]),
            "customFields[1].definitionId",
        ),
    ] {
        let answer = program.call("POST", "/v1/jobs", job(json!({"customFields": fields}))).await;
        Program::refused(&answer, 422, member);
    }
}

#[tokio::test]
async fn b_14_a_custom_field_holds_a_text_or_nothing() {
    let server = start().await;
    let program = Program::of(&server).await;
    for value in [json!(3), json!(true), json!(["a"]), json!({})] {
        let fields = json!({"customFields": [{"definitionId": 900, "value": value}]});
        let answer = program.call("POST", "/v1/jobs", job(fields)).await;
        Program::refused(&answer, 400, "customFields[0].value");
    }
    let fields = json!([{"definitionId": 900, "value": " 12 é"}, {"definitionId": 901, "value": null}]);
    let id = program.make(json!({"customFields": fields})).await;
    let kept = json!([{"definitionId": 900, "value": " 12 é"}]);
    assert_eq!(program.job(id).await["customFields"], kept);
    let path = format!("/v1/jobs/{id}");
    program.done("PATCH", &path, json!({"customFields": [{"definitionId": 901, "value": ""}]})).await;
    let both = json!([{"definitionId": 900, "value": " 12 é"}, {"definitionId": 901, "value": ""}]);
    assert_eq!(program.job(id).await["customFields"], both);
    program.done("PATCH", &path, json!({"customFields": [{"definitionId": 900, "value": null}]})).await;
    assert_eq!(program.job(id).await["customFields"], json!([{"definitionId": 901, "value": ""}]));
}

#[tokio::test]
async fn b_15_what_is_said_to_the_person_is_fixed_once_the_job_is_begun() {
    let server = start_recorded().await;
    let program = Program::of(&server).await;
    server.post("/jobs/1004/check_out", json!({"user_id": 32})).await.assert_status(201);
    for (id, word) in [(1002, "started"), (1004, "suspended"), (1003, "completedOk")] {
        assert_eq!(program.job(id).await["status"], word);
        for (member, value) in [("description", "New."), ("personId", ADA)] {
            let answer = program.call("PATCH", &format!("/v1/jobs/{id}"), json!({member: value})).await;
            Program::refused(&answer, 422, member);
        }
        program.done("PATCH", &format!("/v1/jobs/{id}"), json!({"officeNotes": "x", "isActioned": true})).await;
        assert_eq!(program.job(id).await["officeNotes"], "x");
    }
}

#[tokio::test]
async fn b_16_duration_and_description_are_never_null_and_type_and_contact_stay() {
    let server = start().await;
    let program = Program::of(&server).await;
    for (member, value) in [
        ("plannedDuration", json!(null)),
        ("description", json!(null)),
        ("isFinanciallyComplete", json!(null)),
        ("typeId", json!(51)),
        ("contactId", json!(701)),
    ] {
        Program::refused(&program.call("PATCH", "/v1/jobs/1000", json!({member: value})).await, 422, member);
    }
    program.done("PATCH", "/v1/jobs/1000", json!({"typeId": 52, "contactId": 700})).await;
}

#[tokio::test]
async fn b_17_what_is_not_sent_stays() {
    let server = start().await;
    let program = Program::of(&server).await;
    let all = json!({
        "description": "Ring twice.", "reference": "R-1", "personId": ADA, "orderNumber": "7", "plannedDuration": 45,
        "customFields": [{"definitionId": 900, "value": "x"}], "jobGroupId": 7, "categoryId": 8, "siteContactId": 701,
        "officeNotes": "Owes us.", "isActioned": true, "isFinanciallyComplete": true,
    });
    let id = program.make(all).await;
    let path = format!("/v1/jobs/{id}");
    let mut before = program.job(id).await;
    assert_eq!(before["siteContactIds"], json!([701]));
    assert_eq!((&before["categoryName"], &before["isActioned"]), (&json!("Urgent"), &json!(true)));
    for body in [json!({}), json!({"customFields": []}), json!({"nobodyKnows": 1})] {
        program.done("PATCH", &path, body).await;
        assert_eq!(program.job(id).await, before);
    }
    let nulls =
        json!({"reference": null, "jobGroupId": null, "categoryId": null, "siteContactId": null, "officeNotes": null});
    program.done("PATCH", &path, nulls).await;
    for name in ["reference", "jobGroupId", "categoryId", "categoryName", "officeNotes"] {
        before[name] = Value::Null;
    }
    before["siteContactIds"] = json!([]);
    assert_eq!(program.job(id).await, before);
}

#[tokio::test]
async fn b_18_an_unknown_job_is_404_and_what_is_no_number_400() {
    let server = start().await;
    let program = Program::of(&server).await;
    for (method, end) in [
        ("GET", ""),
        ("PATCH", ""),
        ("PUT", "/schedule"),
        ("PUT", "/start"),
        ("PUT", "/result"),
        ("PUT", "/cancel"),
        ("GET", "/status/history"),
        ("GET", "/statusHistory"),
        ("GET", "/constraints"),
        ("POST", "/constraints"),
    ] {
        for (id, status) in [
            ("999999", 404),
            ("9223372036854775807", 404),
            ("0", 400),
            ("-1", 400),
            ("x", 400),
            ("99999999999999999999", 400),
        ] {
            let body = if method == "GET" { Value::Null } else { json!({}) };
            let answer = program.call(method, &format!("/v1/jobs/{id}{end}"), body).await;
            Program::refused(&answer, status, "");
        }
    }
    Program::refused(&program.call("GET", "/v1/nothing", Value::Null).await, 404, "");
    Program::refused(&program.call("DELETE", "/v1/jobs/1000", Value::Null).await, 405, "");
}

#[tokio::test]
async fn b_19_who_with_what_and_when_are_known() {
    let server = start().await;
    let program = Program::of(&server).await;
    let whole = |member: &str, value: Value| {
        let mut body = json!({"resourceId": 31, "vehicleId": 41, "plannedStartAt": "2024-05-13T09:00:00Z"});
        body[member] = value;
        body
    };
    for (member, value, status) in [
        ("resourceId", json!(33), 422),
        ("vehicleId", json!(43), 422),
        ("resourceId", json!("31"), 400),
        ("plannedStartAt", json!("2024-05-13T09:00:00"), 400),
        ("plannedStartAt", json!("2024-05-13"), 400),
        ("plannedStartAt", json!("tomorrow"), 400),
        ("plannedStartAt", json!("2024-02-30T09:00:00Z"), 400),
        ("plannedStartAt", json!("9999-12-31T23:59:59Z"), 400),
        ("plannedStartAt", json!("0001-01-01T00:00:00Z"), 400),
        ("plannedStartAt", json!(1_715_590_800), 400),
        // The clocks of London show 01:30 twice that night; this is the second.
        ("plannedStartAt", json!("2024-10-27T01:30:00Z"), 422),
    ] {
        let answer = program.call("PUT", "/v1/jobs/1000/schedule", whole(member, value)).await;
        Program::refused(&answer, status, member);
    }
    assert_eq!(program.job(1000).await["status"], "new");
    for (sent, told) in [
        ("2024-05-13T09:00:00.0000000+00:00", "2024-05-13T09:00:00Z"),
        ("2024-05-13T11:00:00+02:00", "2024-05-13T09:00:00Z"),
        ("2024-10-27T00:30:00Z", "2024-10-27T00:30:00Z"),
        ("2024-12-13T09:00:59Z", "2024-12-13T09:00:00Z"),
    ] {
        program.done("PUT", "/v1/jobs/1000/schedule", whole("plannedStartAt", json!(sent))).await;
        let job = program.job(1000).await;
        assert_eq!((&job["plannedStartAt"], &job["status"]), (&json!(told), &json!("scheduled")));
    }
    let job = program.job(1000).await;
    assert_eq!(
        (&job["plannedEndAt"], &job["vehicleRegistration"]),
        (&json!("2024-12-13T10:00:00Z"), &json!("AB12 CDE"))
    );
}

#[tokio::test]
async fn b_20_a_job_that_is_begun_or_over_is_not_scheduled_and_what_is_left_out_is_cleared() {
    let server = start_recorded().await;
    let program = Program::of(&server).await;
    let whole = json!({"resourceId": 31, "vehicleId": 41, "plannedStartAt": "2024-05-15T09:00:00Z"});
    let cancelled = program.make(json!({})).await;
    program.done("PUT", &format!("/v1/jobs/{cancelled}/cancel"), Value::Null).await;
    for id in [1002, 1003, cancelled] {
        let path = format!("/v1/jobs/{id}/schedule");
        Program::refused(&program.call("PUT", &path, whole.clone()).await, 422, "status");
        Program::refused(&program.call("PUT", &path, json!({})).await, 422, "status");
    }
    let id = program.make(json!({})).await;
    let path = format!("/v1/jobs/{id}/schedule");
    program.done("PUT", &path, json!({"resourceId": 31, "plannedStartAt": "2024-05-15T09:00:00Z"})).await;
    let job = program.job(id).await;
    assert_eq!((&job["status"], &job["resourceId"], &job["vehicleId"]), (&json!("new"), &json!(31), &json!(null)));
    assert_eq!(job["plannedStartAt"], "2024-05-15T09:00:00Z", "kept, though it is no visit yet");
    program.done("PUT", &path, whole.clone()).await;
    assert_eq!(program.job(id).await["status"], "scheduled");
    program.done("PUT", &path, json!({"resourceId": 32, "vehicleId": null, "plannedStartAt": null})).await;
    let job = program.job(id).await;
    assert_eq!(
        (&job["status"], &job["resourceId"], &job["plannedStartAt"]),
        (&json!("unscheduled"), &json!(32), &json!(null))
    );
    program.done("PUT", &path, Value::Null).await;
    let job = program.job(id).await;
    assert_eq!((&job["status"], &job["resourceId"]), (&json!("unscheduled"), &json!(null)));
    program.done("PUT", &path, whole).await;
    assert_eq!(program.job(id).await["status"], "scheduled", "again");
}

#[tokio::test]
async fn b_21_a_job_is_cancelled_before_it_is_begun_and_its_planning_is_kept() {
    let server = start_recorded().await;
    let program = Program::of(&server).await;
    for id in [1002, 1003] {
        Program::refused(&program.call("PUT", &format!("/v1/jobs/{id}/cancel"), json!({})).await, 422, "status");
    }
    Program::refused(&program.call("PUT", "/v1/jobs/1001/cancel", json!({"reason": 7})).await, 400, "reason");
    for reason in [json!({"reason": "Moved away."}), json!({}), Value::Null] {
        program.done("PUT", "/v1/jobs/1001/cancel", reason).await;
        let job = program.job(1001).await;
        assert_eq!((&job["status"], &job["resourceId"]), (&json!("cancelled"), &json!(31)));
        assert_eq!(job["plannedStartAt"], "2024-05-14T09:00:00Z");
    }
    let history = program.get("/v1/jobs/1001/status/history").await;
    let last = history["items"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["status"], &last["comment"]), (&json!("cancelled"), &json!("Moved away.")));
}

#[tokio::test]
async fn b_22_a_result_needs_a_started_job() {
    let server = start_recorded().await;
    let program = Program::of(&server).await;
    for id in [1000, 1001, 1003] {
        let body = json!({"status": "completedOk", "result": "Done"});
        Program::refused(&program.call("PUT", &format!("/v1/jobs/{id}/result"), body).await, 422, "status");
    }
    for (body, status, member) in [
        (json!({"result": "Done"}), 422, "status"),
        (json!({"status": "done", "result": "Done"}), 422, "status"),
        (json!({"status": 1, "result": "Done"}), 400, "status"),
        (json!({"status": "completedOk"}), 422, "result"),
        (json!({"status": "completedOk", "result": "Done", "statusModifiedAt": "now"}), 400, "statusModifiedAt"),
    ] {
        Program::refused(&program.call("PUT", "/v1/jobs/1002/result", body).await, status, member);
    }
    let body = json!({"status": "completedOk", "result": "Done", "statusModifiedAt": "2024-05-10T13:30:00Z"});
    program.done("PUT", "/v1/jobs/1002/result", body).await;
    let job = program.job(1002).await;
    assert_eq!((&job["status"], &job["result"]), (&json!("completedOk"), &json!("Done")));
    assert_eq!(
        (&job["actualStartAt"], &job["actualEndAt"]),
        (&json!("2024-05-10T12:00:00Z"), &json!("2024-05-10T13:30:00Z"))
    );
    assert_eq!((&job["actualDuration"], &job["resourceId"]), (&json!(90), &json!(31)));
    Program::refused(&program.call("PUT", "/v1/jobs/1002/start", json!({})).await, 422, "status");
}

#[tokio::test]
async fn b_23_a_result_is_one_of_the_types_letter_by_letter() {
    let server = start_recorded().await;
    let program = Program::of(&server).await;
    for (id, status, result) in [
        (1002, "completedOk", "done"),
        (1002, "completedOk", " Done"),
        (1002, "completedOk", "No access"),
        (1002, "completedOk", ""),
        (1002, "completedOk", " "),
        (1002, "completedWithIssues", "Done"),
        (1004, "completedWithIssues", "No access"),
    ] {
        let body = json!({"status": status, "result": result});
        Program::refused(&program.call("PUT", &format!("/v1/jobs/{id}/result"), body).await, 422, "result");
    }
    let body = json!({"status": "CompletedWithIssues", "result": "No access"});
    program.done("PUT", "/v1/jobs/1002/result", body).await;
    assert_eq!(program.job(1002).await["status"], "completedWithIssues");
    // Of a type that says nothing any words will do.
    let id = program.make(json!({"typeId": 54})).await;
    program.done("PUT", &format!("/v1/jobs/{id}/start"), json!({"comment": "At last."})).await;
    let job = program.job(id).await;
    assert_eq!((&job["status"], &job["plannedStartAt"]), (&json!("started"), &json!(null)));
    let body = json!({"status": "completedWithIssues", "result": "Half of it."});
    program.done("PUT", &format!("/v1/jobs/{id}/result"), body).await;
    let history = program.get(&format!("/v1/jobs/{id}/statusHistory")).await;
    let words: Vec<&Value> = history["items"].as_array().unwrap().iter().map(|entry| &entry["status"]).collect();
    assert_eq!(words, ["new", "started", "completedWithIssues"]);
    assert_eq!(history["items"][1]["comment"], "At last.");
}

#[tokio::test]
async fn b_24_a_list_needs_a_filter_that_is_enough() {
    let server = start().await;
    let program = Program::of(&server).await;
    let told = "No filter or date range provided. At least one of the filters [Id, Reference] must be set, or at least one of \
        the date ranges [(CreatedAtFrom and CreatedAtTo), (StartAtFrom and StartAtTo), (StatusModifiedAtFrom and \
        StatusModifiedAtTo)] must be provided";
    for query in [
        "",
        "?status=new",
        "?createdAtFrom=2024-05-01T00:00:00Z",
        "?id=",
        "?createdAtFrom=2024-05-01&startAtTo=2024-05-02",
    ] {
        let answer = program.call("GET", &format!("/v1/jobs{query}"), Value::Null).await;
        Program::refused(&answer, 422, "queryParams");
        assert_eq!(answer.json()["errors"]["queryParams"], json!([told]));
    }
    let (first, second) = (
        program.make(json!({"reference": "A"})).await,
        program.make(json!({"reference": "A", "orderNumber": "9"})).await,
    );
    let third = program.make(json!({"contactId": 701, "typeId": 54, "reference": "B"})).await;
    program
        .done(
            "PUT",
            &format!("/v1/jobs/{third}/schedule"),
            json!({"resourceId": 32, "vehicleId": 42, "plannedStartAt": "2024-05-20T08:00:00Z"}),
        )
        .await;
    let ids = async |query: &str| {
        let items = program.get(&format!("/v1/jobs?{query}")).await["items"].clone();
        items.as_array().unwrap().iter().map(|job| job["id"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let today = "CreatedAtFrom=2024-05-10T00:00:00Z&createdatTO=2024-05-10T23:59:59.0000000%2B00:00";
    for (query, found) in [
        ("ID=1000&id=1001&id=999", vec![1000, 1001]),
        ("reference=A", vec![first, second]),
        ("reference=A&reference=B&id=1000", vec![]),
        ("reference=A&orderNumber=9", vec![second]),
        (today, vec![first, second, third]),
        (&format!("{today}&direction=descending&sortBy=createdAt"), vec![third, second, first]),
        (&format!("{today}&sortBy=plannedStartAt&direction=Descending"), vec![third, second, first]),
        (&format!("{today}&contactId=701"), vec![third]),
        (&format!("{today}&typeId=52"), vec![first, second]),
        (&format!("{today}&status=Scheduled&status=sent"), vec![third]),
        (&format!("{today}&status=onTheWay"), vec![]),
        (&format!("{today}&resourceId=32"), vec![third]),
        (&format!("{today}&vehicleId=41"), vec![]),
        (&format!("{today}&nobodyKnows=1"), vec![first, second, third]),
        // By the clocks of London, and with a plus that has become a blank.
        ("createdAtFrom=2024-05-10T13:00:00&createdAtTo=2024-05-10T13:00:00", vec![first, second, third]),
        ("createdAtFrom=2024-05-10T13:00:00+01:00&createdAtTo=2024-05-11", vec![first, second, third]),
        ("plannedAtFrom=2024-05-14T00:00:00Z&plannedAtTo=2024-05-21T00:00:00Z", vec![1001, third]),
        ("startAtFrom=2024-05-14T00:00:00Z&startAtTo=2024-05-21T00:00:00Z", vec![]),
        ("statusModifiedAtFrom=2024-05-09T00:00:00Z&statusModifiedAtTo=2024-05-09T23:00:00Z", vec![1003]),
    ] {
        assert_eq!(ids(query).await, found, "{query}");
    }
    for (query, status, member) in [
        ("id=x", 400, "id"),
        ("id=0", 400, "id"),
        ("id=1&status=done", 422, "status"),
        ("id=1&status=lateStart", 422, "status"),
        ("id=1&sortBy=colour", 422, "sortBy"),
        ("id=1&direction=up", 422, "direction"),
        ("createdAtFrom=yesterday&createdAtTo=2024-05-10", 400, "createdAtFrom"),
        ("id=1&createdAtFrom=2024-05-10&createdAtFrom=2024-05-11", 400, "createdAtFrom"),
    ] {
        Program::refused(&program.call("GET", &format!("/v1/jobs?{query}"), Value::Null).await, status, member);
    }
}

#[tokio::test]
async fn b_25_pages_are_bounded() {
    let server = start().await;
    let program = Program::of(&server).await;
    for (query, member) in [
        ("pageSize=0", "pageSize"),
        ("pageSize=1001", "pageSize"),
        ("pageSize=x", "pageSize"),
        ("pageNumber=0", "pageNumber"),
        ("pageNumber=2147484", "pageNumber"),
        ("pageNumber=-1", "pageNumber"),
    ] {
        for path in
            ["/v1/jobTypes", "/v1/jobs", "/v1/vehicles", "/v1/jobs/1000/constraints", "/v1/jobs/1000/status/history"]
        {
            Program::refused(&program.call("GET", &format!("{path}?id=1&{query}"), Value::Null).await, 400, member);
        }
    }
    let page = program.get("/v1/jobTypes?PAGENUMBER=2&pagesize=3").await;
    assert_eq!((&page["pageNumber"], &page["pageSize"], &page["pageItemCount"]), (&json!(2), &json!(3), &json!(1)));
    assert_eq!((&page["items"][0]["id"], &page["totalCount"]), (&json!(54), &json!(null)));
    assert_eq!(program.get("/v1/jobTypes?pageNumber=2147483").await["items"], json!([]));
    assert_eq!(program.get("/v1/jobTypes").await["pageSize"], 100);
}

#[tokio::test]
async fn b_26_an_array_has_50_values_at_most() {
    let server = start().await;
    let program = Program::of(&server).await;
    let query = |count: usize, name: &str| vec![format!("{name}=1000"); count].join("&");
    for name in ["id", "reference", "typeId", "contactId", "orderNumber", "resourceId", "vehicleId"] {
        let path = format!("/v1/jobs?{}&id=1", query(51, name));
        Program::refused(&program.call("GET", &path, Value::Null).await, 422, name);
    }
    program.get(&format!("/v1/jobs?{}", query(50, "id"))).await;
}

#[tokio::test]
async fn b_27_a_constraint_has_what_its_kind_needs() {
    let server = start().await;
    let program = Program::of(&server).await;
    let path = "/v1/jobs/1001/constraints";
    for (body, status, member) in [
        (json!({}), 422, "type"),
        (json!({"type": "jobMustBeGood"}), 422, "type"),
        (json!({"type": 7}), 400, "type"),
        (json!({"type": "jobMustStartAfter"}), 422, "constraintAt"),
        (json!({"type": "jobMustStartAfter", "constraintAt": "2024-05-13"}), 400, "constraintAt"),
        (json!({"type": "jobResource"}), 422, "entityId"),
        (json!({"type": "jobResource", "entityId": 99}), 422, "entityId"),
        (json!({"type": "jobVehicle", "entityId": 99}), 422, "entityId"),
        (json!({"type": "jobVehicle", "entityId": "41"}), 400, "entityId"),
    ] {
        Program::refused(&program.call("POST", path, body).await, status, member);
    }
    let mut ids = Vec::new();
    for body in [
        json!({"type": "JobMustCompleteBefore", "constraintAt": "2024-05-14T10:30:00Z"}),
        json!({"type": "jobMustStartBefore", "constraintAt": "2024-05-14T08:59:00Z", "entityId": null}),
        json!({"type": "jobResource", "entityId": 31}),
        json!({"type": "jobRequiresResourceSkill", "entityId": 5}),
        json!({"type": "jobMustStartInAvailableHours"}),
    ] {
        ids.push(program.call("POST", path, body).await.assert_status(201).json()["id"].as_u64().unwrap());
    }
    let told = program.get(path).await;
    let items = told["items"].as_array().unwrap();
    assert_eq!(items.iter().map(|item| item["id"].as_u64().unwrap()).collect::<Vec<_>>(), ids);
    assert_eq!(
        items[0],
        json!({
            "id": ids[0], "createdAt": "2024-05-10T12:00:00Z", "status": "IsNotViolated", "type": "JobMustCompleteBefore",
            "constraintAt": "2024-05-14T10:30:00Z", "entityId": null, "entityName": null,
        })
    );
    assert_eq!((&items[1]["status"], &items[2]["status"]), (&json!("IsViolated"), &json!("IsNotViolated")));
    assert_eq!(items[2]["entityName"], "User 31");
}

#[tokio::test]
async fn b_28_members_that_nobody_knows_are_ignored() {
    let server = start().await;
    let program = Program::of(&server).await;
    let id = program.make(json!({"nobodyKnows": {"a": [1]}, "resourceId": 31, "TypeId": "x"})).await;
    let job = program.job(id).await;
    assert_eq!((&job["status"], &job["resourceId"]), (&json!("new"), &json!(null)));
}

#[tokio::test]
async fn a_job_without_a_reference_gets_one_where_its_type_says_so() {
    let server = start().await;
    let program = Program::of(&server).await;
    let (first, second) = (program.make(json!({"typeId": 54})).await, program.make(json!({"typeId": 54})).await);
    let first = program.job(first).await["reference"].as_str().unwrap().to_owned();
    assert!(first.starts_with("SV-") && first.len() == 11, "{first}");
    assert_ne!(program.job(second).await["reference"], first);
    let own = program.make(json!({"typeId": 54, "reference": "mine"})).await;
    assert_eq!(program.job(own).await["reference"], "mine");
    assert_eq!(program.get(&format!("/v1/jobs?reference={first}")).await["pageItemCount"], 1);
    let plain = program.make(json!({})).await;
    assert_eq!(program.job(plain).await["reference"], Value::Null);
}

#[tokio::test]
async fn a_job_has_every_member_and_its_texts_are_texts() {
    let server = start().await;
    let program = Program::of(&server).await;
    let id = program.make(json!({"contactId": 701})).await;
    let job = program.job(id).await;
    for name in ["contactAddress", "description"] {
        assert_eq!(job[name], "", "{name}");
    }
    for name in ["isConfirmed", "isActioned", "isFinanciallyComplete"] {
        assert_eq!(job[name], false, "{name}");
    }
    assert_eq!(job.as_object().unwrap().len(), 42);
    assert_eq!(program.job(1000).await["contactLocation"], json!({"latitude": 51.5, "longitude": -0.1}));
}

#[tokio::test]
async fn what_jobs_refer_to_is_listed() {
    let server = start().await;
    let program = Program::of(&server).await;
    let contact = program.get("/v1/contacts/700").await;
    assert_eq!(
        (&contact["name"], &contact["town"], &contact["street"]),
        (&json!("Ada Novak"), &json!("London"), &json!("12 Elm St"))
    );
    assert_eq!(program.get("/v1/contacts?pageSize=1&pageNumber=2").await["items"][0]["id"], 701);
    assert_eq!(program.get("/v1/contacts/700/accessHours").await[0]["stop"], "17:00");
    assert_eq!(program.get("/v1/contacts/701/accessHours").await, json!([]));
    for (path, name, value) in [
        ("/v1/resources", "name", "User 31"),
        ("/v1/users", "name", "User 31"),
        ("/v1/vehicles", "registration", "AB12 CDE"),
        ("/v1/persons", "id", ADA),
        ("/v1/jobGroups", "name", "North"),
    ] {
        assert_eq!(program.get(path).await["items"][0][name], value, "{path}");
    }
    let kind = program.get("/v1/jobTypes/51").await;
    assert_eq!((&kind["plannedDuration"], &kind["isOrderNumberRequired"]), (&json!(90), &json!(true)));
    assert_eq!(kind["positiveResults"], json!(["Done"]));
    for path in ["/v1/contacts/9", "/v1/contacts/9/accessHours", "/v1/jobTypes/9"] {
        Program::refused(&program.call("GET", path, Value::Null).await, 404, "");
    }
}
