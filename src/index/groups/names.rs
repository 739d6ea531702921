//! Which releases share a name or a number, and which names do many share?

use std::collections::HashSet;

use fixedbitset::FixedBitSet;

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

/// The key under which releases with this one are put together; none where it alone joins nothing.
fn bucket_key(key: Key) -> Option<Key> {
    match key.kind() {
        KeyKind::Person | KeyKind::Organization | KeyKind::Docket => Some(key.base()),
        KeyKind::Number | KeyKind::Reference => Some(key.as_number()),
        KeyKind::Offense | KeyKind::District | KeyKind::State => None,
    }
}

/// Which keys several releases may have. Most names stand in one release alone, and take no room beside this. A key of one
/// release may pass, too: two keys may have one place.
struct Repeated {
    once: FixedBitSet,
    again: FixedBitSet,
}

impl Repeated {
    /// Bits for each key, so that few keys share a place.
    const PLACES: usize = 4;

    fn among(keys: &[Key]) -> Self {
        let places = (keys.len() * Self::PLACES).max(1);
        let mut repeated = Repeated {
            once: FixedBitSet::with_capacity(places),
            again: FixedBitSet::with_capacity(places),
        };
        for key in keys.iter().copied().filter_map(bucket_key) {
            let place = repeated.place(key);
            if repeated.once.put(place) {
                repeated.again.insert(place);
            }
        }
        repeated
    }

    fn place(&self, key: Key) -> usize {
        let places = self.once.len() as u64;
        usize::try_from(key.base().0.rotate_right(5) % places).unwrap_or_default()
    }

    fn has(&self, key: Key) -> bool {
        self.again.contains(self.place(key))
    }
}

/// The names that several people have, by their middle names.
fn ambiguous(keys: &[Key]) -> HashSet<Key> {
    let with_middle = |key: &Key| key.kind() == KeyKind::Person && key.middle() != 0;
    let mut people: Vec<Key> = keys.iter().copied().filter(with_middle).collect();
    people.sort_unstable();
    people.dedup();
    let of_one_name = people.chunk_by(|one, other| one.base() == other.base());
    let several = of_one_name.filter(|of_name| of_name.len() > 1);
    several.map(|of_name| of_name[0].base()).collect()
}

/// The releases of each name, docket number and number of a release: the key, without a middle name, and the number of the
/// release, sorted. Of copies with one name there is one. Names of too many releases are left out.
pub(crate) fn buckets(cases: &Cases, copies: &mut UnionFind) -> (Vec<(Key, u32)>, Names) {
    let mut names = Names {
        ambiguous: ambiguous(cases.names()),
        ..Names::default()
    };
    let repeated = Repeated::among(cases.names());
    let mut entries: Vec<(Key, u32, u32)> = Vec::new();
    for (number, release) in (0_u32..).zip(0..cases.releases.len()) {
        let head = copies.find(number);
        let keys = cases.names_of(release).iter().copied();
        let keys = keys.filter_map(bucket_key);
        let shared = keys.filter(|key| repeated.has(*key));
        entries.extend(shared.map(|key| (key, head, number)));
    }
    drop(repeated);
    entries.sort_unstable();
    entries.dedup_by_key(|(key, head, _)| (*key, *head));
    let mut buckets = Vec::new();
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
