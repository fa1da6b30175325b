//! "Why not…?", as far as it needs no browser: what the board asks about a job, and when it begins to ask.

use slotwright_matching::{Day, Minute};
use slotwright_wire::slotwright::{WhyNot, WhyNotReason, WhyNotUser};
use slotwright_wire::sonar::{DesiredDateTime, Job};
use slotwright_wire::time::{parse_minute, print_datetime};

use slotwright_words::{Words, fill, text};

/// When a day of visits has begun for sure: minutes after midnight.
const NINE: Minute = 9 * 60;

/// A day and a time as form fields have them: `2024-05-13` and `09:15`; empty while there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The day.
    pub date: String,
    /// The time.
    pub time: String,
}

impl Fields {
    /// The fields for a start.
    #[must_use]
    pub fn of(start: Minute) -> Self {
        let text = print_datetime(start);
        let (date, time) = text.split_at(10);
        Self { date: date.to_owned(), time: time[1..6].to_owned() }
    }

    /// The start; none while something is missing.
    ///
    /// ```
    /// use slotwright::ground::why_not::Fields;
    /// let start = Fields { date: "2024-05-13".into(), time: "09:15".into() }.start();
    /// assert_eq!(start.map(Fields::of).unwrap().time, "09:15");
    /// assert_eq!(Fields { date: "2024-05-13".into(), ..Fields::default() }.start(), None);
    /// ```
    #[must_use]
    pub fn start(&self) -> Option<Minute> {
        parse_minute(&[self.date.as_str(), self.time.as_str()].join(" "))
    }
}

/// When the customer would like to have it most: the start of the first wish.
#[must_use]
pub fn first_wish(wishes: &[DesiredDateTime]) -> Option<Minute> {
    let wish = wishes.first()?;
    parse_minute(&[wish.date.as_str(), wish.start_time.as_str()].join(" "))
}

/// A time to begin with where nobody has named one: tomorrow at nine. `now` is the instance's clock, as the server answers it.
#[must_use]
pub fn tomorrow(now: &str) -> Option<Minute> {
    Some((Day::of(parse_minute_of(now)?) + 1).start() + NINE)
}

/// The minute in which a moment lies.
fn parse_minute_of(moment: &str) -> Option<Minute> {
    parse_minute(moment.get(..16)?)
}

/// The question why the job can't start then, as a query: with as many people as it has now, whoever they are.
#[must_use]
pub fn query(job: &Job, start: Minute) -> String {
    let mut query = String::from("?scheduled_datetime=");
    query.push_str(&print_datetime(start).replace(' ', "%20"));
    query.push_str("&assigned_type=");
    query.push_str(&job.assigned_type);
    for (name, number) in [
        ("job_id", job.id),
        ("job_type_id", job.job_type_id),
        ("assigned_id", job.assigned_id),
        ("length_in_minutes", job.length_in_minutes.into()),
        ("crew_size", job.user_ids.len().max(1) as u64),
    ] {
        for part in ["&", name, "=", &number.to_string()] {
            query.push_str(part);
        }
    }
    query
}

/// The name of the file that a question is saved as.
#[must_use]
pub fn file_name(start: Minute) -> String {
    let mut name = String::from("why-not-");
    name.push_str(&print_datetime(start)[..16].replace(' ', "-").replace(':', ""));
    name.push_str(".json");
    name
}

/// Everybody asked about, those who could come first; otherwise in the order of the answer.
#[must_use]
pub fn able_first(why_not: &WhyNot) -> Vec<&WhyNotUser> {
    let (able, others): (Vec<&WhyNotUser>, Vec<&WhyNotUser>) =
        why_not.users.iter().partition(|user| user.reasons.is_empty());
    able.into_iter().chain(others).collect()
}

/// The answer in one sentence, to be announced; `phrase` says a cause.
#[must_use]
pub fn in_short(why_not: &WhyNot, words: &Words, phrase: impl Fn(&WhyNotReason) -> String) -> String {
    if why_not.is_free {
        let able = why_not.users.iter().filter(|user| user.reasons.is_empty()).count();
        return fill(words.say(text::WHY_NOT_ANNOUNCE_FREE), &[("able", &words.count(text::WHY_NOT_ABLE_COUNT, able))]);
    }
    let reasons: Vec<String> = why_not.reasons.iter().map(phrase).collect();
    fill(words.say(text::WHY_NOT_ANNOUNCE_TAKEN), &[("reasons", &reasons.join("; "))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::job::tests::job;

    #[test]
    fn the_fields_of_a_start_are_the_start_again() {
        let at = |text| parse_minute(text).unwrap();
        for text in ["2024-05-13 09:15:00", "2024-02-29 00:00:00", "2024-12-31 23:59:00"] {
            assert_eq!(Fields::of(at(text)).start(), Some(at(text)));
        }
        for (date, time) in [("", ""), ("2024-05-13", ""), ("", "09:15"), ("2024-02-30", "09:15"), ("2024-05-13", "9")]
        {
            assert_eq!(Fields { date: date.to_owned(), time: time.to_owned() }.start(), None, "{date} {time}");
        }
    }

    #[test]
    fn what_is_asked_is_the_jobs_own_length_and_place_for_as_many_as_it_has() {
        let start = parse_minute("2024-05-13 09:15:00").unwrap();
        assert_eq!(
            query(&job(), start),
            "?scheduled_datetime=2024-05-13%2009:15:00&assigned_type=network_sites&job_id=12&job_type_id=3\
             &assigned_id=4&length_in_minutes=90&crew_size=1"
        );
        assert!(query(&Job { user_ids: vec![7, 8], ..job() }, start).ends_with("&crew_size=2"));
        assert_eq!(file_name(start), "why-not-2024-05-13-0915.json");
    }

    #[test]
    fn it_begins_with_the_first_wish_and_else_with_tomorrow_at_nine() {
        let wish = |id, date: &str, start: &str| DesiredDateTime {
            id,
            date: date.to_owned(),
            start_time: start.to_owned(),
            end_time: "18:00:00".to_owned(),
        };
        let wishes = [wish(1, "2024-05-14", "13:00:00"), wish(2, "2024-05-13", "08:00:00")];
        assert_eq!(first_wish(&wishes), parse_minute("2024-05-14 13:00"));
        assert_eq!(first_wish(&[]), None);
        assert_eq!(tomorrow("2024-02-28 23:59:59"), parse_minute("2024-02-29 09:00"));
        assert_eq!(tomorrow("soon"), None);
    }

    #[test]
    fn those_who_could_come_are_named_first() {
        let user = |user_id, reasons| WhyNotUser { user_id, reasons };
        let busy = vec![slotwright_wire::slotwright::WhyNotReason::default()];
        let why_not = WhyNot {
            scheduled_datetime: String::new(),
            length_in_minutes: 60,
            crew_size: 1,
            is_free: true,
            reasons: vec![],
            for_customer: None,
            policy: vec![],
            users: vec![user(1, busy.clone()), user(2, vec![]), user(3, busy), user(4, vec![])],
        };
        assert_eq!(able_first(&why_not).iter().map(|user| user.user_id).collect::<Vec<_>>(), [2, 4, 1, 3]);
    }
}
