//! Can a sentence name a prosecutor at all? Most cannot, and need not be cut into tokens.

use std::ops::Range;

use crate::knowledge::lexicon::Reading;
use crate::knowledge::words::{Case, ENFORCER, TELLS, TELLS_OF_STAFF, TELLS_WITH, Word};

/// What stands behind the words that tell of prosecutors only together with it: "argued by", "in charge of", and the
/// "Director of Criminal Enforcement" of the Antitrust Division.
const WITH: [(&str, &str); 3] = [("", " by"), ("charge", " of"), ("", " of Criminal")];

/// The words of one text that tell of prosecutors, for questions in the order of the text.
pub(super) struct Triggers<'a> {
    text: &'a str,
    reading: &'a Reading,
    /// Whether the release is a civil enforcer's.
    enforcer: bool,
    /// How many of the reading's notable words were looked at.
    seen: usize,
    /// The first word that tells and does not begin before the last part asked for.
    next: Option<Range<usize>>,
}

impl<'a> Triggers<'a> {
    pub fn of(text: &'a str, reading: &'a Reading, enforcer: bool) -> Self {
        let mut triggers = Triggers {
            text,
            reading,
            enforcer,
            seen: 0,
            next: None,
        };
        triggers.go_on();
        triggers
    }

    /// Whether one stands in this part of the text. Parts must be asked for in their order, and begin and end between words.
    pub fn stand_in(&mut self, part: &Range<usize>) -> bool {
        while let Some(next) = &self.next {
            if next.start >= part.start {
                return next.end <= part.end;
            }
            self.go_on();
        }
        false
    }

    /// The words of the text.
    pub fn words(&self) -> &'a [Word] {
        &self.reading.words
    }

    fn go_on(&mut self) {
        let notable = &self.reading.notable[self.seen..];
        let mut words = notable.iter().map(|&at| &self.reading.words[at]);
        let found = words.position(|word| self.tells(word));
        self.seen += found.map_or(notable.len(), |found| found + 1);
        self.next = found.map(|found| {
            let word = &self.reading.words[notable[found]];
            word.start..word.end
        });
    }

    fn tells(&self, word: &Word) -> bool {
        if !word.begins(TELLS | TELLS_OF_STAFF | TELLS_WITH) {
            return false;
        }
        let rest = &self.text[word.end..];
        if word.case == Case::Upper {
            // Headlines in capitals name prosecutors by few titles, and "AG" before a comma is a company's.
            let title = self.text[word.start..word.end].trim_end_matches(['s', 'S']);
            return match title {
                "ATTORNEY" | "FISCAL" | "AUSA" => true,
                "ADA" | "DDA" | "DA" | "AG" => rest.starts_with(' '),
                _ => false,
            };
        }
        word.begins(TELLS) && !begins_office(rest)
            || word.begins(TELLS_OF_STAFF) && self.enforcer
            || word.begins(TELLS_WITH)
                && WITH.iter().any(|(last, next)| {
                    rest.starts_with(next) && self.text[..word.end].ends_with(last)
                })
    }
}

/// Whether a title is followed by "Office", as in "the Attorney's Office": an office is no person, and who speaks for it or
/// works there has a title or a verb of his own.
fn begins_office(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['\'', '’']);
    rest.starts_with(" Office") || rest.starts_with(" office")
}

/// Whether a text names one of the civil enforcers whose releases name their staff without titles.
pub(super) fn names_enforcer(text: &str, reading: &Reading) -> bool {
    let mut words = reading.notable.iter().map(|&at| &reading.words[at]);
    words.any(|word| {
        word.begins(ENFORCER)
            && match &text[word.start..word.end] {
                "Securities" => text[word.end..].starts_with(" and Exchange Commission"),
                "Trade" => text[..word.start].ends_with("Federal "),
                _ => word.case == Case::Upper,
            }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn read(text: &str) -> Reading {
        Knowledge::builtin().lexicon().read(text)
    }

    #[test]
    fn only_parts_with_a_word_that_tells_are_read() {
        let text = "The staff met. It was led by her. He led. The counsel left. The Attorney’s Office is old.";
        let ends = [14, 33, 41, 59, text.len()];
        let reading = read(text);
        let stand = |enforcer| {
            let mut triggers = Triggers::of(text, &reading, enforcer);
            let mut start = 0;
            ends.map(|end| {
                let part = start..end;
                start = end;
                triggers.stand_in(&part)
            })
        };
        assert_eq!(stand(false), [false, true, false, true, false]);
        assert_eq!(stand(true), [true, true, false, true, false]);
    }

    #[test]
    fn a_civil_enforcer_is_known_by_its_name_or_its_letters() {
        for text in [
            "The SEC’s complaint",
            "the Securities and Exchange Commission filed",
            "U.S. SECURITIES AND EXCHANGE COMMISSION",
            "the Federal Trade Commission",
            "the CFTC and the CFPB",
        ] {
            assert!(names_enforcer(text, &read(text)), "{text}");
        }
        for text in ["Sec. 5 of the Securities Act", "free trade", "the FBI"] {
            assert!(!names_enforcer(text, &read(text)), "{text}");
        }
    }
}
