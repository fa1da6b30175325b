//! What a customer downloads, against the budget.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{finish, paths, shell, widget};

/// Wasm, JavaScript and style sheet together, with brotli, in bytes.
const BUDGET: u64 = 120_000;
/// The matching core's share of it.
const CORE_BUDGET: u64 = 15_000;

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
    let (raw_core, core) = share("slotwright_matching")?;
    println!("\nof it the functions of the matching core, and those that only they call;");
    println!("not what the compiler has put into functions of the widget");
    println!("{:<24}{:>12}{:>12}", "core", grouped(raw_core), grouped(core));
    println!("{:<24}{:>12}{:>12}", "budget", "", grouped(CORE_BUDGET));
    for (what, size, budget) in [("widget", total, BUDGET), ("matching core", core, CORE_BUDGET)] {
        if size > budget {
            bail!("the {what} is {} bytes above its budget", grouped(size - budget));
        }
    }
    Ok(())
}

/// By how many bytes, and compressed ones, the booking page's wasm is smaller without a crate's functions.
fn share(of: &str) -> Result<(u64, u64)> {
    let folder = paths::target().join("size");
    fs::create_dir_all(&folder)?;
    let [with, without] = ["with.wasm", "without.wasm"].map(|name| folder.join(name));
    let named = finish::with_names();
    fs::copy(&named, &with).with_context(|| format!("{} is missing (remove dist/ and try again)", named.display()))?;
    finish::shrink(&with, finish::wasm_opt(&with).arg("-g"), &folder.join("names.json"))?;
    let mut empty = shell::command("node");
    shell::run(empty.arg(paths::root().join("xtask/empty.mjs")).arg(of).args([&with, &without]))?;
    for wasm in [&with, &without] {
        // No more than that, and the names: whatever is called with a trap behind it stays as it is.
        shell::run(finish::wasm_opt(wasm).arg("--remove-unused-module-elements"))?;
    }
    finish::compress(&folder)?;
    let smaller = |ending: &str| -> Result<u64> {
        let size = |wasm: &Path| fs::metadata(wasm.with_extension(ending)).map(|metadata| metadata.len());
        Ok(size(&with)?.saturating_sub(size(&without)?))
    };
    Ok((smaller("wasm")?, smaller("wasm.br")?))
}

/// `120,000`
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
