//! Wakes those who follow the news on the same database, in this server and in others, by a connection of its own.
//!
//! By `LISTEN` and `NOTIFY`, and never within a change: whoever commits a `NOTIFY` waits for everybody else who does. It says nothing
//! but that there is something to look at; what is lost, with the connection or behind a pool that hands connections on, is found
//! by those who look by themselves.

use std::future::poll_fn;
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_postgres::AsyncMessage;

use super::{ANSWER_TIMEOUT, CONNECT_TIMEOUT, Url, tls};
use crate::error::Error;

/// So long several changes are waited for, to be told at once.
const TOGETHER: Duration = Duration::from_millis(10);
/// How long it takes until a connection that broke is made again.
const PAUSE: Duration = Duration::from_secs(1);

/// Begins to listen and to tell with the first time that it rings, and goes on for as long as somebody can ring: `heard` changes
/// with each time that it rings anywhere.
pub(crate) fn begin_to_listen(url: Url, heard: watch::Sender<u64>) -> Result<watch::Sender<u64>, Error> {
    let (ring, mut rung) = watch::channel(0);
    let cannot = |error| Error::Foreign(format!("the store's thread does not start: {error}"));
    let runtime = Builder::new_current_thread().enable_all().build().map_err(cannot)?;
    let work = async move {
        while rung.changed().await.is_ok() {
            match attend(&url, &mut rung, &heard).await {
                Ok(()) => return,
                Err(error) => tracing::debug!(%error, "news of other servers comes late for a while"),
            }
            sleep(PAUSE).await;
            rung.mark_changed();
        }
    };
    let thread = thread::Builder::new().name("store-bell".to_owned());
    thread.spawn(move || runtime.block_on(work)).map_err(cannot)?;
    Ok(ring)
}

/// Until the connection breaks, or nobody is there who could ring.
async fn attend(url: &Url, rung: &mut watch::Receiver<u64>, heard: &watch::Sender<u64>) -> Result<(), Error> {
    let config = url.config();
    let limit = CONNECT_TIMEOUT * config.get_hosts().len().max(1) as u32;
    let silent = |_| Error::Silent { may_be_kept: false };
    let (client, mut connection) = timeout(limit, config.connect(tls::connector(url)?)).await.map_err(silent)??;
    let mut pump = JoinSet::new();
    let wake = heard.clone();
    pump.spawn(async move {
        while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
            if let AsyncMessage::Notification(_) = message {
                wake.send_modify(|count| *count = count.wrapping_add(1));
            }
        }
    });
    let say = async |sql: &str| {
        timeout(ANSWER_TIMEOUT, client.batch_execute(sql)).await.map_err(silent)?.map_err(Error::from)
    };
    say("LISTEN slotwright_news").await?;
    loop {
        // Also at first: what others have told before, and what was to be told to them, is lost.
        rung.mark_unchanged();
        say("NOTIFY slotwright_news").await?;
        tokio::select! {
            changed = rung.changed() => if changed.is_err() { return Ok(()) },
            _ = pump.join_next() => return Err(Error::Unreachable("the connection is gone".to_owned())),
        }
        sleep(TOGETHER).await;
    }
}
