//! Where do the records of a run go? Into an index, or, in a dry run, nowhere: they are counted.

use std::collections::HashMap;
use std::sync::Mutex;

use tantivy::{Searcher, TantivyError};

use crate::convert::convert_safely;
use crate::error::{Error, Result};
use crate::index::ingest::document::skip_document;
use crate::index::ingest::job::Job;
use crate::index::manifest::columns::Columns;
use crate::index::manifest::doc_kind::{DocKind, Provenance};
use crate::index::manifest::pending_deletes::PendingDeletes;
use crate::index::manifest::skips::Skips;
use crate::index::segment::index_writer::Writer;
use crate::model::Skip;

/// Where the records of a run go.
pub(crate) enum Sink {
    Index(Box<Writer>),
    DryRun(Box<DryRun>),
}

impl Sink {
    /// The number of threads that convert records.
    pub(crate) fn threads(&self) -> usize {
        match self {
            Sink::Index(writer) => writer.threads,
            Sink::DryRun(_) => std::thread::available_parallelism().map_or(1, usize::from),
        }
    }

    /// Changes what the next commit deletes.
    pub(crate) fn delete(&self, change: impl FnOnce(&mut PendingDeletes)) -> Result<()> {
        match self {
            Sink::Index(writer) => writer.delete(change),
            Sink::DryRun(dry) => dry.change(|counted| change(&mut counted.deletes)),
        }
    }

    /// Writes all added documents to disk, for the next commit.
    pub(crate) fn finish(&self) -> Result<()> {
        match self {
            Sink::Index(writer) => writer.finish(),
            Sink::DryRun(_) => Ok(()),
        }
    }

    /// Adds skips that the deletes of files do not delete: those of broken files.
    pub(crate) fn add_exempt(&self, skips: Vec<&Skip>) -> Result<()> {
        match self {
            Sink::Index(writer) => {
                let skips = skips.into_iter();
                writer.add_exempt(skips.map(|skip| skip_document(skip, Provenance::Unknown)))
            }
            Sink::DryRun(dry) => {
                dry.change(|counted| counted.exempt.extend(skips.into_iter().cloned()))
            }
        }
    }
}

/// What a run would add and delete.
#[derive(Default)]
pub(crate) struct DryRun(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    releases: u64,
    /// The releases of each file that holds many: the file may turn out to be broken.
    releases_of_file: HashMap<String, u64>,
    skips: Vec<Skip>,
    exempt: Vec<Skip>,
    deletes: PendingDeletes,
}

impl DryRun {
    fn change(&self, change: impl FnOnce(&mut Counted)) -> Result<()> {
        change(
            &mut *self
                .0
                .lock()
                .map_err(|_| Error::from(TantivyError::Poisoned))?,
        );
        Ok(())
    }

    /// Counts what would become of a record.
    pub(crate) fn count(&self, job: Job) -> Result<()> {
        match job {
            Job::Record { record, .. } => {
                let converted = convert_safely(&record);
                self.change(|counted| match (converted, record.id.is_whole_file()) {
                    (Ok(_), true) => counted.releases += 1,
                    (Ok(_), false) => {
                        *counted.releases_of_file.entry(record.id.path).or_default() += 1;
                    }
                    (Err(reason), _) => counted.skips.push(Skip {
                        id: record.id,
                        reason,
                    }),
                })
            }
            Job::Page { .. } => self.change(|counted| counted.releases += 1),
            Job::Skip { skip, .. } => self.change(|counted| counted.skips.push(skip)),
            Job::Document(_) => Ok(()),
        }
    }

    /// The releases and skips that the index would hold after the run, from those that it holds.
    pub(crate) fn after(
        &self,
        searcher: Option<&Searcher>,
        releases: u64,
        mut skips: Skips,
    ) -> Result<(u64, Skips)> {
        let counted = self
            .0
            .lock()
            .map_err(|_| Error::from(TantivyError::Poisoned))?;
        let mut deleted = 0;
        for segment in searcher.map_or(&[][..], Searcher::segment_readers) {
            let columns = Columns::open(segment)?;
            let release = columns.kind_ordinal(DocKind::Release)?;
            let skip = columns.kind_ordinal(DocKind::Skip)?;
            for doc in counted.deletes.documents_of(segment.segment_id()) {
                deleted += u64::from(columns.has_kind(doc, release));
                if columns.has_kind(doc, skip)
                    && let Some(id) = columns.id(doc)?
                {
                    skips.remove(&id);
                }
            }
        }
        let broken = |path: &str| counted.deletes.has_file(path);
        let of_files = counted.releases_of_file.iter();
        let of_files: u64 = of_files
            .filter(|(path, _)| !broken(path))
            .map(|(_, releases)| releases)
            .sum();
        let kept = counted.skips.iter().filter(|skip| !broken(&skip.id.path));
        skips.extend(
            kept.chain(&counted.exempt)
                .map(|skip| (skip.id.clone(), skip.reason.clone())),
        );
        Ok((
            (releases + counted.releases + of_files).saturating_sub(deleted),
            skips,
        ))
    }
}
