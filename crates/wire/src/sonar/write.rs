//! How Sonar writes what we mean.

use slotwright_domain::{
    self as domain, Blocker, FieldKind, FieldValue, Numbered, Place, PlaceKind, Schedule, Status, TimeOff, UnixSecond,
    WallSecond,
};
use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute, Shift};

use super::{
    Account, AccountService, Address, Block, CalculatedJob, CheckedInUser, CustomField, CustomFieldOption,
    DesiredDateTime, Job, JobStatus, JobType, NetworkSite, ScheduleBlocker, ScheduleDay, ScheduledTimeOff, Task,
    TaskTemplate, TemplateTask, Ticket, User, read,
};
use crate::time::{print_date, print_datetime, print_end_of_block, print_second, print_time};

/// A place has one address at most: the first.
const ADDRESS_ID: u64 = 1;
/// Where somebody can be visited.
const PHYSICAL: u64 = 1;

/// As jobs spell the kind of a place in `assigned_type`.
#[must_use]
pub fn assigned_type(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Account => "accounts",
        PlaceKind::NetworkSite => "network_sites",
    }
}

/// As the find operations spell it in `entityType`.
#[must_use]
pub fn entity_type(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Account => "account",
        PlaceKind::NetworkSite => "network_site",
    }
}

/// Where a job stands. Sonar has four words: who is on site stands beside them, and what was given up before it was begun
/// is either gone or in the queue again.
#[must_use]
pub fn status(status: Status) -> JobStatus {
    match status {
        Status::Queued | Status::Cancelled => JobStatus::Queued,
        Status::Scheduled | Status::InProgress => JobStatus::Scheduled,
        Status::Completed => JobStatus::Completed,
        Status::Failed => JobStatus::Failed,
    }
}

/// A job with its time to the second.
#[must_use]
pub fn job(job: domain::Job) -> Job {
    Job {
        id: job.id,
        scheduled_datetime: job.start.map(print_datetime),
        job_type_id: job.job_type_id,
        length_in_minutes: job.length_in_minutes,
        ticket_id: job.ticket_id,
        assigned_type: assigned_type(job.place.kind).to_owned(),
        assigned_id: job.place.id,
        notes: Some(job.notes),
        status: status(job.status),
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
#[must_use]
pub fn changed_job(changed: domain::Job) -> Job {
    let start = changed.start.map(|start| without_seconds(print_datetime(start)));
    Job { scheduled_datetime: start, ..job(changed) }
}

/// A job inside a calculated schedule.
#[must_use]
pub fn calculated_job(job: domain::Job) -> CalculatedJob {
    CalculatedJob {
        id: job.id,
        scheduled_datetime: job.start.map(|start| without_seconds(print_datetime(start))),
        job_type_id: job.job_type_id,
        length_in_minutes: job.length_in_minutes,
        ticket_id: job.ticket_id,
        assigned_type: assigned_type(job.place.kind).to_owned(),
        assigned_id: job.place.id,
        notes: Some(job.notes),
        status: status(job.status),
        user_ids: job.user_ids,
        created_by_user_id: job.created_by_user_id,
        checked_in_users: checked_in(job.checked_in),
        services: job.services,
    }
}

fn checked_in(users: Vec<(u64, WallSecond)>) -> Vec<CheckedInUser> {
    users.into_iter().map(|(user_id, since)| CheckedInUser { user_id, datetime: print_second(since) }).collect()
}

/// A wish.
#[must_use]
pub fn wish(wish: domain::Wish) -> DesiredDateTime {
    DesiredDateTime {
        id: wish.id,
        date: print_date(wish.window.day),
        start_time: second_of_day(wish.window.start_second),
        end_time: second_of_day(wish.window.end_second),
    }
}

pub(crate) fn second_of_day(second: u32) -> String {
    let minute = (second / 60) as i32;
    if minute == MINUTES_PER_DAY {
        return print_end_of_block(minute);
    }
    format!("{}{:02}", &print_time(minute)[..6], second % 60)
}

/// A job type.
#[must_use]
pub fn job_type(job_type: domain::JobType) -> JobType {
    let effects = job_type.effects;
    JobType {
        id: job_type.id,
        name: job_type.name,
        length_in_minutes: job_type.length_in_minutes,
        color: job_type.color,
        icon: job_type.icon,
        change_status_on_completion: effects.change_status_on_completion,
        account_status_id_completion: effects.account_status_id_completion,
        change_status_on_failure: effects.change_status_on_failure,
        account_status_id_failure: effects.account_status_id_failure,
        create_completion_ticket: effects.create_completion_ticket,
        completion_ticket_group_id: effects.completion_ticket_group_id,
        create_failure_ticket: effects.create_failure_ticket,
        failure_ticket_group_id: effects.failure_ticket_group_id,
        allow_completion_with_uncompleted_tasks: effects.allow_completion_with_uncompleted_tasks,
        task_template_id: effects.task_template_id,
        services: effects.services,
        contract_template_id: effects.contract_template_id,
    }
}

/// A schedule, without its days.
#[must_use]
pub fn schedule(Numbered { id, record }: Numbered<Schedule>) -> super::Schedule {
    super::Schedule {
        id,
        user_ids: record.user_ids,
        job_type_ids: record.job_type_ids,
        name: record.name,
        start: print_date(record.repetition.start),
        available: record.available,
        infinite_repetitions: record.repetition.infinite,
        repetitions: record.repetition.repetitions,
        weeks: record.repetition.weeks,
    }
}

/// A day of a schedule.
#[must_use]
pub fn schedule_day(Numbered { id, record }: Numbered<Shift>) -> ScheduleDay {
    let (start_timestamp, end_timestamp) = day_part(record.start, record.end);
    ScheduleDay { id, day: record.weekday, start_timestamp, end_timestamp }
}

/// A blocker.
#[must_use]
pub fn blocker(Numbered { id, record }: Numbered<Blocker>) -> ScheduleBlocker {
    let [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = record.weekdays;
    let (start_timestamp, end_timestamp) = day_part(record.start, record.end);
    ScheduleBlocker {
        id,
        name: record.name,
        sunday,
        monday,
        tuesday,
        wednesday,
        thursday,
        friday,
        saturday,
        start_timestamp,
        end_timestamp,
        user_ids: record.user_ids,
        start: print_date(record.repetition.start),
        weeks: record.repetition.weeks,
        repetitions: record.repetition.repetitions,
        infinite_repetitions: record.repetition.infinite,
    }
}

/// A time off.
#[must_use]
pub fn time_off(Numbered { id, record }: Numbered<TimeOff>) -> ScheduledTimeOff {
    ScheduledTimeOff {
        id,
        user_id: record.user_id,
        start_time: print_datetime(record.start),
        end_time: print_datetime(record.end),
        name: record.name,
    }
}

/// `HH:MM` to `HH:MM` of the interval's day.
#[must_use]
pub fn short_block(interval: Interval) -> Block {
    let midnight = Day::of(interval.start()).start();
    let (start, end) = day_part(interval.start() - midnight, interval.end() - midnight);
    Block { start, end }
}

/// `HH:MM` of the start and the end of a part of a day, in minutes from midnight.
#[must_use]
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

/// A task.
#[must_use]
pub fn task(Numbered { id, record }: Numbered<domain::Task>) -> Task {
    let (completed_at, completed_by) = record.done.map_or((None, None), |(at, by)| (Some(at), by));
    Task {
        id,
        description: record.description,
        user_id: record.user_id,
        due_date: record.due.map(print_date),
        complete: completed_at.is_some(),
        completed_by,
        completed_at: completed_at.map(utc),
    }
}

/// A task template, without its tasks.
#[must_use]
pub fn task_template(template: domain::TaskTemplate) -> TaskTemplate {
    TaskTemplate { id: template.id, name: template.name }
}

/// A task of a template.
#[must_use]
pub fn template_task(Numbered { id, record }: Numbered<String>) -> TemplateTask {
    TemplateTask { id, task: record }
}

/// A ticket. The vendor assigns tickets to accounts only.
#[must_use]
pub fn ticket(ticket: domain::Ticket) -> Ticket {
    let account = ticket.place.filter(|place| place.kind == PlaceKind::Account);
    Ticket {
        id: ticket.id,
        subject: ticket.subject,
        ticket_type: "internal".to_owned(),
        ticket_group_id: ticket.ticket_group_id,
        user_id: None,
        assignee_id: account.map(|account| account.id),
        assignee: account.map(|account| assigned_type(account.kind).to_owned()),
        due_date: None,
        email_address: None,
        priority: 3,
        category_ids: Vec::new(),
        open: true,
        parent_ticket_id: None,
        child_ticket_ids: Vec::new(),
        inbound_email_account_id: None,
        spam: false,
        last_reply_incoming: false,
        closed_at: None,
        closed_by_user_id: None,
        created_at: ticket.created_at.map(utc),
    }
}

/// A service of an account.
#[must_use]
pub fn account_service(service: domain::AccountService) -> AccountService {
    AccountService {
        id: service.service_id,
        unique_service_relationship_id: service.id,
        quantity: 1,
        ..AccountService::default()
    }
}

/// A user.
#[must_use]
pub fn user(user: domain::User) -> User {
    User {
        id: user.id,
        username: user.username,
        name: user.name,
        public_name: user.public_name,
        locale: "en".to_owned(),
        role_id: 1,
        email_address: String::new(),
        mobile_number: None,
    }
}

/// An account.
#[must_use]
pub fn account(place: Place) -> Account {
    Account {
        id: place.place.id,
        name: place.name,
        account_status_id: place.account_status_id,
        address: place.address,
        latitude: place.point.map(|point| point.latitude),
        longitude: place.point.map(|point| point.longitude),
    }
}

/// A network site.
#[must_use]
pub fn network_site(place: Place) -> NetworkSite {
    NetworkSite {
        id: place.place.id,
        name: place.name,
        address: place.address,
        latitude: place.point.map(|point| point.latitude),
        longitude: place.point.map(|point| point.longitude),
    }
}

/// The address, if anything is known of it. It is kept on one line, whose parts nobody has separated.
#[must_use]
pub fn address(place: Place) -> Option<Address> {
    if place.address.is_none() && place.point.is_none() {
        return None;
    }
    Some(Address {
        id: ADDRESS_ID,
        line1: place.address.unwrap_or_default(),
        line2: String::new(),
        city: None,
        state: None,
        county: None,
        zip: None,
        country: None,
        latitude: place.point.map(|point| point.latitude),
        longitude: place.point.map(|point| point.longitude),
        address_type_id: PHYSICAL,
    })
}

/// A custom field.
#[must_use]
pub fn custom_field(field: domain::Field) -> CustomField {
    CustomField {
        id: field.id,
        name: field.name,
        field_type: field_type(field.kind).to_owned(),
        unique: field.is_unique,
        active: field.is_active,
        entity_type: field.entity_type,
        select_options: field.choices.into_iter().map(|text| CustomFieldOption { text }).collect(),
    }
}

fn field_type(kind: FieldKind) -> &'static str {
    read::FIELD_KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(spelling, _)| spelling)
}

/// What a custom field holds: a boolean for a checkbox, `YYYY-MM-DD` for a date, else a text.
#[must_use]
pub fn field_value(value: FieldValue) -> super::FieldData {
    match value {
        FieldValue::Text(text) => super::FieldData::Text(text),
        FieldValue::Flag(flag) => super::FieldData::Flag(flag),
        FieldValue::Date(day) => super::FieldData::Text(print_date(day)),
    }
}

/// An instant in UTC and not, like all other times, in the instance's zone.
fn utc(second: UnixSecond) -> String {
    print_second(second)
}
