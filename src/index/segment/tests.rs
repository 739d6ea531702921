use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use tantivy::indexer::{AddOperation, SegmentWriter};
use tantivy::postings::Postings as _;
use tantivy::schema::document::Document as _;
use tantivy::schema::{Facet, Field, IndexRecordOption};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{DocId, DocSet as _, Index, Segment, SegmentReader, TERMINATED, TantivyDocument};

use crate::analysis::{TokenBuffer, tokenize};
use crate::index::segment::index_document::IndexDocument;
use crate::index::segment::open_segment::OpenSegment;
use crate::index::segment::serialize::write;
use crate::schema::{BODY, FILE_KEY, POSITION_GAP, PROSECUTOR, TEXT, TITLE, field_named, schema};

/// A document to add, and the number of the thread that adds it.
#[derive(Clone, Debug)]
struct Given {
    thread: usize,
    title: String,
    text: String,
    spans: Vec<usize>,
    agencies: Vec<String>,
    prosecutors: Vec<String>,
    path: u64,
}

impl Given {
    fn words(&self, text: &str) -> Arc<TokenBuffer> {
        let mut words = tokenize(text);
        // The spans of one name must come in the order of the text.
        let starts = self.spans.iter().map(|start| start % text.len().max(1));
        for start in starts.collect::<BTreeSet<_>>() {
            words.add_span("/doj/fbi", &(start..(start + 9).min(text.len())));
        }
        Arc::new(words)
    }

    fn document(&self) -> IndexDocument {
        let mut values = TantivyDocument::new();
        for agency in &self.agencies {
            values.add_facet(field_named("agency"), Facet::from(agency.as_str()));
        }
        for name in &self.prosecutors {
            values.add_text(PROSECUTOR, name);
        }
        values.add_u64(FILE_KEY, self.path);
        values.add_i64(field_named("date"), 7);
        values.add_text(BODY, &self.text);
        let mut document = IndexDocument::from(values);
        let title = self.words(&self.title);
        for field in [TITLE, TEXT, TEXT] {
            document.texts.push((field, title.clone()));
        }
        document.texts.push((TEXT, self.words(&self.text)));
        document
    }
}

fn given() -> impl Strategy<Value = Given> {
    // Mostly words that repeat; some rare, some long, some of other letters.
    let word =
        "[a-c]{1,2}|[a-z]{12,18}|[é-ü]{1,9}|[0-9]{1,3}|a{14,17}|co-conspirator|[$]1[.][0-9]m";
    let words = |most| {
        let words = prop::collection::vec(word, 0..most);
        words.prop_map(|words| words.join(" "))
    };
    (
        0..3_usize,
        words(6),
        words(90),
        prop::collection::vec(0..300_usize, 0..3),
        prop::collection::vec("/[a-b](/[a-c]{1,20}){0,2}", 0..4),
        prop::collection::vec("[A-B\0]{0,2}|[A-Z][a-z]{10,20}", 0..3),
        0..5_u64,
    )
        .prop_map(
            |(thread, title, text, spans, agencies, prosecutors, path)| Given {
                thread,
                title,
                text,
                spans,
                agencies,
                prosecutors,
                path,
            },
        )
}

/// The document as tantivy takes it.
fn tantivy_document(from: &IndexDocument) -> TantivyDocument {
    let mut document = from.values.clone();
    for (field, words) in &from.texts {
        let tokens = words.iter().map(|word| Token {
            text: word.term.to_owned(),
            position: (POSITION_GAP + word.position) as usize,
            ..Token::default()
        });
        let text = PreTokenizedString {
            text: String::new(),
            tokens: tokens.collect(),
        };
        document.add_pre_tokenized_text(*field, text);
    }
    document
}

fn tantivy_segment(index: &Index, documents: &[IndexDocument]) -> tantivy::Result<Segment> {
    let segment = index.new_segment();
    let mut writer = SegmentWriter::for_segment(8 << 20, segment.clone())?;
    for document in documents {
        writer.add_document(AddOperation {
            opstamp: 0,
            document: tantivy_document(document),
        })?;
    }
    writer.finalize()?;
    Ok(segment.with_max_doc(documents.len() as DocId))
}

/// The documents of a term: the number, the frequency and the positions of each.
type Postings = Vec<(DocId, u32, Vec<u32>)>;

/// What a search can read from a segment.
#[derive(Debug, PartialEq)]
struct Contents {
    postings: BTreeMap<(Field, Vec<u8>), Postings>,
    /// The coded length of each text field in each document.
    lengths: Vec<(Field, Vec<u8>)>,
    dates: Vec<Vec<i64>>,
    prosecutors: Vec<Vec<String>>,
    stored: Vec<String>,
}

fn contents(segment: &Segment) -> tantivy::Result<Contents> {
    let schema = schema();
    let reader = SegmentReader::open(segment)?;
    let docs = 0..reader.max_doc();
    let mut postings = BTreeMap::new();
    let mut lengths = Vec::new();
    for (field, entry) in schema.fields() {
        if !entry.is_indexed() {
            continue;
        }
        let inverted = reader.inverted_index(field)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut list = inverted.read_postings_from_terminfo(info, option)?;
            let mut of_term = Postings::new();
            while list.doc() != TERMINATED {
                let mut positions = Vec::new();
                list.positions(&mut positions);
                of_term.push((list.doc(), list.term_freq(), positions));
                list.advance();
            }
            postings.insert((field, term.to_vec()), of_term);
        }
        if entry.has_fieldnorms() {
            let norms = reader.get_fieldnorms_reader(field)?;
            let of_field = docs.clone().map(|doc| norms.fieldnorm_id(doc));
            lengths.push((field, of_field.collect()));
        }
    }
    let dates = reader.fast_fields().i64("date")?;
    let prosecutors = reader.fast_fields().str("prosecutor")?;
    let names_of = |doc| {
        let column = prosecutors.as_ref()?;
        let names = column.term_ords(doc).map(|ordinal| {
            let mut name = String::new();
            column.ord_to_str(ordinal, &mut name).expect("a name");
            name
        });
        Some(names.collect())
    };
    let store = reader.get_store_reader(1)?;
    let stored = docs.clone().map(|doc| {
        let document: TantivyDocument = store.get(doc)?;
        Ok(document.to_json(&schema))
    });
    Ok(Contents {
        postings,
        lengths,
        dates: docs
            .clone()
            .map(|doc| dates.values_for_doc(doc).collect())
            .collect(),
        prosecutors: docs.map(|doc| names_of(doc).unwrap_or_default()).collect(),
        stored: stored.collect::<tantivy::Result<_>>()?,
    })
}

fn index() -> Index {
    let index = Index::create_in_ram(schema());
    let raw = index.tokenizers().get("raw").expect("a tokenizer");
    // tantivy wants it to exist. It is never used, because all texts come in tokens.
    index.tokenizers().register("dragnet", raw);
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_segment_has_the_contents_that_tantivy_would_write(given in prop::collection::vec(given(), 1..40)) {
        let index = index();
        let documents: Vec<IndexDocument> = given.iter().map(Given::document).collect();
        let theirs = tantivy_segment(&index, &documents).expect("room");

        let segment = index.new_segment();
        let ours = OpenSegment::new(segment.clone(), 3).expect("room");
        for (given, document) in given.iter().zip(&documents) {
            ours.add(given.thread, document).expect("room");
        }
        prop_assert!(ours.memory() > 0);
        let meta = write(ours).expect("room");
        prop_assert_eq!(meta.max_doc() as usize, given.len());

        let ours = segment.with_max_doc(meta.max_doc());
        prop_assert_eq!(contents(&ours).expect("files"), contents(&theirs).expect("files"));
    }
}

#[test]
fn a_document_without_any_term_is_added() {
    let index = index();
    let segment = index.new_segment();
    let open = OpenSegment::new(segment.clone(), 1).expect("room");
    let mut values = TantivyDocument::new();
    values.add_text(field_named("number"), "9".repeat(70_000));
    let document = IndexDocument::from(values);
    open.add(0, &document).expect("room");
    assert_eq!(write(open).expect("room").max_doc(), 1);
    let theirs = tantivy_segment(&index, &[document]).expect("room");
    assert_eq!(
        contents(&segment.with_max_doc(1)).expect("files"),
        contents(&theirs).expect("files")
    );
}
