//! Bodies that are wrong in all kinds of ways, made of good ones: the same at each run.

use serde_json::Value;

/// What stands in the place of something good.
const ODD: [&str; 14] = [
    "null",
    "true",
    "-1",
    "0",
    "1.5",
    "1e300",
    "9223372036854775808",
    "\"\"",
    "\"\\u0000\"",
    "\"x\"",
    "[]",
    "{}",
    "[null]",
    "[[1]]",
];

/// A generator of numbers: the same ones each time.
pub struct Dice(pub u64);

impl Dice {
    /// A number below the bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// The body with one or two things in it that are something else.
    pub fn spoilt(&mut self, good: &Value) -> Value {
        let body = self.spoilt_once(good);
        if self.below(2) == 0 { self.spoilt_once(&body) } else { body }
    }

    fn spoilt_once(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(members) if !members.is_empty() && self.below(6) != 0 => {
                let at = self.below(members.len());
                let spoil = |(index, (name, member)): (usize, (&String, &Value))| {
                    (name.clone(), if index == at { self.spoilt_once(member) } else { member.clone() })
                };
                members.iter().enumerate().map(spoil).collect()
            }
            Value::Array(items) if !items.is_empty() && self.below(6) != 0 => {
                let at = self.below(items.len());
                let mut items = items.clone();
                items[at] = self.spoilt_once(&items[at].clone());
                items.into()
            }
            _ => serde_json::from_str(ODD[self.below(ODD.len())]).unwrap(),
        }
    }
}
