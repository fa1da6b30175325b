//! What other systems' programs send us, and what they are answered: a folder for each system, which translates and decides
//! nothing.

use serde_json::Value;
use slotwright_domain::{Definition, System};

use crate::edge::refusal::Shape;
use crate::table::Table;

pub mod bigchange;
pub mod frotcom;
pub mod os1;
pub mod sonar;

/// A system beside Sonar: the vendor's own paths stand unchanged below a root.
#[derive(Clone, Copy)]
pub struct Root {
    /// `/os1`
    pub path: &'static str,
    /// What is below it.
    pub table: fn() -> Table,
    /// The shape that its refusals have.
    pub shape: Shape,
}

/// All of them.
pub const ROOTS: [Root; 3] = [os1::ROOT, bigchange::ROOT, frotcom::ROOT];

/// Judges what a world has of a system beside jobs.
///
/// # Errors
///
/// A sentence for the operator, with the place.
pub fn judge(definitions: &[Definition]) -> Result<(), String> {
    for Definition { system, kind, id, document } in definitions {
        let value: Value = serde_json::from_str(document).unwrap_or_default();
        let judged = match system {
            System::Sonar => Err("has nothing beside its jobs".to_owned()),
            System::Os1 => os1::judge(kind, &value),
            System::BigChange => bigchange::judge(kind, &value),
            System::Frotcom => frotcom::judge(kind, &value),
        };
        judged.map_err(|what| format!("{}.{kind}, id {id}: {what}", system.name()))?;
    }
    Ok(())
}
