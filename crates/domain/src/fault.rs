//! What is wrong with a request, member by member.

use slotwright_matching::Minute;

/// Something that is wrong with one member of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Of which member.
    pub member: Member,
    /// What.
    pub wrong: Wrong,
}

/// A member of a request. What it is called is up to whoever reads and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// The type of the job.
    JobType,
    /// Where it is done.
    Place,
    /// How long it takes.
    Length,
    /// Who comes, or who is asked about.
    Users,
    /// The ticket that it is linked to.
    Ticket,
    /// What is added to the account on completion.
    Services,
    /// An existing job.
    Job,
    /// The last day of a range.
    LastDay,
    /// What people call it.
    Name,
    /// The types of the jobs that it is for.
    JobTypes,
    /// When it begins.
    Start,
    /// When it ends.
    End,
    /// What an account becomes when a job is completed.
    CompletionStatus,
    /// What an account becomes when a job fails.
    FailureStatus,
    /// Who gets the ticket that completion makes.
    CompletionTicketGroup,
    /// Who gets the ticket that failure makes.
    FailureTicketGroup,
    /// The tasks that jobs begin with.
    TaskTemplate,
    /// Which of the fields that the instance adds.
    Field,
    /// What such a field is to hold.
    Value,
    /// Whether no two records may hold the same.
    Uniqueness,
}

/// What is wrong with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is none with that number, or none that the caller may know of.
    Unknown,
    /// It is not for the caller to say.
    NotForCaller,
    /// As many people come as are needed, no more and no fewer.
    CrewSize {
        /// How many are needed.
        needed: usize,
        /// How many were named.
        named: usize,
    },
    /// So many days may be asked for at once, for so many users.
    TooManyDays {
        /// How many days.
        allowed: usize,
        /// For how many users.
        users: usize,
    },
    /// Another has the same, and no two may.
    Taken,
    /// Two records hold the same already.
    HeldTwice,
    /// It would end before it has begun.
    NotAfterStart,
    /// It lies between the lines that are so many minutes apart.
    OffGrid {
        /// How many minutes.
        minutes: Minute,
    },
    /// It has to be there because of what is switched on.
    Needed,
    /// A record of that kind has no such thing.
    NotForKind,
    /// It is a visit's, and not taken away by itself: the job is put back into the queue instead.
    OnlyByQueueing,
    /// It means nothing while there is no visit.
    WithoutVisit,
}

/// What was found wrong so far, in the order in which it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Adds one.
    pub fn add(&mut self, member: Member, wrong: Wrong) {
        self.0.push(Fault { member, wrong });
    }

    /// Adds one where something `is_so`.
    pub fn add_if(&mut self, is_so: bool, member: Member, wrong: Wrong) {
        if is_so {
            self.add(member, wrong);
        }
    }

    /// Adds one where something would end before it has begun.
    pub fn add_if_not_after(&mut self, start: Option<Minute>, end: Option<Minute>) {
        self.add_if(start.zip(end).is_some_and(|(start, end)| end <= start), Member::End, Wrong::NotAfterStart);
    }
}
