//! Ranked addresses -> hits, each read from the index when it is asked for.

use super::Found;
use super::plan::{Matcher, Place, Plan};
use super::rank::Lengths;
use super::request::Request;
use super::results::Hit;
use super::select::Ranked;
use super::snippet::{Highlighter, Wanted};
use crate::error::Result;
use crate::index::OpenIndex;

/// Reads the releases one by one, with what they lack and where they matched.
pub(super) fn hits<'a>(
    index: &'a OpenIndex,
    ranked: Vec<Ranked>,
    plan: Plan,
    found: Found,
    lengths: &Lengths,
    _request: &Request,
) -> Box<dyn Iterator<Item = Result<Hit>> + 'a> {
    let mut wanted = Vec::new();
    for (concept, evaluated) in plan.concepts.iter().zip(&found.concepts) {
        let rarity = lengths.rarity(evaluated.frequency());
        collect(&concept.matcher, rarity, &mut wanted);
        wanted.extend(concept.soft.iter().map(|soft| Wanted {
            expression: soft.expression.clone(),
            rarity: rarity * soft.weight,
        }));
    }
    let mut highlighter = Highlighter::new(wanted);
    let labels: Vec<String> = plan
        .concepts
        .into_iter()
        .map(|concept| concept.label)
        .collect();
    Box::new(ranked.into_iter().map(move |ranked| {
        let (release, text) = index.stored(ranked.address)?;
        let missing = labels
            .iter()
            .zip(&found.concepts)
            .filter(|(_, evaluated)| {
                !evaluated.docs[ranked.address.segment_ord as usize].contains(ranked.address.doc_id)
            })
            .map(|(label, _)| label.clone())
            .collect();
        Ok(Hit {
            score: ranked.score,
            snippet: highlighter.snippet(&text),
            release,
            missing,
            explanation: None,
        })
    }))
}

/// What of a matcher is to be marked: all but what must not be there.
fn collect(matcher: &Matcher, rarity: f32, wanted: &mut Vec<Wanted>) {
    match matcher {
        Matcher::Words(Place::Text, expression) => wanted.push(Wanted {
            expression: expression.clone(),
            rarity,
        }),
        Matcher::All(parts) | Matcher::Any(parts) => {
            for part in parts {
                collect(part, rarity, wanted);
            }
        }
        Matcher::Words(Place::Title, _)
        | Matcher::Filter(_)
        | Matcher::Not(_)
        | Matcher::Everything => {}
    }
}
