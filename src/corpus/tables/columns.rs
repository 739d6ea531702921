//! What do the columns of a table mean?

use std::collections::BTreeSet;

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

/// Of how many words of another column of texts one must be new.
const LEAST_NEW: usize = 20;

/// Which column holds which field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(super) heading: Vec<String>,
    of_field: [Option<usize>; FIELD_COUNT],
    /// Columns whose texts go on where the text ends.
    more_texts: Vec<usize>,
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
        columns.more_texts = columns.other_texts(rows);
        if columns.of(RecordField::Title).is_none() {
            columns.of_field[RecordField::Title as usize] = columns.like_titles(rows);
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
            more_texts: Vec::new(),
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
            more_texts: Vec::new(),
            day_first: false,
        };
        columns.day_first = columns.has_day_first(rows);
        Some(columns)
    }

    /// The other columns of long texts, whose words the text does not have. The pages from which texts were made say the same again.
    fn other_texts<'a>(&self, rows: &(impl Iterator<Item = Vec<&'a str>> + Clone)) -> Vec<usize> {
        let Some(text) = self.of(RecordField::Body) else {
            return Vec::new();
        };
        let is_page = |column: usize| {
            let mut cells = rows.clone().filter_map(|row| row.get(column).copied());
            cells.any(|cell| cell.contains("</"))
        };
        let says_more = |column: usize| {
            let rows = rows.clone().filter_map(|row| {
                let (text, other) = (words(row.get(text)?), words(row.get(column)?));
                Some((other.difference(&text).count(), other.len()))
            });
            let (new, all) = rows.fold((0, 0), |sums, row| (sums.0 + row.0, sums.1 + row.1));
            new * LEAST_NEW >= all
        };
        let others = (0..self.heading.len()).filter(|at| !self.of_field.contains(&Some(*at)));
        others
            .filter(|at| mean_length(rows, *at) >= MIN_MEAN_UNNAMED)
            .filter(|at| !is_page(*at) && says_more(*at))
            .collect()
    }

    /// The column without a known name that has the longest titles: most of its cells look like one, and they differ.
    fn like_titles<'a>(
        &self,
        rows: &(impl Iterator<Item = Vec<&'a str>> + Clone),
    ) -> Option<usize> {
        let are_titles = |column: &usize| {
            let cells = rows.clone().filter_map(|row| row.get(*column).copied());
            let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
            let titles: BTreeSet<&str> = cells
                .iter()
                .copied()
                .filter(|cell| is_title(cell))
                .collect();
            !titles.is_empty() && titles.len() * 2 > cells.len()
        };
        let others = (0..self.heading.len()).filter(|at| !self.of_field.contains(&Some(*at)));
        others
            .filter(are_titles)
            .max_by_key(|column| mean_length(rows, *column))
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
        let more = (self.more_texts.iter())
            .filter_map(|column| Some(row.get(*column)?.as_ref().trim().to_owned()))
            .filter(|text| !text.is_empty());
        let texts: Vec<String> = cell(RecordField::Body).into_iter().chain(more).collect();
        if texts.is_empty() {
            return Err(SkipReason::NoReleaseFields);
        }
        Ok(Content::Fields(Box::new(RecordFields {
            title: cell(RecordField::Title).unwrap_or_default(),
            body: texts.join("\n\n"),
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

    /// Takes as the text the longest cell of a row in a column without a known name, if it is a running one.
    pub(super) fn find_text(&mut self, row: &[String]) {
        let others = (0..self.heading.len().min(row.len()))
            .filter(|column| !self.of_field.contains(&Some(*column)));
        let text = others.max_by_key(|column| row[*column].len());
        self.set_text(text.filter(|column| row[*column].len() >= MIN_MEAN_TEXT));
    }

    /// Says that another column has the texts.
    pub(super) fn set_text(&mut self, column: Option<usize>) {
        self.of_field[RecordField::Body as usize] = column;
    }

    pub(super) fn of(&self, field: RecordField) -> Option<usize> {
        self.of_field[field as usize]
    }
}

/// The words of a text, without the short ones.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| word.len() > 3)
        .map(str::to_lowercase)
        .collect()
}

/// Whether a cell reads like a title: several words, and no date, no address of a page or house, and no text.
fn is_title(cell: &str) -> bool {
    /// Least number of words: names of persons and towns have fewer.
    const MIN_WORDS: usize = 3;
    /// Longest title, in bytes.
    const MAX_TITLE: usize = 300;
    let is_word = |word: &&str| {
        word.chars().any(char::is_alphabetic) && !word.bytes().any(|byte| byte.is_ascii_digit())
    };
    let cell = cell.trim();
    cell.len() <= MAX_TITLE
        && cell.split_whitespace().filter(is_word).count() >= MIN_WORDS
        && !cell.starts_with(|first: char| first.is_ascii_digit())
        && !cell.contains("://")
        && !is_date(cell)
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
