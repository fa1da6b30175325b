//! The values of request parameters, as JSON Schemas. [`crate::inbound::sonar::params`] reads the same.
//!
//! Nothing here is ever made: the types only stand for what is read. They say what is *accepted*, which is more than
//! should be sent: numbers as text, since forms and queries know nothing else, and blanks for what is left out.
//! The records that are made of these values stand beside the operations that take them ([`super::operations`]).

#![allow(dead_code, reason = "types that only stand for what is read")]

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use slotwright_domain::{CancelReason, JobEvent, MOST_LINK_WINDOWS, MessageState, Right, StaffScope};
use slotwright_matching::Weights;
use slotwright_wire::slotwright::{ACCESS_TOKEN_TYPE, SUBJECT_TOKEN_TYPES, TOKEN_EXCHANGE, WITH_AVAILABILITY};
use slotwright_wire::sonar::read::STATUSES;
use slotwright_world::{
    COLORS, ICONS, MAX_ANSWER_HOURS, MAX_CHOICES, MAX_FIELD_NUMBER, MAX_FIELDS, MAX_HORIZON_DAYS, MAX_NOTICE_MINUTES,
    MAX_PREPARE, MAX_START_STEP_MINUTES,
};

use crate::credentials::sealed::{MOST_CHANGES, MOST_ORIGINS};
use crate::inbound::sonar::jobs::ORDERS;
use crate::inbound::sonar::params::bounds::{
    DEFAULT_LIMIT, DEFAULT_LINK_DAYS, LENGTH_STEP, MAX_CREW, MAX_ID, MAX_LENGTH, MAX_LIMIT, MAX_NAME, MAX_OLD_HOURS,
    MAX_PAGE, MAX_REPETITIONS, MAX_URL, MAX_USERS, MAX_WEEKS,
};
use crate::scheduling::open;

/// Types that only stand for what is read, each with its schema.
macro_rules! schemas {
    ($($(#[doc = $doc:literal])+ $name:ident => $schema:expr;)*) => {
        $(
            $(#[doc = $doc])+
            pub struct $name;

            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    let mut schema: serde_json::Value = $schema;
                    schema["description"] = concat!($($doc),+).trim().into();
                    schemars::Schema::try_from(schema).unwrap_or_default()
                }
            }
        )*
    };
}
pub(super) use schemas;

/// A whole number, or its digits as text.
fn integer(min: u64, max: u64, digits: &str, example: u64) -> Value {
    json!({"type": ["integer", "string"], "minimum": min, "maximum": max, "pattern": digits, "examples": [example]})
}

const POSITIVE: &str = "^0*[1-9][0-9]{0,15}$";
const DIGITS: &str = "^[0-9]+$";
const DAY_PART: &str = "^([0-9]|[01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$|^24:00(:00)?$";
/// Dates from 1970-01-01 to 2999-12-31, but for the 29th of the Februaries that have none.
const DATE: &str = "(19[7-9]|2[0-9]{2})[0-9]-\
    ((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))";
/// Without control characters.
const ONE_LINE: &str = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$";
const DIGEST: &str = "[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]";

/// The schemas of records and lists of records, which stand in a form as JSON.
pub const LISTS_OF_RECORDS: [&str; 9] = [
    "GivenOptions",
    "GivenBuffers",
    "GivenTravel",
    "GivenDayEnds",
    "GivenJobsPerDayOf",
    "GivenRecommend",
    "GivenTypesPolicy",
    "GivenTypesFields",
    "GivenFieldTexts",
];

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

/// The same, or null for what is left out.
fn or_null(mut schema: Value) -> Value {
    schema["type"] = json!([schema["type"].take(), "null"]);
    schema
}

fn whole(min: u64, max: u64) -> Value {
    json!({"type": "integer", "minimum": min, "maximum": max})
}

/// A field as it is set.
fn given_field() -> Value {
    let text =
        |min: usize, max: usize| json!({"type": "string", "minLength": min, "maxLength": max, "pattern": ONE_LINE});
    let name = || or_null(text(1, 100));
    let number = || json!({"type": ["number", "null"], "minimum": -MAX_FIELD_NUMBER, "maximum": MAX_FIELD_NUMBER});
    let mut key = text(1, 64);
    key["pattern"] = "^[A-Za-z0-9_-]+$".into();
    let names = json!({"sonar": name(), "os1": name(), "bigchange": name(), "frotcom": name()});
    let names = or_null(record(&names, &["sonar", "os1", "bigchange", "frotcom"]));
    let shown_if = or_null(record(&json!({"key": key, "value": text(1, 100)}), &[]));
    let mut field = record(
        &json!({"key": key, "label": text(1, 120), "hint": or_null(text(0, 300)),
            "kind": {"enum": ["text", "number", "boolean", "date", "choice", "photos"]},
            "required": {"type": ["boolean", "null"]},
            "choices": {"type": ["array", "null"], "maxItems": MAX_CHOICES, "uniqueItems": true, "items": text(1, 100)},
            "min": number(), "max": number(), "pattern": or_null(text(1, 500)), "shown_if": shown_if,
            "names": names}),
        &["hint", "required", "choices", "min", "max", "pattern", "shown_if", "names"],
    );
    field["description"] = "`choices` is for the kind `choice` alone, `pattern` (a regular expression that the whole text matches) \
        for `text`, `min` and `max` for `number` and, as numbers of characters, for `text`, and `max`, 1 to 5, for `photos`, which nobody can be required to send. `names` are what the field is called in \
        other systems, its key where nothing is said."
        .into();
    field
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
    /// Numbers of up to 1000 users, each once. One by itself counts as a list of one.
    GivenIdsOfUsers => {
        let mut ids = integer(1, MAX_ID, POSITIVE, 1);
        ids["type"] = json!(["array", "integer", "string"]);
        ids["minItems"] = 1.into();
        ids["maxItems"] = MAX_USERS.into();
        ids["items"] = json!({"$ref": "#/components/schemas/GivenId"});
        ids["examples"] = json!([[1]]);
        ids
    };
    /// Days with the digests of what is free on them, `date:digest`. One by itself counts as a list of one. The digest is that
    /// of `slotwright-matching` over the blocks as they were answered, with an end of 23:59 as midnight: 11 characters of
    /// base64url.
    GivenKnownDays => json!({
        "type": ["array", "string"], "minItems": 1, "pattern": format!("^{DATE}:{DIGEST}$"), "items": known_day(),
        "examples": [["2024-05-13:-AhQNr1VpMU"]],
    });
    /// Records a page, 1 to 1000; 100 unless asked otherwise.
    GivenLimit => integer(1, MAX_LIMIT, POSITIVE, DEFAULT_LIMIT);
    /// From 1, to 10,000: whoever reads further asks for more records a page.
    GivenPage => integer(1, MAX_PAGE, POSITIVE, 1);
    /// Minutes, at least 1.
    GivenMinutes => integer(1, MAX_ID, POSITIVE, 60);
    /// Minutes, 15 to 1440, divisible by 15.
    GivenLength => {
        let mut length = integer(LENGTH_STEP, MAX_LENGTH, POSITIVE, 60);
        length["multipleOf"] = LENGTH_STEP.into();
        length
    };
    /// Minutes, 1 to 1440.
    GivenTypeLength => integer(1, MAX_LENGTH, POSITIVE, 90);
    /// Who did something.
    GivenActor => json!({"type": "string", "maxLength": 200, "examples": ["link 7"]});
    /// Why a customer cancels.
    GivenReason => json!({"type": "string", "enum": CancelReason::ALL.map(CancelReason::name), "examples": ["other_time"]});
    /// What the holder of a link may do; one by itself counts as a list of one.
    GivenRights => json!({
        "type": ["array", "string"], "minItems": 1, "items": {"enum": Right::ALL.map(Right::name)},
        "examples": [["view", "hold", "reschedule"]],
    });
    /// How far a link of the board goes; each has all of those before it.
    GivenStaffScope => json!({"enum": StaffScope::ALL.map(StaffScope::name)});
    /// How often, 0 to 1000.
    GivenChanges => integer(0, MOST_CHANGES.into(), DIGITS, 3);
    /// 1 to 20 windows, each in one day of the instance's clock.
    GivenWindows => json!({
        "type": "array", "minItems": 1, "maxItems": MOST_LINK_WINDOWS,
        "items": {
            "type": "object", "required": ["date", "start_time", "end_time"],
            "properties": {
                "date": {"type": "string", "format": "date", "pattern": format!("^{DATE}$")},
                "start_time": {"type": "string", "pattern": DAY_PART},
                "end_time": {"type": "string", "pattern": DAY_PART},
            },
        },
        "examples": [[{"date": "2024-05-13", "start_time": "09:00", "end_time": "12:00"}]],
    });
    /// Up to 20 origins as browsers write them; one by itself counts as a list of one.
    GivenOrigins => json!({
        "type": ["array", "string"], "maxItems": MOST_ORIGINS,
        "items": {"type": "string", "pattern": "^https?://[a-z0-9.:\\[\\]-]+$"}, "examples": [["https://shop.example"]],
    });
    /// A language as BCP 47 writes it.
    GivenLanguage => json!({
        "type": "string", "pattern": "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$", "minLength": 2, "maxLength": 35,
        "examples": ["de-CH"],
    });
    /// An instant as RFC 3339 writes it.
    GivenInstant => json!({"type": "string", "format": "date-time", "examples": ["2024-05-11T06:00:00Z"]});
    /// The exchange of tokens.
    GivenExchange => json!({"enum": [TOKEN_EXCHANGE]});
    /// A JWT.
    GivenSession => json!({"type": "string", "maxLength": 16384});
    /// What the session is.
    GivenSessionType => json!({"enum": SUBJECT_TOKEN_TYPES});
    /// What is given.
    GivenTokenType => json!({"enum": [ACCESS_TOKEN_TYPE]});
    /// Scopes between blanks; the widest counts.
    GivenScopes => json!({
        "type": "string", "pattern": "^ *(view|schedule|override|admin)( +(view|schedule|override|admin))* *$",
        "examples": ["schedule"],
    });
    /// An address or a name.
    GivenTarget => json!({"type": "string", "examples": ["https://book.example.com"]});
    /// Days, 1 to 90, of an open link to 365; 14 unless asked otherwise, an open link's a hundred years.
    // Which bound holds depends on another member: as a `maximum` it would be said of all links.
    GivenOpenDays => json!({
        "type": ["integer", "string"], "minimum": 1, "exclusiveMaximum": open::MAX_DAYS + 1, "pattern": POSITIVE,
        "examples": [DEFAULT_LINK_DAYS],
    });
    /// Hours, 0 to 168; 24 unless asked otherwise.
    GivenHours => integer(0, MAX_OLD_HOURS, DIGITS, 24);
    /// An address of up to 2000 characters that starts with `https://`; on this machine itself, `http://` will do.
    GivenUrl => json!({
        "type": "string", "format": "uri", "maxLength": MAX_URL, "pattern": "^https?://[^\\s@]+$",
        "examples": ["https://crm.example.com/slotwright"],
    });
    /// What may become of a job; one by itself counts as a list of one.
    GivenEvents => json!({
        "type": ["array", "string"], "minItems": 1,
        "items": event(), "examples": [["job.booked", "job.moved", "job.cancelled"]],
    });
    /// Where a message stands.
    GivenMessageState => json!({"enum": MessageState::ALL.map(MessageState::name)});
    /// Seconds from now on.
    GivenSeconds => integer(1, u64::from(u32::MAX), POSITIVE, 60);
    /// How many people, 1 to 1000.
    GivenCrewSize => integer(1, MAX_CREW, POSITIVE, 2);
    /// Every how many weeks, 1 to 1000.
    GivenWeeks => integer(1, MAX_WEEKS, POSITIVE, 1);
    /// How many active weeks follow the first.
    GivenRepetitions => integer(0, MAX_REPETITIONS, DIGITS, 0);
    /// 0 = Sunday, …, 6 = Saturday.
    GivenWeekday => integer(0, 6, "^0*[0-6]$", 1);
    /// Yes or no.
    GivenBoolean => json!({
        "anyOf": [{"type": "boolean"}, {"type": "integer", "enum": [0, 1]}, {"type": "string", "enum": ["true", "false", "1", "0"]}],
        "examples": [true],
    });
    /// A date that exists, from 1970-01-01 to 2999-12-31.
    GivenDate => json!({
        "type": "string", "format": "date", "pattern": format!("^{DATE}$"), "examples": ["2024-05-13"],
    });
    /// A wall-clock time in the instance's zone, on a whole minute; a `T` between date and time is accepted too.
    GivenDateTime => json!({
        "type": "string",
        "pattern": format!("^{DATE}[ T]([01][0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9])?$"),
        "examples": ["2024-05-13 10:00:00"],
    });
    /// A time of day, `HH:MM:SS` or `HH:MM`; as an end, `24:00` and `00:00` are the midnight after it.
    GivenTime => json!({"type": "string", "pattern": DAY_PART, "examples": ["09:00:00"]});
    /// A time of day, `HH:MM`, on the quarter of an hour where it is a schedule's; as an end, 23:59, 24:00 and 00:00 are the midnight
    /// after it.
    GivenDayPart => json!({"type": "string", "pattern": DAY_PART, "examples": ["09:00"]});
    /// Where jobs stand; one by itself counts as a list of one.
    GivenStatuses => json!({
        "type": ["array", "string"], "minItems": 1, "items": status(), "examples": [["queued", "scheduled"]],
    });
    /// By number or by the start of the visit; with a minus the other way round. Jobs without a visit come last then.
    GivenOrder => json!({"enum": ORDERS.iter().map(|(word, _)| *word).collect::<Vec<_>>()});
    /// A text without U+0000; a number is taken as one.
    GivenText => json!({"type": ["string", "number"], "pattern": "^[^\\u0000]*$", "examples": ["Ring twice."]});
    /// Up to 100 characters; a number is taken as a text.
    GivenOpenTitle => json!({
        "type": ["string", "number"], "maxLength": open::MAX_TITLE, "pattern": "^[^\\u0000]*$", "examples": ["On our page"],
    });
    /// Up to 255 characters; a number is taken as a text.
    GivenHolder => json!({
        "type": ["string", "number"], "maxLength": 255, "pattern": "^[^\\u0000]*$", "examples": ["basket 4711"],
    });
    /// 1 to 255 characters, not only blanks; a number is taken as a text.
    GivenName => json!({
        "type": ["string", "number"], "minLength": 1, "maxLength": MAX_NAME, "pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$",
        "examples": ["Evenings"],
    });
    /// What a job is assigned to: an account or a network site. Both spellings are accepted everywhere.
    GivenPlaceKind => json!({"enum": ["accounts", "network_sites", "account", "network_site"]});
    /// What an answer is to have besides.
    GivenWith => json!({"enum": [WITH_AVAILABILITY]});
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
            "properties": {"text": {"type": "string", "minLength": 1, "maxLength": MAX_NAME}},
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
    /// Minutes from one offered start to the next.
    GivenStartStepMinutes => integer(1, MAX_START_STEP_MINUTES.into(), POSITIVE, 15);
    /// Where offered starts are counted from.
    GivenStartAlignment => json!({"type": "string", "enum": ["clock", "block"], "examples": ["clock"]});
    /// Minutes of notice.
    GivenNoticeMinutes => integer(0, MAX_NOTICE_MINUTES.into(), DIGITS, 120);
    /// Days from today.
    GivenHorizonDays => integer(0, MAX_HORIZON_DAYS.into(), DIGITS, 60);
    /// What counts how much where openings are recommended, 0 to 100 each: a visit of the same person near by, a day on which little
    /// is planned, that it is soon, room in the window that is promised. Also as JSON in a text.
    GivenRecommend => {
        let weight = || whole(0, Weights::MAX.into());
        let weights = json!({"near": weight(), "quiet": weight(), "soon": weight(), "room": weight()});
        let mut recommend = record(&weights, &[]);
        recommend["type"] = json!(["object", "string"]);
        recommend["contentMediaType"] = "application/json".into();
        recommend["examples"] = json!([{"near": 80, "quiet": 20, "soon": 60, "room": 10}]);
        recommend
    };
    /// Hours within which wishes are answered.
    GivenAnswerHours => integer(1, MAX_ANSWER_HOURS.into(), POSITIVE, 24);
    /// What types of jobs have of their own, each type once; also as JSON in a text.
    GivenTypesPolicy => {
        let notice = || or_null(whole(0, MAX_NOTICE_MINUTES.into()));
        records(
            &json!({"job_type_id": number_of_one(),
                "start_step_minutes": or_null(whole(1, MAX_START_STEP_MINUTES.into())),
                "start_alignment": {"enum": ["clock", "block", null]},
                "notice_minutes": notice(), "change_notice_minutes": notice(),
                "horizon_days": or_null(whole(0, MAX_HORIZON_DAYS.into())),
                "prepare": {"type": ["string", "null"], "minLength": 1, "maxLength": MAX_PREPARE}}),
            &["start_step_minutes", "start_alignment", "notice_minutes", "change_notice_minutes", "horizon_days", "prepare"],
            &json!({"job_type_id": 1, "notice_minutes": 1440}),
        )
    };
    /// The fields of types of jobs, each type once, each key once in its type; also as JSON in a text.
    GivenTypesFields => records(
        &json!({"job_type_id": number_of_one(), "fields": {"type": "array", "maxItems": MAX_FIELDS, "items": given_field()}}),
        &[],
        &json!({"job_type_id": 1, "fields": [{"key": "floor", "label": "Which floor?", "kind": "number", "min": -3, "max": 40}]}),
    );
    /// Texts, numbers, true and false by the keys of fields: numbers in plain decimals, dates `YYYY-MM-DD`; also as JSON in a text.
    GivenFieldTexts => json!({"type": ["object", "string"], "contentMediaType": "application/json",
        "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
        "examples": [{"floor": 3, "gate": "1234", "dog": true}]});
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
        json_schema!({"anyOf": [list, {"type": "array", "items": {}, "maxItems": 0}]})
    }
}

/// A value, or null where that has a meaning of its own.
pub struct NullOr<T>(std::marker::PhantomData<T>);

impl<T: JsonSchema> JsonSchema for NullOr<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("NullOr{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({"anyOf": [value, {"type": "null", "description": "As is said of this parameter."}]})
    }
}

/// Where a job stands.
pub fn status() -> Value {
    json!({"enum": STATUSES.iter().map(|(word, _)| *word).collect::<Vec<_>>()})
}

/// What may become of a job.
pub fn event() -> Value {
    json!({"enum": JobEvent::ALL.map(JobEvent::name)})
}

/// A date and the digest of what is free then.
pub fn known_day() -> Value {
    json!({"type": "string", "pattern": format!("^{DATE}:{DIGEST}$"), "examples": ["2024-05-13:-AhQNr1VpMU"]})
}

/// What counts as left out.
pub fn nothing() -> Value {
    json!({"description": "Counts as left out.", "type": ["null", "string"], "pattern": "^\\s*$"})
}
