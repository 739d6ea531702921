//! Which parts of a message are its text, and which are files? The text is read in the order of its parts; of several forms of
//! one text, one.

use mail_parser::{ContentType, Message, MessagePart, MimeHeaders as _, PartType};

use crate::corpus::mail::words::{MIN_TEXT, is_stub, says_the_same, says_what_is_not_in};
use crate::model::SkipReason;

/// Most levels of parts in parts.
const MAX_LEVELS: usize = 50;

/// What is taken out of a message.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// The pieces of its text.
    pub texts: Vec<Piece<'a>>,
    /// The files attached to it, or shown in it.
    pub files: Vec<&'a MessagePart<'a>>,
    /// What is not read.
    pub left_out: Vec<SkipReason>,
}

/// A piece of the text.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    pub is_html: bool,
    pub part: &'a MessagePart<'a>,
}

/// Takes the parts of a message.
pub(super) fn parts<'a>(message: &'a Message<'a>) -> Parts<'a> {
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
            PartType::Multipart(_) if level == MAX_LEVELS => {
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
        if is_file(part, !self.has_text) {
            self.parts.files.push(part);
            return;
        }
        let (text, is_html) = match &part.body {
            PartType::Text(text) if is_text(part) => (text.as_ref(), false),
            PartType::Html(text) => (text.as_ref(), true),
            PartType::Text(_) if is_multipart(part) => {
                let why = "parts of a mail that are not marked off".to_owned();
                return self.parts.left_out.push(SkipReason::UnknownFormat(why));
            }
            _ => return,
        };
        if !text.trim().is_empty() {
            self.has_text = true;
            texts.push(Piece {
                text,
                is_html,
                part,
            });
        }
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

    /// Takes one of several forms of a text: the plain one, unless it only says to look at the other. A form that says something
    /// else is named.
    fn choose(&mut self, mut forms: Vec<Vec<Piece<'a>>>, texts: &mut Vec<Piece<'a>>) {
        forms.retain(|form| !form.is_empty());
        let has_html = |form: &Vec<Piece<'_>>| form.iter().any(|piece| piece.is_html);
        let plain = forms.iter().position(|form| !has_html(form));
        let html = forms.iter().rposition(has_html);
        let chosen = match (plain, html) {
            (Some(plain), Some(html)) if is_stub(&whole(&forms[plain]), &whole(&forms[html])) => {
                html
            }
            (Some(one), _) | (None, Some(one)) => one,
            (None, None) => return,
        };
        let chosen = forms.swap_remove(chosen);
        let read = whole(&chosen);
        let says_else = |form: &Vec<Piece<'_>>| says_what_is_not_in(&whole(form), &read);
        if forms.iter().any(says_else) {
            let why = "another form of the text of a mail, which does not say the same".to_owned();
            self.parts.left_out.push(SkipReason::UnknownFormat(why));
        }
        texts.extend(chosen);
    }
}

fn whole(form: &[Piece<'_>]) -> String {
    let texts: Vec<&str> = form.iter().map(|piece| piece.text).collect();
    texts.join("\n")
}

/// The pieces without those that stand there twice, as programs write them that do not mark two forms as such.
fn each_once(texts: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    for piece in texts {
        let before = found.last();
        if !before.is_some_and(|before| says_the_same(piece.text, before.text)) {
            found.push(piece);
        }
    }
    found
}

fn is_alternative(part: &MessagePart<'_>) -> bool {
    let kind = part.content_type().and_then(ContentType::subtype);
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("alternative"))
}

/// Whether a text is one to be read: no invitation, no style sheet and the like.
fn is_text(part: &MessagePart<'_>) -> bool {
    part.content_type().is_none_or(|of| {
        let kind = of.subtype().unwrap_or_default();
        of.ctype() != "text" || ["plain", "enriched", "html"].contains(&kind)
    }) && !is_multipart(part)
}

fn is_multipart(part: &MessagePart<'_>) -> bool {
    let of = part.content_type();
    of.is_some_and(|of| of.ctype() == "multipart")
}

/// Whether a part is a file of its own: no picture of a letterhead, no sound, no signature, no invitation, and no piece of the
/// text. A text with the name of a file is one, but the first text of a message may have a name.
fn is_file(part: &MessagePart<'_>, is_first: bool) -> bool {
    let disposition = part.content_disposition();
    let is_attached = || disposition.is_some_and(ContentType::is_attachment);
    let is_named = || {
        let of_file = disposition.is_some_and(|shown| shown.has_attribute("filename"));
        of_file || !is_first && part.attachment_name().is_some()
    };
    match &part.body {
        PartType::Binary(_) | PartType::InlineBinary(_) => is_document(part),
        PartType::Html(_) => is_attached() || is_named(),
        PartType::Text(_) => {
            is_document(part) && (is_attached() || is_named() || is_other_text(part))
        }
        PartType::Message(_) | PartType::Multipart(_) => false,
    }
}

/// Whether a part has a type of files that may hold a release.
fn is_document(part: &MessagePart<'_>) -> bool {
    const OTHER_TEXTS: [&str; 8] = [
        "amp-html",
        "calendar",
        "css",
        "directory",
        "javascript",
        "rfc822-headers",
        "vcard",
        "watch-html",
    ];
    let Some(of) = part.content_type() else {
        return true;
    };
    match (of.ctype(), of.subtype().unwrap_or_default()) {
        ("application", kind) => {
            !kind.contains("signature") && !kind.starts_with("pgp-") && kind != "ics"
        }
        ("text", kind) => !OTHER_TEXTS.iter().any(|other| kind.ends_with(other)),
        _ => false,
    }
}

/// Whether it is a text of another kind than those that messages consist of: a table, or Rich Text.
fn is_other_text(part: &MessagePart<'_>) -> bool {
    let of = part.content_type();
    of.is_some_and(|of| of.ctype() == "text") && !is_text(part)
}

/// Whether a page has so much text that it may hold a release.
pub(super) fn may_hold_release(html: &str) -> bool {
    crate::corpus::mail::words::letters_shown(html) >= MIN_TEXT
}
