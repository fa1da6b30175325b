//! What a tool is.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use rmcp::model::{JsonObject, ToolAnnotations};
use serde_json::Value;
use slotwright_domain::{Right, StaffScope};

use crate::app::App;
use crate::asking::{Api, Refused};
use crate::scheduling::Caller;

/// Who calls a tool, and what it asks.
pub(super) struct Turn {
    /// For the time, the zone and what the operator has set.
    pub app: Arc<App>,
    /// Our own addresses, as the caller.
    pub api: Api,
    /// Who.
    pub caller: Arc<Caller>,
}

/// What was found or done.
pub(super) struct Done {
    /// For the model.
    pub sentence: String,
    /// For the program around it.
    pub data: Value,
}

/// What a tool does to the world.
#[derive(Clone, Copy)]
pub(super) enum Effect {
    /// Nothing.
    Reads,
    /// It adds something; called once more it adds nothing more.
    Adds,
    /// It changes or takes away what is there; called once more it changes nothing more.
    Changes,
}

/// Who may have something done.
#[derive(Clone, Copy)]
pub(super) enum ForWhom {
    /// Customers whose link has this right.
    Customers(Right),
    /// Staff of this scope.
    Staff(StaffScope),
}

impl ForWhom {
    /// Whether the caller is one of them.
    pub fn has(self, caller: &Caller) -> bool {
        match (self, caller) {
            (Self::Customers(right), Caller::Customer(customer)) => customer.may(right),
            (Self::Staff(scope), Caller::Staff(staff)) => scope <= staff.scope,
            _ => false,
        }
    }
}

/// A tool.
pub(super) struct Tool {
    /// By which it is called.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// For the model: what it does, and when to call it.
    pub about: &'static str,
    /// What it does to the world.
    pub effect: Effect,
    /// Of whom it is listed: only who may have that done. What it asks is judged at the address that it asks.
    pub for_whom: ForWhom,
    /// The schema of its arguments.
    pub schema: fn() -> JsonObject,
    /// What it does.
    pub body: Body,
}

/// What a tool does with its arguments.
pub(super) type Body = for<'a> fn(&'a Turn, JsonObject) -> Running<'a>;
/// A tool at work.
pub(super) type Running<'a> = Pin<Box<dyn Future<Output = Result<Done, Refused>> + Send + 'a>>;

impl Tool {
    /// As a list of tools has it.
    pub fn described(&self) -> rmcp::model::Tool {
        let reads = matches!(self.effect, Effect::Reads);
        let hints = ToolAnnotations::with_title(self.title)
            .read_only(reads)
            .destructive(matches!(self.effect, Effect::Changes))
            .idempotent(true)
            .open_world(false);
        rmcp::model::Tool::new(self.name, self.about, (self.schema)()).with_title(self.title).with_annotations(hints)
    }

    /// Calls it.
    pub async fn run(&self, turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
        super::arguments::check(&(self.schema)(), &arguments)?;
        (self.body)(turn, arguments).await
    }
}
