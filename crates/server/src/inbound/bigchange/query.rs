//! The query of a request: names without regard to case, and arrays by repetition.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use slotwright_domain::Page;
use slotwright_wire::bigchange::Page as Answer;

use super::setup;
use super::time::parse_in_query;
use super::words::{Faults, refused, unreadable_members};
use crate::app::App;
use crate::edge::refusal::Refusal;

/// How many items a page may have.
pub const MAX_PAGE_SIZE: u64 = 1000;
/// The last page.
pub const MAX_PAGE: u64 = 2_147_483;
/// How many values an array may have.
pub const MAX_VALUES: usize = 50;

/// The parameters of a query. What is blank was not sent; names that nobody knows are ignored.
pub struct Query {
    sent: Vec<(String, String)>,
    unreadable: Faults,
    refused: Faults,
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let sent = pairs.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
        let sent = sent.filter(|(_, value)| !value.is_empty()).collect();
        Ok(Self { sent, unreadable: Vec::new(), refused: Vec::new() })
    }
}

impl Query {
    /// Says that a parameter can't be read.
    fn cannot_read(&mut self, name: &str, expected: &str, value: &str) {
        let value: String = value.chars().take(60).collect();
        self.unreadable.push((name.to_owned(), format!("{name} must be {expected}, is {value:?}.")));
    }

    /// Whether something was sent, be it wrong.
    pub fn has(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.sent.iter().any(|(known, _)| *known == name)
    }

    /// All values of an array.
    pub fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let name_in_small = name.to_lowercase();
        let values = self.sent.iter().filter(|(known, _)| *known == name_in_small).map(|(_, value)| value.clone());
        let values: Vec<String> = values.collect();
        if MAX_VALUES < values.len() {
            let sentence = format!("{name} may have at most {MAX_VALUES} values, has {}.", values.len());
            self.refused.push((name.to_owned(), sentence));
            return None;
        }
        // PostgreSQL keeps no text with it, so that nothing is called so.
        if values.iter().any(|value| value.contains('\0')) {
            self.refused.push((name.to_owned(), format!("{name} may not contain the invisible character NUL.")));
            return None;
        }
        (!values.is_empty()).then_some(values)
    }

    /// All numbers of an array.
    pub fn ids(&mut self, name: &str) -> Option<Vec<u64>> {
        let mut ids = Vec::new();
        for value in self.texts(name)? {
            match value.parse::<i64>().ok().map(u64::try_from) {
                Some(Ok(id)) if 0 < id => ids.push(id),
                _ => self.cannot_read(name, "whole numbers of at least 1", &value),
            }
        }
        Some(ids)
    }

    fn one(&mut self, name: &str) -> Option<String> {
        let values = self.texts(name)?;
        if 1 < values.len() {
            self.cannot_read(name, "sent once", &values.join(", "));
        }
        values.into_iter().next()
    }

    /// One of these words, whatever their case.
    pub fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.one(name)?;
        self.chosen(name, &value, choices)
    }

    /// Some of these words.
    pub fn choices<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Option<Vec<T>> {
        let values = self.texts(name)?;
        Some(values.iter().filter_map(|value| self.chosen(name, value, choices)).collect())
    }

    fn chosen<T: Copy>(&mut self, name: &str, value: &str, choices: &[(&str, T)]) -> Option<T> {
        let chosen = choices.iter().find(|(known, _)| known.eq_ignore_ascii_case(value));
        if chosen.is_none() {
            let known: Vec<&str> = choices.iter().map(|(known, _)| *known).collect();
            let value: String = value.chars().take(60).collect();
            self.refused.push((name.to_owned(), format!("{name} must be one of {}, is {value:?}.", known.join(", "))));
        }
        chosen.map(|(_, chosen)| *chosen)
    }

    /// An instant.
    pub fn instant(&mut self, name: &str, app: &App) -> Option<Timestamp> {
        let value = self.one(name)?;
        let instant = parse_in_query(&value, &app.zone);
        if instant.is_none() {
            self.cannot_read(name, "a date and time such as 2024-05-13T09:00:00Z", &value);
        }
        instant
    }

    /// Says that the query as a whole is refused.
    pub fn refuse(&mut self, name: &str, sentence: &str) {
        self.refused.push((name.to_owned(), sentence.to_owned()));
    }

    /// Which part of a list is asked for; refuses when anything was wrong.
    pub async fn page(mut self, app: &App) -> Result<Page, Refusal> {
        let mut number = |name: &str, most: u64| {
            let value = self.one(name)?;
            let number = value.parse::<u64>().ok().filter(|number| (1..=most).contains(number));
            if number.is_none() {
                self.cannot_read(name, &format!("a whole number of 1 to {most}"), &value);
            }
            number
        };
        let (page_number, page_size) = (number("pageNumber", MAX_PAGE), number("pageSize", MAX_PAGE_SIZE));
        match (self.unreadable, self.refused) {
            (unreadable, _) if !unreadable.is_empty() => return Err(unreadable_members(unreadable)),
            (_, faults) if !faults.is_empty() => return Err(refused(faults)),
            _ => {}
        }
        let limit = match page_size {
            Some(size) => size,
            None => setup::options(app).await?.default_page_size,
        };
        Ok(Page { limit, number: page_number.unwrap_or(1) })
    }
}

/// The part of a whole list that is asked for.
pub fn cut<T>(all: Vec<T>, page: Page) -> Vec<T> {
    let before = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(page.limit).unwrap_or(usize::MAX);
    all.into_iter().skip(before).take(size).collect()
}

/// A part of a list as it is answered.
pub fn answer<T>(items: Vec<T>, page: Page) -> Answer<T> {
    let page_item_count = items.len() as u64;
    Answer { items, page_number: page.number, page_size: page.limit, page_item_count }
}
