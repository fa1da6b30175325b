//! Fields that an instance adds to its records.

use slotwright_matching::Day;

/// A field that an instance adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field's number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether no two records may hold the same; texts only.
    pub is_unique: bool,
    /// Whether it can be set where it holds nothing yet.
    pub is_active: bool,
    /// The records that have it, by the name that its system gives them: `jobs`, `account`.
    pub entity_type: String,
    /// What can be chosen; not empty exactly for [`FieldKind::Choice`].
    pub choices: Vec<String>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// True or false.
    Flag,
    /// One of [`Field::choices`].
    Choice,
    /// A date.
    Date,
}

/// What a field holds for one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A text, or what was chosen.
    Text(String),
    /// True or false.
    Flag(bool),
    /// A date.
    Date(Day),
}
