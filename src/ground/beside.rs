//! What stands beside a visit on the schedule: who is there or was, and the time that the rules keep before and after it.

use slotwright_matching::Minute;
use slotwright_wire::slotwright::{Lane, MarginKind, PlannedVisit};
use slotwright_wire::time::{parse_date, parse_minute};

/// Whether work on a visit has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Nobody has come yet.
    Nobody,
    /// Somebody is there.
    Here,
    /// Somebody was, and is gone.
    Left,
}

impl Presence {
    /// Of a visit.
    #[must_use]
    pub fn of(visit: &PlannedVisit) -> Self {
        match (visit.listed.job.checked_in_users.is_empty(), visit.was_left) {
            (false, _) => Self::Here,
            (true, true) => Self::Left,
            (true, false) => Self::Nobody,
        }
    }

    /// As an attribute says it, for styles.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nobody => "",
            Self::Here => "here",
            Self::Left => "left",
        }
    }
}

/// What the rules keep beside a visit of somebody's, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The way there.
    pub way_there: Minute,
    /// To get ready.
    pub before: Minute,
    /// To tidy up.
    pub after: Minute,
    /// The way home.
    pub way_home: Minute,
}

impl Kept {
    /// Of a visit in somebody's lane.
    ///
    /// ```
    /// # use slotwright_wire::slotwright::{Lane, MarginKind, MarginTime};
    /// # use slotwright::ground::beside::Kept;
    /// # let mut lane: Lane = serde_json::from_str(r#"{"user_id": 1, "name": "", "job_types": [], "areas": [], "schedules": [],
    /// #     "open": [], "closed": [], "margins": []}"#).unwrap();
    /// lane.margins = vec![MarginTime { job_id: 5, start: 580, end: 600, kind: MarginKind::Travel }];
    /// assert_eq!(Kept::beside(&lane, 5, 600), Kept { way_there: 20, ..Kept::default() });
    /// ```
    #[must_use]
    pub fn beside(lane: &Lane, job_id: u64, start: Minute) -> Self {
        let mut kept = Self::default();
        for margin in lane.margins.iter().filter(|margin| margin.job_id == job_id) {
            let place = match (margin.kind, margin.start < start) {
                (MarginKind::Travel, true) => &mut kept.way_there,
                (MarginKind::Buffer, true) => &mut kept.before,
                (MarginKind::Buffer, false) => &mut kept.after,
                (MarginKind::Travel, false) => &mut kept.way_home,
            };
            *place += margin.end - margin.start;
        }
        kept
    }
}

/// Since when somebody is at a visit, in minutes from the first day's midnight; `None` where they aren't.
#[must_use]
pub fn since(visit: &PlannedVisit, user_id: u64, start_date: &str) -> Option<Minute> {
    let there = visit.listed.job.checked_in_users.iter().find(|there| there.user_id == user_id)?;
    let first = parse_date(start_date)?.start();
    Some(parse_minute(there.datetime.get(..16)?)? - first)
}

#[cfg(test)]
mod tests {
    use slotwright_wire::slotwright::MarginTime;
    use slotwright_wire::sonar::CheckedInUser;

    use super::*;
    use crate::ground::timeline::tests::timeline;

    #[test]
    fn ways_and_buffers_are_told_before_and_after_and_those_of_other_visits_are_not() {
        let mut lane = timeline(&[1], &[]).technicians.remove(0);
        let margin = |job_id, start, end, kind| MarginTime { job_id, start, end, kind };
        lane.margins = vec![
            margin(5, 560, 585, MarginKind::Travel),
            margin(5, 585, 600, MarginKind::Buffer),
            margin(5, 660, 670, MarginKind::Buffer),
            margin(5, 670, 700, MarginKind::Travel),
            margin(6, 500, 510, MarginKind::Buffer),
        ];
        assert_eq!(Kept::beside(&lane, 5, 600), Kept { way_there: 25, before: 15, after: 10, way_home: 30 });
        assert_eq!(Kept::beside(&lane, 7, 600), Kept::default());
    }

    #[test]
    fn who_is_there_goes_before_who_was() {
        let mut shown = timeline(&[1], &[(5, &[1], 540, 600)]);
        let visit = &mut shown.visits[0];
        assert_eq!(Presence::of(visit), Presence::Nobody);
        visit.was_left = true;
        assert_eq!(Presence::of(visit), Presence::Left);
        visit.listed.job.checked_in_users =
            vec![CheckedInUser { user_id: 1, datetime: "2026-03-02 09:02:30".to_owned() }];
        assert_eq!(Presence::of(visit), Presence::Here);
        assert_eq!((since(visit, 1, "2026-03-02"), since(visit, 2, "2026-03-02")), (Some(542), None));
    }
}
