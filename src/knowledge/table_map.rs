//! The map of what the tables hold: filled once, when they are read, and only looked up afterwards.
//!
//! Every word of every release is looked up in the tables, so the hash must cost little. It is seeded by chance all the same:
//! so nobody can choose keys that all have one hash, which would make look-ups slow.

use std::borrow::Borrow;
use std::hash::Hash;

/// A map whose keys come from the tables. Only this room can name it, and nothing can be taken out of it or changed but by
/// who fills it.
#[derive(Debug)]
pub(in crate::knowledge) struct TableMap<K, V>(foldhash::HashMap<K, V>);

impl<K, V> Default for TableMap<K, V> {
    fn default() -> Self {
        TableMap(foldhash::HashMap::default())
    }
}

impl<K: Hash + Eq, V> TableMap<K, V> {
    /// The value of a key.
    #[inline]
    pub(in crate::knowledge) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    /// Every key, in no particular order.
    pub(in crate::knowledge) fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }

    /// Sets the value of a key.
    pub(in crate::knowledge) fn set(&mut self, key: K, value: V) {
        self.0.insert(key, value);
    }

    /// The value of a key, to be filled.
    pub(in crate::knowledge) fn slot(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.0.entry(key).or_default()
    }
}
