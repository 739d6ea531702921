//! What speaks for a release although it is not what was typed: other spellings, other words for the same thing.
//! It moves releases up in the list, and is never counted as a match.

use crate::analysis::{CachingStemmer, is_stop_word, stem_prefix, tokenize};
use crate::error::Result;
use crate::knowledge::tables::synonyms;
use crate::query::matching::predicate::{Predicate, SearchField};
use crate::query::matching::span_expr::SpanExpr;
use crate::query::plan::planner::{Concept, Planner};
use crate::query::terms::fuzzy::{FuzzyAutomaton, max_edits};
use crate::query::terms::term_dictionary::TermCounts;

/// An expression beside the one that was typed.
#[derive(Clone, Debug)]
pub(crate) struct Soft {
    pub(crate) expression: SpanExpr,
    /// What its score counts, beside 1 for what was typed.
    pub(crate) weight: f32,
    /// Why it is looked for, for `--explain`.
    pub(crate) why: &'static str,
}

/// A query of more words is not softened: it has words enough, and each costs time.
const MOST_SOFTENED: usize = 40;

/// A word in no more releases than this may be a name that was spelled otherwise.
const RARE: usize = 400;

/// A word that a rare word may have been meant for is as rare.
const RARE_OTHER: u32 = 60;

impl Planner<'_> {
    /// Finds softer readings for each word of the query, and tells of words that occur nowhere.
    pub(crate) fn soften(&mut self, concepts: &mut [Concept], frequencies: &[usize]) -> Result<()> {
        if concepts.len() > MOST_SOFTENED {
            return Ok(());
        }
        let typed: Vec<Option<String>> = concepts
            .iter()
            .map(|concept| concept.word.clone())
            .collect();
        for ((concept, &frequency), typed) in concepts.iter_mut().zip(frequencies).zip(&typed) {
            if frequency == 0 {
                self.whole_section(concept)?;
                self.apart(concept);
            }
            let Some(typed) = typed else {
                continue;
            };
            let words = tokenize(typed);
            let plain: Vec<&str> = words.words().map(|word| word.normalized).collect();
            let word = plain.concat();
            self.variants(concept, typed, &word)?;
            self.spellings(concept, &word, frequency)?;
            self.split(concept, &word, frequency)?;
            self.meanings(concept, &word)?;
        }
        self.join(concepts, &typed)
    }

    fn soft(
        &self,
        concept: &mut Concept,
        form: &str,
        weight: f32,
        why: &'static str,
    ) -> Result<()> {
        let terms = self.text.exact(form)?;
        if !terms.is_empty() {
            concept.soft.push(Soft {
                expression: SpanExpr::terms(&terms),
                weight,
                why,
            });
        }
        Ok(())
    }

    /// Numbers in other writing, British spelling, letters whose accent or which themselves were lost.
    fn variants(&mut self, concept: &mut Concept, typed: &str, word: &str) -> Result<()> {
        for other in numbers(word) {
            self.soft(concept, other, 0.7, "the same number")?;
        }
        for other in american(word) {
            let terms = self.text.same_stem(&other, &mut self.stems)?;
            if !terms.is_empty() {
                concept.soft.push(Soft {
                    expression: SpanExpr::terms(&terms),
                    weight: 0.9,
                    why: "as Americans spell it",
                });
            }
        }
        if !typed.is_ascii() {
            let without: String = typed.chars().filter(char::is_ascii).collect();
            let spelled_out: String = typed
                .chars()
                .map(|c| match c.to_lowercase().next() {
                    Some('ä') => "ae".to_owned(),
                    Some('ö') => "oe".to_owned(),
                    Some('ü') => "ue".to_owned(),
                    _ => c.to_string(),
                })
                .collect();
            for other in [without, spelled_out] {
                let form = crate::query::plan::term_expressions::single_form(&other);
                if form != word && form.len() > 2 {
                    self.soft(concept, &form, 0.8, "written without the accent's key")?;
                }
            }
        }
        Ok(())
    }

    /// Words spelled alike: for one that occurs nowhere any; for a rare one rare ones, for it may be a name.
    fn spellings(&mut self, concept: &mut Concept, word: &str, frequency: usize) -> Result<()> {
        let changes = max_edits(word);
        if changes == 0 || frequency > RARE || word.bytes().any(|b| b.is_ascii_digit()) {
            return Ok(());
        }
        let nowhere = frequency == 0;
        if !nowhere && word.len() < 5 {
            return Ok(());
        }
        if self.bounds.spellings == 0 {
            if nowhere {
                self.note(format!("no release has `{}`", concept.label));
            }
            return Ok(());
        }
        self.bounds.spellings -= 1;
        let stem = self.stems.stem(word);
        let alike = FuzzyAutomaton::new(word, if nowhere { changes } else { changes.min(2) }, true);
        let found: Vec<_> = self
            .text
            .fuzzy(&alike)?
            .into_iter()
            .filter(|(term, count, far)| {
                *far > 0 && (nowhere || *count <= RARE_OTHER && self.stems.stem(term) != stem)
            })
            .collect();
        for distance in 1..=u32::from(changes) {
            let terms: TermCounts = found
                .iter()
                .filter(|(_, _, far)| *far == distance)
                .map(|(term, count, _)| (term.clone(), *count))
                .collect();
            let weight = match (nowhere, distance) {
                (true, 1) => 0.85,
                (true, _) => 0.5,
                (false, 1) => 0.6,
                (false, _) => 0.3,
            };
            if !terms.is_empty() {
                concept.soft.push(Soft {
                    expression: SpanExpr::terms(&terms),
                    weight,
                    why: "spelled alike",
                });
            }
        }
        if nowhere {
            let nearest = found
                .iter()
                .filter(|(term, _, _)| !term.contains('\u{1}'))
                .min_by_key(|(term, count, far)| (*far, std::cmp::Reverse(*count), term.clone()));
            let label = &concept.label;
            self.note(match nearest {
                Some((term, _, _)) => format!("no release has `{label}`; did you mean `{term}`?"),
                None => format!("no release has `{label}`"),
            });
        }
        Ok(())
    }

    /// Of words that stand together nowhere: the same words anywhere in a release.
    fn apart(&mut self, concept: &mut Concept) {
        let Predicate::Words(SearchField::Text, expression) = &concept.matcher else {
            return;
        };
        let parts = match expression.clone() {
            SpanExpr::Near { sides, .. } => sides.to_vec(),
            SpanExpr::Phrase(parts) if concept.word.is_none() => parts,
            _ => return,
        };
        self.note(format!(
            "no release has `{}`: its words are looked for further apart",
            concept.label
        ));
        concept.soft.push(Soft {
            expression: SpanExpr::AllOf(parts),
            weight: 0.5,
            why: "its words further apart",
        });
    }

    /// Of a subsection that no release cites: the section that some do.
    fn whole_section(&mut self, concept: &mut Concept) -> Result<()> {
        let Some(statute) = &concept.statute else {
            return Ok(());
        };
        let mut whole = statute.as_str();
        while let Some((section, _)) = whole.rsplit_once('(') {
            whole = section;
            let terms = self.text.beginning(whole, &['('])?;
            if !terms.is_empty() {
                self.note(format!("no release cites {statute}; did you mean {whole}?"));
                concept.soft.push(Soft {
                    expression: SpanExpr::terms(&terms),
                    weight: 0.8,
                    why: "the section that it is of",
                });
                return Ok(());
            }
        }
        self.note(format!("no release cites {statute}"));
        Ok(())
    }

    /// A rare word that may be two: `FirstMerit`.
    fn split(&mut self, concept: &mut Concept, word: &str, frequency: usize) -> Result<()> {
        if frequency > 20 || word.len() < 6 || word.len() > 40 || !word.is_ascii() {
            return Ok(());
        }
        let mut best: Option<(u32, SpanExpr)> = None;
        for at in 2..word.len() - 1 {
            let (left, right) = word.split_at(at);
            let (left, right) = (self.text.exact(left)?, self.text.exact(right)?);
            let count = left.values().sum::<u32>().min(right.values().sum());
            if count > 0 && best.as_ref().is_none_or(|(known, _)| count > *known) {
                let parts = vec![SpanExpr::terms(&left), SpanExpr::terms(&right)];
                best = Some((count, SpanExpr::phrase(parts)));
            }
        }
        if let Some((_, expression)) = best {
            concept.soft.push(Soft {
                expression,
                weight: 0.8,
                why: "written as two words",
            });
        }
        Ok(())
    }

    /// Two words side by side that may be one: `First Merit`.
    fn join(&mut self, concepts: &mut [Concept], typed: &[Option<String>]) -> Result<()> {
        for at in 1..concepts.len() {
            let (Some(left), Some(right)) = (&typed[at - 1], &typed[at]) else {
                continue;
            };
            let joined = crate::query::plan::term_expressions::single_form(left)
                + &crate::query::plan::term_expressions::single_form(right);
            for concept in &mut concepts[at - 1..=at] {
                self.soft(concept, &joined, 0.8, "written as one word")?;
            }
        }
        Ok(())
    }

    /// Other words for the same thing.
    fn meanings(&mut self, concept: &mut Concept, word: &str) -> Result<()> {
        let stem = self.stems.stem(word);
        let mut terms = TermCounts::new();
        let mut phrases = Vec::new();
        for member in members_of_stem(&stem, &self.stems) {
            for other in synonyms::of(member) {
                let parts: Vec<&str> = other
                    .split(' ')
                    .filter(|part| !is_stop_word(part))
                    .collect();
                if let [single] = parts.as_slice() {
                    terms.append(&mut self.text.same_stem(single, &mut self.stems)?);
                } else {
                    phrases.push(self.word(&parts.join("-"), SearchField::Text)?);
                }
            }
        }
        if !terms.is_empty() {
            phrases.push(SpanExpr::terms(&terms));
        }
        if !phrases.is_empty() {
            concept.soft.push(Soft {
                expression: SpanExpr::any_of(phrases),
                weight: 0.5,
                why: "other words for it",
            });
        }
        Ok(())
    }
}

/// The single words of the thesaurus that have a stem, each once. Few share its beginning, and only those are stemmed.
fn members_of_stem(stem: &str, stems: &CachingStemmer) -> Vec<&'static str> {
    let mut members: Vec<&'static str> = Vec::new();
    for member in synonyms::members_with_prefix(stem_prefix(stem)) {
        if !member.contains(' ') && stems.stems_to(member, stem) && !members.contains(&member) {
            members.push(member);
        }
    }
    members
}

/// The other ways to write a small number: digits, words, Roman numerals of more than one letter.
fn numbers(word: &str) -> Vec<&'static str> {
    const NUMBERS: [[&str; 3]; 24] = [
        ["1", "one", ""],
        ["2", "two", "ii"],
        ["3", "three", "iii"],
        ["4", "four", "iv"],
        ["5", "five", ""],
        ["6", "six", "vi"],
        ["7", "seven", "vii"],
        ["8", "eight", "viii"],
        ["9", "nine", "ix"],
        ["10", "ten", ""],
        ["11", "eleven", "xi"],
        ["12", "twelve", "xii"],
        ["13", "thirteen", "xiii"],
        ["14", "fourteen", "xiv"],
        ["15", "fifteen", "xv"],
        ["16", "sixteen", "xvi"],
        ["17", "seventeen", "xvii"],
        ["18", "eighteen", "xviii"],
        ["19", "nineteen", "xix"],
        ["20", "twenty", "xx"],
        ["30", "thirty", ""],
        ["40", "forty", ""],
        ["50", "fifty", ""],
        ["100", "hundred", ""],
    ];
    NUMBERS
        .iter()
        .filter(|forms| forms.contains(&word) && !word.is_empty())
        .flatten()
        .filter(|form| **form != word && !form.is_empty())
        .copied()
        .collect()
}

/// How Americans spell a word that may be written as the British do.
fn american(word: &str) -> Vec<String> {
    const WHOLE: [(&str, &str); 12] = [
        ("cheque", "check"),
        ("cheques", "checks"),
        ("programme", "program"),
        ("programmes", "programs"),
        ("grey", "gray"),
        ("tyre", "tire"),
        ("tyres", "tires"),
        ("jewellery", "jewelry"),
        ("judgement", "judgment"),
        ("gaol", "jail"),
        ("kerb", "curb"),
        ("storey", "story"),
    ];
    // (what stands in the word, what Americans write)
    const PARTS: [(&str, &str); 13] = [
        ("our", "or"),
        ("ise", "ize"),
        ("isa", "iza"),
        ("isi", "izi"),
        ("yse", "yze"),
        ("ence", "ense"),
        ("tre", "ter"),
        ("ll", "l"),
        ("aed", "ed"),
        ("aem", "em"),
        ("oed", "ed"),
        ("ogue", "og"),
        ("mme", "m"),
    ];
    if let Some((_, other)) = WHOLE.iter().find(|(british, _)| *british == word) {
        return vec![(*other).to_owned()];
    }
    if word.len() < 5 || !word.is_ascii() {
        return Vec::new();
    }
    PARTS
        .iter()
        .filter_map(|(british, american)| {
            let at = word.rfind(british)?;
            // Endings stand at the end, and `our` of `hours` and `court` is no ending.
            (at >= 3).then(|| format!("{}{american}{}", &word[..at], &word[at + british.len()..]))
        })
        .collect()
}
