//! The texts of all releases, searched word by word: slow and simple.

use std::collections::{BTreeSet, HashMap};

use dragnet::analysis::{TokenBuffer, TokenKind};
use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::model::Release;
use dragnet::query::{Limit, Request, search};
use dragnet::schema::analyze;
use jiff::civil::Date;

/// A word of a text, or a name that covers several.
pub struct Token {
    pub form: usize,
    pub start: u32,
    pub end: u32,
    pub plain: bool,
    pub in_title: bool,
}

/// Title and body of a release as one text, with a gap between them that no proximity reaches across.
pub struct Text {
    pub release: Release,
    pub tokens: Vec<Token>,
}

/// All texts, and every form of a word in them.
pub struct Reading {
    pub texts: Vec<Text>,
    pub forms: Vec<String>,
}

/// For each form, by its number, whether it fits.
pub type Fits = Vec<bool>;

/// From the first word up to the one behind the last.
pub type Places = Vec<(u32, u32)>;

const GAP: u32 = 10_000;

impl Reading {
    pub fn of(index: &OpenIndex) -> Self {
        let mut reading = Reading {
            texts: Vec::new(),
            forms: Vec::new(),
        };
        let mut numbers = HashMap::new();
        index
            .for_each_release(|release, body| {
                let mut tokens = Vec::new();
                reading.read(&release.title, None, &mut numbers, &mut tokens);
                let gap = tokens.iter().map(|token| token.end).max().unwrap_or(0) + GAP;
                reading.read(&body, Some(gap), &mut numbers, &mut tokens);
                reading.texts.push(Text { release, tokens });
            })
            .expect("releases");
        // A filter finds a person under every printed name: compare the names under which persons are shown.
        let mut all = Request::new("", || Date::constant(2022, 3, 1));
        all.limit = Limit::All;
        let results = search(index, Knowledge::builtin(), &all).expect("an answer");
        let mut shown: HashMap<String, Release> = results
            .hits
            .map(|hit| hit.expect("a hit").release)
            .map(|release| (release.id.clone(), release))
            .collect();
        // In the order of ids: the order in the index depends on threads.
        let texts = &mut reading.texts;
        for text in texts.iter_mut() {
            if let Some(release) = shown.remove(&text.release.id) {
                text.release = release;
            }
        }
        texts.sort_by(|a, b| a.release.id.cmp(&b.release.id));
        reading
    }

    fn read(
        &mut self,
        text: &str,
        gap: Option<u32>,
        numbers: &mut HashMap<String, usize>,
        tokens: &mut Vec<Token>,
    ) {
        let mut words = TokenBuffer::new();
        analyze(&mut words, text);
        for word in words.iter() {
            let form = *numbers
                .entry(word.normalized.to_owned())
                .or_insert_with(|| {
                    self.forms.push(word.normalized.to_owned());
                    self.forms.len() - 1
                });
            let start = word.position + gap.unwrap_or(0);
            tokens.push(Token {
                form,
                start,
                end: start + word.width,
                plain: word.kind == TokenKind::Word,
                in_title: gap.is_none(),
            });
        }
    }

    /// The words that fit, without names of agencies and statutes.
    pub fn words(&self, fits: impl Fn(&str) -> bool) -> Fits {
        self.forms
            .iter()
            .map(|form| !form.contains(['/', '§']) && fits(form))
            .collect()
    }

    /// The words that fit, and names.
    pub fn forms(&self, fits: impl Fn(&str) -> bool) -> Fits {
        self.forms.iter().map(|form| fits(form)).collect()
    }

    /// The ids of the releases that fulfil a condition.
    pub fn ids(&self, holds: impl Fn(&Text) -> bool) -> BTreeSet<String> {
        self.texts
            .iter()
            .filter(|text| holds(text))
            .map(|text| text.release.id.clone())
            .collect()
    }
}

impl Text {
    pub fn has(&self, fits: &Fits) -> bool {
        self.tokens.iter().any(|token| fits[token.form])
    }

    pub fn has_in_title(&self, fits: &Fits) -> bool {
        self.tokens
            .iter()
            .any(|token| token.in_title && fits[token.form])
    }

    pub fn places(&self, fits: &Fits) -> Places {
        self.tokens
            .iter()
            .filter(|token| fits[token.form])
            .map(|token| (token.start, token.end))
            .collect()
    }

    /// The places at which the words follow each other.
    pub fn phrase(&self, words: &[Fits]) -> Places {
        let mut places = self.places(&words[0]);
        for word in &words[1..] {
            let next = self.places(word);
            places = places
                .iter()
                .flat_map(|place| {
                    let follows = next.iter().filter(|next| next.0 == place.1);
                    follows.map(|next| (place.0, next.1))
                })
                .collect();
        }
        places
    }
}

/// Returns true if a place of the first is within a number of words of a place of the second.
pub fn near(first: &Places, second: &Places, within: u32, ordered: bool) -> bool {
    first.iter().any(|a| {
        second.iter().any(|b| {
            (b.0 >= a.1 && b.0 - a.1 < within) || (!ordered && a.0 >= b.1 && a.0 - b.1 < within)
        })
    })
}

/// The edit distance of two words: letters added, left out, changed, or swapped with their neighbour.
pub fn changes(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let mut best = (table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                best = best.min(table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    table[a.len()][b.len()]
}
