//! The exchange of a CRM's session for one of the board: whose is taken, for how long, and how far it goes.

use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use ring::signature::Ed25519KeyPair;
use serde_json::{Value, json};

use crate::support::{Answer, Folder, STAFF, Server, golden_world};

/// The golden world's now, Friday 2024-05-10 at 12:00 in Chicago.
const NOW: i64 = 1_715_360_400;
const GRANT: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";
const REFUSED: &str = "The session is none that this server accepts.";

fn sessions() -> Value {
    serde_json::from_str(include_str!("golden/sessions.json")).unwrap()
}

fn claims(more: Value) -> Value {
    let mut claims = json!({"iss": "https://login.crm.example", "aud": "slotwright", "sub": "ada", "exp": NOW + 3600});
    claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    claims
}

fn unsigned(header: &Value, claims: &Value) -> String {
    [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".")
}

/// Signed by the CRM's Ed25519 key, under whatever header.
fn signed_as(header: &Value, claims: &Value) -> String {
    let key = Ed25519KeyPair::from_seed_unchecked(&[5; 32]).unwrap();
    let message = unsigned(header, claims);
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(key.sign(message.as_bytes()).as_ref()))
}

fn signed(claims: &Value) -> String {
    signed_as(&json!({"alg": "EdDSA", "kid": "ed"}), claims)
}

async fn post(server: &Server, parameters: &[(&str, &str)], origin: Option<&str>) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    let request =
        Request::builder().method("POST").uri("/v1/token").header("content-type", "application/x-www-form-urlencoded");
    let request = origin.into_iter().fold(request, |request, origin| request.header("origin", origin));
    server.send(request.body(Body::from(body)).unwrap()).await
}

async fn exchange(server: &Server, session: &str, more: &[(&str, &str)]) -> Answer {
    let parameters = [&[("grant_type", GRANT), ("subject_token", session), ("subject_token_type", JWT)], more].concat();
    post(server, &parameters, None).await
}

#[tokio::test]
async fn a_session_of_the_crm_is_exchanged_for_a_quarter_of_an_hour_of_the_board() {
    let server = Server::start().await;
    let given = exchange(&server, &signed(&claims(json!({}))), &[]).await.assert_status(200);
    assert_eq!(given.header("cache-control"), "no-store");
    let given = given.json();
    assert_eq!(
        (&given["token_type"], &given["expires_in"], &given["scope"]),
        (&json!("Bearer"), &json!(900), &json!("schedule"))
    );
    assert_eq!(given["issued_token_type"], "urn:ietf:params:oauth:token-type:access_token");
    let bearer = format!("Bearer {}", given["access_token"].as_str().unwrap());
    server.call_as(&bearer, "GET", "/v1/board", Value::Null).await.assert_status(200);
    server.call_as(&bearer, "PUT", "/v1/rules", json!({})).await.assert_status(403);
    let links = server.call_as(STAFF, "GET", "/v1/links?limit=1", Value::Null).await.data();
    assert_eq!(
        (&links[0]["kind"], &links[0]["user_id"], &links[0]["expires_at"]),
        (&json!("board"), &json!(1), &json!("2024-05-10T17:15:00Z"))
    );
    let folder = server.stop();
    let later = Server::start_in(folder, &golden_world(), "2024-05-10T12:15").await;
    later.call_as(&bearer, "GET", "/v1/board", Value::Null).await.assert_status(410);
}

#[tokio::test]
async fn each_of_the_three_algorithms_is_taken_and_either_kind_of_token() {
    let server = Server::start().await;
    for name in ["EdDSA", "ES256", "RS256"] {
        exchange(&server, sessions()[name].as_str().unwrap(), &[]).await.assert_status(200);
    }
    let id_token = "urn:ietf:params:oauth:token-type:id_token";
    let session = signed(&claims(json!({"aud": ["other", "slotwright"], "name": "Ada"})));
    let parameters = [("grant_type", GRANT), ("subject_token", session.as_str()), ("subject_token_type", id_token)];
    post(&server, &parameters, None).await.assert_status(200);
}

#[tokio::test]
async fn what_is_given_ends_with_the_session_and_goes_no_further_than_its_user() {
    let server = Server::start().await;
    let short = exchange(&server, &signed(&claims(json!({"exp": NOW + 120}))), &[]).await.assert_status(200).json();
    assert_eq!(short["expires_in"], 120);
    for (subject, wanted, given) in
        [("ada", "view", "view"), ("ada", "schedule view", "schedule"), ("bo", "view", "view")]
    {
        let answer = exchange(&server, &signed(&claims(json!({"sub": subject}))), &[("scope", wanted)]).await;
        assert_eq!(answer.assert_status(200).json()["scope"], given);
    }
    for (subject, wanted, part) in
        [("ada", "admin", "`schedule`"), ("bo", "schedule", "`view`"), ("ada", "root", "`root`"), ("ada", " ", "none")]
    {
        let refused =
            exchange(&server, &signed(&claims(json!({"sub": subject}))), &[("scope", wanted)]).await.assert_status(400);
        assert_eq!(refused.json()["error"], "invalid_scope");
        assert!(refused.json()["error_description"].as_str().unwrap().contains(part), "{wanted}");
    }
}

#[tokio::test]
async fn no_other_session_is_taken_and_nobody_is_told_why() {
    let server = Server::start().await;
    let before =
        server.call_as(STAFF, "GET", "/v1/links", Value::Null).await.json()["paginator"]["total_count"].clone();
    let good = signed(&claims(json!({})));
    let (head, _) = good.rsplit_once('.').unwrap();
    let keys = sessions()["keys"].clone();
    // The public key as if it were a secret.
    let confused = |header: Value, secret: &[u8]| {
        let message = unsigned(&header, &claims(json!({})));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))
    };
    let public = URL_SAFE_NO_PAD.decode(keys[0]["x"].as_str().unwrap()).unwrap();
    let with = |more: Value| signed(&claims(more));
    let without = |name: &str| {
        let mut claims = claims(json!({}));
        claims.as_object_mut().unwrap().remove(name);
        signed(&claims)
    };
    let mut tokens = vec![
        ("nothing", "x".to_owned()),
        ("two parts", head.to_owned()),
        ("no signature", format!("{head}.")),
        ("another's signature", format!("{head}.{}", URL_SAFE_NO_PAD.encode([1; 64]))),
        ("no algorithm", format!("{}.", unsigned(&json!({"alg": "none", "kid": "ed"}), &claims(json!({}))))),
        (
            "no algorithm, in capitals",
            format!("{}.", unsigned(&json!({"alg": "NONE", "kid": "ed"}), &claims(json!({})))),
        ),
        ("the public key as a secret", confused(json!({"alg": "HS256", "kid": "ed"}), &public)),
        (
            "its text as a secret",
            confused(json!({"alg": "HS256", "kid": "ed"}), keys[0]["x"].as_str().unwrap().as_bytes()),
        ),
        (
            "the modulus as a secret",
            confused(json!({"alg": "HS256", "kid": "rsa"}), keys[2]["n"].as_str().unwrap().as_bytes()),
        ),
        (
            "a key that is a secret",
            confused(json!({"alg": "HS256", "kid": "oct"}), b"a shared secret of thirty-two bytes"),
        ),
        ("the algorithm of another key", signed_as(&json!({"alg": "ES256", "kid": "ed"}), &claims(json!({})))),
        ("another's key", signed_as(&json!({"alg": "ES256", "kid": "ec"}), &claims(json!({})))),
        ("an unknown key", signed_as(&json!({"alg": "EdDSA", "kid": "other"}), &claims(json!({})))),
        ("no name of a key", signed_as(&json!({"alg": "EdDSA"}), &claims(json!({})))),
        ("a key of its own", signed_as(&json!({"alg": "EdDSA", "kid": "own", "jwk": keys[0]}), &claims(json!({})))),
        ("something critical", signed_as(&json!({"alg": "EdDSA", "kid": "ed", "crit": ["exp"]}), &claims(json!({})))),
        ("another issuer", with(json!({"iss": "https://login.crm.example/"}))),
        ("another audience", with(json!({"aud": "slotwright2"}))),
        ("other audiences", with(json!({"aud": ["a", "b"]}))),
        ("no end", without("exp")),
        ("no issuer", without("iss")),
        ("no audience", without("aud")),
        ("no subject", without("sub")),
        ("an end that is a text", with(json!({"exp": (NOW + 3600).to_string()}))),
        ("an end that is no whole number", with(json!({"exp": NOW as f64 + 3600.5}))),
        ("an end that is nothing", with(json!({"exp": null}))),
        ("an end that is over", with(json!({"exp": NOW - 60}))),
        ("a beginning to come", with(json!({"nbf": NOW + 61}))),
        ("a beginning that is a text", with(json!({"nbf": NOW.to_string()}))),
        ("a user who is nobody here", with(json!({"sub": "mallory"}))),
        ("a user whom there is not", with(json!({"sub": "eve"}))),
        ("a subject that is a number", with(json!({"sub": 1}))),
        ("claims that are a list", signed(&json!(["https://login.crm.example", "slotwright", "ada"]))),
        ("much", format!("{}.e30.e30", "A".repeat(17_000))),
    ];
    // Each letter of the signature, and of the claims, by another.
    for place in head.find('.').unwrap() + 1..good.len() - 2 {
        let other = if good.as_bytes()[place] == b'A' { "B" } else { "A" };
        if good.as_bytes()[place] != b'.' {
            tokens.push(("a letter", format!("{}{other}{}", &good[..place], &good[place + 1..])));
        }
    }
    for (what, token) in &tokens {
        let refused = exchange(&server, token, &[]).await;
        assert_eq!(refused.status, 400, "{what}");
        assert_eq!(refused.json(), json!({"error": "invalid_grant", "error_description": REFUSED}), "{what}");
    }
    exchange(&server, &with(json!({"exp": NOW - 59, "nbf": NOW + 60})), &[]).await.assert_status(200);
    let after = server.call_as(STAFF, "GET", "/v1/links", Value::Null).await.json()["paginator"]["total_count"].clone();
    assert_eq!(after.as_u64(), before.as_u64().map(|count| count + 1), "of all of these one was taken");
}

#[tokio::test]
async fn a_request_that_is_none_is_refused_as_the_standard_says() {
    let server = Server::start().await;
    let session = signed(&claims(json!({})));
    let good = [("grant_type", GRANT), ("subject_token", session.as_str()), ("subject_token_type", JWT)];
    for (change, error, part) in [
        (("grant_type", ""), "invalid_request", "`grant_type`"),
        (("grant_type", "client_credentials"), "unsupported_grant_type", "token-exchange"),
        (("subject_token", ""), "invalid_request", "`subject_token`"),
        (("subject_token_type", ""), "invalid_request", "`subject_token_type`"),
        (("subject_token_type", "urn:ietf:params:oauth:token-type:saml2"), "invalid_request", "id_token"),
        (("requested_token_type", JWT), "invalid_request", "access_token"),
        (("actor_token", "x"), "invalid_request", "`actor_token`"),
        (("audience", "another"), "invalid_target", "http://127.0.0.1:8787"),
        (("resource", "https://other.example"), "invalid_target", "http://127.0.0.1:8787"),
    ] {
        let kept = good.iter().filter(|(name, _)| *name != change.0).copied();
        let refused = post(&server, &kept.chain([change]).collect::<Vec<_>>(), None).await.assert_status(400);
        assert_eq!((refused.json()["error"].as_str(), refused.code()), (Some(error), error), "{change:?}");
        assert!(refused.json()["error_description"].as_str().unwrap().contains(part), "{change:?}");
    }
    let twice = [&good[..], &[("subject_token", "x")]].concat();
    assert_eq!(post(&server, &twice, None).await.assert_status(400).json()["error"], "invalid_request");
    let as_json = json!({"grant_type": GRANT, "subject_token": session, "subject_token_type": JWT});
    let refused = server.call_as("", "POST", "/v1/token", as_json).await.assert_status(400);
    assert_eq!(refused.json()["error"], "invalid_request");
    for (name, value) in
        [("audience", "default"), ("audience", "http://127.0.0.1:8787"), ("resource", "http://127.0.0.1:8787")]
    {
        exchange(&server, &session, &[(name, value)]).await.assert_status(200);
    }
}

#[tokio::test]
async fn listed_pages_exchange_and_others_do_not() {
    let crm = "https://crm.example";
    let more = ["--clock", "2024-05-10T12:00", "--allowed-origins", "*,https://crm.example"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &more).await;
    let session = signed(&claims(json!({})));
    let good = [("grant_type", GRANT), ("subject_token", session.as_str()), ("subject_token_type", JWT)];
    let given = post(&server, &good, Some(crm)).await.assert_status(200);
    assert_eq!(given.header("access-control-allow-origin"), crm);
    for origin in ["https://crm.example.evil.test", "null", "http://crm.example"] {
        assert_eq!(post(&server, &good, Some(origin)).await.assert_status(403).code(), "origin-not-allowed");
    }
}
