//! Two thousand damaged requests to every address that writes: an answer in the right envelope, never a 5xx, and a
//! refused one leaves no trace in the file.

use axum::body::Body;
use axum::http::Request;
use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng;
use serde_json::json;

use crate::support::{STAFF, Server};

const REQUESTS: usize = 2000;

const ADDRESSES: [(&str, &str); 12] = [
    ("POST", "/api/v1/scheduling/jobs"),
    ("PATCH", "/api/v1/scheduling/jobs/8"),
    ("PATCH", "/api/v1/scheduling/jobs/9"),
    ("DELETE", "/api/v1/scheduling/jobs/18446744073709551616"),
    ("POST", "/api/v1/scheduling/jobs/10/queue"),
    ("POST", "/api/v1/scheduling/jobs/9/check_in"),
    ("POST", "/api/v1/scheduling/jobs/9/check_out"),
    ("POST", "/api/v1/scheduling/jobs/10/complete"),
    ("POST", "/api/v1/scheduling/jobs/8/desired_job_datetimes"),
    ("PATCH", "/api/v1/scheduling/jobs/8/desired_job_datetimes/1"),
    ("POST", "/api/v1/scheduling/jobs/find_any_available_space"),
    ("POST", "/v1/links"),
];

const NAMES: [&str; 22] = [
    "job_type_id",
    "assigned_type",
    "assigned_id",
    "length_in_minutes",
    "notes",
    "scheduled_datetime",
    "user_ids",
    "services",
    "ticket_id",
    "user_id",
    "completion_type",
    "reason",
    "date",
    "start_time",
    "end_time",
    "start_date",
    "end_date",
    "entityType",
    "entityId",
    "users",
    "job_id",
    "expires_in_days",
];

const VALUES: [&str; 40] = [
    "null",
    "true",
    "0",
    "1",
    "2",
    "-1",
    "-0",
    "1.5",
    "1e3",
    "1e308",
    "9007199254740992",
    "18446744073709551615",
    "-9223372036854775808",
    "99999999999999999999999999",
    "\"\"",
    "\" \"",
    "\"1\"",
    "\"+1\"",
    "\"01\"",
    "\"٣\"",
    "\"accounts\"",
    "\"account\"",
    "\"success\"",
    "\"failure\"",
    "\"2024-05-13\"",
    "\"2024-05-13 10:00:00\"",
    "\"2024-05-13T10:00\"",
    "\"9999-12-31 24:00:00\"",
    "\"0000-00-00 00:00:00\"",
    "\"10:00\"",
    "\"24:00:00\"",
    "\"\\u0000\"",
    "\"\\ud83d\\ude00\"",
    "\"'; DROP TABLE jobs; --\"",
    "[]",
    "[1]",
    "[1,1,2]",
    "[[1]]",
    "{\"0\":1}",
    "{}",
];

struct Damage(Pcg32);

impl Damage {
    fn below(&mut self, end: usize) -> usize {
        self.0.next_u32() as usize % end
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A JSON object of known names with values of all kinds, some twice, now and then broken.
    fn json(&mut self) -> Vec<u8> {
        let members: Vec<String> =
            (0..self.below(10)).map(|_| format!("\"{}\":{}", self.one(&NAMES), self.one(&VALUES))).collect();
        let mut body = format!("{{{}}}", members.join(",")).into_bytes();
        match self.below(12) {
            0 => body.truncate(self.below(body.len() + 1)),
            1 => {
                let place = self.below(body.len());
                body[place] = self.one(&[0xff, 0xc3, 0x00, b'"', b'{', b'\\']);
            }
            2 => body = self.one(&["[]", "1", "\"x\"", "null", "{\"a\":\"\\ud800\"}", "{\"notes\":1e400}"]).into(),
            3 => body = format!("{{\"notes\":{}1{}}}", "[".repeat(200), "]".repeat(200)).into_bytes(),
            _ => {}
        }
        body
    }

    /// The same as a form or query.
    fn pairs(&mut self) -> String {
        let pairs: Vec<String> = (0..self.below(10))
            .map(|_| {
                let end = self.one(&["", "", "[]", "[0]", "[x]", "[", "[0][1]"]);
                let value =
                    self.one(&["", "1", "-1", "accounts", "2024-05-13+10:00", "%00", "%ff%fe", "%", "a%20b", "1e9"]);
                format!("{}{end}={value}", self.one(&NAMES))
            })
            .collect();
        pairs.join("&")
    }

    fn request(&mut self) -> (String, Request<Body>) {
        let (method, path) = self.one(&ADDRESSES);
        let query = if self.below(4) == 0 { format!("?{}", self.pairs()) } else { String::new() };
        let (content_type, body) = match self.below(8) {
            0 => ("application/x-www-form-urlencoded", self.pairs().into_bytes()),
            1 => (self.one(&["text/plain", "", "application/jsonp", "multipart/form-data", "a/b/c;;="]), self.json()),
            _ => ("application/json", self.json()),
        };
        let told = format!("{method} {path}{query} {content_type} {}", String::from_utf8_lossy(&body));
        let request = Request::builder().method(method).uri(format!("{path}{query}"));
        let request = request.header("authorization", STAFF).header("content-type", content_type);
        (told, request.body(Body::from(body)).unwrap())
    }
}

#[tokio::test]
async fn no_damage_is_a_failure_of_ours_or_leaves_a_trace() {
    let server = Server::start().await;
    let wish = json!({"date": "2024-05-20", "start_time": "08:00:00", "end_time": "12:00:00"});
    server.post("/jobs/8/desired_job_datetimes", wish).await.assert_status(201);
    let look = server.folder.look();
    let mut damage = Damage(Pcg32::new(2024, 5));
    let mut refused = 0;
    for _ in 0..REQUESTS {
        let before = look.state();
        let (told, request) = damage.request();
        let is_ours = request.uri().path() == "/v1/links";
        let answer = server.send(request).await;
        let body = answer.json();
        assert!(body.is_object(), "{told}: {}", String::from_utf8_lossy(&answer.bytes));
        if (200..300).contains(&answer.status) {
            continue;
        }
        refused += 1;
        assert!((400..500).contains(&answer.status), "{told}: {body}");
        let (status, kind) = match is_ours {
            true => (&body["status"], "application/problem+json"),
            false => (&body["error"]["status_code"], "application/json"),
        };
        assert_eq!((status, answer.header("content-type")), (&json!(answer.status), kind), "{told}: {body}");
        assert!(!answer.code().is_empty(), "{told}");
        assert_eq!(look.state(), before, "{told}: {body}");
    }
    assert!(REQUESTS / 2 < refused, "{refused}");
    look.check_claims();
}

#[tokio::test]
async fn long_lists_and_bodies_have_an_end() {
    let server = Server::start().await;
    let path = "/api/v1/scheduling/jobs";
    let send = |content_type: &'static str, body: String| {
        let request = Request::builder().method("POST").uri(path).header("authorization", STAFF);
        server.send(request.header("content-type", content_type).body(Body::from(body)).unwrap())
    };
    let members = |count: usize| (1..=count).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
    let visit = "\"job_type_id\":1,\"assigned_type\":\"accounts\",\"assigned_id\":1,\
                 \"scheduled_datetime\":\"2024-05-13 10:00:00\"";
    let answer = send("application/json", format!("{{{visit},\"user_ids\":[{}]}}", members(10_000))).await;
    answer.assert_refused(422, json!({"user_ids": "That user does not exist."}));
    let answer = send("application/x-www-form-urlencoded", "user_ids[]=1&".repeat(4_600)).await;
    answer.assert_status(422);
    let padded = |length: usize| {
        let start = "{\"job_type_id\":1,\"assigned_type\":\"accounts\",\"assigned_id\":1,\"notes\":\"";
        format!("{start}{}\"}}", "x".repeat(length - start.len() - 2))
    };
    send("application/json", padded(64 * 1024)).await.assert_status(201);
    assert_eq!(send("application/json", padded(64 * 1024 + 1)).await.assert_status(413).code(), "too-large");
}
