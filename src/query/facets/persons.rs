//! A person counts once, under one name, whichever of the printed names a release has.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::columnar::StrColumn;
use tantivy::{SegmentReader, TantivyError};

use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::resolve::people::{People, PersonField};

/// The persons whose names are the values of a column.
pub(crate) struct Persons {
    people: Arc<People>,
    by_segment: Arc<Vec<StandsFor>>,
}

/// By the ordinal of a printed name in a segment: the ordinal of the name that stands there for the person.
type StandsFor = Vec<u64>;

impl Persons {
    /// The persons of `column`, which has names of the field `of`. Read once while an index is open.
    pub(crate) fn of_column(
        index: &OpenIndex,
        of: &PersonField,
        column: &'static str,
    ) -> Result<Persons> {
        let people = People::all(index, of)?;
        let by_segment = index.remembered(&format!("persons of column {column}"), || {
            let segments = index.searcher.segment_readers().iter();
            segments
                .map(|segment| stands_for(segment, column, &people))
                .collect()
        })?;
        Ok(Persons { people, by_segment })
    }

    /// Replaces the names of a document of a segment, given by their ordinals, by those that stand for the persons, each once.
    pub(crate) fn replace(&self, segment: usize, ordinals: &mut Vec<u64>) {
        let Some(stands_for) = self.by_segment.get(segment) else {
            return;
        };
        for ordinal in &mut *ordinals {
            let place = usize::try_from(*ordinal).ok();
            if let Some(other) = place.and_then(|place| stands_for.get(place)) {
                *ordinal = *other;
            }
        }
        ordinals.sort_unstable();
        ordinals.dedup();
    }

    /// The name under which a person is counted and shown: the fullest.
    pub(crate) fn shown<'a>(&'a self, printed: &'a str) -> &'a str {
        self.people.shown(printed)
    }
}

fn stands_for(segment: &SegmentReader, column: &str, people: &People) -> Result<StandsFor> {
    let mut stands_for = StandsFor::new();
    let Some(column): Option<StrColumn> = segment.fast_fields().str(column)? else {
        return Ok(stands_for);
    };
    let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
    let mut first_of: HashMap<String, u64> = HashMap::new();
    column
        .dictionary()
        .sorted_ords_to_term_cb(&ordinals, |name| {
            let ordinal = stands_for.len() as u64;
            let name = String::from_utf8_lossy(name);
            stands_for.push(match people.spellings(&name).first() {
                Some(shown) => *first_of.entry(shown.clone()).or_insert(ordinal),
                None => ordinal,
            });
        })
        .map_err(TantivyError::from)?;
    Ok(stands_for)
}
