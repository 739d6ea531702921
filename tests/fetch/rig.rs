//! A server, a clock that does not wait, and a folder to fetch into.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dragnet::fetch::{Clock, FetchOptions, FetchReport, fetch};
use jiff::Timestamp;
use tempfile::TempDir;

use super::server::{Logged, Server};
use super::site::{API, Site};
use crate::support::quick_folder;
use crate::support::random::Random;

/// A clock that runs on at once where somebody waits.
#[derive(Default)]
pub struct QuickClock(Mutex<Duration>);

impl QuickClock {
    pub fn run_on(&self, time: Duration) {
        *self.0.lock().expect("the clock") += time;
    }
}

impl Clock for QuickClock {
    fn now(&self) -> Timestamp {
        let begin: Timestamp = "2026-03-01T12:00:00Z".parse().expect("a time");
        begin + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        *self.0.lock().expect("the clock")
    }

    fn wait(&self, time: Duration) {
        self.run_on(time);
    }
}

pub struct Rig {
    pub site: Arc<Site>,
    pub clock: Arc<QuickClock>,
    pub server: Server,
    pub folder: TempDir,
}

impl Rig {
    /// With so many records in the API, and so many pages.
    pub fn new(records: usize, pages: usize) -> Self {
        let site = Arc::new(Site::default());
        let mut random = Random::new(7);
        site.with(|state| {
            state.add_records(records, &mut random);
            state.add_pages(pages, &mut random);
        });
        let clock = Arc::new(QuickClock::default());
        let of_server = site.clone();
        let server = Server::start(clock.clone(), move |request| of_server.answer(request));
        Rig {
            site,
            clock,
            server,
            folder: quick_folder(),
        }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The options for these sources. `doj` is the API of the server; others are paths on it.
    pub fn options(&self, sources: &[&str]) -> FetchOptions {
        let sources: Vec<String> = sources
            .iter()
            .map(|source| match source.strip_prefix('/') {
                Some(_) => self.server.url(source),
                None => (*source).to_owned(),
            })
            .collect();
        let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
        FetchOptions {
            api: Some(self.server.url(API)),
            timeout: Duration::from_millis(400),
            ..FetchOptions::of(&sources, self.root())
        }
    }

    pub fn fetch(&self, options: &FetchOptions) -> FetchReport {
        let going_on = AtomicBool::new(false);
        fetch(options, &*self.clock, &(), &going_on).expect("a run")
    }

    pub fn fetch_all(&self, sources: &[&str]) -> FetchReport {
        self.fetch(&self.options(sources))
    }

    /// The releases on disk: path and text of each file outside of `.dragnet`.
    pub fn files(&self) -> BTreeMap<String, String> {
        files(self.root())
    }

    /// The journal, as lines of JSON.
    pub fn journal(&self) -> Vec<serde_json::Value> {
        let text =
            fs::read_to_string(self.root().join(".dragnet/fetched.jsonl")).expect("a journal");
        text.lines()
            .map(|line| serde_json::from_str(line).expect("a line"))
            .collect()
    }

    /// Every record of the API is on disk once, as the API gives it.
    pub fn has_every_record(&self) {
        let mut texts: Vec<String> = self.files().into_values().collect();
        texts.sort_unstable();
        for record in self.site.records() {
            let found = texts.binary_search(&record.json());
            assert!(found.is_ok(), "{} is missing", record.id);
            let ids = texts
                .iter()
                .filter(|text| text.contains(&record.id))
                .count();
            assert_eq!(ids, 1, "{}", record.id);
        }
    }
}

pub fn files(root: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(root)
        .into_iter()
        .filter_entry(|entry| entry.file_name() != ".dragnet")
        .filter_map(|entry| {
            let entry = entry.expect("an entry");
            let path = entry
                .path()
                .strip_prefix(root)
                .expect("below")
                .to_string_lossy();
            let is_file = entry.file_type().is_file();
            is_file.then(|| {
                (
                    path.into_owned(),
                    fs::read_to_string(entry.path()).expect("text"),
                )
            })
        })
        .collect()
}

/// Whether no host was asked twice within the interval.
pub fn keeps_interval(log: &[Logged], interval: Duration) {
    let mut last: BTreeMap<&str, Duration> = BTreeMap::new();
    for logged in log {
        if let Some(before) = last.insert(&logged.host, logged.at) {
            let time = logged.at.saturating_sub(before);
            assert!(
                time >= interval,
                "{time:?} before {}",
                logged.request.target
            );
        }
    }
}
