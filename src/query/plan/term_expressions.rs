//! What a single word, a phrase or a pattern stands for: expressions over the words of this index.

use std::collections::HashMap;

use crate::analysis::{Token, tokenize};
use crate::error::Result;
use crate::query::matching::predicate::SearchField;
use crate::query::matching::span_expr::SpanExpr;
use crate::query::plan::planner::Planner;
use crate::query::terms::fuzzy::{FuzzyAutomaton, max_edits};
use crate::query::terms::term_dictionary::{TermCounts, WildcardLimit};
use crate::query::terms::wildcard::WildcardAutomaton;
use crate::text::normalize::fold;

/// What one query may still ask of the index's words. Beyond it a query is answered all the same, with a note.
#[derive(Debug)]
pub(crate) struct Bounds {
    /// What the patterns of the query may stand for together; of more, the most frequent words are taken.
    expansion: WildcardLimit,
    /// How many words may be looked for by their spelling: each is a walk through the words of the index.
    pub(crate) spellings: usize,
    /// How many patterns may begin with `*` or `?`: each is a walk through all words of the index.
    open_patterns: usize,
}

/// Patterns stand for so many words together at most: `a*` is some thousands in a large corpus.
const MOST_EXPANDED: usize = 5000;

/// And each release is looked at so often for them, on average: `*e*` stands for nearly every word of every release.
const MOST_LOOKS: u64 = 40;

/// A pattern stands for so much even where those before it left nothing.
const LEAST_EXPANDED: usize = 100;
const LEAST_LOOKS: u64 = 4;

const MOST_SPELLINGS: usize = 16;
const MOST_OPEN: usize = 3;

impl Bounds {
    /// For an index of so many releases.
    pub(crate) fn of(releases: u64) -> Self {
        Bounds {
            expansion: WildcardLimit {
                terms: MOST_EXPANDED,
                postings: MOST_LOOKS * releases,
            },
            spellings: MOST_SPELLINGS,
            open_patterns: MOST_OPEN,
        }
    }
}

impl Planner<'_> {
    /// A word with its inflections; one with hyphens and the like as one word, or as its parts one after the other.
    pub(crate) fn word(&mut self, typed: &str, place: SearchField) -> Result<SpanExpr> {
        let words = tokenize(typed);
        let plain: Vec<String> = words
            .words()
            .map(|word| word.normalized.to_owned())
            .collect();
        // Not by the method: the stems are written meanwhile.
        let lexicon = match place {
            SearchField::Text => &self.text,
            SearchField::Title => &self.title,
        };
        let mut alternatives = Vec::new();
        // Amounts that are written as one word: `$2M`.
        for span in words.spans().filter(|span| span.width == 1) {
            alternatives.push(SpanExpr::terms(&lexicon.exact(span.normalized)?));
        }
        if let [single] = plain.as_slice() {
            alternatives.push(SpanExpr::terms(
                &lexicon.same_stem(single, &mut self.stems)?,
            ));
            return Ok(SpanExpr::any_of(alternatives));
        }
        let joined: String = plain.concat();
        if joined.chars().any(char::is_alphabetic) {
            alternatives.push(SpanExpr::terms(
                &lexicon.same_stem(&joined, &mut self.stems)?,
            ));
        }
        let mut parts = Vec::new();
        for part in &plain {
            parts.push(SpanExpr::terms(&lexicon.same_stem(part, &mut self.stems)?));
        }
        if typed.contains('&') {
            // `A&O` is also written `A and O`.
            let mut spelled = Vec::new();
            for part in &parts {
                if !spelled.is_empty() {
                    spelled.push(SpanExpr::terms(&lexicon.exact("and")?));
                }
                spelled.push(part.clone());
            }
            alternatives.push(SpanExpr::phrase(spelled));
        }
        alternatives.push(SpanExpr::phrase(parts));
        Ok(SpanExpr::any_of(alternatives))
    }

    /// Those very words in that order; what is joined in the query may stand apart in the text, and the other way.
    pub(crate) fn phrase(&mut self, text: &str, place: SearchField) -> Result<SpanExpr> {
        let words = tokenize(text);
        let lexicon = self.lexicon(place);
        let plain: Vec<_> = words.words().collect();
        let mut spans_at: HashMap<u32, Vec<Token<'_>>> = HashMap::new();
        for span in words.spans() {
            spans_at.entry(span.position).or_default().push(span);
        }
        let mut sequence = Vec::new();
        let mut at = 0;
        while let Some(word) = plain.get(at) {
            let spans = spans_at.remove(&word.position).unwrap_or_default();
            let length = spans
                .iter()
                .map(|span| span.width)
                .max()
                .unwrap_or(1)
                .max(1);
            let mut alternatives = Vec::new();
            for span in spans.iter().filter(|span| span.width == length) {
                alternatives.push(SpanExpr::terms(&lexicon.exact(span.normalized)?));
            }
            let mut apart = Vec::new();
            for part in plain.iter().skip(at).take(length as usize) {
                apart.push(SpanExpr::terms(&lexicon.exact(part.normalized)?));
            }
            alternatives.push(SpanExpr::phrase(apart));
            sequence.push(SpanExpr::any_of(alternatives));
            at += length as usize;
        }
        Ok(SpanExpr::phrase(sequence))
    }

    pub(crate) fn pattern(&mut self, typed: &str, place: SearchField) -> Result<SpanExpr> {
        let folded: String = fold(typed)
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, '*' | '?'))
            .collect();
        if folded.starts_with(['*', '?']) {
            if self.bounds.open_patterns == 0 {
                self.note(format!(
                    "`{typed}` is not searched: of one query {MOST_OPEN} patterns may begin with `*` or `?`"
                ));
                return Ok(SpanExpr::Terms(Vec::new()));
            }
            self.bounds.open_patterns -= 1;
        }
        let (left, releases) = (
            self.bounds.expansion,
            self.resolver.index.searcher.num_docs(),
        );
        let most = WildcardLimit {
            terms: left.terms.max(LEAST_EXPANDED),
            postings: left.postings.max(LEAST_LOOKS * releases),
        };
        let (terms, cut) = self
            .lexicon(place)
            .matching_wildcard(&WildcardAutomaton::new(&folded), most)?;
        let postings: u64 = terms.values().map(|count| u64::from(*count)).sum();
        self.bounds.expansion = WildcardLimit {
            terms: left.terms.saturating_sub(terms.len()),
            postings: left.postings.saturating_sub(postings),
        };
        if cut {
            let words = terms.len();
            self.note(format!(
                "`{typed}` stands for more than {words} words: the {words} most frequent are searched"
            ));
        } else if terms.is_empty() {
            self.note(format!("no word fits `{typed}`"));
        }
        Ok(SpanExpr::terms(&terms))
    }

    pub(crate) fn alike(&mut self, typed: &str, place: SearchField) -> Result<SpanExpr> {
        let folded = single_form(typed);
        if self.bounds.spellings == 0 {
            self.note(format!(
                "`{typed}~` is read as `{typed}`: of one query {MOST_SPELLINGS} words are looked for by their spelling"
            ));
            return self.word(typed, place);
        }
        self.bounds.spellings -= 1;
        let alike = FuzzyAutomaton::new(&folded, max_edits(&folded), false);
        let found = self.lexicon(place).fuzzy(&alike)?;
        let terms: TermCounts = found
            .into_iter()
            .map(|(term, count, _)| (term, count))
            .collect();
        if terms.is_empty() {
            self.note(format!("no word is spelled like `{typed}`"));
        }
        Ok(SpanExpr::terms(&terms))
    }
}

/// The folded form of one typed word.
pub(crate) fn single_form(typed: &str) -> String {
    let words = tokenize(typed);
    words.words().map(|word| word.normalized).collect()
}
