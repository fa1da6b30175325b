//! Fields that an instance adds to its jobs.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server};

const NO_ITEM: &str = "No item with that ID found.";

async fn call(server: &Server, method: &str, path: &str, body: Value) -> Answer {
    server.call_as(STAFF, method, &format!("/api/v1{path}"), body).await
}

async fn define(server: &Server, more: Value) -> Answer {
    let mut field = json!({"name": "Gate code", "type": "text", "active": true, "entity_type": "jobs"});
    field.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    call(server, "POST", "/system/custom_fields", field).await
}

async fn set(server: &Server, job: u64, field: u64, data: Value) -> Answer {
    call(server, "PATCH", &format!("/entity_custom_fields/jobs/{job}/{field}"), json!({"data": data})).await
}

#[tokio::test]
async fn definitions_are_made_listed_and_read_one_without_the_envelope() {
    let server = Server::start().await;
    let text = json!({
        "id": 1, "name": "Gate code", "type": "text", "unique": true, "active": true, "entity_type": "account",
        "select_options": [],
    });
    let select = json!({
        "id": 2, "name": "Ladder", "type": "select", "unique": false, "active": false, "entity_type": "jobs",
        "select_options": [{"text": "Option Number One"}, {"text": "Option Number Two"}],
    });
    for field in [&text, &select] {
        let mut sent = field.clone();
        if field["type"] != "select" {
            sent.as_object_mut().unwrap().remove("select_options");
        }
        assert_eq!(define(&server, sent).await.assert_status(201).json(), *field);
    }
    let listed = call(&server, "GET", "/system/custom_fields", Value::Null).await.assert_status(200).json();
    assert_eq!(listed["data"], json!([text, select]));
    assert_eq!(listed["paginator"]["total_count"], 2);
    assert_eq!(call(&server, "GET", "/system/custom_fields/2", Value::Null).await.assert_status(200).json(), select);
    call(&server, "GET", "/system/custom_fields/3", Value::Null).await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn a_definition_that_makes_no_sense_is_refused() {
    let server = Server::start().await;
    let options = "The select options must be an array of objects with a text.";
    let different = "The select options must be different texts of 1 to 255 characters.";
    for (wrong, message) in [
        (json!({"type": "number"}), json!({"type": "The value entered for type is invalid."})),
        (json!({"entity_type": "user"}), json!({"entity_type": "The selected entity type is invalid."})),
        (json!({"active": "si"}), json!({"active": "Active must be a boolean."})),
        (json!({"type": "date", "unique": true}), json!({"unique": "The unique field is prohibited."})),
        (
            json!({"select_options": [{"text": "a"}]}),
            json!({"select_options": "The select options field is prohibited."}),
        ),
        (json!({"type": "select"}), json!({"select_options": "The select options field is required."})),
        (json!({"type": "select", "select_options": ["a"]}), json!({"select_options": options})),
        (json!({"type": "select", "select_options": "[]"}), json!({"select_options": options})),
        (
            json!({"type": "select", "select_options": [{"text": "a"}, {"text": "a"}]}),
            json!({"select_options": different}),
        ),
        (json!({"type": "select", "select_options": [{"text": " "}]}), json!({"select_options": different})),
    ] {
        define(&server, wrong).await.assert_refused(422, message);
    }
    let refused = call(&server, "POST", "/system/custom_fields", json!({})).await.assert_status(422).json();
    assert_eq!(refused["error"]["message"].as_object().unwrap().len(), 4);
    let listed = call(&server, "GET", "/system/custom_fields", Value::Null).await;
    assert_eq!(listed.data(), json!([]));
}

#[tokio::test]
async fn a_definition_changes_but_not_its_type_and_goes_with_what_it_holds() {
    let server = Server::start().await;
    define(&server, json!({})).await.assert_status(201);
    let select = json!({"type": "select", "select_options": [{"text": "a"}, {"text": "b"}]});
    define(&server, select).await.assert_status(201);
    set(&server, 8, 2, json!("a")).await.assert_status(201);
    let path = "/system/custom_fields/2";
    let change = json!({"name": "Ladder", "active": false, "select_options": [{"text": "b"}]});
    let changed = call(&server, "PATCH", path, change).await.assert_status(200).json();
    let field = json!({
        "id": 2, "name": "Ladder", "type": "select", "unique": false, "active": false, "entity_type": "jobs",
        "select_options": [{"text": "b"}],
    });
    assert_eq!(changed, field, "without the envelope");
    let kept = call(&server, "GET", "/entity_custom_fields/jobs/8/2", Value::Null).await.data();
    assert_eq!(kept["data"], "a", "what it holds stays");
    set(&server, 8, 2, json!("a")).await.assert_refused(422, json!({"data": "The selected data is invalid."}));
    for (wrong, message) in [
        (json!({"type": "text"}), json!({"type": "The type field is prohibited."})),
        (json!({"entity_type": "account"}), json!({"entity_type": "The entity type field is prohibited."})),
        (json!({"unique": "x"}), json!({"unique": "Unique must be a boolean."})),
        (json!({"unique": true}), json!({"unique": "The unique field is prohibited."})),
        (json!({"name": ""}), json!({"name": "The name field is required."})),
        (json!({"select_options": []}), json!({"select_options": "The select options field is required."})),
    ] {
        call(&server, "PATCH", path, wrong).await.assert_refused(422, message);
    }
    assert_eq!(call(&server, "GET", path, Value::Null).await.json(), field);

    for job in [8, 9] {
        set(&server, job, 1, json!("same")).await.assert_status(201);
    }
    let refused = call(&server, "PATCH", "/system/custom_fields/1", json!({"unique": true})).await;
    refused.assert_refused(422, json!({"unique": "The data of this field is not unique."}));

    let deleted = call(&server, "DELETE", path, Value::Null).await.assert_status(200).json();
    assert_eq!(deleted, json!({"data": {"success": true}}));
    call(&server, "DELETE", path, Value::Null).await.assert_refused(404, "Custom field does not exist.");
    call(&server, "PATCH", path, json!({})).await.assert_refused(404, NO_ITEM);
    let left = call(&server, "GET", "/entity_custom_fields/jobs/8", Value::Null).await.data();
    assert_eq!(left, json!([{"custom_field_id": 1, "data": "same"}]));
}

#[tokio::test]
async fn s_38_data_fits_its_definition() {
    let server = Server::start().await;
    define(&server, json!({})).await.assert_status(201);
    define(&server, json!({"type": "checkbox"})).await.assert_status(201);
    // As a form sends it.
    define(&server, json!({"type": "select", "select_options": r#"[{"text": "Yes"}, {"text": "No"}]"#})).await;
    define(&server, json!({"type": "date"})).await.assert_status(201);
    for (field, sent, kept) in [
        (1, json!("A 17"), json!("A 17")),
        (2, json!(false), json!(false)),
        (2, json!("1"), json!(true)),
        (3, json!("No"), json!("No")),
        (4, json!("2024-02-29"), json!("2024-02-29")),
    ] {
        let answer = set(&server, 8, field, sent).await.assert_status(201).json();
        let data = json!({"custom_field_id": field, "data": kept});
        assert_eq!(answer, json!({"data": data}));
        let read = call(&server, "GET", &format!("/entity_custom_fields/jobs/8/{field}"), Value::Null).await;
        assert_eq!(read.assert_status(200).data(), data);
    }
    let all = json!([
        {"custom_field_id": 1, "data": "A 17"},
        {"custom_field_id": 2, "data": true},
        {"custom_field_id": 3, "data": "No"},
        {"custom_field_id": 4, "data": "2024-02-29"},
    ]);
    for (field, wrong, sentence) in [
        (1, json!(["a"]), "The data must be a string."),
        (1, json!(null), "The data field is required."),
        (2, json!("maybe"), "Data must be a boolean."),
        (3, json!("no"), "The selected data is invalid."),
        (4, json!("2023-02-29"), "The data is no date: that month has the days 1 to 28."),
        (4, json!("today"), "The data does not match the format Y-m-d."),
    ] {
        set(&server, 8, field, wrong).await.assert_refused(422, json!({"data": sentence}));
    }
    let listed = call(&server, "GET", "/entity_custom_fields/jobs/8?limit=100", Value::Null).await.json();
    assert_eq!(listed["data"], all, "what was refused changed nothing");
    assert_eq!(listed["paginator"]["total_count"], 4);
    let second = call(&server, "GET", "/entity_custom_fields/jobs/8?limit=3&page=2", Value::Null).await;
    assert_eq!(second.data(), json!([all[3]]));
    let other = call(&server, "GET", "/entity_custom_fields/jobs/9", Value::Null).await;
    assert_eq!(other.data(), json!([]), "another job has nothing of it");
    let unset = call(&server, "GET", "/entity_custom_fields/jobs/9/1", Value::Null).await;
    assert_eq!(unset.data(), json!({"custom_field_id": 1, "data": null}));
}

#[tokio::test]
async fn s_38_the_entity_of_a_job_is_jobs_in_the_plural() {
    let server = Server::start().await;
    define(&server, json!({})).await.assert_status(201);
    define(&server, json!({"entity_type": "account"})).await.assert_status(201);
    for entity in ["job", "account", "Jobs"] {
        for path in [format!("/entity_custom_fields/{entity}/8"), format!("/entity_custom_fields/{entity}/8/1")] {
            let refused = call(&server, "GET", &path, Value::Null).await;
            refused.assert_refused(422, json!({"entity": "The selected entity is invalid."}));
        }
    }
    for path in ["/entity_custom_fields/jobs/99", "/entity_custom_fields/jobs/x/1", "/entity_custom_fields/jobs/8/3"] {
        call(&server, "GET", path, Value::Null).await.assert_refused(404, NO_ITEM);
    }
    // A field of accounts is none of jobs.
    for (job, field) in [(99, 1), (8, 3), (8, 2)] {
        set(&server, job, field, json!("x")).await.assert_refused(404, NO_ITEM);
    }
}

#[tokio::test]
async fn s_38_unique_data_is_of_one_job_and_an_inactive_field_of_those_that_have_it() {
    let server = Server::start().await;
    define(&server, json!({"unique": true})).await.assert_status(201);
    define(&server, json!({"active": false})).await.assert_status(201);
    set(&server, 8, 1, json!("A 17")).await.assert_status(201);
    set(&server, 8, 1, json!("A 17")).await.assert_status(201);
    set(&server, 9, 1, json!("A 17")).await.assert_refused(422, json!({"data": "The data must be unique."}));
    let inactive = json!({"custom_field_id": "The selected custom field id is invalid."});
    set(&server, 8, 2, json!("x")).await.assert_refused(422, inactive);
}

#[tokio::test]
async fn a_job_takes_its_custom_data_with_it() {
    let server = Server::start().await;
    define(&server, json!({"unique": true})).await.assert_status(201);
    set(&server, 8, 1, json!("A 17")).await.assert_status(201);
    server.delete("/jobs/8").await.assert_status(200);
    call(&server, "GET", "/entity_custom_fields/jobs/8", Value::Null).await.assert_refused(404, NO_ITEM);
    set(&server, 9, 1, json!("A 17")).await.assert_status(201);
}

#[tokio::test]
async fn customers_know_of_no_custom_fields() {
    let server = Server::start().await;
    define(&server, json!({})).await.assert_status(201);
    let customer = format!("Bearer {}", server.told_handle("booking link"));
    for (method, path) in [
        ("GET", "/system/custom_fields"),
        ("POST", "/system/custom_fields"),
        ("GET", "/system/custom_fields/1"),
        ("PATCH", "/system/custom_fields/1"),
        ("DELETE", "/system/custom_fields/1"),
        ("GET", "/entity_custom_fields/jobs/8"),
        ("GET", "/entity_custom_fields/jobs/8/1"),
        ("PATCH", "/entity_custom_fields/jobs/8/1"),
    ] {
        let refused = server.call_as(&customer, method, &format!("/api/v1{path}"), Value::Null).await;
        refused.assert_refused(404, NO_ITEM);
    }
}
