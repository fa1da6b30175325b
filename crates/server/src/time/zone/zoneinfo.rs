//! The folder of compiled zone rules: where it is, how old it is, what it says of a zone.
//!
//! The rules are the system's, read at run time, where they are kept fresh: none are compiled into the program. jiff's
//! own reader of such folders looks again at a zone it knows only after five minutes and falls back to a built-in table
//! on some platforms; here the file is read as it is.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

/// Where systems keep their rules.
const USUAL_FOLDERS: [&str; 3] = ["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"];
/// Much longer than any zone's file: the longest has four kilobytes.
const MAX_FILE_BYTES: u64 = 1 << 20;
/// Names that the folder has but that say nothing, or something else than people think: `EST` knows no summer, `GMT` is
/// not London's time.
const NOT_A_PLACE: [&str; 20] = [
    "EST",
    "MST",
    "HST",
    "EST5EDT",
    "CST6CDT",
    "MST7MDT",
    "PST8PDT",
    "CET",
    "MET",
    "EET",
    "WET",
    "GMT",
    "GMT0",
    "GMT+0",
    "GMT-0",
    "UCT",
    "Zulu",
    "Local",
    "localtime",
    "Factory",
];

/// A folder of zone rules.
#[derive(Clone, Debug)]
pub struct Zoneinfo {
    folder: PathBuf,
}

/// What the folder says of one zone at the moment.
#[derive(Clone, Debug)]
pub struct Rules {
    /// When the clocks change.
    pub changes: TimeZone,
    /// The release of the tz database: `2026f`; `None` where the folder doesn't say.
    pub version: Option<String>,
    /// The file, to notice a change.
    bytes: Vec<u8>,
}

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version && self.bytes == other.bytes
    }
}

impl Zoneinfo {
    /// The folder that was set, else the first of the usual ones that is there.
    ///
    /// # Errors
    ///
    /// A sentence for the operator: where was looked, and what to install or set.
    pub fn find(wanted: Option<&Path>) -> Result<Self, String> {
        let usual: Vec<_> = USUAL_FOLDERS.iter().map(Path::new).collect();
        Self::first_of(&wanted.map_or(usual, |wanted| vec![wanted]))
    }

    fn first_of(folders: &[&Path]) -> Result<Self, String> {
        if let Some(folder) = folders.iter().find(|folder| folder.is_dir()) {
            return Ok(Self { folder: folder.to_path_buf() });
        }
        let looked = folders.iter().map(|folder| format!("`{}`", folder.display())).collect::<Vec<_>>().join(", ");
        Err(format!(
            "there is no folder of time zone rules at {looked} (install them, on Debian and Alpine the package tzdata, \
             or name their folder with --zoneinfo)"
        ))
    }

    /// What the folder says of a zone now.
    ///
    /// # Errors
    ///
    /// A sentence for the operator: what is wrong with the name or the file.
    pub fn rules(&self, name: &str) -> Result<Rules, String> {
        check_name(name)?;
        let path = self.folder.join(name);
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(MAX_FILE_BYTES).read_to_end(&mut bytes));
        if let Err(error) = read {
            return Err(format!(
                "there is no time zone `{name}` in `{}` (expected an IANA name such as `America/Chicago`; on Debian the \
                 rules come with the package tzdata, those of older names with tzdata-legacy): {error}",
                self.folder.display()
            ));
        }
        let changes = TimeZone::tzif(name, &bytes)
            .map_err(|error| format!("`{}` has no rules of a time zone: {error}", path.display()))?;
        Ok(Rules { changes, version: self.version(), bytes })
    }

    /// Which release of the tz database the folder was made from.
    fn version(&self) -> Option<String> {
        // Linux distributions ship the source beside the rules; BSD and macOS a file with nothing but the version.
        let first_line = |name: &str| {
            let mut line = String::new();
            let file = File::open(self.folder.join(name)).ok()?;
            BufReader::new(file.take(100)).read_line(&mut line).ok()?;
            Some(line)
        };
        let version = match first_line("tzdata.zi") {
            Some(line) => line.strip_prefix("# version ")?.trim().to_owned(),
            None => first_line("+VERSION")?.trim().to_owned(),
        };
        (!version.is_empty()).then_some(version)
    }
}

/// Refuses what is no name of a place's zone, before anything is looked up by it.
fn check_name(name: &str) -> Result<(), String> {
    let is_part = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-+".contains(letter))
    };
    if !name.split('/').all(is_part) {
        return Err(format!("`{name}` is no name of a time zone (expected one such as `America/Chicago`)"));
    }
    // `right/` counts leap seconds, and a sign with hours is read by half of the people the wrong way round.
    let is_offset = name.starts_with("GMT") || name.starts_with("UTC") && name != "UTC";
    if is_offset || NOT_A_PLACE.contains(&name) || name.starts_with("posix") || name.starts_with("right/") {
        return Err(format!(
            "`{name}` does not say where clocks change when (expected the zone of a place, such as `America/New_York` \
             or `Europe/London`, or `UTC`)"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_folder_of_rules_the_operator_is_told_what_to_install_or_set() {
        let problem = Zoneinfo::find(Some(Path::new("/nowhere/zoneinfo"))).unwrap_err();
        for part in ["`/nowhere/zoneinfo`", "tzdata", "--zoneinfo"] {
            assert!(problem.contains(part), "{problem}");
        }
        let problem = Zoneinfo::first_of(&[Path::new("/nowhere/a"), Path::new("/nowhere/b")]).unwrap_err();
        assert!(problem.contains("`/nowhere/a`, `/nowhere/b`"), "{problem}");
        assert_eq!(USUAL_FOLDERS[0], "/usr/share/zoneinfo");
    }

    #[test]
    fn a_name_is_a_places_or_refused_with_what_is_expected() {
        for name in [
            "America/Chicago",
            "US/Pacific",
            "America/Argentina/Buenos_Aires",
            "America/Port-au-Prince",
            "UTC",
            "Asia/Calcutta",
            "Etc/GMT+5",
            "Japan",
            "GB-Eire",
            "NZ",
        ] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in [
            "EST",
            "PST8PDT",
            "CET",
            "GMT",
            "GMT+1",
            "GMT-0",
            "UTC+2",
            "Local",
            "localtime",
            "Factory",
            "posixrules",
            "posix/America/Chicago",
            "right/America/Chicago",
        ] {
            let problem = check_name(name).unwrap_err();
            assert!(problem.contains(&format!("`{name}`")) && problem.contains("`America/New_York`"), "{problem}");
        }
        for name in [
            "",
            "/",
            "America/",
            "/etc/passwd",
            "../../etc/passwd",
            "America/../UTC",
            "America Chicago",
            "+05:00",
            "Europe\\Berlin",
            "Etc/\0",
        ] {
            let problem = check_name(name).unwrap_err();
            assert!(problem.contains("no name of a time zone") && problem.contains("`America/Chicago`"), "{problem}");
        }
    }
}
