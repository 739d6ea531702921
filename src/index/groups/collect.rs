//! Reads what grouping needs of all releases, segment by segment, so that the columns of one segment at a time are in memory.
//!
//! Releases are numbered in the order of their keys, which does not depend on where they stand.

use std::collections::HashMap;
use std::ops::Range;

use crate::error::Result;
use crate::index::groups::facts::{CaseFacts, Key};
use crate::index::groups::signature::Signature;
use crate::index::segment::live_segment::LiveSegment;

/// What copies are looked for by.
pub(crate) struct TextRelease {
    pub(crate) key: u64,
    /// The day of issue.
    pub(crate) issued: Option<i32>,
    pub(crate) words: u32,
    pub(crate) title: u64,
    pub(crate) has_long_title: bool,
    pub(crate) address: u64,
    /// The key of its number; 0 where it has none.
    pub(crate) number: u64,
    /// Zeros where the text is too short for one: an option would take eight bytes more of a million releases.
    pub(crate) signature: Signature,
}

/// What matters are looked for by.
pub(crate) struct CaseRelease {
    pub(crate) key: u64,
    /// The day of issue, else of the event, else of releases of the same series with numbers next below.
    order: Option<i32>,
    /// Whether it is the latter.
    is_estimated: bool,
    pub(crate) sequence: u32,
    pub(crate) rank: u8,
    /// The number of words of the text.
    pub(crate) words: u32,
    pub(crate) has_event: bool,
    names: Range<u32>,
    table_keys: Range<u32>,
}

impl CaseRelease {
    /// The day of issue, else of the event.
    pub(crate) fn day(&self) -> Option<i32> {
        self.order.filter(|_| !self.is_estimated)
    }

    /// The place of the release in a time line; releases of no known day stand last.
    pub(crate) fn place(&self) -> (bool, Option<i32>, u32, u64) {
        (self.order.is_none(), self.order, self.sequence, self.key)
    }
}

/// The releases of an index, as matters are looked for among them.
#[derive(Default)]
pub(crate) struct Cases {
    /// In the order of their keys.
    pub(crate) releases: Vec<CaseRelease>,
    /// What releases share, release after release: names and numbers.
    names: Vec<Key>,
    /// Offenses, districts and states: there are few, so that each takes two bytes where a release has it. Places in `table`.
    table_keys: Vec<u16>,
    table: Vec<Key>,
    place_in_table: HashMap<Key, u16>,
}

impl Cases {
    /// The names and numbers of all releases.
    pub(crate) fn names(&self) -> &[Key] {
        &self.names
    }

    /// Those of one release, sorted.
    pub(crate) fn names_of(&self, release: usize) -> &[Key] {
        &self.names[as_places(&self.releases[release].names)]
    }

    /// What a release shares with others of its case, sorted.
    pub(crate) fn keys(&self, release: usize) -> Vec<Key> {
        let of_table = &self.table_keys[as_places(&self.releases[release].table_keys)];
        let of_table = of_table.iter().map(|place| self.table[*place as usize]);
        let mut keys = self.names_of(release).to_vec();
        keys.extend(of_table);
        keys.sort_unstable();
        keys
    }

    fn push_keys(&mut self, keys: &[Key]) -> (Range<u32>, Range<u32>) {
        let starts = [self.names.len(), self.table_keys.len()];
        for key in keys {
            let place = key.is_of_table().then(|| self.place_in_table(*key));
            match place.flatten() {
                Some(place) => self.table_keys.push(place),
                None => self.names.push(*key),
            }
        }
        let [names, table_keys] = starts.map(to_u32);
        let names = names..to_u32(self.names.len());
        (names, table_keys..to_u32(self.table_keys.len()))
    }

    /// None where the table is full.
    fn place_in_table(&mut self, key: Key) -> Option<u16> {
        if let Some(place) = self.place_in_table.get(&key) {
            return Some(*place);
        }
        let place = u16::try_from(self.table.len()).ok()?;
        self.place_in_table.insert(key, place);
        self.table.push(key);
        Some(place)
    }
}

fn as_places(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// All releases, with their signatures.
pub(crate) fn text_releases(segments: &[LiveSegment]) -> Result<Vec<TextRelease>> {
    let mut releases = Vec::new();
    for_each_release(segments, |key, [issued, _], facts| {
        let mut numbers = facts.keys.iter().copied();
        releases.push(TextRelease {
            key,
            issued,
            words: facts.words,
            title: facts.title,
            has_long_title: facts.has_long_title,
            address: facts.address,
            number: numbers.find(|key| key.is_number()).map_or(0, |key| key.0),
            signature: facts.signature.unwrap_or_default(),
        });
    })?;
    sort_unique(&mut releases, |release| release.key);
    Ok(releases)
}

/// All releases, with what they share.
pub(crate) fn case_releases(segments: &[LiveSegment]) -> Result<Cases> {
    let mut cases = Cases::default();
    for_each_release(segments, |key, [issued, happened], facts| {
        let (names, table_keys) = cases.push_keys(&facts.keys);
        cases.releases.push(CaseRelease {
            key,
            order: issued.or(happened),
            is_estimated: false,
            sequence: facts.sequence,
            rank: facts.rank,
            words: facts.words,
            has_event: facts.has_event,
            names,
            table_keys,
        });
    })?;
    sort_unique(&mut cases.releases, |release| release.key);
    estimate_days(&mut cases.releases);
    Ok(cases)
}

/// Gives releases that have a number and tell no day their place among those that tell one: a series is numbered in the order of
/// time.
fn estimate_days(releases: &mut [CaseRelease]) {
    /// Of so many releases the day in the middle counts: a day may be read wrong.
    const NEIGHBORS: usize = 5;
    let dated = releases.iter().filter(|release| release.sequence > 0);
    let mut dated: Vec<(u32, i32)> = dated
        .filter_map(|release| Some((release.sequence, release.order?)))
        .collect();
    dated.sort_unstable();
    for release in releases.iter_mut().filter(|release| release.sequence > 0) {
        if release.order.is_some() {
            continue;
        }
        let before = dated.partition_point(|(sequence, _)| *sequence <= release.sequence);
        let near = &dated[before.saturating_sub(NEIGHBORS)..before];
        let mut days: Vec<i32> = near.iter().map(|(_, day)| *day).collect();
        days.sort_unstable();
        release.order = days.get(days.len() / 2).copied();
        release.is_estimated = true;
    }
}

/// Calls `found` with the key, the days of issue and of the event, and the facts of each release.
fn for_each_release(
    segments: &[LiveSegment],
    mut found: impl FnMut(u64, [Option<i32>; 2], CaseFacts),
) -> Result<()> {
    let mut numbers = Vec::new();
    for segment in segments {
        let columns = segment.reader.fast_fields();
        let (Some(keys), Some(facts)) = (
            columns.column_opt::<u64>("release_key")?,
            columns.column_opt::<u64>("case_facts")?,
        ) else {
            continue;
        };
        let days = [
            columns.column_opt::<i64>("date")?,
            columns.column_opt::<i64>("event")?,
        ];
        for doc in segment.docs() {
            let Some(key) = keys.first(doc) else {
                continue;
            };
            numbers.clear();
            numbers.extend(facts.values_for_doc(doc));
            if let Some(facts) = CaseFacts::from_numbers(&numbers) {
                let days = days.each_ref().map(|column| {
                    let day = column.as_ref()?.first(doc)?;
                    i32::try_from(day).ok()
                });
                found(key, days, facts);
            }
        }
    }
    Ok(())
}

/// Sorts by keys. Two releases with one key are both left out: nobody could tell them apart.
fn sort_unique<T>(releases: &mut Vec<T>, key: impl Fn(&T) -> u64) {
    releases.sort_unstable_by_key(&key);
    let is_twice: Vec<bool> = (0..releases.len())
        .map(|at| {
            let same = |other: Option<usize>| {
                other
                    .and_then(|other| releases.get(other))
                    .is_some_and(|other| key(other) == key(&releases[at]))
            };
            same(at.checked_sub(1)) || same(Some(at + 1))
        })
        .collect();
    let mut is_twice = is_twice.into_iter();
    releases.retain(|_| !is_twice.next().unwrap_or_default());
}

/// An index has less than four thousand million documents.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
