//! A document on its way into an index.

use std::sync::Arc;

use tantivy::TantivyDocument;
use tantivy::schema::{Field, Value};
use tantivy::tokenizer::{FacetTokenizer, MAX_TOKEN_LEN, TokenStream, Tokenizer};

use crate::analysis::Words;
use crate::schema::{Kind, TABLE};

/// What is added to an index as one document.
#[derive(Default)]
pub struct Entry {
    /// What is kept and counted of it, and searched for as a whole.
    pub values: TantivyDocument,
    /// Its running text, in words: the values of each field in their order. A title is the text of several fields.
    pub texts: Vec<(Field, Arc<Words>)>,
}

impl From<TantivyDocument> for Entry {
    fn from(values: TantivyDocument) -> Self {
        Entry {
            values,
            texts: Vec::new(),
        }
    }
}

impl Entry {
    /// Gives the field and the bytes of each term that its values are searched for by: as a whole, and as what lies above
    /// them. One longer than the engine can take is found by nobody.
    pub fn each_whole_term(&self, mut found: impl FnMut(Field, &[u8])) {
        for (field, value) in self.values.field_values() {
            match TABLE.get(field.field_id() as usize).map(|row| row.kind) {
                Some(Kind::Exact | Kind::Term) => {
                    if let Some(text) = value.as_str().filter(|text| text.len() <= MAX_TOKEN_LEN) {
                        found(field, text.as_bytes());
                    }
                }
                Some(Kind::Path) => {
                    if let Some(path) = value.as_facet() {
                        let mut above = FacetTokenizer::default();
                        let mut above = above.token_stream(path);
                        while above.advance() {
                            found(field, above.token().text.as_bytes());
                        }
                    }
                }
                Some(Kind::Key) => {
                    if let Some(key) = value.as_u64() {
                        found(field, &key.to_be_bytes());
                    }
                }
                Some(Kind::Text | Kind::Day | Kind::Number | Kind::Value | Kind::Stored) | None => {
                }
            }
        }
    }
}
