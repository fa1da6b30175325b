//! A way to a database on which an answer can get lost, as on a network that breaks at the worst moment.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::Database;

/// Passes on what comes to a port of 127.0.0.1, for as long as the process runs.
pub struct Proxy {
    port: u16,
    name: String,
    lost: Lost,
}

/// The words the answer to which is to get lost.
type Lost = Arc<Mutex<Option<Vec<u8>>>>;

impl Proxy {
    /// To this database.
    ///
    /// # Errors
    ///
    /// There is no port to be had.
    pub fn to(database: &Database) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let lost = Lost::default();
        let socket = database.postgres.folder.join(format!(".s.PGSQL.{}", database.postgres.port));
        let losing = lost.clone();
        thread::spawn(move || {
            while let Ok((client, _)) = listener.accept() {
                if let Ok(server) = UnixStream::connect(&socket) {
                    let _ = pass_on(client, server, losing.clone());
                }
            }
        });
        Ok(Self { port, name: database.name.clone(), lost })
    }

    /// For `DATABASE_URL`.
    pub fn url(&self) -> String {
        format!("postgres://{}@127.0.0.1:{}/{}?sslmode=disable", super::ROLE, self.port, self.name)
    }

    /// Of the next connection on which these words are sent nothing comes back from then on. The database still gets what is
    /// sent.
    pub fn lose_answer_to(&self, words: &str) {
        *self.lost.lock().unwrap_or_else(PoisonError::into_inner) = Some(words.as_bytes().to_vec());
    }
}

fn pass_on(mut client: TcpStream, mut server: UnixStream, lost: Lost) -> io::Result<()> {
    client.set_nodelay(true)?;
    let (mut to_client, mut from_server) = (client.try_clone()?, server.try_clone()?);
    let is_mute = Arc::new(AtomicBool::new(false));
    let muted = is_mute.clone();
    thread::spawn(move || {
        let mut sent = Vec::new();
        let mut chunk = [0; 64 * 1024];
        while let Ok(length @ 1..) = client.read(&mut chunk) {
            sent.extend_from_slice(&chunk[..length]);
            let mut lost = lost.lock().unwrap_or_else(PoisonError::into_inner);
            let is_lost =
                lost.as_ref().is_some_and(|words| sent.windows(words.len()).any(|part| part == words.as_slice()));
            if is_lost {
                // Before the database has heard it.
                muted.store(true, Ordering::SeqCst);
                *lost = None;
            }
            // Words may come in two pieces, but not twice.
            let kept = lost.as_ref().map_or(0, |words| words.len() - 1);
            sent.drain(..sent.len().saturating_sub(kept));
            drop(lost);
            if server.write_all(&chunk[..length]).is_err() {
                break;
            }
        }
        let _ = server.shutdown(Shutdown::Both);
    });
    thread::spawn(move || {
        let mut chunk = [0; 64 * 1024];
        while let Ok(length @ 1..) = from_server.read(&mut chunk) {
            if !is_mute.load(Ordering::SeqCst) && to_client.write_all(&chunk[..length]).is_err() {
                break;
            }
        }
        let _ = to_client.shutdown(Shutdown::Both);
    });
    Ok(())
}
