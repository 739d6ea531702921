//! Page furniture: lines that stand around releases and are no part of them.

use std::sync::LazyLock;

use crate::text::table_hash::TableMap;

/// What a line of furniture means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Furniture {
    /// Heads a box of links.
    Aside,
    /// Nothing after it belongs to the release.
    Ends,
    /// A field of a form.
    Form,
    /// Says nothing before the first sentence.
    Head,
    /// Says nothing anywhere.
    Line,
    /// An entry of a menu.
    Menu,
    /// Heads the releases of the site with this host.
    Letterhead(&'static str),
    /// The page is no release but this.
    None(&'static str),
    /// The release begins after it, where menus stand before it.
    Starts,
    /// The name, in the titles of its pages, of the site with this host.
    Site(&'static str),
}

/// The first letters of a line, by which nearly every line is told from every phrase.
type Beginning = [Option<char>; 4];

/// A phrase's letters and what it means.
type Phrase = (String, Vec<Furniture>);

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
pub fn furniture(line: &str) -> &'static [Furniture] {
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

fn rows() -> impl Iterator<Item = (Furniture, &'static str)> {
    include_str!("../data/furniture.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| {
            let (kind, phrase) = line.split_once(' ')?;
            let pair = phrase.split_once(" = ");
            Some(match kind {
                "aside" => (Furniture::Aside, phrase),
                "ends" => (Furniture::Ends, phrase),
                "form" => (Furniture::Form, phrase),
                "head" => (Furniture::Head, phrase),
                "line" => (Furniture::Line, phrase),
                "menu" => (Furniture::Menu, phrase),
                "letterhead" => (Furniture::Letterhead(pair?.1), pair?.0),
                "none" => (Furniture::None(pair?.1), pair?.0),
                "starts" => (Furniture::Starts, phrase),
                "site" => (Furniture::Site(pair?.1), pair?.0),
                _ => return None,
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_row_is_understood() {
        let lines: Vec<&str> = include_str!("../data/furniture.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        assert_eq!(rows().count(), lines.len());
        assert!(lines.is_sorted(), "sort the table");
        for (kind, phrase) in rows() {
            assert!(furniture(phrase).contains(&kind), "{phrase}");
        }
    }

    #[test]
    fn case_and_signs_do_not_matter() {
        assert_eq!(furniture("For immediate release:"), [Furniture::Line]);
        assert_eq!(furniture("[TWEET THIS]"), [Furniture::Line]);
        assert!(furniture("The release was immediate").is_empty());
    }
}
