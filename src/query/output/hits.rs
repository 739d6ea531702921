//! Candidate addresses -> hits, each read from the index when it is asked for.

use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::Found;
use crate::query::output::snippet::{Highlighter, Wanted};
use crate::query::plan::planner::{Matcher, Place, Plan};
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::min_should_match::Candidate;
use crate::query::request::Request;
use crate::query::results::Hit;

/// Reads the releases one by one, with what they lack and where they matched.
pub(crate) fn hits<'a>(
    index: &'a OpenIndex,
    ranked: Vec<Candidate>,
    plan: Plan,
    found: Found,
    bm25: Bm25,
    request: &Request,
) -> Box<dyn Iterator<Item = Result<Hit>> + 'a> {
    let highlighter = |places: &[Place]| {
        let mut wanted = Vec::new();
        for (concept, evaluated) in plan.concepts.iter().zip(&found.concepts) {
            let idf = bm25.idf(evaluated.frequency());
            collect(&concept.matcher, idf, places, &mut wanted);
            wanted.extend(concept.soft.iter().map(|soft| Wanted {
                expression: soft.expression.clone(),
                idf: idf * soft.weight,
            }));
        }
        Highlighter::new(wanted)
    };
    let mut in_text = highlighter(&[Place::Text]);
    let mut in_title = highlighter(&[Place::Text, Place::Title]);
    let explain = request.explain;
    Box::new(ranked.into_iter().map(move |ranked| {
        let (release, text) = index.stored(ranked.address)?;
        let missing = plan
            .concepts
            .iter()
            .zip(&found.concepts)
            .filter(|(_, evaluated)| {
                !evaluated.docs[ranked.address.segment_ord as usize].contains(ranked.address.doc_id)
            })
            .map(|(concept, _)| concept.label.clone())
            .collect();
        Ok(Hit {
            score: ranked.score,
            title_marks: in_title.places(&release.title),
            snippet: in_text.snippet(&text),
            release,
            missing,
            explanation: explain.then(|| why(&ranked, &plan, &found, &bm25)),
        })
    }))
}

/// Why a release scored as it did: a line for each reading of each thing asked for, and one for the whole.
fn why(ranked: &Candidate, plan: &Plan, found: &Found, bm25: &Bm25) -> String {
    use std::fmt::Write as _;
    let segment = ranked.address.segment_ord as usize;
    let mut out = String::new();
    for (concept, evaluated) in plan.concepts.iter().zip(&found.concepts) {
        // The softer readings come last, in the order of the plan.
        let typed = evaluated.scored.len().saturating_sub(concept.soft.len());
        for (at, expr) in evaluated.scored.iter().enumerate() {
            let Some((count, score)) = bm25.scored(expr, segment, ranked.address.doc_id) else {
                continue;
            };
            let reading = at.checked_sub(typed).and_then(|at| concept.soft.get(at));
            let reading = reading.map_or(String::new(), |soft| format!(" ({})", soft.why));
            // Writing to a String cannot fail.
            let _ = writeln!(
                out,
                "{score:.2} {}{reading}: {count} times here, in {} releases",
                concept.label, expr.frequency
            );
        }
    }
    if ranked.coverage < 1.0 {
        let _ = writeln!(
            out,
            "x {:.2} for the words that it lacks or has in another reading",
            ranked.coverage
        );
    }
    if ranked.stage > 0.0 {
        let _ = writeln!(
            out,
            "+ {:.2} for a headline that announces what is asked for",
            ranked.stage
        );
    }
    if ranked.proximity > 0.0 {
        let _ = writeln!(out, "+ {:.2} for words near each other", ranked.proximity);
    }
    let _ = write!(out, "= {:.2}", ranked.score);
    out
}

/// What of a matcher is to be marked in texts of these kinds: all but what must not be there.
fn collect(matcher: &Matcher, idf: f32, places: &[Place], wanted: &mut Vec<Wanted>) {
    match matcher {
        Matcher::Words(place, expression) => {
            if places.contains(place) {
                wanted.push(Wanted {
                    expression: expression.clone(),
                    idf,
                });
            }
        }
        Matcher::All(parts) | Matcher::Any(parts) => {
            for part in parts {
                collect(part, idf, places, wanted);
            }
        }
        Matcher::Filter(_) | Matcher::Not(_) | Matcher::Everything => {}
    }
}
