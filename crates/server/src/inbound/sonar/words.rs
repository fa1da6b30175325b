//! The sentences and statuses of refusals. The texts that the vendor documents are word for word the vendor's, the others follow
//! the wordings of Laravel, on which the vendor's API is built.

use axum::http::StatusCode;
use slotwright_domain::{Bounds, Breach, Faults, InUse, Member, NewcomerBound, Policy, Wrong};
use slotwright_matching::{Interval, Minute};
use slotwright_store::{self as store, Refused};
use slotwright_wire::slotwright::DayWindow;
use slotwright_wire::slotwright::write::day_window;
use slotwright_wire::sonar::NO_AVAILABILITY;
use slotwright_wire::time::{print_date, print_datetime};

use super::own_words::own_words;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{Reader, words};
use crate::instance::Instance;
use crate::scheduling::Caller;

/// How an operation spells what it names.
pub struct Names {
    /// `accounts` or `account`.
    pub place_kind: &'static str,
    /// Its number.
    pub place_id: &'static str,
    /// Who comes, or is asked.
    pub users: &'static str,
    /// When it starts, where it has an end.
    pub start: &'static str,
    /// When it ends.
    pub end: &'static str,
}

impl Names {
    /// As jobs do.
    pub const OF_JOBS: Self = Self {
        place_kind: "assigned_type",
        place_id: "assigned_id",
        users: "user_ids",
        start: "scheduled_datetime",
        end: "end_time",
    };
    /// As the find operations do.
    pub const OF_FIND: Self = Self { place_kind: "entityType", place_id: "entityId", users: "users", ..Self::OF_JOBS };
    /// As reports of who is on site do.
    pub const OF_REPORTS: Self = Self { users: "user_id", start: "start_time", ..Self::OF_JOBS };
    /// As tasks and time off do, which are one user's.
    pub const OF_ONE_USER: Self = Self::OF_REPORTS;
    /// As schedules and blockers do: what is wrong with their `user_ids` the vendor tells of `user_id`.
    pub const OF_ROSTER: Self =
        Self { users: "user_id", start: "start_timestamp", end: "end_timestamp", ..Self::OF_JOBS };

    fn of(&self, member: Member) -> &'static str {
        match member {
            Member::JobType => "job_type_id",
            Member::Place => self.place_id,
            Member::Length => "length_in_minutes",
            Member::Users => self.users,
            Member::Ticket => "ticket_id",
            Member::Services => "services",
            Member::Job => "job_id",
            Member::LastDay => "end_date",
            Member::Name => "name",
            Member::JobTypes => "job_type_ids",
            Member::Start => self.start,
            Member::End => self.end,
            Member::CompletionStatus => "account_status_id_completion",
            Member::FailureStatus => "account_status_id_failure",
            Member::CompletionTicketGroup => "completion_ticket_group_id",
            Member::FailureTicketGroup => "failure_ticket_group_id",
            Member::TaskTemplate => "task_template_id",
            Member::Field => "custom_field_id",
            Member::Value => "data",
            Member::Uniqueness => "unique",
        }
    }
}

/// What is switched on where a member is needed.
fn switch_of(member: Member) -> &'static str {
    match member {
        Member::CompletionStatus => "change_status_on_completion",
        Member::FailureStatus => "change_status_on_failure",
        Member::CompletionTicketGroup => "create_completion_ticket",
        Member::FailureTicketGroup => "create_failure_ticket",
        _ => "",
    }
}

/// The code of what is not done because it was decided about something else.
const CHANGED: &str = "changed-by-staff";
/// A number that is no user's.
pub const NO_SUCH_USER: &str = "That user does not exist.";

/// Adds what scheduling has found wrong to what the reader has.
pub fn fault(read: &mut Reader, names: &Names, faults: &Faults) {
    for fault in &faults.0 {
        let name = names.of(fault.member);
        match (fault.wrong, fault.member) {
            (Wrong::Unknown, Member::Users) => read.fault(name, NO_SUCH_USER),
            (Wrong::Unknown, _) => read.invalid(name),
            (Wrong::NotForCaller | Wrong::NotForKind, _) => read.prohibit(name),
            (Wrong::CrewSize { needed, named }, _) => read.fault(name, crew_size_fault(needed, named)),
            (Wrong::TooManyDays { allowed, users }, _) => {
                let days = format!("The end date must be within {allowed} days of the start date for {users} users.");
                read.fault(name, days);
            }
            (Wrong::Taken, _) => read.fault(name, format!("The {} must be unique.", words(name))),
            (Wrong::HeldTwice, _) => read.fault(name, "The data of this field is not unique."),
            (Wrong::NotAfterStart, _) => {
                read.fault(name, format!("The {} must be after {}.", words(name), words(names.start)));
            }
            (Wrong::OffGrid { minutes }, _) => {
                read.fault(name, format!("The {} must be in {minutes} minute increments.", words(name)));
            }
            (Wrong::OnlyByQueueing, _) => {
                let text = "can't be taken away from a scheduled job: put the job back into the queue instead.";
                read.fault(name, format!("The {} {text}", words(name)));
            }
            (Wrong::WithoutVisit, _) => {
                let start = words(names.start);
                read.fault(
                    name,
                    format!("The {} would be ignored: the job has no {start}, and none was sent.", words(name)),
                );
            }
            (Wrong::Needed, member) => {
                let switch = words(switch_of(member));
                read.fault(name, format!("The {} field is required when {switch} is 1.", words(name)));
            }
        }
    }
}

/// The answer to what was refused. What is wrong with the request's members is told with what the reader has found.
pub fn refusal(refused: Refused, mut read: Reader, names: &Names, instance: &Instance, caller: &Caller) -> Refusal {
    match refused {
        Refused::Faulty(faults) => {
            fault(&mut read, names, &faults);
            read.finish().err().unwrap_or_else(Refusal::no_item)
        }
        other => refused_as(other, instance, caller),
    }
}

/// The answer to what was refused of a request of which every member is good: to a customer in the language that they ask for.
pub fn refused_as(refused: Refused, instance: &Instance, caller: &Caller) -> Refusal {
    let own = own_words(&refused, instance, caller);
    let refusal = in_english(refused, instance, caller);
    match own {
        Some(message) => Refusal { message, ..refusal },
        None => refusal,
    }
}

fn in_english(refused: Refused, instance: &Instance, caller: &Caller) -> Refusal {
    let (policy, bounds) = (&instance.policy, caller.bounds(instance));
    let refuse = |code, text| Refusal::sentence(StatusCode::UNPROCESSABLE_ENTITY, code, text);
    match refused {
        Refused::Faulty(_) | Refused::NoSuchJob | Refused::NoSuchWish | Refused::NoSuchHold | Refused::NoSuchRecord => {
            Refusal::no_item()
        }
        Refused::WrongFields(wrong) => Refusal::wrong_fields(&wrong),
        Refused::InUse(InUse::JobType) => Refusal::in_use(
            "The job type is used by jobs, holds, schedules, rules, the policy, fields or booking links.",
        ),
        Refused::InUse(InUse::TaskTemplate) => Refusal::in_use("The task template is used by job types."),
        Refused::WishWithoutLength => {
            refuse("validation-failed", "The start_time must be prior to the end_time.".to_owned())
        }
        Refused::TooManyWishes => Refusal::too_many_wishes(policy),
        Refused::TooManyPhotos => {
            let text = "There are too many photos that no visit names. Please take some back, or try again tomorrow.";
            refuse("photo-limit", text.to_owned())
        }
        Refused::NotFree(user_id) => refuse("slot-taken", format!("{NO_AVAILABILITY}{}.", caller.name_of(user_id))),
        Refused::HoldExpired => Refusal::hold_expired(),
        Refused::TooManyHolds => Refusal::hold_limit(policy),
        Refused::HeldLongEnough { wait_seconds } => Refusal::hold_pause(wait_seconds),
        Refused::TooManyNewcomers { bound, wait_seconds } => Refusal::too_many_newcomers(bound, wait_seconds),
        Refused::HasSuchJob(_) => {
            refuse("second-job", "There is an open visit of this kind for you already. Please call us.".to_owned())
        }
        Refused::AlreadyCompleted => refuse("already-completed", "The job has already been completed.".to_owned()),
        Refused::OpenTasks => {
            refuse("open-tasks", "The job can not be completed while it has uncompleted tasks.".to_owned())
        }
        Refused::NotScheduled => refuse("not-scheduled", "The job is not scheduled.".to_owned()),
        Refused::ReferenceTaken(job_id) => Refusal::reference_taken(job_id),
        Refused::TooManyChanges => Refusal::too_many_changes(),
        Refused::LinkUsed => Refusal::link_used(),
        Refused::TooLateToChange => Refusal::too_late_to_change(bounds),
        Refused::CrewSize { needed, named } => Refusal::field("user_ids", crew_size_fault(needed, named)),
        Refused::ChangedMeanwhile => Refusal::changed_meanwhile(),
        Refused::MovedMeanwhile { start } => Refusal::moved_meanwhile(start),
        Refused::AlreadyBooked => refuse("already-booked", "There is a booking with this link already.".to_owned()),
        Refused::LinkEnded => Refusal::link_expired(),
        Refused::Policy(Breach::TooSoon) => Refusal::too_soon(bounds),
        Refused::Policy(Breach::TooFar) => Refusal::too_far(bounds),
        Refused::Policy(Breach::NotOnGrid) => Refusal::not_on_grid(bounds),
        Refused::Policy(Breach::NotesTooLong) => Refusal::notes_too_long(policy),
        Refused::Policy(Breach::NotInDays) => Refusal::not_in_days(caller),
        Refused::Policy(Breach::NotInWindows(visit)) => Refusal::not_in_windows(visit, caller),
        Refused::SkippedByClocks => Refusal::local_time_does_not_exist("scheduled_datetime", instance.zone.name()),
        Refused::WishSkippedByClocks => Refusal::local_time_does_not_exist("date", instance.zone.name()),
        Refused::OfJob(job_id, refused) => {
            let refusal = in_english(*refused, instance, caller);
            let sentence = format!("Job {job_id}: {}", refusal.text());
            refusal.saying(&sentence)
        }
        Refused::Outdated => store::Error::TakenBack.into(),
        Refused::Storage(error) => error.into(),
    }
}

impl Refusal {
    /// There is nothing with that number, or nothing that the caller may know of.
    #[must_use]
    pub fn no_item() -> Self {
        Self::sentence(StatusCode::NOT_FOUND, "not-found", "No item with that ID found.")
    }

    /// The same as [`Self::no_item`] where the vendor answers 422 to it: changing an unknown job.
    #[must_use]
    pub fn no_item_to_change() -> Self {
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "not-found", "No item with that ID found.")
    }

    /// What was to be deleted is not there: `job` → `job does not exist.`
    #[must_use]
    pub fn does_not_exist(what: &str) -> Self {
        Self::sentence(StatusCode::NOT_FOUND, "not-found", format!("{what} does not exist."))
    }

    /// What was to be deleted is named by others, which the sentence tells.
    #[must_use]
    pub fn in_use(sentence: &str) -> Self {
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "in-use", sentence)
    }

    /// The dates of a calculated schedule are no dates. Status 422 with 404 in the envelope: so the vendor does it.
    #[must_use]
    pub fn no_calculated_schedule() -> Self {
        let text = "schedule day/time does not exist.";
        let refusal = Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "validation-failed", text);
        Self { envelope_status: Some(404), ..refusal }
    }

    /// The time that was to be held is not free: a conflict of two wishes rather than a faulty request.
    #[must_use]
    pub fn conflicting(self) -> Self {
        Self { status: StatusCode::CONFLICT, ..self }
    }

    /// A start of a visit, or a change of one, on too short notice.
    fn too_soon(bounds: Bounds) -> Self {
        let text = format!("Please choose a time at least {} from now.", length(bounds.notice_minutes));
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "too-soon", text)
    }

    /// A visit that is too near to be changed.
    fn too_late_to_change(bounds: Bounds) -> Self {
        let text = format!(
            "The visit starts in less than {} and can no longer be changed here. Please call us.",
            length(bounds.change_notice_minutes)
        );
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "too-soon", text)
    }

    /// A start that the clocks skip.
    fn local_time_does_not_exist(field: &str, zone: &str) -> Self {
        let text = format!(
            "The clocks in {zone} are put forward and never show that time on that day. Please choose another time."
        );
        Self { code: "local-time-does-not-exist", ..Self::field(field, text) }
    }

    /// A visit beyond the horizon.
    fn too_far(bounds: Bounds) -> Self {
        let text = format!("Please choose a time within the next {} days.", bounds.horizon_days);
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "too-far", text)
    }

    /// A start between the offered ones.
    fn not_on_grid(bounds: Bounds) -> Self {
        let step = bounds.start_step_minutes;
        let text = format!("Please choose one of the offered times: visits start every {step} minutes.");
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "not-on-grid", text)
    }

    /// The time was held for too long, and is somebody else's now.
    fn hold_expired() -> Self {
        let text = "This time was held for you, but not long enough. Please choose it again, or another.";
        Self::sentence(StatusCode::CONFLICT, "hold-expired", text)
    }

    /// The job was changed between the look at it and the change.
    fn changed_meanwhile() -> Self {
        let text = "This was changed meanwhile. Please look at it again before you change it.";
        Self::sentence(StatusCode::CONFLICT, CHANGED, text)
    }

    /// The visit is another than the one that the customer saw when they decided.
    fn moved_meanwhile(start: Option<Minute>) -> Self {
        let now = match start {
            Some(start) => format!("The visit starts at {} now.", print_datetime(start)),
            None => "The visit has no time now.".to_owned(),
        };
        let text = format!("This was changed meanwhile. {now} Please look at it again before you change it.");
        Self::sentence(StatusCode::CONFLICT, CHANGED, text)
    }

    /// As many times as one may hold.
    fn hold_limit(policy: &Policy) -> Self {
        let text = format!("There can be up to {} holds. Please release one first.", policy.holds.max_of_staff);
        // Time is what helps: holds end by themselves.
        let retry_after = Some(policy.holds.seconds.into());
        Self { retry_after, ..Self::sentence(StatusCode::TOO_MANY_REQUESTS, "hold-limit", text) }
    }

    /// Another job is called so.
    fn reference_taken(job_id: u64) -> Self {
        let text = format!("Another job has that reference: job {job_id}.");
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "reference-taken", text)
    }

    /// As much as a link may do within a day.
    fn too_many_changes() -> Self {
        let text = "The visit was booked and changed very often today. Please try again tomorrow, or call us.";
        Self { retry_after: Some(3600), ..Self::sentence(StatusCode::TOO_MANY_REQUESTS, "too-many-changes", text) }
    }

    /// A link that has booked and moved as often as it may.
    fn link_used() -> Self {
        let text = "This link has been used as often as it can be. Please call us to change the visit.";
        Self::sentence(StatusCode::GONE, "link-used", text)
    }

    /// A day for which the link is not.
    fn not_in_days(caller: &Caller) -> Self {
        let days = match caller {
            Caller::Staff(_) => (None, None),
            Caller::Customer(customer) => (customer.limits().first_day, customer.limits().last_day),
        };
        let days = match days {
            (Some(first), Some(last)) => format!("from {} to {}", print_date(first), print_date(last)),
            (Some(first), None) => format!("from {} on", print_date(first)),
            (None, Some(last)) => format!("up to {}", print_date(last)),
            (None, None) => "that is offered".to_owned(),
        };
        let text = format!("Please choose a day {days}: this link is for no other.");
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "not-in-days", text)
    }

    /// A time in none of the link's windows.
    fn not_in_windows(visit: Interval, caller: &Caller) -> Self {
        let windows: Vec<String> = match caller {
            Caller::Staff(_) => Vec::new(),
            Caller::Customer(customer) => customer
                .limits()
                .windows
                .iter()
                .map(|window| {
                    let DayWindow { date, start_time, end_time } = day_window(*window);
                    format!("{date} {} to {}", &start_time[..5], &end_time[..5])
                })
                .collect(),
        };
        let text = format!(
            "Please choose a time in one of the windows of this link ({}): {} to {} lies in none.",
            windows.join(", "),
            print_datetime(visit.start()),
            print_datetime(visit.end()),
        );
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "not-in-windows", text)
    }

    /// Times were held for as long as one may.
    fn hold_pause(wait_seconds: u64) -> Self {
        let text = format!(
            "Times were kept for you for as long as they may be. You can book without that, or have one kept again in \
             {wait_seconds} seconds."
        );
        let retry_after = Some(wait_seconds);
        Self { retry_after, ..Self::sentence(StatusCode::TOO_MANY_REQUESTS, "hold-pause", text) }
    }

    /// Those who come by open links have had as much as they may.
    fn too_many_newcomers(bound: NewcomerBound, wait_seconds: u64) -> Self {
        let what = match bound {
            NewcomerBound::HoldsOfNetwork => {
                "As many times as may be are being kept for people at your internet connection."
            }
            NewcomerBound::HeldOfDay => {
                "Many people are choosing a time on that day at this moment. Please choose another day."
            }
            NewcomerBound::BookingsOfNetwork => {
                "As many visits as may be were booked from your internet connection today."
            }
            NewcomerBound::BookingsOfAll => "Very many visits are being booked at the moment.",
        };
        let minutes = wait_seconds.div_ceil(60);
        let unit = if minutes == 1 { "minute" } else { "minutes" };
        let text = format!("{what} Please try again in {minutes} {unit}, or call us.");
        let retry_after = Some(wait_seconds);
        Self { retry_after, ..Self::sentence(StatusCode::TOO_MANY_REQUESTS, "open-link-limit", text) }
    }

    /// As many wishes as a job may have.
    fn too_many_wishes(policy: &Policy) -> Self {
        let text = format!("There can be up to {} wishes. Please remove one first.", policy.max_wishes);
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "too-many-wishes", text)
    }

    /// Notes that are too long.
    fn notes_too_long(policy: &Policy) -> Self {
        let text = format!("The notes may have up to {} characters.", policy.max_notes_length);
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "notes-too-long", text)
    }
}

/// What is wrong with a crew of another size than is needed.
fn crew_size_fault(needed: usize, named: usize) -> String {
    match needed < named {
        true => format!("The user ids may not have more than {needed} items."),
        false => format!("The user ids must have at least {needed} items."),
    }
}

/// `2 hours`, `90 minutes`, `1 hour`.
fn length(minutes: u32) -> String {
    match (minutes, minutes / 60) {
        (60, _) => "1 hour".to_owned(),
        (minutes, hours) if minutes % 60 == 0 && hours > 0 => format!("{hours} hours"),
        (minutes, _) => format!("{minutes} minutes"),
    }
}
