//! Finding the browsers that the journeys run in, or installing them.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{apt, shell};

/// A browser that is found, or comes from the distribution's packages.
struct Browser {
    /// The setting that names its program.
    variable: &'static str,
    on_path: &'static [&'static str],
    elsewhere: &'static [&'static str],
    packages: &'static [&'static str],
    otherwise: &'static str,
}

const CHROMIUM: Browser = Browser {
    variable: "CHROMIUM",
    on_path: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "microsoft-edge",
        "msedge",
    ],
    elsewhere: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "/snap/bin/chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ],
    packages: &["chromium", "fonts-liberation"],
    otherwise: "the browser journeys need Chrome, Chromium or Edge: install one (Debian and Ubuntu: `apt install chromium`; \
                macOS: `brew install --cask chromium`; Windows: Edge is there already), or name its program in CHROMIUM",
};

const FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    on_path: &["firefox-esr", "firefox"],
    elsewhere: &[
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        "/snap/bin/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ],
    packages: &["firefox-esr"],
    otherwise: "some browser journeys need Firefox too: install it (Debian: `apt install firefox-esr`; Ubuntu: `snap install \
                firefox`; macOS: `brew install --cask firefox`), or name its program in FIREFOX",
};

/// A program of Chromium's family: `$CHROMIUM`, an installed one, or on Debian, for root, one from its packages.
pub fn chromium() -> Result<PathBuf> {
    CHROMIUM.ensure()
}

/// Firefox's program: `$FIREFOX`, an installed one, or on Debian, for root, one from its packages.
pub fn firefox() -> Result<PathBuf> {
    FIREFOX.ensure()
}

impl Browser {
    fn ensure(&self) -> Result<PathBuf> {
        if let Some(chosen) = std::env::var_os(self.variable) {
            return Ok(chosen.into());
        }
        if let Some(found) = self.find() {
            return Ok(found);
        }
        if apt::is_usable() {
            let name = self.packages[0];
            shell::timed(&format!("installing {name} from the distribution's packages: a minute"), || {
                apt::update()?;
                apt::install(self.packages)
            })?;
        }
        match self.find() {
            Some(found) => Ok(found),
            None => bail!(self.otherwise),
        }
    }

    fn find(&self) -> Option<PathBuf> {
        let elsewhere = self.elsewhere.iter().map(PathBuf::from).find(|file| file.is_file());
        self.on_path.iter().find_map(|name| shell::which(name)).or(elsewhere)
    }
}
