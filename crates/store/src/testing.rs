//! A store for tests that look at one of its parts at work; what can be asked from outside is asked of the whole server.

use std::collections::BTreeMap;

use slotwright_domain::{JobDraft, PlaceDraft, PlaceKind, PlaceRef, VisitDraft};
use slotwright_matching::Minute;

use crate::Store;

/// Users 1 and 2 work on Mondays from 8 to 18.
pub const MONDAYS: &str = r#"{"users": [1, 2], "job_types": [1], "entities": {"account:1": {}}, "schedules": [{"user_ids": [1, 2],
    "job_type_ids": [1], "start": "2026-01-05", "days": [{"day": 1, "start_timestamp": "08:00", "end_timestamp": "18:00"}]}]}"#;

/// A visit of an hour.
pub fn draft(start: Minute, user_ids: &[u64]) -> JobDraft {
    JobDraft {
        job_type_id: 1,
        task_template_id: None,
        length_in_minutes: 60,
        place: PlaceDraft::Known(PlaceRef { kind: PlaceKind::Account, id: 1 }),
        ticket_id: None,
        notes: String::new(),
        services: Vec::new(),
        visit: Some(VisitDraft { start, user_ids: user_ids.to_vec() }),
        hold_id: None,
        wishes: Vec::new(),
        fields: BTreeMap::new(),
        photo_keys: Vec::new(),
        particulars: None,
        callback: None,
    }
}

/// The store at this address, which is made beside the test's own runtime.
pub async fn open(url: &str) -> Store {
    let location = url.parse().unwrap();
    tokio::task::spawn_blocking(move || Store::open(&location)).await.unwrap().unwrap()
}
