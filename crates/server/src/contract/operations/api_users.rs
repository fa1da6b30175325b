//! Who may use the API by name and password.

use schemars::JsonSchema;
use serde_json::json;
use slotwright_domain::System;
use slotwright_wire::slotwright::{API_USERS_PATH, ApiUser, ApiUserWithPassword};

use super::super::operation::Operation;
use super::super::values::{GivenBoolean, GivenId, GivenStaffScope, Pages, schemas};
use super::Group;
use crate::inbound::sonar::params::bounds::MAX_API_USER_NAME;

pub fn group() -> Group {
    let one = format!("{API_USERS_PATH}/{{name}}");
    Group {
        name: "API users",
        about: "Who may use the API by name and password, by HTTP Basic. Passwords are made by the server and shown once; what \
                becomes of an API user is in the history, with `api_user`. Somebody may always set the instance up: the last who may \
                is neither held to less nor disabled nor removed.",
        operations: vec![
            Operation::get(API_USERS_PATH, "listApiUsers", "List API users")
                .notes("By name; never their passwords.")
                .query::<Pages>()
                .page_of::<ApiUser>(),
            Operation::post(API_USERS_PATH, "createApiUser", "Make an API user")
                .notes("Its password is shown once.")
                .body::<NewApiUser>()
                .bare::<ApiUserWithPassword>(201),
            Operation::patch(&one, "changeApiUser", "Change an API user")
                .notes("What is not sent stays. One that is not active is let in nowhere, and its tokens neither.")
                .change::<ApiUserChange>()
                .bare::<ApiUser>(200)
                .refuses(404, &["not-found"])
                .refuses(409, &["last-admin"]),
            Operation::delete(&one, "deleteApiUser", "Remove an API user")
                .notes("Its tokens end with it. What it did stays in the history.")
                .nothing()
                .refuses(404, &["not-found"])
                .refuses(409, &["from-settings", "last-admin"]),
            Operation::post(
                &format!("{one}/rotate_password"),
                "rotateApiUserPassword",
                "Give an API user another password",
            )
            .notes("It is shown once. The old one no longer counts.")
            .bare::<ApiUserWithPassword>(200)
            .refuses(404, &["not-found"])
            .refuses(409, &["from-settings"]),
        ],
    }
}

/// An API user that is to be made.
#[derive(JsonSchema)]
pub struct NewApiUser {
    /// The name that it sends.
    name: GivenApiUserName,
    /// How far it goes.
    scope: GivenStaffScope,
    /// For which user it acts; unless asked otherwise the one for whom the caller does.
    user_id: Option<GivenId>,
    /// Of which systems' APIs it may use; `sonar`, with our own, unless asked otherwise.
    systems: Option<GivenSystems>,
}

/// What is to be another of an API user.
#[derive(JsonSchema)]
pub struct ApiUserChange {
    /// How far it goes.
    scope: Option<GivenStaffScope>,
    /// For which user it acts.
    user_id: Option<GivenId>,
    /// Of which systems' APIs it may use.
    systems: Option<GivenSystems>,
    /// Whether it may do anything.
    active: Option<GivenBoolean>,
}

schemas! {
    /// The name of an API user: up to 100 characters without colon, slash or line break, and no blank at its ends.
    GivenApiUserName => json!({
        "type": "string", "minLength": 1, "maxLength": MAX_API_USER_NAME, "pattern": "^[^:/\\p{Cc}]+$", "examples": ["crm"],
    });
    /// Systems whose APIs may be used; one by itself counts as a list of one. With another scope than `admin` it is `sonar` alone.
    GivenSystems => json!({
        "type": ["array", "string"], "minItems": 1, "items": {"enum": System::ALL.map(System::name)},
        "examples": [["sonar"]],
    });
}
