//! Words that releases and their readers use for the same thing.
//!
//! Each line of `thesaurus.tsv` is a group: words and phrases of which each speaks for the others. They move releases up
//! in a list and never count as a match, so a group may be loose: a release of an officer "sentenced" is what the
//! reader who typed "jailed" means. Sorted by the first member.

use std::sync::LazyLock;

use super::table::{cells, pieces};

/// The members of every group as they are written in the table, and for each group where its members end.
struct Table {
    members: Vec<&'static str>,
    ends: Vec<usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        members: Vec::with_capacity(1500),
        ends: Vec::with_capacity(250),
    };
    for line in pieces(include_str!("thesaurus.tsv").trim_end(), b'\n').skip(1) {
        table.members.extend(cells(line, b','));
        table.ends.push(table.members.len());
    }
    table
});

fn groups() -> impl Iterator<Item = &'static [&'static str]> {
    let mut from = 0;
    TABLE.ends.iter().map(move |&end| {
        let group = &TABLE.members[from..end];
        from = end;
        group
    })
}

/// Every member of the table, to be found by other forms of it: each is asked for with [`others`].
pub fn members() -> impl Iterator<Item = &'static str> {
    TABLE.members.iter().copied()
}

/// The words and phrases that speak for a member of the table, without itself.
pub fn others(member: &str) -> Vec<&'static str> {
    let mut others: Vec<&'static str> = groups()
        .filter(|group| group.contains(&member))
        .flat_map(|group| group.iter().copied())
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
        let first: Vec<&str> = groups().map(|group| group[0]).collect();
        let mut sorted = first.clone();
        sorted.sort_unstable();
        sorted.dedup();
        for (at, (is, should)) in first.iter().zip(&sorted).enumerate() {
            assert_eq!(is, should, "line {}", at + 2);
        }
        assert_eq!(first.len(), sorted.len());
        for group in groups() {
            assert!(group.len() > 1, "{group:?}");
            for member in group {
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
        assert!(others("cop").contains(&"police officer"));
        assert!(others("police").contains(&"cop"));
        assert!(others("nothing of the kind").is_empty());
    }
}
