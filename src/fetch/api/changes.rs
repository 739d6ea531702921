//! What was changed since the last run, and where a run has come to its end.

use crate::corpus::{JournalLine, WalkMark};
use crate::fetch::api::request::{Order, ask, keep, note_unusable, page_url};
use crate::fetch::error::FetchError;
use crate::fetch::net::hosts::lock;
use crate::fetch::report::SourceState;
use crate::fetch::session::Task;

/// Clocks differ, and a change may be seen late: this time before the last run is asked for again, in seconds.
pub(crate) const MARGIN: i64 = 86_400;

/// What a run over the latest changes came to.
pub(crate) enum Changes {
    /// All were seen: how many records the API has, and when the latest change was.
    Seen { count: u64, newest: i64 },
    /// The API does not sort by change.
    Unsorted,
    /// The run ended.
    Stopped,
}

/// Fetches what was changed, the latest first, down to what was known at `known_until`, in seconds since 1970.
pub(crate) fn fetch_changes(task: &mut Task<'_>, known_until: i64) -> Result<Changes, FetchError> {
    let mut previous = i64::MAX;
    let mut newest = i64::MIN;
    for page in 0.. {
        if task.session.is_stopped() {
            task.report.state = SourceState::Part;
            return Ok(Changes::Stopped);
        }
        let url = page_url(task, page, Order::LastChangedFirst, false);
        let (read, line) = match ask(task, &url) {
            Ok(read) => read,
            Err(fault) if page == 0 => {
                task.fail(fault);
                return Ok(Changes::Stopped);
            }
            Err(fault) => {
                task.failure(&url, fault);
                return Ok(Changes::Stopped);
            }
        };
        let mut has_news = false;
        for record in &read.records {
            if let Some(changed) = record.changed {
                if changed > previous {
                    return Ok(Changes::Unsorted);
                }
                previous = changed;
                newest = newest.max(changed);
            }
            has_news |= keep(task, record, line.time)?;
            if task.session.is_stopped() {
                task.report.state = SourceState::Part;
                return Ok(Changes::Stopped);
            }
        }
        for (hash, fault) in &read.unusable {
            note_unusable(task, *hash, fault);
        }
        let mut folder = lock(task.session.folder);
        folder.note(&line)?;
        folder.sync()?;
        if read.is_last(page) || (!has_news && previous < known_until) {
            let count = read.count;
            return Ok(Changes::Seen { count, newest });
        }
    }
    Ok(Changes::Stopped)
}

/// Notes that a walk has come to its end.
pub(crate) fn finish(
    task: &mut Task<'_>,
    of: String,
    started: i64,
    count: u64,
    newest: i64,
) -> Result<(), FetchError> {
    let mark = WalkMark {
        of,
        started,
        count,
        newest,
        kept: Some(lock(task.session.folder).kept(&task.source.name)),
        ..WalkMark::default()
    };
    note_mark(task, mark)
}

/// Notes how far a walk has come.
pub(crate) fn note_mark(task: &Task<'_>, mark: WalkMark) -> Result<(), FetchError> {
    let session = task.session;
    let mut folder = lock(session.folder);
    folder.note(&JournalLine {
        url: task.source.url.to_string(),
        time: session.clock.now(),
        walk: Some(mark),
        ..JournalLine::default()
    })?;
    folder.sync()
}
