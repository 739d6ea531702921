//! THE field table: the schema, the names in queries, the facets and the output columns all follow from it.
//!
//! To add a field: a row here, its value in `index::ingest::document`, and, where it is shown, in `release::Release`.

mod analyze;

use jiff::civil::Date;
use tantivy::schema::{
    FAST, FacetOptions, Field, IndexRecordOption, NumericOptions, STORED, Schema,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

pub use crate::schema::analyze::analyze;
pub(crate) use crate::schema::analyze::analyze_with_names;

/// Raised whenever documents of an older index would mean something else: a field added or read otherwise, words cut or
/// stemmed otherwise, a rule of conversion or extraction that finds otherwise (the tables have a fingerprint of their own).
/// 1: the first. 2: files have a sum for each page. 3: records of a file that holds many are told apart by number and hash;
/// skips are kept. 4: a text may be too long. 5: possessives before a quotation mark, and of possessives, are taken off.
/// 6: what nothing asks for is not kept; a release is found by its file. 7: a file is found by the sum of its path.
/// 8: the fields `standing`, `path` and `file` are now `doc_kind`, `file_key` and `file_path`.
pub const SCHEMA_VERSION: u32 = 8;

/// What the search engine calls our way of cutting text. It is never asked to: texts come to it in words.
const WORDS: &str = "dragnet";

/// So many positions lie between the title, its repetition and the text, so that no phrase and nothing that is near
/// reaches from one into the other.
pub const VALUES_APART: u32 = 500;

/// How a field is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One exact value, or several; searched whole, counted.
    Exact,
    /// One exact value; searched whole, never counted.
    Term,
    /// A path in a tree: a search for a path finds all below it.
    Path,
    /// Running text, cut into words, with their places.
    Text,
    /// Days since 1970-01-01; may be absent. Compared one by one.
    Day,
    /// A number that is kept to be compared, never searched.
    Number,
    /// A number that is searched, and never read.
    Key,
    /// A value that is read where its document was found otherwise.
    Value,
    /// Kept to be shown, never searched.
    Stored,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The name in the schema, and before a colon in a query.
    pub name: &'static str,
    /// How it is kept.
    pub kind: Kind,
    /// Whether a query may say `name:`.
    pub in_queries: bool,
    /// Whether its values can be counted with `--facet`.
    pub facet: bool,
    /// The name of its column in JSON and CSV, where it is shown.
    pub column: Option<&'static str>,
}

const fn row(
    name: &'static str,
    kind: Kind,
    in_queries: bool,
    facet: bool,
    column: Option<&'static str>,
) -> Row {
    Row {
        name,
        kind,
        in_queries,
        facet,
        column,
    }
}

/// Every field, in the order of the output columns.
pub const TABLE: [Row; 22] = [
    // The file and, where that holds many, which record: by these it is found. What is shown is in `release`.
    row("id", Kind::Stored, false, false, Some("id")),
    row("title", Kind::Text, true, false, Some("title")),
    row("date", Kind::Day, true, false, Some("date")),
    row("district", Kind::Exact, true, true, Some("district")),
    row("agency", Kind::Path, true, true, Some("agencies")),
    row("prosecutor", Kind::Exact, true, true, Some("prosecutors")),
    row("statute", Kind::Exact, true, true, Some("statutes")),
    row("number", Kind::Term, true, false, Some("number")),
    // In `release`, too.
    row("url", Kind::Stored, false, false, Some("url")),
    row("source", Kind::Exact, true, true, Some("source")),
    // The persons among the prosecutors who are counsel.
    row("counsel", Kind::Exact, false, false, None),
    // What is scored: the title more than once, and the text.
    row("text", Kind::Text, false, false, None),
    // What is shown: the release without its text, as JSON, and the text.
    row("release", Kind::Stored, false, false, None),
    row("body", Kind::Stored, false, false, None),
    // What the document is: see `index::DocKind`.
    row("doc_kind", Kind::Exact, false, false, None),
    // The file it came from: the record by which a later run knows what has changed.
    row("file_path", Kind::Value, false, false, None),
    // XXH3 of that path, by which the documents of a file are found: paths are long, and no two have much in common, so
    // that a list of them takes as long to write as that of all words. Sums of 32 bits: two files may have the same.
    row("file_key", Kind::Key, false, false, None),
    row("size", Kind::Number, false, false, None),
    row("modified", Kind::Number, false, false, None),
    // XXH3 of the file's bytes, or, in a record of a file that holds many, of the record.
    row("hash", Kind::Number, false, false, None),
    // Which record of a file that holds many.
    row("record", Kind::Number, false, false, None),
    // Why there is no release: a `SkipReason` as JSON.
    row("reason", Kind::Value, false, false, None),
];

/// The schema with every field at hand.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // One for each row of the table, which says what they are.
pub struct Fields {
    pub schema: Schema,
    pub id: Field,
    pub title: Field,
    pub date: Field,
    pub district: Field,
    pub agency: Field,
    pub prosecutor: Field,
    pub statute: Field,
    pub number: Field,
    pub url: Field,
    pub source: Field,
    pub counsel: Field,
    pub text: Field,
    pub release: Field,
    pub body: Field,
    pub doc_kind: Field,
    pub file_path: Field,
    pub file_key: Field,
    pub size: Field,
    pub modified: Field,
    pub hash: Field,
    pub record: Field,
    pub reason: Field,
}

impl Default for Fields {
    fn default() -> Self {
        let mut builder = Schema::builder();
        let mut added = TABLE.iter().map(|row| match row.kind {
            Kind::Exact => builder.add_text_field(row.name, exact().set_fast(RAW_TOKENIZER_NAME)),
            Kind::Term => builder.add_text_field(row.name, exact()),
            Kind::Path => builder.add_facet_field(row.name, FacetOptions::default()),
            Kind::Text => builder.add_text_field(row.name, words()),
            Kind::Key => builder.add_u64_field(row.name, NumericOptions::default().set_indexed()),
            Kind::Value => {
                let options = TextOptions::default().set_fast(RAW_TOKENIZER_NAME);
                builder.add_text_field(row.name, options)
            }
            Kind::Day => builder.add_i64_field(row.name, FAST),
            Kind::Number if row.name == "modified" => builder.add_i64_field(row.name, FAST),
            Kind::Number => builder.add_u64_field(row.name, FAST),
            Kind::Stored => builder.add_text_field(row.name, STORED),
        });
        // Fields are numbered in the order of the table, and so are these.
        let mut next = || added.next().unwrap_or(Field::from_field_id(u32::MAX));
        let (id, title, date, district, agency) = (next(), next(), next(), next(), next());
        let (prosecutor, statute, number, url, source) = (next(), next(), next(), next(), next());
        let (counsel, text, release, body, doc_kind) = (next(), next(), next(), next(), next());
        let (file_path, file_key, size, modified) = (next(), next(), next(), next());
        let (hash, record, reason) = (next(), next(), next());
        drop(added);
        Fields {
            schema: builder.build(),
            id,
            title,
            date,
            district,
            agency,
            prosecutor,
            statute,
            number,
            url,
            source,
            counsel,
            text,
            release,
            body,
            doc_kind,
            file_path,
            file_key,
            size,
            modified,
            hash,
            record,
            reason,
        }
    }
}

fn exact() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(RAW_TOKENIZER_NAME)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

fn words() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WORDS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

/// Days since 1970-01-01, by which dates are kept and compared.
pub fn day_number(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    // Civil dates reach from the year -9999 to 9999: a span of days between two always fits.
    epoch
        .until(date)
        .map_or(0, |span| i64::from(span.get_days()))
}

/// The date of a day number; none where it lies outside the calendar.
pub fn date_of(day_number: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(day_number).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_the_field_of_its_name() {
        let fields = Fields::default();
        for (number, row) in TABLE.iter().enumerate() {
            let field = fields.schema.get_field(row.name).expect(row.name);
            assert_eq!(field.field_id() as usize, number, "{}", row.name);
        }
        assert_eq!(fields.schema.get_field_name(fields.reason), "reason");
        assert_eq!(fields.schema.get_field_name(fields.counsel), "counsel");
    }

    #[test]
    fn days_and_dates_are_the_same_thing_twice() {
        for date in [
            "1970-01-01",
            "1969-12-31",
            "2024-02-29",
            "0001-01-01",
            "9999-12-31",
        ] {
            let date: Date = date.parse().expect("a date");
            assert_eq!(date_of(day_number(date)), Some(date));
        }
        assert_eq!(day_number(Date::constant(1970, 1, 2)), 1);
        assert_eq!(date_of(i64::MAX), None);
    }
}
