//! Bodies that are wrong in all kinds of ways: never a 5xx, and what is refused has written nothing.

use serde_json::{Value, json};

use super::{Program, start_recorded};
use crate::spoilt::Dice;

/// What is put in the place of something good.
fn strange(dice: &mut Dice) -> Value {
    let strange = [
        json!(null),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(2_147_483_648_u64),
        json!(""),
        json!(" "),
        json!("31"),
        json!("a\u{0}b"),
        json!("💥'; DROP TABLE jobs; --"),
        json!("a".repeat(3000)),
        json!(true),
        json!([]),
        json!([[1]]),
        json!([{"definitionId": 900, "value": {"a": 1}}]),
        json!([{"definitionId": -900}]),
        json!({}),
        json!({"id": 1}),
        json!("2024-05-13T09:00:00"),
        json!("2024-03-31T01:30:00+00:00"),
        json!("2024-10-27T01:30:00Z"),
        json!("+999999-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59.999999999-23:59"),
        json!("1969-12-31T23:59:59Z"),
        json!("2024-05-13T24:00:00Z"),
        json!("2024-05-13T09:00:00Z[Europe/London]"),
        json!("3f2504e0-4f89-11d3-9a0c-0305e82c3303"),
        json!("3f2504e0-4f89-11d3-9a0c"),
    ];
    strange[dice.below(strange.len())].clone()
}

fn mutated(good: &Value, dice: &mut Dice) -> Value {
    let mut body = good.clone();
    for _ in 0..=dice.below(3) {
        let members = body.as_object_mut().unwrap();
        let names: Vec<String> = members.keys().cloned().collect();
        let Some(name) = names.get(dice.below(names.len().max(1))).cloned() else { break };
        match dice.below(6) {
            0 => drop(members.remove(&name)),
            1 => {
                let value = members.remove(&name).unwrap();
                members.insert(name.to_uppercase(), value);
            }
            2 => {
                let value = members[&name].clone();
                members.insert(name, json!([value]));
            }
            _ => drop(members.insert(name, strange(dice))),
        }
    }
    body
}

#[tokio::test]
async fn no_bad_body_is_our_fault_and_none_that_is_refused_writes_anything() {
    let server = start_recorded().await;
    let program = Program::of(&server).await;
    let person = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
    let job = json!({
        "typeId": 51, "contactId": 700, "plannedDuration": 60, "description": "Ring twice.", "reference": "R", "personId": person,
        "orderNumber": "7", "customFields": [{"definitionId": 900, "value": "a"}], "jobGroupId": 7, "categoryId": 8,
        "siteContactId": 701, "isFinanciallyComplete": false, "isActioned": true, "officeNotes": "x",
    });
    let operations = [
        ("POST", "/v1/jobs", job.clone()),
        ("PATCH", "/v1/jobs/1000", job.clone()),
        ("PATCH", "/v1/jobs/1001", job),
        (
            "PUT",
            "/v1/jobs/1000/schedule",
            json!({"resourceId": 31, "vehicleId": 41, "plannedStartAt": "2024-05-13T09:00:00Z"}),
        ),
        ("PUT", "/v1/jobs/1000/start", json!({"comment": "a", "statusModifiedAt": "2024-05-13T09:00:00Z"})),
        (
            "PUT",
            "/v1/jobs/1002/result",
            json!({"status": "completedOk", "result": "Dones", "statusModifiedAt": "2024-05-13T09:00:00Z"}),
        ),
        ("PUT", "/v1/jobs/1003/cancel", json!({"reason": "a"})),
        (
            "POST",
            "/v1/jobs/1001/constraints",
            json!({"type": "jobMustStartAfter", "constraintAt": "2024-05-13T09:00:00Z", "entityId": 1}),
        ),
    ];
    let (mut dice, mut refused) = (Dice(17), 0);
    let look = server.folder.look();
    let mut state = look.state();
    for round in 0..110 {
        for (method, path, good) in &operations {
            let body = mutated(good, &mut dice);
            let mut bytes = body.to_string().into_bytes();
            // Some of them are not even JSON.
            if round % 10 == 9 {
                let cut = dice.below(bytes.len());
                bytes.truncate(cut);
            }
            let answer = program.send(method, path, &[], bytes).await;
            assert!(answer.status < 500, "{method} {path} {body}: {}", answer.json());
            let after = look.state();
            if 400 <= answer.status {
                refused += 1;
                assert_eq!(after, state, "{method} {path} {body} was refused and has written");
                Program::refused(&answer, answer.status, "");
                let told = answer.json();
                assert!(
                    answer.status != 422 || told["errors"].as_object().is_some_and(|errors| !errors.is_empty()),
                    "{told}"
                );
            }
            state = after;
        }
    }
    assert!(500 <= refused, "{refused} of 880 were refused");
    look.check_claims();
}
