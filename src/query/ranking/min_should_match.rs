//! Which releases count as matches: those with all clauses of the query; if there are none, those with most of them.

use crate::query::matching::doc_set::DocSet;
use crate::query::matching::evaluate::ClauseMatches;
use crate::query::plan::query_plan::Clause;
use crate::query::request::Request;

/// What counts as a match, and the matches.
#[derive(Debug)]
pub(crate) struct MinShouldMatch {
    /// How many clauses a match has.
    pub(crate) min_clauses: usize,
    /// Whether a match may have more than that (`--any`).
    pub(crate) or_more: bool,
    /// How many clauses the query has.
    pub(crate) clauses: usize,
    /// How many matches there are.
    pub(crate) total: usize,
    /// The matches, by segment.
    pub(crate) matches: Vec<DocSet>,
}

impl MinShouldMatch {
    /// Decides what counts as a match among the releases of `passing`, which is by segment.
    pub(crate) fn select(
        clauses: &[ClauseMatches],
        passing: &[DocSet],
        request: &Request,
    ) -> MinShouldMatch {
        let or_more = request.any && !clauses.is_empty();
        let mut selection = MinShouldMatch {
            min_clauses: if or_more { 1 } else { clauses.len() },
            or_more,
            clauses: clauses.len(),
            total: 0,
            matches: Vec::new(),
        };
        selection.find_matches(clauses, passing);
        if selection.total == 0 && !or_more && !request.strict {
            let best = (passing.iter().enumerate())
                .map(|(segment, passing)| {
                    let by_matches = docs_by_matches(clauses, segment, passing.max_doc());
                    by_matches.iter().rposition(|docs| docs.intersects(passing))
                })
                .max();
            let best = best.flatten().unwrap_or(0);
            selection.min_clauses = best.max(1).min(clauses.len());
            selection.find_matches(clauses, passing);
        }
        selection
    }

    fn find_matches(&mut self, clauses: &[ClauseMatches], passing: &[DocSet]) {
        self.matches = (passing.iter().enumerate())
            .map(|(segment, passing)| self.matches_among(clauses, segment, passing))
            .collect();
        self.total = self.matches.iter().map(DocSet::count).sum();
    }

    /// The matches of one segment among `passing`, which for a facet is more than for the hits: its own filter is left
    /// out.
    pub(crate) fn matches_among(
        &self,
        clauses: &[ClauseMatches],
        segment: usize,
        passing: &DocSet,
    ) -> DocSet {
        let mut docs = passing.clone();
        if self.is_complete() && !self.or_more {
            for clause in clauses {
                docs.intersect(&clause.docs[segment]);
            }
            return docs;
        }
        let by_matches = docs_by_matches(clauses, segment, passing.max_doc());
        if let Some(enough) = by_matches.get(self.min_clauses) {
            docs.intersect(enough);
        }
        if let (false, Some(more)) = (self.or_more, by_matches.get(self.min_clauses + 1)) {
            docs.subtract(more);
        }
        docs
    }

    /// How many clauses matches have, and how many the query has; none if matches have all of them.
    pub(crate) fn partial(&self) -> Option<(usize, usize)> {
        let partial = !self.or_more && !self.is_complete();
        partial.then_some((self.min_clauses, self.clauses))
    }

    /// Whether matches have all clauses.
    pub(crate) fn is_complete(&self) -> bool {
        self.min_clauses == self.clauses
    }
}

/// For each number N from 0 on: the documents of a segment that have at least N of the clauses.
fn docs_by_matches(clauses: &[ClauseMatches], segment: usize, max_doc: u32) -> Vec<DocSet> {
    let mut by_matches = vec![DocSet::full(max_doc)];
    for clause in clauses {
        let docs = &clause.docs[segment];
        if docs.count() == 0 {
            continue;
        }
        by_matches.push(DocSet::empty(max_doc));
        for at in (1..by_matches.len()).rev() {
            let mut more = by_matches[at - 1].clone();
            more.intersect(docs);
            by_matches[at].union(&more);
        }
    }
    by_matches.resize(clauses.len() + 1, DocSet::empty(max_doc));
    by_matches
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
    Some(format!(
        "{} {verb} too common to leave a release out; put {them} in quotation marks to insist",
        lacking.join(", ")
    ))
}
