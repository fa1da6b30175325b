//! The worked examples of what "available" means, each a file of `availability/`: a world, a question and its answer.
//!
//! Any file put there is run: by the matching core alone, and by the whole server, whose store is filled from the
//! example's world and which is asked over HTTP.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use slotwright_matching::{Day, Interval, IntervalSet, Minute, Point, Question, blocks};
use slotwright_server::world::{self, World};
use slotwright_wire::convert::block_of;
use slotwright_wire::time::{parse_date, parse_minute, print_date};

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
