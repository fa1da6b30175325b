//! An API user as a form asks it: what it is called, how far it goes, for whom it acts, and which APIs it may use.

use slotwright_wire::slotwright::{API_USERS_PATH, ApiUser};
use slotwright_words::{Text, Words, text};

use crate::ground::job_filter::encode;
use crate::ground::setup::deed::{Deed, Save};
use crate::ground::setup::json::Json;
use crate::ground::setup::known::Known;
use crate::ground::setup::sheet::{Kind, Question, Sheet};
use crate::ground::verb::Verb;

/// How far one may go, as programs and as people know it.
pub const SCOPES: [(&str, &Text); 4] = [
    ("view", text::SETUP_SCOPE_VIEW),
    ("schedule", text::SETUP_SCOPE_SCHEDULE),
    ("override", text::SETUP_SCOPE_OVERRIDE),
    ("admin", text::SETUP_SCOPE_ADMIN),
];

/// The systems whose APIs may be used, as programs know them. The server refuses others, and a test holds the two against each
/// other.
pub const SYSTEMS: [&str; 4] = ["sonar", "os1", "bigchange", "frotcom"];

/// No name has more characters.
const LONGEST: usize = 100;

/// The form of an API user, or of a new one. The name stays as it was made.
#[must_use]
pub fn sheet(known: &Known, found: Option<&ApiUser>, words: &Words) -> Sheet {
    let say = |text| words.say(text);
    let scopes = SCOPES.map(|(scope, name)| (scope.to_owned(), say(name).to_owned())).to_vec();
    let systems = SYSTEMS.map(|system| (system.to_owned(), system.to_owned())).to_vec();
    let mut users = known.user_choices();
    // Whoever it acts for need not be a technician.
    if let Some(found) = found
        && !known.users.iter().any(|(id, _)| *id == found.user_id)
    {
        users.push((found.user_id.to_string(), found.user_name.clone()));
    }
    let sheet = match found {
        Some(_) => Sheet::default(),
        None => Sheet::default()
            .ask(Question::new("name", say(text::SETUP_NAME), Kind::Line(LONGEST)).needed(), String::new()),
    };
    sheet
        .ask(
            Question::new("scope", say(text::SETUP_SCOPE), Kind::Choice(scopes)).needed(),
            found.map_or("schedule", |found| &*found.scope),
        )
        .ask(
            Question::new("user_id", say(text::SETUP_ACTS_FOR), Kind::Choice(users)).needed(),
            found.map(|found| found.user_id.to_string()).unwrap_or_default(),
        )
        .ask(
            Question::new("systems", say(text::SETUP_SYSTEMS), Kind::Several(systems))
                .needed()
                .hint(say(text::SETUP_SYSTEMS_HINT)),
            found.map_or("sonar".to_owned(), |found| found.systems.join(" ")),
        )
}

/// What saves it. What is made has its password with it, so that nothing takes it back but removing it.
#[must_use]
pub fn save(found: Option<&ApiUser>, sheet: &Sheet) -> Save {
    let systems: Vec<String> = sheet.chosen("systems").into_iter().map(str::to_owned).collect();
    let user_id = sheet.whole("user_id").and_then(|id| u64::try_from(id).ok()).unwrap_or_default();
    let mut body = body(sheet.value("scope"), user_id, &systems);
    match found {
        Some(found) => {
            let before = self::body(&found.scope, found.user_id, &found.systems);
            Save::change(at(found), Json::Object(before), Json::Object(body))
        }
        None => {
            body.push(("name", Json::text(sheet.value("name"))));
            Save { deeds: vec![Deed::of(Verb::Post, API_USERS_PATH.to_owned(), Json::Object(body))], undo: Vec::new() }
        }
    }
}

/// What has it let in nowhere for a while, or again.
#[must_use]
pub fn pause(found: &ApiUser) -> Save {
    let active = |is| Json::Object(vec![("active", Json::Bool(is))]);
    Save::change(at(found), active(found.active), active(!found.active))
}

/// What gives it another password.
#[must_use]
pub fn rotate(found: &ApiUser) -> Save {
    Save { deeds: vec![Deed::post([&*at(found), "/rotate_password"].concat())], undo: Vec::new() }
}

/// What takes it away. Nothing brings it back: a new one has another password.
#[must_use]
pub fn delete(found: &ApiUser) -> Save {
    Save { deeds: vec![Deed::delete(at(found))], undo: Vec::new() }
}

/// Whether it is the only one of these who may set the instance up: the server lets that stay as it is.
///
/// ```
/// use slotwright::ground::setup::api_user::is_last_admin;
/// use slotwright_wire::slotwright::ApiUser;
/// let user = |name: &str, scope: &str| ApiUser {
///     name: name.to_owned(), user_id: 1, user_name: "Ada".to_owned(), scope: scope.to_owned(), systems: vec!["sonar".to_owned()],
///     active: true, created_at: None, last_used_at: None, from_settings: false,
/// };
/// let (boss, crm) = (user("boss", "admin"), user("crm", "view"));
/// assert!(is_last_admin(&boss, &[boss.clone(), crm.clone()]) && !is_last_admin(&crm, &[boss.clone(), crm.clone()]));
/// assert!(!is_last_admin(&boss, &[boss.clone(), user("other", "admin")]));
/// ```
#[must_use]
pub fn is_last_admin(found: &ApiUser, all: &[ApiUser]) -> bool {
    let is_admin =
        |user: &ApiUser| user.active && user.scope == "admin" && user.systems.iter().any(|name| name == "sonar");
    is_admin(found) && !all.iter().any(|user| user.name != found.name && is_admin(user))
}

/// Its name as it stands in an address, and in names of the page.
#[must_use]
pub fn encoded(found: &ApiUser) -> String {
    let mut name = String::new();
    encode(&found.name, &mut name);
    name
}

fn at(found: &ApiUser) -> String {
    [API_USERS_PATH, "/", &*encoded(found)].concat()
}

fn body(scope: &str, user_id: u64, systems: &[String]) -> Vec<(&'static str, Json)> {
    let systems = systems.iter().map(|system| Json::text(system)).collect();
    vec![("scope", Json::text(scope)), ("user_id", Json::id(user_id)), ("systems", Json::List(systems))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_the_server_knows_can_be_chosen() {
        let names = |source: &'static str| {
            source.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>()
        };
        assert_eq!(names(include_str!("../../../crates/domain/src/system.rs")), SYSTEMS);
        let rights = names(include_str!("../../../crates/domain/src/rights.rs"));
        assert!(rights.ends_with(&SCOPES.map(|(scope, _)| scope)), "{rights:?}");
    }
}
