//! A form: what is asked, what stands in it, and what is wrong with that.

use slotwright_words::{Words, fill, joined, text};

use crate::ground::fields::Tools;

/// What an answer may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A text of one line, with at most so many characters.
    Line(usize),
    /// A text of several lines, with at most so many characters.
    Long(usize),
    /// A whole number in this range.
    Whole(i64, i64),
    /// A number.
    Number,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// Yes or no: `true`, or empty.
    Yes,
    /// One of these: what is sent, and what people read.
    Choice(Vec<(String, String)>),
    /// Any number of these; what was chosen has blanks between.
    Several(Vec<(String, String)>),
}

/// Something that is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What the server calls it: `jobs_per_day`, `travel.speed_km_h`.
    pub member: String,
    /// What people are asked.
    pub label: String,
    /// What helps to answer; may be empty.
    pub hint: String,
    /// What the answer may be.
    pub kind: Kind,
    /// Whether it has to be answered.
    pub is_needed: bool,
    /// Under which heading it stands; empty for none.
    pub group: String,
}

/// A form with what stands in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What is asked, in its order.
    pub questions: Vec<Question>,
    /// The answers in the same order.
    pub values: Vec<String>,
    /// What is wrong with them, in the same order; empty where nothing is.
    pub faults: Vec<String>,
}

impl Question {
    /// One that need not be answered.
    #[must_use]
    #[inline(never)]
    pub fn new(member: &str, label: &str, kind: Kind) -> Self {
        let (member, label) = (member.to_owned(), label.to_owned());
        Self { member, label, hint: String::new(), kind, is_needed: false, group: String::new() }
    }

    /// It has to be answered.
    #[must_use]
    #[inline(never)]
    pub fn needed(self) -> Self {
        Self { is_needed: true, ..self }
    }

    /// With what helps to answer.
    #[must_use]
    #[inline(never)]
    pub fn hint(self, hint: &str) -> Self {
        Self { hint: hint.to_owned(), ..self }
    }

    /// Under a heading.
    #[must_use]
    #[inline(never)]
    pub fn under(self, group: &str) -> Self {
        Self { group: group.to_owned(), ..self }
    }

    /// What is wrong with an answer: a sentence with what is asked, what was answered, and what may be.
    #[must_use]
    pub fn fault(&self, value: &str, words: &Words, tools: Tools) -> Option<String> {
        let value = value.trim();
        let label = ("label", &*self.label);
        if value.is_empty() {
            let said = match self.kind {
                Kind::Choice(_) | Kind::Several(_) => text::SETUP_CHOOSE,
                _ => text::SETUP_NEEDED,
            };
            return self.is_needed.then(|| fill(words.say(said), &[label]));
        }
        match self.kind {
            Kind::Whole(least, most) => {
                let is_good = value.parse().is_ok_and(|number| (least..=most).contains(&number));
                let (least, most) = (least.to_string(), most.to_string());
                let values = [label, ("value", value), ("least", &least), ("most", &most)];
                (!is_good).then(|| fill(words.say(text::SETUP_WHOLE), &values))
            }
            Kind::Number => {
                let is_good = (tools.number)(value).is_finite();
                (!is_good).then(|| fill(words.say(text::SETUP_DECIMAL), &[label, ("value", value)]))
            }
            Kind::Line(most) | Kind::Long(most) => {
                let count = value.chars().count();
                let values = [label, ("most", &most.to_string()), ("n", &count.to_string())];
                (most < count).then(|| fill(words.say(text::SETUP_LONG), &values))
            }
            Kind::Day | Kind::Time | Kind::Yes | Kind::Choice(_) | Kind::Several(_) => None,
        }
    }
}

impl Sheet {
    /// Asks something, with what stands there.
    #[must_use]
    pub fn ask(self, question: Question, value: impl Into<String>) -> Self {
        self.with(question, value.into())
    }

    #[inline(never)]
    fn with(mut self, question: Question, value: String) -> Self {
        self.questions.push(question);
        self.values.push(value);
        self.faults.push(String::new());
        self
    }

    /// Judges all answers; whether nothing is wrong.
    pub fn judge(&mut self, words: &Words, tools: Tools) -> bool {
        let judged = self.questions.iter().zip(&self.values);
        self.faults = judged.map(|(question, value)| question.fault(value, words, tools).unwrap_or_default()).collect();
        self.faults.iter().all(String::is_empty)
    }

    /// Puts what the server found wrong at its questions, by the places in its sentences and else by its members. What belongs to
    /// none is returned.
    #[must_use]
    pub fn place(&mut self, faults: &[(String, String)]) -> Vec<String> {
        let mut left = Vec::new();
        for (member, sentence) in faults {
            let said = without_places(sentence);
            // Of a list's records all have the same members: what stands there is told by its way down.
            let quoted = |question: &Question| {
                let member = &*question.member;
                let in_list = || {
                    let (way, name) = member.rsplit_once('.')?;
                    let of_record = ["`: ", name, " "].concat();
                    Some(said.contains(&[".", member, "`"].concat()) || said.contains(&[way, &*of_record].concat()))
                };
                said.contains(&["`", member, "`"].concat()) || in_list().unwrap_or(false)
            };
            let is_of = |question: &Question| question.member == *member;
            let begins = |question: &Question| {
                question.member.strip_prefix(&**member).is_some_and(|rest| rest.starts_with(['[', '.']))
            };
            let find = |is_so: &dyn Fn(&Question) -> bool| self.questions.iter().position(is_so);
            match find(&quoted).or_else(|| find(&is_of)).or_else(|| find(&begins)) {
                Some(place) => self.faults[place].clone_from(sentence),
                None => left.push(sentence.clone()),
            }
        }
        left
    }

    /// This form as it is by now, with what somebody has typed into it as it was before; and the places of what others have changed.
    #[must_use]
    pub fn merged(&self, before: &Self, typed: &Self) -> (Self, Vec<usize>) {
        let (mut merged, mut others) = (self.clone(), Vec::new());
        for (place, question) in self.questions.iter().enumerate() {
            let (was, by_me) = (before.value(&question.member), typed.value(&question.member));
            let now = self.values[place].trim();
            // What is there as it was typed is one's own, or agreed upon.
            if now != was && now != by_me {
                others.push(place);
            }
            if by_me != was {
                merged.values[place] = by_me.to_owned();
            }
        }
        (merged, others)
    }

    /// What is asked and what stands there, for people.
    #[must_use]
    pub fn told(&self, place: usize, words: &Words) -> String {
        let (Some(question), Some(value)) = (self.questions.get(place), self.values.get(place)) else {
            return String::new();
        };
        let name_of = |choices: &[(String, String)], chosen: &str| {
            choices.iter().find(|(known, _)| known == chosen).map_or(String::new(), |(_, name)| name.clone())
        };
        let value = match &question.kind {
            Kind::Choice(choices) => name_of(choices, value),
            Kind::Several(choices) => {
                value.split_whitespace().map(|one| name_of(choices, one)).collect::<Vec<_>>().join(", ")
            }
            Kind::Yes => words.say(if value.is_empty() { text::SETUP_IS_NO } else { text::SETUP_IS_YES }).to_owned(),
            _ => value.clone(),
        };
        let label = joined(words, [&*question.group, &*question.label]);
        let value = if value.is_empty() { "–" } else { &*value };
        fill(words.say(text::SETUP_CHANGED_TO), &[("label", &label), ("value", value)])
    }

    /// The place of the first question with something wrong.
    #[must_use]
    pub fn first_fault(&self) -> Option<usize> {
        self.faults.iter().position(|fault| !fault.is_empty())
    }

    /// An answer; empty where it isn't asked.
    #[must_use]
    pub fn value(&self, member: &str) -> &str {
        let place = self.questions.iter().position(|question| question.member == member);
        place.and_then(|place| self.values.get(place)).map_or("", |value| value.trim())
    }

    /// A number that was answered.
    #[must_use]
    pub fn whole(&self, member: &str) -> Option<i64> {
        self.value(member).parse().ok()
    }

    /// Whether it was answered with yes.
    #[must_use]
    pub fn is_yes(&self, member: &str) -> bool {
        self.value(member) == "true"
    }

    /// What was chosen.
    #[must_use]
    pub fn chosen(&self, member: &str) -> Vec<&str> {
        self.value(member).split_whitespace().collect()
    }

    /// The numbers of the records that were chosen.
    #[must_use]
    pub fn ids(&self, member: &str) -> Vec<u64> {
        self.chosen(member).iter().filter_map(|id| id.parse().ok()).collect()
    }
}

/// `job_types[0].fields[1].key` as `job_types.fields.key`.
fn without_places(sentence: &str) -> String {
    let mut is_inside = false;
    let outside = sentence.chars().filter(|character| {
        let was_inside = is_inside;
        is_inside = match character {
            '[' => true,
            ']' => false,
            _ => is_inside,
        };
        !(was_inside || is_inside)
    });
    outside.collect()
}

/// As a box for yes and no has it.
#[must_use]
pub fn yes(is: bool) -> &'static str {
    if is { "true" } else { "" }
}

/// Numbers as [`Kind::Several`] has them.
#[must_use]
pub fn spaced(ids: &[u64]) -> String {
    ids.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
}

/// A number that may not be there.
#[must_use]
pub fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// What was chosen, with one more or one less.
///
/// ```
/// use slotwright::ground::setup::sheet::toggled;
/// assert_eq!(toggled("1 3", "2", true), "1 3 2");
/// assert_eq!(toggled("1 3", "1", false), "3");
/// ```
#[must_use]
pub fn toggled(chosen: &str, one: &str, is_chosen: bool) -> String {
    let mut all: Vec<&str> = chosen.split_whitespace().filter(|known| *known != one).collect();
    if is_chosen {
        all.push(one);
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOOLS: Tools = Tools {
        number: |text| text.parse().unwrap_or(f64::NAN),
        print: |number| number.to_string(),
        is_match: |_, _| true,
    };

    fn sheet() -> Sheet {
        Sheet::default()
            .ask(Question::new("name", "Name", Kind::Line(5)).needed(), "")
            .ask(Question::new("jobs_per_day", "Jobs a day", Kind::Whole(0, 1000)), "7")
            .ask(Question::new("fields.key", "Key", Kind::Whole(0, 1440)), "")
            .ask(Question::new("users", "Who", Kind::Several(vec![])).needed(), "1 2")
    }

    #[test]
    fn an_answer_that_cannot_be_is_told_with_what_is_asked_what_stands_there_and_what_may() {
        let (mut sheet, words) = (sheet(), Words::default());
        assert!(!sheet.judge(&words, TOOLS));
        assert_eq!(sheet.faults[0], "Fill in “Name”.");
        assert_eq!(sheet.first_fault(), Some(0));
        sheet.values = ["Adalbert", "1.5", "-1", ""].map(str::to_owned).into();
        assert!(!sheet.judge(&words, TOOLS));
        assert_eq!(
            sheet.faults,
            [
                "“Name” has 8 characters; at most 5 are allowed.",
                "“Jobs a day” must be a whole number from 0 to 1000, and is “1.5”.",
                "“Key” must be a whole number from 0 to 1440, and is “-1”.",
                "Choose something for “Who”.",
            ]
        );
        sheet.values = [" Ada ", "", "15", "2"].map(str::to_owned).into();
        assert!(sheet.judge(&words, TOOLS));
        assert_eq!((sheet.value("name"), sheet.whole("jobs_per_day"), sheet.ids("users")), ("Ada", None, vec![2]));
    }

    #[test]
    fn what_others_have_changed_meanwhile_comes_in_beside_what_was_typed() {
        let (before, mut typed, mut present) = (sheet(), sheet(), sheet());
        typed.values[0] = "Ada".into();
        typed.values[3] = "2".into();
        present.values[1] = "5".into();
        present.values[3] = String::new();
        let (merged, others) = present.merged(&before, &typed);
        assert_eq!((merged.values, others), (["Ada", "5", "", "2"].map(str::to_owned).into(), vec![1, 3]));
        assert_eq!(present.told(1, &Words::default()), "Jobs a day: 5");
        assert_eq!(present.told(3, &Words::default()), "Who: –");
    }

    #[test]
    fn what_the_server_finds_wrong_stands_at_its_question_and_the_rest_above_all() {
        let mut sheet = sheet();
        let left = sheet.place(&[
            ("jobs_per_day".into(), "`jobs_per_day`: too many.".into()),
            ("job_types".into(), "`job_types[0].fields[1].key`: is the second.".into()),
            ("job_types".into(), "`job_types[0].fields[1]`: key must be of A-Z.".into()),
            ("travel".into(), "No way.".into()),
        ]);
        assert_eq!(
            sheet.faults,
            ["", "`jobs_per_day`: too many.", "`job_types[0].fields[1]`: key must be of A-Z.", ""]
        );
        assert_eq!(left, ["No way."]);
    }
}
