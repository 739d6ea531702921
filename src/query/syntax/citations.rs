//! Statutes as people type them: as releases print them, and run together as only a keyboard does: `18USC1343`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::tokenize;
use crate::extract::statute;

/// A title's number, the code, and a section, with or without the spaces between them.
static RUN_TOGETHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b([0-9]{1,2}) ?(u\.?s\.?c|c\.?f\.?r)\.? ?(?:§ ?|sec\.? ?)?([0-9]+(?:[a-z0-9.-]*[a-z0-9])?(?:\([a-z0-9]{1,4}\))*)",
    )
    .ok()
});

/// Every statute in a typed text, in order: where it stands, and its canonical name.
pub(crate) fn citations(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = statute::citations(text);
    // To build the pattern takes longer than most searches: only for what may be one.
    let lower = text.to_ascii_lowercase();
    let may_be = ["usc", "u.s.c", "cfr", "c.f.r"]
        .iter()
        .any(|code| lower.contains(code));
    if !may_be {
        return found;
    }
    let Some(pattern) = RUN_TOGETHER.as_ref() else {
        return found;
    };
    for parts in pattern.captures_iter(text) {
        let Some(place) = parts.get(0).map(|whole| whole.range()) else {
            continue;
        };
        let known = |(other, _): &(Range<usize>, String)| {
            other.start < place.end && place.start < other.end
        };
        if found.iter().any(known) {
            continue;
        }
        let apart = format!("{} {} {}", &parts[1], &parts[2], &parts[3]);
        if let [(_, name)] = statute::citations(&apart).as_slice() {
            found.push((place, name.clone()));
        }
    }
    found.sort_by_key(|(place, _)| place.start);
    found
}

/// A text with its only citation as releases print it, with the section sign that people leave out: `18 USC 1343`.
pub(super) fn with_section_sign(text: &str) -> Cow<'_, str> {
    match citations(text).as_slice() {
        [(place, name)] if !text.contains('§') => {
            let (before, after) = (&text[..place.start], &text[place.end..]);
            Cow::Owned(format!("{before}{name}{after}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Words that a citation may have beside its numbers and the initials of the code.
const CITATION_WORDS: [&str; 21] = [
    "and",
    "app",
    "appendix",
    "appx",
    "at",
    "code",
    "federal",
    "of",
    "or",
    "regulations",
    "sec",
    "secs",
    "section",
    "sections",
    "ss",
    "states",
    "the",
    "title",
    "united",
    "us",
    "usca",
];

/// The citations of a text in its order: their bytes and canonical names.
pub(super) struct TypedCitations(Vec<(Range<usize>, String)>);

impl TypedCitations {
    /// The citations without other words. `section 1341 (mail fraud) of title 18` is not one: it would lose two words. Nor
    /// is one that ends within a word: `18 USC 1343O’Brien`.
    pub(super) fn of(text: &str) -> Self {
        let mut found = citations(text);
        found.retain(|(place, name)| {
            let name = letters_and_digits(name);
            let is_of_citation = |word: &str| {
                CITATION_WORDS.contains(&word) || name.contains(&letters_and_digits(word))
            };
            let tokens = tokenize(text.get(place.clone()).unwrap_or_default());
            let mut words = tokens.words();
            words.all(|word| is_of_citation(word.normalized))
        });
        if !found.is_empty() {
            let tokens = tokenize(text);
            found.retain(|(place, _)| {
                let mut words = tokens.words();
                !words.any(|word| word.start < place.end && place.end < word.end)
            });
        }
        found.sort_by_key(|(place, _)| place.start);
        TypedCitations(found)
    }

    /// The citation that begins at `at`.
    pub(super) fn at(&self, text: &str, at: usize) -> Option<(Range<usize>, String)> {
        let first = self.0.partition_point(|(place, _)| place.start < at);
        self.0[first..]
            .iter()
            .take_while(|(place, _)| place.start == at)
            .find(|(place, _)| place.end > at && text.is_char_boundary(place.end))
            .cloned()
    }
}

fn letters_and_digits(text: &str) -> String {
    let kept = text.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use crate::query::syntax::citations::citations;

    #[test]
    fn a_statute_is_one_term_however_it_is_typed() {
        for text in [
            "18 U.S.C. § 1343",
            "18 USC 1343",
            "18 usc 1343",
            "18USC1343",
            "18usc1343",
            "18USC 1343",
            "18 USC1343",
            "18USC§1343",
            "18U.S.C.1343",
            "18 usc sec. 1343",
            "title 18 section 1343",
            "section 1343 of title 18",
            "Title 18, United States Code, Section 1343",
        ] {
            let found = citations(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].0, 0..text.len(), "{text}");
            assert_eq!(found[0].1, "18 U.S.C. § 1343", "{text}");
        }
        let found = citations("wire 18USC1343(a) or 15usc78j(b), 17cfr240.10b-5");
        let names: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "18 U.S.C. § 1343(a)",
                "15 U.S.C. § 78j(b)",
                "17 C.F.R. § 240.10b-5"
            ]
        );
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in ["18USC", "USC1343", "a18USC1343", "118USC1343", "18 uscis 3"] {
            assert_eq!(citations(text), Vec::new(), "{text}");
        }
    }
}
