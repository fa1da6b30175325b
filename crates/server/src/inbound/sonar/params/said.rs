//! Members of records that are made or changed.

use super::Reader;
use super::bounds::{MAX_NAME, MAX_REPETITIONS, MAX_WEEKS};
use crate::scheduling::{RepetitionDraft, Said};

impl<'a> Reader<'a> {
    /// A member of a record. It is required of a new one, and when it was sent without a value: nothing of this can be taken
    /// away.
    pub fn said<T>(
        &mut self,
        name: &str,
        is_new: bool,
        parse: impl FnOnce(&mut Reader<'a>, &str) -> Option<T>,
    ) -> Said<T> {
        if !is_new && !self.is_sent(name) {
            return Said::Nothing;
        }
        self.require(name);
        parse(self, name).map_or(Said::Unreadable, Said::This)
    }

    /// A member that can be taken away with null; `None` when it was not sent.
    pub fn optional<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&mut Reader<'a>, &str) -> Option<T>,
    ) -> Option<Option<T>> {
        self.is_sent(name).then(|| parse(self, name))
    }

    /// A text for people.
    pub fn said_text(&mut self, name: &str, is_new: bool) -> Said<String> {
        self.said(name, is_new, |read, name| read.short_text(name, MAX_NAME))
    }

    /// `start`, `weeks`, `repetitions`, `infinite_repetitions`.
    pub fn repetition(&mut self, is_new: bool) -> RepetitionDraft {
        RepetitionDraft {
            start: self.said("start", is_new, Reader::date),
            weeks: self.said("weeks", is_new, |read, name| read.integer_up_to(name, 1, MAX_WEEKS)),
            repetitions: self.said("repetitions", is_new, |read, name| read.integer_up_to(name, 0, MAX_REPETITIONS)),
            infinite: self.said("infinite_repetitions", is_new, Reader::boolean),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::extract::{FromRequest, Request};
    use slotwright_domain::{Faults, Member, Wrong};

    use super::*;
    use crate::edge::refusal::Message;
    use crate::inbound::sonar::params::Params;
    use crate::inbound::sonar::words::{Names, fault};

    async fn sent(query: &str) -> Params {
        let request = Request::get(format!("/?{query}")).body(axum::body::Body::empty()).unwrap();
        Params::from_request(request, &()).await.ok().unwrap()
    }

    #[tokio::test]
    async fn nothing_said_is_told_from_what_could_not_be_read() {
        let params = sent("name=Night&start=tomorrow&weeks=").await;
        let mut read = params.reader();
        assert_eq!(read.said_text("name", false), Said::This("Night".to_owned()));
        assert_eq!(read.said("end", false, Reader::date), Said::Nothing);
        assert!(read.is_good());
        assert_eq!(read.said("end", true, Reader::date), Said::Unreadable, "a new one needs it");
        assert_eq!(read.said("start", false, Reader::date), Said::Unreadable);
        assert_eq!(
            read.said("weeks", false, |read, name| read.integer(name, 1)),
            Said::Unreadable,
            "it can't be taken away"
        );
        assert_eq!(read.optional("weeks", Reader::id), Some(None));
        assert_eq!(read.optional("user_id", Reader::id), None);
    }

    #[tokio::test]
    async fn faults_are_told_in_the_order_of_the_parameters_whoever_finds_them() {
        let params = sent("user_ids[]=99&weeks=none").await;
        let mut read = params.reader();
        read.require("name");
        read.keep_place("user_id");
        read.keep_place("job_type_ids");
        read.integer("weeks", 1);
        let mut faults = Faults::default();
        faults.add(Member::Services, Wrong::Unknown);
        faults.add(Member::Users, Wrong::Unknown);
        faults.add(Member::Name, Wrong::Taken);
        fault(&mut read, &Names::OF_ROSTER, &faults);
        assert!(!read.is_faulty("job_type_ids"), "a place is no fault");
        let Some(Message::Fields(told)) = read.finish().err().map(|refusal| refusal.message) else { panic!("refused") };
        let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["name", "user_id", "weeks", "services"]);
        assert_eq!(told[0].1, "The name field is required.", "the first fault of each is told");
    }
}
