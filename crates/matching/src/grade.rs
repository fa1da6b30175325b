//! Which openings to recommend: what speaks for each, added up by weights that are a policy.
//!
//! A visit beside another one saves a way, a day on which little is planned bears it best, who waits is glad of an early one, and a
//! window with room leaves the day to be planned. All of it is whole numbers, so that server and browser come to the same.
//! A grade says nothing by itself: it is there to be compared with those of other openings under the same weights.

use crate::{Day, Hints, Minute};

/// A way of so many minutes and more is not saved by anything.
const FAR_MINUTES: Minute = 40;
/// A visit in so many days and later is no early one.
const LATE_DAYS: i32 = 14;
/// A window that leaves so many minutes leaves enough.
const ROOM_MINUTES: Minute = 120;

/// How much each thing counts, 0 to 100; more counts as 100. With 0 it counts for nothing, and with nothing but 0 no opening is
/// recommended. By the default a neighbour ten minutes away counts as much as a visit today instead of one in two weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// That the visit is near one before it, and once more that it is near one after it.
    pub near: u32,
    /// That little is planned on that day.
    pub quiet: u32,
    /// That it is soon.
    pub soon: u32,
    /// That there is room in the window that is promised.
    pub room: u32,
}

impl Weights {
    /// The most that each can be.
    pub const MAX: u32 = 100;
}

impl Default for Weights {
    fn default() -> Self {
        Self { near: 80, quiet: 20, soon: 60, room: 10 }
    }
}

/// What an opening looks like for one person who could come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// How long the way is from the visit right before it; `None` where there is none or that isn't known.
    pub before_minutes: Option<Minute>,
    /// How long the way is to the visit right after it.
    pub after_minutes: Option<Minute>,
    /// How much of that day's work is taken, 0 to 100; `None` where it isn't known.
    pub load_percent: Option<u32>,
    /// In how many days it is; 0 is today.
    pub days_from_now: i32,
    /// How many minutes later it could still begin within what is promised; 0 where that is the start itself.
    pub room_minutes: Minute,
}

/// What speaks for an opening: at least half of what could.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Merit {
    /// Somebody has a visit near by right before it.
    NearBefore,
    /// Somebody has a visit near by right after it.
    NearAfter,
    /// It is soon.
    Soon,
    /// Little is planned on that day.
    QuietDay,
    /// There is room in its window.
    Room,
}

/// How good an opening is, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grade {
    /// The more the better. From 0 to [`Weights::MAX`] times 500.
    pub points: u32,
    /// What speaks for it, the strongest first. It may be nothing.
    pub merits: Vec<Merit>,
}

impl Grade {
    /// What an opening with one person is worth.
    ///
    /// ```
    /// use slotwright_matching::{Grade, Merit, Outlook, Weights};
    /// let weights = Weights { near: 60, quiet: 20, soon: 60, room: 10 };
    /// let near = Outlook { before_minutes: Some(10), load_percent: Some(75), days_from_now: 10, ..Outlook::default() };
    /// let grade = Grade::of(&near, weights);
    /// assert_eq!(grade.merits, [Merit::NearBefore]);
    /// assert_eq!(grade.points, 60 * 75 + 20 * 25 + 60 * 28);
    /// assert_eq!(Grade::of(&Outlook::default(), Weights { soon: 0, ..weights }), Grade::default());
    /// ```
    #[must_use]
    pub fn of(outlook: &Outlook, weights: Weights) -> Self {
        let near = |minutes: Option<Minute>| minutes.map_or(0, |minutes| left(minutes, FAR_MINUTES));
        let load = outlook.load_percent.map_or(100, |load| load.min(100));
        let room = outlook.room_minutes.clamp(0, ROOM_MINUTES);
        // In the order of `Merit`: of two that are as strong the first comes first.
        let mut parts = [
            (Merit::NearBefore, weights.near, near(outlook.before_minutes)),
            (Merit::NearAfter, weights.near, near(outlook.after_minutes)),
            (Merit::Soon, weights.soon, left(outlook.days_from_now, LATE_DAYS)),
            (Merit::QuietDay, weights.quiet, 100 - load),
            (Merit::Room, weights.room, 100 - left(room, ROOM_MINUTES)),
        ]
        .map(|(merit, weight, percent)| (merit, weight.min(Weights::MAX) * percent, percent));
        let points = parts.iter().map(|(_, points, _)| points).sum();
        let mut merits = Vec::new();
        while let Some(strongest) = parts
            .iter_mut()
            .filter(|(_, points, percent)| 0 < *points && 50 <= *percent)
            .min_by_key(|(merit, points, _)| (u32::MAX - *points, *merit))
        {
            merits.push(strongest.0);
            strongest.1 = 0;
        }
        Self { points, merits }
    }

    /// Of an opening to which so many of these come: of the best for it, what they are worth on average, and what speaks for the
    /// best of them. `None` where they are too few, and for a crew of nobody.
    ///
    /// ```
    /// use slotwright_matching::{Grade, Merit};
    /// let grade = |points, merits: &[Merit]| Grade { points, merits: merits.to_vec() };
    /// let each = || vec![grade(10, &[]), grade(60, &[Merit::NearAfter]), grade(40, &[Merit::Soon])];
    /// assert_eq!(Grade::of_crew(each(), 2), Some(grade(50, &[Merit::NearAfter])));
    /// assert_eq!(Grade::of_crew(each(), 4), None);
    /// ```
    #[must_use]
    pub fn of_crew(mut each: Vec<Grade>, crew: usize) -> Option<Grade> {
        let (mut sum, mut best) = (0, None);
        for _ in 0..crew {
            let next = (0..each.len()).max_by(|one, other| each[*one].cmp(&each[*other]))?;
            let next = each.swap_remove(next);
            sum += next.points;
            best.get_or_insert(next);
        }
        best.map(|best| Grade { points: sum / crew as u32, ..best })
    }
}

/// How openings are graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grading {
    /// How much each thing counts.
    pub weights: Weights,
    /// Today at the place of the visit.
    pub today: Day,
    /// How many come.
    pub crew: usize,
}

impl Grading {
    /// The grade of a start for which these are free, each with how many minutes later they could still begin, by what is known of
    /// its day. `None` where they are too few.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let day = Day(19_856);
    /// let ten = day.start() + 600;
    /// let beside = Beside {
    ///     user_id: 7,
    ///     starts: Interval::new(ten, ten + 60).unwrap(),
    ///     side: Side::Before,
    ///     way_minutes: 10,
    /// };
    /// let hints = Hints { day, load_percent: 100, beside: vec![beside] };
    /// let grading = Grading { weights: Weights::default(), today: day + -14, crew: 1 };
    /// let merits = |start, user_id| grading.grade(start, &[(user_id, 0)], Some(&hints)).unwrap().merits;
    /// assert_eq!(merits(ten, 7), [Merit::NearBefore]);
    /// assert_eq!(merits(ten + 60, 7), [], "that is too long after the other visit");
    /// assert_eq!(merits(ten, 8), [], "it is another's");
    /// ```
    #[must_use]
    pub fn grade(&self, start: Minute, able: &[(u64, Minute)], hints: Option<&Hints>) -> Option<Grade> {
        let each = able.iter().map(|&(user_id, room_minutes)| {
            let [before_minutes, after_minutes] = hints.map_or([None; 2], |hints| hints.ways(user_id, start));
            let outlook = Outlook {
                before_minutes,
                after_minutes,
                load_percent: hints.map(|hints| hints.load_percent),
                days_from_now: Day::of(start) - self.today,
                room_minutes,
            };
            Grade::of(&outlook, self.weights)
        });
        Grade::of_crew(each.collect(), self.crew)
    }
}

/// The best of the graded starts, at most so many and one a day, as indexes, the best first; of two as good the earlier. One for
/// which nothing speaks is none of them.
///
/// ```
/// use slotwright_matching::{Grade, Merit, best};
/// let graded = |start, points| (start, Grade { points, merits: vec![Merit::Soon] });
/// let starts = [graded(540, 70), graded(600, 80), graded(1980, 70), graded(3420, 70), (4860, Grade::default())];
/// assert_eq!(best(&starts, 3), [1, 2, 3], "the second start of the first day is better than the first");
/// assert_eq!(best(&starts, 2), [1, 2]);
/// assert_eq!(best(&starts, 9), [1, 2, 3]);
/// ```
#[must_use]
pub fn best(graded: &[(Minute, Grade)], at_most: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let day = |index: usize| Day::of(graded[index].0);
    while chosen.len() < at_most {
        let others = (0..graded.len()).filter(|index| {
            !graded[*index].1.merits.is_empty() && chosen.iter().all(|chosen| day(*chosen) != day(*index))
        });
        let better = |one: &usize, other: &usize| {
            let ((start, grade), (other_start, other_grade)) = (&graded[*one], &graded[*other]);
            grade.points.cmp(&other_grade.points).then(other_start.cmp(start)).then(grade.cmp(other_grade))
        };
        let Some(next) = others.max_by(better) else { break };
        chosen.push(next);
    }
    chosen
}

/// What is left of `whole` after `part` of it, in percent: all of it for what is less than nothing.
fn left(part: i32, whole: i32) -> u32 {
    (100 * (whole - part.clamp(0, whole)) / whole) as u32
}
