//! Which releases count as matches, and in what order they and those that come near are listed.

use std::cmp::Ordering;

use tantivy::DocAddress;

use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::Found;
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::evaluate::ClauseMatches;
use crate::query::plan::planner::{Plan, Planner};
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::proximity::{RESCORED, add_proximity};
use crate::query::request::{Limit, Request, Sort};

/// What counts as a match.
#[derive(Debug)]
pub(crate) struct MinShouldMatch {
    /// How many of the things asked for a match has.
    min_clauses: usize,
    /// Whether more than that is as good: `--any`.
    or_more: bool,
    /// How many things are asked for.
    clauses: usize,
    /// How many matches there are.
    pub(crate) total: usize,
    /// The matches, by segment.
    matches: Vec<DocSet>,
}

impl MinShouldMatch {
    /// The matches of one segment among `passing`: with a filter left out, more may have all the words.
    pub(crate) fn matches_among(&self, found: &Found, segment: usize, passing: &DocSet) -> DocSet {
        let mut docs = passing.clone();
        if self.min_clauses == self.clauses && !self.or_more {
            for evaluated in &found.concepts {
                docs.intersect(&evaluated.docs[segment]);
            }
            return docs;
        }
        let docs_by_matches = docs_by_matches(found, segment, passing.size());
        if let Some(enough) = docs_by_matches.get(self.min_clauses) {
            docs.intersect(enough);
        }
        if let (false, Some(more)) = (self.or_more, docs_by_matches.get(self.min_clauses + 1)) {
            docs.subtract(more);
        }
        docs
    }

    /// How much matches have of how much that was asked for, where they have not all of it.
    pub(crate) fn partial(&self) -> Option<(usize, usize)> {
        let partial = !self.or_more && !self.complete();
        partial.then_some((self.min_clauses, self.clauses))
    }

    /// Whether matches have all that was asked for.
    fn complete(&self) -> bool {
        self.min_clauses == self.clauses
    }
}

/// For each number from 0 on: the documents of a segment that have at least so many of the things asked for.
fn docs_by_matches(found: &Found, segment: usize, size: u32) -> Vec<DocSet> {
    let mut docs_by_matches = vec![DocSet::full(size)];
    for evaluated in &found.concepts {
        let docs = &evaluated.docs[segment];
        if docs.count() == 0 {
            continue;
        }
        docs_by_matches.push(DocSet::empty(size));
        for at in (1..docs_by_matches.len()).rev() {
            let mut more = docs_by_matches[at - 1].clone();
            more.intersect(docs);
            docs_by_matches[at].union(&more);
        }
    }
    docs_by_matches.resize(found.concepts.len() + 1, DocSet::empty(size));
    docs_by_matches
}

/// Decides what counts as a match: a release with all that was asked for; with none such, one with most of it.
pub(crate) fn select(found: &Found, plan: &Plan, request: &Request) -> MinShouldMatch {
    let clauses = plan.concepts.len();
    let or_more = request.any && clauses > 0;
    let mut selection = MinShouldMatch {
        min_clauses: if or_more { 1 } else { clauses },
        or_more,
        clauses,
        total: 0,
        matches: Vec::new(),
    };
    let count = |selection: &mut MinShouldMatch| {
        selection.matches = (found.passing.iter().enumerate())
            .map(|(segment, passing)| selection.matches_among(found, segment, passing))
            .collect();
        selection.total = selection.matches.iter().map(DocSet::count).sum();
    };
    count(&mut selection);
    if selection.total == 0 && !or_more && !request.strict {
        let best = (found.passing.iter().enumerate())
            .map(|(segment, passing)| {
                let docs_by_matches = docs_by_matches(found, segment, passing.size());
                docs_by_matches
                    .iter()
                    .rposition(|docs| docs.intersects(passing))
            })
            .max();
        selection.min_clauses = best.flatten().unwrap_or(0).max(1).min(clauses);
        count(&mut selection);
    }
    selection
}

/// Says so where a match lacks a common word that was typed.
pub(crate) fn note_on_common_words(
    found: &Found,
    plan: &Plan,
    selection: &MinShouldMatch,
) -> Option<String> {
    let lacking: Vec<&str> = plan
        .common
        .iter()
        .zip(&found.common)
        .filter(|(_, evaluated)| {
            let mut segments = selection.matches.iter().zip(&evaluated.docs);
            segments.any(|(matches, having)| !matches.is_subset(having))
        })
        .map(|(concept, _)| concept.label.as_str())
        .collect();
    if lacking.is_empty() {
        return None;
    }
    let words: Vec<String> = lacking.iter().map(|word| format!("`{word}`")).collect();
    let (verb, them) = if words.len() == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    Some(format!(
        "{} {verb} too common to leave a release out; put {them} in quotation marks to insist",
        words.join(", ")
    ))
}

/// How many releases are scored at once: their scores fit into the fastest memory, and take no new memory in between.
const SCORED_AT_ONCE: usize = 512;

/// A release in the list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) score: f32,
    pub(crate) address: DocAddress,
    /// Whether it is a match, and not only near to one.
    pub(crate) matches: bool,
    /// How many of the things asked for it has.
    have: usize,
    /// What share of the score stayed where words are lacking.
    pub(crate) coverage: f32,
    /// What was added for the stage of a case that its headline announces.
    pub(crate) stage: f32,
    /// What the proximity of its words added.
    pub(crate) proximity: f32,
    date: Option<i64>,
}

/// The head of the list that the request asks for, in order: what is shown, and what a closer look may bring there.
pub(crate) fn rank(
    found: &Found,
    selection: &MinShouldMatch,
    bm25: &Bm25,
    request: &Request,
    index: &OpenIndex,
) -> Result<Vec<Candidate>> {
    let enough = match request.limit {
        Limit::Count(count) => request.offset.saturating_add(count),
        Limit::All => usize::MAX,
    };
    let goes_on =
        !request.strict && !request.any && request.limit != Limit::All && selection.total < enough;
    let by_score = request.sort == Sort::Relevance && selection.clauses > 0;
    let compare = |a: &Candidate, b: &Candidate| {
        if by_score {
            order(a, b, selection)
        } else {
            by_date(a, b, request.sort == Sort::Oldest)
        }
    };
    let mut head = TopK::new(enough.max(RESCORED), compare);
    let segments = index.searcher.segment_readers();
    for (at, segment) in segments.iter().enumerate() {
        let listed = listed(found, selection, at, goes_on);
        let dates = segment.fast_fields().column_opt::<i64>("date")?;
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        for docs in listed.chunks(SCORED_AT_ONCE) {
            let scores = bm25.scores(&found.concepts, at, &docs);
            for (&doc, (score, matched_weight)) in docs.iter().zip(scores) {
                let matches = !goes_on || selection.matches[at].contains(doc);
                if !matches && score <= 0.0 {
                    continue;
                }
                let having = |evaluated: &&ClauseMatches| evaluated.docs[at].contains(doc);
                let coverage = coverage(matched_weight, selection.clauses);
                let stage = found.announced.score(at, doc);
                let mut ranked = Candidate {
                    score: score * coverage + stage,
                    coverage,
                    stage,
                    proximity: 0.0,
                    address: DocAddress::new(number, doc),
                    matches,
                    // Only an order by date asks for it.
                    have: if goes_on && !by_score {
                        found.concepts.iter().filter(having).count()
                    } else {
                        selection.min_clauses
                    },
                    date: None,
                };
                // Most releases fall behind by their score alone.
                if by_score
                    && head
                        .last
                        .is_some_and(|last| ranks_behind(&ranked, &last, selection))
                {
                    continue;
                }
                ranked.date = dates.as_ref().and_then(|dates| dates.first(doc));
                head.push(ranked);
            }
        }
    }
    Ok(head.in_order())
}

/// The documents of a segment that the list may hold.
///
/// It goes on with those that have most of the words, best first, and never with one that has none of them as typed:
/// other spellings and other words for a thing rank releases, and let them in by themselves only where no release has
/// any of the words. Asking for half of the words, or a quarter, costs remembered releases.
fn listed(found: &Found, selection: &MinShouldMatch, segment: usize, goes_on: bool) -> DocSet {
    let matches = &selection.matches[segment];
    if !goes_on {
        return matches.clone();
    }
    let mut near = DocSet::empty(matches.size());
    for evaluated in &found.concepts {
        if selection.total > 0 {
            near.union(&evaluated.docs[segment]);
        } else {
            for (doc, _) in evaluated
                .scored
                .iter()
                .flat_map(|expr| &expr.counts[segment])
            {
                near.insert(*doc);
            }
        }
    }
    near.intersect(&found.passing[segment]);
    near.union(matches);
    near
}

/// The first of a list that is never put in order as a whole.
struct TopK<F> {
    length: usize,
    releases: Vec<Candidate>,
    compare: F,
    /// What comes behind this one is not of the head.
    last: Option<Candidate>,
}

impl<F: Fn(&Candidate, &Candidate) -> Ordering> TopK<F> {
    fn new(length: usize, compare: F) -> Self {
        TopK {
            length,
            releases: Vec::new(),
            compare,
            last: None,
        }
    }

    fn push(&mut self, ranked: Candidate) {
        if (self.last).is_some_and(|last| (self.compare)(&ranked, &last) == Ordering::Greater) {
            return;
        }
        self.releases.push(ranked);
        if self.releases.len() / 2 > self.length {
            let (_, last, _) = self
                .releases
                .select_nth_unstable_by(self.length - 1, &self.compare);
            self.last = Some(*last);
            self.releases.truncate(self.length);
        }
    }

    fn in_order(mut self) -> Vec<Candidate> {
        self.releases.sort_unstable_by(&self.compare);
        self.releases.truncate(self.length);
        self.releases
    }
}

/// Puts the best of the list in a better order by a closer look, and cuts out of it what the request asks for.
pub(crate) fn rescore_and_page(
    ranked: &mut Vec<Candidate>,
    plan: &Plan,
    found: &Found,
    selection: &MinShouldMatch,
    planner: &Planner<'_>,
    bm25: &Bm25,
    request: &Request,
) -> Result<()> {
    if request.sort == Sort::Relevance && selection.clauses > 0 {
        add_proximity(ranked, plan, found, planner, bm25)?;
        ranked.sort_by(|a, b| order(a, b, selection));
    }
    let from = request.offset.min(ranked.len());
    ranked.drain(..from);
    if let Limit::Count(count) = request.limit {
        ranked.truncate(count);
    }
    Ok(())
}

/// Releases with all the words come first; then the best.
fn order(a: &Candidate, b: &Candidate, selection: &MinShouldMatch) -> Ordering {
    by_completeness_and_score(a, b, selection)
        .then(b.date.cmp(&a.date))
        .then(a.address.cmp(&b.address))
}

/// Whether `a` comes behind `b` whatever their dates.
fn ranks_behind(a: &Candidate, b: &Candidate, selection: &MinShouldMatch) -> bool {
    by_completeness_and_score(a, b, selection) == Ordering::Greater
}

fn by_completeness_and_score(a: &Candidate, b: &Candidate, selection: &MinShouldMatch) -> Ordering {
    let complete =
        |ranked: &Candidate| ranked.matches && selection.complete() && !selection.or_more;
    complete(b)
        .cmp(&complete(a))
        .then(b.score.total_cmp(&a.score))
}

fn by_date(a: &Candidate, b: &Candidate, oldest: bool) -> Ordering {
    let far = if oldest { i64::MAX } else { i64::MIN };
    let (a_date, b_date) = (a.date.unwrap_or(far), b.date.unwrap_or(far));
    let by_date = if oldest {
        a_date.cmp(&b_date)
    } else {
        b_date.cmp(&a_date)
    };
    // Those that are near a match follow the matches, those with most words first.
    b.matches
        .cmp(&a.matches)
        .then(if a.matches {
            Ordering::Equal
        } else {
            b.have.cmp(&a.have)
        })
        .then(by_date)
        .then(a.address.cmp(&b.address))
}

/// What share of the score stays where words are lacking: half of it for half of them.
fn coverage(matched_weight: f32, clauses: usize) -> f32 {
    if clauses == 0 {
        return 1.0;
    }
    #[allow(clippy::cast_precision_loss)] // A query has few words.
    let clauses = clauses as f32;
    0.5 + 0.5 * matched_weight / clauses
}
