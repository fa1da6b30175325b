//! What others made of the open job since it was opened.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::BoardJob;
use slotwright_wire::sonar::JobStatus;
use slotwright_wire::time::parse_minute;
use slotwright_words::{fill, text};

use crate::board::effects::show_now;
use crate::board::state::Meanwhile;
use crate::board::widget::Widget;
use crate::ground::live::{Difference, differences};
use crate::kit::button::button;
use crate::kit::el::nothing;
use crate::kit::parts::notice;

/// What it is, by whom, and the way to the job as it is now.
pub fn meanwhile(w: Widget) -> AnyView {
    let Some(Meanwhile { by, now }) = w.state().meanwhile.get() else { return nothing() };
    let Some((now, before)) = now.zip(w.state().job.get_untracked()) else {
        let gone = fill(&w.say(text::BOARD_MEANWHILE_GONE), &[("who", &w.derived().actor(&by))]);
        return notice("warn", &gone).role("status").view();
    };
    let show = button(w.say(text::BOARD_MEANWHILE_SHOW), move || show_now(w)).is("show-now");
    notice("warn", &changed(w, &by, &before, &now)).role("status").child(show).view()
}

/// What somebody has made of a job.
pub fn changed(w: Widget, by: &str, before: &BoardJob, now: &BoardJob) -> String {
    let what = differences(before, now).into_iter().map(|difference| said(w, difference, now));
    let what = what.collect::<Vec<_>>().join("; ");
    fill(&w.say(text::BOARD_MEANWHILE), &[("who", &w.derived().actor(by)), ("what", &what)])
}

fn said(w: Widget, difference: Difference, now: &BoardJob) -> String {
    match difference {
        Difference::Visit => {
            let start = now.job.scheduled_datetime.as_deref().and_then(|text| parse_minute(text.get(..16)?));
            let when = start.map(|start| w.derived().moment(start)).unwrap_or_default();
            let length = w.length_text(now.job.length_in_minutes as Minute);
            [when, length, w.derived().crew(now)].join(", ")
        }
        Difference::Unplanned => w.say(text::BOARD_MEANWHILE_QUEUED),
        Difference::Status => w.say(match now.job.status {
            JobStatus::Queued => text::STATUS_QUEUED,
            JobStatus::Scheduled => text::STATUS_SCHEDULED,
            JobStatus::Completed => text::STATUS_COMPLETED,
            JobStatus::Failed => text::STATUS_FAILED,
        }),
        Difference::Wishes => w.say(text::BOARD_MEANWHILE_WISHES),
        Difference::Notes => w.say(text::BOARD_MEANWHILE_NOTES),
        Difference::Other => w.say(text::BOARD_MEANWHILE_OTHER),
    }
}
