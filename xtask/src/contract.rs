//! The APIs' documents: writing them anew, and holding the running server against them with Schemathesis.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{http, paths, python, server, shell};

/// Which Schemathesis, from the Python package index.
const SCHEMATHESIS: &str = "4.32.5";
const PASSWORD: &str = "contract-checks";
/// What the holder of a booking link may call.
const LINK_OPERATIONS: [&str; 25] = [
    "createJob",
    "getJob",
    "changeJob",
    "deleteJob",
    "queueJob",
    "findAnyAvailableSpace",
    "findAnyAvailableSpaceByPost",
    "listDesiredTimes",
    "createDesiredTime",
    "getDesiredTime",
    "changeDesiredTime",
    "deleteDesiredTime",
    "getBooking",
    "getVisitCalendar",
    "setRatherNot",
    "waitForEarlier",
    "stopWaiting",
    "declineEarlier",
    "sendPhoto",
    "getOwnPhoto",
    "discardPhoto",
    "placeHold",
    "extendHold",
    "releaseHold",
    "listJobs",
];

/// Plays all examples again and writes what the server answers, and the document with it.
pub fn openapi() -> Result<()> {
    let mut tests = shell::cargo();
    tests.args(["test", "--package", "slotwright-server", "--test", "api", "every_example_is_a_true_answer"]);
    shell::run(tests.env("SLOTWRIGHT_RENEW_CONTRACT", "1"))?;
    eprintln!(
        "written: crates/server/openapi*.json and the examples in crates/server/src/contract; look at the difference"
    );
    Ok(())
}

/// Who asks, and what.
#[derive(Clone, Copy)]
enum Caller {
    /// Staff, all of our own document.
    Staff,
    /// The holder of a booking link, what they may.
    Link,
    /// A program of this system, all of its document.
    Program(&'static str),
}

const CALLERS: [Caller; 5] =
    [Caller::Staff, Caller::Link, Caller::Program("os1"), Caller::Program("bigchange"), Caller::Program("frotcom")];

/// What is checked of the systems' answers: that they are what is described. Whether what is described is done depends on the
/// world more often than not: which types there are, where a job stands, who is free.
const OF_SYSTEMS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                          response_headers_conformance,response_schema_conformance";

/// Thousands of made-up requests, as each of the callers.
pub fn contract() -> Result<()> {
    let (cases, failed) = check("examples,coverage,fuzzing,stateful", "60")?;
    println!("{cases} cases");
    if failed > 0 {
        bail!("the server does not hold to its documents");
    }
    Ok(())
}

/// The short form for the tests: one check as each of the callers.
pub fn in_short() -> Result<(u32, u32)> {
    let (cases, failed) = check("examples,coverage", "1")?;
    println!("{cases} cases");
    Ok((CALLERS.len() as u32 - failed, failed))
}

/// How many cases there were, and for how many of the callers something failed.
fn check(phases: &str, max_examples: &str) -> Result<(u64, u32)> {
    let schemathesis = schemathesis()?;
    let program = server::debug()?;
    let (mut cases, mut failed) = (0, 0);
    for caller in CALLERS {
        // What one of them made is none of the other's business.
        let folder = paths::target().join("contract");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        fs::create_dir_all(&folder)?;
        let mut command = shell::command(&program);
        command.args(["--demo", "--clock", "2024-05-10T12:00", "--listen", "127.0.0.1:0", "--database-url"]);
        command.arg(format!("sqlite://{}", folder.join("slotwright.db").display())).arg("--assets").arg(paths::dist());
        command.env("API_PASSWORD", PASSWORD).env("RUST_LOG", "error");
        // What is sent without the right password is to be refused for that, however often.
        command.env("WRONG_PASSWORDS_PER_MINUTE", "0");
        let server = server::Server::start(&mut command)?;
        let address = server.said("listening on").context("the server does not say where it listens")?;

        let mut settings = fs::read_to_string(paths::root().join("xtask/schemathesis.toml"))?;
        let mut run = shell::command(&schemathesis);
        run.arg("--config-file").arg("schemathesis.toml").arg("run");
        run.args(["--generation-deterministic", "--continue-on-failure", "--no-color"]);
        run.args(["--suppress-health-check", "all", "--warnings", "off", "--phases", phases, "-n", max_examples]);
        match caller {
            Caller::Staff => {
                println!("as staff");
                run.arg(format!("{address}/openapi.json")).args(["--checks", "all"]);
                run.args(["--auth", &format!("api:{PASSWORD}")]);
            }
            Caller::Link => {
                println!("as the holder of a booking link");
                run.arg(format!("{address}/openapi.json")).args(["--checks", "all"]);
                let link = server.said("booking link").context("the server does not say a booking link")?;
                let handle = link.rsplit('=').next().unwrap_or_default();
                run.arg("--header").arg(format!("Authorization: Bearer {handle}"));
                for operation in LINK_OPERATIONS {
                    run.args(["--include-operation-id", operation]);
                }
            }
            Caller::Program(system) => {
                println!("as a program of {system}");
                run.arg(format!("{address}/{system}/openapi.json")).args(["--checks", OF_SYSTEMS]);
                let token = token(address, system)?;
                for header in headers_of(system, &token) {
                    run.args(["--header", &header]);
                }
                if system == "frotcom" {
                    settings += &format!("\n[auth.openapi.apiKey]\napi_key = \"{token}\"\n");
                    // What comes after it would be refused for want of a token.
                    run.args(["--exclude-operation-id", "logOut"]);
                }
            }
        }
        fs::write(folder.join("schemathesis.toml"), settings)?;
        let mut generated = 0;
        let is_fine = shell::watched(run.current_dir(&folder), |line| generated += cases_of(line))?;
        // A run of nothing proves nothing.
        if !is_fine || generated == 0 {
            failed += 1;
        }
        cases += generated;
    }
    Ok((cases, failed))
}

/// A token of a system's API.
fn token(address: &str, system: &str) -> Result<String> {
    let (path, member, kind, body) = match system {
        "os1" => (
            "/os1/core/api/v1/aaa/auth/client-credentials",
            "accessToken",
            "application/json",
            format!("{{\"clientId\": \"api\", \"clientSecret\": \"{PASSWORD}\"}}"),
        ),
        "bigchange" => (
            "/bigchange/auth/tokens",
            "access_token",
            "application/x-www-form-urlencoded",
            format!("grant_type=client_credentials&client_id=api&client_secret={PASSWORD}"),
        ),
        _ => (
            "/frotcom/v2/authorize",
            "token",
            "application/json",
            format!("{{\"provider\": \"thirdparty\", \"username\": \"api\", \"password\": \"{PASSWORD}\"}}"),
        ),
    };
    let headers = [format!("content-type: {kind}"), "x-coreos-request-id: r-1".to_owned()];
    let answer = http::Client::connect(address.trim_start_matches("http://"))?.post(path, &headers, &body)?;
    let answer = String::from_utf8(answer).context("an answer that is no text")?;
    let (_, rest) = answer.split_once(&format!("\"{member}\":\"")).context("an answer without a token")?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

/// What all requests to a system have in their headers.
fn headers_of(system: &str, token: &str) -> Vec<String> {
    match system {
        "os1" => vec![
            format!("X-COREOS-ACCESS: {token}"),
            "X-COREOS-REQUEST-ID: r-1".to_owned(),
            "X-COREOS-TID: slotwright".to_owned(),
            "X-COREOS-USERINFO: {}".to_owned(),
        ],
        "bigchange" => vec![format!("Authorization: Bearer {token}"), "Customer-Id: 1".to_owned()],
        _ => Vec::new(),
    }
}

/// Reads `7564 generated, 7561 passed`.
fn cases_of(line: &str) -> u64 {
    line.split_once(" generated").and_then(|(count, _)| count.trim().replace(',', "").parse().ok()).unwrap_or(0)
}

/// The program, in a Python environment of its own in the tools folder.
fn schemathesis() -> Result<PathBuf> {
    let what = format!("Schemathesis {SCHEMATHESIS}, which checks the API against its document: a minute");
    let packages = format!("schemathesis=={SCHEMATHESIS}");
    python::program("schemathesis", &format!("schemathesis-{SCHEMATHESIS}"), &[&packages], &what)
}

#[cfg(test)]
mod tests {
    use super::cases_of;

    #[test]
    fn the_summary_of_schemathesis_is_read() {
        assert_eq!(cases_of("  7564 generated, 15 found 15 unique failures, 127 skipped"), 7564);
        assert_eq!(cases_of("Test cases:"), 0);
    }
}
