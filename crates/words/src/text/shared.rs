//! What both elements say.

texts! {
    // What these texts are: their language, and which way it is read
    LANGUAGE = "en";
    DIRECTION = "ltr";

    // Lengths and times
    MINUTES = "{n} min";
    HOURS = "{n} h";
    HOURS_MINUTES = "{h} h {m} min";
    MIDNIGHT = "midnight";

    // Buttons and states of both elements
    LOADING = "Loading…";
    RETRY = "Try again";
    DISMISS = "Close";
    STOPPED = "Something went wrong on our side, and this part of the page has stopped. What is booked stays booked. Reload the page to go on, or call us.";
    RELOAD = "Reload the page";
    WAY_WITHOUT = "Book on a plain page";

    // What a failed request means
    OFFLINE = "We can’t reach the server. Check your connection; nothing you typed is lost.";
    OFFLINE_BOOKING = "We can’t reach the server, so we don’t know whether your visit is booked. Try again: you will not be booked twice.";
    BLOCKED = "This website’s own settings keep it from asking us. Please call us.";
    WRONG_ADDRESS = "This page asks for free times at an address that isn’t ours. Please call us.";
    SERVER = "Please try again in a moment.";
    SERVER_ID = "Please try again in a moment. If it keeps happening, tell us this number: {id}";
    LINK_INVALID = "Please open the link from our message again, or ask us for a new one.";
    LINK_EXPIRED = "Ask us for a new link; your visit, if you have one, stays as it is.";
    WORK_NEEDED = "We couldn’t make sure that this comes from a person’s browser. Please try again.";
    REFUSED = "That didn’t work: {sentence}";
    TAKEN_NONE = "Nothing else is free near it. Choose another day.";
    ALREADY_BOOKED = "This visit was already booked, perhaps in another window.";
    CHANGED = "This visit was changed meanwhile, perhaps by our office. Nothing that you just did was applied.";
    GONE = "This visit was cancelled, perhaps in another window.";
}
