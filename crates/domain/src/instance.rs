//! What holds for the whole instance.

use slotwright_matching::WeekAnchor;

/// What holds for the whole instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The zone of all stored times, an IANA name; `None` before the first start is through.
    pub time_zone: Option<String>,
    /// Random, made once: keeps this instance's names apart from others'.
    pub instance_id: Option<String>,
    /// Whose instance this is.
    pub company: Option<String>,
    /// From where repeating weeks are counted.
    pub week_anchor: WeekAnchor,
}
