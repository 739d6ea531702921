//! The table of groups: a file beside the segments that says of each release with copies, or of a matter, which they are.
//!
//! All numbers are little-endian. Members are releases, numbered in the order of their keys:
//!
//! ```text
//! numbers of members, of groups of copies, of matters (8 bytes each)
//! keys of the members (8), sorted
//! the group of copies (4), the place in it (4) and the matter (4) of each member; all bits set for none
//! where each group of copies begins (4), and the end; the members of each (4), the one that is shown first
//! where each matter begins (4), and the end; the members of each (4), in the order of time
//! the links of each matter, one fewer than it has members: two members and a reason (4 each)
//! ```

use std::ops::Range;

use tantivy::directory::OwnedBytes;

use crate::index::groups::links::LinkReason;

/// Stands for no group.
const NONE: u32 = u32::MAX;

/// Bytes before the keys.
const HEAD: usize = 3 * 8;

/// A release of the table, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Member(u32);

/// A group of copies, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CopyGroup(pub(crate) u32);

/// A matter, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Matter(pub(crate) u32);

/// What a table is written from. Members are named by their keys.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Groups {
    /// The members of each group of copies, the one that is shown first.
    pub(crate) copies: Vec<Vec<u64>>,
    /// The members of each matter in the order of time.
    pub(crate) matters: Vec<Vec<u64>>,
    /// For each matter the links that join it: one fewer than members.
    pub(crate) links: Vec<Vec<(u64, u64, LinkReason)>>,
}

impl Groups {
    /// The bytes of the table.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut keys: Vec<u64> = self
            .copies
            .iter()
            .chain(&self.matters)
            .flatten()
            .copied()
            .collect();
        keys.sort_unstable();
        keys.dedup();
        // Each member of a group is among the keys.
        let member = |key: &u64| to_u32(keys.binary_search(key).unwrap_or_default());
        let mut of_member = vec![[NONE; 3]; keys.len()];
        for (number, group) in (0_u32..).zip(&self.copies) {
            for (place, key) in (0_u32..).zip(group) {
                let entry = &mut of_member[member(key) as usize];
                (entry[0], entry[1]) = (number, place);
            }
        }
        for (number, matter) in (0_u32..).zip(&self.matters) {
            for key in matter {
                of_member[member(key) as usize][2] = number;
            }
        }
        let mut bytes = Vec::new();
        for count in [keys.len(), self.copies.len(), self.matters.len()] {
            bytes.extend((count as u64).to_le_bytes());
        }
        for key in &keys {
            bytes.extend(key.to_le_bytes());
        }
        for column in 0..3 {
            for entry in &of_member {
                bytes.extend(entry[column].to_le_bytes());
            }
        }
        for groups in [&self.copies, &self.matters] {
            let mut end = 0;
            bytes.extend(0_u32.to_le_bytes());
            for group in groups {
                end += to_u32(group.len());
                bytes.extend(end.to_le_bytes());
            }
            for key in groups.iter().flatten() {
                bytes.extend(member(key).to_le_bytes());
            }
        }
        for (one, other, reason) in self.links.iter().flatten() {
            for number in [member(one), member(other), u32::from(reason.number())] {
                bytes.extend(number.to_le_bytes());
            }
        }
        bytes
    }
}

/// An index has less than four thousand million documents.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Where the parts of a table are among its bytes.
#[derive(Clone, Debug, Default)]
struct Parts {
    keys: Range<usize>,
    copy_group: Range<usize>,
    copy_place: Range<usize>,
    matter: Range<usize>,
    copy_starts: Range<usize>,
    copies: Range<usize>,
    matter_starts: Range<usize>,
    matters: Range<usize>,
    links: Range<usize>,
}

/// An open table. A number that cannot be is none: the checksums of the file say whether it is damaged.
#[derive(Clone)]
pub(crate) struct GroupTable {
    bytes: OwnedBytes,
    parts: Parts,
}

impl Default for GroupTable {
    /// A table without groups.
    fn default() -> Self {
        GroupTable {
            bytes: OwnedBytes::empty(),
            parts: Parts::default(),
        }
    }
}

impl GroupTable {
    /// Reads a table. None where the lengths of its parts cannot be.
    pub(crate) fn read(bytes: OwnedBytes) -> Option<Self> {
        let count = |at: usize| {
            let bytes = bytes.get(at * 8..at * 8 + 8)?;
            usize::try_from(u64::from_le_bytes(bytes.try_into().ok()?)).ok()
        };
        let [members, copies, matters] = [count(0)?, count(1)?, count(2)?];
        let mut at = HEAD;
        let mut part = |numbers: usize, width: usize| {
            let end = at.checked_add(numbers.checked_mul(width)?)?;
            let part = at..end;
            at = end;
            (end <= bytes.len()).then_some(part)
        };
        let last = |starts: &Range<usize>| number_at(&bytes, starts, starts.len() / 4 - 1);
        let keys = part(members, 8)?;
        let [copy_group, copy_place, matter] =
            [part(members, 4)?, part(members, 4)?, part(members, 4)?];
        let copy_starts = part(copies.checked_add(1)?, 4)?;
        let copies = part(last(&copy_starts)? as usize, 4)?;
        let matter_starts = part(matters.checked_add(1)?, 4)?;
        let in_matters = last(&matter_starts)? as usize;
        let matters_part = part(in_matters, 4)?;
        let links = part(in_matters.checked_sub(matters)?, 12)?;
        let parts = Parts {
            keys,
            copy_group,
            copy_place,
            matter,
            copy_starts,
            copies,
            matter_starts,
            matters: matters_part,
            links,
        };
        let is_whole = parts.links.end == bytes.len();
        is_whole.then_some(GroupTable { bytes, parts })
    }

    fn number(&self, part: &Range<usize>, at: usize) -> Option<u32> {
        number_at(&self.bytes, part, at)
    }

    /// The number of members.
    pub(crate) fn len(&self) -> usize {
        self.parts.keys.len() / 8
    }

    /// The key of a member.
    pub(crate) fn key(&self, member: Member) -> Option<u64> {
        let at = self.parts.keys.start + member.0 as usize * 8;
        let bytes = self
            .bytes
            .get(at..at + 8)
            .filter(|_| at + 8 <= self.parts.keys.end)?;
        Some(u64::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The member with this key.
    pub(crate) fn find(&self, key: u64) -> Option<Member> {
        let members = self.len();
        // Keys are hashes: that of a member stands near its share of all.
        let guess = (u128::from(key) * members as u128) >> 64;
        let guess = usize::try_from(guess).ok()?;
        let is_before = |at: usize| {
            self.key(Member(to_u32(at)))
                .is_some_and(|other| other < key)
        };
        let (mut low, mut high, mut step) = (guess, guess, 8);
        while low > 0 && !is_before(low) {
            low = low.saturating_sub(step);
            step *= 2;
        }
        step = 8;
        while high < members && is_before(high) {
            high = (high + step).min(members);
            step *= 2;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let member = Member(to_u32(low));
        (self.key(member) == Some(key)).then_some(member)
    }

    /// The group of copies of a member, and its place there: the first is shown.
    pub(crate) fn copy_group(&self, member: Member) -> Option<(CopyGroup, u32)> {
        let at = member.0 as usize;
        let group = self.number(&self.parts.copy_group, at)?;
        let place = self.number(&self.parts.copy_place, at)?;
        (group != NONE).then_some((CopyGroup(group), place))
    }

    /// The copy that is shown for a member; the member itself where it has none.
    pub(crate) fn shown(&self, member: Member) -> Member {
        let first = self.copy_group(member).and_then(|(CopyGroup(group), _)| {
            let first = self.range(&self.parts.copy_starts, group).next()?;
            self.number(&self.parts.copies, first)
        });
        first.map_or(member, Member)
    }

    /// The matter of a member.
    pub(crate) fn matter(&self, member: Member) -> Option<Matter> {
        let matter = self.number(&self.parts.matter, member.0 as usize)?;
        (matter != NONE).then_some(Matter(matter))
    }

    /// The members of a group of copies, the one that is shown first.
    pub(crate) fn copies(&self, group: CopyGroup) -> Vec<Member> {
        self.members(&self.parts.copy_starts, &self.parts.copies, group.0)
    }

    /// The members of a matter, in the order of time.
    pub(crate) fn releases_of(&self, matter: Matter) -> Vec<Member> {
        self.members(&self.parts.matter_starts, &self.parts.matters, matter.0)
    }

    /// The links that join a matter.
    pub(crate) fn links(&self, matter: Matter) -> Vec<(Member, Member, LinkReason)> {
        let range = self.range(&self.parts.matter_starts, matter.0);
        let before = matter.0 as usize;
        let (start, end) = (
            range.start.saturating_sub(before),
            range.end.saturating_sub(before + 1),
        );
        let link = |at: usize| {
            let number = |part: usize| self.number(&self.parts.links, at * 3 + part);
            let reason = usize::try_from(number(2)?).ok()?;
            let reason = LinkReason::ALL.get(reason)?;
            Some((Member(number(0)?), Member(number(1)?), *reason))
        };
        (start..end).filter_map(link).collect()
    }

    fn range(&self, starts: &Range<usize>, group: u32) -> Range<usize> {
        let at = |group: usize| self.number(starts, group).unwrap_or_default() as usize;
        at(group as usize)..at(group as usize + 1)
    }

    fn members(&self, starts: &Range<usize>, members: &Range<usize>, group: u32) -> Vec<Member> {
        let range = self.range(starts, group);
        range
            .filter_map(|at| self.number(members, at).map(Member))
            .collect()
    }
}

/// One of the numbers of four bytes in a part.
fn number_at(bytes: &[u8], part: &Range<usize>, at: usize) -> Option<u32> {
    let start = part.start.checked_add(at.checked_mul(4)?)?;
    let bytes = bytes.get(start..start.checked_add(4)?)?;
    (start + 4 <= part.end).then_some(u32::from_le_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> Groups {
        let key = |number: u64| number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let keys = |numbers: &[u64]| numbers.iter().copied().map(key).collect::<Vec<u64>>();
        Groups {
            copies: vec![keys(&[1, 2]), keys(&[7, 6, 5])],
            matters: vec![keys(&[9, 1, 2]), keys(&[3, 4])],
            links: vec![
                vec![
                    (key(1), key(2), LinkReason::Copy),
                    (key(9), key(1), LinkReason::Docket),
                ],
                vec![(key(3), key(4), LinkReason::Person)],
            ],
        }
    }

    fn table(groups: &Groups) -> GroupTable {
        GroupTable::read(OwnedBytes::new(groups.to_bytes())).expect("a table")
    }

    #[test]
    fn a_table_says_what_it_was_written_from() {
        let groups = groups();
        let table = table(&groups);
        let keys = |members: Vec<Member>| {
            let keys = members.into_iter().filter_map(|member| table.key(member));
            keys.collect::<Vec<u64>>()
        };
        for (number, members) in (0_u32..).zip(&groups.copies) {
            assert_eq!(&keys(table.copies(CopyGroup(number))), members);
            for (place, key) in (0_u32..).zip(members) {
                let member = table.find(*key).expect("a member");
                assert_eq!(table.copy_group(member), Some((CopyGroup(number), place)));
            }
        }
        for ((number, members), links) in (0_u32..).zip(&groups.matters).zip(&groups.links) {
            assert_eq!(&keys(table.releases_of(Matter(number))), members);
            let found = table.links(Matter(number)).into_iter();
            let found = found.map(|(one, other, reason)| {
                (
                    table.key(one).expect("a key"),
                    table.key(other).expect("a key"),
                    reason,
                )
            });
            assert_eq!(&found.collect::<Vec<_>>(), links);
        }
        assert_eq!(table.len(), 8);
        assert_eq!(table.find(12345), None);
        let alone = table.find(groups.copies[1][0]).expect("a member");
        assert_eq!(table.matter(alone), None);
    }

    #[test]
    fn a_key_is_found_wherever_keys_stand() {
        for spread in [1_u64, 1 << 20, u64::MAX / 1001] {
            let keys: Vec<u64> = (0..1000).map(|number| number * spread).collect();
            let groups = Groups {
                copies: vec![keys.clone()],
                ..Groups::default()
            };
            let table = table(&groups);
            for key in keys {
                let member = table.find(key).expect("a member");
                assert_eq!(table.key(member), Some(key));
                assert_eq!(table.find(key + 1).is_some(), spread == 1 && key < 999);
            }
            assert_eq!(table.find(u64::MAX), None);
        }
    }

    #[test]
    fn a_table_of_another_length_is_none() {
        let bytes = groups().to_bytes();
        for length in 0..bytes.len() {
            let cut = OwnedBytes::new(bytes[..length].to_vec());
            assert!(GroupTable::read(cut).is_none(), "{length}");
        }
        let longer = [&bytes[..], b"x"].concat();
        assert!(GroupTable::read(OwnedBytes::new(longer)).is_none());
        let empty = Groups::default().to_bytes();
        let empty = GroupTable::read(OwnedBytes::new(empty)).expect("a table");
        assert_eq!(empty.find(7), None);
    }
}
