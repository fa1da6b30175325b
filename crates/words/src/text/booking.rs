//! What customers read.

texts! {
    // What the job is
    WHERE_FOR = "{name}, {address}";
    ZONE = "Times are in {zone}";
    ELSEWHERE = "{text} (in {zone}: {time})";
    ZONE_DIFFERS = "Times are local to the visit: {zone}. Your device uses {device}.";

    // Choosing
    CHOOSE_TITLE = "When should we come?";
    CHANGE_TITLE = "Choose a new time";
    CHANGE_HINT = "Your visit on {when} stays booked until you choose another time.";
    KEEP = "Keep my current time";
    MONTH_PREVIOUS = "Previous month";
    MONTH_NEXT = "Next month";
    WEEK_PREVIOUS = "Previous week";
    WEEK_NEXT = "Next week";
    LIST_MORE = "Show later days";
    LIST_DAY = "{day} · {openings}";
    MONTH_LOADING = "Looking for openings…";
    MONTH_STILL_LOADING = "Still looking. Your connection seems slow.";
    MONTH_EMPTY = "Nothing is free in {month}.";
    MONTH_EMPTY_NEXT = "Next opening on {day}";
    MONTH_EMPTY_NONE = "Nothing is free in the weeks that can be booked. Tell us when it suits you, and we will find a way.";
    MONTH_EMPTY_NONE_BOOKED = "Nothing else is free in the weeks that can be booked.";
    DAY_LABEL = "{day}, {openings}";
    DAY_TODAY = "{label}, today";
    DAY_PAST = "{day}, in the past";
    DAY_BEYOND = "{day}, can’t be booked yet";
    OPENINGS_NONE = "Nothing is free on {day}.";
    OPENING_LABEL = "{from} to {to}, {day}";
    OPENING_WINDOW = "{from} to {to}";
    OPENINGS_CLOCKS = "On this day {change}.";
    CLOCKS_BACK = "the clocks go back {length} at {time}";
    CLOCKS_FORWARD = "the clocks go forward {length} at {time}";
    CLOCKS_MEANWHILE = "{text} ({change})";
    CLOCKS_BEFORE = "{text} (before {change})";
    MOMENT_BETWEEN = "{day}, between {from} and {to}";
    OPENINGS_WINDOWS = "We arrive within the time you choose. The visit itself takes {length}.";
    MORNING = "Morning";
    AFTERNOON = "Afternoon";
    EVENING = "Evening";
    ALL_DAY = "All day";
    SUGGESTED = "Suggested times";
    SUGGESTED_NEAR = "a technician is near you then";
    SUGGESTED_QUIET = "a quiet day with us";
    CONTINUE = "Continue";
    CONTINUE_WITH = "Continue with {opening}";
    AS_LIST = "Show as a list";
    AS_CALENDAR = "Show as a calendar";
    NONE_FIT = "None of these fit?";
    NONE_FIT_ACTION = "Tell us when it suits you";

    // Details
    DETAILS_TITLE = "Check and book";
    DETAILS_WHEN = "When";
    DETAILS_ARRIVAL = "{day}, arrival between {from} and {to}";
    DETAILS_WHERE = "Where";
    DETAILS_NAME = "Name";
    NOTES = "Anything we should know?";
    NOTES_HINT = "Optional: a gate code, a dog, where to park. {n} of {max} characters.";
    NOTES_TOO_LONG = "Your note is longer than {max} characters. Please shorten it: all of it is still here.";
    FIELD_OPTIONAL = "{label} (optional)";
    FIELD_CHOOSE = "Please choose";
    FIELD_NO_ANSWER = "No answer";
    FIELD_YES = "Yes";
    FIELD_NO = "No";
    FIELD_MISSING = "Please fill this in.";
    FIELD_OR = "Please fill in this or “{label}”.";
    FIELD_NOT_CHOSEN = "Please choose one.";
    FIELD_TOO_SHORT = "Please use at least {n} characters.";
    FIELD_TOO_LONG = "Please use up to {n} characters.";
    FIELD_UNLIKE = "This is not what is asked for. {hint}";
    FIELD_NO_NUMBER = "Please enter a number.";
    FIELD_TOO_SMALL = "Please enter {n} or more.";
    FIELD_TOO_GREAT = "Please enter {n} or less.";
    BOOK = "Book this visit";
    BOOK_CHANGE = "Move my visit";
    BOOKING = "Booking…";
    BACK = "Back";
    HELD_SOON = "We are keeping this time for you for less than a minute more.";
    HELD_LONGER = "Keep it longer";
    HELD_NO_MORE = "We no longer keep this time for you. You can still book it while it is free.";

    // Wishes
    WISHES_TITLE = "When suits you?";
    WISHES_HINT = "Add the times that suit you, best first. You see at once whether somebody can come.";
    WISHES_LIST = "Your preferred times, best first";
    WISHES_EMPTY = "No preferred times yet.";
    WISH_DATE = "Day";
    WISH_FROM = "From";
    WISH_TO = "To";
    WISH_ADD = "Add this time";
    WISH_SAVE = "Save this time";
    WISH_CANCEL_EDIT = "Cancel edit";
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
    WISH_SAVED = "Preferred time {rank} saved. {feasibility}.";
    WISH_PUT_BACK = "The preferred time is back.";
    WISH_ADDED = "Preferred time {rank} added. {feasibility}.";
    WISH_KNOWN = "Preferred time {rank}: {feasibility}.";
    WISH_OPENINGS = "{feasibility} ({openings})";
    WISH_INSTEAD = "What would make it possible:";
    WISH_INSTEAD_OF = "{action}, instead of {wish}";
    WISH_OTHER_DAY = "The same time on {day}";
    WISH_OTHER_TIME = "The same day, {from} to {to}";
    WISH_SOONER = "Be at home {length} sooner, from {time}";
    WISH_LONGER = "Be at home {length} longer, until {time}";
    WISH_CHANGED = "Preferred time changed.";
    WISH_CHANGED_TO = "Preferred time {rank} is now {wish}. {feasibility}.";
    WISH_CHANGED_BACK = "The preferred time is as it was.";
    WISH_REMOVED = "Preferred time removed.";
    WISH_MOVED = "Now preferred time {rank}.";
    WISH_UNDO = "Undo";
    WISHES_BOOK_BEST = "Book {when}";
    WISHES_BEST_IS = "We can come for your choice number {rank}.";
    WISHES_NONE_FEASIBLE = "None of them can be met as things stand. Send them to us: times become free every day.";
    WISHES_NONE_FEASIBLE_BOOKED = "None of them can be met as things stand. Your visit on {when} stays booked.";
    WISHES_WITHDRAW = "Withdraw my preferred times";
    WISHES_WITHDRAWN = "Your preferred times are withdrawn.";
    WISHES_STAY = "Your preferred times stay with us until you choose a time.";
    WISHES_SEE = "See my preferred times";
    WISHES_LEAVE = "Send these times";
    WISHES_SAVING = "Sending…";
    WISHES_FULL = "That is as many times as we can keep. Remove one to add another.";
    WISH_FAULT_DATE = "Choose a day.";
    WISH_FAULT_RANGE = "Choose a day from {first} to {last}.";
    WISH_FAULT_SOON = "This time has passed or is too soon for us. Choose a later one.";
    WISH_FAULT_ORDER = "The end must be after the start.";
    WISH_FAULT_SHORT = "The visit takes {length}. Choose a longer time.";
    WISH_FAULT_DUPLICATE = "This time is already in the list.";
    WISHES_BACK = "Back to the calendar";

    // Whose it is, and how far one is
    PROGRESS = "Steps";
    PROGRESS_TIME = "Time";
    PROGRESS_CHECK = "Check";
    PROGRESS_DONE = "Done";

    // Booked, waiting, ended
    BOOKED_TITLE = "Your visit is booked";
    BOOKED_UNDO = "Undo this booking";
    MOVED_TITLE = "Your visit is moved";
    CONFIRMING_TITLE = "We are confirming your visit";
    CONFIRMING_HINT = "This time is kept for you. This page says so as soon as it is confirmed; you can close it and come back.";
    CONFIRMING_LONG = "It takes longer than usual. This time stays yours until we know; you need not do anything.";
    NOT_CONFIRMED = "The time you chose could not be confirmed after all. We are sorry: please choose another.";
    NEXT_TITLE = "What happens next";
    BOOKED_HINT = "Keep this link: it shows your visit and lets you change it.";
    CHANGE_UNTIL = "You can change or cancel it here until {when}.";
    LINK_COPY = "Copy my link";
    LINK_COPIED = "Link copied";
    CALENDAR_FRAMED = "No file? This page may not be allowed to save files. Copy your link below and open it in a new window, or try here:";
    CALENDAR_OPEN = "Open your visit";
    CALENDAR_REMOVE = "Remove from calendar";
    BOOKED_NOTES = "Your note: {notes}";
    ADD_TO_CALENDAR = "Add to calendar";
    CALENDAR_GOOGLE = "Google";
    CALENDAR_OUTLOOK = "Outlook";
    CALENDAR_FILE = "Apple and others (.ics)";
    CHANGE = "Change the time";
    CANCEL = "Cancel the visit";
    CANCEL_QUESTION = "Cancel the visit on {when}?";
    CANCEL_WHY = "If you like, tell us why:";
    CANCEL_AWAY = "I can’t be there";
    CANCEL_WORKS = "It works again";
    CANCEL_OTHER_TIME = "I found another time";
    CANCEL_OTHER = "Another reason";
    CANCEL_YES = "Yes, cancel it";
    CANCEL_NO = "No, keep it";
    CANCELLING = "Cancelling…";
    TOO_LATE_TO_CHANGE = "It is too close to the visit to change it here. Please call us.";
    CANCELLED_TITLE = "Your visit is cancelled";
    CANCELLED_HINT = "Nobody will come on {when}.";
    CANCELLED_UNDO = "Book that time again";
    CANCELLED_AGAIN = "Choose another time";
    WAITING_TITLE = "We have your preferred times";
    WAITING_HINT = "We will fix a time as close to them as we can. This link shows it as soon as it is set.";
    WAITING_UNTIL = "We answer by {when}.";
    WAITING_STEPS = "How far your visit is";
    WAITING_RECEIVED = "Received";
    WAITING_PLANNED = "Being planned";
    WAITING_CONFIRMED = "Confirmed";
    WAITING_BOOK = "Book this now";
    WAITING_CHANGE = "Change my preferred times";
    WAITING_CHOOSE = "Choose a time myself";
    DONE_TITLE = "This visit has taken place";
    FAILED_TITLE = "This visit could not be completed";
    FAILED_HINT = "Please call us, or ask us for a new link.";
    DONE_HINT = "There is nothing left to do here. Please call us if something is missing.";

    // When something is in the way
    CHANGED_TO = "Your visit was moved meanwhile: it is on {when} now. Nothing that you just did was applied.";
    TAKEN = "{when} has just been taken by somebody else.";
    TAKEN_NEAREST = "Similar times that are still free:";
    NOT_HELD = "Your hold on {when} ran out, but the time is still free.";
    NOT_HELD_NEAREST = "Book it below, or take a similar time:";
    OFFLINE_TITLE = "No connection";
    SETUP_TITLE = "This page isn’t set up right";
    SERVER_TITLE = "Something went wrong on our side";
    SENTENCES = "{first}. {second}";
    KINDS_TITLE = "What can we do for you?";
    KIND = "{name}, {length}";
    LINK_INVALID_TITLE = "This link doesn’t work";
    LINK_EXPIRED_TITLE = "This link has expired";

    // For those who help
    CASE_SAVE = "Save the details for our support";
    CASE_HINT = "A file with days and times only: no name, no address, no note.";
    CASE_SAVED = "The details are saved as a file.";

    // For screen readers
    ANNOUNCE_MONTH = "{month}: {openings}.";
    ANNOUNCE_DAY = "{day}: {openings}.";
    ANNOUNCE_HELD_SOON = "Less than a minute is left to book the time that we keep for you.";
    DATES = "Days of {month}";

    // With a number
    OPENINGS = "1 opening" | "{n} openings";
    SUGGESTIONS_BELOW = "A suggestion stands below it" | "{n} suggestions stand below it";
    HELD = "We are keeping this time for you for another minute." | "We are keeping this time for you for another {n} minutes.";
}
