//! Counts of exact values.

use std::collections::HashSet;

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::error::Result;
use crate::query::facets::persons::Persons;
use crate::query::facets::tally::{Counts, Measured, Tally};
use crate::query::postings::doc_set::DocSet;

/// Counts each value of `field` once for a document of a segment, which is given with its number. A value that the document
/// has in the field `without`, too, is not counted there. Returns what has no value that is counted.
pub(crate) fn count(
    (number, segment): (usize, &SegmentReader),
    (field, without): (&str, Option<&str>),
    docs: &DocSet,
    persons: Option<&Persons>,
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
    let mut tallies = vec![Tally::default(); column.num_terms()];
    let mut ordinals: Vec<u64> = Vec::new();
    for doc in docs.iter() {
        ordinals.clear();
        ordinals.extend(column.term_ords(doc));
        ordinals.sort_unstable();
        ordinals.dedup();
        if let Some(excluded) = &excluded {
            let names = values_of(excluded, doc)?;
            let mut kept = Vec::new();
            for ordinal in &ordinals {
                if !names.contains(&value_at(&column, *ordinal)?) {
                    kept.push(*ordinal);
                }
            }
            ordinals = kept;
        }
        if let Some(persons) = persons {
            persons.replace(number, &mut ordinals);
        }
        if ordinals.is_empty() {
            without_value.add(doc, measured);
        }
        for ordinal in &ordinals {
            let slot = usize::try_from(*ordinal).ok();
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
            let value = persons
                .map_or(&*value, |persons| persons.shown(&value))
                .to_owned();
            let tally = tallies.next().unwrap_or_default();
            counts.entry(value).or_default().merge(tally);
        })
        .map_err(TantivyError::from)?;
    Ok(without_value)
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
