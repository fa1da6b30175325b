//! Sealed links: one that anybody with the key has made is a link like every other, and nothing else is one.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use pasetors::keys::SymmetricKey;
use pasetors::version4::{LocalToken, V4};
use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng;
use serde_json::{Value, json};

use crate::support::{Answer, Folder, STAFF, Server, golden_world, job};

/// The golden world's now, Friday 2024-05-10 at 12:00 in Chicago.
const NOW: i64 = 1_715_360_400;
const DAY: i64 = 86_400;
const ASSERTION: &str = "slotwright/link/v1|default|https://book.example.com";
const KEY: [u8; 32] = [7; 32];
const OTHER: [u8; 32] = [8; 32];

/// A server whose keys are `a` and `b`.
struct Gate {
    server: Server,
    keys: PathBuf,
}

impl Gate {
    async fn open() -> Self {
        Self::open_at("2024-05-10T12:00", Folder::new()).await
    }

    async fn open_at(now: &str, folder: Folder) -> Self {
        let keys = folder.path().join("link-keys.toml");
        write_keys(&keys, &[("a", KEY, ""), ("b", OTHER, "")]);
        let keys_flag = keys.display().to_string();
        let more = ["--clock", now, "--link-keys", &keys_flag, "--public-url", "https://book.example.com"];
        Self { server: Server::start_with_flags(folder, &golden_world(), &more).await, keys }
    }

    async fn call(&self, token: &str, method: &str, path: &str, body: Value) -> Answer {
        self.server.call_as(&format!("Bearer {token}"), method, path, body).await
    }

    async fn booking(&self, token: &str) -> Answer {
        self.call(token, "GET", "/v1/booking", Value::Null).await
    }

    async fn links(&self) -> Vec<Value> {
        let links = self.server.call_as(STAFF, "GET", "/v1/links?limit=1000", Value::Null).await.assert_status(200);
        links.data().as_array().unwrap().clone()
    }
}

fn write_keys(path: &PathBuf, keys: &[(&str, [u8; 32], &str)]) {
    let entry = |(kid, key, more): &(&str, [u8; 32], &str)| {
        format!("[[key]]\nkid = \"{kid}\"\nkey = \"k4.local.{}\"\n{more}\n", URL_SAFE_NO_PAD.encode(key))
    };
    std::fs::write(path, keys.iter().map(entry).collect::<String>()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}

/// What somebody with the key puts together for job 9.
fn claims() -> Value {
    json!({
        "v": 1, "jti": "AAECAwQFBgcICQoLDA0ODw", "tid": "default", "for": {"job_id": 9},
        "scp": ["view", "hold", "book", "reschedule", "cancel"], "win": null, "nbf": NOW, "exp": NOW + 14 * DAY, "max": 3,
        "emb": [], "loc": null,
    })
}

fn with(more: Value) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    claims
}

fn sealed_as(key: [u8; 32], footer: &str, assertion: &str, claims: &str) -> String {
    let key = SymmetricKey::<V4>::from(&key).unwrap();
    LocalToken::encrypt(&key, claims.as_bytes(), Some(footer.as_bytes()), Some(assertion.as_bytes())).unwrap()
}

fn sealed(claims: &Value) -> String {
    sealed_as(KEY, r#"{"kid":"a"}"#, ASSERTION, &claims.to_string())
}

#[tokio::test]
async fn a_sealed_link_is_a_link_like_every_other_from_its_first_use_on() {
    let gate = Gate::open().await;
    let token = sealed(&with(json!({"for": {"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1}})));
    let before = gate.links().await.len();
    // Whoever looks first uses nothing up: a mail scanner opens it twice.
    for _ in 0..2 {
        gate.booking(&token).await.assert_status(200);
    }
    let links = gate.links().await;
    assert_eq!(links.len(), before + 1, "one row");
    assert_eq!(
        (&links[0]["sealed"], &links[0]["max_changes"], &links[0]["changes"]),
        (&json!(true), &json!(3), &json!(0))
    );
    assert_eq!(links[0]["expires_at"], "2024-05-24T17:00:00Z");
    // The visit is booked, and the calendar leads back to the same link.
    let path = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13\
        &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1";
    let found = gate.call(&token, "GET", path, Value::Null).await.assert_status(200).data();
    let alias: u64 = found["2024-05-13"].as_object().unwrap().keys().next().unwrap().parse().unwrap();
    let visit = job(json!({"scheduled_datetime": "2024-05-13 13:00:00", "user_ids": [alias]}));
    gate.call(&token, "POST", "/api/v1/scheduling/jobs", visit).await.assert_status(201);
    let calendar = gate.call(&token, "GET", "/v1/booking/visit.ics", Value::Null).await.assert_status(200);
    let unfolded = String::from_utf8(calendar.bytes).unwrap().replace("\r\n ", "");
    assert!(unfolded.contains(&format!("https://book.example.com/book#l={token}")), "{unfolded}");
    assert_eq!(gate.links().await[0]["changes"], 1);
    let id = gate.links().await[0]["id"].clone();
    gate.server.call_as(STAFF, "DELETE", &format!("/v1/links/{id}"), Value::Null).await.assert_status(204);
    assert_eq!(gate.booking(&token).await.assert_status(410).code(), "link-expired");
}

#[tokio::test]
async fn a_link_that_the_server_seals_is_listed_at_once_and_says_nothing_of_what_it_is_for() {
    let gate = Gate::open().await;
    let wanted = json!({
        "job_id": 9, "sealed": true, "rights": ["view", "cancel"], "earliest_date": "2024-05-13", "latest_date": "2024-05-17",
        "windows": [{"date": "2024-05-13", "start_time": "09:00:00", "end_time": "12:00:00"}], "embed_origins": ["https://shop.example"], "locale": "de-CH", "expires_in_days": 7,
    });
    let made = gate.server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
    let token = made["handle"].as_str().unwrap();
    assert_eq!(made["url"], format!("https://book.example.com/book#l={token}"));
    assert!(token.starts_with("v4.local.") && token.len() < 700, "{}", token.len());
    let listed = gate.links().await;
    assert_eq!((&listed[0]["id"], &listed[0]["opened_at"]), (&made["id"], &Value::Null));
    gate.booking(token).await.assert_status(200);
    let listed = gate.links().await;
    assert_eq!((&listed[0]["id"], listed[0]["opened_at"].is_null()), (&made["id"], false), "the same row");
    assert_eq!(listed[0]["rights"], json!(["view", "cancel"]));
    assert_eq!((&listed[0]["earliest_date"], &listed[0]["latest_date"]), (&json!("2024-05-13"), &json!("2024-05-17")));
    assert_eq!(listed[0]["windows"], made["windows"], "as it was sealed, so it is opened");
    assert_eq!(listed[0]["windows"][0]["end_time"], "12:00:00");
    assert_eq!((&listed[0]["max_changes"], &listed[0]["locale"]), (&json!(3), &json!("de-CH")));
    assert_eq!(
        (&listed[0]["expires_at"], &listed[0]["not_before"]),
        (&json!("2024-05-17T17:00:00Z"), &json!("2024-05-10T17:00:00Z"))
    );

    let board = json!({"board": true, "sealed": true, "scope": "view"});
    let board = gate.server.call_as(STAFF, "POST", "/v1/links", board).await.assert_status(201).json();
    let bearer = board["handle"].as_str().unwrap();
    gate.call(bearer, "GET", "/v1/clock", Value::Null).await.assert_status(200);
    assert_eq!(
        gate.call(bearer, "DELETE", "/api/v1/scheduling/jobs/8", Value::Null).await.assert_status(403).code(),
        "scope-missing"
    );

    let long = json!({"job_id": 9, "sealed": true, "expires_in_days": 15});
    let refused = gate.server.call_as(STAFF, "POST", "/v1/links", long).await.assert_status(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "#/expires_in_days");
}

#[tokio::test]
async fn the_test_vector_of_the_guide_opens_what_the_guide_says() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/integrator.md")).unwrap();
    let (_, section) = guide.split_once("### Sealed links").unwrap();
    let value = |name: &str| {
        let (_, rest) = section.split_once(&format!("\n{name}: ")).unwrap_or_else(|| panic!("no {name}"));
        rest.lines().next().unwrap().to_owned()
    };
    let gate = Gate::open().await;
    let (key, kid) = (value("key"), value("kid"));
    let key: [u8; 32] = URL_SAFE_NO_PAD.decode(key.strip_prefix("k4.local.").unwrap()).unwrap().try_into().unwrap();
    write_keys(&gate.keys, &[(&kid, key, "")]);
    let gate = Gate { server: restart(gate).await, keys: PathBuf::new() };
    let token = value("token");
    assert_eq!(gate.booking(&token).await.assert_status(200).json()["job"]["id"], 8);
    let footer = format!("{{\"kid\":\"{kid}\"}}");
    let own = sealed_as(key, &footer, &value("implicit assertion"), &value("claims").replace("AAEC", "AAED"));
    assert_eq!(own.len(), token.len(), "sealed here from what stands there");
    gate.booking(&own).await.assert_status(200);
    let listed = gate.links().await;
    assert_eq!((&listed[1]["earliest_date"], &listed[1]["locale"]), (&json!("2024-05-13"), &json!("de-CH")));
}

/// Another server on the same database and the same file of keys.
async fn restart(gate: Gate) -> Server {
    let keys = gate.keys.display().to_string();
    let more = [
        "--clock",
        "2024-05-10T12:00",
        "--link-keys",
        &keys,
        "--public-url",
        "https://book.example.com",
        "--link-requests-per-minute",
        "0",
    ];
    Server::start_with_flags(gate.server.stop(), &golden_world(), &more).await
}

/// Tokens that are none of ours, each with what is wrong with it.
fn mutants() -> Vec<(String, String)> {
    let good = sealed(&claims());
    let mut random = Pcg32::new(1, 1);
    let mut all = Vec::new();
    let mut add = |what: String, token: String| {
        assert_ne!(token, good, "{what}");
        all.push((what, token));
    };
    let (body, footer) = good.strip_prefix("v4.local.").unwrap().split_once('.').unwrap();
    let raw = [body, footer].map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
    let joined = |body: &[u8], footer: &[u8]| {
        format!("v4.local.{}.{}", URL_SAFE_NO_PAD.encode(body), URL_SAFE_NO_PAD.encode(footer))
    };
    for (part, bytes) in raw.iter().enumerate() {
        for bit in 0..8 * bytes.len() {
            let mut changed = raw.clone();
            changed[part][bit / 8] ^= 1 << (bit % 8);
            add(format!("bit {bit} of part {part}"), joined(&changed[0], &changed[1]));
        }
    }
    // Each letter by some others: also those of which the last bits mean nothing.
    for place in "v4.local.".len()..good.len() {
        for letter in ["A", "B", "g", "w", "-", "_", "9", ".", "=", "é"] {
            let changed = format!("{}{letter}{}", &good[..place], &good[place + 1..]);
            if changed != good {
                add(format!("{letter} at {place}"), changed);
            }
        }
    }
    for length in 1..good.len() {
        add(format!("cut to {length}"), good[..length].to_owned());
        add(format!("cut to the last {length}"), good[good.len() - length..].to_owned());
    }
    for (what, key, footer, assertion) in [
        ("another key", [9; 32], r#"{"kid":"a"}"#, ASSERTION),
        ("the key of another name", OTHER, r#"{"kid":"a"}"#, ASSERTION),
        ("an unknown name", KEY, r#"{"kid":"c"}"#, ASSERTION),
        ("no name", KEY, "{}", ASSERTION),
        ("no footer", KEY, "", ASSERTION),
        ("a name that is none", KEY, r#"{"kid":1}"#, ASSERTION),
        ("a list of a name", KEY, r#"["a"]"#, ASSERTION),
        ("more than a name", KEY, r#"{"kid":"a","wpk":"x"}"#, ASSERTION),
        ("two names", KEY, r#"{"kid":"b","kid":"a"}"#, ASSERTION),
        ("another purpose", KEY, r#"{"kid":"a"}"#, "slotwright/session/v1|default|https://book.example.com"),
        ("another version", KEY, r#"{"kid":"a"}"#, "slotwright/link/v2|default|https://book.example.com"),
        ("another instance", KEY, r#"{"kid":"a"}"#, "slotwright/link/v1|other|https://book.example.com"),
        ("another origin", KEY, r#"{"kid":"a"}"#, "slotwright/link/v1|default|https://book.example"),
        ("no encryption on the way", KEY, r#"{"kid":"a"}"#, "slotwright/link/v1|default|http://book.example.com"),
        ("no assertion", KEY, r#"{"kid":"a"}"#, ""),
    ] {
        for _ in 0..20 {
            add(what.to_owned(), sealed_as(key, footer, assertion, &claims().to_string()));
        }
    }
    let wrong = |name: &str, value: Value| (format!("{name} is {value}"), sealed(&with(json!({name: value}))));
    let names: Vec<String> = claims().as_object().unwrap().keys().cloned().collect();
    for name in &names {
        let mut without = claims();
        without.as_object_mut().unwrap().remove(name);
        add(format!("without {name}"), sealed(&without));
        for value in [json!("x"), json!(1.5), json!(-1), json!({"a": 1}), json!([1]), json!(true), json!("1715360400")]
        {
            let (what, token) = wrong(name, value);
            add(what, token);
        }
        if name != "win" && name != "loc" {
            let (what, token) = wrong(name, Value::Null);
            add(what, token);
        }
        let text = claims().to_string();
        add(
            format!("{name} twice"),
            sealed_as(KEY, r#"{"kid":"a"}"#, ASSERTION, &text.replacen('{', &format!("{{\"{name}\":1,"), 1)),
        );
    }
    for (name, value) in [
        ("v", json!(2)),
        ("v", json!(0)),
        ("jti", json!("AAECAwQFBgcICQoLDA0ODx")),
        ("jti", json!("AAECAwQFBgcICQoLDA0O")),
        ("tid", json!("other")),
        ("tid", json!("Default")),
        ("exp", json!((NOW + 14 * DAY).to_string())),
        ("exp", json!(NOW as f64 + 14.0 * DAY as f64 + 0.5)),
        ("exp", json!(NOW + 14 * DAY + 1)),
        ("exp", json!(NOW)),
        ("exp", json!(i64::MAX)),
        ("nbf", json!(NOW + 61)),
        ("nbf", json!(i64::MIN)),
        ("scp", json!(["view", "admin"])),
        ("scp", json!(["view", "view"])),
        ("scp", json!("view")),
        ("win", json!([])),
        ("win", json!({"earliest": "2024-05-13"})),
        ("win", json!({"earliest": "2024-05-14", "latest": "2024-05-13"})),
        ("win", json!({"earliest": "13.5.2024", "latest": null})),
        ("win", json!({"earliest": null, "latest": null, "zone": "UTC"})),
        ("win", json!({"earliest": null, "latest": null, "windows": []})),
        ("win", json!({"earliest": null, "latest": null, "windows": [["2024-05-13", "09:00", "10:00"]]})),
        (
            "win",
            json!({"earliest": null, "latest": null, "windows": [
                {"date": "2024-05-13", "start_time": "10:00:00", "end_time": "10:00:00"},
            ]}),
        ),
        ("max", json!(1001)),
        ("max", json!(u64::MAX)),
        ("emb", json!(["https://shop.example/"])),
        ("emb", json!(["*"])),
        ("emb", json!(vec!["https://shop.example"; 21])),
        ("loc", json!("de CH")),
        ("loc", json!("")),
        ("for", json!([9])),
        ("for", json!(["accounts", 1, 1])),
        ("for", json!([1, "admin"])),
        ("win", json!([null, null])),
        ("for", json!({"job_id": "9"})),
        ("for", json!({"job_id": 9, "user_id": 1})),
        ("for", json!({"assigned_type": "account", "assigned_id": 1, "job_type_id": 1})),
        ("for", json!({"assigned_type": "accounts", "assigned_id": 1})),
        ("for", json!({"user_id": 1, "scope": "admin"})),
        ("for", json!({"user_id": 1, "scope": "root"})),
        ("iss", json!("https://book.example.com")),
        ("sub", json!("9")),
        ("aud", json!("default")),
        ("__proto__", json!({})),
    ] {
        for _ in 0..5 {
            let (what, token) = wrong(name, value.clone());
            add(what, token);
        }
    }
    for text in ["null", "[]", "\"v\"", "{", "\u{0}", "{\"v\":1}", " "] {
        add(format!("the claims are {text:?}"), sealed_as(KEY, r#"{"kid":"a"}"#, ASSERTION, text));
    }
    let listed =
        json!([1, "AAECAwQFBgcICQoLDA0ODw", "default", {"job_id": 9}, ["view"], null, NOW, NOW + DAY, 3, [], null]);
    add("the claims are a list".to_owned(), sealed_as(KEY, r#"{"kid":"a"}"#, ASSERTION, &listed.to_string()));
    let jwt = |header: Value, signature: &str| {
        let [header, claims] = [header, claims()].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        format!("{header}.{claims}.{signature}")
    };
    add("a JWT of no algorithm".to_owned(), jwt(json!({"alg": "none"}), ""));
    add("a JWT".to_owned(), jwt(json!({"alg": "HS256", "kid": "a"}), &URL_SAFE_NO_PAD.encode([1; 32])));
    for header in [
        "v1.local.",
        "v2.local.",
        "v3.local.",
        "v4.public.",
        "V4.local.",
        "v4.LOCAL.",
        "v4.local..",
        ".v4.local.",
        "v5.local.",
    ] {
        add(header.to_owned(), good.replacen("v4.local.", header, 1));
    }
    add("a part more".to_owned(), format!("{good}.eyJ9"));
    add("padding".to_owned(), format!("{good}="));
    add("much".to_owned(), format!("v4.local.{}.{footer}", "A".repeat(8000)));
    // The rest at random: two bits at once, and bytes put in or taken out.
    while all.len() < 10_000 {
        let mut changed = raw[0].clone();
        let place = random.next_u32() as usize % changed.len();
        match random.next_u32() % 3 {
            0 => {
                changed[place] ^= 1 << (random.next_u32() % 8);
                let second = (place + 1 + random.next_u32() as usize % (changed.len() - 1)) % changed.len();
                changed[second] ^= 1 << (random.next_u32() % 8);
            }
            1 => changed.insert(place, random.next_u32() as u8),
            _ => drop(changed.remove(place)),
        }
        let token = joined(&changed, &raw[1]);
        assert_ne!(token, good);
        all.push(("at random".to_owned(), token));
    }
    all
}

#[tokio::test]
async fn of_ten_thousand_mutants_none_is_a_link_and_all_get_one_and_the_same_answer() {
    let gate = Gate::open().await;
    let before = gate.links().await.len();
    let told = |answer: &Answer| {
        let mut body = answer.json();
        body.as_object_mut().unwrap().remove("instance");
        let mut names: Vec<String> = answer
            .headers
            .iter()
            .map(|(name, value)| {
                let value = if name == "x-request-id" { "" } else { value.to_str().unwrap() };
                format!("{name}: {value}")
            })
            .collect();
        names.sort();
        (answer.status, body, names)
    };
    let nobodys = told(&gate.booking("AAAAAAAAAAAAAAAAAAAAAA").await);
    assert_eq!((nobodys.0, &nobodys.1["code"]), (401, &json!("link-invalid")));
    let mutants = mutants();
    assert!(10_000 <= mutants.len());
    for (what, token) in &mutants {
        assert_eq!(told(&gate.booking(token).await), nobodys, "{what}: {token}");
    }
    assert_eq!(gate.links().await.len(), before, "none has left a row");
    gate.booking(&sealed(&claims())).await.assert_status(200);
}

/// What is wrong with a token of a form takes no more or less time than another fault of the same form: asked in turns, so that whatever
/// else the machine does falls on all alike. A handle is looked for in the database and a sealed link is opened, which its sender knows.
#[tokio::test]
async fn how_long_the_answer_to_a_wrong_token_takes_does_not_tell_what_is_wrong_with_it() {
    const ROUNDS: usize = 200;
    let gate = Gate::open().await;
    let good = sealed(&claims());
    let changed = |place: usize| {
        let letter = if good.as_bytes()[place] == b'A' { "B" } else { "A" };
        format!("{}{letter}{}", &good[..place], &good[place + 1..])
    };
    let (head, foot) = ("v4.local.".len(), good.rfind('.').unwrap());
    let made = gate.server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": 9})).await.assert_status(201).json();
    let handle = made["handle"].as_str().unwrap();
    let other = |place: usize| {
        let letter = if handle.as_bytes()[place] == b'B' { "C" } else { "B" };
        format!("{}{letter}{}", &handle[..place], &handle[place + 1..])
    };
    let forms = [
        vec![
            ("its first byte", changed(head)),
            ("its middle", changed(head + (foot - head) / 2)),
            ("its seal", changed(foot - 4)),
            ("another key", sealed_as([9; 32], r#"{"kid":"a"}"#, ASSERTION, &claims().to_string())),
            (
                "another instance",
                sealed_as(
                    KEY,
                    r#"{"kid":"a"}"#,
                    "slotwright/link/v1|other|https://book.example.com",
                    &claims().to_string(),
                ),
            ),
        ],
        vec![
            ("its first letter", other(0)),
            ("its middle", other(11)),
            ("its last but one", other(20)),
            ("all", "A".repeat(22)),
        ],
    ];
    for form in forms {
        let mut taken = vec![Vec::new(); form.len()];
        for round in 0..ROUNDS {
            // Each comes behind each other in turn: whoever comes first in a round finds the machine as it was left.
            let (turn, step) = (round % form.len(), 1 + round / form.len() % (form.len() - 1));
            for place in (0..form.len()).map(|place| (turn + place * step) % form.len()) {
                let (what, token) = &form[place];
                let began = std::time::Instant::now();
                let answer = gate.booking(token).await;
                taken[place].push(began.elapsed());
                assert_eq!(answer.status, 401, "{what}");
            }
        }
        let medians: Vec<_> = taken
            .into_iter()
            .map(|mut taken| {
                taken.sort_unstable();
                taken[taken.len() / 2].as_secs_f64()
            })
            .collect();
        let (least, most) =
            medians.iter().fold((f64::MAX, 0.0_f64), |(least, most), one| (least.min(*one), most.max(*one)));
        assert!(most < 1.4 * least, "{:?}: {medians:?} s", form.iter().map(|(what, _)| what).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_sealed_link_works_from_its_first_moment_to_its_last_and_clocks_may_differ_by_a_minute() {
    let gate = Gate::open().await;
    let at = |jti: &str, nbf: i64, exp: i64| sealed(&with(json!({"jti": jti, "nbf": nbf, "exp": exp})));
    gate.booking(&at("BAECAwQFBgcICQoLDA0ODw", NOW + 60, NOW + DAY)).await.assert_status(200);
    gate.booking(&at("CAECAwQFBgcICQoLDA0ODw", NOW - DAY, NOW - 59)).await.assert_status(200);
    let early = gate.booking(&at("DAECAwQFBgcICQoLDA0ODw", NOW + 61, NOW + DAY)).await.assert_status(401);
    assert_eq!(early.code(), "link-invalid");
    let late = gate.booking(&at("EAECAwQFBgcICQoLDA0ODw", NOW - DAY, NOW - 60)).await.assert_status(410);
    assert_eq!(late.code(), "link-expired");
    let gone = with(json!({"jti": "FAECAwQFBgcICQoLDA0ODw", "for": {"job_id": 4711}}));
    assert_eq!(
        gate.booking(&sealed(&gone)).await.assert_status(410).code(),
        "link-expired",
        "what it is for is not there"
    );
    // What it does not follow is its job: nothing makes it longer.
    let token = at("AAECAwQFBgcICQoLDA0ODw", NOW, NOW + DAY);
    gate.booking(&token).await.assert_status(200);
    let gate = Gate::open_at("2024-05-11T12:01", gate.server.stop()).await;
    gate.booking(&token).await.assert_status(410);
}

#[tokio::test]
async fn keys_are_changed_while_requests_run_and_none_fails() {
    let gate = Gate::open().await;
    write_keys(&gate.keys, &[("a", KEY, "")]);
    let gate = Gate { server: restart(Gate { keys: gate.keys.clone(), server: gate.server }).await, keys: gate.keys };
    let old = sealed(&claims());
    let new =
        sealed_as(OTHER, r#"{"kid":"b"}"#, ASSERTION, &with(json!({"jti": "BAECAwQFBgcICQoLDA0ODw"})).to_string());
    gate.booking(&new).await.assert_status(401);
    let mut sent = 0;
    // The new one is added, becomes the one that seals, and the old one opens all the while.
    write_keys(&gate.keys, &[("a", KEY, ""), ("b", OTHER, "")]);
    let mut is_known = false;
    for _ in 0..600 {
        gate.booking(&old).await.assert_status(200);
        is_known = gate.booking(&new).await.status == 200;
        sent += 2;
        if is_known {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(is_known, "after {sent} requests");
    write_keys(&gate.keys, &[("b", OTHER, ""), ("a", KEY, "")]);
    let mut seals = String::new();
    for _ in 0..600 {
        gate.booking(&old).await.assert_status(200);
        gate.booking(&new).await.assert_status(200);
        let made = gate.server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": 9, "sealed": true})).await;
        let made = made.assert_status(201).json()["handle"].as_str().unwrap().to_owned();
        gate.booking(&made).await.assert_status(200);
        seals = String::from_utf8(URL_SAFE_NO_PAD.decode(made.rsplit('.').next().unwrap()).unwrap()).unwrap();
        if seals.contains("\"b\"") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(seals, r#"{"kid":"b"}"#);
    // All links of a key that leaked are dead at once, used or not; those of the other live on.
    write_keys(&gate.keys, &[("b", OTHER, ""), ("a", KEY, "revoke_before = \"2999-01-01T00:00:00Z\"")]);
    let mut status = 0;
    for _ in 0..600 {
        status = gate.booking(&old).await.status;
        gate.booking(&new).await.assert_status(200);
        if status != 200 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(status, 410);
}
