//! How the elements look, as far as a page decides it.

/// A custom property.
#[derive(Debug)]
pub struct Token {
    /// Its name.
    pub name: &'static str,
    /// Whether there is one for dark as well, with `-dark` behind it.
    pub has_dark: bool,
    /// What it is of.
    pub meaning: &'static str,
    /// What holds without it, for readers.
    pub default: &'static str,
}

/// A part of the shadow tree, for `::part(…)`.
#[derive(Debug)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub meaning: &'static str,
}

/// A slot: what stands in the element with `slot="…"` is shown there.
#[derive(Debug)]
pub struct Slot {
    /// Its name.
    pub name: &'static str,
    /// What it is in the place of.
    pub meaning: &'static str,
}

const fn token(name: &'static str, has_dark: bool, meaning: &'static str, default: &'static str) -> Token {
    Token { name, has_dark, meaning, default }
}

const fn part(name: &'static str, meaning: &'static str) -> Part {
    Part { name, meaning }
}

/// Every custom property of the elements.
pub const TOKENS: [Token; 14] = [
    token("--sw-color-accent", true, "buttons, the selected day", "`#0b57d0` / `#8ab4ff`"),
    token("--sw-color-on-accent", true, "text on the accent", "black or white, whichever can be read"),
    token(
        "--sw-color-accent-text",
        true,
        "text in the accent's colour",
        "the accent, as dark or light as it must be to be read",
    ),
    token("--sw-color-surface", true, "the background", "`#ffffff` / `#16191f`"),
    token("--sw-color-text", true, "text; quieter text is mixed from it", "`#171b22` / `#e9ecf2`"),
    token("--sw-color-border", true, "lines", "`#cfd6e0` / `#3a424f`"),
    token("--sw-color-ok", true, "can be met, booked", "`#0d6b3c` / `#6fd79f`"),
    token("--sw-color-warn", true, "can't be met, taken", "`#8a5100` / `#ffc46b`"),
    token("--sw-color-danger", true, "faults, cancelling", "`#b3261e` / `#ff9d94`"),
    token(
        "--sw-font-size",
        false,
        "the size of text, which all other sizes are multiples of: in `px` or `rem`",
        "`16px`",
    ),
    token("--sw-radius", false, "corners", "0.625 of the size of text"),
    token(
        "--sw-density",
        false,
        "how high rows are and how far things stand apart, as many times as they do by themselves: a number from `0.7` to `1.5`; \
         with `0.75` a button is 38 px high instead of 44",
        "`1`",
    ),
    token("--sw-space", false, "room around things", "the size of text, as many times as `--sw-density` says"),
    token("--sw-font", false, "the font", "the system's"),
];

/// Every part. Several names on one part are states: `day selected today`.
pub const PARTS: [Part; 22] = [
    part("root", "everything"),
    part("company", "whose it is: logo, name, telephone, e-mail, hours"),
    part("header", "what is booked, for whom and where"),
    part("nav", "the calendar with its title and the buttons beside it"),
    part("grid", "the calendar's days"),
    part("day", "a day; with it `today`, `selected`, `open` where that holds"),
    part("today", "today, beside `day`"),
    part("selected", "the day whose times are shown, beside `day`"),
    part("open", "a day that has times, beside `day`"),
    part("openings", "the times of a day"),
    part("opening", "a time"),
    part("wish", "a wish"),
    part("form", "a form"),
    part("field", "a field of a form"),
    part("error", "what is wrong with a field"),
    part("button", "any button that is not a time or a day"),
    part("notice", "what stands above a step because something could not be done as asked"),
    part("empty", "that the days shown have no time"),
    part("timeline", "of the board: everybody's day"),
    part("lane", "of the board: a technician's time"),
    part("block", "of the board: a visit in a lane"),
    part("job", "of the board: the job that is open, or being made"),
];

/// Every slot.
pub const SLOTS: [Slot; 4] = [
    Slot { name: "previous", meaning: "the sign on the button that leads to earlier days" },
    Slot { name: "next", meaning: "the sign on the button that leads to later days" },
    Slot { name: "empty", meaning: "what is said when the days shown have no time" },
    Slot { name: "footer", meaning: "below each step; empty without it" },
];
