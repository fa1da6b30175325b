//! What holds for the demo world of every seed and date.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use slotwright_domain::{PlaceKind, PlaceRef, Status};
use slotwright_matching::{Align, Day, IntervalSet, MINUTES_PER_DAY, Opening, Question, Search, Skipped, openings};
use slotwright_wire::time::parse_date;

use super::{LINK_ACCOUNT_ID, LINK_JOB_TYPE_ID, world};
use crate::world::{Job, Place, World};

/// Worlds of several seeds on ordinary days, before Thanksgiving, around the turn of the year, and from most weekdays.
fn worlds() -> impl Iterator<Item = (u64, Day, &'static World)> {
    static WORLDS: LazyLock<Vec<(u64, Day, World)>> = LazyLock::new(|| {
        let dates = ["2026-11-22", "2026-11-24", "2026-12-22", "2027-01-02", "2027-02-26", "2027-06-30", "2028-02-17"];
        let dates = dates.into_iter().filter_map(parse_date);
        dates.flat_map(|today| (1..=3).map(move |seed| (seed, today, world(seed, today)))).collect()
    });
    WORLDS.iter().map(|(seed, today, world)| (*seed, *today, world))
}

fn jobs(world: &World, status: Status) -> impl Iterator<Item = &Job> {
    world.jobs.iter().filter(move |job| job.status == status)
}

/// The openings of a job type's length at a place, from `first` on, for `days` days.
fn openings_at(world: &World, job_type_id: u64, place: &Place, first: Day, days: i32) -> Vec<Opening> {
    let job_type = world.job_types.iter().find(|job_type| job_type.id == job_type_id).unwrap();
    let roster = world.roster();
    let question = Question { job_type_id, place: place.point(), first, last: first + (days - 1), except_job_id: None };
    let people: Vec<IntervalSet> = world.users.iter().map(|user| roster.free(user.id, &question)).collect();
    let search = Search {
        length_minutes: job_type.length_in_minutes as i32,
        crew: 1,
        step_minutes: 30,
        align: Align::Clock,
        earliest: first.start(),
        latest: (first + days).start(),
        skipped: Skipped::NONE,
    };
    openings(&people, &search)
}

/// How many openings of the demo link each of the days has.
fn link_openings(world: &World, first: Day, days: i32) -> Vec<usize> {
    let found = openings_at(world, LINK_JOB_TYPE_ID, &world.accounts[0], first, days);
    (0..days).map(|day| found.iter().filter(|opening| Day::of(opening.start) == first + day).count()).collect()
}

/// Booked and bookable minutes of some days, all technicians together.
fn load(world: &World, first: Day, days: i32) -> (i32, i32) {
    let roster = world.roster();
    let mut load = (0, 0);
    for day in (0..days).map(|day| first + day) {
        for user in &world.users {
            let hours = world.job_types.iter().map(|job_type| roster.open(user.id, job_type.id, day));
            let open = hours.fold(IntervalSet::default(), |open, hours| open.union(&hours));
            let breaks = roster.blocker_occurrences(user.id, day).into_iter().map(|blocker| blocker.interval).collect();
            load.1 += open.difference(&breaks).total_minutes();
            let visits = roster.occupied.iter().filter(|visit| visit.user_id == user.id);
            load.0 += visits
                .map(|visit| visit.interval)
                .filter(|visit| Day::of(visit.start()) == day)
                .map(|visit| visit.minutes())
                .sum::<i32>();
        }
    }
    load
}

mod it_is_the_same_world {
    use super::*;

    /// FNV-1a, 64 bits.
    fn fingerprint(world: &World) -> u64 {
        let bytes = format!("{world:?}").into_bytes();
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    }

    #[test]
    fn for_the_same_seed_and_date_on_every_machine() {
        let today = parse_date("2026-11-22").unwrap();
        // A new number here means that everybody's demo changes; that is all right when it is meant.
        assert_eq!(fingerprint(&world(1, today)), 0x5df8_3e1c_15b0_753b, "{:#x}", fingerprint(&world(1, today)));
    }

    #[test]
    fn but_not_for_other_seeds_and_dates() {
        let today = parse_date("2026-11-22").unwrap();
        let worlds = [(1, today), (2, today), (1, today + 1), (u64::MAX, today)];
        let fingerprints: BTreeSet<u64> = worlds.iter().map(|&(seed, day)| fingerprint(&world(seed, day))).collect();
        assert_eq!(fingerprints.len(), worlds.len());
        assert_eq!(world(1, today).accounts, world(1, today + 1).accounts, "nobody moves over night");
    }
}

mod it_never_contradicts_itself {
    use super::*;

    #[test]
    fn every_visit_is_in_time_that_is_free_but_for_itself() {
        for (seed, today, world) in worlds() {
            let roster = world.roster();
            for job in jobs(world, Status::Scheduled) {
                let place = world.place(job.assigned).and_then(Place::point);
                let visit = job.interval().unwrap();
                let busy = roster.first_not_free(&job.user_ids, visit, job.job_type_id, place, Some(job.id));
                assert_eq!(busy, None, "seed {seed}, {today:?}, {job:?}");
            }
        }
    }

    #[test]
    fn nobody_is_at_two_visits_at_once() {
        for (seed, today, world) in worlds() {
            for user in &world.users {
                let mut visits: Vec<_> = jobs(world, Status::Scheduled)
                    .filter(|job| job.user_ids.contains(&user.id))
                    .filter_map(Job::interval)
                    .collect();
                visits.sort_unstable();
                let overlap = visits.windows(2).find(|pair| pair[0].overlaps(pair[1]));
                assert_eq!(overlap, None, "seed {seed}, {today:?}, {}", user.name);
            }
        }
    }

    #[test]
    fn its_file_reads_back_as_itself_without_a_warning() {
        let today = parse_date("2026-11-22").unwrap();
        let world = world(3, today);
        let file = crate::print(&world).to_string();
        assert_eq!(crate::read("demo.json", &file), Ok(crate::Loaded { world, warnings: Vec::new() }));
    }

    #[test]
    fn what_is_over_was_done_before_today_by_somebody_who_can() {
        for (_, today, world) in worlds() {
            let over = world.jobs.iter().filter(|job| matches!(job.status, Status::Completed | Status::Failed));
            for job in over {
                assert!(job.completed_at.is_some_and(|at| at < today.start() && (today + -43).start() < at), "{job:?}");
                let skills =
                    world.schedules.iter().filter(|hours| hours.user_ids.first() == job.completed_by_user_id.as_ref());
                assert!(skills.flat_map(|hours| &hours.job_type_ids).any(|id| *id == job.job_type_id), "{job:?}");
                assert!(job.status == Status::Completed || job.completion_reason.is_some(), "{job:?}");
            }
        }
    }
}

mod it_is_believable {
    use super::*;

    #[test]
    fn about_two_hundred_jobs_in_all_states_over_twelve_weeks() {
        for (seed, today, world) in worlds() {
            let count = |status| jobs(world, status).count();
            assert!((170..=290).contains(&world.jobs.len()), "seed {seed}, {today:?}: {} jobs", world.jobs.len());
            assert_eq!(count(Status::Queued), 14);
            assert!((20..=60).contains(&count(Status::Completed)), "seed {seed}, {today:?}");
            assert!((2..=8).contains(&count(Status::Failed)), "seed {seed}, {today:?}");
            let last = jobs(world, Status::Scheduled).filter_map(|job| job.scheduled_at).max();
            assert!(last.is_some_and(|last| (today + 28).start() < last && last < (today + 42).start()));
        }
    }

    #[test]
    fn the_next_two_weeks_are_well_booked_and_the_later_ones_are_not() {
        let mut sum = (0, 0);
        for (seed, today, world) in worlds() {
            let percent = |(booked, bookable): (i32, i32)| booked * 100 / bookable;
            let near = load(world, today, 14);
            let (later, far) = (load(world, today + 14, 14), load(world, today + 28, 14));
            let seen = [percent(near), percent(later), percent(far)];
            assert!((52..=80).contains(&seen[0]), "seed {seed}, {today:?}: {seen:?}");
            assert!(seen[1] < seen[0] - 20 && seen[2] < seen[1], "seed {seed}, {today:?}: {seen:?}");
            sum = (sum.0 + near.0, sum.1 + near.1);
        }
        let mean = sum.0 * 100 / sum.1;
        assert!((60..=75).contains(&mean), "{mean} %");
    }

    #[test]
    fn every_type_of_job_has_an_opening_within_two_weeks_for_every_place() {
        for (seed, today, world) in worlds() {
            for job_type in &world.job_types {
                for place in world.accounts.iter().chain(&world.network_sites) {
                    let openings = openings_at(world, job_type.id, place, today + 1, 14);
                    assert!(!openings.is_empty(), "seed {seed}, {today:?}: {} at {place:?}", job_type.name);
                }
            }
        }
    }

    #[test]
    fn the_month_of_the_demo_link_is_alive() {
        for (seed, today, world) in worlds() {
            let days = link_openings(world, today, 42);
            let weekday = |day: usize| (today + day as i32).weekday();
            let near_working_days: Vec<_> =
                (1..15).filter(|&day| (1..=5).contains(&weekday(day))).map(|day| days[day]).collect();
            assert!(
                near_working_days.iter().any(|count| *count <= 1),
                "a day is full: seed {seed}, {today:?}: {days:?}"
            );
            assert!(
                4 <= near_working_days.iter().filter(|count| 0 < **count).count(),
                "seed {seed}, {today:?}: {days:?}"
            );
            assert!(4 <= days.iter().collect::<BTreeSet<_>>().len(), "days differ: seed {seed}, {today:?}: {days:?}");
            assert!((0..42).filter(|&day| weekday(day) == 0).all(|day| days[day] == 0), "nobody works on Sundays");
            assert!((0..42).filter(|&day| weekday(day) == 6).all(|day| days[day] <= 6), "Saturdays are short");
            let (near, far): (usize, usize) = (days[..14].iter().sum(), days[28..].iter().sum());
            assert!(near < far, "seed {seed}, {today:?}: {days:?}");
        }
    }

    #[test]
    fn the_account_of_the_demo_link_has_no_open_job() {
        for (_, _, world) in worlds() {
            let account = PlaceRef { kind: PlaceKind::Account, id: LINK_ACCOUNT_ID };
            let own: Vec<_> = world.jobs.iter().filter(|job| job.assigned == account).map(|job| job.status).collect();
            assert_eq!(own, [Status::Completed], "only the survey, weeks ago");
            let link_type = &world.job_types[0];
            assert_eq!(
                (link_type.id, link_type.name.as_str(), link_type.length_in_minutes),
                (LINK_JOB_TYPE_ID, "Fibre installation", 120)
            );
        }
    }

    #[test]
    fn who_waits_has_wishes_that_could_be_met() {
        for (_, today, world) in worlds() {
            let queued: Vec<_> = jobs(world, Status::Queued).collect();
            assert_eq!(queued.iter().filter(|job| !job.wishes.is_empty()).count(), 10);
            for (job, wish) in queued.iter().flat_map(|job| job.wishes.iter().map(move |wish| (job, wish))) {
                assert!(job.length_in_minutes as i32 <= wish.window.minutes(), "{job:?}");
                assert!((today + 2).start() <= wish.window.start(), "{job:?}");
                assert!(wish.window.minutes() <= MINUTES_PER_DAY, "{job:?}");
            }
        }
    }

    #[test]
    fn not_everybody_can_do_everything() {
        let world = world(1, parse_date("2026-11-22").unwrap());
        for job_type in &world.job_types {
            let able: BTreeSet<u64> = world
                .schedules
                .iter()
                .filter(|hours| hours.available && hours.job_type_ids.contains(&job_type.id))
                .flat_map(|hours| hours.user_ids.iter().copied())
                .collect();
            assert!((2..=10).contains(&able.len()), "{}: {able:?}", job_type.name);
        }
    }

    #[test]
    fn one_lunch_is_moved_and_some_leave_is_taken() {
        for (seed, today, world) in worlds() {
            let roster = world.roster();
            let moved: Vec<_> = (0..14)
                .flat_map(|day| world.users.iter().map(move |user| (user.id, today + day)))
                .flat_map(|(user_id, day)| roster.blocker_occurrences(user_id, day))
                .filter(|occurrence| occurrence.overridden)
                .collect();
            assert_eq!(moved.len(), 1, "seed {seed}, {today:?}");
            let names: BTreeSet<_> = world.time_offs.iter().map(|off| &off.name).collect();
            assert_eq!(names.len(), 6, "the vendor wants the names to differ");
        }
    }

    #[test]
    fn everybody_lives_in_chicago_or_its_western_suburbs() {
        for (seed, today, world) in worlds() {
            let addresses: BTreeSet<_> = world.accounts.iter().map(|place| place.address.clone()).collect();
            assert_eq!(addresses.len(), 40, "seed {seed}");
            for place in world.accounts.iter().chain(&world.network_sites) {
                let point = place.point().unwrap();
                assert!(
                    (41.64..42.03).contains(&point.latitude) && (-87.81..-87.52).contains(&point.longitude),
                    "{place:?}"
                );
            }
            let in_suburbs =
                world.accounts.iter().filter(|place| !place.address.as_deref().unwrap_or("").contains("Chicago"));
            let in_suburbs: Vec<_> = in_suburbs.filter_map(Place::point).collect();
            assert_eq!(in_suburbs.len(), 5);
            // Sam works in the suburbs only: whoever lives there has more choice.
            let fenced = world.schedules.iter().find(|hours| !hours.geofence_ids.is_empty()).unwrap();
            let roster = world.roster();
            // A Wednesday after all that is planned.
            let day = today + 50 + (3 - i32::from((today + 50).weekday())).rem_euclid(7);
            let free = |place| {
                let question = Question { job_type_id: 1, place, first: day, last: day, except_job_id: None };
                !roster.free(fenced.user_ids[0], &question).is_empty()
            };
            assert!(in_suburbs.into_iter().all(|point| free(Some(point))));
            assert!(!free(world.accounts[0].point()) && !free(None));
        }
    }
}
