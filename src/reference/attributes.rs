//! The attributes, in the order of [`NAMES`](crate::attributes::NAMES).

use super::Of;

/// What an attribute is called, may hold and means.
#[derive(Debug)]
pub struct Attribute {
    /// Its name in HTML.
    pub name: &'static str,
    /// Of which elements.
    pub of: Of,
    /// What it may hold, for readers.
    pub values: &'static str,
    /// The type of its property in TypeScript.
    pub ts: &'static str,
    /// What it does, with its default.
    pub meaning: &'static str,
}

/// Every attribute of the elements.
pub const ATTRIBUTES: [Attribute; 23] = [
    Attribute {
        name: "src",
        of: Of::Both,
        values: "URL",
        ts: "string",
        meaning: "where the API is; default: the origin the script came from",
    },
    Attribute {
        name: "token",
        of: Of::Both,
        values: "text",
        ts: "string",
        meaning: "the booking link's handle; better set as a property, which HTML never shows",
    },
    Attribute {
        name: "lang",
        of: Of::Both,
        values: "BCP 47",
        ts: "string",
        meaning: "the language: ar de en es fr pl pt have texts, any that the browser knows has dates and times; default: the nearest `lang` in the page, else the visitor’s; live",
    },
    Attribute {
        name: "first-day",
        of: Of::Both,
        values: "`auto` `sunday` `monday` … `saturday`",
        ts: "\"auto\" | \"sunday\" | \"monday\" | \"tuesday\" | \"wednesday\" | \"thursday\" | \"friday\" | \"saturday\"",
        meaning: "the first day of the week; default: `auto`, by language; live",
    },
    Attribute {
        name: "time-format",
        of: Of::Both,
        values: "`auto` `12h` `24h`",
        ts: "\"auto\" | \"12h\" | \"24h\"",
        meaning: "how times are written; default: `auto`, by language; live",
    },
    Attribute {
        name: "theme",
        of: Of::Both,
        values: "`auto` `light` `dark`",
        ts: "\"auto\" | \"light\" | \"dark\"",
        meaning: "default: `auto`, as the page's `color-scheme` says, else as the device is set; live",
    },
    Attribute {
        name: "heading-level",
        of: Of::Both,
        values: "`1` … `6`",
        ts: "number | string",
        meaning: "the level of the first heading, those below it follow; default: `2`; live",
    },
    Attribute {
        name: "support",
        of: Of::Both,
        values: "its presence",
        ts: "boolean",
        meaning: "offers to save the details of what is shown, for support; so does Ctrl+Shift+F9; live",
    },
    Attribute {
        name: "mode",
        of: Of::Booking,
        values: "`book` `wish` `reschedule`",
        ts: "\"book\" | \"wish\" | \"reschedule\"",
        meaning: "what the customer begins with: the times that are free, the wishes, or another time for a visit that is \
                  booked; default: `book`",
    },
    Attribute {
        name: "view",
        of: Of::Both,
        values: "`month` `week` `list`; of a board `timeline` `jobs` `links` `setup`",
        ts: "\"month\" | \"week\" | \"list\" | \"timeline\" | \"jobs\" | \"links\" | \"setup\"",
        meaning: "how times are laid out: a calendar by month or by week, or the days that have times, one below the other; \
                  default: `month`. Of a board, what is shown: everybody's day, the jobs, the links, or what it is set up by; default: \
                  `timeline`. Live",
    },
    Attribute {
        name: "windows",
        of: Of::Booking,
        values: "`exact` or minutes up to `1440`",
        ts: "\"exact\" | number | string",
        meaning: "what is offered here: exact starts, or arrival windows of that length; default: as the server's policy has \
                  it, which messages and calendar files follow in any case; live",
    },
    Attribute {
        name: "time-zone",
        of: Of::Booking,
        values: "IANA name",
        ts: "string",
        meaning: "a zone in which the chosen time is written too, beside that of the place; default: none; live",
    },
    Attribute {
        name: "min",
        of: Of::Booking,
        values: "date, `YYYY-MM-DD`",
        ts: "string",
        meaning: "the first day that is offered, where the policy allows earlier ones; live",
    },
    Attribute {
        name: "max",
        of: Of::Booking,
        values: "date, `YYYY-MM-DD`",
        ts: "string",
        meaning: "the last day that is offered, where the policy allows later ones; live",
    },
    Attribute {
        name: "prefill",
        of: Of::Booking,
        values: "JSON object",
        ts: "Record<string, string | number | boolean> | string",
        meaning: "what is filled in already, by the keys of the fields, and `notes`; what a customer has typed stays; better \
                  set as a property, which HTML never shows",
    },
    Attribute {
        name: "job-id",
        of: Of::Both,
        values: "number",
        ts: "number | string",
        meaning: "with a staff token: the job that is to be booked. A link of a day's life is made for it. Of a board: the job \
                  that is open; live",
    },
    Attribute {
        name: "job-type",
        of: Of::Booking,
        values: "number",
        ts: "number | string",
        meaning: "with a staff token: the type of a new job for `entity-type` and `entity-id`",
    },
    Attribute {
        name: "entity-type",
        of: Of::Both,
        values: "`accounts` `network_sites`",
        ts: "\"accounts\" | \"network_sites\"",
        meaning: "what `entity-id` is a number of",
    },
    Attribute {
        name: "entity-id",
        of: Of::Both,
        values: "number",
        ts: "number | string",
        meaning: "the account or site that a new job is for. Of a board: whose jobs are listed, alone; live",
    },
    Attribute {
        name: "technician",
        of: Of::Board,
        values: "number",
        ts: "number | string",
        meaning: "whose days are listed where there is no room for everybody's, as on a phone; default: the first \
                  technician's; live",
    },
    Attribute {
        name: "filter",
        of: Of::Board,
        values: "query",
        ts: "string",
        meaning: "which jobs are listed: `q`, `status`, `job_type_id`, `user_ids`, `start_date`, `end_date`, `has_wishes`, `can_be_met`, `overdue`, \
                  `sort` as `GET /v1/board` has them, `status=queued&has_wishes=true`; and how technicians are grouped on the \
                  schedule: `group` is `job_types`, `areas` or `schedules`, `folded` the groups that are folded away; live",
    },
    Attribute {
        name: "nonce",
        of: Of::Both,
        values: "text",
        ts: "string",
        meaning: "of the page's policy. Nothing needs it: no element makes a style element or a style attribute",
    },
    Attribute {
        name: "texts",
        of: Of::Both,
        values: "JSON object",
        ts: "Record<string, string> | string",
        meaning: "sentences in place of ours, or a language that we don't have, by their names: what is not in it stays as it is; \
                  live; better set as a property",
    },
];
