//! Lengths of jobs, in quarters of an hour as the API has them.

use slotwright_matching::Minute;
use slotwright_words::{fill, text};

use crate::board::widget::Widget;
use crate::kit::el::{El, option, select};

/// The longest that is offered: a working day. Longer ones stay as they are.
const MOST: u32 = 8 * 60;
const STEP: u32 = 15;

/// A choice of lengths, of which this one is chosen; `usual` is what a job has that is given none.
pub fn lengths(w: Widget, chosen: &str, usual: Option<Minute>) -> El {
    let own = chosen.parse().ok().filter(|own| MOST < *own || own % STEP != 0);
    let lengths = (STEP..=MOST).step_by(STEP as usize).chain(own);
    let length = |minutes: u32| {
        let value = minutes.to_string();
        let is_chosen = value == chosen;
        option().attr("value", value).selected(is_chosen).child(w.length_text(minutes as Minute))
    };
    let none = usual.map(|usual| {
        let usual = fill(&w.say(text::JOB_USUAL_LENGTH), &[("length", &w.length_text(usual))]);
        option().attr("value", "").selected(chosen.is_empty()).child(usual)
    });
    select().children(none).children(lengths.map(length))
}
