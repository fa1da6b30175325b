//! What is kept around jobs, what customers may book, and what they are asked.

use std::collections::BTreeSet;

use slotwright_wire::slotwright::{OwnFields, OwnPolicy, Rules};

use super::{Editor, Error};
use crate::news::Subject;
use crate::settings;

impl Editor<'_, '_> {
    /// The numbers of all users, and those of all job types: whom and what rules may name.
    pub fn nameable(&self) -> Result<(BTreeSet<u64>, BTreeSet<u64>), Error> {
        let numbers = |table: &str| self.db.column(&format!("SELECT id FROM {table}"), &[]);
        Ok((numbers("users")?.into_iter().collect(), numbers("job_types")?.into_iter().collect()))
    }

    /// The rules that are there.
    pub fn rules(&self) -> Result<Rules, Error> {
        settings::rules(self.db)
    }

    /// The policy that is there.
    pub fn policy(&self) -> Result<OwnPolicy, Error> {
        settings::policy(self.db)
    }

    /// What is asked of whoever books.
    pub fn fields(&self) -> Result<OwnFields, Error> {
        settings::fields(self.db)
    }

    /// Puts rules in the place of those that are there.
    pub fn set_rules(&self, rules: &Rules) -> Result<(), Error> {
        self.tell(Subject::Rules, "change", &[]);
        settings::set_rules(self.db, rules)
    }

    /// Puts a policy in the place of the one that is there.
    pub fn set_policy(&self, policy: &OwnPolicy) -> Result<(), Error> {
        self.tell(Subject::Rules, "change", &[]);
        settings::set_policy(self.db, policy)
    }

    /// Puts what is asked of whoever books in the place of what is asked now.
    pub fn set_fields(&self, fields: &OwnFields) -> Result<(), Error> {
        self.tell(Subject::Rules, "change", &[]);
        settings::set_fields(self.db, fields)
    }
}
