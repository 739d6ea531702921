//! Can two printed names be one person's, and which of them is fuller?

use std::cmp::Ordering;

use crate::text::char_class::is_one_character;
use crate::text::normalize::{fold, letters_and_digits};

/// A printed name as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PersonName {
    /// As printed.
    pub(crate) printed: String,
    /// First and middle names, folded, without full stops, nicknames in quotes or brackets left out.
    given: Vec<String>,
    /// The last word before the suffix, folded.
    pub(crate) surname: String,
    /// `jr`, `iii`; empty where there is none.
    suffix: String,
}

impl PersonName {
    pub(crate) fn new(printed: &str) -> PersonName {
        let mut words = name_words(printed);
        let suffix = match words.last() {
            Some(last) if words.len() > 1 && is_suffix(last) => words.pop(),
            _ => None,
        };
        let surname = words.pop().unwrap_or_default();
        PersonName {
            printed: printed.to_owned(),
            given: words,
            surname,
            suffix: suffix.unwrap_or_default(),
        }
    }

    /// Whether the names differ in nothing but signs, accents, capitals and nicknames.
    pub(crate) fn is_same(&self, other: &PersonName) -> bool {
        self.given == other.given && self.surname == other.surname && self.suffix == other.suffix
    }

    /// The first and the last name, and the initial of the middle name where one is printed. Of `J. Kenneth Doe` the first name is
    /// Kenneth. None where one of the two is missing or an initial: that tells nobody.
    pub(crate) fn first_and_last(&self) -> Option<(&str, Option<char>, &str)> {
        let is_whole = |name: &&String| name.chars().nth(1).is_some();
        let initials = usize::from(!self.given.first().is_some_and(|first| is_whole(&first)));
        let first = self.given.get(initials).filter(is_whole)?;
        let middle = self.given.get(initials + 1);
        let middle = middle.and_then(|name| name.chars().next());
        Some(&self.surname)
            .filter(is_whole)
            .map(|surname| (first.as_str(), middle, surname.as_str()))
    }

    /// Whether the names can be one person's: the same first and last name, and middle names and suffixes that agree or are
    /// left out in one of them. A last name alone fits everyone with it.
    pub(crate) fn is_compatible(&self, other: &PersonName) -> bool {
        self.surname == other.surname
            && self.agrees_in_suffix(other)
            && given_names_agree(&self.given, &other.given)
    }

    /// Whether the suffixes are the same, or one name has none: `Jo Doe Jr.` and `Jo Doe Sr.` are two persons.
    pub(crate) fn agrees_in_suffix(&self, other: &PersonName) -> bool {
        self.suffix.is_empty() || other.suffix.is_empty() || self.suffix == other.suffix
    }

    /// The fullest name first: more words, a suffix, more letters, accents, then as it is most often written.
    pub(crate) fn by_fullness(&self, other: &PersonName) -> Ordering {
        let rank = |name: &PersonName| {
            let printed = &name.printed;
            (
                name.given.len(),
                !name.suffix.is_empty(),
                name.given.iter().map(String::len).sum::<usize>(),
                printed.chars().filter(|letter| !letter.is_ascii()).count(),
                printed.matches('.').count(),
                !printed.contains(','),
                printed.len(),
            )
        };
        rank(other)
            .cmp(&rank(self))
            .then_with(|| self.printed.cmp(&other.printed))
    }
}

/// The last word before the suffix, folded. Equal to what [`PersonName::new`] finds, and quicker.
pub(crate) fn surname(printed: &str) -> String {
    let last = printed.rsplit(' ').next().unwrap_or_default();
    let is_plain = last.len() > 3 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_plain {
        last.to_ascii_lowercase()
    } else {
        PersonName::new(printed).surname
    }
}

/// The words of a name, folded, without nicknames: `Angie` in `AeJean (Angie) Cha`.
pub(crate) fn name_words(printed: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut inside = false;
    for word in printed.split([' ', '-', ',']) {
        let opens = word.starts_with(['(', '"', '“']);
        inside |= opens;
        if !inside {
            let word = letters_and_digits(&fold(word));
            if !word.is_empty() {
                words.push(word);
            }
        }
        if word.ends_with([')', '"', '”']) {
            inside = false;
        }
    }
    words
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether the first names are the same, and the middle names of the shorter list are in the longer one, in their order.
/// One whole name at least must be in both; none in one list fits any.
fn given_names_agree(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let Some(first) = short.first() else {
        return true;
    };
    let mut whole = first.len() > 1;
    let mut left = short[1..].iter().peekable();
    for name in long.iter().skip(1) {
        if let Some(wanted) = left.next_if(|wanted| agree(wanted, name)) {
            whole |= wanted.len() > 1 && name.len() > 1;
        }
    }
    long.first() == Some(first) && left.peek().is_none() && whole
}

/// Whether two middle names agree: equal, or an initial and a name.
fn agree(one: &str, other: &str) -> bool {
    one == other || is_initial(one, other) || is_initial(other, one)
}

/// Whether a word is the initial of a name: `d` of `dana`.
pub(crate) fn is_initial(word: &str, name: &str) -> bool {
    is_one_character(word) && name.starts_with(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_begins_with_an_initial_is_known_by_the_next_one() {
        let name = |printed: &str| PersonName::new(printed);
        let (kenneth, initial) = (name("J. Kenneth Doe III"), name("J. Doe"));
        assert_eq!(kenneth.first_and_last(), Some(("kenneth", None, "doe")));
        assert_eq!(initial.first_and_last(), None);
        assert_eq!(
            name("Al B. Roe").first_and_last(),
            Some(("al", Some('b'), "roe"))
        );
    }

    fn compatible(one: &str, other: &str) -> bool {
        let (one, other) = (PersonName::new(one), PersonName::new(other));
        assert_eq!(one.is_compatible(&other), other.is_compatible(&one));
        one.is_compatible(&other)
    }

    #[test]
    fn one_person_under_several_names() {
        for (one, other) in [
            ("Dana Q. Whitlock", "Dana Whitlock"),
            ("Dana Q. Whitlock", "Dana Quill Whitlock Jr."),
            ("A. Dana Whitlock", "A. Dana Q. Whitlock"),
            ("Kenneth Whitlock", "Kenneth R. Whitlock, Jr."),
            ("Ana (Annie) Núñez-Ortiz", "Ana Nunez Ortiz"),
            ("Whitlock", "Dana Whitlock"),
            ("Sheila O’Hara", "Sheila OHara"),
        ] {
            assert!(compatible(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn two_people_with_one_last_name() {
        for (one, other) in [
            ("Dana Q. Whitlock", "Dana R. Whitlock"),
            ("Dana Whitlock", "Daniel Whitlock"),
            ("D. Whitlock", "Dana Whitlock"),
            ("Dana Whitlock Jr.", "Dana Whitlock Sr."),
            ("Mary Dana Whitlock", "Dana Whitlock"),
            ("Ken Whitlock", "Kenneth Whitlock"),
            ("Erica Whitlock", "Eric Whitlock"),
        ] {
            assert!(!compatible(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn a_person_has_a_whole_first_and_last_name() {
        for (printed, expected) in [
            (
                "Dana Q. Whitlock Jr.",
                Some(("dana", Some('q'), "whitlock")),
            ),
            ("Ana Núñez-Ortiz", Some(("ana", Some('n'), "ortiz"))),
            ("Dana Whitlock", Some(("dana", None, "whitlock"))),
            ("D. Whitlock", None),
            ("Whitlock", None),
            ("X Y", None),
        ] {
            let name = PersonName::new(printed);
            assert_eq!(name.first_and_last(), expected, "{printed}");
        }
    }

    #[test]
    fn the_fullest_name_comes_first() {
        let mut names: Vec<PersonName> =
            ["Jo Vale", "Jo A Vale Jr", "Jo A. Vale", "Jo A. Vale Jr."]
                .map(PersonName::new)
                .into();
        names.sort_by(PersonName::by_fullness);
        let names: Vec<&str> = names.iter().map(|name| name.printed.as_str()).collect();
        assert_eq!(
            names,
            ["Jo A. Vale Jr.", "Jo A Vale Jr", "Jo A. Vale", "Jo Vale"]
        );
    }
}
