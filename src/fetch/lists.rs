//! A feed or a sitemap -> what it lists. One that was received before is asked for conditionally.

use url::Url;

use crate::fetch::error::FetchError;
use crate::fetch::net::asking::Exchange;
use crate::fetch::net::client::{Answer, Marks};
use crate::fetch::net::fault::Fault;
use crate::fetch::net::hosts::lock;
use crate::fetch::session::{Task, line_of};
use crate::fetch::source::content::{Content, read_content};
use crate::fetch::store::lists::ListHead;

/// Reads what a source, or a sitemap of it, gives.
pub(crate) fn ask_for_list(task: &Task<'_>, url: &Url) -> Result<(Answer, Content), Fault> {
    let limit = task.session.options.max_bytes;
    // Reading it shows whether it is whole: only then is it not asked for again.
    let check = |answer: &Answer| read_content(answer, limit).map(drop);
    let kept = lock(task.session.folder).kept_list(url, limit);
    let marks = kept.as_ref().map(|(head, _)| Marks {
        etag: head.etag.clone(),
        last_modified: head.last_modified.clone(),
    });
    let mut answer = task.ask(url, &marks.unwrap_or_default(), &check)?;
    if let (304, Some((head, body))) = (answer.status, kept) {
        answer.url = head.url;
        answer.content_type = head.content_type;
        answer.body = body;
    }
    let content = read_content(&answer, limit)?;
    Ok((answer, content))
}

/// Notes in the journal that a list was received, and keeps it. `asked` is its address before redirects.
pub(crate) fn keep_list(task: &Task<'_>, asked: &Url, answer: &Answer) -> Result<(), FetchError> {
    let session = task.session;
    let exchange = Exchange {
        url: &answer.url,
        result: Ok(answer),
    };
    let mut folder = lock(session.folder);
    folder.note(&line_of(exchange, session.clock.now()))?;
    if answer.status == 304 || answer.marks == Marks::default() {
        return Ok(());
    }
    let head = ListHead {
        asked: asked.clone(),
        url: answer.url.clone(),
        etag: answer.marks.etag.clone(),
        last_modified: answer.marks.last_modified.clone(),
        content_type: answer.content_type.clone(),
    };
    folder.keep_list(&head, &answer.body)
}
