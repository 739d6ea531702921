//! Which words do releases and their readers use for the same thing?
//!
//! Each line of `synonyms.tsv` is a group of words and phrases. A release with another member of the group ranks higher,
//! and never matches by that member alone. So a group may be loose: a reader who typed "jailed" wants to read of an officer
//! who was "sentenced". The lines are sorted by their first member.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::knowledge::loader::{Table, commas};

pub(crate) const TABLE: Table = Table::new("synonyms.tsv", include_str!("../data/synonyms.tsv"));

/// A row of `synonyms.tsv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    #[serde(borrow, deserialize_with = "commas")]
    words: Vec<&'static str>,
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| TABLE.rows());

/// Returns every member of the table that begins so, as often as it is in the table.
pub fn members_with_prefix(prefix: &str) -> impl Iterator<Item = &'static str> {
    let members = GROUPS.iter().flat_map(|group| &group.words).copied();
    members.filter(move |member| member.starts_with(prefix))
}

/// Returns the other members of the groups that have this member.
pub fn of(member: &str) -> Vec<&'static str> {
    let mut others: Vec<&'static str> = GROUPS
        .iter()
        .filter(|group| group.words.contains(&member))
        .flat_map(|group| &group.words)
        .copied()
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
    fn groups_are_sorted_and_of_plain_words() {
        let first: Vec<&str> = GROUPS.iter().map(|group| group.words[0]).collect();
        let mut sorted = first.clone();
        sorted.sort_unstable();
        sorted.dedup();
        for (at, (is, should)) in first.iter().zip(&sorted).enumerate() {
            assert_eq!(is, should, "line {}", at + 2);
        }
        assert_eq!(first.len(), sorted.len());
        for group in GROUPS.iter() {
            assert!(group.words.len() > 1, "{group:?}");
            for member in &group.words {
                assert!(
                    member
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' '),
                    "{member:?}"
                );
            }
        }
    }

    #[test]
    fn members_of_a_group_are_synonyms_of_each_other() {
        assert!(of("cop").contains(&"police officer"));
        assert!(of("police").contains(&"cop"));
        assert!(of("nothing of the kind").is_empty());
        // Not "police officer", which only ends so.
        assert!(members_with_prefix("offic").eq(["officer"]));
    }
}
