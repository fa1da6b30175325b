//! Where tests keep what they throw away: in memory, where the machine has such a folder.
//!
//! Each test has a database of its own. One in PostgreSQL is some three hundred files, and to make and remove them was half of what
//! its server did; one in SQLite waits for the disk at every commit. What a crash of the machine would leave is no test's matter here.

use std::fs;
use std::process::Command;

use crate::shell;

/// A file system in memory, on Linux.
const MEMORY: &str = "/dev/shm";
/// So much room it must have. Containers often have 64 MB there, which is too little.
const LEAST_MEGABYTES: u64 = 4096;

/// Has tests keep their files there, unless the machine has no such folder or whoever runs them has chosen another.
pub fn in_memory(tests: &mut Command) {
    let is_chosen = std::env::var_os("TMPDIR").is_some();
    if !is_chosen && fs::read_to_string("/proc/mounts").is_ok_and(|mounts| can_hold_programs(&mounts)) && has_room() {
        tests.env("TMPDIR", MEMORY);
    }
}

/// Whether it is in memory, and programs that are built in it can be run: the examples in documentation are.
fn can_hold_programs(mounts: &str) -> bool {
    mounts.lines().any(|line| {
        let mut parts = line.split(' ').skip(1);
        let (at, kind, options) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
        at == Some(MEMORY) && kind == Some("tmpfs") && !options.split(',').any(|option| option == "noexec")
    })
}

fn has_room() -> bool {
    let told = shell::printed(shell::command("df").args(["-Pm", MEMORY]));
    told.and_then(|told| free(&told)).is_some_and(|megabytes| LEAST_MEGABYTES <= megabytes)
}

/// Reads the fourth column of the second line, in megabytes.
fn free(told: &str) -> Option<u64> {
    told.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{can_hold_programs, free};

    #[test]
    fn a_folder_in_memory_is_used_where_programs_may_run_in_it() {
        assert!(can_hold_programs(
            "/dev/vda / ext4 rw,relatime 0 0\ntmpfs /dev/shm tmpfs rw,relatime,size=24684092k 0 0\n"
        ));
        assert!(!can_hold_programs("shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k 0 0\n"));
        assert!(!can_hold_programs("/dev/vda /dev/shm ext4 rw,relatime 0 0\n"));
    }

    #[test]
    fn its_room_is_read() {
        let told = "Filesystem     1048576-blocks  Used Available Capacity Mounted on\ntmpfs                   24106     4     24102       1% /dev/shm";
        assert_eq!(free(told), Some(24102));
        assert_eq!(free("df: /dev/shm: No such file or directory"), None);
    }
}
