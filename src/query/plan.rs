//! A query as it was read -> what to look for in this index.

use std::ops::Range;

use super::expression::Expression;
use super::filters::Filter;
use super::language::Query;
use super::lexicon::{Lexicon, Terms};
use super::resolve::Resolver;
use super::soften::Soft;
use super::spelling::{Alike, Pattern, most_changes};
use crate::error::Result;
use crate::index::OpenIndex;
use crate::knowledge::Knowledge;
use crate::words::{Stems, Words, fold, is_stop_word};

/// Which text an expression is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Title and text together.
    Text,
    /// The title alone.
    Title,
}

/// What a document must be like.
#[derive(Clone, Debug)]
pub(super) enum Matcher {
    Everything,
    Words(Place, Expression),
    Filter(Filter),
    Not(Box<Matcher>),
    All(Vec<Matcher>),
    Any(Vec<Matcher>),
}

/// One of the things that a query asks for at once.
#[derive(Clone, Debug)]
pub(super) struct Concept {
    /// As it was typed.
    pub(super) label: String,
    pub(super) matcher: Matcher,
    /// What speaks for a release although it is not what was typed; never counts as a match.
    pub(super) soft: Vec<Soft>,
    /// Whether it stands for a single word, which may have been misspelled.
    pub(super) word: Option<String>,
}

/// What to look for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// All of these are wanted; releases with most of them may follow.
    pub(super) concepts: Vec<Concept>,
    /// Common words: wanted, but nothing is left out for lack of them.
    pub(super) common: Vec<Concept>,
    /// What must hold in any case.
    pub(super) conditions: Vec<Matcher>,
    /// Conditions on one field each, whose facet ignores them.
    pub(super) filters: Vec<Filter>,
}

/// Makes the plan for one query.
pub(super) struct Planner<'a> {
    pub(super) text: Lexicon,
    title: Lexicon,
    pub(super) resolver: Resolver<'a>,
    pub(super) stems: Stems,
    pub(super) notes: Vec<String>,
    /// How many words of the index the patterns of this query may still stand for.
    expansions: usize,
    /// How many words of this query may still be looked for by their spelling.
    pub(super) spellings: usize,
    /// How many patterns of this query may still begin with `*` or `?`.
    open_patterns: usize,
}

/// How many words of the index the patterns of one query may stand for together; of more, the most frequent are taken.
const MOST_EXPANDED: usize = 10_000;

/// A pattern stands for so many words even where those before it left none.
const LEAST_EXPANDED: usize = 100;

/// Of one query so many words are looked for by their spelling: each is a walk through the words of the index.
const MOST_SPELLINGS: usize = 16;

/// A group near a group is each word near each word: chains of groups grow without end. Where that would give more words
/// than this, one word of each group is enough.
const MOST_PAIRED: usize = 64;

/// Of one query so many patterns may begin with `*` or `?`: each is a walk through all words of the index.
const MOST_OPEN: usize = 6;

impl<'a> Planner<'a> {
    pub(super) fn new(index: &'a OpenIndex, resolver: Resolver<'a>) -> Result<Self> {
        Ok(Planner {
            text: Lexicon::open(&index.searcher, index.fields.text)?,
            title: Lexicon::open(&index.searcher, index.fields.title)?,
            resolver,
            stems: Stems::default(),
            notes: Vec::new(),
            expansions: MOST_EXPANDED,
            spellings: MOST_SPELLINGS,
            open_patterns: MOST_OPEN,
        })
    }

    pub(super) fn lexicon(&self, place: Place) -> &Lexicon {
        match place {
            Place::Text => &self.text,
            Place::Title => &self.title,
        }
    }

    pub(super) fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Plans the whole query.
    pub(super) fn plan(&mut self, query: &Query) -> Result<Plan> {
        let mut plan = Plan::default();
        let parts = match query {
            Query::All(parts) => parts.as_slice(),
            Query::Everything => &[],
            query => std::slice::from_ref(query),
        };
        let together = self.words_together(parts)?;
        for (part, more) in parts.iter().zip(together) {
            match part {
                Query::Field(field, value) => {
                    let what = format!("{}:", field.name());
                    let filter =
                        self.resolver
                            .filter(*field, &what, std::slice::from_ref(value))?;
                    plan.filters.push(filter);
                }
                Query::Not(_) => {
                    let matcher = self.matcher(part, Place::Text)?;
                    plan.conditions.push(matcher);
                }
                _ if !has_words(part) => {
                    let matcher = self.matcher(part, Place::Text)?;
                    plan.conditions.push(matcher);
                }
                _ => {
                    let concept = self.concept(part, more)?;
                    if is_common(part) {
                        plan.common.push(concept);
                    } else if !plan
                        .concepts
                        .iter()
                        .any(|known| known.label == concept.label)
                    {
                        plan.concepts.push(concept);
                    }
                }
            }
        }
        if plan.concepts.is_empty() {
            // Of common words alone, all are wanted.
            plan.concepts = std::mem::take(&mut plan.common);
        }
        Ok(plan)
    }

    fn concept(&mut self, query: &Query, together: Vec<Expression>) -> Result<Concept> {
        let mut matcher = self.matcher(query, Place::Text)?;
        if let (Matcher::Words(_, expression), false) = (&mut matcher, together.is_empty()) {
            let mut either = vec![expression.clone()];
            either.extend(together);
            *expression = Expression::either(either);
        }
        let word = match query {
            Query::Word(word) => Some(word.clone()),
            _ => None,
        };
        Ok(Concept {
            label: query.to_string(),
            matcher,
            soft: Vec::new(),
            word,
        })
    }

    /// For each part of a list: what else it may stand for together with the words beside it. `$2 million` is an
    /// amount, `Federal Bureau of Investigation` an agency.
    fn words_together(&mut self, parts: &[Query]) -> Result<Vec<Vec<Expression>>> {
        let mut together: Vec<Vec<Expression>> = vec![Vec::new(); parts.len()];
        let mut from = 0;
        while from < parts.len() {
            let run = parts[from..]
                .iter()
                .take_while(|part| matches!(part, Query::Word(_)))
                .count();
            if run > 0 {
                let mut text = String::new();
                let mut ends = Vec::new();
                for part in &parts[from..from + run] {
                    if let Query::Word(word) = part {
                        text.push_str(word);
                    }
                    ends.push(text.len());
                    text.push(' ');
                }
                for (place, name) in spans_of(&text, self.resolver.knowledge) {
                    let first = ends.partition_point(|end| *end <= place.start);
                    let last = ends.partition_point(|end| *end < place.end);
                    let terms = self.text.exact(&name)?;
                    if terms.is_empty() {
                        continue;
                    }
                    for slot in together.iter_mut().take(from + last + 1).skip(from + first) {
                        slot.push(Expression::terms(&terms));
                    }
                }
            }
            from += run.max(1);
        }
        Ok(together)
    }

    fn matcher(&mut self, query: &Query, place: Place) -> Result<Matcher> {
        Ok(match query {
            Query::Everything => Matcher::Everything,
            Query::Field(field, value) => {
                let what = format!("{}:", field.name());
                Matcher::Filter(
                    self.resolver
                        .filter(*field, &what, std::slice::from_ref(value))?,
                )
            }
            Query::Not(inner) => Matcher::Not(Box::new(self.matcher(inner, place)?)),
            Query::Title(inner) => self.matcher(inner, Place::Title)?,
            Query::All(parts) => Matcher::All(self.matchers(parts, place)?),
            Query::Any(parts) => Matcher::Any(self.matchers(parts, place)?),
            Query::Word(_)
            | Query::Phrase(_)
            | Query::Statute(_)
            | Query::Pattern(_)
            | Query::Alike(_)
            | Query::Near { .. } => Matcher::Words(place, self.expression(query, place)?),
        })
    }

    fn matchers(&mut self, parts: &[Query], place: Place) -> Result<Vec<Matcher>> {
        parts.iter().map(|part| self.matcher(part, place)).collect()
    }

    /// What has places in a text. The parser lets nothing else be near anything.
    fn expression(&mut self, query: &Query, place: Place) -> Result<Expression> {
        Ok(match query {
            Query::Word(word) => self.word(word, place)?,
            Query::Phrase(text) => self.phrase(text, place)?,
            Query::Statute(name) => {
                Expression::terms(&self.lexicon(place).beginning(name, &['('])?)
            }
            Query::Pattern(pattern) => self.pattern(pattern, place)?,
            Query::Alike(word) => self.alike(word, place)?,
            Query::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let left = self.expression(left, place)?;
                let right = self.expression(right, place)?;
                if parts(&left) * size(&right) + parts(&right) * size(&left) > MOST_PAIRED {
                    self.note(format!(
                        "the groups of `{query}` are too many for each word to be near each: one of each is enough"
                    ));
                    Expression::Near {
                        left: Box::new(left),
                        right: Box::new(right),
                        within: *within,
                        ordered: *ordered,
                    }
                } else {
                    nearness(left, right, *within, *ordered)
                }
            }
            Query::Any(parts) => {
                let parts = parts
                    .iter()
                    .map(|part| self.expression(part, place))
                    .collect::<Result<_>>()?;
                Expression::either(parts)
            }
            Query::All(parts) => {
                let parts = parts
                    .iter()
                    .map(|part| self.expression(part, place))
                    .collect::<Result<_>>()?;
                Expression::Both(parts)
            }
            Query::Title(_) | Query::Field(..) | Query::Not(_) | Query::Everything => {
                Expression::Terms(Vec::new())
            }
        })
    }

    /// A word with its inflections; one with hyphens and the like as one word, or as its parts one after the other.
    pub(super) fn word(&mut self, typed: &str, place: Place) -> Result<Expression> {
        let words = Words::of(typed);
        let plain: Vec<String> = words
            .iter()
            .filter(|word| word.plain)
            .map(|word| word.form.to_owned())
            .collect();
        let lexicon = match place {
            Place::Text => &self.text,
            Place::Title => &self.title,
        };
        let mut alternatives = Vec::new();
        // Amounts that are written as one word: `$2M`.
        for span in words.iter().filter(|word| !word.plain && word.length == 1) {
            alternatives.push(Expression::terms(&lexicon.exact(span.form)?));
        }
        if let [single] = plain.as_slice() {
            alternatives.push(Expression::terms(
                &lexicon.inflections(single, &mut self.stems)?,
            ));
            return Ok(Expression::either(alternatives));
        }
        let joined: String = plain.concat();
        if joined.chars().any(char::is_alphabetic) {
            alternatives.push(Expression::terms(
                &lexicon.inflections(&joined, &mut self.stems)?,
            ));
        }
        let mut parts = Vec::new();
        for part in &plain {
            parts.push(Expression::terms(
                &lexicon.inflections(part, &mut self.stems)?,
            ));
        }
        if typed.contains('&') {
            // `A&O` is also written `A and O`.
            let mut spelled = Vec::new();
            for part in &parts {
                if !spelled.is_empty() {
                    spelled.push(Expression::terms(&lexicon.exact("and")?));
                }
                spelled.push(part.clone());
            }
            alternatives.push(Expression::sequence(spelled));
        }
        alternatives.push(Expression::sequence(parts));
        Ok(Expression::either(alternatives))
    }

    /// Those very words in that order; what is joined in the query may stand apart in the text, and the other way.
    fn phrase(&mut self, text: &str, place: Place) -> Result<Expression> {
        let words = Words::of(text);
        let lexicon = self.lexicon(place);
        let plain: Vec<_> = words.iter().filter(|word| word.plain).collect();
        let mut sequence = Vec::new();
        let mut at = 0;
        while let Some(word) = plain.get(at) {
            let spans: Vec<_> = words
                .iter()
                .filter(|span| !span.plain && span.position == word.position)
                .collect();
            let length = spans
                .iter()
                .map(|span| span.length)
                .max()
                .unwrap_or(1)
                .max(1);
            let mut alternatives = Vec::new();
            for span in spans.iter().filter(|span| span.length == length) {
                alternatives.push(Expression::terms(&lexicon.exact(span.form)?));
            }
            let mut apart = Vec::new();
            for part in plain.iter().skip(at).take(length as usize) {
                apart.push(Expression::terms(&lexicon.exact(part.form)?));
            }
            alternatives.push(Expression::sequence(apart));
            sequence.push(Expression::either(alternatives));
            at += length as usize;
        }
        Ok(Expression::sequence(sequence))
    }

    fn pattern(&mut self, typed: &str, place: Place) -> Result<Expression> {
        let folded: String = fold(typed)
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, '*' | '?'))
            .collect();
        if folded.starts_with(['*', '?']) {
            if self.open_patterns == 0 {
                self.note(format!(
                    "`{typed}` is not searched: of one query {MOST_OPEN} patterns may begin with `*` or `?`"
                ));
                return Ok(Expression::Terms(Vec::new()));
            }
            self.open_patterns -= 1;
        }
        let most = self.expansions.max(LEAST_EXPANDED);
        let (terms, cut) = self.lexicon(place).fitting(&Pattern::new(&folded), most)?;
        self.expansions = self.expansions.saturating_sub(terms.len());
        if cut {
            self.note(format!(
                "`{typed}` stands for more than {most} words: the {most} most frequent are searched"
            ));
        } else if terms.is_empty() {
            self.note(format!("no word fits `{typed}`"));
        }
        Ok(Expression::terms(&terms))
    }

    fn alike(&mut self, typed: &str, place: Place) -> Result<Expression> {
        let folded = single_form(typed);
        if self.spellings == 0 {
            self.note(format!(
                "`{typed}~` is read as `{typed}`: of one query {MOST_SPELLINGS} words are looked for by their spelling"
            ));
            return self.word(typed, place);
        }
        self.spellings -= 1;
        let alike = Alike::new(&folded, most_changes(&folded), false);
        let found = self.lexicon(place).alike(&alike)?;
        let terms: Terms = found
            .into_iter()
            .map(|(term, count, _)| (term, count))
            .collect();
        if terms.is_empty() {
            self.note(format!("no word is spelled like `{typed}`"));
        }
        Ok(Expression::terms(&terms))
    }
}

/// Amounts and agencies in a text of plain words.
fn spans_of(text: &str, knowledge: &Knowledge) -> Vec<(Range<usize>, String)> {
    let words = Words::of(text);
    let amount = |name: &str| name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let mut spans: Vec<(Range<usize>, String)> = words
        .iter()
        .filter(|word| !word.plain && amount(word.form))
        .map(|word| (word.start..word.end, word.form.to_owned()))
        .collect();
    // In running text names have capitals. People leave them out when they search.
    let capitals = in_capitals(text);
    for text in [text, &capitals] {
        for (place, path) in knowledge.mentions(text) {
            let span = (place, path.to_owned());
            if !spans.contains(&span) {
                spans.push(span);
            }
        }
    }
    spans
}

/// Abbreviations that are words, too: typed in small letters they are the word.
const PLAIN_WORDS: [&str; 8] = ["aid", "arc", "cap", "doc", "dot", "era", "has", "ice"];

/// The text with the capitals that names have: abbreviations whole, words at their beginning. As long as it was.
fn in_capitals(text: &str) -> String {
    text.split_inclusive(' ')
        .map(|word| {
            let plain = word.trim_end();
            let short = (2..=5).contains(&plain.len()) && !PLAIN_WORDS.contains(&plain);
            if is_stop_word(plain) || !plain.is_ascii() {
                word.to_owned()
            } else if short {
                word.to_ascii_uppercase()
            } else {
                let (first, rest) = word.split_at(1.min(word.len()));
                first.to_ascii_uppercase() + rest
            }
        })
        .collect()
}

/// The folded form of one typed word.
pub(super) fn single_form(typed: &str) -> String {
    let words = Words::of(typed);
    words
        .iter()
        .filter(|word| word.plain)
        .map(|word| word.form)
        .collect()
}

/// How many things an expression asks for at once.
fn parts(expression: &Expression) -> usize {
    match expression {
        Expression::Both(parts) => parts.len(),
        _ => 1,
    }
}

/// How many lists of words an expression has.
fn size(expression: &Expression) -> usize {
    match expression {
        Expression::Terms(_) => 1,
        Expression::Near { left, right, .. } => size(left) + size(right),
        Expression::Sequence(parts) | Expression::Either(parts) | Expression::Both(parts) => {
            parts.iter().map(size).sum()
        }
    }
}

/// Nearness to a group means nearness to each of its parts.
fn nearness(left: Expression, right: Expression, within: u32, ordered: bool) -> Expression {
    match (left, right) {
        (Expression::Both(parts), right) => Expression::Both(
            parts
                .into_iter()
                .map(|part| nearness(part, right.clone(), within, ordered))
                .collect(),
        ),
        (left, Expression::Both(parts)) => Expression::Both(
            parts
                .into_iter()
                .map(|part| nearness(left.clone(), part, within, ordered))
                .collect(),
        ),
        (left, right) => Expression::Near {
            left: Box::new(left),
            right: Box::new(right),
            within,
            ordered,
        },
    }
}

/// Whether a part of a query is about words, so that a release can have it or lack it.
fn has_words(query: &Query) -> bool {
    match query {
        Query::Everything | Query::Field(..) | Query::Not(_) => false,
        Query::All(parts) | Query::Any(parts) => parts.iter().any(has_words),
        Query::Title(inner) => has_words(inner),
        _ => true,
    }
}

/// Whether a part is only words that nearly every release has.
fn is_common(query: &Query) -> bool {
    let Query::Word(word) = query else {
        return false;
    };
    let words = Words::of(word);
    words
        .iter()
        .filter(|word| word.plain)
        .all(|word| is_stop_word(word.form))
}
