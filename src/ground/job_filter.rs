//! Which jobs are listed, and in which order: as the address, the attribute `filter` and the API have it, one text for all.

/// Which jobs are listed. What is empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// With this in their customer's name or address, in their notes or as their number.
    pub text: String,
    /// In this state, as the API has it.
    pub status: String,
    /// Of this type.
    pub job_type_id: String,
    /// With this technician.
    pub user_id: String,
    /// With a visit on this day or later.
    pub first: String,
    /// With a visit on this day or before.
    pub last: String,
    /// `true` for those with wishes.
    pub has_wishes: String,
    /// `true` for those that wait and of which a wish can be met now.
    pub can_be_met: String,
    /// `true` for those that should be over.
    pub overdue: String,
    /// How they are ordered, as the API has it.
    pub sort: String,
}

impl JobFilter {
    /// What a query says of it; what it says besides is passed over.
    ///
    /// ```
    /// use slotwright::ground::job_filter::JobFilter;
    /// let filter = JobFilter::of("?lang=de&status=queued&q=Mill+Road%20%C3%A9");
    /// assert_eq!((&*filter.status, &*filter.text), ("queued", "Mill Road é"));
    /// assert_eq!(filter.query(), "q=Mill%20Road%20%C3%A9&status=queued");
    /// ```
    #[must_use]
    pub fn of(query: &str) -> Self {
        let mut filter = Self::default();
        for pair in query.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if let Some((_, held)) = filter.members().into_iter().find(|(known, _)| *known == name) {
                *held = decoded(value);
            }
        }
        filter
    }

    /// As a query: without what is empty.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in self.clone().members() {
            if !value.is_empty() {
                if !query.is_empty() {
                    query.push('&');
                }
                query.push_str(name);
                query.push('=');
                encode(value, &mut query);
            }
        }
        query
    }

    /// Whether it lets all through, in whatever order.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { sort: self.sort.clone(), ..Self::default() }
    }

    fn members(&mut self) -> [(&'static str, &mut String); 10] {
        [
            ("q", &mut self.text),
            ("status", &mut self.status),
            ("job_type_id", &mut self.job_type_id),
            ("user_ids", &mut self.user_id),
            ("start_date", &mut self.first),
            ("end_date", &mut self.last),
            ("has_wishes", &mut self.has_wishes),
            ("can_be_met", &mut self.can_be_met),
            ("overdue", &mut self.overdue),
            ("sort", &mut self.sort),
        ]
    }
}

/// Writes a text as a value of a query.
pub fn encode(text: &str, query: &mut String) {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default().to_ascii_uppercase();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            query.push(char::from(byte));
        } else {
            query.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// A value of a query as the text that it is.
#[must_use]
pub fn decoded(value: &str) -> String {
    let (bytes, mut text, mut at) = (value.as_bytes(), Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).and_then(|code| std::str::from_utf8(code).ok());
        match (byte, code.and_then(|code| u8::from_str_radix(code, 16).ok())) {
            (b'%', Some(decoded)) => {
                text.push(decoded);
                at += 2;
            }
            (b'+', _) => text.push(b' '),
            (byte, _) => text.push(*byte),
        }
        at += 1;
    }
    String::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_query_says_is_the_same_query_again() {
        for query in
            ["", "status=failed", "q=100%20%25&user_ids=3&start_date=2026-03-02&can_be_met=true&overdue=true&sort=-id"]
        {
            assert_eq!(JobFilter::of(query).query(), query);
        }
    }

    #[test]
    fn what_is_no_filter_is_passed_over_and_what_is_no_code_is_taken_as_it_is() {
        assert_eq!(JobFilter::of("?lang=de&support"), JobFilter::default());
        assert_eq!(JobFilter::of("q=50%&status").text, "50%");
        assert_eq!(JobFilter::of("q=%ff").text, "", "no text");
    }

    #[test]
    fn an_order_alone_hides_nothing() {
        assert!(JobFilter::of("sort=-id").is_empty());
        assert!(!JobFilter::of("has_wishes=true").is_empty());
    }
}
