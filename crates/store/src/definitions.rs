//! What a system has beside its jobs: attributes, forms, vehicles. JSON that the system's own folder reads and writes.

use slotwright_domain::{Callback, Definition, System};

use crate::callbacks;
use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

impl Store {
    /// All of a kind, by their ids.
    pub async fn definitions(&self, system: System, kind: &str) -> Result<Vec<Definition>, Error> {
        let kind = kind.to_owned();
        self.ask_once(move |db| all(db, system, &kind)).await
    }

    /// One of them.
    pub async fn definition(&self, system: System, kind: &str, id: &str) -> Result<Option<Definition>, Error> {
        let (kind, id) = (kind.to_owned(), id.to_owned());
        self.ask_once(move |db| {
            let sql = "SELECT id, document FROM definitions WHERE system = ?1 AND kind = ?2 AND id = ?3";
            db.row(sql, params![system.name(), kind, id])?.map(|row| read(system, &kind, &row)).transpose()
        })
        .await
    }

    /// Adds some, all or none of them: none where one is there already, whose id is returned. With them it is written down what
    /// the program is told that has made them.
    pub async fn add_definitions(
        &self,
        definitions: Vec<Definition>,
        callback: Option<Callback>,
    ) -> Result<Option<String>, Error> {
        // What is taken back has to fail, so whether all are new is asked before anything is written.
        self.change(move |db| {
            for Definition { system, kind, id, .. } in &definitions {
                let sql = "SELECT 1 FROM definitions WHERE system = ?1 AND kind = ?2 AND id = ?3";
                if db.exists(sql, params![system.name(), kind, id])? {
                    return Ok(Some(id.clone()));
                }
            }
            definitions.iter().try_for_each(|definition| insert(db, definition))?;
            callback.iter().try_for_each(|callback| callbacks::write(db, callback, None))?;
            Ok(None)
        })
        .await
    }

    /// The first of so many numbers that a system gives to what it counts by this name. None of them is given again.
    pub async fn take_numbers(&self, system: System, name: &str, count: u64) -> Result<u64, Error> {
        let name = name.to_owned();
        self.change_unkeyed(move |db| {
            let sql = "INSERT INTO definitions (system, kind, id, document) VALUES (?1, 'counters', ?2, ?3)
                ON CONFLICT (system, kind, id)
                DO UPDATE SET document = CAST(CAST(definitions.document AS BIGINT) + CAST(?4 AS BIGINT) AS TEXT)
                RETURNING CAST(document AS BIGINT)";
            let last: u64 = db.value(sql, params![system.name(), name, count.to_string(), count])?;
            Ok(last + 1 - count)
        })
        .await
    }

    /// Writes one, be there one already or not. With it it is written down what the program is told that has done so.
    pub async fn set_definition(&self, definition: Definition, callback: Option<Callback>) -> Result<(), Error> {
        self.change(move |db| {
            let Definition { system, kind, id, document } = &definition;
            let sql = "UPDATE definitions SET document = ?4 WHERE system = ?1 AND kind = ?2 AND id = ?3";
            if db.execute(sql, params![system.name(), kind, id, document])? == 0 {
                insert(db, &definition)?;
            }
            callback.iter().try_for_each(|callback| callbacks::write(db, callback, None))
        })
        .await
    }
}

fn all(db: &Db, system: System, kind: &str) -> Result<Vec<Definition>, Error> {
    let sql = "SELECT id, document FROM definitions WHERE system = ?1 AND kind = ?2 ORDER BY id";
    db.rows(sql, params![system.name(), kind])?.iter().map(|row| read(system, kind, row)).collect()
}

fn read(system: System, kind: &str, row: &Row) -> Result<Definition, Error> {
    Ok(Definition { system, kind: kind.to_owned(), id: row.get(0)?, document: row.get(1)? })
}

/// Writes a new one.
pub(crate) fn insert(db: &Db, definition: &Definition) -> Result<(), Error> {
    let Definition { system, kind, id, document } = definition;
    let sql = "INSERT INTO definitions (system, kind, id, document) VALUES (?1, ?2, ?3, ?4)";
    db.execute(sql, params![system.name(), kind, id, document])?;
    Ok(())
}
