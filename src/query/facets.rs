//! Counts of a field's values among the matches.

use std::collections::HashMap;

use jiff::civil::Date;
use tantivy::SegmentReader;
use tantivy::schema::Facet as TreeFacet;

use super::docs::Docs;
use super::filters::bad;
use super::language::FieldName;
use super::results::{Facet, FacetValue};
use crate::error::Result;
use crate::fields::date_of;
use crate::knowledge::Knowledge;
use crate::release::ProsecutorKind;

/// What can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Agency,
    Prosecutor(Option<ProsecutorKind>),
    District,
    Statute,
    Source,
    Year,
    Month,
}

/// A facet as it was asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) counted: Counted,
    /// Only values at or below this path.
    branch: Option<String>,
}

const NAMES: [&str; 7] = [
    "agency",
    "prosecutor",
    "district",
    "statute",
    "source",
    "year",
    "month",
];

impl Asked {
    /// Reads `agency`, `year`, `agency:/doj`.
    pub(super) fn read(name: &str, kind: Option<ProsecutorKind>) -> Result<Self> {
        let (field, branch) = match name.split_once(':') {
            Some((field, branch)) => (field, Some(branch.trim_end_matches('/').to_owned())),
            None => (name, None),
        };
        let counted = match field {
            "agency" => Counted::Agency,
            "prosecutor" => Counted::Prosecutor(kind),
            "district" => Counted::District,
            "statute" => Counted::Statute,
            "source" => Counted::Source,
            "year" => Counted::Year,
            "month" => Counted::Month,
            _ => {
                let why = format!("what can be counted is {}", NAMES.join(", "));
                let known = NAMES.map(str::to_owned);
                return Err(bad(
                    "--facet",
                    name,
                    why,
                    super::filters::nearest(field, &known),
                ));
            }
        };
        if branch.is_some() && counted != Counted::Agency {
            let why = "only agencies have branches: `agency:/doj`".to_owned();
            return Err(bad("--facet", name, why, vec![field.to_owned()]));
        }
        Ok(Asked {
            name: name.to_owned(),
            counted,
            branch,
        })
    }

    /// The field whose own filter is not heeded in the counts.
    pub(super) fn field(&self) -> FieldName {
        match self.counted {
            Counted::Agency => FieldName::Agency,
            Counted::Prosecutor(_) => FieldName::Prosecutor,
            Counted::District => FieldName::District,
            Counted::Statute => FieldName::Statute,
            Counted::Source => FieldName::Source,
            Counted::Year | Counted::Month => FieldName::Date,
        }
    }

    /// Counts the values of the documents of one segment.
    pub(super) fn count(
        &self,
        segment: &SegmentReader,
        docs: &Docs,
        counts: &mut HashMap<String, usize>,
    ) -> Result<()> {
        match self.counted {
            Counted::Agency => count_tree(segment, docs, counts),
            Counted::Prosecutor(None) => count_values(segment, "prosecutor", None, docs, counts),
            Counted::Prosecutor(Some(ProsecutorKind::Counsel)) => {
                count_values(segment, "counsel", None, docs, counts)
            }
            Counted::Prosecutor(Some(ProsecutorKind::Official)) => {
                count_values(segment, "prosecutor", Some("counsel"), docs, counts)
            }
            Counted::District => count_values(segment, "district", None, docs, counts),
            Counted::Statute => count_values(segment, "statute", None, docs, counts),
            Counted::Source => count_values(segment, "source", None, docs, counts),
            Counted::Year => {
                count_dates(segment, docs, counts, |date| format!("{:04}", date.year()))
            }
            Counted::Month => count_dates(segment, docs, counts, |date| {
                format!("{:04}-{:02}", date.year(), date.month())
            }),
        }
    }

    /// Puts the counts in order: a tree by its paths, days by the calendar, all else by how many there are.
    pub(super) fn finish(
        &self,
        mut counts: HashMap<String, usize>,
        selected: &[String],
        knowledge: &Knowledge,
    ) -> Facet {
        for value in selected {
            counts.entry(value.clone()).or_default();
        }
        let in_branch = |value: &String| match &self.branch {
            Some(branch) => value
                .strip_prefix(branch.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            None => true,
        };
        let mut values: Vec<FacetValue> = counts
            .into_iter()
            .filter(|(value, _)| in_branch(value))
            .map(|(value, count)| FacetValue {
                label: match self.counted {
                    Counted::Agency | Counted::District => knowledge.label(&value),
                    _ => value.clone(),
                },
                count,
                selected: selected.contains(&value),
                value,
            })
            .collect();
        match self.counted {
            Counted::Agency | Counted::Year | Counted::Month => {
                values.sort_by(|a, b| a.value.cmp(&b.value));
            }
            _ => values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value))),
        }
        Facet {
            name: self.name.clone(),
            values,
        }
    }
}

/// Counts each path once for a document that has it or anything below it.
fn count_tree(
    segment: &SegmentReader,
    docs: &Docs,
    counts: &mut HashMap<String, usize>,
) -> Result<()> {
    let reader = segment.facet_reader("agency")?;
    let mut paths: HashMap<String, usize> = HashMap::new();
    let mut totals: Vec<usize> = Vec::new();
    // For each path of the segment: itself and all above it, as numbers of `paths`.
    let mut lines: Vec<Option<Vec<usize>>> = vec![None; reader.num_facets()];
    let mut facet = TreeFacet::root();
    let mut here: Vec<usize> = Vec::new();
    for doc in docs.iter() {
        here.clear();
        for ordinal in reader.facet_ords(doc) {
            let slot = usize::try_from(ordinal).unwrap_or(usize::MAX);
            let Some(line) = lines.get_mut(slot) else {
                continue;
            };
            if line.is_none() {
                reader.facet_from_ord(ordinal, &mut facet)?;
                let mut path = String::new();
                let mut numbers = Vec::new();
                for step in facet.to_path() {
                    path.push('/');
                    path.push_str(step);
                    let next = paths.len();
                    let number = *paths.entry(path.clone()).or_insert(next);
                    totals.resize(totals.len().max(number + 1), 0);
                    numbers.push(number);
                }
                *line = Some(numbers);
            }
            here.extend(line.iter().flatten());
        }
        here.sort_unstable();
        here.dedup();
        for number in &here {
            totals[*number] += 1;
        }
    }
    for (path, number) in paths {
        *counts.entry(path).or_default() += totals[number];
    }
    Ok(())
}

/// Counts each value once for a document. Values that also stand in the field `without` are left out there.
fn count_values(
    segment: &SegmentReader,
    field: &str,
    without: Option<&str>,
    docs: &Docs,
    counts: &mut HashMap<String, usize>,
) -> Result<()> {
    let Some(column) = segment.fast_fields().str(field)? else {
        return Ok(());
    };
    let excluded = match without {
        Some(field) => segment.fast_fields().str(field)?,
        None => None,
    };
    let mut totals = vec![0usize; column.num_terms()];
    let mut here: Vec<u64> = Vec::new();
    let mut value = String::new();
    for doc in docs.iter() {
        here.clear();
        here.extend(column.term_ords(doc));
        here.sort_unstable();
        here.dedup();
        if let Some(excluded) = &excluded {
            let mut names = Vec::new();
            for ordinal in excluded.term_ords(doc) {
                value.clear();
                excluded
                    .ord_to_str(ordinal, &mut value)
                    .map_err(tantivy::TantivyError::from)?;
                names.push(value.clone());
            }
            let mut kept = Vec::new();
            for &ordinal in &here {
                value.clear();
                column
                    .ord_to_str(ordinal, &mut value)
                    .map_err(tantivy::TantivyError::from)?;
                if !names.contains(&value) {
                    kept.push(ordinal);
                }
            }
            here = kept;
        }
        for &ordinal in &here {
            if let Some(total) = usize::try_from(ordinal)
                .ok()
                .and_then(|at| totals.get_mut(at))
            {
                *total += 1;
            }
        }
    }
    for (ordinal, total) in (0u64..).zip(totals).filter(|(_, total)| *total > 0) {
        value.clear();
        column
            .ord_to_str(ordinal, &mut value)
            .map_err(tantivy::TantivyError::from)?;
        *counts.entry(value.clone()).or_default() += total;
    }
    Ok(())
}

fn count_dates(
    segment: &SegmentReader,
    docs: &Docs,
    counts: &mut HashMap<String, usize>,
    name: impl Fn(Date) -> String,
) -> Result<()> {
    let dates = segment.fast_fields().column_opt::<i64>("date")?;
    let Some(dates) = dates else {
        return Ok(());
    };
    let mut days: HashMap<i64, usize> = HashMap::new();
    for day in docs.iter().filter_map(|doc| dates.first(doc)) {
        *days.entry(day).or_default() += 1;
    }
    for (day, count) in days {
        if let Some(date) = date_of(day) {
            *counts.entry(name(date)).or_default() += count;
        }
    }
    Ok(())
}
