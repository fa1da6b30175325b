//! The spellings that records use in texts, as JSON Schemas. Nothing here is ever made: the types only stand for them. And
//! cases, in outline: what reads them says what is wrong with one, member by member.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::case::Case;

macro_rules! spellings {
    ($($(#[doc = $doc:literal])+ $name:ident { $($schema:tt)* })*) => {
        $(
            $(#[doc = $doc])+
            pub struct $name;

            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": "string", "description": concat!($($doc),+).trim(), $($schema)* })
                }
            }
        )*
    };
}

spellings! {
    /// A date that exists: `YYYY-MM-DD`.
    Date { "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2024-05-13"] }
    /// A time of day: `HH:MM:SS`, or `HH:MM` where noted. Midnight at an end is `23:59`.
    Time { "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$", "examples": ["09:15:00"] }
    /// A date and time in the instance's zone: `YYYY-MM-DD HH:MM:SS`, or without seconds where noted.
    DateTime {
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
        "examples": ["2024-05-13 09:15:00"],
    }
    /// A point in time, RFC 3339 in UTC.
    Instant {
        "format": "date-time",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z$",
        "examples": ["2024-05-13T14:15:00Z"],
    }
    /// What a job is assigned to: a customer's account, or a network site.
    PlaceKind { "enum": ["accounts", "network_sites"] }
}

impl JsonSchema for Case {
    fn schema_name() -> Cow<'static, str> {
        "Case".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let datetime = generator.subschema_for::<DateTime>();
        json_schema!({
            "type": "object",
            "description": "A question to the matching core with its whole input and its answer, to be asked again.",
            "required": ["version", "about", "input", "search", "answer"],
            "properties": {
                "version": { "const": 1, "description": "Of the format." },
                "about": { "type": "string", "description": "What the case shows." },
                "input": {
                    "type": "object",
                    "description": "Who is asked about, and all that decides whether they are free.",
                    "required": ["roster"],
                    "properties": { "roster": { "type": "object" } },
                    "additionalProperties": false,
                },
                "search": {
                    "type": "object",
                    "description": "What is looked for.",
                    "required": ["length_in_minutes", "crew", "step_minutes", "align", "earliest", "latest"],
                    "properties": {
                        "length_in_minutes": { "type": "integer" },
                        "crew": { "type": "integer" },
                        "step_minutes": { "type": "integer" },
                        "align": { "enum": ["clock", "clock_or_first", "block"] },
                        "earliest": datetime,
                        "latest": datetime,
                    },
                    "additionalProperties": false,
                },
                "wanted": {
                    "type": "object",
                    "description": "The start that was asked about.",
                    "required": ["start", "at_most", "minutes_per_day"],
                    "properties": {
                        "start": datetime,
                        "at_most": { "type": "integer" },
                        "minutes_per_day": { "type": "integer" },
                    },
                    "additionalProperties": false,
                },
                "answer": { "type": "object", "description": "What came out; reasons by their codes." },
            },
            "additionalProperties": false,
        })
    }
}
