//! How do tokens become a tree?

use crate::query::syntax::ast::{BadValue, Parsed, Query, is_none};
use crate::query::syntax::dates::{Today, read_dates};
use crate::query::syntax::lexer::tokens_of;
use crate::query::syntax::token::Token;
use crate::query::syntax::typed_filters::read_typed_filters;
use crate::schema::Lookup;

/// Maximum depth of parentheses: deeper ones are left out, so that a query cannot exhaust the stack.
const MAX_DEPTH: usize = 50;

/// Maximum number of `w/` and `pre/` in a chain: each multiplies the pairs of positions to look at.
const MAX_CHAIN: usize = 30;

/// Maximum number of times that a query is printed and read again until it stays the same.
const MAX_ROUNDS: usize = 20;

const OR_JOINS_NOTHING: &str =
    "an `OR` joins nothing and is left out; in small letters it is a word";
const NEAR_NOTHING: &str = "a `w/` or `pre/` with nothing on one side is left out";

/// Reads a query. The only error here is a date that does not exist; other values are looked up later, in `query/resolve`.
pub fn parse(text: &str, today: Today) -> Result<Parsed, BadValue> {
    let mut parsed = parse_once(text, today)?;
    // Printing leaves out parentheses that joined nothing. The words that they separated may now be a statute.
    for _ in 0..MAX_ROUNDS {
        let again = parse_once(&parsed.query.to_string(), today)?;
        if again.query == parsed.query {
            break;
        }
        parsed.query = again.query;
        for note in again.notes {
            if !parsed.notes.contains(&note) {
                parsed.notes.push(note);
            }
        }
    }
    Ok(parsed)
}

fn parse_once(text: &str, today: Today) -> Result<Parsed, BadValue> {
    let mut tokens = tokens_of(text);
    read_typed_filters(&mut tokens, today);
    let (list, too_deep) = flatten(tokens.list);
    let mut parser = Parser {
        tokens: &list,
        at: 0,
        notes: tokens.notes,
        mixed: false,
    };
    if too_deep {
        parser.note("parentheses nested too deep are left out");
    }
    let query = parser.whole();
    if parser.mixed {
        parser.note(&format!(
            "`OR` binds before the words beside it: read as `{query}`"
        ));
    }
    check_dates(&query, today)?;
    let notes = parser.notes;
    Ok(Parsed { query, notes })
}

/// The tokens without parentheses that are nested too deep, and whether there were any.
fn flatten(mut tokens: Vec<Token>) -> (Vec<Token>, bool) {
    let (before, mut depth) = (tokens.len(), 0_usize);
    tokens.retain(|token| match token {
        Token::Open => {
            depth += 1;
            depth <= MAX_DEPTH
        }
        Token::Close => {
            depth = depth.saturating_sub(1);
            depth < MAX_DEPTH
        }
        _ => true,
    });
    let too_deep = tokens.len() < before;
    (tokens, too_deep)
}

fn check_dates(query: &Query, today: Today) -> Result<(), BadValue> {
    if let Query::Field(field, value) = query
        && field.lookup == Some(Lookup::Date)
        && !is_none(value)
        && let Err(why) = read_dates(value, today)
    {
        return Err(BadValue {
            field,
            value: value.clone(),
            why,
        });
    }
    let mut children = query.children().into_iter();
    children.try_for_each(|child| check_dates(child, today))
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    notes: Vec<String>,
    /// Whether an `OR` without parentheses was beside words that it does not join.
    mixed: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, token: &Token) -> bool {
        let taken = self.peek() == Some(token);
        self.at += usize::from(taken);
        taken
    }

    fn note(&mut self, note: &str) {
        if !self.notes.iter().any(|known| known == note) {
            self.notes.push(note.to_owned());
        }
    }

    /// The whole text.
    fn whole(&mut self) -> Query {
        let mut parts = Vec::new();
        while self.at < self.tokens.len() {
            if let Some(query) = self.all() {
                match query {
                    // What follows a stray parenthesis is a part like those before it.
                    Query::All(more) => parts.extend(more),
                    query => parts.push(query),
                }
            }
            if self.take(&Token::Close) {
                self.note("a `)` closes nothing and is left out");
            }
        }
        Query::all_of(parts)
    }

    /// Operands side by side, or with `AND`.
    fn all(&mut self) -> Option<Query> {
        let mut parts = Vec::new();
        let mut has_any = false;
        loop {
            match self.peek() {
                None | Some(Token::Close) => break,
                Some(Token::And) => {
                    let first = parts.is_empty();
                    self.at += 1;
                    let last = matches!(self.peek(), None | Some(Token::Close));
                    if first || last || matches!(self.peek(), Some(Token::And)) {
                        self.note(
                            "an `AND` joins nothing and is left out; in small letters it is a word",
                        );
                    }
                }
                Some(Token::Or) => {
                    self.at += 1;
                    self.note(OR_JOINS_NOTHING);
                }
                Some(Token::Near { .. }) => {
                    self.at += 1;
                    self.note(NEAR_NOTHING);
                }
                Some(_) => {
                    let from = self.at;
                    if let Some(part) = self.near() {
                        let grouped = self.tokens.get(from) == Some(&Token::Open)
                            && self.tokens.get(self.at.wrapping_sub(1)) == Some(&Token::Close)
                            && self.closes(from) == Some(self.at - 1);
                        has_any |= matches!(part, Query::Any(_)) && !grouped;
                        parts.push(part);
                    }
                }
            }
        }
        self.mixed |= has_any && parts.len() > 1;
        if parts.is_empty() {
            None
        } else {
            Some(Query::all_of(parts))
        }
    }

    /// The number of the token that closes the parenthesis at `from`.
    fn closes(&self, from: usize) -> Option<usize> {
        let mut depth = 0usize;
        for (at, token) in self.tokens.iter().enumerate().skip(from) {
            match token {
                Token::Open => depth += 1,
                Token::Close => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Operands with `w/` or `pre/` between them.
    fn near(&mut self) -> Option<Query> {
        let mut left = self.any()?;
        let mut links = 0;
        while let Some(Token::Near { within, ordered }) = self.peek() {
            let (within, ordered) = (*within, *ordered);
            self.at += 1;
            let Some(right) = self.any() else {
                self.note(NEAR_NOTHING);
                break;
            };
            links += 1;
            left = if links > MAX_CHAIN {
                self.note(
                    "a chain of `w/` and `pre/` is too long: its later ones are read as `AND`",
                );
                match left {
                    Query::All(mut parts) => {
                        parts.push(right);
                        Query::All(parts)
                    }
                    left => Query::all_of(vec![left, right]),
                }
            } else if left.has_positions() && right.has_positions() {
                Query::Near {
                    left: Box::new(left),
                    right: Box::new(right),
                    within,
                    ordered,
                }
            } else {
                self.note("only words, phrases and groups of them can be near each other: `w/` beside anything else is read as `AND`");
                Query::all_of(vec![left, right])
            };
        }
        Some(left)
    }

    /// Operands with `OR` between them.
    fn any(&mut self) -> Option<Query> {
        let mut parts = vec![self.single()?];
        while self.take(&Token::Or) {
            while self.take(&Token::Or) {}
            match self.single() {
                Some(part) => parts.push(part),
                None => self.note(OR_JOINS_NOTHING),
            }
        }
        if parts.len() < 2 {
            return parts.pop();
        }
        let alternatives = parts.into_iter().flat_map(|part| match part {
            Query::Any(more) => more,
            part => vec![part],
        });
        Some(Query::Any(alternatives.collect()))
    }

    /// One operand, perhaps with a `-` or `NOT` before it; none if there is an operator or the end instead.
    fn single(&mut self) -> Option<Query> {
        let mut not = false;
        let mut negated = false;
        while self.take(&Token::Not) {
            not = !not;
            negated = true;
        }
        let query = match self.peek().cloned() {
            Some(Token::Open) => self.group(),
            Some(Token::Title) => {
                while self.take(&Token::Title) {}
                let inner = self.single();
                if inner.is_none() {
                    self.note("a `title:` with nothing after it is left out");
                }
                inner.map(|inner| self.title(inner))
            }
            token => {
                let leaf = token.and_then(leaf);
                self.at += usize::from(leaf.is_some());
                leaf
            }
        };
        match query {
            Some(query) if not => Some(Query::Not(Box::new(query))),
            None if negated => {
                self.note("a `NOT` or `-` with nothing after it is left out");
                None
            }
            query => query,
        }
    }

    /// What is in parentheses.
    fn group(&mut self) -> Option<Query> {
        self.at += 1;
        let inside = self.all();
        if !self.take(&Token::Close) {
            self.note("a `(` is never closed: it is read as if it were closed at the end");
        }
        inside
    }

    /// `title:` before words. Before a field it is left out.
    fn title(&mut self, inner: Query) -> Query {
        if matches!(inner, Query::Title(_)) {
            return inner;
        }
        if inner.has_positions() || only_words(&inner) {
            Query::Title(Box::new(inner))
        } else {
            self.note("`title:` holds words only: the field inside it is read beside it");
            inner
        }
    }
}

/// The query of a token that is one by itself.
fn leaf(token: Token) -> Option<Query> {
    match token {
        Token::Field(field, value) => Some(Query::Field(field, value)),
        Token::Phrase(text) => Some(Query::Phrase(text)),
        Token::Statute(name) => Some(Query::Statute(name)),
        Token::Word(text) => Some(Query::Word(text)),
        Token::Wildcard(text) => Some(Query::Wildcard(text)),
        Token::Fuzzy(text) => Some(Query::Fuzzy(text)),
        // Listed one by one: a new token that is an operand must not be forgotten here.
        Token::Open
        | Token::Close
        | Token::And
        | Token::Or
        | Token::Not
        | Token::Near { .. }
        | Token::Title => None,
    }
}

/// Whether it is only words, and perhaps a negation of some.
fn only_words(query: &Query) -> bool {
    match query {
        Query::Not(_) | Query::Any(_) | Query::All(_) => {
            query.children().into_iter().all(only_words)
        }
        query => query.has_positions(),
    }
}
