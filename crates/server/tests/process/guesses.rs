//! Whoever guesses at a system's login is told when to try again.

use serde_json::json;

use crate::support::{Folder, Process};

#[test]
fn each_system_says_to_whoever_guesses_when_to_try_again() {
    let folder = Folder::new("guesses");
    let process = Process::start_with(&folder, &["--trusted-proxies", "1"]);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    for (path, login) in [
        ("/os1/core/api/v1/aaa/auth/client-credentials", json!({"clientId": "os1", "clientSecret": "a guess"})),
        ("/frotcom/v2/authorize", json!({"provider": "thirdparty", "username": "frotcom", "password": "a guess"})),
    ] {
        let guess = || {
            let request = agent.post(format!("{}{path}", process.told("listening on")));
            let request = request.header("x-forwarded-for", "198.51.100.7").header("x-coreos-request-id", "r-1");
            request.send_json(&login).unwrap()
        };
        let refused = (0..30).map(|_| guess()).find(|answer| answer.status() == 429);
        let refused = refused.unwrap_or_else(|| panic!("{path}: nobody minds"));
        let retry_after = refused.headers().get("retry-after").unwrap_or_else(|| panic!("{path} does not say when"));
        assert!(0 < retry_after.to_str().unwrap().parse::<u32>().unwrap(), "{path}");
    }
}
