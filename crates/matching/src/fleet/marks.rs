//! The bits of a day's starts, looked up.

use super::grid::Grid;
use crate::MINUTES_PER_DAY;

/// How many words a day's bits may have: enough for starts every 12 minutes.
const WORDS: usize = 2;
const BITS: usize = 64 * WORDS;
/// A power of two beyond a day's minutes, so that no index needs to be checked.
const MINUTES: usize = 2048;

/// A day's starts.
pub(super) type Bits = [u64; WORDS];

/// For each minute of a day, where the starts begin and end of what is free from or up to it.
#[derive(Debug)]
pub(super) struct Marks {
    words_per_day: usize,
    first: [u8; MINUTES],
    after: [u8; MINUTES],
    /// For each bit, it and all later ones.
    beyond: [Bits; BITS],
}

impl Marks {
    /// `None` where a day has more starts.
    pub(super) fn new(grid: Option<&Grid>) -> Marks {
        let mut marks =
            Marks { words_per_day: 0, first: [0; MINUTES], after: [0; MINUTES], beyond: [[0; WORDS]; BITS] };
        let Some(grid) = grid.filter(|grid| grid.words_per_day() <= WORDS) else {
            return marks;
        };
        marks.words_per_day = grid.words_per_day();
        for minute in 0..=MINUTES_PER_DAY as usize {
            marks.first[minute] = grid.first(minute as u32) as u8;
            marks.after[minute] = grid.after(minute as u32) as u8;
        }
        for (bit, beyond) in marks.beyond.iter_mut().enumerate() {
            for later in bit..BITS {
                beyond[later / 64] |= 1 << (later % 64);
            }
        }
        marks
    }

    /// Whether there are any: on a finer grid a day has more starts than fit in here.
    pub(super) fn are_here(&self) -> bool {
        0 < self.words_per_day
    }

    /// No start.
    pub(super) fn none(&self) -> Bits {
        [0; WORDS]
    }

    /// Adds the starts at which a visit fits between two minutes of a day, to others which don't.
    #[inline]
    pub(super) fn flip(&self, from: i16, upto: i16, bits: &mut Bits) {
        let first = self.first[from as usize % MINUTES];
        let after = self.after[upto as usize % MINUTES].max(first);
        let (one, other) = (self.beyond[first as usize % BITS], self.beyond[after as usize % BITS]);
        for word in 0..WORDS {
            bits[word] ^= one[word] ^ other[word];
        }
    }

    /// Sets the starts of a day.
    #[inline]
    pub(super) fn set(&self, bits: Bits, day: u32, row: &mut [u64]) {
        let words = row.iter_mut().skip(day as usize * self.words_per_day).take(self.words_per_day);
        words.zip(bits).for_each(|(word, bits)| *word |= bits);
    }
}
