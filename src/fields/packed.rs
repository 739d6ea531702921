//! Text that was cut into words beforehand, handed to the search engine.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::VALUES_APART;
use crate::words::{Unpacked, unpack};

/// Our words as the search engine takes them: each term with its position. What it is given to cut are packed words, since
/// a title is indexed several times over and the names in a text have been found before.
#[derive(Clone)]
pub(super) struct PackedWords;

impl Tokenizer for PackedWords {
    type TokenStream<'a> = PackedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PackedStream<'a> {
        PackedStream {
            words: unpack(text),
            token: Token::default(),
        }
    }
}

pub(super) struct PackedStream<'a> {
    words: Unpacked<'a>,
    token: Token,
}

impl TokenStream for PackedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, position)) = self.words.next() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = (VALUES_APART + position) as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
