//! The words of which a sentence of a system may be made up and still say something, and the members that hold words of the
//! system's own and nobody's names.

/// Words that are in nobody's name or address, in small letters. Without them a recorded refusal would say nothing.
const PLAIN: &[&str] = &[
    "a",
    "already",
    "an",
    "and",
    "are",
    "array",
    "available",
    "be",
    "been",
    "before",
    "body",
    "boolean",
    "can",
    "cannot",
    "change",
    "changed",
    "characters",
    "conflict",
    "could",
    "create",
    "created",
    "date",
    "datetime",
    "does",
    "duplicate",
    "empty",
    "error",
    "exist",
    "exists",
    "expected",
    "expired",
    "failed",
    "false",
    "field",
    "fields",
    "for",
    "forbidden",
    "format",
    "found",
    "from",
    "given",
    "greater",
    "has",
    "have",
    "id",
    "in",
    "integer",
    "invalid",
    "is",
    "it",
    "job",
    "jobs",
    "least",
    "less",
    "long",
    "many",
    "match",
    "member",
    "method",
    "minutes",
    "missing",
    "most",
    "must",
    "no",
    "none",
    "not",
    "null",
    "number",
    "object",
    "of",
    "only",
    "or",
    "parameter",
    "permission",
    "planned",
    "request",
    "requests",
    "required",
    "resource",
    "scheduled",
    "seconds",
    "short",
    "should",
    "start",
    "status",
    "string",
    "task",
    "than",
    "that",
    "the",
    "there",
    "this",
    "time",
    "to",
    "too",
    "true",
    "type",
    "unauthorized",
    "unknown",
    "user",
    "valid",
    "value",
    "was",
    "with",
    "wrong",
];

/// Members whose words are the system's own, by their names without capital letters and signs.
const STRUCTURAL: &[&str] = &[
    "assignedtype",
    "code",
    "completiontype",
    "datatype",
    "direction",
    "entitytype",
    "epochunit",
    "event",
    "eventtype",
    "granttype",
    "jobstatus",
    "jobtype",
    "kind",
    "objectiveref",
    "operation",
    "ordertype",
    "parametername",
    "planningtype",
    "provider",
    "requeststatus",
    "sortby",
    "sortdirection",
    "state",
    "status",
    "statuscode",
    "statusname",
    "substatus",
    "tasktype",
    "timezone",
    "type",
    "unit",
    "what",
    "when",
];

/// What in a member's name makes it one of a credential.
const CREDENTIAL: &[&str] = &[
    "accesskey",
    "apikey",
    "auth",
    "bearer",
    "clientid",
    "cookie",
    "credential",
    "jwt",
    "login",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "session",
    "signature",
    "token",
    "username",
];

/// Members that are named like a credential and are none.
const NO_CREDENTIAL: &[&str] = &["tokentype", "granttype", "author", "authorname", "authorized"];

/// What in a member's name makes it one of a person or a place, whatever form it has.
const PERSONAL: &[&str] = &[
    "address",
    "birth",
    "caller",
    "cell",
    "city",
    "company",
    "contactname",
    "email",
    "fax",
    "firstname",
    "fullname",
    "lastname",
    "mobile",
    "phone",
    "postal",
    "postcode",
    "street",
    "surname",
    "telephone",
    "zip",
];

/// What in a member's name makes it a number of degrees.
const DEGREES: &[&str] = &["latitude", "longitude"];

/// Members that are one.
const DEGREES_SHORT: &[&str] = &["lat", "lng", "lon", "long", "x", "y"];

/// Whether a word may stay.
pub fn is_plain(word: &str) -> bool {
    let word = word.to_lowercase();
    PLAIN.binary_search(&word.as_str()).is_ok()
}

/// What a member is for, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// Lets somebody in.
    Credential,
    /// Says who or where somebody is.
    Personal,
    /// Part of where somebody is.
    Degrees,
    /// Names a record.
    Id,
    /// Has a word of the system's own.
    Structural,
    /// Anything.
    Other,
}

impl Member {
    /// What the member of this name is for.
    pub fn named(name: &str) -> Self {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
        let is = |names: &[&str]| names.contains(&plain.as_str());
        if has(CREDENTIAL) && !is(NO_CREDENTIAL) {
            Self::Credential
        } else if has(DEGREES) || is(DEGREES_SHORT) {
            Self::Degrees
        } else if has(PERSONAL) {
            Self::Personal
        } else if is(STRUCTURAL) {
            Self::Structural
        } else if is_id(name) {
            Self::Id
        } else {
            Self::Other
        }
    }
}

/// `id`, `job_id`, `jobTypeId`, `users[]`, `user_ids`: but not `paid`.
fn is_id(name: &str) -> bool {
    let name = name.trim_end_matches("[]");
    ["id", "ids"].contains(&name.to_lowercase().as_str())
        || ["_id", "_ids", "Id", "Ids", "ID"].iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_words_can_be_searched() {
        assert!(PLAIN.is_sorted());
        assert!(is_plain("Required") && !is_plain("Ada"));
    }

    #[test]
    fn a_member_is_known_by_its_name_however_that_is_written() {
        for name in ["access_token", "clientSecret", "API-KEY", "x-session", "Set-Cookie", "client_id", "userName"] {
            assert_eq!(Member::named(name), Member::Credential, "{name}");
        }
        for name in ["mobile", "AddressLine1", "contact_name", "e_mail", "homePhone", "post_code"] {
            assert_eq!(Member::named(name), Member::Personal, "{name}");
        }
        for (name, member) in [
            ("lat", Member::Degrees),
            ("job_id", Member::Id),
            ("userIds", Member::Id),
            ("paid", Member::Other),
            ("token_type", Member::Other),
            ("subStatus", Member::Structural),
        ] {
            assert_eq!(Member::named(name), member, "{name}");
        }
    }
}
