//! The states of a job: what each operation does in each of them, all of them.

use serde_json::{Value, json};

use crate::support::{Server, golden_world, job};

const COMPLETED: &str = "The job has already been completed.";
const NOT_SCHEDULED: &str = "The job is not scheduled.";
const NOW: &str = "2024-05-10 12:00:00";

/// Where a job stands before the operation.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Queued,
    /// With user 1, nobody on site.
    Scheduled,
    /// With users 1 and 2 on site.
    OnSite,
    Completed,
    Failed,
}

const STATES: [State; 5] = [State::Queued, State::Scheduled, State::OnSite, State::Completed, State::Failed];

/// What is asked of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Operation {
    ChangeTime,
    ChangeCrew,
    ChangeNotes,
    CheckIn,
    CheckOut,
    Succeed,
    Fail,
    Queue,
    Delete,
}

const OPERATIONS: [Operation; 9] = [
    Operation::ChangeTime,
    Operation::ChangeCrew,
    Operation::ChangeNotes,
    Operation::CheckIn,
    Operation::CheckOut,
    Operation::Succeed,
    Operation::Fail,
    Operation::Queue,
    Operation::Delete,
];

/// What comes of it.
enum Outcome {
    /// The job with these members, all others as before.
    Job(Value),
    /// No job any more.
    Gone,
    /// This sentence, and the job as before.
    Refused(&'static str),
}

/// The table: every operation in every state.
fn outcome(operation: Operation, state: State) -> Outcome {
    let off_schedule = json!({"scheduled_datetime": null, "user_ids": [], "checked_in_users": []});
    let ended = |successfully: bool, reason: Value| {
        let status = if successfully { "completed" } else { "failed" };
        with(
            off_schedule.clone(),
            json!({"status": status, "completed_at": NOW, "completed_by_user_id": 1,
                   "completed_successfully": successfully, "completion_reason": reason}),
        )
    };
    match (operation, state) {
        (Operation::ChangeNotes, _) => Outcome::Job(json!({"notes": "Ring twice."})),
        (Operation::Delete, _) => Outcome::Gone,
        (Operation::Queue, State::Failed | State::Scheduled | State::OnSite) => Outcome::Job(with(
            off_schedule,
            json!({"status": "queued", "completed_at": null, "completed_by_user_id": null,
                   "completed_successfully": null, "completion_reason": null}),
        )),
        (Operation::Queue, State::Queued) => Outcome::Job(json!({})),
        // The crew alone is ignored unless the job is scheduled.
        (Operation::ChangeCrew, State::Scheduled | State::OnSite) => Outcome::Job(json!({"user_ids": [2]})),
        (Operation::ChangeCrew, _) => Outcome::Job(json!({})),
        (_, State::Completed | State::Failed) => Outcome::Refused(COMPLETED),
        // Who is on site stays there when the visit is moved.
        (Operation::ChangeTime, _) => Outcome::Job(
            json!({"status": "scheduled", "scheduled_datetime": "2024-05-20 14:00:00", "user_ids": [2, 1]}),
        ),
        (Operation::CheckIn, State::Queued) => Outcome::Refused(NOT_SCHEDULED),
        (Operation::CheckIn, State::Scheduled) => Outcome::Job(json!({"checked_in_users": [on_site(1)]})),
        // A second time changes nothing, and neither does leaving where one never was.
        (Operation::CheckIn, _) => Outcome::Job(json!({})),
        (Operation::CheckOut, State::OnSite) => Outcome::Job(json!({"checked_in_users": [on_site(2)]})),
        (Operation::CheckOut, _) => Outcome::Job(json!({})),
        (Operation::Succeed, _) => Outcome::Job(ended(true, Value::Null)),
        (Operation::Fail, _) => Outcome::Job(ended(false, json!("Nobody at home."))),
    }
}

fn on_site(user_id: u64) -> Value {
    json!({"user_id": user_id, "datetime": NOW})
}

fn with(mut record: Value, more: Value) -> Value {
    record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    record
}

/// A new job in that state.
async fn job_in(server: &Server, state: State) -> Value {
    let made = server.post("/jobs", job(json!({"length_in_minutes": 30, "services": [7]}))).await.assert_status(201);
    let path = format!("/jobs/{}", made.data()["id"]);
    let visit = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [1]});
    match state {
        State::Queued => {}
        State::Scheduled => drop(server.patch(&path, visit).await.assert_status(201)),
        State::OnSite => {
            server.patch(&path, visit).await.assert_status(201);
            for user_id in [1, 2] {
                server.post(&format!("{path}/check_in"), json!({"user_id": user_id})).await.assert_status(201);
            }
        }
        State::Completed => drop(server.post(&format!("{path}/complete"), Value::Null).await.assert_status(201)),
        State::Failed => {
            let failure = json!({"completion_type": "failure", "reason": "No power."});
            server.post(&format!("{path}/complete"), failure).await.assert_status(201);
        }
    }
    server.get(&path).await.data()
}

#[tokio::test]
async fn every_operation_does_in_every_state_what_the_table_says() {
    let mut world = golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    for state in STATES {
        for operation in OPERATIONS {
            let before = job_in(&server, state).await;
            let others = without(&server.all_jobs().await, &before["id"]);
            let path = format!("/jobs/{}", before["id"]);
            let deed = |deed: &str| format!("{path}/{deed}");
            let visit = json!({"scheduled_datetime": "2024-05-20 14:00:00", "user_ids": [2, 1]});
            let failure = json!({"completion_type": "failure", "reason": "Nobody at home."});
            let answer = match operation {
                Operation::ChangeTime => server.patch(&path, visit).await,
                Operation::ChangeCrew => server.patch(&path, json!({"user_ids": [2]})).await,
                Operation::ChangeNotes => server.patch(&path, json!({"notes": "Ring twice."})).await,
                Operation::CheckIn => server.post(&deed("check_in"), Value::Null).await,
                Operation::CheckOut => server.post(&deed("check_out"), Value::Null).await,
                Operation::Succeed => server.post(&deed("complete"), Value::Null).await,
                Operation::Fail => server.post(&deed("complete"), failure).await,
                Operation::Queue => server.post(&deed("queue"), Value::Null).await,
                Operation::Delete => server.delete(&path).await,
            };
            let told = format!("{operation:?} of {state:?}: {}", answer.json());
            let after = server.get(&path).await;
            match outcome(operation, state) {
                Outcome::Job(more) => {
                    let expected = with(before.clone(), more);
                    assert_eq!((answer.status, &after.data()), (201, &expected), "{told}");
                    // The answer to a change has its time without seconds.
                    let mut answered = answer.data();
                    if let Some(time) = answered["scheduled_datetime"].as_str().filter(|time| time.len() == 16) {
                        answered["scheduled_datetime"] = json!(format!("{time}:00"));
                    }
                    assert_eq!(answered, expected, "{told}");
                }
                Outcome::Gone => {
                    assert_eq!((answer.status, after.status), (200, 404), "{told}");
                    assert_eq!(answer.json(), json!({"data": {"success": true}}), "{told}");
                }
                Outcome::Refused(sentence) => {
                    let error = json!({"error": {"message": sentence, "status_code": 422}});
                    assert_eq!((answer.status, answer.json()), (422, error), "{told}");
                    assert_eq!(after.data(), before, "{told}");
                }
            }
            assert_eq!(without(&server.all_jobs().await, &before["id"]), others, "{told}");
            // Its time is for the next one.
            server.delete(&path).await;
        }
    }
}

/// All jobs but one.
fn without(all: &Value, id: &Value) -> Vec<Value> {
    all[0]["data"].as_array().unwrap().iter().filter(|job| job["id"] != *id).cloned().collect()
}

#[tokio::test]
async fn users_who_do_not_come_may_check_in_too_each_once_and_leave_one_by_one() {
    let server = Server::start().await;
    server.post("/jobs/9/check_in", Value::Null).await.assert_status(201);
    server.post("/jobs/9/check_in", json!({"user_id": 2})).await.assert_status(201);
    let again = server.post("/jobs/9/check_in", json!({"user_id": "1"})).await.assert_status(201).data();
    assert_eq!(again["checked_in_users"], json!([on_site(1), on_site(2)]));
    assert_eq!(again["user_ids"], json!([1]));
    let left = server.post("/jobs/9/check_out", json!({"user_id": 1})).await.assert_status(201).data();
    assert_eq!(left["checked_in_users"], json!([on_site(2)]));
    assert_eq!((&left["status"], &left["user_ids"]), (&json!("scheduled"), &json!([1])));
}
