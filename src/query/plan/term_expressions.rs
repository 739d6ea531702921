//! Which terms of the index does a word, a phrase or a wildcard stand for?

use std::collections::HashMap;

use crate::analysis::{Token, TokenBuffer, tokenize};
use crate::error::Result;
use crate::query::notes::Notes;
use crate::query::plan::budget::{ExpansionBudget, MAX_FUZZY_LOOKUPS, MAX_LEADING_WILDCARDS};
use crate::query::plan::word_forms::{Forms, may_be_amount};
use crate::query::postings::span_expr::SpanExpr;
use crate::query::terms::fuzzy::{FuzzyAutomaton, max_edits};
use crate::query::terms::term_dictionary::{TermCounts, TermDictionary};
use crate::query::terms::wildcard::WildcardAutomaton;
use crate::text::normalize::fold;

/// A word in these of its forms. A compound (`co-conspirator`) is one word, or its parts one after the other.
pub(crate) fn word(dictionary: &TermDictionary<'_>, typed: &str, forms: Forms) -> Result<SpanExpr> {
    let tokens = tokenize(typed);
    let words: Vec<Token<'_>> = tokens.words().collect();
    let only_typed = |word: &Token<'_>| forms.only_typed(typed, word);
    let form = |word: &str, only_typed: bool| -> Result<SpanExpr> {
        Ok(SpanExpr::terms(&if only_typed {
            dictionary.exact(word)?
        } else {
            dictionary.same_stem(word)?
        }))
    };
    let mut alternatives = Vec::new();
    // Amounts that are written as one word: `$2M`; not one within a longer word: `more-8-million-gifts`.
    let is_whole = |span: &Token<'_>| {
        let ends = (words.first(), words.last());
        matches!(ends, (Some(first), Some(last)) if span.start <= first.start && span.end >= last.end)
    };
    for span in tokens
        .spans()
        .filter(|span| span.width == 1 && is_whole(span))
    {
        alternatives.push(SpanExpr::terms(&dictionary.exact(span.normalized)?));
    }
    if forms == Forms::AsTyped
        && let Some(name) = name_with_ending(dictionary, &tokens)?
    {
        return Ok(name);
    }
    if forms != Forms::All
        && may_be_amount(typed)
        && let [name] = words.as_slice()
    {
        let name = dictionary.exact(name.normalized)?;
        if !name.is_empty() {
            return Ok(SpanExpr::terms(&name));
        }
    }
    if let [single] = words.as_slice() {
        alternatives.push(form(single.normalized, only_typed(single))?);
        return Ok(SpanExpr::any_of(alternatives));
    }
    let joined: String = words.iter().map(|word| word.normalized).collect();
    if joined.chars().any(char::is_alphabetic) {
        alternatives.push(form(&joined, words.iter().all(only_typed))?);
    }
    let mut parts = Vec::new();
    for word in &words {
        parts.push(form(word.normalized, only_typed(word))?);
    }
    if typed.contains('&') {
        // `A&O` is also written `A and O`.
        let mut with_and = Vec::new();
        for part in &parts {
            if !with_and.is_empty() {
                with_and.push(SpanExpr::terms(&dictionary.exact("and")?));
            }
            with_and.push(part.clone());
        }
        alternatives.push(SpanExpr::phrase(with_and));
    }
    alternatives.push(SpanExpr::phrase(parts));
    Ok(SpanExpr::any_of(alternatives))
}

/// The terms of a name of one word with its possessive ending, where a release has it so: `Lowe's`, `Lowes`.
fn name_with_ending(
    dictionary: &TermDictionary<'_>,
    tokens: &TokenBuffer,
) -> Result<Option<SpanExpr>> {
    let mut spans = tokens.spans();
    let (Some(span), None) = (spans.next(), spans.next()) else {
        return Ok(None);
    };
    let is_name = span.width == 1
        && tokens.position_count() == 1
        && span.normalized.bytes().all(|b| b.is_ascii_lowercase());
    if !is_name {
        return Ok(None);
    }
    let terms = dictionary.exact(span.normalized)?;
    Ok((!terms.is_empty()).then(|| SpanExpr::terms(&terms)))
}

/// Whether a typed word is a name with a possessive ending, which may be a part of it: `Lowe's`.
pub(super) fn has_name_with_ending(dictionary: &TermDictionary<'_>, typed: &str) -> Result<bool> {
    Ok(name_with_ending(dictionary, &tokenize(typed))?.is_some())
}

/// These words without inflections, in this order. A compound of the query may be two words in the text, and the other way
/// round.
pub(super) fn phrase(dictionary: &TermDictionary<'_>, text: &str) -> Result<SpanExpr> {
    let tokens = tokenize(text);
    let words: Vec<_> = tokens.words().collect();
    let mut spans_at: HashMap<u32, Vec<Token<'_>>> = HashMap::new();
    for span in tokens.spans() {
        spans_at.entry(span.position).or_default().push(span);
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let spans = spans_at.remove(&word.position).unwrap_or_default();
        let width = spans
            .iter()
            .map(|span| span.width)
            .max()
            .unwrap_or(1)
            .max(1);
        let mut alternatives = Vec::new();
        for span in spans.iter().filter(|span| span.width == width) {
            alternatives.push(SpanExpr::terms(&dictionary.exact(span.normalized)?));
        }
        let mut separate = Vec::new();
        for word in words.iter().skip(at).take(width as usize) {
            separate.push(SpanExpr::terms(&dictionary.exact(word.normalized)?));
        }
        alternatives.push(SpanExpr::phrase(separate));
        parts.push(SpanExpr::any_of(alternatives));
        at += width as usize;
    }
    Ok(SpanExpr::phrase(parts))
}

/// The words that match a pattern with `*` or `?`: the most frequent ones if there are more than the budget allows.
pub(super) fn wildcard(
    dictionary: &TermDictionary<'_>,
    typed: &str,
    budget: &mut ExpansionBudget,
    notes: &mut Notes,
) -> Result<SpanExpr> {
    let pattern: String = fold(typed)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '*' | '?'))
        .collect();
    if pattern.starts_with(['*', '?']) && !budget.take_leading_wildcard() {
        notes.add(format!(
            "`{typed}` is not searched: a query may have {MAX_LEADING_WILDCARDS} words that begin with `*` or `?`"
        ));
        return Ok(SpanExpr::Terms(Vec::new()));
    }
    let automaton = WildcardAutomaton::new(&pattern);
    let (terms, more) = dictionary.matching_wildcard(&automaton, budget.wildcard_limit())?;
    let postings = terms.values().map(|count| u64::from(*count)).sum();
    budget.use_wildcard(terms.len(), postings);
    if dictionary.is_used_up() {
        notes.add(format!(
            "only a part of the words was searched for `{typed}`: the patterns of the query have too many to look through"
        ));
    } else if more {
        let words = terms.len();
        notes.add(format!(
            "`{typed}` matches more than {words} words: the {words} most frequent are searched"
        ));
    } else if terms.is_empty() {
        notes.add(format!("no word matches `{typed}`"));
    }
    Ok(SpanExpr::terms(&terms))
}

/// The words that are spelled like the typed one; the word itself if the budget is used up.
pub(super) fn fuzzy(
    dictionary: &TermDictionary<'_>,
    typed: &str,
    budget: &mut ExpansionBudget,
    notes: &mut Notes,
) -> Result<SpanExpr> {
    if !budget.take_fuzzy_lookup() {
        notes.add(format!(
            "`{typed}~` is read as `{typed}`: a query may have {MAX_FUZZY_LOOKUPS} words that are looked up by their spelling"
        ));
        return word(dictionary, typed, Forms::AsMeant);
    }
    let normalized = single_form(typed);
    let automaton = FuzzyAutomaton::new(&normalized, max_edits(&normalized), false);
    let similar = dictionary.fuzzy(&automaton)?.into_iter();
    let terms: TermCounts = similar.map(|(term, count, _)| (term, count)).collect();
    if terms.is_empty() {
        notes.add(format!("no word is spelled like `{typed}`"));
    }
    Ok(SpanExpr::terms(&terms))
}

/// The normalized form of one typed word; the parts of a compound are joined.
pub(crate) fn single_form(typed: &str) -> String {
    tokenize(typed)
        .words()
        .map(|word| word.normalized)
        .collect()
}
