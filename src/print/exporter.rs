//! What every output format can do.

use std::io::{self, Write};

use crate::corpus::FetchedFrom;
use crate::error::Error;
use crate::index::Citation;
use crate::knowledge::Knowledge;
use crate::model::Release;
use crate::print::column::Column;
use crate::print::inspect::Inspected;
use crate::print::style::Style;
use crate::query::{Matter, Partial, Request, Results, Summary};

/// What a format is told beside the answer.
#[derive(Clone, Copy, Debug)]
pub struct PrintOptions<'a> {
    /// How text looks, where the format is for reading.
    pub style: Style,
    /// Whether each copy of a release is a hit.
    pub lists_copies: bool,
    /// Whether each hit is a case.
    pub lists_cases: bool,
    /// The columns of a hit, in their order; all where it is empty.
    pub columns: &'a [Column],
    /// Names of agencies and districts.
    pub knowledge: &'a Knowledge,
    /// Which index the answer came from; none where it came from no index.
    pub index: Option<&'a Citation>,
}

impl PrintOptions<'_> {
    /// The columns of a hit, in their order.
    pub(super) fn hit_columns(&self) -> Vec<Column> {
        if self.columns.is_empty() {
            self.with_case(Column::all())
        } else {
            self.columns.to_vec()
        }
    }

    fn with_case(&self, mut columns: Vec<Column>) -> Vec<Column> {
        columns.extend(self.lists_cases.then_some(Column::Case));
        columns
    }

    /// The columns of a hit in a table: with a column of names behind each column of paths.
    pub(super) fn table_columns(&self) -> Vec<Column> {
        if self.columns.is_empty() {
            self.with_case(Column::of_table())
        } else {
            self.columns.to_vec()
        }
    }
}

/// Makes a request ask for what a format prints of its answer, and for no more: the rest costs time. `columns` are those of
/// [`PrintOptions`]; `Partial::Fill` stands only where the format lists partial matches beside the others.
pub fn ask_for(request: &mut Request, format: &dyn Exporter, columns: &[Column]) {
    if request.partial == Partial::Fill && !format.lists_partial_matches() {
        request.partial = Partial::Count;
    }
    request.full_names = !format.is_for_reading();
    request.relatives = if format.is_for_reading() {
        request.copies
    } else {
        columns.is_empty() || columns.iter().any(|column| column.is_of_relatives())
    };
    request.snippets = columns.is_empty() || columns.contains(&Column::Snippet);
}

/// One release, to be printed whole.
#[derive(Clone, Copy, Debug)]
pub struct ShownRelease<'a> {
    /// The release without its text.
    pub release: &'a Release,
    /// Its text.
    pub body: &'a str,
    /// The matter that it is of.
    pub matter: &'a Matter,
    /// Where it came from; none where `fetch` has not brought it.
    pub fetched: Option<&'a FetchedFrom>,
}

/// How one output format writes each kind of answer.
pub trait Exporter: Sync {
    /// As `--format` names it.
    fn name(&self) -> &'static str;

    /// One line of help.
    fn help(&self) -> &'static str;

    /// Whether it is for a person at a terminal: paged, wrapped, with notes beside it.
    fn is_for_reading(&self) -> bool {
        false
    }

    /// Whether it is JSON, in which reports of a run are written, too.
    fn is_json(&self) -> bool {
        false
    }

    /// Whether an answer tells which index it came from.
    fn names_index(&self) -> bool {
        self.is_json()
    }

    /// Whether spreadsheets open it, which take a file for UTF-8 by a mark at its beginning alone.
    fn is_for_spreadsheets(&self) -> bool {
        false
    }

    /// Whether [`Exporter::hits`] prints the facets, too.
    fn has_facets_beside_hits(&self) -> bool {
        false
    }

    /// Whether releases with some of the words are listed behind those with all, if those are few. Where they are not, the
    /// user must ask for them: a person who counts the rows would count them as matches.
    fn lists_partial_matches(&self) -> bool {
        true
    }

    /// Prints an answer; gives the number of hits printed.
    fn hits(
        &self,
        query: &str,
        results: Results<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> Result<usize, PrintError>;

    /// Prints the facets of an answer: values with their counts.
    fn facets(
        &self,
        query: &str,
        summary: &Summary,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Prints one release with its text.
    fn release(
        &self,
        shown: &ShownRelease<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Prints a case; with the links that join it, where `explain` is set.
    fn matter(
        &self,
        matter: &Matter,
        explain: bool,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Prints what stands once before all records of [`Exporter::inspected`]: the header of a table.
    fn before_inspected(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Prints what extraction found in one record.
    fn inspected(
        &self,
        inspected: &Inspected,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()>;
}

/// What went wrong while printing: with the results, or with where they went.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The next hit could not be read.
    #[error(transparent)]
    Search(#[from] Error),
    /// The output could not be written; a closed pipe among others.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}
