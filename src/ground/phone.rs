//! Telephone numbers as links.

/// The address by which a device calls a number that is written for people.
///
/// ```
/// use slotwright::ground::phone::tel;
/// assert_eq!(tel("(312) 555-0142"), "tel:3125550142");
/// assert_eq!(tel("+44 (0)20 7946 0018"), "tel:+442079460018");
/// ```
#[must_use]
pub fn tel(phone: &str) -> String {
    let mut address = String::from("tel:");
    // Behind a country's number the zero in brackets is left out by whoever calls from elsewhere.
    let (before, after) = phone.split_once("(0)").filter(|_| phone.starts_with('+')).unwrap_or((phone, ""));
    let dialled = |letter: &char| letter.is_ascii_digit() || *letter == '+';
    address.extend(before.chars().chain(after.chars()).filter(dialled));
    address
}
