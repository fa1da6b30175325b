//! The languages as the elements ask for them: a script each, with the texts that the element has.

use std::fs;
use std::path::Path;

use anyhow::Result;
use slotwright_words::text::{board, booking, setup, shared};

use crate::{paths, shell};

/// The texts of a part of what is read, by their names.
type Part = &'static [(&'static str, &'static str)];

/// Each element's scripts, by what they are called before the language, and the parts whose texts it has beside the shared ones.
const ELEMENTS: [(&str, &[Part]); 2] =
    [("slotwright", &[booking::ALL]), ("slotwright-board", &[board::ALL, setup::ALL])];

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
