//! Who takes the records of a file, and how many of them are taken?

use crate::corpus::content::{Content, Record};
use crate::model::{RecordId, Skip, SkipReason};

/// Maximum number of records read from one file. The index compares files record by record, at 16 bytes each.
const MAX_RECORDS: u32 = 4_000_000;

/// Maximum number of skips listed per file; the others are only counted. A JSON file of 64 MiB can hold thirty million
/// values that are not releases.
const MAX_LISTED_SKIPS: u64 = 1000;

/// Passes on the records and skips of one file, and gives each its id.
pub(crate) struct RecordSink<'a> {
    path: &'a str,
    sink: &'a mut dyn FnMut(Result<Record, Skip>),
    skipped: u64,
    next_number: u32,
}

impl<'a> RecordSink<'a> {
    pub(crate) fn new(path: &'a str, sink: &'a mut dyn FnMut(Result<Record, Skip>)) -> Self {
        RecordSink {
            path,
            sink,
            skipped: 0,
            next_number: 0,
        }
    }

    /// Passes on the only record of the file, or why it is none.
    pub(crate) fn whole_file(&mut self, content: Result<Content, SkipReason>) {
        self.pass(None, content);
    }

    /// Passes on the next record of a file that holds many, or why it is none.
    pub(crate) fn record(&mut self, content: Result<Content, SkipReason>) {
        let number = self.next_number;
        self.next_number += 1;
        if number >= MAX_RECORDS {
            return;
        }
        if content.is_err() {
            self.skipped += 1;
            if self.skipped > MAX_LISTED_SKIPS {
                return;
            }
        }
        self.pass(Some(number), content);
    }

    /// The number of the next record.
    pub(crate) fn next_number(&self) -> u32 {
        self.next_number
    }

    /// Whether the file has more records than are read.
    pub(crate) fn is_full(&self) -> bool {
        self.next_number > MAX_RECORDS
    }

    /// Passes on what was left out of the file as a whole, under the numbers after the last record.
    pub(crate) fn finish(mut self) {
        let number = self.next_number.min(MAX_RECORDS);
        if let Some(more @ 1..) = self.skipped.checked_sub(MAX_LISTED_SKIPS) {
            self.pass(Some(number), Err(SkipReason::MoreSkipped(more)));
        }
        if self.is_full() {
            let limit = u64::from(MAX_RECORDS);
            self.pass(Some(number + 1), Err(SkipReason::TooMany { limit }));
        }
    }

    fn pass(&mut self, number: Option<u32>, content: Result<Content, SkipReason>) {
        let id = RecordId {
            path: self.path.to_owned(),
            number,
        };
        (self.sink)(match content {
            Ok(content) => Ok(Record { id, content }),
            Err(reason) => Err(Skip { id, reason }),
        });
    }
}
