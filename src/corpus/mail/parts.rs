//! The parts of a message: which of them is the release?

use mail_parser::{ContentType, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::mail::attachment::ReadAttachment;
use crate::corpus::mail::forwarded::forwarded;
use crate::model::SkipReason;

/// Most messages inside messages that are read, and most levels of them.
const MAX_MESSAGES: usize = 100;
const MAX_LEVELS: usize = 8;

/// Minimum length in bytes of a text beside an attached release that is no covering note.
const MIN_TEXT_BESIDE_FILE: usize = 300;

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
    let content = content(message);
    // The other parts of a page are its pictures, scripts and fonts.
    let attached = match content {
        Ok(Content::SavedPage { .. }) => Vec::new(),
        _ => attached(message, attachment),
    };
    // A message that only forwards another one, or only carries a release, is none of its own.
    let carries_file = attached.iter().any(Result::is_ok);
    let is_cover = match &content {
        Ok(Content::Fields(fields)) => carries_file && fields.body.len() < MIN_TEXT_BESIDE_FILE,
        Ok(_) => false,
        Err(_) => carries_file || !inner.is_empty(),
    };
    if !is_cover {
        found.push(content);
    }
    found.extend(attached);
    if level < MAX_LEVELS {
        for inner in inner {
            if found.len() < MAX_MESSAGES {
                add(inner, level + 1, attachment, found);
            }
        }
    }
}

/// What the files hold that are attached to a message.
fn attached(
    message: &Message<'_>,
    attachment: &ReadAttachment<'_>,
) -> Vec<Result<Content, SkipReason>> {
    let mut found = Vec::new();
    let files = message.attachments().filter(|part| is_file(part));
    for (number, file) in files.enumerate() {
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

/// Whether a part is a file of its own: no picture of a letterhead, no sound, no signature, no invitation, and no other form of
/// the text.
fn is_file(part: &MessagePart<'_>) -> bool {
    let is_document = match part.content_type() {
        Some(of) => match (of.ctype(), of.subtype().unwrap_or_default()) {
            ("application", kind) => {
                !kind.contains("signature") && !kind.starts_with("pgp-") && kind != "ics"
            }
            ("text", kind) => !["calendar", "vcard", "directory"]
                .iter()
                .any(|other| kind.ends_with(other)),
            _ => false,
        },
        None => true,
    };
    let is_attached = || {
        let disposition = part.content_disposition();
        disposition.is_some_and(ContentType::is_attachment)
    };
    match &part.body {
        PartType::Binary(_) | PartType::InlineBinary(_) => is_document,
        PartType::Text(_) | PartType::Html(_) => is_document && is_attached(),
        PartType::Message(_) | PartType::Multipart(_) => false,
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
    let html = html.map(|(html, _)| html);
    let html = html.filter(|html| !html.trim().is_empty());
    let is_whole =
        |text: &&str| !text.trim().is_empty() && !html.is_some_and(|html| is_stub(text, html));
    let text = text.filter(is_whole);
    let subject = message.subject().unwrap_or_default();
    let fields = |subject: &str, date: Option<String>, body: String| RecordFields {
        title: without_prefix(subject).to_owned(),
        body,
        date,
        ..RecordFields::default()
    };
    if let Some(inner) = text.and_then(forwarded) {
        // The day of forwarding is not that of the release.
        let subject = inner.subject.as_deref().unwrap_or(subject);
        let inner = fields(subject, inner.date, as_plain(&inner.text));
        return Ok(Content::Fields(Box::new(inner)));
    }
    let body = match (text, html) {
        (Some(text), _) => as_plain(text),
        (None, Some(html)) => html.to_owned(),
        (None, None) => return Err(SkipReason::Empty),
    };
    let date = message
        .date()
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    Ok(Content::Fields(Box::new(fields(subject, date, body))))
}

/// Whether the text of a message only says to look at the other form of it: "View it in your browser".
fn is_stub(text: &str, html: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .count()
    };
    let mut shown = 0;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        shown += letters(&rest[..start]);
        let tag = &rest[start..];
        let end = match tag.get(..6) {
            Some(name) if name.eq_ignore_ascii_case("<style") => tag.find("</"),
            _ => tag.find('>'),
        };
        rest = end.map_or("", |end| &tag[end + 1..]);
    }
    shown + letters(rest) > 2 * letters(text) + MIN_TEXT_BESIDE_FILE
}

/// A plain text, which may hold addresses in angle brackets, so that these are not read as tags.
fn as_plain(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
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
