//! Which releases count as matches, and in what order they and those that come near are listed.

use tantivy::{DocAddress, DocId};

use super::Found;
use super::docs::Docs;
use super::nearness::add_nearness;
use super::plan::{Plan, Planner};
use super::rank::Lengths;
use super::request::{Limit, Request, Sort};
use crate::error::Result;
use crate::index::OpenIndex;

/// What counts as a match.
#[derive(Debug)]
pub(super) struct Selection {
    /// How many of the things asked for a match has.
    needed: u16,
    /// Whether more than that is as good: `--any`.
    or_more: bool,
    /// How many things are asked for.
    wanted: u16,
    /// How many matches there are.
    pub(super) total: usize,
    /// For each document of each segment: how many of the things asked for it has.
    have: Vec<Vec<u16>>,
}

impl Selection {
    fn is_match(&self, segment: usize, doc: DocId) -> bool {
        let have = self.have[segment][doc as usize];
        have == self.needed || self.or_more && have > self.needed
    }

    /// The matches of one segment among `passing`: with a filter left out, more may have all the words.
    pub(super) fn counted(&self, segment: usize, passing: &Docs) -> Docs {
        let mut docs = Docs::none(passing.size());
        passing
            .iter()
            .filter(|doc| self.is_match(segment, *doc))
            .for_each(|doc| docs.insert(doc));
        docs
    }

    /// Whether matches have all that was asked for.
    fn complete(&self) -> bool {
        self.needed == self.wanted
    }
}

/// Decides what counts as a match: a release with all that was asked for; with none such, one with most of it.
pub(super) fn select(found: &Found, plan: &Plan, request: &Request) -> Selection {
    let wanted = u16::try_from(plan.concepts.len()).unwrap_or(u16::MAX);
    let mut have: Vec<Vec<u16>> = found
        .passing
        .iter()
        .map(|docs| vec![0; docs.size() as usize])
        .collect();
    for evaluated in &found.concepts {
        for (have, docs) in have.iter_mut().zip(&evaluated.docs) {
            docs.iter().for_each(|doc| have[doc as usize] += 1);
        }
    }
    let best = found
        .passing
        .iter()
        .zip(&have)
        .flat_map(|(docs, have)| docs.iter().map(|doc| have[doc as usize]))
        .max()
        .unwrap_or(0);
    let needed = if wanted == 0 || best == wanted || request.strict && !request.any {
        wanted
    } else {
        best.max(1)
    };
    let or_more = request.any && wanted > 0;
    let mut selection = Selection {
        needed: if or_more { 1 } else { needed },
        or_more,
        wanted,
        total: 0,
        have,
    };
    selection.total = (0..found.passing.len())
        .map(|segment| {
            found.passing[segment]
                .iter()
                .filter(|doc| selection.is_match(segment, *doc))
                .count()
        })
        .sum();
    selection
}

/// Says so where a match lacks a common word that was typed.
pub(super) fn note_on_common_words(
    found: &Found,
    plan: &Plan,
    selection: &Selection,
) -> Option<String> {
    let lacking: Vec<&str> = plan
        .common
        .iter()
        .zip(&found.common)
        .filter(|(_, evaluated)| {
            (0..found.passing.len()).any(|segment| {
                found.passing[segment].iter().any(|doc| {
                    selection.is_match(segment, doc) && !evaluated.docs[segment].contains(doc)
                })
            })
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

/// A release in the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub(super) score: f32,
    pub(super) address: DocAddress,
    /// Whether it is a match, and not only near to one.
    pub(super) matches: bool,
    /// How many of the things asked for it has.
    have: u16,
    /// What share of the score stayed where words are lacking.
    pub(super) coverage: f32,
    /// What was added for the stage of a case that its headline announces.
    pub(super) stage: f32,
    /// What the nearness of its words added.
    pub(super) nearness: f32,
    date: Option<i64>,
}

/// The list that the request asks for, in order.
pub(super) fn rank(
    found: &Found,
    selection: &Selection,
    lengths: &Lengths,
    request: &Request,
    index: &OpenIndex,
) -> Result<Vec<Ranked>> {
    let enough = match request.limit {
        Limit::Count(count) => request.offset.saturating_add(count),
        Limit::All => usize::MAX,
    };
    let goes_on =
        !request.strict && !request.any && request.limit != Limit::All && selection.total < enough;
    // The list goes on with those that have most of the words, best first, and never with one that has none of them as
    // typed: other spellings and other words for a thing rank releases, and let them in by themselves only where no
    // release has any of the words. Asking for half of the words, or a quarter, costs remembered releases.
    let least = u16::from(selection.total > 0);
    let mut ranked = Vec::new();
    let segments = index.searcher.segment_readers();
    for (at, segment) in segments.iter().enumerate() {
        let size = segment.max_doc() as usize;
        let mut scores = vec![0f32; size];
        let mut scratch = vec![0f32; size];
        let mut best = vec![0f32; size];
        let mut mass = vec![0f32; size];
        for evaluated in &found.concepts {
            lengths.add(
                evaluated,
                at,
                &mut scores,
                &mut scratch,
                &mut mass,
                &mut best,
            );
        }
        let dates = segment.fast_fields().column_opt::<i64>("date")?;
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        for doc in found.passing[at].iter() {
            let matches = selection.is_match(at, doc);
            let score = scores[doc as usize];
            let have = selection.have[at][doc as usize];
            if matches || goes_on && have >= least && score > 0.0 {
                let coverage = coverage(mass[doc as usize], selection.wanted);
                let stage = found.announced.score(at, doc);
                ranked.push(Ranked {
                    score: score * coverage + stage,
                    coverage,
                    stage,
                    nearness: 0.0,
                    address: DocAddress::new(number, doc),
                    matches,
                    have,
                    date: dates.as_ref().and_then(|dates| dates.first(doc)),
                });
            }
        }
    }
    let by_score = request.sort == Sort::Relevance && selection.wanted > 0;
    if by_score {
        ranked.sort_unstable_by(|a, b| order(a, b, selection));
    } else {
        let oldest = request.sort == Sort::Oldest;
        ranked.sort_unstable_by(|a, b| {
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
                    std::cmp::Ordering::Equal
                } else {
                    b.have.cmp(&a.have)
                })
                .then(by_date)
                .then(a.address.cmp(&b.address))
        });
    }
    Ok(ranked)
}

/// Puts the best of the list in a better order by a closer look, and cuts out of it what the request asks for.
pub(super) fn refine(
    ranked: &mut Vec<Ranked>,
    plan: &Plan,
    found: &Found,
    selection: &Selection,
    planner: &Planner<'_>,
    lengths: &Lengths,
    request: &Request,
) -> Result<()> {
    if request.sort == Sort::Relevance && selection.wanted > 0 {
        add_nearness(ranked, plan, found, planner, lengths)?;
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
fn order(a: &Ranked, b: &Ranked, selection: &Selection) -> std::cmp::Ordering {
    let complete = |ranked: &Ranked| ranked.matches && selection.complete() && !selection.or_more;
    complete(b)
        .cmp(&complete(a))
        .then(b.score.total_cmp(&a.score))
        .then(b.date.cmp(&a.date))
        .then(a.address.cmp(&b.address))
}

/// What share of the score stays where words are lacking: half of it for half of them.
fn coverage(mass: f32, wanted: u16) -> f32 {
    if wanted == 0 {
        return 1.0;
    }
    0.5 + 0.5 * mass / f32::from(wanted)
}
