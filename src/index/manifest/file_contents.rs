//! What does a file that the index knows hold now? It is read to its end before anything in the index is changed.

use crate::corpus::{FileOutcome, Limits, Record, SourceFile, read_records_while};
use crate::error::Result;
use crate::index::manifest::losses::remaining_releases::{IndexedFile, RemainingReleases};
use crate::index::manifest::record_diff::{ReadRecord, record_hash};
use crate::model::{Page, Skip, SkipReason};

/// What a file holds.
pub(crate) struct FileContents {
    /// Its only record, or the reason why it is none. None for a file that holds any number of records.
    pub(crate) whole: Option<std::result::Result<Record, SkipReason>>,
    /// The page of its only record, where that had to be converted to see whether it is a release.
    pub(crate) page: Option<Page>,
    /// Each of its records, where it holds any number.
    pub(crate) records: Vec<ReadRecord>,
    /// What follows its only record and is left out.
    pub(crate) left_out: Vec<Skip>,
    /// How reading it ended.
    pub(crate) outcome: FileOutcome,
    /// Why the index keeps what it has from the file: it could not be read, or has far fewer releases now.
    pub(crate) loss: Option<SkipReason>,
}

impl FileContents {
    /// Reads a file that the index knows.
    pub(crate) fn read(
        file: &SourceFile,
        limits: Limits,
        go_on: &dyn Fn(u64) -> bool,
        indexed: IndexedFile<'_>,
    ) -> Result<Self> {
        let mut remaining = RemainingReleases::of(indexed);
        let mut compared = Ok(());
        let (mut whole, mut page) = (None, None);
        let (mut records, mut left_out) = (Vec::new(), Vec::new());
        let outcome = read_records_while(file, limits, go_on, &mut |record| {
            let seen = remaining.see(&record, record_hash(&record));
            let converted = seen.unwrap_or_else(|error| {
                compared = Err(error);
                None
            });
            match (ReadRecord::of(&record), record) {
                (None, record) => {
                    whole = Some(record.map_err(|skip| skip.reason));
                    page = converted;
                }
                (Some(read), record) => {
                    records.push(read);
                    if whole.is_some() {
                        left_out.extend(record.err());
                    }
                }
            }
        });
        compared?;
        let mut loss = remaining.loss();
        if !outcome.complete {
            let reason = match whole {
                Some(Err(reason)) => reason,
                _ => ends_early(),
            };
            loss = (indexed.docs.releases > 0).then(|| reason.clone());
            whole = Some(Err(reason));
        }
        Ok(FileContents {
            whole,
            page,
            records,
            left_out,
            outcome,
            loss,
        })
    }
}

/// Why a file could not be read to its end, if nothing else is known.
pub(crate) fn ends_early() -> SkipReason {
    SkipReason::Unreadable("it ends before its end".to_owned())
}
