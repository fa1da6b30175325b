//! Booking without script, in the pages that the server writes itself: as a browser that runs none meets them.

mod browser;

use serde_json::{Value, json};

use self::browser::{Page, ask, open};
use crate::support::{Folder, STAFF, Server, golden_world};

/// Mondays are open for users 1 and 2, from 8 to 12 and from 13 to 17; job 9 has user 1 on May 13 from 9:15 to 9:45.
async fn server() -> Server {
    Server::start_with(world(), "2024-05-10T12:00").await
}

fn world() -> Value {
    let mut world = golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    world
}

async fn link(server: &Server, wanted: Value) -> String {
    let made = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
    made["handle"].as_str().unwrap().to_owned()
}

/// A link for a new installation at account 1.
async fn new_job(server: &Server) -> String {
    link(server, json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1})).await
}

async fn enter<'s>(server: &'s Server, link: &str) -> Page<'s> {
    open(server, "POST", "/plain", &[("link", link)]).await
}

/// A text with times in it, between whose figures and letters a narrow space is.
fn at(text: &str) -> String {
    text.replace(" AM", "\u{202f}AM").replace(" PM", "\u{202f}PM")
}

/// What is stored of the jobs of account 1 that customers have made.
async fn booked(server: &Server) -> Vec<Value> {
    let jobs = server.get("/jobs?limit=1000").await.json();
    let is_customers = |job: &&Value| job["created_by_user_id"].is_null();
    jobs["data"].as_array().unwrap().iter().filter(is_customers).cloned().collect()
}

/// The last look at a time.
async fn check<'s>(server: &'s Server, link: &str, hour: &str) -> Page<'s> {
    enter(server, link).await.press(&at(hour), &[]).await.assert_shows(200, "Check and book")
}

#[tokio::test]
async fn a_visit_is_booked_moved_and_cancelled_and_the_link_is_in_no_address() {
    let server = server().await;
    let link = new_job(&server).await;
    let pasted = format!("Here: http://127.0.0.1:8787/book#l={link}.");
    let start = open(&server, "GET", "/plain", &[]).await.assert_shows(200, "Open your booking");
    let choose = start.press("Open", &[("link", &pasted)]).await.assert_shows(200, "When should we come?");
    let text = choose.text();
    for part in
        ["Installation", "1 h 30 min", "Ada Novak, 12 Elm St, Peoria, IL", "Central Time", "Monday, May 13", "Morning"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let check = choose.press(&at("10:00 AM"), &[]).await.assert_shows(200, "Check and book");
    assert!(check.text().contains(&at("We are keeping this time for you until 12:05 PM.")), "{}", check.text());
    let answer = {
        let sent = check.sent("Book this visit", &[("notes", "Ring <twice>.\nThe dog & I.")]);
        let sent: Vec<_> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ask(&server, "POST", "/plain", &sent).await.assert_status(303)
    };
    let led = answer.header("location").to_owned();
    assert!(led.starts_with("plain/") && !led.contains(&link), "{led}");
    let done = open(&server, "GET", &format!("/{led}"), &[]).await.assert_shows(200, "Your visit is booked");
    assert!(done.html.contains("Your note: Ring &lt;twice&gt;.\nThe dog &amp; I."), "{}", done.html);
    assert_eq!(booked(&server).await.len(), 1);
    assert_eq!(booked(&server).await[0]["scheduled_datetime"], "2024-05-13 10:00:00");
    // Shown again, nothing is done again.
    open(&server, "GET", &format!("/{led}"), &[]).await.assert_shows(200, "Your visit is booked");

    let calendar = done.press("Add to calendar", &[]).await;
    assert!(calendar.html.starts_with("BEGIN:VCALENDAR") && calendar.html.contains("DTSTART:20240513T150000Z"));
    let choose = done.press("Change the time", &[]).await.assert_shows(200, "Choose a new time");
    assert!(choose.text().contains(&at("Mon, May 13, 10:00 AM stays booked")), "{}", choose.text());
    choose.press("Keep my current time", &[]).await.assert_shows(200, "Your visit is booked");
    let check = choose.press(&at("2:00 PM"), &[]).await.assert_shows(200, "Check and book");
    assert_eq!(
        check.form("Move my visit").fields.iter().find(|(name, _)| name == "notes").unwrap().1,
        "Ring <twice>.\nThe dog & I."
    );
    let moved = check.press("Move my visit", &[]).await.assert_shows(200, "Your visit is moved");
    assert_eq!(booked(&server).await[0]["scheduled_datetime"], "2024-05-13 14:00:00");

    let question = moved.press("Cancel the visit", &[]).await.assert_shows(200, "Cancel your visit?");
    question.press("No, keep it", &[]).await.assert_shows(200, "Your visit is booked");
    let gone = question.press("Yes, cancel it", &[]).await.assert_shows(200, "Your visit is cancelled");
    assert!(gone.text().contains(&at("Nobody will come on Mon, May 13, 2:00 PM.")), "{}", gone.text());
    assert_eq!(booked(&server).await.len(), 0);
    // The same form once more, from the history.
    question.press("Yes, cancel it", &[]).await.assert_shows(200, "Your visit is cancelled");
    let removed = gone.press("Remove from calendar", &[]).await;
    assert!(removed.html.contains("METHOD:CANCEL"), "{}", removed.html);
    gone.press("Choose another time", &[]).await.assert_shows(200, "When should we come?");
}

#[tokio::test]
async fn the_same_form_sent_twice_books_once_at_once_and_later() {
    let server = server().await;
    let link = new_job(&server).await;
    let check = check(&server, &link, "10:00 AM").await;
    let (one, other) = tokio::join!(check.press("Book this visit", &[]), check.press("Book this visit", &[]));
    one.assert_shows(200, "Your visit is booked");
    let done = other.assert_shows(200, "Your visit is booked");
    assert_eq!(booked(&server).await.len(), 1);
    let again = check.press("Book this visit", &[]).await.assert_shows(200, "Your visit is booked");
    assert_eq!(booked(&server).await.len(), 1);
    // After it was cancelled, a form of before books nothing: it was sent, and was answered.
    let question = again.press("Cancel the visit", &[]).await;
    question.press("Yes, cancel it", &[]).await.assert_shows(200, "Your visit is cancelled");
    check.press("Book this visit", &[]).await;
    assert_eq!(booked(&server).await.len(), 0);
    drop(done);
}

#[tokio::test]
async fn a_time_that_others_took_meanwhile_leads_to_similar_ones_and_what_was_typed_is_kept() {
    let server = server().await;
    // Whoever may not hold a time can lose it while they fill in the rest.
    let wanted = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1, "rights": ["view", "book"]});
    let link = link(&server, wanted).await;
    let check = check(&server, &link, "10:00 AM").await;
    assert!(!check.text().contains("We are keeping this time"), "{}", check.text());
    for user in [1, 2] {
        let job = crate::support::job(json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [user]}));
        server.post("/jobs", job).await.assert_status(201);
    }
    let taken =
        check.press("Book this visit", &[("notes", "Ring twice.")]).await.assert_shows(409, "When should we come?");
    let text = taken.text();
    assert!(text.contains(&at("Mon, May 13, 10:00 AM has just been taken by somebody else.")), "{text}");
    let similar = at("Mon, May 13, 8:30 AM");
    let check = taken.press(&similar, &[]).await.assert_shows(200, "Check and book");
    let done = check.press("Book this visit", &[]).await.assert_shows(200, "Your visit is booked");
    assert!(done.text().contains("Your note: Ring twice."), "{}", done.text());
}

#[tokio::test]
async fn what_is_wrong_is_listed_with_links_to_it_and_what_was_typed_stays() {
    let server = server().await;
    let fields = json!([
        {"key": "gate", "label": "What opens the gate?", "hint": "Four digits.", "kind": "text", "required": true, "pattern": "[0-9]{4}"},
        {"key": "floor", "label": "Which floor?", "kind": "number", "min": -3, "max": 40},
        {"key": "dog", "label": "Is there a dog?", "kind": "boolean", "required": true},
        {"key": "breed", "label": "Which breed?", "kind": "text", "required": true, "shown_if": {"key": "dog", "value": "true"}},
        {"key": "moved", "label": "Since when do you live there?", "kind": "date"},
        {"key": "entry", "label": "Which entry?", "kind": "choice", "choices": ["Front", "Back \"yard\""]},
    ]);
    let asked = json!({"job_types": [{"job_type_id": 1, "fields": fields}]});
    server.call_as(STAFF, "PUT", "/v1/fields", asked).await.assert_status(200);
    let link = new_job(&server).await;
    let check = check(&server, &link, "10:00 AM").await;
    let typed = [
        ("field.gate", "<12>"),
        ("field.floor", "41,5"),
        ("field.moved", "yesterday"),
        ("field.entry", "Back \"yard\""),
        ("notes", "Ring twice."),
    ];
    let wrong = check.press("Book this visit", &typed).await.assert_shows(422, "Check and book");
    assert!(wrong.html.contains("<title>Not done yet: Check and book"), "{}", wrong.html);
    for (id, sentence) in [
        ("field-0", "This is not what is asked for. Four digits."),
        ("field-1", "Please enter 40 or less."),
        ("field-2", "Please choose one."),
        ("field-4", "Please enter a date as year, month and day, like 2026-12-01."),
    ] {
        assert!(wrong.html.contains(&format!("<a href=\"#{id}\">{sentence}</a>")), "{id}: {}", wrong.html);
        assert!(wrong.html.contains(&format!("id=\"{id}-fault\">{sentence}")), "{id}: {}", wrong.html);
    }
    let kept = wrong.form("Book this visit").fields;
    for (name, value) in typed {
        assert!(kept.contains(&(name.to_owned(), value.to_owned())), "{name}: {kept:?}");
    }
    assert_eq!(booked(&server).await.len(), 0);
    let long = "x".repeat(2001);
    let good = [("field.gate", "1234"), ("field.floor", "2,5"), ("field.dog", "true"), ("field.moved", "2020-02-29")];
    let wrong = wrong.press("Book this visit", &[&good[..], &[("notes", &long)]].concat()).await;
    let wrong = wrong.assert_shows(422, "Check and book");
    assert!(wrong.html.contains("<a href=\"#field-3\">Please fill this in.</a>"), "asked by the dog: {}", wrong.html);
    assert!(wrong.text().contains("Only if you answer “Yes” to “Is there a dog?”."), "{}", wrong.text());
    assert!(wrong.text().contains("longer than 2000 characters") && wrong.html.contains(&long), "nothing is cut off");
    wrong
        .press("Book this visit", &[("notes", "Ring twice."), ("field.breed", "Poodle")])
        .await
        .assert_shows(200, "Your visit is booked");
    let job = booked(&server).await[0]["id"].clone();
    let filled = server.call_as(STAFF, "GET", &format!("/v1/jobs/{job}/fields"), Value::Null).await.json();
    assert_eq!(
        filled["fields"],
        json!({"gate": "1234", "floor": "2.5", "dog": "true", "breed": "Poodle", "moved": "2020-02-29", "entry": "Back \"yard\""})
    );
}

#[tokio::test]
async fn preferred_times_are_added_ordered_judged_sent_changed_and_withdrawn() {
    let server = server().await;
    let link = new_job(&server).await;
    let choose = enter(&server, &link).await;
    let wishes = choose.press("Send times that suit you", &[]).await.assert_shows(200, "When suits you?");
    let none = wishes.press("Send these times", &[]).await.assert_shows(422, "When suits you?");
    assert!(none.html.contains("<a href=\"#wish-0-date\">Please add at least one time.</a>"), "{}", none.html);
    let first = [("wish.0.date", "2024-05-13"), ("wish.0.from", "08:00"), ("wish.0.to", "09:00")];
    let short = wishes.press("Send these times", &first).await.assert_shows(422, "When suits you?");
    assert!(short.html.contains("<a href=\"#wish-0-to\">The visit takes 1 h 30 min."), "{}", short.html);
    let two = wishes.press("Add another time", &[("wish.0.date", "2024-05-13"), ("wish.0.to", "12:00")]).await;
    assert!(two.text().contains(&at("Can be met, from 8:00 AM")), "{}", two.text());
    let two = two.press("Move time 2 up", &[("wish.1.date", "2024-05-14")]).await;
    let rows = two.form("Send these times").fields;
    let value = |name: &str| rows.iter().find(|(known, _)| known == name).unwrap().1.clone();
    assert_eq!((value("wish.0.date"), value("wish.1.date")), ("2024-05-14".to_owned(), "2024-05-13".to_owned()));
    assert!(two.text().contains("Nobody is free then"), "{}", two.text());
    let sent = two.press("Send these times", &[("notes", "Not before eight.")]).await;
    let sent = sent.assert_shows(200, "We have your preferred times");
    let job = booked(&server).await[0].clone();
    assert_eq!((&job["status"], &job["notes"]), (&json!("queued"), &json!("Not before eight.")));
    let stored = server.get(&format!("/jobs/{}/desired_job_datetimes", job["id"])).await.data();
    let dates: Vec<_> = stored.as_array().unwrap().iter().map(|wish| wish["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2024-05-14", "2024-05-13"]);
    // The link shows them, and the one that can be met can be booked.
    let waiting = enter(&server, &link).await.assert_shows(200, "We have your preferred times");
    let one = waiting.press("Change my preferred times", &[]).await.press("Remove time 1", &[]).await;
    let sent_again = one.press("Send these times", &[]).await.assert_shows(200, "We have your preferred times");
    assert!(!sent_again.text().contains("May 14"), "{}", sent_again.text());
    let check = sent.press(&at("Book Mon, May 13, 8:00 AM"), &[]).await.assert_shows(200, "Check and book");
    let done = check.press("Book this visit", &[]).await.assert_shows(200, "Your visit is booked");
    assert!(done.text().contains("Not before eight."));
    let withdrawn = done.press("Change my preferred times", &[]).await.press("Withdraw my preferred times", &[]).await;
    withdrawn.assert_shows(200, "Your visit is booked");
    let stored = server.get(&format!("/jobs/{}/desired_job_datetimes", job["id"])).await.data();
    assert_eq!(stored, json!([]));
}

#[tokio::test]
async fn what_could_be_instead_is_one_press_and_what_is_rather_not_is_sent_along() {
    let server = server().await;
    let link = new_job(&server).await;
    let wishes = enter(&server, &link).await.press("Send times that suit you", &[]).await;
    // Nobody comes on that Tuesday; whatever is suggested can be met.
    let row = [("wish.0.date", "2024-05-14"), ("wish.0.from", "08:00"), ("wish.0.to", "12:00")];
    let unmet = wishes.press("See whether we can come", &row).await;
    assert!(unmet.text().contains("What would make it possible:"), "{}", unmet.text());
    // Enter in a field presses the form's first button, which takes nothing of it.
    let form = unmet.html.split("value=\"wishes\"").nth(1).unwrap_or_default();
    let first = form.split("<input type=\"submit\"").nth(1).unwrap_or_default();
    assert!(first.trim_start().starts_with("name=\"look\""), "{first:.200}");
    let met = unmet.press("The same time on Monday, May 13", &[]).await;
    assert!(met.text().contains(&at("Can be met, from 8:00 AM")), "{}", met.text());

    let more = met.press("Add a time when you’d rather not", &[]).await;
    let none = more.press("Send these times", &[("not.0.date", "2024-05-13"), ("not.0.to", "08:00")]).await;
    let none = none.assert_shows(422, "When suits you?");
    assert!(none.html.contains("<a href=\"#not-0-to\">The end must be after the start.</a>"), "{}", none.html);
    let early = [("not.0.date", "2024-05-13"), ("not.0.from", "08:00"), ("not.0.to", "09:00")];
    let later = more.press("See whether we can come", &early).await;
    assert!(!later.text().contains(&at("Can be met, from 8:00 AM")), "{}", later.text());
    let sent = later.press("Send these times", &[]).await.assert_shows(200, "We have your preferred times");
    assert!(sent.text().contains(&at("Rather not: Monday, May 13, 8:00 AM to 9:00 AM")), "{}", sent.text());
    let stored = json!([{"date": "2024-05-13", "start_time": "08:00:00", "end_time": "09:00:00"}]);
    let board = server.call_as(STAFF, "GET", "/v1/board", Value::Null).await.json();
    let said: Vec<_> = board["data"].as_array().unwrap().iter().map(|job| job["rather_not"].clone()).collect();
    assert!(said.contains(&stored), "{said:?}");

    let changed = sent.press("Change my preferred times", &[]).await.press("Remove “rather not” 1", &[]).await;
    let sent = changed.press("Send these times", &[]).await.assert_shows(200, "We have your preferred times");
    assert!(!sent.text().contains("Rather not"), "{}", sent.text());
}

#[tokio::test]
async fn a_wrong_link_a_wrong_ticket_and_one_of_staff_are_answered_alike() {
    let server = server().await;
    let board = link(&server, json!({"board": true})).await;
    let mut answers = Vec::new();
    for wrong in ["AAAAAAAAAAAAAAAAAAAAAA", "x", "", "v4.local.AAAA", &board] {
        let page = enter(&server, wrong).await.assert_shows(404, "This link doesn’t work");
        // But for what was sent, which the choice of a language sends again.
        let sent = format!("name=\"link\" value=\"{wrong}\"");
        answers.push(page.html.replace(&sent, "name=\"link\" value=\"\""));
    }
    for ticket in ["AAAA", "%00", &"A".repeat(4000)] {
        let page = open(&server, "GET", &format!("/plain/{ticket}"), &[]).await;
        answers.push(page.assert_shows(404, "This link doesn’t work").html.replace("../", ""));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
    let pasted = open(&server, "GET", "/plain", &[]).await.press("Open", &[("link", "nonsense")]).await;
    let pasted = pasted.assert_shows(404, "Open your booking");
    assert!(pasted.html.contains("<a href=\"#link\">This is no link of ours"), "{}", pasted.html);
}

#[tokio::test]
async fn a_ticket_works_on_every_server_of_the_instance_and_ends_after_a_quarter_of_an_hour() {
    let server = server().await;
    let link = new_job(&server).await;
    let done = check(&server, &link, "10:00 AM").await.press("Book this visit", &[]).await;
    let path = done.path.clone();
    let html = done.html.clone();
    drop(done);
    let folder = server.stop();
    let server = Server::start_in(folder, &world(), "2024-05-10T12:14").await;
    assert_eq!(open(&server, "GET", &path, &[]).await.html, html);
    let folder = server.stop();
    let server = Server::start_in(folder, &world(), "2024-05-10T12:15").await;
    let page = open(&server, "GET", &path, &[]).await.assert_shows(404, "This link doesn’t work");
    let page = page.press("Open", &[("link", &link)]).await.assert_shows(200, "Your visit is booked");
    assert!(page.text().contains("Monday, May 13"), "{}", page.text());
}

#[tokio::test]
async fn a_link_that_has_ended_or_is_revoked_says_so() {
    let server = server().await;
    let made = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let made = server.call_as(STAFF, "POST", "/v1/links", made).await.json();
    let page = enter(&server, made["handle"].as_str().unwrap()).await.assert_shows(200, "When should we come?");
    let revoke = format!("/v1/links/{}", made["id"]);
    server.call_as(STAFF, "DELETE", &revoke, Value::Null).await.assert_status(204);
    enter(&server, made["handle"].as_str().unwrap()).await.assert_shows(410, "This link has expired");
    page.press(&at("10:00 AM"), &[]).await.assert_shows(410, "This link has expired");
}

#[tokio::test]
async fn what_the_office_changed_meanwhile_is_shown_and_nothing_is_overwritten() {
    let server = server().await;
    let link = link(&server, json!({"job_id": 9})).await;
    let booked = enter(&server, &link).await.assert_shows(200, "Your visit is booked");
    let check = booked.press("Change the time", &[]).await.press(&at("2:00 PM"), &[]).await;
    let question = booked.press("Cancel the visit", &[]).await.assert_shows(200, "Cancel your visit?");
    let moved = json!({"scheduled_datetime": "2024-05-13 15:00:00", "user_ids": [1]});
    server.patch("/jobs/9", moved).await.assert_status(201);
    for stale in [check.press("Move my visit", &[]).await, question.press("Yes, cancel it", &[]).await] {
        let page = stale.assert_shows(200, "Your visit is booked");
        let text = page.text();
        assert!(text.contains(&at("moved meanwhile: it is on Mon, May 13, 3:00 PM now")), "{text}");
    }
    let job = server.get("/jobs/9").await.data();
    assert_eq!(job["scheduled_datetime"], "2024-05-13 15:00:00");
}

#[tokio::test]
async fn later_days_are_turned_to_and_back() {
    let server = server().await;
    let link = new_job(&server).await;
    let choose = enter(&server, &link).await.assert_shows(200, "When should we come?");
    assert!(choose.text().contains("Monday, May 13") && !choose.text().contains("Monday, July 8"));
    let later = choose.press("Show later days", &[]).await.assert_shows(200, "When should we come?");
    assert!(later.text().contains("Monday, July 1") && !later.text().contains("Monday, May 13"), "{}", later.text());
    let back = later.press("Show the soonest days", &[]).await.assert_shows(200, "When should we come?");
    assert!(back.text().contains("Monday, May 13"));
}

#[tokio::test]
async fn a_newcomer_chooses_what_is_to_be_done_and_gives_their_contact() {
    let server = server().await;
    let open_link = link(&server, json!({"open": true, "job_type_ids": [1, 2], "title": "On our page"})).await;
    let kinds = enter(&server, &open_link).await.assert_shows(200, "What can we do for you?");
    let choose = kinds.press("Service call, 2 h", &[]).await.assert_shows(200, "When should we come?");
    assert!(!choose.html.contains(&open_link), "they go on with a link of their own");
    let check = choose.press(&at("10:00 AM"), &[]).await.assert_shows(200, "Check and book");
    let wrong = check.press("Book this visit", &[("field.contact.name", "Grace Example")]).await;
    let wrong = wrong.assert_shows(422, "Check and book");
    assert!(wrong.html.contains("Please fill this in"), "{}", wrong.html);
    let contact = [
        ("field.contact.email", "grace@example.com"),
        ("field.contact.street", "1 Main St"),
        ("field.contact.city", "Peoria"),
    ];
    let done = wrong.press("Book this visit", &contact).await.assert_shows(200, "Your visit is booked");
    assert!(done.text().contains("Grace Example"), "{}", done.text());
    assert_eq!(booked(&server).await.len(), 1);
}

#[tokio::test]
async fn where_work_of_a_browser_is_demanded_a_newcomer_is_told_to_call() {
    let flags = ["--clock", "2024-05-10T12:00", "--proof-of-work", "open"];
    let server = Server::start_with_flags(Folder::new(), &world(), &flags).await;
    let open_link = link(&server, json!({"open": true, "job_type_ids": [1]})).await;
    let kinds = enter(&server, &open_link).await;
    kinds.press("Installation, 1 h 30 min", &[]).await.assert_shows(403, "This booking needs JavaScript");
}

#[tokio::test]
async fn what_a_link_may_not_do_is_not_offered_and_not_done() {
    let server = server().await;
    let view = link(&server, json!({"job_id": 9, "rights": ["view"]})).await;
    let booked = enter(&server, &view).await.assert_shows(200, "Your visit is booked");
    assert!(!booked.html.contains("Change the time") && !booked.html.contains("Cancel the visit"), "{}", booked.html);
    for step in [
        &[("do", "book"), ("start", "2024-05-13 14:00:00")][..],
        &[("do", "cancel-yes")],
        &[
            ("do", "wishes"),
            ("send", "x"),
            ("wish.0.date", "2024-05-13"),
            ("wish.0.from", "08:00"),
            ("wish.0.to", "12:00"),
        ],
    ] {
        let page = open(&server, "POST", "/plain", &[&[("link", &*view)], step].concat()).await;
        assert!(page.status == 404 || page.status == 200, "{}: {}", page.status, page.text());
        assert_eq!(server.get("/jobs/9").await.data()["scheduled_datetime"], "2024-05-13 09:15:00");
    }
    assert_eq!(server.get("/jobs/9/desired_job_datetimes").await.data(), json!([]));
}

#[tokio::test]
async fn a_link_for_chosen_times_shows_those_alone_and_says_when_none_is_left() {
    let server = server().await;
    let windows = json!([{"date": "2024-05-20", "start_time": "13:10", "end_time": "14:40"}]);
    let wanted =
        json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1, "windows": windows, "max_changes": 5});
    let link = link(&server, wanted).await;
    let choose = enter(&server, &link).await.assert_shows(200, "When should we come?");
    assert!(choose.text().contains("Monday, May 20") && !choose.text().contains("May 13"), "{}", choose.text());
    assert!(!choose.text().contains("None of these fit?"), "a preferred time could be none but this");
    let check = choose.press(&at("1:10 PM"), &[]).await.assert_shows(200, "Check and book");
    let booked = check.press("Book this visit", &[]).await.assert_shows(200, "Your visit is booked");
    booked
        .press("Cancel the visit", &[])
        .await
        .press("Yes, cancel it", &[])
        .await
        .assert_shows(200, "Your visit is cancelled");
    let visit = |user_id: u64| {
        json!({
            "job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 90,
            "scheduled_datetime": "2024-05-20 13:00", "user_ids": [user_id],
        })
    };
    for user_id in [1, 2] {
        server.post("/jobs", visit(user_id)).await.assert_status(201);
    }
    let choose = enter(&server, &link).await.assert_shows(200, "When should we come?");
    assert!(choose.text().contains("None of the times that we offered you is free any more."), "{}", choose.text());
}

#[tokio::test]
async fn pages_run_nothing_stay_in_no_store_and_tell_no_other_site_their_address() {
    let server = server().await;
    let link = new_job(&server).await;
    let answers = [
        ask(&server, "GET", "/plain", &[]).await,
        ask(&server, "POST", "/plain", &[("link", &link)]).await,
        ask(&server, "POST", "/plain", &[("link", "x")]).await,
        ask(&server, "GET", "/plain/x", &[]).await,
        ask(&server, "DELETE", "/plain", &[]).await,
        ask(&server, "POST", "/plain", &[("notes", &"x".repeat(70_000))]).await,
    ];
    for (place, answer) in answers.iter().enumerate() {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{place}: {policy}");
        }
        assert!(!policy.contains("script-src"), "{policy}");
        assert_eq!(
            (answer.header("referrer-policy"), answer.header("cache-control")),
            ("no-referrer", "no-store"),
            "{place}"
        );
        assert!(answer.header("content-type").starts_with("text/html"), "{place}: {answer:?}");
        let html = String::from_utf8_lossy(&answer.bytes);
        assert!(html.contains("<html lang=\"en\" dir=\"ltr\">") && !html.contains("<script"), "{place}: {html}");
    }
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [200, 200, 404, 404, 405, 413]);
}

#[tokio::test]
async fn whoever_tries_many_links_from_one_address_is_told_to_wait() {
    let flags = ["--clock", "2024-05-10T12:00", "--address-requests-per-minute", "5"];
    let server = Server::start_with_flags(Folder::new(), &world(), &flags).await;
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(enter(&server, "AAAAAAAAAAAAAAAAAAAAAA").await.status);
    }
    assert_eq!(statuses, [404, 404, 404, 404, 404, 429, 429, 429]);
}

#[tokio::test]
async fn pages_and_calendar_speak_the_links_language_and_what_the_reader_chooses() {
    let server = server().await;
    let wanted = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1, "locale": "de-AT"});
    let link = link(&server, wanted).await;
    let choose = enter(&server, &link).await;
    assert!(choose.html.contains("<html lang=\"de-AT\" dir=\"ltr\">"), "{}", choose.html);
    for part in ["Wann sollen wir kommen?", "Montag, 13. Mai", "value=\"10:00\"", "Nordamerikanische Zentralzeit"] {
        assert!(choose.html.contains(part), "{part}: {}", choose.html);
    }
    let bearer = format!("Bearer {link}");
    let booked = choose.press("10:00", &[]).await;
    let key = booked.html.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields = [("link", &*link), ("do", "book"), ("start", "2024-05-13 10:00:00"), ("seen", "none"), ("key", &*key)];
    open(&server, "POST", "/plain", &fields).await;
    let calendar = server.call_as(&bearer, "GET", "/v1/booking/visit.ics", Value::Null).await.assert_status(200);
    let calendar = String::from_utf8(calendar.bytes).unwrap();
    assert!(calendar.contains("SUMMARY:Installation: Prairie Networks"), "{calendar}");
    // Another language, by the form at the end of each page, or by the address of the first.
    let polish = open(&server, "POST", "/plain", &[("link", &*link), ("lang", "pl"), ("do", "show")]).await;
    assert!(
        polish.html.contains("<html lang=\"pl\"") && polish.text().contains("poniedziałek, 13 maja"),
        "{}",
        polish.html
    );
    let asked = open(&server, "GET", "/plain?lang=fr", &[]).await;
    assert!(asked.html.contains("<html lang=\"fr\""), "{}", asked.html);
}
