//! Which words side by side name one thing? `$2 million` is an amount, `Federal Bureau of Investigation` an agency.

use std::ops::Range;

use crate::analysis::{is_stop_word, tokenize};
use crate::error::Result;
use crate::knowledge::Knowledge;
use crate::query::context::SearchContext;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::syntax::Query;

/// Abbreviations that are also words: in small letters they are the word.
const ORDINARY_WORDS: [&str; 8] = ["aid", "arc", "cap", "doc", "dot", "era", "has", "ice"];

/// For each part of a query: the amounts and agencies that it names together with the words beside it.
pub(super) fn multiword_entities(
    ctx: &SearchContext<'_>,
    parts: &[Query],
) -> Result<Vec<Vec<SpanExpr>>> {
    let mut entities: Vec<Vec<SpanExpr>> = vec![Vec::new(); parts.len()];
    let mut from = 0;
    while from < parts.len() {
        let run: Vec<&String> = parts[from..].iter().map_while(as_word).collect();
        let mut text = String::new();
        let mut ends = Vec::new();
        for word in &run {
            text.push_str(word);
            ends.push(text.len());
            text.push(' ');
        }
        for (bytes, name) in named_in(&text, ctx.knowledge) {
            let terms = ctx.text.exact(&name)?;
            if terms.is_empty() {
                continue;
            }
            let first = from + ends.partition_point(|end| *end <= bytes.start);
            let last = from + ends.partition_point(|end| *end < bytes.end);
            for of_part in entities.iter_mut().take(last + 1).skip(first) {
                of_part.push(SpanExpr::terms(&terms));
            }
        }
        from += run.len().max(1);
    }
    Ok(entities)
}

fn as_word(query: &Query) -> Option<&String> {
    match query {
        Query::Word(word) => Some(word),
        _ => None,
    }
}

/// The amounts and agencies that a text of words without punctuation names: their bytes and their names in the index.
fn named_in(text: &str, knowledge: &Knowledge) -> Vec<(Range<usize>, String)> {
    let is_amount = |name: &str| name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let mut named: Vec<(Range<usize>, String)> = tokenize(text)
        .spans()
        // An amount of one word is looked up with that word.
        .filter(|span| span.width > 1 && is_amount(span.normalized))
        // Not one within a longer word: `more-8-million-gifts`.
        .filter(|span| {
            let before = text[..span.start].trim_end_matches('$');
            let is_edge = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
            is_edge(before.chars().next_back()) && is_edge(text[span.end..].chars().next())
        })
        .map(|span| (span.start..span.end, span.normalized.to_owned()))
        .collect();
    // Names have capitals in releases. People leave them out when they search.
    let capitalized = capitalized(text);
    for (bytes, path) in knowledge.mentions_in_query(&[text, &capitalized]) {
        let agency = (bytes, path.to_owned());
        if !named.contains(&agency) {
            named.push(agency);
        }
    }
    named
}

/// The text with the capitals that names have: short words as abbreviations, others with a capital initial. Its length
/// in bytes is the same.
fn capitalized(text: &str) -> String {
    text.split_inclusive(' ')
        .map(|word| {
            let trimmed = word.trim_end();
            let short = (2..=5).contains(&trimmed.len()) && !ORDINARY_WORDS.contains(&trimmed);
            if is_stop_word(trimmed) || !trimmed.is_ascii() {
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
