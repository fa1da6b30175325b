//! Those who wait for a sooner time are looked after: whenever people's time may have changed, it is looked whether something has
//! become free for them (`scheduling/earlier.rs`).
//!
//! What changes is not told but seen: one number in the database is another. So it does not matter who changed it, an editor, a
//! customer, a system behind the gateway, another server, or only the clock by which a hold ran out; and a server that starts
//! looks at once, whatever was left undone before.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use slotwright_store::{Error, WaitingPulse};
use tokio::sync::watch;

use crate::app::App;
use crate::edge::stop::{Phase, Stop};
use crate::scheduling::earlier::offer_round;

/// It is looked so often whether something has changed; what this server changes is known at once.
const LOOK: Duration = Duration::from_secs(1);
/// Who gives time free often does so several times in a row, and each look takes a while: so long is left between two.
const REST: Duration = Duration::from_millis(200);
/// Where a system behind the gateway knows people's time, nothing here changes when that does: it is looked so often anyway.
const LOOK_ELSEWHERE: Duration = Duration::from_secs(60);

/// Begins to look after those who wait, until the process is to stop.
pub fn start(app: &Arc<App>) {
    if 0 < app.policy.earlier_offer_minutes {
        tokio::spawn(look_after(Arc::downgrade(app), app.store.tidings(), app.stop.clone()));
    }
}

async fn look_after(app: Weak<App>, mut tidings: watch::Receiver<u64>, stop: Stop) {
    let mut last: Option<(WaitingPulse, Instant)> = None;
    loop {
        let Some(app) = app.upgrade() else { return };
        match look(&app, last).await {
            Ok(seen) => last = seen,
            // It is looked again, as if nothing were known.
            Err(error) => {
                tracing::warn!("those who wait for a sooner time can't be looked after: {error}");
                last = None;
            }
        }
        drop(app);
        tokio::select! {
            () = stop.until(Phase::Closing) => return,
            changed = tidings.changed() => match changed {
                Ok(()) => tokio::time::sleep(REST).await,
                Err(_) => return,
            },
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Offers what has become free, where something has changed since the last look; what was seen now, and when.
async fn look(app: &App, last: Option<(WaitingPulse, Instant)>) -> Result<Option<(WaitingPulse, Instant)>, Error> {
    let pulse = app.store.waiting_pulse().await?;
    let is_old = |at: Instant| app.elsewhere.is_some() && LOOK_ELSEWHERE <= at.elapsed();
    if pulse.is_idle() || last.is_some_and(|(seen, at)| seen == pulse && !is_old(at)) {
        return Ok(last);
    }
    // As it was before the round: what changes during it is looked at again.
    let begun = Instant::now();
    offer_round(app).await?;
    Ok(Some((pulse, begun)))
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use serde_json::{Value, json};
    use slotwright_domain::{EarlierDraft, RecipientKind};
    use slotwright_matching::{Interval, IntervalSet, MINUTES_PER_DAY};
    use tokio::task::JoinSet;
    use tower::ServiceExt;

    use super::*;
    use crate::outbound::payload::event;
    use crate::router::router;
    use crate::testing::{STAFF, call, on_both};

    const JOBS: &str = "/api/v1/scheduling/jobs";
    const EARLIER: &str = "/v1/booking/earlier";
    const DECLINE: &str = "/v1/booking/earlier/decline";

    /// A day on which nobody has time but for what is deleted, and customers who have a visit two days later.
    struct Day {
        app: Arc<App>,
        router: Router,
    }

    impl Day {
        /// Saturday 2024-05-11, booked from 8 to 18 but for `free`, which user 1 has.
        async fn full(app: Arc<App>, free: &[(&str, u32)]) -> Self {
            let day = Self { router: router(app.clone()), app };
            day.book("2024-05-11 08:00", 600, 2).await;
            for &(time, minutes) in free {
                day.book(&format!("2024-05-11 {time}"), minutes, 1).await;
            }
            day
        }

        async fn staff(&self, method: &str, path: &str, sent: Value) -> Value {
            let (status, answer) = call(&self.router, STAFF, method, path, sent).await;
            assert!(status < 300, "{method} {path}: {answer}");
            answer
        }

        async fn book(&self, start: &str, minutes: u32, user_id: u64) -> u64 {
            let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": minutes,
                "scheduled_datetime": start, "user_ids": [user_id]});
            self.staff("POST", JOBS, job).await["data"]["id"].as_u64().unwrap()
        }

        /// Somebody with a visit on Monday, whose link this is and whose job.
        async fn customer(&self, time: &str, user_id: u64) -> (String, u64) {
            let id = self.book(&format!("2024-05-13 {time}"), 60, user_id).await;
            let link = self.staff("POST", "/v1/links", json!({"job_id": id})).await;
            (format!("Bearer {}", link["handle"].as_str().unwrap()), id)
        }

        async fn ask(&self, bearer: &str) {
            let (status, answer) = call(&self.router, bearer, "PUT", EARLIER, json!({})).await;
            assert_eq!((status, &answer["asked"]), (200, &json!(true)), "{answer}");
        }

        /// What a customer is offered after those who wait were looked after.
        async fn offer(&self, bearer: &str) -> Value {
            offer_round(&self.app).await.unwrap();
            call(&self.router, bearer, "GET", "/v1/booking", Value::Null).await.1["earlier"]["offer"].take()
        }

        async fn cancel(&self, id: u64) {
            self.staff("DELETE", &format!("{JOBS}/{id}"), Value::Null).await;
        }

        async fn decline(&self, bearer: &str, offer: &Value) -> u16 {
            call(&self.router, bearer, "POST", DECLINE, json!({"hold_id": offer["hold_id"]})).await.0
        }

        async fn take(&self, (bearer, id): &(String, u64), offer: &Value) -> (u16, Value) {
            let change = json!({"scheduled_datetime": offer["scheduled_datetime"], "user_ids": offer["user_ids"],
                "hold_id": offer["hold_id"]});
            call(&self.router, bearer, "PATCH", &format!("{JOBS}/{id}"), change).await
        }
    }

    fn start(offer: &Value) -> &str {
        offer["scheduled_datetime"].as_str().unwrap_or_default()
    }

    #[tokio::test]
    async fn what_becomes_free_is_held_for_who_asked_first_and_for_the_next_when_they_would_rather_not() {
        on_both(async |app| {
            let day = Day::full(app, &[("09:00", 540)]).await;
            let eight = day.book("2024-05-11 08:00", 60, 1).await;
            let (ada, ben) = (day.customer("10:00", 1).await, day.customer("10:00", 2).await);
            day.ask(&ben.0).await;
            day.ask(&ada.0).await;
            assert_eq!(day.offer(&ben.0).await, Value::Null, "nothing has become free");

            day.cancel(eight).await;
            let offered = day.offer(&ben.0).await;
            assert_eq!(start(&offered), "2024-05-11 08:00:00");
            assert_eq!(offered["held_until"], "2024-05-10 14:00:00", "for two hours: {offered}");
            assert_eq!(day.offer(&ada.0).await, Value::Null, "it is held for another");
            let (status, _) = call(
                &day.router,
                STAFF,
                "POST",
                JOBS,
                json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1,
                    "scheduled_datetime": "2024-05-11 08:00", "user_ids": [1]}),
            )
            .await;
            assert_eq!(status, 422, "and nobody else gets it");

            assert_eq!(day.decline(&ada.0, &offered).await, 404, "it is not theirs");
            assert_eq!(day.decline(&ben.0, &offered).await, 204);
            assert_eq!(day.decline(&ben.0, &offered).await, 404);
            let next = day.offer(&ada.0).await;
            assert_eq!(start(&next), "2024-05-11 08:00:00");
            assert_eq!(day.offer(&ben.0).await, Value::Null);
            assert_eq!(day.decline(&ada.0, &next).await, 204);
            assert_eq!(day.offer(&ada.0).await, Value::Null, "nobody is asked twice");
            assert_eq!(day.offer(&ben.0).await, Value::Null, "and not by turns for ever");
        })
        .await;
    }

    #[tokio::test]
    async fn whoever_is_told_what_becomes_of_jobs_is_told_what_is_held_and_until_when() {
        on_both(async |app| {
            let day = Day::full(app, &[("09:00", 540)]).await;
            let wanted = json!({"url": "https://crm.example.com", "events": ["job.earlier_offered"]});
            day.staff("POST", "/v1/webhooks", wanted).await;
            let (ada, eight) = (day.customer("10:00", 1).await, day.book("2024-05-11 08:00", 60, 1).await);
            day.ask(&ada.0).await;
            day.cancel(eight).await;
            day.offer(&ada.0).await;
            let due = day.app.store.take_due(RecipientKind::Webhook, 9, 60_000).await.unwrap().remove(0);
            let facts = day.app.store.facts(ada.1, due.history_id.unwrap()).await.unwrap();
            let told = json!(event(&due, facts, false, &day.app.zone));
            assert_eq!((&told["type"], &told["data"]["by"]), (&json!("job.earlier_offered"), &json!("slotwright")));
            assert_eq!(told["data"]["job_id"], ada.1);
            assert_eq!(told["data"]["visit"]["scheduled_datetime"], "2024-05-13 10:00:00");
            let offer = &told["data"]["offer"];
            assert_eq!(
                (&offer["scheduled_datetime"], &offer["user_ids"]),
                (&json!("2024-05-11 08:00:00"), &json!([1]))
            );
            assert!(offer["held_until"].as_str().unwrap().ends_with('Z'), "{offer}");
        })
        .await;
    }

    #[tokio::test]
    async fn who_takes_it_has_it_and_waits_no_longer_and_their_former_time_is_the_next_ones() {
        on_both(async |app| {
            let day = Day::full(app, &[("09:00", 540)]).await;
            let eight = day.book("2024-05-11 08:00", 60, 1).await;
            // All of Monday but their visits.
            let ada = day.customer("08:00", 1).await;
            day.book("2024-05-13 09:00", 540, 1).await;
            day.book("2024-05-13 08:00", 480, 2).await;
            let ben = day.customer("16:00", 2).await;
            day.ask(&ada.0).await;
            day.ask(&ben.0).await;
            day.cancel(eight).await;
            let offer = day.offer(&ada.0).await;
            let (status, moved) = day.take(&ada, &offer).await;
            assert_eq!((status, &moved["data"]["scheduled_datetime"]), (201, &json!("2024-05-11 08:00")), "{moved}");
            let (_, booking) = call(&day.router, &ada.0, "GET", "/v1/booking", Value::Null).await;
            assert_eq!(booking["earlier"], json!({"asked": false, "not_before": null, "offer": null}));
            assert_eq!(start(&day.offer(&ben.0).await), "2024-05-13 08:00:00", "it is free now");
        })
        .await;
    }

    #[tokio::test]
    async fn what_was_free_when_they_asked_is_no_news_until_somebody_has_had_it() {
        on_both(async |app| {
            let day = Day::full(app, &[("09:00", 540)]).await;
            let ada = day.customer("10:00", 1).await;
            day.ask(&ada.0).await;
            assert_eq!(day.offer(&ada.0).await, Value::Null);
            let eight = day.book("2024-05-11 08:00", 60, 1).await;
            assert_eq!(day.offer(&ada.0).await, Value::Null);
            day.cancel(eight).await;
            assert_eq!(start(&day.offer(&ada.0).await), "2024-05-11 08:00:00");
        })
        .await;
    }

    #[tokio::test]
    async fn who_has_a_link_for_chosen_times_is_offered_none_but_those() {
        on_both(async |app| {
            let day = Day::full(app, &[("10:00", 480)]).await;
            let (eight, nine) = (day.book("2024-05-11 08:00", 60, 1).await, day.book("2024-05-11 09:00", 60, 1).await);
            let (_, id) = day.customer("10:00", 1).await;
            let windows = json!([{"date": "2024-05-11", "start_time": "09:00:00", "end_time": "10:30:00"}]);
            let link = day.staff("POST", "/v1/links", json!({"job_id": id, "windows": windows})).await;
            assert_eq!(day.staff("GET", "/v1/links?limit=1", Value::Null).await["data"][0]["windows"], windows);
            let ada = format!("Bearer {}", link["handle"].as_str().unwrap());
            day.ask(&ada).await;
            day.cancel(eight).await;
            assert_eq!(day.offer(&ada).await, Value::Null, "that is in no window");
            day.cancel(nine).await;
            assert_eq!(start(&day.offer(&ada).await), "2024-05-11 09:00:00");
        })
        .await;
    }

    #[tokio::test]
    async fn time_off_that_is_taken_back_and_a_visit_that_gets_shorter_give_time_too() {
        on_both(async |app| {
            let day = Day::full(app, &[]).await;
            let off = json!({"user_id": 1, "name": "Leave", "start_time": "2024-05-11 00:00", "end_time": "2024-05-12 00:00"});
            let off = day.staff("POST", "/api/v1/scheduling/scheduled_time_offs", off).await;
            let path = format!("/api/v1/scheduling/scheduled_time_offs/{}", off["data"]["id"]);
            let long = day.book("2024-05-12 08:00", 600, 2).await;
            day.book("2024-05-12 08:00", 600, 1).await;
            let (ada, ben) = (day.customer("10:00", 1).await, day.customer("10:00", 2).await);
            day.ask(&ada.0).await;
            let not_before = json!({"not_before": "2024-05-12 00:00"});
            assert_eq!(call(&day.router, &ben.0, "PUT", EARLIER, not_before).await.0, 200);
            day.staff("DELETE", &path, Value::Null).await;
            assert_eq!(start(&day.offer(&ada.0).await), "2024-05-11 08:00:00");
            assert_eq!(day.offer(&ben.0).await, Value::Null, "not before Sunday");
            day.staff("PATCH", &format!("{JOBS}/{long}"), json!({"length_in_minutes": 480})).await;
            assert_eq!(start(&day.offer(&ben.0).await), "2024-05-12 16:00:00");
        })
        .await;
    }

    #[tokio::test]
    async fn what_nobody_answers_in_time_is_the_next_ones_and_who_let_it_lapse_waits_on() {
        on_both(async |app| {
            let day = Day::full(app, &[("09:00", 540)]).await;
            let (ada, ben) = (day.customer("10:00", 1).await, day.customer("10:00", 2).await);
            let eight = day.book("2024-05-11 08:00", 60, 1).await;
            day.ask(&ada.0).await;
            day.ask(&ben.0).await;
            day.cancel(eight).await;
            // Held for no time at all.
            let waiting = day.app.store.waiting().await.unwrap().remove(0);
            let monday = day.app.store.job(ada.1).await.unwrap().unwrap().start.unwrap();
            let start_of_it = monday - 2 * MINUTES_PER_DAY - 120;
            let draft = EarlierDraft {
                present: monday,
                length_in_minutes: 60,
                start: start_of_it,
                user_ids: vec![1],
                for_ms: 0,
                seen: waiting.seen.union(&Interval::new(start_of_it, start_of_it + 1).into_iter().collect()),
                expected_changes: None,
                waiting,
            };
            let terms = day.app.link_terms();
            assert!(day.app.store.offer_earlier(draft, IntervalSet::default(), terms).await.unwrap());
            assert_eq!(start(&day.offer(&ben.0).await), "2024-05-11 08:00:00");
            let (_, booking) = call(&day.router, &ada.0, "GET", "/v1/booking", Value::Null).await;
            assert_eq!(booking["earlier"], json!({"asked": true, "not_before": null, "offer": null}));
        })
        .await;
    }

    #[tokio::test]
    async fn of_several_who_look_at_once_one_offers_it_to_one() {
        on_both(async |app| {
            let day = Day::full(app, &[("09:00", 540)]).await;
            let eight = day.book("2024-05-11 08:00", 60, 1).await;
            let mut customers = Vec::new();
            for time in ["10:00", "11:00", "12:00"] {
                customers.push(day.customer(time, 1).await);
                day.ask(&customers.last().unwrap().0).await;
            }
            day.cancel(eight).await;
            let look = async || offer_round(&day.app).await.unwrap();
            tokio::join!(look(), look(), look(), look());
            let mut offered = Vec::new();
            for (bearer, _) in &customers {
                offered.push(start(&day.offer(bearer).await).to_owned());
            }
            assert_eq!(offered, ["2024-05-11 08:00:00", "", ""]);
        })
        .await;
    }

    #[tokio::test]
    async fn whom_the_office_moves_to_what_they_were_offered_has_it_and_who_is_cancelled_is_offered_nothing() {
        on_both(async |app| {
            let day = Day::full(app, &[("10:00", 480)]).await;
            let (ada, ben) = (day.customer("10:00", 1).await, day.customer("10:00", 2).await);
            let early = day.book("2024-05-11 08:00", 120, 1).await;
            day.ask(&ada.0).await;
            day.ask(&ben.0).await;
            day.cancel(early).await;
            let (offer, second) = (day.offer(&ada.0).await, day.offer(&ben.0).await);
            assert_eq!((start(&offer), start(&second)), ("2024-05-11 08:00:00", "2024-05-11 09:00:00"));
            let moved = json!({"scheduled_datetime": "2024-05-11 08:00", "user_ids": [1]});
            day.staff("PATCH", &format!("{JOBS}/{}", ada.1), moved).await;
            day.staff("POST", &format!("{JOBS}/{}/queue", ben.1), Value::Null).await;
            offer_round(&day.app).await.unwrap();
            assert!(day.app.store.waiting().await.unwrap().is_empty());
            assert!(day.app.store.waiting_pulse().await.unwrap().is_idle(), "what was held is let go");
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn in_a_rush_nobody_is_in_two_places_and_nobody_who_waits_is_forgotten() {
        on_both(async |app| {
            let day = Arc::new(Day { router: router(app.clone()), app });
            day.book("2024-05-11 08:00", 600, 2).await;
            let (mut visits, mut waiting) = (Vec::new(), Vec::new());
            for hour in 8..18 {
                visits.push(day.book(&format!("2024-05-11 {hour:02}:00"), 60, 1).await);
            }
            for hour in 8..16 {
                waiting.push(day.customer(&format!("{hour:02}:00"), 2).await);
                day.ask(&waiting.last().unwrap().0).await;
            }
            let mut rush = JoinSet::new();
            for id in visits {
                let day = day.clone();
                rush.spawn(async move { day.cancel(id).await });
            }
            // As several servers do; and some of them are stopped in the middle of it.
            for look in 0..12_u64 {
                let day = day.clone();
                rush.spawn(async move {
                    let patience = Duration::from_millis(if look % 3 == 0 { 5 * look } else { 20_000 });
                    drop(tokio::time::timeout(patience, offer_round(&day.app)).await);
                });
            }
            // Every other one would rather keep their time, once.
            for (place, customer) in waiting.iter().cloned().enumerate() {
                let day = day.clone();
                rush.spawn(async move {
                    for _ in 0..4 {
                        let offer = day.offer(&customer.0).await;
                        if place % 2 == 1 {
                            day.decline(&customer.0, &offer).await;
                            return;
                        }
                        if !offer.is_null() && day.take(&customer, &offer).await.0 == 201 {
                            return;
                        }
                    }
                });
            }
            rush.join_all().await;
            for (place, customer) in waiting.iter().enumerate() {
                let before = day.app.store.job(customer.1).await.unwrap().unwrap().start.unwrap();
                let offer = day.offer(&customer.0).await;
                if !offer.is_null() {
                    assert_eq!(day.take(customer, &offer).await.0, 201, "what is held for somebody is theirs: {offer}");
                }
                let now = day.app.store.job(customer.1).await.unwrap().unwrap().start.unwrap();
                assert!(now < before || offer.is_null());
                // Ten hours became free, and eight people waited for them.
                let is_on_monday = now >= slotwright_matching::Day(19_856).start();
                assert!(!is_on_monday || place % 2 == 1 || now < before, "customer {place} was forgotten");
            }
            assert!(day.app.store.overlaps(0).await.unwrap().is_empty(), "somebody is in two places");
            let stray = day.app.store.waiting().await.unwrap().into_iter().filter(|waiting| waiting.has_offer).count();
            assert_eq!(stray, 0);
        })
        .await;
    }

    /// The answer to a form of the pages without script.
    async fn post(day: &Day, fields: &[(&str, &str)]) -> (u16, String) {
        let form: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
        let request = Request::builder().method("POST").uri("/plain");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = day.router.clone().oneshot(request.body(Body::from(form.join("&"))).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        (status, String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap())
    }

    #[tokio::test]
    async fn without_script_it_is_asked_for_shown_declined_and_taken_too() {
        on_both(async |app| {
            let day = Day::full(app, &[("10:00", 480)]).await;
            let early = day.book("2024-05-11 08:00", 60, 1).await;
            let later = day.book("2024-05-11 09:00", 60, 1).await;
            let (bearer, _) = day.customer("10:00", 1).await;
            let link = bearer.strip_prefix("Bearer ").unwrap();
            let (_, page) = post(&day, &[("link", link)]).await;
            assert!(page.contains("Tell me if something sooner becomes free"), "{page}");
            assert_eq!(post(&day, &[("link", link), ("do", "earlier-ask")]).await.0, 303);
            let (_, page) = post(&day, &[("link", link)]).await;
            assert!(page.contains("If something sooner becomes free, we keep it for you"), "{page}");

            day.cancel(early).await;
            let offer = day.offer(&bearer).await;
            let (_, page) = post(&day, &[("link", link)]).await;
            assert!(page.contains("A sooner time is free") && page.contains("Keep my current time"), "{page}");
            let (hold, seen) = (offer["hold_id"].to_string(), "2024-05-13 10:00:00");
            let form = |what| [("link", link), ("do", what), ("hold", &*hold), ("seen", seen)];
            assert_eq!(post(&day, &form("earlier-keep")).await.0, 303);
            let (_, page) = post(&day, &[("link", link)]).await;
            assert!(!page.contains("A sooner time is free"), "{page}");
            assert_eq!(post(&day, &form("earlier-take")).await.0, 303, "it has lapsed, which the page shows");

            day.cancel(later).await;
            let offer = day.offer(&bearer).await;
            assert_eq!(start(&offer), "2024-05-11 08:15:00", "what was declined is no news, and now there is more");
            let hold = offer["hold_id"].to_string();
            let form = [("link", link), ("do", "earlier-take"), ("hold", &*hold), ("seen", seen)];
            assert_eq!(post(&day, &form).await.0, 303);
            let (_, page) = post(&day, &[("link", link)]).await;
            assert!(page.contains("Saturday, May 11"), "{page}");
        })
        .await;
    }

    #[tokio::test]
    async fn nobody_waits_who_has_no_visit_or_may_not_move_it() {
        on_both(async |app| {
            let day = Day::full(app, &[]).await;
            let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
            let link = day.staff("POST", "/v1/links", job).await;
            let nobody = format!("Bearer {}", link["handle"].as_str().unwrap());
            let (status, answer) = call(&day.router, &nobody, "PUT", EARLIER, json!({})).await;
            assert_eq!((status, &answer["code"]), (422, &json!("not-scheduled")), "{answer}");
            let (_, id) = day.customer("10:00", 1).await;
            let looks = json!({"job_id": id, "rights": ["view", "cancel"]});
            let link = day.staff("POST", "/v1/links", looks).await;
            let looks = format!("Bearer {}", link["handle"].as_str().unwrap());
            assert_eq!(call(&day.router, &looks, "PUT", EARLIER, json!({})).await.0, 404);
            let (_, booking) = call(&day.router, &looks, "GET", "/v1/booking", Value::Null).await;
            assert_eq!(booking["earlier"], Value::Null);
        })
        .await;
    }
}
