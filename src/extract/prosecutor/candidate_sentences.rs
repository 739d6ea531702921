//! Can a sentence name a prosecutor at all? Most cannot, and need not be cut into tokens.

use std::ops::Range;

use crate::extract::prosecutor::sentence::Context;
use crate::knowledge::entities::recognizer::Reading;
use crate::knowledge::entities::words::{
    Case, ENFORCER, Notable, TELLS, TELLS_OF_STAFF, TELLS_WITH, Word,
};

/// What stands behind the words that tell of prosecutors only together with it: "argued by", "in charge of", and the
/// "Director of Criminal Enforcement" of the Antitrust Division.
const WITH: [(&str, &str); 3] = [("", " by"), ("charge", " of"), ("", " of Criminal")];

/// The words of a text that tell of prosecutors: where each stands, in order.
pub(super) fn triggers_in<'a>(
    context: Context<'a>,
    reading: &'a Reading,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let may_tell = |word: &&Notable| word.begins(TELLS | TELLS_OF_STAFF | TELLS_WITH);
    reading
        .notable
        .iter()
        .filter(may_tell)
        .map(|&notable| (notable, &reading.words[notable.at()]))
        .filter(move |(notable, word)| tells(context, *notable, word))
        .map(|(_, word)| word.start..word.end)
}

fn tells(context: Context, notable: Notable, word: &Word) -> bool {
    let rest = &context.text[word.end..];
    if notable.case == Case::Upper {
        // Headlines in capitals name prosecutors by few titles, and "AG" before a comma is a company's.
        let title = context.text[word.start..word.end].trim_end_matches(['s', 'S']);
        return match title {
            "ATTORNEY" | "FISCAL" | "AUSA" => true,
            "ADA" | "DDA" | "DA" | "AG" => rest.starts_with(' '),
            _ => false,
        };
    }
    notable.begins(TELLS) && !begins_office(rest)
        || notable.begins(TELLS_OF_STAFF) && context.enforcer
        || notable.begins(TELLS_WITH)
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
pub(super) fn names_enforcer(text: &str, reading: &Reading) -> bool {
    let mut notable = reading.notable.iter();
    notable.any(|notable| {
        notable.begins(ENFORCER) && {
            let word = &reading.words[notable.at()];
            match &text[word.start..word.end] {
                "Securities" => text[word.end..].starts_with(" and Exchange Commission"),
                "Trade" => text[..word.start].ends_with("Federal "),
                _ => notable.case == Case::Upper,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::model::EvidenceSource;

    fn read(text: &str) -> Reading {
        Knowledge::builtin().lexicon().read(text)
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
