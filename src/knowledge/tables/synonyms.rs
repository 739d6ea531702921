//! Words that releases and their readers use for the same thing.
//!
//! Each line of `synonyms.tsv` is a group: words and phrases of which each speaks for the others. They move releases up
//! in a list and never count as a match, so a group may be loose: a release of an officer "sentenced" is what the
//! reader who typed "jailed" means. Sorted by the first member.

use memchr::memmem;

use crate::knowledge::loader::{cells, pieces};

/// A heading and a group on each line behind it. It is searched rather than taken apart: a query asks for few groups.
const TABLE: &str = include_str!("../data/synonyms.tsv");

/// The groups, each as it is written in the table.
fn groups() -> impl Iterator<Item = &'static str> {
    pieces(TABLE.trim_end(), b'\n').skip(1)
}

/// The members of a group.
fn members(group: &'static str) -> impl Iterator<Item = &'static str> {
    cells(group, b',')
}

/// Every member of the table that begins so, to be found by other forms of it: each is asked for with [`others`].
pub fn members_with_prefix(beginning: &str) -> impl Iterator<Item = &'static str> {
    let rows = TABLE.find('\n').map_or("", |heading| &TABLE[heading..]);
    let places: Vec<usize> = memmem::find_iter(rows.as_bytes(), beginning).collect();
    places.into_iter().filter_map(|at| {
        let begins = rows[..at].trim_end_matches(' ').ends_with([',', '\n']);
        let member = rows[at..].split([',', '\n']).next().map(str::trim);
        member.filter(|member| begins && rows[at..].starts_with(*member) && !member.is_empty())
    })
}

/// The words and phrases that speak for a member of the table, without itself.
pub fn of(member: &str) -> Vec<&'static str> {
    let holds = memmem::Finder::new(member);
    let mut others: Vec<&'static str> = groups()
        .filter(|group| holds.find(group.as_bytes()).is_some())
        .filter(|group| members(group).any(|other| other == member))
        .flat_map(members)
        .filter(|other| *other != member)
        .collect();
    others.sort_unstable();
    others.dedup();
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_sorted_and_plain() {
        let first: Vec<&str> = groups().filter_map(|group| members(group).next()).collect();
        let mut sorted = first.clone();
        sorted.sort_unstable();
        sorted.dedup();
        for (at, (is, should)) in first.iter().zip(&sorted).enumerate() {
            assert_eq!(is, should, "line {}", at + 2);
        }
        assert_eq!(first.len(), sorted.len());
        for group in groups() {
            assert!(members(group).count() > 1, "{group:?}");
            for member in members(group) {
                assert!(
                    !member.is_empty()
                        && member
                            .bytes()
                            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' '),
                    "{member:?}"
                );
            }
        }
    }

    #[test]
    fn members_speak_for_each_other() {
        assert!(of("cop").contains(&"police officer"));
        assert!(of("police").contains(&"cop"));
        assert!(of("nothing of the kind").is_empty());
        // Not "police officer", which only ends so.
        assert!(members_with_prefix("offic").eq(["officer"]));
        let every: Vec<_> = groups().flat_map(members).collect();
        assert!(members_with_prefix("").eq(every));
    }
}
