//! Counts of dates by year or month.

use std::collections::HashMap;

use jiff::civil::Date;
use tantivy::SegmentReader;

use crate::error::Result;
use crate::query::facets::tally::{Counts, Measured, Tally};
use crate::query::postings::doc_set::DocSet;
use crate::schema::date_of;

/// Counts the documents by what `name` makes of their date: its year, its month. Returns what has no date.
pub(crate) fn count(
    segment: &SegmentReader,
    field: &str,
    docs: &DocSet,
    measured: &mut Measured,
    counts: &mut Counts,
    name: impl Fn(Date) -> String,
) -> Result<Tally> {
    let mut without = Tally::default();
    let dates = segment.fast_fields().column_opt::<i64>(field)?;
    // There are far fewer days than documents: each day is put into words once.
    let mut days: HashMap<i64, Tally> = HashMap::new();
    for doc in docs.iter() {
        let tally = match dates.as_ref().and_then(|dates| dates.first(doc)) {
            Some(day) => days.entry(day).or_default(),
            None => &mut without,
        };
        tally.add(doc, measured);
    }
    for (day, tally) in days {
        if let Some(date) = date_of(day) {
            counts.entry(name(date)).or_default().merge(tally);
        }
    }
    Ok(without)
}
