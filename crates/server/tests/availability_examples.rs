//! The worked examples of what "available" means, each a file of `availability/`: a world, a question and its answer.
//!
//! Any file put there is run: by the matching core alone, and by the whole server, whose store is filled from the
//! example's world and which is asked over HTTP.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use slotwright_matching::{Day, Interval, IntervalSet, Minute, Point, Question, blocks};
use slotwright_wire::convert::block_of;
use slotwright_wire::time::{parse_date, parse_minute, print_date};
use slotwright_world as world;
use slotwright_world::World;
use support::Server;

// The server of the other tests; not all of it is of use here.
#[allow(dead_code)]
#[path = "api/database.rs"]
mod database;
#[allow(dead_code)]
#[path = "api/support.rs"]
mod support;

/// A file of `availability/`.
struct Example {
    name: String,
    json: Value,
}

impl Example {
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/availability");
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(22 <= files.len(), "examples are missing in {}", folder.display());
        let read = |path: &PathBuf| Self {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            json: serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap(),
        };
        files.iter().map(read).collect()
    }

    fn op(&self) -> &str {
        self.json["op"].as_str().unwrap()
    }

    fn query(&self) -> &Value {
        &self.json["query"]
    }

    fn answer(&self) -> &Value {
        &self.json["answer"]
    }

    /// The example's world file; the switch of the options is a member of it.
    fn world_file(&self) -> Value {
        let mut file = self.json["world"].clone();
        if let Some(anchor) = self.json["options"].get("week_anchor") {
            file["week_anchor"] = anchor.clone();
        }
        file
    }

    fn number(&self, name: &str) -> u64 {
        self.query()[name].as_u64().unwrap()
    }

    fn numbers(&self, name: &str) -> Option<Vec<u64>> {
        self.query()[name].as_array().map(|list| list.iter().filter_map(Value::as_u64).collect())
    }

    fn day(&self, name: &str) -> Day {
        parse_date(self.query()[name].as_str().unwrap()).unwrap()
    }
}

#[test]
fn the_matching_core_gives_every_answer() {
    for example in Example::all() {
        if let Some(answer) = ask_matching(&example) {
            assert_eq!(&answer, example.answer(), "{}: {}", example.name, example.json["about"]);
        }
    }
}

#[tokio::test]
async fn the_server_gives_every_answer() {
    for example in Example::all() {
        // Availability does not know what time it is: even days long past are answered.
        let server = Server::start_with(example.world_file(), "2026-11-22T12:00").await;
        let answer = trimmed(ask_server(&example, &server).await, example.answer());
        assert_eq!(&answer, example.answer(), "{}: {}", example.name, example.json["about"]);
    }
}

/// The body of the server's answer; of a booking only whether it was made.
async fn ask_server(example: &Example, server: &Server) -> Value {
    let query = example.query();
    let answer = match example.op() {
        "find_any" => server.get(&format!("/jobs/find_any_available_space?{}", parameters(query))).await,
        "find_compound" => server.get(&format!("/jobs/find_available_space?{}", parameters(query))).await,
        "calculated" => {
            let (first, last) = (query["start_date"].as_str().unwrap(), query["end_date"].as_str().unwrap());
            server.get(&format!("/calculated_schedule/{first}/{last}")).await
        }
        "can_book" => {
            let visit = json!({
                "scheduled_datetime": query["scheduled_datetime"],
                "user_ids": query["user_ids"],
                "length_in_minutes": query["length_in_minutes"],
            });
            match query["except_job_id"].as_u64() {
                Some(id) => server.patch(&format!("/jobs/{id}"), visit).await,
                None => {
                    let mut job = visit;
                    job["job_type_id"] = query["job_type_id"].clone();
                    job["assigned_id"] = query["entityId"].clone();
                    let kind = query["entityType"].as_str().unwrap().trim_end_matches('s');
                    job["assigned_type"] = json!(format!("{kind}s"));
                    server.post("/jobs", job).await
                }
            }
        }
        op => panic!("{}: there is no op {op}", example.name),
    };
    let body = answer.json();
    if answer.status == 201 {
        return json!({"data": {"success": true}});
    }
    let told = body["error"]["status_code"].as_u64().unwrap_or(200);
    assert_eq!(u64::from(answer.status), told, "{}: {body}", example.name);
    body
}

/// Parameters as the vendor's clients write them: `users[]=1&users[]=2`.
fn parameters(query: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut written = form_urlencoded::Serializer::new(String::new());
    for (name, value) in query.as_object().unwrap() {
        match value.as_array() {
            Some(list) => written.extend_pairs(list.iter().map(|item| (format!("{name}[]"), text(item)))),
            None => written.append_pair(name, &text(value)),
        };
    }
    written.finish()
}

/// The answer without the members of jobs that the example leaves out.
fn trimmed(answer: Value, expected: &Value) -> Value {
    match (answer, expected) {
        (Value::Object(mut members), Value::Object(expected)) => {
            let is_job = expected.contains_key("scheduled_datetime");
            members.retain(|name, _| !is_job || expected.contains_key(name));
            let trim = |(name, member)| {
                let expected = expected.get(&name).unwrap_or(&Value::Null);
                (name, trimmed(member, expected))
            };
            Value::Object(members.into_iter().map(trim).collect())
        }
        (Value::Array(items), Value::Array(expected)) => {
            let expected = expected.iter().chain(std::iter::repeat(&Value::Null));
            items.into_iter().zip(expected).map(|(item, expected)| trimmed(item, expected)).collect()
        }
        (answer, _) => answer,
    }
}

/// The answer straight from the world's roster; `None` for what only the server answers.
fn ask_matching(example: &Example) -> Option<Value> {
    let world =
        world::read(&example.name, &example.world_file().to_string()).unwrap_or_else(|faults| panic!("{faults}")).world;
    let is_refused = example.answer()["error"]["message"].is_object();
    match example.op() {
        "find_any" | "find_compound" if !is_refused => Some(json!({"data": find(example, &world)})),
        "can_book" => Some(book(example, &world)),
        _ => None,
    }
}

fn find(example: &Example, world: &World) -> Value {
    let length = example.number("length_in_minutes") as Minute;
    let question = Question {
        job_type_id: example.number("job_type_id"),
        place: place(example, world),
        first: example.day("start_date"),
        last: example.day("end_date"),
        except_job_id: None,
    };
    let roster = world.roster();
    let users = example.numbers("users").unwrap_or_else(|| world.users.iter().map(|user| user.id).collect());
    let days = |free: &IntervalSet| {
        let days = blocks(free, question.first, question.last, length).into_iter();
        days.map(|(day, blocks)| {
            let blocks: Vec<_> = blocks.into_iter().map(|block| block_of(day, block)).collect();
            (print_date(day), json!(blocks))
        })
    };
    let mut answer = Map::new();
    if example.op() == "find_compound" {
        answer.extend(days(&roster.free_in_common(&users, &question)));
    } else {
        for user in users {
            for (date, blocks) in days(&roster.free(user, &question)) {
                answer.entry(date).or_insert_with(|| json!({}))[user.to_string()] = blocks;
            }
        }
    }
    if answer.is_empty() { json!([]) } else { answer.into() }
}

fn book(example: &Example, world: &World) -> Value {
    let start = parse_minute(example.query()["scheduled_datetime"].as_str().unwrap()).unwrap();
    let visit = Interval::new(start, start + example.number("length_in_minutes") as Minute).unwrap();
    let except_job_id = example.query()["except_job_id"].as_u64();
    let users = example.numbers("user_ids").unwrap();
    let busy = world.roster().first_not_free(
        &users,
        visit,
        example.number("job_type_id"),
        place(example, world),
        except_job_id,
    );
    match busy {
        None => json!({"data": {"success": true}}),
        Some(user) => json!({"error": {"message": refusal(user), "status_code": 422}}),
    }
}

fn refusal(user_id: u64) -> String {
    format!("{}{user_id}.", slotwright_wire::sonar::NO_AVAILABILITY)
}

fn place(example: &Example, world: &World) -> Option<Point> {
    let id = example.number("entityId");
    let places = match example.query()["entityType"].as_str().unwrap() {
        "account" | "accounts" => &world.accounts,
        _ => &world.network_sites,
    };
    places.iter().find(|place| place.id == id)?.point()
}
