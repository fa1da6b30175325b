//! `/os1`: programs that were written for OS1 Dispatch.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::spoilt::Dice;
use crate::support::{Answer, STAFF, Server, golden_world, spelt_out};

const DISPATCH: &str = "/os1/core/api/v2/dispatch-service";
const TYPE: &str = "install:11111111-1111-1111-1111-111111111111";
const WORKFLOW: &str = "jobWorkflow:22222222-2222-2222-2222-222222222222";

/// Tenant acme, with a type that has two attributes, a workflow, job 33 called ORD-33, and job 44, which is completed.
fn world() -> Value {
    let mut world = golden_world();
    let job = |more: Value| {
        let mut job = json!({"job_type_id": 1, "status": "queued", "scheduled_datetime": null, "length_in_minutes": 60,
            "user_ids": [], "assigned_type": "accounts", "assigned_id": 1, "created_by_user_id": 1});
        job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        job
    };
    let jobs = world["jobs"].as_array_mut().unwrap();
    jobs.push(job(json!({"id": 33})));
    jobs.push(job(json!({"id": 44, "status": "completed", "completed_at": "2024-05-09 10:00:00",
        "completed_by_user_id": 1, "completed_successfully": true})));
    world["os1"] = json!({
        "options": [{"id": "options", "tenantId": "acme"}],
        "jobTypes": [{"id": TYPE, "name": "install", "job_type_id": 1}],
        "jobWorkflows": [{"id": WORKFLOW, "name": "Visit", "status": "ACTIVE", "objectives": [{"objectiveRef": "visit"}]}],
        "attributes": [
            {"id": "doorCode", "jobTypeId": TYPE, "name": "doorCode", "dataType": "string",
             "validation": {"range": {"min": 4, "max": 8}, "required": true}},
            {"id": "floor", "jobTypeId": TYPE, "name": "floor", "dataType": "number",
             "validation": {"range": {"min": 0, "max": 60}}},
        ],
    });
    world
}

async fn start_with(world: &Value) -> Server {
    let server = Server::start_with(world.clone(), "2024-05-10T12:00").await;
    let document = json!({"workflow_id": WORKFLOW, "objectives": [], "scheduled_for": null, "assets": null,
        "custom_data": {"doorCode": "1234"}, "event_meta": null, "sub_status": null, "sub_statuses": [], "created_at": 0,
        "updated_at": 0});
    server.folder.look().execute(&format!(
        "INSERT INTO particulars (job_id, system, reference, document) VALUES (33, 'os1', 'ORD-33', '{document}')"
    ));
    server
}

pub async fn start() -> Server {
    start_with(&world()).await
}

/// The headers that every call needs, but for those that an example leaves out.
async fn send(server: &Server, token: &str, method: &str, path: &str, body: &Value, without: &[&str]) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    for (name, value) in [
        ("X-COREOS-REQUEST-ID", "r-1"),
        ("X-COREOS-TID", "acme"),
        ("X-COREOS-ACCESS", token),
        ("X-COREOS-USERINFO", r#"{"id":"u-1","name":"Dispatcher"}"#),
    ] {
        if !without.contains(&name) {
            request = request.header(name, value);
        }
    }
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    server.send(request.body(body).unwrap()).await
}

pub async fn token(server: &Server) -> String {
    let login = json!({"clientId": "api", "clientSecret": "secret"});
    let path = "/os1/core/api/v1/aaa/auth/client-credentials";
    let answer = send(server, "", "POST", path, &login, &[]).await.assert_status(200).json();
    assert_eq!(answer["data"]["expiresIn"], 86_400);
    assert!(!answer.to_string().contains("secret"));
    answer["data"]["accessToken"].as_str().unwrap().to_owned()
}

pub async fn call(server: &Server, method: &str, path: &str, body: Value) -> Answer {
    let token = token(server).await;
    send(server, &token, method, &format!("{DISPATCH}{path}"), &body, &[]).await
}

fn job(more: Value) -> Value {
    let mut job = json!({"jobWorkflowId": WORKFLOW, "jobTypeId": TYPE, "customData": {"doorCode": "1234"}});
    job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    job
}

/// An objective on 2024-05-13, from and to these minutes after midnight in Chicago.
fn visit(from: i64, to: i64, more: Value) -> Value {
    const MIDNIGHT: i64 = 1_715_576_400_000;
    let mut objective = json!({"objectiveRef": "visit",
        "timeslot": {"from": MIDNIGHT + from * 60_000, "to": MIDNIGHT + to * 60_000}});
    objective.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!([objective])
}

/// The number of the job that was made.
fn made(answer: Answer) -> u64 {
    let id = answer.assert_status(202).json()["data"]["jobId"].as_str().unwrap().to_owned();
    id.strip_prefix("job:").unwrap().parse().unwrap()
}

/// Whether all that is expected is there.
fn has(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (_, Value::String(any)) if any == "$any" => !found.is_null(),
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().all(|(name, expected)| found.get(name).is_some_and(|found| has(found, expected)))
        }
        _ => found == expected,
    }
}

#[tokio::test]
async fn every_golden_example_is_answered_as_recorded() {
    let examples: Vec<Value> = serde_json::from_str(include_str!("golden/os1.json")).unwrap();
    assert!(15 < examples.len());
    for example in examples {
        let (id, request, expected) = (&example["id"], &example["request"], &example["response"]);
        let server = start().await;
        let mut body = spelt_out(&request["body"]);
        if body["clientId"] == "c" {
            body = json!({"clientId": "api", "clientSecret": "secret"});
        }
        let left_out = request["headers"].as_object().into_iter().flatten().filter(|(_, value)| value.is_null());
        let without: Vec<&str> = left_out.map(|(name, _)| name.as_str()).collect();
        let path = format!("/os1{}", request["path"].as_str().unwrap());
        let token = token(&server).await;
        let answer = send(&server, &token, request["method"].as_str().unwrap(), &path, &body, &without).await;
        assert_eq!(answer.status, expected["status"].as_u64().unwrap() as u16, "{id}: {}", answer.json());
        assert!(has(&answer.json(), &expected["body"]), "{id}: {}", answer.json());
        // Both are there in every answer.
        assert!(answer.json()["error"].is_object() && answer.json()["request"]["uri"].is_string(), "{id}");
    }
}

#[tokio::test]
async fn o_1_2_3_every_call_names_its_token_its_tenant_and_its_user() {
    let server = start().await;
    let token = token(&server).await;
    let path = format!("{DISPATCH}/jobs/job:33");
    for (left_out, status) in
        [("X-COREOS-REQUEST-ID", 400), ("X-COREOS-TID", 400), ("X-COREOS-USERINFO", 400), ("X-COREOS-ACCESS", 401)]
    {
        send(&server, &token, "GET", &path, &Value::Null, &[left_out]).await.assert_status(status);
    }
    send(&server, "nonsense", "GET", &path, &Value::Null, &[]).await.assert_status(401);
    for body in [json!([]), json!("job"), json!(7)] {
        send(&server, &token, "POST", &format!("{DISPATCH}/jobs"), &body, &[]).await.assert_status(400);
    }
    let login = "/os1/core/api/v1/aaa/auth/client-credentials";
    let wrong = json!({"clientId": "api", "clientSecret": "guess"});
    assert_eq!(
        send(&server, "", "POST", login, &wrong, &[]).await.assert_status(401).json()["error"]["code"],
        "UNAUTHORIZED"
    );
    send(&server, "", "POST", login, &json!({"clientId": "api"}), &[]).await.assert_status(400);
    server.folder.look().execute("UPDATE access_tokens SET made_at = made_at - 86401");
    send(&server, &token, "GET", &path, &Value::Null, &[]).await.assert_status(401);
    let token = self::token(&server).await;
    server.folder.look().execute("UPDATE api_users SET systems = 'sonar'; UPDATE versions SET version = version + 1");
    send(&server, &token, "GET", &path, &Value::Null, &[]).await.assert_status(403);
    // What is nowhere has the envelope too.
    let nowhere = send(&server, &token, "GET", "/os1/core/api/v2/nothing", &Value::Null, &[]).await.assert_status(404);
    assert_eq!(nowhere.json()["error"]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn a_job_that_is_made_is_a_job_like_every_other() {
    let server = start().await;
    let contact =
        json!({"name": "Mara Lindt", "phone": {"countryCode": "+1", "number": "3095550100", "isMobile": true}});
    let location = json!({"address": "3 Quay St, Peoria", "geolocation": {"lat": "40.5", "long": "-89.5"}});
    let objectives = visit(8 * 60, 9 * 60, json!({"location": location, "contact": contact}));
    let assets = json!([{"documentType": "plan", "documentUrl": "https://example.com/plan.pdf"}]);
    let wanted = job(
        json!({"jobRef": "ORD-1", "objectives": objectives, "assets": assets, "_event_meta": {"b": 1, "a": [null]}}),
    );
    let id = made(call(&server, "POST", "/jobs", wanted.clone()).await);
    let seen = server.get(&format!("/jobs/{id}")).await.assert_status(200).data();
    assert_eq!((&seen["scheduled_datetime"], &seen["user_ids"]), (&json!("2024-05-13 08:00:00"), &json!([1])));
    assert_eq!(seen["length_in_minutes"], 60);
    let board = server.call_as(STAFF, "GET", "/v1/board", Value::Null).await.data().to_string();
    assert!(board.contains("Mara Lindt") && board.contains("3 Quay St"));

    let read =
        call(&server, "GET", &format!("/jobs/job:{id}"), Value::Null).await.assert_status(200).json()["data"].clone();
    assert_eq!((&read["objectives"], &read["assets"]), (&objectives, &assets));
    assert_eq!(
        (&read["jobRef"], &read["jobTypeId"], &read["jobTypeName"]),
        (&json!("ORD-1"), &json!(TYPE), &json!("install"))
    );
    assert_eq!(
        (&read["customData"], &read["_event_meta"]),
        (&json!({"doorCode": "1234"}), &json!({"b": 1, "a": [null]}))
    );
    assert_eq!(read["scheduledFor"]["startDateTime"], objectives[0]["timeslot"]["from"]);
    assert_eq!(read["createdAt"], read["updatedAt"]);

    // Its reference is its own.
    let taken = call(&server, "POST", "/jobs", wanted).await.assert_status(400).json();
    assert!(taken["error"]["description"].as_str().unwrap().contains(&id.to_string()), "{taken}");
    // One that was made elsewhere is read as well.
    let elsewhere = call(&server, "GET", "/jobs/job:9", Value::Null).await.assert_status(200).json();
    assert_eq!((&elsewhere["data"]["status"], &elsewhere["data"]["jobRef"]), (&json!("CREATED"), &Value::Null));
    server.folder.look().check_claims();
}

#[tokio::test]
async fn of_two_at_once_for_one_technician_one_is_booked_and_the_other_waits_with_its_time_as_a_wish() {
    let server = start().await;
    let wanted = job(json!({"objectives": visit(14 * 60, 15 * 60, json!({"location": "account:1"}))}));
    let (one, two) =
        tokio::join!(call(&server, "POST", "/jobs", wanted.clone()), call(&server, "POST", "/jobs", wanted.clone()));
    let ids = [made(one), made(two)];
    let look = server.folder.look();
    assert_eq!(look.count("SELECT count(*) FROM jobs WHERE status = 'scheduled' AND id > 44"), 1);
    let wish = "SELECT count(*) FROM desired_job_datetimes WHERE start_second = 50400 AND end_second = 54000";
    assert_eq!((look.count(wish), ids[0] != ids[1]), (1, true));
    let by_sonar = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": "2024-05-13 14:30", "user_ids": [1]});
    server.post("/jobs", by_sonar).await.assert_status(422);
    look.check_claims();
}

#[tokio::test]
async fn a_job_is_moved_by_an_update_and_stays_where_it_was_when_nobody_is_free() {
    let server = start().await;
    let wanted = job(json!({"objectives": visit(14 * 60, 15 * 60, json!({"contact": "account:1"}))}));
    let id = made(call(&server, "POST", "/jobs", wanted).await);
    let (path, seen) = (format!("/jobs/job:{id}"), async || server.get(&format!("/jobs/{id}")).await.data());
    let to = |from: i64, to: i64| json!({"objectives": visit(from, to, json!({})), "customData": {"floor": 3}});
    call(&server, "PUT", &path, to(15 * 60, 16 * 60 + 30)).await.assert_status(202);
    assert_eq!(seen().await["scheduled_datetime"], "2024-05-13 15:00:00");
    assert_eq!(seen().await["length_in_minutes"], 90);
    let refused = call(&server, "PATCH", &path, to(9 * 60, 10 * 60)).await.assert_status(400).json();
    assert_eq!(refused["error"]["code"], "CONFLICT");
    assert_eq!(seen().await["scheduled_datetime"], "2024-05-13 15:00:00");
    let read = call(&server, "GET", &path, Value::Null).await.json()["data"].clone();
    assert_eq!(read["customData"], json!({"doorCode": "1234", "floor": 3}));
    // What is sent in seconds is meant in seconds.
    let seconds = json!({"scheduledFor": {"startDateTime": 1_715_626_800}});
    call(&server, "PUT", &path, seconds).await.assert_status(202);
    assert_eq!(seen().await["scheduled_datetime"], "2024-05-13 14:00:00");
    call(&server, "PUT", &path, json!({"customData": {"doorCode": null}})).await.assert_status(400);
    call(&server, "PUT", "/jobs/job:44", json!({})).await.assert_status(400);
    call(&server, "PUT", "/jobs/job:4711", json!({})).await.assert_status(404);
    server.folder.look().check_claims();
}

#[tokio::test]
async fn o_15_to_19_statuses_and_sub_statuses_of_one_and_of_many() {
    let server = start().await;
    let status =
        async |id: u64| call(&server, "GET", &format!("/jobs/job:{id}"), Value::Null).await.json()["data"].clone();
    call(&server, "POST", "/jobs/job:33/sub-status", json!({"subStatus": "EN_ROUTE"})).await.assert_status(202);
    assert_eq!(status(33).await["subStatus"], "EN_ROUTE");
    // All or none.
    let many =
        |second: &str| json!({"jobs": [{"jobId": "job:33", "subStatus": "A"}, {"jobId": second, "subStatus": "B"}]});
    call(&server, "POST", "/jobs/sub-status", many("job:4711")).await.assert_status(404);
    call(&server, "POST", "/jobs/sub-status", many("job:44")).await.assert_status(400);
    assert_eq!(status(33).await["subStatus"], "EN_ROUTE");
    call(&server, "POST", "/jobs/sub-status", many("job:8")).await.assert_status(202);
    assert_eq!((&status(33).await["subStatus"], &status(8).await["subStatus"]), (&json!("A"), &json!("B")));
    for bad in [
        json!({}),
        json!({"jobs": []}),
        json!({"jobs": [{"jobId": "job:33"}]}),
        json!({"jobs": [{"jobId": "job:33", "subStatus": ""}]}),
    ] {
        call(&server, "POST", "/jobs/sub-status", bad).await.assert_status(400);
    }
    // Given up: the time is free again.
    call(&server, "POST", "/jobs/job:9/sub-status", json!({"subStatus": "CANCELLED"})).await.assert_status(202);
    assert_eq!(server.folder.look().count("SELECT count(*) FROM claims WHERE job_id = 9"), 0);
    assert_eq!(status(9).await["subStatus"], "CANCELLED");
    call(&server, "POST", "/jobs/job:9/status", json!({"status": "COMPLETED"})).await.assert_status(400);
    call(&server, "PUT", "/jobs/job:9", json!({"assets": []})).await.assert_status(202);
    // Sonar has no word for that: there it waits, and can be taken up again.
    assert_eq!(server.get("/jobs/9").await.data()["status"], "queued");
    let again = json!({"scheduled_datetime": "2024-05-13 10:00", "user_ids": [1]});
    server.patch("/jobs/9", again).await.assert_status(201);
    assert_eq!(server.get("/jobs/9").await.data()["status"], "scheduled");

    for bad in [json!({}), json!({"status": "DONE"}), json!({"status": "COMPLETED", "subStatus": ""})] {
        call(&server, "POST", "/jobs/job:33/status", bad).await.assert_status(400);
    }
    call(&server, "PUT", "/jobs", json!({"jobRef": "ORD-4711", "status": "COMPLETED"})).await.assert_status(404);
    call(&server, "PUT", "/jobs", json!({"status": "COMPLETED"})).await.assert_status(400);
    let failed = json!({"status": "COMPLETED", "subStatus": "FAILED"});
    call(&server, "POST", "/jobs/job:33/status", failed.clone()).await.assert_status(202);
    assert_eq!((&status(33).await["status"], &status(33).await["subStatus"]), (&json!("COMPLETED"), &json!("FAILED")));
    assert_eq!(server.get("/jobs/33").await.data()["status"], "failed");
    call(&server, "POST", "/jobs/job:33/status", failed).await.assert_status(202);
    let other = json!({"status": "COMPLETED", "subStatus": "OK"});
    assert_eq!(
        call(&server, "POST", "/jobs/job:33/status", other).await.assert_status(400).json()["error"]["code"],
        "CONFLICT"
    );
    call(&server, "POST", "/jobs/job:33/sub-status", json!({"subStatus": "X"})).await.assert_status(400);
    for unknown in ["job:4711", "job:0", "job:08", "33", "job:"] {
        call(&server, "GET", &format!("/jobs/{unknown}"), Value::Null).await.assert_status(404);
    }
}

#[tokio::test]
async fn o_4_to_14_what_is_wrong_with_a_job_is_told_with_its_place() {
    let server = start().await;
    let objective = |more: Value| job(json!({"objectives": visit(14 * 60, 15 * 60, more)}));
    let long = "x".repeat(65);
    for (rule, wanted, told) in [
        ("o_4", job(json!({"jobWorkflowId": long})), "jobWorkflowId"),
        ("o_5", job(json!({"jobTypeId": "abc"})), "jobTypeId"),
        ("o_6", job(json!({"jobRef": ""})), "jobRef"),
        ("o_6", job(json!({"jobRef": "ORD-33"})), "job 33"),
        ("o_7", job(json!({"objectives": []})), "objectives"),
        ("o_7", job(json!({"objectives": [{"objectiveRef": "visit"}, {"objectiveRef": "visit"}]})), "twice"),
        ("o_7", job(json!({"objectives": [{"objectiveRef": "other"}]})), "visit"),
        ("o_8", objective(json!({"location": ""})), "objectives[0].location"),
        ("o_8", objective(json!({"location": {"address": "A"}})), "geolocation"),
        ("o_8", objective(json!({"location": {"address": "A", "geolocation": {"lat": 40.5, "long": "1"}}})), "lat"),
        ("o_8", objective(json!({"location": {"address": "A", "geolocation": {"lat": "90.1", "long": "1"}}})), "lat"),
        (
            "o_8",
            objective(json!({"location": {"address": "A", "geolocation": {"lat": "1.1234567", "long": "1"}}})),
            "6 decimals",
        ),
        ("o_9", objective(json!({"contact": {"name": "A"}})), "phone"),
        (
            "o_9",
            objective(json!({"contact": {"name": "A", "phone": {"countryCode": "1", "number": "12345"}}})),
            "countryCode",
        ),
        (
            "o_9",
            objective(json!({"contact": {"name": "A", "phone": {"countryCode": "+1-868", "number": "123"}}})),
            "number",
        ),
        ("o_10", job(json!({"objectives": [{"objectiveRef": "visit", "timeslot": {"from": 5}}]})), "timeslot.to"),
        (
            "o_10",
            job(json!({"objectives": [{"objectiveRef": "visit", "timeslot": {"from": 1.5, "to": 2}}]})),
            "timeslot.from",
        ),
        ("o_11", job(json!({"objectives": [{"objectiveRef": "visit", "timeslot": {"from": 9, "to": 2}}]})), "after"),
        ("o_12", job(json!({"scheduledFor": {"startDateTime": 0}})), "startDateTime"),
        ("o_13", job(json!({"assets": [{"documentType": "plan"}]})), "assets[0].documentUrl"),
        ("o_14", job(json!({"jobTypeId": "repair:1"})), "no job type"),
        ("o_24", job(json!({"customData": {}})), "customData.doorCode"),
        ("o_24", job(json!({"customData": {"doorCode": 1234}})), "string"),
        ("o_24", job(json!({"customData": {"doorCode": "1234", "floor": 61}})), "60"),
        ("o_24", job(json!({"customData": {"doorCode": "1234", "colour": "red"}})), "doorCode, floor"),
        ("callback", job(json!({"callback": {"meta": {}}})), "callback.url"),
        ("nul", job(json!({"jobRef": "a\u{0}b"})), "U+0000"),
    ] {
        let jobs = server.folder.look().count("SELECT count(*) FROM jobs");
        let answer = call(&server, "POST", "/jobs", wanted.clone()).await;
        assert_eq!(answer.status, 400, "{rule}: {wanted}");
        let said = answer.json()["error"]["description"].as_str().unwrap().to_owned();
        assert!(said.contains(told), "{rule}: {said}");
        assert_eq!(server.folder.look().count("SELECT count(*) FROM jobs"), jobs, "{rule}");
    }
    call(&server, "POST", "/jobs", job(json!({"colour": "red", "onRequest": {"url": "x"}}))).await.assert_status(202);
}

#[tokio::test]
async fn o_20_to_26_types_attributes_and_workflows_are_made_and_read() {
    let server = start().await;
    let made = call(&server, "POST", "/job-types", json!({"name": "Repair"})).await.assert_status(202).json();
    let id = made["data"]["jobTypeId"].as_str().unwrap().to_owned();
    for bad in [json!({"name": "abc"}), json!({"name": "Re pair"}), json!({}), json!({"name": "x".repeat(17)})] {
        call(&server, "POST", "/job-types", bad).await.assert_status(400);
    }
    let types = call(&server, "GET", "/job-types", Value::Null).await.assert_status(200).json()["data"].clone();
    assert!(types.as_array().unwrap().iter().any(|known| known["jobTypeId"] == id.as_str()));
    assert_eq!(call(&server, "GET", &format!("/job-types/{id}"), Value::Null).await.json()["data"]["name"], "Repair");
    call(&server, "GET", "/job-types/nothing", Value::Null).await.assert_status(404);

    let attributes = format!("/job-types/{id}/attributes");
    let with = |attribute: Value| json!({"attributes": [attribute]});
    for (rule, bad) in [
        ("o_20", json!({"name": "x".repeat(33), "dataType": "string"})),
        ("o_20", json!({"name": "", "dataType": "string"})),
        ("o_21", json!({"name": "a"})),
        ("o_22", json!({"name": "a", "dataType": "boolean", "validation": {"range": {"min": 0}}})),
        ("o_22", json!({"name": "a", "dataType": "number", "validation": {"range": {"min": 2, "max": 1}}})),
        ("o_23", json!({"name": "a", "dataType": "string", "validation": {"regex": "("}})),
        ("o_23", json!({"name": "a", "dataType": "string", "validation": {"regex": "(a{1000}){1000}"}})),
        ("o_23", json!({"name": "a", "dataType": "string", "validation": {"valueOneOf": "low"}})),
        ("o_23", json!({"name": "a", "dataType": "string", "defaultValue": 5})),
    ] {
        let answer = call(&server, "POST", &attributes, with(bad.clone())).await;
        assert_eq!(answer.status, 400, "{rule}: {bad}");
    }
    let two = json!({"attributes": [
        {"name": "priority", "dataType": "string", "defaultValue": "low", "validation": {"valueOneOf": ["low", "high"], "regex": "[a-z]+"}},
        {"name": "tags", "dataType": "array", "required": false, "defaultValue": {}},
    ]});
    call(&server, "POST", &attributes, two.clone()).await.assert_status(202);
    assert_eq!(call(&server, "GET", &attributes, Value::Null).await.json()["data"], two);
    call(&server, "POST", &attributes, with(json!({"name": "tags", "dataType": "array"}))).await.assert_status(400);
    call(&server, "POST", "/job-types/nothing/attributes", two).await.assert_status(404);

    let workflow = json!({"name": "Two steps", "start": "first", "objectives": [
        {"objectiveRef": "first", "next": [{"code": "A", "nextObjective": "second"}]}, {"objectiveRef": "second"}]});
    let made = call(&server, "POST", "/job-workflows", workflow).await.assert_status(201).json();
    let workflow_id = made["data"]["jobWorkflowId"].as_str().unwrap().to_owned();
    for bad in [
        json!({"name": "a+b", "objectives": [{"objectiveRef": "visit"}]}),
        json!({"name": "a"}),
        json!({"name": "a", "objectives": [{"objectiveRef": "abc"}]}),
    ] {
        call(&server, "POST", "/job-workflows", bad).await.assert_status(400);
    }
    let of_both = json!({"jobTypeId": id, "jobWorkflowId": workflow_id, "customData": {}, "objectives": [{"objectiveRef": "second"}]});
    let job = self::made(call(&server, "POST", "/jobs", of_both.clone()).await);
    let read = call(&server, "GET", &format!("/jobs/job:{job}"), Value::Null).await.json()["data"].clone();
    assert_eq!(read["customData"], json!({"priority": "low"}), "its default");
    let state = format!("/job-workflows/{workflow_id}");
    call(&server, "PUT", &format!("{state}/status"), json!({"status": "ASLEEP"})).await.assert_status(400);
    call(&server, "PUT", &format!("{state}/status"), json!({"status": "INACTIVE"})).await.assert_status(202);
    assert_eq!(call(&server, "GET", &state, Value::Null).await.json()["data"]["status"], "INACTIVE");
    call(&server, "POST", "/jobs", of_both).await.assert_status(400);
    call(&server, "GET", "/job-workflows/nothing", Value::Null).await.assert_status(404);
}

/// A job's times as they are read: `scheduledFor` and the first objective's timeslot.
async fn times(server: &Server, id: u64) -> (Value, Value) {
    let read = call(server, "GET", &format!("/jobs/job:{id}"), Value::Null).await.assert_status(200).json();
    (read["data"]["scheduledFor"].clone(), read["data"]["objectives"][0]["timeslot"].clone())
}

#[tokio::test]
async fn a_job_that_is_put_back_into_the_queue_elsewhere_is_read_without_the_time_it_was_sent_with() {
    let server = start().await;
    let objectives = visit(14 * 60, 15 * 60, json!({"location": "account:1"}));
    let start = objectives[0]["timeslot"]["from"].clone();
    let wanted = json!({"objectives": objectives, "scheduledFor": {"startDateTime": start}});
    let id = made(call(&server, "POST", "/jobs", job(wanted)).await);
    assert_eq!(times(&server, id).await, (json!({"startDateTime": start}), objectives[0]["timeslot"].clone()));
    server.post(&format!("/jobs/{id}/queue"), json!({})).await.assert_status(201);
    assert_eq!(server.get(&format!("/jobs/{id}")).await.data()["status"], "queued");
    assert_eq!(times(&server, id).await, (Value::Null, Value::Null));
    // The rest of the objective is as it was; and one for whom nobody was free at first has no time either.
    let read = call(&server, "GET", &format!("/jobs/job:{id}"), Value::Null).await.json()["data"].clone();
    assert_eq!(read["objectives"], json!([{"objectiveRef": "visit", "location": "account:1"}]));
    let taken = job(json!({"objectives": visit(9 * 60, 10 * 60, json!({"location": "account:1"}))}));
    let waiting = made(call(&server, "POST", "/jobs", taken).await);
    assert_eq!(server.get(&format!("/jobs/{waiting}")).await.data()["status"], "queued");
    assert_eq!(times(&server, waiting).await, (Value::Null, Value::Null));
}

#[tokio::test]
async fn a_time_or_a_length_that_is_changed_elsewhere_is_the_one_that_is_read() {
    let server = start().await;
    let objectives = visit(14 * 60, 15 * 60, json!({"location": "account:1"}));
    let sent = objectives[0]["timeslot"]["from"].as_i64().unwrap();
    // In seconds, as this program has it, and given back so.
    let wanted = json!({"objectives": objectives, "scheduledFor": {"startDateTime": sent / 1000}});
    let id = made(call(&server, "POST", "/jobs", job(wanted)).await);
    assert_eq!(times(&server, id).await, (json!({"startDateTime": sent / 1000}), objectives[0]["timeslot"].clone()));
    let slot = |from: i64, minutes: i64| json!({"from": from, "to": from + minutes * 60_000});
    server.patch(&format!("/jobs/{id}"), json!({"length_in_minutes": 90})).await.assert_status(201);
    assert_eq!(times(&server, id).await, (json!({"startDateTime": sent / 1000}), slot(sent, 90)));
    let moved = json!({"scheduled_datetime": "2024-05-13 15:00", "user_ids": [1], "notes": "Ring once."});
    server.patch(&format!("/jobs/{id}"), moved).await.assert_status(201);
    let later = sent + 3_600_000;
    assert_eq!(times(&server, id).await, (json!({"startDateTime": later}), slot(later, 90)));
    // Back at what was sent, it is shown as it was sent.
    let back = json!({"scheduled_datetime": "2024-05-13 14:00", "user_ids": [1], "length_in_minutes": 60});
    server.patch(&format!("/jobs/{id}"), back).await.assert_status(201);
    assert_eq!(times(&server, id).await, (json!({"startDateTime": sent / 1000}), objectives[0]["timeslot"].clone()));
}

#[tokio::test]
async fn a_job_is_not_there_until_it_is_carried_out() {
    let mut world = world();
    world["os1"]["options"][0]["asyncDelayMs"] = 60_000.into();
    let server = start_with(&world).await;
    let id = made(call(&server, "POST", "/jobs", job(json!({}))).await);
    let path = format!("/jobs/job:{id}");
    call(&server, "GET", &path, Value::Null).await.assert_status(404);
    let server = Server::start_in(server.stop(), &world, "2024-05-10T12:01").await;
    call(&server, "GET", &path, Value::Null).await.assert_status(200);
}

#[tokio::test]
async fn six_hundred_bad_bodies_are_told_in_a_sentence_and_nothing_is_half_done() {
    let server = start().await;
    let token = token(&server).await;
    let contact = json!({"name": "Mara", "phone": {"countryCode": "+1", "number": "3095550100", "isMobile": true}});
    let location = json!({"address": "3 Quay St", "geolocation": {"lat": "40.5", "long": "-89.5"}});
    let create = job(json!({
        "objectives": visit(14 * 60, 15 * 60, json!({"location": location, "contact": contact})),
        "scheduledFor": {"startDateTime": 1_715_626_800_000_i64}, "customData": {"doorCode": "1234", "floor": 3},
        "assets": [{"documentType": "plan", "documentUrl": "https://example.com"}], "callback": {"url": "https://example.com"},
    }));
    let attributes = json!({"attributes": [{"name": "weight", "dataType": "number", "required": true, "defaultValue": 5,
        "validation": {"range": {"min": 0, "max": 500}, "valueOneOf": [5, 6]}}]});
    let sub_statuses = json!({"jobs": [{"jobId": "job:33", "subStatus": "A"}, {"jobId": "job:8", "subStatus": "B"}]});
    let of_type = format!("/job-types/{TYPE}/attributes");
    let asked = [
        ("POST", "/jobs", create.clone()),
        ("PUT", "/jobs/job:33", create),
        ("POST", of_type.as_str(), attributes),
        ("POST", "/jobs/sub-status", sub_statuses),
    ];
    let dice = &mut Dice(7);
    let look = server.folder.look();
    let mut state = look.state();
    let mut refused = 0;
    for round in 0..600 {
        let (method, path, good) = &asked[round % asked.len()];
        let body = dice.spoilt(good);
        let answer = send(&server, &token, method, &format!("{DISPATCH}{path}"), &body, &[]).await;
        let after = look.state();
        match answer.status {
            202 => {}
            400 | 404 => {
                refused += 1;
                assert_eq!(after, state, "{method} {path} {body} was refused and has written");
                let error = &answer.json()["error"];
                assert!(error["description"].as_str().is_some_and(|told| !told.is_empty()), "{body}");
            }
            other => panic!("{other} for {method} {path} {body}: {}", String::from_utf8_lossy(&answer.bytes)),
        }
        state = after;
    }
    assert!(300 < refused, "{refused}");
    look.check_claims();
    let whole = "SELECT count(*) FROM jobs LEFT JOIN particulars ON job_id = id WHERE id > 44 AND document IS NULL";
    assert_eq!(look.count(whole), 0, "no job without what is kept of it");
}
