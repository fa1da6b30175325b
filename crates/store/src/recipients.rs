//! Who is told what becomes of jobs, and by which secrets what they are told is signed.

use slotwright_domain::{JobEvent, Recipient, RecipientKind};

use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

impl Store {
    /// All integrators' addresses, by number.
    pub async fn webhooks(&self) -> Result<Vec<Recipient>, Error> {
        self.ask_once(|db| {
            let sql = format!("SELECT {COLUMNS} FROM recipients WHERE kind = 'webhook' ORDER BY id");
            db.rows(&sql, &[])?.iter().map(read).collect()
        })
        .await
    }

    /// One of whatever kind, with the secrets that sign what it is told: the new one, and while it counts the old one.
    pub async fn recipient(&self, id: u64) -> Result<Option<(Recipient, Vec<String>)>, Error> {
        self.ask_once(move |db| {
            let sql = format!(
                "SELECT {COLUMNS}, secret, CASE WHEN {} < old_secret_until_ms THEN old_secret END
                 FROM recipients WHERE id = ?1",
                db.clock()
            );
            let read = |row: Row| {
                let old = row.get::<Option<String>>(8)?;
                Ok((read(&row)?, std::iter::once(row.get(7)?).chain(old).collect()))
            };
            db.row(&sql, params![id])?.map(read).transpose()
        })
        .await
    }

    /// Takes up an integrator's address, and gives its number.
    pub async fn add_webhook(&self, webhook: Recipient, secret: String) -> Result<u64, Error> {
        self.change(move |db| insert(db, &webhook, &secret)).await
    }

    /// Writes address, events, details and whether it is told anything over those that are there. Whether it is there.
    pub async fn change_webhook(&self, webhook: Recipient) -> Result<bool, Error> {
        self.change(move |db| {
            let sql = "UPDATE recipients SET url = ?2, events = ?3, has_details = ?4, is_active = ?5
                WHERE id = ?1 AND kind = 'webhook'";
            let Recipient { id, url, events, has_details, is_active, .. } = &webhook;
            let values = params![id, url, event_names(events), has_details, is_active];
            Ok(0 < db.execute(sql, values)?)
        })
        .await
    }

    /// Gives it another secret; the old one signs too for so long. Whether it is there.
    pub async fn rotate_secret(&self, id: u64, secret: String, old_for_ms: i64) -> Result<bool, Error> {
        self.change(move |db| {
            let sql = format!(
                "UPDATE recipients SET old_secret = secret, old_secret_until_ms = {} + ?3, secret = ?2
                 WHERE id = ?1 AND kind = 'webhook'",
                db.clock()
            );
            Ok(0 < db.execute(&sql, params![id, secret, old_for_ms])?)
        })
        .await
    }

    /// Forgets an address and all that it was to be told. Whether it was there.
    pub async fn remove_webhook(&self, id: u64) -> Result<bool, Error> {
        self.change(move |db| {
            Ok(0 < db.execute("DELETE FROM recipients WHERE id = ?1 AND kind = 'webhook'", params![id])?)
        })
        .await
    }

    /// Whether there is a system behind the gateway from now on. What becomes of jobs is written down for it exactly meanwhile.
    pub async fn set_upstream(&self, is_there: bool) -> Result<(), Error> {
        self.change(move |db| {
            let sql = "UPDATE recipients SET is_active = ?1 WHERE kind = 'upstream'";
            if db.execute(sql, params![is_there])? == 0 && is_there {
                let upstream = Recipient {
                    id: 0,
                    kind: RecipientKind::Upstream,
                    url: String::new(),
                    events: Vec::new(),
                    has_details: true,
                    is_active: true,
                    made_ms: 0,
                };
                insert(db, &upstream, "")?;
            }
            Ok(())
        })
        .await
    }
}

const COLUMNS: &str = "id, kind, url, events, has_details, is_active, made_ms";

pub(crate) fn insert(db: &Db, recipient: &Recipient, secret: &str) -> Result<u64, Error> {
    let sql = format!(
        "INSERT INTO recipients (kind, url, events, has_details, is_active, secret, made_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, {}) RETURNING id",
        db.clock()
    );
    let Recipient { kind, url, events, has_details, is_active, .. } = recipient;
    let values = params![kind.name(), url, event_names(events), has_details, is_active, secret];
    db.value(&sql, values)
}

pub(crate) fn event_names(events: &[JobEvent]) -> String {
    events.iter().map(|event| event.name()).collect::<Vec<_>>().join(" ")
}

fn read(row: &Row) -> Result<Recipient, Error> {
    let kind = match row.get::<String>(1)?.as_str() {
        "upstream" => RecipientKind::Upstream,
        "os1" => RecipientKind::Os1,
        _ => RecipientKind::Webhook,
    };
    Ok(Recipient {
        id: row.get(0)?,
        kind,
        url: row.get(2)?,
        events: row.get::<String>(3)?.split_whitespace().filter_map(JobEvent::named).collect(),
        has_details: row.get(4)?,
        is_active: row.get(5)?,
        made_ms: row.get(6)?,
    })
}
