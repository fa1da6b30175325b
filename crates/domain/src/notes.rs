//! Whose words stand in a job's notes.
//!
//! A job has one field of notes; the Sonar API knows no other. In a job that the office made stand words for the
//! technician ("take the long ladder; owes two months") which are neither for its customer's eyes nor the customer's to
//! lose. But the customer has something to say too, and the technician should find it in the same place. So both parts
//! share the field: the customer's is what follows the last line that begins with `Customer: `, up to the end.
//!
//! ```text
//! Take the long ladder.
//! Customer: Ring twice.
//! The dog is friendly.
//! ```
//!
//! A line of the customer's own that looks like the marker is indented by a space where it is stored, and the space is
//! taken away where it is read: else the words above it would become the office's, and no customer could take them back.

const MARKER: &str = "Customer: ";
const MARKER_ON_NEXT_LINE: &str = "\nCustomer: ";

/// The customer's part of the notes; empty where there is none.
#[must_use]
pub fn customers_part(notes: &str) -> String {
    let (_, part) = split(notes);
    in_later_lines(part.unwrap_or_default(), |line| line.strip_prefix(' ').unwrap_or(line).to_owned())
}

/// The notes with another customer's part, white space around it left out; an empty part takes its marker along. What the
/// office wrote stays, letter by letter.
#[must_use]
pub fn with_customers_part(notes: &str, part: &str) -> String {
    let (office, _) = split(notes);
    let part = in_later_lines(part.trim(), |line| format!(" {line}"));
    // Where the office wrote such a line itself, ours must stay behind it: or that line would be the next last one.
    if part.is_empty() && split(office).1.is_none() {
        return office.to_owned();
    }
    let marker = if office.is_empty() { MARKER } else { MARKER_ON_NEXT_LINE };
    [office, marker, &part].concat()
}

/// The office's part, and the customer's as it is stored.
fn split(notes: &str) -> (&str, Option<&str>) {
    match (notes.rsplit_once(MARKER_ON_NEXT_LINE), notes.strip_prefix(MARKER)) {
        (Some((office, part)), _) => (office, Some(part)),
        (None, Some(part)) => ("", Some(part)),
        (None, None) => (notes, None),
    }
}

/// Rewrites those lines after the first that are a marker, however far they are indented.
fn in_later_lines(part: &str, rewrite: impl Fn(&str) -> String) -> String {
    let is_marker = |line: &str| line.trim_start_matches(' ').starts_with(MARKER);
    let lines = part.split('\n').enumerate();
    let lines = lines.map(|(i, line)| if 0 < i && is_marker(line) { rewrite(line) } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: &[&str] = &[
        "",
        "Take the long ladder.",
        "Owes two months.\nAsk for Ada.\n",
        "Two lines\r\nof another system\r",
        "Says: Customer: always late.",
        " Customer: indented is not a marker.",
        "customer: nor is a small one",
        "Customer:\nnor one without its space",
    ];
    const CUSTOMER: &[&str] = &[
        "Ring twice.",
        "The gate code is 4711.\n\nThe dog is friendly 🐕.",
        "Customer: that is me",
        "Ring twice.\nCustomer: that is me\nGood bye.",
        "a\n Customer: b\n  Customer: c\nCustomer: d",
        "\u{a0}Ring\r\nCustomer: twice",
    ];

    #[test]
    fn what_a_customer_wrote_is_read_again_and_the_offices_words_stay() {
        for office in OFFICE {
            for part in CUSTOMER {
                let notes = with_customers_part(office, part);
                assert_eq!(customers_part(&notes), part.trim(), "{notes:?}");
                assert!(notes.starts_with(office), "{notes:?}");
                for other in CUSTOMER {
                    let again = with_customers_part(&notes, other);
                    assert_eq!(again, with_customers_part(office, other), "nothing is left of the first");
                }
                assert_eq!(with_customers_part(&notes, " \n"), *office, "the marker goes with its part");
            }
        }
    }

    #[test]
    fn notes_without_a_marker_are_the_offices() {
        for office in OFFICE {
            assert_eq!(customers_part(office), "", "{office:?}");
            assert_eq!(with_customers_part(office, ""), *office);
        }
    }

    #[test]
    fn the_part_stands_behind_a_marker_on_a_line_of_its_own() {
        assert_eq!(with_customers_part("", "Ring twice."), "Customer: Ring twice.");
        assert_eq!(with_customers_part("Ladder.", "Ring\ntwice."), "Ladder.\nCustomer: Ring\ntwice.");
        assert_eq!(customers_part("Ladder.\nCustomer: Ring\ntwice."), "Ring\ntwice.");
    }

    #[test]
    fn the_last_marker_counts_and_a_customer_gets_no_further_than_that() {
        let office = "Customer: has called three times\nOwes two months.";
        let notes = [office, "\nCustomer: Ring twice."].concat();
        assert_eq!(customers_part(&notes), "Ring twice.");
        for wipes in [&["", ""][..], &["Customer: ", ""], &["x\nCustomer: y", "", "z"]] {
            let wiped = wipes.iter().fold(notes.clone(), |notes, part| with_customers_part(&notes, part));
            assert!(wiped.starts_with(office), "{wiped:?}");
            assert!(!customers_part(&wiped).contains("Owes"), "{wiped:?}");
        }
    }
}
