//! A feed, a sitemap or a page -> the pages that it leads to.

use std::collections::HashSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::corpus::{Fetched, JournalLine};
use crate::fetch::error::FetchError;
use crate::fetch::lists::{ask_for_list, keep_list};
use crate::fetch::net::asking::Exchange;
use crate::fetch::net::client::{Answer, Marks};
use crate::fetch::net::fault::Fault;
use crate::fetch::net::hosts::lock;
use crate::fetch::options::Recheck;
use crate::fetch::report::SourceState;
use crate::fetch::session::{Task, line_of};
use crate::fetch::source::content::{Content, page_ending};
use crate::fetch::source::sitemap::{Link, Listed};
use crate::fetch::store::folder::Received;

/// Maximum number of sitemaps of one source.
const MAX_SITEMAPS: usize = 2000;

/// How deep indexes of sitemaps may lead to others.
const MAX_DEPTH: usize = 5;

/// Fetches the pages of a source, but for those that are known and to be asked for again: see [`ask_again`].
pub(crate) fn fetch_pages(task: &mut Task<'_>) -> Result<(), FetchError> {
    let root = task.source.url.clone();
    let is_page = {
        let folder = lock(task.session.folder);
        let known = folder.known(root.as_str());
        known.is_some_and(|known| {
            known.file.is_some() && !known.gone && known.source == task.source.name
        })
    };
    if is_page {
        // A page that was named is known already: asked for again as any other.
        return fetch_links(task, vec![Link::of(root)]);
    }
    let mut sitemaps = vec![(root.clone(), 0)];
    let mut read = HashSet::new();
    while let Some((url, depth)) = sitemaps.pop() {
        if task.session.is_stopped() {
            task.report.state = SourceState::Part;
            return Ok(());
        }
        if !read.insert(url.clone()) {
            continue;
        }
        let is_root = url == root;
        match ask_for_list(task, &url) {
            Ok((answer, Content::Page)) if is_root => {
                task.session.progress.listed(1);
                keep_page(task, &Link::of(root), &answer)?;
                task.session.progress.done(1);
                return Ok(());
            }
            Ok((answer, Content::Pages(listed))) => {
                keep_list(task, &url, &answer)?;
                tell_unusable(task, &listed);
                fetch_links(task, listed.links)?;
            }
            Ok((_, Content::Sitemaps(_))) if depth == MAX_DEPTH => {
                let why = format!("indexes of sitemaps lead to more than {MAX_DEPTH} others");
                task.failure(&url, Fault::BadList { why });
            }
            Ok((answer, Content::Sitemaps(listed))) => {
                keep_list(task, &url, &answer)?;
                tell_unusable(task, &listed);
                let links = listed.links;
                let room = MAX_SITEMAPS.saturating_sub(read.len() + sitemaps.len());
                if links.len() > room {
                    let why = format!("it leads to more than {MAX_SITEMAPS} sitemaps");
                    task.failure(&url, Fault::BadList { why });
                }
                let below = links.into_iter().map(|link| (link.url, depth + 1));
                let mut below: Vec<(Url, usize)> = below.take(room).collect();
                below.reverse();
                sitemaps.extend(below);
            }
            Ok((_, Content::Page)) => {
                let why = "it is a page, and no sitemap".to_owned();
                task.failure(&url, Fault::BadList { why });
            }
            Err(fault) if is_root => {
                task.fail(fault);
                return Ok(());
            }
            Err(fault) => task.failure(&url, fault),
        }
    }
    task.has_lists = true;
    Ok(())
}

/// Tells of the entries of a list that cannot be asked for.
fn tell_unusable(task: &mut Task<'_>, listed: &Listed) {
    for (text, why) in &listed.unusable {
        if task.meets(text) {
            task.count(|counts| counts.failed += 1);
            task.failure_of(text, Fault::BadAddress { why: why.clone() });
        }
    }
}

/// Asks again for pages that are known: those that a list named and no list of this run says when they were changed, then those that
/// the source names no longer. It comes after all lists of a host, so that what is new comes first, and a sitemap may say that the
/// pages of a feed have not changed.
pub(crate) fn ask_again(task: &mut Task<'_>) -> Result<(), FetchError> {
    let put_off = std::mem::take(&mut task.again);
    fetch_each(task, &put_off)?;
    if task.has_lists {
        fetch_rest(task)
    } else {
        Ok(())
    }
}

/// Fetches what a list names. What it names for the first time is noted first: a feed may name it no longer tomorrow.
fn fetch_links(task: &mut Task<'_>, links: Vec<Link>) -> Result<(), FetchError> {
    let session = task.session;
    let mut wanted = Vec::new();
    for link in links {
        if task.has_met(link.url.as_str()) {
            continue;
        }
        // A page that was changed last before a day was not issued after it.
        let latest = link
            .modified
            .map(|time| time.to_zoned(TimeZone::UTC).date());
        let is_too_old = link.issued.is_none()
            && session
                .options
                .since
                .is_some_and(|since| latest.is_some_and(|day| day < since));
        if is_too_old || !task.wants(&link.url, &link.title, link.issued) {
            if task.meets(link.url.as_str()) {
                task.count(|counts| counts.left_out += 1);
            }
            continue;
        }
        wanted.push(link);
    }
    session.progress.listed(wanted.len() as u64);
    if wanted.len() <= MAX_NOTED {
        let mut folder = lock(session.folder);
        for link in &wanted {
            if folder.known(link.url.as_str()).is_none() {
                folder.note(&seen(task, link))?;
            }
        }
    }
    // A page that is known, and of which this list does not say when it was changed, may be named by one that does.
    let (put_off, now): (Vec<Link>, Vec<Link>) = wanted.into_iter().partition(|link| {
        let folder = lock(session.folder);
        let known = folder.known(link.url.as_str());
        let has_file = known.is_some_and(|known| folder.has_file(known));
        link.modified.is_none() && due(task, known, has_file, None) == Due::Again
    });
    task.again.extend(put_off);
    fetch_each(task, &now)
}

/// Lists longer than this are sitemaps, which name the same pages again tomorrow.
const MAX_NOTED: usize = 500;

fn seen(task: &Task<'_>, link: &Link) -> JournalLine {
    JournalLine {
        url: link.url.to_string(),
        time: task.session.clock.now(),
        source: Some(task.source.name.clone()),
        issued: link.issued,
        ..JournalLine::default()
    }
}

/// Fetches what the source named in an earlier run and names no longer: pages that failed, and those that are young.
fn fetch_rest(task: &mut Task<'_>) -> Result<(), FetchError> {
    let mut rest: Vec<Link> = {
        let folder = lock(task.session.folder);
        let known = folder.of_source(&task.source.name);
        known
            .filter(|(_, known)| !known.gone)
            .filter(|(_, known)| due(task, Some(known), folder.has_file(known), None) != Due::No)
            .filter_map(|(_, known)| {
                let mut link = Link::of(Url::parse(&known.url).ok()?);
                link.issued = known.issued;
                Some(link)
            })
            .filter(|link| task.wants(&link.url, &link.title, link.issued))
            .collect()
    };
    rest.sort_by(|one, other| one.url.cmp(&other.url));
    task.session.progress.listed(rest.len() as u64);
    fetch_each(task, &rest)
}

fn fetch_each(task: &mut Task<'_>, links: &[Link]) -> Result<(), FetchError> {
    for link in links {
        if task.session.is_stopped() {
            task.report.state = SourceState::Part;
            return Ok(());
        }
        if task.meets(link.url.as_str()) {
            fetch_link(task, link)?;
        }
        task.session.progress.done(1);
    }
    Ok(())
}

/// A page that was gone is asked for again after this time, where a list still names it: it may have come back.
const GONE_AGAIN: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whether to ask for a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    No,
    New,
    Again,
}

fn due(
    task: &Task<'_>,
    known: Option<&Fetched>,
    has_file: bool,
    modified: Option<Timestamp>,
) -> Due {
    let session = task.session;
    let Some(known) = known else {
        return Due::New;
    };
    let is_younger = |time: Timestamp| known.asked.is_none_or(|asked| time > asked);
    let has_changed = modified.map(is_younger);
    match session.options.recheck {
        Recheck::All if has_file => Due::Again,
        Recheck::All => Due::New,
        _ if known.gone => {
            let asked = known.asked.unwrap_or(known.first_seen);
            let is_long_ago = session.started.duration_since(asked) > GONE_AGAIN;
            if has_changed == Some(true) || is_long_ago || is_young(task, known) {
                Due::New
            } else {
                Due::No
            }
        }
        _ if !has_file => Due::New,
        _ if has_changed == Some(true) => Due::Again,
        _ if has_changed == Some(false) => Due::No,
        Recheck::Younger(_) if is_young(task, known) => Due::Again,
        Recheck::Younger(_) => Due::No,
    }
}

/// Whether a page is as young as those that are asked for again.
fn is_young(task: &Task<'_>, known: &Fetched) -> bool {
    let Recheck::Younger(days) = task.session.options.recheck else {
        return true;
    };
    let issued = known
        .issued
        .and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    let since = issued.map_or(known.first_seen, |day| day.timestamp());
    let age = task.session.started.duration_since(since);
    age < SignedDuration::from_hours(24 * i64::from(days))
}

fn fetch_link(task: &mut Task<'_>, link: &Link) -> Result<(), FetchError> {
    let (due, is_whole, known) = {
        let folder = lock(task.session.folder);
        let known = folder.known(link.url.as_str());
        let has_file = known.is_some_and(|known| folder.has_file(known));
        // A host that has the same still sends nothing to mend a damaged file with.
        let whole = known.filter(|known| folder.is_whole(known));
        (
            due(task, known, has_file, link.modified),
            whole.is_some(),
            known.cloned(),
        )
    };
    if due != Due::New {
        task.met_known(known.as_ref());
    }
    if due == Due::No {
        return Ok(());
    }
    if task.session.options.dry_run {
        if due == Due::New && task.may_ask(&link.url) {
            task.would_be_new(&link.url);
        } else if due == Due::New {
            task.count(|counts| counts.left_out += 1);
        }
        return Ok(());
    }
    let marks = match &known {
        Some(known) if due == Due::Again && is_whole => Marks {
            etag: known.etag.clone(),
            last_modified: known.last_modified.clone(),
        },
        _ => Marks::default(),
    };
    let check = |answer: &Answer| page_ending(answer).map(drop);
    match task.ask(&link.url, &marks, &check) {
        Ok(answer) if answer.status == 304 => {
            let exchange = Exchange {
                url: &link.url,
                result: Ok(&answer),
            };
            let line = JournalLine {
                file: known.as_ref().and_then(|known| known.file.clone()),
                hash: known.as_ref().and_then(|known| known.hash),
                length: None,
                source: Some(task.source.name.clone()),
                ..line_of(exchange, task.session.clock.now())
            };
            lock(task.session.folder).note(&line)
        }
        Ok(answer) => keep_page(task, link, &answer),
        Err(fault) => not_received(task, link, known.as_ref(), fault),
    }
}

fn keep_page(task: &mut Task<'_>, link: &Link, answer: &Answer) -> Result<(), FetchError> {
    let ending = match page_ending(answer) {
        Ok(ending) => ending,
        Err(fault) => return not_received(task, link, None, fault),
    };
    let source = task.source;
    let received = Received {
        url: &link.url,
        source: &source.name,
        record: None,
        changed: None,
        issued: link.issued,
        marks: answer.marks.clone(),
        time: task.session.clock.now(),
        ending,
        bytes: &answer.body,
    };
    task.keep(&received)?;
    lock(task.session.folder).sync()
}

/// A page that is gone, or that failed: the next run asks for it again.
fn not_received(
    task: &mut Task<'_>,
    link: &Link,
    known: Option<&Fetched>,
    fault: Fault,
) -> Result<(), FetchError> {
    let file = known.and_then(|known| known.file.as_deref());
    let status = match fault {
        Fault::Gone { status } => Some(status),
        Fault::Robots => {
            task.count(|counts| counts.left_out += 1);
            return Ok(());
        }
        // Nothing was asked.
        Fault::Interrupted | Fault::HostLeft { .. } => {
            task.report.state = SourceState::Part;
            if fault != Fault::Interrupted {
                task.count(|counts| counts.failed += 1);
            }
            return Ok(());
        }
        _ => None,
    };
    let line = JournalLine {
        status,
        fault: Some(fault.to_string()),
        gone: status.is_some(),
        ..seen(task, link)
    };
    lock(task.session.folder).note(&line)?;
    match file {
        Some(file) if status.is_some() => {
            if known.is_some_and(|known| !known.gone) {
                task.gone(file);
            }
        }
        _ => {
            task.count(|counts| counts.failed += 1);
            task.failure(&link.url, fault);
        }
    }
    Ok(())
}
