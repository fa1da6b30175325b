//! What staff read who set the instance up.

texts! {
    SETUP_PARTS = "What is set up";
    SETUP_PART_WEEK = "Working hours";
    SETUP_PART_TIME_OFF = "Time off and breaks";
    SETUP_JOB_TYPES = "Types of job";
    SETUP_PART_RULES = "Around jobs";
    SETUP_PART_POLICY = "For customers";
    SETUP_PART_WEBHOOKS = "Webhooks";

    // Saving
    SETUP_SAVE = "Save";
    SETUP_SAVING = "Saving…";
    SETUP_SAVED = "Saved.";
    SETUP_DISCARD = "Discard changes";
    SETUP_CANCEL = "Cancel";
    SETUP_EDIT = "Edit";
    SETUP_EDIT_OF = "Edit {name}";
    SETUP_REMOVE = "Remove";
    SETUP_REMOVE_OF = "Remove {name}";
    SETUP_REMOVED = "Removed.";
    SETUP_LOOK_ONLY = "This link may look, not change. Ask whoever runs Slotwright for one that may.";
    SETUP_GONE = "It isn’t there any more: somebody has removed it meanwhile. Open this part again to see what is.";
    SETUP_SCHEDULE_QUESTION = "Its hours go with it. Visits stay.";
    SETUP_TYPE_QUESTION = "It goes from its schedules too. One that jobs have can’t be removed.";
    SETUP_OPTIONAL = "{label} (optional)";
    SETUP_CHOOSE_ONE = "Choose…";

    // What is wrong
    SETUP_NEEDED = "Fill in “{label}”.";
    SETUP_CHOOSE = "Choose something for “{label}”.";
    SETUP_WHOLE = "“{label}” must be a whole number from {least} to {most}, and is “{value}”.";
    SETUP_DECIMAL = "“{label}” must be a number such as 2.5, and is “{value}”.";
    SETUP_LONG = "“{label}” has {n} characters; at most {most} are allowed.";
    SETUP_ORDER = "It must end after it begins.";
    SETUP_SPAN_MISSING = "Give both times, or remove these hours.";
    SETUP_SPAN_ORDER = "These hours must end after they begin; midnight is 00:00.";
    SETUP_SPAN_GRID = "Hours begin and end at a quarter: 8:00, 8:15, 8:30 or 8:45.";

    // A schedule's week
    SETUP_SCHEDULE = "Schedule";
    SETUP_WHOSE_SCHEDULES = "Schedules of";
    SETUP_ALL_PEOPLE = "All technicians";
    SETUP_NEW_SCHEDULE = "New schedule";
    SETUP_NO_SCHEDULE = "There is no schedule here yet. Nobody can be booked without one.";
    SETUP_PAINT_HINT = "Paint hours with the pointer, move their ends with the arrow keys, or type them.";
    SETUP_NO_HOURS = "none";
    SETUP_EDGE_FROM = "{day}, hours {n}: from";
    SETUP_EDGE_TO = "{day}, hours {n}: to";
    SETUP_ADD_HOURS = "Add hours on {day}";
    SETUP_REMOVE_HOURS = "{day}: remove hours {n}";
    SETUP_COPY = "To Mon–Fri";
    SETUP_COPY_OF = "To Mon–Fri: {day}";
    SETUP_CHANGES = "What would change";
    SETUP_CHANGE = "{day}: {is} instead of {was}";
    SETUP_PREVIEW = "{name}: the next four weeks as they would be";
    SETUP_PREVIEW_OF = "Whose four weeks";
    SETUP_WAS = "was {hours}";
    SETUP_NAME = "Name";
    SETUP_HOURS_ARE = "In these hours jobs";
    SETUP_OPENS = "can be booked";
    SETUP_CLOSES = "can’t be booked";
    SETUP_START = "From this day on";
    SETUP_WEEKS = "Every how many weeks";
    SETUP_ENDLESS = "Repeats for ever";
    SETUP_REPETITIONS = "How often it repeats";
    SETUP_REPETITIONS_HINT = "Where it doesn’t for ever; 0 is once.";

    // Time off and breaks
    SETUP_BREAKS = "Breaks";
    SETUP_NEW_TIME_OFF = "New time off";
    SETUP_NEW_BREAK = "New break";
    SETUP_NO_TIME_OFF = "No time off is ahead.";
    SETUP_NO_BREAK = "There are no breaks yet.";
    SETUP_WHOSE = "Whose";
    SETUP_EVERYBODY = "The whole company";
    SETUP_FIRST_DAY = "First day";
    SETUP_LAST_DAY = "Last day";
    SETUP_FROM = "From";
    SETUP_TO = "To";
    SETUP_WHOLE_DAYS = "Without times it is whole days.";
    SETUP_MOVE = "Move once";
    SETUP_MOVE_OF = "Move once: {name}";
    SETUP_WEEKDAYS = "On which days";
    SETUP_FROM_TO = "{from} to {to}";

    // Types of job and their fields
    SETUP_NEW_JOB_TYPE = "New type of job";
    SETUP_NO_JOB_TYPE = "There are no types of job yet.";
    SETUP_MINUTES = "Length in minutes";
    SETUP_COLOR = "Colour";
    SETUP_BLUE = "Blue";
    SETUP_GREEN = "Green";
    SETUP_RED = "Red";
    SETUP_PURPLE = "Purple";
    SETUP_YELLOW = "Yellow";
    SETUP_ORANGE = "Orange";
    SETUP_GREY = "Grey";
    SETUP_IN_SCHEDULES = "Done in these schedules";
    SETUP_IN_SCHEDULES_HINT = "The technicians of a schedule do the jobs that it has.";
    SETUP_IN_NONE = "in no schedule: nobody can be booked for it";
    SETUP_FIELDS = "Fields";
    SETUP_FIELDS_OF = "Fields of {name}";
    SETUP_NEW_FIELD = "New field";
    SETUP_NO_FIELD = "Nothing is asked of whoever books it.";
    SETUP_ASKED = "What people are asked";
    SETUP_KEY = "Key";
    SETUP_KEY_HINT = "What programs call it: letters, digits, - and _.";
    SETUP_KIND = "Kind";
    SETUP_KIND_TEXT = "Text";
    SETUP_KIND_NUMBER = "Number";
    SETUP_KIND_BOOLEAN = "Yes or no";
    SETUP_KIND_DATE = "Date";
    SETUP_KIND_CHOICE = "Choice";
    SETUP_KIND_PHOTOS = "Photos";
    SETUP_REQUIRED = "Has to be answered";
    SETUP_HINT = "Hint";
    SETUP_CHOICES = "Choices";
    SETUP_CHOICES_HINT = "One on each line, of a choice alone.";
    SETUP_LEAST = "Least";
    SETUP_LEAST_HINT = "Of a number its bounds, of a text how many characters, of photos how many.";
    SETUP_MOST = "Most";
    SETUP_PATTERN = "Pattern (a regular expression)";
    SETUP_SHOWN = "Asked";
    SETUP_ALWAYS = "Always";
    SETUP_IF = "if “{label}” is “{answer}”";
    SETUP_IS_YES = "yes";
    SETUP_IS_NO = "no";
    SETUP_UP = "Up";
    SETUP_UP_OF = "Up: {name}";

    // Rules and policy
    SETUP_RULES_TITLE = "What is kept around jobs";
    SETUP_PER_DAY = "Jobs a day";
    SETUP_JOBS_PER_DAY = "Jobs that a technician may have on a day";
    SETUP_ANY_NUMBER = "Empty is any number. Below: who may have another number.";
    SETUP_WAY = "Ways between jobs";
    SETUP_SPEED = "Speed in km/h";
    SETUP_WAY_HINT = "Empty: ways take no time.";
    SETUP_DETOUR = "Length of roads in percent";
    SETUP_DETOUR_HINT = "Of the way as the crow flies: 100 is straight.";
    SETUP_LEAST_WAY = "Each way takes at least, in minutes";
    SETUP_BEFORE = "Minutes kept free before";
    SETUP_AFTER = "Minutes kept free after";
    SETUP_POLICY_TITLE = "What customers may book";
    SETUP_ALL_TYPES = "For all types of job";
    SETUP_AS_SETTINGS = "Empty is as the server’s settings have it, here and below.";
    SETUP_NOTICE = "Least time before a visit, in minutes";
    SETUP_CHANGE_NOTICE = "Least time before a visit that may be changed, in minutes";
    SETUP_HORIZON = "How many days ahead";
    SETUP_STEP = "Distance between starts, in minutes";
    SETUP_ALIGNMENT = "Starts are counted from";
    SETUP_AS_BEFORE = "As the rest has it";
    SETUP_BY_CLOCK = "midnight";
    SETUP_BY_BLOCK = "the start of each free time";
    SETUP_ANSWER = "Preferred times are answered within, in hours";
    SETUP_ANSWER_HINT = "Customers are told; empty promises nothing.";
    SETUP_RECOMMEND = "What speaks for a time that is recommended";
    SETUP_RECOMMEND_HINT = "From 0 to 100 each. With nothing but 0 no time is recommended.";
    SETUP_NEAR = "A visit near by";
    SETUP_QUIET = "A quiet day";
    SETUP_SOON = "That it is soon";
    SETUP_ROOM = "Room to spare";
    SETUP_PREPARE = "What customers are to prepare";

    // Webhooks
    SETUP_NEW_WEBHOOK = "New webhook";
    SETUP_NO_WEBHOOK = "Nobody is told yet what becomes of jobs.";
    SETUP_URL = "Address";
    SETUP_URL_HINT = "Begins with https://.";
    SETUP_EVENTS = "What it is told of";
    SETUP_EVENTS_HINT = "None chosen is all.";
    SETUP_EVERY_EVENT = "all events";
    SETUP_DETAILS = "With notes, names and addresses";
    SETUP_PAUSE = "Pause";
    SETUP_PAUSE_OF = "Pause {name}";
    SETUP_RESUME = "Resume";
    SETUP_RESUME_OF = "Resume {name}";
    SETUP_PAUSED = "paused";
    SETUP_TEST = "Test";
    SETUP_TEST_OF = "Test {name}";
    SETUP_TESTED = "A test is on its way. If it fails, it is listed below.";
    SETUP_ROTATE = "New secret";
    SETUP_ROTATE_OF = "New secret for {name}";
    SETUP_ROTATED = "There is a new secret; the old one signs too for 24 hours.";
    SETUP_SECRET = "Secret";
    SETUP_SECRET_ONCE = "Copy the secret now: it is not shown again.";
    SETUP_FROM_SETTINGS = "from the server’s settings file, as {name}: changed there alone";
    SETUP_WEBHOOK_QUESTION = "It is told nothing from then on, and a new one has another secret.";
    SETUP_OUTBOX = "What could not be told";
    SETUP_NO_MESSAGE = "All has been told.";
    SETUP_DEAD = "Given up";
    SETUP_WAITING = "Waiting";
    SETUP_RETRY = "Try again";
    SETUP_RETRY_OF = "Try again: {name}";
    SETUP_RETRIED = "It is tried again now.";
    SETUP_DROP = "Drop";
    SETUP_DROP_OF = "Drop {name}";
    SETUP_DROPPED = "It is not told any more.";

    // With a number
    SETUP_COLLIDES = "1 visit of the next four weeks would stand outside; it stays:" |
        "{n} visits of the next four weeks would stand outside; they stay:";
    SETUP_COLLIDED = "1 visit stands outside now." | "{n} visits stand outside now.";
    SETUP_TRIED = "tried once" | "tried {n} times";
}
