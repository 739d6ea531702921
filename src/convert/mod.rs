//! Which page is a record, as a person would read it?
//!
//! HTML of a known site is read by its layout (`html::layout`), HTML of an unknown site by the general rule
//! (`html::generic_page`), a text file by the shapes of its lines (`plain_text`). The release's part of a page is
//! written as flat HTML (`html::sanitize`) and rendered as text (`render`). Then boilerplate lines around the
//! release are removed (`lines::boilerplate`). Nothing here interprets a field: `extract` reads dates and names.

pub(crate) mod html;
pub(crate) mod html_page;
pub(crate) mod json_record;
pub(crate) mod letters;
pub(crate) mod lines;
pub(crate) mod plain_text;
pub(crate) mod render;
pub(crate) mod repair;
pub(crate) mod size_limit;
#[cfg(test)]
mod tests;
pub(crate) mod titles;
pub(crate) mod web_address;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::convert::letters::restore_letters;
use crate::convert::lines::{error_page, normalize};
use crate::convert::repair::{part_dateline, restore_apostrophes};
use crate::convert::titles::made_title;
use crate::corpus::{Content, Record};
use crate::model::{Page, SkipReason};

/// Normalizes the white space of a part of a page.
type Normalize = fn(&str) -> String;

/// Converts one record.
///
/// # Errors
///
/// The reason why the record is not a release: it has no text, or too much, or it is another kind of page.
pub fn convert(record: &Record) -> Result<Page, SkipReason> {
    size_limit::check_record(&record.content)?;
    let mut page = match &record.content {
        Content::Html(html) => html_page::convert(html)?,
        Content::SavedPage { html, url } => html_page::convert_saved(html, url)?,
        Content::Text(text) => plain_text::convert(text)?,
        Content::Fields(fields) => json_record::convert(fields),
    };
    let parts: [(&mut String, Normalize); 2] = [
        (&mut page.title, normalize::line),
        (&mut page.text, normalize::text),
    ];
    for (part, normalize) in parts {
        if let Cow::Owned(restored) = restore_apostrophes(part) {
            *part = restored;
        }
        if let Cow::Owned(restored) = restore_letters(part) {
            *part = normalize(&restored);
        }
    }
    part_dateline(&mut page.text);
    if page.title.is_empty() && page.text.is_empty() {
        return Err(SkipReason::Empty);
    }
    // A program that could not get a text may have known its day.
    let is_of_program = matches!(record.content, Content::Fields(_));
    let has_day = !is_of_program && page.fields.date.is_some();
    if error_page::is_error_page([page.title.as_str()], &page.text, has_day) {
        return Err(SkipReason::NoRelease("an error page".to_owned()));
    }
    if page.title.is_empty() {
        page.title = made_title::from_text(&page.text);
    } else if let Some(title) = made_title::with_subject(&page.title, &page.text) {
        page.title = title;
    }
    size_limit::check_page(&page)?;
    Ok(page)
}

/// Like [`convert`], but a panic, which is a bug, is a reason, too.
pub fn convert_safely(record: &Record) -> Result<Page, SkipReason> {
    catch_unwind(AssertUnwindSafe(|| convert(record))).unwrap_or(Err(SkipReason::InternalError))
}
