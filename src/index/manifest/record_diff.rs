//! Which records of a file with many records differ from those in the index?

use std::collections::HashSet;

use tantivy::DocAddress;
use twox_hash::XxHash3_64;

use crate::corpus::Record;
use crate::index::manifest::file_manifest::RecordEntry;
use crate::index::report::RecordChanges;
use crate::model::Skip;

/// A record of a file with many records, as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReadRecord {
    pub(crate) number: u32,
    /// See [`record_hash`].
    pub(crate) hash: u64,
    /// Whether it could be read; else it is a skip.
    pub(crate) is_read: bool,
}

impl ReadRecord {
    /// What a record is compared by; none where it is the only one of its file.
    pub(crate) fn of(record: &Result<Record, Skip>) -> Option<Self> {
        Some(ReadRecord {
            number: record_number(record)?,
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
    /// Numbers of the records to index.
    pub(crate) to_index: HashSet<u32>,
    pub(crate) changes: RecordChanges,
    pub(crate) numbers: RecordNumbers,
}

/// The numbers of the records that are new, that have changed, and that are gone. None is the release of a file that was one
/// record.
#[derive(Default)]
pub(crate) struct RecordNumbers {
    pub(crate) added: Vec<Option<u32>>,
    pub(crate) changed: Vec<Option<u32>>,
    pub(crate) removed: Vec<Option<u32>>,
}

impl RecordNumbers {
    /// Those of records that are gone.
    pub(crate) fn of_removed(numbers: impl Iterator<Item = Option<u32>>) -> Self {
        RecordNumbers {
            removed: numbers.collect(),
            ..RecordNumbers::default()
        }
    }
}

impl RecordDiff {
    /// Compares what is in the index with each record now. Both are sorted by number. A release whose record cannot be read
    /// any more is gone.
    pub(crate) fn between(indexed: &[RecordEntry], now: &[ReadRecord]) -> Self {
        let mut diff = RecordDiff::default();
        let mut indexed = indexed.iter().peekable();
        for record in now {
            let number = Some(record.number);
            while let Some(removed) = indexed.next_if(|entry| entry.number < number) {
                diff.remove(removed);
            }
            match indexed.next_if(|entry| entry.number == number) {
                Some(entry) if entry.hash == record.hash => diff.changes.unchanged += 1,
                Some(entry) if entry.is_release && !record.is_read => {
                    diff.remove(entry);
                    diff.to_index.insert(record.number);
                }
                Some(entry) => {
                    diff.outdated.push(entry.address);
                    diff.to_index.insert(record.number);
                    diff.changes.changed += 1;
                    diff.numbers.changed.push(number);
                }
                None => {
                    diff.to_index.insert(record.number);
                    diff.changes.added += 1;
                    diff.numbers.added.push(number);
                }
            }
        }
        for removed in indexed {
            diff.remove(removed);
        }
        diff
    }

    fn remove(&mut self, entry: &RecordEntry) {
        self.outdated.push(entry.address);
        // The reason why a whole file was left out is no record.
        if entry.number.is_some() || entry.is_release {
            self.changes.removed += 1;
            self.numbers.removed.push(entry.number);
        }
    }
}

/// The number of a record in its file; none if the file is one record.
pub(crate) fn record_number(record: &Result<Record, Skip>) -> Option<u32> {
    match record {
        Ok(record) => record.id.number,
        Err(skip) => skip.id.number,
    }
}

/// XXH3 of the contents of a record, or of the reason why it was left out.
pub(crate) fn record_hash(record: &Result<Record, Skip>) -> u64 {
    match record {
        Ok(record) => record.content.fingerprint(),
        Err(skip) => XxHash3_64::oneshot(skip.reason.to_string().as_bytes()),
    }
}
