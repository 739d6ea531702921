//! What a person can do about an error of `fetch`, or about a source of which nothing came.

use std::io::ErrorKind;
use std::path::Path;

use dragnet::fetch::{Fault, FetchError};

/// What to do about an error that ended a run.
pub fn of_error(error: &FetchError) -> Option<String> {
    let hint = match error {
        FetchError::BadSource {
            nearest,
            source_text,
            ..
        } if !nearest.is_empty() && !Path::new(source_text).is_file() => {
            let names: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
            let other = if source_text.starts_with("usao-") {
                format!(
                    " For another U.S. Attorney's Office: `dragnet fetch doj --match /{source_text}/`"
                )
            } else {
                String::new()
            };
            format!("did you mean {}?{other}", names.join(", "))
        }
        FetchError::BadSource { source_text, .. } if Path::new(source_text).is_file() => {
            format!("`@{source_text}` reads addresses from that file, one a line")
        }
        FetchError::BadSource { source_text, .. } if source_text.starts_with("usao-") => {
            format!("a U.S. Attorney's Office: `dragnet fetch doj --match /{source_text}/`")
        }
        FetchError::BadSource { source_text, .. }
            if source_text.contains('.') && !source_text.contains("://") =>
        {
            format!("an address begins with https://: did you mean `https://{source_text}`?")
        }
        FetchError::BadSource { .. } => {
            "`dragnet fetch --list` lists the known sources; an address begins with https://"
                .to_owned()
        }
        FetchError::BadList { .. } => {
            "@FILE names a file with an address on each line, in UTF-8".to_owned()
        }
        FetchError::ContactNeeded { .. } => {
            "say it with --contact you@example.org, or once for all with DRAGNET_CONTACT".to_owned()
        }
        FetchError::BadUserAgent { .. } => {
            "use letters without accents in --user-agent and --contact".to_owned()
        }
        FetchError::Locked { .. } => {
            "wait for it to end, or fetch into another folder with --into DIR".to_owned()
        }
        FetchError::Io { source, .. } => match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "make room and run the same command again: it goes on where it was".to_owned()
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "name a folder that you may write to with --into DIR".to_owned()
            }
            ErrorKind::NotFound => "name a folder that can be made with --into DIR".to_owned(),
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
                "name a folder with --into DIR: a file is in its place".to_owned()
            }
            _ => "what was received is kept; run the same command again to go on".to_owned(),
        },
        _ => return None,
    };
    Some(hint)
}

/// What to do about a source of which nothing came; `is_api` says whether it is an API.
pub fn of_fault(fault: &Fault, is_api: bool) -> String {
    match fault {
        Fault::Unreachable { .. } => {
            "is the address right, and is this computer online? behind a proxy set HTTPS_PROXY"
        }
        Fault::TimedOut => "try again later, or give it more time with --timeout SECONDS",
        Fault::Gone { .. } if is_api => "--api URL names another address of the API",
        Fault::Gone { .. } | Fault::NotAPage { .. } | Fault::BadList { .. } => {
            "name a feed (RSS, Atom), a sitemap or a page of the site; `dragnet fetch --list` lists known ones"
        }
        Fault::HtmlForJson { .. } | Fault::BotWall | Fault::Status { status: 401 | 403 } => {
            "the site may not answer programs, or only those that say who they are: try later, or with --contact or --user-agent"
        }
        Fault::Robots => "the site does not want programs there: ask its publisher for the releases",
        Fault::TooLarge { .. } => "allow more with --max-bytes BYTES",
        Fault::PrivateAddress { .. } | Fault::Redirect { .. } => {
            "name the address itself that it leads to, if you trust it"
        }
        Fault::Disagrees { .. } | Fault::BadJson { .. } => {
            "--api URL names another address of the API"
        }
        _ => "run the same command again later: it goes on where it was",
    }
    .to_owned()
}
