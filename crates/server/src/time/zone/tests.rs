use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::DateTime;
use jiff::tz::AmbiguousOffset;
use slotwright_matching::Interval;
use slotwright_wire::time::{parse_date, parse_minute, print_datetime};

use super::*;

/// A zone by the rules of this machine.
fn zone(name: &str) -> Zone {
    Zone::named(name, Zoneinfo::find(None).unwrap()).unwrap()
}

/// The folder with the rules of a release, of the zones in which the two releases differ.
fn release(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zoneinfo").join(version)
}

/// A zone by the rules of a release.
fn zone_of(version: &str, name: &str) -> Zone {
    Zone::named(name, Zoneinfo::find(Some(&release(version))).unwrap()).unwrap()
}

fn minute(text: &str) -> Minute {
    parse_minute(text).unwrap()
}

/// What a wall-clock time means, in the spelling of `vectors.tsv`.
fn meaning(zone: &Zone, local: &str) -> String {
    in_words(zone.local(minute(local)))
}

fn in_words(local: Local<Instance>) -> String {
    match local {
        Local::Unique(instant) => to_jiff(instant).to_string(),
        Local::Gap { before, .. } => format!("skipped {}", to_jiff(before)),
        Local::Overlap { first, second } => format!("twice {} {}", to_jiff(first), to_jiff(second)),
    }
}

/// The same by jiff's own reading of the rules.
fn in_jiffs_words(zone: &Zone, wall: DateTime) -> String {
    let at = |offset: jiff::tz::Offset| offset.to_timestamp(wall).unwrap();
    match zone.rules().changes.to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Unambiguous { offset } => at(offset).to_string(),
        AmbiguousOffset::Gap { before, .. } => format!("skipped {}", at(before)),
        AmbiguousOffset::Fold { before, after } => format!("twice {} {}", at(before), at(after)),
    }
}

/// A minute of the axis as jiff's wall-clock time.
fn datetime_of(minute: Minute) -> DateTime {
    jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0) + i64::from(minute).minutes()
}

/// A line of `vectors.tsv`: what a wall-clock time means by the rules of two releases of the tz database.
struct Vector {
    id: &'static str,
    zone: &'static str,
    local: &'static str,
    by_2026f: &'static str,
    by_2025b: &'static str,
}

fn vectors() -> Vec<Vector> {
    let lines = include_str!("vectors.tsv").lines().skip(1);
    let vectors: Vec<_> = lines
        .map(|line| {
            let [id, zone, local, by_2026f, by_2025b] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
            Vector { id, zone, local, by_2026f, by_2025b }
        })
        .collect();
    assert_eq!(vectors.len(), 82);
    vectors
}

/// The zones that the vectors are of.
fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = vectors().iter().map(|vector| vector.zone).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The rules of a zone are of one release: not one answer of the old and the next of the new.
#[test]
fn all_82_wall_clock_times_mean_what_they_should_by_the_rules_of_this_machine() {
    let version = zone("UTC").rules_version();
    let vectors = vectors();
    let (mut held, mut too_new) = (0, 0);
    for name in names() {
        // A release after those that are known may change what lay ahead when this was written, but not the past.
        let is_known = |local: &str| version.as_str() <= "2026f" || local < "2026-11";
        let (known, new): (Vec<_>, Vec<_>) =
            vectors.iter().filter(|vector| vector.zone == name).partition(|vector| is_known(vector.local));
        let zone = zone(name);
        let found: Vec<_> = known.iter().map(|vector| (vector.id, meaning(&zone, vector.local))).collect();
        let old: Vec<_> = known.iter().map(|vector| (vector.id, vector.by_2025b.to_owned())).collect();
        let expected: Vec<_> = known.iter().map(|vector| (vector.id, vector.by_2026f.to_owned())).collect();
        // Releases between have some of the changes: which, the zone itself shows.
        if version.as_str() < "2026f" && found == old {
            if old != expected {
                println!("{name} goes by 2025b");
            }
        } else {
            assert!(version.as_str() > "2025b", "{name} by {version}: {found:?}, expected {old:?}");
            assert_eq!(found, expected, "{name} by {version}");
        }
        held += found.len();
        too_new += new.len();
    }
    println!("{held} of 82 hold by the rules {version}; {too_new} lie after what is known of these rules");
    assert!(60 < held && held + too_new == 82);
}

#[test]
fn what_a_wall_clock_time_means_follows_the_release_of_the_rules() {
    let vectors = vectors();
    let names = differing(&vectors);
    assert_eq!(names.len(), 7);
    let mut held = 0;
    for vector in vectors.iter().filter(|vector| names.contains(&vector.zone)) {
        assert_eq!(meaning(&zone_of("2026f", vector.zone), vector.local), vector.by_2026f, "{}", vector.id);
        assert_eq!(meaning(&zone_of("2025b", vector.zone), vector.local), vector.by_2025b, "{}", vector.id);
        held += 1;
    }
    assert_eq!(held, 13);
    assert_eq!(zone_of("2026f", names[0]).rules_version(), "2026f");
    assert_eq!(zone_of("2025b", names[0]).rules_version(), "2025b");
}

fn differing(vectors: &[Vector]) -> Vec<&'static str> {
    let mut names: Vec<_> =
        vectors.iter().filter(|vector| vector.by_2026f != vector.by_2025b).map(|vector| vector.zone).collect();
    names.dedup();
    names
}

#[test]
fn what_is_skipped_is_neither_offered_nor_another_time() {
    for vector in vectors() {
        let (zone, minute) = (zone(vector.zone), minute(vector.local));
        let skipped = zone.skipped(Day::of(minute), Day::of(minute));
        let is_skipped = matches!(zone.local(minute), Local::Gap { .. });
        assert_eq!(skipped.covers(Interval::new(minute, minute + 1).unwrap()), is_skipped, "{}", vector.id);
        // Whatever is shown is shown when it is said to be.
        let shown = zone.wall_clock(zone.instant_of(minute)) == Wall::of(minute);
        assert_eq!(shown, !is_skipped, "{}", vector.id);
    }
}

/// Half-hours between two dates' midnights, or the first instants of the dates where there is no midnight.
fn half_hours(zone: &Zone, date: &str) -> i64 {
    let day = parse_date(date).unwrap();
    let (start, end) = (zone.instant_of(day.start()), zone.instant_of((day + 1).start()));
    (end.as_second() - start.as_second()) / 1800
}

#[test]
fn days_are_as_long_as_their_clocks_make_them() {
    for (id, name, date, expected) in [
        ("D1", "America/New_York", "2026-03-08", 46),
        ("D1", "America/New_York", "2026-11-01", 50),
        ("D2", "Australia/Lord_Howe", "2026-10-04", 47),
        ("D2", "Australia/Lord_Howe", "2026-04-05", 49),
        ("D3", "Africa/Cairo", "2026-04-24", 46),
        ("D4", "Africa/Cairo", "2026-10-29", 50),
        ("D5", "America/Santiago", "2026-09-06", 46),
        ("D5", "America/Santiago", "2026-04-04", 50),
        ("D6", "Pacific/Apia", "2011-12-30", 0),
        ("D7", "Antarctica/Troll", "2026-03-29", 44),
        ("D7", "Antarctica/Troll", "2026-10-25", 52),
        ("D10", "America/Nuuk", "2026-03-28", 46),
        ("D11", "Europe/Berlin", "2028-02-29", 48),
    ] {
        assert_eq!(half_hours(&zone(name), date), expected, "{id} {name} {date}");
    }
    for (id, name, date, by_2026f, by_2025b) in [
        ("D8", "Africa/Casablanca", "2026-09-20", 50, 48),
        ("D9", "America/Havana", "2026-11-01", 48, 50),
        ("D9", "America/Vancouver", "2026-11-01", 48, 50),
        ("D9", "America/Winnipeg", "2026-11-01", 48, 50),
    ] {
        assert_eq!(half_hours(&zone_of("2026f", name), date), by_2026f, "{id} {name} {date}");
        assert_eq!(half_hours(&zone_of("2025b", name), date), by_2025b, "{id} {name} {date}");
    }
    // D3, D4: the first instant of a day without midnight, and the 24:00 of the long day.
    assert_eq!(meaning(&zone("Africa/Cairo"), "2026-04-24 01:00"), "2026-04-23T22:00:00Z");
    assert_eq!(meaning(&zone("Africa/Cairo"), "2026-10-29 24:00"), "2026-10-29T22:00:00Z");
    // D10, D11
    assert_eq!(meaning(&zone("America/Nuuk"), "2026-03-28 24:00"), "2026-03-29T01:00:00Z");
    assert_eq!((parse_date("2027-02-29"), parse_date("2100-02-29")), (None, None));
}

#[test]
fn windows_of_working_hours_are_as_long_as_their_clocks_make_them() {
    for (id, name, start, end, expected) in [
        ("N1", "America/New_York", "2026-03-08 09:00", "2026-03-08 17:00", 480),
        ("N2", "America/New_York", "2026-03-08 13:00", "2026-03-08 18:00", 300),
        ("N3", "America/New_York", "2026-03-08 00:00", "2026-03-08 06:00", 300),
        ("N4", "America/New_York", "2026-11-01 00:00", "2026-11-01 06:00", 420),
        ("N5", "America/New_York", "2026-11-01 01:00", "2026-11-01 02:00", 120),
        ("N6", "America/New_York", "2026-03-08 01:30", "2026-03-08 03:30", 60),
        ("N7", "Europe/Berlin", "2026-03-29 01:00", "2026-03-29 04:00", 120),
        ("N7", "Europe/Berlin", "2026-10-25 01:00", "2026-10-25 04:00", 240),
        ("N8", "Australia/Lord_Howe", "2026-10-04 01:30", "2026-10-04 03:00", 60),
        ("N8", "Australia/Lord_Howe", "2026-04-05 01:00", "2026-04-05 02:30", 120),
        ("N9", "America/Chicago", "2025-03-09 15:00", "2025-03-09 16:00", 60),
        ("N10", "Europe/Berlin", "2026-12-31 22:00", "2026-12-31 24:00", 120),
    ] {
        let zone = zone(name);
        let (start, end) = (zone.instant_of(minute(start)), zone.instant_of(minute(end)));
        assert_eq!((end.as_second() - start.as_second()) / 60, expected, "{id}");
    }
    assert_eq!(meaning(&zone("America/Chicago"), "2025-03-09 15:00"), "2025-03-09T20:00:00Z", "N9");
    assert_eq!(meaning(&zone("Europe/Berlin"), "2026-12-31 24:00"), "2026-12-31T23:00:00Z", "N10");
    // N12: the same time tomorrow is none, and nobody shifts it.
    assert!(matches!(zone("America/New_York").local(minute("2026-03-08 02:30")), Local::Gap { .. }));
}

#[test]
fn new_rules_move_instants_and_no_wall_clock_time() {
    let folder = std::env::temp_dir().join(format!("slotwright-zoneinfo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let install = |version: &str| {
        for file in ["tzdata.zi", "America/Vancouver"] {
            // As packages are installed: whole files, each put in the place of the old one.
            let (new, old) = (folder.join("new"), folder.join(file));
            std::fs::create_dir_all(old.parent().unwrap()).unwrap();
            std::fs::copy(release(version).join(file), &new).unwrap();
            std::fs::rename(new, old).unwrap();
        }
    };
    install("2025b");
    let zone = Zone::named("America/Vancouver", Zoneinfo::find(Some(&folder)).unwrap()).unwrap();
    let nine = minute("2026-12-15 09:00");
    assert_eq!(zone.instant_of(nine).to_string(), "2026-12-15T17:00:00Z");
    assert_eq!(zone.refresh(), Ok(false));
    install("2026f");
    assert_eq!(zone.rules_version(), "2025b", "until it is looked at again");
    assert_eq!(zone.refresh(), Ok(true));
    assert_eq!((zone.rules_version().as_str(), zone.refresh()), ("2026f", Ok(false)));
    assert_eq!(zone.instant_of(nine).to_string(), "2026-12-15T16:00:00Z");
    assert_eq!(zone.wall_clock(zone.instant_of(nine)), Wall::of(nine));
    // What can't be read changes nothing.
    std::fs::write(folder.join("America/Vancouver"), "TZif").unwrap();
    assert!(zone.refresh().unwrap_err().contains("America/Vancouver"));
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(zone.refresh().unwrap_err().contains("tzdata"));
    assert_eq!(zone.instant_of(nine).to_string(), "2026-12-15T16:00:00Z");
}

#[test]
fn a_folder_that_does_not_tell_its_release_has_rules_all_the_same() {
    let folder = std::env::temp_dir().join(format!("slotwright-zoneinfo-untold-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("US")).unwrap();
    // A link: another name of the same rules.
    std::fs::copy(release("2026f").join("America/Vancouver"), folder.join("US/Pacific")).unwrap();
    let zone = |name| Zone::named(name, Zoneinfo::find(Some(&folder)).unwrap());
    let pacific = zone("US/Pacific").unwrap();
    assert_eq!((pacific.name(), pacific.rules_version().as_str()), ("US/Pacific", "unknown"));
    std::fs::write(folder.join("+VERSION"), "2026f\n").unwrap();
    assert_eq!(zone("US/Pacific").unwrap().rules_version(), "2026f");
    let problem = zone("America/Chicago").unwrap_err();
    assert!(problem.contains("`America/Chicago`") && problem.contains("tzdata-legacy"), "{problem}");
    std::fs::remove_dir_all(&folder).unwrap();
}

fn skipped(name: &str, first: &str, last: &str) -> String {
    let gaps = zone(name).skipped(parse_date(first).unwrap(), parse_date(last).unwrap());
    let print = |gap: Interval| format!("{} to {}", print_datetime(gap.start()), print_datetime(gap.end()));
    gaps.iter().map(print).collect::<Vec<_>>().join(", ")
}

#[test]
fn spring_skips_an_hour_and_autumn_none() {
    assert_eq!(skipped("America/Chicago", "2024-03-10", "2024-03-10"), "2024-03-10 02:00:00 to 2024-03-10 03:00:00");
    assert_eq!(skipped("America/Chicago", "2024-11-03", "2024-11-03"), "");
    assert_eq!(skipped("America/Chicago", "2024-03-11", "2024-11-30"), "");
}

#[test]
fn half_hours_and_days_without_midnight_are_seen() {
    assert_eq!(
        skipped("Australia/Lord_Howe", "2024-10-06", "2024-10-06"),
        "2024-10-06 02:00:00 to 2024-10-06 02:30:00"
    );
    assert_eq!(skipped("America/Santiago", "2024-09-08", "2024-09-08"), "2024-09-08 00:00:00 to 2024-09-08 01:00:00");
    assert_eq!(skipped("Pacific/Apia", "2011-12-29", "2011-12-31"), "2011-12-30 00:00:00 to 2011-12-31 00:00:00");
}

#[test]
fn the_doubled_hour_is_its_first_occurrence() {
    let zone = zone("America/Chicago");
    let instant = zone.instant_of(parse_minute("2024-11-03 01:30").unwrap());
    assert_eq!(instant.to_string(), "2024-11-03T06:30:00Z");
    let instant = zone.instant_of(parse_minute("2024-11-03 02:30").unwrap());
    assert_eq!(instant.to_string(), "2024-11-03T08:30:00Z");
}

#[test]
fn an_unknown_zone_is_told_with_its_name() {
    let message = Zone::named("America/Chicgao", Zoneinfo::find(None).unwrap()).unwrap_err();
    assert!(message.contains("`America/Chicgao`") && message.contains("tzdata"), "{message}");
}

#[test]
fn seconds_and_minutes_count_on_the_same_axis() {
    let zone = zone("America/Chicago");
    let instant: Timestamp = "2024-05-10T17:34:56.789Z".parse().unwrap();
    let wall = zone.wall_clock(instant);
    assert_eq!((wall.minute(), wall.second_of_day() % 60), (minute("2024-05-10 12:34"), 56));
    assert_eq!(from_jiff("1969-12-31T23:59:59.5Z".parse().unwrap()), Instant::from_unix(-1));
}

/// The zone's own answers come from tables of a few days; one table of all its changes gives the same.
#[test]
fn all_82_wall_clock_times_mean_the_same_by_one_table_and_by_jiff() {
    let vectors = vectors();
    for name in names() {
        let zone = zone(name);
        let table = zone.transitions(Instant::from_unix(0), Instant::from_unix(4_000_000_000));
        let clocks = Clocks::of_instance(&table);
        for vector in vectors.iter().filter(|vector| vector.zone == name) {
            let minute = minute(vector.local);
            let found = in_words(clocks.local(Wall::of(minute)));
            assert_eq!(found, in_jiffs_words(&zone, datetime_of(minute)), "{} {name}", vector.id);
            assert_eq!(found, meaning(&zone, vector.local), "{} {name}", vector.id);
        }
    }
}

/// Every change of these zones since they have had rules, offsets with seconds and lost days among them.
#[test]
fn around_every_change_the_clocks_mean_what_jiff_says() {
    let mut changes = 0;
    for name in names() {
        let zone = zone(name);
        let table = zone.transitions(Instant::from_unix(-5_000_000_000), Instant::from_unix(2_200_000_000));
        let clocks = Clocks::of_instance(&table);
        changes += table.changes().len();
        for (at, _) in table.changes() {
            let shown = clocks.to_wall(*at).minute();
            for minute in (shown - 26 * 60..shown + 26 * 60).step_by(37) {
                let found = in_words(clocks.local(Wall::of(minute)));
                assert_eq!(found, in_jiffs_words(&zone, datetime_of(minute)), "{name} {}", print_datetime(minute));
            }
            for instant in [*at + -1, *at] {
                let by_jiff = zone.rules().changes.to_datetime(to_jiff(instant));
                let shown = clocks.to_wall(instant);
                let spelled = format!("{} {:02}", print_datetime(shown.minute()), shown.second_of_day() % 60);
                assert_eq!(spelled, by_jiff.strftime("%Y-%m-%d %H:%M:00 %S").to_string(), "{name}");
            }
        }
    }
    assert!(4_000 < changes, "{changes}");
}
