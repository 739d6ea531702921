//! The answer to a search.

use std::cmp::Reverse;
use std::ops::Range;

use serde_json::Value;

use crate::error::Result;
use crate::index::Kinship;
use crate::model::Release;
use crate::schema::{FacetKind, FieldSpec, quantity_json, shown_quantity};

/// The answer to a search: what holds for all of it, and the hits one by one.
pub struct Results<'a> {
    /// What holds for the whole answer.
    pub summary: Summary,
    /// The hits, each read from the index when it is asked for.
    pub hits: Box<dyn Iterator<Item = Result<Hit>> + 'a>,
}

/// What holds for a whole answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The query as it was understood, in the query language.
    pub understood: String,
    /// The filters of the query and the options as they were understood, dates and paths spelled out.
    pub filters: Vec<String>,
    /// Where the text was read otherwise than it stands, and what else the reader should know.
    pub notes: Vec<String>,
    /// How many words and other parts a release must have.
    pub words: usize,
    /// Whether hits, totals and counts are of cases instead of releases.
    pub of_cases: bool,
    /// How many releases have all the words.
    pub total: usize,
    /// Of how many cases these are, where that was asked for.
    pub cases: Option<usize>,
    /// How many have some of the words and not all.
    pub partial_total: usize,
    /// The field that the hits are sorted by; none where they are sorted by how well they match.
    pub sorted_by: Option<&'static FieldSpec>,
    /// How many of the first hits are left out.
    pub offset: usize,
    /// The counts asked for, in the order they were asked for.
    pub facets: Vec<Facet>,
    /// With `explain`: how the query was read, as a tree.
    pub explanation: Option<String>,
}

/// The values of one field among the matches, with counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// As it was asked for: `agency`, `year`, `agency:/doj`.
    pub name: String,
    /// What its values are.
    pub kind: FacetKind,
    /// Most frequent first; for a tree, in the order of its paths; for dates, in their order. The releases without a value
    /// are last.
    pub values: Vec<FacetValue>,
    /// Whether the values are in the order of their counts, also where that is not the order of their kind.
    pub is_by_count: bool,
}

impl Facet {
    /// Puts the most frequent values first.
    pub fn sort_by_count(&mut self) {
        self.is_by_count = true;
        self.values
            .sort_by(|a, b| (b.count, &a.value).cmp(&(a.count, &b.value)));
        self.put_none_last();
    }

    /// Puts the values in the order of their names: a tree by its paths, dates by the calendar. Bands stay as they are.
    pub fn sort_by_name(&mut self) {
        self.is_by_count = false;
        if self.kind != FacetKind::Bands {
            self.values.sort_by(|a, b| a.value.cmp(&b.value));
            self.put_none_last();
        }
    }

    fn put_none_last(&mut self) {
        // The sort is stable.
        self.values.sort_by_key(|value| value.value.is_none());
    }

    /// Keeps the most frequent values, every selected one and the count of releases without a value, in the order they are
    /// in. Gives how many are left out.
    pub fn keep_most_frequent(&mut self, most: usize) -> usize {
        let all = self.values.len();
        if all > most {
            let mut counts: Vec<(Reverse<usize>, usize)> = (self.values.iter().enumerate())
                .filter(|(_, value)| value.value.is_some())
                .map(|(at, value)| (Reverse(value.count), at))
                .collect();
            counts.sort_unstable();
            let kept = |value: &FacetValue| value.selected || value.value.is_none();
            let mut kept: Vec<bool> = self.values.iter().map(kept).collect();
            for (_, at) in counts.into_iter().take(most) {
                kept[at] = true;
            }
            let mut kept = kept.into_iter();
            self.values.retain(|_| kept.next().unwrap_or_default());
        }
        all - self.values.len()
    }
}

/// One value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value: `/doj/fbi`, `2021`, `Dana Q. Whitlock`; none for the releases that have no value.
    pub value: Option<String>,
    /// The value as people say it, where that is not how it stands: `Federal Bureau of Investigation`. See [`Self::label`].
    pub label: Option<String>,
    /// How many of the matches have it; for a path, or anything below it.
    pub count: usize,
    /// Whether a filter names it.
    pub selected: bool,
    /// The sum and the median that were asked for, of these matches.
    pub statistics: Vec<Statistic>,
}

impl FacetValue {
    /// The value as people say it: `Federal Bureau of Investigation`, `Dana Q. Whitlock`; `(none)` for no value.
    pub fn label(&self) -> &str {
        let label = self.label.as_ref().or(self.value.as_ref());
        label.map_or("(none)", String::as_str)
    }
}

/// What is computed from the quantities of releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticKind {
    /// All of them together.
    Sum,
    /// The one in the middle.
    Median,
}

impl StatisticKind {
    /// The name of the option, and the key in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            StatisticKind::Sum => "sum",
            StatisticKind::Median => "median",
        }
    }
}

/// A sum or a median over releases. Each release counts with its largest quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistic {
    /// Sum or median.
    pub kind: StatisticKind,
    /// The field of the quantities.
    pub of: &'static FieldSpec,
    /// In whole dollars, or as a code of imprisonment; none where no release tells it.
    pub quantity: Option<u64>,
    /// How many of the releases tell it.
    pub told: usize,
}

impl Statistic {
    /// The quantity for reading: `$1,200,000`, `41 months`.
    pub fn shown(&self) -> Option<String> {
        self.quantity
            .map(|quantity| shown_quantity(self.of, quantity))
    }

    /// The quantity in JSON: whole dollars, or months as a release has them, and 0 for no prison.
    pub fn json(&self) -> Value {
        self.quantity
            .map_or(Value::Null, |quantity| quantity_json(self.of, quantity))
    }
}

/// One release that matched.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Higher is better; only comparable within one answer. 0 where nothing was scored.
    pub score: f32,
    /// The release without its text.
    pub release: Release,
    /// Its copies and its matter.
    pub kinship: Kinship,
    /// Byte spans of what matched in the title: in order, apart, on character borders.
    pub title_marks: Vec<Range<usize>>,
    /// Where the words stand in the text.
    pub snippet: Snippet,
    /// Whether it lacks some of the words, and is not part of the total.
    pub partial: bool,
    /// The words of the query that this release lacks.
    pub missing: Vec<String>,
    /// With `explain`: why it scored so.
    pub explanation: Option<String>,
}

/// Up to three places of a release's text, densest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The places.
    pub fragments: Vec<Fragment>,
}

/// A piece of the release's text, cut at words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// The text as it stands in the release, on one line.
    pub text: String,
    /// Byte spans in `text` of what matched: in order, apart, on character borders.
    pub marks: Vec<Range<usize>>,
    /// Whether text of the release stands before it.
    pub cut_before: bool,
    /// Whether text of the release stands after it.
    pub cut_after: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selected_value_stays_however_few_are_listed() {
        let value = |value: &str, count, selected| FacetValue {
            value: Some(value.to_owned()),
            label: None,
            count,
            selected,
            statistics: Vec::new(),
        };
        let mut facet = Facet {
            name: "source".to_owned(),
            kind: FacetKind::Values,
            is_by_count: true,
            values: vec![
                value("a", 1, true),
                value("b", 9, false),
                value("c", 9, false),
                value("d", 12, false),
            ],
        };
        assert_eq!(facet.keep_most_frequent(2), 1);
        let names: Vec<&str> = facet.values.iter().map(FacetValue::label).collect();
        assert_eq!(names, ["a", "b", "d"]);
    }
}
