//! What all sources of one run share: the net, the folder, the report, and when to stop.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use foldhash::{HashSet, HashSetExt as _};
use jiff::Timestamp;
use jiff::civil::Date;
use twox_hash::XxHash3_128;
use url::Url;

use crate::corpus::{Fetched, JournalLine};
use crate::fetch::error::FetchError;
use crate::fetch::net::address::Realm;
use crate::fetch::net::asking::{Ask, Exchange, Net};
use crate::fetch::net::client::{Answer, Marks};
use crate::fetch::net::clock::Clock;
use crate::fetch::net::fault::Fault;
use crate::fetch::net::hosts::lock;
use crate::fetch::options::{FetchOptions, FetchProgress};
use crate::fetch::report::{Counts, Failure, FetchReport, SourceReport, SourceState};
use crate::fetch::source::sitemap::Link;
use crate::fetch::source::typed::Source;
use crate::fetch::store::folder::{Change, Folder, Received, id_hash};

/// What all sources of one run share.
pub(crate) struct Session<'a> {
    pub(crate) options: &'a FetchOptions,
    pub(crate) net: &'a Net<'a>,
    pub(crate) folder: &'a Mutex<Folder>,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) progress: &'a dyn FetchProgress,
    pub(crate) report: Mutex<FetchReport>,
    /// When the run began.
    pub(crate) started: Timestamp,
    /// The keys of the releases that were met in this run, hashed.
    met: Mutex<HashSet<u64>>,
    /// How many more releases may be fetched.
    left: AtomicU64,
    /// The names of the sources of this run.
    sources: HashSet<String>,
    interrupted: &'a AtomicBool,
    /// Set by a thread that failed, so that the others stop, too.
    failed: AtomicBool,
}

impl<'a> Session<'a> {
    pub(crate) fn new(
        options: &'a FetchOptions,
        net: &'a Net<'a>,
        folder: &'a Mutex<Folder>,
        clock: &'a dyn Clock,
        progress: &'a dyn FetchProgress,
        interrupted: &'a AtomicBool,
        sources: &[Source],
    ) -> Self {
        Session {
            options,
            net,
            folder,
            clock,
            progress,
            report: Mutex::new(FetchReport {
                dry_run: options.dry_run,
                into: options.into.clone(),
                ..FetchReport::default()
            }),
            started: clock.now(),
            met: Mutex::new(HashSet::new()),
            left: AtomicU64::new(options.limit.unwrap_or(u64::MAX)),
            sources: sources.iter().map(|source| source.name.clone()).collect(),
            interrupted,
            failed: AtomicBool::new(false),
        }
    }

    /// Whether the run must stop: it was interrupted, a thread has failed, or enough was fetched.
    pub(crate) fn is_stopped(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
            || self.failed.load(Ordering::Relaxed)
            || self.left.load(Ordering::Relaxed) == 0
    }

    /// One release was fetched.
    fn one_less(&self) {
        self.progress.kept();
        let one_less = |left: u64| (left < u64::MAX).then(|| left.saturating_sub(1));
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less);
    }

    pub(crate) fn set_failed(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    /// The report of the whole run. `sources` are those of its sources.
    pub(crate) fn finish(self, sources: Vec<SourceReport>) -> FetchReport {
        let mut report = self.report.into_inner().unwrap_or_default();
        report.interrupted = self.interrupted.load(Ordering::Relaxed);
        report.limited = self.left.load(Ordering::Relaxed) == 0;
        report.requests = self.net.requests();
        report.sources = sources;
        let names = &mut report.names;
        for list in [&mut names.new, &mut names.changed, &mut names.gone] {
            list.sort_unstable();
        }
        report
    }
}

/// The work on one source.
pub(crate) struct Task<'a> {
    pub(crate) session: &'a Session<'a>,
    pub(crate) source: &'a Source,
    /// Where the source is.
    pub(crate) realm: Realm,
    pub(crate) report: SourceReport,
    /// Whether its lists were read to their end, so that it is known what they name no longer.
    pub(crate) has_lists: bool,
    /// Pages that are known, and that are asked for again after all lists of the host.
    pub(crate) again: Vec<Link>,
    /// How many releases of the source were kept before the run, and were at the source when it was asked last.
    kept_before: u64,
}

impl<'a> Task<'a> {
    pub(crate) fn new(session: &'a Session<'a>, source: &'a Source, realm: Realm) -> Self {
        Task {
            session,
            source,
            realm,
            report: SourceReport {
                source: source.name.clone(),
                url: source.url.to_string(),
                ..SourceReport::default()
            },
            has_lists: false,
            again: Vec::new(),
            kept_before: lock(session.folder).kept(&source.name),
        }
    }

    /// Asks for an address of the source, or one that it led to. `check` says what an answer must be.
    pub(crate) fn ask(
        &self,
        url: &Url,
        marks: &Marks,
        check: &(dyn Fn(&Answer) -> Result<(), Fault> + Sync),
    ) -> Result<Answer, Fault> {
        let session = self.session;
        session.progress.asking(url.host_str().unwrap_or_default());
        let ask = Ask {
            realm: self.realm,
            marks,
            interval: self.source.interval,
            check,
        };
        session.net.get(url, ask)
    }

    /// A release is met that is known. Of another source than those of this run nobody else counts it.
    pub(crate) fn met_known(&mut self, known: Option<&Fetched>) {
        let is_other = |known: &Fetched| !self.session.sources.contains(&known.source);
        if known.is_some_and(is_other) {
            self.kept_before += 1;
        }
    }

    /// The report, at the end of the run: what was kept before, and neither changed nor went, is unchanged.
    pub(crate) fn finish(mut self) -> SourceReport {
        let counts = self.report.counts;
        let unchanged = self
            .kept_before
            .saturating_sub(counts.changed + counts.gone);
        self.count(|counts| counts.unchanged += unchanged);
        self.report
    }

    /// Whether robots.txt allows an address. Where that cannot be read the address is asked for, and fails.
    pub(crate) fn may_ask(&self, url: &Url) -> bool {
        let checked = self
            .session
            .net
            .check_robots(url, self.realm, self.source.interval);
        checked != Err(Fault::Robots)
    }

    /// Nothing came of the source.
    pub(crate) fn fail(&mut self, fault: Fault) {
        if fault == Fault::Interrupted {
            self.report.state = SourceState::Part;
            return;
        }
        let counts = self.report.counts;
        self.report.state = if counts == Counts::default() {
            SourceState::Failed
        } else {
            SourceState::Part
        };
        self.report.fault = Some(fault.clone());
        self.failure(&self.source.url.clone(), fault);
    }

    /// An address failed.
    pub(crate) fn failure(&mut self, url: &Url, fault: Fault) {
        self.failure_of(url.as_str(), fault);
    }

    /// The same of what may be no address.
    pub(crate) fn failure_of(&mut self, url: &str, fault: Fault) {
        if fault == Fault::Interrupted {
            return;
        }
        if self.report.state == SourceState::Done {
            self.report.state = SourceState::Part;
        }
        let reason = fault.to_string();
        let mut report = lock(&self.session.report);
        report.push_failure(Failure {
            url: url.to_owned(),
            fault,
            reason,
        });
    }

    /// Counts what became of releases, of the source and of the run.
    pub(crate) fn count(&mut self, add: impl Fn(&mut Counts)) {
        add(&mut self.report.counts);
        add(&mut lock(&self.session.report).counts);
    }

    /// Whether a release is wanted. One whose day is not known is.
    pub(crate) fn wants(&self, url: &Url, title: &str, issued: Option<Date>) -> bool {
        let options = self.session.options;
        let is_in_span = issued.is_none_or(|day| {
            options.since.is_none_or(|since| day >= since)
                && options.until.is_none_or(|until| day <= until)
        });
        let has = |text: &str| {
            let text = text.to_lowercase();
            url.as_str().to_lowercase().contains(&text) || title.to_lowercase().contains(&text)
        };
        let pages = self.source.pages.as_ref();
        is_in_span
            && options.matching.as_deref().is_none_or(has)
            && pages.is_none_or(|part| url.as_str().contains(part.as_str()))
    }

    /// The same of a release that is known.
    pub(crate) fn wants_known(&self, known: &Fetched) -> bool {
        let url = Url::parse(&known.url);
        url.is_ok_and(|url| self.wants(&url, "", known.issued))
    }

    /// Whether a release is met for the first time in this run: a walk may meet it twice, and two lists may name it.
    pub(crate) fn meets(&self, key: &str) -> bool {
        lock(&self.session.met).insert(id_hash(key))
    }

    /// Whether a release was met in this run.
    pub(crate) fn has_met(&self, key: &str) -> bool {
        lock(&self.session.met).contains(&id_hash(key))
    }

    /// Keeps a release, and counts it where it is new or has changed.
    pub(crate) fn keep(&mut self, received: &Received<'_>) -> Result<Change, FetchError> {
        let session = self.session;
        let key = received.record.unwrap_or(received.url.as_str());
        let (change, file) = {
            let mut folder = lock(session.folder);
            // It has come back.
            self.kept_before += u64::from(folder.known(key).is_some_and(|known| known.gone));
            let change = folder.keep(received)?;
            let known = folder.known(key);
            let file = known.and_then(|known| known.file.clone());
            (change, file.unwrap_or_default())
        };
        let name = if session.options.dry_run {
            received.url.as_str()
        } else {
            &file
        };
        match change {
            Change::Same => {}
            Change::New => {
                self.count(|counts| counts.new += 1);
                lock(&session.report)
                    .names
                    .push(|names| &mut names.new, name);
            }
            Change::Changed => {
                self.count(|counts| counts.changed += 1);
                lock(&session.report)
                    .names
                    .push(|names| &mut names.changed, name);
            }
        }
        if change != Change::Same {
            session.one_less();
        }
        Ok(change)
    }

    /// A dry run would ask for this page.
    pub(crate) fn would_be_new(&mut self, url: &Url) {
        self.count(|counts| counts.new += 1);
        lock(&self.session.report)
            .names
            .push(|names| &mut names.new, url.as_str());
        self.session.one_less();
    }

    /// A release that was received before is gone.
    pub(crate) fn gone(&mut self, file: &str) {
        self.count(|counts| counts.gone += 1);
        let mut report = lock(&self.session.report);
        report.names.push(|names| &mut names.gone, file);
    }
}

/// What the journal keeps of a request.
pub(crate) fn line_of(exchange: Exchange<'_>, time: Timestamp) -> JournalLine {
    let line = JournalLine {
        url: exchange.url.to_string(),
        time,
        ..JournalLine::default()
    };
    match exchange.result {
        Err(fault) => JournalLine {
            status: match fault {
                Fault::Status { status } | Fault::Gone { status } => Some(*status),
                _ => None,
            },
            fault: Some(fault.to_string()),
            ..line
        },
        Ok(answer) => JournalLine {
            status: Some(answer.status),
            etag: answer.marks.etag.clone(),
            last_modified: answer.marks.last_modified.clone(),
            // The host sent no body where it has the same still.
            length: (answer.status != 304).then_some(answer.body.len() as u64),
            hash: (answer.status != 304).then(|| XxHash3_128::oneshot(&answer.body)),
            ..line
        },
    }
}

/// Whether a folder is one that `fetch` can fill: a file in its place is an error that is better told at once.
pub(crate) fn check_folder(into: &Path) -> Result<(), FetchError> {
    if into.exists() && !into.is_dir() {
        let error = std::io::Error::from(std::io::ErrorKind::NotADirectory);
        return Err(FetchError::writing(into)(error));
    }
    Ok(())
}
