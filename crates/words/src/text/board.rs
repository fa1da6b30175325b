//! What staff read.

texts! {
    // The board
    BOARD_TITLE = "Jobs";
    BOARD_TIMELINE = "Schedule";
    BOARD_LINKS = "Links";
    BOARD_WAYS = "What is shown";
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
    // Everybody's day
    BOARD_TODAY = "Today";
    BOARD_DAYS_BACK = "Earlier days";
    BOARD_DAYS_ON = "Later days";
    BOARD_FIRST_DAY = "First day";
    BOARD_HOW_MANY = "How many days";
    BOARD_SMALLER = "Smaller hours";
    BOARD_BIGGER = "Bigger hours";
    BOARD_NOW = "Now";
    BOARD_NOBODY = "There are no technicians yet.";
    BOARD_NOTHING_QUEUED = "No job waits for a time.";
    BOARD_BREAK = "Break";
    BOARD_TIME_OFF = "Time off";
    BOARD_HELD = "Held by a customer who is deciding";
    BOARD_MOVED = "{name}, moved";
    BOARD_VISIT = "until {to}, {status}";
    BOARD_TAKEN = "That time was taken meanwhile. Below you see by whom, and what else is free.";

    // What others do meanwhile
    BOARD_MEANWHILE = "Changed meanwhile by {who}: {what}.";
    BOARD_MEANWHILE_GONE = "This job was deleted meanwhile by {who}.";
    BOARD_MEANWHILE_QUEUED = "it waits for a time again";
    BOARD_MEANWHILE_WISHES = "other preferred times";
    BOARD_MEANWHILE_NOTES = "other notes";
    BOARD_MEANWHILE_OTHER = "other details";
    BOARD_MEANWHILE_SHOW = "Show it as it is now";
    BOARD_BY_CUSTOMER = "the customer";
    BOARD_BY_SYSTEM = "the system behind";

    // What is taken out of the board
    BOARD_PRINT = "Print";
    BOARD_CSV = "CSV";
    BOARD_FEED = "Calendar feed";
    BOARD_FEED_WHOSE = "Whose visits";
    BOARD_FEED_MAKE = "Make an address";
    BOARD_FEED_HINT = "A calendar such as Google’s or Outlook can subscribe to this address. Whoever knows it sees the visits; a new one \
        ends the one before.";
    BOARD_FEED_ADDRESS = "Address of the calendar";
    BOARD_FEED_COPY = "Copy";
    BOARD_FEED_COPIED = "Copied.";
    BOARD_FEED_MADE = "The new address is made. One from before works no more.";

    // Times for a job
    BOARD_SUGGESTIONS = "Suggested times";
    BOARD_SUGGESTIONS_HINT = "Press the number, or choose one.";
    BOARD_SUGGESTIONS_LOADING = "Looking for times…";
    BOARD_SUGGESTIONS_NONE = "Nobody is free for it in the next four weeks.";
    BOARD_SUGGESTED = "{when} · {who}";
    BOARD_SUGGESTED_WISH = "preferred time {rank}";
    BOARD_SUGGESTED_NEAR = "beside a visit near by";
    BOARD_SUGGESTED_QUIET = "a quiet day";
    BOARD_SUGGESTED_SOON = "soon";
    BOARD_SUGGESTED_ROOM = "room to spare";
    PLANNED = "Planned: {when}, {who}.";
    QUEUE_JOB = "Back to the queue";
    QUEUED_AGAIN = "The job waits for a time again.";
    UNDO_PLANNED = "Undo";
    UNDONE_PLANNED = "Undone.";

    // Links
    BOARD_NUMBER_OF_LINK = "Link";
    LINK_OPENS = "Opens";
    LINK_OF_BOOKING = "Booking page";
    LINK_OF_BOARD = "Board";
    LINK_OPEN = "Booking page, for anybody";
    LINK_OF_JOB = "Job {id}";
    LINK_MADE = "Made";
    LINK_ENDS = "Works until";
    LINK_OPENED = "Last opened";
    LINK_NEVER = "not yet";
    LINK_END = "End it";
    LINK_WORKS = "Works";
    LINK_HAS_ENDED = "Ended";
    LINK_WAS_REVOKED = "Revoked";
    LINK_REVOKE = "Revoke";
    LINK_REVOKE_OF = "Revoke link {id}";
    LINK_REVOKE_QUESTION = "Nobody can use it from then on, and nothing brings it back. What was booked with it stays.";
    LINK_KEEP = "Keep it";
    LINK_REVOKED = "The link is revoked.";
    LINKS_EMPTY = "No link was made yet.";

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
    BOARD_LINKS_COUNT = "1 link" | "{n} links";
    BOARD_DAYS = "1 day" | "{n} days";
    BOARD_VISITS = "1 visit" | "{n} visits";
    BOARD_QUEUED_COUNT = "1 job waits for a time" | "{n} jobs wait for a time";
    BOARD_CHANGED_COUNT = "Others have changed 1 job" | "Others have changed {n} jobs";
    BOARD_WISHES_COUNT = "1 preferred time" | "{n} preferred times";
    WHY_NOT_ABLE_COUNT = "1 technician can come" | "{n} technicians can come";
}
