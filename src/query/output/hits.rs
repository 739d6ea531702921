//! What is shown of one release: its stored fields, marks, snippet, and the words that it lacks.

use crate::error::Result;
use crate::index::OpenIndex;
use crate::index::grouped::Relatives;
use crate::query::matching::evaluate::ClauseMatches;
use crate::query::output::explain::explain_hit;
use crate::query::output::highlighter::{Highlighter, Target};
use crate::query::output::snippet::{beginning, snippet};
use crate::query::plan::predicate::Predicate;
use crate::query::plan::query_plan::Clause;
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::candidate::Candidate;
use crate::query::request::Request;
use crate::query::results::Hit;
use crate::query::terms::search_field::SearchField;

/// Reads the hits of one query, each from the index when it is asked for.
pub(crate) struct HitReader<'a> {
    index: &'a OpenIndex,
    clauses: Vec<(Clause, ClauseMatches)>,
    bm25: Bm25,
    /// Whether each hit tells how its score came about.
    explain: bool,
    relatives: Relatives<'a>,
    /// Whether each copy is a hit.
    lists_copies: bool,
    /// How many of the next hits show where the words stand.
    shown: usize,
    in_text: Highlighter,
    in_title: Highlighter,
}

impl<'a> HitReader<'a> {
    pub(crate) fn new(
        index: &'a OpenIndex,
        clauses: Vec<(Clause, ClauseMatches)>,
        bm25: Bm25,
        (request, relatives): (&Request, Relatives<'a>),
        shown: usize,
    ) -> Self {
        let highlighter = |fields: &[SearchField]| {
            let mut targets = Vec::new();
            for (clause, matches) in &clauses {
                let idf = bm25.idf(matches.doc_freq());
                add_targets(&clause.predicate, idf, fields, &mut targets);
                // A guess at what was meant is marked only where no release has what was typed.
                let guesses = matches.doc_freq() == 0;
                let shown = matches.expansions.iter();
                let shown = shown.filter(|expansion| guesses || !expansion.is_guess);
                targets.extend(shown.map(|expansion| Target {
                    expression: expansion.expression.clone(),
                    weight: idf * expansion.weight,
                }));
            }
            Highlighter::new(targets)
        };
        HitReader {
            index,
            in_text: highlighter(&[SearchField::Text]),
            in_title: highlighter(&[SearchField::Text, SearchField::Title]),
            clauses,
            bm25,
            explain: request.explain,
            relatives,
            lists_copies: request.copies,
            shown,
        }
    }

    /// Reads one release.
    pub(crate) fn read(&mut self, candidate: &Candidate) -> Result<Hit> {
        let (release, text) = self.index.stored(candidate.address)?;
        let (segment, doc) = (candidate.address.segment_ord, candidate.address.doc_id);
        let lacking = (self.clauses.iter())
            .filter(|(_, matches)| !matches.docs[segment as usize].contains(doc));
        let (title_marks, snippet) = if self.shown > 0 {
            self.shown -= 1;
            let marks = self.in_title.marks(&release.title).into_iter();
            let title_marks = marks.map(|mark| mark.range).collect();
            (title_marks, snippet(&mut self.in_text, &text))
        } else {
            (Vec::new(), beginning(&text))
        };
        Ok(Hit {
            score: candidate.score,
            partial: !candidate.matches,
            missing: lacking.map(|(clause, _)| clause.label.clone()).collect(),
            title_marks,
            snippet,
            kinship: self
                .relatives
                .kinship(candidate.address, self.lists_copies)?,
            release,
            explanation: (self.explain).then(|| explain_hit(candidate, &self.clauses, &self.bm25)),
        })
    }
}

/// Adds the expressions of a predicate in one of these fields, but not those that must not occur.
pub(crate) fn add_targets(
    predicate: &Predicate,
    weight: f32,
    fields: &[SearchField],
    targets: &mut Vec<Target>,
) {
    match predicate {
        Predicate::Words(field, expression) => {
            if fields.contains(field) {
                targets.push(Target {
                    expression: expression.clone(),
                    weight,
                });
            }
        }
        Predicate::All(parts) | Predicate::Any(parts) => {
            for part in parts {
                add_targets(part, weight, fields, targets);
            }
        }
        Predicate::Numbered(_) | Predicate::Filter(_) | Predicate::Not(_) | Predicate::MatchAll => {
        }
    }
}
