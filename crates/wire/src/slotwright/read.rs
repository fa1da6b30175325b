//! How what our own paths were given is read.

use slotwright_domain::{Alignment, Bounds};
use slotwright_matching::Weights;

use super::{JobTypePolicy, OwnPolicy, Recommend, StartAlignment};

/// What customers may book of a type of job: what the type has of its own, else what was set for all, else the settings.
///
/// ```
/// use slotwright_domain::Bounds;
/// use slotwright_wire::slotwright::{JobTypePolicy, OwnPolicy, read};
/// let of_type = JobTypePolicy { job_type_id: 7, notice_minutes: Some(0), ..JobTypePolicy::default() };
/// let own = OwnPolicy { notice_minutes: Some(60), horizon_days: Some(14), job_types: vec![of_type], ..OwnPolicy::default() };
/// let notice_and_horizon = |job_type_id| {
///     let bounds = read::bounds(&own, job_type_id, Bounds::default());
///     (bounds.notice_minutes, bounds.horizon_days)
/// };
/// assert_eq!(notice_and_horizon(7), (0, 14));
/// assert_eq!(notice_and_horizon(8), (60, 14));
/// ```
#[must_use]
pub fn bounds(own: &OwnPolicy, job_type_id: u64, settings: Bounds) -> Bounds {
    let none = JobTypePolicy::default();
    let of_type = own.job_types.iter().find(|of_type| of_type.job_type_id == job_type_id).unwrap_or(&none);
    let alignment = of_type.start_alignment.or(own.start_alignment).map(|alignment| match alignment {
        StartAlignment::Clock => Alignment::Clock,
        StartAlignment::Block => Alignment::Block,
    });
    let number = |of_type: Option<u32>, of_all: Option<u32>, setting| of_type.or(of_all).unwrap_or(setting);
    Bounds {
        start_step_minutes: number(of_type.start_step_minutes, own.start_step_minutes, settings.start_step_minutes),
        start_alignment: alignment.unwrap_or(settings.start_alignment),
        notice_minutes: number(of_type.notice_minutes, own.notice_minutes, settings.notice_minutes),
        change_notice_minutes: number(
            of_type.change_notice_minutes,
            own.change_notice_minutes,
            settings.change_notice_minutes,
        ),
        horizon_days: number(of_type.horizon_days, own.horizon_days, settings.horizon_days),
    }
}

/// What counts how much where openings are recommended.
#[must_use]
pub fn weights(recommend: Recommend) -> Weights {
    let Recommend { near, quiet, soon, room } = recommend;
    Weights { near, quiet, soon, room }
}
