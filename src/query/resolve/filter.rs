//! Filters: conditions on the fields of a release.

use std::ops::RangeInclusive;

use tantivy::schema::{Field, Term};

use crate::error::{Error, ValueSource};
use crate::query::syntax::{BadValue, DateRange};
use crate::schema::FieldSpec;

/// One condition on a document's fields.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// A value stands in a field.
    Has(Term),
    /// A value stands in the first field and not in the second: an official who is no counsel.
    HasOnly(Term, Term),
    /// The date in a field is in a range.
    Dated(Field, DateRange),
    /// A number in a field is in one of the ranges.
    Within {
        field: &'static FieldSpec,
        ranges: Vec<RangeInclusive<u64>>,
        /// For reading: `$500,000 to $2,000,000`.
        shown: String,
    },
    /// The field has no value.
    Absent(&'static FieldSpec),
}

/// Conditions on one field: any of the alternatives, each of which is all of its conditions.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) field: &'static FieldSpec,
    pub(crate) alternatives: Vec<Vec<Condition>>,
    /// The values that were named, as the field has them; none for `none`.
    pub(crate) selected: Vec<Option<String>>,
}

impl Filter {
    /// The fields that tell whether a release passes: those of the conditions, where they are others than the filter's own.
    pub(crate) fn told_by(&self) -> Vec<&'static FieldSpec> {
        let conditions = self.alternatives.iter().flatten();
        let mut fields = each_once(conditions.filter_map(|condition| match condition {
            Condition::Within { field, .. } => Some(*field),
            _ => None,
        }));
        if fields.is_empty() {
            fields.push(self.field);
        }
        fields
    }
}

/// The fields in their order, of equal ones the first.
pub(crate) fn each_once(
    fields: impl Iterator<Item = &'static FieldSpec>,
) -> Vec<&'static FieldSpec> {
    let mut once = Vec::new();
    for field in fields {
        if !once.contains(&field) {
            once.push(field);
        }
    }
    once
}

/// An error for a value that cannot be.
pub(crate) fn bad(at: ValueSource, value: &str, why: String, suggestions: Vec<String>) -> Error {
    Error::BadValue {
        at,
        value: value.to_owned(),
        why,
        suggestions,
        place: None,
    }
}

impl From<BadValue> for Error {
    fn from(value: BadValue) -> Self {
        bad(
            ValueSource::Query(value.field.name),
            &value.value,
            value.why,
            Vec::new(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::find_in_query;

    #[test]
    fn a_field_that_two_filters_name_is_told_once() {
        let field = |name: &str| find_in_query(name).expect("a field");
        let (fine, restitution) = (field("fine"), field("restitution"));
        assert_eq!(
            each_once([restitution, fine, restitution].into_iter()),
            [restitution, fine]
        );
    }
}
