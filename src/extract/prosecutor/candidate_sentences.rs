//! Which sentences can name a prosecutor? Most cannot, and are not cut into tokens.

use std::ops::Range;

use crate::extract::prosecutor::sentence::SentenceContext;
use crate::knowledge::entities::mention::AnnotatedText;
use crate::knowledge::entities::vocabulary::{
    ENFORCER_NAME, ENFORCER_STAFF_CUE, PROSECUTOR_CUE, PROSECUTOR_PHRASE_CUE,
};
use crate::knowledge::entities::word::{CandidateToken, LetterCase, Word};

/// Ends of trigger words that need certain words after them, with these words: "argued by", "in charge of", and the
/// "Director of Criminal Enforcement" of the Antitrust Division.
const REQUIRED_AFTER: [(&str, &str); 3] = [("", " by"), ("charge", " of"), ("", " of Criminal")];

/// Whole sentences of a text.
pub(super) struct Passage {
    /// Byte span in the text.
    pub span: Range<usize>,
    /// Whether it is a paragraph with the length and end of a headline.
    pub may_be_headline: bool,
}

/// The passages of a text that can name prosecutors, in order: those with trigger words. A title is one passage.
pub(super) fn candidate_passages(
    context: SentenceContext,
    annotations: &AnnotatedText,
) -> Vec<Passage> {
    let text = context.text;
    let mut passages: Vec<Passage> = Vec::new();
    let mut read = 0;
    let mut paragraph = 0..0;
    for trigger in trigger_words(context, annotations) {
        // The last passage may hold this trigger word as well.
        if trigger.start < read {
            continue;
        }
        let passage = if context.headline {
            Passage {
                span: 0..text.len(),
                may_be_headline: false,
            }
        } else {
            if trigger.start >= paragraph.end {
                paragraph = paragraph_around(text, &trigger, read);
            }
            if may_be_headline(&text[paragraph.clone()]) {
                Passage {
                    span: paragraph.clone(),
                    may_be_headline: true,
                }
            } else {
                let unread = read.max(paragraph.start)..paragraph.end;
                Passage {
                    span: sentences_around(text, &trigger, unread),
                    may_be_headline: false,
                }
            }
        };
        read = passage.span.end;
        passages.push(passage);
    }
    passages
}

/// The trigger words of a text, in order, as byte spans. A sentence without one names no prosecutor.
fn trigger_words<'a>(
    context: SentenceContext<'a>,
    reading: &'a AnnotatedText,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let may_be_trigger = |word: &&CandidateToken| {
        word.has_flag(PROSECUTOR_CUE | ENFORCER_STAFF_CUE | PROSECUTOR_PHRASE_CUE)
    };
    reading
        .candidates
        .iter()
        .filter(may_be_trigger)
        .map(|&candidate| (candidate, &reading.words[candidate.word_index()]))
        .filter(move |(candidate, word)| is_trigger(context, *candidate, word))
        .map(|(_, word)| word.start..word.end)
}

/// Whether a word of the table of trigger words is one where it stands.
fn is_trigger(context: SentenceContext, candidate: CandidateToken, word: &Word) -> bool {
    let rest = &context.text[word.end..];
    if candidate.case == LetterCase::Upper {
        // Headlines in capitals name prosecutors by few titles. "AG" before a comma is part of a company's name.
        let title = context.text[word.start..word.end].trim_end_matches(['s', 'S']);
        return match title {
            "ATTORNEY" | "FISCAL" | "AUSA" => true,
            "ADA" | "DDA" | "DA" | "AG" => rest.starts_with(' '),
            _ => false,
        };
    }
    candidate.has_flag(PROSECUTOR_CUE) && !is_office_after(rest)
        || candidate.has_flag(ENFORCER_STAFF_CUE) && context.enforcer
        || candidate.has_flag(PROSECUTOR_PHRASE_CUE)
            && REQUIRED_AFTER.iter().any(|(last, next)| {
                rest.starts_with(next) && context.text[..word.end].ends_with(last)
            })
}

/// Whether "Office" follows a title, as in "the Attorney's Office". An office is no person; a person who speaks for it has
/// a title or a verb of their own.
fn is_office_after(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['\'', '’']);
    rest.starts_with(" Office") || rest.starts_with(" office")
}

/// The paragraph around a word, between empty lines. It does not begin before byte `from`.
fn paragraph_around(text: &str, word: &Range<usize>, from: usize) -> Range<usize> {
    let (before, after) = (
        &text.as_bytes()[from..word.start],
        &text.as_bytes()[word.end..],
    );
    let start = memchr::memrchr_iter(b'\n', before).find(|&at| before[..at].last() == Some(&b'\n'));
    let end = memchr::memchr_iter(b'\n', after).find(|&at| after.get(at + 1) == Some(&b'\n'));
    start.map_or(from, |at| from + at + 1)..end.map_or(text.len(), |at| word.end + at)
}

/// The sentence around a word within `part`, or several where their ends are in doubt.
fn sentences_around(text: &str, word: &Range<usize>, part: Range<usize>) -> Range<usize> {
    let text = text.as_bytes();
    let ends = |stop: &usize| ends_sentence(&text[part.clone()], stop - part.start);
    let before = memchr::memrchr_iter(b'.', &text[part.start..word.start])
        .map(|at| part.start + at)
        .find(ends);
    let after = memchr::memchr_iter(b'.', &text[word.end..part.end])
        .map(|at| word.end + at)
        .find(ends);
    before.map_or(part.start, |stop| stop + 1)..after.map_or(part.end, |stop| stop + 1)
}

/// Whether this full stop ends a sentence without doubt: it follows a word in small letters that is too long for an
/// abbreviation, and a capital follows it.
fn ends_sentence(text: &[u8], stop: usize) -> bool {
    const WORD: usize = 5;
    let word = stop.checked_sub(WORD).map(|start| &text[start..stop]);
    let next = text.get(stop + 1..stop + 3);
    word.is_some_and(|word| word.iter().all(u8::is_ascii_lowercase))
        && next.is_some_and(|next| next[0] == b' ' && next[1].is_ascii_uppercase())
}

/// Whether a paragraph has the length and end of a headline.
fn may_be_headline(paragraph: &str) -> bool {
    /// Maximum length of a headline, in bytes.
    const MAX_LENGTH: usize = 250;
    paragraph.len() <= MAX_LENGTH && !paragraph.ends_with('.')
}

/// Whether a text names a civil enforcer: their releases name staff without titles.
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
    fn only_trigger_words_are_found() {
        let text = "The staff met. It was led by her. He led. The counsel left. The Attorney’s Office is old.";
        let reading = read(text);
        let found = |enforcer| {
            let context = SentenceContext {
                text,
                place: &EvidenceSource::Text,
                headline: false,
                enforcer,
                about_posts: false,
            };
            let words = trigger_words(context, &reading).map(|word| &text[word]);
            words.collect::<Vec<_>>()
        };
        assert_eq!(found(false), ["led", "counsel"]);
        assert_eq!(found(true), ["staff", "led", "counsel"]);
    }

    #[test]
    fn a_civil_enforcer_is_named_in_full_or_by_its_abbreviation() {
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
