//! In which weeks a schedule or a break holds, as a form asks it.

use slotwright_words::{Words, text};

use crate::ground::setup::json::Json;
use crate::ground::setup::sheet::{Kind, Question, Sheet, yes};

/// As seldom something may repeat at most, in weeks.
const MOST_WEEKS: i64 = 1000;
/// As often something may repeat at most.
const MOST_REPETITIONS: i64 = 4_294_967_295;

/// In which weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// From which day on.
    pub start: String,
    /// Every how many weeks.
    pub weeks: u32,
    /// Whether it never ends.
    pub is_endless: bool,
    /// How many active weeks follow the first.
    pub repetitions: u32,
}

impl Weeks {
    /// Every week from a day on.
    #[must_use]
    pub fn from(start: String) -> Self {
        Self { start, weeks: 1, is_endless: true, repetitions: 0 }
    }

    /// Asks for them.
    #[must_use]
    pub fn ask(&self, sheet: Sheet, words: &Words) -> Sheet {
        let say = |text| words.say(text);
        let repetitions = if self.is_endless { String::new() } else { self.repetitions.to_string() };
        sheet
            .ask(Question::new("start", say(text::SETUP_START), Kind::Day).needed(), &*self.start)
            .ask(
                Question::new("weeks", say(text::SETUP_WEEKS), Kind::Whole(1, MOST_WEEKS)).needed(),
                self.weeks.to_string(),
            )
            .ask(Question::new("infinite_repetitions", say(text::SETUP_ENDLESS), Kind::Yes), yes(self.is_endless))
            .ask(
                Question::new("repetitions", say(text::SETUP_REPETITIONS), Kind::Whole(0, MOST_REPETITIONS))
                    .hint(say(text::SETUP_REPETITIONS_HINT)),
                repetitions,
            )
    }

    /// What was answered.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        let whole = |member, usual: u32| sheet.whole(member).and_then(|n| n.try_into().ok()).unwrap_or(usual);
        Self {
            start: sheet.value("start").to_owned(),
            weeks: whole("weeks", 1),
            is_endless: sheet.is_yes("infinite_repetitions"),
            repetitions: whole("repetitions", 0),
        }
    }

    /// As members of what is sent.
    #[must_use]
    pub fn members(&self) -> Vec<(&'static str, Json)> {
        vec![
            ("start", Json::text(&self.start)),
            ("weeks", Json::Number(f64::from(self.weeks))),
            ("infinite_repetitions", Json::Bool(self.is_endless)),
            ("repetitions", Json::Number(f64::from(self.repetitions))),
        ]
    }
}
