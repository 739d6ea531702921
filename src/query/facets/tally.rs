//! How many releases have a value, and what they tell of sums and sentences.

use std::collections::HashMap;

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use crate::error::{Result, ValueSource};
use crate::query::postings::copies::CaseNumber;
use crate::query::request::Request;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::nearest;
use crate::query::results::{Statistic, StatisticKind};
use crate::query::syntax::split_role;
use crate::schema::{self, FieldSpec, Lookup, TIME_SERVED};

/// What was counted for each value.
pub(crate) type Counts = HashMap<String, Tally>;

/// A sum or a median that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    pub(crate) kind: StatisticKind,
    /// The field of quantities.
    pub(crate) of: &'static FieldSpec,
}

/// The sum and the median that the request names.
pub(crate) fn measures(request: &Request) -> Result<Vec<Measure>> {
    let sum = request.sum.iter().map(|of| (StatisticKind::Sum, of));
    let median = request.median.iter().map(|of| (StatisticKind::Median, of));
    sum.chain(median)
        .map(|(kind, typed)| {
            let of = measured_field(kind, typed)?;
            Ok(Measure { kind, of })
        })
        .collect()
}

/// The field of quantities that is typed: `restitution`, `amount`, `amount:restitution`, and for a median `sentence`.
fn measured_field(kind: StatisticKind, typed: &str) -> Result<&'static FieldSpec> {
    let known = || {
        schema::quantities()
            .filter(|field| kind == StatisticKind::Median || field.lookup == Some(Lookup::Money))
    };
    let lower = typed.trim().to_lowercase();
    let name = match split_role(&lower) {
        (Some("amount"), role) => role.trim(),
        _ => lower.as_str(),
    };
    known().find(|field| field.name == name).ok_or_else(|| {
        let names: Vec<String> = known().map(|field| field.name.to_owned()).collect();
        let why = format!("a {} is of {}", kind.name(), names.join(", "));
        bad(
            ValueSource::Option(kind.name()),
            typed,
            why,
            nearest(name, &names),
        )
    })
}

/// What a document tells of each measure.
type Quantities = Vec<(StatisticKind, Option<u64>)>;

/// Tells of the documents of one segment what they tell of each measure.
pub(crate) struct Measured {
    columns: Vec<(Measure, Option<Column<u64>>)>,
    /// Of the document that was asked for last.
    told: Quantities,
    /// The case of each document, where cases are counted.
    cases: Option<HashMap<DocId, CaseNumber>>,
}

impl Measured {
    /// `cases` has the case of each document that is counted, where cases are counted and not releases.
    pub(crate) fn open(
        segment: &SegmentReader,
        measures: &[Measure],
        cases: Option<HashMap<DocId, CaseNumber>>,
    ) -> Result<Self> {
        let mut columns = Vec::new();
        for measure in measures {
            let column = segment.fast_fields().column_opt(measure.of.name)?;
            columns.push((*measure, column));
        }
        Ok(Measured {
            columns,
            told: Vec::new(),
            cases,
        })
    }

    /// The largest quantity of a document for each measure; none where it tells none, or only that somebody was sentenced to
    /// the time served, which has no length. Where a total and its parts are told, the largest is the total.
    fn of(&mut self, doc: DocId) -> &[(StatisticKind, Option<u64>)] {
        self.told.clear();
        for (measure, column) in &self.columns {
            let column = column.as_ref();
            let largest = column.and_then(|column| column.values_for_doc(doc).max());
            let has_length = |code: &u64| {
                measure.of.lookup != Some(Lookup::Imprisonment) || *code != TIME_SERVED
            };
            self.told.push((measure.kind, largest.filter(has_length)));
        }
        &self.told
    }
}

/// How many releases have a value, and what they tell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) count: usize,
    /// Apart, because a field may have a million values, and most requests ask for counts alone.
    more: Option<Box<More>>,
}

/// What releases with a value tell where more than their count was asked for.
#[derive(Clone, Debug, Default)]
struct More {
    /// Of each measure.
    told: Vec<Told>,
    /// Where cases are counted: that of each document, with what the document tells of each measure.
    of_cases: Vec<(CaseNumber, Quantities)>,
}

#[derive(Clone, Debug, Default)]
struct Told {
    count: usize,
    sum: u128,
    /// Kept for a median alone.
    quantities: Vec<u64>,
}

impl Tally {
    /// Adds a document.
    pub(crate) fn add(&mut self, doc: DocId, measured: &mut Measured) {
        self.count += 1;
        let cases = measured.cases.as_ref();
        if let Some(case) = cases.and_then(|cases| cases.get(&doc).copied()) {
            let of_doc = measured.of(doc).to_vec();
            self.more_mut().of_cases.push((case, of_doc));
            return;
        }
        self.tell(measured.of(doc));
    }

    fn more_mut(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    fn tell(&mut self, of_doc: &[(StatisticKind, Option<u64>)]) {
        if of_doc.is_empty() {
            return;
        }
        let told = &mut self.more_mut().told;
        told.resize_with(of_doc.len(), Told::default);
        for (told, (kind, quantity)) in told.iter_mut().zip(of_doc) {
            if let Some(quantity) = *quantity {
                told.count += 1;
                told.sum += u128::from(quantity);
                if *kind == StatisticKind::Median {
                    told.quantities.push(quantity);
                }
            }
        }
    }

    /// Counts each case once, with the largest quantity that its documents tell. Call it when all documents were added.
    pub(crate) fn settle(mut self) -> Tally {
        let of_cases = self.more.as_mut().map(|more| &mut more.of_cases);
        let mut of_cases = of_cases.map(std::mem::take).unwrap_or_default();
        if of_cases.is_empty() {
            return self;
        }
        of_cases.sort_unstable_by_key(|(case, _)| *case);
        self.count = 0;
        for of_case in of_cases.chunk_by(|one, other| one.0 == other.0) {
            let mut largest = of_case[0].1.clone();
            for (_, of_doc) in of_case {
                for ((_, largest), (_, quantity)) in largest.iter_mut().zip(of_doc) {
                    *largest = (*largest).max(*quantity);
                }
            }
            self.count += 1;
            self.tell(&largest);
        }
        self
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn merge(&mut self, other: Tally) {
        self.count += other.count;
        let Some(other) = other.more else {
            return;
        };
        let more = self.more_mut();
        more.of_cases.extend(other.of_cases);
        let length = more.told.len().max(other.told.len());
        more.told.resize_with(length, Told::default);
        for (told, other) in more.told.iter_mut().zip(other.told) {
            told.count += other.count;
            told.sum += other.sum;
            told.quantities.extend(other.quantities);
        }
    }

    /// The sums and medians of what was counted.
    pub(crate) fn statistics(&self, measures: &[Measure]) -> Vec<Statistic> {
        let none = Told::default();
        let more = self.more.as_ref();
        let told = |at: usize| more.and_then(|more| more.told.get(at)).unwrap_or(&none);
        let measures = measures.iter().enumerate();
        measures
            .map(|(at, measure)| {
                let told = told(at);
                let sum = || u64::try_from(told.sum).unwrap_or(u64::MAX);
                Statistic {
                    kind: measure.kind,
                    of: measure.of,
                    told: told.count,
                    quantity: match measure.kind {
                        StatisticKind::Sum => (told.count > 0).then(sum),
                        StatisticKind::Median => median(measure.of, told.quantities.clone()),
                    },
                }
            })
            .collect()
    }
}

/// The quantity in the middle; of two the mean of both, and the shorter where the longer has no number.
fn median(of: &FieldSpec, mut quantities: Vec<u64>) -> Option<u64> {
    quantities.sort_unstable();
    let last = quantities.len().checked_sub(1)?;
    let (low, high) = (quantities[last / 2], quantities[last.div_ceil(2)]);
    Some(schema::mean(of, low, high))
}
