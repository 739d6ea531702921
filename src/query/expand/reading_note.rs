//! How were remembered words read? One note, where hits are there for other words than those that were typed.

use tantivy::DocAddress;

use crate::query::matching::evaluate::ClauseMatches;
use crate::query::plan::query_plan::Clause;

/// Maximum number of typed words that the note names.
const MAX_WORDS: usize = 3;

/// Maximum number of other words that it names for each.
const MAX_MEANINGS: usize = 3;

/// The note on words of a query that hits lack, and have another word for; none if there are none.
pub(crate) fn reading_note(
    clauses: &[Clause],
    matches: &[ClauseMatches],
    hits: &[DocAddress],
) -> Option<String> {
    let mut read = Vec::new();
    for (clause, matches) in clauses.iter().zip(matches) {
        let expansions = matches.expansions.len();
        let scored = &matches.scored[matches.scored.len().saturating_sub(expansions)..];
        let speaks = |at: usize| {
            hits.iter().any(|hit| {
                let (segment, doc) = (hit.segment_ord as usize, hit.doc_id);
                !matches.docs[segment].contains(doc)
                    && scored[at].postings[segment].frequency(doc).is_some()
            })
        };
        let expansion = (0..expansions.min(scored.len()))
            .find(|at| !matches.expansions[*at].meanings.is_empty() && speaks(*at));
        if let Some(at) = expansion {
            read.push((&clause.label, &matches.expansions[at].meanings));
        }
    }
    if read.is_empty() {
        return None;
    }
    let shown: Vec<String> = (read.iter().take(MAX_WORDS))
        .map(|(typed, meanings)| {
            let meanings: Vec<String> = (meanings.iter().take(MAX_MEANINGS))
                .map(|meaning| format!("`{meaning}`"))
                .collect();
            format!("{} for `{typed}`", meanings.join(", "))
        })
        .collect();
    let more = match read.len().saturating_sub(MAX_WORDS) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    Some(format!(
        "some hits have other words: {}{more}",
        shown.join("; ")
    ))
}
