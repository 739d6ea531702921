//! Which firm is named only to say who an accused person is: `the owner of Oldport-based Acme Inc. was charged`?

use crate::extract::defendant::entities::Mention;
use crate::extract::defendant::reader::{Cue, NameReader};
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{
    AUXILIARY, CONJUNCTION, ORG_NOUN, ORG_WORD, PERSON_NOUN, PREPOSITION, QUALIFIED,
};

/// Whether a firm only says who somebody is.
pub(super) fn tells_who(reader: &NameReader, mention: &Mention, cues: &[Cue]) -> bool {
    is_owner_of_next(reader, mention)
        || describes_noun(reader, mention, cues)
        || has_person_behind(reader, mention, cues)
        || is_of_person(reader, mention, cues)
        || is_in_clause(reader, mention, cues)
        || is_made_to_act(reader, mention)
}

/// Whether what is accused is something of the firm: `Acme’s president`, or `Acme Inc.s president`, where the apostrophe is lost.
fn is_owner_of_next(reader: &NameReader, mention: &Mention) -> bool {
    let stop = mention.run.span.end;
    mention.run.possessive || mention.run.ending && reader.text[stop..].starts_with("s ")
}

/// Whether the name only describes a noun behind it: `the Acme fraud`.
fn describes_noun(reader: &NameReader, mention: &Mention, cues: &[Cue]) -> bool {
    let (start, end) = (mention.words.start, mention.words.end);
    let Some(word) = reader.words.get(end) else {
        return false;
    };
    let has_article = start > 0 && matches!(reader.raw(start - 1), "the" | "a" | "an" | "this");
    let is_verb = ["ed", "ing"]
        .iter()
        .any(|ending| reader.raw(end).ends_with(ending))
        || cues.iter().any(|cue| cue.start == end);
    let ends_name = AUXILIARY | PREPOSITION | CONJUNCTION | ORG_NOUN;
    has_article
        && !mention.run.ending
        && reader.gap(end) == " "
        && word.case == LetterCase::Lower
        && !is_verb
        && !reader.cues.has(word, ends_name)
        && !matches!(reader.raw(end), "that" | "when" | "while")
}

/// Whether the one who is meant stands behind the name: `an Acme Inc. sales clerk`, `Acme Inc. President Jo Doe`.
fn has_person_behind(reader: &NameReader, mention: &Mention, cues: &[Cue]) -> bool {
    /// Most words up to the one that means a person.
    const MAX_WORDS: usize = 3;
    let end = mention.words.end;
    if !reader.same_sentence(end - 1, end) || mention.run.headline {
        return false;
    }
    if reader.gap(end) == " " && reader.cues.titles.longest(&reader.words[end..]).is_some() {
        return true;
    }
    let ends_noun = AUXILIARY | PREPOSITION | CONJUNCTION;
    (end..(end + MAX_WORDS).min(reader.words.len()))
        .take_while(|at| {
            let word = &reader.words[*at];
            reader.gap(*at) == " "
                && word.case == LetterCase::Lower
                && !reader.cues.has(word, ends_noun)
                && !reader.raw(*at).ends_with("ed")
                && !cues.iter().any(|cue| cue.start == *at)
        })
        .any(|at| {
            reader.cues.has(&reader.words[at], PERSON_NOUN | QUALIFIED)
                && !matches!(reader.raw(at), "his" | "her")
        })
}

/// Whether a preposition stands before the firm and the words that describe it: `the owner of Oldport-based Acme Inc.`,
/// `a clerk at a big clinic, Acme LLC,`.
fn is_of_person(reader: &NameReader, mention: &Mention, cues: &[Cue]) -> bool {
    /// Most words that describe it.
    const MAX_WORDS: usize = 9;
    const COUNTS: [&str; 10] = [
        "one", "two", "three", "four", "five", "six", "several", "some", "many", "all",
    ];
    let start = mention.words.start;
    let mut at = start;
    let is_apposed = reader.words[start].before == Gap::Comma
        && start > 0
        && reader.cues.has(&reader.words[start - 1], ORG_NOUN);
    if !is_apposed && reader.words[start].before != Gap::Blank {
        return false;
    }
    // "Oldport-based": the place has capitals.
    let is_based = |at: usize| {
        reader.raw(at).eq_ignore_ascii_case("based")
            || reader.raw(at) == "area" && reader.words[at].before == Gap::Dash
    };
    let mut in_place = is_apposed;
    while at > 0 && start - at < MAX_WORDS && reader.same_sentence(at - 1, start) {
        at -= 1;
        let word = &reader.words[at];
        if cues.iter().any(|cue| cue.start <= at && at < cue.end) {
            return false;
        }
        if reader.cues.has(word, PREPOSITION) && word.case == LetterCase::Lower {
            // "Jo Doe and two of his companies, Acme LLC"
            let is_part = at > 0
                && reader.raw(at) == "of"
                && COUNTS.contains(&reader.raw(at - 1).to_ascii_lowercase().as_str());
            return at + 1 < start
                && !is_part
                && matches!(
                    reader.raw(at),
                    "of" | "at" | "for" | "with" | "by" | "from" | "through" | "to"
                );
        }
        let is_clause = matches!(reader.raw(at), "which" | "that" | "who" | "whom" | "whose");
        let describes = word.case == LetterCase::Lower || in_place && reader.is_capital(at);
        if is_clause || !describes || reader.cues.has(word, AUXILIARY | CONJUNCTION) {
            return false;
        }
        in_place |= is_based(at);
        let is_joined = word.before == Gap::Blank
            || word.before == Gap::Dash
            || in_place && word.before == Gap::Comma;
        if !is_joined {
            return false;
        }
    }
    false
}

/// Whether somebody makes the firm do what follows: `caused Acme Inc. to pay`.
fn is_made_to_act(reader: &NameReader, mention: &Mention) -> bool {
    let before = mention.words.start.checked_sub(1);
    before.is_some_and(|at| {
        matches!(
            reader.raw(at),
            "caused" | "causing" | "induced" | "inducing" | "allowed" | "allowing" | "helped"
        )
    })
}

/// Whether the firm is told of in a clause about somebody else: `Jo Doe, who runs Acme LLC,`.
fn is_in_clause(reader: &NameReader, mention: &Mention, cues: &[Cue]) -> bool {
    /// Most words between the beginning of the clause and the firm.
    const MAX_WORDS: usize = 5;
    let start = mention.words.start;
    let accuses = |at: usize| {
        cues.iter().any(|cue| {
            cue.start <= at
                && at < cue.end
                && !cue.is(Accusation::MayDo)
                && !cue.is(Accusation::Alias)
        })
    };
    let mut at = start;
    while at > 0
        && start - at < MAX_WORDS
        && reader.words[at].before == Gap::Blank
        && reader.same_sentence(at - 1, start)
    {
        at -= 1;
        if reader.raw(at) == "who" {
            return at + 1 < start;
        }
        if reader.words[at].case != LetterCase::Lower || accuses(at) {
            return false;
        }
    }
    false
}

/// Whether a phrase before a firm means something else: `a clinic named Acme`, `co-conspirators ran Acme`.
pub(super) fn is_other_object(reader: &NameReader, cue: &Cue, start: usize) -> bool {
    const PARTIES: [&str; 11] = [
        "conspirator",
        "conspirators",
        "coconspirator",
        "coconspirators",
        "codefendant",
        "codefendants",
        "defendant",
        "defendants",
        "suspect",
        "suspects",
        "respondents",
    ];
    let last = reader.raw(cue.end - 1);
    let before = cue.start.checked_sub(1);
    let is_of_firms = |at: usize| reader.cues.has(&reader.words[at], ORG_NOUN | ORG_WORD);
    if last == "named" && cue.is(Accusation::Names) {
        let of_group = |at: usize| {
            matches!(
                reader.raw(at),
                "entity"
                    | "entities"
                    | "businesses"
                    | "firms"
                    | "clinics"
                    | "funds"
                    | "stores"
                    | "was"
                    | "were"
            )
        };
        return before.is_some_and(|at| is_of_firms(at) || of_group(at));
    }
    PARTIES.iter().any(|party| last.eq_ignore_ascii_case(party))
        && (cue.end..start).any(|at| !is_of_firms(at))
}
