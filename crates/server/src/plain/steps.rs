//! The steps: what a form asks for, and the page that is the answer.

use axum::http::StatusCode;
use maud::Markup;
use serde::{Deserialize, Serialize};
use slotwright_matching::{Minute, Wishes};
use slotwright_wire::time::parse_date;
use slotwright_words::text;

use super::deeds;
use super::door::{Door, Guest, Newcomer};
use super::earlier::{self, Wanted};
use super::form::Form;
use super::page::{LANGUAGE, SPEAK};
use super::trouble::Trouble;
use super::views::{self, Ask, Notice};
use super::visitor::{Met, Stage, Visitor, start_in};
use super::wish_rows::{self, Kind, Row};
use crate::asking::Refused;

/// What was done, as the page that is shown after it says.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// A visit was booked.
    Booked,
    /// It has another time.
    Moved,
    /// It was cancelled.
    Cancelled {
        /// The job it was.
        job_id: u64,
        /// When it would have been.
        start: Minute,
    },
    /// Preferred times were sent.
    Sent,
    /// They were withdrawn.
    Withdrawn,
    /// Something was said of a sooner time.
    Earlier,
}

/// What a page is shown by after something was done.
#[derive(Deserialize, Serialize)]
pub struct Ticket {
    /// The link's code.
    pub link: String,
    /// What was done.
    pub said: Said,
    /// In which language.
    pub language: String,
}

/// What is answered to a form.
pub enum Answer {
    /// A page.
    Page(StatusCode, Markup),
    /// It is done: what, with which link, in which language.
    Done(Said, String, String),
    /// The calendar file.
    File(String),
}

/// What a step comes to. What stands in its way is a page too, which the way back to the form belongs to.
pub type Step = Result<Answer, Trouble>;

/// Takes a form.
pub async fn take(door: &Door, form: &Form) -> Answer {
    let link = link_in(form.get("link"));
    let language = if form.has(SPEAK) { form.get(LANGUAGE) } else { form.get("lang") };
    let key = form.get("key");
    let is_key = (1..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let step = match door.enter(&link, language, is_key.then_some(key)).await {
        Ok(Guest::Visitor(visitor)) => step(door, *visitor, form).await,
        Ok(Guest::Newcomer(newcomer)) => welcome(door, *newcomer, form).await,
        Err(refused) => Err(Trouble::of(refused)),
    };
    step.unwrap_or_else(|trouble| {
        // Nobody has sent a wrong link who opens the page to paste one.
        let ask = if form.has("pasted") { Ask::Wrong } else { Ask::Ended };
        let (status, markup) = views::trouble(door, &door.speech(language), &trouble, form, ask);
        Answer::Page(status, markup)
    })
}

/// Shows what was done by a ticket.
pub async fn show(door: &Door, ticket: Option<Ticket>) -> (StatusCode, Markup) {
    let Some(Ticket { link, said, language }) = ticket else {
        return views::trouble(door, &door.speech(""), &Trouble::no_link(), &Form::read(b""), Ask::Ended);
    };
    let shown = match door.enter(&link, &language, None).await {
        Ok(Guest::Visitor(visitor)) => Ok(*visitor),
        Ok(Guest::Newcomer(_)) => Err(Trouble::no_link()),
        Err(refused) => Err(Trouble::of(refused)),
    };
    match shown {
        Ok(visitor) => match front(&visitor, Some(said), None).await {
            Ok(Answer::Page(status, markup)) => (status, markup),
            Ok(_) => views::trouble(door, &visitor.speech, &Trouble::no_link(), &Form::read(b""), Ask::Ended),
            Err(trouble) => views::trouble(door, &visitor.speech, &trouble, &Form::read(b""), Ask::Ended),
        },
        Err(trouble) => views::trouble(door, &door.speech(&language), &trouble, &Form::read(b""), Ask::Ended),
    }
}

async fn step(door: &Door, visitor: Visitor, form: &Form) -> Step {
    // A button says by its name what is chosen.
    if form.pressed("start.").is_some() {
        return check(&visitor, form).await;
    }
    match form.get("do") {
        "choose" => choose(&visitor, form, None).await,
        "check" => check(&visitor, form).await,
        // In another language, with what is typed and with what is held.
        "book" if form.has(SPEAK) => checked(&visitor, form).await,
        "book" => deeds::book(door, visitor, form).await,
        "cancel" => Ok(page(views::cancel(&visitor))),
        "cancel-yes" => deeds::cancel(door, visitor, form).await,
        "wishes" if form.has("send") => deeds::send(door, visitor, form).await,
        "wishes" if form.has("withdraw") => deeds::withdraw(door, visitor).await,
        "wishes" => wishes(&visitor, form).await,
        "earlier-ask" => earlier::take(visitor, form, Wanted::Ask).await,
        "earlier-stop" => earlier::take(visitor, form, Wanted::Stop).await,
        "earlier-take" => earlier::take(visitor, form, Wanted::Take).await,
        "earlier-keep" => earlier::take(visitor, form, Wanted::Keep).await,
        "calendar" => calendar(&visitor, form).await,
        _ => front(&visitor, None, None).await,
    }
}

/// The page of the work as it stands.
pub async fn front(visitor: &Visitor, said: Option<Said>, notice: Option<Notice>) -> Step {
    let nothing = Form::read(b"");
    match (visitor.stage(), said) {
        (Stage::Open, Some(Said::Cancelled { job_id, start })) => Ok(page(views::cancelled(visitor, job_id, start))),
        (Stage::Waiting | Stage::Booked(_), Some(Said::Sent)) => waiting(visitor).await,
        (Stage::Booked(start), said) => Ok(page(views::booked(visitor, start, said == Some(Said::Moved), notice))),
        (Stage::Waiting, _) => waiting(visitor).await,
        (Stage::Done, _) => Ok(page(views::ended(visitor, true))),
        (Stage::Failed, _) => Ok(page(views::ended(visitor, false))),
        (Stage::Open, said) => {
            let withdrawn = (said == Some(Said::Withdrawn)).then_some(Notice::Withdrawn);
            choose(visitor, &nothing, notice.or(withdrawn)).await
        }
    }
}

/// The page with the times.
pub async fn choose(visitor: &Visitor, form: &Form, notice: Option<Notice>) -> Step {
    match visitor.stage() {
        Stage::Done => return Ok(page(views::ended(visitor, true))),
        Stage::Failed => return Ok(page(views::ended(visitor, false))),
        Stage::Booked(start) if !visitor.may_choose() => return Ok(page(views::booked(visitor, start, false, None))),
        _ => {}
    }
    let status = if notice.as_ref().is_some_and(Notice::is_conflict) { StatusCode::CONFLICT } else { StatusCode::OK };
    let look = visitor.look(parse_date(form.get("from"))).await?;
    Ok(Answer::Page(status, views::choose(visitor, &look, form, notice)))
}

/// The page with the last look. The time is held meanwhile, where it can be.
async fn check(visitor: &Visitor, form: &Form) -> Step {
    let Some(start) = start_in(form) else { return choose(visitor, form, None).await };
    match deeds::hold(visitor, start).await? {
        deeds::Held::Gone => taken(visitor, form, start).await,
        held => Ok(page(views::check(visitor, form, start, held.until(), &Vec::new()))),
    }
}

/// The same page once more.
async fn checked(visitor: &Visitor, form: &Form) -> Step {
    let Some(start) = start_in(form) else { return choose(visitor, form, None).await };
    Ok(page(views::check(visitor, form, start, deeds::held_in(form), &Vec::new())))
}

/// The page with the times, which says that one is gone and which are like it.
pub async fn taken(visitor: &Visitor, form: &Form, start: Minute) -> Step {
    let similar = visitor.similar(start).await?;
    choose(visitor, form, Some(Notice::Taken { start, similar })).await
}

/// The page with the rows of preferred times.
async fn wishes(visitor: &Visitor, form: &Form) -> Step {
    let [rows, rather_not] = [Kind::Wish, Kind::RatherNot].map(|kind| wish_rows::rows(visitor, form, kind));
    let windows: Vec<_> = rows.iter().map(Row::window).collect();
    let known: Vec<_> = windows.iter().copied().flatten().collect();
    let mut known =
        visitor.met(&Wishes::ranked(&known, rather_not.iter().filter_map(Row::window).collect())).await?.into_iter();
    let met: Vec<Met> = windows.iter().map(|window| window.and_then(|_| known.next()).unwrap_or_default()).collect();
    Ok(page(views::wishes(visitor, form, (&rows, &met), &rather_not, &Vec::new())))
}

/// The page of the stored ones.
async fn waiting(visitor: &Visitor) -> Step {
    let stored = Wishes::ranked(&visitor.wishes(), visitor.rather_not().into_iter().collect());
    Ok(page(views::waiting(visitor, &visitor.met(&stored).await?)))
}

async fn calendar(visitor: &Visitor, form: &Form) -> Step {
    let path = slotwright_wire::slotwright::VISIT_CALENDAR_PATH;
    let cancelled = (form.get("job").parse::<u64>().ok()).zip(start_in(form));
    let path = match cancelled {
        Some((job_id, start)) => {
            let start = slotwright_wire::time::print_datetime(start).replace(' ', "%20");
            format!("{path}?cancelled_job_id={job_id}&cancelled_datetime={start}")
        }
        None => path.to_owned(),
    };
    Ok(Answer::File(visitor.api.get_text(&path).await?))
}

/// Somebody with an open link says what is to be done, and goes on with a link of their own.
async fn welcome(door: &Door, newcomer: Newcomer, form: &Form) -> Step {
    let speech = door.speech(form.get("lang"));
    let Some(job_type_id) = form.pressed("kind.").and_then(|id| id.parse::<u64>().ok()) else {
        let link = link_in(form.get("link"));
        return Ok(page(views::kinds(door, &speech, &newcomer.open, &link)));
    };
    let own = deeds::start(&newcomer, job_type_id).await?;
    match door.enter(&own, form.get("lang"), None).await? {
        Guest::Visitor(visitor) => front(&visitor, None, None).await,
        Guest::Newcomer(_) => Err(Trouble::no_link()),
    }
}

/// The code in what somebody has pasted: a link, or the code alone, with what a message has put around it. The same as our own page's
/// script finds in its address.
#[must_use]
pub fn link_in(pasted: &str) -> String {
    let text = pasted.trim();
    let is_of_code = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    if let Some(at) = text.find("v4.local.") {
        let sealed = &text[at..];
        let end = sealed.find(|letter| !is_of_code(letter) && letter != '.').unwrap_or(sealed.len());
        return sealed[..end].trim_end_matches('.').to_owned();
    }
    let lower = text.to_ascii_lowercase();
    let behind = ["#l=", "%23l=", "&l="].iter().find_map(|mark| lower.find(mark).map(|at| &text[at + mark.len()..]));
    let code = behind.unwrap_or(text).trim_start_matches(|letter| !is_of_code(letter));
    let end = code.find(|letter| !is_of_code(letter)).unwrap_or(code.len());
    code[..end].to_owned()
}

/// A page that is no refusal.
pub fn page(markup: Markup) -> Answer {
    Answer::Page(StatusCode::OK, markup)
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self::of(refused)
    }
}

/// The words for a visit that was changed meanwhile.
pub fn changed(visitor: &Visitor) -> Notice {
    let sentence = match visitor.start() {
        Some(start) => visitor.speech.fill(text::CHANGED_TO, &[("when", &visitor.moment(start))]),
        None => visitor.speech.say(text::CHANGED).to_owned(),
    };
    Notice::Said(sentence)
}

#[cfg(test)]
mod tests {
    use super::link_in;

    #[test]
    fn the_code_is_found_in_a_whole_link_in_one_that_a_message_has_marked_and_alone() {
        let code = "0123456789abcdefGHI-_A";
        for pasted in [
            code,
            &format!("  {code}\n"),
            &format!("https://book.example/book#l={code}"),
            &format!("<https://book.example/book#L={code}>."),
            &format!("https://book.example/book%23l={code}"),
            &format!("Book here: https://book.example/book#l={code}, please"),
            &format!("“{code}”"),
        ] {
            assert_eq!(link_in(pasted), code, "{pasted}");
        }
        let sealed = "v4.local.AAAA_-09.eyJraWQiOiIxIn0";
        for pasted in [sealed, &format!("https://book.example/book#t={sealed}."), &format!("({sealed})")] {
            assert_eq!(link_in(pasted), sealed, "{pasted}");
        }
        assert_eq!((link_in(""), link_in("#l=")), (String::new(), String::new()));
    }
}
