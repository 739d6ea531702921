//! A plan -> which documents have what.

use tantivy::SegmentReader;
use tantivy::schema::Term;

use crate::error::Result;
use crate::index::DocKind;
use crate::query::matching::doc_set::Docs;
use crate::query::matching::per_segment::of_each;
use crate::query::matching::positions::counted;
use crate::query::matching::postings::{Counted, docs_with};
use crate::query::matching::span_expr::Expression;
use crate::query::matching::truncation::{Cut, Cuts};
use crate::query::plan::planner::{Concept, Matcher, Place, Plan, Planner};
use crate::query::resolve::filter::Filter;

/// Where an expression stands in one segment after another, and in how many documents in all.
#[derive(Debug, Default)]
pub(crate) struct Leaf {
    pub(crate) place: Option<Place>,
    /// By segment.
    pub(crate) counts: Vec<Vec<Counted>>,
    pub(crate) frequency: usize,
    /// 1 for what was typed.
    pub(crate) weight: f32,
}

/// What was found of one concept.
#[derive(Debug)]
pub(crate) struct Evaluated {
    /// By segment: the documents that have it.
    pub(crate) docs: Vec<Docs>,
    /// What of it is scored.
    pub(crate) leaves: Vec<Leaf>,
    /// What of it was not looked at in a release.
    pub(crate) cut: Cut,
}

impl Evaluated {
    pub(crate) fn frequency(&self) -> usize {
        self.docs.iter().map(Docs::count).sum()
    }
}

/// What a segment has of a matcher, beside the documents that match.
#[derive(Default)]
struct Scored {
    counts: Vec<(Place, Vec<Counted>)>,
    cuts: Cuts,
}

/// Looks for things in the segments of one commit.
pub(crate) struct Evaluator<'a> {
    pub(crate) segments: &'a [SegmentReader],
    pub(crate) planner: &'a Planner<'a>,
}

impl Evaluator<'_> {
    /// The releases of each segment that are still there.
    pub(crate) fn releases(&self) -> Result<Vec<Docs>> {
        let field = self.planner.resolver.index.fields.doc_kind;
        let [release, file] = [DocKind::Release, DocKind::NotRelease]
            .map(|kind| Term::from_field_text(field, kind.term()));
        of_each(self.segments, |at| {
            let segment = &self.segments[at];
            let inverted = segment.inverted_index(field)?;
            // Nearly every document is a release: those that are none are the shorter list.
            let mut docs = Docs::none(segment.max_doc());
            docs_with(&inverted, &file, &mut docs)?;
            docs.turn();
            let count = inverted
                .doc_freq(&release)
                .map_err(tantivy::TantivyError::from)?;
            if docs.count() != count as usize {
                docs = Docs::none(segment.max_doc());
                docs_with(&inverted, &release, &mut docs)?;
            }
            if let Some(alive) = segment.alive_bitset() {
                let mut kept = Docs::none(segment.max_doc());
                docs.iter()
                    .filter(|doc| alive.is_alive(*doc))
                    .for_each(|doc| kept.insert(doc));
                docs = kept;
            }
            Ok(docs)
        })
    }

    /// What a filter lets through, by segment.
    pub(crate) fn filter(&self, filter: &Filter) -> Result<Vec<Docs>> {
        of_each(self.segments, |at| filter.docs(&self.segments[at]))
    }

    /// Keeps what meets every condition of the plan; gives what of the conditions was not looked at in a release.
    pub(crate) fn conditions(&self, plan: &Plan, releases: &mut [Docs]) -> Result<Cut> {
        let mut cut = Cut::default();
        for condition in &plan.conditions {
            let meeting = of_each(self.segments, |at| {
                let mut here = Scored::default();
                let docs = self.docs(condition, at, &mut here)?;
                Ok((docs, here.cuts))
            })?;
            for (docs, (meeting, cuts)) in releases.iter_mut().zip(&meeting) {
                cut.add(cuts.among(docs));
                docs.keep(meeting);
            }
        }
        Ok(cut)
    }

    pub(crate) fn concept(&self, concept: &Concept, among: &[Docs]) -> Result<Evaluated> {
        let mut docs = Vec::new();
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut cut = Cut::default();
        let by_segment = of_each(self.segments, |at| {
            let mut found = Scored::default();
            let mut here = self.docs(&concept.matcher, at, &mut found)?;
            here.keep(&among[at]);
            let cut = found.cuts.among(&among[at]);
            Ok((here, found.counts, cut))
        })?;
        for (here, found, cut_here) in by_segment {
            docs.push(here);
            cut.add(cut_here);
            for (number, (place, counts)) in found.into_iter().enumerate() {
                if leaves.len() <= number {
                    leaves.push(Leaf {
                        weight: 1.0,
                        ..Leaf::default()
                    });
                }
                let leaf = &mut leaves[number];
                leaf.place = Some(place);
                leaf.frequency += counts.len();
                leaf.counts.push(counts);
            }
        }
        Ok(Evaluated { docs, leaves, cut })
    }

    /// A soft reading, as a leaf of its concept.
    pub(crate) fn soft(&self, expression: &Expression, weight: f32) -> Result<Leaf> {
        let mut leaf = Leaf {
            place: Some(Place::Text),
            weight,
            ..Leaf::default()
        };
        leaf.counts = of_each(self.segments, |at| {
            let size = self.segments[at].max_doc();
            let unsaid = &mut Cuts::default();
            counted(self.planner.text.segment(at)?, expression, size, unsaid)
        })?;
        leaf.frequency = leaf.counts.iter().map(Vec::len).sum();
        Ok(leaf)
    }

    /// The documents of one segment that match; what is scored of them is added to `found`, in the same order in every
    /// segment.
    fn docs(&self, matcher: &Matcher, at: usize, found: &mut Scored) -> Result<Docs> {
        let segment = &self.segments[at];
        let size = segment.max_doc();
        Ok(match matcher {
            Matcher::Everything => Docs::every(size),
            Matcher::Words(place, expression) => {
                let inverted = self.planner.lexicon(*place).segment(at)?;
                let counts = counted(inverted, expression, size, &mut found.cuts)?;
                let mut docs = Docs::none(size);
                for &(doc, _) in &counts {
                    docs.insert(doc);
                }
                found.counts.push((*place, counts));
                docs
            }
            Matcher::Filter(filter) => filter.docs(segment)?,
            Matcher::Not(inner) => {
                let scored = found.counts.len();
                let mut docs = self.docs(inner, at, found)?;
                found.counts.truncate(scored);
                docs.turn();
                docs
            }
            Matcher::All(parts) => {
                let mut docs = Docs::every(size);
                for part in parts {
                    docs.keep(&self.docs(part, at, found)?);
                }
                docs
            }
            Matcher::Any(parts) => {
                let mut docs = Docs::none(size);
                for part in parts {
                    docs.add(&self.docs(part, at, found)?);
                }
                docs
            }
        })
    }
}
