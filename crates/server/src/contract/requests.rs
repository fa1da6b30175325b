//! What requests may hold, as JSON Schemas. [`crate::params`] reads the same, name by name.
//!
//! Nothing here is ever made: the types only stand for what is read. They say what is *accepted*, which is more than
//! should be sent: numbers as text, since forms and queries know nothing else, and blanks for what is left out.

#![allow(dead_code)]

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::inbound::sonar::params::MAX_ID;
use slotwright_world::{COLORS, ICONS};

macro_rules! schemas {
    ($($(#[doc = $doc:literal])+ $name:ident => $schema:expr;)*) => {
        $(
            $(#[doc = $doc])+
            pub struct $name;

            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    let mut schema: Value = $schema;
                    schema["description"] = concat!($($doc),+).trim().into();
                    Schema::try_from(schema).unwrap_or_default()
                }
            }
        )*
    };
}

/// A whole number, or its digits as text.
fn integer(min: u64, max: u64, digits: &str, example: u64) -> Value {
    json!({"type": ["integer", "string"], "minimum": min, "maximum": max, "pattern": digits, "examples": [example]})
}

const POSITIVE: &str = "^0*[1-9][0-9]{0,15}$";
const DIGITS: &str = "^[0-9]+$";
const DAY_PART: &str = "^([0-9]|[01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$|^24:00(:00)?$";
const KNOWN_DAY: &str = "^(19[7-9]|2[0-9]{2})[0-9]-\
    ((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))\
    :[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$";

/// The schemas of records and lists of records, which stand in a form as JSON.
pub const LISTS_OF_RECORDS: [&str; 5] =
    ["GivenOptions", "GivenBuffers", "GivenTravel", "GivenDayEnds", "GivenJobsPerDayOf"];

/// A list of records with these properties, all required but those named; also as JSON in a text.
fn records(properties: &Value, optional: &[&str], example: &Value) -> Value {
    json!({"type": ["array", "string"], "contentMediaType": "application/json", "items": record(properties, optional),
        "examples": [[example]]})
}

fn record(properties: &Value, optional: &[&str]) -> Value {
    let names = properties.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let required: Vec<&str> = names.filter(|name| !optional.contains(name)).collect();
    json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
}

fn whole(min: u64, max: u64) -> Value {
    json!({"type": "integer", "minimum": min, "maximum": max})
}

fn number_of_one() -> Value {
    json!({"$ref": "#/components/schemas/GivenId"})
}

fn point() -> Value {
    let degrees = |most: i32| json!({"type": "number", "minimum": -most, "maximum": most});
    let mut point = record(&json!({"latitude": degrees(90), "longitude": degrees(180)}), &[]);
    point["type"] = json!(["object", "null"]);
    point
}

schemas! {
    /// The number of something.
    GivenId => integer(1, MAX_ID, POSITIVE, 1);
    /// Numbers of things, each once. One by itself counts as a list of one.
    GivenIds => {
        let mut ids = integer(1, MAX_ID, POSITIVE, 1);
        ids["type"] = json!(["array", "integer", "string"]);
        ids["minItems"] = 1.into();
        ids["items"] = json!({"$ref": "#/components/schemas/GivenId"});
        ids["examples"] = json!([[1]]);
        ids
    };
    /// Days with the digests of what is free on them, `date:digest`. One by itself counts as a list of one. The digest is that
    /// of `slotwright-matching` over the blocks as they were answered, with an end of 23:59 as midnight: 11 characters of
    /// base64url.
    GivenKnownDays => json!({
        "type": ["array", "string"], "minItems": 1, "pattern": KNOWN_DAY, "items": known_day(),
        "examples": [["2024-05-13:-AhQNr1VpMU"]],
    });
    /// Records a page, 1 to 1000; 100 unless asked otherwise.
    GivenLimit => integer(1, 1000, POSITIVE, 100);
    /// From 1.
    GivenPage => integer(1, MAX_ID, POSITIVE, 1);
    /// Minutes, at least 1.
    GivenMinutes => integer(1, MAX_ID, POSITIVE, 60);
    /// Minutes, 15 to 1440, divisible by 15.
    GivenLength => {
        let mut length = integer(15, 1440, POSITIVE, 60);
        length["multipleOf"] = 15.into();
        length
    };
    /// Minutes, 1 to 1440.
    GivenTypeLength => integer(1, 1440, POSITIVE, 90);
    /// Days, 1 to 90; 14 unless asked otherwise.
    GivenLinkDays => integer(1, 90, POSITIVE, 14);
    /// How many people, 1 to 1000.
    GivenCrewSize => integer(1, 1000, POSITIVE, 2);
    /// Every how many weeks, 1 to 1000.
    GivenWeeks => integer(1, 1000, POSITIVE, 1);
    /// How many active weeks follow the first.
    GivenRepetitions => integer(0, u64::from(u32::MAX), DIGITS, 0);
    /// 0 = Sunday, …, 6 = Saturday.
    GivenWeekday => integer(0, 6, "^0*[0-6]$", 1);
    /// Yes or no.
    GivenBoolean => json!({"enum": [true, false, 1, 0, "true", "false", "1", "0"], "examples": [true]});
    /// A date that exists, from 1970-01-01 to 2999-12-31.
    GivenDate => json!({
        "type": "string", "format": "date", "pattern": "^(19[7-9]|2[0-9]{2})[0-9]-[0-9]{2}-[0-9]{2}$", "examples": ["2024-05-13"],
    });
    /// A wall-clock time in the instance's zone, on a whole minute; a `T` between date and time is accepted too.
    GivenDateTime => json!({
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9])?$",
        "examples": ["2024-05-13 10:00:00"],
    });
    /// A time of day, `HH:MM:SS` or `HH:MM`; `24:00` is midnight at the end.
    GivenTime => json!({"type": "string", "pattern": DAY_PART, "examples": ["09:00:00"]});
    /// A time of day, `HH:MM`, on the quarter of an hour where it is a schedule's; 23:59 and 24:00 are midnight at the end.
    GivenDayPart => json!({"type": "string", "pattern": DAY_PART, "examples": ["09:00"]});
    /// A text without U+0000; a number is taken as one.
    GivenText => json!({"type": ["string", "number"], "pattern": "^[^\\u0000]*$", "examples": ["Ring twice."]});
    /// 1 to 255 characters, not only blanks; a number is taken as a text.
    GivenName => json!({
        "type": ["string", "number"], "minLength": 1, "maxLength": 255, "pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$",
        "examples": ["Evenings"],
    });
    /// What a job is assigned to: an account or a network site. Both spellings are accepted everywhere.
    GivenPlaceKind => json!({"enum": ["accounts", "network_sites", "account", "network_site"]});
    /// How a job ended.
    CompletionType => json!({"enum": ["success", "failure"]});
    /// One of the vendor's seven colours.
    Color => json!({"enum": COLORS});
    /// One of the vendor's ten icons.
    Icon => json!({"enum": ICONS});
    /// What a custom field holds.
    FieldType => json!({"enum": ["text", "checkbox", "select", "date"]});
    /// Which records have a custom field.
    EntityType => json!({"enum": ["account", "network_site", "jobs", "job"]});
    /// The choices of a field, all different; also as JSON in a text, which is how a form can send them.
    GivenOptions => json!({
        "type": ["array", "string"], "minItems": 1, "contentMediaType": "application/json",
        "items": {
            "type": "object", "required": ["text"],
            "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 255}},
        },
        "examples": [[{"text": "Fibre"}, {"text": "Copper"}]],
    });
    /// Minutes kept before and after jobs of a type, each type once; also as JSON in a text, which is how a form can send them.
    GivenBuffers => records(
        &json!({"job_type_id": number_of_one(), "before_minutes": whole(0, 1440), "after_minutes": whole(0, 1440)}),
        &[],
        &json!({"job_type_id": 1, "before_minutes": 0, "after_minutes": 15}),
    );
    /// How long ways take: speed, how long roads are for 100 km of the great circle, and the least minutes of each way; also as
    /// JSON in a text.
    GivenTravel => {
        let properties = json!({"speed_km_h": whole(1, 1000), "detour_percent": whole(100, 1000),
            "least_minutes": whole(0, 1440)});
        let mut travel = record(&properties, &[]);
        travel["type"] = json!(["object", "string"]);
        travel["contentMediaType"] = "application/json".into();
        travel["examples"] = json!([{"speed_km_h": 50, "detour_percent": 130, "least_minutes": 5}]);
        travel
    };
    /// Where users' days start and end, each user once; null or left out: no way. Also as JSON in a text.
    GivenDayEnds => records(
        &json!({"user_id": number_of_one(), "start": point(), "end": point()}),
        &["start", "end"],
        &json!({"user_id": 1, "start": {"latitude": 40.7, "longitude": -89.6}, "end": null}),
    );
    /// How many jobs a day may have, 0 to 1000.
    GivenJobsPerDay => integer(0, 1000, DIGITS, 6);
    /// How many jobs a day of some users may have, each user once; also as JSON in a text.
    GivenJobsPerDayOf => records(
        &json!({"user_id": number_of_one(), "jobs": whole(0, 1000)}),
        &[],
        &json!({"user_id": 1, "jobs": 4}),
    );
    /// A boolean for a checkbox, `YYYY-MM-DD` for a date, one of the options for a select, else a text.
    GivenData => json!({"type": ["string", "number", "boolean"], "examples": ["Basement, left of the stairs"]});
}

/// Which part of a list.
#[derive(JsonSchema)]
pub struct Pages {
    /// Records a page.
    limit: Option<GivenLimit>,
    /// Which page.
    page: Option<GivenPage>,
}

/// A visit to be planned.
#[derive(JsonSchema)]
#[expect(non_snake_case, reason = "the vendor spells it so")]
pub struct FindAny {
    /// The first day.
    start_date: GivenDate,
    /// The last day, at most 366 days in all.
    end_date: GivenDate,
    /// How long the visit takes. Shorter stretches are left out.
    length_in_minutes: GivenMinutes,
    /// The type of the job: its schedules count.
    job_type_id: GivenId,
    /// What it is assigned to: geofences are held against its address.
    entityType: GivenPlaceKind,
    /// The account or site.
    entityId: GivenId,
    /// Whose time; everybody's when left out. The holder of a booking link can't choose.
    users: Option<EmptyOr<GivenIds>>,
    /// Days that the caller has already, as `date:digest`: those that have not changed are left out of the answer, which names
    /// them in `unchanged_days`.
    known_days: Option<EmptyOr<GivenKnownDays>>,
}

/// A visit to be planned for some users together.
#[derive(JsonSchema)]
#[expect(non_snake_case, reason = "the vendor spells it so")]
pub struct FindCommon {
    /// The first day.
    start_date: GivenDate,
    /// The last day, at most 366 days in all.
    end_date: GivenDate,
    /// How long the visit takes. Shorter stretches are left out.
    length_in_minutes: GivenMinutes,
    /// The type of the job: its schedules count.
    job_type_id: GivenId,
    /// What it is assigned to: geofences are held against its address.
    entityType: GivenPlaceKind,
    /// The account or site.
    entityId: GivenId,
    /// Who must all be free.
    users: GivenIds,
}

/// A job to be made.
#[derive(JsonSchema)]
pub struct NewJob {
    /// Its type, fixed from then on.
    job_type_id: GivenId,
    /// What it is assigned to.
    assigned_type: GivenPlaceKind,
    /// The account or site.
    assigned_id: GivenId,
    /// How long; the type's length when left out.
    length_in_minutes: Option<GivenLength>,
    /// What the technician should know.
    notes: Option<GivenText>,
    /// When; needs `user_ids`.
    scheduled_datetime: Option<GivenDateTime>,
    /// The crew; needs `scheduled_datetime`. All of them must be free for the whole job.
    user_ids: Option<EmptyOr<GivenIds>>,
    /// What is added to the account on completion. Staff only.
    services: Option<EmptyOr<GivenIds>>,
    /// The ticket that the job is linked to. Staff only.
    ticket_id: Option<GivenId>,
    /// The hold that the visit makes good: when it has expired and its time is taken, the answer says so.
    hold_id: Option<GivenId>,
}

/// What is to change in a job; what is left out stays.
#[derive(JsonSchema)]
pub struct JobChange {
    /// What it is assigned to; needs `assigned_id`.
    assigned_type: Option<GivenPlaceKind>,
    /// The account or site; needs `assigned_type`.
    assigned_id: Option<GivenId>,
    /// How long. A scheduled job must have room for it.
    length_in_minutes: Option<GivenLength>,
    /// What the technician should know; blank takes it away.
    notes: Option<GivenText>,
    /// When; needs `user_ids`.
    scheduled_datetime: Option<GivenDateTime>,
    /// The crew. Ignored unless the job is scheduled or `scheduled_datetime` is sent.
    user_ids: Option<EmptyOr<GivenIds>>,
    /// What is added to the account on completion; an empty list takes all away. Staff only.
    services: Option<EmptyOr<GivenIds>>,
    /// The ticket that the job is linked to; null unlinks it. Staff only.
    ticket_id: Option<GivenId>,
    /// The hold that the visit makes good: when it has expired and its time is taken, the answer says so.
    hold_id: Option<GivenId>,
}

/// Who comes or goes.
#[derive(JsonSchema)]
pub struct OnSite {
    /// The user; who calls when left out.
    user_id: Option<GivenId>,
}

/// How a job ended.
#[derive(JsonSchema)]
pub struct Ending {
    /// `success` when left out.
    completion_type: Option<CompletionType>,
    /// A remark; required when it failed.
    reason: Option<GivenText>,
}

/// When a customer would like it: at home on `date` from `start_time` to `end_time`.
#[derive(JsonSchema)]
pub struct Wish {
    /// The day.
    date: GivenDate,
    /// From when.
    start_time: GivenTime,
    /// Until when, after `start_time`.
    end_time: GivenTime,
}

/// What is to change in a wish; what is left out stays.
#[derive(JsonSchema)]
pub struct WishChange {
    /// The day.
    date: Option<GivenDate>,
    /// From when.
    start_time: Option<GivenTime>,
    /// Until when, after `start_time`.
    end_time: Option<GivenTime>,
}

/// A job type. What it does to accounts, tickets, tasks and contracts is kept for the systems that have them.
#[derive(JsonSchema)]
pub struct NewJobType {
    /// For people.
    name: GivenName,
    /// The length of its jobs unless they say otherwise.
    length_in_minutes: GivenTypeLength,
    /// How it is drawn.
    color: Color,
    /// How it is drawn.
    icon: Icon,
    /// Whether completion changes the account's status; then `account_status_id_completion` is required.
    change_status_on_completion: Option<GivenBoolean>,
    /// To which one.
    account_status_id_completion: Option<GivenId>,
    /// Whether failure changes the account's status; then `account_status_id_failure` is required.
    change_status_on_failure: Option<GivenBoolean>,
    /// To which one.
    account_status_id_failure: Option<GivenId>,
    /// Whether completion makes a ticket; then `completion_ticket_group_id` is required.
    create_completion_ticket: Option<GivenBoolean>,
    /// For which group.
    completion_ticket_group_id: Option<GivenId>,
    /// Whether failure makes a ticket; then `failure_ticket_group_id` is required.
    create_failure_ticket: Option<GivenBoolean>,
    /// For which group.
    failure_ticket_group_id: Option<GivenId>,
    /// Whether a job can be completed while tasks of it are open; yes when left out.
    allow_completion_with_uncompleted_tasks: Option<GivenBoolean>,
    /// Which tasks its jobs begin with.
    task_template_id: Option<GivenId>,
    /// What completion adds to the account.
    services: Option<EmptyOr<GivenIds>>,
    /// Which contract scheduling adds to the account.
    contract_template_id: Option<GivenId>,
}

/// Hours in which jobs of some types may, or may not, be scheduled. Its days are made after it.
#[derive(JsonSchema)]
pub struct NewSchedule {
    /// For people.
    name: GivenName,
    /// Whose hours.
    user_ids: GivenIds,
    /// For jobs of which types.
    job_type_ids: GivenIds,
    /// From which day on.
    start: GivenDate,
    /// Whether it opens or closes.
    available: GivenBoolean,
    /// Whether it never ends.
    infinite_repetitions: GivenBoolean,
    /// How many active weeks follow the first.
    repetitions: GivenRepetitions,
    /// Every how many weeks.
    weeks: GivenWeeks,
}

/// One stretch of a schedule's week.
#[derive(JsonSchema)]
pub struct NewScheduleDay {
    /// The day of the week.
    day: GivenWeekday,
    /// From when.
    start_timestamp: GivenDayPart,
    /// Until when.
    end_timestamp: GivenDayPart,
}

/// A repeating break.
#[derive(JsonSchema)]
#[allow(missing_docs)]
pub struct NewBlocker {
    /// For people.
    name: GivenName,
    sunday: GivenBoolean,
    monday: GivenBoolean,
    tuesday: GivenBoolean,
    wednesday: GivenBoolean,
    thursday: GivenBoolean,
    friday: GivenBoolean,
    saturday: GivenBoolean,
    /// From when.
    start_timestamp: GivenDayPart,
    /// Until when.
    end_timestamp: GivenDayPart,
    /// Whose break; may be nobody's.
    user_ids: EmptyOr<GivenIds>,
    /// From which day on.
    start: GivenDate,
    /// Every how many weeks.
    weeks: GivenWeeks,
    /// How many active weeks follow the first.
    repetitions: GivenRepetitions,
    /// Whether it never ends.
    infinite_repetitions: GivenBoolean,
}

/// A break to be moved for one user and day.
#[derive(JsonSchema)]
pub struct NewOverride {
    /// On which day.
    date: GivenDate,
    /// From when.
    start_timestamp: GivenDayPart,
    /// Until when.
    end_timestamp: GivenDayPart,
    /// Whose.
    user_id: GivenId,
}

/// Leave.
#[derive(JsonSchema)]
pub struct NewTimeOff {
    /// For people; unique.
    name: GivenName,
    /// Whose.
    user_id: GivenId,
    /// From when.
    start_time: GivenDateTime,
    /// Until when, after `start_time`.
    end_time: GivenDateTime,
}

/// A custom field to be made.
#[derive(JsonSchema)]
pub struct NewCustomField {
    /// For people.
    name: GivenName,
    /// Fixed once made.
    #[schemars(rename = "type")]
    field_type: FieldType,
    /// Fixed once made.
    entity_type: EntityType,
    /// Whether it can be set where it holds nothing yet.
    active: GivenBoolean,
    /// Whether no two records may hold the same; texts only. No when left out.
    unique: Option<GivenBoolean>,
    /// What can be chosen; required for a `select`, for others prohibited.
    select_options: Option<GivenOptions>,
}

/// What is to change in a custom field; what is left out stays.
#[derive(JsonSchema)]
pub struct CustomFieldChange {
    /// For people.
    name: GivenName,
    /// Whether it can be set where it holds nothing yet.
    active: GivenBoolean,
    /// Whether no two records may hold the same; texts only.
    unique: GivenBoolean,
    /// What can be chosen; for a `select` only.
    select_options: GivenOptions,
}

/// What a field is to hold.
#[derive(JsonSchema)]
pub struct NewCustomFieldData {
    /// A boolean for a checkbox, `YYYY-MM-DD` for a date, one of the options for a select, else a text.
    data: GivenData,
}

/// A task to be given to a job.
#[derive(JsonSchema)]
pub struct NewTask {
    /// What is to be done.
    description: GivenName,
    /// Who is to do it.
    user_id: Option<GivenId>,
    /// Until when.
    due_date: Option<GivenDate>,
    /// Whether it is done already.
    complete: Option<GivenBoolean>,
}

/// What is to change in a task; what is left out stays.
#[derive(JsonSchema)]
pub struct TaskChange {
    /// What is to be done.
    description: GivenName,
    /// Who is to do it; null for nobody.
    user_id: Option<GivenId>,
    /// Until when; null for no end.
    due_date: Option<GivenDate>,
    /// Whether it is done.
    complete: Option<GivenBoolean>,
}

/// A task template, or a task of one, to be made.
#[derive(JsonSchema)]
pub struct NewTaskTemplate {
    /// For people. No two templates have the same; of a task, what is to be done.
    name: GivenName,
}

/// What is to change in a task template or a task of one.
#[derive(JsonSchema)]
pub struct TaskTemplateChange {
    /// For people. No two templates have the same; of a task, what is to be done.
    name: GivenName,
}

/// A booking link to be made. Either `job_id` alone: the link is for that job. Or `assigned_type`, `assigned_id` and
/// `job_type_id`: the link is for a new job.
#[derive(JsonSchema)]
pub struct NewLink {
    /// An existing job.
    job_id: Option<GivenId>,
    /// What the new job is assigned to.
    assigned_type: Option<GivenPlaceKind>,
    /// The account or site.
    assigned_id: Option<GivenId>,
    /// The type of the new job.
    job_type_id: Option<GivenId>,
    /// How long the link works.
    expires_in_days: Option<GivenLinkDays>,
}

/// A time to be held.
#[derive(JsonSchema)]
pub struct NewHold {
    /// When the visit would start.
    scheduled_datetime: GivenDateTime,
    /// Who would come.
    user_ids: GivenIds,
    /// The type of the job. Required of staff.
    job_type_id: Option<GivenId>,
    /// What the job would be assigned to. Required of staff.
    assigned_type: Option<GivenPlaceKind>,
    /// The account or site. Required of staff.
    assigned_id: Option<GivenId>,
    /// How long; the type's length when left out.
    length_in_minutes: Option<GivenLength>,
    /// The job that would be moved there. Staff only: a link has its own.
    job_id: Option<GivenId>,
}

/// What is to be kept around jobs. No other members are taken.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NewRules {
    /// Time kept before and after jobs of some types, towards other jobs.
    buffers: Option<GivenBuffers>,
    /// How long ways between jobs take; no time when left out.
    travel: Option<GivenTravel>,
    /// Where users' days start and end; the ways from and to there lie in working hours.
    day_ends: Option<GivenDayEnds>,
    /// How many jobs a user may have on a day; any number when left out.
    jobs_per_day: Option<GivenJobsPerDay>,
    /// Who may have another number.
    jobs_per_day_of: Option<GivenJobsPerDayOf>,
}

/// A start, and for whom and what.
#[derive(JsonSchema)]
pub struct WhyNotAsked {
    /// When the visit would start.
    scheduled_datetime: GivenDateTime,
    /// The type of the job: its schedules count.
    job_type_id: GivenId,
    /// What the job is assigned to: geofences are held against its address.
    assigned_type: GivenPlaceKind,
    /// The account or site.
    assigned_id: GivenId,
    /// How long; the type's length when left out.
    length_in_minutes: Option<GivenLength>,
    /// Who would come; everybody is asked about when left out.
    user_ids: Option<EmptyOr<GivenIds>>,
    /// How many must be able to come; when left out all that are named, or one of everybody.
    crew_size: Option<GivenCrewSize>,
    /// The job that would be moved there: its time counts as free.
    job_id: Option<GivenId>,
}

/// A list that may be empty.
pub struct EmptyOr<T>(std::marker::PhantomData<T>);

impl<T: JsonSchema> JsonSchema for EmptyOr<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("EmptyOr{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let list = generator.subschema_for::<T>();
        json_schema!({"anyOf": [list, {"type": "array", "maxItems": 0}]})
    }
}

/// A date and the digest of what is free then.
pub fn known_day() -> Value {
    json!({"type": "string", "pattern": KNOWN_DAY, "examples": ["2024-05-13:-AhQNr1VpMU"]})
}

/// What counts as left out.
pub fn nothing() -> Value {
    json!({"description": "Counts as left out.", "type": ["null", "string"], "pattern": "^\\s*$"})
}
