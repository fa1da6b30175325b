//! What other systems than Sonar have beside their jobs. What is in them is for the system's own folder to judge.

use std::collections::BTreeSet;

use slotwright_domain::{Definition, System};

use super::json::Json;
use super::node::{Node, Object};

/// All of a file.
pub(super) fn definitions(file: &Object) -> Vec<Definition> {
    let of_system = |system: System| {
        let kinds = file.get(system.name()).and_then(|node| node.entries()).unwrap_or_default();
        kinds.into_iter().flat_map(move |(kind, list)| of_kind(system, kind, &list))
    };
    System::ALL.into_iter().filter(|system| *system != System::Sonar).flat_map(of_system).collect()
}

fn of_kind(system: System, kind: &str, list: &Node) -> Vec<Definition> {
    let mut known = BTreeSet::new();
    let read = |node: Node| {
        let Json::Object(members) = node.value() else {
            node.fault(format_args!("must be an object, is {}", node.value()));
            return None;
        };
        let id = match members.iter().find(|(name, _)| name == "id").map(|(_, value)| value) {
            Some(Json::Text(id)) if !id.is_empty() => id.clone(),
            Some(Json::Whole(id)) => id.to_string(),
            _ => {
                node.fault("needs an id, a text or a whole number");
                return None;
            }
        };
        if !known.insert(id.clone()) {
            node.fault(format_args!("has the id {id:?}, which another has"));
        }
        Some(Definition { system, kind: kind.to_owned(), id, document: node.value().to_text() })
    };
    list.list().unwrap_or_default().into_iter().filter_map(read).collect()
}
