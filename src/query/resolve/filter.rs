//! Filters: which documents they let through.

use tantivy::SegmentReader;
use tantivy::schema::Term;

use crate::error::{Error, Result};
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::postings::docs_with;
use crate::query::syntax::{BadValue, DateRange, FieldName};
use crate::schema::day_number;

/// One condition on a document's fields.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// A value stands in a field.
    Has(Term),
    /// A value stands in the first field and not in the second: an official who is no counsel.
    HasOnly(Term, Term),
    /// The date lies in a span.
    Dated(DateRange),
}

/// Conditions on one field: any of the alternatives, each of which is all of its conditions.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) field: FieldName,
    pub(crate) alternatives: Vec<Vec<Condition>>,
    /// The values that were named, as the field has them.
    pub(crate) selected: Vec<String>,
}

impl Filter {
    /// Which documents of a segment it lets through.
    pub(crate) fn docs(&self, segment: &SegmentReader) -> Result<DocSet> {
        let size = segment.max_doc();
        let mut passing = DocSet::empty(size);
        for conditions in &self.alternatives {
            let mut all = DocSet::full(size);
            for condition in conditions {
                all.intersect(&condition.docs(segment)?);
            }
            passing.union(&all);
        }
        Ok(passing)
    }
}

impl Condition {
    fn docs(&self, segment: &SegmentReader) -> Result<DocSet> {
        let mut docs = DocSet::empty(segment.max_doc());
        match self {
            Condition::Has(term) => {
                docs_with(&*segment.inverted_index(term.field())?, term, &mut docs)?;
            }
            Condition::HasOnly(term, not) => {
                docs_with(&*segment.inverted_index(term.field())?, term, &mut docs)?;
                let mut others = DocSet::empty(segment.max_doc());
                docs_with(&*segment.inverted_index(not.field())?, not, &mut others)?;
                others.complement();
                docs.intersect(&others);
            }
            Condition::Dated(range) => {
                let first = range.first.map_or(i64::MIN, day_number);
                let last = range.last.map_or(i64::MAX, day_number);
                let dates = segment.fast_fields().column_opt::<i64>("date")?;
                for doc in 0..segment.max_doc() {
                    let Some(dates) = &dates else { break };
                    if dates
                        .first(doc)
                        .is_some_and(|day| (first..=last).contains(&day))
                    {
                        docs.insert(doc);
                    }
                }
            }
        }
        Ok(docs)
    }
}

/// An error for a value that cannot be.
pub(crate) fn bad(what: &str, value: &str, why: String, suggestions: Vec<String>) -> Error {
    Error::BadValue {
        what: what.to_owned(),
        value: value.to_owned(),
        why,
        suggestions,
        place: None,
    }
}

impl From<BadValue> for Error {
    fn from(value: BadValue) -> Self {
        bad(
            &format!("{}:", value.field.name()),
            &value.value,
            value.why,
            Vec::new(),
        )
    }
}
