use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use tantivy::index::SegmentComponent;
use tantivy::indexer::{AddOperation, SegmentWriter};
use tantivy::schema::Facet;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, Segment, TantivyDocument};

use crate::analysis::{TokenBuffer, tokenize};
use crate::index::segment::index_document::IndexDocument;
use crate::index::segment::open_segment::*;
use crate::schema::{BODY, FILE_KEY, POSITION_GAP, PROSECUTOR, TEXT, TITLE, field_named, schema};

/// Every file that a segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

/// A document, and the number of the thread that adds it.
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
        // Those of one name in the order of the text.
        let starts = self.spans.iter().map(|start| start % text.len().max(1));
        for start in starts.collect::<BTreeSet<_>>() {
            words.add_span("/doj/fbi", &(start..(start + 9).min(text.len())));
        }
        Arc::new(words)
    }

    fn entry(&self) -> IndexDocument {
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
        let mut entry = IndexDocument::from(values);
        let title = self.words(&self.title);
        for field in [TITLE, TEXT, TEXT] {
            entry.texts.push((field, title.clone()));
        }
        entry.texts.push((TEXT, self.words(&self.text)));
        entry
    }
}

fn given() -> impl Strategy<Value = Given> {
    // Many words that come again, some that do not, some long and some of other letters.
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

/// A document as the engine takes it.
fn engine_document(entry: &IndexDocument) -> TantivyDocument {
    let mut document = entry.values.clone();
    for (field, words) in &entry.texts {
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

fn engine_segment(index: &Index, entries: &[IndexDocument]) -> tantivy::Result<Segment> {
    let segment = index.new_segment();
    let mut writer = SegmentWriter::for_segment(8 << 20, segment.clone())?;
    for entry in entries {
        writer.add_document(AddOperation {
            opstamp: 0,
            document: engine_document(entry),
        })?;
    }
    writer.finalize()?;
    Ok(segment)
}

fn files(segment: &Segment) -> tantivy::Result<Vec<Vec<u8>>> {
    let read = |component: &SegmentComponent| {
        let file = segment.open_read(component.clone())?;
        Ok(file.read_bytes()?.to_vec())
    };
    COMPONENTS.iter().map(read).collect()
}

fn index() -> Index {
    let index = Index::create_in_ram(schema());
    let raw = index
        .tokenizers()
        .get("raw")
        .expect("a tokenizer of the engine");
    // Asked for and never used: all texts come in words.
    index.tokenizers().register("dragnet", raw);
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// However many threads fill a segment, and in however many parts its terms are turned round.
    #[test]
    fn a_segment_is_to_the_byte_what_the_engine_would_write(given in prop::collection::vec(given(), 1..40)) {
        let index = index();
        let entries: Vec<IndexDocument> = given.iter().map(Given::entry).collect();
        let theirs = engine_segment(&index, &entries).expect("room");

        let segment = index.new_segment();
        let ours = OpenSegment::new(segment.clone(), 3).expect("room");
        for (given, entry) in given.iter().zip(&entries) {
            ours.add(given.thread, entry).expect("room");
        }
        prop_assert!(ours.memory() > 0);
        let meta = ours.write().expect("room");
        prop_assert_eq!(meta.max_doc() as usize, given.len());

        let (ours, theirs) = (files(&segment).expect("files"), files(&theirs).expect("files"));
        for (component, (ours, theirs)) in COMPONENTS.iter().zip(ours.iter().zip(&theirs)) {
            prop_assert!(ours == theirs, "{component:?} differs: {} and {} bytes", ours.len(), theirs.len());
        }
    }
}

#[test]
fn an_entry_that_nothing_finds_is_a_document_all_the_same() {
    let index = index();
    let segment = index.new_segment();
    let open = OpenSegment::new(segment.clone(), 1).expect("room");
    let mut values = TantivyDocument::new();
    values.add_text(field_named("number"), "9".repeat(70_000));
    let entry = IndexDocument::from(values);
    open.add(0, &entry).expect("room");
    assert_eq!(open.write().expect("room").max_doc(), 1);
    let theirs = engine_segment(&index, &[entry]).expect("room");
    assert_eq!(
        files(&segment).expect("files"),
        files(&theirs).expect("files")
    );
}
