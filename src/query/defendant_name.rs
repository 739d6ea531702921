//! Are two names of defendants those of one, and which of them is fuller?

use std::cmp::Ordering;

use crate::model::{Defendant, DefendantKind};
use crate::schema::name_words;
use crate::text::person_name::PersonName;

/// What is compared of the name of a defendant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ComparedName {
    /// Of a person, with a first and a last name.
    Person(PersonName),
    /// Another name.
    Words(Vec<String>),
}

impl ComparedName {
    pub(super) fn of(defendant: &Defendant) -> ComparedName {
        if defendant.kind == DefendantKind::Organization {
            return ComparedName::Words(name_words(&defendant.name, defendant.kind));
        }
        let name = PersonName::new(&defendant.name);
        if name.first_and_last().is_some() {
            ComparedName::Person(name)
        } else {
            ComparedName::Words(vec![defendant.name.to_lowercase()])
        }
    }
}

/// Whether two names can be those of one defendant. Of persons first and last name are the same; the initials of middle names
/// and what is behind the name, such as `Jr.`, are the same or left out in one of them.
pub(super) fn is_same(one: &ComparedName, other: &ComparedName) -> bool {
    match (one, other) {
        (ComparedName::Person(one), ComparedName::Person(other)) => {
            let agree = |one: Option<char>, other: Option<char>| {
                one.is_none() || other.is_none() || one == other
            };
            match (one.first_and_last(), other.first_and_last()) {
                (Some((first, middle, last)), Some((other_first, other_middle, other_last))) => {
                    first == other_first
                        && last == other_last
                        && agree(middle, other_middle)
                        && one.agrees_in_suffix(other)
                }
                _ => false,
            }
        }
        (ComparedName::Words(one), ComparedName::Words(other)) => one == other,
        _ => false,
    }
}

/// Whether a defendant is named more fully than by the name `known`.
pub(super) fn is_fuller(defendant: &Defendant, known: &str) -> bool {
    let name = &defendant.name;
    match defendant.kind {
        _ if known.is_empty() => true,
        DefendantKind::Person if name.to_lowercase() != known.to_lowercase() => {
            PersonName::new(name).by_fullness(&PersonName::new(known)) == Ordering::Less
        }
        DefendantKind::Person => false,
        DefendantKind::Organization => name.len() > known.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, kind: DefendantKind) -> Defendant {
        Defendant {
            name: name.to_owned(),
            kind,
            aliases: Vec::new(),
        }
    }

    fn are_same(one: &str, other: &str, kind: DefendantKind) -> bool {
        let of = |name: &str| ComparedName::of(&named(name, kind));
        is_same(&of(one), &of(other))
    }

    #[test]
    fn father_and_son_are_two_and_a_name_without_its_middle_is_the_same() {
        for (one, other, expected) in [
            ("Carlo Vantz Sr.", "Carlo Vantz Jr.", false),
            ("Carlo Vantz", "Carlo Vantz, Jr.", true),
            ("CARLO VANTZ", "Carlo Q. Vantz", true),
            ("Carlo A. Vantz", "Carlo B. Vantz", false),
            ("Carlo Vantz", "Carla Vantz", false),
            ("Vantz", "VANTZ", true),
            ("Vantz", "Carlo Vantz", false),
        ] {
            let same = are_same(one, other, DefendantKind::Person);
            assert_eq!(same, expected, "{one}, {other}");
        }
        assert!(are_same(
            "Acme Ltd",
            "ACME LTD",
            DefendantKind::Organization
        ));
    }

    #[test]
    fn a_name_with_more_words_is_fuller_and_one_in_capitals_is_not() {
        let jo = |name: &str| named(name, DefendantKind::Person);
        assert!(is_fuller(&jo("Jo A. Doe"), "Josephine Doe"));
        assert!(!is_fuller(&jo("Josephine Doe"), "Jo A. Doe"));
        assert!(!is_fuller(&jo("JO DOE"), "Jo Doe"));
    }
}
