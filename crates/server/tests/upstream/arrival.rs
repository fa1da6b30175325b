//! A window in which somebody was promised to arrive is told in the words that a system has for it.

use serde_json::{Value, json};

use crate::gateway::{Bed, book};

#[test]
fn a_promised_window_becomes_bigchanges_two_constraints_and_frotcoms_range() {
    for system in ["bigchange", "frotcom"] {
        let bed = Bed::start_with(system, "arrival_window_minutes = 120\n");
        // From twelve to two, by the clocks of Chicago.
        book(&bed.here, "2026-10-21 12:30:00").unwrap();
        assert_eq!(bed.settled(), ["delivered"], "{system}: {}", bed.here.log());
        let kept = bed.there.particulars(system);
        let (from, until) = (1_792_602_000, 1_792_609_200);
        if system == "bigchange" {
            let told: Vec<Value> =
                kept["constraints"].as_array().unwrap().iter().map(|kept| json!([kept["kind"], kept["at"]])).collect();
            assert_eq!(told, [json!(["jobMustStartAfter", from]), json!(["jobMustStartBefore", until])], "{kept}");
        } else {
            let range = r#""When":"TimeRange","Start":"2026-10-21T17:00:00.000Z","End":"2026-10-21T19:00:00.000Z""#;
            assert!(kept.to_string().contains(range), "{kept}");
        }
    }
}
