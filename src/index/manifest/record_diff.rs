//! Compares the records of a file that holds many with what the index has of them.

use std::collections::HashSet;

use twox_hash::XxHash3_64;

use crate::corpus::Record;
use crate::index::manifest::known_files::{Address, Part};
use crate::model::Skip;

/// How the records of a file differ from what the index has of them.
pub(crate) struct Difference {
    /// What is in the index and is no longer so.
    pub(crate) old: Vec<Address>,
    /// What is to be indexed.
    pub(crate) new: HashSet<u32>,
    pub(crate) added: u64,
    pub(crate) changed: u64,
    pub(crate) removed: u64,
    pub(crate) unchanged: u64,
}

impl Difference {
    /// Both sorted by number.
    pub(crate) fn between(before: &[Part], now: &[(u32, u64)]) -> Self {
        let mut difference = Difference {
            old: Vec::new(),
            new: HashSet::new(),
            added: 0,
            changed: 0,
            removed: 0,
            unchanged: 0,
        };
        let mut before = before.iter().peekable();
        for (number, hash) in now {
            while let Some(part) = before.next_if(|part| part.number < Some(*number)) {
                difference.old.push(part.at);
                difference.removed += 1;
            }
            match before.next_if(|part| part.number == Some(*number)) {
                Some(part) if part.hash == *hash => difference.unchanged += 1,
                Some(part) => {
                    difference.old.push(part.at);
                    difference.new.insert(*number);
                    difference.changed += 1;
                }
                None => {
                    difference.new.insert(*number);
                    difference.added += 1;
                }
            }
        }
        for part in before {
            difference.old.push(part.at);
            difference.removed += 1;
        }
        difference
    }
}

/// The number of the record in its file; none where the file is one record.
pub(crate) fn number_of(record: &std::result::Result<Record, Skip>) -> Option<u32> {
    match record {
        Ok(record) => record.id.number,
        Err(skip) => skip.id.number,
    }
}

/// XXH3 hash of what a record says, or of the reason why it was left out.
pub(crate) fn sum_of(record: &std::result::Result<Record, Skip>) -> u64 {
    match record {
        Ok(record) => record.content.fingerprint(),
        Err(skip) => XxHash3_64::oneshot(skip.reason.to_string().as_bytes()),
    }
}
