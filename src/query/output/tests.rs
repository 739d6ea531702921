use crate::analysis::tokenize;
use crate::query::output::highlighter::{Highlighter, Target};
use crate::query::output::snippet::snippet;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::results::Snippet;
use proptest::prelude::*;

fn snippet_for(terms: &[&str], text: &str) -> Snippet {
    let targets = terms
        .iter()
        .map(|term| Target {
            expression: SpanExpr::Terms(vec![(*term).to_owned()]),
            weight: 1.0,
        })
        .collect();
    snippet(&mut Highlighter::new(targets), text)
}

fn shown(snippet: &Snippet) -> Vec<String> {
    snippet
        .fragments
        .iter()
        .map(|fragment| {
            let mut out = String::new();
            let mut from = 0;
            for mark in &fragment.marks {
                out.push_str(&fragment.text[from..mark.start]);
                out.push('[');
                out.push_str(&fragment.text[mark.clone()]);
                out.push(']');
                from = mark.end;
            }
            out + &fragment.text[from..]
        })
        .collect()
}

#[test]
fn matches_are_marked_at_their_words() {
    let snippet = snippet_for(&["obrien", "fraud"], "Mr. O’Brien’s scheme,\n\na FRAUD.");
    assert_eq!(shown(&snippet), ["Mr. [O’Brien]’s scheme, a [FRAUD]."]);
    assert!(!snippet.fragments[0].cut_before && !snippet.fragments[0].cut_after);
}

#[test]
fn the_best_fragment_comes_first_and_each_shows_something_new() {
    let filler = "lorem ".repeat(100);
    let text = format!("alpha {filler} alpha beta {filler} gamma {filler} alpha");
    let snippet = snippet_for(&["alpha", "beta", "gamma"], &text);
    let shown = shown(&snippet);
    assert_eq!(shown.len(), 2);
    assert!(shown[0].contains("[alpha] [beta]"), "{shown:?}");
    assert!(shown[1].contains("[gamma]"), "{shown:?}");
    assert!(
        snippet
            .fragments
            .iter()
            .all(|fragment| fragment.cut_before && fragment.cut_after)
    );
}

#[test]
fn without_a_match_the_beginning_of_the_text_is_shown() {
    let snippet = snippet_for(&["absent"], &"word ".repeat(200));
    assert_eq!(snippet.fragments.len(), 1);
    assert!(snippet.fragments[0].text.starts_with("word word"));
    assert!(snippet.fragments[0].text.ends_with("word"));
    assert!(snippet_for(&["a"], "").fragments.is_empty());
}

proptest! {
    #[test]
    fn snippets_are_parts_of_the_text(text in "([a-c]{1,3}|é|’|\\n|[ -]|\\PC){0,300}") {
        let snippet = snippet_for(&["a", "ab", "c", "e"], &text);
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for fragment in &snippet.fragments {
            prop_assert!(one_line.contains(&fragment.text), "{:?} in {:?}", fragment.text, one_line);
            let mut end = 0;
            for mark in &fragment.marks {
                prop_assert!(mark.start >= end && mark.start < mark.end);
                let marked = tokenize(&fragment.text[mark.clone()]);
                prop_assert!(marked.iter().any(|word| ["a", "ab", "c", "e"].contains(&word.normalized)));
                end = mark.end;
            }
        }
    }
}
