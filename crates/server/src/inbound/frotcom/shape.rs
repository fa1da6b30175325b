//! The shape of its refusals. The vendor documents none; this is that of the framework which the service is written with.

use slotwright_wire::frotcom;

use crate::edge::refusal::{Message, Refusal, Shape};

/// `{"Message": …}`
pub const SHAPE: Shape = Shape { content_type: "application/json", body };

fn body(refusal: &Refusal, _: &str) -> Vec<u8> {
    let sentence = match &refusal.message {
        Message::Sentence(sentence) => sentence.clone(),
        Message::Fields(fields) => fields.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" "),
    };
    serde_json::to_vec(&frotcom::Refusal { message: sentence }).unwrap_or_default()
}
