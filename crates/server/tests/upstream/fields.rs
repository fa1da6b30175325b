//! What customers fill in arrives in the system behind, in each one's own way, and what it has against it comes back to its field.

use serde_json::{Value, json};

use crate::gateway::{Bed, NOON, for_each};

/// Asks customers of the one type for a code, whose name there is this, and for a floor.
fn ask(bed: &Bed, names: Value) {
    let fields = json!([
        {"key": "gate", "label": "What opens the gate?", "kind": "text", "required": true, "names": names},
        {"key": "floor", "label": "Which floor?", "kind": "number"},
    ]);
    let asked = json!({"job_types": [{"job_type_id": 1, "fields": fields}]});
    let (status, answer) = bed.here.ask("PUT", "/v1/fields", &asked);
    assert_eq!(status, 200, "{answer}");
}

/// A customer of the gateway.
struct Customer {
    bearer: String,
}

impl Customer {
    fn of(bed: &Bed) -> Self {
        let wanted = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
        let (_, link) = bed.here.ask("POST", "/v1/links", &wanted);
        Self { bearer: format!("Bearer {}", link["handle"].as_str().unwrap()) }
    }

    fn ask(&self, bed: &Bed, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = bed.here.ask_as(&self.bearer, method, path, body);
        assert!(status < 300, "{}: {path} {answer}", bed.system);
        answer
    }

    /// Books noon with this in the fields: the job's number.
    fn book(&self, bed: &Bed, fields: &Value) -> u64 {
        let find = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2026-10-21&end_date=2026-10-21\
            &length_in_minutes=120&job_type_id=1&entityType=account&entityId=1";
        let free = self.ask(bed, "GET", find, &Value::Null);
        let alias: u64 = free["data"]["2026-10-21"].as_object().unwrap().keys().next().unwrap().parse().unwrap();
        let visit = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 120,
            "scheduled_datetime": NOON, "user_ids": [alias], "fields": fields});
        self.ask(bed, "POST", "/api/v1/scheduling/jobs", &visit)["data"]["id"].as_u64().unwrap()
    }

    fn asked(&self, bed: &Bed) -> Value {
        self.ask(bed, "GET", "/v1/booking", &Value::Null)
    }
}

/// What the system has of the code and the floor: by its own database, which all of its dialects read.
fn told(bed: &Bed) -> Value {
    let (_, jobs) = bed.there.ask("GET", "/api/v1/scheduling/jobs", &Value::Null);
    let id = &jobs["data"][0]["id"];
    match bed.system {
        "sonar" => {
            bed.there.ask("GET", &format!("/api/v1/entity_custom_fields/jobs/{id}"), &Value::Null).1["data"].clone()
        }
        system => bed.there.particulars(system),
    }
}

#[test]
fn what_is_filled_in_arrives_in_each_ones_own_way_and_what_is_changed_later_too() {
    for_each(|bed| {
        let mut names = json!({});
        names[bed.system] = match bed.system {
            "sonar" => "Gate",
            "os1" => "gateCode",
            "bigchange" => "12",
            _ => "Gate code",
        }
        .into();
        if bed.system == "sonar" {
            for (name, kind) in [("Gate", "text"), ("floor", "text")] {
                let field = json!({"name": name, "type": kind, "entity_type": "jobs", "active": 1, "unique": 0});
                let (status, answer) = bed.there.ask("POST", "/api/v1/system/custom_fields", &field);
                assert_eq!(status, 201, "{answer}");
            }
        }
        ask(&bed, names);
        let customer = Customer::of(&bed);
        let id = customer.book(&bed, &json!({"gate": "0042", "floor": 3}));
        assert_eq!(bed.settled(), ["delivered"], "{}: {}", bed.system, bed.here.log());
        let first = told(&bed);
        match bed.system {
            "sonar" => assert_eq!((&first[0]["data"], &first[1]["data"]), (&json!("0042"), &json!("3")), "{first}"),
            "os1" => assert_eq!(first["custom_data"], json!({"gateCode": "0042", "floor": 3}), "{first}"),
            "bigchange" => assert_eq!(first["custom_fields"], json!({"12": "0042"}), "{first}"),
            _ => {
                let fields = json!([{"name": "Gate code", "value": "0042"}, {"name": "floor", "value": "3"}]);
                assert!(first.to_string().contains(&fields.to_string()), "{first}");
            }
        }
        let path = format!("/v1/jobs/{id}/fields");
        let (status, answer) = bed.here.ask("PATCH", &path, &json!({"fields": {"gate": "1142", "floor": null}}));
        assert_eq!(status, 200, "{answer}");
        bed.settled();
        let second = told(&bed);
        match bed.system {
            // Such a field can't be emptied.
            "sonar" => assert_eq!((&second[0]["data"], &second[1]["data"]), (&json!("1142"), &json!("3")), "{second}"),
            "os1" => assert_eq!(second["custom_data"], json!({"gateCode": "1142", "notes": ""}), "{second}"),
            "bigchange" => assert_eq!(second["custom_fields"], json!({"12": "1142"}), "{second}"),
            // It is told of nothing later.
            _ => assert_eq!(second, first),
        }
    });
}

#[test]
fn what_the_system_has_against_a_field_is_told_at_it_and_its_time_is_given_back() {
    for_each(|bed| {
        let (name, sentence) = match bed.system {
            "os1" => ("gateCode", "customData.gateCode must have a length from 4 to 4, and is \"42\"."),
            // There is no such field there by now.
            "bigchange" => ("13", "customFields: definitionId 13 is no custom field."),
            // They say nothing of a field before the job is there.
            _ => return,
        };
        let mut names = json!({});
        names[bed.system] = name.into();
        ask(&bed, names);
        let customer = Customer::of(&bed);
        customer.book(&bed, &json!({"gate": "42"}));
        assert_eq!(bed.settled(), ["delivered"], "{}: {}", bed.system, bed.here.log());
        let booking = customer.asked(&bed);
        assert_eq!((&booking["confirmation"], &booking["job"]["status"]), (&json!("refused"), &json!("queued")));
        assert_eq!(booking["fields"][0]["value"], "42");
        if bed.system == "os1" {
            assert_eq!(booking["fields"][0]["fault"], sentence, "{booking:#}");
        }
        assert_eq!(bed.there.count_of_jobs(), 0, "{}", bed.system);
    });
}
