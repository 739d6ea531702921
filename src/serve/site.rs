//! What all pages are made from: the index, the tables, and how the program was told to serve.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::error::{Error, Result};
use crate::index::{CommitMark, OpenIndex, Stats};
use crate::knowledge::Knowledge;

/// What a person can do about an error: the words of the command line.
pub type Hint = fn(&Error, &Path, &Knowledge) -> Option<String>;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of the index.
    pub index: PathBuf,
    /// How a command names that folder: ` --index DIR`, or nothing where it is the default.
    pub index_option: String,
    /// The tables.
    pub knowledge: &'static Knowledge,
    /// Names of this machine under which browsers may ask, beside those of the machine itself.
    pub hosts: Vec<String>,
    /// What to do about an error.
    pub hint: Hint,
}

/// Maximum number of requests that are answered at once. More than there are processors, so that quick ones pass by slow ones.
const MAX_WORKING: usize = 8;

/// Maximum number of answers for programs (JSON, CSV, Atom, text) that are made or sent at once: they may be long.
const MAX_EXPORTS: usize = 4;

/// Maximum number of requests that wait for their turn.
const MAX_WAITING: usize = 64;

/// What all pages are made from.
pub(super) struct Site {
    pub(super) settings: Settings,
    /// The port on which it listens.
    pub(super) port: u16,
    /// The address on which it listens, as a host; none where that is every address of this machine.
    pub(super) own_name: Option<String>,
    /// A permit for each answer for programs, until it is sent.
    pub(super) exports: Arc<Semaphore>,
    /// A permit for each request that is being answered.
    pub(super) working: Arc<Semaphore>,
    /// A permit for each request that is being answered or waits.
    pub(super) admitted: Arc<Semaphore>,
    open: Mutex<Option<(CommitMark, Arc<OpenIndex>)>>,
}

impl Site {
    /// Opens the index.
    pub(super) fn open(settings: Settings, address: SocketAddr) -> Result<Site> {
        let site = Site {
            settings,
            port: address.port(),
            own_name: match address.ip() {
                ip if ip.is_unspecified() => None,
                IpAddr::V4(ip) => Some(ip.to_string()),
                IpAddr::V6(ip) => Some(format!("[{ip}]")),
            },
            exports: Arc::new(Semaphore::new(MAX_EXPORTS)),
            working: Arc::new(Semaphore::new(MAX_WORKING)),
            admitted: Arc::new(Semaphore::new(MAX_WORKING + MAX_WAITING)),
            open: Mutex::default(),
        };
        site.index()?;
        Ok(site)
    }

    /// The index as its last commit has it. It is opened again only where there is a new commit.
    pub(super) fn index(&self) -> Result<Arc<OpenIndex>> {
        let path = &self.settings.index;
        let mark = CommitMark::read(path);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Ok(mark), Some((known, index))) = (&mark, &*open)
            && mark == known
        {
            return Ok(Arc::clone(index));
        }
        *open = None;
        // The mark was read before: a commit in between is seen at the next request.
        let index = OpenIndex::open(path, self.settings.knowledge)?;
        let index = Arc::new(index.for_many_requests());
        if let Ok(mark) = mark {
            *open = Some((mark, Arc::clone(&index)));
        }
        Ok(index)
    }

    /// What an index holds, counted once.
    pub(super) fn stats(index: &OpenIndex) -> Result<Arc<Stats>> {
        index.remembered("stats", || index.stats())
    }
}
