//! `slotwright-packing PROGRAM CHECKOUT NAME FOLDER`, called by `cargo xtask dist`.

use std::path::Path;

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, checkout, name, folder] = arguments.as_slice() else {
        bail!("expected PROGRAM CHECKOUT NAME FOLDER (`cargo xtask dist` calls this)");
    };
    let packed = slotwright_packing::pack(Path::new(program), Path::new(checkout), name, Path::new(folder));
    println!("{}", packed.context("cannot pack")?.display());
    Ok(())
}
