//! Which documents of a segment have a value in a field?

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED, TantivyError};

use crate::error::Result;
use crate::schema::{FieldKind, FieldSpec};

/// Tells of a document of one segment whether it has a value in one field.
pub(crate) type HasValue = Box<dyn Fn(DocId) -> bool>;

/// A function that tells which documents of a segment have a value in `field`: read from its column, and for a field
/// without one from its posting lists.
pub(crate) fn has_value(field: &FieldSpec, segment: &SegmentReader) -> Result<HasValue> {
    let columns = segment.fast_fields();
    Ok(match (field.kind, field.field()) {
        (FieldKind::Day, _) => match columns.column_opt::<i64>(field.name)? {
            Some(days) => Box::new(move |doc| days.first(doc).is_some()),
            None => Box::new(|_| false),
        },
        (FieldKind::Quantity, _) => match columns.column_opt::<u64>(field.name)? {
            Some(numbers) => Box::new(move |doc| numbers.first(doc).is_some()),
            None => Box::new(|_| false),
        },
        (FieldKind::Term, Some(engine_field)) => {
            let mut has = vec![false; segment.max_doc() as usize];
            let inverted = segment.inverted_index(engine_field)?;
            let mut terms = inverted.terms().stream().map_err(TantivyError::from)?;
            while terms.advance() {
                let mut postings = inverted
                    .read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)
                    .map_err(TantivyError::from)?;
                while postings.doc() != TERMINATED {
                    has[postings.doc() as usize] = true;
                    postings.advance();
                }
            }
            Box::new(move |doc| has[doc as usize])
        }
        _ => match columns.str(field.name)? {
            Some(values) => Box::new(move |doc| values.term_ords(doc).next().is_some()),
            None => Box::new(|_| false),
        },
    })
}
