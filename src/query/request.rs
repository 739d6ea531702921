//! What is asked: words, filters, order, how many.

use crate::model::ProsecutorKind;
use crate::query::syntax::Today;

/// The order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best match first; newest first where there are no words.
    #[default]
    Relevance,
    /// Newest first; releases without a date last.
    Newest,
    /// Oldest first; releases without a date last.
    Oldest,
}

/// How many hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most so many.
    Count(usize),
    /// Every one.
    All,
}

/// A search, as a person asked it: nothing in it has been resolved.
#[derive(Clone, Debug)]
pub struct Request {
    /// The query text; empty for every release that the filters let through.
    pub words: String,
    /// Agencies, any of which will do; each may be `A+B`, which means both.
    pub agencies: Vec<String>,
    /// Prosecutors, any of whom will do.
    pub prosecutors: Vec<String>,
    /// Only persons of this kind count as prosecutors, in the filter and in the facet.
    pub prosecutor_kind: Option<ProsecutorKind>,
    /// Districts, any of which will do.
    pub districts: Vec<String>,
    /// Statutes, any of which will do.
    pub statutes: Vec<String>,
    /// The first day, in any of the date forms.
    pub since: Option<String>,
    /// The last day, in any of the date forms.
    pub until: Option<String>,
    /// The order.
    pub sort: Sort,
    /// How many hits.
    pub limit: Limit,
    /// How many of the first hits to leave out.
    pub offset: usize,
    /// Fields to count: `agency`, `prosecutor`, `year`, or one branch: `agency:/doj`.
    pub facets: Vec<String>,
    /// Any of the words will do.
    pub any: bool,
    /// Never go on with releases that lack a word.
    pub strict: bool,
    /// Say how the query was read and why each hit scored as it did.
    pub explain: bool,
    /// The day from which `90d` counts back.
    pub today: Today,
}

impl Request {
    /// A search for `words` with everything else as it is without options.
    pub fn new(words: &str, today: Today) -> Self {
        Request {
            words: words.to_owned(),
            agencies: Vec::new(),
            prosecutors: Vec::new(),
            prosecutor_kind: None,
            districts: Vec::new(),
            statutes: Vec::new(),
            since: None,
            until: None,
            sort: Sort::Relevance,
            limit: Limit::Count(10),
            offset: 0,
            facets: Vec::new(),
            any: false,
            strict: false,
            explain: false,
            today,
        }
    }
}
