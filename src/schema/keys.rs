//! The terms by which names and docket numbers are looked up: a key, and behind it what the release prints.

use std::collections::BTreeSet;

use crate::model::{Defendant, DefendantKind};
use crate::schema::docket_number::DocketNumber;
use crate::text::person_name::{name_words as words_of, surname};

/// Between the parts of a term.
pub(crate) const AFTER_KEY: char = '\0';

/// Maximum number of words by which one name is found.
const MAX_WORDS: usize = 24;

/// Words that say of which form an organization is. They stand last in its name, and people leave them out.
const FORMS: [&str; 28] = [
    "ab",
    "ag",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "limited",
    "llc",
    "lllp",
    "llp",
    "lp",
    "ltd",
    "na",
    "nv",
    "pa",
    "pc",
    "plc",
    "pllc",
    "pte",
    "pty",
    "sa",
    "sarl",
    "spa",
];

/// The term of `prosecutor_by_surname` for a printed name: the last name, folded, and the name.
pub(super) fn surname_key(printed: &String) -> String {
    format!("{}{AFTER_KEY}{printed}", surname(printed))
}

/// The term of `docket_by_number` for a printed docket number.
pub(super) fn docket_key(printed: &String) -> String {
    format!("{}{AFTER_KEY}{printed}", DocketNumber::read(printed).key)
}

/// The terms of `defendant_by_word` for a defendant: one for each word of each name. Behind the word stand what the
/// defendant is, the alias that the word is of, empty for the name itself, and the name.
pub(super) fn name_keys(defendant: &Defendant) -> Vec<String> {
    let kind = match defendant.kind {
        DefendantKind::Person => PERSON,
        DefendantKind::Organization => ORGANIZATION,
    };
    let name = &defendant.name;
    let mut keys = Vec::new();
    for form in std::iter::once(name).chain(&defendant.aliases) {
        let words: BTreeSet<String> = name_words(form, defendant.kind).into_iter().collect();
        // Initials alone tell nobody, unless there is nothing else.
        let is_kept = |word: &&String| word.chars().nth(1).is_some() || words.len() == 1;
        for word in words.iter().filter(is_kept).take(MAX_WORDS) {
            let alias = if form == name { "" } else { form };
            keys.push(format!(
                "{word}{AFTER_KEY}{kind}{AFTER_KEY}{alias}{AFTER_KEY}{name}"
            ));
        }
    }
    keys
}

const PERSON: &str = "p";
const ORGANIZATION: &str = "o";

/// A term of `defendant_by_word`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NameKey<'a> {
    /// The name, or an alias.
    pub(crate) form: &'a str,
    /// The name of the defendant.
    pub(crate) name: &'a str,
    /// What the defendant is.
    pub(crate) kind: DefendantKind,
}

impl<'a> NameKey<'a> {
    /// Reads what stands in a term behind the word.
    pub(crate) fn read(term: &'a str) -> Option<Self> {
        let mut parts = term.split(AFTER_KEY).skip(1);
        let kind = match parts.next()? {
            PERSON => DefendantKind::Person,
            _ => DefendantKind::Organization,
        };
        let (alias, name) = (parts.next()?, parts.next()?);
        let form = if alias.is_empty() { name } else { alias };
        Some(NameKey { form, name, kind })
    }
}

/// The words of a name, folded; of an organization without the words that say of which form it is.
pub(crate) fn name_words(name: &str, kind: DefendantKind) -> Vec<String> {
    let words = words_of(name);
    match kind {
        DefendantKind::Person => words,
        DefendantKind::Organization => without_form(words),
    }
}

/// The words of the name of an organization without those that say of which form it is, and without the article.
fn without_form(mut words: Vec<String>) -> Vec<String> {
    while words.len() > 1
        && (words.last()).is_some_and(|last| FORMS.binary_search(&last.as_str()).is_ok())
    {
        words.pop();
    }
    if words.len() > 1 && words.first().is_some_and(|first| first == "the") {
        words.remove(0);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_sorted() {
        assert!(FORMS.is_sorted());
    }

    #[test]
    fn a_defendant_is_found_by_every_word_of_every_name() {
        let defendant = Defendant {
            name: "Jo Q. Valdés-Moss".to_owned(),
            kind: DefendantKind::Person,
            aliases: vec!["Shorty".to_owned()],
        };
        let keys = name_keys(&defendant);
        let words: Vec<&str> = keys
            .iter()
            .filter_map(|key| key.split(AFTER_KEY).next())
            .collect();
        assert_eq!(words, ["jo", "moss", "valdes", "shorty"]);
        let alias = NameKey::read(&keys[3]).expect("a key");
        assert_eq!((alias.form, alias.name), ("Shorty", "Jo Q. Valdés-Moss"));
    }

    #[test]
    fn the_form_of_an_organization_is_left_out() {
        let words = |name| name_words(name, DefendantKind::Organization);
        for name in [
            "The Acme Freight Co., Inc.",
            "ACME FREIGHT L.L.C.",
            "Acme Freight",
        ] {
            assert_eq!(words(name), ["acme", "freight"], "{name}");
        }
        assert_eq!(words("Company"), ["company"]);
    }
}
