//! Whose the server is: what customers see of the company on each page.

use clap::Args;
use slotwright_wire::slotwright::Company;

/// What customers see of the company. What is left out is not shown.
#[derive(Clone, Debug, Default, Args)]
pub struct CompanySettings {
    /// What the company is called, at most 100 characters [default: as the world has it]
    #[arg(long = "company-name", env = "COMPANY_NAME", value_name = "NAME", value_parser = name)]
    pub name: Option<String>,

    /// Its logo, which is shown 32 pixels high: an `https://` address, a path of this server, or `data:image/…` [default: none]
    #[arg(long = "company-logo", env = "COMPANY_LOGO", value_name = "URL", value_parser = logo)]
    pub logo: Option<String>,

    /// Its telephone, as people write it: `(312) 555-0142` [default: none]
    #[arg(long = "company-phone", env = "COMPANY_PHONE", value_name = "NUMBER", value_parser = phone)]
    pub phone: Option<String>,

    /// Its e-mail address [default: none]
    #[arg(long = "company-email", env = "COMPANY_EMAIL", value_name = "ADDRESS", value_parser = email)]
    pub email: Option<String>,

    /// When somebody answers, on one line of at most 100 characters: `Mon–Fri, 8 AM–6 PM` [default: none]
    #[arg(long = "company-hours", env = "COMPANY_HOURS", value_name = "TEXT", value_parser = name)]
    pub hours: Option<String>,
}

impl CompanySettings {
    /// As customers see it, at a server that is reached under this address. A name of the world counts where none is set.
    #[must_use]
    pub fn company(&self, of_world: Option<String>, public_url: &str) -> Company {
        let address = |logo: &String| if logo.starts_with('/') { format!("{public_url}{logo}") } else { logo.clone() };
        Company {
            name: self.name.clone().or(of_world),
            logo_url: self.logo.as_ref().map(address),
            phone: self.phone.clone(),
            email: self.email.clone(),
            hours: self.hours.clone(),
        }
    }
}

/// How long a picture may be that stands in its address: it goes out with each booking page.
const MAX_PICTURE: usize = 8192;
/// The longest name, and the longest line of hours, in characters.
const MAX_LINE: usize = 100;

fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || MAX_LINE < text.chars().count() || text.contains(char::is_control) {
        return Err(format!("expected one line of 1 to {MAX_LINE} characters"));
    }
    Ok(text.to_owned())
}

fn logo(url: &str) -> Result<String, String> {
    let is_ours = url.starts_with('/') && !url.starts_with("//");
    let has_host = url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let is_itself = url.starts_with("data:image/") && url.len() <= MAX_PICTURE;
    // The origin becomes a source in a Content-Security-Policy.
    let is_plain = url.chars().all(|letter| letter.is_ascii_graphic() && !"\"'<>\\".contains(letter));
    if is_plain && (is_ours || is_itself || has_host && !url.contains([';', ','])) {
        return Ok(url.to_owned());
    }
    Err(format!(
        "expected an address that starts with `https://`, a path that starts with `/`, or `data:image/` and up to {MAX_PICTURE} \
         letters; without blanks and quotes"
    ))
}

fn phone(text: &str) -> Result<String, String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_written = |letter: char| letter.is_ascii_digit() || " +-./()\u{a0}".contains(letter);
    if !(3..=20).contains(&digits) || !text.chars().all(is_written) {
        return Err("expected 3 to 20 digits, with blanks and `+ - . / ( )` between them".to_owned());
    }
    Ok(text.trim().to_owned())
}

fn email(text: &str) -> Result<String, String> {
    let is_address = text.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && text.chars().all(|letter| letter.is_ascii_graphic())
    });
    if !is_address || text.contains(['?', '&', '#', '%', '<', '>', '"']) || 254 < text.len() {
        return Err("expected an address such as `help@example.com`".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_goes_before_what_the_world_has() {
        let set = CompanySettings { name: Some("Ours".to_owned()), ..CompanySettings::default() };
        assert_eq!(set.company(Some("World".to_owned()), "").name.as_deref(), Some("Ours"));
        let unset = CompanySettings::default().company(Some("World".to_owned()), "");
        assert_eq!(unset, Company { name: Some("World".to_owned()), ..Company::default() });
    }

    #[test]
    fn a_logo_of_this_server_is_at_its_public_address() {
        let set = CompanySettings { logo: Some("/logo.svg".to_owned()), ..CompanySettings::default() };
        let company = set.company(None, "https://book.example");
        assert_eq!(company.logo_url.as_deref(), Some("https://book.example/logo.svg"));
    }

    #[test]
    fn what_would_not_work_as_a_link_or_a_source_is_refused() {
        for wrong in
            ["http://a.example/x.png", "//a.example/x", "logo.png", "https://", "https:///x", "https://a/x;y", "/a b"]
        {
            assert!(logo(wrong).is_err(), "{wrong}");
        }
        assert!(logo("https://a.example/x.png?v=2").is_ok() && logo("/x.svg").is_ok());
        assert!(logo("data:image/png;base64,AA==").is_ok() && logo("data:text/html,x").is_err());
        assert!(phone("(312) 555-0142").is_ok() && phone("+49 30 901820").is_ok());
        assert!(phone("call me").is_err() && phone("12").is_err() && phone("312;ext=5").is_err());
        assert!(email("help@prairie.example").is_ok());
        assert!(email("help").is_err() && email("a@b").is_err() && email("a@b.c?cc=d@e.f").is_err());
        assert!(name(" ").is_err() && name("two\nlines").is_err());
    }
}
