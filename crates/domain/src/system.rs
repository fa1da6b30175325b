//! The field-service systems whose programs are answered.

/// A system whose programs are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// Sonar v1.
    Sonar,
    /// OS1 Dispatch.
    Os1,
    /// BigChange.
    BigChange,
    /// Frotcom V2.
    Frotcom,
}

impl System {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sonar, Self::Os1, Self::BigChange, Self::Frotcom];

    /// What it is called in settings, files and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sonar => "sonar",
            Self::Os1 => "os1",
            Self::BigChange => "bigchange",
            Self::Frotcom => "frotcom",
        }
    }

    /// The system of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.name() == name)
    }
}
