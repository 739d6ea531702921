//! The parts of a message: which of them is the release?

mod boundary;
mod kinds;
mod nested;
mod packed_part;
mod piece;
mod saved_page;
mod sent;

use std::borrow::Cow;

use mail_parser::{ContentType, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::mail::attachment::{MAX_NAME, ReadAttachment};
use crate::corpus::mail::body::{body, without_prefix};
use crate::corpus::mail::forwarded::forwarded;
use crate::corpus::mail::parts::boundary::with_boundary;
use crate::corpus::mail::parts::kinds::{is_file, is_multipart, is_text};
use crate::corpus::mail::parts::nested::is_too_deep;
use crate::corpus::mail::parts::packed_part::{Held, held};
use crate::corpus::mail::parts::piece::Piece;
use crate::corpus::mail::parts::saved_page::saved_pages;
use crate::corpus::mail::parts::sent::text_as_sent;
use crate::corpus::mail::words::{MIN_TEXT, best_form, says_the_same};
use crate::model::SkipReason;

/// Most messages inside messages that are read, and most levels of them.
const MAX_MESSAGES: usize = 100;
const MAX_LEVELS: usize = 8;

/// Most levels of parts in parts.
const MAX_PART_LEVELS: usize = 50;

/// Most attachments of a message that are read.
const MAX_ATTACHMENTS: usize = 20;

/// The release of a message, those of its attachments, and those of messages inside it. At least one entry.
pub(crate) fn contents(
    message: &[u8],
    attachment: &ReadAttachment<'_>,
) -> Vec<Result<Content, SkipReason>> {
    let not_read = |why: &str| Err(SkipReason::UnknownFormat(why.to_owned()));
    let too_deep = || not_read("a message inside which others are nested too deep");
    if is_too_deep(message) {
        return vec![too_deep()];
    }
    let message = with_boundary(message);
    let Some(message) = MessageParser::default().parse(&message) else {
        return vec![not_read("a message that cannot be read")];
    };
    let mut found = Vec::new();
    add(&message, 0, attachment, &mut found);
    if found.is_empty() {
        found.push(too_deep());
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

/// The name of the file that a part is.
fn name(file: &MessagePart<'_>) -> String {
    let name = file.attachment_name().unwrap_or("without a name");
    name.to_owned()
}

/// Why an attached file is not read, with its name.
fn unread(name: &str, why: &str) -> SkipReason {
    let name: String = name.chars().take(MAX_NAME).collect();
    SkipReason::UnknownFormat(format!("attachment {name}: {why}"))
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
        found.extend(attachment(&file.bytes).into_iter().map(|entry| {
            entry.map_err(|reason| match reason {
                SkipReason::UnknownFormat(why) => unread(&file.name, &why),
                reason => reason,
            })
        }));
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
    let others = || {
        others
            .iter()
            .map(|piece| (piece.text.as_ref(), piece.is_html))
    };
    let whole_body =
        |text, is_html| body(std::iter::once((text, is_html)).chain(others()).collect());
    if !first.is_html
        && let Some(inner) = forwarded(&first.text)
        && inner.text.len() > inner.above.len()
    {
        // The day of forwarding is not that of the release. A long note above it is part of the text.
        let subject = inner.subject.as_deref().unwrap_or(subject);
        let is_note = inner.above.len() < MIN_TEXT;
        let text = if is_note {
            inner.text.as_str()
        } else {
            &*first.text
        };
        let inner = fields(subject, inner.date, whole_body(text, false));
        return Ok(Content::Fields(Box::new(inner)));
    }
    let date = message
        .date()
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    let body = whole_body(&first.text, first.is_html);
    Ok(Content::Fields(Box::new(fields(subject, date, body))))
}

/// A file attached to a message.
struct AttachedFile<'a> {
    name: String,
    bytes: Cow<'a, [u8]>,
}

/// What is taken out of a message.
#[derive(Default)]
struct Parts<'a> {
    /// The pieces of its text.
    texts: Vec<Piece<'a>>,
    /// The files attached to it, or shown in it.
    files: Vec<AttachedFile<'a>>,
    /// What is not read.
    left_out: Vec<SkipReason>,
}

/// Takes the parts of a message.
fn parts<'a>(message: &'a Message<'a>) -> Parts<'a> {
    let mut taker = Taker {
        message,
        seen: vec![false; message.parts.len()],
        has_text: false,
        parts: Parts::default(),
    };
    let mut texts = Vec::new();
    // The first part holds the others. What a broken message does not say the place of comes behind it.
    for at in 0..message.parts.len() {
        taker.take(at, 0, &mut texts);
    }
    taker.parts.texts = each_once(texts);
    taker.parts
}

struct Taker<'a> {
    message: &'a Message<'a>,
    seen: Vec<bool>,
    /// Whether a piece of the text has been found.
    has_text: bool,
    parts: Parts<'a>,
}

impl<'a> Taker<'a> {
    fn take(&mut self, at: usize, level: usize, texts: &mut Vec<Piece<'a>>) {
        let Some(part) = self.message.parts.get(at) else {
            return;
        };
        if std::mem::replace(&mut self.seen[at], true) {
            return;
        }
        match &part.body {
            PartType::Multipart(_) if level == MAX_PART_LEVELS => {
                let why = "parts of a mail that are too deep in others".to_owned();
                self.parts.left_out.push(SkipReason::UnknownFormat(why));
                self.pass_over(at);
            }
            PartType::Multipart(inner) if is_alternative(part) => {
                let mut forms = Vec::new();
                for at in inner {
                    let mut form = Vec::new();
                    self.take(*at as usize, level + 1, &mut form);
                    forms.push(form);
                }
                self.choose(forms, texts);
            }
            PartType::Multipart(inner) => {
                for at in inner {
                    self.take(*at as usize, level + 1, texts);
                }
            }
            _ => self.take_leaf(part, texts),
        }
    }

    fn take_leaf(&mut self, part: &'a MessagePart<'a>, texts: &mut Vec<Piece<'a>>) {
        let is_attached = is_file(part, !self.has_text);
        match held(self.message, part, is_attached) {
            Held::AsItStands => {}
            Held::NoRelease => return,
            Held::Cut => return self.leave_cut(&name(part)),
            Held::File(bytes) => {
                let (name, bytes) = (name(part), bytes.into());
                return self.parts.files.push(AttachedFile { name, bytes });
            }
            Held::Text(text, is_html) => return self.add_piece(text.into(), is_html, part, texts),
            Held::Files(files, text) => {
                for file in files {
                    match file.bytes.map(Cow::Owned) {
                        Some(bytes) => self.parts.files.push(AttachedFile {
                            name: file.name,
                            bytes,
                        }),
                        None => self.leave_cut(&file.name),
                    }
                }
                let is_html = matches!(part.body, PartType::Html(_));
                return self.add_piece(text.into(), is_html, part, texts);
            }
        }
        if is_attached {
            let (name, bytes) = (name(part), part.contents().into());
            return self.parts.files.push(AttachedFile { name, bytes });
        }
        let (text, is_html) = match &part.body {
            PartType::Text(text) if is_text(part) => (text.as_ref(), false),
            PartType::Html(text) => (text.as_ref(), true),
            PartType::Text(_) | PartType::Binary(_) if is_multipart(part) => {
                let why = "parts of a mail that are not marked off".to_owned();
                return self.parts.left_out.push(SkipReason::UnknownFormat(why));
            }
            _ => return,
        };
        let text = text_as_sent(self.message, part, text);
        self.add_piece(text, is_html, part, texts);
    }

    /// Adds a piece of the text, unless it is empty.
    fn add_piece(
        &mut self,
        text: Cow<'a, str>,
        is_html: bool,
        part: &'a MessagePart<'a>,
        texts: &mut Vec<Piece<'a>>,
    ) {
        if !text.trim().is_empty() {
            self.has_text = true;
            texts.push(Piece {
                text,
                is_html,
                part,
            });
        }
    }

    /// Names a file that cannot be unpacked.
    fn leave_cut(&mut self, name: &str) {
        let why = unread(name, "it is cut, or packed in another way than it says");
        self.parts.left_out.push(why);
    }

    /// Passes over all parts of one that is too deep.
    fn pass_over(&mut self, at: usize) {
        let mut waiting = vec![at];
        while let Some(at) = waiting.pop() {
            let Some(part) = self.message.parts.get(at) else {
                continue;
            };
            self.seen[at] = true;
            if let PartType::Multipart(inner) = &part.body {
                let inner = inner.iter().map(|at| *at as usize);
                waiting.extend(inner.filter(|at| !self.seen.get(*at).copied().unwrap_or(true)));
            }
        }
    }

    /// Takes one of several forms of a text. One that says something else is named.
    fn choose(&mut self, mut forms: Vec<Vec<Piece<'a>>>, texts: &mut Vec<Piece<'a>>) {
        forms.retain(|form| !form.is_empty());
        let whole = forms.iter().map(|form| {
            let texts: Vec<&str> = form.iter().map(|piece| piece.text.as_ref()).collect();
            (texts.join("\n"), form.iter().any(|piece| piece.is_html))
        });
        let Some(best) = best_form(&whole.collect::<Vec<(String, bool)>>()) else {
            return;
        };
        if best.is_unlike_others {
            let why = "another form of the text of a mail, which does not say the same".to_owned();
            self.parts.left_out.push(SkipReason::UnknownFormat(why));
        }
        texts.extend(forms.swap_remove(best.number));
    }
}

/// The pieces without those that stand there twice, as programs write them that do not mark two forms as such.
fn each_once(texts: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    for piece in texts {
        let before = found.last();
        if !before.is_some_and(|before| says_the_same(&piece.text, &before.text)) {
            found.push(piece);
        }
    }
    found
}

fn is_alternative(part: &MessagePart<'_>) -> bool {
    let kind = part.content_type().and_then(ContentType::subtype);
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("alternative"))
}
