//! Does a file hold far fewer releases than in the last run? A script that failed, a full disk or a server's error page
//! have most often done that, and nobody meant it.

use crate::convert::convert_safely;
use crate::corpus::Record;
use crate::error::Result;
use crate::extract::extract;
use crate::index::manifest::file_manifest::{FileDocs, FileManifest};
use crate::index::manifest::losses::text_loss::{is_release, text_loss};
use crate::index::manifest::record_diff::record_place;
use crate::knowledge::Knowledge;
use crate::model::{Page, RecordPlace, Skip, SkipReason};

/// What the index has from a file.
#[derive(Clone, Copy)]
pub(crate) struct IndexedFile<'a> {
    pub(crate) docs: &'a FileDocs,
    pub(crate) manifest: &'a FileManifest<'a>,
    /// By which the day and the event of a release are found.
    pub(crate) knowledge: &'a Knowledge,
}

impl IndexedFile<'_> {
    /// How much of the release at a place is lost, if its page is this one now.
    fn text_loss(&self, place: &RecordPlace, now: &Page) -> Result<Option<SkipReason>> {
        let Some(release) = self.docs.release_at(place) else {
            return Ok(None);
        };
        let [title, text] = self.manifest.texts(release.address)?;
        Ok(text_loss([&title, &text], now, || {
            let found = extract(now, "", self.knowledge);
            let stage = found.stage.map(|stage| stage.value);
            is_release(found.date.is_some(), stage, &now.text)
        }))
    }
}

/// Counts the releases that a file holds now, until they are enough: half of those that the index has from it, or more. In
/// this count a file that held several releases, and is one release now, has lost them, and a release that has lost most of its
/// text is none.
pub(crate) struct RemainingReleases<'a> {
    indexed: IndexedFile<'a>,
    /// The number of releases that the index has.
    before: u64,
    /// The hashes of these, sorted. A record with one of them is a release; others are converted to see it.
    hashes: Vec<u64>,
    now: u64,
    is_one_record: bool,
    /// Why a file that is one record is no release, or not the one before.
    reason: Option<SkipReason>,
}

impl<'a> RemainingReleases<'a> {
    pub(crate) fn of(indexed: IndexedFile<'a>) -> Self {
        let before = indexed.docs;
        let releases = before.records.iter().filter(|record| record.is_release);
        let mut hashes: Vec<u64> = releases.map(|record| record.hash).collect();
        hashes.sort_unstable();
        RemainingReleases {
            indexed,
            before: before.releases,
            hashes,
            now: 0,
            is_one_record: false,
            reason: None,
        }
    }

    /// Looks at one more record of the file; `hash` is that of the record. Returns its page if it had to be converted.
    pub(crate) fn see(
        &mut self,
        record: &std::result::Result<Record, Skip>,
        hash: u64,
    ) -> Result<Option<Page>> {
        let place = record_place(record);
        self.is_one_record |= place.is_whole_file();
        if self.are_enough() {
            return Ok(None);
        }
        let page = match record {
            Ok(_) if self.hashes.binary_search(&hash).is_ok() => Ok(None),
            Ok(record) => convert_safely(record).map(Some),
            Err(skip) => Err(skip.reason.clone()),
        };
        let loss = match &page {
            Ok(Some(page)) => self.indexed.text_loss(&place, page)?,
            Ok(None) => None,
            Err(reason) => Some(reason.clone()),
        };
        self.now += u64::from(loss.is_none());
        if place.is_whole_file() {
            self.reason = loss;
        }
        Ok(page.ok().flatten())
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
