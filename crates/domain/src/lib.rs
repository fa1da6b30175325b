//! What scheduling is about, in our words.
//!
//! Each system that we speak with has words of its own for a job, its status, its place; here are the words that all of them
//! are read into and written from. The store keeps these, the scheduling of the server decides by them, and each folder of
//! `slotwright_wire` translates.
//!
//! What is not here: no serde, no HTTP, no SQL, no clock and no zone. The present time is an argument, a number is a number,
//! and what a refusal is called is up to whoever answers.

mod actor;
mod bounds;
mod callback;
mod contact;
mod earlier;
mod event;
mod fault;
mod field;
mod hold;
mod instance;
mod instant;
mod job;
mod job_type;
mod link;
mod listing;
mod message;
mod moves;
mod notes;
mod open_link;
mod page;
mod particulars;
mod photo;
mod place;
mod policy;
mod reach;
mod refused;
mod rights;
mod schedule;
mod service;
mod status;
mod system;
mod task;
mod ticket;
mod user;
mod wish;
mod wrong_field;

pub use actor::{Actor, CancelReason, Holder};
pub use bounds::{Alignment, Bounds};
pub use callback::Callback;
pub use contact::Contact;
pub use earlier::{Earlier, EarlierDraft, EarlierOffer, WAKING, Waiting, held_until};
pub use event::JobEvent;
pub use fault::{Fault, Faults, Member, Wrong};
pub use field::{Field, FieldKind, FieldValue};
pub use hold::{Hold, HoldDraft, HoldTerms, OwnHolds, Purpose};
pub use instance::Settings;
pub use instant::{UnixSecond, WallSecond};
pub use job::{Completion, Job, JobChange, JobDraft, NotesChange, VisitDraft};
pub use job_type::{Effects, JobType};
pub use link::{
    Beside, Kept, Link, LinkClock, LinkDraft, LinkEnd, LinkHolder, LinkLife, LinkLimits, LinkScope, LinkTerms,
    LinkTimes, ListedLink, MOST_LINK_WINDOWS, MadeLink, OnCancel, SEALED_LEEWAY_SECONDS, SECONDS_PER_DAY,
};
pub use listing::ListedJob;
pub use message::{Message, MessageState, Recipient, RecipientKind};
pub use moves::{Move, Moves, Placing};
pub use notes::{customers_part, with_customers_part};
pub use open_link::{
    LinkOrigin, MadeForNewcomer, NewcomerBound, NewcomerDraft, NewcomerHold, NewcomerTerms, OpenLink, OpenLinkDraft,
};
pub use page::{Numbered, Page};
pub use particulars::{AccessToken, Definition, JobDeed, Particulars, ParticularsChange, PlaceDraft};
pub use photo::{Photo, PhotoKind, photo_ids};
pub use place::{Place, PlaceKind, PlaceRef};
pub use policy::{Arrival, ArrivalPromise, Breach, Policy, SecondJob};
pub use reach::is_within_reach;
pub use refused::{InUse, Refused};
pub use rights::{Right, Rights, StaffScope};
pub use schedule::{Blocker, Schedule, TimeOff};
pub use service::AccountService;
pub use status::Status;
pub use system::System;
pub use task::{Task, TaskTemplate};
pub use ticket::Ticket;
pub use user::User;
pub use wish::{Wish, WishChange, WishWindow};
pub use wrong_field::{FieldWrong, WrongField};
