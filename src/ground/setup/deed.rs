//! What is sent, in a row: a save may be several requests.

use crate::ground::setup::json::Json;
use crate::ground::verb::Verb;

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// How it is sent.
    pub verb: Verb,
    /// Where; `{created}` in it is the number of what the row's first deed has made.
    pub path: String,
    /// What is sent.
    pub body: Option<Json>,
}

/// In a path: what the row's first deed has made.
pub const CREATED: &str = "{created}";

impl Deed {
    /// With a body.
    #[must_use]
    pub fn of(verb: Verb, path: String, body: Json) -> Self {
        Self { verb, path, body: Some(body) }
    }

    /// Takes away what is at a path.
    #[must_use]
    pub fn delete(path: String) -> Self {
        Self { verb: Verb::Delete, path, body: None }
    }

    /// Asks for something to be done, without a body.
    #[must_use]
    pub fn post(path: String) -> Self {
        Self { verb: Verb::Post, path, body: None }
    }

    /// The path, once it is known what was made.
    #[must_use]
    pub fn path_with(&self, created: u64) -> String {
        self.path.replace(CREATED, &created.to_string())
    }
}

/// A save: what is sent, and what is sent to take it back; nothing of the latter where nothing brings it back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Save {
    /// What is sent, one after the other.
    pub deeds: Vec<Deed>,
    /// What takes it back; `{created}` in it is what this save has made.
    pub undo: Vec<Deed>,
}

impl Save {
    /// Makes something, which can be taken away again.
    #[must_use]
    pub fn create(path: &str, body: Json) -> Self {
        Self {
            deeds: vec![Deed::of(Verb::Post, path.to_owned(), body)],
            undo: vec![Deed::delete([path, "/", CREATED].concat())],
        }
    }

    /// Changes something from what it was.
    #[must_use]
    pub fn change(path: String, before: Json, after: Json) -> Self {
        Self {
            deeds: vec![Deed::of(Verb::Patch, path.clone(), after)],
            undo: vec![Deed::of(Verb::Patch, path, before)],
        }
    }

    /// Puts something in the place of what there was.
    #[must_use]
    pub fn replace(path: &str, before: Json, after: Json) -> Self {
        Self {
            deeds: vec![Deed::of(Verb::Put, path.to_owned(), after)],
            undo: vec![Deed::of(Verb::Put, path.to_owned(), before)],
        }
    }

    /// Takes something away that can be made again.
    #[must_use]
    pub fn delete(path: &str, id: u64, before: Json) -> Self {
        Self {
            deeds: vec![Deed::delete([path, "/", &id.to_string()].concat())],
            undo: vec![Deed::of(Verb::Post, path.to_owned(), before)],
        }
    }
}
