//! The Justice Department's API -> its records, each once, although they move between its pages while one walks.
//!
//! The API gives its records in pages of fifty. A record that appears or vanishes moves all behind it, and one that is edited may
//! move itself. So a walk goes from the newest record to the oldest: what appears moves others to pages that are still to come,
//! and is met twice, which does no harm. What vanishes moves others to pages that were read already; the count of the API tells
//! it, and the walk goes back by as much. At the end the records that were seen are compared with the count, and where they
//! are fewer the walk begins again, until they agree. Last, what was changed meanwhile is asked for.
//!
//! A later run asks for what was changed since, the latest first, and stops where everything is known. Where the count then
//! says that records are gone, or that some were missed, all ids are walked again, without texts.

pub(crate) mod changes;
pub(crate) mod request;
pub(crate) mod walk;

use crate::fetch::api::changes::{Changes, MARGIN, fetch_changes, finish};
use crate::fetch::api::walk::Walk;
use crate::fetch::error::FetchError;
use crate::fetch::net::hosts::lock;
use crate::fetch::options::Recheck;
use crate::fetch::session::Task;
use crate::fetch::store::folder::WalkState;

/// Fetches the records of an API.
pub(crate) fn fetch_records(task: &mut Task<'_>) -> Result<(), FetchError> {
    let of = walk_name(task);
    let state = lock(task.session.folder).walk(&of);
    let finished = match &state {
        WalkState {
            unfinished: None,
            finished: Some(finished),
        } if task.session.options.recheck != Recheck::All => finished.clone(),
        _ => return Walk::new(of, state).run(task),
    };
    let started = task.session.started.as_second();
    let known_until = finished.newest.min(finished.started - MARGIN);
    match fetch_changes(task, known_until)? {
        Changes::Seen { count, newest } => {
            let kept = lock(task.session.folder).kept(&task.source.name);
            // What has appeared is kept; where not all records are wanted, there may be more of the others.
            let (now, then) = (
                count + finished.kept.unwrap_or_default(),
                finished.count + kept,
            );
            let agrees = now == then || (now > then && is_filtered(task));
            if agrees || task.session.options.dry_run {
                let newest = newest.max(finished.newest);
                return finish(task, of, started, count, newest);
            }
        }
        Changes::Unsorted => {}
        Changes::Stopped => return Ok(()),
    }
    let state = WalkState {
        unfinished: None,
        finished: Some(finished),
    };
    Walk::new(of, state).run(task)
}

/// The API, and which of its records are wanted: a walk goes on only where both are the same.
fn walk_name(task: &Task<'_>) -> String {
    let options = task.session.options;
    let pages = task.source.pages.as_deref().unwrap_or_default();
    let matching = options.matching.as_deref().unwrap_or_default();
    format!("{} {} {} {matching}", task.source.url, options.span, pages)
}

/// Whether not all records of the API are wanted.
fn is_filtered(task: &Task<'_>) -> bool {
    let options = task.session.options;
    let spans = [options.since, options.until].iter().any(Option::is_some);
    spans || options.matching.is_some() || task.source.pages.is_some()
}
