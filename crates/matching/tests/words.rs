//! The wording of all reasons, side by side: what the dispatcher reads after a name, and what the customer does.

use slotwright_matching::*;

const MONDAY: Day = Day(19_856);

fn at(hour: Minute, minute: Minute) -> Minute {
    MONDAY.start() + hour * 60 + minute
}

#[test]
fn the_dispatcher_is_told_what_and_when_and_the_customer_politely_that_it_is_so() {
    let interval = Interval::new(at(10, 0), at(11, 30)).unwrap();
    let (schedule, time_off) = (3, 0);
    let whole = Interval::new(at(-5, 0), at(30, 0)).unwrap();
    let all = [
        Reason::Length { minutes: 0 },
        Reason::NotAsked { first: MONDAY, last: MONDAY },
        Reason::Notice { earliest: at(25, 5) },
        Reason::Notice { earliest: at(9, 0) },
        Reason::Horizon { latest: at(-72, 0) },
        Reason::OverMidnight { midnight: at(24, 0) },
        Reason::Grid { previous: at(9, 30), next: Some(at(10, 0)) },
        Reason::Grid { previous: at(23, 30), next: None },
        Reason::Crew { able: 1, needed: 2 },
        Reason::Crew { able: 1, needed: 0 },
        Reason::CrewSkill { skill: 3, able: 1, needed: 2 },
        Reason::Seat { seat: 0 },
        Reason::Skill { skill: 3 },
        Reason::NotInCrew,
        Reason::OutsideHours { interval: Interval::new(at(17, 0), at(24, 0)).unwrap() },
        Reason::JobType { schedule, interval },
        Reason::Geofence { schedule, interval },
        Reason::Closed { schedule, interval },
        Reason::Blocker { blocker_id: 5, interval, overridden: false },
        Reason::Blocker { blocker_id: 5, interval, overridden: true },
        Reason::TimeOff { time_off, interval: whole },
        Reason::Job { job_id: 7, interval: Interval::new(at(-1, 0), at(8, 30)).unwrap() },
        Reason::Buffer { job_id: 7, interval },
        Reason::Travel { job_id: Some(7), interval },
        Reason::Travel { job_id: None, interval },
        Reason::Cap { jobs: 4, allowed: 4, interval: MONDAY.interval() },
        Reason::CapOfAll { jobs: 20, allowed: 18, interval: MONDAY.interval() },
        Reason::SkippedByClockChange { interval: Interval::new(at(2, 0), at(3, 0)).unwrap() },
        Reason::TooShort { free: interval, missing_minutes: 30 },
    ];
    let told: Vec<String> = all
        .iter()
        .map(|reason| format!("{} | {} | {}", reason.code(), reason.for_dispatcher(MONDAY), reason.for_customer()))
        .collect();
    let expected = "\
length | a visit can't take 0 minutes (1 to 1440 are allowed) | This visit can't be booked online. Please call us.
not_asked | the day was not asked for | This is further ahead than we can book. Please choose an earlier time.
notice | the notice ends at 01:05 on the day after | This is too soon for us. Please choose a later time.
notice | the notice ends at 09:00 | This is too soon for us. Please choose a later time.
horizon | visits have to end 3 days before at the latest | This is further ahead than we can book. Please choose an earlier time.
over_midnight | the visit would reach over midnight | The visit would last past midnight. Please choose an earlier time.
grid | visits start at 09:30 or at 10:00, not in between | Visits start at other times. Please choose one of those shown.
grid | the last visit starts at 23:30 | Visits start at other times. Please choose one of those shown.
crew | 1 can come, 2 needed | Nobody is free at this time.
crew | nobody is needed for the whole visit | This visit can't be booked online. Please call us.
crew_skill | with skill 3: 1 can come, 2 needed | Those who do such work are not free at this time.
seat | nobody can be number 1 of the crew | Those who do such work are not free at this time.
skill | lacks skill 3 | Those who do such work are not free at this time.
not_in_crew | is not in the crew | Those who do such work are not free at this time.
outside_hours | no working hours from 17:00 | We don't make such visits at this time.
job_type | works from 10:00 to 11:30, but not on jobs of this type | We don't make such visits at this time.
geofence | works from 10:00 to 11:30, but not in this area | We don't come to your area at this time.
closed | closed by a schedule from 10:00 to 11:30 | We don't make such visits at this time.
blocker | blocker 5 from 10:00 to 11:30 | Nobody is free at this time.
blocker | blocker 5 from 10:00 to 11:30, moved for this day | Nobody is free at this time.
time_off | time off all day | Nobody is free at this time.
job | job 7 until 08:30 | Nobody is free at this time.
buffer | kept free around job 7 from 10:00 to 11:30 | Nobody can be there in time. Please choose another time.
travel | on the way from or to job 7 from 10:00 to 11:30 | Nobody can be there in time. Please choose another time.
travel | on the way to the first visit or from the last from 10:00 to 11:30 | Nobody can be there in time. Please choose another time.
cap | has 4 jobs that day (4 are allowed) | We are fully booked that day. Please choose another day.
cap_of_all | there are 20 jobs that day (18 are allowed) | We are fully booked that day. Please choose another day.
skipped_by_clock_change | the clocks are put forward from 02:00 to 03:00 | The clocks change that night, and this time doesn't exist.
too_short | free from 10:00 to 11:30, which is 30 minutes too short | There is not enough time for the whole visit.";
    assert_eq!(told.join("\n"), expected);
}
