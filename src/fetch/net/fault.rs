//! What can be wrong with an answer, or with the lack of one?

use serde::Serialize;
use thiserror::Error;

/// Why nothing was kept of an address. It is a fact about one address and never ends a run.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// There was no connection, or it ended before the answer began.
    #[error("the host does not answer: {why}")]
    Unreachable {
        /// What the system, or the HTTP library, said.
        why: String,
    },
    /// The answer took longer than it may.
    #[error("no whole answer in time")]
    TimedOut,
    /// The host answered with an error.
    #[error("the host answered with status {status}")]
    Status {
        /// The status of HTTP.
        status: u16,
    },
    /// The host says that there is no such page, or no longer.
    #[error("there is no such page (status {status})")]
    Gone {
        /// 404 or 410.
        status: u16,
    },
    /// The body ended before its end.
    #[error("the answer was cut short: {why}")]
    CutShort {
        /// How this was seen.
        why: String,
    },
    /// The body is larger than `--max-bytes`, packed or unpacked.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The bound, in bytes.
        limit: u64,
    },
    /// The body cannot be unpacked.
    #[error("the answer cannot be unpacked: {why}")]
    BadPacking {
        /// What is wrong.
        why: String,
    },
    /// There is HTML where JSON was due: most often the page that a site sends to robots.
    #[error("there is HTML where JSON was due{}", titled(title))]
    HtmlForJson {
        /// The title of the page; may be empty.
        title: String,
    },
    /// The page is the one that a site sends to robots.
    #[error("the site answered with the page that it sends to robots")]
    BotWall,
    /// The JSON cannot be read, or is not what the API gives.
    #[error("the JSON cannot be used: {why}")]
    BadJson {
        /// What is wrong.
        why: String,
    },
    /// The feed or the sitemap cannot be read.
    #[error("the list of pages cannot be read: {why}")]
    BadList {
        /// What is wrong.
        why: String,
    },
    /// What a list names cannot be asked for.
    #[error("a list names it, and it cannot be asked for: {why}")]
    BadAddress {
        /// What is wrong with it.
        why: String,
    },
    /// It is neither a page nor a list of pages.
    #[error("this is no page: {content_type}")]
    NotAPage {
        /// What the host says that it is, or what it begins with.
        content_type: String,
    },
    /// robots.txt does not allow it.
    #[error("robots.txt does not allow it")]
    Robots,
    /// A redirect that is not followed.
    #[error("redirected to {to}, which is not followed: {why}")]
    Redirect {
        /// Where it led.
        to: String,
        /// Why it is not followed.
        why: String,
    },
    /// The address is on this computer, or in a private network, and the source is not.
    #[error("its address {address} is not on the open net")]
    PrivateAddress {
        /// The address.
        address: String,
    },
    /// The host is left alone for the rest of this run.
    #[error("the host is left alone in this run: {why}")]
    HostLeft {
        /// What it did.
        why: String,
    },
    /// The API has other records than its count says, again and again.
    #[error("the API counts {count} records, and {seen} were seen: run the same command again")]
    Disagrees {
        /// How many records it says that it has.
        count: u64,
        /// How many were seen.
        seen: u64,
    },
    /// A walk of the API misses most of what it had before.
    #[error("the API shows {seen} of {known} known records: none is taken to be gone")]
    MostlyMissing {
        /// How many known records were seen.
        seen: u64,
        /// How many are known.
        known: u64,
    },
    /// The run was interrupted.
    #[error("interrupted")]
    Interrupted,
}

impl Fault {
    /// Whether the same request may succeed a little later.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Fault::Status { status } => *status == 429 || *status >= 500,
            Fault::Unreachable { .. }
            | Fault::TimedOut
            | Fault::CutShort { .. }
            | Fault::BadPacking { .. }
            | Fault::HtmlForJson { .. }
            | Fault::BadJson { .. } => true,
            _ => false,
        }
    }

    /// Whether it speaks against the whole host, not only against one address.
    pub(crate) fn is_of_host(&self) -> bool {
        matches!(
            self,
            Fault::Status { .. }
                | Fault::Unreachable { .. }
                | Fault::TimedOut
                | Fault::CutShort { .. }
                | Fault::HtmlForJson { .. }
                | Fault::BotWall
        )
    }

    #[allow(clippy::needless_pass_by_value, reason = "so `map_err` gives it")]
    pub(crate) fn unreachable(why: impl ToString) -> Self {
        Fault::Unreachable {
            why: why.to_string(),
        }
    }

    #[allow(clippy::needless_pass_by_value, reason = "so `map_err` gives it")]
    pub(crate) fn cut_short(why: impl ToString) -> Self {
        Fault::CutShort {
            why: why.to_string(),
        }
    }

    #[allow(clippy::needless_pass_by_value, reason = "so `map_err` gives it")]
    pub(crate) fn bad_json(why: impl ToString) -> Self {
        Fault::BadJson {
            why: why.to_string(),
        }
    }
}

fn titled(title: &str) -> String {
    if title.is_empty() {
        String::new()
    } else {
        format!(": `{title}`")
    }
}
