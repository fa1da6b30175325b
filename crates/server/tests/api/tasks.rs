//! `/api/v1/jobs/:id/tasks` and `/api/v1/system/misc/task_templates`: what is to be done on a job. Rule S-22.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const NO_ITEM: &str = "No item with that ID found.";
const TEMPLATES: &str = "/system/misc/task_templates";

async fn call(server: &Server, method: &str, path: &str, body: Value) -> Answer {
    server.call_as(STAFF, method, &format!("/api/v1{path}"), body).await
}

async fn get(server: &Server, path: &str) -> Answer {
    call(server, "GET", path, Value::Null).await
}

/// All tasks of a job: number, what, whether it is done.
async fn tasks(server: &Server, job_id: u64) -> Vec<(u64, String, bool)> {
    let tasks = get(server, &format!("/jobs/{job_id}/tasks")).await.assert_status(200).data();
    let task = |task: &Value| {
        let description = task["description"].as_str().unwrap().to_owned();
        (task["id"].as_u64().unwrap(), description, task["complete"].as_bool().unwrap())
    };
    tasks.as_array().unwrap().iter().map(task).collect()
}

#[tokio::test]
async fn a_task_is_made_read_changed_and_deleted() {
    let server = Server::start().await;
    let body = json!({"description": "Build a space elevator.", "user_id": 2, "due_date": "2016-01-02"});
    let made = call(&server, "POST", "/jobs/8/tasks", body).await.assert_status(201);
    let mut task = json!({
        "id": 1, "description": "Build a space elevator.", "user_id": 2, "due_date": "2016-01-02", "complete": false,
        "completed_by": null, "completed_at": null,
    });
    assert_eq!(made.json(), json!({"data": task}));
    let plain = call(&server, "POST", "/jobs/8/tasks", json!({"description": "Ring twice."})).await.assert_status(201);
    assert_eq!((&plain.data()["user_id"], &plain.data()["due_date"]), (&Value::Null, &Value::Null));
    let listed = get(&server, "/jobs/8/tasks?limit=1").await.assert_status(200).json();
    assert_eq!(listed["data"], json!([task]));
    assert_eq!(listed["paginator"]["total_count"], 2);
    assert_eq!(get(&server, "/jobs/8/tasks/1").await.data(), task);
    // Done at noon in Chicago, which is told in UTC.
    let done = call(&server, "PATCH", "/jobs/8/tasks/1", json!({"complete": true})).await.assert_status(200).data();
    task["complete"] = json!(true);
    task["completed_by"] = json!(1);
    task["completed_at"] = json!("2024-05-10 17:00:00");
    assert_eq!(done, task);
    let changed =
        json!({"description": "Build it higher.", "user_id": null, "due_date": "2024-05-13", "complete": "0"});
    let changed = call(&server, "PATCH", "/jobs/8/tasks/1", changed).await.assert_status(200).data();
    let expected = json!({
        "id": 1, "description": "Build it higher.", "user_id": null, "due_date": "2024-05-13", "complete": false,
        "completed_by": null, "completed_at": null,
    });
    assert_eq!(changed, expected);
    assert_eq!(get(&server, "/jobs/8/tasks/1").await.data(), expected);
    let deleted = call(&server, "DELETE", "/jobs/8/tasks/1", Value::Null).await.assert_status(200);
    assert_eq!(deleted.json(), json!({"data": {"success": true}}));
    get(&server, "/jobs/8/tasks/1").await.assert_refused(404, NO_ITEM);
    call(&server, "DELETE", "/jobs/8/tasks/1", Value::Null).await.assert_refused(404, "Task does not exist.");
    let next = call(&server, "POST", "/jobs/8/tasks", json!({"description": "x"})).await.data();
    assert_eq!(next["id"], 3, "a number is never used twice");
}

#[tokio::test]
async fn a_task_of_another_job_or_of_none_is_unknown() {
    let server = Server::start().await;
    call(&server, "POST", "/jobs/8/tasks", json!({"description": "x"})).await.assert_status(201);
    for path in ["/jobs/9/tasks/1", "/jobs/8/tasks/2", "/jobs/999/tasks/1", "/jobs/x/tasks/1", "/jobs/8/tasks/-1"] {
        get(&server, path).await.assert_refused(404, NO_ITEM);
        for body in [json!({"description": "y"}), json!({"due_date": "?"})] {
            call(&server, "PATCH", path, body).await.assert_refused(404, NO_ITEM);
        }
        call(&server, "DELETE", path, Value::Null).await.assert_refused(404, "Task does not exist.");
    }
    get(&server, "/jobs/999/tasks").await.assert_refused(404, NO_ITEM);
    call(&server, "POST", "/jobs/999/tasks", json!({})).await.assert_refused(404, NO_ITEM);
    assert_eq!(tasks(&server, 8).await, [(1, "x".to_owned(), false)]);
}

#[tokio::test]
async fn a_bad_task_is_refused_by_its_fields_and_not_kept() {
    let server = Server::start().await;
    call(&server, "POST", "/jobs/8/tasks", json!({"description": "x"})).await.assert_status(201);
    let wrong = json!({"description": "d".repeat(256), "user_id": 77, "due_date": "2023-02-29", "complete": "done"});
    let message = json!({
        "description": "The description may not be greater than 255 characters.",
        "user_id": "That user does not exist.",
        "due_date": "The due date is no date: that month has the days 1 to 28.",
        "complete": "Complete must be a boolean.",
    });
    call(&server, "POST", "/jobs/8/tasks", wrong.clone()).await.assert_refused(422, message.clone());
    call(&server, "PATCH", "/jobs/8/tasks/1", wrong).await.assert_refused(422, message);
    for nothing in [json!({}), json!({"description": " "}), json!({"description": null})] {
        let refused = call(&server, "POST", "/jobs/8/tasks", nothing).await;
        refused.assert_refused(422, json!({"description": "The description field is required."}));
    }
    let refused = call(&server, "PATCH", "/jobs/8/tasks/1", json!({"description": ""})).await;
    refused.assert_refused(422, json!({"description": "The description field is required."}));
    assert_eq!(tasks(&server, 8).await, [(1, "x".to_owned(), false)]);
}

#[tokio::test]
async fn tasks_go_with_their_job() {
    let server = Server::start().await;
    call(&server, "POST", "/jobs/8/tasks", json!({"description": "x"})).await.assert_status(201);
    server.delete("/jobs/8").await.assert_status(200);
    get(&server, "/jobs/8/tasks").await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn a_template_and_its_tasks_are_made_read_changed_and_deleted() {
    let server = Server::start().await;
    let made = call(&server, "POST", TEMPLATES, json!({"name": "Installation tasks"})).await.assert_status(201);
    assert_eq!(made.json(), json!({"data": {"id": 1, "name": "Installation tasks"}}));
    let tasks = format!("{TEMPLATES}/1/template_tasks");
    for (id, name) in [(1, "Drill"), (2, "Wash the dishes")] {
        let task = call(&server, "POST", &tasks, json!({"name": name})).await.assert_status(201);
        assert_eq!(task.json(), json!({"data": {"id": id, "task": name}}));
    }
    let changed = call(&server, "PATCH", &format!("{tasks}/2"), json!({"name": "Jump rope"})).await.assert_status(200);
    assert_eq!(changed.data(), json!({"id": 2, "task": "Jump rope"}));
    let listed = get(&server, &tasks).await.assert_status(200).json();
    assert_eq!(listed["data"], json!([{"id": 1, "task": "Drill"}, {"id": 2, "task": "Jump rope"}]));
    assert_eq!(listed["paginator"]["total_count"], 2);
    assert_eq!(get(&server, &format!("{tasks}/1")).await.data(), json!({"id": 1, "task": "Drill"}));
    let renamed = call(&server, "PATCH", &format!("{TEMPLATES}/1"), json!({"name": "A bunch"})).await;
    assert_eq!(renamed.assert_status(200).data(), json!({"id": 1, "name": "A bunch"}));
    assert_eq!(get(&server, TEMPLATES).await.data(), json!([{"id": 1, "name": "A bunch"}]));
    assert_eq!(get(&server, &format!("{TEMPLATES}/1")).await.data(), json!({"id": 1, "name": "A bunch"}));
    let deleted = call(&server, "DELETE", &format!("{tasks}/1"), Value::Null).await.assert_status(200);
    assert_eq!(deleted.json(), json!({"data": {"success": true}}));
    let unknown = call(&server, "DELETE", &format!("{tasks}/1"), Value::Null).await;
    unknown.assert_refused(404, "template task does not exist.");
    call(&server, "DELETE", &format!("{TEMPLATES}/1"), Value::Null).await.assert_status(200);
    let unknown = call(&server, "DELETE", &format!("{TEMPLATES}/1"), Value::Null).await;
    unknown.assert_refused(404, "task template does not exist.");
    for path in [format!("{TEMPLATES}/1"), tasks.clone(), format!("{tasks}/2")] {
        get(&server, &path).await.assert_refused(404, NO_ITEM);
    }
    call(&server, "PATCH", &format!("{TEMPLATES}/1"), json!({"name": "x"})).await.assert_refused(404, NO_ITEM);
    call(&server, "POST", &tasks, json!({"name": "x"})).await.assert_refused(404, NO_ITEM);
    let next = call(&server, "POST", TEMPLATES, json!({"name": "Next"})).await.data();
    assert_eq!(next["id"], 2, "the number of one that was deleted is never given again");
    let task = call(&server, "POST", &format!("{TEMPLATES}/2/template_tasks"), json!({"name": "x"})).await.data();
    assert_eq!(task["id"], 3);
    // A task of another template is none of this one.
    call(&server, "POST", TEMPLATES, json!({"name": "Third"})).await.assert_status(201);
    get(&server, &format!("{TEMPLATES}/3/template_tasks/3")).await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn a_templates_name_is_its_own() {
    let server = Server::start().await;
    call(&server, "POST", TEMPLATES, json!({"name": "One"})).await.assert_status(201);
    call(&server, "POST", TEMPLATES, json!({"name": "Two"})).await.assert_status(201);
    let taken = json!({"name": "The name must be unique."});
    call(&server, "POST", TEMPLATES, json!({"name": "One"})).await.assert_refused(422, taken.clone());
    call(&server, "PATCH", &format!("{TEMPLATES}/2"), json!({"name": "One"})).await.assert_refused(422, taken);
    call(&server, "PATCH", &format!("{TEMPLATES}/2"), json!({"name": "Two"})).await.assert_status(200);
    let required = json!({"name": "The name field is required."});
    call(&server, "POST", TEMPLATES, json!({})).await.assert_refused(422, required.clone());
    call(&server, "PATCH", &format!("{TEMPLATES}/2"), json!({"name": ""})).await.assert_refused(422, required.clone());
    call(&server, "POST", &format!("{TEMPLATES}/2/template_tasks"), json!({})).await.assert_refused(422, required);
    assert_eq!(get(&server, TEMPLATES).await.json()["paginator"]["total_count"], 2);
}

#[tokio::test]
async fn a_job_begins_with_the_tasks_of_its_types_template() {
    let mut world = golden_world();
    world["task_templates"] = json!([{"id": 3, "name": "Installation", "tasks": ["Drill", "Measure the light"]}]);
    world["job_types"][0]["task_template_id"] = json!(3);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let made = server.post("/jobs", job(json!({}))).await.assert_status(201).data();
    assert_eq!(
        tasks(&server, made["id"].as_u64().unwrap()).await,
        [(1, "Drill".to_owned(), false), (2, "Measure the light".to_owned(), false)]
    );
    assert_eq!(tasks(&server, 8).await, [], "what came with the world has the tasks that it came with");
    // A customer's job as well.
    let customer = format!("Bearer {}", server.told_handle("booking link"));
    let visit = json!({"scheduled_datetime": "2024-05-13 13:00", "user_ids": [], "notes": "x"});
    let mut visit = job(visit);
    visit.as_object_mut().unwrap().remove("user_ids");
    visit.as_object_mut().unwrap().remove("scheduled_datetime");
    let made = server.call_as(&customer, "POST", "/api/v1/scheduling/jobs", visit).await.assert_status(201).data();
    assert_eq!(tasks(&server, made["id"].as_u64().unwrap()).await.len(), 2);
    // A change of the template is for new jobs, and a type of another has none.
    call(&server, "DELETE", &format!("{TEMPLATES}/3/template_tasks/1"), Value::Null).await.assert_status(200);
    assert_eq!(tasks(&server, made["id"].as_u64().unwrap()).await.len(), 2);
    let made = server.post("/jobs", job(json!({"job_type_id": 2}))).await.assert_status(201).data();
    assert_eq!(tasks(&server, made["id"].as_u64().unwrap()).await, []);
    // A template that job types name stays, and a type can name only what is there.
    let used = call(&server, "DELETE", &format!("{TEMPLATES}/3"), Value::Null).await;
    used.assert_refused(422, "The task template is used by job types.");
    let refused = server.patch("/job_types/2", json!({"task_template_id": 4})).await;
    refused.assert_refused(422, json!({"task_template_id": "The selected task template id is invalid."}));
}

#[tokio::test]
async fn s_22_a_job_with_open_tasks_can_fail_but_not_succeed_unless_its_type_allows_it() {
    let mut world = golden_world();
    world["job_types"][0]["allow_completion_with_uncompleted_tasks"] = json!(false);
    world["jobs"][1]["tasks"] = json!(["Drill", "Measure the light"]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let before = server.all_jobs().await;
    let sentence = "The job can not be completed while it has uncompleted tasks.";
    for body in [Value::Null, json!({"completion_type": "success"})] {
        let refused = server.post("/jobs/9/complete", body.clone()).await.assert_refused(422, sentence);
        assert_eq!(refused.code(), "open-tasks");
    }
    call(&server, "PATCH", "/jobs/9/tasks/1", json!({"complete": true})).await.assert_status(200);
    server.post("/jobs/9/complete", Value::Null).await.assert_refused(422, sentence);
    assert_eq!(server.all_jobs().await, before);
    assert_eq!(tasks(&server, 9).await.iter().map(|task| task.2).collect::<Vec<_>>(), [true, false]);
    // It can fail all the same, and then there is more to do.
    let failure = json!({"completion_type": "failure", "reason": "No drill."});
    server.post("/jobs/9/complete", failure).await.assert_status(201);
    server.post("/jobs/9/queue", Value::Null).await.assert_status(201);
    server.post("/jobs/9/complete", Value::Null).await.assert_refused(422, sentence);
    call(&server, "PATCH", "/jobs/9/tasks/2", json!({"complete": 1})).await.assert_status(200);
    server.post("/jobs/9/complete", Value::Null).await.assert_status(201);
    // A type that allows it.
    server.patch("/job_types/1", json!({"allow_completion_with_uncompleted_tasks": true})).await.assert_status(200);
    call(&server, "POST", "/jobs/8/tasks", json!({"description": "x"})).await.assert_status(201);
    server.post("/jobs/8/complete", Value::Null).await.assert_status(201);
    assert_eq!(tasks(&server, 8).await, [(3, "x".to_owned(), false)]);
}

#[tokio::test]
async fn customers_know_of_no_tasks() {
    let server = Server::start().await;
    call(&server, "POST", "/jobs/8/tasks", json!({"description": "x"})).await.assert_status(201);
    let customer = format!("Bearer {}", server.told_handle("booking link"));
    for (method, path) in [
        ("GET", "/jobs/8/tasks"),
        ("POST", "/jobs/8/tasks"),
        ("GET", "/jobs/8/tasks/1"),
        ("PATCH", "/jobs/8/tasks/1"),
        ("DELETE", "/jobs/8/tasks/1"),
        ("GET", TEMPLATES),
        ("POST", TEMPLATES),
        ("GET", "/tickets"),
        ("GET", "/accounts/1/services"),
        ("GET", "/accounts/1/addresses"),
        ("GET", "/network_sites/1/addresses"),
    ] {
        let refused = server.call_as(&customer, method, &format!("/api/v1{path}"), Value::Null).await;
        refused.assert_refused(404, NO_ITEM);
    }
}
