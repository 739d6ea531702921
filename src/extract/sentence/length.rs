//! Which lengths of imprisonment, supervised release and probation does a sentence of the text tell?

use crate::extract::annotated_page::AnnotatedPart;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};
use crate::knowledge::tables::cases::case_words::LENGTH;

/// What a length of time is served as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Prison,
    SupervisedRelease,
    Probation,
    /// Home confinement, community service, a suspended part: no imprisonment.
    Other,
    /// It is not told.
    Open,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// In tenths of months.
    Tenths(u32),
    Life,
    Death,
    TimeServed,
}

/// A length of time in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// Its first word, and the word after its last one.
    pub start: usize,
    pub end: usize,
    pub length: Length,
    pub kind: Kind,
    /// It is told in round numbers: "more than one year".
    pub vague: bool,
}

/// One, in tenths: numbers are told with halves.
pub(super) const ONE: u32 = 10;

/// Longest term in years: more is a mistake of the text, or a sum of terms.
const MAX_YEARS: u32 = 2000;

const YEARS: [&str; 4] = ["year", "years", "año", "años"];

/// Longest term in years whose unit is not told: a higher number is a year.
const MAX_BARE_YEARS: u32 = 999;

/// Words behind a length that say that it is none of imprisonment.
const OTHER: &str = "home house community electronic suspended halfway location monitoring bar ban suspension exclusion debarment \
    prohibition limitation revocation injunction monitor monitorship officer batterer batterers treatment counseling";

/// Reads lengths of time among words.
pub(super) struct LengthReader<'a> {
    pub part: &'a AnnotatedPart<'a>,
}

impl LengthReader<'_> {
    pub(super) fn words(&self) -> &[Word] {
        &self.part.annotations.words
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        let raw = self.part.printed(at);
        words.iter().any(|word| raw.eq_ignore_ascii_case(word))
    }

    /// The lengths among the words from `start` to `end`, in order.
    pub fn lengths(&self, start: usize, end: usize) -> Vec<Told> {
        let mut found = Vec::new();
        let mut at = start;
        while at < end {
            if let Some(told) = self.length_at(at, end) {
                at = told.end.max(at + 1);
                found.push(told);
            } else {
                at += 1;
            }
        }
        found
    }

    fn length_at(&self, at: usize, end: usize) -> Option<Told> {
        let first = self.words().get(at)?;
        if first.case != LetterCase::Digit && !self.part.has(first, LENGTH) {
            return None;
        }
        let vague = self.is(at.wrapping_sub(1), &["than", "over", "nearly", "almost"]);
        let told = |end: usize, length: Length, kind: Kind| {
            Some(Told {
                start: at,
                end,
                length,
                kind,
                vague,
            })
        };
        if self.is(at, &["life"]) {
            return if self.is_life_term(at) {
                told(at + 1, Length::Life, Kind::Prison)
            } else {
                None
            };
        }
        if self.is(at, &["death"])
            && self.is(at.wrapping_sub(1), &["to"])
            && self.is(at.wrapping_sub(2), &["sentenced"])
        {
            return told(at + 1, Length::Death, Kind::Prison);
        }
        if self.is(at, &["time"]) && self.is(at + 1, &["served", "already"]) {
            return told(at + 2, Length::TimeServed, Kind::Prison);
        }
        let (mut next, number) = self.number(at, end)?;
        // "25 to life"
        if self.is_to_life(next) && number <= MAX_BARE_YEARS * ONE {
            return told(next + 2, Length::Tenths(number * 12), Kind::Prison);
        }
        let mut tenths = self.unit(next, number)?;
        next += 1;
        // "a year and a half"
        if let Some(words) = self.half(next)
            && words > 0
            && self.unit(next + words, ONE).is_none()
        {
            tenths += self.unit(next - 1, ONE / 2)?;
            next += words;
        }
        // "four years and three months", "12 months and one day", "a year and a day"
        loop {
            let joined = usize::from(self.is(next, &["and", "plus"]));
            let Some((after, more)) = self.number(next + joined, end) else {
                break;
            };
            let Some(added) = self.unit(after, more) else {
                break;
            };
            let smaller = added < tenths || more == ONE && self.is(after, &["day"]);
            // "160 months and 41 months" are two terms.
            let same_unit = self
                .part
                .printed(after)
                .eq_ignore_ascii_case(self.part.printed(next - 1));
            // So are "100 months plus three years" and "four years and 30 months".
            let is_apart = self.is(after, &YEARS) || self.is(next - 1, &YEARS) && added >= 120;
            if !smaller
                || same_unit
                || is_apart
                || joined == 0
                    && self.words()[next].before != Gap::Blank
                    && self.words()[next].before != Gap::Comma
            {
                break;
            }
            // "two years in prison, three months of ..." is another term.
            let kind_here = self.kind_after(after + 1, end);
            if joined == 0 && kind_here == Kind::Other {
                break;
            }
            if !(more == ONE && self.is(after, &["day"])) {
                tenths = tenths.saturating_add(added);
            }
            next = after + 1;
        }
        // "15 years to life"
        if self.is_to_life(next) {
            return told(next + 2, Length::Tenths(tenths), Kind::Prison);
        }
        // "community service in lieu of 15 days in jail"
        if self.is(at.wrapping_sub(1), &["of"]) && self.is(at.wrapping_sub(2), &["lieu"]) {
            return told(next, Length::Tenths(tenths), Kind::Other);
        }
        // "180-month", "five-year"
        let kind = self.kind_after(next, end);
        let kind = if kind == Kind::Open {
            self.kind_before(at)
        } else {
            kind
        };
        told(next, Length::Tenths(tenths), kind)
    }

    /// Whether another length stands at a word.
    fn is_term(&self, at: usize, end: usize) -> bool {
        self.number(at, end)
            .is_some_and(|(next, number)| self.unit(next, number).is_some())
    }

    fn is_to_life(&self, at: usize) -> bool {
        self.is(at, &["to"]) && self.is(at + 1, &["life"]) && self.words()[at].before != Gap::Comma
    }

    /// The number before a term that has its unit in common with it: "33 and 21 months", "120, 87 and 87 months".
    /// `unit` is the word for it.
    pub(super) fn bare_number_before(&self, told: &Told, unit: usize, from: usize) -> Option<Told> {
        let unit = self.unit(unit, ONE)?;
        let is_and = self.is(told.start.checked_sub(1)?, &["and"]);
        let at = told.start.checked_sub(1 + usize::from(is_and))?;
        let is_list = is_and || self.words()[told.start].before == Gap::Comma;
        let (next, number) = self.number(at, told.start)?;
        let is_bare = next == at + 1 && !self.is(at, &["a", "an"]);
        (at >= from && is_list && is_bare && number <= MAX_YEARS * ONE).then(|| Told {
            start: at,
            end: at + 1,
            length: Length::Tenths((number / ONE).saturating_mul(unit)),
            ..*told
        })
    }

    /// Whether the word "life" is a term: `life in prison`, `to life`, `the rest of her life in prison`.
    fn is_life_term(&self, at: usize) -> bool {
        let before = |back: usize, words: &[&str]| self.is(at.wrapping_sub(back), words);
        // "life-threatening"
        let is_joined = self
            .words()
            .get(at + 1)
            .is_some_and(|word| word.before == Gap::Dash);
        let in_prison = self.is(at + 1, &["in"])
            && self.is(
                at + 2,
                &["prison", "federal", "state", "jail", "custody", "a"],
            );
        let prison = in_prison
            || self.is(
                at + 1,
                &[
                    "imprisonment",
                    "sentence",
                    "sentences",
                    "without",
                    "plus",
                    "term",
                ],
            )
            || before(1, &["to", "serve", "consecutive"])
            || before(1, &["of"]) && before(2, &["sentence", "sentences", "term", "terms"]);
        let other = self.is(at + 1, &["savings", "insurance", "of"])
            || before(1, &["his", "her", "their"]) && !before(3, &["rest", "remainder"]);
        prison && !other && !is_joined
    }

    /// The number, in tenths, times the unit that stands at a word, in tenths of months.
    fn unit(&self, at: usize, number: u32) -> Option<u32> {
        let tenths = if self.is(at, &["month", "months", "meses", "mes"]) {
            number
        } else if self.is(at, &YEARS) {
            if number > MAX_YEARS * ONE {
                return None;
            }
            number * 12
        } else if self.is(at, &["day", "days", "días"]) {
            (number + 15) / 30
        } else if self.is(at, &["week", "weeks"]) {
            (number * 7 + 15) / 30
        } else {
            return None;
        };
        // "a 30-year-old man", "two months later", "a four-day hearing"
        let is_other = self.is(
            at + 1,
            &[
                "old",
                "later",
                "after",
                "ago",
                "earlier",
                "before",
                "prior",
                "trial",
                "hearing",
                "investigation",
            ],
        );
        (!is_other).then_some(tenths)
    }

    /// What the words behind a length say of it.
    fn kind_after(&self, at: usize, end: usize) -> Kind {
        /// Most words between a length and what it is served as.
        const MAX_WORDS: usize = 6;
        for next in at..(at + MAX_WORDS).min(end) {
            let is_apart = self.words()[next].before == Gap::Comma
                || self.is(next, &["and", "followed", "plus"]);
            if is_apart
                && (next > at
                    || self.is(next, &["followed"])
                    || self.is_term(next, end)
                    || self.is_term(next + 1, end))
            {
                break;
            }
            // "during a 16-month period"; "a five-year period of probation"
            if self.is(next, &["period"]) && !self.is(next + 1, &["of"]) {
                return Kind::Other;
            }
            // "five years of supervised probation"
            if self.is(next, &["supervised"]) && self.is(next + 1, &["probation"]) {
                return Kind::Probation;
            }
            if self.is(
                next,
                &[
                    "supervised",
                    "supervisory",
                    "supervision",
                    "parole",
                    "libertad",
                ],
            ) {
                return Kind::SupervisedRelease;
            }
            if self.is(
                next,
                &["probation", "probations", "probationary", "probated"],
            ) {
                return Kind::Probation;
            }
            let raw = self.part.printed(next);
            if OTHER.split(' ').any(|word| raw.eq_ignore_ascii_case(word)) {
                return Kind::Other;
            }
            if self.is(
                next,
                &[
                    "prison",
                    "imprisonment",
                    "jail",
                    "incarceration",
                    "custody",
                    "bars",
                    "confinement",
                    "penitentiary",
                    "detention",
                    "prisión",
                    "incarcerated",
                ],
            ) {
                return Kind::Prison;
            }
        }
        Kind::Open
    }

    /// What the words before a length say of it: `probation for five years`, `a term of supervised release of`.
    fn kind_before(&self, at: usize) -> Kind {
        const MAX_WORDS: usize = 5;
        for before in (at.saturating_sub(MAX_WORDS)..at).rev() {
            if self.words()[before + 1].before == Gap::Comma
                || self.is(before, &["and", "followed", "to"])
            {
                break;
            }
            if self.is(before, &["possibility"]) {
                return Kind::Other;
            }
            if self.is(before, &["supervised", "supervisory", "release"]) {
                return Kind::SupervisedRelease;
            }
            if self.is(before, &["probation", "probationary"]) {
                return Kind::Probation;
            }
            if self.is(
                before,
                &[
                    "imprisonment",
                    "prison",
                    "jail",
                    "incarceration",
                    "incarcerated",
                ],
            ) {
                return Kind::Prison;
            }
            if self.is(before, &["confinement", "detention", "home", "service"]) {
                return Kind::Other;
            }
        }
        Kind::Open
    }
}
