//! Which release is a row of a table? A row may be a heading again, or have more cells than the heading.

use crate::corpus::content::Content;
use crate::corpus::field_names::{RecordField, field_named};
use crate::corpus::tables::columns::{Columns, is_name};
use crate::corpus::tables::cut::fitted;
use crate::model::SkipReason;
use crate::text::normalize::letters_and_digits;

/// Reads rows one after the other.
pub(crate) struct Rows {
    columns: Columns,
    /// The sign between cells, where a row may be cut at one that stands in a text.
    sign: Option<char>,
    /// Whether a heading among the rows began these columns, so that a date tells of those behind it whether the day comes first.
    learns_days: bool,
    /// Columns of a heading that does not name the text: the row below it may show where that is.
    without_text: Option<Columns>,
}

impl Rows {
    pub(crate) fn new(columns: Columns, sign: Option<char>) -> Rows {
        Rows {
            columns,
            sign,
            learns_days: false,
            without_text: None,
        }
    }

    pub(crate) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The columns of the last rows.
    #[cfg(feature = "office")]
    pub(crate) fn into_columns(self) -> Columns {
        self.columns
    }

    /// The release of a row, or why it is none. Nothing for an empty row, and for a heading, which begins new columns: tables repeat it
    /// that are put behind one another.
    pub(crate) fn next(&mut self, cells: &[String]) -> Option<Result<Content, SkipReason>> {
        if cells.iter().all(String::is_empty) || cells == self.columns.heading {
            return None;
        }
        if let Some(columns) = renamed(&self.columns, cells) {
            self.without_text = Some(columns);
            self.begin();
            return None;
        }
        if let Some(columns) = &mut self.without_text {
            columns.find_text(cells);
            self.begin();
            self.without_text = None;
        }
        if self.learns_days {
            self.columns.learn_days(cells);
        }
        Some(match self.sign {
            Some(sign) => {
                fitted(&self.columns, cells, sign).and_then(|row| self.columns.content(&row))
            }
            None => self.columns.content(cells),
        })
    }

    /// Goes on with the columns of a heading whose text is known.
    fn begin(&mut self) {
        let has_text = |columns: &mut Columns| columns.of(RecordField::Body).is_some();
        if let Some(columns) = self.without_text.take_if(has_text) {
            self.columns = columns;
            self.learns_days = true;
        }
    }
}

/// The columns that a row names which is a heading: short cells, most of which are names of fields or stand in the heading before.
fn renamed(before: &Columns, row: &[String]) -> Option<Columns> {
    /// Least number of names: a title may be one.
    const MIN_NAMES: usize = 2;
    let heading: Vec<String> = (before.heading.iter())
        .map(|name| letters_and_digits(name))
        .filter(|name| !name.is_empty())
        .collect();
    let is_known = |cell: &&String| {
        field_named(cell.trim()).is_some() || heading.contains(&letters_and_digits(cell))
    };
    let filled = || row.iter().filter(|cell| !cell.is_empty());
    let known = filled().filter(is_known).count();
    if known < MIN_NAMES || known * 2 <= filled().count() || !filled().all(|cell| is_name(cell)) {
        return None;
    }
    let name_of_text = before.heading.get(before.of(RecordField::Body)?)?;
    let name_of_text = letters_and_digits(name_of_text);
    let mut columns = Columns::named_by(row, |_, _| true);
    let same = row
        .iter()
        .position(|cell| !name_of_text.is_empty() && letters_and_digits(cell) == name_of_text);
    if same.is_some() {
        columns.set_text(same);
    }
    // Another table may begin, with dates of another country.
    columns.day_first =
        before.day_first && filled().all(|cell| heading.contains(&letters_and_digits(cell)));
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::RecordFields;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn rows(heading: &[&str]) -> Rows {
        Rows::new(Columns::named_by(heading, |_, _| true), Some(','))
    }

    fn fields(read: Option<Result<Content, SkipReason>>) -> RecordFields {
        match read {
            Some(Ok(Content::Fields(fields))) => *fields,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_heading_among_the_rows_begins_new_columns() {
        let text = "A clerk was fined.";
        for heading in [
            ["TITLE", "DATE", "BODY"],
            ["Title", "Date", "Body"],
            ["Headline", "Released", "Full Text"],
        ] {
            let mut rows = rows(&["Title", "Date", "Body"]);
            assert_eq!(rows.next(&row(&heading)), None, "{heading:?}");
            let fields = fields(rows.next(&row(&["Clerk Fined", "2016-03-04", text])));
            assert_eq!(
                (fields.title.as_str(), fields.body.as_str()),
                ("Clerk Fined", text)
            );
        }
        let mut rows = rows(&["Title", "Date", "Body"]);
        assert_eq!(rows.next(&row(&["Date", "Body", "Title"])), None);
        let fields = fields(rows.next(&row(&["2016-03-04", text, "Clerk Fined"])));
        assert_eq!(
            (fields.title.as_str(), fields.body.as_str()),
            ("Clerk Fined", text)
        );
        assert_eq!(fields.date.as_deref(), Some("2016-03-04"));
        // A release may have the name of a column as its title.
        assert!(rows.next(&row(&["2016-03-05", text, "Title"])).is_some());
        assert!(rows.next(&row(&["", "", "Body"])).is_some());
    }

    #[test]
    fn a_row_that_was_cut_at_its_commas_keeps_its_text() {
        let mut rows = rows(&["Title", "Date", "Body"]);
        let cut = row(&[
            "Clerk Fined",
            "2016-03-04",
            "A clerk",
            " Jo Doe",
            " was fined.",
        ]);
        assert_eq!(fields(rows.next(&cut)).body, "A clerk, Jo Doe, was fined.");
        let title = row(&["Clerk", " Mate Fined", "2016-03-04", "A clerk was fined."]);
        assert_eq!(fields(rows.next(&title)).title, "Clerk, Mate Fined");
        let empty = row(&["Clerk Fined", "2016-03-04", "A clerk was fined.", "", ""]);
        assert_eq!(fields(rows.next(&empty)).body, "A clerk was fined.");
        let neither = row(&[
            "Clerk Fined",
            "2016-03-04,A clerk",
            " was fined",
            " the court",
            " said.",
        ]);
        let Some(Err(reason)) = rows.next(&neither) else {
            panic!("a release");
        };
        assert_eq!(
            reason.to_string(),
            "not read: a row of 5 cells in a table of 3 columns; text with `,` needs quotes"
        );
    }
}
