//! Small pictures of numbers, as the paths that draw them: in a box whose sides are told, from its top left corner on, as SVG has them.

use slotwright_words::fill;

use crate::ground::load::{Load, Wished};

/// Of what a figure's height shows, so much is 100 %; more reaches beyond it.
const FULL: i32 = 80;
/// One row of a figure of loads, and the breadth of one bar.
pub const ROW: i32 = 120;
/// The breadth of one bar, with the gap behind it.
pub const BAR: i32 = 30;
const GAP: i32 = 4;

/// A figure: how large, and what is drawn of each class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// How wide.
    pub width: i32,
    /// How high.
    pub height: i32,
    /// The class of each path, and the path.
    pub paths: Vec<(&'static str, String)>,
}

/// A bar for each person and day: a row a day, with a line where a day is full. What is beyond it is a path of its own.
#[must_use]
pub fn loads(each: &[Vec<Load>], days: usize) -> Figure {
    let (mut within, mut over, mut full) = (String::new(), String::new(), String::new());
    let width = each.len() as i32 * BAR;
    for day in 0..days {
        let floor = (day as i32 + 1) * ROW - GAP;
        full.push_str(&fill("M0 {y}H{x}", &[("y", &(floor - FULL).to_string()), ("x", &width.to_string())]));
        for (person, loads) in each.iter().enumerate() {
            let Some(percent) = loads.get(day).and_then(|load| load.percent()) else { continue };
            let height = (percent * FULL / 100).clamp(1, ROW - 2 * GAP);
            let path = if 100 < percent { &mut over } else { &mut within };
            bar(path, person as i32 * BAR, floor, BAR - GAP, height);
        }
    }
    let paths = vec![("within", within), ("over", over), ("full", full)];
    Figure { width, height: days as i32 * ROW, paths }
}

/// How many work, and in front of it how many have a visit, as two steps of stairs.
#[must_use]
pub fn stairs(counts: &[(u32, u32)]) -> Figure {
    let most = counts.iter().map(|(working, busy)| *working.max(busy)).max().unwrap_or(0).max(1) as i32;
    let step = |of: fn(&(u32, u32)) -> u32| {
        let mut path = String::new();
        for (nth, count) in counts.iter().enumerate() {
            bar(&mut path, nth as i32 * BAR, ROW, BAR, of(count) as i32 * (ROW - GAP) / most);
        }
        path
    };
    let paths = vec![("working", step(|count| count.0)), ("within", step(|count| count.1))];
    Figure { width: counts.len() as i32 * BAR, height: ROW, paths }
}

/// For each day how many jobs would like it: filled as many as it has room for, and above them in outline those it hasn't.
#[must_use]
pub fn wishes(days: &[Wished]) -> Figure {
    let most = days.iter().map(|day| day.jobs).max().unwrap_or(0).max(1) as i32;
    let (mut met, mut unmet) = (String::new(), String::new());
    let height = |jobs: usize| jobs as i32 * (ROW - 2 * GAP) / most;
    for (nth, day) in days.iter().enumerate() {
        let left = nth as i32 * 2 * BAR;
        let filled = height(day.with_room);
        bar(&mut met, left, ROW - GAP, 2 * BAR - GAP, filled);
        bar(&mut unmet, left, ROW - GAP - filled, 2 * BAR - GAP, height(day.jobs) - filled);
    }
    Figure { width: days.len() as i32 * 2 * BAR, height: ROW, paths: vec![("within", met), ("unmet", unmet)] }
}

/// Adds a bar that stands on a floor; none without height.
fn bar(path: &mut String, left: i32, floor: i32, width: i32, height: i32) {
    if 0 < height {
        let [left, top, width, height, back] =
            [left, floor - height, width, height, -width].map(|number| number.to_string());
        let values = [("x", &*left), ("y", &*top), ("w", &*width), ("h", &*height), ("b", &*back)];
        path.push_str(&fill("M{x} {y}h{w}v{h}h{b}z", &values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(working: i32, taken: i32) -> Load {
        Load { working, taken }
    }

    #[test]
    fn a_day_is_a_bar_as_high_as_it_is_taken_and_what_is_beyond_it_is_drawn_apart() {
        let drawn = loads(&[vec![load(480, 240)], vec![load(0, 0)], vec![load(480, 600)]], 1);
        assert_eq!((drawn.width, drawn.height), (90, 120));
        let paths: Vec<&str> = drawn.paths.iter().map(|(_, path)| &**path).collect();
        assert_eq!(paths, ["M0 76h26v40h-26z", "M60 16h26v100h-26z", "M0 36H90"]);
    }

    #[test]
    fn whoever_works_twice_as_much_as_is_possible_stays_in_the_row() {
        let drawn = loads(&[vec![load(0, 60), load(60, 6000)]], 2);
        assert_eq!(drawn.paths[1].1, "M0 124h26v112h-26z");
    }

    #[test]
    fn stairs_reach_as_high_as_the_most_who_work_or_have_a_visit() {
        let drawn = stairs(&[(2, 0), (4, 2), (0, 1)]);
        assert_eq!(drawn.paths[0].1, "M0 62h30v58h-30zM30 4h30v116h-30z");
        assert_eq!(drawn.paths[1].1, "M30 62h30v58h-30zM60 91h30v29h-30z");
        assert_eq!(stairs(&[(0, 0)]).paths[0].1, "", "nothing on a day off");
    }

    #[test]
    fn wishes_without_room_stand_above_those_with_it() {
        let drawn = wishes(&[Wished { jobs: 4, with_room: 3 }, Wished::default()]);
        assert_eq!(drawn.paths, [("within", "M0 32h56v84h-56z".to_owned()), ("unmet", "M0 4h56v28h-56z".to_owned())]);
        assert_eq!(drawn.width, 120);
    }
}
