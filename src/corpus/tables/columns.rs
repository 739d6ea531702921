//! What do the columns of a table mean?

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::field_names::{FIELD_COUNT, RecordField, field_named};
use crate::corpus::tables::dates::{clear_date, in_digits, is_date};
use crate::model::SkipReason;

/// Least mean length of the filled cells of a column of running text, in bytes: those of names and amounts are shorter.
pub(super) const MIN_MEAN_TEXT: usize = 160;

/// Longest name of a column, in bytes.
const MAX_NAME: usize = 60;

/// Most names of columns in a reason.
const MAX_SHOWN: usize = 12;

/// The same of a column whose name is not known: running texts show themselves.
const MIN_MEAN_UNNAMED: usize = 400;

/// Which column holds which field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(super) heading: Vec<String>,
    of_field: [Option<usize>; FIELD_COUNT],
    /// Whether dates in digits begin with the day, as some date of the table shows: `20/03/2016`.
    pub(super) day_first: bool,
}

impl Columns {
    /// Reads the heading row. `rows` are some of the rows below it: a column of texts must hold some.
    ///
    /// # Errors
    ///
    /// No column holds running texts, so that the rows are no releases.
    pub(crate) fn read<'a>(
        heading: &[impl AsRef<str>],
        rows: &(impl Iterator<Item = Vec<&'a str>> + Clone),
    ) -> Result<Columns, SkipReason> {
        // "Article" may be the number of one.
        let holds = |field, column| {
            field != RecordField::Body || mean_length(rows, column) >= MIN_MEAN_TEXT
        };
        let mut columns = Columns::named_by(heading, holds);
        if columns.of(RecordField::Body).is_none() {
            let is_other = |column: &usize| !columns.of_field.contains(&Some(*column));
            let others = (0..heading.len()).filter(is_other);
            columns.of_field[RecordField::Body as usize] = longest(rows, others);
        }
        columns.day_first = columns.has_day_first(rows);
        if columns.of(RecordField::Body).is_some() {
            return Ok(columns);
        }
        let names: Vec<&str> = heading
            .iter()
            .map(AsRef::as_ref)
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        let more = if names.len() > MAX_SHOWN { ", ..." } else { "" };
        let shown = names[..names.len().min(MAX_SHOWN)].join(", ");
        Err(SkipReason::NoRelease(format!(
            "a table without a column of running text; its columns are {shown}{more}"
        )))
    }

    /// The columns of a heading, by the names in it; `holds` tells whether a column may hold a field.
    pub(super) fn named_by(
        heading: &[impl AsRef<str>],
        holds: impl Fn(RecordField, usize) -> bool,
    ) -> Columns {
        let mut found: [Option<(usize, usize)>; FIELD_COUNT] = Default::default();
        for (column, name) in heading.iter().enumerate() {
            let Some((field, rank)) = field_named(name.as_ref()) else {
                continue;
            };
            let known = &mut found[field as usize];
            if known.is_none_or(|known| rank < known.0) && holds(field, column) {
                *known = Some((rank, column));
            }
        }
        Columns {
            heading: heading
                .iter()
                .map(|cell| cell.as_ref().to_owned())
                .collect(),
            of_field: found.map(|found| found.map(|(_, column)| column)),
            day_first: false,
        }
    }

    /// The columns of rows that have no heading: the longest texts, dates, and as titles the longest of the other cells that are
    /// several words. None where no column holds running texts.
    pub(crate) fn without_names<'a>(
        rows: &(impl Iterator<Item = Vec<&'a str>> + Clone),
    ) -> Option<Columns> {
        let count = rows.clone().map(|row| row.len()).max()?;
        let body = longest(rows, 0..count)?;
        let most = |column: usize, is: fn(&str) -> bool| {
            let cells = rows.clone().filter_map(|row| row.get(column).copied());
            let cells = cells.filter(|cell| !cell.is_empty());
            let (all, those) = cells.fold((0, 0), |(all, those), cell| {
                (all + 1, those + usize::from(is(cell)))
            });
            those > 0 && those * 2 >= all
        };
        let mut of_field = [None; FIELD_COUNT];
        of_field[RecordField::Body as usize] = Some(body);
        let others = || (0..count).filter(|column| *column != body);
        of_field[RecordField::Date as usize] = others().find(|column| most(*column, is_date));
        let is_title = |column: &usize| most(*column, |cell| cell.contains(' ') && !is_date(cell));
        of_field[RecordField::Title as usize] = others()
            .filter(is_title)
            .max_by_key(|column| mean_length(rows, *column));
        let mut columns = Columns {
            heading: vec![String::new(); count],
            of_field,
            day_first: false,
        };
        columns.day_first = columns.has_day_first(rows);
        Some(columns)
    }

    /// Whether dates begin with the day, as one of them shows.
    fn has_day_first<'a>(&self, rows: &(impl Iterator<Item = Vec<&'a str>> + Clone)) -> bool {
        let Some(date) = self.of(RecordField::Date) else {
            return false;
        };
        let mut dates = rows.clone().filter_map(|row| in_digits(row.get(date)?));
        dates.any(|[first, second, _]| first > 12 && second <= 12)
    }

    /// Whether rows have running texts where these columns have theirs.
    #[cfg(feature = "office")]
    pub(crate) fn have_texts<'a>(
        &self,
        rows: &(impl Iterator<Item = Vec<&'a str>> + Clone),
    ) -> bool {
        let text = self.of(RecordField::Body);
        text.is_some_and(|column| mean_length(rows, column) >= MIN_MEAN_TEXT)
    }

    /// Whether a row may be a heading: short cells, none of which is a date, a number or a sentence.
    #[cfg(feature = "office")]
    pub(crate) fn are_names(row: &[impl AsRef<str>]) -> bool {
        row.iter()
            .all(|cell| is_name(cell.as_ref()) && !is_date(cell.as_ref()))
    }

    /// Whether a row is a heading of releases, wherever it stands: it names several of their fields, and holds nothing else.
    pub(super) fn are_heading(row: &[impl AsRef<str>]) -> bool {
        /// Least number of names: a title may be one.
        const MIN_NAMES: usize = 2;
        Columns::count_names(row) >= MIN_NAMES && row.iter().all(|cell| is_name(cell.as_ref()))
    }

    /// How many cells of a row name fields of a release other than the id.
    pub(crate) fn count_names(row: &[impl AsRef<str>]) -> usize {
        let names = row.iter().filter(|cell| {
            let field = field_named(cell.as_ref().trim());
            field.is_some_and(|(field, _)| field != RecordField::Id)
        });
        names.count()
    }

    /// Whether a row names the title or the text of a release.
    #[cfg(feature = "office")]
    pub(crate) fn tell_of_releases(row: &[impl AsRef<str>]) -> bool {
        row.iter().any(|cell| {
            let field = field_named(cell.as_ref().trim());
            matches!(field, Some((RecordField::Title | RecordField::Body, _)))
        })
    }

    /// The release of a row. A row without a text is none.
    pub(crate) fn content(&self, row: &[impl AsRef<str>]) -> Result<Content, SkipReason> {
        let cell = |field: RecordField| {
            let cell = row.get(self.of(field)?)?.as_ref().trim();
            (!cell.is_empty()).then(|| cell.to_owned())
        };
        let list = |field: RecordField| {
            let cell = cell(field).unwrap_or_default();
            let values = cell.split([';', '|', '\n']).map(str::trim);
            values
                .filter(|value| !value.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let Some(body) = cell(RecordField::Body) else {
            return Err(SkipReason::NoReleaseFields);
        };
        Ok(Content::Fields(Box::new(RecordFields {
            title: cell(RecordField::Title).unwrap_or_default(),
            body,
            date: cell(RecordField::Date).map(|date| clear_date(date, self.day_first)),
            number: cell(RecordField::Number),
            id: cell(RecordField::Id),
            url: cell(RecordField::Url),
            components: list(RecordField::Components),
            topics: list(RecordField::Topics),
        })))
    }

    /// Takes the order of day and month of the rows behind from a date that shows it.
    pub(super) fn learn_days(&mut self, row: &[String]) {
        let date = self.of(RecordField::Date).and_then(|at| row.get(at));
        match date.and_then(|date| in_digits(date)) {
            Some([first, second, _]) if first > 12 && second <= 12 => self.day_first = true,
            Some([first, second, _]) if first <= 12 && second > 12 => self.day_first = false,
            _ => {}
        }
    }

    /// Says that another column has the texts.
    pub(super) fn set_text(&mut self, column: Option<usize>) {
        self.of_field[RecordField::Body as usize] = column;
    }

    pub(super) fn of(&self, field: RecordField) -> Option<usize> {
        self.of_field[field as usize]
    }
}

/// Whether a cell may be the name of a column.
pub(super) fn is_name(cell: &str) -> bool {
    let cell = cell.trim();
    let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    // "Jo Doe, 43, of Oldport" is no heading.
    let is_sentence = cell.ends_with('.') && !cell.ends_with("No.");
    cell.len() <= MAX_NAME && !cell.contains('\n') && !is_number && !is_sentence
}

/// The mean length of the filled cells of a column, in bytes.
fn mean_length<'a>(rows: &(impl Iterator<Item = Vec<&'a str>> + Clone), column: usize) -> usize {
    let cells = rows
        .clone()
        .filter_map(|row| row.get(column).map(|cell| cell.trim().len()));
    let (count, length) = (cells.filter(|length| *length > 0))
        .fold((0, 0), |(count, sum), length| (count + 1, sum + length));
    length / usize::max(count, 1)
}

/// The column with the longest texts, if they are long enough to be known without a name.
fn longest<'a>(
    rows: &(impl Iterator<Item = Vec<&'a str>> + Clone),
    columns: impl Iterator<Item = usize>,
) -> Option<usize> {
    let longest = columns
        .map(|column| (mean_length(rows, column), column))
        .max();
    longest
        .filter(|(mean, _)| *mean >= MIN_MEAN_UNNAMED)
        .map(|(_, column)| column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(heading: &[&str], row: &[&str]) -> Result<Columns, SkipReason> {
        Columns::read(heading, &std::iter::once(row.to_vec()))
    }

    #[test]
    fn columns_are_known_by_their_names() {
        let text = "A clerk of Oldport was fined. ".repeat(8);
        let heading = [
            "Release No.",
            "Headline",
            "Date Posted",
            "Full Text",
            "Link",
            "Office",
        ];
        let row = [
            "24-7",
            "Clerk Fined",
            "March 4, 2021",
            &text,
            "https://example.gov/a",
            "Tax Division; FBI",
        ];
        let columns = columns(&heading, &row).expect("a table of releases");
        let Ok(Content::Fields(fields)) = columns.content(&row) else {
            panic!("no release");
        };
        assert_eq!(
            (fields.title.as_str(), fields.body.as_str()),
            ("Clerk Fined", text.trim())
        );
        assert_eq!(
            (fields.date.as_deref(), fields.number.as_deref()),
            (Some("March 4, 2021"), Some("24-7"))
        );
        assert_eq!(fields.components, ["Tax Division", "FBI"]);
        assert_eq!(
            columns.content(&["24-8", "No Text"]),
            Err(SkipReason::NoReleaseFields)
        );
    }

    #[test]
    fn one_date_that_begins_with_the_day_tells_of_all() {
        let text = "A clerk of Oldport was fined. ".repeat(8);
        let rows = [["20/03/2016", &text], ["04/03/2016", &text]];
        let date_of = |rows: &[[&str; 2]], date: &str| {
            let all = rows.iter().map(|row| row.to_vec());
            let columns = Columns::read(&["Date", "Text"], &all).expect("releases");
            match columns.content(&[date, &text]) {
                Ok(Content::Fields(fields)) => fields.date,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(date_of(&rows, "04/03/2016").as_deref(), Some("2016-03-04"));
        assert_eq!(date_of(&rows, "4.3.18").as_deref(), Some("2018-03-04"));
        assert_eq!(
            date_of(&rows, "March 4, 2016").as_deref(),
            Some("March 4, 2016")
        );
        assert_eq!(
            date_of(&rows[1..], "04/03/2016").as_deref(),
            Some("04/03/2016")
        );
        for date in ["4.3.2016", "2016/03/04"] {
            assert_eq!(date_of(&rows[1..], date).as_deref(), Some("2016-03-04"));
        }
    }

    #[test]
    fn a_column_of_long_texts_needs_no_known_name() {
        let text = "A clerk of Oldport was fined. ".repeat(30);
        let columns = columns(&["Headline", "Narrative"], &["Clerk Fined", &text]);
        let Ok(Content::Fields(fields)) =
            columns.and_then(|columns| columns.content(&["Clerk Fined", &text]))
        else {
            panic!("no release");
        };
        assert_eq!(
            (fields.title.as_str(), fields.body.as_str()),
            ("Clerk Fined", text.trim())
        );
    }

    #[test]
    fn a_table_of_numbers_says_which_columns_it_has() {
        let reason = columns(&["City", "Text", "Equity"], &["Oldport", "short", "12"]);
        let Err(SkipReason::NoRelease(reason)) = reason else {
            panic!("a table of releases");
        };
        assert!(
            reason.ends_with("its columns are City, Text, Equity"),
            "{reason}"
        );
    }
}
