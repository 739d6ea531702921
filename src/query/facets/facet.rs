//! What can be counted, what was asked to be counted, and the answer.

use std::collections::BTreeSet;

use tantivy::SegmentReader;

use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::knowledge::{Knowledge, Resolution, is_at_or_below};
use crate::model::ProsecutorKind;
use crate::query::facets::persons::Persons;
use crate::query::facets::tally::{Counts, Measure, Measured, Tally};
use crate::query::facets::{bands, dates, path_tree, values};
use crate::query::postings::doc_set::DocSet;
use crate::query::resolve::filter::bad;
use crate::query::resolve::people::PersonField;
use crate::query::resolve::suggest::nearest;
use crate::query::results::{Facet, FacetValue};
use crate::schema::{self, FacetKind, FieldSpec, Lookup, PROSECUTOR, bands as bands_of};

/// A facet as it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct FacetRequest {
    /// As it was typed: `agency`, `year`, `agency:/doj`.
    pub(crate) name: String,
    /// The field whose values are counted.
    pub(crate) field: &'static FieldSpec,
    pub(crate) kind: FacetKind,
    /// Of prosecutors, those of this kind alone.
    prosecutor_kind: Option<ProsecutorKind>,
    /// Only values at or below this path.
    branch: Option<String>,
}

impl FacetRequest {
    /// Reads `agency`, `year`, `agency:/doj`, `agency:DOJ`.
    ///
    /// # Errors
    ///
    /// A field that cannot be counted, or a branch that names no agency or several.
    pub(crate) fn parse(
        typed: &str,
        prosecutor_kind: Option<ProsecutorKind>,
        knowledge: &Knowledge,
    ) -> Result<Self> {
        let (name, branch) = match typed.split_once(':') {
            Some((name, branch)) => (name, Some(branch.trim_end_matches('/'))),
            None => (typed, None),
        };
        let fail = |why: String, suggestions: Vec<String>| {
            Err(bad(ValueSource::Option("facet"), typed, why, suggestions))
        };
        let Some((_, field, kind)) = schema::facets().find(|(known, ..)| *known == name) else {
            let known: Vec<String> = schema::facets().map(|(name, ..)| name.to_owned()).collect();
            let why = format!("what can be counted is {}", known.join(", "));
            return fail(why, nearest(name, &known));
        };
        if branch.is_some() && kind != FacetKind::Tree {
            let why = "only agencies have branches: `agency:/doj`".to_owned();
            return fail(why, vec![name.to_owned()]);
        }
        let branch = match branch.map(|branch| (branch, knowledge.resolve(branch))) {
            None => None,
            Some((_, Resolution::Unique(path))) => Some(path),
            Some((branch, Resolution::Ambiguous(paths))) => {
                let why = "ambiguous agency name".to_owned();
                return Err(bad(ValueSource::Branch, branch, why, paths));
            }
            Some((branch, Resolution::Unknown(nearest))) => {
                let why = "no such agency".to_owned();
                return Err(bad(ValueSource::Branch, branch, why, nearest));
            }
        };
        Ok(FacetRequest {
            name: typed.to_owned(),
            field,
            kind,
            prosecutor_kind,
            branch,
        })
    }

    /// The persons that it counts, where its values are names of persons in office.
    pub(crate) fn persons(&self, index: &OpenIndex) -> Result<Option<Persons>> {
        let of = self.field.field().and_then(PersonField::of);
        of.map(|of| Persons::of_column(index, of, self.columns().0))
            .transpose()
    }

    /// The column of its values, and that of values which do not count: lawyers in court are prosecutors, too.
    fn columns(&self) -> (&'static str, Option<&'static str>) {
        let field = self.field.name;
        let is_prosecutor = self.field.field() == Some(PROSECUTOR);
        match self.prosecutor_kind.filter(|_| is_prosecutor) {
            None => (field, None),
            Some(ProsecutorKind::Counsel) => ("counsel", None),
            Some(ProsecutorKind::Official) => (field, Some("counsel")),
        }
    }

    /// Adds the counts of the documents `docs` of one segment, which is given with its number. Returns what has no value.
    pub(crate) fn count(
        &self,
        (number, segment): (usize, &SegmentReader),
        docs: &DocSet,
        persons: Option<&Persons>,
        measured: &mut Measured,
        counts: &mut Counts,
    ) -> Result<Tally> {
        let field = self.field.name;
        match self.kind {
            FacetKind::Tree => path_tree::count(segment, field, docs, measured, counts),
            FacetKind::Values => {
                let (segment, columns) = ((number, segment), self.columns());
                values::count(segment, columns, docs, persons, measured, counts)
            }
            FacetKind::Year => dates::count(segment, field, docs, measured, counts, |date| {
                format!("{:04}", date.year())
            }),
            FacetKind::Month => dates::count(segment, field, docs, measured, counts, |date| {
                format!("{:04}-{:02}", date.year(), date.month())
            }),
            FacetKind::Bands => bands::count(segment, self.field, docs, measured, counts),
        }
    }

    /// Puts the counts in order: a tree by its paths, dates by the calendar, all else by frequency, and last the number of
    /// releases without a value. Values that a filter names (`selected`) are listed even where nothing has them.
    pub(crate) fn into_facet(
        self,
        counts: Counts,
        without_value: &Tally,
        selected: &[Option<String>],
        measures: &[Measure],
        knowledge: &Knowledge,
    ) -> Facet {
        let unseen = selected.iter().flatten().collect::<BTreeSet<_>>();
        let unseen: Vec<String> = (unseen.into_iter())
            .filter(|value| !counts.contains_key(*value))
            .cloned()
            .collect();
        let in_branch = |value: &String| {
            (self.branch.as_ref()).is_none_or(|branch| is_at_or_below(value, branch))
        };
        // A field may have a million values. The list has its size at once, since one that grows stands twice in memory.
        let mut values = Vec::with_capacity(counts.len() + unseen.len() + 1);
        let unseen = unseen.into_iter().map(|value| (value, Tally::default()));
        let all = counts.into_iter().chain(unseen);
        values.extend(
            all.filter(|(value, _)| in_branch(value))
                .map(|(value, tally)| FacetValue {
                    label: match (self.kind, self.field.lookup) {
                        (FacetKind::Bands, _) => band_at(self.field, &value)
                            .map(|at| bands_of(self.field)[at].label.to_owned()),
                        (_, Some(Lookup::District)) => Some(knowledge.district_label(&value)),
                        (_, Some(Lookup::Agency)) => Some(knowledge.label(&value)),
                        _ => None,
                    },
                    count: tally.count,
                    statistics: tally.statistics(measures),
                    selected: selected.iter().flatten().any(|selected| *selected == value),
                    value: Some(value),
                }),
        );
        // No two values are equal, and a stable sort would need memory of its own.
        match self.kind {
            FacetKind::Values => {
                values.sort_unstable_by(|a, b| {
                    b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value))
                });
            }
            FacetKind::Tree | FacetKind::Year | FacetKind::Month => {
                values.sort_unstable_by(|a, b| a.value.cmp(&b.value));
            }
            FacetKind::Bands => {
                values.sort_by_key(|value| {
                    let value = value.value.as_deref();
                    value.and_then(|value| band_at(self.field, value))
                });
            }
        }
        let is_none_selected = selected.contains(&None);
        if self.branch.is_none() && (without_value.count > 0 || is_none_selected) {
            values.push(FacetValue {
                value: None,
                label: None,
                count: without_value.count,
                statistics: without_value.statistics(measures),
                selected: is_none_selected,
            });
        }
        Facet {
            name: self.name,
            kind: self.kind,
            values,
            is_by_count: self.kind == FacetKind::Values,
        }
    }
}

/// The place of a band, given by its value, among those of its field.
fn band_at(field: &FieldSpec, value: &str) -> Option<usize> {
    bands_of(field).iter().position(|band| band.value == value)
}
