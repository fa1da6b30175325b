//! The API's document.

use anyhow::Result;

use crate::shell;

/// Plays all examples again and writes what the server answers, and the document with it.
pub fn openapi() -> Result<()> {
    let mut tests = shell::cargo();
    tests.args(["test", "--package", "slotwright-server", "--test", "api", "contract::every_example"]);
    shell::run(tests.env("SLOTWRIGHT_RENEW_CONTRACT", "1"))?;
    eprintln!(
        "written: crates/server/openapi.json and crates/server/src/contract/examples.json; look at the difference"
    );
    Ok(())
}
