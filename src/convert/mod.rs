//! One record -> a page as a person would read it. html2text lives here and nowhere else.
//!
//! A page of a known site is read by its layout (`site`), one of an unknown site by the general rule (`general`), a text
//! file by the shapes of its lines (`plain`). What is longer than any release is not read at all (`length`). `scan` finds
//! tags, `prune` writes the chosen part again without anything that is not the release, `unclosed` tells which dropped
//! elements have no end, `render` makes text of it, `tidy` has the last touch. Nothing here interprets a field: dates and
//! names are read by `extract`.

mod capture;
mod fields;
mod foot;
mod general;
mod length;
mod lines;
mod plain;
mod prune;
mod render;
mod restore;
mod scan;
mod shape;
mod site;
#[cfg(test)]
mod tests;
mod tidy;
mod title;
mod trim;
mod unclosed;
mod unread;
mod writer;

use std::ops::Range;

use crate::corpus::{Content, Record, SkipReason};
use crate::knowledge::Layout;
use crate::release::{Page, PageFields};

/// Converts one record.
///
/// # Errors
///
/// The reason why the record is no release: it holds no text, or too much, or it is another kind of page.
pub fn convert(record: &Record) -> Result<Page, SkipReason> {
    if let Some(reason) = length::too_long(&record.content) {
        return Err(reason);
    }
    let page = match &record.content {
        Content::Html(html) => html_page(html)?,
        Content::Text(text) => plain::convert(text)?,
        Content::Fields(fields) => fields::convert(fields),
    };
    if page.title.is_empty() && page.text.is_empty() {
        return Err(SkipReason::Empty);
    }
    length::of_page(&page).map_or(Ok(page), Err)
}

fn html_page(html: &str) -> Result<Page, SkipReason> {
    let head = site::head(html);
    // Where the whole page stands for the release, its headline is found again in it, below the menus.
    let (mut page, mut is_whole) = site::candidates(html)
        .map(|(layout, part)| (known_page(html, layout, part), layout.part.is_none()))
        .find(|(page, _)| !page.text.is_empty())
        .unwrap_or_else(|| (general::page(html, &head), false));
    let mut lines = lines::split(&page.text);
    if let Some(what) = trim::no_release(&lines) {
        return Err(SkipReason::NoRelease(what.to_owned()));
    }
    if page.source.is_none() && trim::is_listing(&lines) {
        return Err(SkipReason::NoRelease("a list of releases".to_owned()));
    }
    page.url.clone_from(&head.url);
    plain::take_address(&mut lines, &mut page);
    let name = head.best_title();
    if page.title.is_empty() && title::is_told(&lines, name) {
        name.clone_into(&mut page.title);
        is_whole = true;
    }
    if is_whole {
        title::cut_above(&mut lines, &page.title, &mut page.fields);
    }
    trim::trim(&mut lines, &page.title, &mut page.fields);
    if page.title.is_empty() {
        page.title = title::capitals(&mut lines).unwrap_or_else(|| name.to_owned());
    }
    if page.fields.date.is_none() {
        page.fields.date = shape::date_in_name(&head.title).map(str::to_owned);
    }
    // Old pages of U.S. Attorneys tell in `<title>` alone whose they are.
    if page.fields.office.is_none() && page.title != head.title && title::is_letterhead(&head.title)
    {
        page.fields.office = Some(head.title.clone());
    }
    page.source = page
        .source
        .or_else(|| page.url.as_deref().and_then(site::host));
    page.text = lines::plain(&lines);
    Ok(page)
}

fn known_page(html: &str, layout: &Layout, part: Range<usize>) -> Page {
    let spots = site::read(html, layout, part);
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
