//! News in the order of the changes, for those who follow it: from some number on, without loss.
//!
//! On SQLite changes are made one after the other, and numbers ascend as changes are kept. On PostgreSQL several are made at once,
//! so that a higher number can be seen before a lower one. [`Tail`] waits at such a gap: until the number comes, or until every
//! transaction has ended that could have it (then its change was taken back). A number is given out after its transaction has
//! written something, so that PostgreSQL counts it among those that are under way. What a tail has given is settled: nothing comes
//! before it any more, and whoever has seen a number goes on behind it.
//!
//! Not by locking the commits against each other: each would wait for the disk of the one before. And not by `NOTIFY` in the
//! transaction, which does just that; who follows is woken after the commit, by a connection of its own (`sql::Bell`), and looks by
//! itself once in a while, since what wakes may be lost.

use tokio::sync::watch;

use crate::error::Error;
use crate::news::{self, News};
use crate::sql::{Row, Transaction, params};
use crate::store::Store;

/// So much is read at once.
const BATCH: u32 = 500;
/// So far before the newest a tail begins, since what is under way then may get a lower number: more than can be under way.
const BEGIN_BEFORE: u64 = 200;
/// So often is looked at a gap until it is given up. Whoever keeps a transaction open for hours beside ours must not keep everybody
/// from all news.
const PATIENCE: u32 = 200;

impl Store {
    /// Changes whenever there may be news, from this server or another on the same database.
    #[must_use]
    pub fn heard(&self) -> watch::Receiver<u64> {
        self.bell.heard()
    }

    /// The news behind this number, the oldest first, up to `limit`.
    pub async fn news_after(&self, id: u64, limit: u32) -> Result<Vec<News>, Error> {
        self.ask_once(move |db| {
            let sql = format!("SELECT {} FROM news WHERE id > ?1 ORDER BY id LIMIT ?2", news::COLUMNS);
            db.rows(&sql, params![id, limit])?.iter().map(news::read).collect()
        })
        .await
    }

    /// The lowest and the highest number that is kept; 0 and 0 as long as there is no news.
    pub async fn news_range(&self) -> Result<(u64, u64), Error> {
        self.ask_once(|db| {
            let row = db.row("SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM news", &[])?;
            let row = row.ok_or_else(|| Error::Corrupt("a sum without a row".to_owned()))?;
            Ok((row.get(0)?, row.get(1)?))
        })
        .await
    }

    /// Forgets news that is so old. The newest stays, so that its number is known.
    pub async fn forget_news(&self, older_than_ms: i64) -> Result<u64, Error> {
        self.change_unkeyed(move |db| {
            let sql = format!("DELETE FROM news WHERE at_ms < {} - ?1 AND id < (SELECT max(id) FROM news)", db.clock());
            db.execute(&sql, params![older_than_ms])
        })
        .await
    }

    /// Begins to follow the news at its end.
    pub async fn follow_news(&self) -> Result<Tail, Error> {
        let (_, highest) = self.news_range().await?;
        Ok(Tail { last: highest.saturating_sub(BEGIN_BEFORE), gap: None })
    }

    /// What is new and settled since this tail looked last; `None` where the numbers begin anew, since the database is another.
    pub async fn look(&self, tail: &mut Tail) -> Result<Option<Vec<News>>, Error> {
        let last = tail.last;
        let (found, highest) = self
            .ask_once(move |db| {
                let under_way = match **db {
                    Transaction::Sqlite(_) => "NULL, NULL",
                    Transaction::Postgres(_) => {
                        "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT),
                         CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT)"
                    }
                };
                let sql =
                    format!("SELECT {}, {under_way} FROM news WHERE id >= ?1 ORDER BY id LIMIT ?2", news::COLUMNS);
                let rows = db.rows(&sql, params![last, BATCH])?;
                let read = |row: &Row| {
                    let under_way: (Option<u64>, Option<u64>) = (row.get(8)?, row.get(9)?);
                    let under_way = under_way.0.zip(under_way.1).map(|(oldest, next)| UnderWay { oldest, next });
                    Ok((news::read(row)?, under_way))
                };
                let found = rows.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
                let highest = found.last().map(|(news, _)| news.id);
                Ok((found, highest))
            })
            .await?;
        // The last one that was seen is kept as long as there is none after it.
        if highest.is_none() && 0 < last {
            return Ok(None);
        }
        let under_way = found.first().and_then(|(_, under_way)| *under_way);
        let news = found.into_iter().map(|(news, _)| news).filter(|news| last < news.id).collect();
        Ok(Some(tail.settle(news, under_way)))
    }
}

/// Which transactions are under way at some moment, by PostgreSQL's numbers.
#[derive(Clone, Copy, Debug)]
struct UnderWay {
    /// The oldest of them; all before it have ended.
    oldest: u64,
    /// The number of the next that begins.
    next: u64,
}

/// How far news was followed.
#[derive(Debug)]
pub struct Tail {
    last: u64,
    gap: Option<Gap>,
}

/// A number that did not come yet, though a higher one has.
#[derive(Debug)]
struct Gap {
    id: u64,
    /// Whoever has the number began before this one.
    before: u64,
    looks: u32,
}

impl Tail {
    /// The highest number that is settled.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Whether it waits at a gap, so that it is to be looked again soon.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.gap.is_some()
    }

    /// Of what was found behind the last one, in the order of its numbers, what is settled.
    fn settle(&mut self, found: Vec<News>, under_way: Option<UnderWay>) -> Vec<News> {
        let mut settled = Vec::new();
        for news in found {
            if let Some(under_way) = under_way
                && self.last + 1 < news.id
                && !self.has_ended(self.last + 1, under_way)
            {
                return settled;
            }
            self.gap = None;
            self.last = news.id;
            settled.push(news);
        }
        settled
    }

    /// Whether nobody can have this number any more.
    fn has_ended(&mut self, id: u64, under_way: UnderWay) -> bool {
        match &mut self.gap {
            Some(gap) if gap.id == id => {
                gap.looks += 1;
                gap.before <= under_way.oldest || PATIENCE < gap.looks
            }
            gap => {
                // With nobody under way there is nobody to wait for.
                *gap = Some(Gap { id, before: under_way.next, looks: 0 });
                under_way.next <= under_way.oldest
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use slotwright_domain::Actor;
    use slotwright_matching::{Day, IntervalSet};
    use slotwright_testing::postgres::Postgres;
    use slotwright_testing::sqlite::SqliteFile;
    use slotwright_world as world;

    use super::*;
    use crate::news::Subject;
    use crate::testing::{MONDAYS, draft, open};

    fn tail(last: u64) -> Tail {
        Tail { last, gap: None }
    }

    fn numbered(ids: &[u64]) -> Vec<News> {
        let of = |id: &u64| News { id: *id, ..News::of(Subject::Job, "create", "user 1") };
        ids.iter().map(of).collect()
    }

    fn settled(tail: &mut Tail, found: &[u64], oldest: u64, next: u64) -> Vec<u64> {
        let news = tail.settle(numbered(found), Some(UnderWay { oldest, next }));
        news.iter().map(|news| news.id).collect()
    }

    #[test]
    fn what_comes_in_order_is_settled_at_once() {
        assert_eq!(settled(&mut tail(3), &[4, 5, 6], 90, 100), [4, 5, 6]);
    }

    #[test]
    fn a_number_that_is_under_way_is_waited_for_and_comes_first() {
        let mut tail = tail(3);
        assert_eq!(settled(&mut tail, &[4, 6], 90, 100), [4], "5 may come yet");
        assert!(tail.is_waiting());
        assert_eq!(settled(&mut tail, &[6, 7], 95, 110), [] as [u64; 0]);
        assert_eq!(settled(&mut tail, &[5, 6, 7], 95, 110), [5, 6, 7]);
        assert!(!tail.is_waiting());
    }

    #[test]
    fn a_number_whose_change_was_taken_back_is_passed_over_once_all_have_ended_that_could_have_it() {
        let mut tail = tail(3);
        assert_eq!(settled(&mut tail, &[6], 90, 100), [] as [u64; 0]);
        assert_eq!(settled(&mut tail, &[6], 99, 120), [] as [u64; 0], "99 could have it");
        assert_eq!(settled(&mut tail, &[6], 100, 120), [6]);
    }

    #[test]
    fn where_nobody_is_under_way_nobody_is_waited_for() {
        assert_eq!(settled(&mut tail(3), &[6], 100, 100), [6]);
    }

    #[test]
    fn a_transaction_of_others_that_never_ends_keeps_nobody_from_news_for_ever() {
        let mut tail = tail(3);
        let looks = (0..1000).take_while(|_| settled(&mut tail, &[6], 90, 100).is_empty()).count();
        assert!((100..=300).contains(&looks), "{looks}");
    }

    #[test]
    fn where_changes_are_made_one_after_the_other_there_is_no_gap() {
        let news = tail(3).settle(numbered(&[6, 9]), None);
        assert_eq!(news.len(), 2);
    }

    const BY: Actor = Actor::Staff { user_id: 1, caller: 1 };

    async fn what_is_kept_is_told_in_its_order(url: &str) {
        let store = open(url).await;
        store.load_world(world::read("world", MONDAYS).unwrap().world, "UTC", IntervalSet::default()).await.unwrap();
        let mut tail = store.follow_news().await.unwrap();
        let mut heard = store.heard();
        let ten = Day(20_514).start() + 600;
        let job = store.create_job(draft(ten, &[1]), BY, IntervalSet::default(), None).await.unwrap();
        tokio::time::timeout(Duration::from_secs(10), heard.changed()).await.unwrap().unwrap();
        store.create_job(draft(ten, &[1]), BY, IntervalSet::default(), None).await.unwrap_err();
        store.queue_job(job.id, BY).await.unwrap();
        let mut told = Vec::new();
        while told.len() < 2 {
            told.extend(store.look(&mut tail).await.unwrap().unwrap());
        }
        let shown = |news: &News| (news.operation.clone(), news.job_id, news.user_ids.clone(), news.days.clone());
        let made = (String::from("create"), Some(job.id), vec![1], vec![Day(20_514)]);
        assert_eq!(shown(&told[0]), made);
        assert_eq!(shown(&told[1]), ("queue".to_owned(), made.1, made.2, made.3), "what it was before counts");
        assert_eq!((told[1].actor.as_str(), told[1].subject), ("user 1", Subject::Job));
        assert_eq!(store.news_after(told[0].id, 10).await.unwrap(), told[1..]);
        assert_eq!(store.look(&mut tail).await.unwrap().unwrap(), []);
        // Of old news the newest stays, for its number.
        tokio::time::sleep(Duration::from_millis(5)).await;
        store.forget_news(0).await.unwrap();
        assert_eq!(store.news_range().await.unwrap(), (told[1].id, told[1].id));
        assert_eq!(store.look(&mut tail).await.unwrap().unwrap(), []);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn news_is_told_in_the_order_of_the_changes_and_what_was_refused_is_none() {
        what_is_kept_is_told_in_its_order(&SqliteFile::new("news").url()).await;
        let database = Postgres::shared().database();
        what_is_kept_is_told_in_its_order(&database.url()).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn another_server_on_the_database_is_woken_and_what_is_under_way_is_waited_for() {
        let database = Postgres::shared().database();
        let (one, other) = (open(&database.url()).await, open(&database.url()).await);
        one.load_world(world::read("world", MONDAYS).unwrap().world, "UTC", IntervalSet::default()).await.unwrap();
        let mut tail = other.follow_news().await.unwrap();
        let mut heard = other.heard();
        // Somebody has a number and has not kept their change yet.
        let take = "BEGIN; INSERT INTO news (at_ms, subject, operation, user_ids, days, actor)
            VALUES (0, 'rules', 'change', '[]', '[]', 'user 2')";
        let (database, mut slow) = tokio::task::spawn_blocking(move || {
            let mut slow = database.connect();
            slow.batch_execute(take).unwrap();
            (database, slow)
        })
        .await
        .unwrap();
        one.create_job(draft(Day(20_514).start() + 600, &[1]), BY, IntervalSet::default(), None).await.unwrap();
        tokio::time::timeout(Duration::from_secs(10), heard.changed()).await.unwrap().unwrap();
        assert_eq!(other.look(&mut tail).await.unwrap().unwrap(), [], "it is seen, and one before it may come yet");
        assert!(tail.is_waiting());
        let _database = tokio::task::spawn_blocking(move || {
            slow.batch_execute("COMMIT").unwrap();
            database
        })
        .await
        .unwrap();
        let told = other.look(&mut tail).await.unwrap().unwrap();
        assert_eq!(told.iter().map(|news| &*news.actor).collect::<Vec<_>>(), ["user 2", "user 1"]);
    }
}
