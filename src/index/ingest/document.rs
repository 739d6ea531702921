//! Makes the documents of the index: from releases, from skips, and from the fingerprints of files.

use std::sync::Arc;

use tantivy::TantivyDocument;
use tantivy::schema::{Facet, Field};

use crate::analysis::TokenBuffer;
use crate::extract::{EntityMentions, Extracted};
use crate::index::groups::facts::{CaseFacts, release_key};
use crate::index::manifest::columns::file_key;
use crate::index::manifest::doc_kind::{DocKind, FileFingerprint, Provenance};
use crate::index::segment::index_document::IndexDocument;
use crate::model::{Page, RecordId, Release, Skip};
use crate::schema::{
    BODY, CASE_FACTS, CHANGED, Cells, DOC_KIND, FILE_KEY, FILE_PATH, FieldKind, FieldSpec, HASH,
    MEMBER, MODIFIED, REASON, RECORD, RELEASE, RELEASE_KEY, SIZE, TEXT, TITLE,
    analyze_with_entities, day_number, engine_fields,
};

/// How often the title is added to the scored text. One field that holds the title twice ranks better than the sum of
/// the scores of two fields.
const TITLE_WEIGHT: usize = 2;

/// Expected size of the stored values of a release without its text, in bytes.
const STORED_VALUES: usize = 2048;

/// The document of a release.
pub(crate) fn release_document(
    release: &Release,
    page: &Page,
    extracted: &Extracted,
    id: &RecordId,
    provenance: Provenance,
) -> IndexDocument {
    let title = tokens(&page.title, &extracted.title_entities);
    let text = tokens(&page.text, &extracted.text_entities);
    let mut texts = vec![(TITLE, title.clone())];
    texts.extend(vec![(TEXT, title); TITLE_WEIGHT]);
    let facts = CaseFacts::of(release, id, &page.text, &text);
    texts.push((TEXT, text));
    // With room for all of it from the start: a growing document would be moved several times.
    let mut document = TantivyDocument::with_capacity(page.text.len() + STORED_VALUES);
    document.add_text(DOC_KIND, DocKind::Release.term());
    add_record_id(&mut document, id);
    document.add_u64(RELEASE_KEY, release_key(id));
    for number in facts.to_numbers() {
        document.add_u64(CASE_FACTS, number);
    }
    document.add_text(BODY, &page.text);
    document.add_text(RELEASE, serde_json::to_string(release).unwrap_or_default());
    for (field, spec) in engine_fields() {
        add_values(&mut document, field, spec, release);
    }
    add_provenance(&mut document, provenance);
    IndexDocument {
        values: document,
        texts,
    }
}

/// Adds the values that a release has in one field.
fn add_values(document: &mut TantivyDocument, field: Field, spec: &FieldSpec, release: &Release) {
    let values = (spec.values)(release);
    match spec.kind {
        FieldKind::Exact | FieldKind::Term => {
            for term in values.terms() {
                document.add_text(field, term);
            }
        }
        FieldKind::Path => {
            for path in values.terms() {
                if let Ok(facet) = Facet::from_text(path) {
                    document.add_facet(field, facet);
                }
            }
        }
        FieldKind::Day => {
            if let Cells::Date(Some(date)) = values {
                document.add_i64(field, day_number(date));
            }
        }
        FieldKind::Quantity => {
            for number in values.quantities() {
                document.add_u64(field, number);
            }
        }
        // Texts are added as tokens. What is left is no value of a release.
        FieldKind::Text
        | FieldKind::Unsigned
        | FieldKind::Signed
        | FieldKind::Key
        | FieldKind::Column
        | FieldKind::Stored
        | FieldKind::InRelease => {}
    }
}

/// The document that holds the fingerprint of a file and nothing else: see [`DocKind::FileRecord`].
pub(crate) fn file_record_document(file_path: &str, fingerprint: FileFingerprint) -> IndexDocument {
    let mut document = not_release(DocKind::FileRecord, &RecordId::of_file(file_path));
    add_provenance(&mut document, Provenance::File(fingerprint));
    document.into()
}

/// The document that holds the reason why a file or a record was left out.
pub(crate) fn skip_document(skip: &Skip, provenance: Provenance) -> IndexDocument {
    let mut document = not_release(DocKind::Skip, &skip.id);
    document.add_text(
        REASON,
        serde_json::to_string(&skip.reason).unwrap_or_default(),
    );
    add_provenance(&mut document, provenance);
    document.into()
}

fn not_release(kind: DocKind, id: &RecordId) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_text(DOC_KIND, DocKind::NotRelease.term());
    document.add_text(DOC_KIND, kind.term());
    add_record_id(&mut document, id);
    document
}

fn add_record_id(document: &mut TantivyDocument, id: &RecordId) {
    document.add_text(FILE_PATH, &id.path);
    document.add_u64(FILE_KEY, file_key(&id.path));
    if let Some(member) = &id.member {
        document.add_text(MEMBER, member);
    }
    if let Some(number) = id.number {
        document.add_u64(RECORD, u64::from(number));
    }
}

fn add_provenance(document: &mut TantivyDocument, provenance: Provenance) {
    match provenance {
        Provenance::File(fingerprint) => {
            document.add_u64(SIZE, fingerprint.size);
            document.add_i64(MODIFIED, fingerprint.modified);
            document.add_i64(CHANGED, fingerprint.changed);
            if let Some(hash) = fingerprint.hash {
                document.add_u64(HASH, hash);
            }
        }
        Provenance::Record { hash } => {
            document.add_u64(HASH, hash);
        }
        Provenance::Unknown => {}
    }
}

fn tokens(text: &str, entities: &EntityMentions) -> Arc<TokenBuffer> {
    let mut tokens = TokenBuffer::new();
    analyze_with_entities(&mut tokens, text, entities);
    Arc::new(tokens)
}
