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
    BOARD_RATHER_NOT = "Rather not";
    BOARD_SETUP_FAILED = "Setting up could not be loaded. Check your connection, and try again.";
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
    BOARD_MORE = "Show more";
    BOARD_BREAK = "Break";
    BOARD_HELD = "Held by a customer who is deciding";
    BOARD_MOVED = "{name}, moved";
    BOARD_VISIT = "until {to}, {status}";
    BOARD_LEFT = "was on site, and left";
    BOARD_WAY_THERE = "{length} to get there";
    BOARD_KEPT_BEFORE = "{length} kept before it";
    BOARD_KEPT_AFTER = "{length} kept after it";
    BOARD_WAY_HOME = "{length} to get home";
    BOARD_LEGEND = "What the signs mean";
    BOARD_OPEN = "Working time";
    BOARD_TRAVEL = "On the way";
    BOARD_BUFFER = "Kept before and after a visit";
    BOARD_WISHED = "Preferred time of the open job";
    BOARD_TAKEN = "That time was taken meanwhile. Below you see by whom, and what else is free.";
    BOARD_AS_OF = "What you see is as of {when}.";

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
    BOARD_PRINT_ALL = "Print everybody";
    BOARD_PICTURE = "Picture (PNG)";
    BOARD_PICTURE_SAVED = "The picture is saved.";
    BOARD_PICTURE_FAILED = "The browser could not draw the picture. Fold groups away or show fewer days, and try again.";
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
    BOARD_COME = "How many come";
    BOARD_COME_MORE = "One more";
    BOARD_COME_FEWER = "One fewer";
    PLANNED = "Planned: {when}, {who}.";
    QUEUE_JOB = "Back to the queue";
    QUEUED_AGAIN = "The job waits for a time again.";
    REDO_PLANNED = "Redo";
    REDONE_PLANNED = "Done again.";
    UNDO_DUE = "It is undone as soon as the answer is here.";
    REDO_DUE = "It is done again as soon as the answer is here.";
    MOVE_DUE = "It is moved as soon as the answer to the last move is here.";
    MOVE_IN_HAND = "In hand: {whose}. The arrows move it, Shift and an arrow change its length, A takes along whoever’s lane \
        it is over, Enter puts it down, Escape puts it back.";
    MOVE_PUT_BACK = "It is where it was.";
    MOVE_FREE = "free";
    MOVE_UNSEEN = "not known yet";
    MOVE_VISIT = "{who} has {whose} then";
    MOVE_CLOSED = "{who}: {name}, {from} to {to}";
    MOVE_HOURS = "{who} doesn’t work then";
    MOVE_KEYS = "Drag a job, or press Space to take hold of it and the arrows to move it. X chooses several. Ctrl+Z undoes.";
    MOVE_CHOOSE_NONE = "Choose none";
    MOVE_SWAP = "Swap the two";
    MOVE_TO = "Move to…";
    MOVE_LENGTH = "Length in minutes";
    MOVE_CREW = "Who comes";
    MOVE_CHOOSE_CREW = "Choose who is free";
    MOVE_TOO_FEW = "Not enough of them are free then.";
    MOVE_DO = "Move it";
    MOVE_CANCEL = "Cancel";
    MOVE_INCOMPLETE = "Choose a day, a time, a length in quarters of an hour, and who comes.";
    MOVE_OVERRIDE = "Move it all the same";
    MOVE_OVERRIDE_WHY = "Why, for the history";
    MOVE_OVERRIDE_HINT = "Hours, breaks and time off are then passed over. Nobody is in two places all the same.";

    // Keys, and the search for everything
    KEYS = "Keys";
    KEYS_BOARD = "Everywhere";
    KEYS_SCHEDULE = "On the schedule and in the queue";
    KEYS_HAND = "With a job in hand";
    KEYS_JOB = "In the open job";
    KEY_KEYS = "Show the keys";
    KEY_VISIT = "To the visit before or after";
    KEY_LANE = "To another lane";
    KEY_ENDS = "To the first or last visit of the lane";
    KEY_OPEN = "Open the job";
    KEY_TAKE_UP = "Take hold of the job";
    KEY_CHOOSE = "Choose the visit, with others";
    KEY_QUARTER = "A quarter of an hour earlier or later";
    KEY_OTHER_LANE = "Into another lane";
    KEY_DAY = "A day earlier or later";
    KEY_LENGTH = "Shorter or longer";
    KEY_CREW = "Take along whoever’s lane it is over";
    KEY_PUT_DOWN = "Put it down";
    KEY_PUT_BACK = "Put it back";
    KEY_SUGGESTED = "Take the suggested time";
    KEY_COME = "One more comes, or one fewer";
    KEY_FREED = "List who waits for time that is free again";
    KEY_LEAVE = "Leave the form, then the job";
    KEY_CTRL = "Ctrl";
    KEY_SHIFT = "Shift";
    KEY_SPACE = "Space";
    KEY_ENTER = "Enter";
    KEY_ESCAPE = "Esc";
    KEY_HOME = "Home";
    KEY_END = "End";
    KEY_PAGE_UP = "Page Up";
    KEY_PAGE_DOWN = "Page Down";
    BOARD_FIND = "Find a job, a day, a technician, or what to do";
    BOARD_FIND_DEEDS = "What can be done";
    BOARD_FIND_DAYS = "Days";
    BOARD_FIND_LOOKING = "Looking for jobs…";
    BOARD_FIND_NONE = "Nothing is called that.";
    BOARD_TOMORROW = "Tomorrow";

    // Groups of technicians
    GROUP_BY = "Group technicians";
    GROUP_NOTHING = "No groups";
    GROUP_JOB_TYPES = "By job type";
    GROUP_AREAS = "By area";
    GROUP_SCHEDULES = "By working hours";
    GROUP_NONE = "No group";

    // Time that is free again
    FREED = "Free again: these jobs wait for it";
    FREED_HINT = "Press the number, or choose one. Escape leaves it.";
    FREED_RATHER_NOT = "would rather not";
    FREED_HELD = "A part of it is held for somebody else.";
    FREED_TAKEN = "That was taken meanwhile. This is left:";

    // One technician's days
    AGENDA_BEFORE = "Technician before";
    AGENDA_NEXT = "Next technician";
    AGENDA_WHOSE = "Technician";
    AGENDA_EMPTY = "Nothing on this day.";

    // How full the days are
    HEAT = "Load";
    HEAT_ALL = "All";
    HEAT_EACH = "Load by technician and day";
    HEAT_USED = "Working time and visits, by the hour";
    HEAT_UNMET = "Preferred times of waiting jobs";
    HEAT_FULLEST = "Fullest: {who}, {day}, {percent}";
    HEAT_NOBODY = "Nobody works on these days.";
    HEAT_NO_WISHES = "No waiting job would like one of these days.";
    HEAT_ROOM = "{room} of {jobs} have room";
    HEAT_WITH_ROOM = "Somebody has time for";
    HEAT_TABLE = "As a table";
    HEAT_WISHED = "Waiting jobs that would like this day";
    HEAT_OF = "{taken} of {working}";

    // The job that is open
    JOB_NAMED = "{whose}, job {id}";
    JOB_NO_TIME = "no time yet";
    JOB_ENDED = "Ended";
    JOB_REASON = "Reason";
    JOB_ADDRESS = "Address";
    JOB_TELEPHONE = "Telephone";
    JOB_MORE = "Details";
    JOB_PHOTOS = "Photos";
    JOB_PHOTO = "Photo {n}";
    JOB_UNDO = "Undo: {what}";
    JOB_EDIT = "Edit";
    JOB_SAVE = "Save";
    JOB_SAVED = "The job is saved.";
    JOB_LEAVE_FORM = "Leave it";
    JOB_USUAL_LENGTH = "As usual: {length}";
    JOB_DELETE = "Delete";
    JOB_LEAVES = "{job}, is deleted in ten seconds.";
    JOB_LEAVING = "The job is deleted in ten seconds. You can keep it until then.";
    JOB_STAY = "Keep it";
    JOB_STAYS = "The job stays.";
    JOB_DELETE_NOW = "Delete it now";
    JOB_DELETED = "The job is deleted.";
    JOB_NOT_DELETED = "{job}, has not been deleted.";

    // On the day
    ON_SITE = "On site";
    ON_SITE_SINCE = "on site since {when}";
    NOT_ON_SITE = "not on site";
    CHECK_IN = "Check in";
    CHECK_IN_OF = "Check in: {name}";
    CHECK_OUT = "Check out";
    CHECK_OUT_OF = "Check out: {name}";
    CHECKED_IN = "{name} is on site.";
    CHECKED_OUT = "{name} has left.";
    SOMEBODY_ELSE = "Somebody else is there";
    NOBODY_CHOSEN = "Choose";
    COMPLETE_JOB = "Complete";
    COMPLETED_JOB = "The job is completed.";
    FAIL_JOB = "Not done…";
    FAIL_REASON = "What stood in the way?";
    FAIL_REASON_MISSING = "Please say what stood in the way.";
    FAIL_SEND = "End it as failed";
    FAILED_JOB = "The job is ended as failed.";
    END_REMARK = "Remark";
    END_FOR_GOOD = "That can’t be taken back.";
    TASKS = "Tasks";
    TASKS_NONE = "No tasks.";
    TASK_NEW = "Another task";
    TASK_ADD = "Add";
    TASK_ADDED = "The task is added.";
    TASK_TICKED = "Done: {task}";
    TASK_UNTICKED = "To be done again: {task}";
    TASK_REMOVE_OF = "Remove: {task}";
    TASK_REMOVED = "The task is removed.";

    // What the customer would like
    JOB_WISHES = "Preferred times";
    JOB_WISHES_NONE = "The customer has named none yet.";
    JOB_WISH_ADD = "Add a preferred time";
    JOB_WISH_EDIT_OF = "Edit {wish}";
    JOB_WISH_REMOVE_OF = "Remove {wish}";
    JOB_WISH_FROM = "From";
    JOB_WISH_TO = "To";
    JOB_WISH_SAVED = "The preferred time is saved.";
    JOB_WISH_REMOVED = "The preferred time is removed.";
    JOB_WISH_INCOMPLETE = "Choose a day, and from when until when.";
    JOB_LINK = "Booking link";
    JOB_LINK_HINT = "With it the customer chooses the time.";
    JOB_LINK_LIMITS = "What it allows";
    JOB_LINK_EARLIEST = "Earliest day";
    JOB_LINK_LATEST = "Latest day";
    JOB_LINK_CHANGES = "How often it may book and move the visit";
    JOB_LINK_ANY = "As often as they like";
    JOB_LINK_SEND = "Make a booking link";
    JOB_LINK_MADE = "The link is made: copy it from the field.";

    // Who did what
    HISTORY = "History";
    HISTORY_NONE = "Nothing was done since it came.";
    DEED = "{who}: {what}";
    DEED_BY_LINK = "Customer, by link {id}";
    DEED_BY_SYSTEM = "The system behind";
    DEED_CREATE = "job made";
    DEED_CHANGE = "job changed";
    DEED_QUEUE = "back to the queue";
    DEED_CANCEL = "visit cancelled";
    DEED_CHECK_IN = "somebody checked in";
    DEED_CHECK_OUT = "somebody checked out";
    DEED_COMPLETE = "job ended";
    DEED_ADD_WISH = "preferred time added";
    DEED_CHANGE_WISH = "preferred time changed";
    DEED_REMOVE_WISH = "preferred time removed";
    DEED_DELETE = "job deleted";

    // Which jobs are listed
    FILTER = "Find jobs";
    FILTER_TEXT = "Name, address, note or number";
    FILTER_ALL = "All";
    FILTER_ANY = "any";
    FILTER_WHO = "Technician";
    FILTER_WISHES = "With preferred times";
    FILTER_MET = "Can be met now";
    FILTER_OVERDUE = "Overdue";
    FILTER_MORE = "More";
    FILTER_CLEAR = "Show all";
    FILTER_NONE = "No job is like that.";
    SORT = "Order";
    SORT_OLDEST = "oldest first";
    SORT_NEWEST = "newest first";
    SORT_SOONEST = "earliest visit first";
    SORT_LATEST = "latest visit first";

    // A job that is being made
    JOB_NEW = "New job";
    JOB_TYPE = "Type";
    JOB_FOR = "Customer or site";
    JOB_MAKE = "Make the job";
    JOB_MADE = "The job is made.";
    JOB_INCOMPLETE = "Choose a type, and for whom it is.";
    JOB_NUMBERS = "Ticket and services";
    JOB_TICKET = "Ticket";
    JOB_SERVICES = "Services";
    JOB_NUMBERS_HINT = "By their numbers; several services with commas between.";
    JOB_NUMBERS_WRONG = "Type numbers alone: 4711, or 7, 9.";
    JOB_YES = "Yes";
    JOB_NO = "No";
    PLACES_NONE = "Nobody has that in their name or address.";

    // Links
    BOARD_NUMBER_OF_LINK = "Link";
    LINK_OPENS = "Opens";
    LINK_OF_BOOKING = "Booking page";
    LINK_OF_BOARD = "Board";
    LINK_OPEN = "Booking page, for anybody";
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
    LINK_REVOKED = "The link is revoked.";
    LINKS_EMPTY = "No link was made yet.";

    WHY_NOT = "Why not…?";
    WHY_NOT_TIME = "Time";
    WHY_NOT_ASK = "Ask";
    WHY_NOT_ASKING = "Asking…";
    WHY_NOT_INCOMPLETE = "Choose a day and a time.";
    WHY_NOT_FREE = "{when}: can be booked";
    WHY_NOT_TAKEN = "{when}: can’t be booked";
    WHY_NOT_FOR_CUSTOMER = "For the customer: “{sentence}”";
    WHY_NOT_POLICY = "Customers aren’t offered it: {reason}.";
    WHY_NOT_ABLE = "can come";
    REASON_ALL_DAY = "all day";
    REASON_UNTIL = "until {to}";
    REASON_FROM = "from {from}";
    REASON_BETWEEN = "from {from} to {to}";
    REASON_JOB = "job {id}, {when}";
    REASON_HOLD = "held for somebody else, {when}";
    REASON_TIME_OFF = "time off, {when}";
    REASON_BLOCKER = "blocker {id}, {when}";
    REASON_CLOSED = "closed by a schedule, {when}";
    REASON_HOURS = "no working hours, {when}";
    REASON_AREA = "works {when}, but not in this area";
    REASON_TYPE = "works {when}, but not on jobs of this type";
    REASON_SHORT = "free {when}, which is {length} too short";
    REASON_CLOCKS = "the clocks are put forward, {when}";
    REASON_BUFFER = "kept free around job {id}, {when}";
    REASON_BUFFER_HELD = "kept free around what is held for somebody else, {when}";
    REASON_WAY = "on the way from or to job {id}, {when}";
    REASON_WAY_ENDS = "on the way, {when}";
    REASON_CAP = "jobs that day: {jobs}, allowed: {allowed}";
    REASON_CREW = "{able} can come, {needed} needed";
    REASON_MIDNIGHT = "the visit would reach over midnight";
    REASON_NOTICE = "the notice ends {from}";
    REASON_HORIZON = "visits have to end by {to}";
    REASON_STARTS = "visits start at {from} or at {to}, not in between";
    REASON_LAST_START = "the last visit starts at {from}";
    WHY_NOT_ANNOUNCE_FREE = "Can be booked: {able}.";
    WHY_NOT_ANNOUNCE_TAKEN = "Can’t be booked: {reasons}.";
    WHY_NOT_SAVE = "Save this case";
    WHY_NOT_SAVE_HINT = "A file with numbers, times and coordinates: no name, no address, no note.";
    WHY_NOT_SAVED = "The case is saved as a file.";
    STATUS_QUEUED = "Queued";
    STATUS_SCHEDULED = "Scheduled";
    STATUS_COMPLETED = "Completed";
    STATUS_FAILED = "Failed";

    // With a number
    PLACES_FOUND = "1 found" | "{n} found";
    BOARD_JOBS = "1 job" | "{n} jobs";
    BOARD_LINKS_COUNT = "1 link" | "{n} links";
    BOARD_DAYS = "1 day" | "{n} days";
    GROUP_PEOPLE = "1 technician" | "{n} technicians";
    BOARD_VISITS = "1 visit" | "{n} visits";
    BOARD_QUEUED_COUNT = "1 job waits for a time" | "{n} jobs wait for a time";
    BOARD_CHANGED_COUNT = "Others have changed 1 job" | "Others have changed {n} jobs";
    BOARD_WISHES_COUNT = "1 preferred time" | "{n} preferred times";
    MOVE_CHOSEN = "1 visit chosen" | "{n} visits chosen";
    PLANNED_MANY = "1 visit moved." | "{n} visits moved.";
    FREED_COUNT = "Free again: 1 job waits for it" | "Free again: {n} jobs wait for it";
    FREED_MORE = "1 more job waits for it" | "{n} more jobs wait for it";
    BOARD_COME_COUNT = "1 person comes" | "{n} people come";
    WHY_NOT_ABLE_COUNT = "1 technician can come" | "{n} technicians can come";
}
