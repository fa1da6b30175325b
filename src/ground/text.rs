//! Every word the widget says. `{name}` is a placeholder; [`fill`] puts the values in.
//!
//! Whole sentences, no blame, and what to do now. Dates and times are not here: the browser's `Intl` writes them.

/// Puts values into a text's placeholders.
///
/// ```
/// use slotwright::ground::text::fill;
/// assert_eq!(fill("Until {time}", &[("time", "16:00")]), "Until 16:00");
/// ```
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, placeholder)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = placeholder.split_once('}') else { break };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A text for one and for other numbers of things.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// For exactly one.
    pub one: &'static str,
    /// For all others; `{n}` is the number.
    pub other: &'static str,
}

impl Counted {
    /// The text for `n` things.
    #[must_use]
    pub fn of(self, n: usize) -> String {
        if n == 1 { self.one.to_owned() } else { fill(self.other, &[("n", &n.to_string())]) }
    }
}

macro_rules! texts {
    ($($name:ident = $text:expr;)*) => { $(#[allow(missing_docs)] pub const $name: &str = $text;)* };
}

macro_rules! counted {
    ($($name:ident = $one:expr, $other:expr;)*) => {
        $(#[allow(missing_docs)] pub const $name: Counted = Counted { one: $one, other: $other };)*
    };
}

texts! {
    // What the job is
    MINUTES = "{n} min";
    HOURS = "{n} h";
    HOURS_MINUTES = "{h} h {m} min";
    WHERE_FOR = "{name}, {address}";
    ZONE = "Times are in {zone}";
    ZONE_DIFFERS = "Times are local to the visit: {zone}. Your device uses {device}.";

    // Choosing
    CHOOSE_TITLE = "When should we come?";
    CHANGE_TITLE = "Choose a new time";
    CHANGE_HINT = "Your visit on {when} stays booked until you choose another time.";
    KEEP = "Keep the present time";
    MONTH_PREVIOUS = "Previous month";
    MONTH_NEXT = "Next month";
    MONTH_LOADING = "Looking for openings…";
    MONTH_STILL_LOADING = "Still looking. Your connection seems slow.";
    MONTH_EMPTY = "Nothing is free in {month}.";
    MONTH_EMPTY_NEXT = "Next opening on {day}";
    MONTH_EMPTY_NONE = "Nothing is free in the weeks that can be booked. Tell us when you are at home, and we will find a way.";
    MONTH_EMPTY_NONE_BOOKED = "Nothing else is free in the weeks that can be booked.";
    DAY_LABEL = "{day}, {openings}";
    DAY_TODAY = "{label}, today";
    DAY_PAST = "{day}, in the past";
    DAY_BEYOND = "{day}, can’t be booked yet";
    OPENINGS_NONE = "Nothing is free on {day}.";
    OPENINGS_PICK_DAY = "Choose a day to see its times.";
    OPENING_LABEL = "{from} to {to}";
    MOMENT_BETWEEN = "{day}, between {from} and {to}";
    OPENINGS_WINDOWS = "We arrive within the time you choose. The visit itself takes {length}.";
    MORNING = "Morning";
    AFTERNOON = "Afternoon";
    EVENING = "Evening";
    NONE_FIT = "None of these fit?";
    NONE_FIT_ACTION = "Tell us when you are at home";

    // Details
    DETAILS_TITLE = "Almost there";
    DETAILS_WHEN = "When";
    DETAILS_ARRIVAL = "{day}, arrival between {from} and {to}";
    DETAILS_WHERE = "Where";
    DETAILS_NAME = "Name";
    NOTES = "Anything we should know?";
    NOTES_HINT = "Optional: a gate code, a dog, where to park. Up to {n} characters.";
    BOOK = "Book this visit";
    BOOK_CHANGE = "Move my visit";
    BOOKING = "Booking…";
    BACK = "Back";
    HELD_SOON = "We are keeping this time for you for less than a minute more.";
    HELD_LONGER = "Keep it longer";
    HELD_NO_MORE = "We no longer keep this time for you. You can still book it while it is free.";

    // Wishes
    WISHES_TITLE = "When are you at home?";
    WISHES_HINT = "Add the times that suit you, best first. You see at once whether somebody can come.";
    WISHES_LIST = "Your wishes, best first";
    WISHES_EMPTY = "No wishes yet.";
    WISH_DATE = "Day";
    WISH_FROM = "From";
    WISH_TO = "To";
    WISH_ADD = "Add this wish";
    WISH_SAVE = "Save this wish";
    WISH_CANCEL_EDIT = "Leave it as it was";
    WISH_EDIT = "Edit";
    WISH_REMOVE = "Remove";
    WISH_UP = "Move up";
    WISH_DOWN = "Move down";
    WISH_ACTION = "{action}: {wish}";
    WISH_TEXT = "{day}, {from} to {to}";
    WISH_CHECKING = "Checking…";
    WISH_FEASIBLE = "Can be met, from {time}";
    WISH_FEASIBLE_BETWEEN = "Can be met, arrival between {from} and {to}";
    WISH_NOT_FEASIBLE = "Nobody is free then";
    WISH_PAST = "This time has passed or is too soon";
    WISH_SAVED = "Wish {rank} saved. {feasibility}.";
    WISH_PUT_BACK = "The wish is back.";
    WISH_ADDED = "Wish {rank} added. {feasibility}.";
    WISH_KNOWN = "Wish {rank}: {feasibility}.";
    WISH_OPENINGS = "{feasibility} ({openings})";
    WISH_INSTEAD = "What would make it possible:";
    WISH_INSTEAD_OF = "{action}, instead of {wish}";
    WISH_OTHER_DAY = "The same time on {day}";
    WISH_OTHER_TIME = "The same day, {from} to {to}";
    WISH_SOONER = "Be at home {length} sooner, from {time}";
    WISH_LONGER = "Be at home {length} longer, until {time}";
    WISH_CHANGED = "Wish changed.";
    WISH_CHANGED_TO = "Wish {rank} is now {wish}. {feasibility}.";
    WISH_CHANGED_BACK = "The wish is as it was.";
    WISH_REMOVED = "Wish removed.";
    WISH_MOVED = "Now wish {rank}.";
    WISH_UNDO = "Undo";
    WISHES_BOOK_BEST = "Book {when}";
    WISHES_BEST_IS = "Your best wish that can be met is number {rank}.";
    WISHES_NONE_FEASIBLE = "None of them can be met as things stand. Leave them with us: times become free every day.";
    WISHES_NONE_FEASIBLE_BOOKED = "None of them can be met as things stand. Your visit on {when} stays booked.";
    WISHES_WITHDRAW = "Withdraw my wishes";
    WISHES_WITHDRAWN = "Your wishes are withdrawn.";
    WISHES_STAY = "Your wishes stay with us until you choose a time.";
    WISHES_SEE = "See my wishes";
    WISHES_LEAVE = "Leave these wishes with us";
    WISHES_SAVING = "Saving…";
    WISHES_FULL = "That is as many wishes as we can keep. Remove one to add another.";
    WISH_FAULT_DATE = "Choose a day.";
    WISH_FAULT_RANGE = "Choose a day from {first} to {last}.";
    WISH_FAULT_SOON = "This time has passed or is too soon for us. Choose a later one.";
    WISH_FAULT_ORDER = "The end must be after the start.";
    WISH_FAULT_SHORT = "The visit takes {length}. Choose a longer time.";
    WISH_FAULT_DUPLICATE = "This wish is already in the list.";
    WISHES_BACK = "Back to the calendar";

    // Booked, waiting, ended
    BOOKED_TITLE = "Your visit is booked";
    MOVED_TITLE = "Your visit is moved";
    BOOKED_HINT = "Keep this link: it shows your visit and lets you change it.";
    BOOKED_NOTES = "Your note: {notes}";
    ADD_TO_CALENDAR = "Add to calendar";
    CHANGE = "Change the time";
    CANCEL = "Cancel the visit";
    CANCEL_QUESTION = "Cancel the visit on {when}?";
    CANCEL_YES = "Yes, cancel it";
    CANCEL_NO = "No, keep it";
    CANCELLING = "Cancelling…";
    TOO_LATE_TO_CHANGE = "It is too close to the visit to change it here. Please call us.";
    CANCELLED_TITLE = "Your visit is cancelled";
    CANCELLED_HINT = "Nobody will come on {when}.";
    CANCELLED_UNDO = "Book that time again";
    CANCELLED_AGAIN = "Choose another time";
    WAITING_TITLE = "We have your wishes";
    WAITING_HINT = "We will fix a time as close to them as we can. This link shows it as soon as it is set.";
    WAITING_CHANGE = "Change my wishes";
    WAITING_CHOOSE = "Choose a time myself";
    DONE_TITLE = "This visit has taken place";
    FAILED_TITLE = "This visit could not be completed";
    FAILED_HINT = "Please call us, or ask us for a new link.";
    DONE_HINT = "There is nothing left to do here. Please call us if something is missing.";

    // When something is in the way
    TAKEN = "{when} has just been taken by somebody else.";
    TAKEN_NEAREST = "The nearest times that are still free:";
    NOT_HELD = "We could keep {when} for you only until now. It is still free.";
    NOT_HELD_NEAREST = "Book it below, or take another time:";
    TAKEN_NONE = "Nothing else is free near it. Choose another day.";
    ALREADY_BOOKED = "This visit was already booked, perhaps in another window.";
    GONE = "This visit was cancelled, perhaps in another window.";
    OFFLINE_TITLE = "No connection";
    OFFLINE = "We can’t reach the server. Check your connection; nothing you typed is lost.";
    OFFLINE_BOOKING = "We can’t reach the server, so we don’t know whether your visit is booked. Try again: you will not be booked twice.";
    SERVER_TITLE = "Something went wrong on our side";
    SERVER = "Please try again in a moment.";
    SERVER_ID = "Please try again in a moment. If it keeps happening, tell us this number: {id}";
    SENTENCES = "{first}. {second}";
    MIDNIGHT = "midnight";
    LINK_INVALID_TITLE = "This link doesn’t work";
    LINK_INVALID = "Please open the link from our message again, or ask us for a new one.";
    LINK_EXPIRED_TITLE = "This link has expired";
    LINK_EXPIRED = "Ask us for a new link; your visit, if you have one, stays as it is.";
    RETRY = "Try again";
    DISMISS = "Close";
    REFUSED = "That didn’t work: {sentence}";

    // For those who help
    CASE_SAVE = "Save the details for our support";
    CASE_HINT = "A file with days and times only: no name, no address, no note.";
    CASE_SAVED = "The details are saved as a file.";

    // For screen readers
    SAY_MONTH = "{month}: {openings}.";
    SAY_DAY = "{day}: {openings}.";
    SAY_HELD_SOON = "Less than a minute is left to book the time that we keep for you.";
    LOADING = "Loading…";
    DATES = "Days of {month}";

    // The board
    BOARD_TITLE = "Jobs";
    BOARD_NUMBER = "Job";
    BOARD_STATUS = "Status";
    BOARD_WHEN = "When";
    BOARD_LENGTH = "Length";
    BOARD_FOR = "For";
    BOARD_CREW = "Crew";
    BOARD_NOTES = "Notes";
    BOARD_EMPTY = "There are no jobs yet.";
    BOARD_PAGE = "Page {page} of {pages}";
    BOARD_PREVIOUS = "Previous page";
    BOARD_NEXT = "Next page";
    BOARD_ACCOUNT = "Account {id}";
    BOARD_SITE = "Site {id}";
    WHY_NOT = "Why not…?";
    WHY_NOT_TITLE = "Why not…? Job {id}";
    WHY_NOT_DATE = "Day";
    WHY_NOT_TIME = "Time";
    WHY_NOT_ASK = "Ask";
    WHY_NOT_ASKING = "Asking…";
    WHY_NOT_INCOMPLETE = "Choose a day and a time.";
    WHY_NOT_FREE = "{when}: can be booked";
    WHY_NOT_TAKEN = "{when}: can’t be booked";
    WHY_NOT_FOR_CUSTOMER = "For the customer: “{sentence}”";
    WHY_NOT_PEOPLE = "Technicians";
    WHY_NOT_ABLE = "can come";
    WHY_NOT_SAY_FREE = "Can be booked: {able}.";
    WHY_NOT_SAY_TAKEN = "Can’t be booked: {reasons}.";
    WHY_NOT_SAVE = "Save this case";
    WHY_NOT_SAVE_HINT = "A file with numbers, times and coordinates: no name, no address, no note.";
    WHY_NOT_SAVED = "The case is saved as a file.";
    TECHNICIAN = "Technician {id}";
    STATUS_QUEUED = "Queued";
    STATUS_SCHEDULED = "Scheduled";
    STATUS_COMPLETED = "Completed";
    STATUS_FAILED = "Failed";
}

counted! {
    OPENINGS = "1 opening", "{n} openings";
    INSTEADS = "A suggestion stands below it", "{n} suggestions stand below it";
    HELD = "We are keeping this time for you for another minute.", "We are keeping this time for you for another {n} minutes.";
    BOARD_JOBS = "1 job", "{n} jobs";
    WHY_NOT_ABLE_COUNT = "1 technician can come", "{n} technicians can come";
}

/// A length in minutes: `45 min`, `2 h`, `1 h 30 min`.
#[must_use]
pub fn length(minutes: i32) -> String {
    let (hours, rest) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    match (minutes / 60, minutes % 60) {
        (0, _) => fill(MINUTES, &[("n", &rest)]),
        (_, 0) => fill(HOURS, &[("n", &hours)]),
        _ => fill(HOURS_MINUTES, &[("h", &hours), ("m", &rest)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_told_in_hours_and_minutes() {
        for (minutes, expected) in [(15, "15 min"), (60, "1 h"), (90, "1 h 30 min"), (240, "4 h")] {
            assert_eq!(length(minutes), expected);
        }
    }

    #[test]
    fn one_thing_is_told_apart_from_many() {
        assert_eq!(OPENINGS.of(1), "1 opening");
        assert_eq!(OPENINGS.of(0), "0 openings");
        assert_eq!(OPENINGS.of(12), "12 openings");
    }
}
