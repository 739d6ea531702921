//! Page furniture: lines that stand around releases and are no part of them.

use std::collections::HashMap;
use std::sync::LazyLock;

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

static BUILTIN: LazyLock<HashMap<String, Vec<Furniture>>> = LazyLock::new(|| {
    let mut phrases: HashMap<String, Vec<Furniture>> = HashMap::new();
    for (kind, phrase) in rows() {
        phrases.entry(letters(phrase)).or_default().push(kind);
    }
    phrases
});

/// What the line is, where it is furniture. A phrase may be several things.
pub fn furniture(line: &str) -> &'static [Furniture] {
    // No phrase is longer.
    if line.len() > 120 {
        return &[];
    }
    BUILTIN.get(&letters(line)).map_or(&[], Vec::as_slice)
}

/// The letters and digits of a line, in lower case: what phrases are compared by.
pub fn letters(line: &str) -> String {
    line.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn rows() -> impl Iterator<Item = (Furniture, &'static str)> {
    include_str!("furniture.txt")
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
        let lines: Vec<&str> = include_str!("furniture.txt")
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
