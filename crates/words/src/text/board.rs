//! What staff read.

texts! {
    // The board
    BOARD_TITLE = "Jobs";
    BOARD_NUMBER = "Job";
    BOARD_STATUS = "Status";
    BOARD_WHEN = "When";
    BOARD_LENGTH = "Length";
    BOARD_FOR = "For";
    BOARD_CREW = "Crew";
    BOARD_NOTES = "Notes";
    BOARD_CALLED = "{system}: {name}";
    BOARD_PENDING = "Being confirmed by the system behind";
    BOARD_REFUSED = "Refused by the system behind";
    BOARD_UNKNOWN = "Sent, and not known whether it arrived: look there";
    BOARD_LOCAL = "The system behind can’t be told: tell it by hand";
    BOARD_EMPTY = "There are no jobs yet.";
    BOARD_PAGE = "Page {page} of {pages}";
    BOARD_PREVIOUS = "Previous page";
    BOARD_NEXT = "Next page";
    BOARD_ENDED = "ended {when}";
    BOARD_WISHES = "Wishes";
    BOARD_WISH = "{day}, {from} to {to}";
    BOARD_LINK_TITLE = "This page needs the link of the board";
    BOARD_LINK = "The link has a long code after “/board#s=”, which is missing here, has ended or belongs to something else. Open the \
        link once more as you got it, or ask whoever runs Slotwright for a new one.";
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
    WHY_NOT_POLICY = "Customers aren’t offered it: {reason}.";
    WHY_NOT_PEOPLE = "Technicians";
    WHY_NOT_ABLE = "can come";
    WHY_NOT_ANNOUNCE_FREE = "Can be booked: {able}.";
    WHY_NOT_ANNOUNCE_TAKEN = "Can’t be booked: {reasons}.";
    WHY_NOT_SAVE = "Save this case";
    WHY_NOT_SAVE_HINT = "A file with numbers, times and coordinates: no name, no address, no note.";
    WHY_NOT_SAVED = "The case is saved as a file.";
    TECHNICIAN = "Technician {id}";
    STATUS_QUEUED = "Queued";
    STATUS_SCHEDULED = "Scheduled";
    STATUS_COMPLETED = "Completed";
    STATUS_FAILED = "Failed";

    // With a number
    BOARD_JOBS = "1 job" | "{n} jobs";
    WHY_NOT_ABLE_COUNT = "1 technician can come" | "{n} technicians can come";
}
