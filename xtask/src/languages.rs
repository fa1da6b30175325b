//! The languages as the elements ask for them: a script each, with the texts that the element has.

use std::fs;
use std::path::Path;

use anyhow::Result;
use slotwright_words::text::{board, booking, setup, shared, staff};

use crate::{paths, shell};

/// The texts of a part of what is read, by their names.
type Part = &'static [(&'static str, &'static str)];

/// Each element's scripts, by what they are called before the language, and the parts whose texts it has beside the shared ones.
const ELEMENTS: [(&str, &[Part]); 3] = [
    ("slotwright", &[booking::ALL]),
    ("slotwright-board", &[staff::ALL, board::ALL]),
    ("slotwright-setup", &[staff::ALL, setup::ALL]),
];

/// Writes them into a folder. By Node, which knows JSON: this program is compiled on every fresh machine before anything is seen.
pub fn write(folder: &Path) -> Result<()> {
    const SCRIPT: &str = "
        const fs = require('node:fs'), path = require('node:path');
        const [folder, element, names, ...files] = process.argv.slice(1);
        const known = new Set(names.split(' '));
        // A text with a number is called after its plural category too: `OPENINGS.few`.
        const isOwn = ([name]) => known.has(name.replace(/[.].*/, '.'));
        for (const file of files) {
            const texts = Object.fromEntries(Object.entries(JSON.parse(fs.readFileSync(file, 'utf8'))).filter(isOwn));
            const script = `${element}.${path.basename(file, '.json')}.js`;
            fs.writeFileSync(path.join(folder, script), `export default ${JSON.stringify(texts)};\\n`);
        }";
    for (element, names) in ELEMENTS {
        let mut node = shell::command("node");
        let names: Vec<_> = names.iter().copied().flatten().chain(shared::ALL).map(|(name, _)| *name).collect();
        node.args(["-e", SCRIPT]).arg(folder).arg(element).arg(names.join(" "));
        let files = fs::read_dir(paths::root().join("crates/words/languages"))?.flatten().map(|entry| entry.path());
        shell::run(node.args(files))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What is rendered by which element: its room, and what of the ground it alone uses.
    const ROOMS: [(&str, &[&str]); 3] = [
        ("slotwright", &["src/booking"]),
        ("slotwright-board", &["src/board"]),
        ("slotwright-setup", &["src/setup", "src/ground/setup"]),
    ];

    #[test]
    fn an_element_says_only_what_it_has_in_every_language() {
        for ((element, parts), (of, rooms)) in ELEMENTS.into_iter().zip(ROOMS) {
            assert_eq!(element, of);
            let has: BTreeSet<_> = parts.iter().copied().flatten().chain(shared::ALL).map(|(name, _)| *name).collect();
            for text in rooms.iter().flat_map(|room| texts(&paths::root().join(room))) {
                for said in text.split("text::").skip(1) {
                    let name = said.split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_')).next();
                    let name = name.unwrap_or_default();
                    let is_there = has.contains(name) || has.contains(&*format!("{name}."));
                    assert!(name.is_empty() || is_there, "{element} lacks {name}");
                }
            }
        }
    }

    /// The files below a folder.
    fn texts(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let text = |path: std::path::PathBuf| match path.is_dir() {
            true => texts(&path),
            false => vec![fs::read_to_string(path).expect("a text")],
        };
        entries.flat_map(text).collect()
    }
}
