//! Counts of dates by year or month.

use std::collections::HashMap;

use jiff::civil::Date;
use tantivy::SegmentReader;

use crate::error::Result;
use crate::query::facets::Counts;
use crate::query::matching::doc_set::DocSet;
use crate::schema::date_of;

/// Counts the documents by what `name` makes of their date: its year, its month. Returns how many have a date.
pub(crate) fn count(
    segment: &SegmentReader,
    field: &str,
    docs: &DocSet,
    counts: &mut Counts,
    name: impl Fn(Date) -> String,
) -> Result<usize> {
    let Some(dates) = segment.fast_fields().column_opt::<i64>(field)? else {
        return Ok(0);
    };
    // There are far fewer days than documents: each day is put into words once.
    let mut days: HashMap<i64, usize> = HashMap::new();
    for day in docs.iter().filter_map(|doc| dates.first(doc)) {
        *days.entry(day).or_default() += 1;
    }
    let dated = days.values().sum();
    for (day, count) in days {
        if let Some(date) = date_of(day) {
            *counts.entry(name(date)).or_default() += count;
        }
    }
    Ok(dated)
}
