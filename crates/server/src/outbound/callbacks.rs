//! What programs that were written for OS1 have asked to be told once their changes are carried out.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use slotwright_domain::Callback;
use slotwright_store::{DueMessage, Told};
use slotwright_upstream::{Post, Poster};
use slotwright_wire::os1::Called;

use super::backoff;
use super::posts::not_taken;

use crate::edge::random::hex;

/// A callback's document: what is sent, and what signs it.
#[derive(Deserialize, Serialize)]
pub struct Letter {
    /// The id of the request that it answers.
    pub request_id: String,
    /// What was changed, where that is no single job.
    pub data: Option<Value>,
    /// What the program has sent along.
    pub meta: Value,
    /// What it signs by, as it was when it was asked for.
    pub secret: Option<String>,
}

/// Sends one, once.
pub(super) async fn attempt(poster: &Poster, due: &DueMessage) -> Told {
    let letter = due.callback.as_ref().and_then(|callback| Some((callback, written(callback, due.message.job_id)?)));
    let Some((callback, (body, signature))) = letter else { return Told::Dead("it can't be written".to_owned()) };
    let headers = signature.into_iter().map(|signature| ("x-coreos-hmac-signature", signature)).collect();
    match poster.send(Post { url: callback.url.clone(), headers, body }).await {
        // The vendor names these two, and no others.
        Ok((200 | 202, _)) => Told::Delivered,
        sent => not_taken(sent, &backoff::CALLBACK, due.message.attempts),
    }
}

/// The body, the same at each attempt, and what it is signed with.
fn written(callback: &Callback, job_id: Option<u64>) -> Option<(String, Option<String>)> {
    let letter: Letter = serde_json::from_str(&callback.document).ok()?;
    let data = letter.data.or_else(|| job_id.map(|job_id| json!({"jobId": format!("job:{job_id}")})));
    let called = Called {
        event_type: callback.event.clone(),
        service: "dispatch".to_owned(),
        request_id: letter.request_id,
        data: data.unwrap_or_else(|| json!({})),
        meta: letter.meta,
    };
    let body = serde_json::to_string(&called).ok()?;
    let signature = letter.secret.map(|secret| signature(&body, &secret));
    Some((body, signature))
}

/// As the vendor's programs check it: a plain SHA-256 in lower-case hex of the body with the secret after it, whatever the header's name
/// says.
fn signature(body: &str, secret: &str) -> String {
    let hash = Sha256::new().chain_update(body).chain_update(secret).finalize();
    hex(&hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_the_letter_with_the_job_s_id_and_is_signed_only_by_a_secret() {
        let letter = |secret: Option<&str>, data: Option<Value>| Callback {
            url: "https://example.com".to_owned(),
            event: "JOB_CREATED".to_owned(),
            after_ms: 0,
            document: serde_json::to_string(&Letter {
                request_id: "r-1".to_owned(),
                data,
                meta: json!({"z": 1, "a": null}),
                secret: secret.map(str::to_owned),
            })
            .unwrap(),
        };
        let expected = r#"{"eventType":"JOB_CREATED","service":"dispatch","requestId":"r-1","data":{"jobId":"job:7"},"meta":{"z":1,"a":null}}"#;
        assert_eq!(written(&letter(None, None), Some(7)), Some((expected.to_owned(), None)));
        let signed = written(&letter(Some("s"), Some(json!({"jobTypeId": "a:1"}))), None).unwrap();
        assert!(signed.0.contains(r#""data":{"jobTypeId":"a:1"}"#), "{signed:?}");
        assert_eq!(signed.1.map(|signature| signature.len()), Some(64));
        // `printf abc | sha256sum`, the example of FIPS 180-2.
        assert_eq!(signature("ab", "c"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
