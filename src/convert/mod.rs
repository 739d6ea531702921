//! One record -> a page as a person would read it. html2text lives here and nowhere else.
//!
//! A page of a known site is read by its layout (`site`), one of an unknown site by the general rule (`general`), a text
//! file by the shapes of its lines (`plain`). What is longer than any release is not read at all (`length`). `scan` finds
//! tags, `prune` writes the chosen part again without anything that is not the release, `unclosed` tells which dropped
//! elements have no end, `render` makes text of it, `tidy` has the last touch. Nothing here interprets a field: dates and
//! names are read by `extract`.

pub(crate) mod html;
pub(crate) mod json_record;
pub(crate) mod lines;
pub(crate) mod size_limit;
#[cfg(test)]
mod tests;

use crate::convert::html::generic_page;
use crate::convert::html::layout;
use crate::convert::lines::boilerplate;
use crate::convert::lines::header;
use crate::convert::lines::line_class;
use crate::convert::lines::paragraphs;
use crate::convert::lines::plain_text;
use std::ops::Range;

use crate::corpus::{Content, Record};
use crate::knowledge::Layout;
use crate::model::SkipReason;
use crate::model::{Page, PageFields};

/// Converts one record.
///
/// # Errors
///
/// The reason why the record is no release: it holds no text, or too much, or it is another kind of page.
pub fn convert(record: &Record) -> Result<Page, SkipReason> {
    if let Some(reason) = size_limit::too_long(&record.content) {
        return Err(reason);
    }
    let page = match &record.content {
        Content::Html(html) => html_page(html)?,
        Content::Text(text) => plain_text::convert(text)?,
        Content::Fields(fields) => json_record::convert(fields),
    };
    if page.title.is_empty() && page.text.is_empty() {
        return Err(SkipReason::Empty);
    }
    size_limit::of_page(&page).map_or(Ok(page), Err)
}

fn html_page(html: &str) -> Result<Page, SkipReason> {
    let head = layout::head(html);
    // Where the whole page stands for the release, its headline is found again in it, below the menus.
    let (mut page, mut is_whole) = layout::candidates(html)
        .map(|(layout, part)| (known_page(html, layout, part), layout.container.is_none()))
        .find(|(page, _)| !page.text.is_empty())
        .unwrap_or_else(|| (generic_page::page(html, &head), false));
    let mut lines = paragraphs::split(&page.text);
    if let Some(what) = boilerplate::no_release(&lines) {
        return Err(SkipReason::NoRelease(what.to_owned()));
    }
    if page.source.is_none() && boilerplate::is_listing(&lines) {
        return Err(SkipReason::NoRelease("a list of releases".to_owned()));
    }
    page.url.clone_from(&head.url);
    plain_text::take_address(&mut lines, &mut page);
    let name = head.best_title();
    if page.title.is_empty() && header::is_told(&lines, name) {
        name.clone_into(&mut page.title);
        is_whole = true;
    }
    if is_whole {
        header::cut_above(&mut lines, &page.title, &mut page.fields);
    }
    boilerplate::trim(&mut lines, &page.title, &mut page.fields);
    if page.title.is_empty() {
        page.title = header::capitals(&mut lines).unwrap_or_else(|| name.to_owned());
    }
    if page.fields.date.is_none() {
        page.fields.date = line_class::date_in_name(&head.title).map(str::to_owned);
    }
    // Old pages of U.S. Attorneys tell in `<title>` alone whose they are.
    if page.fields.office.is_none()
        && page.title != head.title
        && header::is_letterhead(&head.title)
    {
        page.fields.office = Some(head.title.clone());
    }
    page.source = page
        .source
        .or_else(|| page.url.as_deref().and_then(layout::host));
    page.text = paragraphs::plain(&lines);
    Ok(page)
}

fn known_page(html: &str, layout: &Layout, part: Range<usize>) -> Page {
    let spots = layout::read(html, layout, part);
    let mut text = spots.subtitle;
    if let Some(body) = spots.body {
        text.push_str("\n\n");
        text.push_str(&body);
    }
    Page {
        title: spots.title,
        text,
        url: None,
        source: Some(layout.host.clone()),
        fields: PageFields {
            date: spots.date,
            number: spots.number,
            office: spots.office,
            components: spots.components,
            topics: spots.topics,
        },
    }
}
