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

/// A host that wants to be left alone for longer is left alone for the rest of the run.
pub(crate) const MAX_PAUSE: Duration = Duration::from_secs(600);

/// After so many addresses in a row that failed, whatever was tried, a host is left alone.
const MAX_FAILURES: u32 = 5;

/// What is known of one host in this run.
#[derive(Default)]
pub(crate) struct Host {
    /// When the next request may be made, on the clock's elapsed time.
    pub(crate) next: Duration,
    /// `Crawl-delay`.
    crawl_delay: Duration,
    /// What the robots.txt of each scheme, host and port says: to each name that dragnet goes by.
    robots: HashMap<Origin, Vec<Robot>>,
    /// Why the robots.txt of an origin cannot be read: it may forbid anything.
    unreadable: HashMap<Origin, String>,
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

    /// Whether its robots.txt allows an address; none where it has not been read. A fault where it cannot be read.
    pub(crate) fn allows(&self, url: &Url) -> Result<Option<bool>, Fault> {
        let origin = url.origin();
        if let Some(why) = self.unreadable.get(&origin) {
            return Err(Fault::HostLeft { why: why.clone() });
        }
        let address = with_upper_escapes(url.as_str().as_bytes());
        let address = String::from_utf8_lossy(&address);
        let robots = self.robots.get(&origin);
        Ok(robots.map(|robots| robots.iter().all(|robot| robot.allowed(&address))))
    }

    /// Keeps a robots.txt. Where there is none everything is allowed. `names` are those that dragnet goes by.
    pub(crate) fn set_robots(&mut self, url: &Url, text: Option<&[u8]>, names: &[String]) {
        let text = text.map(|text| with_upper_escapes(&text[..text.len().min(MAX_ROBOTS)]));
        let read = |name: &String| Robot::new(name, text.as_ref()?).ok();
        let robots: Vec<Robot> = names.iter().filter_map(read).collect();
        for delay in robots.iter().filter_map(|robot| robot.delay) {
            let delay = Duration::try_from_secs_f32(delay).unwrap_or(Duration::MAX);
            if delay > MAX_PAUSE {
                let seconds = delay.as_secs();
                self.leave(format!(
                    "its robots.txt asks for {seconds} seconds between two requests"
                ));
            }
            self.crawl_delay = self.crawl_delay.max(delay);
        }
        self.robots.insert(url.origin(), robots);
    }

    /// The robots.txt of an origin cannot be read.
    pub(crate) fn set_unreadable(&mut self, url: &Url, why: String) {
        self.unreadable.insert(url.origin(), why);
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
        let mut left = Vec::new();
        for (name, host) in lock(&self.0).iter() {
            let host = lock(host);
            left.extend(host.left.clone().map(|why| (name.clone(), why)));
            let unreadable = host.unreadable.iter();
            left.extend(
                unreadable.map(|(origin, why)| (origin.ascii_serialization(), why.clone())),
            );
        }
        left.sort();
        left
    }
}

/// `%c3` and `%C3` are one. robots.txt is compared letter by letter.
fn with_upper_escapes(text: &[u8]) -> Vec<u8> {
    let mut upper = text.to_vec();
    for at in 0..text.len().saturating_sub(2) {
        if text[at] == b'%' && text[at + 1].is_ascii_hexdigit() && text[at + 2].is_ascii_hexdigit()
        {
            upper[at + 1..at + 3].make_ascii_uppercase();
        }
    }
    upper
}

/// The names that robots.txt knows dragnet by: its own, and the one of another user agent: `Foo` of `Foo/1.0 (x)`.
pub(crate) fn robot_names(user_agent: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_ascii_alphabetic() || matches!(letter, '-' | '_');
    let name: String = user_agent
        .chars()
        .take_while(|letter| is_part(*letter))
        .collect();
    let mut names = vec![ROBOT.to_owned()];
    // What nearly all programs begin with is nobody's name.
    let is_other = ![ROBOT, "mozilla", ""].contains(&name.to_ascii_lowercase().as_str());
    names.extend(Some(name).filter(|_| is_other));
    names
}

/// A lock of this room. What a thread that panicked has left is still sound: every change is one step.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
