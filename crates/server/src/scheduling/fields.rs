//! What is asked of whoever books beyond the time: set by staff, judged of customers and staff alike. What a customer must not
//! leave out, staff may.

use std::collections::{BTreeMap, BTreeSet};

use slotwright_domain::{FieldWrong, Job, JobChange, Photo, WrongField, photo_ids};
use slotwright_matching::IntervalSet;
use slotwright_store::{Error, Refused};
use slotwright_wire::slotwright::{FieldKind, FieldNames, JobField, OwnFields, USUAL_FIELD_LENGTH};
use slotwright_wire::time::parse_date;
use slotwright_world::{MAX_FIELD_NUMBER, whole_text};

use super::Staff;
use crate::instance::Instance;

/// Texts by the keys of fields, as they were sent: `None` is what is no text, number, yes or no, and an empty one takes away what is
/// there.
pub type SentFields = BTreeMap<String, Option<String>>;

/// What is asked.
pub async fn get(instance: &Instance, _: Staff) -> Result<OwnFields, Error> {
    instance.store.fields().await
}

/// Puts this in the place of what is asked. It is read by the numbers of the job types that it may name and beside what is asked
/// now, and what is wrong with it is for whoever reads it to say. What jobs have in fields that are no more stays with them.
pub async fn replace<E: From<Error> + Send + 'static>(
    instance: &Instance,
    staff: Staff,
    read: impl Fn(&BTreeSet<u64>, &OwnFields) -> Result<OwnFields, E> + Send + 'static,
) -> Result<OwnFields, E> {
    let replace = instance.store.edit_as(staff.actor().name(), move |editor| {
        let (_, job_types) = editor.nameable()?;
        let fields = read(&job_types, &editor.fields()?)?;
        editor.set_fields(&fields)?;
        Ok(fields)
    });
    replace.await
}

/// What is in a job's fields.
pub async fn of_job(instance: &Instance, _: Staff, id: u64) -> Result<BTreeMap<String, String>, Refused> {
    Ok(instance.store.job(id).await?.ok_or(Refused::NoSuchJob)?.fields)
}

/// Fills in some of a job's fields; the others stay.
pub async fn fill(
    instance: &Instance,
    staff: Staff,
    id: u64,
    sent: SentFields,
) -> Result<BTreeMap<String, String>, Refused> {
    let before = instance.store.job(id).await?.ok_or(Refused::NoSuchJob)?;
    let fields = instance.store.fields().await?;
    let asked = fields.of_type(before.job_type_id);
    let fields = judge(asked, sent, &before.fields, false)?;
    let change = JobChange { fields, photo_keys: photo_keys(asked), ..JobChange::default() };
    let job = instance.store.change_job(id, change, staff.actor(), |_| IntervalSet::default()).await?;
    Ok(job.fields)
}

/// The keys of the fields that hold photos.
#[must_use]
pub fn photo_keys(fields: &[JobField]) -> Vec<String> {
    fields.iter().filter(|field| field.kind == FieldKind::Photos).map(|field| field.key.clone()).collect()
}

/// What is in the fields of a job by the names that a system has for them: those that it was given one for.
pub async fn by_name(
    instance: &Instance,
    job: &Job,
    name: impl Fn(&FieldNames) -> Option<&String>,
) -> Result<Vec<(String, FieldKind, String)>, Error> {
    if job.fields.is_empty() {
        return Ok(Vec::new());
    }
    let fields = instance.store.fields().await?;
    let held = |field: &JobField| Some((name(&field.names)?.clone(), field.kind, job.fields.get(&field.key)?.clone()));
    Ok(fields.of_type(job.job_type_id).iter().filter_map(held).collect())
}

/// Judges what was sent for a type's fields, and gives it as it is stored. `must_be_complete`: with what there is already, each field
/// that is required has to be filled in.
///
/// # Errors
///
/// [`Refused::WrongFields`] with all that is wrong.
pub fn judge(
    fields: &[JobField],
    sent: SentFields,
    before: &BTreeMap<String, String>,
    must_be_complete: bool,
) -> Result<BTreeMap<String, String>, Refused> {
    let mut wrong = Vec::new();
    let mut good = BTreeMap::new();
    for (key, text) in sent {
        match judge_one(fields, &key, text) {
            Ok(text) => drop(good.insert(key, text)),
            Err(fault) => wrong.push(WrongField { key, wrong: fault }),
        }
    }
    if must_be_complete {
        let answer = |key: &String| good.get(key).or(before.get(key)).filter(|text| !text.is_empty());
        let is_missing = |field: &&JobField| {
            field.required && answer(&field.key).is_none() && is_asked(fields, field, &|key| answer(key))
        };
        for field in fields.iter().filter(is_missing) {
            if !wrong.iter().any(|wrong| wrong.key == field.key) {
                wrong.push(WrongField { key: field.key.clone(), wrong: FieldWrong::Missing });
            }
        }
    }
    if wrong.is_empty() { Ok(good) } else { Err(Refused::WrongFields(wrong)) }
}

/// Whether a field is asked, by the answers to those before it.
fn is_asked<'a>(fields: &[JobField], field: &JobField, answer: &dyn Fn(&String) -> Option<&'a String>) -> bool {
    let Some(shown_if) = &field.shown_if else { return true };
    let other = fields.iter().find(|other| other.key == shown_if.key);
    answer(&shown_if.key) == Some(&shown_if.value) && other.is_some_and(|other| is_asked(fields, other, answer))
}

fn judge_one(fields: &[JobField], key: &str, text: Option<String>) -> Result<String, FieldWrong> {
    let Some(field) = fields.iter().find(|field| field.key == *key) else {
        return Err(FieldWrong::Unknown { known: fields.iter().map(|field| field.key.clone()).collect() });
    };
    let text = text.ok_or(FieldWrong::NoValue)?.trim().to_owned();
    if text.chars().any(char::is_control) {
        return Err(FieldWrong::NotOneLine);
    }
    if text.is_empty() {
        return Ok(text);
    }
    match field.kind {
        FieldKind::Text => judge_text(field, &text)?,
        FieldKind::Number => {
            let number = decimal(&text).ok_or(FieldWrong::NoNumber)?;
            let (min, max) = (field.min.unwrap_or(-MAX_FIELD_NUMBER), field.max.unwrap_or(MAX_FIELD_NUMBER));
            if number < min {
                return Err(FieldWrong::TooSmall(min));
            }
            if max < number {
                return Err(FieldWrong::TooGreat(max));
            }
        }
        FieldKind::Boolean if !["true", "false"].contains(&text.as_str()) => return Err(FieldWrong::NotYesOrNo),
        FieldKind::Date if parse_date(&text).is_none() => return Err(FieldWrong::NoDate),
        FieldKind::Choice if !field.choices.contains(&text) => return Err(FieldWrong::NotAmong(field.choices.clone())),
        FieldKind::Photos => return judge_photos(field, &text),
        FieldKind::Boolean | FieldKind::Date | FieldKind::Choice => {}
    }
    Ok(text)
}

fn judge_text(field: &JobField, text: &str) -> Result<(), FieldWrong> {
    let length = text.chars().count() as f64;
    let (min, max) = (field.min.unwrap_or(0.0), field.max.unwrap_or(USUAL_FIELD_LENGTH));
    if length < min {
        return Err(FieldWrong::TooShort(min));
    }
    if max < length {
        return Err(FieldWrong::TooLong(max));
    }
    let Some(pattern) = &field.pattern else { return Ok(()) };
    // What was set was read once, so that it is one.
    let is_match = whole_text(pattern).is_none_or(|pattern| pattern.is_match(text));
    let said = if field.hint.is_empty() { pattern } else { &field.hint };
    if is_match { Ok(()) } else { Err(FieldWrong::NoMatch(said.clone())) }
}

/// Whether they are there for the caller is seen when they are written down.
fn judge_photos(field: &JobField, text: &str) -> Result<String, FieldWrong> {
    let ids = photo_ids(text).ok_or(FieldWrong::NoPhotos)?;
    if ids.iter().collect::<BTreeSet<_>>().len() != ids.len() {
        return Err(FieldWrong::NoPhotos);
    }
    let max = field.max.map_or(Photo::MAX_OF_FIELD, |max| max as u32);
    if (max as usize) < ids.len() {
        return Err(FieldWrong::TooManyPhotos(max));
    }
    Ok(ids.iter().map(u64::to_string).collect::<Vec<_>>().join(" "))
}

/// A number in plain decimals, of at most 15 digits before the point and 6 behind it.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits =
        |part: &str, most| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = is_digits(whole.strip_prefix('-').unwrap_or(whole), 15) && is_digits(fraction, 6);
    text.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind) -> JobField {
        JobField {
            key: "a".to_owned(),
            label: "A".to_owned(),
            hint: String::new(),
            kind,
            required: true,
            choices: vec!["Front".to_owned()],
            min: None,
            max: None,
            pattern: None,
            shown_if: None,
            names: FieldNames::default(),
        }
    }

    fn judged(field: &JobField, text: &str) -> Result<String, FieldWrong> {
        judge_one(std::slice::from_ref(field), "a", Some(text.to_owned()))
    }

    #[test]
    fn a_field_holds_what_its_kind_says_and_nothing_else() {
        let number = JobField { min: Some(-3.0), max: Some(2.5), ..field(FieldKind::Number) };
        for good in ["-3", "2.5", "2.500000", "0", "-0.1"] {
            assert_eq!(judged(&number, good).as_deref(), Ok(good));
        }
        for bad in ["1e0", "+1", ".5", "1.", "NaN", "inf", "0x1", "1,5", "1.0000001", "-", "0000000000000001"] {
            assert_eq!(judged(&number, bad), Err(FieldWrong::NoNumber), "{bad}");
        }
        assert_eq!(judged(&number, "-3.1"), Err(FieldWrong::TooSmall(-3.0)));
        assert_eq!(judged(&number, "2.6"), Err(FieldWrong::TooGreat(2.5)));

        let text =
            JobField { min: Some(2.0), max: Some(3.0), pattern: Some("a+|b+".to_owned()), ..field(FieldKind::Text) };
        assert_eq!(judged(&text, "  aaa ").as_deref(), Ok("aaa"));
        assert_eq!(judged(&text, "a"), Err(FieldWrong::TooShort(2.0)));
        assert_eq!(judged(&text, "ääää"), Err(FieldWrong::TooLong(3.0)));
        assert_eq!(judged(&text, "ab"), Err(FieldWrong::NoMatch("a+|b+".to_owned())));
        assert_eq!(judged(&text, "a\nb"), Err(FieldWrong::NotOneLine));

        assert_eq!(judged(&field(FieldKind::Boolean), "true").as_deref(), Ok("true"));
        assert_eq!(judged(&field(FieldKind::Boolean), "yes"), Err(FieldWrong::NotYesOrNo));
        assert_eq!(judged(&field(FieldKind::Date), "2028-02-29").as_deref(), Ok("2028-02-29"));
        assert_eq!(judged(&field(FieldKind::Date), "2027-02-29"), Err(FieldWrong::NoDate));
        assert_eq!(judged(&field(FieldKind::Choice), "Front").as_deref(), Ok("Front"));
        assert_eq!(judged(&field(FieldKind::Choice), "front"), Err(FieldWrong::NotAmong(vec!["Front".to_owned()])));
    }

    #[test]
    fn photos_are_a_list_of_numbers_each_once_and_no_more_than_are_asked_for() {
        let photos = JobField { max: Some(2.0), ..field(FieldKind::Photos) };
        assert_eq!(judged(&photos, " 12   7 ").as_deref(), Ok("12 7"));
        assert_eq!(judged(&photos, "1 2 3"), Err(FieldWrong::TooManyPhotos(2)));
        assert_eq!(judged(&field(FieldKind::Photos), "1 2 3 4 5 6"), Err(FieldWrong::TooManyPhotos(5)));
        for bad in ["7 7", "a", "0", "1,2", "-1", "18446744073709551616"] {
            assert_eq!(judged(&photos, bad), Err(FieldWrong::NoPhotos), "{bad}");
        }
    }

    #[test]
    fn what_is_required_may_be_there_already_and_not_be_taken_away() {
        let fields = [field(FieldKind::Text)];
        let there = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
        let sent = |text: &str| SentFields::from([("a".to_owned(), Some(text.to_owned()))]);
        assert!(judge(&fields, SentFields::new(), &there, true).is_ok());
        assert!(judge(&fields, sent("c"), &BTreeMap::new(), true).is_ok());
        for (sent, before) in [(SentFields::new(), BTreeMap::new()), (sent(" "), there.clone())] {
            let Err(Refused::WrongFields(wrong)) = judge(&fields, sent.clone(), &before, true) else {
                panic!("{sent:?}")
            };
            assert_eq!(wrong, [WrongField { key: "a".to_owned(), wrong: FieldWrong::Missing }]);
            assert!(judge(&fields, sent, &before, false).is_ok());
        }
        let unknown = SentFields::from([("b".to_owned(), None)]);
        let Err(Refused::WrongFields(wrong)) = judge(&fields, unknown, &there, false) else { panic!("it has none") };
        assert_eq!(wrong[0].wrong, FieldWrong::Unknown { known: vec!["a".to_owned()] });
    }
}
