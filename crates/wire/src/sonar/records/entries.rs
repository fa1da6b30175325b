//! A JSON object whose keys are data, read in the order it was written.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// The members of a JSON object whose keys are data (dates, user numbers), in their order.
///
/// The vendor's PHP writes an empty object as `[]`; both are read, and `[]` is written.
///
/// ```
/// use slotwright_wire::sonar::Entries;
/// let days: Entries<u8> = serde_json::from_str(r#"{"2024-05-13": 3, "2024-05-14": 0}"#).unwrap();
/// assert_eq!(days.0[0], ("2024-05-13".to_owned(), 3));
/// let none: Entries<u8> = serde_json::from_str("[]").unwrap();
/// assert_eq!(serde_json::to_string(&none).unwrap(), "[]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<V>(pub Vec<(String, V)>);

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Serialize> Serialize for Entries<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_empty() {
            serializer.collect_seq([(); 0])
        } else {
            serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
        }
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
    type Value = Entries<V>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an object, or [] for an empty one")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        match seq.next_element::<serde::de::IgnoredAny>()? {
            None => Ok(Entries::default()),
            Some(_) => Err(serde::de::Error::invalid_type(serde::de::Unexpected::Seq, &self)),
        }
    }
}

#[cfg(feature = "schema")]
impl<V: schemars::JsonSchema> schemars::JsonSchema for Entries<V> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("EntriesOf{}", V::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = generator.subschema_for::<V>();
        schemars::json_schema!({
            "anyOf": [
                { "type": "object", "minProperties": 1, "additionalProperties": value },
                { "type": "array", "items": {}, "maxItems": 0, "description": "When there is nothing: so the vendor writes it." },
            ],
        })
    }
}
