//! What BigChange's programs find in the demo beside its jobs: vehicles, results, order numbers, people at customers'.

use slotwright_domain::{Definition, System};

/// Kind, id, and what it is; members by name, as a file that was read has them.
const DEFINITIONS: [(&str, &str, &str); 18] = [
    ("categories", "1", r#"{"id":1,"name":"New customers"}"#),
    ("categories", "2", r#"{"id":2,"name":"Faults"}"#),
    (
        "contacts",
        "1",
        r#"{"accessHours":[{"dayOfWeek":"monday","start":"08:00","stop":"18:00"}],"accountStatus":"active","country":"US","id":1,"reference":"PL-0001"}"#,
    ),
    ("customFields", "1", r#"{"id":1,"name":"Door code"}"#),
    ("customFields", "2", r#"{"id":2,"name":"Dog in the house"}"#),
    ("jobGroups", "1", r#"{"id":1,"name":"North"}"#),
    ("jobGroups", "2", r#"{"id":2,"name":"South"}"#),
    (
        "jobTypes",
        "1",
        r#"{"autoReference":"FIB-","categoryId":1,"customFields":[1,2],"id":1,"isTasksEnabled":true,"negativeResults":["Nobody at home","No way in"],"positiveResults":["Done","Done, tidy up later"]}"#,
    ),
    (
        "jobTypes",
        "2",
        r#"{"categoryId":2,"id":2,"negativeResults":["Nobody at home","Part missing"],"positiveResults":["Repaired","No fault found"]}"#,
    ),
    (
        "jobTypes",
        "4",
        r#"{"autoReference":"SUR-","categoryId":1,"id":4,"negativeResults":null,"positiveResults":["Done"]}"#,
    ),
    ("jobTypes", "5", r#"{"categoryId":1,"id":5,"isOrderNumberRequired":true,"positiveResults":["Done"]}"#),
    (
        "persons",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        r#"{"contactId":1,"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","isPrimary":true,"name":"Who opens the door"}"#,
    ),
    (
        "persons",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3302",
        r#"{"contactId":1,"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3302","name":"Who pays the bill"}"#,
    ),
    (
        "persons",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3303",
        r#"{"contactId":3,"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3303","isPrimary":true,"name":"The manager"}"#,
    ),
    ("vehicles", "1", r#"{"id":1,"name":"Van 1","registration":"PL 1001"}"#),
    ("vehicles", "2", r#"{"id":2,"name":"Van 2","registration":"PL 1002"}"#),
    ("vehicles", "3", r#"{"id":3,"name":"Van 3","registration":"PL 1003"}"#),
    ("vehicles", "4", r#"{"id":4,"name":"Crew van 4","registration":"PL 1004"}"#),
];

/// All of it.
pub(super) fn definitions() -> impl Iterator<Item = Definition> {
    let definition = |(kind, id, document): (&str, &str, &str)| Definition {
        system: System::BigChange,
        kind: kind.to_owned(),
        id: id.to_owned(),
        document: document.to_owned(),
    };
    DEFINITIONS.into_iter().map(definition)
}
