//! Which releases match: those with all clauses of the query. Which may come after them: those with some of the clauses.

use crate::query::matching::evaluate::ClauseMatches;
use crate::query::plan::query_plan::Clause;
use crate::query::postings::copies::Copies;
use crate::query::postings::doc_set::DocSet;
use crate::query::request::{Partial, Request};

/// The releases that match, and those that match in part.
#[derive(Debug)]
pub(crate) struct Selection {
    /// How many releases match. Copies count once.
    pub(crate) total: usize,
    /// By segment: the releases that match.
    pub(crate) matches: Vec<DocSet>,
    /// How many releases match in part.
    pub(crate) partial_total: usize,
    /// By segment: the releases that lack a clause and have another. To require half of the clauses loses releases that
    /// people remember.
    pub(crate) partial: Vec<DocSet>,
}

impl Selection {
    /// Selects among the releases of `passing`, which is by segment.
    pub(crate) fn new(
        clauses: &[ClauseMatches],
        passing: &[DocSet],
        request: &Request,
        copies: &Copies<'_>,
    ) -> Selection {
        let by_segment = || passing.iter().enumerate();
        let mut matches = all_matches_among(clauses, request.any, passing);
        let mut partial: Vec<DocSet> = if request.any || request.partial == Partial::Never {
            let none = passing.iter().map(DocSet::max_doc);
            none.map(DocSet::empty).collect()
        } else {
            by_segment()
                .map(|(segment, passing)| {
                    let mut docs = any_of(clauses, segment, passing);
                    docs.subtract(&matches[segment]);
                    docs
                })
                .collect()
        };
        copies.remove_copies_of(&mut partial, &matches);
        copies.keep_one(&mut partial);
        copies.keep_one(&mut matches);
        Selection {
            total: matches.iter().map(DocSet::count).sum(),
            matches,
            partial_total: partial.iter().map(DocSet::count).sum(),
            partial,
        }
    }

    /// Where no release has a clause as typed: the releases that have an expansion of one match in part.
    pub(crate) fn add_expansions(
        &mut self,
        clauses: &[ClauseMatches],
        passing: &[DocSet],
        request: &Request,
        copies: &Copies<'_>,
    ) {
        if self.total + self.partial_total > 0 || request.partial == Partial::Never {
            return;
        }
        for clause in clauses {
            let typed = clause.scored.len().saturating_sub(clause.expansions.len());
            for (scored, expansion) in clause.scored[typed..].iter().zip(&clause.expansions) {
                let by_segment = scored.postings.iter().zip(&mut self.partial);
                for (postings, partial) in by_segment.filter(|_| !expansion.is_guess) {
                    postings.for_each(|doc, _| partial.insert(doc));
                }
            }
        }
        for (partial, passing) in self.partial.iter_mut().zip(passing) {
            partial.intersect(passing);
        }
        copies.keep_one(&mut self.partial);
        self.partial_total = self.partial.iter().map(DocSet::count).sum();
    }

    /// The note on releases that match in part, where nothing else was found.
    pub(crate) fn partial_note(&self, clauses: &[ClauseMatches]) -> Option<String> {
        if self.total > 0 || self.partial_total == 0 {
            return None;
        }
        // How many releases have each number of clauses.
        let mut counts = vec![0_usize; clauses.len() + 1];
        for (segment, partial) in self.partial.iter().enumerate() {
            let having = clauses_of_docs(clauses, segment);
            for doc in partial.iter() {
                counts[usize::from(having[doc as usize])] += 1;
            }
        }
        let most = counts.iter().rposition(|count| *count > 0)?;
        let (all, count) = (clauses.len(), counts[most]);
        let verb = if count == 1 { "has" } else { "have" };
        Some(format!(
            "no release has all {all} words; {count} {verb} {most} of them"
        ))
    }
}

/// The releases of `passing` that match, by segment: those with all clauses, or with any of them.
pub(crate) fn all_matches_among(
    clauses: &[ClauseMatches],
    any: bool,
    passing: &[DocSet],
) -> Vec<DocSet> {
    let by_segment = passing.iter().enumerate();
    by_segment
        .map(|(segment, passing)| matches_among(clauses, any, segment, passing))
        .collect()
}

fn matches_among(clauses: &[ClauseMatches], any: bool, segment: usize, passing: &DocSet) -> DocSet {
    if any && !clauses.is_empty() {
        return any_of(clauses, segment, passing);
    }
    let mut docs = passing.clone();
    for clause in clauses {
        docs.intersect(&clause.docs[segment]);
    }
    docs
}

fn any_of(clauses: &[ClauseMatches], segment: usize, passing: &DocSet) -> DocSet {
    let mut docs = DocSet::empty(passing.max_doc());
    for clause in clauses {
        docs.union(&clause.docs[segment]);
    }
    docs.intersect(passing);
    docs
}

/// For each document of a segment how many of the clauses it has.
pub(crate) fn clauses_of_docs(clauses: &[ClauseMatches], segment: usize) -> Vec<u16> {
    let max_doc = clauses
        .first()
        .map_or(0, |clause| clause.docs[segment].max_doc());
    let mut having = vec![0_u16; max_doc as usize];
    for clause in clauses {
        for doc in clause.docs[segment].iter() {
            having[doc as usize] = having[doc as usize].saturating_add(1);
        }
    }
    having
}

/// How many of the clauses the releases lack that have most of them.
pub(crate) fn words_lacking(clauses: &[ClauseMatches], passing: &[DocSet]) -> usize {
    let mut most = 0;
    for (segment, passing) in passing.iter().enumerate() {
        let having = clauses_of_docs(clauses, segment);
        if !having.is_empty() {
            let best = passing
                .iter()
                .map(|doc| usize::from(having[doc as usize]))
                .max();
            most = most.max(best.unwrap_or(0));
        }
    }
    clauses.len() - most
}

/// The note on stop words that some matches lack; none if there are none. `having` are the releases that have the stop
/// words.
pub(crate) fn stop_word_note(
    stop_words: &[Clause],
    having: &[ClauseMatches],
    matches: &[DocSet],
) -> Option<String> {
    let lacking: Vec<String> = (stop_words.iter().zip(having))
        .filter(|(_, having)| {
            let mut segments = matches.iter().zip(&having.docs);
            segments.any(|(matches, docs)| !matches.is_subset(docs))
        })
        .map(|(stop_word, _)| format!("`{}`", stop_word.label))
        .collect();
    if lacking.is_empty() {
        return None;
    }
    let (verb, them) = if lacking.len() == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    let operators = ["and", "or", "not"];
    let is_operator = |word: &&String| operators.iter().any(|name| **word == format!("`{name}`"));
    let in_capitals = lacking
        .iter()
        .find(is_operator)
        .map_or_else(String::new, |word| {
            format!("; as an operator it is {}", word.to_uppercase())
        });
    Some(format!(
        "{} {verb} too common to leave a release out; put {them} in quotation marks to insist{in_capitals}",
        lacking.join(", ")
    ))
}
