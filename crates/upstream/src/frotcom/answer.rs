//! Their words into ours.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::scheduler::{KnownJob, Made};
use crate::secret::Secret;
use crate::sentence::shown;
use crate::transport::Answer;

/// The body of an answer, or what the refusal means. Of refusals only the statuses are documented; a sentence may be there.
/// It may repeat what it was sent: `secrets` are left out of it.
pub fn body(answer: Answer, secrets: &[&str]) -> Result<Value, Failure> {
    if answer.is_success() {
        return Ok(answer.body);
    }
    let text = |name: &str| {
        let text = answer.body.get(name).and_then(Value::as_str);
        text.map(str::trim).filter(|text| !text.is_empty())
    };
    let sentence = text("Message").or_else(|| text("message"));
    let sentence = sentence.map(|sentence| shown(sentence, secrets));
    let sentence = sentence.unwrap_or_else(|| format!("status {}", answer.status));
    match answer.status {
        401 | 403 => Err(Failure::Unauthorized(sentence)),
        404 => Err(Failure::NotThere),
        _ => Err(Failure::refused(sentence)),
    }
}

/// The token in the answer to logging in; programs in use read the one name or the other.
pub fn token(body: &Value) -> Option<Secret> {
    let text = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    text("token").or_else(|| text("api_key")).map(Secret::new)
}

/// The job that was made: one for all tasks that were sent.
pub fn made(body: &Value, missing: Vec<String>) -> Result<Made, Failure> {
    let job = body.get(0).unwrap_or(body);
    let id = job.get("id").and_then(number).ok_or_else(|| Failure::Lost("a job without an id".to_owned()))?;
    let tasks = job.get("tasks").and_then(Value::as_array).into_iter().flatten();
    let tasks: Vec<String> = tasks.filter_map(number).collect();
    Ok(Made {
        known: KnownJob { id, kept: json!({"tasks": tasks}).to_string() },
        is_pending: false,
        missing,
        untold: Vec::new(),
    })
}

/// A number as text; as text it may come, too.
fn number(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_10_numbers_may_be_texts_and_large_and_tasks_may_be_missing() {
        let made_of = |body: &Value| made(body, Vec::new()).map(|made| (made.known.id, made.known.kept));
        let job = |id: &str, kept: &str| Ok((id.to_owned(), kept.to_owned()));
        assert_eq!(made_of(&json!([{"id": 501, "tasks": [9002, 9003]}])), job("501", r#"{"tasks":["9002","9003"]}"#));
        assert_eq!(
            made_of(&json!([{"id": "9007199254740993", "tasks": ["1"], "isNew": "true", "more": null}])),
            job("9007199254740993", r#"{"tasks":["1"]}"#)
        );
        assert_eq!(
            made_of(&json!([{"id": 9_007_199_254_740_993_u64, "tasks": {}}])),
            job("9007199254740993", r#"{"tasks":[]}"#)
        );
        assert_eq!(made_of(&json!([{"id": 5, "tasks": null}])), job("5", r#"{"tasks":[]}"#));
    }

    #[test]
    fn an_answer_without_a_job_says_nothing_of_whether_there_is_one() {
        for body in [json!(null), json!([]), json!({}), json!([{"id": null}]), json!([7]), json!("made")] {
            assert!(matches!(made(&body, Vec::new()), Err(Failure::Lost(_))), "{body}");
        }
    }

    #[test]
    fn a_refusal_needs_no_body_and_shows_no_credential() {
        let of = |status, value| body(Answer { status, body: value }, &["s3cret"]).unwrap_err();
        assert_eq!(of(400, Value::Null), Failure::refused("status 400"));
        assert_eq!(of(400, json!({"message": "No."})), Failure::refused("No."));
        assert_eq!(of(403, json!({"Message": ""})), Failure::Unauthorized("status 403".to_owned()));
        assert_eq!(of(400, json!({"Message": "s3cret is wrong"})), Failure::refused("… is wrong"));
    }

    #[test]
    fn the_token_has_one_of_two_names() {
        assert_eq!(token(&json!({"token": "T"})), Some(Secret::new("T")));
        assert_eq!(token(&json!({"api_key": "K", "token": null})), Some(Secret::new("K")));
        assert_eq!([token(&json!([])), token(&json!({"token": 7})), token(&json!({"token": ""}))], [None, None, None]);
    }
}
