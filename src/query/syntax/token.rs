//! What does the lexer hand to the parser? Tokens and notes.

use crate::schema::FieldSpec;

/// Maximum number of notes on single words; one more says that there would be more.
const MAX_NOTES: usize = 20;

/// A token. The parser deals with operators that join nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Near { within: u32, ordered: bool },
    Title,
    Field(&'static FieldSpec, String),
    Phrase(String),
    Statute(String),
    Word(String),
    Wildcard(String),
    Fuzzy(String),
}

impl Token {
    /// Whether it asks for something; operators and parentheses do not.
    pub(super) fn is_operand(&self) -> bool {
        !matches!(
            self,
            Token::Open | Token::Close | Token::And | Token::Or | Token::Not | Token::Near { .. }
        )
    }
}

/// The tokens of a text, and the notes on how it was read.
#[derive(Default)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    pub(super) notes: Vec<String>,
}

impl Tokens {
    pub(super) fn push(&mut self, token: Token) {
        self.list.push(token);
    }

    pub(super) fn note(&mut self, note: String) {
        if self.notes.len() > MAX_NOTES || self.notes.contains(&note) {
            return;
        }
        if self.notes.len() < MAX_NOTES {
            self.notes.push(note);
        } else {
            self.notes
                .push("more of the query is not read as typed".to_owned());
        }
    }
}

/// The beginning of a text, for a note.
pub(super) fn excerpt(text: &str) -> String {
    let short: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if short.len() < text.len() && short.chars().count() == 40 {
        format!("{short}…")
    } else {
        short
    }
}

/// Whether a character opens or closes a phrase.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '«' | '»' | '\u{FF02}'
    )
}
