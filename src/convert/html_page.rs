//! Which page is an HTML record?

use crate::convert::html::{generic_page, head, layout, saved};
use crate::convert::lines::other_numbers::other_numbers;
use crate::convert::lines::{boilerplate, error_page, header, line_class, page_kind, paragraphs};
use crate::convert::plain_text;
use crate::convert::web_address::{host, web_address};
use crate::model::{Page, SkipReason};

/// Converts a page that was saved from an address.
pub(crate) fn convert_saved(html: &str, url: &str) -> Result<Page, SkipReason> {
    let mut page = convert(html)?;
    if page.url.is_none() {
        page.url = web_address(url);
    }
    page.source = page.source.or_else(|| page.url.as_deref().and_then(host));
    Ok(page)
}

/// Converts an HTML page, which may tell where it was saved from.
pub(crate) fn convert(html: &str) -> Result<Page, SkipReason> {
    let mut page = convert_live(&saved::without_toolbar(html))?;
    page.url = page.url.or_else(|| saved::saved_from(html));
    page.source = page.source.or_else(|| page.url.as_deref().and_then(host));
    Ok(page)
}

/// Converts a page as its site gives it.
fn convert_live(html: &str) -> Result<Page, SkipReason> {
    let head = head::head(html);
    // Where the whole page counts as the release, its headline is searched for below the menus.
    let (mut page, mut is_whole) = layout::candidates(html)
        .map(|(layout, part)| {
            let page = layout::page(html, layout, part);
            (page, layout.container.is_none())
        })
        .find(|(page, _)| !page.text.is_empty())
        .unwrap_or_else(|| (generic_page::page(html, &head), false));
    let mut lines = paragraphs::split(&page.text);
    if let Some(what) = error_page::not_a_release(&lines) {
        return Err(SkipReason::NoRelease(what.to_owned()));
    }
    if page.source.is_none() && page_kind::is_listing(&lines) {
        return Err(SkipReason::NoRelease("a list of releases".to_owned()));
    }
    page.fields.other_numbers = other_numbers(&lines);
    page.url.clone_from(&head.url);
    plain_text::take_address(&mut lines, &mut page);
    let head_title = head.best_title();
    if page.title.is_empty() && header::find_in_head(&lines, head_title).is_some() {
        head_title.clone_into(&mut page.title);
        is_whole = true;
    }
    if is_whole {
        header::cut_above_title(&mut lines, &page.title, &mut page.fields);
    }
    boilerplate::remove_boilerplate(&mut lines, &page.title, &mut page.fields);
    if page.title.is_empty() {
        page.title = header::take_capitals(&mut lines).unwrap_or_else(|| head_title.to_owned());
    }
    if page.fields.date.is_none() {
        page.fields.date = line_class::date_in_title(&head.title).map(str::to_owned);
    }
    // Old pages of U.S. Attorneys name their office in `<title>` alone.
    if page.fields.office.is_none()
        && page.title != head.title
        && header::is_office_name(&head.title)
    {
        page.fields.office = Some(head.title.clone());
    }
    if let Some(what) = page_kind::leads_to_others(&page.title, &lines) {
        return Err(SkipReason::NoRelease(what.to_owned()));
    }
    page.text = paragraphs::join_lines(&lines);
    // The name of the site may have been taken for the headline.
    let headings = std::iter::once_with(|| head::headings(html)).flatten();
    let names = head.title.split(" | ").map(str::to_owned).chain(headings);
    if error_page::is_error_page(names, &page.text, page.fields.date.is_some()) {
        return Err(SkipReason::NoRelease("an error page".to_owned()));
    }
    Ok(page)
}
