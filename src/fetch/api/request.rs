//! One page of the API is asked for, and one record of it kept.

use jiff::Timestamp;
use url::Url;

use crate::corpus::JournalLine;
use crate::fetch::error::FetchError;
use crate::fetch::net::asking::{Ask, Exchange};
use crate::fetch::net::client::{Answer, Marks};
use crate::fetch::net::fault::Fault;
use crate::fetch::session::{Task, line_of};
use crate::fetch::source::api_page::{ApiPage, ApiRecord, PAGE_SIZE, read_page};
use crate::fetch::store::folder::{Change, Received};

/// What is enough to see whether a record is known and unchanged.
const WITHOUT_TEXT: &str = "uuid,url,title,date,changed";

/// In which order records are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    NewestFirst,
    LastChangedFirst,
}

/// The address of a page. Without text it has what is enough to see whether a record is known.
pub(crate) fn page_url(task: &Task<'_>, page: u64, order: Order, without_text: bool) -> Url {
    let mut url = task.source.url.clone();
    let sort = match order {
        Order::NewestFirst => "date",
        Order::LastChangedFirst => "changed",
    };
    url.query_pairs_mut()
        .append_pair("pagesize", &PAGE_SIZE.to_string())
        .append_pair("page", &page.to_string())
        .append_pair("sort", sort)
        .append_pair("direction", "DESC");
    if without_text {
        url.query_pairs_mut().append_pair("fields", WITHOUT_TEXT);
    }
    url
}

/// Asks for a page, and returns what the journal keeps of it.
pub(crate) fn ask(task: &Task<'_>, url: &Url) -> Result<(ApiPage, JournalLine), Fault> {
    let session = task.session;
    session.progress.asking(url.host_str().unwrap_or_default());
    let ask = Ask {
        realm: task.realm,
        marks: &Marks::default(),
        interval: task.source.interval,
        check: &|answer: &Answer| read_page(answer).map(drop),
    };
    let answer = session.net.get(url, ask)?;
    let page = read_page(&answer)?;
    let exchange = Exchange {
        url,
        result: Ok(&answer),
    };
    Ok((page, line_of(exchange, session.clock.now())))
}

/// Keeps a record, if it is wanted. Returns whether it is new or has changed.
pub(crate) fn keep(
    task: &mut Task<'_>,
    record: &ApiRecord,
    time: Timestamp,
) -> Result<bool, FetchError> {
    let is_first = task.meets(&record.id);
    if !task.wants(&record.url, &record.title, record.issued) {
        if is_first {
            task.count(|counts| counts.left_out += 1);
        }
        return Ok(false);
    }
    let source = task.source;
    let change = task.keep(&Received {
        url: &record.url,
        source: &source.name,
        record: Some(&record.id),
        changed: record.changed,
        issued: record.issued,
        marks: Marks::default(),
        time,
        ending: "json",
        bytes: record.raw.get().as_bytes(),
    })?;
    Ok(change != Change::Same)
}

/// A record that cannot be kept. It is told once a run.
pub(crate) fn note_unusable(task: &mut Task<'_>, hash: u64, fault: &Fault) {
    if task.meets(&format!("{hash:016x}")) {
        task.count(|counts| counts.failed += 1);
        task.failure(&task.source.url.clone(), fault.clone());
    }
}
