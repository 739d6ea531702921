//! How is a row put together again that was cut at commas in cells without quotes? It has more cells than the heading.

use std::ops::Range;

use crate::corpus::field_names::RecordField;
use crate::corpus::tables::columns::{Columns, MIN_MEAN_TEXT};
use crate::corpus::tables::dates::{has_year, is_date};
use crate::model::SkipReason;

/// How often a date may be cut: `Monday, March 14, 2016`.
const MAX_IN_DATE: usize = 2;

/// How often a title may be cut.
const MAX_IN_TITLE: usize = 8;

/// A row with as many cells as the heading. One with more was cut at a sign in a cell without quotes: its cells are joined where the
/// date, the title and the text are, so that the date is one.
///
/// # Errors
///
/// Nothing gives a row of the table.
pub(super) fn fitted(
    columns: &Columns,
    cells: &[String],
    sign: char,
) -> Result<Vec<String>, SkipReason> {
    let count = columns.heading.len();
    let filled = cells.iter().rposition(|cell| !cell.is_empty());
    let cells = &cells[..filled.map_or(0, |last| last + 1)];
    let Some(more @ 1..) = cells.len().checked_sub(count) else {
        return Ok(cells.to_vec());
    };
    let cut = Cut {
        columns,
        cells,
        sign,
    };
    let joined = cut
        .joined(more, has_year)
        .or_else(|| cut.joined(more, is_date));
    // Cells behind the last column may be notes.
    let as_it_is = || {
        let text = columns.of(RecordField::Body).and_then(|at| cells.get(at));
        let is_text = text.is_some_and(|text| text.len() >= MIN_MEAN_TEXT);
        let date = columns.of(RecordField::Date).and_then(|at| cells.get(at));
        let has_date = date.is_none_or(|date| is_number(date) || is_date(date));
        Some(cells.to_vec()).filter(|_| is_text && has_date)
    };
    joined.or_else(as_it_is).ok_or_else(|| {
        SkipReason::UnknownFormat(format!(
            "a row of {} cells in a table of {count} columns; text with `{sign}` needs quotes",
            cells.len()
        ))
    })
}

/// A row that was cut.
struct Cut<'a> {
    columns: &'a Columns,
    cells: &'a [String],
    sign: char,
}

impl Cut<'_> {
    /// The row, joined in the best of the ways that give it a date. Of two ways as good the one counts that joins more at the text.
    fn joined(&self, more: usize, is_date: fn(&str) -> bool) -> Option<Vec<String>> {
        let most = |field, most: usize| self.columns.of(field).map_or(0, |_| most.min(more));
        let (in_dates, in_titles) = (
            most(RecordField::Date, MAX_IN_DATE),
            most(RecordField::Title, MAX_IN_TITLE),
        );
        let ways = (0..=in_dates).flat_map(|in_date| {
            (0..=in_titles.min(more - in_date)).map(move |in_title| (in_date, in_title))
        });
        let ways = ways
            .map(|(in_date, in_title)| self.places(more, in_date, in_title))
            .filter(|places| self.has_date(places, is_date));
        let best = ways.clone().find(|places| self.faults(places) == 0);
        let best = best.or_else(|| ways.min_by_key(|places| self.faults(places)))?;
        let row = best.into_iter().map(|place| self.cell(&place));
        Some(row.collect())
    }

    /// Which pieces each column has, where the date and the title were cut so often, and the text otherwise.
    fn places(&self, more: usize, in_date: usize, in_title: usize) -> Vec<Range<usize>> {
        let mut widths = vec![1; self.columns.heading.len()];
        for (field, cuts) in [
            (RecordField::Date, in_date),
            (RecordField::Title, in_title),
            (RecordField::Body, more - in_date - in_title),
        ] {
            if let Some(at) = self.columns.of(field) {
                widths[at] += cuts;
            }
        }
        let mut start = 0;
        let places = widths.into_iter().map(|width| {
            start += width;
            start - width..start
        });
        places.collect()
    }

    fn cell(&self, place: &Range<usize>) -> String {
        self.cells[place.clone()].join(&self.sign.to_string())
    }

    /// Whether the date is one, and nothing was joined to it that it does not need.
    fn has_date(&self, places: &[Range<usize>], is_date: fn(&str) -> bool) -> bool {
        let Some(at) = self.columns.of(RecordField::Date) else {
            return true;
        };
        let place = &places[at];
        let (date, rest) = (self.cell(place), place.start + 1..place.end);
        if rest.is_empty() {
            is_number(&date) || is_date(&date)
        } else {
            let shorter = place.start..place.end - 1;
            is_date(&date) && !is_date(&self.cell(&shorter))
        }
    }

    /// How much speaks against the places: a cell in quotes was not cut, and what begins with a blank goes on with what is before.
    fn faults(&self, places: &[Range<usize>]) -> usize {
        const JOINED_WHOLE: usize = 100;
        let faults = places.iter().map(|place| {
            let pieces = &self.cells[place.clone()];
            let is_whole = |piece: &String| piece.contains(self.sign);
            let joins_whole = pieces.len() > 1 && pieces.iter().any(is_whole);
            usize::from(joins_whole) * JOINED_WHOLE + usize::from(pieces[0].starts_with(' '))
        });
        faults.sum()
    }
}

/// Whether a cell has digits only, or nothing.
fn is_number(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// The cells of a row, of which those from `at` on are one that was cut `more` times.
pub(super) fn joined(cells: &[String], at: usize, more: usize, sign: char) -> Vec<String> {
    let (before, rest) = cells.split_at(at);
    let (cut, after) = rest.split_at(more + 1);
    let mut row = before.to_vec();
    row.push(cut.join(&sign.to_string()));
    row.extend_from_slice(after);
    row
}
