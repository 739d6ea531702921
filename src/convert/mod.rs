//! One record -> a page as a person would read it. html2text lives here and nowhere else.
//!
//! A page of a known site is read by its layout (`site`), one of an unknown site by the general rule (`general`), a text
//! file by the shapes of its lines (`plain`). `scan` finds tags, `prune` writes the chosen part again without anything
//! that is not the release, `render` makes text of it, `tidy` has the last touch. Nothing here interprets a field:
//! dates and names are read by `extract`.

mod fields;
mod general;
mod lines;
mod prune;
mod render;
mod scan;
mod site;
mod tidy;

use crate::corpus::{Content, Record, SkipReason};
use crate::release::{Page, PageFields};

/// Converts one record.
///
/// # Errors
///
/// The reason why the record is no release: it holds no text, or it is another kind of page.
pub fn convert(record: &Record) -> Result<Page, SkipReason> {
    let page = match &record.content {
        Content::Html(html) => html_page(html),
        Content::Text(text) => {
            let (title, rest) = text.trim().split_once('\n').unwrap_or((text, ""));
            Page {
                title: tidy::line(title),
                text: tidy::text(rest),
                ..Page::default()
            }
        }
        Content::Fields(fields) => fields::convert(fields),
    };
    if page.title.is_empty() && page.text.is_empty() {
        Err(SkipReason::Empty)
    } else {
        Ok(page)
    }
}

fn html_page(html: &str) -> Page {
    let head = site::head(html);
    let Some((layout, part)) = site::recognise(html) else {
        let found = general::find(html, &head);
        return Page {
            title: found.title,
            text: tidy::text(&found.text),
            source: head.url.as_deref().and_then(site::host),
            url: head.url,
            ..Page::default()
        };
    };
    let spots = site::read(html, layout, part);
    let mut text = spots.subtitle;
    if let Some(body) = spots.body {
        text.push_str("\n\n");
        text.push_str(&body);
    }
    let url = head.url;
    Page {
        title: spots.title,
        text: tidy::text(&text),
        source: Some(layout.host.clone()),
        url,
        fields: PageFields {
            date: spots.date,
            number: spots.number,
            office: spots.office,
            components: spots.components,
            topics: spots.topics,
        },
    }
}
