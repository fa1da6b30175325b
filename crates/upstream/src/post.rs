//! One message to an address of an integrator's: what counts is whether it was taken, not what is said to it.

use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;

use crate::failure::Failure;
use crate::transport::plain;

/// What is sent.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where to.
    pub url: String,
    /// Headers beside the type of the body.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: String,
}

/// Sends messages. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Poster(reqwest::Client);

/// How long it may take to be connected, and in all. Standard Webhooks has 15 to 30 s for the whole.
const CONNECT: Duration = Duration::from_secs(5);
const IN_ALL: Duration = Duration::from_secs(15);

impl Poster {
    /// Ready to send.
    ///
    /// # Errors
    ///
    /// There is no certificate store on this machine.
    pub fn new() -> Result<Self, String> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            // Where it was sent to is what was agreed on.
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .timeout(IN_ALL)
            .user_agent(concat!("Slotwright/", env!("CARGO_PKG_VERSION")))
            .build();
        client.map(Self).map_err(|problem| plain(&problem))
    }

    /// Sends a message, once, and gives the status of the answer with the time after which to come again, where it says so.
    ///
    /// # Errors
    ///
    /// [`Failure::NotSent`] when nobody was there, [`Failure::Lost`] when no answer came.
    pub async fn send(&self, post: Post) -> Result<(u16, Option<Duration>), Failure> {
        let mut request = self.0.post(&post.url).header("content-type", "application/json").body(post.body);
        for (name, value) in post.headers {
            request = request.header(name, value);
        }
        let response = request.send().await.map_err(|problem| match problem.is_connect() || problem.is_builder() {
            true => Failure::NotSent(plain(&problem)),
            false => Failure::Lost(plain(&problem)),
        })?;
        let after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        Ok((response.status().as_u16(), after.map(Duration::from_secs)))
    }
}
