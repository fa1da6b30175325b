//! `csp`: the lines of a Content-Security-Policy that the page around the widget needs.

use std::str::FromStr;

use clap::Args;

use crate::edge::origin::{AllowedOrigins, SETTING};

/// For which page.
#[derive(Clone, Debug, Args)]
pub struct CspCommand {
    /// The origin of the page, as browsers write it: https://shop.example
    #[arg(long, value_name = "ORIGIN", value_parser = page_origin)]
    pub host: String,
}

fn page_origin(text: &str) -> Result<String, String> {
    let is_one =
        !text.contains([',', '*']) && !AllowedOrigins::from_str(text)?.frame_ancestors(true).contains("'none'");
    if is_one { Ok(text.to_owned()) } else { Err("expected one origin, as in `https://shop.example`".to_owned()) }
}

/// What to add to the page's policy, for the element and for the frame, and what the server has to be set to.
#[must_use]
pub fn lines(command: &CspCommand, public_url: &str, allowed: &AllowedOrigins) -> String {
    let own = public_url.split('/').take(3).collect::<Vec<_>>().join("/");
    let mut lines = vec![
        "# The element (<slotwright-booking>, <slotwright-board>) on a page of the host: add to its policy".to_owned(),
        format!("script-src {own} 'wasm-unsafe-eval'; connect-src {own}"),
        String::new(),
        "# The frame (embed.js, or an iframe of your own): add to its policy".to_owned(),
        format!("script-src {own}; frame-src {own}"),
        String::new(),
    ];
    if own == command.host {
        lines.push("# The page is of the server's own origin: nothing is to be set.".to_owned());
    } else if allowed.lists(&command.host) {
        lines.push(format!("# The server has {} in {SETTING}.", command.host));
    } else {
        lines.push(format!("# And set for the server: {}", allowed.setting_for(&command.host)));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_told_what_its_policy_needs_and_what_the_server_lacks() {
        let of = |host: &str, allowed: &str| {
            let command = CspCommand { host: page_origin(host).unwrap() };
            lines(&command, "https://book.example.com/visits", &allowed.parse().unwrap())
        };
        let told = of("https://shop.example", "");
        for line in [
            "\nscript-src https://book.example.com 'wasm-unsafe-eval'; connect-src https://book.example.com\n",
            "\nscript-src https://book.example.com; frame-src https://book.example.com\n",
            "ALLOWED_ORIGINS=https://shop.example",
        ] {
            assert!(told.contains(line), "{told}");
        }
        assert!(of("https://shop.example", "https://shop.example").ends_with("in ALLOWED_ORIGINS."));
        assert!(of("https://book.example.com", "").ends_with("nothing is to be set."));
        for wrong in ["shop.example", "https://a.example,https://b.example", "*", "", "https://shop.example/"] {
            assert!(page_origin(wrong).is_err(), "{wrong}");
        }
    }
}
