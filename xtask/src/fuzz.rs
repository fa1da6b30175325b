//! The fuzzer: bytes that lead to new ways through the matching core are looked for, and each must keep its promises.
//!
//! libFuzzer comes with the crate `libfuzzer-sys`, and the stable compiler can do what it needs; so there is no nightly
//! toolchain, but a C++ compiler.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{paths, shell};

const TARGETS: [&str; 3] = ["sets", "rosters", "wishes"];

/// What libFuzzer must know of the program: which edges are passed, and what is compared with what.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// No input needs more bytes: the readers make lists of a few things from them.
const LONGEST: &str = "-max_len=512";

/// `cargo xtask fuzz`: all targets, or those named, so many seconds each. What is new goes into the target folder; with `--keep`
/// few inputs that go all known ways replace the corpus.
pub fn fuzz(arguments: &[String]) -> Result<()> {
    let (mut targets, mut seconds, mut keep) = (Vec::new(), 60, false);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--keep" => keep = true,
            "--seconds" => {
                let given = arguments.next().context("`--seconds` wants a number")?;
                seconds = given.parse::<u32>().with_context(|| format!("`{given}` is no number of seconds"))?;
            }
            name if TARGETS.contains(&name) => targets.push(name.to_owned()),
            other => bail!("no target `{other}` (there are: {})", TARGETS.join(", ")),
        }
    }
    if targets.is_empty() {
        targets = TARGETS.map(str::to_owned).to_vec();
    }

    let host = host()?;
    shell::timed("building the fuzz targets: a minute", || build(&host))?;
    for target in targets {
        run(&target, &host, seconds, keep)?;
    }
    Ok(())
}

fn host() -> Result<String> {
    let version = shell::printed(shell::command("rustc").arg("-vV")).context("rustc doesn't run")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc names no host")
}

fn build(host: &str) -> Result<()> {
    if !["c++", "g++", "clang++"].iter().any(|compiler| shell::which(compiler).is_some()) {
        bail!("a C++ compiler is missing, which builds libFuzzer (on Debian the package g++)");
    }
    let mut build = shell::cargo();
    // A target that is named keeps the flags from build scripts, which are not fuzzed.
    build.args(["build", "--release", "--quiet", "--locked", "--target", host, "--manifest-path"]).arg(manifest());
    shell::run(build.env("RUSTFLAGS", COVERAGE).env("CARGO_TARGET_DIR", folder()))
}

fn run(target: &str, host: &str, seconds: u32, keep: bool) -> Result<()> {
    let program = folder().join(host).join("release").join(paths::executable(target));
    let corpus = paths::root().join("crates/matching/fuzz/corpus").join(target);
    let found = folder().join("found").join(target);
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&found)?;
    println!("\n━━ {target}");
    let mut fuzzer = shell::command(&program);
    fuzzer.args([LONGEST, "-use_value_profile=1", "-len_control=0"]);
    fuzzer.args(["-print_final_stats=1", "-print_funcs=0", "-verbosity=0"]);
    fuzzer.arg(format!("-max_total_time={seconds}"));
    // An input that breaks a promise is left there; put into the corpus it is a test.
    fuzzer.arg(format!("-artifact_prefix={}/{target}-", folder().display()));
    shell::run(fuzzer.arg(&found).arg(&corpus))?;
    if keep { minimise(&program, &[&found, &corpus], &corpus) } else { Ok(()) }
}

/// Replaces the corpus by few inputs that go all ways that are known.
fn minimise(program: &Path, all: &[&Path], corpus: &Path) -> Result<()> {
    let smallest = corpus.with_extension("smallest");
    fs::create_dir_all(&smallest)?;
    let mut merge = shell::command(program);
    // By ways, not by how often each is gone: some dozens of inputs instead of some hundreds.
    shell::run(
        merge.args([LONGEST, "-set_cover_merge=1", "-use_counters=0", "-verbosity=0"]).arg(&smallest).args(all),
    )?;
    fs::remove_dir_all(corpus)?;
    Ok(fs::rename(smallest, corpus)?)
}

fn manifest() -> std::path::PathBuf {
    paths::root().join("crates/matching/fuzz/Cargo.toml")
}

fn folder() -> std::path::PathBuf {
    paths::target().join("fuzz")
}
