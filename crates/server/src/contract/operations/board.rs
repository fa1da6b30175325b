//! The jobs as people read them.

use schemars::JsonSchema;
use serde_json::json;
use slotwright_wire::slotwright::{
    BOARD_CSV_PATH, BOARD_PATH, Behind, Board, CALENDARS_PATH, FEED_PATH, FREED_PATH, Feed, Freed, FreedTime,
    MOVES_PATH, Moves, PLACES_PATH, Place, TIMELINE_PATH, Timeline, UPSTREAM_PATH,
};

use super::super::operation::{Callers, Operation};
use super::super::values::{GivenDate, GivenLimit, GivenPage, GivenText, schemas};
use super::Group;
use super::jobs::BoardWanted;
use crate::inbound::sonar::Success;
use crate::scheduling::agenda::MAX_DAYS_SHOWN;

pub fn group() -> Group {
    Group {
        name: "Board",
        about: "Jobs for people: with the names of what they refer to, and with what their customers asked for.",
        operations: vec![
            Operation::get(BOARD_PATH, "listBoard", "List jobs with names and wishes")
                .notes("The same jobs in the same order as the list of jobs, by the same filters and by more; `job_ids` names some. A name is \
                     empty where none is known. What the caller may do is said beside them.")
                .query::<BoardWanted>()
                .bare::<Board>(200)
                .refuses(422, &["validation-failed"]),
            Operation::get(PLACES_PATH, "listPlaces", "Find an account or a site by its name or address")
                .notes("Those that have the text in their name or address, by name, in whatever case.")
                .query::<PlacesWanted>()
                .page_of::<Place>(),
            Operation::get(BOARD_CSV_PATH, "exportBoard", "The same as comma-separated values")
                .notes(
                    "For spreadsheets: UTF-8 with its mark, RFC 4180, a line with the names of the columns first, and all jobs that the \
                     filters let through where no page is asked for. What begins as a formula does has an apostrophe before it.",
                )
                .query::<BoardWanted>()
                .text("text/csv"),
            Operation::post(FEED_PATH, "makeFeed", "Make the address of a technician's calendar")
                .notes("Calendars of others subscribe to it. Whoever knows it reads the visits; it is told once, and ends the one before.")
                .bare::<Feed>(201),
            Operation::delete(FEED_PATH, "endFeed", "End the address of a technician's calendar").nothing(),
            Operation::get(CALENDARS_PATH, "readFeed", "A technician's calendar")
                .notes(
                    "The visits from 30 days ago to 180 days ahead, as a calendar (RFC 5545) that is refreshed every 15 minutes by \
                     programs that can. With `If-None-Match` and what `ETag` said, 304 where nothing is another.",
                )
                .callers(Callers::Anybody)
                .text("text/calendar")
                .knows_tags()
                .refuses(404, &["not-found"]),
            Operation::get(TIMELINE_PATH, "getTimeline", "Everybody's time and visits on some days")
                .notes(
                    "When each technician works, what takes of it, what the rules keep beside their visits, and the jobs planned for these \
                     days. Minutes are counted from the midnight with which `start_date` begins. What schedules say of a technician \
                     (for which jobs, where, what they are called) is told by names, so that people can be grouped.",
                )
                .query::<TimelineWanted>()
                .bare::<Timeline>(200)
                .refuses(422, &["validation-failed"]),
            Operation::post(MOVES_PATH, "moveJobs", "Move jobs, all of them or none")
                .notes(
                    "Each gets another time, another length or another crew, and the time that one leaves another of them can have: \
                     two visits change places in one request. A job that is another than `from` says by now is not moved \
                     (`changed-by-staff`).",
                )
                .body::<Moves>()
                .one::<Success>(200)
                .refuses(409, &["slot-taken", "changed-by-staff"])
                .refuses(422, &["validation-failed", "already-completed"]),
            Operation::post(FREED_PATH, "findForFreedTime", "Who waits for time that is free again?")
                .notes(
                    "Of the jobs that wait in the queue, those of which a wish can be met in time that a visit, or somebody's time off, \
                     has left: each with its best visit, which somebody comes to whose time is free again, and which `POST /v1/moves` \
                     can make at once. Whoever has a visit and would rather have it sooner comes first: what is held for them is no \
                     job's, and `held` says so.",
                )
                .body::<FreedTime>()
                .bare::<Freed>(200)
                .refuses(422, &["validation-failed"]),
            Operation::get(UPSTREAM_PATH, "getUpstream", "Which system is behind the server, and what can it do?")
                .notes("What it can't be told stays with this server, and jobs on the board say so.")
                .bare::<Behind>(200),
        ],
    }
}

/// Which places.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "a type that only stands for what is read")]
pub struct PlacesWanted {
    /// What is in their name or address.
    q: GivenText,
    /// Records a page.
    limit: Option<GivenLimit>,
    /// Which page.
    page: Option<GivenPage>,
}

/// Which days the timeline is to have.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "a type that only stands for what is read")]
pub struct TimelineWanted {
    /// The first; today when left out.
    start_date: Option<GivenDate>,
    /// How many; one when left out.
    days: Option<GivenDays>,
}

schemas! {
    /// Days side by side, 1 to 7.
    GivenDays => json!({"type": ["integer", "string"], "minimum": 1, "maximum": MAX_DAYS_SHOWN, "pattern": "^0*[1-7]$", "examples": [7]});
}
