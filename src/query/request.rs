//! A search as it was asked: words, filters, order, how many.

use std::ops::Range;

use crate::error::{Error, Result};
use crate::model::ProsecutorKind;
use crate::query::syntax::{Today, split_role};
use crate::query::weights::WeightsByKind;
use crate::schema::{self, FieldSpec};

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
    /// The largest quantity of a field first: sums of money, lengths of imprisonment. Releases that tell none come last.
    Largest(&'static FieldSpec),
}

impl Sort {
    /// The order by the largest sum of money, of one role or of any, or by the longest imprisonment: `amount`,
    /// `amount:restitution`, `restitution`, `sentence`. None for any other name.
    pub fn by_largest(name: &str) -> Option<Sort> {
        let name = match split_role(name) {
            (Some("amount"), role) => role,
            _ => name,
        };
        let mut fields = schema::quantities();
        fields.find(|field| field.name == name).map(Sort::Largest)
    }

    /// The order of this name, as the option `--sort` takes it. None for any other name.
    pub fn named(name: &str) -> Option<Sort> {
        match name {
            "relevance" => Some(Sort::Relevance),
            "newest" => Some(Sort::Newest),
            "oldest" => Some(Sort::Oldest),
            other => Sort::by_largest(other),
        }
    }

    /// The field that decides the order; none where it is how well a release matches.
    pub fn field(self) -> Option<&'static FieldSpec> {
        match self {
            Sort::Relevance => None,
            Sort::Newest | Sort::Oldest => schema::find_in_query("date"),
            Sort::Largest(field) => Some(field),
        }
    }
}

/// How many hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most this many.
    Count(usize),
    /// Every one.
    All,
}

/// Whether releases that have some of the words are listed behind those that have all. They are never part of the total
/// and of the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Partial {
    /// Where those with all words do not fill the limit. Not where every release is wanted.
    #[default]
    Fill,
    /// Never, but they are counted.
    Count,
    /// Always.
    Always,
    /// Never, and they are not counted.
    Never,
}

/// What a field's value must be, as a person typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFilter {
    /// The field.
    pub field: &'static FieldSpec,
    /// What was typed.
    pub typed: TypedFilter,
}

/// The values of a filter, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedFilter {
    /// Any of these values.
    AnyOf(Vec<String>),
    /// From the one date to the other, both included.
    Between {
        /// The first day, in any of the date forms; none for no limit.
        since: Option<String>,
        /// The last day, in any of the date forms; none for no limit.
        until: Option<String>,
        /// Whether releases without a date pass, too.
        undated: bool,
    },
}

impl FieldFilter {
    /// Releases that have any of the values: an agency may be `A+B`, which means both.
    pub fn any_of(field: &'static FieldSpec, values: Vec<String>) -> Self {
        FieldFilter {
            field,
            typed: TypedFilter::AnyOf(values),
        }
    }

    /// Releases with a date from `since` to `until` and, if so said, those without a date.
    pub fn between(
        field: &'static FieldSpec,
        since: Option<String>,
        until: Option<String>,
        undated: bool,
    ) -> Self {
        FieldFilter {
            field,
            typed: TypedFilter::Between {
                since,
                until,
                undated,
            },
        }
    }
}

/// A search, as a person asked it: no name in it has been resolved.
#[derive(Clone, Debug)]
pub struct Request {
    /// The query text; empty for every release that the filters let through.
    pub words: String,
    /// What fields must be: a release must pass every filter.
    pub filters: Vec<FieldFilter>,
    /// Only persons of this kind count as prosecutors, in the filter and in the facet.
    pub prosecutor_kind: Option<ProsecutorKind>,
    /// The order.
    pub sort: Sort,
    /// How many hits.
    pub limit: Limit,
    /// How many of the first hits to leave out.
    pub offset: usize,
    /// Fields to count: `agency`, `prosecutor`, `year`, or one branch: `agency:/doj`.
    pub facets: Vec<String>,
    /// The quantity whose sum is told beside each count: `restitution`, `amount` for those of any role.
    pub sum: Option<String>,
    /// The quantity whose median is told beside each count: `sentence`, `restitution`.
    pub median: Option<String>,
    /// Releases with any of the words match.
    pub any: bool,
    /// Whether releases that lack a word are listed behind those with all words.
    pub partial: Partial,
    /// Every copy of a release is a hit and counts. Otherwise the one that tells most stands for all of them.
    pub copies: bool,
    /// A hit is a case, shown by its best release; totals, counts and sums are of cases.
    pub by_matter: bool,
    /// Say of how many cases the hits are, where these are releases.
    pub count_cases: bool,
    /// Count a field as if the filters on that field were not there.
    pub alternatives: bool,
    /// Show each prosecutor of a hit under the fullest form of the name. It takes longer than a search, and a list for
    /// reading shows no prosecutors.
    pub full_names: bool,
    /// Name the copies and the matter of each hit. It takes longer than to say how many copies there are.
    pub relatives: bool,
    /// Show where in each hit the words stand.
    pub snippets: bool,
    /// Say how the query was read and why each hit scored as it did.
    pub explain: bool,
    /// Tells the day from which `90d` counts back.
    pub today: Today,
    /// What each part of a score is worth; others than the learned ones are for measuring.
    #[doc(hidden)]
    pub weights: WeightsByKind,
}

impl Request {
    /// A search for `words`, without options.
    pub fn new(words: &str, today: Today) -> Self {
        Request {
            words: words.to_owned(),
            filters: Vec::new(),
            prosecutor_kind: None,
            sort: Sort::Relevance,
            limit: Limit::Count(10),
            offset: 0,
            facets: Vec::new(),
            sum: None,
            median: None,
            any: false,
            partial: Partial::Fill,
            copies: false,
            by_matter: false,
            count_cases: false,
            alternatives: false,
            full_names: true,
            relatives: true,
            snippets: true,
            explain: false,
            today,
            weights: WeightsByKind::default(),
        }
    }

    /// Lets only releases through that have `value` in the field `name`, or another value of that field for which this was
    /// called before.
    ///
    /// # Errors
    ///
    /// There is no such field, or no filter for it.
    pub fn filter(&mut self, name: &str, value: &str) -> Result<&mut Self> {
        let field = filter_field(name)?;
        let known = self.filters.iter_mut().find(|filter| filter.field == field);
        match known.map(|filter| &mut filter.typed) {
            Some(TypedFilter::AnyOf(values)) => values.push(value.to_owned()),
            _ => self
                .filters
                .push(FieldFilter::any_of(field, vec![value.to_owned()])),
        }
        Ok(self)
    }

    /// The option of a filter as typed, and the bytes of a value in it, where the value is a part of what was typed.
    pub(crate) fn place_in_option(
        &self,
        name: &str,
        value: &str,
    ) -> Option<(String, Range<usize>)> {
        let filters = self
            .filters
            .iter()
            .filter(|filter| filter.field.name == name);
        let mut typed = filters.flat_map(|filter| match &filter.typed {
            TypedFilter::AnyOf(values) => values.as_slice(),
            TypedFilter::Between { .. } => &[],
        });
        let typed = typed.find(|typed| typed.contains(value) && *typed != value)?;
        let text = format!("--{name} {typed}");
        let at = text.len() - typed.len() + typed.rfind(value)?;
        Some((text, at..at + value.len()))
    }

    /// Lets only releases through whose date in the field `name` is between two dates, in any of the date forms.
    ///
    /// # Errors
    ///
    /// There is no such field, or no filter for it.
    pub fn between(
        &mut self,
        name: &str,
        since: Option<&str>,
        until: Option<&str>,
    ) -> Result<&mut Self> {
        let (since, until) = (since.map(str::to_owned), until.map(str::to_owned));
        self.filters.push(FieldFilter::between(
            filter_field(name)?,
            since,
            until,
            false,
        ));
        Ok(self)
    }
}

fn filter_field(name: &str) -> Result<&'static FieldSpec> {
    schema::find_in_query(name).ok_or_else(|| Error::NoSuchField {
        name: name.to_owned(),
    })
}
