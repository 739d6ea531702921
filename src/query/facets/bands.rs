//! Counts of quantities in bands.

use tantivy::SegmentReader;

use crate::error::Result;
use crate::query::facets::tally::{Counts, Measured, Tally};
use crate::query::postings::doc_set::DocSet;
use crate::schema::{FieldSpec, bands};

/// Counts each band of `field` once for a document with a quantity in it. Returns what has no quantity.
pub(crate) fn count(
    segment: &SegmentReader,
    field: &FieldSpec,
    docs: &DocSet,
    measured: &mut Measured,
    counts: &mut Counts,
) -> Result<Tally> {
    let mut without = Tally::default();
    let column = segment.fast_fields().column_opt::<u64>(field.name)?;
    let bands = bands(field);
    let mut tallies = vec![Tally::default(); bands.len()];
    for doc in docs.iter() {
        let mut is_in = vec![false; bands.len()];
        for quantity in column.iter().flat_map(|column| column.values_for_doc(doc)) {
            let band = bands.partition_point(|band| *band.range.end() < quantity);
            if let Some(is_in) = is_in.get_mut(band) {
                *is_in = true;
            }
        }
        if !is_in.contains(&true) {
            without.add(doc, measured);
        }
        for (tally, _) in tallies.iter_mut().zip(is_in).filter(|(_, is_in)| *is_in) {
            tally.add(doc, measured);
        }
    }
    for (band, tally) in bands.iter().zip(tallies) {
        if tally.count > 0 {
            counts
                .entry(band.value.to_owned())
                .or_default()
                .merge(tally);
        }
    }
    Ok(without)
}
