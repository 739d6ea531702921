//! Counts of exact values.

use std::collections::{HashMap, HashSet};

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::error::Result;
use crate::query::facets::tally::{Counts, Measured, Tally};
use crate::query::postings::doc_set::DocSet;
use crate::query::resolve::people::People;

/// Counts each value of `field` once for a document. A value that the document has in the field `without`, too, is not
/// counted there. A person counts once, under the name that `people` shows. Returns what has no value that is counted.
pub(crate) fn count(
    segment: &SegmentReader,
    (field, without): (&str, Option<&str>),
    docs: &DocSet,
    people: Option<&People>,
    measured: &mut Measured,
    counts: &mut Counts,
) -> Result<Tally> {
    let mut without_value = Tally::default();
    let Some(column) = segment.fast_fields().str(field)? else {
        docs.iter().for_each(|doc| without_value.add(doc, measured));
        return Ok(without_value);
    };
    let excluded = match without {
        Some(field) => segment.fast_fields().str(field)?,
        None => None,
    };
    let shown = match people {
        Some(people) => Some(Shown::new(&column, people)?),
        None => None,
    };
    let mut tallies = vec![Tally::default(); column.num_terms()];
    for doc in docs.iter() {
        let mut ordinals: Vec<u64> = column.term_ords(doc).collect();
        ordinals.sort_unstable();
        ordinals.dedup();
        if let Some(excluded) = &excluded {
            let names = values_of(excluded, doc)?;
            let mut kept = Vec::new();
            for ordinal in ordinals {
                if !names.contains(&value_at(&column, ordinal)?) {
                    kept.push(ordinal);
                }
            }
            ordinals = kept;
        }
        if let Some(shown) = &shown {
            shown.replace(&mut ordinals);
        }
        if ordinals.is_empty() {
            without_value.add(doc, measured);
        }
        for ordinal in ordinals {
            let slot = usize::try_from(ordinal).ok();
            if let Some(tally) = slot.and_then(|slot| tallies.get_mut(slot)) {
                tally.add(doc, measured);
            }
        }
    }
    let found = (0u64..).zip(tallies).filter(|(_, tally)| tally.count > 0);
    let (ordinals, tallies): (Vec<u64>, Vec<Tally>) = found.unzip();
    let mut tallies = tallies.into_iter();
    column
        .dictionary()
        .sorted_ords_to_term_cb(&ordinals, |value| {
            let value = String::from_utf8_lossy(value);
            let value = people
                .map_or(&*value, |people| people.shown(&value))
                .to_owned();
            let tally = tallies.next().unwrap_or_default();
            counts.entry(value).or_default().merge(tally);
        })
        .map_err(TantivyError::from)?;
    Ok(without_value)
}

/// One of the printed names of each person in a segment, which stands for all of them.
struct Shown {
    /// By the ordinal of a printed name: the ordinal that stands for the person.
    stands_for: Vec<u64>,
}

impl Shown {
    fn new(column: &StrColumn, people: &People) -> Result<Shown> {
        let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
        let mut first_of: HashMap<String, u64> = HashMap::new();
        let mut stands_for = Vec::with_capacity(ordinals.len());
        column
            .dictionary()
            .sorted_ords_to_term_cb(&ordinals, |name| {
                let ordinal = stands_for.len() as u64;
                let name = String::from_utf8_lossy(name);
                stands_for.push(match people.spellings(&name).first() {
                    Some(shown) => *first_of.entry(shown.clone()).or_insert(ordinal),
                    None => ordinal,
                });
            })
            .map_err(TantivyError::from)?;
        Ok(Shown { stands_for })
    }

    /// Replaces the names of a document by those that stand for the persons, each once.
    fn replace(&self, ordinals: &mut Vec<u64>) {
        for ordinal in &mut *ordinals {
            let place = usize::try_from(*ordinal).ok();
            if let Some(other) = place.and_then(|place| self.stands_for.get(place)) {
                *ordinal = *other;
            }
        }
        ordinals.sort_unstable();
        ordinals.dedup();
    }
}

fn values_of(column: &StrColumn, doc: DocId) -> Result<HashSet<String>> {
    column
        .term_ords(doc)
        .map(|ordinal| value_at(column, ordinal))
        .collect()
}

fn value_at(column: &StrColumn, ordinal: u64) -> Result<String> {
    let mut value = String::new();
    column
        .ord_to_str(ordinal, &mut value)
        .map_err(TantivyError::from)?;
    Ok(value)
}
