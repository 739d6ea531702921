//! What stands right before or behind a name: an age, an office, words that say that it is sued?

use crate::extract::defendant::entities::Mention;
use crate::extract::defendant::names::{NameReader, Run};
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::case_words::{
    AUXILIARY, CONJUNCTION, DESCRIPTOR, OFFICIAL, PERSON_NOUN, PREPOSITION,
};

/// Whether an age stands behind a name: `, 43,` or `(43, Oldport)` or `, age 43`.
pub(super) fn has_age(reader: &NameReader, mention: &Mention) -> bool {
    let at = reader.after_degrees(mention.words.end);
    let gap = reader.gap(at).trim_start_matches(['.', ' ']).trim_end();
    if !(gap.starts_with(',') || gap.ends_with('(')) || at >= reader.words.len() {
        return false;
    }
    let raw = reader.raw(at);
    let is_age = |raw: &str| raw.len() == 2 && raw.bytes().all(|byte| byte.is_ascii_digit());
    let closed = |at: usize| {
        let gap = reader.gap(at);
        gap.trim_start().starts_with([',', ')', ';', '.', ']']) || at >= reader.words.len()
    };
    is_age(raw) && (closed(at + 1) || matches!(reader.raw(at + 1), "years" | "and" | "of" | "year"))
        || matches!(
            raw.to_ascii_lowercase().as_str(),
            "age" | "aged" | "dob" | "ages" | "edad"
        )
}

/// Whether an office stands behind a name: `, Special Agent in Charge of`.
pub(super) fn has_title_behind(reader: &NameReader, mention: &Mention) -> bool {
    let at = mention.words.end;
    reader.words.get(at).is_some_and(|word| {
        word.before == Gap::Comma && word.case != LetterCase::Lower && {
            let title = reader.cues.titles.longest(&reader.words[at..]);
            title.is_some_and(|(length, _)| {
                let mut words = reader.words[at..at + length].iter();
                words.any(|word| reader.cues.has(word, OFFICIAL))
            }) || matches!(
                reader.raw(at),
                "Acting" | "Assistant" | "Special" | "Deputy" | "Chief"
            )
        }
    })
}

/// Whether words right before a name of one word say that it is sued, or settles: `lawsuit against Acme`.
pub(super) fn is_sued(reader: &NameReader, run: &Run) -> bool {
    let before = |back: usize| {
        let at = run.words.start.checked_sub(back);
        at.map_or("", |at| reader.raw(at))
    };
    let is_suit = || {
        matches!(
            before(2),
            "lawsuit"
                | "lawsuits"
                | "suit"
                | "suits"
                | "Lawsuit"
                | "Suit"
                | "complaint"
                | "settlement"
                | "settlements"
                | "Settlement"
                | "agreement"
        )
    };
    let is_whole = reader.words.get(run.words.end).is_none_or(|word| {
        reader.gap(run.words.end) != " "
            || reader.cues.has(word, PREPOSITION | AUXILIARY | CONJUNCTION)
    });
    run.len() == 1
        && is_whole
        && !reader
            .cues
            .has(&reader.words[run.words.start], DESCRIPTOR | PERSON_NOUN)
        && reader.words[run.words.start].case == LetterCase::Capital
        && reader.raw(run.words.start).len() > 3
        && match before(1) {
            "sues" | "sued" | "suing" | "sue" | "Sues" | "Sued" | "Suing" => true,
            "against" | "with" | "Against" | "With" => is_suit(),
            _ => false,
        }
}
