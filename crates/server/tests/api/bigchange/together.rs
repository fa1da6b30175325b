//! BigChange's jobs are jobs like every other: on the board, in Sonar's list, and nobody is in two places.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{Program, at_sonar, start, world};
use crate::support::{STAFF, Server};

const MONDAY: &str = "2024-05-13T09:00:00Z";

fn visit(resource: u64, start: &str) -> Value {
    json!({"resourceId": resource, "vehicleId": 41, "plannedStartAt": start})
}

#[tokio::test]
async fn a_job_is_seen_by_sonars_programs_and_on_the_board() {
    let server = start().await;
    let program = Program::of(&server).await;
    let id = program.make(json!({"description": "Ring twice.", "plannedDuration": 45})).await;
    program.done("PUT", &format!("/v1/jobs/{id}/schedule"), visit(31, MONDAY)).await;
    let job = at_sonar(&server, id).await;
    assert_eq!((&job["scheduled_datetime"], &job["user_ids"]), (&json!("2024-05-13 10:00:00"), &json!([31])));
    assert_eq!((&job["notes"], &job["length_in_minutes"]), (&json!("Ring twice."), &json!(45)));
    let board = server.call_as(STAFF, "GET", "/v1/board", Value::Null).await.assert_status(200).json();
    let listed = board["data"].as_array().unwrap().iter().find(|listed| listed["job"]["id"] == id).unwrap();
    assert_eq!((&listed["job_type"], &listed["place"]), (&json!("Service call"), &json!("Ada Novak")));
    server.folder.look().check_claims();
}

#[tokio::test]
async fn what_staff_do_elsewhere_is_told_as_it_is() {
    let server = start().await;
    let program = Program::of(&server).await;
    let id = program.make(json!({})).await;
    program.done("PUT", &format!("/v1/jobs/{id}/schedule"), visit(31, MONDAY)).await;
    let moved = json!({"scheduled_datetime": "2024-05-15 10:00:00", "user_ids": [32], "notes": "Later."});
    server.patch(&format!("/jobs/{id}"), moved).await.assert_status(201);
    let job = program.job(id).await;
    assert_eq!(
        (&job["status"], &job["resourceId"], &job["vehicleId"]),
        (&json!("scheduled"), &json!(32), &json!(null))
    );
    assert_eq!((&job["plannedStartAt"], &job["description"]), (&json!("2024-05-15T09:00:00Z"), &json!("Later.")));
    server.post(&format!("/jobs/{id}/check_in"), json!({"user_id": 32})).await.assert_status(201);
    assert_eq!(program.job(id).await["status"], "started");
    server.post(&format!("/jobs/{id}/queue"), json!({})).await.assert_status(201);
    let job = program.job(id).await;
    assert_eq!((&job["status"], &job["plannedStartAt"]), (&json!("unscheduled"), &json!(null)));
    server
        .post(&format!("/jobs/{id}/complete"), json!({"completion_type": "failure", "reason": "Gone."}))
        .await
        .assert_status(201);
    let job = program.job(id).await;
    assert_eq!((&job["status"], &job["result"]), (&json!("completedWithIssues"), &json!("Gone.")));
    assert_eq!(job["plannedStartAt"], Value::Null, "what it was planned for before it was queued is no truth");
    let history = program.get(&format!("/v1/jobs/{id}/status/history")).await;
    assert_eq!(history["items"].as_array().unwrap().last().unwrap()["status"], "completedWithIssues");
    server.delete(&format!("/jobs/{id}")).await.assert_status(200);
    Program::refused(&program.call("GET", &format!("/v1/jobs/{id}"), Value::Null).await, 404, "");
}

#[tokio::test]
async fn who_has_left_a_job_that_was_started_has_suspended_it_and_goes_on() {
    let server = start().await;
    let program = Program::of(&server).await;
    program.done("PUT", "/v1/jobs/1002/start", json!({"statusModifiedAt": "2024-05-10T11:55:00Z"})).await;
    assert_eq!(at_sonar(&server, 1002).await["checked_in_users"][0]["datetime"], "2024-05-10 12:55:00");
    server.post("/jobs/1002/check_out", json!({"user_id": 31})).await.assert_status(201);
    assert_eq!(program.job(1002).await["status"], "suspended");
    let result = json!({"status": "completedOk", "result": "Done"});
    Program::refused(&program.call("PUT", "/v1/jobs/1002/result", result.clone()).await, 422, "status");
    program.done("PUT", "/v1/jobs/1002/start", Value::Null).await;
    let job = program.job(1002).await;
    assert_eq!((&job["status"], &job["actualStartAt"]), (&json!("started"), &json!("2024-05-10T11:55:00Z")));
    program.done("PUT", "/v1/jobs/1002/result", result).await;
    assert_eq!(at_sonar(&server, 1002).await["completion_reason"], "Done");
}

#[tokio::test]
async fn a_vehicle_need_not_be_named_where_the_world_says_so() {
    let mut world = world();
    world["bigchange"]["options"] = json!([{"id": "options", "requireVehicle": false, "defaultPageSize": 2}]);
    let server = Server::start_with(world, "2024-05-10T13:00").await;
    let program = Program::of(&server).await;
    program.done("PUT", "/v1/jobs/1000/schedule", json!({"resourceId": 31, "plannedStartAt": MONDAY})).await;
    assert_eq!(program.job(1000).await["status"], "scheduled");
    assert_eq!(program.get("/v1/jobTypes").await["pageSize"], 2);
}

#[tokio::test]
async fn whose_time_is_taken_is_refused_and_nothing_of_it_is_kept() {
    let server = start().await;
    let program = Program::of(&server).await;
    let (first, second) = (program.make(json!({})).await, program.make(json!({})).await);
    program.done("PUT", &format!("/v1/jobs/{first}/schedule"), visit(31, MONDAY)).await;
    let before = program.job(second).await;
    let answer = program.call("PUT", &format!("/v1/jobs/{second}/schedule"), visit(31, "2024-05-13T09:59:00Z")).await;
    Program::refused(&answer, 422, "resourceId");
    assert_eq!(program.job(second).await, before);
    program.done("PUT", &format!("/v1/jobs/{second}/schedule"), visit(31, "2024-05-13T10:00:00Z")).await;
    let longer =
        program.call("PATCH", &format!("/v1/jobs/{first}"), json!({"plannedDuration": 61, "reference": "x"})).await;
    Program::refused(&longer, 422, "plannedDuration");
    let job = program.job(first).await;
    assert_eq!((&job["plannedDuration"], &job["reference"]), (&json!(60), &json!(null)));
    program.done("PUT", &format!("/v1/jobs/{first}/cancel"), json!({})).await;
    program.done("PUT", &format!("/v1/jobs/{second}/schedule"), visit(31, MONDAY)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_want_the_same_resource_one_gets_it_whatever_they_speak() {
    let server = start().await;
    let program = Program::of(&server).await;
    let mut ids = Vec::new();
    for _ in 0..8 {
        ids.push(program.make(json!({})).await);
    }
    let sonar = async || {
        let visit = json!({"job_type_id": 52, "assigned_type": "accounts", "assigned_id": 701,
            "scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [31]});
        server.post("/jobs", visit).await
    };
    let ours = ids.iter().map(|id| {
        let path = format!("/v1/jobs/{id}/schedule");
        let program = &program;
        async move { program.call("PUT", &path, visit(31, MONDAY)).await }
    });
    let (ours, theirs) = tokio::join!(join_all(ours), join_all((0..8).map(|_| sonar())));
    let winners = ours.iter().filter(|answer| answer.status == 204).count()
        + theirs.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(winners, 1);
    for answer in ours.iter().filter(|answer| answer.status != 204) {
        Program::refused(answer, 422, "resourceId");
    }
    assert!(theirs.iter().all(|answer| [201, 422].contains(&answer.status)));
    server.folder.look().check_claims();
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_different_members_at_once_are_all_kept() {
    let server = start().await;
    let program = Program::of(&server).await;
    let bodies = [
        json!({"reference": "R"}),
        json!({"orderNumber": "O"}),
        json!({"officeNotes": "N"}),
        json!({"customFields": [{"definitionId": 900, "value": "F"}]}),
        json!({"description": "D"}),
    ];
    let answers = join_all(bodies.map(|body| program.call("PATCH", "/v1/jobs/1000", body))).await;
    assert!(answers.iter().all(|answer| answer.status == 204), "{answers:?}");
    let job = program.job(1000).await;
    let kept = json!([
        job["reference"],
        job["orderNumber"],
        job["officeNotes"],
        job["customFields"][0]["value"],
        job["description"]
    ]);
    assert_eq!(kept, json!(["R", "O", "N", "F", "D"]));
}

#[tokio::test]
async fn a_job_at_a_network_site_is_no_contacts() {
    let server = start().await;
    let program = Program::of(&server).await;
    let at_site = json!({"job_type_id": 52, "assigned_type": "network_sites", "assigned_id": 1});
    let id = server.post("/jobs", at_site).await.assert_status(201).data()["id"].as_u64().unwrap();
    let job = program.job(id).await;
    assert_eq!(
        (&job["contactId"], &job["contactName"], &job["status"]),
        (&json!(null), &json!("North tower"), &json!("new"))
    );
    assert!(job["createdAt"].is_string());
}

#[tokio::test]
async fn a_world_with_something_wrong_for_bigchange_is_not_started() {
    for (kind, entry, told) in [
        ("jobTypes", json!({"id": 51, "positiveResults": "Done"}), "jobTypes, id 51"),
        ("jobTypes", json!({"id": "x"}), "whole number"),
        ("persons", json!({"id": "Ada", "contactId": 1, "name": "Ada"}), "UUID"),
        ("options", json!({"id": "options", "defaultPageSize": 0}), "1 to 1000"),
        ("colours", json!({"id": 1}), "no such kind"),
    ] {
        let mut world = world();
        world["bigchange"][kind] = json!([entry]);
        let folder = crate::support::Folder::new();
        std::fs::write(folder.path().join("world.json"), world.to_string()).unwrap();
        let flags = folder.flags();
        let settings = slotwright_server::config::Settings::from_flags(flags.iter().map(String::as_str), None).unwrap();
        let built = slotwright_server::App::build(&settings, "127.0.0.1:8787".parse().unwrap()).await;
        let refused = built.err().expect("it is refused");
        assert!(refused.contains("bigchange") && refused.contains(told), "{refused}");
    }
}
