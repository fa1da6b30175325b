//! JSON that is sent, put together member by member: what a form holds has no record of its own.

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number; never infinite.
    Number(f64),
    /// A text.
    Text(String),
    /// The number of what an earlier deed of the same row has made: known once it is sent.
    Created,
    /// A list.
    List(Vec<Json>),
    /// Members in their order.
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A number of a record.
    #[must_use]
    pub fn id(id: u64) -> Self {
        // Records are numbered below 2^53, which a double holds exactly.
        Self::Number(id as f64)
    }

    /// A list of numbers of records.
    #[must_use]
    pub fn ids(ids: &[u64]) -> Self {
        Self::List(ids.iter().map(|id| Self::id(*id)).collect())
    }

    /// A value, or nothing.
    #[must_use]
    pub fn or_null<T>(value: Option<T>, write: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Null, write)
    }

    /// The text that is sent, with this number for what was created. `number` prints numbers: what does is as much code as all
    /// else here, and the browser has it.
    ///
    /// ```
    /// use slotwright::ground::setup::json::Json;
    /// let body = Json::Object(vec![("name", Json::text("„a\"b\\")), ("ids", Json::List(vec![Json::Created])), ("x", Json::Number(2.5))]);
    /// assert_eq!(body.print(7, |number| number.to_string()), r#"{"name":"„a\"b\\","ids":[7],"x":2.5}"#);
    /// ```
    #[must_use]
    pub fn print(&self, created: u64, number: fn(f64) -> String) -> String {
        let mut text = String::new();
        self.write(created, number, &mut text);
        text
    }

    fn write(&self, created: u64, print: fn(f64) -> String, to: &mut String) {
        match self {
            Self::Null => to.push_str("null"),
            Self::Bool(is) => to.push_str(if *is { "true" } else { "false" }),
            Self::Number(number) => to.push_str(&print(*number)),
            Self::Text(text) => quote(text, to),
            Self::Created => to.push_str(&created.to_string()),
            Self::List(items) => {
                to.push('[');
                for (n, item) in items.iter().enumerate() {
                    if 0 < n {
                        to.push(',');
                    }
                    item.write(created, print, to);
                }
                to.push(']');
            }
            Self::Object(members) => {
                to.push('{');
                for (n, (name, value)) in members.iter().enumerate() {
                    if 0 < n {
                        to.push(',');
                    }
                    quote(name, to);
                    to.push(':');
                    value.write(created, print, to);
                }
                to.push('}');
            }
        }
    }
}

fn quote(text: &str, to: &mut String) {
    to.push('"');
    for character in text.chars() {
        match character {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\n' => to.push_str("\\n"),
            control if control < ' ' => {
                to.push_str("\\u00");
                for shift in [4, 0] {
                    to.push(char::from_digit(control as u32 >> shift & 15, 16).unwrap_or('0'));
                }
            }
            other => to.push(other),
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_was_typed_is_read_back_as_it_was() {
        let typed = "tab\t quote\" back\\ line\n bell\u{7} dog 🐕 \u{1f}";
        let text = Json::List(vec![Json::text(typed), Json::Null, Json::Bool(true), Json::id(9_007_199_254_740_991)]);
        let read: serde_json::Value = serde_json::from_str(&text.print(0, |number| number.to_string())).expect("JSON");
        assert_eq!(read, serde_json::json!([typed, null, true, 9_007_199_254_740_991_u64]));
    }
}
