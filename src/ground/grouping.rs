//! In which groups technicians stand on the schedule, and which of these are folded: as the attribute `filter` and the address have
//! it, beside which jobs are listed.

use std::ops::Range;

use slotwright_wire::slotwright::{Lane, Timeline};

use crate::ground::job_filter::{decoded, encode};
use crate::ground::timeline::{Place, tab_stop, visits_of};

/// By what technicians are grouped. People have no team of their own here; what tells them apart is what their schedules say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// By nothing: all stand in one list.
    #[default]
    Nothing,
    /// By what they can do: those who can do the same stand together.
    JobTypes,
    /// By where they work.
    Areas,
    /// By what their schedules are called.
    Schedules,
}

/// Each, and how it is spelled.
pub const ALL: [(By, &str); 4] =
    [(By::Nothing, ""), (By::JobTypes, "job_types"), (By::Areas, "areas"), (By::Schedules, "schedules")];

/// By what they are grouped, and which groups are folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// By what.
    pub by: By,
    /// The names of those that are folded.
    pub folded: Vec<String>,
}

/// Some lanes that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common; empty for those of whom nothing is said.
    pub name: String,
    /// Which of the timeline's technicians.
    pub lanes: Range<usize>,
}

impl By {
    /// As it is spelled; nothing for another text.
    ///
    /// ```
    /// use slotwright::ground::grouping::By;
    /// assert_eq!((By::of("areas"), By::of("teams")), (By::Areas, By::Nothing));
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        ALL.iter().find(|(_, spelled)| *spelled == text).map_or(Self::Nothing, |(by, _)| *by)
    }

    /// What a lane's group is called; empty where nothing is grouped.
    #[must_use]
    pub fn name(self, lane: &Lane) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::JobTypes => lane.job_types.join(", "),
            Self::Areas => lane.areas.join(", "),
            Self::Schedules => lane.schedules.join(", "),
        }
    }
}

impl Grouping {
    /// What a query says of it; what it says besides is passed over.
    ///
    /// ```
    /// use slotwright::ground::grouping::{By, Grouping};
    /// let grouping = Grouping::of("?status=queued&group=areas&folded=Oak%20Park,");
    /// assert_eq!(grouping, Grouping { by: By::Areas, folded: vec!["Oak Park".into(), String::new()] });
    /// assert_eq!(grouping.query(), "group=areas&folded=Oak%20Park,");
    /// ```
    #[must_use]
    pub fn of(query: &str) -> Self {
        let mut grouping = Self::default();
        for pair in query.trim_start_matches('?').split('&') {
            match pair.split_once('=') {
                Some(("group", by)) => grouping.by = By::of(by),
                Some(("folded", names)) => grouping.folded = names.split(',').map(decoded).collect(),
                _ => {}
            }
        }
        grouping
    }

    /// As a query: nothing where nothing is grouped.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = String::new();
        let spelled = ALL.iter().find(|(by, _)| *by == self.by).map_or("", |(_, spelled)| spelled);
        if self.by == By::Nothing {
            return query;
        }
        query.push_str("group=");
        query.push_str(spelled);
        for (nth, name) in self.folded.iter().enumerate() {
            query.push_str(if nth == 0 { "&folded=" } else { "," });
            encode(name, &mut query);
        }
        query
    }

    /// Whether a group is folded.
    #[must_use]
    pub fn is_folded(&self, name: &str) -> bool {
        self.by != By::Nothing && self.folded.iter().any(|folded| folded == name)
    }

    /// The same with a group folded that wasn't, or unfolded.
    #[must_use]
    pub fn turned(&self, name: &str) -> Self {
        let mut folded = self.folded.clone();
        match folded.iter().position(|known| known == name) {
            Some(place) => drop(folded.remove(place)),
            None => folded.push(name.to_owned()),
        }
        Self { by: self.by, folded }
    }
}

/// Puts technicians of one group beside each other: groups by their names, and last those of whom nothing is said; in a group, and
/// without groups, people by their numbers.
pub fn arrange(timeline: &mut Timeline, by: By) {
    // Each is put behind those that it follows: they are few, and mostly in order, and a sort is a kilobyte and more to download.
    let mut arranged: Vec<((bool, String, u64), Lane)> = Vec::new();
    for lane in std::mem::take(&mut timeline.technicians) {
        let name = by.name(&lane);
        let key = (name.is_empty(), name, lane.user_id);
        let place = arranged.iter().rposition(|(known, _)| *known < key).map_or(0, |before| before + 1);
        arranged.insert(place, (key, lane));
    }
    timeline.technicians = arranged.into_iter().map(|(_, lane)| lane).collect();
}

/// The groups of a timeline that is arranged; none where nothing is grouped.
#[must_use]
pub fn groups(timeline: &Timeline, by: By) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    if by == By::Nothing {
        return groups;
    }
    for (nth, lane) in timeline.technicians.iter().enumerate() {
        let name = by.name(lane);
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.lanes.end = nth + 1,
            None => groups.push(Group { name, lanes: nth..nth + 1 }),
        }
    }
    groups
}

/// Whether somebody's lane is seen: their group isn't folded.
#[must_use]
pub fn is_unfolded(timeline: &Timeline, grouping: &Grouping, user_id: u64) -> bool {
    let lane = timeline.technicians.iter().find(|lane| lane.user_id == user_id);
    lane.is_none_or(|lane| !grouping.is_folded(&grouping.by.name(lane)))
}

/// The visit to which Tab leads where some groups are folded: as [`tab_stop`] has it, else the first that is seen.
#[must_use]
pub fn stop(timeline: &Timeline, grouping: &Grouping, focused: Option<Place>) -> Option<Place> {
    let is_seen = |user_id: u64| is_unfolded(timeline, grouping, user_id);
    let first = || {
        timeline.technicians.iter().map(|lane| lane.user_id).filter(|user_id| is_seen(*user_id)).find_map(|user_id| {
            let visit = visits_of(timeline, user_id).next()?;
            Some(Place { user_id, job_id: visit.listed.job.id })
        })
    };
    tab_stop(timeline, focused).filter(|place| is_seen(place.user_id)).or_else(first)
}

/// Before which row each group stands, where a head is as high as a lane: its head is that row, its lanes follow unless it is folded.
#[must_use]
pub fn rows(groups: &[Group], grouping: &Grouping) -> Vec<usize> {
    let mut next = 0;
    let row = |group: &Group| {
        let row = next;
        next += 1 + if grouping.is_folded(&group.name) { 0 } else { group.lanes.len() };
        row
    };
    groups.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::timeline::tests::timeline;

    /// Four people: two install, one repairs as well, of one nothing is said.
    fn team() -> Timeline {
        let mut team = timeline(&[4, 3, 2, 1], &[]);
        for (nth, types) in [&["Install"][..], &[], &["Install", "Repair"], &["Install"]].into_iter().enumerate() {
            team.technicians[nth].job_types = types.iter().map(|name| (*name).to_owned()).collect();
        }
        team
    }

    fn order(timeline: &Timeline) -> Vec<u64> {
        timeline.technicians.iter().map(|lane| lane.user_id).collect()
    }

    #[test]
    fn those_who_can_do_the_same_stand_together_and_last_those_of_whom_nothing_is_said() {
        let mut team = team();
        arrange(&mut team, By::JobTypes);
        assert_eq!(order(&team), [1, 4, 2, 3]);
        let told: Vec<_> = groups(&team, By::JobTypes).into_iter().map(|group| (group.name, group.lanes)).collect();
        let group = |name: &str, lanes| (name.to_owned(), lanes);
        assert_eq!(told, [group("Install", 0..2), group("Install, Repair", 2..3), group("", 3..4)]);
    }

    #[test]
    fn without_groups_people_stand_by_their_numbers_and_nobody_is_folded_away() {
        let mut team = team();
        arrange(&mut team, By::Nothing);
        assert_eq!((order(&team), groups(&team, By::Nothing)), (vec![1, 2, 3, 4], vec![]));
        let folded = Grouping { by: By::Nothing, folded: vec![String::new()] };
        assert!(is_unfolded(&team, &folded, 3));
    }

    #[test]
    fn lanes_of_a_folded_group_take_no_rows() {
        let mut team = team();
        arrange(&mut team, By::JobTypes);
        let groups = groups(&team, By::JobTypes);
        let all = Grouping { by: By::JobTypes, folded: vec![] };
        assert_eq!(rows(&groups, &all), [0, 3, 5]);
        let folded = all.turned("Install");
        assert_eq!(rows(&groups, &folded), [0, 1, 3]);
        assert!(!is_unfolded(&team, &folded, 1) && is_unfolded(&team, &folded, 2));
        assert_eq!(folded.turned("Install"), all);
    }

    #[test]
    fn tab_leads_to_a_visit_that_is_seen() {
        let mut shown = timeline(&[1, 2, 3], &[(5, &[1], 540, 600), (6, &[3], 600, 660)]);
        shown.technicians[0].areas = vec!["North".to_owned()];
        arrange(&mut shown, By::Areas);
        let all = Grouping { by: By::Areas, folded: vec![] };
        let job = |grouping: &Grouping, focused| stop(&shown, grouping, focused).map(|place| place.job_id);
        let place = Place { user_id: 1, job_id: 5 };
        assert_eq!((job(&all, None), job(&all, Some(place))), (Some(5), Some(5)));
        let folded = all.turned("North");
        assert_eq!((job(&folded, None), job(&folded, Some(place))), (Some(6), Some(6)));
        assert_eq!(job(&folded.turned(""), None), None);
    }

    #[test]
    fn what_a_query_says_is_the_same_query_again_and_nothing_where_nothing_is_grouped() {
        for query in ["", "group=job_types", "group=schedules&folded=Days%2C%20nights,Saturdays", "group=areas&folded="]
        {
            assert_eq!(Grouping::of(query).query(), query);
        }
        assert_eq!(Grouping::of("status=queued&folded=A"), Grouping { by: By::Nothing, folded: vec!["A".to_owned()] });
    }
}
