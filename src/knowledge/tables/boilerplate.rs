//! Which lines of a page are around a release and no part of it?

use std::sync::LazyLock;

use crate::knowledge::loader::{KnowledgeError, Table, lines};
use crate::knowledge::table_map::TableMap;
use crate::text::normalize::{each_letter_or_digit, letters_and_digits};

pub(crate) const TABLE: Table =
    Table::new("boilerplate.txt", include_str!("../data/boilerplate.txt"));

/// What a line of boilerplate means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoilerplateKind {
    /// The heading of a box of links.
    LinkBox,
    /// Nothing after it belongs to the release.
    EndOfRelease,
    /// A field of a form.
    FormField,
    /// No part of the release before the first sentence.
    BeforeText,
    /// No part of the release anywhere.
    Anywhere,
    /// An entry of a menu.
    MenuEntry,
    /// The letterhead of the site with this host.
    Letterhead(&'static str),
    /// The page is no release; the text says what it is.
    NotARelease(&'static str),
    /// The release begins after it, where menus are before it.
    StartOfRelease,
    /// The name, in the titles of its pages, of the site with this host.
    SiteName(&'static str),
}

/// Maximum number of bytes of a line that is looked up: no phrase of the table is longer.
const MAX_LINE: usize = 120;

/// The first letters of a phrase. They rule out nearly every line.
type Beginning = [Option<char>; 4];

/// The letters of a phrase, and what it means.
type Phrase = (String, Vec<BoilerplateKind>);

static PHRASES: LazyLock<TableMap<Beginning, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: TableMap<Beginning, Vec<Phrase>> = TableMap::default();
    for (kind, phrase) in rows(&TABLE).unwrap_or_default() {
        let candidates = phrases.slot(beginning(phrase));
        let wanted = letters_and_digits(phrase);
        match candidates.iter_mut().find(|(known, _)| *known == wanted) {
            Some((_, kinds)) => kinds.push(kind),
            None => candidates.push((wanted, vec![kind])),
        }
    }
    phrases
});

/// Returns what a line means as boilerplate, which may be several things; nothing where it is none.
pub fn boilerplate_kinds(line: &str) -> &'static [BoilerplateKind] {
    if line.len() > MAX_LINE {
        return &[];
    }
    let candidates = PHRASES.get(&beginning(line));
    candidates
        .into_iter()
        .flatten()
        .find(|(phrase, _)| phrase.chars().eq(each_letter_or_digit(line)))
        .map_or(&[], |(_, kinds)| kinds.as_slice())
}

fn beginning(line: &str) -> Beginning {
    let mut letters = each_letter_or_digit(line);
    std::array::from_fn(|_| letters.next())
}

/// Reads lines of the form `kind phrase` and `kind phrase = value`.
fn rows(table: &Table) -> Result<Vec<(BoilerplateKind, &'static str)>, KnowledgeError> {
    lines(table.text)
        .map(|(number, line)| {
            row(line).ok_or_else(|| {
                KnowledgeError::new(
                    table.file,
                    number,
                    format!("not a kind and a phrase: {line}"),
                )
            })
        })
        .collect()
}

fn row(line: &'static str) -> Option<(BoilerplateKind, &'static str)> {
    let (kind, phrase) = line.split_once(' ')?;
    let simple = match kind {
        "aside" => BoilerplateKind::LinkBox,
        "ends" => BoilerplateKind::EndOfRelease,
        "form" => BoilerplateKind::FormField,
        "head" => BoilerplateKind::BeforeText,
        "line" => BoilerplateKind::Anywhere,
        "menu" => BoilerplateKind::MenuEntry,
        "starts" => BoilerplateKind::StartOfRelease,
        _ => {
            let (phrase, value) = phrase.split_once(" = ")?;
            let kind = match kind {
                "letterhead" => BoilerplateKind::Letterhead(value),
                "none" => BoilerplateKind::NotARelease(value),
                "site" => BoilerplateKind::SiteName(value),
                _ => return None,
            };
            return Some((kind, phrase));
        }
    };
    Some((simple, phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_the_table_is_sorted() {
        for (kind, phrase) in rows(&TABLE).expect("a sound table") {
            assert!(boilerplate_kinds(phrase).contains(&kind), "{phrase}");
        }
        let rows: Vec<&str> = lines(TABLE.text).map(|(_, line)| line).collect();
        assert!(rows.is_sorted(), "sort the table");
    }

    #[test]
    fn an_unknown_kind_is_an_error() {
        for line in ["footer Share", "site Example", "aside"] {
            let table = Table::new("boilerplate.txt", line);
            let error = rows(&table).expect_err(line);
            assert_eq!(
                error.to_string(),
                format!("boilerplate.txt, line 1: not a kind and a phrase: {line}")
            );
        }
    }

    #[test]
    fn case_and_punctuation_do_not_matter() {
        assert_eq!(
            boilerplate_kinds("For immediate release:"),
            [BoilerplateKind::Anywhere]
        );
        assert_eq!(
            boilerplate_kinds("[TWEET THIS]"),
            [BoilerplateKind::Anywhere]
        );
        assert!(boilerplate_kinds("The release was immediate").is_empty());
    }
}
