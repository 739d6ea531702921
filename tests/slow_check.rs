//! A slow and simple check of the query language: it reads every release's text, and must find what the index finds.
//!
//! It runs over the real releases, where they are at hand, with queries of each construct made of words that stand near
//! each other in some release: of as many releases as `DRAGNET_SLOW_CHECK` says (five take a minute, fifty ten).

use std::collections::HashSet;

use dragnet::fields::read_words;
use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::query::{Limit, Request, search};
use dragnet::words::{Stems, Words};
use tantivy::schema::Value;

/// One word or span of a release: form, position, length, and whether it is a word of the text.
type Token = (String, u32, u32, bool);

struct Text {
    id: String,
    tokens: Vec<Token>,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut words = Words::new();
    read_words(&mut words, text);
    words
        .iter()
        .map(|word| (word.form.to_owned(), word.position, word.length, word.plain))
        .collect()
}

/// Title and body of every release, as one text with a gap between.
fn texts(index: &OpenIndex) -> Vec<Text> {
    let mut all = Vec::new();
    for segment in index.searcher.segment_readers() {
        let store = segment.get_store_reader(10).expect("a store");
        for document in store.iter::<tantivy::TantivyDocument>(segment.alive_bitset()) {
            let document = document.expect("a document");
            let text = |field| {
                document
                    .get_first(field)
                    .and_then(|value| value.as_str().map(str::to_owned))
            };
            let Some(release) = text(index.fields.release) else {
                continue;
            };
            let release: dragnet::release::Release =
                serde_json::from_str(&release).expect("a release");
            let mut all_tokens = tokens(&release.title);
            let gap = all_tokens.last().map_or(0, |token| token.1) + 10_000;
            for (form, position, length, plain) in
                tokens(&text(index.fields.body).unwrap_or_default())
            {
                all_tokens.push((form, position + gap, length, plain));
            }
            all.push(Text {
                id: release.id,
                tokens: all_tokens,
            });
        }
    }
    all
}

impl Text {
    /// Where a word that satisfies `fits` stands: first position and the one after the last.
    fn places(&self, fits: &dyn Fn(&str) -> bool) -> Vec<(u32, u32)> {
        self.tokens
            .iter()
            .filter(|(form, ..)| !form.contains(['/', '§']) && fits(form))
            .map(|(_, position, length, _)| (*position, position + length))
            .collect()
    }
}

fn near(first: &[(u32, u32)], second: &[(u32, u32)], within: u32, ordered: bool) -> bool {
    first.iter().any(|a| {
        second.iter().any(|b| {
            (b.0 >= a.1 && b.0 - a.1 < within) || (!ordered && a.0 >= b.1 && a.0 - b.1 < within)
        })
    })
}

fn found(index: &OpenIndex, words: &str) -> HashSet<String> {
    let mut request = Request::new(words, || jiff::civil::Date::constant(2026, 1, 1));
    request.strict = true;
    request.limit = Limit::All;
    let results = search(index, Knowledge::builtin(), &request).expect("an answer");
    let total = results.summary.total;
    let ids: HashSet<String> = results
        .hits
        .map(|hit| hit.expect("a hit").release.id)
        .collect();
    assert_eq!(ids.len(), total, "{words}");
    ids
}

#[test]
fn matches_equal_those_of_reading_every_text() {
    let asked = std::env::var("DRAGNET_SLOW_CHECK").ok();
    let Some(releases) = asked.and_then(|number| number.parse::<usize>().ok()) else {
        println!("skipped: set DRAGNET_SLOW_CHECK to a number of releases");
        return;
    };
    let Some((index, _)) = super::ranking::index() else {
        return;
    };
    let texts = texts(&index);
    let mut stems = Stems::default();
    let mut checked = 0;
    // Words from the middle of a release: neither all common nor all names.
    for text in texts.iter().step_by(texts.len() / releases).take(releases) {
        let plain: Vec<&str> = text
            .tokens
            .iter()
            .filter(|(form, _, _, plain)| {
                *plain && form.len() > 3 && form.bytes().all(|b| b.is_ascii_lowercase())
            })
            .map(|(form, ..)| form.as_str())
            .collect();
        // Common words are left out of a query by design, and names of agencies stand for more than themselves.
        let mut chosen = plain
            .iter()
            .skip(plain.len() / 2)
            .filter(|word| !dragnet::words::is_stop_word(word));
        let (Some(a), Some(b)) = (chosen.next(), chosen.next()) else {
            continue;
        };
        let (stem_a, stem_b) = (stems.stem(a), stems.stem(b));
        let has_a = |form: &str| stems.has_stem(form, &stem_a);
        let has_b = |form: &str| stems.has_stem(form, &stem_b);
        let is = |word: &str| {
            let word = word.to_owned();
            move |form: &str| form == word
        };
        let prefix = &a[..a.len() - 1];
        let one = format!("{}?{}", &a[..1], &a[2..]);
        let (first, rest) = (a[..1].to_owned(), a[2..].to_owned());
        let fits_one = move |form: &str| {
            form.strip_prefix(&first)
                .and_then(|form| {
                    let mut letters = form.chars();
                    letters.next()?;
                    (letters.as_str() == rest).then_some(())
                })
                .is_some()
        };
        let holds =
            |fits: &dyn Fn(&str) -> bool| move_all(&texts, |text| !text.places(fits).is_empty());
        let quick_a = stem_set(&texts, &has_a);
        let quick_b = stem_set(&texts, &has_b);
        let in_a = |form: &str| quick_a.contains(form);
        let in_b = |form: &str| quick_b.contains(form);
        let with_a = holds(&in_a);
        let with_b = holds(&in_b);
        let both: HashSet<String> = with_a.intersection(&with_b).cloned().collect();
        let either: HashSet<String> = with_a.union(&with_b).cloned().collect();
        let only: HashSet<String> = with_a.difference(&with_b).cloned().collect();
        let by_nearness = |within, ordered| {
            move_all(&texts, |text| {
                near(&text.places(&in_a), &text.places(&in_b), within, ordered)
            })
        };
        let phrase = move_all(&texts, |text| {
            let (first, second) = (text.places(&is(a)), text.places(&is(b)));
            first.iter().any(|a| second.iter().any(|b| a.1 == b.0))
        });
        for (query, expected) in [
            (format!("{a} {b} -zzzz"), both.clone()),
            (format!("{a} OR {b}"), either),
            (format!("{a} -{b}"), only),
            (format!("\"{a}\""), holds(&is(a))),
            (format!("\"{a} {b}\""), phrase),
            (
                format!("{prefix}*"),
                holds(&|form: &str| form.starts_with(prefix)),
            ),
            (one, holds(&fits_one)),
            (format!("{a} w/5 {b}"), by_nearness(5, false)),
            (format!("{a} pre/5 {b}"), by_nearness(5, true)),
        ] {
            if names_an_agency(&format!("{a} {b}")) {
                continue;
            }
            let got = found(&index, &query);
            let more: Vec<_> = got.difference(&expected).take(3).collect();
            let less: Vec<_> = expected.difference(&got).take(3).collect();
            assert!(
                more.is_empty() && less.is_empty(),
                "{query}: found also {more:?}, and not {less:?}"
            );
            checked += 1;
        }
    }
    println!("{checked} queries agree with reading {} texts", texts.len());
    assert!(checked >= releases * 6);
}

fn names_an_agency(text: &str) -> bool {
    let upper = text.to_uppercase();
    let named = |text: &str| Knowledge::builtin().mentions(text).next().is_some();
    named(text) || named(&upper)
}

fn move_all(texts: &[Text], holds: impl Fn(&Text) -> bool) -> HashSet<String> {
    texts
        .iter()
        .filter(|text| holds(text))
        .map(|text| text.id.clone())
        .collect()
}

/// Every form of the corpus that fits, so that each is stemmed once.
fn stem_set(texts: &[Text], fits: &dyn Fn(&str) -> bool) -> HashSet<String> {
    use std::sync::OnceLock;
    static FORMS: OnceLock<HashSet<String>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        texts
            .iter()
            .flat_map(|text| text.tokens.iter().map(|token| token.0.clone()))
            .collect()
    });
    forms.iter().filter(|form| fits(form)).cloned().collect()
}
