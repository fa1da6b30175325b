//! What the pages say that work without script, beside what the widget says too.

texts! {
    // The frame
    PLAIN_TITLE = "{title} – {page}";
    PLAIN_FAULT_TITLE = "Not done yet: {title}";
    PLAIN_PAGE = "Book your visit";
    PLAIN_LANGUAGE = "Language";
    PLAIN_LANGUAGE_SHOW = "Show this language";

    // The link
    PLAIN_ASK = "Open your booking";
    PLAIN_ASK_HINT = "Paste the whole link that we sent you, or the code behind “#l=” in it.";
    PLAIN_ASK_LINK = "Your link";
    PLAIN_ASK_OPEN = "Open";
    PLAIN_ASK_FAULT = "This is no link of ours, or it has been copied in part. Copy the whole link from our message.";
    PLAIN_LINK_USED_TITLE = "This link has been used up";
    PLAIN_LINK_USED = "It has been used as often as it can be. Please call us to change the visit.";
    PLAIN_NEEDS_SCRIPT_TITLE = "This booking needs JavaScript";
    PLAIN_NEEDS_SCRIPT = "We have to make sure that a person’s browser asks, and that takes JavaScript. Please call us to book your visit.";

    // Choosing
    PLAIN_TIMES = "Choose a time to go on. Nothing is booked yet.";
    PLAIN_SOONEST = "Show the soonest days";
    PLAIN_PREFER = "Send times that suit you";

    // The last look
    PLAIN_FAULTS = "Please put this right:";
    PLAIN_NOTES_HINT = "Optional: a gate code, a dog, where to park. Up to {max} characters.";
    PLAIN_FIELD_IF = "Only if you answer “{answer}” to “{label}”.";
    PLAIN_FIELD_DATE = "Please enter a date as year, month and day, like 2026-12-01.";
    PLAIN_FIELD_LINE = "Please write this on one line.";
    PLAIN_HELD = "We are keeping this time for you until {time}.";
    PLAIN_WHAT = "What";
    PLAIN_OTHER_TIME = "Choose another time";

    // Booked
    PLAIN_CANCEL_TITLE = "Cancel your visit?";

    // Preferred times
    PLAIN_WISHES_HINT = "Put the time that suits you best first. A time is from when to when you are at home.";
    PLAIN_WISH = "Preferred time {rank}";
    PLAIN_WISH_ADD = "Add another time";
    PLAIN_WISH_REMOVE = "Remove time {rank}";
    PLAIN_WISH_UP = "Move time {rank} up";
    PLAIN_WISH_DOWN = "Move time {rank} down";
    PLAIN_RATHER_NOT = "Rather not: time {rank}";
    PLAIN_RATHER_NOT_ADD = "Add a time when you’d rather not";
    PLAIN_RATHER_NOT_REMOVE = "Remove “rather not” {rank}";
    PLAIN_WISH_DAY = "Choose a day";
    PLAIN_WISHES_CHECK = "See whether we can come";
    PLAIN_WISHES_NONE = "Please add at least one time.";
    PLAIN_STAYS = "Your visit on {when} stays booked until we find another time with you.";

    // When something is in the way
    PLAIN_NOT_DONE = "That didn’t work";
    PLAIN_UNSURE = "We don’t know whether your visit is booked. Try again: you will not be booked twice.";
    PLAIN_TOO_MANY_CHANGES = "The visit was booked and changed very often today. Please try again tomorrow, or call us.";
    PLAIN_SECOND_JOB = "There is an open visit of this kind for you already. Please call us.";
    PLAIN_BUSY = "Too much was asked in a short time. Please wait a moment and try again.";
    PLAIN_TAKEN_NONE = "Nothing else is free near it. Choose another day:";
    REFUSED_TOO_SOON = "Please choose a time at least {length} from now.";
    REFUSED_TOO_LATE = "The visit starts in less than {length} and can no longer be changed here. Please call us.";
    REFUSED_TOO_FAR = "Please choose a day up to {day}.";
    REFUSED_NOT_OFFERED = "This time can’t be booked with this link. Please choose one that is offered.";
    REFUSED_SKIPPED = "The clocks are put forward and never show that time on that day. Please choose another time.";
    REFUSED_CHANGED = "Your visit was changed meanwhile. Please look at it again before you change it.";
    REFUSED_DONE = "This visit has taken place already.";
    REFUSED_NO_TIME = "This visit has no time.";
    REFUSED_HELD = "Times were kept for you for as long as they may be. You can book without that.";
    REFUSED_HOLD_ENDED = "This time was held for you, but not long enough. Please choose it again, or another.";
    REFUSED_BUSY = "Very many visits are being chosen or booked at this moment. Please try again later, or call us.";

    // The calendar’s entry
    ICS_SUMMARY = "Visit: {what}";
    ICS_SUMMARY_OF = "{what}: {company}";
    ICS_ARRIVAL = "We arrive between {from} and {to}.";
}
