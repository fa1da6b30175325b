//! What of the schedule is drawn anew when more is known of its days: as little as there can be, so that where one looks, what has the
//! focus and what is being pressed stay.

use slotwright_wire::slotwright::{PlannedVisit, Timeline};

use crate::ground::grouping::By;
use crate::ground::timeline::Hours;

/// Names what the lanes stand in: the days, the hours that are drawn of them, who has a lane, in which order and group. While it is the
/// same, lanes alone are drawn anew.
#[must_use]
pub fn frame(timeline: &Timeline, by: By) -> String {
    let Hours { from, to } = Hours::of(timeline);
    let numbers = [timeline.days, from.unsigned_abs(), to.unsigned_abs(), by as u32].map(|number| number.to_string());
    let mut frame = [&*timeline.start_date, &*numbers.join(" ")].join(" ");
    for lane in &timeline.technicians {
        for part in [&*lane.user_id.to_string(), &*lane.name, &*by.name(lane)] {
            frame.push('\n');
            frame.push_str(part);
        }
    }
    frame
}

/// Whose lanes are others than they were: by their time, or by a visit that they come to or are at. Some may be named twice. None on
/// other days, or where other hours are drawn: there all is drawn anew.
#[must_use]
pub fn changed(before: &Timeline, after: &Timeline) -> Vec<u64> {
    if (&before.start_date, before.days, Hours::of(before)) != (&after.start_date, after.days, Hours::of(after)) {
        return Vec::new();
    }
    let lanes = after.technicians.iter().zip(&before.technicians).filter(|(lane, known)| lane != known);
    let lanes = lanes.map(|(lane, _)| lane.user_id);
    let visits = unlike(before, after).chain(unlike(after, before)).flat_map(|visit| {
        let job = &visit.listed.job;
        job.user_ids.iter().copied().chain(job.checked_in_users.iter().map(|there| there.user_id))
    });
    lanes.chain(visits).collect()
}

/// The visits that are not so among the others, which stand by their starts.
fn unlike<'a>(all: &'a Timeline, others: &'a Timeline) -> impl Iterator<Item = &'a PlannedVisit> {
    all.visits.iter().filter(|visit| {
        let first = others.visits.partition_point(|other| other.start < visit.start);
        !others.visits[first..].iter().take_while(|other| other.start == visit.start).any(|other| other == *visit)
    })
}

#[cfg(test)]
mod tests {
    use slotwright_wire::slotwright::Stretch;

    use super::*;
    use crate::ground::timeline::tests::timeline;

    #[test]
    fn the_frame_is_another_for_other_days_hours_people_and_groups_and_the_same_for_other_visits() {
        let shown = timeline(&[1, 2], &[(5, &[1], 540, 600)]);
        let same = timeline(&[1, 2], &[(6, &[2], 540, 600)]);
        assert_eq!(frame(&shown, By::Nothing), frame(&same, By::Nothing));
        assert_ne!(frame(&shown, By::Nothing), frame(&shown, By::Areas), "a group of all that have none has a head");
        let late = timeline(&[1, 2], &[(5, &[1], 1140, 1200)]);
        let fewer = timeline(&[1], &[]);
        let other_day = Timeline { start_date: "2026-03-03".to_owned(), ..shown.clone() };
        let mut of_area = shown.clone();
        of_area.technicians[1].areas = vec!["North".to_owned()];
        let named = |timeline: &Timeline| frame(timeline, By::Areas);
        for other in [late, fewer, other_day, of_area] {
            assert_ne!(named(&shown), named(&other));
        }
    }

    #[test]
    fn lanes_are_drawn_anew_that_have_or_had_a_visit_which_is_another_and_no_others() {
        let before = timeline(&[1, 2, 3, 4], &[(5, &[1], 540, 600), (6, &[2], 540, 600), (7, &[3, 4], 700, 760)]);
        assert!(changed(&before, &before).is_empty());
        let after = timeline(&[1, 2, 3, 4], &[(5, &[1], 540, 600), (6, &[3], 540, 600), (7, &[3, 4], 700, 760)]);
        assert_eq!(changed(&before, &after), [2, 3]);
        let next_day = Timeline { start_date: "2026-03-03".to_owned(), ..after.clone() };
        assert!(changed(&before, &next_day).is_empty());
        let mut off = before.clone();
        off.technicians[3].open = vec![Stretch { start: 480, end: 500 }];
        assert_eq!(changed(&before, &off), [4]);
        let mut noted = before.clone();
        noted.visits[2].listed.job.notes = Some("Bring a ladder".to_owned());
        assert_eq!(changed(&before, &noted), [3, 4, 3, 4], "a visit of two stands in two lanes");
    }
}
