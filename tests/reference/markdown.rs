//! The tables of the integrator's page and of the package's, each between two marks.

use slotwright::reference::{ATTRIBUTES, EVENTS, Event, Member, Of, PARTS, SLOTS, TOKENS, WHEN};

/// The integrator's page with its tables written anew.
pub fn page(page: &str) -> String {
    let tables = [
        ("attributes", attributes()),
        ("events", events()),
        ("tokens", tokens()),
        ("parts", parts()),
        ("slots", slots()),
    ];
    tables.iter().fold(page.to_owned(), |page, (name, table)| between(&page, name, table))
}

/// The same of the page of the package, which has no other parts to lead to.
pub fn package(page: &str) -> String {
    let events = events().replace("[what keeps it from working](#when-it-does-not-work)", "what keeps it from working");
    between(&between(page, "attributes", &attributes()), "events", &events)
}

fn between(page: &str, name: &str, table: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = page.split_once(&open).unwrap_or_else(|| panic!("the page has no {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("the page has no {close}"));
    format!("{before}{open}\n{table}\n{close}{after}")
}

fn attributes() -> String {
    let mut table = String::from("| attribute | values | meaning |\n|---|---|---|\n");
    for attribute in &ATTRIBUTES {
        let of = of(attribute.of);
        table += &format!("| `{}` | {} | {of}{} |\n", attribute.name, attribute.values, attribute.meaning);
    }
    table
}

fn events() -> String {
    let mut table = String::from("| event | detail |\n|---|---|\n");
    for event in &EVENTS {
        table += &format!("| `{}` | {}{} |\n", event.name, of(event.of), detail(event));
    }
    table
}

/// Whose it is, where it isn't both elements'.
fn of(of: Of) -> &'static str {
    match of {
        Of::Both => "",
        Of::Booking => "booking: ",
        Of::Board => "board: ",
    }
}

fn detail(event: &Event) -> String {
    let member = |member: &Member| format!("`{}`: {}", member.name, member.meaning);
    let members = match event.detail {
        [] => String::new(),
        all if std::ptr::eq(all, WHEN) => "*when*".to_owned(),
        members => members.iter().map(member).collect::<Vec<_>>().join(", "),
    };
    [members, event.remark.to_owned()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

fn tokens() -> String {
    let mut table = String::from("| token | and for dark | what | default, light / dark |\n|---|---|---|---|\n");
    for token in &TOKENS {
        let dark = if token.has_dark { format!("`{}-dark`", token.name) } else { String::new() };
        table +=
            &format!("| `{}` | {dark} | {} | {} |\n", token.name, token.meaning, token.default).replace("|  |", "| |");
    }
    table
}

fn parts() -> String {
    let mut table = String::from("| part | what |\n|---|---|\n");
    for part in &PARTS {
        table += &format!("| `{}` | {} |\n", part.name, part.meaning);
    }
    table
}

fn slots() -> String {
    let mut table = String::from("| slot | what |\n|---|---|\n");
    for slot in &SLOTS {
        table += &format!("| `{}` | {} |\n", slot.name, slot.meaning);
    }
    table
}
