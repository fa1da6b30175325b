//! Finding a browser of Chromium's family, or installing one.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{apt, shell};

const ON_PATH: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

const ELSEWHERE: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/snap/bin/chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// The browser's program: `$CHROMIUM`, an installed one, or on Debian, for root, one from its packages.
pub fn ensure() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("CHROMIUM") {
        return Ok(chosen.into());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if apt::is_usable() {
        shell::timed("installing chromium from the distribution's packages: a minute", || {
            apt::update()?;
            apt::install(&["chromium", "fonts-liberation"])
        })?;
    }
    match find() {
        Some(found) => Ok(found),
        None => bail!(
            "the browser journeys need Chrome, Chromium or Edge: install one (Debian and Ubuntu: `apt install chromium`; \
             macOS: `brew install --cask chromium`; Windows: Edge is there already), or name its program in CHROMIUM"
        ),
    }
}

fn find() -> Option<PathBuf> {
    let elsewhere = ELSEWHERE.iter().map(PathBuf::from).find(|file| file.is_file());
    ON_PATH.iter().find_map(|name| shell::which(name)).or(elsewhere)
}
