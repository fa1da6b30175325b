//! Photos of a visit: sent, named with the job, read by staff, and nobody else's.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, Folder, STAFF, Server, golden_world, job};

const SENT: &str = "/v1/booking/photos";
const START: &str = "2024-05-13 10:00:00";
const A_DAY_LATER: &str = "2024-05-11T12:00:01";

/// What begins as a JPEG does, and is told from others by its end.
fn jpeg(end: &str) -> Vec<u8> {
    [b"\xff\xd8\xff\xe0", end.as_bytes()].concat()
}

/// Of the first type photos are asked, two at most.
async fn server() -> Server {
    let flags = ["--clock", "2024-05-10T12:00", "--standin"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags).await;
    let door = json!({"key": "door", "label": "Your door", "kind": "photos", "max": 2});
    let asked = json!({"job_types": [{"job_type_id": 1, "fields": [door]}]});
    server.call_as(STAFF, "PUT", "/v1/fields", asked).await.assert_status(200);
    server
}

struct Customer<'s> {
    server: &'s Server,
    bearer: String,
}

impl Customer<'_> {
    async fn of(server: &Server, wanted: Value) -> Customer<'_> {
        let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
        Customer { server, bearer: format!("Bearer {}", link["handle"].as_str().unwrap()) }
    }

    async fn new(server: &Server) -> Customer<'_> {
        Customer::of(server, json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1})).await
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.server.call_as(&self.bearer, method, path, body).await
    }

    async fn send(&self, content_type: &str, bytes: Vec<u8>) -> Answer {
        let request = Request::post(SENT).header("authorization", &self.bearer).header("content-type", content_type);
        self.server.send(request.body(Body::from(bytes)).unwrap()).await
    }

    /// The number of a photo that was sent.
    async fn photo(&self, end: &str) -> u64 {
        self.send("image/jpeg", jpeg(end)).await.assert_status(201).json()["id"].as_u64().unwrap()
    }

    async fn has(&self, id: u64) -> bool {
        self.call("GET", &format!("{SENT}/{id}"), Value::Null).await.status == 200
    }

    async fn book(&self, fields: Value) -> Answer {
        let path = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13\
             &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1";
        let found = self.call("GET", path, Value::Null).await.assert_status(200).data();
        let alias: u64 = found["2024-05-13"].as_object().unwrap().keys().next().unwrap().parse().unwrap();
        let visit = json!({"scheduled_datetime": START, "user_ids": [alias], "job_type_id": 1, "length_in_minutes": 90,
            "fields": fields});
        self.call("POST", "/api/v1/scheduling/jobs", job(visit)).await
    }
}

async fn of_job(server: &Server, job_id: u64) -> Vec<u64> {
    let listed = server.call_as(STAFF, "GET", &format!("/v1/jobs/{job_id}/photos"), Value::Null).await;
    let listed = listed.assert_status(200).json();
    listed["photos"].as_array().unwrap().iter().map(|photo| photo["id"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn what_a_customer_sends_and_names_staff_read_as_a_file_and_the_browser_as_nothing_else() {
    let server = server().await;
    let customer = Customer::new(&server).await;
    let [one, two] = [customer.photo("one").await, customer.photo("two").await];
    assert_eq!(customer.photo("one").await, one, "the same once more is the same");
    let booked = customer.book(json!({"door": format!("{one} {two}")})).await.assert_status(201).data();
    let job_id = booked["id"].as_u64().unwrap();
    assert_eq!(of_job(&server, job_id).await, [one, two]);
    let fields = server.call_as(STAFF, "GET", &format!("/v1/jobs/{job_id}/fields"), Value::Null).await.json();
    assert_eq!(fields["fields"]["door"], format!("{one} {two}"));
    let read = server.call_as(STAFF, "GET", &format!("/v1/jobs/{job_id}/photos/{two}"), Value::Null).await;
    let read = read.assert_status(200);
    assert_eq!(read.bytes, jpeg("two"));
    for (name, value) in [
        ("content-type", "image/jpeg".to_owned()),
        ("content-disposition", format!("attachment; filename=\"photo-{two}.jpg\"")),
        ("x-content-type-options", "nosniff".to_owned()),
        ("content-security-policy", "default-src 'none'; sandbox".to_owned()),
        ("cache-control", "no-store".to_owned()),
    ] {
        assert_eq!(read.header(name), value, "{name}");
    }
    // One that is named no more is gone, and the other stays.
    let path = format!("/api/v1/scheduling/jobs/{job_id}");
    customer.call("PATCH", &path, json!({"fields": {"door": two.to_string()}})).await.assert_status(201);
    assert_eq!(of_job(&server, job_id).await, [two]);
    assert!(!customer.has(one).await && customer.has(two).await);
    // Staff take it away as they change any field.
    let path = format!("/v1/jobs/{job_id}/fields");
    server.call_as(STAFF, "PATCH", &path, json!({"fields": {"door": null}})).await.assert_status(200);
    assert_eq!(of_job(&server, job_id).await, [0_u64; 0]);
}

#[tokio::test]
async fn what_is_no_picture_too_large_or_one_too_many_is_refused_whatever_is_said_of_it() {
    let server = server().await;
    let customer = Customer::new(&server).await;
    for (content_type, bytes) in [
        ("image/jpeg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
        ("image/png", b"GIF89a".to_vec()),
        ("image/jpeg", Vec::new()),
    ] {
        let refused = customer.send(content_type, bytes).await.assert_status(415);
        assert_eq!(refused.code(), "no-picture");
    }
    let png = b"\x89PNG\r\n\x1a\nrest".to_vec();
    let kept = customer.send("application/octet-stream", png.clone()).await.assert_status(201).json();
    assert_eq!((&kept["media_type"], &kept["size_in_bytes"]), (&json!("image/png"), &json!(png.len())));
    let huge = customer.send("image/jpeg", jpeg(&"x".repeat(2 * 1024 * 1024))).await.assert_status(413);
    assert_eq!(huge.code(), "too-large");
    for number in 1..15 {
        customer.photo(&number.to_string()).await;
    }
    let refused = customer.send("image/jpeg", jpeg("more")).await.assert_status(422);
    assert_eq!(refused.code(), "photo-limit");
    // Whoever takes one back may send another.
    let path = format!("{SENT}/{}", kept["id"]);
    customer.call("DELETE", &path, Value::Null).await.assert_status(204);
    customer.call("DELETE", &path, Value::Null).await.assert_status(404);
    customer.photo("more").await;
}

#[tokio::test]
async fn a_field_names_photos_of_the_same_link_each_once_and_no_more_than_are_asked_for() {
    let server = server().await;
    let (customer, other) = (Customer::new(&server).await, Customer::new(&server).await);
    let (own, others) = (customer.photo("own").await, other.photo("other").await);
    let told = |id: u64| format!("There is no photo {id}. Please add it again.");
    for (door, sentence) in [
        (format!("{own} {others}"), told(others)),
        ("4711".to_owned(), told(4711)),
        (
            format!("{own} {own}"),
            "This must be the numbers of photos, each once, with blanks between: 12 15.".to_owned(),
        ),
        ("1 2 3".to_owned(), "This can have up to 2 photos.".to_owned()),
    ] {
        let refused = customer.book(json!({"door": door})).await.assert_status(422);
        assert_eq!(refused.json()["error"]["message"]["fields.door"], sentence, "{door}");
    }
    // Nothing was done, and nothing of the other's taken.
    assert!(customer.has(own).await && other.has(others).await);
    customer.book(json!({"door": own.to_string()})).await.assert_status(201);
}

#[tokio::test]
async fn a_photo_of_anothers_looks_as_one_that_is_not_there() {
    let server = server().await;
    let customer = Customer::new(&server).await;
    let (waiting, named) = (customer.photo("waiting").await, customer.photo("named").await);
    let job_id =
        customer.book(json!({"door": named.to_string()})).await.assert_status(201).data()["id"].as_u64().unwrap();
    // Another link to the same job sees what that has, and not what waits for another's.
    let sibling = Customer::of(&server, json!({"job_id": job_id})).await;
    assert!(sibling.has(named).await && !sibling.has(waiting).await);
    let stranger = Customer::of(&server, json!({"job_id": 9})).await;
    let told = |answer: Answer| (answer.status, answer.code().to_owned(), answer.json()["detail"].clone());
    for method in ["GET", "DELETE"] {
        let absent = told(stranger.call(method, &format!("{SENT}/4711"), Value::Null).await);
        for id in [waiting, named] {
            assert_eq!(
                told(stranger.call(method, &format!("{SENT}/{id}"), Value::Null).await),
                absent,
                "{method} {id}"
            );
        }
    }
    for path in [format!("/v1/jobs/{job_id}/photos"), format!("/v1/jobs/{job_id}/photos/{named}")] {
        customer.call("GET", &path, Value::Null).await.assert_status(404);
    }
    let of_another_job = format!("/v1/jobs/9/photos/{named}");
    server.call_as(STAFF, "GET", &of_another_job, Value::Null).await.assert_status(404);
    assert!(customer.has(waiting).await && customer.has(named).await);
}

#[tokio::test]
async fn a_photo_that_no_visit_names_goes_after_a_day_and_one_of_a_visit_that_is_taken_back_waits_once_more() {
    let server = server().await;
    let customer = Customer::new(&server).await;
    let (waiting, named) = (customer.photo("waiting").await, customer.photo("named").await);
    let booked = customer.book(json!({"door": named.to_string()})).await.assert_status(201).data();
    let clock = json!({"now": A_DAY_LATER});
    server.call_as(STAFF, "PUT", "/__standin/clock", clock).await.assert_status(200);
    customer.photo("another").await;
    assert!(!customer.has(waiting).await && customer.has(named).await);
    let path = format!("/api/v1/scheduling/jobs/{}", booked["id"]);
    customer.call("DELETE", &path, Value::Null).await.assert_status(200);
    assert!(customer.has(named).await);
    let again = customer.book(json!({"door": named.to_string()})).await.assert_status(201).data();
    assert_eq!(of_job(&server, again["id"].as_u64().unwrap()).await, [named]);
}
