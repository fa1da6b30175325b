//! The demo's work: what was done, what is planned, what waits.

use slotwright_domain::{PlaceKind, PlaceRef, Status};
use slotwright_matching::{
    Align, Day, Interval, IntervalSet, Minute, Occupied, Question, Roster, Search, Skipped, choose_crew, openings, who,
};

use super::LINK_ACCOUNT_ID;
use super::dice::Dice;
use super::job_type::{BUSINESS, FIBRE, MAINTENANCE, REPAIR, SURVEY, SWAP};
use super::team::{KEPT_FREE, skilled};
use super::words::{FAILURES, REMARKS, notes};
use crate::world::{Effects, Job, JobType, Service, TaskTemplate, Wish, World};

/// The status of an account that is connected.
pub(super) const ACTIVE: u64 = 1;
/// What an installation adds to the account.
const FIBRE_500: u64 = 1;
/// What is to be done at an installation.
const INSTALLATION: u64 = 1;

pub(super) fn services() -> Vec<Service> {
    let names = ["Fibre 500", "Fibre 1000", "Business circuit", "Static address", "Call-out charge"];
    (FIBRE_500..).zip(names).map(|(id, name)| Service { id, name: name.to_owned() }).collect()
}

pub(super) fn task_templates() -> Vec<TaskTemplate> {
    let tasks = ["Bring the cable in", "Measure the light", "Set up the router", "Show the customer the speed"];
    let tasks = tasks.map(str::to_owned).to_vec();
    vec![TaskTemplate { id: INSTALLATION, name: "Installation".to_owned(), tasks }]
}

pub(super) fn types() -> Vec<JobType> {
    let installation = Effects {
        account_status_id_completion: Some(ACTIVE),
        task_template_id: Some(INSTALLATION),
        services: vec![FIBRE_500],
        ..Effects::default()
    };
    let job_type = |id, name: &str, length_in_minutes, color: &str, icon: &str| JobType {
        id,
        name: name.to_owned(),
        length_in_minutes,
        color: color.to_owned(),
        icon: icon.to_owned(),
        effects: if id == FIBRE { installation.clone() } else { Effects::default() },
    };
    vec![
        job_type(FIBRE, "Fibre installation", 120, "green", "box"),
        job_type(REPAIR, "Repair visit", 60, "red", "frown"),
        job_type(SWAP, "Router swap", 15, "blue", "smile"),
        job_type(SURVEY, "Site survey", 45, "yellow", "book"),
        job_type(BUSINESS, "Business circuit", 240, "purple", "dna"),
        job_type(MAINTENANCE, "Network maintenance", 180, "grey", "graph"),
    ]
}

/// What is ordered how often, of 100 jobs.
const MIX: [(u64, usize); 6] = [(FIBRE, 38), (REPAIR, 17), (SWAP, 4), (SURVEY, 8), (BUSINESS, 18), (MAINTENANCE, 15)];

/// All jobs, in the order in which they could have been made.
pub(super) fn jobs(dice: &mut Dice, world: &World, today: Day) -> Vec<Job> {
    let mut planner = Planner { dice, world, roster: world.roster(), kept_free: Vec::new(), jobs: Vec::new() };
    planner.look_back(today);
    let over = planner.jobs.len();
    planner.keep_days_free(today);
    planner.plan(today);
    planner.queue(today);
    let Planner { mut jobs, dice, .. } = planner;
    // What is planned for tomorrow wasn't ordered before what is planned for next month.
    dice.shuffle(&mut jobs[over..]);
    let mut wish_id = 0;
    for (id, job) in (1..).zip(&mut jobs) {
        job.id = id;
        for wish in &mut job.wishes {
            wish_id += 1;
            wish.id = wish_id;
        }
    }
    jobs
}

struct Planner<'a> {
    dice: &'a mut Dice,
    world: &'a World,
    /// Grows with every visit.
    roster: Roster,
    /// Who is not planned on which day, so that every type of job has an opening soon.
    kept_free: Vec<(u64, Day)>,
    jobs: Vec<Job>,
}

/// A visit to be planned.
struct Order {
    job_type_id: u64,
    assigned: PlaceRef,
    length_in_minutes: u32,
    crew: usize,
}

impl Planner<'_> {
    /// Six weeks of work done, one or two visits a day, and one that nobody reported back.
    fn look_back(&mut self, today: Day) {
        // The customer of the booking link has been visited before the cable comes.
        let survey = Order {
            job_type_id: SURVEY,
            assigned: PlaceRef { kind: PlaceKind::Account, id: LINK_ACCOUNT_ID },
            length_in_minutes: 45,
            crew: 1,
        };
        let mut is_surveyed = false;
        for day in (-42..0).map(|days| today + days) {
            if !is_surveyed && today + -20 < day {
                is_surveyed = self.do_it(&survey, day, true);
            }
            for _ in 0..self.dice.between(1, 2) {
                let order = self.order();
                let went_well = self.jobs.len() % 9 != 4;
                self.do_it(&order, day, went_well);
            }
        }
        let unreported = (1..7).find_map(|days| {
            let order = Order { job_type_id: REPAIR, length_in_minutes: 60, crew: 1, ..self.order() };
            let place = self.place(&order, today + -days)?;
            Some((order, place))
        });
        if let Some((order, (visit, crew))) = unreported {
            let job = self.scheduled(&order, visit, crew);
            self.jobs.push(job);
        }
    }

    /// Whether there was time for it.
    fn do_it(&mut self, order: &Order, day: Day, went_well: bool) -> bool {
        let Some((visit, crew)) = self.place(order, day) else { return false };
        let job = self.over(order, visit, crew[0], went_well);
        self.jobs.push(job);
        true
    }

    /// Chooses the days: for each of the two the first, four days from now or later, with the longest job in one piece.
    fn keep_days_free(&mut self, today: Day) {
        for (user_id, job_type_id, minutes) in [(KEPT_FREE[0], FIBRE, 120), (KEPT_FREE[1], BUSINESS, 240)] {
            let is_long_enough =
                |&day: &Day| !self.roster.free(user_id, &question(job_type_id, day)).at_least(minutes).is_empty();
            let day = (4..14).map(|days| today + days).find(is_long_enough);
            self.kept_free.extend(day.map(|day| (user_id, day)));
        }
    }

    /// Fills the next six weeks: the near days mostly, one day to the brim, the far ones hardly.
    fn plan(&mut self, today: Day) {
        let full = self.dice.between(4, 8);
        for days in 0..42 {
            let day = today + days;
            let percent = match days {
                0..3 => self.dice.between(70, 90),
                days if days == full => 100,
                3..14 => *self.dice.one_of(&[45, 50, 60, 65, 75]),
                14..21 => self.dice.between(10, 22),
                21..28 => self.dice.between(2, 8),
                _ => self.dice.between(0, 3),
            };
            let wanted = self.bookable_minutes(day) * percent / 100;
            let mut planned = 0;
            for _ in 0..60 {
                if wanted <= planned {
                    break;
                }
                let order = self.order();
                if let Some((visit, crew)) = self.place(&order, day) {
                    planned += visit.minutes() * crew.len() as Minute;
                    let job = self.scheduled(&order, visit, crew);
                    self.jobs.push(job);
                }
            }
        }
    }

    /// What waits for a time, most of it with wishes.
    fn queue(&mut self, today: Day) {
        for index in 0..14 {
            let order = self.order();
            let mut job = self.job(&order, Status::Queued);
            if index < 10 {
                for _ in 0..self.dice.between(1, 3) {
                    job.wishes.push(self.wish(today, job.length_in_minutes));
                }
            }
            self.jobs.push(job);
        }
    }

    fn order(&mut self) -> Order {
        let mut drawn = self.dice.below(100);
        let mut job_type_id = FIBRE;
        for (id, share) in MIX {
            if drawn < share {
                job_type_id = id;
                break;
            }
            drawn -= share;
        }
        let at_site = job_type_id == MAINTENANCE || (job_type_id == REPAIR && self.dice.chance(10));
        let assigned = if at_site {
            PlaceRef { kind: PlaceKind::NetworkSite, id: self.dice.one_of(&self.world.network_sites).id }
        } else {
            // The customer of the booking link has nothing planned.
            PlaceRef { kind: PlaceKind::Account, id: self.dice.one_of(&self.world.accounts[1..]).id }
        };
        let (length_in_minutes, crew_of_two_percent) = match job_type_id {
            FIBRE => (*self.dice.one_of(&[120, 120, 150, 180]), 35),
            REPAIR => (*self.dice.one_of(&[60, 60, 90]), 10),
            SWAP => (15, 0),
            SURVEY => (45, 0),
            BUSINESS => (240, 50),
            _ => (180, 60),
        };
        let crew = if self.dice.chance(crew_of_two_percent) { 2 } else { 1 };
        Order { job_type_id, assigned, length_in_minutes, crew }
    }

    /// Finds a time on `day` and a crew for it, and takes both from the roster.
    fn place(&mut self, order: &Order, day: Day) -> Option<(Interval, Vec<u64>)> {
        let place = self.world.place(order.assigned)?.point();
        let users: Vec<u64> = skilled(order.job_type_id)
            .into_iter()
            .filter(|&user_id| !self.kept_free.contains(&(user_id, day)))
            .collect();
        let question = Question { place, ..question(order.job_type_id, day) };
        let people: Vec<IntervalSet> = users.iter().map(|&user_id| self.roster.free(user_id, &question)).collect();
        let search = Search {
            length_minutes: order.length_in_minutes as Minute,
            crew: order.crew,
            step_minutes: if order.length_in_minutes < 60 { 15 } else { 30 },
            align: Align::Clock,
            earliest: day.start(),
            latest: day.interval().end(),
            skipped: Skipped::NONE,
        };
        let openings = openings(&people, &search);
        let start = match openings.as_slice() {
            [] => return None,
            // A dispatcher fills the mornings first.
            [first, ..] if self.dice.chance(60) => first.start,
            openings => self.dice.one_of(openings).start,
        };
        let visit = Interval::new(start, start + search.length_minutes)?;
        let crew = if self.dice.chance(50) {
            choose_crew(&people, visit, order.crew)?
        } else {
            // Or whoever's day is nearly full already, so that others stay free for long jobs.
            let mut crew: Vec<usize> = who(&people, visit).collect();
            crew.sort_by_key(|&person| people[person].total_minutes());
            crew.truncate(order.crew);
            crew
        };
        let crew: Vec<u64> = crew.into_iter().map(|person| users[person]).collect();
        let job_id = self.jobs.len() as u64 + 1;
        self.roster.occupied.extend(crew.iter().map(|&user_id| Occupied { job_id, user_id, interval: visit }));
        Some((visit, crew))
    }

    /// The minutes of a day in which visits can be: everybody's, in any place.
    fn bookable_minutes(&self, day: Day) -> Minute {
        let closed = &self.roster;
        let minutes = |user: &slotwright_domain::User| {
            let open = self
                .world
                .job_types
                .iter()
                .fold(IntervalSet::default(), |open, job_type| open.union(&closed.open(user.id, job_type.id, day)));
            let breaks = closed.blocker_occurrences(user.id, day).into_iter().map(|blocker| blocker.interval).collect();
            open.difference(&breaks).total_minutes()
        };
        self.world.users.iter().map(minutes).sum()
    }

    /// A day and the hours of it in which somebody is at home, at least as long as the job.
    fn wish(&mut self, today: Day, length_in_minutes: u32) -> Wish {
        let mut day = today + self.dice.between(3, 20);
        if day.weekday() == 0 {
            day = day + 1;
        }
        let length = length_in_minutes as Minute;
        let hours = [(8, 12), (9, 12), (12, 17), (13, 16), (16, 19), (8, 18), (9, 10)];
        let windows: Vec<Interval> = hours
            .into_iter()
            .filter_map(|(from, to)| Interval::new(day.start() + from * 60, day.start() + to * 60))
            .filter(|window| length <= window.minutes())
            .collect();
        Wish { id: 0, window: *self.dice.one_of(&windows) }
    }

    fn scheduled(&mut self, order: &Order, visit: Interval, crew: Vec<u64>) -> Job {
        Job { scheduled_at: Some(visit.start()), user_ids: crew, ..self.job(order, Status::Scheduled) }
    }

    fn over(&mut self, order: &Order, visit: Interval, user_id: u64, went_well: bool) -> Job {
        let reason = if went_well {
            self.dice.chance(35).then(|| *self.dice.one_of(&REMARKS))
        } else {
            Some(*self.dice.one_of(&FAILURES))
        };
        Job {
            completed_at: Some(visit.end() + self.dice.between(-12, 25)),
            completed_by_user_id: Some(user_id),
            completed_successfully: Some(went_well),
            completion_reason: reason.map(str::to_owned),
            ..self.job(order, if went_well { Status::Completed } else { Status::Failed })
        }
    }

    /// What is to be done on each job of a type.
    fn tasks_of(&self, job_type_id: u64) -> Vec<String> {
        let job_type = self.world.job_types.iter().find(|job_type| job_type.id == job_type_id);
        let template_id = job_type.and_then(|job_type| job_type.effects.task_template_id);
        let template = self.world.task_templates.iter().find(|template| Some(template.id) == template_id);
        template.map(|template| template.tasks.clone()).unwrap_or_default()
    }

    /// A job as ordered; its id is given at the end.
    fn job(&mut self, order: &Order, status: Status) -> Job {
        // Nobody is at home in a cabinet.
        let written_for = if order.assigned.kind == PlaceKind::NetworkSite { MAINTENANCE } else { order.job_type_id };
        let notes = if self.dice.chance(45) { *self.dice.one_of(notes(written_for)) } else { "" };
        let is_over = matches!(status, Status::Completed | Status::Failed);
        let has_ticket = order.job_type_id == REPAIR && self.dice.chance(70);
        Job {
            id: 0,
            status,
            scheduled_at: None,
            length_in_minutes: order.length_in_minutes,
            user_ids: Vec::new(),
            job_type_id: order.job_type_id,
            assigned: order.assigned,
            notes: notes.to_owned(),
            wishes: Vec::new(),
            // The lead plans a good part of the work by hand.
            created_by_user_id: self.dice.chance(40).then_some(1),
            completed_at: None,
            completed_by_user_id: None,
            completed_successfully: None,
            completion_reason: None,
            ticket_id: has_ticket.then(|| self.dice.between(20_100, 21_900) as u64),
            services: Vec::new(),
            tasks: if is_over { Vec::new() } else { self.tasks_of(order.job_type_id) },
        }
    }
}

/// Who is free on `day`, anywhere.
fn question(job_type_id: u64, day: Day) -> Question {
    Question { job_type_id, place: None, first: day, last: day, except_job_id: None }
}
