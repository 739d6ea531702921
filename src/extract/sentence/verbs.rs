//! Which words say that a sentence is imposed, and which that it is only possible?

use crate::extract::sentence::finder::Finder;
use crate::extract::sentence::length::{Kind, Told};

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
            || lower("placed") && self.is_placed_on_probation(at)
            || lower("spend") && matches!(self.raw(at + 2), "rest" | "remainder")
    }

    /// "was placed on three years of formal probation"
    fn is_placed_on_probation(&self, at: usize) -> bool {
        const MAX_WORDS: usize = 10;
        self.raw(at + 1) == "on"
            && !matches!(self.raw(at.wrapping_sub(1)), "be" | "being")
            && (at + 2..at + MAX_WORDS).any(|at| self.raw(at) == "probation")
    }

    /// Whether it is told that something else comes on top of a term: "in addition to 42 months in prison".
    pub(super) fn is_added_to(&self, told: &Told) -> bool {
        let article = matches!(
            self.raw(told.start.wrapping_sub(1)),
            "the" | "his" | "her" | "a"
        );
        let to = told.start.wrapping_sub(1 + usize::from(article));
        told.kind == Kind::Prison
            && self.raw(to) == "to"
            && self.raw(to.wrapping_sub(1)) == "addition"
    }

    /// "a 45-year prison sentence", "the 60-month sentence"
    pub(super) fn is_before_noun(&self, told: &Told) -> bool {
        (told.end..told.end + 4).any(|at| matches!(self.raw(at), "sentence" | "sentences" | "term"))
    }

    /// Whether words before a term say that it is the most that the law allows, was asked for, or is another's.
    pub(super) fn is_not_imposed(&self, start: usize, told: &Told) -> bool {
        (start..told.start).any(|at| {
            let raw = self.raw(at);
            let lower = raw.to_ascii_lowercase();
            is_bound(&lower) && !self.is_imposed_bound(start, at)
                || matches!(
                    lower.as_str(),
                    "faces"
                        | "face"
                        | "facing"
                        | "carries"
                        | "carry"
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
                        | "asked"
                        | "eligible"
                        | "would"
                        | "exposure"
                        | "within"
                        | "possible"
                        | "ranging"
                        | "ranged"
                )
                || raw == "may" && matches!(self.raw(at + 1), "be" | "face" | "serve")
                || raw == "up" && self.raw(at + 1) == "to"
        })
    }

    /// Whether the most that the law allows is what was imposed: "was sentenced to the statutory maximum of ten years".
    fn is_imposed_bound(&self, start: usize, bound: usize) -> bool {
        const MAX_WORDS: usize = 40;
        let is_between = |at: &usize| {
            let lower = self.raw(*at).to_ascii_lowercase();
            !is_bound(&lower) && !matches!(lower.as_str(), "the" | "a" | "serve" | "allowable")
        };
        let to = (start..bound).rev().find(is_between);
        to.filter(|to| self.raw(*to) == "to").is_some_and(|to| {
            (start.max(to.saturating_sub(MAX_WORDS))..to).any(|at| {
                self.raw(at) == "sentenced"
                    && self.imposes(at)
                    && self.raw(at.wrapping_sub(1)) != "be"
            })
        })
    }

    /// Whether a word of sentences stands between the first verb and a term: "was sentenced by Judge Stone to 97 months".
    pub(super) fn is_of_a_sentence(&self, verb: usize, told: &Told) -> bool {
        const MAX_WORDS: usize = 40;
        told.start > verb
            && (verb.max(told.start.saturating_sub(MAX_WORDS))..told.start).any(|at| {
                let raw = self.raw(at).to_ascii_lowercase();
                is_sentence_word(&raw) && self.imposes(at)
                    || matches!(
                        raw.as_str(),
                        "gets" | "condenado" | "condenada" | "sentenciado" | "sentenciada"
                    )
            })
    }

    /// Whether a verb right before a term says that it is served: "to serve 18 months", "received a total of 60 months". An
    /// office is served in, too: "served two years as a director".
    pub(super) fn is_served(&self, told: &Told) -> bool {
        const MAX_WORDS: usize = 4;
        let from = told.start.saturating_sub(MAX_WORDS);
        let verb = (from..told.start).rev().find(|at| {
            matches!(
                self.raw(*at),
                "serve" | "serving" | "served" | "received" | "receiving" | "receives"
            )
        });
        let is_office = |at: usize| matches!(self.raw(at), "as" | "on" | "with" | "under");
        // "served his country for 38 years"
        let is_elsewhere = |at: usize| (at + 1..told.start).any(|at| self.raw(at) == "for");
        // "received an exclusion of ten years"
        let has_bar =
            |at: usize| (at..told.start).any(|at| is_bar_word(&self.raw(at).to_ascii_lowercase()));
        verb.is_some_and(|at| {
            !is_office(at + 1)
                && self.raw(at.wrapping_sub(1)) != "from"
                && !has_bar(at)
                && !is_elsewhere(at)
        }) && !is_office(told.end)
            && !(self.raw(told.end) == "in" && self.raw(told.end + 1) == "the")
    }

    /// Whether a term without a kind is how long a bar, an exclusion or a suspension lasts: "barred from serving as an officer
    /// of a public company for a period of five years". The nearest word of either kind before it decides.
    pub(super) fn is_of_a_bar(&self, start: usize, told: &Told) -> bool {
        if !matches!(told.kind, Kind::Open | Kind::Probation) || self.is_served(told) {
            return false;
        }
        for at in (start..told.start).rev() {
            let raw = self.raw(at).to_ascii_lowercase();
            if is_sentence_word(&raw)
                || matches!(
                    raw.as_str(),
                    "imprisonment"
                        | "prison"
                        | "jail"
                        | "incarceration"
                        | "incarcerated"
                        | "custody"
                )
            {
                return false;
            }
            let is_behind_bars = raw == "bars" && self.raw(at.wrapping_sub(1)) == "behind";
            if is_bar_word(&raw) && !is_behind_bars {
                // "barred from the industry, and placed on probation for five years"
                let is_of_court = told.kind == Kind::Probation && !raw.starts_with("licen");
                return !is_of_court;
            }
        }
        false
    }
}

/// Whether a word, in lower case, tells of the bounds that the law sets.
fn is_bound(lower: &str) -> bool {
    matches!(lower, "maximum" | "minimum" | "statutory" | "mandatory")
}

fn is_sentence_word(lower: &str) -> bool {
    matches!(
        lower,
        "sentenced" | "sentence" | "sentences" | "sentencing" | "resentenced"
    )
}

/// Whether a word, in lower case, tells of a bar: what somebody may not do, or the licence that is taken.
fn is_bar_word(lower: &str) -> bool {
    const STEMS: [&str; 13] = [
        "prohibit",
        "suspend",
        "suspens",
        "exclud",
        "exclusion",
        "debar",
        "disbar",
        "revok",
        "revoc",
        "enjoin",
        "disqualif",
        "license",
        "limitation",
    ];
    matches!(
        lower,
        "bar"
            | "bars"
            | "barred"
            | "barring"
            | "ban"
            | "bans"
            | "banned"
            | "banning"
            | "licence"
            | "injunction"
            | "forbidden"
    ) || STEMS.iter().any(|stem| lower.starts_with(stem))
}
