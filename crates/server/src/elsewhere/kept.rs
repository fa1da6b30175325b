//! The last answers, as many as there is room for.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::{Duration, Instant};

/// So many questions have their answers kept,
pub const MAX_QUESTIONS: usize = 512;
/// as long as they have no more stretches of time and people together: about 32 MB.
const MAX_WEIGHT: usize = 2_000_000;
/// What is older says nothing any more.
const MAX_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// Answers by their question; the one that was not asked for the longest goes first.
pub struct Kept<Q, A> {
    answers: HashMap<Q, Answer<A>>,
    weight: usize,
}

struct Answer<A> {
    answer: A,
    at: Instant,
    used: Instant,
    weight: usize,
}

impl<Q, A> Default for Kept<Q, A> {
    fn default() -> Self {
        Self { answers: HashMap::new(), weight: 0 }
    }
}

impl<Q: Clone + Eq + Hash, A: Clone> Kept<Q, A> {
    /// The last answer to a question, and from when it is.
    pub fn get(&mut self, question: &Q) -> Option<(A, Instant)> {
        let now = Instant::now();
        let known = self.answers.get_mut(question).filter(|known| now.duration_since(known.at) < MAX_AGE)?;
        known.used = now;
        Some((known.answer.clone(), known.at))
    }

    /// Keeps an answer in place of the last one. It is kept itself, however heavy it is: somebody waits for it.
    pub fn keep(&mut self, question: Q, answer: A, at: Instant, weight: usize) {
        self.forget(&question);
        while MAX_QUESTIONS <= self.answers.len()
            || (!self.answers.is_empty() && MAX_WEIGHT < self.weight.saturating_add(weight))
        {
            let oldest = self.answers.iter().min_by_key(|(_, known)| known.used).map(|(question, _)| question.clone());
            let Some(oldest) = oldest else { break };
            self.forget(&oldest);
        }
        self.weight += weight;
        self.answers.insert(question, Answer { answer, at, used: Instant::now(), weight });
    }

    fn forget(&mut self, question: &Q) {
        if let Some(gone) = self.answers.remove(question) {
            self.weight -= gone.weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_in_number_and_weight_and_what_is_asked_for_stays() {
        let (mut kept, start) = (Kept::default(), Instant::now());
        for question in 0..MAX_QUESTIONS {
            kept.keep(question, "light", start, 1);
        }
        assert_eq!(kept.get(&0), Some(("light", start)), "asked for just now");
        kept.keep(MAX_QUESTIONS, "light", start, 1);
        assert_eq!((kept.answers.len(), kept.weight), (MAX_QUESTIONS, MAX_QUESTIONS));
        assert!(kept.get(&0).is_some() && kept.get(&1).is_none());
        kept.keep(7, "heavy", start, MAX_WEIGHT);
        assert_eq!((kept.answers.len(), kept.weight), (1, MAX_WEIGHT));
        kept.keep(7, "light", start, 2);
        assert_eq!((kept.get(&7), kept.weight), (Some(("light", start)), 2));
    }
}
