//! What words side by side stand for together: `$2 million` is an amount, `Federal Bureau of Investigation` an agency.

use std::ops::Range;

use crate::analysis::{is_stop_word, tokenize};
use crate::error::Result;
use crate::knowledge::Knowledge;
use crate::query::matching::span_expr::SpanExpr;
use crate::query::plan::planner::Planner;
use crate::query::syntax::Query;

impl Planner<'_> {
    /// For each part of a list: what else it may stand for together with the words beside it. `$2 million` is an
    /// amount, `Federal Bureau of Investigation` an agency.
    pub(crate) fn words_together(&mut self, parts: &[Query]) -> Result<Vec<Vec<SpanExpr>>> {
        let mut together: Vec<Vec<SpanExpr>> = vec![Vec::new(); parts.len()];
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
                        slot.push(SpanExpr::terms(&terms));
                    }
                }
            }
            from += run.max(1);
        }
        Ok(together)
    }
}

/// Amounts and agencies in a text of plain words.
fn spans_of(text: &str, knowledge: &Knowledge) -> Vec<(Range<usize>, String)> {
    let words = tokenize(text);
    let amount = |name: &str| name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let mut spans: Vec<(Range<usize>, String)> = words
        .spans()
        .filter(|span| amount(span.normalized))
        .map(|span| (span.start..span.end, span.normalized.to_owned()))
        .collect();
    // In running text names have capitals. People leave them out when they search.
    let capitals = in_capitals(text);
    for (place, path) in knowledge.mentions_in_query(&[text, &capitals]) {
        let span = (place, path.to_owned());
        if !spans.contains(&span) {
            spans.push(span);
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
