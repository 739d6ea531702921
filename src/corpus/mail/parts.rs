//! The parts of a message: which of them is the release?

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::mail::attachment::ReadAttachment;
use crate::corpus::mail::forwarded::forwarded;
use crate::corpus::mail::texts::{Parts, Piece, may_hold_release, parts};
use crate::corpus::mail::words::MIN_TEXT;
use crate::model::SkipReason;

/// Most messages inside messages that are read, and most levels of them.
const MAX_MESSAGES: usize = 100;
const MAX_LEVELS: usize = 8;

/// Most attachments of a message that are read.
const MAX_ATTACHMENTS: usize = 20;

/// Most letters of the name of an attachment that are told.
const MAX_NAME: usize = 200;

/// The release of a message, those of its attachments, and those of messages inside it. At least one entry.
pub(crate) fn contents(
    message: &[u8],
    attachment: &ReadAttachment<'_>,
) -> Vec<Result<Content, SkipReason>> {
    let Some(message) = MessageParser::default().parse(message) else {
        let why = "a message that cannot be read".to_owned();
        return vec![Err(SkipReason::UnknownFormat(why))];
    };
    let mut found = Vec::new();
    add(&message, 0, attachment, &mut found);
    if found.is_empty() {
        let why = "a message inside which others are nested too deep".to_owned();
        found.push(Err(SkipReason::UnknownFormat(why)));
    }
    found
}

fn add(
    message: &Message<'_>,
    level: usize,
    attachment: &ReadAttachment<'_>,
    found: &mut Vec<Result<Content, SkipReason>>,
) {
    let inner: Vec<&Message<'_>> = (message.parts.iter())
        .filter_map(|part| match &part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        })
        .collect();
    let parts = parts(message);
    let pages = saved_pages(message, &parts.texts);
    if pages.is_empty() {
        add_text(message, &parts, !inner.is_empty(), attachment, found);
    }
    // The other parts of a page are its pictures, scripts and fonts.
    found.extend(pages);
    found.extend(parts.left_out.into_iter().map(Err));
    if level < MAX_LEVELS {
        for inner in inner {
            if found.len() < MAX_MESSAGES {
                add(inner, level + 1, attachment, found);
            }
        }
    }
}

/// Adds the text of a message, and what its files hold.
fn add_text(
    message: &Message<'_>,
    parts: &Parts<'_>,
    holds_messages: bool,
    attachment: &ReadAttachment<'_>,
    found: &mut Vec<Result<Content, SkipReason>>,
) {
    let content = content(message, &parts.texts);
    let attached = attached(parts, attachment);
    // A message that only forwards another one, or only carries a release, is none of its own.
    let carries_file = attached.iter().any(Result::is_ok);
    let is_cover = match &content {
        Ok(Content::Fields(fields)) => carries_file && fields.body.len() < MIN_TEXT,
        Ok(_) => false,
        Err(_) => carries_file || holds_messages || !parts.left_out.is_empty(),
    };
    if !is_cover {
        found.push(content);
    }
    found.extend(attached);
}

/// What the files hold that are attached to a message.
fn attached(
    parts: &Parts<'_>,
    attachment: &ReadAttachment<'_>,
) -> Vec<Result<Content, SkipReason>> {
    let mut found = Vec::new();
    for (number, file) in parts.files.iter().enumerate() {
        if number == MAX_ATTACHMENTS {
            let why = format!("attachments after the first {MAX_ATTACHMENTS}");
            found.push(Err(SkipReason::UnknownFormat(why)));
            break;
        }
        let name = file.attachment_name().unwrap_or("without a name");
        let name: String = name.chars().take(MAX_NAME).collect();
        found.extend(attachment(file.contents()).into_iter().map(|entry| {
            entry.map_err(|reason| match reason {
                SkipReason::UnknownFormat(why) => {
                    SkipReason::UnknownFormat(format!("attachment {name}: {why}"))
                }
                reason => reason,
            })
        }));
    }
    found
}

/// The page that a message holds with its address, and others beside it; none where it holds no page.
fn saved_pages(message: &Message<'_>, texts: &[Piece<'_>]) -> Vec<Result<Content, SkipReason>> {
    let mut pages = texts.iter().filter(|piece| piece.is_html);
    let first = pages.next().and_then(|first| {
        let url = saved_from(message, first.part)?;
        Some((first, url))
    });
    let Some((first, url)) = first else {
        return Vec::new();
    };
    let page = |piece: &Piece<'_>, url| Content::SavedPage {
        html: piece.text.to_owned(),
        url,
    };
    let mut found = vec![Ok(page(first, url))];
    // Small ones are frames with advertisements.
    for other in pages.filter(|page| may_hold_release(page.text)) {
        let url = other.part.content_location().unwrap_or_default();
        let id = other.part.content_id().unwrap_or_default();
        let is_frame = [url, id]
            .iter()
            .any(|name| !name.is_empty() && first.text.contains(name));
        found.push(if is_frame {
            let url: String = url.chars().take(MAX_NAME).collect();
            let why = format!("a page in a frame of a saved page; save it by itself: {url}");
            Err(SkipReason::UnknownFormat(why))
        } else {
            Ok(page(other, url.to_owned()))
        });
    }
    found
}

/// The release of a message: its text.
fn content(message: &Message<'_>, texts: &[Piece<'_>]) -> Result<Content, SkipReason> {
    let subject = message.subject().unwrap_or_default();
    let fields = |subject: &str, date: Option<String>, body: String| RecordFields {
        title: without_prefix(subject).to_owned(),
        body,
        date,
        ..RecordFields::default()
    };
    let Some((first, others)) = texts.split_first() else {
        return Err(SkipReason::Empty);
    };
    if !first.is_html
        && let Some(inner) = forwarded(first.text)
    {
        // The day of forwarding is not that of the release.
        let subject = inner.subject.as_deref().unwrap_or(subject);
        let inner = fields(subject, inner.date, body(&inner.text, false, others));
        return Ok(Content::Fields(Box::new(inner)));
    }
    let date = message
        .date()
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    let body = body(first.text, first.is_html, others);
    Ok(Content::Fields(Box::new(fields(subject, date, body))))
}

/// The first piece of a text and the others behind it: a plain text where all are plain, else HTML.
fn body(first: &str, is_html: bool, others: &[Piece<'_>]) -> String {
    let others = others.iter().map(|piece| (piece.text, piece.is_html));
    let pieces: Vec<(&str, bool)> = std::iter::once((first, is_html)).chain(others).collect();
    if pieces.iter().all(|(_, is_html)| !is_html) {
        let texts: Vec<&str> = pieces.into_iter().map(|(text, _)| text).collect();
        return as_plain(&texts.join("\n\n"));
    }
    let pieces = pieces.into_iter().map(|(text, is_html)| {
        if is_html {
            text.to_owned()
        } else {
            format!("<div>{}</div>", escaped(text).replace('\n', "<br>\n"))
        }
    });
    pieces.collect::<Vec<String>>().join("\n")
}

/// A plain text, which may hold addresses in angle brackets, so that these are not read as tags.
fn as_plain(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    escaped(text)
}

/// A plain text as HTML has it.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
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
