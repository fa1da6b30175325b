//! The holder of a booking link, in front of a page.

use std::sync::Arc;

use slotwright_domain::{Job, Right, Status};
use slotwright_matching::{Day, Interval, Minute, Opening, Skipped, Wishes, nearest};
use slotwright_wire::convert::{interval_of_window, window_of};
use slotwright_wire::slotwright::{Booking, SEEN_WITHOUT_TIME};
use slotwright_wire::time::{parse_minute, print_datetime};

use super::form::Form;
use crate::app::App;
use crate::asking::{Api, Offer, Refused, Visit};
use crate::scheduling::Customer;
use crate::scheduling::find::MAX_CUSTOMERS_DAYS;
use crate::speech::Speech;

/// So many days with openings are on a page.
const DAYS_ON_A_PAGE: usize = 7;
/// So many similar times are offered for one that is gone.
const SIMILAR_TIMES: usize = 3;

/// The holder of a booking link, as they were let in.
pub struct Visitor {
    /// For the time, the zone and what the operator has set.
    pub app: Arc<App>,
    /// Our own addresses, as the holder.
    pub api: Api,
    /// The holder.
    pub customer: Box<Customer>,
    /// What the link opens with.
    pub booking: Booking,
    /// The holder's language.
    pub speech: Speech,
    /// The link's code.
    pub link: String,
    /// From the address of the page to where the others are.
    pub up: &'static str,
}

/// Where a link's work stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It has no time, and nobody has said when they would like it.
    Open,
    /// A visit is booked for then.
    Booked(Minute),
    /// Preferred times wait for an answer.
    Waiting,
    /// It was done.
    Done,
    /// It was given up without success.
    Failed,
}

/// What can be booked on some days.
pub struct Look {
    /// The first day that was looked at.
    pub first: Day,
    /// The openings by day, ascending.
    pub days: Vec<(Day, Vec<Opening>)>,
    /// From which day on there may be more.
    pub more_from: Option<Day>,
}

/// Whether a preferred time can be met.
#[derive(Clone, Debug, Default)]
pub struct Met {
    /// When the visit would start; none where it can't.
    pub best: Option<Minute>,
    /// Whether that is only when its customer would rather not have it.
    pub is_rather_not: bool,
    /// What could be met instead.
    pub instead: Vec<Interval>,
}

impl Visitor {
    /// The visit, for what is asked and done.
    #[must_use]
    pub fn visit(&self) -> Visit<'_> {
        Visit { app: &self.app, api: &self.api, customer: &self.customer }
    }

    /// The link's job, once there is one.
    #[must_use]
    pub fn job(&self) -> Option<&Job> {
        self.customer.job.as_ref()
    }

    /// When the visit starts, once it is booked.
    #[must_use]
    pub fn start(&self) -> Option<Minute> {
        self.job()?.start
    }

    /// Where the work stands.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match (self.job().map(|job| job.status), self.start()) {
            (Some(Status::Completed), _) => Stage::Done,
            (Some(Status::Failed | Status::Cancelled), _) => Stage::Failed,
            (_, Some(start)) => Stage::Booked(start),
            // Where the office has chosen times, it has answered.
            _ if !self.booking.wishes.is_empty() && self.booking.windows.is_empty() => Stage::Waiting,
            _ => Stage::Open,
        }
    }

    /// Whether the visit is far enough away to be changed.
    #[must_use]
    pub fn is_in_time(&self) -> bool {
        let from = self.app.first_minute_in(self.customer.bounds.change_notice_minutes);
        self.start().is_none_or(|start| from <= start)
    }

    /// Whether the holder may give the work a time, or another.
    #[must_use]
    pub fn may_choose(&self) -> bool {
        self.is_in_time() && self.customer.rights_now().any(|right| right == self.customer.right_to_a_time())
    }

    /// Whether the holder may give the time up.
    #[must_use]
    pub fn may_cancel(&self) -> bool {
        self.is_in_time() && self.customer.may(Right::Cancel)
    }

    /// What a form carries of the visit that it was made for.
    #[must_use]
    pub fn seen(&self) -> String {
        self.start().map_or_else(|| SEEN_WITHOUT_TIME.to_owned(), print_datetime)
    }

    /// Whether a form was made for another visit than there is now.
    #[must_use]
    pub fn is_stale(&self, form: &Form) -> bool {
        form.has("seen") && form.get("seen") != self.seen()
    }

    /// The first and the last day that can be booked; none where the link is for days that have passed.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        let today = self.app.now().today();
        let (first, last) = self.customer.limits().cut((today, self.customer.bounds.last_day(today)));
        (first <= last).then_some((first, last))
    }

    /// What can be booked from a day on: as many days as are on a page.
    ///
    /// # Errors
    ///
    /// The search was refused.
    pub async fn look(&self, from: Option<Day>) -> Result<Look, Refused> {
        let Some((first, last)) = self.days() else {
            return Ok(Look { first: Day(0), days: Vec::new(), more_from: None });
        };
        let mut look = Look { first: from.unwrap_or(first).clamp(first, last), days: Vec::new(), more_from: None };
        let mut next = look.first;
        while next <= last && look.days.len() <= DAYS_ON_A_PAGE {
            let end = last.min(next + (MAX_CUSTOMERS_DAYS - 1));
            let openings = self.others(self.visit().offer(next, end).await?);
            let by_day = openings.chunk_by(|one, other| Day::of(one.start) == Day::of(other.start));
            look.days.extend(by_day.map(|day| (Day::of(day[0].start), day.to_vec())));
            next = end + 1;
        }
        look.more_from = look.days.get(DAYS_ON_A_PAGE).map(|(day, _)| *day);
        look.days.truncate(DAYS_ON_A_PAGE);
        Ok(look)
    }

    /// Times like one that is gone.
    ///
    /// # Errors
    ///
    /// The search was refused.
    pub async fn similar(&self, start: Minute) -> Result<Vec<Opening>, Refused> {
        let Some((first, last)) = self.days() else { return Ok(Vec::new()) };
        let day = Day::of(start).clamp(first, last);
        let (from, to) = (first.max(day + -7), last.min(day + 21));
        let openings = self.others(self.visit().offer(from, to).await?);
        Ok(nearest(&openings, start, SIMILAR_TIMES))
    }

    /// Whether each of these can be met, and what could be instead of those that can't.
    ///
    /// # Errors
    ///
    /// The search was refused.
    pub async fn met(&self, wishes: &Wishes) -> Result<Vec<Met>, Refused> {
        let mut met = Vec::with_capacity(wishes.wishes.len());
        for wish in wishes.wishes.iter().map(|wish| wish.window) {
            let day = Day::of(wish.start());
            let Some((first, last)) = self.days().filter(|(first, last)| (*first..=*last).contains(&day)) else {
                met.push(Met::default());
                continue;
            };
            let found = self.visit().offer(day, day).await?.met(wish, wishes);
            let instead = match found.best {
                Some(_) => Vec::new(),
                None => self.visit().offer(first.max(day + -7), last.min(day + 21)).await?.instead(wish, wishes),
            };
            let best = found.best.map(|best| best.start);
            met.push(Met { best, is_rather_not: found.is_rather_not, instead });
        }
        Ok(met)
    }

    /// The openings without those in the window that is promised already: another start would be the same promise.
    fn others(&self, offer: Offer) -> Vec<Opening> {
        let arrival = self.app.policy.arrival;
        let promise = |start: Minute| arrival.window(start).map_or(start, |window| window.start());
        let own = self.start().map(promise);
        let mut openings = offer.openings();
        openings.retain(|opening| own != Some(promise(opening.start)));
        openings
    }

    /// When a visit ends that starts then: its length later, as long as it takes on every clock.
    #[must_use]
    pub fn end(&self, start: Minute) -> Minute {
        let day = Day::of(start);
        let skipped = self.app.zone.skipped(day, day + 2);
        Skipped::of(&skipped).end_of(start, self.customer.length_in_minutes as Minute)
    }

    /// `Tuesday, December 1, 9:30 AM to 10:30 AM`.
    #[must_use]
    pub fn when(&self, start: Minute) -> String {
        self.speech.visit((start, self.end(start)), self.app.policy.arrival)
    }

    /// `Tue, Dec 1, 9:30 AM`, within sentences.
    #[must_use]
    pub fn moment(&self, start: Minute) -> String {
        self.speech.moment(start, self.app.policy.arrival)
    }

    /// The preferred times that are stored, best first.
    #[must_use]
    pub fn wishes(&self) -> Vec<Interval> {
        self.booking.wishes.iter().filter_map(window_of).collect()
    }

    /// When the visit would rather not be, as it is stored.
    #[must_use]
    pub fn rather_not(&self) -> Vec<Interval> {
        self.booking.rather_not.iter().filter_map(interval_of_window).collect()
    }
}

/// A start that a form names.
#[must_use]
pub fn start_in(form: &Form) -> Option<Minute> {
    parse_minute(form.pressed("start.").unwrap_or_else(|| form.get("start")))
}
