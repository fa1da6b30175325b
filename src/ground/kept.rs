//! What a tab keeps of a way through a booking: in its own history, so that "back" and a reload lead to where the person was.

use slotwright_matching::{Interval, Minute};

/// What is kept of an element in one entry of the tab's history. Nothing of the customer but what they typed themselves, and of
/// the link only a digest, which tells it from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// [`digest`] of the link's handle.
    pub link: u32,
    /// When the visit was scheduled: what is kept of another visit is of no use.
    pub scheduled: Option<Minute>,
    /// The step, as a letter.
    pub step: Option<char>,
    /// The step from which the person came to it, if they did.
    pub from: Option<char>,
    /// When the step's visit starts, or started.
    pub start: Minute,
    /// The job that the step is about, where there is none any more.
    pub job_id: u64,
    /// The wishes.
    pub wishes: Vec<Interval>,
    /// When they would rather not have the visit.
    pub rather_not: Vec<Interval>,
    /// What is filled in beyond the time.
    pub answers: Vec<String>,
    /// What the technician should know.
    pub notes: String,
}

/// A number by which texts are told apart (FNV-1a); not one that keeps them secret.
#[must_use]
pub fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |digest, byte| (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// What stands where there is nothing.
const NOTHING: i64 = i64::MIN;

impl Kept {
    /// As a text: numbers between blanks, all of one kind since that is less to download, then the answers, whose lengths are
    /// among the numbers, and the notes, as they are.
    #[must_use]
    pub fn write(&self) -> String {
        let letter = |letter: Option<char>| letter.map_or(NOTHING, |letter| i64::from(u32::from(letter)));
        let scheduled = self.scheduled.map_or(NOTHING, i64::from);
        let mut numbers = vec![
            i64::from(self.link),
            scheduled,
            letter(self.step),
            letter(self.from),
            i64::from(self.start),
            self.job_id as i64,
        ];
        for windows in [&self.wishes, &self.rather_not] {
            numbers.push(windows.len() as i64);
            numbers.extend(windows.iter().flat_map(|window| [i64::from(window.start()), i64::from(window.end())]));
        }
        numbers.push(self.answers.len() as i64);
        numbers.extend(self.answers.iter().map(|answer| answer.len() as i64));
        let mut text = String::new();
        for number in numbers {
            text.push_str(&number.to_string());
            text.push(' ');
        }
        self.answers.iter().chain([&self.notes]).for_each(|typed| text.push_str(typed));
        text
    }

    /// From a text; `None` for one that another version has written.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut rest = text;
        let mut number = || {
            let (number, after) = rest.split_once(' ')?;
            rest = after;
            number.parse::<i64>().ok()
        };
        let letter = |number: i64| char::from_u32(u32::try_from(number).ok()?);
        let mut kept = Self {
            link: number()? as u32,
            scheduled: Some(number()?).filter(|number| *number != NOTHING).map(|number| number as Minute),
            step: letter(number()?),
            from: letter(number()?),
            start: number()? as Minute,
            job_id: number()? as u64,
            ..Self::default()
        };
        for windows in [&mut kept.wishes, &mut kept.rather_not] {
            for _ in 0..number()? {
                windows.push(Interval::new(number()? as Minute, number()? as Minute)?);
            }
        }
        let mut lengths = Vec::new();
        for _ in 0..number()? {
            lengths.push(number()? as usize);
        }
        for length in lengths {
            let (answer, after) = rest.split_at_checked(length)?;
            kept.answers.push(answer.to_owned());
            rest = after;
        }
        kept.notes.push_str(rest);
        Some(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back() {
        let wish = |start, end| Interval::new(start, end).unwrap();
        let kept = Kept {
            link: digest("AAAA"),
            scheduled: Some(-90),
            step: Some('d'),
            from: Some('c'),
            start: 600,
            job_id: u64::MAX,
            wishes: vec![wish(0, 60), wish(600, 1440)],
            rather_not: vec![wish(60, 120)],
            answers: vec![String::new(), "Straße 7".to_owned(), "🐕".to_owned()],
            notes: "Second bell\n 7 8 – 🐕".to_owned(),
        };
        assert_eq!(Kept::read(&kept.write()), Some(kept));
        assert_eq!(Kept::read(&Kept::default().write()), Some(Kept::default()));
    }

    #[test]
    fn what_something_else_has_written_is_not_read() {
        for text in [
            "",
            "1",
            "x - - - 0 0 0 ",
            "1 - - - 0 0 2 1 2 ",
            "1 - - - 0 0 1 2 1 ",
            "1 - - - 0 0 0 1 2 1 ",
            "1 - - - 0 0 4294967296 ",
            "1 - - - 0 0 0 0",
            "1 - - - 0 0 0 0 1 5 abc",
            "1 - - - 0 0 0 0 1 1 é",
        ] {
            assert_eq!(Kept::read(text), None, "{text}");
        }
    }

    #[test]
    fn links_are_told_apart() {
        assert_ne!(digest("AAAAAAAAAAAAAAAAAAAAAA"), digest("AAAAAAAAAAAAAAAAAAAAAQ"));
    }
}
