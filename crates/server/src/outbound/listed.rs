//! The webhooks of the settings file, made to be so at the start.

use slotwright_store::ListedWebhook;

use super::{address, signature};
use crate::app::App;
use crate::config::{SecretPlace, WebhookSetting};

/// For how long the secret that was replaced signs too, as where staff replace one: a day.
const OLD_FOR_MS: i64 = 24 * 60 * 60 * 1000;

/// Makes the webhooks of the settings file be these; those that were made by the API stay.
///
/// # Errors
///
/// Which of them is wrong, and what is allowed; nothing is changed then.
pub async fn take_up(app: &App, settings: &[WebhookSetting]) -> Result<(), String> {
    let listed = settings.iter().map(listed).collect::<Result<Vec<_>, _>>()?;
    let done = app.store.set_listed_webhooks(listed, OLD_FOR_MS).await;
    done.map_err(|error| format!("the webhooks of the settings file: {error}"))
}

fn listed(setting: &WebhookSetting) -> Result<ListedWebhook, String> {
    let WebhookSetting { name, url, events, has_details, secret } = setting;
    let at = |problem: String| format!("[[webhook]] `{name}` in the settings file: {problem}");
    if !address::is_allowed(url) {
        return Err(at(format!("its url must be {}. {}", address::RULE, address::EXCEPTION)));
    }
    let secret = match secret {
        SecretPlace::Variable(variable) => {
            std::env::var(variable).map_err(|_| format!("there is no variable {variable} in the environment"))
        }
        SecretPlace::File(file) => {
            std::fs::read_to_string(file).map_err(|error| format!("its secret_file {}: {error}", file.display()))
        }
    };
    let secret = secret.map_err(at)?.trim().to_owned();
    if !signature::is_secret(&secret) {
        // It isn't repeated: what is wrong may be a secret of somebody else's.
        return Err(at("its secret must be `whsec_` and 24 to 64 bytes in Base64".to_owned()));
    }
    let (name, url) = (name.clone(), url.clone());
    Ok(ListedWebhook { name, url, events: events.clone(), has_details: *has_details, secret })
}
