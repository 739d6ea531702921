//! How does a text become tokens? The one analysis that indexing, queries and snippets share. It knows nothing of tantivy.
//!
//! A word is indexed as it is written, but normalized: lower case, no accents, no apostrophes. Stems are not indexed: a
//! word of a query matches all indexed words with its stem (see [`stem`]), and a quoted word only itself. So
//! an exact phrase is exact, and a wildcard is matched against real words.
//!
//! Every word has a position, counted from 0. Beside words there are *spans*: tokens that cover one or several positions,
//! so that a phrase can step over them. `co-conspirator` is `co`, `conspirator` and the span `coconspirator` of width 2;
//! `$1.2 million` is `1.2`, `million` and the span `1200000` of width 2; a statute or an agency is a span under its
//! canonical name, however it is written. The width of a span is part of its term: see [`span_term`].

mod amounts;
mod ascii_fast_path;
mod compounds;
mod stemmer;
mod stop_words;
mod term;
#[cfg(test)]
mod tests;
mod token_buffer;
mod tokenizer;
mod word_lists;

pub(crate) use crate::analysis::amounts::plain_number;
pub use crate::analysis::stemmer::{stem, stem_prefix, stems_to};
pub use crate::analysis::stop_words::{is_light_word, is_stop_word};
pub use crate::analysis::term::{MAX_SPAN_WIDTH, MAX_WORD_BYTES, SPAN_MARK, span_term, split_term};
pub use crate::analysis::token_buffer::{Token, TokenBuffer, TokenKind};
pub use crate::analysis::tokenizer::{tokenize, tokenize_into};
pub(crate) use crate::analysis::word_lists::given_names;
pub use crate::analysis::word_lists::{is_given_name, is_ordinary_word};
