//! What a typed name means.

use std::borrow::Cow;

use crate::knowledge::agencies::Knowledge;
use crate::knowledge::entities::cut::normalized_words;
use crate::knowledge::tables::agency::Agency;
use crate::knowledge::tables::counties;
use crate::knowledge::tables::districts::{District, districts, states};
use crate::text::table_hash::TableMap;

/// What a typed agency or district name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Exactly this path.
    Unique(String),
    /// More than one path fits.
    Ambiguous(Vec<String>),
    /// None fits; these are the nearest, best first, at most five.
    Unknown(Vec<String>),
}

/// Every spelling of every agency and district, folded once.
#[derive(Debug, Default)]
pub(crate) struct NameIndex {
    /// Names, words parted by blanks.
    names: TableMap<String, Vec<usize>>,
    /// Abbreviations without blanks.
    squashed: TableMap<String, Vec<usize>>,
    /// Names and abbreviations of districts, both ways.
    districts: TableMap<String, Vec<usize>>,
    /// Names and abbreviations of states.
    states: TableMap<String, &'static str>,
}

impl NameIndex {
    pub(crate) fn new(agencies: &[Agency]) -> NameIndex {
        let mut name_index = NameIndex::default();
        for (at, agency) in agencies.iter().enumerate() {
            let known = agency.fields();
            for name in (known.aliases()).chain(known.former()).chain([known.name]) {
                put(&mut name_index.names, plain(&folded(name)).to_owned(), at);
            }
            for name in (known.abbreviations())
                .chain(known.codes())
                .chain([known.short])
            {
                put(&mut name_index.squashed, squashed(name), at);
            }
            // "CID", "Fraud Section": on their own they may be any of several.
            for name in known.units() {
                put(&mut name_index.squashed, squashed(name), at);
            }
        }
        for (at, district) in districts().iter().enumerate() {
            for name in district.aliases().iter().chain([&district.name]) {
                put(&mut name_index.districts, folded(name), at);
                if name.len() <= 12 {
                    put(&mut name_index.districts, squashed(name), at);
                }
            }
            if let Some(city) = &district.city {
                for suffix in ["", " us attorney", " us attorneys office"] {
                    put(&mut name_index.districts, folded(city) + suffix, at);
                }
            }
        }
        for state in states() {
            for name in state.abbreviations.iter().chain([&state.name]) {
                name_index.states.entry(folded(name)).or_insert(&state.code);
            }
        }
        name_index
    }
}

/// A typed name, folded once.
struct Typed {
    /// Words parted by blanks.
    words: String,
    /// Without the blanks, as abbreviations are looked up.
    letters: String,
}

impl Typed {
    fn new(text: &str) -> Typed {
        let words = folded(text);
        let letters = words.split(' ').collect();
        Typed { words, letters }
    }
}

fn put(map: &mut TableMap<String, Vec<usize>>, key: String, at: usize) {
    let known = map.entry(key).or_default();
    if !known.contains(&at) {
        known.push(at);
    }
}

/// A name without what people leave out: "the", "U.S.".
fn plain(words: &str) -> &str {
    let words = words.strip_prefix("the ").unwrap_or(words);
    words.strip_prefix("us ").unwrap_or(words)
}

impl Resolution {
    fn of(mut paths: Vec<String>) -> Option<Resolution> {
        paths.sort_unstable();
        paths.dedup();
        match paths.len() {
            0 => None,
            1 => paths.pop().map(Resolution::Unique),
            _ => Some(Resolution::Ambiguous(paths)),
        }
    }
}

/// Letters and digits in small letters without accents, words parted by one blank.
fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain: Cow<str> = if text.is_ascii() {
        text.into()
    } else {
        text.nfkd()
            .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
            .collect()
    };
    // Most names are plain words with single blanks between them.
    let mut blank = true;
    let plain_words = plain.bytes().all(|byte| {
        let doubled = blank && byte == b' ';
        blank = byte == b' ';
        !doubled && (blank || byte.is_ascii_alphanumeric())
    });
    if plain_words && !blank {
        return us(plain.to_ascii_lowercase());
    }
    let mut words = String::with_capacity(plain.len());
    for word in normalized_words(&plain) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&word);
    }
    us(words)
}

fn us(words: String) -> String {
    if words.contains("united states") {
        words.replace("united states", "us")
    } else {
        words
    }
}

/// `irs ci` and `irsci` are the same abbreviation.
fn squashed(text: &str) -> String {
    folded(text).split(' ').collect()
}

impl Knowledge {
    /// What a person who typed `text` means: a path, an abbreviation, an alias or a name, in any case, with or without
    /// accents and punctuation.
    pub fn resolve(&self, text: &str) -> Resolution {
        self.meant(text)
            .unwrap_or_else(|| Resolution::Unknown(self.nearest(text.trim())))
    }

    /// The one path that `text` means. Looks for no name that is spelled like it, which takes a hundred times as long.
    pub fn resolve_one(&self, text: &str) -> Option<String> {
        match self.meant(text)? {
            Resolution::Unique(path) => Some(path),
            Resolution::Ambiguous(_) | Resolution::Unknown(_) => None,
        }
    }

    fn meant(&self, text: &str) -> Option<Resolution> {
        let text = text.trim();
        if let Some(path) = self.path(text) {
            return Some(Resolution::Unique(path));
        }
        let typed = Typed::new(text);
        self.spelled(&typed)
            .or_else(|| Resolution::of(district_paths(&typed, self.name_index())))
            .or_else(|| Resolution::of(state_body(&typed)))
            .or_else(|| self.read_as_text(text))
    }

    /// The same for a district: `SDNY`, `D. Mass.`, `Southern District of New York`, `Massachusetts`.
    /// A state of several districts is ambiguous.
    pub fn resolve_district(&self, text: &str) -> Resolution {
        let text = text.trim();
        if let Some(path) = self
            .path(text)
            .filter(|path| path.starts_with("/doj/usao/"))
        {
            return Resolution::Unique(path);
        }
        let offices = |resolution| match resolution {
            Resolution::Unique(path) => path
                .starts_with("/doj/usao/")
                .then_some(Resolution::Unique(path)),
            Resolution::Ambiguous(paths) => Resolution::of(
                paths
                    .into_iter()
                    .filter(|path| path.starts_with("/doj/usao/"))
                    .collect(),
            ),
            Resolution::Unknown(_) => None,
        };
        let typed = Typed::new(text);
        Resolution::of(district_paths(&typed, self.name_index()))
            .or_else(|| {
                self.spelled(&typed)
                    .or_else(|| self.read_as_text(text))
                    .and_then(offices)
            })
            .unwrap_or_else(|| {
                let near = nearest(
                    text,
                    districts().iter().flat_map(|district| {
                        district
                            .aliases()
                            .iter()
                            .chain([&district.name])
                            .map(|name| (name.as_str(), district.path.as_str()))
                    }),
                );
                Resolution::Unknown(near)
            })
    }

    /// The districts, sorted by code.
    pub fn districts(&self) -> &'static [District] {
        districts()
    }

    fn path(&self, text: &str) -> Option<String> {
        if !text.starts_with('/') {
            return None;
        }
        let path = text.to_lowercase();
        let path = path.trim_end_matches('/');
        (self.agency(path).is_some() || counties::label(path).is_some()).then(|| path.to_owned())
    }

    fn spelled(&self, typed: &Typed) -> Option<Resolution> {
        if typed.letters.is_empty() {
            return None;
        }
        let name_index = self.name_index();
        let paths = [
            name_index.squashed.get(&typed.letters),
            name_index.names.get(plain(&typed.words)),
        ]
        .into_iter()
        .flatten()
        .flatten()
        .map(|&at| self.agencies()[at].path.to_string())
        .collect();
        Resolution::of(paths)
    }

    /// "FBI's Denver Field Office" names no agency by itself, but names exactly one.
    fn read_as_text(&self, text: &str) -> Option<Resolution> {
        let mut found = self.mentions(text);
        let (span, path) = found.next()?;
        let whole = span.len() * 10 >= text.len() * 8;
        (whole && found.next().is_none()).then(|| Resolution::Unique(path.to_owned()))
    }

    fn nearest(&self, text: &str) -> Vec<String> {
        nearest(
            text,
            self.agencies().iter().flat_map(|agency| {
                let known = agency.fields();
                (known.abbreviations())
                    .chain(known.codes())
                    .chain(known.aliases())
                    .chain(known.former())
                    .chain([known.name, known.short])
                    .map(|name| (name, agency.path.as_ref()))
            }),
        )
    }
}

fn district_paths(typed: &Typed, name_index: &NameIndex) -> Vec<String> {
    let words = typed.words.as_str();
    let core = [
        "us attorneys office for the ",
        "us attorneys office ",
        "us attorney for the ",
        "usao ",
    ]
    .iter()
    .find_map(|prefix| words.strip_prefix(prefix))
    .unwrap_or(words);
    let exact = [words, core, &typed.letters]
        .into_iter()
        .find_map(|key| name_index.districts.get(key));
    if let Some(exact) = exact {
        return exact
            .iter()
            .map(|&at| districts()[at].path.clone())
            .collect();
    }
    name_index.states.get(core).map_or_else(Vec::new, |state| {
        districts()
            .iter()
            .filter(|district| district.state == *state)
            .map(|district| district.path.clone())
            .collect()
    })
}

/// "Minnesota Attorney General", "MN AG".
fn state_body(typed: &Typed) -> Vec<String> {
    let words = &typed.words;
    let place = [" attorney generals office", " attorney general", " ag"]
        .iter()
        .find_map(|suffix| words.strip_suffix(suffix))
        .or_else(|| words.strip_prefix("attorney general of "));
    let Some(place) = place else {
        return Vec::new();
    };
    states()
        .iter()
        .filter(|state| folded(&state.name) == place || state.code == place)
        .map(|state| counties::attorney_general(&state.code))
        .collect()
}

/// At most five paths, best first: names spelled nearly alike, then names that share most words.
fn nearest<'a>(text: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let wanted = folded(text);
    let wanted_words: Vec<&str> = wanted.split(' ').filter(|word| word.len() > 2).collect();
    let mut scored: Vec<(usize, &str)> = Vec::new();
    for (name, path) in names {
        let name = folded(name);
        let distance = distance(&wanted, &name);
        let longest = wanted.chars().count().max(name.chars().count()).max(1);
        // Only names of like length can be misspellings of each other.
        let alike = if longest > 2 * wanted.chars().count() + 4 {
            0
        } else {
            100 - (distance * 100 / longest).min(100)
        };
        let shared = wanted_words
            .iter()
            .filter(|word| name.split(' ').any(|other| other == **word))
            .count();
        let of_words = name.split(' ').filter(|word| word.len() > 2).count();
        // Of two names that share the same words, the shorter one is nearer.
        let common = shared * 90 / wanted_words.len().max(1);
        let score = alike.max(common.saturating_sub(of_words));
        if score >= 50 {
            scored.push((score, path));
        }
    }
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut paths: Vec<String> = Vec::new();
    for (_, path) in scored {
        if paths.len() < 5 && !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
        }
    }
    paths
}

/// Edits between two short strings: letters put in, taken out or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(80).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
