//! Does a file hold far fewer releases than in the last run? A script that failed, a full disk or a server's error page
//! have most often done that, and nobody meant it.

use crate::convert::convert_safely;
use crate::corpus::Record;
use crate::index::manifest::file_manifest::FileDocs;
use crate::index::manifest::record_diff::record_place;
use crate::model::{Page, Skip, SkipReason};

/// Counts the releases that a file holds now, until they are enough: half of those that the index has from it, or more. In
/// this count a file that held several releases, and is one release now, has lost them.
pub(crate) struct RemainingReleases {
    /// The number of releases that the index has.
    before: u64,
    /// The hashes of these, sorted. A record with one of them is a release; others are converted to see it.
    hashes: Vec<u64>,
    now: u64,
    is_one_record: bool,
    /// Why a file that is one record is no release.
    reason: Option<SkipReason>,
}

impl RemainingReleases {
    /// `before` is what the index has from the file.
    pub(crate) fn of(before: &FileDocs) -> Self {
        let releases = before.records.iter().filter(|record| record.is_release);
        let mut hashes: Vec<u64> = releases.map(|record| record.hash).collect();
        hashes.sort_unstable();
        RemainingReleases {
            before: before.releases,
            hashes,
            now: 0,
            is_one_record: false,
            reason: None,
        }
    }

    /// Looks at one more record of the file; `hash` is that of the record. Returns its page if it had to be converted.
    pub(crate) fn see(&mut self, record: &Result<Record, Skip>, hash: u64) -> Option<Page> {
        let is_whole_file = record_place(record).is_whole_file();
        self.is_one_record |= is_whole_file;
        if self.are_enough() {
            return None;
        }
        let page = match record {
            Ok(_) if self.hashes.binary_search(&hash).is_ok() => Ok(None),
            Ok(record) => convert_safely(record).map(Some),
            Err(skip) => Err(skip.reason.clone()),
        };
        self.now += u64::from(page.is_ok());
        match page {
            Ok(page) => page,
            Err(reason) => {
                if is_whole_file {
                    self.reason = Some(reason);
                }
                None
            }
        }
    }

    fn are_enough(&self) -> bool {
        self.now * 2 >= self.before
    }

    /// What to say where releases are lost.
    pub(crate) fn loss(self) -> Option<SkipReason> {
        if self.are_enough() && !(self.is_one_record && self.before > 1) {
            return None;
        }
        let fewer = SkipReason::FewerReleases {
            before: self.before,
            now: self.now,
        };
        Some(match self.reason {
            // It says more than the numbers do.
            Some(reason) => reason,
            None => fewer,
        })
    }
}
