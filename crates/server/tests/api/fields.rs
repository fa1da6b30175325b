//! `/v1/fields`, and what customers fill in by it: asked, judged, kept, and given to whoever may read it.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const START: &str = "2024-05-13 10:00:00";

/// One field of each kind, two of which customers have to fill in.
fn fields() -> Value {
    json!([
        {"key": "gate", "label": "What opens the gate?", "hint": "Four digits.", "kind": "text", "required": true,
         "pattern": "[0-9]{4}", "names": {"os1": "gateCode", "bigchange": "12", "sonar": "3"}},
        {"key": "floor", "label": "Which floor?", "kind": "number", "min": -3, "max": 40},
        {"key": "dog", "label": "Is there a dog?", "kind": "boolean", "required": true},
        {"key": "moved", "label": "Since when do you live there?", "kind": "date"},
        {"key": "entry", "label": "Which entry?", "kind": "choice", "choices": ["Front", "Back"]},
    ])
}

async fn server() -> Server {
    let mut world = golden_world();
    world["os1"] = json!({"options": [{"id": "options", "tenantId": "acme"}]});
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let asked = json!({"job_types": [{"job_type_id": 1, "fields": fields()}]});
    staff(&server, "PUT", "/v1/fields", asked).await.assert_status(200);
    server
}

async fn staff(server: &Server, method: &str, path: &str, body: Value) -> Answer {
    server.call_as(STAFF, method, path, body).await
}

async fn get(server: &Server, path: &str) -> Answer {
    staff(server, "GET", path, Value::Null).await
}

struct Customer<'s> {
    server: &'s Server,
    bearer: String,
}

impl Customer<'_> {
    async fn of(server: &Server, wanted: Value) -> Customer<'_> {
        let link = staff(server, "POST", "/v1/links", wanted).await.json();
        Customer { server, bearer: format!("Bearer {}", link["handle"].as_str().unwrap()) }
    }

    async fn new(server: &Server) -> Customer<'_> {
        Customer::of(server, json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1})).await
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.server.call_as(&self.bearer, method, path, body).await
    }

    async fn asked(&self) -> Value {
        self.call("GET", "/v1/booking", Value::Null).await.assert_status(200).json()["fields"].clone()
    }

    async fn alias(&self) -> u64 {
        let path = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13\
             &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1";
        let found = self.call("GET", path, Value::Null).await.assert_status(200).data();
        found["2024-05-13"].as_object().unwrap().keys().next().unwrap().parse().unwrap()
    }

    async fn book(&self, fields: Value) -> Answer {
        let visit = json!({"scheduled_datetime": START, "user_ids": [self.alias().await], "job_type_id": 1,
            "length_in_minutes": 90, "fields": fields});
        self.call("POST", "/api/v1/scheduling/jobs", job(visit)).await
    }
}

#[tokio::test]
async fn a_customer_is_asked_and_books_with_what_was_filled_in() {
    let server = server().await;
    let customer = Customer::new(&server).await;
    let asked = customer.asked().await;
    assert_eq!(
        asked[0],
        json!({"key": "gate", "label": "What opens the gate?", "hint": "Four digits.", "kind": "text",
        "required": true, "choices": [], "min": null, "max": null, "pattern": "[0-9]{4}", "shown_if": null,
        "autocomplete": null, "alternative": null, "value": "", "fault": null})
    );
    let booked = customer
        .book(json!({"gate": " 0042 ", "floor": -2.5, "dog": false, "moved": "2024-02-29", "entry": "Back"}))
        .await
        .assert_status(201)
        .data();
    let asked = customer.asked().await;
    let values: Vec<&str> = asked.as_array().unwrap().iter().map(|field| field["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["0042", "-2.5", "false", "2024-02-29", "Back"]);

    let path = format!("/v1/jobs/{}/fields", booked["id"]);
    let of_job = get(&server, &path).await.assert_status(200).json();
    assert_eq!(of_job["fields"]["floor"], "-2.5");
    let changed = staff(&server, "PATCH", &path, json!({"fields": {"floor": 3, "moved": null, "dog": ""}}))
        .await
        .assert_status(200);
    assert_eq!(changed.json()["fields"], json!({"gate": "0042", "floor": "3", "entry": "Back"}));
    customer.call("GET", &path, Value::Null).await.assert_status(404);
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_is_booked() {
    let server = server().await;
    let customer = Customer::new(&server).await;
    let before = server.all_jobs().await;
    for (sent, field, sentence) in [
        (json!({"dog": true}), "gate", "This has to be filled in."),
        (json!({"gate": "0042", "dog": " "}), "dog", "This has to be filled in."),
        (json!({"gate": "42", "dog": true}), "gate", "This is not what is asked for: Four digits."),
        (json!({"gate": "0042", "dog": "yes"}), "dog", "This must be true or false."),
        (json!({"gate": "0042", "dog": true, "floor": 41}), "floor", "This must be 40 or less."),
        (json!({"gate": "0042", "dog": true, "floor": "-3.1"}), "floor", "This must be -3 or more."),
        (
            json!({"gate": "0042", "dog": true, "floor": "1e1"}),
            "floor",
            "This must be a number in plain decimals, such as 2.5.",
        ),
        (json!({"gate": "0042", "dog": true, "moved": "29.2.2024"}), "moved", "This must be a date, YYYY-MM-DD."),
        (json!({"gate": "0042", "dog": true, "entry": "Roof"}), "entry", "This must be one of: Front, Back."),
        (json!({"gate": ["0042"], "dog": true}), "gate", "This must be a text, a number, true or false."),
        (json!({"gate": "00\n42", "dog": true}), "gate", "This must be on one line."),
        (
            json!({"gate": "0042", "dog": true, "cat": 1}),
            "cat",
            "There is no such field: there are gate, floor, dog, moved, entry.",
        ),
    ] {
        let refused = customer.book(sent).await.assert_status(422);
        assert_eq!(refused.json()["error"]["message"], json!({format!("fields.{field}"): sentence}));
    }
    for no_object in [json!("gate"), json!([1]), json!(7)] {
        let refused = customer.book(no_object).await.assert_status(422).json();
        assert!(refused["error"]["message"]["fields"].is_string(), "{refused}");
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn staff_may_leave_out_what_customers_may_not_and_the_customer_then_fills_it_in() {
    let server = server().await;
    let queued = staff(&server, "POST", "/api/v1/scheduling/jobs", job(json!({"job_type_id": 1})))
        .await
        .assert_status(201)
        .data();
    let customer = Customer::of(&server, json!({"job_id": queued["id"]})).await;
    let path = format!("/api/v1/scheduling/jobs/{}", queued["id"]);
    let visit = json!({"scheduled_datetime": START, "user_ids": [customer.alias().await]});
    let refused = customer.call("PATCH", &path, visit.clone()).await.assert_status(422).json();
    assert_eq!(
        refused["error"]["message"],
        json!({"fields.gate": "This has to be filled in.", "fields.dog": "This has to be filled in."})
    );
    // What says nothing of a time needs none.
    customer.call("PATCH", &path, json!({"fields": {"gate": "1234"}})).await.assert_status(201);
    let mut with_dog = visit.clone();
    with_dog["fields"] = json!({"dog": true});
    customer.call("PATCH", &path, with_dog).await.assert_status(201);
    assert_eq!(customer.asked().await[0]["value"], "1234");
    // And what is there can be taken away by nobody but staff, once there is a time to give.
    let mut without = visit;
    without["fields"] = json!({"gate": ""});
    customer.call("PATCH", &path, without).await.assert_status(422);
    staff(&server, "PATCH", &path, json!({"fields": {"gate": ""}})).await.assert_status(201);
}

#[tokio::test]
async fn other_systems_programs_read_what_a_customer_has_filled_in_by_their_own_names() {
    let server = server().await;
    let customer = Customer::new(&server).await;
    let booked = customer.book(json!({"gate": "0042", "dog": true})).await.assert_status(201).data();
    let path = format!("/jobs/job:{}", booked["id"]);
    let job = crate::os1::call(&server, "GET", &path, Value::Null).await.assert_status(200).json();
    assert_eq!(job["data"]["customData"], json!({"gateCode": "0042"}), "{job}");
}

#[tokio::test]
async fn a_set_of_fields_is_replaced_as_a_whole_or_not_at_all_and_keeps_its_type() {
    let server = server().await;
    let asked = get(&server, "/v1/fields").await.json();
    let twice = json!({"job_types": [{"job_type_id": 1, "fields": [
        {"key": "a", "label": "A", "kind": "text"}, {"key": "a", "label": "B", "kind": "date"}]}]});
    let refused = staff(&server, "PUT", "/v1/fields", twice).await.assert_status(422).json();
    let sentence = "`job_types[0].fields[1]`: is the second one with the key \"a\" (one is allowed).";
    assert_eq!(refused["detail"], sentence, "{refused}");
    assert_eq!(get(&server, "/v1/fields").await.json(), asked);
    let in_use = "The job type is used by jobs, holds, schedules, rules, the policy, fields or booking links.";
    staff(&server, "DELETE", "/api/v1/scheduling/job_types/1", Value::Null).await.assert_refused(422, in_use);
    staff(&server, "PUT", "/v1/fields", json!({})).await.assert_status(200);
    assert_eq!(Customer::new(&server).await.asked().await, json!([]));
    staff(&server, "PUT", "/v1/fields", Value::Null).await.assert_status(422);
}

#[tokio::test]
async fn what_other_systems_have_defined_can_be_asked() {
    let mut world = golden_world();
    world["bigchange"] = json!({"customFields": [{"id": 12, "name": "Door code"}, {"id": 13, "name": "Other"}],
        "jobTypes": [{"id": 1, "customFields": [12]}]});
    world["os1"] = json!({"attributes": [{"id": "floor", "jobTypeId": "type:1", "name": "floor", "dataType": "number",
        "required": true, "validation": {"range": {"min": -3, "max": 120}}}]});
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let box_of = json!({"name": "Dog", "type": "checkbox", "entity_type": "jobs", "active": 1, "unique": 0});
    let id =
        staff(&server, "POST", "/api/v1/system/custom_fields", box_of).await.assert_status(201).json()["id"].clone();
    let defined = get(&server, "/v1/fields/defined?job_type_id=1").await.assert_status(200).json()["fields"].clone();
    let told: Vec<Value> = defined
        .as_array()
        .unwrap()
        .iter()
        .map(|field| json!([field["label"], field["kind"], field["names"]]))
        .collect();
    let names = |system: &str, name: &str| {
        let mut names = json!({"sonar": null, "os1": null, "bigchange": null, "frotcom": null});
        names[system] = name.into();
        names
    };
    assert_eq!(
        told,
        [
            json!(["Dog", "boolean", names("sonar", &id.to_string())]),
            json!(["floor", "number", names("os1", "floor")]),
            json!(["Door code", "text", names("bigchange", "12")]),
        ]
    );
    // As they are, they can be set.
    let asked = json!({"job_types": [{"job_type_id": 1, "fields": defined}]});
    assert_eq!(staff(&server, "PUT", "/v1/fields", asked.clone()).await.assert_status(200).json(), asked);
    get(&server, "/v1/fields/defined?job_type_id=77").await.assert_status(422);
}

#[tokio::test]
async fn what_waits_for_an_answer_is_needed_only_where_that_is_given() {
    let server = server().await;
    let waits = json!([
        {"key": "entry", "label": "Which entry?", "kind": "choice", "choices": ["Front", "Back"]},
        {"key": "gate", "label": "What opens the gate?", "kind": "text", "required": true,
         "shown_if": {"key": "entry", "value": "Back"}},
    ]);
    let asked = json!({"job_types": [{"job_type_id": 1, "fields": waits}]});
    staff(&server, "PUT", "/v1/fields", asked).await.assert_status(200);
    let customer = Customer::new(&server).await;
    assert_eq!(customer.asked().await[1]["shown_if"], json!({"key": "entry", "value": "Back"}));
    let refused = customer.book(json!({"entry": "Back"})).await.assert_status(422).json();
    assert_eq!(refused["error"]["message"], json!({"fields.gate": "This has to be filled in."}));
    customer.book(json!({"entry": "Front"})).await.assert_status(201);
}
