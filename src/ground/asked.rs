//! Which pages of a list are asked for, so that an answer that comes too late shows nothing.

/// What is asked, and not answered yet.
#[derive(Default)]
pub struct Asked {
    /// Counts the requests.
    requests: u32,
    /// Pages, and the last request for each.
    pages: Vec<(usize, u32)>,
    /// The request for the first page of another list: until it is answered, what is shown is not gone on with.
    anew: Option<u32>,
}

impl Asked {
    /// Notes a request for a page, `is_anew` for the first of another list; gives its number.
    pub fn begin(&mut self, page: usize, is_anew: bool) -> u32 {
        self.requests += 1;
        if is_anew {
            self.pages.clear();
            self.anew = Some(self.requests);
        }
        self.pages.retain(|(known, _)| *known != page);
        self.pages.push((page, self.requests));
        self.requests
    }

    /// Whether its answer still is wanted: nothing was asked since that comes in its place. Then it is under way no longer.
    pub fn end(&mut self, page: usize, request: u32) -> bool {
        let place = self.pages.iter().position(|known| *known == (page, request));
        if let Some(place) = place {
            self.pages.remove(place);
            self.anew.take_if(|anew| *anew == request);
        }
        place.is_some()
    }

    /// What is under way is wanted no more: something has changed since.
    pub fn forget(&mut self) {
        self.pages.clear();
    }

    /// Whether another list is on its way.
    pub fn is_anew(&self) -> bool {
        self.anew.is_some()
    }

    /// Whether a page is.
    pub fn is_asked(&self, page: usize) -> bool {
        self.pages.iter().any(|(known, _)| *known == page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_answers_for_a_page_the_last_is_wanted_and_none_for_a_list_that_was_left() {
        let mut asked = Asked::default();
        let [first, again, other] = [0, 0, 3].map(|page| asked.begin(page, false));
        assert!(!asked.end(0, first) && asked.is_asked(0));
        assert!(asked.end(0, again) && !asked.is_asked(0));
        let anew = asked.begin(0, true);
        assert!(!asked.end(3, other), "it is a page of what was listed before");
        assert!(asked.is_anew());
        assert!(asked.end(0, anew) && !asked.is_anew());
    }
}
