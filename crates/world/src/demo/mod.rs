//! The demo world: a small internet provider in Chicago, its people, its customers and six weeks of work either way.
//!
//! It is made from a seed and a date: the same for the same two on every machine, since nothing but whole numbers of
//! one generator decides. People and rules of work stand in tables here; customers, leave and jobs follow the seed. Every
//! visit is placed with the matching core into time that was free, so that the world never contradicts itself.
//!
//! All names of people and companies are invented.

use slotwright_matching::Day;

use crate::world::World;

mod bigchange;
mod dice;
mod fields;
mod hours;
mod jobs;
mod os1;
mod places;
mod team;
#[cfg(test)]
mod tests;
mod words;

use dice::Dice;

/// The job types of the demo, by the ids that the tables refer to.
mod job_type {
    pub(super) const FIBRE: u64 = 1;
    pub(super) const REPAIR: u64 = 2;
    pub(super) const SWAP: u64 = 3;
    pub(super) const SURVEY: u64 = 4;
    pub(super) const BUSINESS: u64 = 5;
    pub(super) const MAINTENANCE: u64 = 6;
}

/// The account that the demo's booking link is for; it has no open job.
pub const LINK_ACCOUNT_ID: u64 = 1;
/// The job type that the demo's booking link is for: `Fibre installation`, two hours.
pub const LINK_JOB_TYPE_ID: u64 = job_type::FIBRE;

/// The demo world of `seed`, seen from `today`.
///
/// Twelve technicians, six job types, forty accounts, six network sites and about two hundred jobs from six weeks before
/// `today` to six weeks after it. Customers and sites depend on the seed alone.
///
/// ```
/// use slotwright_matching::Day;
/// use slotwright_world::demo;
/// let world = demo::world(1, Day(20_779)); // 2026-11-22
/// assert_eq!(world, demo::world(1, Day(20_779)));
/// assert_eq!((world.users.len(), world.accounts.len(), world.network_sites.len()), (12, 40, 6));
/// ```
#[must_use]
pub fn world(seed: u64, today: Day) -> World {
    let mut world = World {
        time_zone: Some("America/Chicago".to_owned()),
        company: Some("Prairie Loop Internet".to_owned()),
        users: team::users(),
        job_types: jobs::types(),
        services: jobs::services(),
        task_templates: jobs::task_templates(),
        accounts: places::accounts(&mut Dice::new(seed, 0)),
        network_sites: places::network_sites(),
        geofences: vec![places::western_suburbs()],
        schedules: hours::schedules(today),
        blockers: hours::blockers(today),
        ..World::default()
    };
    world.fields = fields::fields();
    world.definitions.extend(os1::definitions());
    world.definitions.extend(bigchange::definitions());
    let dice = &mut Dice::new(seed, 1 + u64::from(today.0.unsigned_abs()));
    world.time_offs = hours::time_offs(dice, today);
    world.overrides = hours::moved_lunch(&world, today);
    world.jobs = jobs::jobs(dice, &world, today);
    world
}
