//! One record -> a page as a person would read it. html2text lives here and nowhere else.

use crate::corpus::{Content, Record, SkipReason};
use crate::release::{Page, PageFields};

/// Converts one record, or says why it is no release.
pub fn convert(record: &Record) -> Result<Page, SkipReason> {
    let page = match &record.content {
        Content::Html(html) => {
            let article = html
                .find("<article")
                .map_or(html.as_str(), |at| &html[at..]);
            let article = article
                .find("</article>")
                .map_or(article, |at| &article[..at]);
            let title = html
                .split("<title>")
                .nth(1)
                .and_then(|rest| rest.split("</title>").next())
                .unwrap_or_default();
            Page {
                title: title
                    .split('|')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
                text: render(article),
                ..Page::default()
            }
        }
        Content::Text(text) => {
            let (title, rest) = text.trim().split_once('\n').unwrap_or((text, ""));
            Page {
                title: title.trim().to_owned(),
                text: rest.trim().to_owned(),
                ..Page::default()
            }
        }
        Content::Fields(fields) => Page {
            title: fields.title.clone(),
            text: if fields.body.contains('<') {
                render(&fields.body)
            } else {
                fields.body.clone()
            },
            url: fields.url.clone(),
            source: None,
            fields: PageFields {
                date: fields.date.clone(),
                number: fields.number.clone(),
                office: None,
                components: fields.components.clone(),
                topics: fields.topics.clone(),
            },
        },
    };
    if page.title.is_empty() && page.text.is_empty() {
        Err(SkipReason::Empty)
    } else {
        Ok(page)
    }
}

fn render(html: &str) -> String {
    let rendered = html2text::config::plain_no_decorate()
        .link_footnotes(false)
        .string_from_read(html.as_bytes(), 100_000);
    rendered.unwrap_or_default().trim().to_owned()
}
