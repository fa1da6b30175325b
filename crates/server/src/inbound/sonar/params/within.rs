//! Parameters that are objects, read as the request itself is. What is wrong in them is told by their place: `moves.0.job_id`.

use std::cell::RefCell;

use serde_json::{Map, Value};

use super::{Reader, words};

impl Reader<'_> {
    /// A list of objects, at most so many.
    pub fn each<T>(&mut self, name: &str, most: usize, read: impl Fn(&mut Reader) -> T) -> Option<Vec<T>> {
        let Value::Array(items) = self.value(name)? else {
            self.fault(name, format!("The {} must be an array.", words(name)));
            return None;
        };
        if most < items.len() {
            self.fault(name, format!("The {} may not have more than {most} items.", words(name)));
            return None;
        }
        let all = items.iter().enumerate().map(|(place, item)| self.object(&format!("{name}.{place}"), item, &read));
        // Of each is told what is wrong.
        all.collect::<Vec<_>>().into_iter().collect()
    }

    /// An object; `None` also where it is null.
    pub fn within<T>(&mut self, name: &str, read: impl Fn(&mut Reader) -> T) -> Option<T> {
        let value = self.value(name)?;
        self.object(name, value, &read)
    }

    fn object<T>(&mut self, name: &str, value: &Value, read: &impl Fn(&mut Reader) -> T) -> Option<T> {
        let Value::Object(members) = value else {
            self.fault(name, format!("The {} must be an object.", words(name)));
            return None;
        };
        let mut reader = self.of(members);
        let found = read(&mut reader);
        let asked = reader.asked.take();
        let unknown = members.keys().filter(|member| !asked.contains(*member));
        let unknown = unknown.map(|member| (member.clone(), Some(format!("There is no {} here.", words(member)))));
        for (member, sentence) in std::mem::take(&mut reader.faults).into_iter().chain(unknown) {
            self.faults.push((format!("{name}.{member}"), sentence));
        }
        Some(found)
    }

    fn of<'b>(&'b self, members: &'b Map<String, Value>) -> Reader<'b> {
        Reader { params: members, asked: RefCell::default(), ignored: self.ignored, faults: Vec::new() }
    }
}
