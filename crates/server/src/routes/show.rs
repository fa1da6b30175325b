//! Records of the store in the API's spelling.

use slotwright_matching::{Interval, MINUTES_PER_DAY, Minute};
use slotwright_wire::sonar;
use slotwright_wire::time::{print_date, print_datetime, print_end_of_block, print_time};

use crate::clock::print_second;
use crate::store::{Job, Wish};

/// A job with its time to the second.
pub fn job(job: Job) -> sonar::Job {
    sonar::Job {
        id: job.id,
        scheduled_datetime: job.start.map(print_datetime),
        job_type_id: job.job_type_id,
        length_in_minutes: job.length_in_minutes,
        ticket_id: job.ticket_id,
        assigned_type: job.place.kind.plural().to_owned(),
        assigned_id: job.place.id,
        notes: Some(job.notes),
        status: job.status,
        user_ids: job.user_ids,
        created_by_user_id: job.created_by_user_id,
        checked_in_users: checked_in(job.checked_in),
        services: job.services,
        completed_at: job.completion.as_ref().map(|completion| print_second(completion.at)),
        completed_by_user_id: job.completion.as_ref().and_then(|completion| completion.by_user_id),
        completed_successfully: job.completion.as_ref().map(|completion| completion.successfully),
        completion_reason: job.completion.and_then(|completion| completion.reason),
    }
}

/// A job as the answer to a change has it: its time without seconds.
pub fn changed_job(changed: Job) -> sonar::Job {
    let start = changed.start.map(|start| without_seconds(print_datetime(start)));
    sonar::Job { scheduled_datetime: start, ..job(changed) }
}

/// A job inside a calculated schedule.
pub fn calculated_job(job: Job) -> sonar::CalculatedJob {
    sonar::CalculatedJob {
        id: job.id,
        scheduled_datetime: job.start.map(|start| without_seconds(print_datetime(start))),
        job_type_id: job.job_type_id,
        length_in_minutes: job.length_in_minutes,
        ticket_id: job.ticket_id,
        assigned_type: job.place.kind.plural().to_owned(),
        assigned_id: job.place.id,
        notes: Some(job.notes),
        status: job.status,
        user_ids: job.user_ids,
        created_by_user_id: job.created_by_user_id,
        checked_in_users: checked_in(job.checked_in),
        services: job.services,
    }
}

fn checked_in(users: Vec<(u64, i64)>) -> Vec<sonar::CheckedInUser> {
    users.into_iter().map(|(user_id, since)| sonar::CheckedInUser { user_id, datetime: print_second(since) }).collect()
}

/// A wish.
pub fn wish(wish: Wish) -> sonar::DesiredDateTime {
    sonar::DesiredDateTime {
        id: wish.id,
        date: print_date(wish.window.day),
        start_time: second_of_day(wish.window.start_second),
        end_time: second_of_day(wish.window.end_second),
    }
}

fn second_of_day(second: u32) -> String {
    let minute = (second / 60) as i32;
    if minute == MINUTES_PER_DAY {
        return print_end_of_block(minute);
    }
    format!("{}{:02}", &print_time(minute)[..6], second % 60)
}

/// `HH:MM` to `HH:MM` of the interval's day.
pub fn short_block(interval: Interval) -> sonar::Block {
    let midnight = slotwright_matching::Day::of(interval.start()).start();
    sonar::Block {
        start: without_time_seconds(print_time(interval.start() - midnight)),
        end: without_time_seconds(print_end_of_block(interval.end() - midnight)),
    }
}

/// `HH:MM` of the start and the end of a part of a day, in minutes from midnight.
pub fn day_part(start: Minute, end: Minute) -> (String, String) {
    (without_time_seconds(print_time(start)), without_time_seconds(print_end_of_block(end)))
}

fn without_seconds(mut datetime: String) -> String {
    datetime.truncate("2024-05-13 09:15".len());
    datetime
}

fn without_time_seconds(mut time: String) -> String {
    time.truncate("09:15".len());
    time
}
