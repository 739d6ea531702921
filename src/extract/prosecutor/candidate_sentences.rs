//! Can a sentence name a prosecutor at all? Most cannot, and need not be cut into tokens.

use std::ops::Range;

use crate::extract::prosecutor::sentence::Context;
use crate::knowledge::entities::mention::AnnotatedText;
use crate::knowledge::entities::vocabulary::{
    ENFORCER_NAME, ENFORCER_STAFF_CUE, PROSECUTOR_CUE, PROSECUTOR_PHRASE_CUE,
};
use crate::knowledge::entities::word::{CandidateToken, LetterCase, Word};

/// What stands behind the words that tell of prosecutors only together with it: "argued by", "in charge of", and the
/// "Director of Criminal Enforcement" of the Antitrust Division.
const WITH: [(&str, &str); 3] = [("", " by"), ("charge", " of"), ("", " of Criminal")];

/// The words of a text that tell of prosecutors: where each stands, in order.
pub(super) fn triggers_in<'a>(
    context: Context<'a>,
    reading: &'a AnnotatedText,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let may_tell = |word: &&CandidateToken| {
        word.has_flag(PROSECUTOR_CUE | ENFORCER_STAFF_CUE | PROSECUTOR_PHRASE_CUE)
    };
    reading
        .candidates
        .iter()
        .filter(may_tell)
        .map(|&candidate| (candidate, &reading.words[candidate.word_index()]))
        .filter(move |(candidate, word)| tells(context, *candidate, word))
        .map(|(_, word)| word.start..word.end)
}

fn tells(context: Context, candidate: CandidateToken, word: &Word) -> bool {
    let rest = &context.text[word.end..];
    if candidate.case == LetterCase::Upper {
        // Headlines in capitals name prosecutors by few titles, and "AG" before a comma is a company's.
        let title = context.text[word.start..word.end].trim_end_matches(['s', 'S']);
        return match title {
            "ATTORNEY" | "FISCAL" | "AUSA" => true,
            "ADA" | "DDA" | "DA" | "AG" => rest.starts_with(' '),
            _ => false,
        };
    }
    candidate.has_flag(PROSECUTOR_CUE) && !begins_office(rest)
        || candidate.has_flag(ENFORCER_STAFF_CUE) && context.enforcer
        || candidate.has_flag(PROSECUTOR_PHRASE_CUE)
            && WITH.iter().any(|(last, next)| {
                rest.starts_with(next) && context.text[..word.end].ends_with(last)
            })
}

/// Whether a title is followed by "Office", as in "the Attorney's Office": an office is no person, and who speaks for it or
/// works there has a title or a verb of his own.
fn begins_office(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['\'', '’']);
    rest.starts_with(" Office") || rest.starts_with(" office")
}

/// Whether a text names one of the civil enforcers whose releases name their staff without titles.
pub(super) fn names_enforcer(text: &str, reading: &AnnotatedText) -> bool {
    let mut candidate = reading.candidates.iter();
    candidate.any(|candidate| {
        candidate.has_flag(ENFORCER_NAME) && {
            let word = &reading.words[candidate.word_index()];
            match &text[word.start..word.end] {
                "Securities" => text[word.end..].starts_with(" and Exchange Commission"),
                "Trade" => text[..word.start].ends_with("Federal "),
                _ => candidate.case == LetterCase::Upper,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::model::EvidenceSource;

    fn read(text: &str) -> AnnotatedText {
        Knowledge::builtin().recognizer().annotate(text)
    }

    #[test]
    fn only_words_that_tell_are_found() {
        let text = "The staff met. It was led by her. He led. The counsel left. The Attorney’s Office is old.";
        let reading = read(text);
        let found = |enforcer| {
            let context = Context {
                text,
                place: &EvidenceSource::Text,
                headline: false,
                enforcer,
            };
            let words = triggers_in(context, &reading).map(|word| &text[word]);
            words.collect::<Vec<_>>()
        };
        assert_eq!(found(false), ["led", "counsel"]);
        assert_eq!(found(true), ["staff", "led", "counsel"]);
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
