//! What staff read in the board and in setting up, which has a program and texts of its own.

texts! {
    // The link of the board
    SETUP_LOOK_ONLY = "This link may look, not change. Ask whoever runs Slotwright for one that may.";
    BOARD_LINK_TITLE = "This page needs the link of the board";
    BOARD_LINK = "The link has a long code after “/board#s=”, which is missing here, has ended or belongs to something else. Open the \
        link once more as you got it, or ask whoever runs Slotwright for a new one.";

    // What is called so
    BOARD_SETUP = "Setting up";
    BOARD_TIME_OFF = "Time off";
    WHY_NOT_DATE = "Day";
    WHY_NOT_PEOPLE = "Technicians";

    // Where no name is known
    BOARD_ACCOUNT = "Account {id}";
    BOARD_SITE = "Site {id}";
    TECHNICIAN = "Technician {id}";
    LINK_OF_JOB = "Job {id}";

    // What puts a secret into the clipboard
    SECRET_COPY = "Copy";
    SECRET_COPIED = "Copied";

    // Taken back
    UNDO_PLANNED = "Undo";
    UNDONE_PLANNED = "Undone.";
    LINK_KEEP = "Keep it";
}
