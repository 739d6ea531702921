//! What to fetch, and who is informed about the progress.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

/// Default of [`FetchOptions::rate`]: requests a second to one host.
pub const DEFAULT_RATE: f64 = 2.0;

/// Maximum of [`FetchOptions::rate`].
pub const MAX_RATE: f64 = 10.0;

/// Default of [`FetchOptions::timeout`], in seconds.
pub const DEFAULT_TIMEOUT: u64 = 30;

/// Default of [`FetchOptions::max_bytes`].
pub const DEFAULT_MAX_BYTES: u64 = 16 << 20;

/// Default of [`Recheck::Younger`], in days.
pub const DEFAULT_RECHECK: u32 = 90;

/// Which pages are asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recheck {
    /// Those that were issued, or else seen first, less than so many days ago.
    Younger(u32),
    /// All of them.
    All,
}

/// What to fetch, and how.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// The sources, as typed: names of known ones, or addresses.
    pub sources: Vec<String>,
    /// The folder that they are kept in.
    pub into: PathBuf,
    /// Only releases of this day and later. What has no day is fetched.
    pub since: Option<Date>,
    /// Only releases of this day and earlier.
    pub until: Option<Date>,
    /// How `since` and `until` were typed: a walk of an API goes on only where they are the same.
    pub span: String,
    /// At most this number of releases.
    pub limit: Option<u64>,
    /// Only releases with this text in their address or title, in any case.
    pub matching: Option<String>,
    /// Only report what would be fetched.
    pub dry_run: bool,
    /// Requests a second to one host.
    pub rate: f64,
    /// What dragnet calls itself; else its name, its version and the contact.
    pub user_agent: Option<String>,
    /// How the person who runs dragnet can be reached.
    pub contact: Option<String>,
    /// How long a connection, and the beginning of an answer, may take. A whole answer may take four times as long.
    pub timeout: Duration,
    /// Maximum size of one answer, in bytes.
    pub max_bytes: u64,
    /// Which pages are asked for again.
    pub recheck: Recheck,
    /// Another address of the Justice Department's API.
    pub api: Option<String>,
}

impl FetchOptions {
    /// The options of `dragnet fetch` when only the sources and the folder are given.
    pub fn of(sources: &[&str], into: &Path) -> Self {
        FetchOptions {
            sources: sources.iter().map(|&source| source.to_owned()).collect(),
            into: into.to_owned(),
            since: None,
            until: None,
            span: String::new(),
            limit: None,
            matching: None,
            dry_run: false,
            rate: DEFAULT_RATE,
            user_agent: None,
            contact: None,
            timeout: Duration::from_secs(DEFAULT_TIMEOUT),
            max_bytes: DEFAULT_MAX_BYTES,
            recheck: Recheck::Younger(DEFAULT_RECHECK),
            api: None,
        }
    }

    /// What dragnet calls itself.
    pub(crate) fn user_agent(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        match (&self.user_agent, &self.contact) {
            (Some(text), _) => text.clone(),
            // So robots of search engines write it, and so many hosts expect it.
            (None, Some(contact)) => {
                format!("Mozilla/5.0 (compatible; dragnet/{version}; {contact})")
            }
            (None, None) => format!("Mozilla/5.0 (compatible; dragnet/{version})"),
        }
    }

    /// Whether the user agent says how the person who runs dragnet can be reached.
    pub(crate) fn has_contact(&self) -> bool {
        let is_contact = |text: &String| text.contains('@') || text.contains("://");
        self.contact.as_ref().is_some_and(is_contact)
            || self.user_agent.as_ref().is_some_and(is_contact)
    }
}

/// Is informed about the progress of the work. Every method may be called from any thread. `()` ignores all calls.
pub trait FetchProgress: Sync {
    /// This many more releases are listed. Of an API it is the number of its records.
    fn listed(&self, _releases: u64) {}
    /// This many more of those have been dealt with.
    fn done(&self, _releases: u64) {}
    /// A release was kept.
    fn kept(&self) {}
    /// A request is made to this host.
    fn asking(&self, _host: &str) {}
}

impl FetchProgress for () {}
