//! A release that may be listed, and the selection of the best of them.

use std::cmp::Ordering;

use tantivy::DocAddress;

/// A release that matches, or that has at least one of the words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) score: f32,
    pub(crate) address: DocAddress,
    /// Whether it is a match; if not, it lacks a clause that matches have.
    pub(crate) matches: bool,
    /// The number of clauses that it has. Only known if the order needs it.
    pub(crate) clauses: usize,
    /// What the score of the words was multiplied by: below 1 if it lacks a clause or has it only as an expansion.
    pub(crate) coverage: f32,
    /// What was added because its headline announces the stage of the case that the query names.
    pub(crate) stage: f32,
    /// What was added because words of the query are close to each other.
    pub(crate) proximity: f32,
    /// The day of issue, as a number of days; none if unknown.
    pub(crate) date: Option<i64>,
}

/// The first `length` candidates in the order of `compare`. The others are never sorted.
pub(crate) struct TopK<F> {
    length: usize,
    candidates: Vec<Candidate>,
    compare: F,
    /// Candidates after this one are not among the first.
    last: Option<Candidate>,
}

impl<F: Fn(&Candidate, &Candidate) -> Ordering> TopK<F> {
    pub(crate) fn new(length: usize, compare: F) -> Self {
        TopK {
            length,
            candidates: Vec::new(),
            compare,
            last: None,
        }
    }

    pub(crate) fn push(&mut self, candidate: Candidate) {
        if (self.last).is_some_and(|last| (self.compare)(&candidate, &last) == Ordering::Greater) {
            return;
        }
        self.candidates.push(candidate);
        if self.candidates.len() / 2 > self.length {
            let (_, last, _) =
                (self.candidates).select_nth_unstable_by(self.length - 1, &self.compare);
            self.last = Some(*last);
            self.candidates.truncate(self.length);
        }
    }

    /// A candidate that is surely not before any of the first; none if any may be among them.
    pub(crate) fn last(&self) -> Option<&Candidate> {
        self.last.as_ref()
    }

    pub(crate) fn into_sorted(mut self) -> Vec<Candidate> {
        self.candidates.sort_unstable_by(&self.compare);
        self.candidates.truncate(self.length);
        self.candidates
    }
}
