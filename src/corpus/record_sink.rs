//! Who takes the records of a file, and how many of them are taken?

use std::sync::Arc;

use crate::corpus::content::{Content, Record};
use crate::model::{RecordId, Skip, SkipReason};

/// Maximum number of records read from one file. The index compares files record by record, at 16 bytes each.
const MAX_RECORDS: u32 = 4_000_000;

/// Maximum number of skips listed per file; the others are only counted. A JSON file of 64 MiB can hold thirty million
/// values that are not releases.
const MAX_LISTED_SKIPS: u64 = 1000;

/// Passes on the records and skips of one file, or of one member of an archive, and gives each its id.
pub(crate) struct RecordSink<'a> {
    path: &'a str,
    member: Option<Arc<str>>,
    sink: &'a mut dyn FnMut(Result<Record, Skip>),
    skipped: u64,
    next_number: u32,
    /// How many records and skips of members there were.
    of_members: u32,
}

/// What was passed on from a file.
#[derive(Default)]
pub(crate) struct Passed {
    /// The number behind its last record or skip.
    next_number: u32,
    /// Whether it holds a record, or may hold many.
    pub(crate) holds_records: bool,
}

impl<'a> RecordSink<'a> {
    pub(crate) fn new(path: &'a str, sink: &'a mut dyn FnMut(Result<Record, Skip>)) -> Self {
        RecordSink {
            path,
            member: None,
            sink,
            skipped: 0,
            next_number: 0,
            of_members: 0,
        }
    }

    /// Reads what the file holds, and sees what is passed on from it.
    pub(crate) fn watched<T>(&mut self, read: impl FnOnce(RecordSink<'_>) -> T) -> (T, Passed) {
        let mut passed = Passed::default();
        let (path, member) = (self.path, self.member.clone());
        let mut pass = |record: Result<Record, Skip>| {
            let (Ok(Record { id, .. }) | Err(Skip { id, .. })) = &record;
            passed.holds_records |= record.is_ok() || id.number.is_some();
            if id.member == member
                && let Some(number) = id.number
            {
                passed.next_number = number + 1;
            }
            (self.sink)(record);
        };
        let read = read(RecordSink {
            member: member.clone(),
            ..RecordSink::new(path, &mut pass)
        });
        (read, passed)
    }

    /// Says what was left out of the file behind what has been passed on.
    pub(crate) fn after(&mut self, passed: &Passed, reason: SkipReason) {
        self.pass(Some(passed.next_number), Err(reason));
    }

    /// The path of a member: of an archive in an archive, behind the path of that one.
    #[cfg(feature = "archives")]
    pub(crate) fn member_path(&self, member: &str) -> String {
        match &self.member {
            Some(archive) => format!("{archive}/{member}"),
            None => member.to_owned(),
        }
    }

    /// Reads a member, whose records and skips count with those of the archive.
    #[cfg(feature = "archives")]
    pub(crate) fn of_member<T>(
        &mut self,
        member: &Arc<str>,
        read: impl FnOnce(RecordSink<'_>) -> T,
    ) -> T {
        let path = self.path;
        let mut pass = |record| self.count_and_pass(record);
        read(RecordSink {
            member: Some(member.clone()),
            ..RecordSink::new(path, &mut pass)
        })
    }

    /// Says why a member is no record.
    #[cfg(feature = "archives")]
    pub(crate) fn member(&mut self, member: &Arc<str>, reason: SkipReason) {
        let id = RecordId {
            path: self.path.to_owned(),
            member: Some(member.clone()),
            number: None,
        };
        self.count_and_pass(Err(Skip { id, reason }));
    }

    #[cfg(feature = "archives")]
    fn count_and_pass(&mut self, record: Result<Record, Skip>) {
        self.of_members += 1;
        if self.is_full() {
            return;
        }
        if record.is_err() {
            self.skipped += 1;
            if self.skipped > MAX_LISTED_SKIPS {
                return;
            }
        }
        (self.sink)(record);
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
        self.next_number.max(self.of_members) > MAX_RECORDS
    }

    /// Passes on what was left out of the file as a whole, under the numbers after the last record.
    pub(crate) fn finish(self) {
        self.finish_with(None);
    }

    /// The same, and why the file was not read to its end.
    pub(crate) fn finish_with(mut self, cut: Option<SkipReason>) {
        let number = self.next_number.min(MAX_RECORDS);
        if let Some(more @ 1..) = self.skipped.checked_sub(MAX_LISTED_SKIPS) {
            self.pass(Some(number), Err(SkipReason::MoreSkipped(more)));
        }
        if self.is_full() {
            let limit = u64::from(MAX_RECORDS);
            self.pass(Some(number + 1), Err(SkipReason::TooMany { limit }));
        }
        if let Some(reason) = cut {
            self.pass(Some(number + 2), Err(reason));
        }
    }

    fn pass(&mut self, number: Option<u32>, content: Result<Content, SkipReason>) {
        let id = RecordId {
            path: self.path.to_owned(),
            member: self.member.clone(),
            number,
        };
        (self.sink)(match content {
            Ok(content) => Ok(Record { id, content }),
            Err(reason) => Err(Skip { id, reason }),
        });
    }
}
