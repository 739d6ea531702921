//! Which persons does a typed name mean?

use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::query::resolve::people::{People, PersonField};
use crate::query::resolve::suggest::{known_values, nearest, noted_names};
use crate::text::normalize::{fold, letters_and_digits};
use crate::text::person_name::is_initial;

/// The printed names, in a field of the index, of the persons whom `value` can mean; a note lists the persons if there are
/// several.
pub(super) fn persons(
    index: &OpenIndex,
    of: &PersonField,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<Vec<String>> {
    let known = known_values(&index.searcher, of.names)?;
    let mut found = resolve_person(value, &known);
    if found.is_empty()
        && let Some(name) = without_title(value)
    {
        found = resolve_person(&name, &known);
        if !found.is_empty() {
            notes.add(format!("`{value}` is read as the name `{name}`"));
        }
    }
    if found.is_empty() {
        let near = nearest(value, &known);
        return Err(bad(at, value, "no such person".to_owned(), near));
    }
    let found_names = found.iter().map(String::as_str);
    let people = People::with_last_names_of(&index.searcher, of, found_names)?;
    let mut shown: Vec<&str> = found.iter().map(|name| people.shown(name)).collect();
    shown.sort_unstable();
    shown.dedup();
    if shown.len() > 1 {
        let names = noted_names(&shown);
        notes.add(format!("`{value}` is read as any of {names}"));
    }
    // A person is found under every name that is printed.
    let spellings = shown.iter().flat_map(|name| match people.spellings(name) {
        [] => vec![(*name).to_owned()],
        names => names.to_vec(),
    });
    Ok(spellings.collect())
}

/// The known persons whom `typed` can mean: every typed word is a word of the one name, in any order, without regard to
/// case and accents; middle names, initials and suffixes may be left out, and an initial stands for a name.
///
/// A first and a last name must fit the first and last name of one person: of words that fit in another order alone the
/// person is taken only where nobody fits better.
fn resolve_person(typed: &str, known: &[String]) -> Vec<String> {
    let wanted = name_words(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let exact: Vec<String> = known
        .iter()
        .filter(|name| fits(&wanted, &name_words(name), false))
        .cloned()
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    known
        .iter()
        .filter(|name| fits(&wanted, &name_words(name), true))
        .cloned()
        .collect()
}

/// A name without the title in front of it and the ending of a possessive: `Moore` of `Judge Moore’s`. None where there is
/// neither, or nothing else.
fn without_title(typed: &str) -> Option<String> {
    const OF_TITLES: &str = "acting ada agent assistant attorney ausa chief commissioner counsel da deputy director district dr \
         former general hon honorable inspector judge justice magistrate mr mrs ms prosecutor secretary senior special state \
         states the trial united us";
    let typed = typed.trim();
    let bare = ["'s", "’s", "'S", "’S", "'", "’"]
        .iter()
        .find_map(|ending| typed.strip_suffix(ending))
        .unwrap_or(typed);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let is_of_title = |word: &&str| {
        let folded = letters_and_digits(&fold(word));
        OF_TITLES.split_whitespace().any(|title| title == folded)
    };
    let name = words.iter().position(|word| !is_of_title(word))?;
    (name > 0 || bare.len() < typed.len()).then(|| words[name..].join(" "))
}

/// The words of a name, folded, without full stops, commas and apostrophes.
fn name_words(name: &str) -> Vec<String> {
    fold(name)
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(letters_and_digits)
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether each typed word stands for another word of the name. With `loosely`, an initial stands for a whole name and
/// a whole name for an initial.
pub(super) fn fits(wanted: &[String], name: &[String], loosely: bool) -> bool {
    if wanted.len() > name.len() && !loosely {
        return false;
    }
    let mut used = vec![false; name.len()];
    // Whole words first, so that an initial does not take what a whole word needs.
    let mut left: Vec<&String> = Vec::new();
    for word in wanted {
        match (0..name.len()).find(|&at| !used[at] && name[at] == *word) {
            Some(at) => used[at] = true,
            None => left.push(word),
        }
    }
    if left.is_empty() {
        return true;
    }
    // At least one whole word must agree: initials alone tell nobody.
    if !loosely || left.len() == wanted.len() {
        return false;
    }
    left.into_iter().all(|word| {
        match (0..name.len())
            .find(|&at| !used[at] && (is_initial(word, &name[at]) || is_initial(&name[at], word)))
        {
            Some(at) => {
                used[at] = true;
                true
            }
            None => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<String> {
        let known = [
            "Dana C. Whitlock",
            "Dana Reyes",
            "José Núñez-Ortiz Jr.",
            "Paul Whitlock",
            "R. J. O'Hara",
        ];
        resolve_person(typed, &known.map(str::to_owned))
    }

    #[test]
    fn one_person_is_found_by_the_names_people_use() {
        for typed in [
            "Dana Whitlock",
            "dana whitlock",
            "Whitlock, Dana",
            "Dana C Whitlock",
            "D. C. Whitlock",
            "Dana Catherine Whitlock",
        ] {
            assert_eq!(found(typed), ["Dana C. Whitlock"], "{typed}");
        }
        assert_eq!(found("jose nunez-ortiz"), ["José Núñez-Ortiz Jr."]);
        assert_eq!(found("ohara"), ["R. J. O'Hara"]);
    }

    #[test]
    fn a_title_is_no_part_of_a_name() {
        for typed in [
            "Judge Whitlock",
            "U.S. District Judge Whitlock",
            "the Hon. Whitlock",
            "Assistant U.S. Attorney Whitlock",
            "United States Attorney Whitlock’s",
            "Special Agent Whitlock",
            "Whitlock's",
        ] {
            assert_eq!(without_title(typed).as_deref(), Some("Whitlock"), "{typed}");
        }
        assert_eq!(without_title("Dana Judge"), None);
        assert_eq!(without_title("Judge"), None);
    }

    #[test]
    fn two_people_are_never_one() {
        assert_eq!(found("Paul Reyes"), Vec::<String>::new());
        assert_eq!(found("Whitlock"), ["Dana C. Whitlock", "Paul Whitlock"]);
        assert_eq!(found(""), Vec::<String>::new());
    }
}
