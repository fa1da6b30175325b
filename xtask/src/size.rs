//! What a customer downloads, against the budget.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{paths, widget};

/// Wasm, JavaScript and style sheets together, with brotli, in bytes.
const BUDGET: u64 = 152_000;

/// Prints the table; an error when the budget is exceeded.
pub fn size() -> Result<()> {
    widget::build()?;
    let mut files: Vec<(String, u64, u64)> = Vec::new();
    for entry in fs::read_dir(paths::dist())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_staffs = name.contains("board");
        if !is_staffs && [".wasm", ".js", ".css"].iter().any(|ending| name.ends_with(ending)) {
            let compressed = fs::metadata(paths::dist().join(format!("{name}.br")));
            let compressed = compressed.with_context(|| format!("{name} has no .br beside it"))?;
            files.push((name, fs::metadata(&path)?.len(), compressed.len()));
        }
    }
    files.sort_by_key(|(_, _, compressed)| std::cmp::Reverse(*compressed));
    let total = files.iter().map(|(_, _, compressed)| compressed).sum::<u64>();
    let raw = files.iter().map(|(_, raw, _)| raw).sum();
    println!("{:<24}{:>12}{:>12}", "file", "bytes", "brotli");
    for (name, raw, compressed) in &files {
        println!("{name:<24}{:>12}{:>12}", grouped(*raw), grouped(*compressed));
    }
    println!("{:<24}{:>12}{:>12}", "together", grouped(raw), grouped(total));
    println!("{:<24}{:>12}{:>12}", "budget", "", grouped(BUDGET));
    if total > BUDGET {
        bail!("the widget is {} bytes above its budget", grouped(total - BUDGET));
    }
    Ok(())
}

/// `145,000`
fn grouped(number: u64) -> String {
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
