//! Digests: whether availability has changed since somebody looked at it, and on which days.
//!
//! Each stretch of somebody's free time is mixed into a number; those of a day are added up, so that their order can't
//! matter. The numbers are part of what is stored and sent: they never change, whatever the version or the machine.
//! They tell changes from each other, not friend from foe: who wants to can make two days that have the same.

use crate::{Day, Interval, IntervalSet};

/// A short hash of who is free when on a day, or on several.
///
/// Equal availability has equal digests: neither the order of people nor how their free time came about matters, and somebody
/// without free time that day is as good as not there. Different availability has different ones, but for one chance
/// in 2⁶⁴.
///
/// ```
/// use slotwright_matching::*;
/// let day = Day(19_856);
/// let hours = |from: Minute, to: Minute| Interval::new(day.start() + from * 60, day.start() + to * 60).into_iter();
/// let ada: IntervalSet = hours(8, 12).chain(hours(12, 17)).collect();
/// let ben: IntervalSet = hours(10, 14).collect();
///
/// let seen = digests(&[(1, &ada), (2, &ben)], day, day + 1);
/// assert_eq!(seen[0].1.text(), "-AhQNr1VpMU");
/// assert_eq!(Digest::read("-AhQNr1VpMU"), Some(seen[0].1));
/// assert_eq!(changed_days(&seen, &[(2, &ben), (1, &ada)]), []);
/// // Ben gets a job.
/// let ben: IntervalSet = hours(12, 14).collect();
/// assert_eq!(changed_days(&seen, &[(1, &ada), (2, &ben)]), [day]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub u64);

impl Digest {
    /// Of the free time of people, by their numbers, that lies on `day`. Each number comes once.
    ///
    /// Linear in the people and in the intervals of that day.
    #[must_use]
    pub fn of_day(people: &[(u64, &IntervalSet)], day: Day) -> Digest {
        let today = day.interval();
        let stretches = people.iter().flat_map(|(number, free)| {
            let person = mix(*number);
            let parts = free.overlapping(today).filter_map(move |interval| interval.intersection(today));
            parts.map(move |part| mix(person ^ bounds(part)))
        });
        Digest(mix(stretches.fold(mix(u64::from(day.0 as u32)), u64::wrapping_add)))
    }

    /// Of several days together: of a whole answer. The days' order matters.
    #[must_use]
    pub fn of_days(days: &[(Day, Digest)]) -> Digest {
        Digest(days.iter().fold(0, |all, (_, digest)| mix(all ^ digest.0)))
    }

    /// As text: 11 characters of `A`–`Z`, `a`–`z`, `0`–`9`, `-` and `_`, safe in addresses and headers.
    ///
    /// It is the base64url of RFC 4648, section 5, without padding, of the eight bytes, the most significant first.
    #[must_use]
    pub fn text(self) -> String {
        let bits = u128::from(self.0) << 2;
        (0..CHARACTERS).rev().map(|place| char::from(ALPHABET[(bits >> (6 * place)) as usize % 64])).collect()
    }

    /// Reads what [`Digest::text`] wrote; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Digest> {
        let mut bits: u128 = 0;
        for character in text.bytes() {
            let value = ALPHABET.iter().position(|of_value| *of_value == character)?;
            // What is longer overflows, or is refused by its length.
            bits = bits.checked_mul(64)? + value as u128;
        }
        let is_whole = text.len() == CHARACTERS && bits.is_multiple_of(4);
        is_whole.then_some(Digest((bits >> 2) as u64))
    }
}

/// The digest of each day from `first` to `last`, both included, ascending.
#[must_use]
pub fn digests(people: &[(u64, &IntervalSet)], first: Day, last: Day) -> Vec<(Day, Digest)> {
    Day::all(first, last).map(|day| (day, Digest::of_day(people, day))).collect()
}

/// The days of which somebody knows the digests, and which have changed since: those whose digest is another one now. In
/// the order of `known`.
///
/// `people` are the same numbers with the free time that they have now, on all of these days.
#[must_use]
pub fn changed_days(known: &[(Day, Digest)], people: &[(u64, &IntervalSet)]) -> Vec<Day> {
    let has_changed = |(day, digest): &&(Day, Digest)| Digest::of_day(people, *day) != *digest;
    known.iter().filter(has_changed).map(|(day, _)| *day).collect()
}

const CHARACTERS: usize = 11;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Both ends in one number; no two intervals have the same.
fn bounds(interval: Interval) -> u64 {
    (u64::from(interval.start as u32) << 32) + u64::from(interval.end as u32)
}

/// One step of SplitMix64: adds the golden ratio and mixes all bits; no two numbers become the same.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with the constants of Stafford's
/// thirteenth variant.
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::mix;

    /// The first numbers of the generator that starts at 0 and at 1234567, as its authors' and others' implementations
    /// give them.
    #[test]
    fn it_mixes_as_the_published_generator_does() {
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!(mix(1_234_567), 6_457_827_717_110_365_317);
    }
}
