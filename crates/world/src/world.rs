//! Everything an instance starts with, as data.

use slotwright_domain::{Definition, PlaceKind, PlaceRef, Status, User};
use slotwright_matching::{
    Blocker as BlockerRule, BlockerOverride, Interval, Minute, Occupied, Point, Polygon, Repetition, Roster,
    Schedule as ScheduleRule, Shift, TimeOff as TimeOffRule, WeekAnchor,
};
use slotwright_wire::slotwright::{OwnFields, OwnPolicy, Rules};

/// Everything an instance starts with. Lists are in the order of the file; ids are unique within each list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// The zone of all times, an IANA name (`America/Chicago`); not looked up here. `None`: the server's setting.
    pub time_zone: Option<String>,
    /// Whose instance this is, for people.
    pub company: Option<String>,
    /// From where repeating weeks are counted. `None`: the server's setting.
    pub week_anchor: Option<WeekAnchor>,
    /// Who can be sent.
    pub users: Vec<User>,
    /// What can be done.
    pub job_types: Vec<JobType>,
    /// What accounts can be sold. Empty: they are kept elsewhere, and any number is one.
    pub services: Vec<Service>,
    /// What customers and colleagues have reported. Empty: they are kept elsewhere, and any number is one.
    pub tickets: Vec<Ticket>,
    /// What is to be done on each job of a type. Empty: they are kept elsewhere, and any number is one.
    pub task_templates: Vec<TaskTemplate>,
    /// Customers.
    pub accounts: Vec<Place>,
    /// Towers, cabinets, exchanges.
    pub network_sites: Vec<Place>,
    /// Named areas that schedules are limited to.
    pub geofences: Vec<Geofence>,
    /// Opening and closing hours.
    pub schedules: Vec<Schedule>,
    /// Repeating breaks.
    pub blockers: Vec<Blocker>,
    /// Moved breaks; of two for the same blocker, user and day the later wins.
    pub overrides: Vec<BlockerOverride>,
    /// Leave.
    pub time_offs: Vec<TimeOff>,
    /// What is kept around jobs.
    pub rules: Rules,
    /// What customers may book, where it is another than the server's settings say.
    pub policy: OwnPolicy,
    /// What is asked of whoever books.
    pub fields: OwnFields,
    /// What other systems than Sonar have beside their jobs: attributes, forms, vehicles.
    pub definitions: Vec<Definition>,
    /// Visits in all states.
    pub jobs: Vec<Job>,
}

/// A kind of job.
#[derive(Clone, Debug, PartialEq)]
pub struct JobType {
    /// The type's number.
    pub id: u64,
    /// For people: `Fibre installation`.
    pub name: String,
    /// The length of its jobs unless they say otherwise, 1 to 1440.
    pub length_in_minutes: u32,
    /// One of [`COLORS`].
    pub color: String,
    /// One of [`ICONS`].
    pub icon: String,
    /// What its jobs bring about.
    pub effects: Effects,
}

/// What the jobs of a type bring about besides the visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// The status that the account gets when a job is completed.
    pub account_status_id_completion: Option<u64>,
    /// The status that the account gets when a job fails.
    pub account_status_id_failure: Option<u64>,
    /// The group that gets a ticket when a job is completed.
    pub completion_ticket_group_id: Option<u64>,
    /// The group that gets a ticket when a job fails.
    pub failure_ticket_group_id: Option<u64>,
    /// Whether a job can be completed while some of its tasks are open.
    pub allow_completion_with_uncompleted_tasks: bool,
    /// What is to be done on each job.
    pub task_template_id: Option<u64>,
    /// What the account gets when a job is completed.
    pub services: Vec<u64>,
}

impl Default for Effects {
    /// None, and open tasks are no obstacle.
    fn default() -> Self {
        Self {
            account_status_id_completion: None,
            account_status_id_failure: None,
            completion_ticket_group_id: None,
            failure_ticket_group_id: None,
            allow_completion_with_uncompleted_tasks: true,
            task_template_id: None,
            services: Vec::new(),
        }
    }
}

/// Something that accounts can be sold.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The service's number.
    pub id: u64,
    /// For people: `Fibre 500`.
    pub name: String,
}

/// Something that was reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// The ticket's number.
    pub id: u64,
    /// For people: `No light since the storm`.
    pub subject: String,
}

/// What is to be done on each job of a type.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskTemplate {
    /// The template's number.
    pub id: u64,
    /// For people; no two templates have the same.
    pub name: String,
    /// In the order in which it is done.
    pub tasks: Vec<String>,
}

/// The colours a job type can have (the vendor's list).
pub const COLORS: [&str; 7] = ["blue", "green", "red", "purple", "yellow", "orange", "grey"];

/// The icons a job type can have (the vendor's list).
pub const ICONS: [&str; 10] = ["smile", "frown", "graph", "jellyfish", "car", "folder", "cookie", "book", "dna", "box"];

/// Where a job is done: an account's address or a network site.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The number of the account or site, unique within its kind.
    pub id: u64,
    /// The customer's or the site's name.
    pub name: String,
    /// The address on one line.
    pub address: Option<String>,
    /// Degrees north, -90 to 90. `None` exactly when `longitude` is.
    pub latitude: Option<f64>,
    /// Degrees east, -180 to 180.
    pub longitude: Option<f64>,
    /// What the account is: active, suspended; never of a network site.
    pub account_status_id: Option<u64>,
    /// By which an account is found again; never of a network site.
    pub email: Option<String>,
    /// As `email`.
    pub telephone: Option<String>,
}

impl Place {
    /// Where on earth, when known.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        Some(Point { latitude: self.latitude?, longitude: self.longitude? })
    }
}

/// A named area.
#[derive(Clone, Debug, PartialEq)]
pub struct Geofence {
    /// The geofence's number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// Its parts, each of at least three corners.
    pub polygons: Vec<Polygon>,
}

/// Hours in which jobs of some types may, or may not, be scheduled for some users.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// The schedule's number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// Whose hours.
    pub user_ids: Vec<u64>,
    /// For which types; empty matches none.
    pub job_type_ids: Vec<u64>,
    /// Whether it opens (`true`) or closes.
    pub available: bool,
    /// In which weeks.
    pub repetition: Repetition,
    /// When in such a week.
    pub days: Vec<ScheduleDay>,
    /// Where; empty means everywhere.
    pub geofence_ids: Vec<u64>,
}

/// One stretch of a schedule's week.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleDay {
    /// Its number, unique among the days of all schedules.
    pub id: u64,
    /// Weekday, start and end; `start < end`, an end of 23:59 has become 1440.
    pub shift: Shift,
}

/// A repeating break.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocker {
    /// For people.
    pub name: String,
    /// Its number, whose, and when. An end of 23:59 has become 1440.
    pub rule: BlockerRule,
}

/// Leave.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeOff {
    /// Its number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// Whose; everybody's where nobody is named.
    pub user_id: Option<u64>,
    /// From when to when; may span days.
    pub interval: Interval,
}

/// A visit in any state.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// The job's number.
    pub id: u64,
    /// Where it stands. `scheduled_at` is there exactly when this is [`Status::Scheduled`].
    pub status: Status,
    /// When it starts.
    pub scheduled_at: Option<Minute>,
    /// How long, 1 to 1440.
    pub length_in_minutes: u32,
    /// The crew; empty unless scheduled, and then never.
    pub user_ids: Vec<u64>,
    /// What is done.
    pub job_type_id: u64,
    /// Where.
    pub assigned: PlaceRef,
    /// What the technician should know; may be empty.
    pub notes: String,
    /// When the customer would like it, best first.
    pub wishes: Vec<Wish>,
    /// Who made it.
    pub created_by_user_id: Option<u64>,
    /// When it was completed or failed; none while queued or scheduled, like the next three.
    pub completed_at: Option<Minute>,
    /// By whom.
    pub completed_by_user_id: Option<u64>,
    /// Whether it went well.
    pub completed_successfully: Option<bool>,
    /// Why it failed, or a remark.
    pub completion_reason: Option<String>,
    /// The ticket it is linked to.
    pub ticket_id: Option<u64>,
    /// What is added to the account on completion.
    pub services: Vec<u64>,
    /// What is to be done, in this order.
    pub tasks: Vec<String>,
}

/// The customer is at home; a stored `desired_job_datetime`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Its number, unique among the wishes of all jobs and ascending within a job.
    pub id: u64,
    /// From when to when, within one day.
    pub window: Interval,
}

impl World {
    /// The account or site that is meant.
    #[must_use]
    pub fn place(&self, place: PlaceRef) -> Option<&Place> {
        let places = match place.kind {
            PlaceKind::Account => &self.accounts,
            PlaceKind::NetworkSite => &self.network_sites,
        };
        places.iter().find(|known| known.id == place.id)
    }

    /// Who is free when, as the matching core asks it. No minutes are skipped: the zone's rules are not known here.
    #[must_use]
    pub fn roster(&self) -> Roster {
        Roster {
            schedules: self.schedules.iter().map(|schedule| self.rule(schedule)).collect(),
            blockers: self.blockers.iter().map(|blocker| blocker.rule.clone()).collect(),
            overrides: self.overrides.clone(),
            time_offs: self
                .time_offs
                .iter()
                .flat_map(|off| {
                    let everybody = self.users.iter().map(|user| user.id).filter(|_| off.user_id.is_none());
                    let whose = off.user_id.into_iter().chain(everybody);
                    whose.map(|user_id| TimeOffRule { user_id, interval: off.interval })
                })
                .collect(),
            occupied: self.jobs.iter().flat_map(Job::occupied).collect(),
            week_anchor: self.week_anchor.unwrap_or_default(),
            ..Roster::default()
        }
    }

    fn rule(&self, schedule: &Schedule) -> ScheduleRule {
        let areas = || {
            let named = self.geofences.iter().filter(|geofence| schedule.geofence_ids.contains(&geofence.id));
            named.flat_map(|geofence| geofence.polygons.clone()).collect()
        };
        ScheduleRule {
            user_ids: schedule.user_ids.clone(),
            job_type_ids: schedule.job_type_ids.clone(),
            available: schedule.available,
            repetition: schedule.repetition,
            shifts: schedule.days.iter().map(|day| day.shift).collect(),
            areas: (!schedule.geofence_ids.is_empty()).then(areas),
        }
    }
}

impl Job {
    /// From when to when, while scheduled.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let start = self.scheduled_at?;
        Interval::new(start, start + self.length_in_minutes as Minute)
    }

    /// Whose time it takes.
    fn occupied(&self) -> impl Iterator<Item = Occupied> {
        let visit = self.interval();
        self.user_ids.iter().filter_map(move |&user_id| Some(Occupied { job_id: self.id, user_id, interval: visit? }))
    }
}
