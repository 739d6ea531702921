//! Which documents of a segment a filter lets through.

use tantivy::SegmentReader;

use crate::error::Result;
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::postings::docs_with;
use crate::query::resolve::filter::{Condition, Filter};
use crate::schema::day_number;

/// The documents that satisfy all conditions of at least one alternative of the filter.
pub(crate) fn filter_docs(filter: &Filter, segment: &SegmentReader) -> Result<DocSet> {
    let mut passing = DocSet::empty(segment.max_doc());
    for conditions in &filter.alternatives {
        let mut docs = DocSet::full(segment.max_doc());
        for condition in conditions {
            docs.intersect(&condition_docs(condition, segment)?);
        }
        passing.union(&docs);
    }
    Ok(passing)
}

fn condition_docs(condition: &Condition, segment: &SegmentReader) -> Result<DocSet> {
    let mut docs = DocSet::empty(segment.max_doc());
    match condition {
        Condition::Has(term) => {
            docs_with(&*segment.inverted_index(term.field())?, term, &mut docs)?;
        }
        Condition::HasOnly(term, not) => {
            docs_with(&*segment.inverted_index(term.field())?, term, &mut docs)?;
            let mut others = DocSet::empty(segment.max_doc());
            docs_with(&*segment.inverted_index(not.field())?, not, &mut others)?;
            docs.subtract(&others);
        }
        Condition::Dated(field, range) => {
            let first = range.first.map_or(i64::MIN, day_number);
            let last = range.last.map_or(i64::MAX, day_number);
            let name = segment.schema().get_field_name(*field);
            let Some(dates) = segment.fast_fields().column_opt::<i64>(name)? else {
                return Ok(docs);
            };
            for doc in 0..segment.max_doc() {
                let date = dates.first(doc);
                if date.is_some_and(|day| (first..=last).contains(&day)) {
                    docs.insert(doc);
                }
            }
        }
    }
    Ok(docs)
}
