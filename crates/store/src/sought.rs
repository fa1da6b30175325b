//! What is looked for in: texts in small letters, so that they are found in whatever case they are typed.
//!
//! They are folded here and kept beside the texts. SQLite knows the small ones of English letters alone, and what PostgreSQL knows
//! depends on the language that a database was made in; and to fold ten thousand texts at each key takes longer than to look
//! through them.

use crate::error::Error;
use crate::sql::{Transaction, params};

/// As many texts are folded at once where there are some from before that.
const AT_ONCE: u32 = 1000;

/// A text in small letters, the same for both ends: for what is kept, and for what is typed.
pub(crate) fn fold(text: &str) -> String {
    // Of the two small sigmas one is written at the end of a word alone, and nobody types whole words.
    text.chars().flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect()
}

/// What a place is found by. Nothing that is typed goes over the end of a line.
pub(crate) fn of_place(name: &str, address: Option<&str>) -> String {
    fold(&[name, address.unwrap_or_default()].join("\n"))
}

/// Folds what came without it: what is there from an earlier version, or from an export of one.
///
/// # Errors
///
/// The database can't be read or written.
pub(crate) fn fill(db: &Transaction) -> Result<(), Error> {
    loop {
        let sql = "SELECT kind, id, name, address FROM places WHERE sought IS NULL LIMIT ?1";
        let places = db.rows(sql, params![AT_ONCE])?;
        for place in &places {
            let (kind, id): (String, u64) = (place.get(0)?, place.get(1)?);
            let (name, address): (String, Option<String>) = (place.get(2)?, place.get(3)?);
            let sought = of_place(&name, address.as_deref());
            db.execute("UPDATE places SET sought = ?3 WHERE kind = ?1 AND id = ?2", params![kind, id, sought])?;
        }
        let jobs = db.rows("SELECT id, notes FROM jobs WHERE sought IS NULL LIMIT ?1", params![AT_ONCE])?;
        for job in &jobs {
            let (id, notes): (u64, String) = (job.get(0)?, job.get(1)?);
            db.execute("UPDATE jobs SET sought = ?2 WHERE id = ?1", params![id, fold(&notes)])?;
        }
        if places.is_empty() && jobs.is_empty() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_all_alphabets_are_the_same_in_whatever_case() {
        for (one, other) in [("MÜLLER", "müller"), ("ЗОЯ", "зоя"), ("ÇELİK", "çeli̇k"), ("ΠΕΤΡΟΣ", "πετρος"), ("ẞ", "ß")]
        {
            assert_eq!(fold(one), fold(other));
        }
        assert_eq!(of_place("Ada Novak", Some("12 Elm St")), "ada novak\n12 elm st");
    }
}
