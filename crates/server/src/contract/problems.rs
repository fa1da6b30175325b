//! A page for each code of a refusal, where a problem's `type` leads: what it means, from the table that integrators read.

use super::page::{escaped, head, inline};
use crate::edge::problem::{capitalized, in_words};

/// The codes, the statuses and the meanings stand there.
const GUIDE: &str = include_str!("../../../../docs/integrator.md");

/// The page of a code, if there is such a code.
#[must_use]
pub fn problem_page(code: &str) -> Option<String> {
    let (statuses, meaning) = meaning(code)?;
    let (title, code, meaning) = (in_words(code), escaped(code), inline(&(capitalized(&without_links(meaning)) + ".")));
    Some(format!(
        "{}<main>\n<h1>{title}</h1>\n\
         <p><code>{code}</code>, status {statuses}</p>\n<p>{meaning}</p>\n\
         <p>Programs find the code in the header <code>X-Problem-Code</code>; the sentence in the answer says what it was this \
         time. <a href=\"{}\">The API’s description</a></p>\n</main>\n</body>\n</html>\n",
        head(&title),
        super::PAGE_PATH,
    ))
}

/// The row of a code: its statuses, and what it means.
fn meaning(code: &str) -> Option<(&'static str, &'static str)> {
    let (_, errors) = GUIDE.split_once("\n## Errors\n")?;
    let errors = errors.split("\n## ").next()?;
    errors.lines().find_map(|line| {
        let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
        let (codes, statuses, meaning) = (cells.next()?, cells.next()?, cells.next()?);
        codes.split(", ").any(|known| known == format!("`{code}`")).then_some((statuses, meaning))
    })
}

/// `[bound](operator.md#limits)` → `bound`: those are files beside the guide.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        let Some((name, after)) = link.split_once("](").and_then(|(name, at)| Some((name, at.split_once(')')?.1)))
        else {
            break;
        };
        plain.extend([before, name]);
        rest = after;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::operations::groups;

    #[test]
    fn every_code_that_an_operation_refuses_with_has_its_page() {
        let operations = groups().into_iter().flat_map(|group| group.operations);
        let codes = operations.flat_map(|operation| operation.all_refusals()).flat_map(|(_, codes)| codes);
        let mut looked_up = 0;
        for code in codes {
            assert!(problem_page(code).is_some(), "{code} stands in no row of the errors in docs/integrator.md");
            looked_up += 1;
        }
        assert!(looked_up > 100, "{looked_up}");
    }

    #[test]
    fn a_page_says_what_its_code_means_and_leads_to_no_file_that_is_not_there() {
        let page = problem_page("too-large").unwrap();
        assert!(page.contains("<h1>Too large</h1>") && page.contains("413, 414, 431"), "{page}");
        assert!(
            page.contains("<p>Body, address or headers are beyond their bound.</p>") && !page.contains("operator.md"),
            "{page}"
        );
        assert_eq!(problem_page("too"), None);
        assert_eq!(problem_page("code"), None);
    }
}
