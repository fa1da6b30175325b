//! What a customer downloads, and what staff do, against the budgets.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{paths, widget};

/// Wasm, JavaScript and style sheets together, with brotli, in bytes.
const BUDGET: u64 = 199_500;

/// A language beside English, of which a customer asks for one at most.
const LANGUAGE_BUDGET: u64 = 5_000;

/// The loader that puts frames into pages, raw: it stands in everybody's page, booked or not.
const LOADER: &str = "embed.js";
const LOADER_BUDGET: u64 = 6_000;

/// What our page has in one script and one sheet, and others have by itself.
const IN_ONE: [&str; 4] = ["element.js", "page.js", "slotwright.css", "page.css"];

/// What others never ask for: what our page in a frame says to the page around, the proof of work that a server may ask for, the photos
/// that a field may ask for, pictures of a board's days, and the page on which integrators try the elements. Themes are for pages that want one.
const APART: [&str; 7] =
    ["frame.js", "proof.js", "photos.js", "picture.js", "plain.css", "playground.js", "playground.css"];

/// What staff download, in English, as our own page asks for it: the board, and what is fetched besides when somebody opens setting up.
/// Each with its budget, with brotli, in bytes: the board is to have 250,000, and had 329,000 when crews, groups, pictures, the list of
/// who waits and one of thousands of jobs came, and 335,200 when what is put down stood there at once and lanes were drawn one by one;
/// nothing more slips in.
const OF_STAFF: [(&str, &[&str], u64); 2] = [
    (
        "board",
        &["slotwright-board_bg.wasm", "board.js", "slotwright.css", "slotwright-board.css", "page.js", "page.css"],
        335_500,
    ),
    ("setting up", &["slotwright-setup_bg.wasm", "setup.js", "slotwright-setup.css"], 185_500),
];

/// Prints the table; an error when a budget is exceeded.
pub fn size() -> Result<()> {
    widget::build()?;
    let mut files: Vec<(String, u64, u64)> = Vec::new();
    for entry in fs::read_dir(paths::dist())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_others = name.contains("board")
            || name.contains("setup")
            || name.starts_with("theme-")
            || name == LOADER
            || IN_ONE.iter().chain(&APART).any(|apart| *apart == name);
        if !is_others && [".wasm", ".js", ".css"].iter().any(|ending| name.ends_with(ending)) {
            let (raw, compressed) = measured(&name)?;
            files.push((name, raw, compressed));
        }
    }
    files.sort_by_key(|(_, _, compressed)| std::cmp::Reverse(*compressed));
    let of_all = || files.iter().filter(|(name, _, _)| !is_language(name));
    let total = of_all().map(|(_, _, compressed)| compressed).sum::<u64>();
    let raw = of_all().map(|(_, raw, _)| raw).sum();
    println!("{:<24}{:>12}{:>12}", "file", "bytes", "brotli");
    for (name, raw, compressed) in &files {
        println!("{name:<24}{:>12}{:>12}", grouped(*raw), grouped(*compressed));
    }
    println!("{:<24}{:>12}{:>12}", "together in English", grouped(raw), grouped(total));
    println!("{:<24}{:>12}{:>12}", "budget", "", grouped(BUDGET));
    let mut over = Vec::new();
    for (part, names, budget) in OF_STAFF {
        let files = names.iter().map(|name| measured(name)).collect::<Result<Vec<_>>>()?;
        let raw = files.iter().map(|(raw, _)| raw).sum();
        let compressed: u64 = files.iter().map(|(_, compressed)| compressed).sum();
        println!("{:<24}{:>12}{:>12}", format!("{part} in English"), grouped(raw), grouped(compressed));
        println!("{:<24}{:>12}{:>12}", "budget", "", grouped(budget));
        if budget < compressed {
            over.push(format!("{part} is {} bytes above its budget", grouped(compressed - budget)));
        }
    }
    let loader = fs::metadata(paths::dist().join(LOADER))?.len();
    println!("{LOADER:<24}{:>12}{:>12}", grouped(loader), "");
    println!("{:<24}{:>12}{:>12}", "budget", grouped(LOADER_BUDGET), "");
    if loader > LOADER_BUDGET {
        bail!("the loader is {} bytes above its budget", grouped(loader - LOADER_BUDGET));
    }
    if let Some((name, _, compressed)) =
        files.iter().find(|(name, _, size)| is_language(name) && *size > LANGUAGE_BUDGET)
    {
        bail!("{name} is {} bytes above a language's budget", grouped(compressed - LANGUAGE_BUDGET));
    }
    if total > BUDGET {
        bail!("the widget is {} bytes above its budget", grouped(total - BUDGET));
    }
    if !over.is_empty() {
        bail!("{}", over.join("; "));
    }
    Ok(())
}

/// How many bytes a file of the build has, raw and with brotli.
fn measured(name: &str) -> Result<(u64, u64)> {
    let compressed = fs::metadata(paths::dist().join(format!("{name}.br")));
    let compressed = compressed.with_context(|| format!("{name} has no .br beside it"))?;
    Ok((fs::metadata(paths::dist().join(name))?.len(), compressed.len()))
}

/// `slotwright.de.js`
fn is_language(name: &str) -> bool {
    name.strip_prefix("slotwright.")
        .and_then(|rest| rest.strip_suffix(".js"))
        .is_some_and(|language| language.len() == 2)
}

/// `145,000`
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
