//! What is in the fields of a job, by their keys.

/// What is in a field; empty where nothing is.
#[must_use]
pub fn of_key(fields: &[(String, String)], key: &str) -> String {
    fields.iter().find(|(known, _)| known == key).map(|(_, text)| text.clone()).unwrap_or_default()
}

/// Puts a text into a field.
pub fn put(fields: &mut Vec<(String, String)>, key: &str, text: String) {
    match fields.iter_mut().find(|(known, _)| known == key) {
        Some((_, held)) => *held = text,
        None => fields.push((key.to_owned(), text)),
    }
}

/// The fields of `after` that hold another text than in `before`, each with what `of` has in it.
///
/// ```
/// use slotwright::ground::job_fields::changed;
/// let fields = |fields: &[(&str, &str)]| fields.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect::<Vec<_>>();
/// let (before, after) = (fields(&[("a", "1"), ("b", "2")]), fields(&[("a", "1"), ("b", "3"), ("c", "4")]));
/// assert_eq!(changed(&before, &after, &after), fields(&[("b", "3"), ("c", "4")]));
/// assert_eq!(changed(&before, &after, &before), fields(&[("b", "2"), ("c", "")]), "what takes it back");
/// ```
#[must_use]
pub fn changed(
    before: &[(String, String)],
    after: &[(String, String)],
    of: &[(String, String)],
) -> Vec<(String, String)> {
    let is_other = |(key, text): &&(String, String)| of_key(before, key) != *text;
    after.iter().filter(is_other).map(|(key, _)| (key.clone(), of_key(of, key))).collect()
}

/// What stands in the fields of a form whose job others have changed meanwhile: what was typed where it is another than `before`, and
/// else what is in them `now`.
///
/// ```
/// use slotwright::ground::job_fields::still_typed;
/// let fields = |fields: &[(&str, &str)]| fields.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect::<Vec<_>>();
/// let (before, typed) = (fields(&[("a", "1"), ("b", "2")]), fields(&[("a", "1"), ("b", "3")]));
/// assert_eq!(still_typed(&typed, &before, &fields(&[("a", "9"), ("b", "2")])), fields(&[("a", "9"), ("b", "3")]));
/// ```
#[must_use]
pub fn still_typed(
    typed: &[(String, String)],
    before: &[(String, String)],
    now: &[(String, String)],
) -> Vec<(String, String)> {
    let mut fields = now.to_vec();
    for (key, text) in changed(before, typed, typed) {
        put(&mut fields, &key, text);
    }
    fields
}
