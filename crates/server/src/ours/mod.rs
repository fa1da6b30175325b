//! Our own paths, `/v1`: what the booking page and the board speak beside the vendor's API. Parameters and sentences are those
//! that the vendor's API has, since the same programs send and read them.

pub mod api_users;
pub mod board;
pub mod board_csv;
pub mod booking;
pub mod clock;
pub mod company;
pub mod contract;
pub mod earlier;
pub mod events;
pub mod feeds;
pub mod fields;
pub mod freed;
pub mod history;
pub mod holds;
mod link_limits;
pub mod links;
pub mod moves;
pub mod open;
pub mod origin;
pub mod outbox;
pub mod photos;
pub mod places;
pub mod policy;
pub mod rather_not;
pub mod rules;
pub mod timeline;
pub mod token;
pub mod upstream;
pub mod visit_calendar;
pub mod webhooks;
mod whole;
pub mod why_not;

use slotwright_wire::slotwright::{
    API_USERS_PATH, BOARD_CSV_PATH, BOARD_PATH, BOOKING_PATH, BOOKING_PHOTO_PATH, BOOKING_PHOTOS_PATH, CALENDARS_PATH,
    CLOCK_PATH, COMPANY_PATH, DEFINED_FIELDS_PATH, EARLIER_DECLINE_PATH, EARLIER_PATH, EVENTS_PATH, FEED_PATH,
    FIELDS_PATH, FREED_PATH, HISTORY_PATH, HOLDS_PATH, JOB_FIELDS_PATH, JOB_PHOTO_PATH, JOB_PHOTOS_PATH, LINKS_PATH,
    MOVES_PATH, OPEN_PATH, OPEN_START_PATH, ORIGIN_PATH, OUTBOX_PATH, PLACES_PATH, POLICY_PATH, PROOF_OF_WORK_PATH,
    RATHER_NOT_PATH, RULES_PATH, TIMELINE_PATH, TOKEN_PATH, UPSTREAM_PATH, VISIT_CALENDAR_PATH, WEBHOOKS_PATH,
    WHY_NOT_CASE_PATH, WHY_NOT_PATH,
};

use crate::access::Dialect;
use crate::contract::DOCUMENT_PATH;
use crate::edge::problem::PROBLEM;
use crate::table::{Table, delete, get, post, put};

/// What has to be known of our paths to repeat their answers: jobs are read where Sonar's API has them.
pub const DIALECT: Dialect = Dialect {
    shape: PROBLEM,
    only_asks: |path| path == FREED_PATH,
    read_back: crate::inbound::sonar::replay::read_back,
};

/// Our own.
#[must_use]
pub fn table() -> Table {
    Table::new()
        .route(BOOKING_PATH, get(booking::get))
        .route(EARLIER_PATH, put(earlier::put).delete(earlier::delete))
        .route(EARLIER_DECLINE_PATH, post(earlier::decline))
        .route(RATHER_NOT_PATH, put(rather_not::put))
        .route(VISIT_CALENDAR_PATH, get(visit_calendar::get))
        .route(LINKS_PATH, get(links::list).post(links::create))
        .route("/v1/links/{id}", delete(links::revoke))
        .route(OPEN_PATH, get(open::get))
        .route(OPEN_START_PATH, post(open::start))
        .route(PROOF_OF_WORK_PATH, get(open::challenge))
        .route(HOLDS_PATH, post(holds::place_hold))
        .route("/v1/holds/{id}", delete(holds::release))
        .route("/v1/holds/{id}/extend", post(holds::extend))
        .route(WHY_NOT_PATH, get(why_not::get))
        .route(WHY_NOT_CASE_PATH, get(why_not::case))
        .route(BOARD_PATH, get(board::list))
        .route(PLACES_PATH, get(places::list))
        .route(BOARD_CSV_PATH, get(board_csv::get))
        .route(FEED_PATH, post(feeds::make).delete(feeds::end))
        .route(CALENDARS_PATH, get(feeds::read))
        .route(TIMELINE_PATH, get(timeline::get))
        .route(MOVES_PATH, post(moves::create))
        .route(FREED_PATH, post(freed::find))
        .route(CLOCK_PATH, get(clock::get))
        .route(ORIGIN_PATH, get(origin::get))
        .route(COMPANY_PATH, get(company::get))
        .route(UPSTREAM_PATH, get(upstream::get))
        .route(POLICY_PATH, get(policy::get).put(policy::put))
        .route(FIELDS_PATH, get(fields::get).put(fields::put))
        .route(DEFINED_FIELDS_PATH, get(fields::defined))
        .route(JOB_FIELDS_PATH, get(fields::of_job).patch(fields::fill))
        .route(BOOKING_PHOTOS_PATH, post(photos::keep))
        .route(BOOKING_PHOTO_PATH, get(photos::own).delete(photos::discard))
        .route(JOB_PHOTOS_PATH, get(photos::of_job))
        .route(JOB_PHOTO_PATH, get(photos::get))
        .route(RULES_PATH, get(rules::get).put(rules::put))
        .route(TOKEN_PATH, post(token::exchange_session))
        .route(API_USERS_PATH, get(api_users::list).post(api_users::create))
        .route("/v1/api_users/{name}", delete(api_users::remove).patch(api_users::change))
        .route("/v1/api_users/{name}/rotate_password", post(api_users::rotate_password))
        .route(WEBHOOKS_PATH, get(webhooks::list).post(webhooks::create))
        .route("/v1/webhooks/{id}", delete(webhooks::remove).patch(webhooks::change))
        .route("/v1/webhooks/{id}/rotate_secret", post(webhooks::rotate_secret))
        .route("/v1/webhooks/{id}/test", post(webhooks::test))
        .route(HISTORY_PATH, get(history::list))
        .route(EVENTS_PATH, get(events::get))
        .route(OUTBOX_PATH, get(outbox::list))
        .route("/v1/outbox/{id}/retry", post(outbox::retry))
        .route("/v1/outbox/{id}/drop", post(outbox::give_up))
        .route(DOCUMENT_PATH, get(contract::document))
}
