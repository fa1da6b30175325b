//! What programs have asked to be told once their changes are carried out: messages with an address of their own, written by the
//! transaction of the change.

use slotwright_domain::Callback;

use crate::error::Error;
use crate::sql::params;
use crate::store::Store;
use crate::unit_of_work::Db;

/// The number of the one recipient that stands for all these programs; webhooks' begin with 1.
const ALL_PROGRAMS: u64 = 0;

impl Store {
    /// Writes down a callback of a request that had nothing left to change.
    pub async fn add_callback(&self, callback: Callback, job_id: u64) -> Result<(), Error> {
        self.change_unkeyed(move |db| write(db, &callback, Some(job_id))).await
    }
}

/// Writes down what is told of a change, which may be of a job.
pub(crate) fn write(db: &Db, callback: &Callback, job_id: Option<u64>) -> Result<(), Error> {
    let clock = db.clock();
    let Callback { url, event, after_ms, document } = callback;
    // There from the first callback on, since an export is read into a database without any rows.
    let sql = format!(
        "INSERT INTO recipients (id, kind, url, events, has_details, is_active, secret, made_ms)
         VALUES (?1, 'os1', '', '', ?2, ?3, '', {clock}) ON CONFLICT (id) DO NOTHING"
    );
    db.execute(&sql, params![ALL_PROGRAMS, false, true])?;
    let sql = format!(
        "INSERT INTO messages (recipient_id, job_id, event, url, document, made_ms, due_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, {clock}, {clock} + ?6)"
    );
    db.execute(&sql, params![ALL_PROGRAMS, job_id, event, url, document, after_ms])?;
    db.note_told_later();
    Ok(())
}

#[cfg(test)]
mod tests {
    use slotwright_domain::{MessageState, Page, RecipientKind};
    use slotwright_testing::postgres::Postgres;
    use slotwright_testing::sqlite::SqliteFile;

    use super::*;
    use crate::messages::{MessageFilter, Told};
    use crate::testing::open;

    fn callback(url: &str, event: &str, after_ms: i64) -> Callback {
        let document = r#"{"secret":"canary"}"#.to_owned();
        Callback { url: url.to_owned(), event: event.to_owned(), after_ms, document }
    }

    #[tokio::test]
    async fn a_job_s_callbacks_to_one_address_are_due_in_their_order_and_keep_nobody_else_waiting() {
        let (file, database) = (SqliteFile::new("callbacks-order"), Postgres::shared().database());
        for url in [file.url(), database.url()] {
            let store = open(&url).await;
            let [one, other] = ["https://one.example.com", "https://other.example.com"];
            for (url, event, after_ms) in
                [(one, "JOB_CREATED", 400), (one, "JOB_UPDATED", 0), (other, "JOB_COMPLETED", 0)]
            {
                store.add_callback(callback(url, event, after_ms), 7).await.unwrap();
            }
            let take = async || {
                let due = store.take_due(RecipientKind::Os1, 9, 60_000).await.unwrap();
                due.into_iter().map(|due| (due.message.callback.clone().unwrap(), due)).collect::<Vec<_>>()
            };
            let first = take().await;
            assert_eq!(first.iter().map(|(event, _)| event.as_str()).collect::<Vec<_>>(), ["JOB_COMPLETED"]);
            assert_eq!(first[0].1.callback.as_ref().unwrap().url, other);
            store.note_told(first[0].1.message.clone(), 0, Told::Delivered).await.unwrap();
            let waiting = MessageFilter { state: Some(MessageState::Waiting), ..MessageFilter::default() };
            assert_eq!(store.messages(waiting, Page::ALL).await.unwrap().1, 2, "those to the other address still wait");
            tokio::time::sleep(std::time::Duration::from_millis(450)).await;
            let second = take().await;
            assert_eq!(second.iter().map(|(event, _)| event.as_str()).collect::<Vec<_>>(), ["JOB_CREATED"]);
            store.note_told(second[0].1.message.clone(), 0, Told::Dead("status 500".to_owned())).await.unwrap();
            assert_eq!(take().await[0].0, "JOB_UPDATED", "what is given up keeps nothing back");
            assert!(!format!("{:?}", callback(one, "JOB_CREATED", 0)).contains("canary"));
            assert!(store.take_due(RecipientKind::Webhook, 9, 60_000).await.unwrap().is_empty());
        }
    }
}
