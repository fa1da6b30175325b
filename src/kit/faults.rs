//! Which members of a request are wrong, as a refusal tells them: for forms that say it at each field.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The members and a sentence each: the `errors` of a problem, or `error.message` of Sonar's envelope. None where it is not about
/// members.
pub fn faults_in(body: &JsValue) -> Vec<(String, String)> {
    let errors = get(body, "errors").and_then(|errors| errors.dyn_into::<Array>().ok());
    if let Some(errors) = errors {
        let fault = |error: JsValue| {
            let pointer = get(&error, "pointer")?.as_string()?;
            Some((pointer.trim_start_matches(['#', '/']).to_owned(), get(&error, "detail")?.as_string()?))
        };
        return errors.iter().filter_map(fault).collect();
    }
    let message = get(body, "error").and_then(|error| get(&error, "message"));
    let Some(members) = message.and_then(|message| message.dyn_into::<Object>().ok()) else { return Vec::new() };
    let fault = |member: JsValue| {
        let member = Array::from(&member);
        Some((member.get(0).as_string()?, member.get(1).as_string()?))
    };
    Object::entries(&members).iter().filter_map(fault).collect()
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}
