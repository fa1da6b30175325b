//! The worked examples of what "available" means, each a file of `availability/`: a world, a question and its answer.
//!
//! Any file put there is run: by the matching core alone, and by the whole server, whose store is filled from the
//! example's world and which is asked over HTTP.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Map, Value, json};
use slotwright_matching::{Day, Interval, IntervalSet, Minute, Point, Question, blocks};
use slotwright_server::config::Settings;
use slotwright_server::world::{self, World};
use slotwright_server::{App, serve};
use slotwright_wire::convert::block_of;
use slotwright_wire::time::{parse_date, parse_minute, print_date};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

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
        let read = |path: &std::path::PathBuf| Self {
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
    fn world_file(&self) -> String {
        let mut file = self.json["world"].clone();
        if let Some(anchor) = self.json["options"].get("week_anchor") {
            file["week_anchor"] = anchor.clone();
        }
        file.to_string()
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

#[test]
fn the_server_gives_every_answer() {
    for example in Example::all() {
        let server = Server::start_with_world(&example.world_file());
        let about = &example.json["about"];
        assert_eq!(
            trimmed(ask_server(&example, &server), example.answer()),
            *example.answer(),
            "{}: {about}",
            example.name
        );
    }
}

/// The body of the server's answer; of a booking only whether it was made.
fn ask_server(example: &Example, server: &Server) -> Value {
    let query = example.query();
    let answer = match example.op() {
        "find_any" => server.get("/scheduling/jobs/find_any_available_space", &parameters(query)),
        "find_compound" => server.get("/scheduling/jobs/find_available_space", &parameters(query)),
        "calculated" => {
            let (first, last) = (query["start_date"].as_str().unwrap(), query["end_date"].as_str().unwrap());
            server.get(&format!("/scheduling/calculated_schedule/{first}/{last}"), &[])
        }
        "can_book" => {
            let visit = json!({
                "scheduled_datetime": query["scheduled_datetime"],
                "user_ids": query["user_ids"],
                "length_in_minutes": query["length_in_minutes"],
            });
            match query["except_job_id"].as_u64() {
                Some(id) => server.send("PATCH", &format!("/scheduling/jobs/{id}"), &visit),
                None => {
                    let mut job = visit;
                    job["job_type_id"] = query["job_type_id"].clone();
                    job["assigned_id"] = query["entityId"].clone();
                    let kind = query["entityType"].as_str().unwrap().trim_end_matches('s');
                    job["assigned_type"] = json!(format!("{kind}s"));
                    server.send("POST", "/scheduling/jobs", &job)
                }
            }
        }
        op => panic!("{}: there is no op {op}", example.name),
    };
    match answer {
        (201, _) => json!({"data": {"success": true}}),
        (status, body) => {
            let told = body["error"]["status_code"].as_u64().unwrap_or(200);
            assert_eq!(u64::from(status), told, "{}: {body}", example.name);
            body
        }
    }
}

/// Parameters as the vendor's clients write them: `users[]=1&users[]=2`.
fn parameters(query: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut parameters = Vec::new();
    for (name, value) in query.as_object().unwrap() {
        match value.as_array() {
            Some(list) => parameters.extend(list.iter().map(|item| (format!("{name}[]"), text(item)))),
            None => parameters.push((name.clone(), text(value))),
        }
    }
    parameters
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
    let world = world::read(&example.name, &example.world_file()).unwrap_or_else(|faults| panic!("{faults}")).world;
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

/// The real server on a socket and a database file of its own, filled from a world file.
struct Server {
    address: String,
    folder: PathBuf,
    agent: ureq::Agent,
    /// Serves until it is dropped.
    _runtime: Runtime,
}

impl Server {
    fn start_with_world(world_file: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("slotwright-availability-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (world, database) = (folder.join("world.json"), folder.join("slotwright.db"));
        fs::write(&world, world_file).unwrap();
        let (world, database) = (world.display().to_string(), format!("sqlite://{}", database.display()));
        let flags = ["slotwright-server", "--listen", "127.0.0.1:0", "--database-url", &database, "--world", &world];
        let settings = Settings::from_flags(flags, Some("secret")).unwrap();
        let runtime = Runtime::new().unwrap();
        let address = runtime.block_on(async {
            let listener = TcpListener::bind(settings.listen).await.unwrap();
            let address = listener.local_addr().unwrap();
            let (app, _) = App::build(&settings, address).await.unwrap();
            tokio::spawn(serve(listener, app.router()));
            address
        });
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { address: format!("http://{address}{}", slotwright_wire::sonar::ROOT), folder, agent, _runtime: runtime }
    }

    fn get(&self, path: &str, parameters: &[(String, String)]) -> (u16, Value) {
        let request = self.agent.get(format!("{}{path}", self.address)).header("Authorization", API_USER);
        let parameters = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        read(request.query_pairs(parameters).call().unwrap())
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let address = format!("{}{path}", self.address);
        let request = if method == "PATCH" { self.agent.patch(address) } else { self.agent.post(address) };
        read(request.header("Authorization", API_USER).send_json(body).unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// `api:secret`
const API_USER: &str = "Basic YXBpOnNlY3JldA==";

fn read(mut response: ureq::http::Response<ureq::Body>) -> (u16, Value) {
    (response.status().as_u16(), response.body_mut().read_json().unwrap())
}
