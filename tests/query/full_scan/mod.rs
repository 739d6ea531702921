//! Does a search find the same releases as a slow and simple search through the text of every release?
//!
//! Fifty queries of each construct are made of words that are near each other in some release. They are asked over a sample
//! of the real releases, and over all of them with
//! `cargo test --release --test dragnet -- --ignored --nocapture a_full_scan`.

mod fields;
mod reading;
mod words;

use std::collections::BTreeSet;
use std::fs;

use dragnet::analysis::{TokenKind, is_stop_word, stem, stems_to, tokenize};
use dragnet::index::{OpenIndex, Options};
use dragnet::knowledge::Knowledge;
use dragnet::query::{Limit, Partial, Request, search};
use jiff::civil::{Date, date};

use crate::support::random::Random;
use crate::support::real_releases;
use crate::support::{index, open};
use reading::{Fits, Reading, Text};

const EACH: usize = 50;

/// The day from which `90d` counts back: in the years of the releases.
const TODAY: Date = date(2017, 3, 31);

type Ids = BTreeSet<String>;

/// A query, and the releases that it should find.
type Asked = (String, Ids);

/// Makes a query of one construct; none if the chosen words do not suit it.
type Construct = fn(&mut Asker) -> Option<Asked>;

const CONSTRUCTS: [(&str, Construct); 14] = [
    ("words", Asker::words),
    ("phrases", Asker::phrase),
    ("AND, OR, NOT", Asker::operators),
    ("parentheses", Asker::parentheses),
    ("prefixes", Asker::prefix),
    ("wildcards", Asker::wildcard),
    ("spelled alike", Asker::alike),
    ("w/N and pre/N of words", Asker::near_words),
    ("w/N and pre/N of groups and phrases", Asker::near_groups),
    ("title:", Asker::title),
    ("other fields", Asker::field),
    ("dates", Asker::date),
    ("statutes", Asker::statute),
    ("agencies", Asker::agency),
];

struct Asker {
    reading: &'static Reading,
    random: Random,
}

impl Asker {
    fn any<'b, T>(&mut self, list: &'b [T]) -> &'b T {
        &list[self.random.below(list.len())]
    }

    fn text(&mut self) -> &'static Text {
        let reading = self.reading;
        self.any(&reading.texts)
    }

    /// Plain words that follow each other in some text.
    fn run(&mut self, length: usize) -> Option<Vec<String>> {
        let forms = &self.reading.forms;
        let start = self.random.below(1 << 20);
        let text = self.text();
        let plain: Vec<usize> = (text.tokens.iter())
            .filter(|token| token.plain && !token.in_title)
            .map(|token| token.form)
            .collect();
        let from = start % plain.len().max(1);
        let run: Vec<String> = (plain.iter().skip(from).take(length))
            .map(|form| forms[*form].clone())
            .collect();
        let ascii = |word: &String| word.bytes().all(|byte| byte.is_ascii_lowercase());
        (run.len() == length && run.iter().all(ascii) && !stands_for_more(&run.join(" ")))
            .then_some(run)
    }

    /// A number of words, no stop words, near each other in some text.
    fn some(&mut self, number: usize) -> Option<Vec<String>> {
        let run = self.run(number * 3)?;
        let mut words: Vec<String> = run
            .into_iter()
            .filter(|word| word.len() > 3 && !is_stop_word(word))
            .collect();
        words.dedup();
        words.truncate(number);
        (words.len() == number && !stands_for_more(&words.join(" "))).then_some(words)
    }

    /// A word with its inflections.
    fn stem(&mut self, word: &str) -> Fits {
        let stem = stem(word);
        self.reading.words(|form| stems_to(form, &stem))
    }

    fn stems(&mut self, words: &[String]) -> Vec<Fits> {
        words.iter().map(|word| self.stem(word)).collect()
    }

    fn exact(&self, words: &[String]) -> Vec<Fits> {
        let fits = |word: &String| self.reading.words(|form| form == word);
        words.iter().map(fits).collect()
    }
}

/// Returns true if the words also name an agency or an amount.
fn stands_for_more(text: &str) -> bool {
    let named = |text: &str| Knowledge::builtin().mentions(text).next().is_some();
    // Each word by itself, too: among other capitals an abbreviation is not recognised.
    named(text)
        || (text.split(' ').chain([text])).any(|words| named(&words.to_uppercase()))
        || tokenize(text)
            .iter()
            .any(|word| word.kind == TokenKind::Span)
}

fn found(index: &OpenIndex, words: &str) -> Ids {
    let mut request = Request::new(words, || TODAY);
    request.partial = Partial::Never;
    request.limit = Limit::All;
    let results = search(index, Knowledge::builtin(), &request)
        .unwrap_or_else(|error| panic!("{words}: {error}"));
    let total = results.summary.total;
    let ids: Ids = results
        .hits
        .map(|hit| hit.expect("a hit").release.id)
        .collect();
    assert_eq!(ids.len(), total, "{words}");
    ids
}

fn compare(index: &OpenIndex) {
    // Leaked: the askers borrow it until the test ends.
    let reading: &'static Reading = Box::leak(Box::new(Reading::of(index)));
    let mut asker = Asker {
        reading,
        random: Random::new(1789),
    };
    for (name, construct) in CONSTRUCTS {
        let (mut asked, mut matches, mut tried) = (0, 0, 0);
        while asked < EACH {
            tried += 1;
            assert!(tried < EACH * 100, "{name}: no more than {asked} queries");
            let Some((query, expected)) = construct(&mut asker) else {
                continue;
            };
            let got = found(index, &query);
            let more: Vec<_> = got.difference(&expected).take(3).collect();
            let less: Vec<_> = expected.difference(&got).take(3).collect();
            assert!(
                more.is_empty() && less.is_empty(),
                "{name}: {query}: found also {more:?}, and not {less:?}"
            );
            asked += 1;
            matches += got.len();
        }
        println!(
            "{name}: {asked} queries with {matches} matches agree with reading {} texts",
            reading.texts.len()
        );
    }
}

#[test]
fn matches_equal_those_of_a_full_scan_of_a_sample() {
    let Some(corpus) = real_releases::corpus("opa-html") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let sample = folder.path().join("sample");
    fs::create_dir(&sample).expect("a folder");
    let mut files: Vec<_> = fs::read_dir(&corpus)
        .expect("the releases")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    for file in files.iter().step_by(60) {
        let name = file.file_name().expect("a name");
        fs::copy(file, sample.join(name)).expect("a copy");
    }
    let options = Options::of(&sample, &folder.path().join("index"));
    index(&options).expect("an index");
    compare(&open(&options.index));
}

#[test]
#[ignore = "takes minutes: 700 queries, each over all real releases"]
fn matches_equal_those_of_a_full_scan() {
    if let Some(index) = real_releases::index() {
        compare(&index);
    }
}
