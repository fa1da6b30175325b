//! The style sheet: `style/*.css` as one file, without comments and blank space.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::paths;

/// What the others build on comes first; the views' files are independent of each other and follow by name.
const FIRST: &[&str] = &["tokens.css", "base.css"];

/// What only the board shows: a sheet of its own after the other, so that customers don't download it.
const BOARD: &[&str] = &["board.css", "why_not.css"];

/// The sheet of our own pages around the elements, a file by itself.
const PAGE: &str = "page.css";

/// Writes the elements' style sheets and the pages' into `target`.
pub fn write(target: &Path) -> Result<()> {
    let folder = paths::root().join("style");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .context("cannot read style/")?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".css") && name != PAGE)
        .collect();
    files.sort_by_key(|name| (FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()), name.clone()));
    let read = |name: &str| fs::read_to_string(folder.join(name)).with_context(|| format!("cannot read style/{name}"));
    let (mut of_all, mut of_board) = (String::new(), String::new());
    for file in files {
        let sheet = if BOARD.contains(&file.as_str()) { &mut of_board } else { &mut of_all };
        *sheet += &squeezed(&read(&file)?);
    }
    fs::write(target.join("slotwright.css"), of_all)?;
    fs::write(target.join("slotwright-board.css"), of_board)?;
    Ok(fs::write(target.join(PAGE), squeezed(&read(PAGE)?))?)
}

/// CSS without comments, and with blank space only where it separates words. Texts in quotes stay as they are.
fn squeezed(css: &str) -> String {
    let mut squeezed = String::with_capacity(css.len());
    let mut rest = css;
    let mut blank = false;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
            blank = true;
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            blank = true;
        } else {
            let length = if matches!(next, '"' | '\'') { quoted(rest) } else { next.len_utf8() };
            let after_word = squeezed.chars().next_back().is_some_and(|last| !"{};,".contains(last));
            // `a :hover` and `a:hover` differ, as do `(…) and` and `(…)and`: only these never need a blank.
            if blank && after_word && !"{};,".contains(next) && !(squeezed.ends_with(':') && next != ':') {
                squeezed.push(' ');
            }
            if next == '}' && squeezed.ends_with(';') {
                squeezed.pop();
            }
            squeezed += &rest[..length];
            rest = &rest[length..];
            blank = false;
        }
    }
    squeezed
}

/// The length of the quoted text that `css` begins with.
fn quoted(css: &str) -> usize {
    let quote = css.as_bytes()[0];
    let mut bytes = css.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' {
            bytes.next();
        } else if byte == quote {
            return at + 1;
        }
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::squeezed;

    #[test]
    fn a_style_sheet_loses_comments_and_blanks_but_no_meaning() {
        for (css, expected) in [
            ("/* why */\na {\n  color: red;\n  inset: 0 auto;\n}\n", "a{color:red;inset:0 auto}"),
            ("a :hover, b:hover { }", "a :hover,b:hover{}"),
            ("@media (width < 20rem) and (hover) { a { x: y } }", "@media (width < 20rem) and (hover){a{x:y}}"),
            ("a::before { content: \"a  /* b */ \\\" ; \" }", "a::before{content:\"a  /* b */ \\\" ; \"}"),
            ("a { width: calc(1px + (2px)) ; --x: ; }", "a{width:calc(1px + (2px));--x:}"),
            ("a/**/b { c: d/* e */f }", "a b{c:d f}"),
        ] {
            assert_eq!(squeezed(css), expected);
        }
    }
}
