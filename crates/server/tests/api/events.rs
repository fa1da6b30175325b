//! `/v1/events`: what is changed is heard by staff, in its order and without loss, and says nothing of customers.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use slotwright_server::config::{Secret, Settings};
use slotwright_server::{App, Phase, Stop};
use tower::ServiceExt;

use crate::support::{Folder, STAFF, Server, golden_world, job};

const EVENTS: &str = "/v1/events";

/// An event: its name, its id, its data.
type Event = (String, u64, Value);

/// Somebody who listens.
struct Ears {
    body: Body,
    text: String,
}

impl Ears {
    /// Begins to listen.
    async fn of(router: &Router, authorization: &str, path: &str, heard: Option<&str>) -> Self {
        let answer = ask(router, authorization, path, heard).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert!(!answer.headers().contains_key("content-encoding"));
        Self { body: answer.into_body(), text: String::new() }
    }

    /// The next event; `None` where there is an end. Comments are passed over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| {
                    block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
                };
                if let Some(event) = field("event") {
                    let data = serde_json::from_str(field("data").unwrap()).unwrap();
                    return Some((event.to_owned(), field("id").unwrap().parse().unwrap(), data));
                }
                continue;
            }
            let frame = tokio::time::timeout(Duration::from_secs(60), self.body.frame()).await.expect("an event")?;
            self.text += str::from_utf8(&frame.unwrap().into_data().unwrap()).unwrap();
        }
    }

    /// The next change.
    async fn changed(&mut self) -> Value {
        let (event, _, data) = self.next().await.unwrap();
        assert_eq!(event, "changed", "{data}");
        data
    }

    /// That nothing but `ready` comes first.
    async fn ready(mut self) -> Self {
        assert_eq!(self.next().await.unwrap().0, "ready");
        self
    }
}

async fn ask(router: &Router, authorization: &str, path: &str, heard: Option<&str>) -> Response<Body> {
    let request = Request::builder().uri(path).header("authorization", authorization);
    let request = request.header("accept", "text/event-stream");
    let request = match heard {
        Some(id) => request.header("last-event-id", id),
        None => request,
    };
    router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn listen(server: &Server) -> Ears {
    Ears::of(&server.router, STAFF, EVENTS, None).await.ready().await
}

async fn board(server: &Server, scope: &str) -> (u64, String) {
    let link = json!({"board": true, "scope": scope});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    (link["id"].as_u64().unwrap(), format!("Bearer {}", link["handle"].as_str().unwrap()))
}

async fn booking(server: &Server) -> (u64, String) {
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    (link["id"].as_u64().unwrap(), format!("Bearer {}", link["handle"].as_str().unwrap()))
}

#[tokio::test]
async fn each_change_of_a_job_is_heard_with_whom_and_which_days_it_touches_and_who_made_it() {
    let server = Server::start().await;
    let mut ears = listen(&server).await;
    let start = json!({"scheduled_datetime": "2024-05-13 13:00:00", "user_ids": [1]});
    server.patch("/jobs/8", start).await.assert_status(201);
    let booked = json!({"kind": "job", "operation": "change", "by": "user 1", "job_id": 8, "user_ids": [1],
        "dates": ["2024-05-13"]});
    assert_eq!(ears.changed().await, booked);
    let moved = json!({"scheduled_datetime": "2024-05-20 13:00:00", "user_ids": [1]});
    server.patch("/jobs/8", moved).await.assert_status(201);
    assert_eq!(ears.changed().await["dates"], json!(["2024-05-13", "2024-05-20"]), "where it was and where it is");
    let wish = json!({"date": "2024-05-20", "start_time": "08:00", "end_time": "12:00"});
    server.post("/jobs/9/desired_job_datetimes", wish).await.assert_status(201);
    let wish = ears.changed().await;
    assert_eq!((&wish["kind"], &wish["operation"], &wish["job_id"]), (&json!("wish"), &json!("add_wish"), &json!(9)));
    server.post("/jobs/8/queue", json!({})).await.assert_status(201);
    assert_eq!(ears.changed().await["operation"], "queue");
    let made = server.post("/jobs", job(json!({}))).await.assert_status(201).data();
    let create = ears.changed().await;
    assert_eq!(
        (&create["operation"], &create["job_id"], &create["dates"]),
        (&json!("create"), &made["id"], &json!([]))
    );
    server.delete(&format!("/jobs/{}", made["id"])).await.assert_status(200);
    assert_eq!(ears.changed().await["operation"], "delete");
    // What is refused has not happened.
    server.patch("/jobs/9", json!({"scheduled_datetime": "2024-05-13 06:00:00"})).await.assert_status(422);
    let task = json!({"description": "Bring a ladder"});
    server.call_as(STAFF, "POST", "/api/v1/jobs/9/tasks", task).await.assert_status(201);
    assert_eq!(ears.changed().await["kind"], "task");
}

#[tokio::test]
async fn what_stands_around_jobs_and_what_customers_hold_is_heard_and_nothing_of_the_customer() {
    let server = Server::start().await;
    let mut ears = listen(&server).await;
    let mut kinds = async || {
        let heard = ears.changed().await;
        assert!(!heard.to_string().contains("Novak"), "{heard}");
        (heard["kind"].as_str().unwrap().to_owned(), heard["by"].as_str().unwrap().to_owned(), heard)
    };
    let off =
        json!({"name": "Away", "user_id": 1, "start_time": "2024-05-21 00:00:00", "end_time": "2024-05-22 00:00:00"});
    server.post("/scheduled_time_offs", off).await.assert_status(201);
    let (kind, by, heard) = kinds().await;
    assert_eq!(
        (&*kind, &*by, &heard["user_ids"], &heard["dates"]),
        ("time_off", "user 1", &json!([1]), &json!(["2024-05-21"]))
    );
    let day = json!({"day": 2, "start_timestamp": "08:00", "end_timestamp": "12:00"});
    server.post("/schedules/1/schedule_days", day).await.assert_status(201);
    assert_eq!(kinds().await.0, "schedule");
    let rules = server.call_as(STAFF, "GET", "/v1/rules", Value::Null).await.assert_status(200).json();
    server.call_as(STAFF, "PUT", "/v1/rules", rules).await.assert_status(200);
    assert_eq!(kinds().await.0, "rules");
    let (link_id, bearer) = booking(&server).await;
    let find = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13\
        &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1";
    let found = server.call_as(&bearer, "GET", find, Value::Null).await.assert_status(200).data();
    let alias: u64 = found["2024-05-13"].as_object().unwrap().keys().next().unwrap().parse().unwrap();
    let hold = json!({"scheduled_datetime": "2024-05-13 13:00:00", "user_ids": [alias]});
    server.call_as(&bearer, "POST", "/v1/holds", hold).await.assert_status(201);
    let (kind, by, heard) = kinds().await;
    assert_eq!((&*kind, by), ("hold", format!("link {link_id}")));
    assert_eq!((&heard["user_ids"], &heard["dates"]), (&json!([1]), &json!(["2024-05-13"])), "whom staff know");
}

#[tokio::test]
async fn who_was_cut_off_hears_what_they_missed_and_nothing_twice() {
    let server = Server::start().await;
    let mut ears = listen(&server).await;
    for number in 0..3 {
        server.patch("/jobs/9", json!({"notes": format!("note {number}")})).await.assert_status(201);
    }
    let (_, first, _) = ears.next().await.unwrap();
    let (_, second, _) = ears.next().await.unwrap();
    drop(ears);
    server.post("/jobs/9/queue", json!({})).await.assert_status(201);
    for (path, heard) in [(EVENTS.to_owned(), Some(second.to_string())), (format!("{EVENTS}?after={second}"), None)] {
        let mut ears = Ears::of(&server.router, STAFF, &path, heard.as_deref()).await;
        assert_eq!(ears.next().await.unwrap().0, "ready");
        let rest = [ears.next().await.unwrap(), ears.next().await.unwrap()];
        assert!(first < second && second < rest[0].1 && rest[0].1 < rest[1].1);
        assert_eq!((&rest[0].2["operation"], &rest[1].2["operation"]), (&json!("change"), &json!("queue")));
    }
    // Who asks for none by name hears those that there are, and an end.
    let answer = server.call_as(STAFF, "GET", &format!("{EVENTS}?after={first}"), Value::Null).await.assert_status(200);
    assert_eq!(String::from_utf8(answer.bytes).unwrap().matches("event: changed").count(), 3);
}

#[tokio::test]
async fn who_asks_for_what_is_too_old_or_unknown_is_told_to_read_everything_again() {
    let server = Server::start().await;
    for number in 0..4 {
        server.patch("/jobs/9", json!({"notes": format!("note {number}")})).await.assert_status(201);
    }
    let mut ears = Ears::of(&server.router, STAFF, &format!("{EVENTS}?after=0"), None).await.ready().await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(ears.next().await.unwrap().1);
    }
    drop(ears);
    server.folder.look().execute(&format!("DELETE FROM news WHERE id < {}", ids[2]));
    // As long as transactions run, in whichever database of the server, what is behind them is not known yet.
    let first = async |heard: &str| {
        for _ in 0..1000 {
            let mut ears = Ears::of(&server.router, STAFF, EVENTS, Some(heard)).await;
            let (event, id, _) = ears.next().await.unwrap();
            if event != "resync" || id == ids[3] {
                return (event, id);
            }
        }
        panic!("the newest is never known");
    };
    let resync = ("resync".to_owned(), ids[3]);
    assert_eq!(first(&ids[0].to_string()).await, resync, "the one behind it is forgotten");
    assert_eq!(first(&ids[1].to_string()).await, ("ready".to_owned(), ids[1]), "nothing behind it is");
    assert_eq!(first(&(ids[3] + 1).to_string()).await, resync, "of another database");
    assert_eq!(first("yesterday").await, resync);
    let refused = server.call_as(STAFF, "GET", &format!("{EVENTS}?after=yesterday"), Value::Null).await;
    assert_eq!(refused.assert_status(422).json()["errors"][0]["pointer"], "#/after");
}

#[tokio::test]
async fn customers_and_strangers_hear_nothing_and_whoever_may_not_any_more_is_cut_off() {
    let server = Server::start().await;
    let (_, customer) = booking(&server).await;
    assert_eq!(ask(&server.router, &customer, EVENTS, None).await.status(), 404);
    assert_eq!(ask(&server.router, "", EVENTS, None).await.status(), 401);
    let (id, bearer) = board(&server, "view").await;
    let mut ears = Ears::of(&server.router, &bearer, EVENTS, None).await.ready().await;
    server.call_as(STAFF, "DELETE", &format!("/v1/links/{id}"), Value::Null).await.assert_status(204);
    // The next heartbeat, at once.
    tokio::time::pause();
    assert_eq!(ears.next().await, None);
}

#[tokio::test]
async fn one_caller_takes_not_all_places_and_is_told_to_come_again() {
    let server = Server::start().await;
    let (_, bearer) = board(&server, "view").await;
    let mut ears = Vec::new();
    for _ in 0..100 {
        ears.push(Ears::of(&server.router, &bearer, EVENTS, None).await);
    }
    let refused = ask(&server.router, &bearer, EVENTS, None).await;
    assert_eq!((refused.status().as_u16(), &refused.headers()["retry-after"]), (503, &"10".parse().unwrap()));
    assert_eq!(refused.headers()["x-problem-code"], "overloaded");
    // Nor do they keep anybody from anything else.
    server.get("/jobs/9").await.assert_status(200);
    listen(&server).await;
    ears.pop();
    Ears::of(&server.router, &bearer, EVENTS, None).await.ready().await;
}

/// A further server on the database of a folder.
async fn another(folder: &Folder) -> (Router, Stop) {
    let flags = folder.flags();
    let flags = flags.iter().map(String::as_str).chain(["--clock", "2024-05-10T12:00"]);
    let password = Some(Secret::new("secret"));
    let settings = Settings { api_password: password, ..Settings::from_flags(flags, None).unwrap() };
    let (app, _) = App::build(&settings, "127.0.0.1:8787".parse().unwrap()).await.unwrap();
    let stop = app.stop.clone();
    (app.with_standing_clock().router(), stop)
}

#[tokio::test]
async fn a_server_that_stops_lets_go_who_listens_and_another_goes_on_where_they_were() {
    let folder = Folder::of_postgres();
    let server = Server::start_with_flags(folder, &golden_world(), &["--clock", "2024-05-10T12:00"]).await;
    let (one, stop) = another(&server.folder).await;
    let (other, _) = another(&server.folder).await;
    let mut ears = Ears::of(&one, STAFF, EVENTS, None).await.ready().await;
    server.patch("/jobs/9", json!({"notes": "by another server"})).await.assert_status(201);
    let (event, id, changed) = ears.next().await.unwrap();
    assert_eq!((&*event, &changed["job_id"]), ("changed", &json!(9)));
    stop.go_to(Phase::Draining);
    assert_eq!(ears.next().await, None);
    server.post("/jobs/9/queue", json!({})).await.assert_status(201);
    let mut ears = Ears::of(&other, STAFF, EVENTS, Some(&id.to_string())).await.ready().await;
    assert_eq!(ears.changed().await["operation"], "queue");
}

/// Many at once, of which some are refused: on two servers everybody hears the same in the same order.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_changed_at_once_everybody_hears_all_of_it_in_one_order() {
    let server =
        Server::start_with_flags(Folder::of_postgres(), &golden_world(), &["--clock", "2024-05-10T12:00"]).await;
    let (one, _) = another(&server.folder).await;
    let (other, _) = another(&server.folder).await;
    let mut listening = [Ears::of(&one, STAFF, EVENTS, None).await, Ears::of(&other, STAFF, EVENTS, None).await];
    let mut begun = Vec::new();
    for ears in &mut listening {
        begun.push(ears.next().await.unwrap().1);
    }
    assert_eq!(begun[0], begun[1]);
    let make = |router: &Router, n: u32| {
        let (router, start) = (router.clone(), format!("2024-05-13 {:02}:{:02}:00", 8 + n % 4, n % 2 * 30));
        tokio::spawn(async move {
            let body = job(json!({"scheduled_datetime": start, "user_ids": [1], "length_in_minutes": 30}));
            let request = Request::builder().method("POST").uri("/api/v1/scheduling/jobs");
            let request = request.header("authorization", STAFF).header("content-type", "application/json");
            let answer = router.oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
            answer.status() == 201
        })
    };
    let all: Vec<_> = (0..40).map(|n| make(if n % 3 == 0 { &one } else { &other }, n)).collect();
    let mut made = 0;
    for done in all {
        made += usize::from(done.await.unwrap());
    }
    assert!(0 < made && made < 40, "{made}");
    let mut heard = Vec::new();
    for ears in &mut listening {
        let mut own = Vec::new();
        for _ in 0..made {
            let (_, id, changed) = ears.next().await.unwrap();
            own.push((id, changed["job_id"].clone()));
        }
        assert!(own.is_sorted_by(|one, next| one.0 < next.0), "{own:?}");
        heard.push(own);
    }
    assert_eq!(heard[0], heard[1]);
}
