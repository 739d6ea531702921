//! Which values stand in the parentheses after a field? `agency:(FBI OR Tax Division)`

use crate::query::syntax::token::{Token, is_quote};
use crate::schema::FieldSpec;

/// Maximum number of letters in which the end of a group is looked for: a long text may have many groups without an end.
const MAX_GROUP: usize = 20_000;

/// Where the parenthesis closes that was opened before the text: not one in quotation marks or in `78j(b)`. Where they do not
/// balance it is the first one.
pub(super) fn end_of_group(text: &str) -> Option<usize> {
    let (mut depth, mut is_quoted) = (0, false);
    let closes = |(_, c): &(usize, char)| {
        match *c {
            c if is_quote(c) => is_quoted = !is_quoted,
            _ if is_quoted => {}
            ')' if depth == 0 => return true,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        false
    };
    let end = text.char_indices().take(MAX_GROUP).find(closes);
    end.map(|(at, _)| at).or_else(|| text.find(')'))
}

/// The tokens of what stands in the parentheses: a value is everything between two operators. Within quotation marks nothing
/// is an operator.
pub(super) fn tokens_of_group(field: &'static FieldSpec, inside: &str) -> Vec<Token> {
    let marks = |text: &str| text.chars().filter(|c| is_quote(*c)).count();
    let is_balanced = marks(inside) % 2 == 0;
    let mut group = Group {
        field,
        value: Vec::new(),
        tokens: vec![Token::Open],
        depth: 0,
    };
    let mut is_quoted = false;
    for part in inside.split_whitespace() {
        if is_quoted {
            group.value.push(part);
        } else {
            group.read(part);
        }
        is_quoted ^= is_balanced && marks(part) % 2 == 1;
    }
    group.finish()
}

/// A group as far as it is read.
struct Group<'a> {
    field: &'static FieldSpec,
    /// The words of the value that is being read.
    value: Vec<&'a str>,
    tokens: Vec<Token>,
    /// How many groups in it are open.
    depth: usize,
}

impl<'a> Group<'a> {
    /// Reads a word or an operator.
    fn read(&mut self, part: &'a str) {
        let operator = match part {
            "OR" | "|" | "||" => Token::Or,
            "AND" | "&&" => Token::And,
            "NOT" => Token::Not,
            _ => return self.word(part),
        };
        self.end_value();
        self.tokens.push(operator);
    }

    /// Reads a word, and the groups that begin or end with it.
    fn word(&mut self, mut part: &'a str) {
        while let Some(rest) = part.strip_prefix('(').filter(|_| self.value.is_empty()) {
            self.tokens.push(Token::Open);
            self.depth += 1;
            part = rest;
        }
        let (opening, closing) = (part.matches('(').count(), part.matches(')').count());
        let at_end = part.len() - part.trim_end_matches(')').len();
        let closed = closing.saturating_sub(opening).min(at_end).min(self.depth);
        self.value.push(&part[..part.len() - closed]);
        for _ in 0..closed {
            self.end_value();
            self.tokens.push(Token::Close);
            self.depth -= 1;
        }
    }

    fn end_value(&mut self) {
        let whole = self.value.join(" ").replace(is_quote, "");
        let whole = whole.trim();
        if !whole.is_empty() {
            self.tokens.push(Token::Field(self.field, whole.to_owned()));
        }
        self.value.clear();
    }

    fn finish(mut self) -> Vec<Token> {
        self.end_value();
        let closed = self.depth + 1;
        self.tokens.extend((0..closed).map(|_| Token::Close));
        self.tokens
    }
}
