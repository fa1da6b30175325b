//! The values that a job has for the attributes of its type.

use serde_json::{Map, Value};

use super::asked::Asked;
use super::attributes::{Attribute, of_type};
use super::read::{Fault, Object};
use crate::edge::refusal::Refusal;

/// The values of a job of this type: those that were sent over those that were there, and the defaults of those that nobody says.
///
/// # Errors
///
/// A value that is wrong, unknown or missing.
pub async fn of_job(
    asked: &Asked,
    type_id: &str,
    before: Option<&Map<String, Value>>,
) -> Result<Map<String, Value>, Refusal> {
    let body = Object::of(&asked.body, "");
    let mut values = before.cloned().unwrap_or_default();
    let sent = body.object("customData")?;
    if let (Some(before), None) = (before, &sent) {
        // A job that was made elsewhere has none, and is changed all the same.
        return Ok(before.clone());
    }
    for (name, value) in sent.iter().flat_map(|sent| sent.members()) {
        if value.is_null() { drop(values.shift_remove(name)) } else { drop(values.insert(name.clone(), value.clone())) }
    }
    let definitions = of_type(asked, type_id).await?;
    let attributes: Vec<Attribute> = definitions
        .iter()
        .map(|definition| Object::read(definition, "attribute").and_then(|object| Attribute::read(&object)))
        .collect::<Result<_, _>>()
        .map_err(|_| Refusal::internal())?;
    for (name, value) in &values {
        let place = format!("customData.{name}");
        let attribute = attributes.iter().find(|attribute| attribute.name == *name);
        let names = || attributes.iter().map(|attribute| attribute.name.as_str()).collect::<Vec<_>>().join(", ");
        let attribute =
            attribute.ok_or_else(|| Fault(format!("{place} is no attribute of this type; there are: {}.", names())))?;
        attribute.admit(value, &place)?;
    }
    for attribute in &attributes {
        if values.contains_key(&attribute.name) {
            continue;
        }
        if let Some(default) = attribute.default() {
            values.insert(attribute.name.clone(), default.clone());
        } else if attribute.is_required() {
            return Err(Fault(format!("customData.{} must be given.", attribute.name)).into());
        }
    }
    Ok(values)
}
