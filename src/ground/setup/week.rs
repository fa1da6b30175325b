//! A schedule's week as it is drawn, painted and typed: for each day of the week the stretches in which it holds.

use slotwright_matching::{Interval, IntervalSet, MINUTES_PER_DAY, Minute, Shift};
use slotwright_wire::sonar::{ROOT, ScheduleDay};
use slotwright_wire::time::parse_time;
use slotwright_words::fill;

use crate::ground::setup::deed::Deed;
use crate::ground::setup::json::Json;
use crate::ground::verb::Verb;

/// The grid on which weeks are drawn.
pub const GRID: Minute = 15;

/// A stretch of a day as it stands in its two fields; `None` where one of them is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// From which minute of the day.
    pub start: Option<Minute>,
    /// Until which; 1440 is the midnight that ends the day.
    pub end: Option<Minute>,
}

/// One of a stretch's two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// What is wrong with a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A field is empty.
    Missing,
    /// It ends before it begins.
    Order,
    /// It is not on the grid.
    OffGrid,
}

/// The days of a week, Sunday first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week([Vec<Span>; 7]);

impl Span {
    /// From one minute of the day to another.
    #[must_use]
    pub fn new(start: Minute, end: Minute) -> Self {
        Self { start: Some(start), end: Some(end) }
    }

    /// Both ends, where they can be drawn.
    #[must_use]
    pub fn drawn(self) -> Option<(Minute, Minute)> {
        let (start, end) = (self.start?, self.end?);
        (start < end).then_some((start, end))
    }

    /// One of its ends.
    #[must_use]
    pub fn at(self, edge: Edge) -> Option<Minute> {
        match edge {
            Edge::Start => self.start,
            Edge::End => self.end,
        }
    }

    fn fault(self) -> Option<Wrong> {
        let (Some(start), Some(end)) = (self.start, self.end) else { return Some(Wrong::Missing) };
        let is_off = |minute: Minute| minute % GRID != 0;
        match () {
            () if end <= start => Some(Wrong::Order),
            () if is_off(start) || is_off(end) => Some(Wrong::OffGrid),
            () => None,
        }
    }
}

impl Week {
    /// As the server has it. What can't be read is left out.
    #[must_use]
    pub fn of(days: &[ScheduleDay]) -> Self {
        let mut week = Self::default();
        for day in days {
            if let (Some(spans), Some(span)) = (week.0.get_mut(usize::from(day.day)), span_of(day)) {
                // Few: kept in order as they come, where a sort would weigh more.
                let place = spans.iter().position(|other| span < *other).unwrap_or(spans.len());
                spans.insert(place, span);
            }
        }
        week
    }

    /// What was painted onto a week as it was, on the week as it is now: days that were left as they were are as they are now.
    #[must_use]
    pub fn onto(mut self, before: &Self, now: &Self) -> Self {
        for ((day, before), now) in self.0.iter_mut().zip(&before.0).zip(&now.0) {
            if day == before {
                day.clone_from(now);
            }
        }
        self
    }

    /// The stretches of a day of the week, 0 = Sunday.
    #[must_use]
    pub fn day(&self, weekday: usize) -> &[Span] {
        &self.0[weekday % 7]
    }

    /// Whether it holds at this minute of the day.
    #[must_use]
    pub fn is_open(&self, weekday: usize, minute: Minute) -> bool {
        self.day(weekday).iter().filter_map(|span| span.drawn()).any(|(start, end)| start <= minute && minute < end)
    }

    /// How long it holds on a day.
    #[must_use]
    pub fn minutes(&self, weekday: usize) -> Minute {
        self.set(weekday).total_minutes()
    }

    /// Opens the time between two minutes of a day, or closes it; what touches then is one.
    pub fn paint(&mut self, weekday: usize, (from, to): (Minute, Minute), opens: bool) {
        let Some(painted) = Interval::new(from.min(to), from.max(to)) else { return };
        let painted = IntervalSet::from_unsorted(vec![painted]);
        let set = self.set(weekday);
        let set = if opens { set.union(&painted) } else { set.difference(&painted) };
        self.0[weekday % 7] = set.iter().map(|open| Span::new(open.start(), open.end())).collect();
    }

    /// Moves an end of a stretch, as far as its other end and its neighbours let it. Whether it has moved.
    pub fn step(&mut self, weekday: usize, n: usize, edge: Edge, by: Minute) -> bool {
        let spans = &mut self.0[weekday % 7];
        let Some((start, end)) = spans.get(n).and_then(|span| span.drawn()) else { return false };
        let before = n.checked_sub(1).and_then(|n| spans[n].end).unwrap_or(0);
        let after = spans.get(n + 1).and_then(|span| span.start).unwrap_or(MINUTES_PER_DAY);
        // From between the lines it goes to the next line first.
        let to = |from: Minute| {
            if 0 < by { from.div_euclid(GRID) * GRID + by } else { -(-from).div_euclid(GRID) * GRID + by }
        };
        let moved = match edge {
            Edge::Start => Span::new(to(start).clamp(before.min(start), end - GRID.min(end - start)), end),
            Edge::End => Span::new(start, to(end).clamp(start + GRID.min(end - start), after.max(end))),
        };
        let has_moved = moved != spans[n];
        spans[n] = moved;
        has_moved
    }

    /// Takes what was typed for an end of a stretch; the order of the stretches stays, so that fields don't jump.
    pub fn set_edge(&mut self, weekday: usize, n: usize, edge: Edge, minute: Option<Minute>) {
        let Some(span) = self.0[weekday % 7].get_mut(n) else { return };
        match edge {
            Edge::Start => span.start = minute,
            // A day's last midnight is its end, and no beginning.
            Edge::End => span.end = minute.map(|minute| if minute == 0 { MINUTES_PER_DAY } else { minute }),
        }
    }

    /// Adds a stretch to a day: a working day where it has none, else four hours or what is left after the last. Its place.
    pub fn add(&mut self, weekday: usize) -> usize {
        let spans = &mut self.0[weekday % 7];
        let last = spans.iter().filter_map(|span| span.end).max();
        let span = match last {
            None => Span::new(8 * 60, 17 * 60),
            Some(last) => {
                let start = (last + 60).min(MINUTES_PER_DAY - GRID);
                Span::new(start, (start + 240).min(MINUTES_PER_DAY))
            }
        };
        spans.push(span);
        spans.len() - 1
    }

    /// Takes a stretch away.
    pub fn remove(&mut self, weekday: usize, n: usize) {
        let spans = &mut self.0[weekday % 7];
        if n < spans.len() {
            spans.remove(n);
        }
    }

    /// Has Monday to Friday as this day is.
    pub fn copy_to_workdays(&mut self, weekday: usize) {
        let spans = self.day(weekday).to_vec();
        (1..=5).for_each(|day| self.0[day].clone_from(&spans));
    }

    /// What is wrong, by day of the week and place. A stretch that was there before may lie between the lines.
    #[must_use]
    pub fn faults(&self, before: &Self) -> Vec<(usize, usize, Wrong)> {
        let of_day = |weekday: usize| {
            let was_there = move |span: &Span| before.day(weekday).contains(span);
            let spans = self.day(weekday).iter().enumerate().filter(move |(_, span)| !was_there(span));
            spans.filter_map(move |(n, span)| Some((weekday, n, span.fault()?)))
        };
        (0..7).flat_map(of_day).collect()
    }

    /// The days of the week that are not as they were.
    #[must_use]
    pub fn changed(&self, before: &Self) -> Vec<usize> {
        (0..7).filter(|weekday| self.day(*weekday) != before.day(*weekday)).collect()
    }

    /// As the core has it.
    #[must_use]
    pub fn shifts(&self) -> Vec<Shift> {
        let of_day = |weekday: usize| {
            let drawn = self.day(weekday).iter().filter_map(|span| span.drawn());
            drawn.map(move |(start, end)| Shift { weekday: weekday as u8, start, end })
        };
        (0..7).flat_map(of_day).collect()
    }

    /// What makes a schedule's days these: as few requests as there are stretches that differ. What is taken away goes last, so
    /// that nobody is without hours in between.
    #[must_use]
    pub fn deeds(&self, schedule_id: u64, before: &[ScheduleDay]) -> Vec<Deed> {
        let path =
            fill("{root}/scheduling/schedules/{id}/schedule_days", &[("root", ROOT), ("id", &schedule_id.to_string())]);
        let at = |id: u64| [&*path, "/", &id.to_string()].concat();
        let (mut deeds, mut gone) = (Vec::new(), Vec::new());
        for weekday in 0..7 {
            let mut wanted = self.day(weekday).to_vec();
            let of_day = before.iter().filter(|day| usize::from(day.day) == weekday);
            let mut old: Vec<&ScheduleDay> = Vec::new();
            for day in of_day {
                match wanted.iter().position(|span| Some(*span) == span_of(day)) {
                    Some(place) => _ = wanted.remove(place),
                    None => old.push(day),
                }
            }
            let mut old = old.into_iter();
            for span in wanted {
                let Some((start, end)) = span.drawn() else { continue };
                let body = Json::Object(vec![
                    ("day", Json::Number(weekday as f64)),
                    ("start_timestamp", Json::text(&time_of(start))),
                    ("end_timestamp", Json::text(&time_of(end))),
                ]);
                deeds.push(match old.next() {
                    Some(day) => Deed::of(Verb::Patch, at(day.id), body),
                    None => Deed::of(Verb::Post, path.clone(), body),
                });
            }
            gone.extend(old.map(|day| Deed::delete(at(day.id))));
        }
        deeds.extend(gone);
        deeds
    }

    fn set(&self, weekday: usize) -> IntervalSet {
        let spans = self.day(weekday).iter().filter_map(|span| span.drawn());
        IntervalSet::from_unsorted(spans.filter_map(|(start, end)| Interval::new(start, end)).collect())
    }
}

/// The minute of the day that a field of the browser holds, `08:30`.
#[must_use]
pub fn minute_of(text: &str) -> Option<Minute> {
    Some((parse_time(text)? / 60) as Minute)
}

/// What a field of the browser shows for a minute of the day: midnight, also that which ends the day, is `00:00`.
#[must_use]
pub fn field_of(minute: Option<Minute>) -> String {
    minute.map(|minute| clock(minute % MINUTES_PER_DAY)).unwrap_or_default()
}

/// As the API has a day's times: the midnight that ends it is `23:59`.
#[must_use]
pub fn time_of(minute: Minute) -> String {
    if minute == MINUTES_PER_DAY { clock(MINUTES_PER_DAY - 1) } else { clock(minute) }
}

/// The minute of a day's part as the API has it.
#[must_use]
pub fn minute_of_end(text: &str) -> Option<Minute> {
    minute_of(text).map(|minute| if minute == MINUTES_PER_DAY - 1 { MINUTES_PER_DAY } else { minute })
}

fn clock(minute: Minute) -> String {
    let two = |n: Minute| if n < 10 { ["0", &n.to_string()].concat() } else { n.to_string() };
    [&*two(minute / 60), ":", &two(minute % 60)].concat()
}

fn span_of(day: &ScheduleDay) -> Option<Span> {
    Some(Span::new(minute_of(&day.start_timestamp)?, minute_of_end(&day.end_timestamp)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(id: u64, day: u8, start: &str, end: &str) -> ScheduleDay {
        ScheduleDay { id, day, start_timestamp: start.to_owned(), end_timestamp: end.to_owned() }
    }

    /// `8-12 13-17`, in hours.
    fn drawn(week: &Week, weekday: usize) -> String {
        let hour = |minute: Minute| (f64::from(minute) / 60.0).to_string();
        let spans = week.day(weekday).iter().filter_map(|span| span.drawn());
        spans.map(|(start, end)| [hour(start), hour(end)].join("-")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_painted_joins_what_it_touches_and_what_is_wiped_out_parts_it() {
        let mut week = Week::of(&[day(1, 1, "08:00", "12:00")]);
        week.paint(1, (13 * 60, 12 * 60), true);
        assert_eq!(drawn(&week, 1), "8-13", "backwards too");
        week.paint(1, (9 * 60, 10 * 60), false);
        assert_eq!(drawn(&week, 1), "8-9 10-13");
        week.paint(1, (0, 1440), false);
        assert_eq!(drawn(&week, 1), "");
        week.paint(1, (600, 600), true);
        assert_eq!(drawn(&week, 1), "", "no time at all");
    }

    #[test]
    fn an_edge_moves_by_quarters_and_never_over_its_other_end_or_a_neighbour() {
        let mut week = Week::of(&[day(1, 1, "08:10", "12:00"), day(2, 1, "12:30", "13:00")]);
        assert!(week.step(1, 0, Edge::Start, -GRID));
        assert_eq!(drawn(&week, 1), "8-12 12.5-13", "to the line first");
        assert!(week.step(1, 0, Edge::End, 600));
        assert_eq!(drawn(&week, 1), "8-12.5 12.5-13");
        assert!(!week.step(1, 0, Edge::End, GRID));
        assert!(week.step(1, 1, Edge::End, -600));
        assert_eq!(drawn(&week, 1), "8-12.5 12.5-12.75", "a quarter stays");
        assert!(week.step(1, 1, Edge::End, 1440));
        assert_eq!(drawn(&week, 1), "8-12.5 12.5-24");
        assert!(!week.step(1, 7, Edge::End, GRID));
    }

    #[test]
    fn what_was_typed_is_judged_and_what_was_there_may_lie_between_the_lines() {
        let before = Week::of(&[day(1, 1, "08:10", "12:00")]);
        let mut week = before.clone();
        assert_eq!(week.faults(&before), []);
        week.set_edge(1, 0, Edge::Start, Some(490 + 2));
        assert_eq!(week.faults(&before), [(1, 0, Wrong::OffGrid)]);
        week.set_edge(1, 0, Edge::Start, Some(720));
        assert_eq!(week.faults(&before), [(1, 0, Wrong::Order)]);
        week.set_edge(1, 0, Edge::Start, None);
        assert_eq!(week.faults(&before), [(1, 0, Wrong::Missing)]);
        week.set_edge(1, 0, Edge::Start, Some(480));
        week.set_edge(1, 0, Edge::End, Some(0));
        assert_eq!((drawn(&week, 1), week.faults(&before)), ("8-24".to_owned(), vec![]));
        assert_eq!(field_of(Some(1440)), "00:00");
    }

    #[test]
    fn a_week_is_saved_by_as_few_requests_as_differ_and_what_goes_goes_last() {
        let before = [day(1, 1, "08:00", "12:00"), day(2, 1, "13:00", "17:00"), day(3, 2, "08:00", "23:59")];
        let mut week = Week::of(&before);
        assert_eq!(week.deeds(5, &before), []);
        week.remove(1, 0);
        week.paint(2, (12 * 60, 24 * 60), false);
        week.add(0);
        let said = |deed: &Deed| {
            let body = deed.body.as_ref().map(|body| body.print(0, |number| number.to_string())).unwrap_or_default();
            format!("{:?} {} {body}", deed.verb, deed.path)
        };
        let root = "/api/v1/scheduling/schedules/5/schedule_days";
        assert_eq!(
            week.deeds(5, &before).iter().map(said).collect::<Vec<_>>(),
            [
                format!(r#"Post {root} {{"day":0,"start_timestamp":"08:00","end_timestamp":"17:00"}}"#),
                format!(r#"Patch {root}/3 {{"day":2,"start_timestamp":"08:00","end_timestamp":"12:00"}}"#),
                format!("Delete {root}/1 "),
            ]
        );
        assert_eq!(week.changed(&Week::of(&before)), [0, 1, 2]);
        assert_eq!(week.minutes(0), 540);
    }

    #[test]
    fn monday_to_friday_become_as_one_day_is() {
        let mut week = Week::of(&[day(1, 3, "08:00", "12:00"), day(2, 6, "09:00", "10:00")]);
        week.copy_to_workdays(3);
        assert_eq!(
            (0..7).map(|weekday| drawn(&week, weekday)).collect::<Vec<_>>(),
            ["", "8-12", "8-12", "8-12", "8-12", "8-12", "9-10"]
        );
    }
}
