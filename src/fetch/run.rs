//! One run: reads what was typed, and works through its sources, several hosts at once.

use std::collections::{BTreeMap, HashSet};
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::fetch::api::fetch_records;
use crate::fetch::error::FetchError;
use crate::fetch::net::address::Realm;
use crate::fetch::net::asking::{Exchange, Net, NetSettings};
use crate::fetch::net::client::ClientSettings;
use crate::fetch::net::clock::Clock;
use crate::fetch::net::hosts::lock;
use crate::fetch::options::{FetchOptions, FetchProgress, MAX_RATE};
use crate::fetch::pages::{ask_again, fetch_pages};
use crate::fetch::report::{FetchReport, HostLeft, SourceReport, SourceState};
use crate::fetch::session::{Session, Task, check_folder, line_of};
use crate::fetch::source::typed::Source;
use crate::fetch::store::folder::Folder;

/// How many hosts are asked at once. Each may hold one answer in memory.
const HOSTS_AT_ONCE: usize = 4;

/// Fetches the releases of sources into a folder.
///
/// # Errors
///
/// What was typed is no source, or the folder cannot be written to. What is wrong with one address is in the report.
pub fn fetch(
    options: &FetchOptions,
    clock: &dyn Clock,
    progress: &dyn FetchProgress,
    interrupted: &AtomicBool,
) -> Result<FetchReport, FetchError> {
    let begun = clock.elapsed();
    let sources = read_sources(options)?;
    check_folder(&options.into)?;
    let settings = settings(options)?;
    let folder = Mutex::new(Folder::open(&options.into, options.dry_run)?);
    let unwritten = Mutex::new(None);
    let record = |exchange: Exchange<'_>| {
        let line = line_of(exchange, clock.now());
        if let Err(error) = lock(&folder).note(&line) {
            lock(&unwritten).get_or_insert(error);
        }
    };
    let net = Net::new(settings, clock, interrupted, &record);
    let session = Session::new(
        options,
        &net,
        &folder,
        clock,
        progress,
        interrupted,
        &sources,
    );
    let reports = work(&session, &sources)?;
    if let Some(error) = lock(&unwritten).take() {
        return Err(error);
    }
    lock(&folder).sync()?;
    let left = net.left().into_iter();
    let mut report = session.finish(reports);
    report.hosts_left = left
        .map(|(host, reason)| HostLeft { host, reason })
        .collect();
    report.elapsed = clock.elapsed().saturating_sub(begun);
    Ok(report)
}

fn read_sources(options: &FetchOptions) -> Result<Vec<Source>, FetchError> {
    let mut sources: Vec<Source> = Vec::new();
    let mut names = HashSet::new();
    for typed in &options.sources {
        let source = Source::read(typed, options.api.as_deref())?;
        if let Some(publisher) = &source.asks_contact
            && !options.has_contact()
        {
            return Err(FetchError::ContactNeeded {
                publisher: publisher.clone(),
                given: options.contact.clone(),
            });
        }
        if names.insert(source.name.clone()) {
            sources.push(source);
        }
    }
    Ok(sources)
}

fn settings(options: &FetchOptions) -> Result<NetSettings, FetchError> {
    let user_agent = options.user_agent();
    if !user_agent.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Err(FetchError::BadUserAgent { text: user_agent });
    }
    let rate = options.rate.clamp(0.001, MAX_RATE);
    Ok(NetSettings {
        client: ClientSettings {
            user_agent,
            timeout: options.timeout,
            max_bytes: options.max_bytes,
        },
        interval: Duration::from_secs_f64(1.0 / rate),
    })
}

/// Works through the sources: those of one host one after another, several hosts at once.
fn work(session: &Session<'_>, sources: &[Source]) -> Result<Vec<SourceReport>, FetchError> {
    let mut by_host: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, source) in sources.iter().enumerate() {
        by_host
            .entry(source.url.host_str().unwrap_or_default())
            .or_default()
            .push(at);
    }
    let groups: Vec<Vec<usize>> = by_host.into_values().collect();
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, SourceReport>> = Mutex::default();
    let worker = || -> Result<(), FetchError> {
        while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            // All of a group have the same host. To look its name up may take long.
            let realm = group
                .first()
                .map_or(Realm::Open, |at| Realm::of_url(&sources[*at].url));
            let reports = work_on_host(session, group.iter().map(|at| &sources[*at]), realm);
            let reports = reports.inspect_err(|_| session.set_failed())?;
            lock(&done).extend(group.iter().copied().zip(reports));
        }
        Ok(())
    };
    let workers = HOSTS_AT_ONCE.min(groups.len());
    thread::scope(|scope| {
        let running: Vec<_> = (1..workers).map(|_| scope.spawn(worker)).collect();
        let mut result = worker();
        for thread in running {
            let ended = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
            result = result.and(ended);
        }
        result
    })?;
    let done = done.into_inner().unwrap_or_default();
    Ok(done.into_values().collect())
}

/// Works through the sources of one host: all lists first, then the pages that are asked for again.
fn work_on_host<'a>(
    session: &'a Session<'a>,
    sources: impl Iterator<Item = &'a Source>,
    realm: Realm,
) -> Result<Vec<SourceReport>, FetchError> {
    let mut tasks: Vec<Task<'_>> = sources
        .map(|source| Task::new(session, source, realm))
        .collect();
    for task in &mut tasks {
        if session.is_stopped() {
            task.report.state = SourceState::Part;
        } else if task.source.is_api {
            fetch_records(task)?;
        } else {
            fetch_pages(task)?;
        }
    }
    for task in &mut tasks {
        ask_again(task)?;
    }
    Ok(tasks.into_iter().map(Task::finish).collect())
}
