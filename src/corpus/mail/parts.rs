//! The parts of a message: which of them is the release?

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::corpus::content::{Content, RecordFields};
use crate::model::SkipReason;

/// Most messages inside messages that are read, and most levels of them.
const MAX_MESSAGES: usize = 100;
const MAX_LEVELS: usize = 8;

/// The release of a message, and those of messages inside it. At least one entry.
pub(crate) fn contents(message: &[u8]) -> Vec<Result<Content, SkipReason>> {
    let Some(message) = MessageParser::default().parse(message) else {
        let why = "a message that cannot be read".to_owned();
        return vec![Err(SkipReason::UnknownFormat(why))];
    };
    let mut found = Vec::new();
    add(&message, 0, &mut found);
    if found.is_empty() {
        let why = "a message inside which others are nested too deep".to_owned();
        found.push(Err(SkipReason::UnknownFormat(why)));
    }
    found
}

fn add(message: &Message<'_>, level: usize, found: &mut Vec<Result<Content, SkipReason>>) {
    let inner: Vec<&Message<'_>> = (message.parts.iter())
        .filter_map(|part| match &part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        })
        .collect();
    let content = content(message);
    // A message that only forwards another one is none of its own.
    let is_cover = !inner.is_empty() && content.is_err();
    if !is_cover {
        found.push(content);
    }
    if level < MAX_LEVELS {
        for inner in inner {
            if found.len() < MAX_MESSAGES {
                add(inner, level + 1, found);
            }
        }
    }
}

/// The release of a message: the page that it holds with its address, or its text.
fn content(message: &Message<'_>) -> Result<Content, SkipReason> {
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some((html.as_ref(), part)),
        _ => None,
    });
    let text = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    if let Some((html, part)) = html
        && let Some(url) = saved_from(message, part)
    {
        return Ok(Content::SavedPage {
            html: html.to_owned(),
            url,
        });
    }
    let body = match (text, html) {
        (Some(text), _) if !text.trim().is_empty() => text.to_owned(),
        (_, Some((html, _))) if !html.trim().is_empty() => html.to_owned(),
        _ => return Err(SkipReason::Empty),
    };
    let date = message
        .date()
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    Ok(Content::Fields(Box::new(RecordFields {
        title: without_prefix(message.subject().unwrap_or_default()).to_owned(),
        body,
        date,
        ..RecordFields::default()
    })))
}

/// The address of a page that a browser has saved as a message.
fn saved_from(message: &Message<'_>, page: &MessagePart<'_>) -> Option<String> {
    let snapshot = message.header_raw("Snapshot-Content-Location");
    let is_related = || {
        let kind = message.root_part().content_type()?;
        kind.subtype()
            .filter(|kind| kind.eq_ignore_ascii_case("related"))
    };
    let of_page = || is_related().and_then(|_| page.content_location());
    let url = snapshot.map(str::trim).or_else(of_page)?;
    (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_owned())
}

/// A subject without what mail programs put before it: `FW:`, `RE:`, `[list-name]`.
fn without_prefix(subject: &str) -> &str {
    const PREFIXES: [&str; 5] = ["fw:", "fwd:", "re:", "wg:", "tr:"];
    let mut subject = subject.trim();
    while let Some(rest) = PREFIXES.iter().find_map(|prefix| {
        let start = subject.get(..prefix.len())?;
        start
            .eq_ignore_ascii_case(prefix)
            .then(|| &subject[prefix.len()..])
    }) {
        subject = rest.trim_start();
    }
    subject
}
