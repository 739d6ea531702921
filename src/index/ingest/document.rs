//! Makes the documents of the index: from releases, from skips, and from the fingerprints of files.

use std::sync::Arc;

use tantivy::TantivyDocument;
use tantivy::schema::Facet;

use crate::analysis::Words;
use crate::extract::{Extracted, Names};
use crate::index::manifest::columns::file_key;
use crate::index::manifest::doc_kind::{DocKind, FileFingerprint, Provenance};
use crate::index::segment::index_document::IndexDocument;
use crate::model::{Page, ProsecutorKind, Release, Skip};
use crate::schema::{Fields, analyze_with_names, day_number};

/// How often the title is added to the scored text. One field that holds the title twice ranks better than the sum of
/// the scores of two fields.
const TITLE_WEIGHT: usize = 2;

/// Expected size of the stored values of a release without its text, in bytes.
const STORED_VALUES: usize = 2048;

/// Makes documents for an index with these fields.
#[derive(Clone, Copy)]
pub(crate) struct DocumentBuilder<'a> {
    pub(crate) fields: &'a Fields,
}

impl DocumentBuilder<'_> {
    /// The document of a release.
    pub(crate) fn release(
        self,
        release: &Release,
        page: &Page,
        extracted: &Extracted,
        file_path: &str,
        provenance: Provenance,
    ) -> IndexDocument {
        let fields = self.fields;
        let title = tokens(&page.title, &extracted.title);
        let text = tokens(&page.text, &extracted.text);
        let mut texts = vec![(fields.title, title.clone())];
        texts.extend(vec![(fields.text, title); TITLE_WEIGHT]);
        texts.push((fields.text, text));
        // With room for all of it from the start: a growing document would be moved several times.
        let mut document = TantivyDocument::with_capacity(page.text.len() + STORED_VALUES);
        document.add_text(fields.doc_kind, DocKind::Release.term());
        self.add_file_path(&mut document, file_path);
        document.add_text(fields.body, &page.text);
        document.add_text(
            fields.release,
            serde_json::to_string(release).unwrap_or_default(),
        );
        if let Some(date) = release.date {
            document.add_i64(fields.date, day_number(date));
        }
        for agency in &release.agencies {
            if let Ok(facet) = Facet::from_text(agency) {
                document.add_facet(fields.agency, facet);
            }
        }
        for prosecutor in &release.prosecutors {
            document.add_text(fields.prosecutor, &prosecutor.name);
            if prosecutor.kind == ProsecutorKind::Counsel {
                document.add_text(fields.counsel, &prosecutor.name);
            }
        }
        for statute in &release.statutes {
            document.add_text(fields.statute, statute);
        }
        let single = [
            (fields.district, &release.district),
            (fields.number, &release.number),
            (fields.source, &release.source),
        ];
        for (field, value) in single {
            if let Some(value) = value {
                document.add_text(field, value);
            }
        }
        self.add_provenance(&mut document, provenance);
        IndexDocument {
            values: document,
            texts,
        }
    }

    /// The document that holds the fingerprint of a file and nothing else: see [`DocKind::FileRecord`].
    pub(crate) fn file_record(
        self,
        file_path: &str,
        fingerprint: FileFingerprint,
    ) -> IndexDocument {
        let mut document = self.not_release(DocKind::FileRecord, file_path);
        self.add_provenance(&mut document, Provenance::File(fingerprint));
        document.into()
    }

    /// The document that holds the reason why a file or a record was left out.
    pub(crate) fn skip(self, skip: &Skip, provenance: Provenance) -> IndexDocument {
        let mut document = self.not_release(DocKind::Skip, &skip.id.path);
        document.add_text(
            self.fields.reason,
            serde_json::to_string(&skip.reason).unwrap_or_default(),
        );
        self.add_provenance(&mut document, provenance);
        document.into()
    }

    fn not_release(self, kind: DocKind, file_path: &str) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.fields.doc_kind, DocKind::NotRelease.term());
        document.add_text(self.fields.doc_kind, kind.term());
        self.add_file_path(&mut document, file_path);
        document
    }

    fn add_file_path(self, document: &mut TantivyDocument, file_path: &str) {
        document.add_text(self.fields.file_path, file_path);
        document.add_u64(self.fields.file_key, file_key(file_path));
    }

    fn add_provenance(self, document: &mut TantivyDocument, provenance: Provenance) {
        match provenance {
            Provenance::File(fingerprint) => {
                document.add_u64(self.fields.size, fingerprint.size);
                document.add_i64(self.fields.modified, fingerprint.modified);
                document.add_u64(self.fields.hash, fingerprint.hash);
            }
            Provenance::Record { number, hash } => {
                document.add_u64(self.fields.record, u64::from(number));
                document.add_u64(self.fields.hash, hash);
            }
            Provenance::Unknown => {}
        }
    }
}

fn tokens(text: &str, names: &Names) -> Arc<Words> {
    let mut tokens = Words::new();
    analyze_with_names(&mut tokens, text, names);
    Arc::new(tokens)
}
