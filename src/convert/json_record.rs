//! Which page is a JSON record?

use crate::convert::html::sanitize::sanitize;
use crate::convert::lines::line_class::is_digits;
use crate::convert::lines::other_numbers::other_numbers;
use crate::convert::lines::{boilerplate, normalize, paragraphs};
use crate::convert::render;
use crate::convert::repair;
use crate::convert::web_address::{host, web_address};
use crate::corpus::RecordFields;
use crate::model::{Page, PageFields};

/// Converts the fields of a JSON record.
pub(crate) fn convert(fields: &RecordFields) -> Page {
    let url = fields.url.as_deref().and_then(web_address);
    let title = normalize::line(&repair::without_markup(&fields.title));
    let title = title.trim_end_matches([',', ' ']).to_owned();
    let mut page_fields = PageFields {
        date: fields.date.clone(),
        number: number(fields),
        other_numbers: Vec::new(),
        office: None,
        components: fields.components.iter().map(|c| render::value(c)).collect(),
        topics: fields.topics.iter().map(|t| render::value(t)).collect(),
    };
    let mut lines = paragraphs::split(&body(&fields.body));
    page_fields.other_numbers = other_numbers(&lines);
    boilerplate::remove_boilerplate(&mut lines, &title, &mut page_fields);
    Page {
        title,
        text: paragraphs::join_lines(&lines),
        source: url.as_deref().and_then(host),
        url,
        fields: page_fields,
    }
}

/// The text of a body that is HTML or plain text.
fn body(body: &str) -> String {
    if has_tags(body) {
        return normalize::text(&render::render(&sanitize(body, |_| false)));
    }
    if body.contains('&') {
        // Plain text may still have HTML entities. Its line ends separate paragraphs.
        let marked = body.replace('\n', "<br>");
        return normalize::text(&render::render(&sanitize(&marked, |_| false)));
    }
    normalize::text(body)
}

fn has_tags(body: &str) -> bool {
    let Some(last) = body.rfind('>') else {
        return false;
    };
    memchr::memchr_iter(b'<', &body.as_bytes()[..last]).any(|at| {
        let after = &body.as_bytes()[at + 1..];
        after.strip_prefix(b"/").unwrap_or(after)[0].is_ascii_alphabetic()
    })
}

/// The release number: the field `number`, or an `id` that looks like one. Some collections put blanks into it (`18 - 294`).
fn number(fields: &RecordFields) -> Option<String> {
    fields
        .number
        .clone()
        .or_else(|| fields.id.clone().filter(|id| is_release_number(id)))
}

fn is_release_number(id: &str) -> bool {
    let mut parts = id.splitn(2, '-').map(str::trim);
    let is_number = |part: &str| (1..=5).contains(&part.len()) && is_digits(part);
    parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number)
}
