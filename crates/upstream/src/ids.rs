//! Which of our numbers is called what there.

use std::collections::BTreeMap;

use slotwright_domain::PlaceRef;

/// What our numbers are called there. What is not in a map is called by the same number.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// Job types.
    pub job_types: BTreeMap<u64, String>,
    /// OS1: the workflow of jobs of this type.
    pub workflows: BTreeMap<u64, String>,
    /// Users: BigChange's resources.
    pub users: BTreeMap<u64, String>,
    /// The vehicle that a user drives. Whoever is not in it has none.
    pub vehicles: BTreeMap<u64, String>,
    /// Accounts: BigChange's and Frotcom's contacts, OS1's locations.
    pub accounts: BTreeMap<u64, String>,
    /// Network sites.
    pub network_sites: BTreeMap<u64, String>,
}

impl Ids {
    /// What a job type is called there.
    #[must_use]
    pub fn job_type(&self, id: u64) -> String {
        named(&self.job_types, id)
    }

    /// What a user is called there.
    #[must_use]
    pub fn user(&self, id: u64) -> String {
        named(&self.users, id)
    }

    /// The user who is called so there; `None` when nobody is.
    #[must_use]
    pub fn user_called(&self, name: &str) -> Option<u64> {
        let mapped = self.users.iter().find(|(_, called)| *called == name).map(|(id, _)| *id);
        mapped.or_else(|| name.parse().ok().filter(|id| !self.users.contains_key(id)))
    }

    /// What an account or network site is called there.
    #[must_use]
    pub fn place(&self, place: PlaceRef) -> String {
        use slotwright_domain::PlaceKind::{Account, NetworkSite};
        match place.kind {
            Account => named(&self.accounts, place.id),
            NetworkSite => named(&self.network_sites, place.id),
        }
    }
}

fn named(names: &BTreeMap<u64, String>, id: u64) -> String {
    names.get(&id).cloned().unwrap_or_else(|| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_called_otherwise_there_is_not_called_by_our_number() {
        let ids = Ids { users: BTreeMap::from([(2, "7".to_owned())]), ..Ids::default() };
        assert_eq!([ids.user(2), ids.user(3)], ["7", "3"]);
        assert_eq!([ids.user_called("7"), ids.user_called("3"), ids.user_called("2")], [Some(2), Some(3), None]);
    }
}
