//! Which records of a file with many records differ from those in the index?

use std::collections::HashSet;

use tantivy::DocAddress;
use twox_hash::XxHash3_64;

use crate::corpus::Record;
use crate::index::manifest::file_manifest::{FileDocs, RecordEntry};
use crate::index::report::RecordChanges;
use crate::model::{RecordPlace, Skip};

/// A record of a file with many records, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadRecord {
    pub(crate) place: RecordPlace,
    /// See [`record_hash`].
    pub(crate) hash: u64,
    /// Whether it could be read; else it is a skip.
    pub(crate) is_read: bool,
}

impl ReadRecord {
    /// What a record is compared by; none where it is the only one of its file.
    pub(crate) fn of(record: &Result<Record, Skip>) -> Option<Self> {
        let place = record_place(record);
        (!place.is_whole_file()).then(|| ReadRecord {
            place,
            hash: record_hash(record),
            is_read: record.is_ok(),
        })
    }
}

/// The differences between the records of a file and those in the index.
#[derive(Default)]
pub(crate) struct RecordDiff {
    /// Documents to delete.
    pub(crate) outdated: Vec<DocAddress>,
    /// Where the records to index are.
    pub(crate) to_index: HashSet<RecordPlace>,
    /// The number of records with the same content.
    unchanged: u64,
    pub(crate) places: ChangedPlaces,
}

/// Where the records are that are new, that have changed, and that are gone. The file as a whole is the release of a file that
/// was one record.
#[derive(Default)]
pub(crate) struct ChangedPlaces {
    pub(crate) added: Vec<RecordPlace>,
    pub(crate) changed: Vec<RecordPlace>,
    pub(crate) removed: Vec<RecordPlace>,
}

impl RecordDiff {
    /// Compares what is in the index, sorted by place, with each record now. A release whose record cannot be read any more is
    /// gone.
    pub(crate) fn between(indexed: &[RecordEntry], now: &[ReadRecord]) -> Self {
        let mut diff = RecordDiff::default();
        let mut indexed = indexed.iter().peekable();
        let mut now: Vec<&ReadRecord> = now.iter().collect();
        now.sort_by(|a, b| a.place.cmp(&b.place));
        for record in now {
            let place = &record.place;
            while let Some(removed) = indexed.next_if(|entry| entry.place < *place) {
                diff.remove(removed);
            }
            match indexed.next_if(|entry| entry.place == *place) {
                Some(entry) if entry.hash == record.hash => diff.unchanged += 1,
                Some(entry) if entry.is_release && !record.is_read => {
                    diff.remove(entry);
                    diff.to_index.insert(place.clone());
                }
                Some(entry) => {
                    diff.outdated.push(entry.address);
                    diff.to_index.insert(place.clone());
                    if record.is_read {
                        diff.places.changed.push(place.clone());
                    }
                }
                None => {
                    diff.to_index.insert(place.clone());
                    if record.is_read {
                        diff.places.added.push(place.clone());
                    }
                }
            }
        }
        for removed in indexed {
            diff.remove(removed);
        }
        diff
    }

    /// Takes back what was counted for records that were read, and turned out to be no releases: where the index has a release
    /// it is gone, and else nothing has happened.
    pub(crate) fn count_no_releases(
        &mut self,
        indexed: &FileDocs,
        no_releases: &HashSet<RecordPlace>,
    ) {
        let places = &mut self.places;
        places.added.retain(|place| !no_releases.contains(place));
        let changed = std::mem::take(&mut places.changed).into_iter();
        let (gone, changed): (Vec<_>, Vec<_>) =
            changed.partition(|place| no_releases.contains(place));
        places.changed = changed;
        let was_release = |place: &RecordPlace| indexed.release_at(place).is_some();
        places.removed.extend(gone.into_iter().filter(was_release));
    }

    /// The number of records of each kind.
    pub(crate) fn changes(&self) -> RecordChanges {
        let places = &self.places;
        RecordChanges {
            added: places.added.len() as u64,
            changed: places.changed.len() as u64,
            removed: places.removed.len() as u64,
            unchanged: self.unchanged,
        }
    }

    fn remove(&mut self, entry: &RecordEntry) {
        self.outdated.push(entry.address);
        // The reason why a whole file was left out is no record.
        if entry.is_release || !entry.place.is_whole_file() {
            self.places.removed.push(entry.place.clone());
        }
    }
}

/// Where a record is in its file.
pub(crate) fn record_place(record: &Result<Record, Skip>) -> RecordPlace {
    match record {
        Ok(record) => record.id.place(),
        Err(skip) => skip.id.place(),
    }
}

/// XXH3 of the contents of a record, or of the reason why it was left out.
pub(crate) fn record_hash(record: &Result<Record, Skip>) -> u64 {
    match record {
        Ok(record) => record.content.fingerprint(),
        Err(skip) => XxHash3_64::oneshot(skip.reason.to_string().as_bytes()),
    }
}
