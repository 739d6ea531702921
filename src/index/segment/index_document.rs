//! One document, ready to be added to a segment.

use std::sync::Arc;

use tantivy::TantivyDocument;
use tantivy::schema::{Field, Value};
use tantivy::tokenizer::{FacetTokenizer, MAX_TOKEN_LEN, TokenStream, Tokenizer};

use crate::analysis::TokenBuffer;
use crate::schema::{FieldKind, spec_of};

/// One document, ready to be added to a segment.
#[derive(Default)]
pub struct IndexDocument {
    /// Stored values, column values, and values that are searched as a whole.
    pub values: TantivyDocument,
    /// Tokenized text: the values of each field in their order. The title is used for several fields.
    pub texts: Vec<(Field, Arc<TokenBuffer>)>,
}

impl From<TantivyDocument> for IndexDocument {
    fn from(values: TantivyDocument) -> Self {
        IndexDocument {
            values,
            texts: Vec::new(),
        }
    }
}

impl IndexDocument {
    /// Calls `found` with the field and the bytes of each untokenized term: exact values, paths with all their parents, and
    /// keys. Values longer than tantivy allows are left out, as tantivy does.
    pub fn for_each_exact_term(&self, mut found: impl FnMut(Field, &[u8])) {
        for (field, value) in self.values.field_values() {
            match spec_of(field).map(|spec| spec.kind) {
                Some(FieldKind::Exact | FieldKind::Term) => {
                    if let Some(text) = value.as_str().filter(|text| text.len() <= MAX_TOKEN_LEN) {
                        found(field, text.as_bytes());
                    }
                }
                Some(FieldKind::Path) => {
                    if let Some(path) = value.as_facet() {
                        let mut tokenizer = FacetTokenizer::default();
                        let mut parents = tokenizer.token_stream(path);
                        while parents.advance() {
                            found(field, parents.token().text.as_bytes());
                        }
                    }
                }
                Some(FieldKind::Key) => {
                    if let Some(key) = value.as_u64() {
                        found(field, &key.to_be_bytes());
                    }
                }
                _ => {}
            }
        }
    }
}
