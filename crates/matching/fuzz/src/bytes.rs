//! Bytes, read as what the core is asked with.

use slotwright_matching::*;

/// What is left of the bytes.
pub struct Bytes<'b>(pub &'b [u8]);

impl Bytes<'_> {
    /// The next one, or zero. Not copied to where it is called: else bytes that end at each of those places would count as ways
    /// of their own, and fill the corpus.
    #[inline(never)]
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    pub fn is(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// From 0 to `most`.
    pub fn up_to(&mut self, most: u16) -> i32 {
        i32::from(u16::from_le_bytes([self.byte(), if 0xFF < most { self.byte() } else { 0 }]) % (most + 1))
    }

    /// Mostly from -2000 to 4000, and else whatever: also what overflows when one looks at it wrongly.
    pub fn number(&mut self) -> i32 {
        match self.byte() {
            255 => i32::MIN + self.up_to(3000),
            254 => i32::MAX - self.up_to(3000),
            253 => i32::from_le_bytes([(); 4].map(|()| self.byte())),
            high => i32::from(high) * 24 - 2000 + self.up_to(23),
        }
    }

    /// Up to `most` of them.
    pub fn list<T>(&mut self, most: u16, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.up_to(most)).map(|_| item(self)).collect()
    }

    pub fn option<T>(&mut self, item: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.is().then(|| item(self))
    }

    /// Which of the choices.
    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::from(self.byte()) % choices.len()]
    }

    /// Anywhere, up to `most` minutes long.
    pub fn interval(&mut self, most: u16) -> Interval {
        let start = self.number();
        let end = start.saturating_add(1 + self.up_to(most - 1));
        Interval::new(start.min(end - 1), end).expect("it starts before it ends")
    }

    pub fn set(&mut self) -> IntervalSet {
        self.list(8, |bytes| bytes.interval(1500)).into_iter().collect()
    }

    pub fn search(&mut self) -> Search {
        Search {
            length_minutes: if self.is() { 15 * self.up_to(16) } else { self.number() },
            crew: self.one_of(&[1, 1, 2, 3, 0, usize::MAX]),
            step_minutes: if self.is() { 15 } else { self.number() },
            align: self.one_of(&[Align::Clock, Align::Block, Align::Clock, Align::ClockOrFirst]),
            earliest: self.number(),
            latest: self.number(),
            skipped: Skipped::NONE,
        }
    }

    /// Often on a whole degree, near to others; sometimes nowhere.
    pub fn point(&mut self) -> Point {
        let mut degrees = || match self.byte() {
            255 => f64::NAN,
            254 => f64::INFINITY,
            253 => f64::from_le_bytes([(); 8].map(|()| self.byte())),
            near => f64::from(near) / 8.0 - 3.0,
        };
        Point { latitude: degrees(), longitude: degrees() }
    }
}
