//! A link as a form asks it: one of the board, for staff, or one for anybody, who asks for a visit with it.

use slotwright_wire::slotwright::LINKS_PATH;
use slotwright_words::{Words, text};

use crate::ground::setup::api_user::SCOPES;
use crate::ground::setup::deed::Save;
use crate::ground::setup::json::Json;
use crate::ground::setup::known::Known;
use crate::ground::setup::sheet::{Kind, Question, Sheet};

/// Whom a link lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Staff, to the board.
    Staff,
    /// Anybody, to book.
    Anybody,
}

/// The server lets a link of the board work so long, and one for anybody: `docs/integrator.md`.
const MOST_DAYS: [i64; 2] = [90, 365];
/// No title has more characters.
const LONGEST: usize = 100;

/// The form of a new link.
#[must_use]
pub fn sheet(known: &Known, of: For, words: &Words) -> Sheet {
    let say = |text| words.say(text);
    let [of_board, of_anybody] = MOST_DAYS;
    let (sheet, most_days) = match of {
        For::Staff => {
            let scopes = SCOPES.map(|(scope, name)| (scope.to_owned(), say(name).to_owned())).to_vec();
            let scope = Question::new("scope", say(text::SETUP_SCOPE), Kind::Choice(scopes)).needed();
            let user = Question::new("user_id", say(text::SETUP_ACTS_FOR), Kind::Choice(known.user_choices()));
            (Sheet::default().ask(scope, "schedule").ask(user, ""), of_board)
        }
        For::Anybody => {
            let kinds = Kind::Several(known.job_type_choices());
            let kinds = Question::new("job_type_ids", say(text::SETUP_LINK_TYPES), kinds).needed();
            let title = Question::new("title", say(text::SETUP_LINK_TITLE), Kind::Line(LONGEST));
            let title = title.hint(say(text::SETUP_LINK_TITLE_HINT));
            (Sheet::default().ask(kinds, "").ask(title, ""), of_anybody)
        }
    };
    sheet.ask(
        Question::new("expires_in_days", say(text::SETUP_LINK_DAYS), Kind::Whole(1, most_days)).needed(),
        most_days.to_string(),
    )
}

/// What makes it. Revoking takes it back.
#[must_use]
pub fn save(of: For, sheet: &Sheet) -> Save {
    let mut body = vec![("expires_in_days", Json::id(sheet.whole("expires_in_days").unwrap_or(1).unsigned_abs()))];
    match of {
        For::Staff => {
            body.extend([("board", Json::Bool(true)), ("scope", Json::text(sheet.value("scope")))]);
            body.extend(sheet.whole("user_id").map(|id| ("user_id", Json::id(id.unsigned_abs()))));
        }
        For::Anybody => {
            body.extend([("open", Json::Bool(true)), ("job_type_ids", Json::ids(&sheet.ids("job_type_ids")))]);
            body.push(("title", Json::text(sheet.value("title"))));
        }
    }
    Save::create(LINKS_PATH, Json::Object(body))
}
