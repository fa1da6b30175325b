//! Whose it is, as the steps show it.

use slotwright_wire::slotwright::Company;

/// Where the name stands in [`lines`].
pub const NAME: usize = 0;
/// And the logo's address.
pub const LOGO: usize = 1;
/// And the telephone.
pub const PHONE: usize = 2;
/// And the e-mail address.
pub const EMAIL: usize = 3;
/// And the hours.
pub const HOURS: usize = 4;

/// What the server tells of the company, a text each, empty where it tells nothing; none at all where nothing is told. Texts in a row
/// and no record: signals of texts are there already, and each further kind of signal is 2 kB to download.
#[must_use]
pub fn lines(company: Company) -> Vec<String> {
    let Company { name, logo_url, phone, email, hours } = company;
    let lines: Vec<String> = [name, logo_url, phone, email, hours].into_iter().map(Option::unwrap_or_default).collect();
    if lines.iter().all(String::is_empty) { Vec::new() } else { lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_stands_in_its_place_and_nothing_is_no_line() {
        let company = Company { name: Some("Loop".to_owned()), phone: Some("123".to_owned()), ..Company::default() };
        let lines_of_it = lines(company);
        assert_eq!((&*lines_of_it[NAME], &*lines_of_it[PHONE]), ("Loop", "123"));
        assert_eq!((&*lines_of_it[LOGO], &*lines_of_it[EMAIL], &*lines_of_it[HOURS]), ("", "", ""));
        assert!(lines(Company::default()).is_empty());
    }
}
