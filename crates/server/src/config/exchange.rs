//! Whose sessions are exchanged for ones here, as `[[exchange]]` of the settings file has them.

use std::path::PathBuf;

use serde::Deserialize;
use slotwright_domain::StaffScope;

/// Somebody whose sessions are exchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeSetting {
    /// What it is called in the log and in the history.
    pub name: String,
    /// Who has to have issued a session.
    pub issuer: String,
    /// For whom it has to be.
    pub audience: String,
    /// The public keys, a JWKS.
    pub keys: ExchangeKeys,
    /// How far one goes at most, unless its user has another scope.
    pub scope: StaffScope,
    /// Who acts for whom.
    pub users: Vec<ExchangeUser>,
}

/// Where public keys are.
#[derive(Clone, Debug, PartialEq)]
pub enum ExchangeKeys {
    /// In the settings, as JSON.
    Here(String),
    /// In this file, which is read again each time.
    File(PathBuf),
}

/// A user there, and who that is here.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ExchangeUser {
    /// The session's `sub`.
    pub subject: String,
    /// For which user of the instance.
    pub user_id: u64,
    /// How far theirs goes at most.
    #[serde(default, deserialize_with = "scope")]
    pub scope: Option<StaffScope>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    issuer: String,
    audience: String,
    keys: Option<toml::Value>,
    keys_file: Option<PathBuf>,
    #[serde(default, deserialize_with = "scope")]
    scope: Option<StaffScope>,
    user: Vec<ExchangeUser>,
}

/// No name is longer, in bytes.
const MAX_NAME: usize = 64;

fn scope<'d, D: serde::Deserializer<'d>>(deserializer: D) -> Result<Option<StaffScope>, D::Error> {
    let name = String::deserialize(deserializer)?;
    let all = || StaffScope::ALL.map(StaffScope::name).join(", ");
    let unknown = || serde::de::Error::custom(format!("there is no scope `{name}`; these are: {}", all()));
    StaffScope::named(&name).map(Some).ok_or_else(unknown)
}

/// Reads the entries of a file.
///
/// # Errors
///
/// Which entry is wrong, and what is allowed.
pub(super) fn read(entries: toml::Value) -> Result<Vec<ExchangeSetting>, String> {
    let toml::Value::Array(entries) = entries else {
        return Err("an exchange begins with `[[exchange]]`, in two pairs of brackets".to_owned());
    };
    let mut exchanges = Vec::<ExchangeSetting>::new();
    for (number, entry) in (1..).zip(entries) {
        let at = |problem: String| format!("[[exchange]] {number}: {problem}");
        let entry: Entry = entry.try_into().map_err(|error: toml::de::Error| at(error.message().to_owned()))?;
        let exchange = checked(entry).map_err(at)?;
        if exchanges.iter().any(|known| known.name == exchange.name) {
            return Err(at(format!("there is another with the name `{}`", exchange.name)));
        }
        exchanges.push(exchange);
    }
    Ok(exchanges)
}

fn checked(entry: Entry) -> Result<ExchangeSetting, String> {
    let Entry { name, issuer, audience, keys, keys_file, scope, user } = entry;
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if name.is_empty() || MAX_NAME < name.len() || !name.chars().all(is_name) {
        return Err(format!("`name` must have 1 to {MAX_NAME} letters, digits, `-`, `_` and `.`"));
    }
    if issuer.is_empty() || audience.is_empty() {
        return Err("`issuer` and `audience` must not be empty: whose sessions they are depends on them".to_owned());
    }
    let keys = match (keys, keys_file) {
        (Some(keys), None) => {
            let keys = serde_json::json!({"keys": serde_json::to_value(keys).map_err(|error| error.to_string())?});
            ExchangeKeys::Here(keys.to_string())
        }
        (None, Some(file)) => ExchangeKeys::File(file),
        _ => return Err("it needs `keys`, a list as a JWKS has it, or `keys_file`, and not both".to_owned()),
    };
    if let Some((place, twice)) =
        user.iter().enumerate().find(|(place, one)| user[..*place].iter().any(|other| other.subject == one.subject))
    {
        return Err(format!("`user` {}: there is another with the subject `{}`", place + 1, twice.subject));
    }
    Ok(ExchangeSetting { name, issuer, audience, keys, scope: scope.unwrap_or(StaffScope::Schedule), users: user })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<ExchangeSetting>, String> {
        read(text.parse::<toml::Table>().unwrap().remove("exchange").unwrap())
    }

    #[test]
    fn an_entry_is_read_and_a_faulty_one_is_named_with_what_is_allowed() {
        let named = "[[exchange]]\nname = \"crm\"\nissuer = \"https://login.crm.example\"\naudience = \"slotwright\"\n";
        let user =
            "user = [{ subject = \"ada\", user_id = 3, scope = \"admin\" }, { subject = \"bo\", user_id = 4 }]\n";
        let good = format!("{named}{user}keys_file = \"jwks.json\"\n");
        let read = read_text(&good).unwrap();
        assert_eq!(
            (read[0].scope, read[0].users[0].scope, read[0].users[1].scope),
            (StaffScope::Schedule, Some(StaffScope::Admin), None)
        );
        let inline = read_text(&format!(
            "{named}{user}keys = [{{ kty = \"OKP\", crv = \"Ed25519\", kid = \"a\", x = \"AA\" }}]"
        ))
        .unwrap();
        assert_eq!(
            inline[0].keys,
            ExchangeKeys::Here(r#"{"keys":[{"crv":"Ed25519","kid":"a","kty":"OKP","x":"AA"}]}"#.to_owned())
        );
        for (text, part) in [
            (format!("{good}{good}"), "[[exchange]] 2: there is another"),
            (format!("{good}keys = []"), "not both"),
            (format!("{named}{user}"), "`keys_file`"),
            (format!("{good}scope = \"root\""), "no scope `root`; these are: view, schedule, override, admin"),
            (good.replace("\"bo\"", "\"ada\""), "`user` 2: there is another with the subject `ada`"),
            (good.replace("slotwright", ""), "must not be empty"),
            (good.replace("\"crm\"", "\"the crm\""), "`name` must"),
            (format!("{good}colour = \"red\""), "unknown field `colour`"),
            (format!("{named}keys_file = \"x\""), "missing field `user`"),
            ("[exchange]\nname = \"crm\"".to_owned(), "two pairs"),
        ] {
            let problem = read_text(&text).unwrap_err();
            assert!(problem.contains(part), "{text}: {problem}");
        }
    }
}
