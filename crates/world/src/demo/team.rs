//! Who works for the demo's provider, and who can do what.

use slotwright_domain::User;
use slotwright_matching::Minute;

use super::job_type::{BUSINESS, FIBRE, MAINTENANCE, REPAIR, SURVEY, SWAP};

pub(super) struct Technician {
    pub(super) name: &'static str,
    pub(super) public_name: &'static str,
    username: &'static str,
    /// Job types.
    pub(super) skills: &'static [u64],
    pub(super) weekdays: &'static [u8],
    /// When customers can be visited: `HHMM`.
    pub(super) from: Minute,
    pub(super) to: Minute,
    /// Works in Oak Park and Berwyn only.
    pub(super) is_fenced: bool,
}

pub(super) const WEEK: &[u8] = &[1, 2, 3, 4, 5];
const UNTIL_THURSDAY: &[u8] = &[1, 2, 3, 4];

const fn technician(
    (name, public_name, username): (&'static str, &'static str, &'static str),
    weekdays: &'static [u8],
    (from, to): (Minute, Minute),
    skills: &'static [u64],
) -> Technician {
    Technician { name, public_name, username, skills, weekdays, from, to, is_fenced: false }
}

/// In the order of their ids, from 1.
pub(super) const TEAM: [Technician; 12] = [
    // The lead is in the office most of the time.
    technician(
        ("Marisol Reyes", "Marisol", "mreyes"),
        &[1, 3, 5],
        (800, 1200),
        &[FIBRE, REPAIR, SWAP, SURVEY, BUSINESS],
    ),
    technician(("Darnell Whitaker", "Darnell", "dwhitaker"), WEEK, (900, 1500), &[FIBRE, REPAIR, SWAP]),
    // Two four-day weeks.
    technician(
        ("Agnieszka Nowak", "Agnieszka", "anowak"),
        UNTIL_THURSDAY,
        (800, 1600),
        &[FIBRE, REPAIR, SWAP, BUSINESS],
    ),
    technician(("Tomasz Zielinski", "Tomasz", "tzielinski"), &[2, 3, 4, 5], (800, 1600), &[FIBRE, REPAIR, SWAP]),
    technician(("Priya Raman", "Priya", "praman"), WEEK, (900, 1430), &[FIBRE, REPAIR, SWAP, SURVEY]),
    technician(("Luis Ortega", "Luis", "lortega"), WEEK, (900, 1430), &[FIBRE, REPAIR, SWAP]),
    // Part time.
    technician(("Hannah Lindqvist", "Hannah", "hlindqvist"), &[1, 3, 5], (900, 1300), &[REPAIR, SWAP, SURVEY]),
    // Late shift.
    technician(("Jerome Baptiste", "Jerome", "jbaptiste"), UNTIL_THURSDAY, (1200, 1800), &[FIBRE, REPAIR, SWAP]),
    technician(("Wei-Ling Chu", "Wei-Ling", "wchu"), &[2, 3, 4], (1000, 1500), &[SURVEY, BUSINESS]),
    technician(("Kofi Mensah", "Kofi", "kmensah"), UNTIL_THURSDAY, (700, 1300), &[REPAIR, BUSINESS, MAINTENANCE]),
    Technician {
        is_fenced: true,
        ..technician(("Sam O'Rourke", "Sam", "sorourke"), &[3, 4, 5], (900, 1500), &[FIBRE, REPAIR, SWAP, SURVEY])
    },
    technician(("Crew van 4", "Our crew", "van4"), WEEK, (730, 1430), &[FIBRE, BUSINESS, MAINTENANCE]),
];

/// Those who take turns on Saturdays, and what their schedules are called.
pub(super) const SATURDAYS: [(u64, &str); 2] = [(5, "Saturdays, one week"), (6, "Saturdays, the other week")];
/// The two of whom one free day each is kept in the next two weeks; between them they can do everything.
pub(super) const KEPT_FREE: [u64; 2] = [5, 12];

pub(super) fn users() -> Vec<User> {
    let user = |(id, member): (u64, &Technician)| User {
        id,
        username: member.username.to_owned(),
        name: member.name.to_owned(),
        public_name: member.public_name.to_owned(),
    };
    (1..).zip(&TEAM).map(user).collect()
}

/// Who can do jobs of a type: ids, ascending.
pub(super) fn skilled(job_type_id: u64) -> Vec<u64> {
    (1..).zip(&TEAM).filter(|(_, member)| member.skills.contains(&job_type_id)).map(|(id, _)| id).collect()
}
