//! Tokens -> the tree.

use crate::query::syntax::lexer::{Lexer, Token};
use crate::query::syntax::{BadValue, Context, Parsed, Query, read_dates};
use crate::schema::Lookup;

/// Parentheses within parentheses deeper than this are left out: what stands in them joins what stands around them.
const DEEPEST: usize = 50;

/// How many `w/` and `pre/` may follow each other in one chain.
const LONGEST_CHAIN: usize = 30;

/// How often a reading is printed and read again, at most, until it stays the same.
const SETTLE: usize = 20;

/// Reads a query. The only error is a known field with a value that cannot be: here a date that is none; names of
/// agencies and persons are looked up later.
pub fn parse(text: &str, context: &Context) -> Result<Parsed, BadValue> {
    let mut parsed = parse_once(text, context)?;
    // Printing takes away parentheses that joined nothing, and what they kept apart may now be one: a statute.
    for _ in 0..SETTLE {
        let again = parse_once(&parsed.query.to_string(), context)?;
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

fn parse_once(text: &str, context: &Context) -> Result<Parsed, BadValue> {
    let mut lexer = Lexer::new(text, context);
    lexer.run();
    let (tokens, too_deep) = flatten(lexer.tokens);
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        notes: Vec::new(),
        mixed: false,
    };
    if too_deep {
        parser.note("parentheses nested too deep are left out");
    }
    let query = parser.whole();
    let mixed = parser.mixed;
    let mut notes = lexer.notes;
    for note in parser.notes {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    if mixed {
        notes.push(format!(
            "`OR` binds before the words beside it: read as `{query}`"
        ));
    }
    check_dates(&query, context)?;
    Ok(Parsed { query, notes })
}

/// The tokens without parentheses that are nested too deep, and whether there were any.
fn flatten(mut tokens: Vec<Token>) -> (Vec<Token>, bool) {
    let (before, mut depth) = (tokens.len(), 0_usize);
    tokens.retain(|token| match token {
        Token::Open => {
            depth += 1;
            depth <= DEEPEST
        }
        Token::Close => {
            depth = depth.saturating_sub(1);
            depth < DEEPEST
        }
        _ => true,
    });
    let too_deep = tokens.len() < before;
    (tokens, too_deep)
}

fn check_dates(query: &Query, context: &Context) -> Result<(), BadValue> {
    match query {
        Query::Field(field, value) if field.lookup == Some(Lookup::Date) => {
            match read_dates(value, context.today) {
                Ok(_) => Ok(()),
                Err(why) => Err(BadValue {
                    field,
                    value: value.clone(),
                    why,
                }),
            }
        }
        Query::Near { left, right, .. } => {
            check_dates(left, context)?;
            check_dates(right, context)
        }
        Query::Not(inner) | Query::Title(inner) => check_dates(inner, context),
        Query::All(parts) | Query::Any(parts) => {
            parts.iter().try_for_each(|part| check_dates(part, context))
        }
        _ => Ok(()),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    notes: Vec<String>,
    /// Whether `OR` stood beside words that it does not join, without parentheses.
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

    fn whole(&mut self) -> Query {
        let mut parts = Vec::new();
        while self.at < self.tokens.len() {
            if let Some(query) = self.all() {
                match query {
                    // What follows a stray parenthesis goes on.
                    Query::All(more) => parts.extend(more),
                    query => parts.push(query),
                }
            }
            if self.take(&Token::Close) {
                self.note("a `)` closes nothing and is left out");
            }
        }
        all_of(parts)
    }

    /// Words side by side, or with `AND`.
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
                    self.note(
                        "an `OR` joins nothing and is left out; in small letters it is a word",
                    );
                }
                Some(Token::Near { .. }) => {
                    self.at += 1;
                    self.note("a `w/` or `pre/` with nothing on one side is left out");
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
            Some(all_of(parts))
        }
    }

    /// Where the parenthesis at `from` is closed.
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

    fn near(&mut self) -> Option<Query> {
        let mut left = self.any()?;
        let mut links = 0;
        while let Some(Token::Near { within, ordered }) = self.peek() {
            let (within, ordered) = (*within, *ordered);
            self.at += 1;
            let Some(right) = self.any() else {
                self.note("a `w/` or `pre/` with nothing on one side is left out");
                break;
            };
            links += 1;
            left = if links > LONGEST_CHAIN {
                self.note(
                    "a chain of `w/` and `pre/` is too long: its later ones are read as `AND`",
                );
                match left {
                    Query::All(mut parts) => {
                        parts.push(right);
                        Query::All(parts)
                    }
                    left => all_of(vec![left, right]),
                }
            } else if has_place(&left) && has_place(&right) {
                Query::Near {
                    left: Box::new(left),
                    right: Box::new(right),
                    within,
                    ordered,
                }
            } else {
                self.note("only words, phrases and groups of them can be near each other: `w/` beside anything else is read as `AND`");
                all_of(vec![left, right])
            };
        }
        Some(left)
    }

    fn any(&mut self) -> Option<Query> {
        let first = self.single()?;
        let mut parts = vec![first];
        while self.take(&Token::Or) {
            while self.take(&Token::Or) {}
            match self.single() {
                Some(Query::Any(more)) => parts.extend(more),
                Some(part) => parts.push(part),
                None => {
                    self.note(
                        "an `OR` joins nothing and is left out; in small letters it is a word",
                    );
                }
            }
        }
        if parts.len() > 1 {
            let mut flat = Vec::new();
            for part in parts {
                match part {
                    Query::Any(more) => flat.extend(more),
                    part => flat.push(part),
                }
            }
            Some(Query::Any(flat))
        } else {
            parts.pop()
        }
    }

    /// One thing, perhaps with a `-` or `NOT` before it. None where an operator or the end stands instead.
    fn single(&mut self) -> Option<Query> {
        let mut not = false;
        let mut negated = false;
        while self.take(&Token::Not) {
            not = !not;
            negated = true;
        }
        // Beyond the end it is as if a parenthesis closed.
        let token = self.peek().cloned().unwrap_or(Token::Close);
        let query = match token {
            Token::Open => self.group(),
            Token::Title => {
                while self.take(&Token::Title) {}
                let inner = self.single();
                if inner.is_none() {
                    self.note("a `title:` with nothing after it is left out");
                }
                inner.map(|inner| self.title(inner))
            }
            Token::Field(field, value) => {
                self.at += 1;
                Some(Query::Field(field, value))
            }
            Token::Phrase(text) => {
                self.at += 1;
                Some(Query::Phrase(text))
            }
            Token::Statute(name) => {
                self.at += 1;
                Some(Query::Statute(name))
            }
            Token::Word(text) => {
                self.at += 1;
                Some(Query::Word(text))
            }
            Token::Pattern(text) => {
                self.at += 1;
                Some(Query::Pattern(text))
            }
            Token::Alike(text) => {
                self.at += 1;
                Some(Query::Alike(text))
            }
            Token::Close | Token::And | Token::Or | Token::Near { .. } | Token::Not => None,
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

    fn group(&mut self) -> Option<Query> {
        self.at += 1;
        let inside = self.all();
        if !self.take(&Token::Close) {
            self.note("a `(` is never closed: it is read as if it were closed at the end");
        }
        inside
    }

    /// `title:` over words; a field inside stays what it is, beside the title.
    fn title(&mut self, inner: Query) -> Query {
        if matches!(inner, Query::Title(_)) {
            return inner;
        }
        if has_place(&inner) || only_words(&inner) {
            Query::Title(Box::new(inner))
        } else {
            self.note("`title:` holds words only: the field inside it is read beside it");
            inner
        }
    }
}

fn all_of(mut parts: Vec<Query>) -> Query {
    match parts.len() {
        0 => Query::Everything,
        1 => parts.remove(0),
        _ => Query::All(parts),
    }
}

/// Whether it stands somewhere in a text, so that something can be near it.
fn has_place(query: &Query) -> bool {
    match query {
        Query::Word(_)
        | Query::Phrase(_)
        | Query::Statute(_)
        | Query::Pattern(_)
        | Query::Alike(_) => true,
        Query::Near { left, right, .. } => has_place(left) && has_place(right),
        Query::Any(parts) | Query::All(parts) => parts.iter().all(has_place),
        Query::Everything | Query::Title(_) | Query::Field(..) | Query::Not(_) => false,
    }
}

fn only_words(query: &Query) -> bool {
    match query {
        Query::Not(inner) => only_words(inner),
        Query::Any(parts) | Query::All(parts) => parts.iter().all(only_words),
        query => has_place(query),
    }
}
