//! What speaks for a release although it is not what was typed: other spellings, other words for the same thing.
//! It moves releases up in the list, and is never counted as a match.

use super::expression::Expression;
use super::lexicon::Terms;
use super::plan::{Concept, Planner};
use super::spelling::{Alike, most_changes};
use crate::error::Result;
use crate::words::Words;

/// An expression beside the one that was typed.
#[derive(Clone, Debug)]
pub(super) struct Soft {
    pub(super) expression: Expression,
    /// What its score counts, beside 1 for what was typed.
    pub(super) weight: f32,
    /// Why it is looked for, for `--explain`.
    pub(super) why: String,
}

/// A query of more words is not softened: it has words enough, and each costs time.
const MOST_SOFTENED: usize = 40;

impl Planner<'_> {
    /// Finds softer readings for each word of the query, and tells of words that occur nowhere.
    pub(super) fn soften(&mut self, concepts: &mut [Concept], frequencies: &[usize]) -> Result<()> {
        if concepts.len() > MOST_SOFTENED {
            return Ok(());
        }
        for (concept, &frequency) in concepts.iter_mut().zip(frequencies) {
            let Some(typed) = &concept.word else {
                continue;
            };
            let words = Words::of(typed);
            let plain: Vec<&str> = words
                .iter()
                .filter(|word| word.plain)
                .map(|word| word.form)
                .collect();
            let joined = plain.concat();
            self.spellings(concept, &joined, frequency)?;
        }
        Ok(())
    }

    fn spellings(&mut self, concept: &mut Concept, word: &str, frequency: usize) -> Result<()> {
        let changes = most_changes(word);
        if changes == 0 || frequency > 0 {
            return Ok(());
        }
        let alike = Alike::new(word, changes, true);
        let found = self.text.alike(&alike)?;
        for distance in 1..=u32::from(changes) {
            let terms: Terms = found
                .iter()
                .filter(|(_, _, far)| *far == distance)
                .map(|(term, count, _)| (term.clone(), *count))
                .collect();
            if !terms.is_empty() {
                concept.soft.push(Soft {
                    expression: Expression::terms(&terms),
                    weight: if distance == 1 { 0.8 } else { 0.5 },
                    why: "spelled alike".to_owned(),
                });
            }
        }
        let mut nearest: Vec<_> = found
            .iter()
            .filter(|(term, _, _)| !term.contains('\u{1}'))
            .collect();
        nearest.sort_by(|a, b| a.2.cmp(&b.2).then(b.1.cmp(&a.1)));
        match nearest.first() {
            Some((term, _, _)) => self.note(format!(
                "no release has `{}`; did you mean `{term}`?",
                concept.label
            )),
            None => self.note(format!("no release has `{}`", concept.label)),
        }
        Ok(())
    }
}
