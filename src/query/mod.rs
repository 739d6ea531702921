//! Words -> hits.
//!
//! A search is a pipeline of values. Each step is a room, reads the same `SearchContext` and
//! returns a value that no later step changes:
//!
//! | step | room | value |
//! |---|---|---|
//! | read the query | `syntax` | a tree |
//! | resolve names | `resolve` | filters |
//! | find the terms of the index | `plan`, `terms` | a plan |
//! | find the releases | `matching` | matches |
//! | find other spellings and words | `expand` | expansions |
//! | decide what counts as a match, and in what order | `ranking` | a selection, ranked releases |
//! | count values | `facets` | facets |
//! | read what is shown | `output` | hits |

pub(crate) mod context;
pub(crate) mod defendant_name;
pub(crate) mod expand;
pub(crate) mod facets;
pub(crate) mod matching;
pub(crate) mod matter;
pub(crate) mod notes;
pub(crate) mod output;
pub(crate) mod plan;
pub(crate) mod postings;
pub(crate) mod ranking;
pub(crate) mod request;
pub(crate) mod resolve;
pub(crate) mod results;
pub(crate) mod similar;
pub mod syntax;
pub(crate) mod terms;
pub(crate) mod weights;
pub(crate) mod work;

pub use crate::query::matter::{Matter, MatterDefendant, MatterLink, MatterRelease, day, matter};
#[doc(hidden)]
pub use crate::query::output::snippet::snippet_of;
pub use crate::query::request::{FieldFilter, Limit, Partial, Request, Sort, TypedFilter};
pub use crate::query::results::{
    Facet, FacetValue, Fragment, Hit, Results, Snippet, Statistic, StatisticKind, Summary,
};
pub use crate::query::similar::similar;
#[doc(hidden)]
pub use crate::query::weights::{Weights, WeightsByKind};

use std::ops::Range;

use tantivy::DocAddress;

use crate::error::{Error, Result, TypedPlace, ValueSource};
use crate::index::OpenIndex;
use crate::index::grouped::Relatives;
use crate::knowledge::Knowledge;
use crate::query::context::SearchContext;
use crate::query::expand::expand;
use crate::query::expand::reading_note::reading_note;
use crate::query::facets::left_out::note_left_out;
use crate::query::matching::matches::{Matches, evaluate, with_expansions};
use crate::query::notes::Notes;
use crate::query::output::explain::explain_plan;
use crate::query::output::highlighter::Highlighter;
use crate::query::output::hits::{HitReader, add_targets};
use crate::query::plan::planner::plan;
use crate::query::plan::query_plan::{Expansion, Plan};
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::candidate::Candidate;
use crate::query::ranking::rank;
use crate::query::ranking::selection::{Selection, stop_word_note, words_lacking};
use crate::query::resolve::people::{PERSON_FIELDS, People};
use crate::query::terms::search_field::SearchField;
use crate::query::work::MAX_SNIPPET_TOKENS;
use crate::text::numbers::group_thousands;

/// Maximum number of hits that are read at once: of the persons in so few releases, only the namesakes are looked up.
const FEW_HITS: usize = 100;

/// The query language on one page, as `dragnet help query` prints it.
pub const LANGUAGE_HELP: &str = include_str!("syntax/help.txt");

/// Answers `request` from one commit of an index.
///
/// # Errors
///
/// A filter, or a known field of the query, with a value that cannot be; an unknown facet; a damaged index.
pub fn search<'a>(
    index: &'a OpenIndex,
    knowledge: &Knowledge,
    request: &Request,
) -> Result<Results<'a>> {
    answer(index, request, || {
        let ctx = SearchContext::new(index, knowledge, request)?;
        let found = find(&ctx)?;
        let (mut summary, plan, mut selection) = (found.summary, found.plan, found.selection);
        let matches = with_expansions(&ctx, found.matches, found.expansions)?;
        selection.add_expansions(&matches.clauses, &matches.filtered_in, request, &ctx.copies);
        summary.partial_total = if request.by_matter {
            ctx.copies
                .count_cases(&selection.partial, &selection.matches)
        } else {
            selection.partial_total
        };
        let (candidates, bm25) = rank(&ctx, &plan, &matches, &selection, &found.weights)?;
        if summary.total > 0 && candidates.iter().any(|candidate| !candidate.matches) {
            let note = some_words_note(&summary);
            summary.notes.push(note);
        }
        if found.weights == request.weights.remembered {
            let hits: Vec<DocAddress> = candidates.iter().map(|hit| hit.address).collect();
            let note = reading_note(&plan.clauses, &matches.clauses, &hits);
            summary.notes.extend(note);
        }
        let shown = hits_with_snippets(request, &candidates, &bm25);
        if request.snippets && shown < candidates.len() {
            let shown = group_thousands(shown as u64);
            summary.notes.push(format!(
                "the first {shown} hits show where the words stand: the texts of the others are too long together; `--limit all` shows all"
            ));
        }
        summary.explanation = (request.explain).then(|| explain_plan(&plan, &matches));
        let clauses = plan.clauses.into_iter().zip(matches.clauses).collect();
        let addresses: Vec<DocAddress> = candidates.iter().map(|hit| hit.address).collect();
        let relatives = Relatives::of(index, &addresses, request.relatives, request.by_matter)?;
        let mut reader = HitReader::new(index, clauses, bm25, (request, relatives), shown);
        let searcher = &index.searcher;
        let few = candidates.len() <= FEW_HITS;
        let hits = candidates
            .into_iter()
            .map(move |candidate| reader.read(&candidate));
        let hits: Box<dyn Iterator<Item = Result<Hit>> + 'a> = if !request.full_names {
            Box::new(hits)
        } else if few {
            let mut hits: Vec<Result<Hit>> = hits.collect();
            for of in &PERSON_FIELDS {
                let releases = hits.iter_mut().flatten().map(|hit| &mut hit.release);
                let people = People::in_releases(searcher, of, releases)?;
                for hit in hits.iter_mut().flatten() {
                    people.rename(of, &mut hit.release);
                }
            }
            Box::new(hits.into_iter())
        } else {
            let mut people = Vec::new();
            for of in &PERSON_FIELDS {
                people.push((of, People::all(index, of)?));
            }
            Box::new(hits.map(move |hit| {
                let mut hit = hit?;
                for (of, people) in &people {
                    people.rename(of, &mut hit.release);
                }
                Ok(hit)
            }))
        };
        Ok(Results { summary, hits })
    })
}

/// How many of the hits show where the words stand: those whose texts are short enough together. Where every hit is wanted,
/// all do, one after another.
fn hits_with_snippets(request: &Request, hits: &[Candidate], bm25: &Bm25) -> usize {
    if !request.snippets {
        return 0;
    }
    if request.limit == Limit::All {
        return hits.len();
    }
    let mut tokens = 0;
    let fits = |hit: &&Candidate| {
        tokens += u64::from(bm25.text_length(hit.address));
        tokens <= MAX_SNIPPET_TOKENS
    };
    hits.iter().take_while(fits).count()
}

/// Counts the facets of `request` from one commit of an index. Nothing is ranked.
///
/// # Errors
///
/// As [`search`].
pub fn facets(index: &OpenIndex, knowledge: &Knowledge, request: &Request) -> Result<Summary> {
    answer(index, request, || {
        let found = find(&SearchContext::new(index, knowledge, request)?)?;
        Ok(found.summary)
    })
}

/// The bytes of `text` in which the words of a request stand, in order and apart, to be marked where a release is shown whole.
///
/// # Errors
///
/// As [`search`].
pub fn marks(
    index: &OpenIndex,
    knowledge: &Knowledge,
    request: &Request,
    text: &str,
) -> Result<Vec<Range<usize>>> {
    answer(index, request, || {
        let ctx = SearchContext::new(index, knowledge, request)?;
        let parsed = syntax::parse(&request.words, request.today)?;
        let plan = plan(&ctx, &parsed.query, Vec::new(), &mut Notes::default())?;
        let mut targets = Vec::new();
        for clause in &plan.clauses {
            add_targets(&clause.predicate, 1.0, &[SearchField::Text], &mut targets);
        }
        let marks = Highlighter::new(targets).marks(text).into_iter();
        Ok(marks.map(|mark| mark.range).collect())
    })
}

/// Runs `work`. Its error says whether the index is damaged, and where in the query or in an option a bad value was typed.
fn answer<T>(index: &OpenIndex, request: &Request, work: impl FnOnce() -> Result<T>) -> Result<T> {
    index.with_corruption_check(work).map_err(|mut error| {
        if let Error::BadValue {
            at, value, place, ..
        } = &mut error
        {
            let typed = match at {
                ValueSource::Query(field) => syntax::place_of(&request.words, field, value)
                    .map(|range| (request.words.clone(), range)),
                ValueSource::Option(name) => request.place_in_option(name, value),
                ValueSource::Branch => None,
            };
            *place = typed.map(|(text, range)| Box::new(TypedPlace { text, range }));
        }
        error
    })
}

/// The note on hits behind those with all words.
fn some_words_note(summary: &Summary) -> String {
    let what = match (summary.of_cases, summary.total) {
        (true, 1) => "case has",
        (true, _) => "cases have",
        (false, 1) => "release has",
        (false, _) => "releases have",
    };
    let (total, words) = (group_thousands(summary.total as u64), summary.words);
    format!("{total} {what} all {words} words; the hits behind lack some")
}

/// What is known of an answer before it is ranked.
struct Found {
    summary: Summary,
    plan: Plan,
    matches: Matches,
    expansions: Vec<Vec<Expansion>>,
    selection: Selection,
    weights: Weights,
}

fn find(ctx: &SearchContext<'_>) -> Result<Found> {
    let request = ctx.request;
    let facet_requests = facets::count::requests(ctx)?;
    let mut notes = Notes::default();
    let parsed = syntax::parse(&request.words, request.today)?;
    notes.extend(parsed.notes);
    let filters = resolve::request_filters(ctx, &mut notes)?;
    let plan = plan(ctx, &parsed.query, filters, &mut notes)?;
    let mut matches = evaluate(ctx, &plan)?;
    let lacking = words_lacking(&matches.clauses, &matches.filtered_in);
    let weights = request.weights.of_query(plan.clauses.len(), lacking);
    matches.emphasize(&plan, weights.light);
    let expansions = expand(ctx, &plan, &matches, &weights, &mut notes)?;
    matches.note_truncation(&plan, &mut notes);
    let selection = Selection::new(&matches.clauses, &matches.filtered_in, request, &ctx.copies);
    notes.extend(stop_word_note(
        &plan.stop_word_clauses,
        &matches.stop_word_clauses,
        &selection.matches,
    ));
    let facets =
        facets::count::count(ctx, facet_requests, &plan, &matches, &selection, &mut notes)?;
    note_left_out(ctx, &plan, &matches, &selection, &mut notes)?;
    notes.extend(selection.partial_note(&matches.clauses));
    let cases = || ctx.copies.count_cases(&selection.matches, &[]);
    let summary = Summary {
        of_cases: request.by_matter,
        understood: parsed.query.to_string(),
        filters: plan.filters.iter().map(ToString::to_string).collect(),
        notes: notes.into_vec(),
        words: plan.clauses.len(),
        total: if request.by_matter {
            cases()
        } else {
            selection.total
        },
        cases: request.count_cases.then(cases),
        partial_total: selection.partial_total,
        sorted_by: request.sort.field(),
        offset: request.offset,
        facets,
        explanation: None,
    };
    Ok(Found {
        summary,
        plan,
        matches,
        expansions,
        selection,
        weights,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_on_cases_calls_them_cases() {
        let note = |of_cases, total| {
            some_words_note(&Summary {
                of_cases,
                total,
                words: 3,
                ..Summary::default()
            })
        };
        let behind = "all 3 words; the hits behind lack some";
        assert_eq!(note(true, 1204), format!("1,204 cases have {behind}"));
        assert_eq!(note(false, 1), format!("1 release has {behind}"));
    }
}
