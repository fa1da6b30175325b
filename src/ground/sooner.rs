//! A sooner time for somebody who has a visit: whether they wait for one, and what is kept for them.

use slotwright_matching::Minute;
use slotwright_wire::slotwright::Earlier;
use slotwright_wire::time::parse_minute;

/// How it stands with a sooner time, as the page shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sooner {
    /// Whether somebody may wait for one.
    pub is_possible: bool,
    /// Whether they do.
    pub is_asked: bool,
    /// When the visit could start instead, and until when that is kept for them.
    pub offer: Option<(Minute, Minute)>,
}

impl Sooner {
    /// As the server has answered.
    ///
    /// ```
    /// use slotwright::ground::sooner::Sooner;
    /// use slotwright_wire::slotwright::{Earlier, EarlierOffer};
    /// assert_eq!(Sooner::of(None), Sooner::default());
    /// let offer = EarlierOffer {
    ///     hold_id: 7,
    ///     scheduled_datetime: "1970-01-01 09:00:00".to_owned(),
    ///     user_ids: vec![1],
    ///     held_until: "1970-01-01 08:30:00".to_owned(),
    ///     remaining_seconds: 60,
    /// };
    /// let earlier = Earlier { asked: true, not_before: None, offer: Some(offer) };
    /// let expected = Sooner { is_possible: true, is_asked: true, offer: Some((540, 510)) };
    /// assert_eq!(Sooner::of(Some(&earlier)), expected);
    /// ```
    #[must_use]
    pub fn of(earlier: Option<&Earlier>) -> Self {
        let Some(earlier) = earlier else { return Self::default() };
        let offer = earlier.offer.as_ref();
        Self {
            is_possible: true,
            is_asked: earlier.asked,
            offer: offer.and_then(|offer| parse_minute(&offer.scheduled_datetime).zip(parse_minute(&offer.held_until))),
        }
    }
}
