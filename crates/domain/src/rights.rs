//! What whoever holds a link may do: rights of a customer's link, and how far staff's goes.

/// Something that the holder of a customer's link may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// See the visit, and what is free.
    View,
    /// Have a time held.
    Hold,
    /// Give the work its first time, or say when one would like it.
    Book,
    /// Give it another time.
    Reschedule,
    /// Give its time up.
    Cancel,
}

impl Right {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::View, Self::Hold, Self::Book, Self::Reschedule, Self::Cancel];

    /// `view`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Hold => "hold",
            Self::Book => "book",
            Self::Reschedule => "reschedule",
            Self::Cancel => "cancel",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }
}

/// Some of the rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights(u8);

impl Rights {
    /// Every right.
    pub const ALL: Self = Self(0b1_1111);

    /// Whether this is one of them.
    #[must_use]
    pub fn has(self, right: Right) -> bool {
        self.0 & (1 << right as u8) != 0
    }

    /// Their names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Right::ALL.into_iter().filter(move |right| self.has(*right)).map(Right::name)
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Self(rights.into_iter().fold(0, |all, right| all | 1 << right as u8))
    }
}

/// How far what staff may do goes; each has all of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StaffScope {
    /// Reads.
    View,
    /// Books, moves, cancels and reports visits, and makes links for customers.
    Schedule,
    /// Changes when people have time, and what becomes of what another system did not take.
    Override,
    /// Sets the instance up.
    Admin,
}

impl StaffScope {
    /// All of them, the narrowest first.
    pub const ALL: [Self; 4] = [Self::View, Self::Schedule, Self::Override, Self::Admin];

    /// `view`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Schedule => "schedule",
            Self::Override => "override",
            Self::Admin => "admin",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_those_that_were_given_and_no_others() {
        let some: Rights = [Right::View, Right::Cancel].into_iter().collect();
        assert_eq!(some.names().collect::<Vec<_>>(), ["view", "cancel"]);
        assert_eq!(Rights::ALL.names().count(), Right::ALL.len());
        assert_eq!(Rights::from_iter([]).names().count(), 0);
    }

    #[test]
    fn names_lead_back_and_scopes_are_ordered() {
        assert!(Right::ALL.into_iter().all(|right| Right::named(right.name()) == Some(right)));
        assert!(StaffScope::ALL.into_iter().all(|scope| StaffScope::named(scope.name()) == Some(scope)));
        assert!(StaffScope::ALL.is_sorted());
        assert_eq!((Right::named("View"), StaffScope::named("")), (None, None));
    }
}
