//! Days that the board has seen or asked for ahead: whoever turns to tomorrow sees it at once, and what has changed since comes after.

use std::sync::Arc;

use slotwright_wire::slotwright::Timeline;

/// As many are kept: of a hundred technicians each takes a megabyte.
const MOST: usize = 4;

/// The days that are known, the newest first, each with the server's time when they were so.
#[derive(Clone, Debug, Default)]
pub struct NearDays(Vec<(Arc<Timeline>, String)>);

impl NearDays {
    /// So many days from that date on, as they were, and when.
    #[must_use]
    pub fn known(&self, start_date: &str, days: u32) -> Option<(Arc<Timeline>, String)> {
        self.0.iter().find(|(known, _)| known.start_date == start_date && known.days == days).cloned()
    }

    /// Shows all of them otherwise: they are as old as they were.
    pub fn each(&mut self, change: impl Fn(&mut Timeline)) {
        for (known, _) in &mut self.0 {
            change(Arc::make_mut(known));
        }
    }

    /// Keeps days as they are now, and no longer those that were seen longest ago.
    pub fn keep(&mut self, timeline: Arc<Timeline>, now: String) {
        self.0.retain(|(known, _)| (&known.start_date, known.days) != (&timeline.start_date, timeline.days));
        self.0.insert(0, (timeline, now));
        self.0.truncate(MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(start_date: &str, days: u32) -> Arc<Timeline> {
        Arc::new(Timeline {
            start_date: start_date.to_owned(),
            days,
            ..crate::ground::timeline::tests::timeline(&[], &[])
        })
    }

    #[test]
    fn what_was_seen_last_is_known_and_what_was_seen_longest_ago_is_not() {
        let mut near = NearDays::default();
        assert!(near.known("2026-03-02", 1).is_none());
        for day in 2..=6 {
            near.keep(of(&format!("2026-03-0{day}"), 1), String::new());
        }
        assert!(near.known("2026-03-02", 1).is_none() && near.known("2026-03-03", 1).is_some());
        // The same days take the place of what they were.
        for minute in 0..=9 {
            near.keep(of("2026-03-06", 1), format!("2026-03-06 09:0{minute}:00"));
        }
        assert_eq!(near.known("2026-03-06", 1).unwrap().1, "2026-03-06 09:09:00");
        assert!(near.known("2026-03-03", 1).is_some());
        assert!(near.known("2026-03-03", 7).is_none(), "a week that begins then is another thing");
        near.each(|known| known.technicians.clear());
        assert_eq!(near.known("2026-03-06", 1).unwrap().1, "2026-03-06 09:09:00", "shown otherwise it is as old");
    }
}
