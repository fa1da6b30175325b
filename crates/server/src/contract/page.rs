//! The document for people.
use serde_json::Value;
/// The page.
pub fn print(document: &Value) -> String {
    document.to_string()
}
