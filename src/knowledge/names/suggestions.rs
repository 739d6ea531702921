//! Which known names are nearest to a typed one that means nothing?

use crate::knowledge::names::name_index::normalized_name;
use crate::knowledge::tables::agency::Agency;
use crate::knowledge::tables::districts::districts;
use crate::text::edit_distance::edit_distance;

/// Maximum number of suggestions: a person reads them in one line.
const MAX_SUGGESTIONS: usize = 5;

/// Minimum score of a suggestion, of 100 for the same name.
const MIN_SCORE: usize = 50;

/// Minimum score by spelling alone.
const MIN_SPELLING: usize = 65;

/// Returns the paths of the agencies with the nearest names, best first.
pub(crate) fn nearest_agencies(text: &str, agencies: &[Agency]) -> Vec<String> {
    let names = agencies.iter().flat_map(|agency| {
        let abbreviations = agency.abbreviations.iter().chain(&agency.codes);
        let short = abbreviations.chain([&agency.short]).map(String::as_str);
        short
            .chain(agency.names())
            .map(|name| (name, agency.path.as_str()))
    });
    nearest(text, names)
}

/// Returns the paths of the U.S. Attorney's Offices of the districts with the nearest names, best first.
pub(crate) fn nearest_districts(text: &str) -> Vec<String> {
    let names = districts().iter().flat_map(|district| {
        let names = district
            .aliases()
            .into_iter()
            .chain([district.name.clone()]);
        names.map(|name| (name, district.path.as_str()))
    });
    nearest(text, names)
}

/// `names` are names with their paths.
fn nearest<'a, Name: AsRef<str>>(
    text: &str,
    names: impl Iterator<Item = (Name, &'a str)>,
) -> Vec<String> {
    let wanted = normalized_name(text);
    let mut scored: Vec<(Likeness, &str)> = names
        .filter_map(|(name, path)| {
            Some((likeness(&wanted, &normalized_name(name.as_ref()))?, path))
        })
        .collect();
    scored.sort_unstable();
    let mut paths: Vec<String> = Vec::new();
    for (_, path) in scored {
        if paths.len() < MAX_SUGGESTIONS && !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
        }
    }
    paths
}

/// How a name is like the wanted one, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// It begins with what was typed; with its length in bytes.
    Begins(usize),
    /// Each typed word begins one of its words; with its length in bytes.
    HoldsAll(usize),
    /// It is spelled alike or shares words; with its distance, of 100.
    Similar(usize),
}

/// Returns how a name is like the wanted one; nothing where it is not. Both are normalized.
fn likeness(wanted: &str, name: &str) -> Option<Likeness> {
    /// Minimum length of what was typed for the beginnings of names, in bytes.
    const MIN_TYPED: usize = 3;
    let holds_all = || {
        let mut words = wanted.split(' ');
        words.all(|word| name.split(' ').any(|other| other.starts_with(word)))
    };
    if wanted.len() >= MIN_TYPED && name.starts_with(wanted) {
        return Some(Likeness::Begins(name.len()));
    }
    if wanted.len() >= MIN_TYPED && holds_all() {
        return Some(Likeness::HoldsAll(name.len()));
    }
    let score = similarity(wanted, name);
    (score >= MIN_SCORE).then(|| Likeness::Similar(100_usize.saturating_sub(score)))
}

/// Returns how near a name is to the wanted one, of 100: by spelling, or by the words that they share. Both are normalized.
fn similarity(wanted: &str, name: &str) -> usize {
    let length = wanted.chars().count();
    let longest = length.max(name.chars().count()).max(1);
    // Only names of similar length can be misspellings of each other.
    let spelling = if longest > 2 * length + 4 {
        0
    } else {
        100 - (edit_distance(wanted, name) * 100 / longest).min(100)
    };
    // Half of the letters of a short name are alike by chance: NYPD is no NTSB.
    let spelling = if spelling < MIN_SPELLING { 0 } else { spelling };
    let is_long = |word: &&str| word.len() > 2;
    let wanted_words: Vec<&str> = wanted.split(' ').filter(is_long).collect();
    let shared = wanted_words
        .iter()
        .filter(|word| name.split(' ').any(|other| other == **word))
        .count();
    let shared_words = shared * 90 / wanted_words.len().max(1);
    // Of two names that share the same words, the shorter one is nearer.
    let words = name.split(' ').filter(is_long).count();
    spelling.max(shared_words.saturating_sub(words))
}

#[cfg(test)]
mod tests {
    use super::nearest_agencies;
    use crate::knowledge::Knowledge;

    #[test]
    fn names_that_begin_with_the_typed_words_or_hold_them_all_come_first() {
        let agencies = Knowledge::builtin().agencies();
        for (typed, first) in [
            ("Homeland Sec", "/dhs"),
            ("Securities", "/sec"),
            ("Federal Trade Com", "/ftc"),
            ("Postal Insp", "/usps/uspis"),
        ] {
            let found = nearest_agencies(typed, agencies);
            assert_eq!(
                found.first().map(String::as_str),
                Some(first),
                "{typed}: {found:?}"
            );
        }
        for typed in ["NYPD", "Medicaid Fraud Control Unit"] {
            let found = nearest_agencies(typed, agencies);
            assert!(found.is_empty(), "{typed}: {found:?}");
        }
        let found = nearest_agencies("Homeland Sec", agencies);
        assert!(!found.contains(&"/sec".to_owned()), "{found:?}");
    }
}
