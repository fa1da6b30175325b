//! From a world file to a checked [`World`].
//!
//! The file is a JSON object. All of its members may be left out:
//!
//! | member | what | when left out |
//! |---|---|---|
//! | `time_zone` | IANA name | the server's setting |
//! | `company` | text | no name is shown |
//! | `week_anchor` | `start`, `sunday` | the server's setting |
//! | `users`, `job_types` | a number that stands for itself, or an object with an `id` | names from the id, 60 minutes, no effects |
//! | `services`, `tickets`, `task_templates` | a number, or an object with an `id`: name, subject, name and `tasks` | kept elsewhere: any number is one |
//! | `entities` | keyed `account:1`, `network_site:1`: name, address, latitude, longitude, of accounts `account_status_id`, `email` and `telephone` | names from the id, no coordinates |
//! | `geofences` | id, name, polygons of corners `[latitude, longitude]` | |
//! | `schedules` | as the API's, with their `days` and `geofence_ids` | open, every week, for ever, everywhere |
//! | `blockers`, `overrides`, `time_offs` | as the API's | every week, for ever |
//! | `rules` | as `/v1/rules` has them | no time is kept around jobs, and a day may have any number |
//! | `policy` | as `/v1/policy` has it | customers may book what the server's settings say |
//! | `fields` | as `/v1/fields` has them | nothing but the time is asked of customers |
//! | `os1`, `bigchange`, `frotcom` | what that system has beside jobs: by kind a list of objects, each with its `id` | none |
//! | `jobs` | as the API's, with `desired_job_datetimes`, best first, and `tasks` (texts) | status by `scheduled_datetime`, the first type, the first account |
//!
//! Ids that nothing refers to may be left out. Members that are not known are left out with a warning.

use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::path::Path;

use slotwright_domain::{PlaceKind, PlaceRef, Status, User};
use slotwright_matching::{
    Blocker as BlockerRule, BlockerOverride, Interval, MINUTES_PER_DAY, Minute, Point, Polygon, Repetition, Shift,
    WeekAnchor,
};

use super::WEEKDAYS;
use super::definitions::definitions;
use super::fields::fields;
use super::json::Json;
use super::node::{Node, Object, Report};
use super::numbers::Numbers;
use super::policy::policy;
use super::rules::rules;
use crate::world::{
    Blocker, COLORS, Effects, Geofence, ICONS, Job, JobType, Place, Schedule, ScheduleDay, Service, TaskTemplate,
    Ticket, TimeOff, Wish, World,
};

/// A world and what is odd about its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The checked world.
    pub world: World,
    /// What a human should look at, each with its place: members that are not known, visits that overlap.
    pub warnings: Vec<String>,
}

/// Why a world file can't be used: up to 20 sentences, each with its place, one a line.
///
/// ```
/// use slotwright_world as world;
/// let text = r#"{"users": [1, 2], "blockers": [{"id": 4, "start": "2026-11-31"}]}"#;
/// let faults = world::read("world.json", text).unwrap_err();
/// assert_eq!(
///     faults.to_string().lines().next(),
///     Some(r#"world.json: blockers[0].start: "2026-11-31" is no date of the years 1970 to 2999 (YYYY-MM-DD)"#),
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(Vec<String>);

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Faults {}

/// How many faults, and how many warnings, are listed.
const TOLD: usize = 20;

/// Reads a world file from disk.
///
/// # Errors
/// The file can't be read or is not UTF-8, or what [`read`] finds.
pub fn read_file(path: &Path) -> Result<Loaded, Faults> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Faults(vec![format!("{name}: can't be read: {error}")]))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
        Faults(vec![format!("{name}: line {line} is not UTF-8")])
    })?;
    read(&name, &text)
}

/// Reads a world file's `text`; `name` is the file's, for sentences about it.
///
/// # Errors
/// What is wrong with it, each with its place; for text that is no JSON the line and column.
pub fn read(name: &str, text: &str) -> Result<Loaded, Faults> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let json: Json = serde_json::from_str(text).map_err(|error| Faults(vec![no_json(name, text, &error)]))?;
    let report = RefCell::default();
    let world = whole(&Node::whole_file(&json, &report));
    let Report { faults, warnings, .. } = report.into_inner();
    match world {
        Some(world) if faults.is_empty() => Ok(Loaded { world, warnings: listed(name, warnings) }),
        _ => Err(Faults(listed(name, faults))),
    }
}

fn listed(name: &str, mut sentences: Vec<String>) -> Vec<String> {
    let more = sentences.len().saturating_sub(TOLD);
    sentences.truncate(TOLD);
    if 0 < more {
        sentences.push(format!("… and {more} more"));
    }
    sentences.iter().map(|sentence| format!("{name}: {sentence}")).collect()
}

fn no_json(name: &str, text: &str, error: &serde_json::Error) -> String {
    if text.trim().is_empty() {
        return format!("{name}: the file is empty (an empty world is {{}})");
    }
    let (line, column) = (error.line(), error.column());
    let what = error.to_string();
    let what = what.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&what);
    format!("{name}: line {line}, column {column}: no JSON: {what}")
}

/// All ids that something may refer to.
struct Known {
    users: Numbers,
    job_types: Numbers,
    accounts: Numbers,
    network_sites: Numbers,
    geofences: Numbers,
    blockers: Numbers,
    services: Numbers,
    tickets: Numbers,
    task_templates: Numbers,
}

fn whole(file: &Node) -> Option<World> {
    let file = file.object(&[
        "time_zone",
        "company",
        "week_anchor",
        "users",
        "job_types",
        "services",
        "tickets",
        "task_templates",
        "entities",
        "geofences",
        "schedules",
        "blockers",
        "overrides",
        "time_offs",
        "rules",
        "policy",
        "fields",
        "os1",
        "bigchange",
        "frotcom",
        "jobs",
    ])?;
    let list = |name| file.list(name).unwrap_or_default();
    let (users, job_types, geofences, blockers) =
        (list("users"), list("job_types"), list("geofences"), list("blockers"));
    let (services, tickets, task_templates) = (list("services"), list("tickets"), list("task_templates"));
    let mut known = Known {
        users: Numbers::of("user", true, &users),
        job_types: Numbers::of("job type", true, &job_types),
        accounts: Numbers::of("account", true, &[]),
        network_sites: Numbers::of("network site", true, &[]),
        geofences: Numbers::of("geofence", true, &geofences),
        blockers: Numbers::of("blocker", true, &blockers),
        services: Numbers::of("service", true, &services),
        tickets: Numbers::of("ticket", true, &tickets),
        task_templates: Numbers::of("task template", true, &task_templates),
    };
    let (schedules, time_offs, jobs) = (list("schedules"), list("time_offs"), list("jobs"));
    let mut accounts = Vec::new();
    let mut network_sites = Vec::new();
    for (key, node) in file.get("entities").and_then(|node| node.entries()).unwrap_or_default() {
        let Some(place) = place_ref(key) else {
            node.fault(format_args!("{key:?} names no account or network site (account:1, network_site:1)"));
            continue;
        };
        let (numbers, places) = match place.kind {
            PlaceKind::Account => (&mut known.accounts, &mut accounts),
            PlaceKind::NetworkSite => (&mut known.network_sites, &mut network_sites),
        };
        numbers.take(place.id, &node);
        places.extend(read_place(place, &node));
    }
    if accounts.is_empty() && network_sites.is_empty() && !jobs.is_empty() {
        // Jobs have to be somewhere, and the ones that don't say where are at the first account.
        accounts.push(unnamed(PlaceRef { kind: PlaceKind::Account, id: 1 }));
    }
    accounts.sort_by_key(|place| place.id);
    network_sites.sort_by_key(|place| place.id);

    let mut world = World {
        time_zone: file.get("time_zone").and_then(|node| Some(node.text()?.to_owned())),
        company: file.get("company").and_then(|node| Some(node.text()?.to_owned())),
        week_anchor: file.get("week_anchor").and_then(|node| {
            Some(if node.one_of(&["start", "sunday"])? == "sunday" { WeekAnchor::Sunday } else { WeekAnchor::Start })
        }),
        users: users.iter().filter_map(|node| user(node, known.users.number(node))).collect(),
        services: services.iter().filter_map(|node| service(node, known.services.number(node))).collect(),
        tickets: tickets.iter().filter_map(|node| ticket(node, known.tickets.number(node))).collect(),
        task_templates: templates(&task_templates, &mut known.task_templates),
        job_types: job_types
            .iter()
            .map(|node| (known.job_types.number(node), node))
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|(id, node)| job_type(node, id, &known))
            .collect(),
        accounts,
        network_sites,
        geofences: geofences.iter().filter_map(|node| geofence(node, known.geofences.number(node))).collect(),
        blockers: blockers.iter().filter_map(|node| blocker(node, known.blockers.number(node), &known.users)).collect(),
        rules: file.get("rules").and_then(|node| rules(&node, &known.users, &known.job_types)).unwrap_or_default(),
        policy: file.get("policy").and_then(|node| policy(&node, &known.job_types)).unwrap_or_default(),
        fields: file.get("fields").and_then(|node| fields(&node, &known.job_types)).unwrap_or_default(),
        definitions: definitions(&file),
        overrides: list("overrides").iter().filter_map(|node| blocker_override(node, &known)).collect(),
        ..World::default()
    };

    let mut numbers = Numbers::of("time off", false, &time_offs);
    world.time_offs = time_offs.iter().filter_map(|node| time_off(node, numbers.number(node), &known.users)).collect();

    let mut numbers = Numbers::of("schedule", false, &schedules);
    let mut days = Numbers::of("schedule day", false, &items_of(&schedules, "days"));
    world.schedules =
        schedules.iter().filter_map(|node| schedule(node, numbers.number(node), &mut days, &known)).collect();

    let mut numbers = Numbers::of("job", false, &jobs);
    let mut wishes = Numbers::of("desired job date/time", false, &items_of(&jobs, "desired_job_datetimes"));
    let defaults = Defaults::of(&world);
    let read: Vec<_> = jobs
        .iter()
        .filter_map(|node| Some((node, job(node, numbers.number(node), &mut wishes, &known, &defaults)?)))
        .collect();
    warn_of_overlaps(&read);
    world.jobs = read.into_iter().map(|(_, job)| job).collect();
    Some(world)
}

fn items_of<'a>(nodes: &[Node<'a>], name: &str) -> Vec<Node<'a>> {
    nodes.iter().flat_map(|node| node.items_of(name)).collect()
}

fn user(node: &Node, id: u64) -> Option<User> {
    if !matches!(node.value(), Json::Object(_)) {
        return node.id().map(unnamed_user);
    }
    let user = node.object(&["id", "username", "name", "public_name"])?;
    let unnamed = unnamed_user(id);
    let name = user.optional("name", text)?.unwrap_or(unnamed.name);
    Some(User {
        id,
        username: user.optional("username", text)?.unwrap_or(unnamed.username),
        public_name: user.optional("public_name", text)?.unwrap_or_else(|| name.clone()),
        name,
    })
}

fn unnamed_user(id: u64) -> User {
    let name = format!("User {id}");
    User { id, username: format!("user{id}"), public_name: name.clone(), name }
}

fn job_type(node: &Node, id: u64, known: &Known) -> Option<JobType> {
    let unnamed = JobType {
        id,
        name: format!("Job type {id}"),
        length_in_minutes: 60,
        color: COLORS[0].to_owned(),
        icon: ICONS[9].to_owned(),
        effects: Effects::default(),
    };
    if !matches!(node.value(), Json::Object(_)) {
        return node.id().map(|_| unnamed);
    }
    let own = ["id", "name", "length_in_minutes", "color", "icon"];
    let job_type = node.object(&[&own[..], &EFFECTS].concat())?;
    Some(JobType {
        id,
        effects: effects(&job_type, known)?,
        name: job_type.optional("name", text)?.unwrap_or(unnamed.name),
        length_in_minutes: job_type.optional("length_in_minutes", length)?.unwrap_or(unnamed.length_in_minutes),
        color: job_type.optional("color", |node| node.one_of(&COLORS))?.map_or(unnamed.color, str::to_owned),
        icon: job_type.optional("icon", |node| node.one_of(&ICONS))?.map_or(unnamed.icon, str::to_owned),
    })
}

/// The members that say what a job type's jobs bring about, as the API spells them.
const EFFECTS: [&str; 11] = [
    "change_status_on_completion",
    "account_status_id_completion",
    "change_status_on_failure",
    "account_status_id_failure",
    "create_completion_ticket",
    "completion_ticket_group_id",
    "create_failure_ticket",
    "failure_ticket_group_id",
    "allow_completion_with_uncompleted_tasks",
    "task_template_id",
    "services",
];

fn effects(job_type: &Object, known: &Known) -> Option<Effects> {
    // The flag may be left out; with the target alone it is on.
    let target = |flag: &str, target: &str| {
        let (is_on, id) = (job_type.optional(flag, Node::boolean)?, job_type.optional(target, Node::id)?);
        match (is_on, id) {
            (Some(true), None) => {
                job_type.node.fault(format_args!("has {flag}, but {target} is missing"));
                None
            }
            (Some(false), _) => Some(None),
            (_, id) => Some(id),
        }
    };
    let services = job_type.list("services")?;
    Some(Effects {
        account_status_id_completion: target("change_status_on_completion", "account_status_id_completion")?,
        account_status_id_failure: target("change_status_on_failure", "account_status_id_failure")?,
        completion_ticket_group_id: target("create_completion_ticket", "completion_ticket_group_id")?,
        failure_ticket_group_id: target("create_failure_ticket", "failure_ticket_group_id")?,
        allow_completion_with_uncompleted_tasks: job_type
            .optional("allow_completion_with_uncompleted_tasks", Node::boolean)?
            .unwrap_or(true),
        task_template_id: job_type.optional("task_template_id", |node| known.task_templates.refer_if_any(node))?,
        services: services.iter().filter_map(|node| known.services.refer_if_any(node)).collect(),
    })
}

fn service(node: &Node, id: u64) -> Option<Service> {
    let unnamed = format!("Service {id}");
    Some(Service { id, name: named(node, "name", &[])?.1.unwrap_or(unnamed) })
}

fn ticket(node: &Node, id: u64) -> Option<Ticket> {
    let unnamed = format!("Ticket {id}");
    Some(Ticket { id, subject: named(node, "subject", &[])?.1.unwrap_or(unnamed) })
}

fn templates(nodes: &[Node], numbers: &mut Numbers) -> Vec<TaskTemplate> {
    let mut templates: Vec<TaskTemplate> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(template) = task_template(node, numbers.number(node)) else { continue };
        if templates.iter().any(|known| known.name == template.name) {
            node.fault(format_args!("there is a task template named {:?} already", template.name));
        }
        templates.push(template);
    }
    templates
}

fn task_template(node: &Node, id: u64) -> Option<TaskTemplate> {
    let (object, name) = named(node, "name", &["tasks"])?;
    let tasks = match object {
        Some(object) => object.list("tasks")?.iter().filter_map(text).collect(),
        None => Vec::new(),
    };
    Some(TaskTemplate { id, name: name.unwrap_or_else(|| format!("Task template {id}")), tasks })
}

/// A number that stands for itself, or an object with an `id`, a text and `more` members.
fn named<'a>(node: &Node<'a>, member: &str, more: &[&str]) -> Option<(Option<Object<'a>>, Option<String>)> {
    if !matches!(node.value(), Json::Object(_)) {
        return node.id().map(|_| (None, None));
    }
    let object = node.object(&[&["id", member][..], more].concat())?;
    let name = object.optional(member, text)?;
    Some((Some(object), name))
}

/// Reads the key of an entity: `account:1`, `network_site:1`, and their plurals.
fn place_ref(key: &str) -> Option<PlaceRef> {
    let (kind, id) = key.split_once(':')?;
    let kind = match kind {
        "account" | "accounts" => PlaceKind::Account,
        "network_site" | "network_sites" => PlaceKind::NetworkSite,
        _ => return None,
    };
    Some(PlaceRef { kind, id: Json::Text(id.to_owned()).as_id()? })
}

fn read_place(place: PlaceRef, node: &Node) -> Option<Place> {
    let unnamed = unnamed(place);
    if *node.value() == Json::Null {
        return Some(unnamed);
    }
    let members = ["name", "address", "latitude", "longitude", "account_status_id", "email", "telephone"];
    let is_account = place.kind == PlaceKind::Account;
    let object = node.object(if is_account { &members } else { &members[..4] })?;
    let (latitude, longitude) = (object.get("latitude"), object.get("longitude"));
    if latitude.is_some() != longitude.is_some() {
        node.fault("has only one of latitude and longitude");
    }
    Some(Place {
        id: place.id,
        name: object.optional("name", text)?.unwrap_or(unnamed.name),
        address: object.optional("address", text)?,
        latitude: latitude.and_then(|node| node.degrees(90.0)),
        longitude: longitude.and_then(|node| node.degrees(180.0)),
        account_status_id: object.optional("account_status_id", Node::id)?.filter(|_| is_account),
        email: object.optional("email", text)?,
        telephone: object.optional("telephone", text)?,
    })
}

fn unnamed(place: PlaceRef) -> Place {
    let kind = match place.kind {
        PlaceKind::Account => "Account",
        PlaceKind::NetworkSite => "Network site",
    };
    let name = format!("{kind} {}", place.id);
    let (latitude, longitude) = (None, None);
    let (account_status_id, email, telephone) = (None, None, None);
    Place { id: place.id, name, address: None, latitude, longitude, account_status_id, email, telephone }
}

fn geofence(node: &Node, id: u64) -> Option<Geofence> {
    let geofence = node.object(&["id", "name", "polygons"])?;
    let name = geofence.optional("name", text)?;
    let polygons = geofence.needed("polygons", Node::list)?;
    if polygons.is_empty() {
        node.fault("has no polygon");
    }
    let polygons = polygons.iter().filter_map(polygon).collect();
    Some(Geofence { id, name: name.unwrap_or_else(|| format!("Geofence {id}")), polygons })
}

fn polygon(node: &Node) -> Option<Polygon> {
    let corners = node.list()?;
    if corners.len() < 3 {
        node.fault(format_args!("an area has at least three corners, this one {}", corners.len()));
    }
    Some(Polygon(corners.iter().filter_map(corner).collect()))
}

fn corner(node: &Node) -> Option<Point> {
    let degrees = node.list()?;
    let [latitude, longitude] = degrees.as_slice() else {
        node.fault(format_args!("a corner is [latitude, longitude], this one has {} numbers", degrees.len()));
        return None;
    };
    let (latitude, longitude) = (latitude.degrees(90.0), longitude.degrees(180.0));
    Some(Point { latitude: latitude?, longitude: longitude? })
}

/// The members that schedules and blockers share.
const REPETITION: [&str; 4] = ["start", "weeks", "repetitions", "infinite_repetitions"];

fn repetition(object: &Object) -> Option<Repetition> {
    let start = object.needed("start", Node::date);
    // Beyond a thousand weeks it is a slip of the finger; the vendor's way to say "for ever" is many repetitions.
    let weeks = object.optional("weeks", |node| node.whole(1..=1000));
    let repetitions = object.optional("repetitions", |node| node.whole(0..=u32::MAX));
    let infinite = object.optional("infinite_repetitions", Node::boolean);
    let repetitions = repetitions?;
    Some(Repetition {
        start: start?,
        weeks: weeks?.unwrap_or(1),
        repetitions: repetitions.unwrap_or(0),
        infinite: infinite?.unwrap_or(repetitions.is_none()),
    })
}

fn schedule(node: &Node, id: u64, day_numbers: &mut Numbers, known: &Known) -> Option<Schedule> {
    let own = ["id", "name", "user_ids", "job_type_ids", "available", "days", "geofence_ids"];
    let schedule = node.object(&[&own[..], &REPETITION].concat())?;
    let name = schedule.optional("name", text);
    let available = schedule.optional("available", Node::boolean);
    let repetition = repetition(&schedule);
    let user_ids = known.users.refer_all(&schedule.needed("user_ids", Node::list).unwrap_or_default());
    let job_type_ids = known.job_types.refer_all(&schedule.list("job_type_ids")?);
    if job_type_ids.is_empty() {
        node.warn("without job_type_ids it opens and closes nothing");
    }
    let geofence_ids = known.geofences.refer_all(&schedule.list("geofence_ids")?);
    let days = schedule.list("days")?;
    let days = days.iter().filter_map(|node| schedule_day(node, day_numbers.number(node))).collect();
    Some(Schedule {
        id,
        name: name?.unwrap_or_else(|| format!("Schedule {id}")),
        user_ids,
        job_type_ids,
        available: available?.unwrap_or(true),
        repetition: repetition?,
        days,
        geofence_ids,
    })
}

fn schedule_day(node: &Node, id: u64) -> Option<ScheduleDay> {
    let day = node.object(&["id", "day", "start_timestamp", "end_timestamp"])?;
    let weekday = day.needed("day", Node::weekday);
    let (start, end) = day_part(&day, "start_timestamp", "end_timestamp")?;
    Some(ScheduleDay { id, shift: Shift { weekday: weekday?, start, end } })
}

fn blocker(node: &Node, id: u64, users: &Numbers) -> Option<Blocker> {
    let own = ["id", "name", "user_ids", "start_timestamp", "end_timestamp"];
    let blocker = node.object(&[&own[..], &WEEKDAYS, &REPETITION].concat())?;
    let name = blocker.optional("name", text);
    let repetition = repetition(&blocker);
    let day_part = day_part(&blocker, "start_timestamp", "end_timestamp");
    let user_ids = users.refer_all(&blocker.list("user_ids")?);
    let weekdays = WEEKDAYS.map(|day| blocker.get(day).and_then(|node| node.boolean()).unwrap_or(false));
    if weekdays == [false; 7] {
        node.warn("it is on no day of the week");
    }
    let (start, end) = day_part?;
    Some(Blocker {
        name: name?.unwrap_or_else(|| format!("Blocker {id}")),
        rule: BlockerRule { id, user_ids, weekdays, start, end, repetition: repetition? },
    })
}

fn blocker_override(node: &Node, known: &Known) -> Option<BlockerOverride> {
    let object = node.object(&["schedule_blocker_id", "user_id", "date", "start_timestamp", "end_timestamp"])?;
    let blocker_id = object.needed("schedule_blocker_id", |node| known.blockers.refer(node));
    let user_id = object.needed("user_id", |node| known.users.refer(node));
    let day = object.needed("date", Node::date);
    let (start, end) = day_part(&object, "start_timestamp", "end_timestamp")?;
    Some(BlockerOverride { blocker_id: blocker_id?, user_id: user_id?, day: day?, start, end })
}

fn time_off(node: &Node, id: u64, users: &Numbers) -> Option<TimeOff> {
    let off = node.object(&["id", "name", "user_id", "start_time", "end_time"])?;
    let name = off.optional("name", text);
    // Nobody is everybody, but only where it is said: who forgets the name doesn't mean to close the company.
    let user_id = match off.is_null("user_id") {
        true => Some(None),
        false => off.needed("user_id", |node| users.refer(node)).map(Some),
    };
    let (start, end) = (off.needed("start_time", Node::start), off.needed("end_time", Node::end));
    let (start, end) = in_order(&off, "start_time", "end_time", (start?, end?))?;
    Some(TimeOff {
        id,
        name: name?.unwrap_or_else(|| format!("Time off {id}")),
        user_id: user_id?,
        interval: Interval::new(start, end)?,
    })
}

/// A stretch of a day: minutes from midnight, the start before the end.
fn day_part(object: &Object, start: &str, end: &str) -> Option<(Minute, Minute)> {
    let times = (object.needed(start, Node::start_of_day_part), object.needed(end, Node::end_of_day_part));
    in_order(object, start, end, (times.0?, times.1?))
}

fn in_order(object: &Object, start: &str, end: &str, times: (Minute, Minute)) -> Option<(Minute, Minute)> {
    if times.0 < times.1 {
        return Some(times);
    }
    let (start_node, end_node) = (object.get(start)?, object.get(end)?);
    end_node.fault(format_args!("{} is not after {start}, {}", end_node.value(), start_node.value()));
    None
}

/// What stands for the members that a job leaves out.
struct Defaults<'a> {
    job_types: &'a [JobType],
    place: Option<PlaceRef>,
}

impl<'a> Defaults<'a> {
    fn of(world: &'a World) -> Self {
        let first = |kind, places: &[Place]| places.first().map(|place| PlaceRef { kind, id: place.id });
        let place =
            first(PlaceKind::Account, &world.accounts).or_else(|| first(PlaceKind::NetworkSite, &world.network_sites));
        Self { job_types: &world.job_types, place }
    }
}

const STATUSES: [(&str, Status); 4] = [
    ("queued", Status::Queued),
    ("scheduled", Status::Scheduled),
    ("completed", Status::Completed),
    ("failed", Status::Failed),
];

fn job(node: &Node, id: u64, wish_numbers: &mut Numbers, known: &Known, defaults: &Defaults) -> Option<Job> {
    let job = node.object(&[
        "id",
        "status",
        "scheduled_datetime",
        "length_in_minutes",
        "user_ids",
        "job_type_id",
        "assigned_type",
        "assigned_id",
        "notes",
        "desired_job_datetimes",
        "created_by_user_id",
        "completed_at",
        "completed_by_user_id",
        "completed_successfully",
        "completion_reason",
        "ticket_id",
        "services",
        "tasks",
    ])?;
    let status = job.optional("status", |node| {
        let word = node.one_of(&STATUSES.map(|(word, _)| word))?;
        STATUSES.iter().find(|(known, _)| *known == word).map(|(_, status)| *status)
    });
    let scheduled_at = job.optional("scheduled_datetime", Node::whole_minute);
    let user_ids = known.users.refer_all(&job.list("user_ids")?);
    let job_type_id = job.optional("job_type_id", |node| known.job_types.refer(node));
    let assigned = assigned(&job, known);
    let length_in_minutes = job.optional("length_in_minutes", length);
    let notes = job.optional("notes", text);
    let created_by = job.optional("created_by_user_id", |node| known.users.refer(node));
    let completed_by = job.optional("completed_by_user_id", |node| known.users.refer(node));
    let completed_at = job.optional("completed_at", Node::start);
    let completed_successfully = job.optional("completed_successfully", Node::boolean);
    let completion_reason = job.optional("completion_reason", text);
    let ticket_id = job.optional("ticket_id", |node| known.tickets.refer_if_any(node));
    let services = job.list("services")?.iter().filter_map(|node| known.services.refer_if_any(node)).collect();
    let tasks = job.list("tasks")?.iter().filter_map(text).collect();
    let wishes = job.list("desired_job_datetimes")?;
    let mut wishes: Vec<_> = wishes.iter().filter_map(|node| wish(node, wish_numbers.number(node))).collect();
    wishes.sort_by_key(|wish| wish.id);

    let (scheduled_at, job_type_id) = (scheduled_at?, job_type_id?);
    let status = status?.unwrap_or(if scheduled_at.is_some() { Status::Scheduled } else { Status::Queued });
    let (is_scheduled, is_over) = (status == Status::Scheduled, matches!(status, Status::Completed | Status::Failed));
    match status {
        Status::Scheduled if scheduled_at.is_none() => node.fault("is scheduled, but scheduled_datetime is missing"),
        Status::Scheduled if user_ids.is_empty() => node.fault("is scheduled, but user_ids name nobody"),
        Status::Queued if scheduled_at.is_some() => node.fault("is queued, but has a scheduled_datetime"),
        _ if is_over && (scheduled_at.is_some() || !user_ids.is_empty()) => {
            node.warn("is over: scheduled_datetime and user_ids are left out");
        }
        _ => {}
    }
    let job_type = match job_type_id {
        Some(id) => defaults.job_types.iter().find(|job_type| job_type.id == id),
        None => defaults.job_types.first(),
    };
    let Some(job_type) = job_type else {
        if job_type_id.is_none() {
            node.fault("job_type_id is missing and there is no job type");
        }
        return None;
    };
    Some(Job {
        id,
        status,
        scheduled_at: scheduled_at.filter(|_| is_scheduled),
        length_in_minutes: length_in_minutes?.unwrap_or(job_type.length_in_minutes),
        user_ids: if is_scheduled { user_ids } else { Vec::new() },
        job_type_id: job_type.id,
        assigned: assigned?.or(defaults.place)?,
        notes: notes?.unwrap_or_default(),
        wishes,
        created_by_user_id: created_by?,
        completed_at: completed_at?.filter(|_| is_over),
        completed_by_user_id: completed_by?.filter(|_| is_over),
        completed_successfully: is_over
            .then(|| completed_successfully.flatten().unwrap_or(status == Status::Completed)),
        completion_reason: completion_reason?.filter(|_| is_over),
        ticket_id: ticket_id?,
        services,
        tasks,
    })
}

/// `None`: faulty; `Some(None)`: the job doesn't say where it is.
fn assigned(job: &Object, known: &Known) -> Option<Option<PlaceRef>> {
    let kind = job.optional("assigned_type", |node| node.one_of(&["accounts", "network_sites"]))?;
    let Some(id) = job.get("assigned_id") else {
        if kind.is_some() {
            job.node.fault("has an assigned_type, but assigned_id is missing");
        }
        return Some(None);
    };
    let (kind, numbers) = match kind {
        Some("network_sites") => (PlaceKind::NetworkSite, &known.network_sites),
        _ => (PlaceKind::Account, &known.accounts),
    };
    Some(Some(PlaceRef { kind, id: numbers.refer(&id)? }))
}

fn wish(node: &Node, id: u64) -> Option<Wish> {
    let wish = node.object(&["id", "date", "start_time", "end_time"])?;
    let day = wish.needed("date", Node::date);
    let (start, end) = day_part(&wish, "start_time", "end_time")?;
    let midnight = day?.start();
    Some(Wish { id, window: Interval::new(midnight + start, midnight + end)? })
}

fn length(node: &Node) -> Option<u32> {
    node.whole(1..=MINUTES_PER_DAY as u32)
}

fn text(node: &Node) -> Option<String> {
    node.text().map(str::to_owned)
}

/// Nobody can be in two places. Files from elsewhere have such visits all the same, so they are a warning, not a fault.
fn warn_of_overlaps(jobs: &[(&Node, Job)]) {
    let mut visits: Vec<_> = jobs
        .iter()
        .filter_map(|(node, job)| Some((*node, job, job.interval()?)))
        .flat_map(|(node, job, visit)| job.user_ids.iter().map(move |user_id| (*user_id, visit, job.id, node)))
        .collect();
    visits.sort_by_key(|&(user_id, visit, ..)| (user_id, visit));
    let mut longest: Option<(u64, Interval, u64)> = None;
    for (user_id, visit, id, node) in visits {
        match longest {
            Some((same_user_id, earlier, earlier_id)) if same_user_id == user_id && visit.overlaps(earlier) => {
                node.warn(format_args!("user {user_id} is on job {earlier_id} at that time, too"));
                if earlier.end() < visit.end() {
                    longest = Some((user_id, visit, id));
                }
            }
            _ => longest = Some((user_id, visit, id)),
        }
    }
}
