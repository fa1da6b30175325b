//! The days as one picture: where each rectangle and each line of text stands, in pixels from the top left corner. Drawn anew rather
//! than taken from the page, which no browser lets become a picture.

use slotwright_wire::slotwright::{Closed, ClosedKind, Lane, PlannedVisit, Timeline};
use slotwright_wire::sonar::JobStatus;

use crate::ground::grouping::{Grouping, groups};
use crate::ground::timeline::{Hours, visits_of};

/// How wide the names are.
const NAME: i32 = 180;
/// How high the days and their hours are, a group's head and a lane.
const RULER: i32 = 44;
const HEAD: i32 = 28;
const LANE: i32 = 40;
/// How wide the hours of a day are, by how many days there are: no picture is wider than a large screen.
const SHEET: i32 = 1400;

/// In so little room no letter can be read.
const TOO_NARROW: i32 = 8;

const PAPER: &str = "#ffffff";
const INK: &str = "#171b22";
const QUIET: &str = "#5a6270";
const LINE: &str = "#cfd6e0";
const OFF: &str = "#f0f1f3";
const CLOSED: &str = "#dfe3e8";
const VISIT: &str = "#e7effb";
const OVER: &str = "#e4e6ea";
/// The colours of types, by their names, and of those without one.
const COLORS: [(&str, &str); 7] = [
    ("blue", "#0b57d0"),
    ("green", "#1a7f37"),
    ("red", "#b3261e"),
    ("purple", "#7b3fb5"),
    ("yellow", "#a07800"),
    ("orange", "#c05500"),
    ("grey", "#68707d"),
];
const NO_COLOR: &str = "#68707d";

/// A picture: how large, and what is in it, the last in front.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// How wide.
    pub width: i32,
    /// How high.
    pub height: i32,
    /// What is in it.
    pub shapes: Vec<Shape>,
}

/// Something in a picture: at its left and top edge, so wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A rectangle: from the left, from the top, how wide, how high.
    Area([i32; 4], &'static str),
    /// A line of text: from the left, from the top, how wide at most, how large.
    Line([i32; 4], &'static str, String),
}

/// How things are called.
pub struct Called<'c> {
    /// A technician.
    pub lane: &'c dyn Fn(&Lane) -> String,
    /// A visit: for whom, and when.
    pub visit: &'c dyn Fn(&PlannedVisit) -> (String, String),
    /// A break, time off, or what is held.
    pub closed: &'c dyn Fn(&Closed) -> String,
    /// An hour, by its minute of the day.
    pub hour: &'c dyn Fn(i32) -> String,
    /// A day, by its place.
    pub day: &'c dyn Fn(u32) -> String,
    /// A group, by its name.
    pub group: &'c dyn Fn(&str) -> String,
}

impl Picture {
    /// As the script that draws it reads it: a line each.
    #[must_use]
    pub fn lines(&self) -> String {
        let line = |shape: &Shape| {
            let (kind, numbers, more) = match shape {
                Shape::Area(numbers, color) => ("r", numbers, (*color).to_owned()),
                Shape::Line(numbers, color, text) => {
                    let weight = if numbers[3] == 13 { "600" } else { "400" };
                    // What is typed may have line breaks.
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    ("t", numbers, [weight, color, &text].join(" "))
                }
            };
            let numbers = numbers.iter().map(i32::to_string).collect::<Vec<_>>().join(" ");
            [kind, &numbers, &more].join(" ")
        };
        self.shapes.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn area(&mut self, place: [i32; 4], color: &'static str) {
        if 0 < place[2] {
            self.shapes.push(Shape::Area(place, color));
        }
    }

    fn line(&mut self, place: [i32; 4], color: &'static str, text: String) {
        if TOO_NARROW < place[2] {
            self.shapes.push(Shape::Line(place, color, text));
        }
    }

    /// The same as it is where one reads from right to left.
    fn mirrored(mut self) -> Self {
        for shape in &mut self.shapes {
            let (Shape::Area(place, _) | Shape::Line(place, ..)) = shape;
            place[0] = self.width - place[0] - place[2];
        }
        self
    }
}

/// The days that are shown, with all lanes that aren't folded away.
#[must_use]
pub fn picture(timeline: &Timeline, grouping: &Grouping, called: &Called, is_rtl: bool) -> Picture {
    let hours = Hours::of(timeline);
    let minutes = hours.length() * timeline.days as i32;
    // Half pixels and less would be lost.
    let at = |minute: i32| NAME + (i64::from(minute) * i64::from(SHEET) / i64::from(minutes.max(1))) as i32;
    let mut drawn = Picture { width: NAME + SHEET, height: RULER, shapes: Vec::new() };
    ruler(&mut drawn, timeline, hours, called, &at);
    let all = groups(timeline, grouping.by);
    let one_list = 0..timeline.technicians.len();
    let lists = match all.is_empty() {
        true => vec![(None, one_list)],
        false => all.iter().map(|group| (Some(&*group.name), group.lanes.clone())).collect(),
    };
    for (name, lanes) in lists {
        if let Some(name) = name {
            let top = drawn.height;
            drawn.area([0, top, NAME + SHEET, HEAD], OFF);
            drawn.line([8, top + 6, SHEET, 13], INK, (called.group)(name));
            drawn.height += HEAD;
        }
        if name.is_some_and(|name| grouping.is_folded(name)) {
            continue;
        }
        for technician in &timeline.technicians[lanes] {
            lane(&mut drawn, timeline, technician, hours, called, &at);
        }
    }
    let sheet = Shape::Area([0, 0, drawn.width, drawn.height], PAPER);
    drawn.shapes.insert(0, sheet);
    if is_rtl { drawn.mirrored() } else { drawn }
}

fn ruler(drawn: &mut Picture, timeline: &Timeline, hours: Hours, called: &Called, at: &dyn Fn(i32) -> i32) {
    let length = hours.length();
    // So many hours apart as can be read.
    let step = match timeline.days {
        1 => 60,
        2..=3 => 180,
        _ => 360,
    };
    for day in 0..timeline.days {
        let begin = day as i32 * length;
        drawn.line([at(begin) + 4, 4, at(length) - NAME - 8, 13], INK, (called.day)(day));
        for minute in (hours.from..hours.to).step_by(step) {
            let left = at(begin + minute - hours.from);
            drawn.line([left + 4, 24, at(step as i32) - NAME, 11], QUIET, (called.hour)(minute));
        }
    }
}

fn lane(
    drawn: &mut Picture,
    timeline: &Timeline,
    technician: &Lane,
    hours: Hours,
    called: &Called,
    at: &dyn Fn(i32) -> i32,
) {
    let top = drawn.height;
    drawn.height += LANE;
    drawn.line([8, top + 12, NAME - 16, 13], INK, (called.lane)(technician));
    drawn.area([NAME, top, SHEET, LANE], OFF);
    let parts = |start, end| {
        let parts = hours.drawn(start, end, timeline.days).into_iter();
        parts.map(|(from, minutes)| (at(from), at(from + minutes) - at(from))).collect::<Vec<_>>()
    };
    for open in &technician.open {
        for (left, width) in parts(open.start, open.end) {
            drawn.area([left, top, width, LANE], PAPER);
        }
    }
    for closed in &technician.closed {
        let color = if closed.kind == ClosedKind::Held { VISIT } else { CLOSED };
        for (left, width) in parts(closed.start, closed.end) {
            drawn.area([left, top, width, LANE], color);
            drawn.line([left + 3, top + 3, width - 4, 11], QUIET, (called.closed)(closed));
        }
    }
    for margin in &technician.margins {
        for (left, width) in parts(margin.start, margin.end) {
            drawn.area([left, top + LANE / 2 - 2, width, 4], LINE);
        }
    }
    for visit in visits_of(timeline, technician.user_id) {
        let (whose, when) = (called.visit)(visit);
        let is_over = matches!(visit.listed.job.status, JobStatus::Completed | JobStatus::Failed);
        let color = COLORS.iter().find(|(name, _)| *name == visit.listed.color).map_or(NO_COLOR, |(_, color)| color);
        for (left, width) in parts(visit.start, visit.end) {
            drawn.area([left, top + 2, width, LANE - 4], color);
            drawn.area([left + 4, top + 3, width - 5, LANE - 6], if is_over { OVER } else { VISIT });
            drawn.line([left + 8, top + 5, width - 10, 13], INK, whose.clone());
            drawn.line([left + 8, top + 21, width - 10, 11], QUIET, when.clone());
        }
    }
    drawn.area([0, top + LANE - 1, NAME + SHEET, 1], LINE);
}

#[cfg(test)]
mod tests {
    use slotwright_wire::slotwright::Stretch;

    use super::*;
    use crate::ground::grouping::By;
    use crate::ground::timeline::tests::timeline;

    fn drawn(timeline: &Timeline, grouping: &Grouping, is_rtl: bool) -> Picture {
        let called = Called {
            lane: &|lane| lane.user_id.to_string(),
            visit: &|visit| (format!("job\n{}", visit.listed.job.id), "then".to_owned()),
            closed: &|closed| closed.name.clone(),
            hour: &|minute| (minute / 60).to_string(),
            day: &|day| day.to_string(),
            group: &str::to_owned,
        };
        picture(timeline, grouping, &called, is_rtl)
    }

    fn places(drawn: &Picture, wanted: &str) -> Vec<[i32; 4]> {
        let found = drawn.shapes.iter().filter_map(|shape| match shape {
            Shape::Area(place, color) if *color == wanted => Some(*place),
            Shape::Line(place, _, text) if text == wanted => Some(*place),
            _ => None,
        });
        found.collect()
    }

    #[test]
    fn a_visit_stands_where_its_time_is_in_the_lane_of_each_who_comes_and_mirrored_where_one_reads_so() {
        let shown = timeline(&[1, 2], &[(5, &[1, 2], 540, 600)]);
        let picture = drawn(&shown, &Grouping::default(), false);
        assert_eq!((picture.width, picture.height), (1580, 44 + 2 * 40));
        // From eight to six are 1400 pixels: nine is at 140, and an hour is as long.
        assert_eq!(places(&picture, NO_COLOR), [[180 + 140, 46, 140, 36], [180 + 140, 86, 140, 36]]);
        let mirrored = drawn(&shown, &Grouping::default(), true);
        assert_eq!(places(&mirrored, NO_COLOR)[0], [1580 - 320 - 140, 46, 140, 36]);
        assert_eq!(picture.shapes[0], Shape::Area([0, 0, 1580, 124], PAPER), "on white, whatever the page is");
    }

    #[test]
    fn of_a_folded_group_only_the_head_is_drawn() {
        let mut shown = timeline(&[1, 2, 3], &[]);
        shown.technicians[0].areas = vec!["North".to_owned()];
        let grouping = Grouping { by: By::Areas, folded: vec!["North".to_owned()] };
        let picture = drawn(&shown, &grouping, false);
        assert_eq!(picture.height, 44 + 28 + 28 + 2 * 40);
        assert_eq!(
            (places(&picture, "North").len(), places(&picture, "1").len(), places(&picture, "2").len()),
            (1, 0, 1)
        );
    }

    #[test]
    fn a_week_of_two_hundred_is_as_wide_as_a_day_and_a_browser_can_hold_it() {
        let lanes: Vec<u64> = (1..=200).collect();
        let mut shown = timeline(&lanes, &[]);
        shown.days = 7;
        shown.technicians[0].open = vec![Stretch { start: 480, end: 1080 }];
        let picture = drawn(&shown, &Grouping::default(), false);
        assert_eq!((picture.width, picture.height), (1580, 8044));
    }

    #[test]
    fn each_shape_is_a_line_whatever_is_in_its_text() {
        let lines = drawn(&timeline(&[1], &[(5, &[1], 540, 600)]), &Grouping::default(), false).lines();
        assert!(lines.contains("\nr 320 46 140 36 #68707d\n"), "{lines}");
        assert!(lines.contains("\nt 328 49 130 13 600 #171b22 job 5\n"), "{lines}");
        assert!(lines.lines().all(|line| line.starts_with("r ") || line.starts_with("t ")), "{lines}");
    }
}
