//! Which releases share a name or a number, and which names do many share?

use std::collections::HashSet;

use crate::index::groups::collect::Cases;
use crate::index::groups::facts::{Key, KeyKind};
use crate::index::groups::union_find::UnionFind;

/// A name, or a docket number, in more releases than this joins nothing. Copies count once.
const MAX_SHARING: usize = 60;

/// A name in at most so many releases is rare.
const RARE: usize = 6;

/// The names that many releases have, and those that few have, without middle names.
#[derive(Default)]
pub(crate) struct Names {
    common: HashSet<Key>,
    rare: HashSet<Key>,
    /// Those that several people have, by their middle names.
    ambiguous: HashSet<Key>,
}

impl Names {
    /// Whether too many releases have it: it says nothing.
    pub(crate) fn is_common(&self, key: Key) -> bool {
        self.common.contains(&key.base())
    }

    /// Whether two releases that have these keys of one name may mean two people: others of that name have other middle names,
    /// and one of the two has none.
    pub(crate) fn may_be_two(&self, one: Key, other: Key) -> bool {
        (one.middle() == 0 || other.middle() == 0) && self.ambiguous.contains(&one.base())
    }

    /// Whether few releases have it.
    pub(crate) fn is_rare(&self, key: Key) -> bool {
        self.rare.contains(&key.base())
    }
}

/// The releases of each name, docket number and number of a release: the key, without a middle name, and the number of the
/// release, sorted. Of copies with one name there is one. Names of too many releases are left out.
pub(crate) fn buckets(cases: &Cases, copies: &mut UnionFind) -> (Vec<(Key, u32)>, Names) {
    let mut entries: Vec<(Key, u32, u32)> = Vec::new();
    let mut people: Vec<Key> = Vec::new();
    for (number, release) in (0_u32..).zip(0..cases.releases.len()) {
        let head = copies.find(number);
        let keys = cases.keys(release).iter();
        let with_middle = |key: &&Key| key.kind() == KeyKind::Person && key.middle() != 0;
        people.extend(keys.clone().filter(with_middle));
        entries.extend(keys.filter_map(|key| {
            let key = match key.kind() {
                KeyKind::Person | KeyKind::Organization | KeyKind::Docket => key.base(),
                KeyKind::Number | KeyKind::Reference => key.as_number(),
                KeyKind::Offense | KeyKind::District | KeyKind::State => return None,
            };
            Some((key, head, number))
        }));
    }
    entries.sort_unstable();
    entries.dedup_by_key(|(key, head, _)| (*key, *head));
    let mut buckets = Vec::new();
    let mut names = Names::default();
    people.sort_unstable();
    people.dedup();
    for of_name in people.chunk_by(|one, other| one.base() == other.base()) {
        if of_name.len() > 1 {
            names.ambiguous.insert(of_name[0].base());
        }
    }
    for bucket in entries.chunk_by(|one, other| one.0 == other.0) {
        let key = bucket[0].0;
        match bucket.len() {
            0 | 1 => {}
            2..=MAX_SHARING => {
                buckets.extend(bucket.iter().map(|(key, _, number)| (*key, *number)));
                if bucket.len() <= RARE && key.kind() == KeyKind::Organization {
                    names.rare.insert(key);
                }
            }
            _ => {
                names.common.insert(key);
            }
        }
    }
    (buckets, names)
}
