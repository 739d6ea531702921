//! What do the columns of a table mean?

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::field_names::{FIELD_COUNT, RecordField, field_named};
use crate::model::SkipReason;
use crate::text::numbers::year_of_two_digits;

/// Least mean length of the filled cells of a column of running text, in bytes: those of names and amounts are shorter.
const MIN_MEAN_TEXT: usize = 160;

/// Most names of columns in a reason.
const MAX_SHOWN: usize = 12;

/// The same of a column whose name is not known: running texts show themselves.
const MIN_MEAN_UNNAMED: usize = 400;

/// Which column holds which field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    heading: Vec<String>,
    of_field: [Option<usize>; FIELD_COUNT],
    /// Whether dates in digits begin with the day, as some date of the table shows: `20/03/2016`.
    day_first: bool,
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
        let mean = |column: usize| {
            let cells = rows
                .clone()
                .filter_map(|row| row.get(column).map(|cell| cell.trim().len()));
            let (count, length) = (cells.filter(|length| *length > 0))
                .fold((0, 0), |(count, sum), length| (count + 1, sum + length));
            length / usize::max(count, 1)
        };
        let mut found: [Option<(usize, usize)>; FIELD_COUNT] = Default::default();
        for (column, name) in heading.iter().enumerate() {
            let Some((field, rank)) = field_named(name.as_ref()) else {
                continue;
            };
            // "Article" may be the number of one.
            if field == RecordField::Body && mean(column) < MIN_MEAN_TEXT {
                continue;
            }
            let known = &mut found[field as usize];
            if known.is_none_or(|known| rank < known.0) {
                *known = Some((rank, column));
            }
        }
        let mut columns = Columns {
            heading: heading
                .iter()
                .map(|cell| cell.as_ref().to_owned())
                .collect(),
            of_field: found.map(|found| found.map(|(_, column)| column)),
            day_first: false,
        };
        if columns.of(RecordField::Body).is_none() {
            let is_other = |column: &usize| !columns.of_field.contains(&Some(*column));
            let others = (0..heading.len()).filter(is_other);
            let longest = others.map(|column| (mean(column), column)).max();
            columns.of_field[RecordField::Body as usize] = longest
                .filter(|(mean, _)| *mean >= MIN_MEAN_UNNAMED)
                .map(|(_, column)| column);
        }
        if let Some(date) = columns.of(RecordField::Date) {
            let mut dates = rows.clone().filter_map(|row| in_digits(row.get(date)?));
            columns.day_first = dates.any(|[first, second, _]| first > 12 && second <= 12);
        }
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

    /// Whether cells are a row of the table: empty ones are none, nor is the heading, which tables repeat that are put behind one
    /// another.
    pub(crate) fn is_row(&self, cells: &[String]) -> bool {
        cells.iter().any(|cell| !cell.is_empty()) && cells != self.heading
    }

    /// Whether a row has a running text where these columns have theirs.
    #[cfg(feature = "office")]
    pub(crate) fn has_text(&self, row: &[String]) -> bool {
        let text = self.of(RecordField::Body).and_then(|at| row.get(at));
        text.is_some_and(|text| text.len() >= MIN_MEAN_TEXT)
    }

    /// Whether a row is a heading: short cells, of which one names a field of a release.
    pub(crate) fn are_named_by(row: &[impl AsRef<str>]) -> bool {
        row.iter().any(|cell| {
            let name = cell.as_ref().trim();
            field_named(name).is_some_and(|(field, _)| field != RecordField::Id)
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
            date: cell(RecordField::Date).map(|date| self.date(date)),
            number: cell(RecordField::Number),
            id: cell(RecordField::Id),
            url: cell(RecordField::Url),
            components: list(RecordField::Components),
            topics: list(RecordField::Topics),
        })))
    }

    /// A date, written so that it is read as one in one way only.
    fn date(&self, printed: String) -> String {
        // With full stops the day comes first: "4.3.2021".
        let day_first = self.day_first || printed.contains('.');
        match in_digits(&printed).filter(|_| day_first) {
            Some([day, month, year]) => format!("{year:04}-{month:02}-{day:02}"),
            // "2021/03/04"
            None if printed.find('/') == Some(4) => printed.replace('/', "-"),
            None => printed,
        }
    }

    fn of(&self, field: RecordField) -> Option<usize> {
        self.of_field[field as usize]
    }
}

/// The three numbers of a date in digits whose year comes last: `20/03/2016`, `4.3.18`.
fn in_digits(date: &str) -> Option<[i16; 3]> {
    let mut parts = date.trim().split(['/', '.', '-']);
    let mut number = || {
        let part = parts.next()?;
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok())?
    };
    let (first, second, year) = (number()?, number()?, number()?);
    let year = match year {
        0..=99 => year_of_two_digits(year),
        _ => year,
    };
    (parts.next().is_none() && first <= 31 && second <= 31 && year >= 1900)
        .then_some([first, second, year])
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
