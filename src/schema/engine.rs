//! The fields as the search engine knows them: its schema, and the number of each field.

use std::sync::LazyLock;

use tantivy::schema::{
    FAST, FacetOptions, Field, IndexRecordOption, NumericOptions, STORED, Schema,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

use crate::schema::field::{FIELDS, row_of};
use crate::schema::field_spec::{FieldKind, FieldSpec};

/// The name of our tokenizer in the schema. The engine is never asked to run it: texts reach it as tokens.
const TOKENIZER: &str = "dragnet";

/// Positions between the title, its repetition and the text: no phrase and no `w/N` reaches from one into the other.
pub const POSITION_GAP: u32 = 500;

pub(crate) const TITLE: Field = field("title");
pub(crate) const AGENCY: Field = field("agency");
pub(crate) const PROSECUTOR: Field = field("prosecutor");
pub(crate) const PROSECUTOR_BY_SURNAME: Field = field("prosecutor_by_surname");
pub(crate) const JUDGE: Field = field("judge");
pub(crate) const JUDGE_BY_SURNAME: Field = field("judge_by_surname");
pub(crate) const DEFENDANT_BY_WORD: Field = field("defendant_by_word");
pub(crate) const DOCKET: Field = field("docket");
pub(crate) const DOCKET_BY_NUMBER: Field = field("docket_by_number");
pub(crate) const ACT: Field = field("act");
pub(crate) const NUMBER: Field = field("number");
pub(crate) const COUNSEL: Field = field("counsel");
pub(crate) const TEXT: Field = field("text");
pub(crate) const RELEASE: Field = field("release");
pub(crate) const BODY: Field = field("body");
pub(crate) const DOC_KIND: Field = field("doc_kind");
pub(crate) const FILE_PATH: Field = field("file_path");
pub(crate) const FILE_KEY: Field = field("file_key");
pub(crate) const SIZE: Field = field("size");
pub(crate) const MODIFIED: Field = field("modified");
pub(crate) const CHANGED: Field = field("changed");
pub(crate) const HASH: Field = field("hash");
pub(crate) const MEMBER: Field = field("member");
pub(crate) const RECORD: Field = field("record");
pub(crate) const RELEASE_KEY: Field = field("release_key");
pub(crate) const CASE_FACTS: Field = field("case_facts");
pub(crate) const REASON: Field = field("reason");

impl FieldSpec {
    /// The engine's number of this field; none where it is kept in the stored release alone.
    pub(crate) fn field(&self) -> Option<Field> {
        (self.kind != FieldKind::InRelease).then(|| field(self.name))
    }
}

/// The rows of the fields that the engine knows, by number.
static ENGINE_FIELDS: LazyLock<Vec<&'static FieldSpec>> = LazyLock::new(|| {
    let known = FIELDS.iter();
    known
        .filter(|spec| spec.kind != FieldKind::InRelease)
        .collect()
});

/// Every field that the engine knows, with its number.
pub(crate) fn engine_fields() -> impl Iterator<Item = (Field, &'static FieldSpec)> {
    let numbers = (0..).map(Field::from_field_id);
    numbers.zip(ENGINE_FIELDS.iter().copied())
}

/// The number of the field of this name, for tests of fields that no code names.
#[cfg(test)]
pub(crate) fn field_named(name: &str) -> Field {
    field(name)
}

/// The row of a field.
pub(crate) fn spec_of(field: Field) -> Option<&'static FieldSpec> {
    ENGINE_FIELDS.get(field.field_id() as usize).copied()
}

/// The engine numbers its fields in the order in which they are added: that of the rows.
const fn field(name: &str) -> Field {
    let row = row_of(name);
    let (mut number, mut before) = (0, 0);
    while before < row {
        if !matches!(FIELDS[before].kind, FieldKind::InRelease) {
            number += 1;
        }
        before += 1;
    }
    Field::from_field_id(number)
}

/// The engine's schema.
pub(crate) fn schema() -> Schema {
    let mut builder = Schema::builder();
    for FieldSpec { name, kind, .. } in FIELDS {
        match kind {
            FieldKind::Exact => {
                builder.add_text_field(name, exact().set_fast(RAW_TOKENIZER_NAME));
            }
            FieldKind::Term => {
                builder.add_text_field(name, exact());
            }
            FieldKind::Path => {
                builder.add_facet_field(name, FacetOptions::default());
            }
            FieldKind::Text => {
                builder.add_text_field(name, running_text());
            }
            FieldKind::Day | FieldKind::Signed => {
                builder.add_i64_field(name, FAST);
            }
            FieldKind::Unsigned | FieldKind::Quantity => {
                builder.add_u64_field(name, FAST);
            }
            FieldKind::Key => {
                builder.add_u64_field(name, NumericOptions::default().set_indexed());
            }
            FieldKind::Column => {
                let options = TextOptions::default().set_fast(RAW_TOKENIZER_NAME);
                builder.add_text_field(name, options);
            }
            FieldKind::Stored => {
                builder.add_text_field(name, STORED);
            }
            FieldKind::InRelease => {}
        }
    }
    builder.build()
}

fn exact() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(RAW_TOKENIZER_NAME)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

fn running_text() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_has_every_field_under_the_number_of_its_row() {
        let schema = schema();
        for spec in FIELDS {
            let known = schema.get_field(spec.name).ok();
            assert_eq!(known, spec.field(), "{}", spec.name);
        }
    }
}
