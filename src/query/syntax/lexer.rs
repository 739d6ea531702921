//! Text -> tokens.

use std::ops::Range;

use crate::analysis::{TokenBuffer, tokenize_into};
use crate::query::syntax::Context;
use crate::query::syntax::citation_lexer::Cited;
use crate::query::syntax::word_lexer::is_invisible;
use crate::schema::{self, FieldSpec, Lookup};

/// A token. Operators that stand where they join nothing are the parser's to deal with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
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
    Pattern(String),
    Alike(String),
}

impl Token {
    /// Whether it is something to look for, and no sign between such.
    fn is_word(&self) -> bool {
        !matches!(
            self,
            Token::Open | Token::Close | Token::And | Token::Or | Token::Not | Token::Near { .. }
        )
    }
}

/// A query of more words than this is cut: it is a document, and no search.
const MOST_WORDS: usize = 1000;

/// So many notes are made of single words; one more says that there would be more.
const MOST_NOTES: usize = 20;

pub(crate) struct Lexer<'a> {
    text: &'a str,
    citations: Cited,
    pub(crate) is_question: bool,
    pub(crate) words: TokenBuffer,
    pub(crate) tokens: Vec<Token>,
    pub(crate) notes: Vec<String>,
    /// Where the fields stand, by the number of their token.
    fields: Vec<(usize, Range<usize>)>,
}

/// Where in a text a field with this value, or with one that holds it, was typed.
pub fn place_of(text: &str, context: &Context, field: &str, value: &str) -> Option<Range<usize>> {
    let mut lexer = Lexer::new(text, context);
    lexer.run();
    let (_, place) = lexer.fields.iter().find(|(at, _)| {
        matches!(&lexer.tokens[*at], Token::Field(name, typed) if name.name == field && typed.contains(value))
    })?;
    // Of a group the one value, where it stands there as it was read.
    let narrow = text[place.clone()]
        .rfind(value)
        .filter(|_| !value.is_empty());
    Some(narrow.map_or(place.clone(), |at| {
        place.start + at..place.start + at + value.len()
    }))
}

pub(crate) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '«' | '»' | '\u{FF02}'
    )
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str, context: &Context) -> Self {
        Lexer {
            text,
            citations: Cited::of(text, context),
            is_question: is_question(text),
            words: TokenBuffer::new(),
            tokens: Vec::new(),
            notes: Vec::new(),
            fields: Vec::new(),
        }
    }

    pub(crate) fn note(&mut self, note: String) {
        if self.notes.len() > MOST_NOTES || self.notes.contains(&note) {
            return;
        }
        if self.notes.len() < MOST_NOTES {
            self.notes.push(note);
        } else {
            self.notes
                .push("more of the query is read otherwise than it stands".to_owned());
        }
    }

    /// Reads the whole text.
    pub(crate) fn run(&mut self) {
        let (mut at, mut words) = (0, 0);
        while let Some(c) = self.text[at..].chars().next() {
            if words >= MOST_WORDS {
                let kept = self.text[..at].chars().count();
                self.note(format!(
                    "the query is cut after {MOST_WORDS} words (letter {kept}): what follows is not searched"
                ));
                return;
            }
            let (before, from) = (self.tokens.len(), at);
            at = match c {
                _ if c.is_whitespace() => at + c.len_utf8(),
                // `1956(a) and (h)`
                '(' if self.citations.at(self.text, at).is_some() => self.chunk(at),
                '(' => self.push(Token::Open, at + 1),
                ')' => self.push(Token::Close, at + 1),
                _ if is_quote(c) => self.quoted(at),
                _ => self.chunk(at),
            };
            for (number, token) in self.tokens.iter().enumerate().skip(before) {
                words += usize::from(token.is_word());
                if matches!(token, Token::Field(..)) {
                    self.fields.push((number, from..at));
                }
            }
        }
    }

    fn push(&mut self, token: Token, next: usize) -> usize {
        self.tokens.push(token);
        next
    }

    /// What stands between the quotation mark at `at` and the next, and where the text goes on; none where it is never
    /// closed.
    fn inside_quotes(&self, at: usize) -> Option<(&'a str, usize)> {
        let mark = self.text[at..].chars().next()?;
        let inside = &self.text[at + mark.len_utf8()..];
        let end = inside.find(is_quote)?;
        let closing = inside[end..].chars().next()?;
        Some((
            &inside[..end],
            at + mark.len_utf8() + end + closing.len_utf8(),
        ))
    }

    fn quoted(&mut self, at: usize) -> usize {
        let Some((inside, mut next)) = self.inside_quotes(at) else {
            let mark = self.text[at..].chars().next().map_or(1, char::len_utf8);
            let rest = shorten(self.text[at + mark..].trim());
            if !rest.is_empty() {
                self.note(format!(
                    "the quotation mark before `{rest}` is never closed: what follows is read as words"
                ));
            }
            return at + mark;
        };
        // `"wire fraud"~5` in other languages.
        if let Some(after) = self.text[next..].strip_prefix('~') {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            self.note(format!(
                "`~{}` after a phrase is left out: `wire w/5 fraud` finds words near each other",
                &after[..digits]
            ));
            next += 1 + digits;
        }
        tokenize_into(&mut self.words, inside);
        if self.words.is_empty() {
            if !inside.trim().is_empty() {
                let inside = shorten(inside);
                self.note(format!(
                    "`\"{inside}\"` holds no letter or digit and is left out"
                ));
            }
        } else {
            if inside.contains(['*', '?']) {
                let inside = shorten(inside.trim());
                self.note(format!(
                    "inside quotation marks `*` and `?` stand for nothing: `\"{inside}\"` is read as those very words"
                ));
            }
            let visible = inside.replace(|c: char| is_invisible(c) || c.is_control(), " ");
            let plain: Vec<&str> = visible.split_whitespace().collect();
            self.tokens.push(Token::Phrase(plain.join(" ")));
        }
        next
    }

    /// Reads what stands between spaces, parentheses and quotation marks.
    fn chunk(&mut self, at: usize) -> usize {
        if let Some((place, name)) = self.citations.at(self.text, at) {
            self.tokens.push(Token::Statute(name));
            return place.end;
        }
        let rest = &self.text[at..];
        let length = rest
            .find(|c: char| c.is_whitespace() || c == '(' || c == ')' || is_quote(c))
            .unwrap_or(rest.len());
        let chunk = &rest[..length];
        let first = chunk.chars().next().unwrap_or(' ');
        if matches!(first, '-' | '\u{2212}') {
            return self.minus(at, first);
        }
        if let Some(next) = self.field(at, chunk) {
            return next;
        }
        self.plain_chunk(chunk);
        at + length
    }

    /// `-fraud` leaves out; a hyphen by itself, or two, is only a dash.
    fn minus(&mut self, at: usize, sign: char) -> usize {
        let after = at + sign.len_utf8();
        let follows = self.text[after..].chars().next();
        match follows {
            Some(c) if c == '(' || is_quote(c) || c.is_alphanumeric() || "§*?$'’".contains(c) => {
                self.push(Token::Not, after)
            }
            Some('-' | '\u{2212}') => {
                let dashes = self.text[after..].trim_start_matches(['-', '\u{2212}']);
                if dashes.starts_with(char::is_alphanumeric) {
                    self.note("more than one hyphen before a word is read as a dash, and leaves nothing out".to_owned());
                }
                self.text.len() - dashes.len()
            }
            _ => after,
        }
    }

    /// Reads `name:value` where the name is a field's.
    fn field(&mut self, at: usize, chunk: &str) -> Option<usize> {
        let sign = chunk.find([':', '<', '>', '='])?;
        let (name, mut from) = (&chunk[..sign], at + sign);
        if chunk.as_bytes()[sign] == b':' {
            from += 1;
        } else if !name.eq_ignore_ascii_case("date") {
            return None;
        }
        if name.eq_ignore_ascii_case("title") {
            let what_follows = self.text[from..].trim_start();
            if what_follows.is_empty() || what_follows.starts_with(')') {
                self.note(format!(
                    "nothing stands after `{name}:`: it is read as a word"
                ));
                self.plain_chunk(name);
            } else {
                self.tokens.push(Token::Title);
            }
            return Some(from);
        }
        let field = schema::find_in_query(name)?;
        let spaces = self.text[from..].len() - self.text[from..].trim_start().len();
        let start = from + spaces;
        let rest = &self.text[start..];
        let Some(first) = rest.chars().next().filter(|c| *c != ')') else {
            self.note(format!(
                "nothing stands after `{name}:`: it is read as a word"
            ));
            self.plain_chunk(name);
            return Some(from);
        };
        if first == '(' {
            return Some(self.field_group(field, start));
        }
        if is_quote(first)
            && let Some((inside, next)) = self.inside_quotes(start)
        {
            self.tokens
                .push(Token::Field(field, inside.trim().to_owned()));
            return Some(next);
        }
        if let Some((place, name)) = self.citations.at(self.text, start) {
            self.tokens.push(Token::Field(field, name));
            return Some(place.end);
        }
        let start = start + if is_quote(first) { first.len_utf8() } else { 0 };
        Some(self.field_value(field, start))
    }

    fn field_value(&mut self, field: &'static FieldSpec, start: usize) -> usize {
        let rest = &self.text[start..];
        let mut length = rest
            .find(|c: char| c.is_whitespace() || is_quote(c))
            .unwrap_or(rest.len());
        // `date:>= 2021`, `date:>="2021"`
        if field.lookup == Some(Lookup::Date) && rest[..length].chars().all(|c| "<>=".contains(c)) {
            let more = &rest[length..];
            let spaces = more.len() - more.trim_start().len();
            let word = more.trim_start();
            length += spaces + word.find(char::is_whitespace).unwrap_or(word.len());
        }
        // A parenthesis that closes a group around the field, and not one in `78j(b)`.
        let mut depth = 0;
        for (at, c) in rest[..length].char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => {
                    length = at;
                    break;
                }
                ')' => depth -= 1,
                _ => {}
            }
        }
        let value = rest[..length].trim_end_matches([',', ';']);
        let value: String = if field.lookup == Some(Lookup::Date) {
            let blank = |c: char| c.is_whitespace() || is_quote(c);
            value.replace(blank, "")
        } else {
            value.to_owned()
        };
        self.tokens.push(Token::Field(field, value));
        start + length
    }

    /// `agency:(FBI OR DEA)`: each value between operators is one, spaces and all.
    fn field_group(&mut self, field: &'static FieldSpec, at: usize) -> usize {
        let inside = &self.text[at + 1..];
        let end = inside.find(')').unwrap_or(inside.len());
        let next = (at + 1 + end + 1).min(self.text.len());
        let mut value: Vec<&str> = Vec::new();
        let mut tokens = vec![Token::Open];
        let finish = |value: &mut Vec<&str>, tokens: &mut Vec<Token>| {
            let whole = value.join(" ");
            let whole = whole.trim_matches(is_quote).trim();
            if !whole.is_empty() {
                tokens.push(Token::Field(field, whole.replace(is_quote, "")));
            }
            value.clear();
        };
        for part in inside[..end].split_whitespace() {
            let operator = match part {
                "OR" | "|" | "||" => Token::Or,
                "AND" | "&&" => Token::And,
                "NOT" => Token::Not,
                _ => {
                    value.push(part);
                    continue;
                }
            };
            finish(&mut value, &mut tokens);
            tokens.push(operator);
        }
        finish(&mut value, &mut tokens);
        tokens.push(Token::Close);
        if !tokens.iter().any(|token| matches!(token, Token::Field(..))) {
            let name = field.name;
            self.note(format!(
                "nothing stands in the parentheses after `{name}:`: they are left out with it"
            ));
        }
        self.tokens.append(&mut tokens);
        next
    }

    fn plain_chunk(&mut self, chunk: &str) {
        match chunk {
            "AND" | "&&" => self.tokens.push(Token::And),
            "OR" | "|" | "||" => self.tokens.push(Token::Or),
            "NOT" => self.tokens.push(Token::Not),
            _ => match self.near(chunk) {
                Some(near) => self.tokens.push(near),
                None => self.word_chunk(chunk),
            },
        }
    }
}

/// Whether the text is a question, whose mark at the end is no wildcard.
fn is_question(text: &str) -> bool {
    const BEGIN: [&str; 17] = [
        "who", "whom", "whose", "what", "when", "where", "which", "why", "how", "is", "are", "was",
        "were", "did", "does", "has", "can",
    ];
    let first = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    text.trim_end().ends_with('?') && text.trim().contains(' ') && BEGIN.contains(&first.as_str())
}

/// The beginning of a text, for a note.
pub(crate) fn shorten(text: &str) -> String {
    let short: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if short.len() < text.len() && short.chars().count() == 40 {
        format!("{short}…")
    } else {
        short
    }
}
