//! What is stored is there again after the server was started anew.

use serde_json::{Value, json};
use slotwright_server::App;
use slotwright_server::config::Settings;

use crate::support::{Folder, Server, golden_world, job};

#[tokio::test]
async fn jobs_wishes_and_passwords_survive_a_restart() {
    let server = Server::start().await;
    let visit = json!({"length_in_minutes": 60, "scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]});
    server.post("/jobs", job(visit.clone())).await.assert_status(201);
    let wish = json!({"date": "2024-05-20", "start_time": "08:00:00", "end_time": "12:00:00"});
    server.post("/jobs/8/desired_job_datetimes", wish).await.assert_status(201);
    let before = server.all_jobs().await;
    let folder = server.stop();
    let server = Server::start_in(folder, &golden_world(), "2024-05-10T12:00").await;
    assert_eq!(server.all_jobs().await, before);
    server.post("/jobs", job(visit)).await.assert_status(422);
    assert!(!server.greeting.iter().any(|(name, _)| *name == "api user"), "it was made the first time");
}

#[tokio::test]
async fn a_world_is_not_loaded_over_data() {
    let server = Server::start().await;
    server.delete("/jobs/9").await.assert_status(200);
    let mut other = golden_world();
    other["users"] = json!([1, 2, 3]);
    let folder = server.stop();
    let server = Server::start_in(folder, &other, "2024-05-10T12:00").await;
    server.get("/jobs/9").await.assert_status(404);
}

#[tokio::test]
async fn another_zone_than_the_stored_one_stops_the_start() {
    let server = Server::start().await;
    let folder = server.stop();
    let problem = build(&folder, &["--time-zone", "Europe/Zurich"]).await.err().unwrap();
    assert!(problem.contains("TIME_ZONE") && problem.contains("`America/Chicago`"), "{problem}");
}

#[tokio::test]
async fn a_bad_start_is_told_with_the_setting_that_is_to_blame() {
    let folder = Folder::new();
    for (world, flags, parts) in [
        (golden_world(), vec!["--time-zone", "America/Chicgao"], ["TIME_ZONE", "`America/Chicgao`"]),
        (json!({"users": "none"}), vec![], ["WORLD", "users"]),
        (
            golden_world(),
            vec!["--database-url", "sqlite:///nowhere/at/all.db"],
            ["--database-url", "/nowhere/at/all.db"],
        ),
    ] {
        std::fs::write(folder.path().join("world.json"), world.to_string()).unwrap();
        let problem = build(&folder, &flags).await.err().unwrap();
        assert!(parts.iter().all(|part| problem.contains(part)), "{problem}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_not_overwritten() {
    let folder = Folder::new();
    let foreign = folder.path().join("test.db");
    std::fs::write(&foreign, "This is no database, but it is long enough to look at. ".repeat(40)).unwrap();
    std::fs::write(folder.path().join("world.json"), golden_world().to_string()).unwrap();
    let url = format!("sqlite://{}", foreign.display());
    let problem = build(&folder, &["--database-url", &url]).await.err().unwrap();
    assert!(problem.contains("not a database"), "{problem}");
}

#[tokio::test]
async fn the_first_api_user_is_made_once_and_its_password_told_once() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("world.json"), golden_world().to_string()).unwrap();
    let told = |greeting: Vec<(&'static str, String)>| greeting.into_iter().find(|(name, _)| *name == "api user");
    let (_, greeting) = build(&folder, &[]).await.unwrap();
    let (_, user) = told(greeting).unwrap();
    let password = user.strip_prefix("api / ").unwrap();
    assert_eq!(password.len(), 22);
    let (_, greeting) = build(&folder, &[]).await.unwrap();
    assert_eq!(told(greeting), None);
}

#[tokio::test]
async fn an_empty_database_gets_an_api_user_with_a_user_of_its_own() {
    let folder = Folder::new();
    let database = format!("sqlite://{}", folder.path().join("empty.db").display());
    let flags = ["slotwright-server", "--database-url", &database];
    let settings = Settings {
        api_password: Some(slotwright_server::config::Secret::new("secret")),
        ..Settings::from_flags(flags, None).unwrap()
    };
    let (app, greeting) = App::build(&settings, "127.0.0.1:8787".parse().unwrap()).await.unwrap();
    let names: Vec<_> = greeting.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["database", "api user", "time zone", "listening on", "api"]);
    let server = Server { router: app.router(), folder, greeting };
    let users = server.call_as(crate::support::STAFF, "GET", "/api/v1/users", Value::Null).await.assert_status(200);
    assert_eq!(users.data()[0]["username"], "api");
}

async fn build(folder: &Folder, more: &[&str]) -> Result<(App, Vec<(&'static str, String)>), String> {
    let flags = folder.flags();
    // What is given twice counts as given last, as on a command line with overrides.
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let mut kept = vec![flags[0]];
    for pair in flags[1..].chunks(2).filter(|pair| !more.contains(&pair[0])) {
        kept.extend(pair);
    }
    kept.extend(more);
    let settings = Settings::from_flags(kept, None).unwrap();
    App::build(&settings, "127.0.0.1:8787".parse().unwrap()).await
}
