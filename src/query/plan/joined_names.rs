//! Which names are written as one word or as several? `Glaxo Smith Kline` and `GlaxoSmithKline`.

use crate::analysis::{is_ordinary_word, is_stop_word};
use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::notes::Notes;
use crate::query::plan::term_expressions::single_form;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::syntax::Query;

/// Maximum number of words of a name that may be written as one.
const MAX_WORDS: usize = 3;

/// Minimum length in letters of a name of several words.
const MIN_LENGTH: usize = 6;

/// For each part of a query: the names that it is, alone or with the words beside it, written the other way.
pub(super) fn joined_names(
    ctx: &SearchContext<'_>,
    parts: &[Query],
    notes: &mut Notes,
) -> Result<Vec<Vec<SpanExpr>>> {
    let mut names: Vec<Vec<SpanExpr>> = vec![Vec::new(); parts.len()];
    // `J.P. Morgan` is `JP Morgan`.
    let words: Vec<Option<String>> = (parts.iter())
        .map(|part| match part {
            Query::Word(word) => Some(word.replace('.', "")).filter(|word| is_plain(word)),
            _ => None,
        })
        .collect();
    let words: Vec<Option<&str>> = words.iter().map(Option::as_deref).collect();
    for at in 0..words.len() {
        if let Some(parted) = words[at].map(cut_at_capitals)
            && may_be_name(&parted)
        {
            let mut forms = Vec::new();
            for part in &parted {
                forms.push(SpanExpr::terms(&ctx.text.exact(&single_form(part))?));
            }
            if !forms.iter().any(|form| form.all_terms().is_empty()) {
                let (typed, parted) = (parted.concat(), parted.join(" "));
                notes.add(format!("`{typed}` also finds `{parted}`"));
                names[at].push(SpanExpr::phrase(forms));
            }
        }
        for length in 2..=MAX_WORDS.min(words.len() - at) {
            let Some(run) = words[at..at + length]
                .iter()
                .copied()
                .collect::<Option<Vec<_>>>()
            else {
                break;
            };
            let joined = single_form(&run.concat());
            if !may_be_name(&run) {
                continue;
            }
            let terms = ctx.text.exact(&joined)?;
            if !terms.is_empty() {
                notes.add(format!("`{}` also finds `{joined}`", run.join(" ")));
                for name in &mut names[at..at + length] {
                    name.push(SpanExpr::terms(&terms));
                }
            }
        }
    }
    Ok(names)
}

fn is_plain(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Whether several words may be one name: no stop words, and not ordinary words alone.
fn may_be_name(words: &[&str]) -> bool {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    words.len() > 1
        && lower.concat().len() >= MIN_LENGTH
        && !lower.iter().any(|word| is_stop_word(word))
        && !lower.iter().all(|word| is_ordinary_word(word))
}

/// `Exxon` and `Mobil` of `ExxonMobil`, `JP` and `Morgan` of `JPMorgan`.
fn cut_at_capitals(word: &str) -> Vec<&str> {
    let bytes = word.as_bytes();
    let mut parts = Vec::new();
    let mut from = 0;
    for at in 1..bytes.len() {
        let begins = bytes[at].is_ascii_uppercase()
            && (bytes[at - 1].is_ascii_lowercase()
                || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase));
        if begins && at - from >= 2 {
            parts.push(&word[from..at]);
            from = at;
        }
    }
    parts.push(&word[from..]);
    parts
}
