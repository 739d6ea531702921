//! Page furniture: lines that stand around releases and are no part of them.

use std::sync::LazyLock;

use crate::text::table_hash::TableMap;

/// What a line of furniture means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoilerplateKind {
    /// Heads a box of links.
    LinkBox,
    /// Nothing after it belongs to the release.
    EndOfRelease,
    /// A field of a form.
    FormField,
    /// Says nothing before the first sentence.
    BeforeText,
    /// Says nothing anywhere.
    Anywhere,
    /// An entry of a menu.
    MenuEntry,
    /// Heads the releases of the site with this host.
    Letterhead(&'static str),
    /// The page is no release but this.
    NotARelease(&'static str),
    /// The release begins after it, where menus stand before it.
    StartOfRelease,
    /// The name, in the titles of its pages, of the site with this host.
    SiteName(&'static str),
}

/// The first letters of a line, by which nearly every line is told from every phrase.
type Beginning = [Option<char>; 4];

/// A phrase's letters and what it means.
type Phrase = (String, Vec<BoilerplateKind>);

static BUILTIN: LazyLock<TableMap<Beginning, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: TableMap<Beginning, Vec<Phrase>> = TableMap::default();
    for (kind, phrase) in rows() {
        let alike = phrases.entry(beginning(phrase)).or_default();
        let wanted = letters(phrase);
        match alike.iter_mut().find(|(known, _)| *known == wanted) {
            Some((_, kinds)) => kinds.push(kind),
            None => alike.push((wanted, vec![kind])),
        }
    }
    phrases
});

/// What the line is, where it is furniture. A phrase may be several things.
pub fn boilerplate_kinds(line: &str) -> &'static [BoilerplateKind] {
    // No phrase is longer.
    if line.len() > 120 {
        return &[];
    }
    let Some(alike) = BUILTIN.get(&beginning(line)) else {
        return &[];
    };
    alike
        .iter()
        .find(|(phrase, _)| phrase.chars().eq(each_letter(line)))
        .map_or(&[], |(_, kinds)| kinds.as_slice())
}

/// The letters and digits of a line, in lower case: what phrases are compared by.
pub fn letters(line: &str) -> String {
    let mut letters = String::with_capacity(line.len());
    if line.is_ascii() {
        letters.extend(
            line.bytes()
                .filter(u8::is_ascii_alphanumeric)
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
    } else {
        letters.extend(each_letter(line));
    }
    letters
}

/// The same, one by one.
pub fn each_letter(line: &str) -> impl Iterator<Item = char> + '_ {
    line.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

fn beginning(line: &str) -> Beginning {
    let mut letters = each_letter(line);
    std::array::from_fn(|_| letters.next())
}

fn rows() -> impl Iterator<Item = (BoilerplateKind, &'static str)> {
    include_str!("../data/boilerplate.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| {
            let (kind, phrase) = line.split_once(' ')?;
            let pair = phrase.split_once(" = ");
            Some(match kind {
                "aside" => (BoilerplateKind::LinkBox, phrase),
                "ends" => (BoilerplateKind::EndOfRelease, phrase),
                "form" => (BoilerplateKind::FormField, phrase),
                "head" => (BoilerplateKind::BeforeText, phrase),
                "line" => (BoilerplateKind::Anywhere, phrase),
                "menu" => (BoilerplateKind::MenuEntry, phrase),
                "letterhead" => (BoilerplateKind::Letterhead(pair?.1), pair?.0),
                "none" => (BoilerplateKind::NotARelease(pair?.1), pair?.0),
                "starts" => (BoilerplateKind::StartOfRelease, phrase),
                "site" => (BoilerplateKind::SiteName(pair?.1), pair?.0),
                _ => return None,
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_row_is_understood() {
        let lines: Vec<&str> = include_str!("../data/boilerplate.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        assert_eq!(rows().count(), lines.len());
        assert!(lines.is_sorted(), "sort the table");
        for (kind, phrase) in rows() {
            assert!(boilerplate_kinds(phrase).contains(&kind), "{phrase}");
        }
    }

    #[test]
    fn case_and_signs_do_not_matter() {
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
