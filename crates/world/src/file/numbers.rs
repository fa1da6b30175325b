//! The ids of one kind of thing.

use std::collections::{BTreeMap, BTreeSet};

use super::json::Json;
use super::node::{Node, Object};

/// The ids of one kind of thing: none twice, and numbers for those that have none.
pub(super) struct Numbers {
    /// For sentences: `user`.
    one: &'static str,
    /// id → the place where it was first.
    places: BTreeMap<u64, String>,
    next: u64,
}

impl Numbers {
    /// Takes the ids of all `nodes`. Each is an object with an id, or a number that stands for itself.
    ///
    /// `required`: things that others refer to must say their id; others get the next number after the greatest.
    pub(super) fn of(one: &'static str, required: bool, nodes: &[Node]) -> Self {
        let mut numbers = Self { one, places: BTreeMap::new(), next: 1 };
        for node in nodes {
            let Some(id) = own_id(node, required) else { continue };
            numbers.take(id, node);
        }
        numbers
    }

    /// Those of things that are there already, outside the file.
    pub(super) fn known(one: &'static str, ids: &BTreeSet<u64>) -> Self {
        Self { one, places: ids.iter().map(|id| (*id, String::new())).collect(), next: 1 }
    }

    /// Takes one more id, which must be a new one.
    pub(super) fn take(&mut self, id: u64, node: &Node) {
        if let Some(first) = self.places.get(&id) {
            node.fault(format_args!("{} {id} is there already ({first})", self.one));
            return;
        }
        self.places.insert(id, node.place().to_owned());
        self.next = self.next.max(id + 1);
    }

    /// The id of one of the nodes, or the next free number.
    pub(super) fn number(&mut self, node: &Node) -> u64 {
        let id = match node.value() {
            Json::Object(members) => members.iter().find(|(name, _)| name == "id").and_then(|(_, id)| id.as_id()),
            value => value.as_id(),
        };
        id.unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        })
    }

    /// The id that a node refers to.
    pub(super) fn refer(&self, node: &Node) -> Option<u64> {
        let id = node.id()?;
        if self.places.contains_key(&id) {
            return Some(id);
        }
        let one = self.one;
        if self.places.is_empty() {
            node.fault(format_args!("there is no {one} {id} (there are no {one}s)"));
        } else {
            let mut known: Vec<_> = self.places.keys().take(12).map(u64::to_string).collect();
            if known.len() < self.places.len() {
                known.push("…".to_owned());
            }
            node.fault(format_args!("there is no {one} {id} ({one}s: {})", known.join(", ")));
        }
        None
    }

    /// The id that a node refers to; where there are none of the kind, any number.
    pub(super) fn refer_if_any(&self, node: &Node) -> Option<u64> {
        if self.places.is_empty() { node.id() } else { self.refer(node) }
    }

    /// The ids that the items of a list refer to, each once.
    pub(super) fn refer_all(&self, nodes: &[Node]) -> Vec<u64> {
        let mut ids = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(id) = self.refer(node) else { continue };
            if ids.contains(&id) {
                node.fault(format_args!("{} {id} is listed twice", self.one));
            }
            ids.push(id);
        }
        ids
    }
}

fn own_id(node: &Node, required: bool) -> Option<u64> {
    match node.value() {
        Json::Object(_) => {
            let object = Object { node: node.clone() };
            if required { object.needed("id", Node::id) } else { object.get("id")?.id() }
        }
        // Whoever reads the node tells what is wrong with anything else.
        value => value.as_id(),
    }
}
