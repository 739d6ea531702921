//! Which documents have a value in spans of numbers? Spans of days, of sums and of lengths of one column are put together
//! before the column is read: a query of a thousand spans reads it once.

use std::fmt::Debug;
use std::ops::RangeInclusive;

use tantivy::SegmentReader;
use tantivy::columnar::{Column, MonotonicallyMappableToU64};

use crate::error::Result;
use crate::query::postings::doc_set::DocSet;
use crate::query::resolve::filter::{Condition, Filter};
use crate::schema::{FieldKind, FieldSpec, day_number, spec_of};

/// Maximum number of spans for which the column is searched one by one. With more of them, each value of the column is
/// compared with all spans.
const FEW_SPANS: usize = 4;

/// Spans of the numbers in the column of one field: sorted, apart from each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spans {
    column: &'static FieldSpec,
    spans: Vec<RangeInclusive<i128>>,
}

impl Spans {
    /// The spans of a condition; none where it is of another kind.
    pub(crate) fn of_condition(condition: &Condition) -> Option<Spans> {
        let (column, spans) = match condition {
            Condition::Dated(field, range) => {
                let first = range.first.map_or(i64::MIN, day_number);
                let last = range.last.map_or(i64::MAX, day_number);
                (spec_of(*field)?, vec![i128::from(first)..=i128::from(last)])
            }
            Condition::Within { field, ranges, .. } => {
                let ranges = ranges.iter();
                let spans = ranges
                    .map(|range| i128::from(*range.start())..=i128::from(*range.end()))
                    .collect();
                (*field, spans)
            }
            _ => return None,
        };
        Some(Spans { column, spans })
    }

    /// The spans of the alternatives of a filter, those of one column together; and the alternatives of other kinds.
    pub(crate) fn of(filter: &Filter) -> (Vec<Spans>, Vec<&[Condition]>) {
        let mut found: Vec<Spans> = Vec::new();
        let mut others = Vec::new();
        for conditions in &filter.alternatives {
            let spans = match conditions.as_slice() {
                [condition] => Spans::of_condition(condition),
                _ => None,
            };
            let Some(spans) = spans else {
                others.push(conditions.as_slice());
                continue;
            };
            match found.iter_mut().find(|known| known.column == spans.column) {
                Some(known) => known.spans.extend(spans.spans),
                None => found.push(spans),
            }
        }
        for spans in &mut found {
            spans.spans = apart(std::mem::take(&mut spans.spans));
        }
        (found, others)
    }

    /// The spans of a filter that asks for days of one column and for nothing else.
    pub(crate) fn of_days(filter: &Filter) -> Option<Spans> {
        match Spans::of(filter) {
            (mut spans, others) if spans.len() == 1 && others.is_empty() => spans
                .pop()
                .filter(|spans| spans.column.kind == FieldKind::Day),
            _ => None,
        }
    }

    /// Leaves what is also in `other`, if both are of one column of days: of several values one may be in each. False where
    /// nothing was done.
    pub(crate) fn intersect(&mut self, other: &Spans) -> bool {
        if self.column != other.column || self.column.kind != FieldKind::Day {
            return false;
        }
        let mut both = Vec::new();
        let mut others = other.spans.iter().peekable();
        for span in &self.spans {
            while let Some(other) = others.peek() {
                let (first, last) = (span.start().max(other.start()), span.end().min(other.end()));
                if first <= last {
                    both.push(*first..=*last);
                }
                if other.end() > span.end() {
                    break;
                }
                others.next();
            }
        }
        self.spans = both;
        true
    }

    /// The documents of a segment with a value in a span.
    pub(crate) fn docs(&self, segment: &SegmentReader) -> Result<DocSet> {
        let mut docs = DocSet::empty(segment.max_doc());
        let columns = segment.fast_fields();
        let name = self.column.name;
        if self.column.kind == FieldKind::Day {
            if let Some(days) = columns.column_opt::<i64>(name)? {
                self.insert_docs(&days, i64::MIN, i64::MAX, &mut docs);
            }
        } else if let Some(numbers) = columns.column_opt::<u64>(name)? {
            self.insert_docs(&numbers, u64::MIN, u64::MAX, &mut docs);
        }
        Ok(docs)
    }

    fn insert_docs<T>(&self, column: &Column<T>, least: T, greatest: T, docs: &mut DocSet)
    where
        T: MonotonicallyMappableToU64
            + TryFrom<i128>
            + Into<i128>
            + Debug
            + Default
            + Send
            + Sync
            + 'static,
    {
        if self.spans.len() <= FEW_SPANS {
            for span in &self.spans {
                let first = T::try_from(*span.start()).unwrap_or(least);
                let last = T::try_from(*span.end()).unwrap_or(greatest);
                insert_docs_within(column, first..=last, docs);
            }
            return;
        }
        for doc in 0..docs.max_doc() {
            let is_in = |value: T| {
                let value: i128 = value.into();
                let at = self.spans.partition_point(|span| *span.end() < value);
                self.spans.get(at).is_some_and(|span| span.contains(&value))
            };
            if column.values_for_doc(doc).any(is_in) {
                docs.insert(doc);
            }
        }
    }
}

/// Adds to `docs` the documents with a value in a range.
fn insert_docs_within<T: MonotonicallyMappableToU64 + Debug + Default + Send + Sync + 'static>(
    column: &Column<T>,
    range: RangeInclusive<T>,
    docs: &mut DocSet,
) {
    // Of a range below all values tantivy finds the lowest (tantivy-columnar 0.27, `bitpacked.rs`).
    if *range.end() < column.min_value() {
        return;
    }
    let mut within = Vec::new();
    column.get_docids_for_value_range(range, 0..docs.max_doc(), &mut within);
    for doc in within {
        docs.insert(doc);
    }
}

/// The spans in their order, those that meet put together, without empty ones.
fn apart(mut spans: Vec<RangeInclusive<i128>>) -> Vec<RangeInclusive<i128>> {
    spans.retain(|span| !span.is_empty());
    spans.sort_by_key(|span| *span.start());
    let mut apart: Vec<RangeInclusive<i128>> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if *span.start() <= last.end() + 1 => {
                *last = *last.start()..=*last.end().max(span.end());
            }
            _ => apart.push(span),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::find_in_query;

    fn spans(spans: &[(i128, i128)]) -> Spans {
        Spans {
            column: find_in_query("date").expect("a field"),
            spans: apart(spans.iter().map(|(first, last)| *first..=*last).collect()),
        }
    }

    #[test]
    fn spans_that_meet_are_one() {
        let together = spans(&[(7, 9), (1, 3), (4, 5), (9, 12), (20, 19)]);
        assert_eq!(together.spans, [1..=5, 7..=12]);
    }

    #[test]
    fn what_is_in_both_is_in_the_intersection() {
        let lists: [&[(i128, i128)]; 6] = [
            &[],
            &[(1, 30)],
            &[(5, 5), (9, 12)],
            &[(1, 2), (4, 6), (8, 10), (12, 40)],
            &[(3, 3), (7, 7)],
            &[(0, 4), (6, 9), (11, 11)],
        ];
        for one in lists {
            for other in lists {
                let (mut both, other) = (spans(one), spans(other));
                let one = both.clone();
                assert!(both.intersect(&other));
                let has = |spans: &Spans, value: i128| {
                    spans.spans.iter().any(|span| span.contains(&value))
                };
                for value in -1..45 {
                    let expected = has(&one, value) && has(&other, value);
                    assert_eq!(has(&both, value), expected, "{value} in {one:?}, {other:?}");
                }
            }
        }
    }
}
