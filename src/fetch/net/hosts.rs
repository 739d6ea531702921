//! When may a host be asked again, and what does its robots.txt allow?
//!
//! A host is a name: `www.justice.gov`, whatever the port. Whoever asks it holds its lock, so that it never has two requests
//! at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use texting_robots::Robot;
use url::{Origin, Url};

use crate::fetch::net::fault::Fault;

/// The name that robots.txt knows dragnet by.
pub(crate) const ROBOT: &str = "dragnet";

/// Maximum size of a robots.txt, in bytes: what is behind it is not read, as the large search engines do.
pub(crate) const MAX_ROBOTS: usize = 500 << 10;

/// After so many addresses in a row that failed, whatever was tried, a host is left alone.
const MAX_FAILURES: u32 = 5;

/// What is known of one host in this run.
#[derive(Default)]
pub(crate) struct Host {
    /// When the next request may be made, on the clock's elapsed time.
    pub(crate) next: Duration,
    /// `Crawl-delay`.
    crawl_delay: Duration,
    /// By scheme, host and port; none where everything is allowed.
    robots: HashMap<Origin, Option<Robot>>,
    /// How many addresses in a row have failed.
    failures: u32,
    /// Why it is left alone.
    left: Option<String>,
}

impl Host {
    /// A fault where the host is left alone.
    pub(crate) fn is_open(&self) -> Result<(), Fault> {
        match &self.left {
            Some(why) => Err(Fault::HostLeft { why: why.clone() }),
            None => Ok(()),
        }
    }

    /// Whether its robots.txt allows an address; none where it has not been read.
    pub(crate) fn allows(&self, url: &Url) -> Option<bool> {
        let robot = self.robots.get(&url.origin())?;
        let allows = |robot: &Robot| robot.allowed(url.as_str());
        Some(robot.as_ref().is_none_or(allows))
    }

    /// Keeps a robots.txt. Where there is none everything is allowed.
    pub(crate) fn set_robots(&mut self, url: &Url, text: Option<&[u8]>) {
        let text = text.map(|text| &text[..text.len().min(MAX_ROBOTS)]);
        let robot = text.and_then(|text| Robot::new(ROBOT, text).ok());
        let delay = robot.as_ref().and_then(|robot| robot.delay);
        if let Some(delay) = delay.and_then(|delay| Duration::try_from_secs_f32(delay).ok()) {
            self.crawl_delay = self.crawl_delay.max(delay);
        }
        self.robots.insert(url.origin(), robot);
    }

    /// A request has begun at `now`: when the next may begin.
    pub(crate) fn asked(&mut self, now: Duration, interval: Duration) {
        self.hold(now, interval.max(self.crawl_delay));
    }

    /// No request before this much more time.
    pub(crate) fn hold(&mut self, now: Duration, time: Duration) {
        self.next = self.next.max(now.saturating_add(time));
    }

    /// An address was answered, or is not there.
    pub(crate) fn has_answered(&mut self) {
        self.failures = 0;
    }

    /// An address has failed, whatever was tried.
    pub(crate) fn has_failed(&mut self, fault: &Fault) {
        self.failures += 1;
        if self.failures >= MAX_FAILURES {
            self.leave(format!(
                "{MAX_FAILURES} addresses in a row failed, the last since {fault}"
            ));
        }
    }

    pub(crate) fn leave(&mut self, why: String) {
        self.left.get_or_insert(why);
    }
}

/// All hosts of a run.
#[derive(Default)]
pub(crate) struct Hosts(Mutex<HashMap<String, Arc<Mutex<Host>>>>);

impl Hosts {
    /// The host of an address.
    pub(crate) fn of(&self, url: &Url) -> Arc<Mutex<Host>> {
        let name = url.host_str().unwrap_or_default().to_owned();
        lock(&self.0).entry(name).or_default().clone()
    }

    /// The hosts that are left alone, and why, sorted by name.
    pub(crate) fn left(&self) -> Vec<(String, String)> {
        let mut left: Vec<(String, String)> = (lock(&self.0).iter())
            .filter_map(|(name, host)| Some((name.clone(), lock(host).left.clone()?)))
            .collect();
        left.sort();
        left
    }
}

/// A lock of this room. What a thread that panicked has left is still sound: every change is one step.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
