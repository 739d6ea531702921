//! Which words say that a sentence is imposed, and which that it is only possible?

use crate::extract::sentence::finder::Finder;
use crate::extract::sentence::length::Told;

impl Finder<'_> {
    /// Whether the words at `at` say that a sentence is imposed or served.
    pub(super) fn imposes(&self, at: usize) -> bool {
        let raw = self.raw(at);
        let lower = |word: &str| raw.eq_ignore_ascii_case(word);
        if lower("sentenced")
            || lower("sentencing") && self.raw(at + 1) == "him"
            || lower("sentences")
        {
            // "is scheduled to be sentenced", "when sentenced"
            let before: Vec<&str> = (at.saturating_sub(4)..at).map(|at| self.raw(at)).collect();
            let planned = before.ends_with(&["to", "be"])
                || before.contains(&"scheduled")
                || before
                    .last()
                    .is_some_and(|word| matches!(*word, "when" | "When" | "if"))
                || before.contains(&"will");
            return !planned;
        }
        if lower("sentence") {
            // "Sentence: Oct. 4, 1963; one year of probation"
            let next = self.part.annotations.words.get(at + 1);
            if next.is_some_and(|next| self.part.text[..next.start].trim_end().ends_with(':')) {
                return true;
            }
            return (1..8)
                .any(|next| matches!(self.raw(at + next), "imposed" | "was" | "of" | "on" | "to"))
                || (1..6).any(|before| {
                    at.checked_sub(before).is_some_and(|at| {
                        matches!(
                            self.raw(at),
                            "imposed"
                                | "received"
                                | "receiving"
                                | "serving"
                                | "serve"
                                | "handed"
                                | "term"
                                | "for"
                        )
                    })
                });
        }
        if lower("serve")
            || lower("serving")
            || lower("ordered")
            || lower("imposed")
            || lower("received")
            || lower("served")
        {
            return true;
        }
        lower("condenado")
            || lower("condenada")
            || lower("sentenciado")
            || lower("sentenciada")
            || lower("recibió")
            || lower("gets")
            || lower("given")
            || lower("spend") && matches!(self.raw(at + 2), "rest" | "remainder")
    }

    /// "a 45-year prison sentence", "the 60-month sentence"
    pub(super) fn is_before_noun(&self, told: &Told) -> bool {
        (told.end..told.end + 4).any(|at| matches!(self.raw(at), "sentence" | "sentences" | "term"))
    }

    /// Whether words before a term say that it is the most that the law allows, was asked for, or is another's.
    pub(super) fn is_not_imposed(&self, start: usize, told: &Told) -> bool {
        (start..told.start).any(|at| {
            let raw = self.raw(at);
            matches!(
                raw.to_ascii_lowercase().as_str(),
                "faces"
                    | "face"
                    | "facing"
                    | "maximum"
                    | "minimum"
                    | "carries"
                    | "carry"
                    | "statutory"
                    | "punishable"
                    | "could"
                    | "sought"
                    | "recommended"
                    | "recommend"
                    | "requested"
                    | "guidelines"
                    | "seek"
                    | "seeking"
                    | "potential"
                    | "mandatory"
                    | "asked"
                    | "eligible"
                    | "would"
                    | "exposure"
                    | "possible"
            ) || raw == "may" && matches!(self.raw(at + 1), "be" | "face" | "serve")
                || raw == "up" && self.raw(at + 1) == "to"
        })
    }
}
