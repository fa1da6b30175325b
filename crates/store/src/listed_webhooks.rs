//! The integrators' addresses that stand in the server's settings file.

use std::collections::BTreeMap;

use slotwright_domain::{JobEvent, Recipient, RecipientKind};

use crate::error::Error;
use crate::recipients::{event_names, insert};
use crate::settings;
use crate::sql::params;
use crate::store::Store;
use crate::unit_of_work::Db;

/// An address as the settings file has it.
#[derive(Clone, Debug)]
pub struct ListedWebhook {
    /// What it is called there.
    pub name: String,
    /// Where.
    pub url: String,
    /// What it is told of; nothing named is all.
    pub events: Vec<JobEvent>,
    /// Whether it is told notes, names and addresses too.
    pub has_details: bool,
    /// Signs what it is told.
    pub secret: String,
}

/// Which numbers the names of the settings file have. One text, as the rules are: it is read and replaced as a whole.
const LISTED: &str = "listed_webhooks";

impl Store {
    /// Makes the addresses of the settings file be these: new ones are made, known ones changed, and those that are listed no more
    /// are removed with what they were to be told. All others stay. A secret that is replaced signs too for so many milliseconds.
    pub async fn set_listed_webhooks(&self, listed: Vec<ListedWebhook>, old_for_ms: i64) -> Result<(), Error> {
        self.change(move |db| {
            let before = names(db)?;
            let mut after = BTreeMap::new();
            for webhook in &listed {
                let known = before.get(&webhook.name).copied();
                let is_there = match known {
                    Some(id) => write_over(db, id, webhook, old_for_ms)?,
                    None => false,
                };
                let id = match known {
                    Some(id) if is_there => id,
                    _ => insert(db, &recipient(webhook), &webhook.secret)?,
                };
                after.insert(webhook.name.clone(), id);
            }
            for id in before.values().filter(|id| !after.values().any(|kept| kept == *id)) {
                db.execute("DELETE FROM recipients WHERE id = ?1 AND kind = 'webhook'", params![id])?;
            }
            if before == after {
                return Ok(());
            }
            let text = serde_json::to_string(&after).map_err(|error| Error::Corrupt(error.to_string()))?;
            settings::set(db, LISTED, &text)
        })
        .await
    }

    /// Which addresses stand in the settings file, by number, and what they are called there.
    pub async fn listed_webhooks(&self) -> Result<BTreeMap<u64, String>, Error> {
        let names = self.ask_once(names).await?;
        Ok(names.into_iter().map(|(name, id)| (id, name)).collect())
    }
}

fn names(db: &Db) -> Result<BTreeMap<String, u64>, Error> {
    let Some(text) = settings::value(db, LISTED)? else { return Ok(BTreeMap::new()) };
    serde_json::from_str(&text).map_err(|error| Error::Corrupt(format!("the listed webhooks: {error}")))
}

fn write_over(db: &Db, id: u64, webhook: &ListedWebhook, old_for_ms: i64) -> Result<bool, Error> {
    let ListedWebhook { url, events, has_details, secret, .. } = webhook;
    let sql = format!(
        "UPDATE recipients SET old_secret = secret, old_secret_until_ms = {} + ?3, secret = ?2
         WHERE id = ?1 AND kind = 'webhook' AND secret <> ?2",
        db.clock()
    );
    db.execute(&sql, params![id, secret, old_for_ms])?;
    let sql = "UPDATE recipients SET url = ?2, events = ?3, has_details = ?4, is_active = ?5
        WHERE id = ?1 AND kind = 'webhook'";
    Ok(0 < db.execute(sql, params![id, url, event_names(events), has_details, true])?)
}

fn recipient(webhook: &ListedWebhook) -> Recipient {
    let ListedWebhook { url, events, has_details, .. } = webhook.clone();
    Recipient { id: 0, kind: RecipientKind::Webhook, url, events, has_details, is_active: true, made_ms: 0 }
}

#[cfg(test)]
mod tests {
    use slotwright_testing::postgres::Postgres;
    use slotwright_testing::sqlite::SqliteFile;

    use super::*;
    use crate::testing::open;

    fn webhook(name: &str, secret: &str) -> ListedWebhook {
        let url = format!("https://{name}.example.com");
        ListedWebhook { name: name.to_owned(), url, events: Vec::new(), has_details: false, secret: secret.to_owned() }
    }

    #[tokio::test]
    async fn what_is_listed_is_made_changed_and_removed_and_what_the_api_made_stays() {
        let (file, database) = (SqliteFile::new("listed"), Postgres::shared().database());
        for url in [file.url(), database.url()] {
            let store = open(&url).await;
            let own = store.add_webhook(recipient(&webhook("own", "")), "whsec_own".to_owned()).await.unwrap();
            let set = async |listed| store.set_listed_webhooks(listed, 60_000).await.unwrap();
            set(vec![webhook("crm", "whsec_a"), webhook("mail", "whsec_b")]).await;
            let first = store.listed_webhooks().await.unwrap();
            assert_eq!(first.values().collect::<Vec<_>>(), ["crm", "mail"]);
            let crm = *first.keys().next().unwrap();
            let moved = ListedWebhook { url: "https://other.example.com".to_owned(), ..webhook("crm", "whsec_c") };
            set(vec![moved]).await;
            let (kept, secrets) = store.recipient(crm).await.unwrap().unwrap();
            assert_eq!(
                (kept.url.as_str(), secrets),
                ("https://other.example.com", vec!["whsec_c".into(), "whsec_a".into()])
            );
            set(Vec::new()).await;
            let left: Vec<_> = store.webhooks().await.unwrap().iter().map(|webhook| webhook.id).collect();
            assert_eq!((left, store.listed_webhooks().await.unwrap().len()), (vec![own], 0));
        }
    }
}
