//! Which records does a table hold that is kept by columns, as pandas writes it: `{"title": {"0": "A", "1": "B"}, "text": {"0": ..`,
//! or with lists: `{"title": ["A", "B"], "text": [..`?

use std::collections::BTreeMap;

use serde::de::{IgnoredAny, MapAccess, SeqAccess};

use crate::corpus::content::RecordFields;
use crate::corpus::field_names::{RecordField, field_named};
use crate::corpus::json::record::Fields;
use crate::corpus::json::value::{Read, Scalar, Shape};

/// Most rows of a file that keeps its table by columns.
const MAX_ROWS: usize = 1_000_000;

/// Reads the rows of such a table, in their order.
pub(super) struct Columns;

impl<'de> Shape<'de> for Columns {
    type Value = Vec<Option<RecordFields>>;

    fn scalar(self, _: Option<String>) -> Self::Value {
        Vec::new()
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut rows = BTreeMap::new();
        while let Some(name) = object.next_key::<String>()? {
            match field_named(&name) {
                Some((field, _)) => {
                    let rows = &mut rows;
                    let name = &*name;
                    object.next_value_seed(Read(Column { field, name, rows }))?;
                }
                None => object.next_value::<IgnoredAny>().map(|_| ())?,
            }
        }
        Ok(rows.into_values().map(Fields::finish).collect())
    }
}

/// One column, by number of the row.
struct Column<'a> {
    field: RecordField,
    name: &'a str,
    rows: &'a mut BTreeMap<usize, Fields>,
}

impl<'de> Shape<'de> for Column<'_> {
    type Value = ();

    fn scalar(self, _: Option<String>) {}

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        // A record has a list of topics.
        let is_of_record = matches!(self.field, RecordField::Topics | RecordField::Components);
        let mut row = 0;
        while let Some(text) = list.next_element_seed(Read(Scalar))? {
            if row < MAX_ROWS && !is_of_record {
                let fields = self.rows.entry(row).or_default();
                fields.keep_named(self.name, text);
            }
            row += 1;
        }
        Ok(())
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(row) = object.next_key::<String>()? {
            match row.parse().ok().filter(|row| *row < MAX_ROWS) {
                Some(row) => {
                    let fields = self.rows.entry(row).or_default();
                    fields.read(self.name, &mut object, 0)?;
                }
                None => object.next_value::<IgnoredAny>().map(|_| ())?,
            }
        }
        Ok(())
    }
}
