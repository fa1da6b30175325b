//! What OS1's programs find in the demo beside its jobs: values that installations have.

use slotwright_domain::{Definition, System};

/// Kind, id, and what it is; members by name, as a file that was read has them.
const DEFINITIONS: [(&str, &str, &str); 2] = [
    (
        "attributes",
        "floor",
        r#"{"dataType":"number","description":"On which floor","id":"floor","jobTypeId":"type:1","name":"floor","validation":{"range":{"max":120,"min":-3}}}"#,
    ),
    (
        "attributes",
        "gateCode",
        r#"{"dataType":"string","description":"What opens the gate","id":"gateCode","jobTypeId":"type:1","name":"gateCode","validation":{"range":{"max":8,"min":4}}}"#,
    ),
];

/// All of them.
pub(super) fn definitions() -> Vec<Definition> {
    let definition = |&(kind, id, document): &(&str, &str, &str)| Definition {
        system: System::Os1,
        kind: kind.to_owned(),
        id: id.to_owned(),
        document: document.to_owned(),
    };
    DEFINITIONS.iter().map(definition).collect()
}
