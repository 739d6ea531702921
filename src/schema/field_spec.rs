//! What a row of the field specification says of a field.

use std::fmt;

use crate::model::{Evidence, Findings, Release};
use crate::schema::cells::Cells;

/// How a field is kept in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Exact values: each is one term, and they can be counted.
    Exact,
    /// Exact values: each is one term, never counted.
    Term,
    /// Paths in a tree: a search for a path finds all below it. They can be counted.
    Path,
    /// Running text, cut into words with positions.
    Text,
    /// A day, as days since 1970-01-01. Kept in a column, compared one by one.
    Day,
    /// Numbers in a column, compared one by one: sums of money, lengths of imprisonment as the codes of `quantity`.
    Quantity,
    /// A number without a sign, in a column, never searched.
    Unsigned,
    /// A number with a sign, in a column, never searched.
    Signed,
    /// A number that is one term, never read.
    Key,
    /// A text in a column, read where its document was found by something else.
    Column,
    /// Stored with the document to be shown, never searched.
    Stored,
    /// No field of its own: it is read from the stored release.
    InRelease,
}

/// What a typed value of a field is looked up as, in a query (`name:value`) or an option (`--name value`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// A name, an abbreviation or a path of an agency; `A+B` means both.
    Agency,
    /// A person's name, resolved against the persons of the index.
    Person,
    /// A name or code of a federal district.
    District,
    /// A statute in any common form, a section number, or the name of an act.
    Statute,
    /// The name of an act, or a section of one.
    Act,
    /// One of the values of the index, whatever its case.
    Known,
    /// The value as typed, in upper or in lower case.
    AnyCase,
    /// A day, a month, a year, or a range of them.
    Date,
    /// One of the stages of a case, in any form of the word.
    Stage,
    /// One of the kinds of proceedings.
    Proceeding,
    /// An offense, by its name, by another phrase for it, or by a statute that means it.
    Offense,
    /// The name or an alias of a person or an organization, resolved against those of the index.
    Defendant,
    /// The docket number of a court, however it is written.
    Docket,
    /// A sum of money, or a range of them; in the field of all roles behind a role and a colon, too.
    Money,
    /// A length of imprisonment, a range of them, or a word: `life`.
    Imprisonment,
}

/// The option of the command line that filters by a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterOption {
    /// `--name VALUE`, which may be given several times. `value` stands for VALUE in the help.
    Values {
        /// What the help calls a value.
        value: &'static str,
        /// The help text.
        help: &'static str,
    },
    /// `--since DATE` and `--until DATE`, and a switch for releases without a date.
    Range {
        /// The name of the option for the first day.
        since: &'static str,
        /// Its help text.
        since_help: &'static str,
        /// The name of the option for the last day.
        until: &'static str,
        /// Its help text.
        until_help: &'static str,
        /// The name of the option that lets releases without a date through, too.
        none: &'static str,
        /// Its help text.
        none_help: &'static str,
    },
}

/// How the values of a field are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetKind {
    /// Each path, with the releases of all paths below it; in the order of the paths.
    Tree,
    /// Each value; the most frequent first.
    Values,
    /// Years of a date; in their order.
    Year,
    /// Months of a date; in their order.
    Month,
    /// Bands of a quantity; in their order.
    Bands,
}

impl FacetKind {
    /// Whether the values have an order of their own, so that all of them are listed: one left out would look like one without
    /// releases.
    pub const fn is_scale(self) -> bool {
        matches!(self, FacetKind::Year | FacetKind::Month | FacetKind::Bands)
    }
}

/// One field.
#[derive(Clone, Copy)]
pub struct FieldSpec {
    /// The name in the schema, before the colon in a query, and of the option.
    pub name: &'static str,
    /// How it is kept in the index.
    pub kind: FieldKind,
    /// The key in JSON and the heading in CSV and `dragnet show`; none where it is not shown.
    pub column: Option<&'static str>,
    /// What a typed value is looked up as; none where a query cannot name the field.
    pub lookup: Option<Lookup>,
    /// The option that filters by it.
    pub option: Option<FilterOption>,
    /// What can be counted, each with its name: `agency`, `year`.
    pub facets: &'static [(&'static str, FacetKind)],
    /// The values that a release has.
    pub values: fn(&Release) -> Cells<'_>,
    /// The values that were found in a page, each with the words it came from.
    pub evidence: fn(&Findings) -> Vec<Evidence<'_>>,
}

impl FieldSpec {
    /// Whether its values are paths of agencies or districts, which have names.
    pub fn has_paths(&self) -> bool {
        matches!(self.lookup, Some(Lookup::Agency | Lookup::District)) && self.column.is_some()
    }
}

impl PartialEq for FieldSpec {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for FieldSpec {}

impl fmt::Debug for FieldSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A field that is kept and nothing else; rows of other fields say what else they are.
pub(super) const fn kept(name: &'static str, kind: FieldKind) -> FieldSpec {
    FieldSpec {
        name,
        kind,
        column: None,
        lookup: None,
        option: None,
        facets: &[],
        values: |_| Cells::None,
        evidence: |_| Vec::new(),
    }
}
