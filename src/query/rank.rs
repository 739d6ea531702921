//! How well a release answers a query.
//!
//! Each thing asked for gets a BM25 score in one text in which the title counts more than once (a sum of separately
//! scored fields ranks worse). Softer readings count less, and of several readings of one thing the best counts.

use tantivy::schema::Field;
use tantivy::{DocId, Searcher};

use super::evaluate::{Evaluated, Leaf};
use super::plan::Place;
use crate::error::Result;

/// How soon more of the same word stops to count, and how much long texts are held back, of BM25 (Robertson and Zaragoza
/// 2009 give 1.2 to 2 and 0.5 to 0.8). Releases go over the same charge again and again, so that their words count for
/// little the third time: with 1.2 three in a hundred fewer of the releases that are remembered in other words are found.
const SATURATION: f32 = 1.0;
const LENGTH: f32 = 0.8;

/// Where what was typed is there, other words for it raise its score to so much of it at most.
const SOFTER: f32 = 1.1;

/// The lengths of texts, as scoring needs them.
pub(super) struct Lengths {
    text: Norms,
    title: Norms,
    documents: f32,
}

struct Norms {
    /// By segment.
    readers: Vec<tantivy::fieldnorm::FieldNormReader>,
    /// For each stored length: what is added to the count of a word.
    added: [f32; 256],
}

impl Norms {
    fn open(searcher: &Searcher, field: Field) -> Result<Self> {
        let mut tokens = 0u64;
        let mut documents = 0u64;
        let mut readers = Vec::new();
        for segment in searcher.segment_readers() {
            tokens += segment.inverted_index(field)?.total_num_tokens();
            documents += u64::from(segment.max_doc());
            readers.push(segment.get_fieldnorms_reader(field)?);
        }
        #[allow(clippy::cast_precision_loss)] // An average.
        let average = (tokens as f32 / documents.max(1) as f32).max(1.0);
        let mut added = [0f32; 256];
        for (id, slot) in (0u8..=255).zip(added.iter_mut()) {
            #[allow(clippy::cast_precision_loss)]
            // Lengths are stored in steps far coarser than this.
            let length = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id) as f32;
            *slot = SATURATION * (1.0 - LENGTH + LENGTH * length / average);
        }
        Ok(Norms { readers, added })
    }

    fn added(&self, segment: usize, doc: DocId) -> f32 {
        self.added[usize::from(self.readers[segment].fieldnorm_id(doc))]
    }
}

impl Lengths {
    pub(super) fn open(searcher: &Searcher, text: Field, title: Field) -> Result<Self> {
        #[allow(clippy::cast_precision_loss)] // An estimate.
        let documents = searcher.num_docs() as f32;
        Ok(Lengths {
            text: Norms::open(searcher, text)?,
            title: Norms::open(searcher, title)?,
            documents,
        })
    }

    /// How much a thing tells that stands in so many documents.
    pub(super) fn rarity(&self, frequency: usize) -> f32 {
        #[allow(clippy::cast_precision_loss)] // An estimate.
        let frequency = (frequency as f32).min(self.documents);
        (1.0 + (self.documents - frequency + 0.5) / (frequency + 0.5)).ln()
    }

    /// What so many places of one leaf score in one document.
    fn score(&self, leaf: &Leaf, rarity: f32, segment: usize, doc: DocId, count: u32) -> f32 {
        let norms = match leaf.place {
            Some(Place::Title) => &self.title,
            _ => &self.text,
        };
        #[allow(clippy::cast_precision_loss)] // Counts are small.
        let count = count as f32;
        leaf.weight * rarity * count * (SATURATION + 1.0) / (count + norms.added(segment, doc))
    }

    /// How often a leaf stands in one document, and what that scores there.
    pub(super) fn scored(&self, leaf: &Leaf, segment: usize, doc: DocId) -> Option<(u32, f32)> {
        let counts = leaf.counts.get(segment)?;
        let at = counts.binary_search_by_key(&doc, |(doc, _)| *doc).ok()?;
        let count = counts[at].1;
        let rarity = self.rarity(leaf.frequency);
        Some((count, self.score(leaf, rarity, segment, doc, count)))
    }

    /// Adds the scores of one concept in one segment to `scores`: of several leaves of one weight the sum, of softer
    /// ones the best.
    pub(super) fn add(
        &self,
        evaluated: &Evaluated,
        segment: usize,
        scores: &mut [f32],
        scratch: &mut [f32],
        mass: &mut [f32],
        best: &mut [f32],
    ) {
        for leaf in &evaluated.leaves {
            let rarity = self.rarity(leaf.frequency);
            let Some(counts) = leaf.counts.get(segment) else {
                continue;
            };
            for &(doc, count) in counts {
                let score = self.score(leaf, rarity, segment, doc, count);
                let weighed = &mut best[doc as usize];
                let slot = &mut scratch[doc as usize];
                if leaf.weight < 1.0 {
                    if *weighed < 1.0 {
                        *slot = slot.max(score);
                    } else {
                        *slot = slot.max(score.min(*slot * SOFTER));
                    }
                } else {
                    *slot += score;
                }
                *weighed = weighed.max(leaf.weight);
            }
        }
        for leaf in &evaluated.leaves {
            for &(doc, _) in leaf.counts.get(segment).map_or(&[][..], Vec::as_slice) {
                scores[doc as usize] += std::mem::take(&mut scratch[doc as usize]);
                mass[doc as usize] += std::mem::take(&mut best[doc as usize]);
            }
        }
    }
}
