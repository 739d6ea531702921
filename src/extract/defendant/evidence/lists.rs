//! Whom do lists of accused persons name, one a line, and which names of a sentence stand in one list?

use crate::extract::defendant::beside::has_age;
use crate::extract::defendant::entities::{Mention, Parties};
use crate::extract::defendant::reader::{Cue, NameReader};
use crate::knowledge::entities::word::Gap;
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{CONJUNCTION, PREPOSITION};
use crate::knowledge::tables::name_words::NameWord;

/// Notes those whom a list of accused persons names, one a line.
pub(super) fn note(reader: &NameReader, mentions: &[Mention], cues: &[Cue], parties: &mut Parties) {
    /// Most sentences from one line of a list to the next, and most where each paragraph between them begins with a name.
    const MAX_GAP: u32 = 4;
    const MAX_OF_PARAGRAPH: u32 = 15;
    /// Most names of one line.
    const MAX_IN_LINE: usize = 60;
    let sentence_of = |at: usize| reader.words.get(at).map_or(u32::MAX, |word| word.sentence);
    // The number of the last line's sentence, and its first word.
    let mut list: Option<(u32, usize)> = None;
    let mut next_cue = 0;
    for (at, mention) in mentions.iter().enumerate() {
        let start = line_start(reader, mention);
        let number = sentence_of(start);
        if has_offense_below(reader, mention)
            && let Some(party) = mention.party
        {
            // A list of pardons tells nothing else of each.
            let evidence = &mut parties.all[party].evidence;
            evidence.strong = evidence.strong.saturating_add(2);
        }
        if !begins_line(reader, mention) {
            continue;
        }
        // The sentence before this line.
        while next_cue < cues.len() && cues[next_cue].start < start {
            next_cue += 1;
        }
        let before = sentence_of(start.wrapping_sub(1));
        let from = cues[..next_cue].partition_point(|cue| sentence_of(cue.start) < before);
        let begins = announces_list(reader, &cues[from..next_cue], start);
        let goes_on = list.is_some_and(|(last, from)| {
            let sentences = number.saturating_sub(last);
            sentences <= MAX_GAP
                || sentences <= MAX_OF_PARAGRAPH && is_next_paragraph(reader, from, start)
        });
        if !begins && !goes_on {
            list = None;
            continue;
        }
        list = Some((number, start));
        // All names in front of the line's first verb.
        for (place, mention) in mentions[at..].iter().take(MAX_IN_LINE).enumerate() {
            let joined = place == 0
                || sentence_of(mention.words.start) == number
                    && reader.separates(mentions[at + place - 1].words.end, mention.words.start);
            if !joined {
                break;
            }
            if let Some(party) = mention.party
                && !mention.run.titled
            {
                let evidence = &mut parties.all[party].evidence;
                evidence.strong = evidence.strong.saturating_add(1);
            }
        }
    }
}

/// Notes those who stand in cells of a table or lines of a list: `Jo Doe, 43, Oldport` below a line `Defendant`, or two such
/// lines behind one another.
pub(super) fn note_cells(
    reader: &NameReader,
    mentions: &[Mention],
    cues: &[Cue],
    parties: &mut Parties,
) {
    let is_heading = |cue: &&Cue| {
        cue.end == cue.start + 1
            && matches!(reader.raw(cue.start), "Defendant" | "Defendants")
            && reader.gap(cue.start).contains('\n')
            && reader.gap(cue.end).contains('\n')
    };
    let heading = cues.iter().find(is_heading);
    let mut last = None;
    for (at, mention) in mentions.iter().enumerate() {
        let Some(end) = cell_end(reader, mention) else {
            continue;
        };
        let is_below = heading.is_some_and(|heading| heading.end <= mention.words.start);
        let is_listed = begins_line(reader, mention);
        let before = last
            .replace((at, end))
            .filter(|(_, end)| is_listed && *end == mention.words.start);
        let noted = [before.map(|(before, _)| before), Some(at)];
        let is_noted = is_below || before.is_some();
        for at in noted.into_iter().flatten().filter(|_| is_noted) {
            if let (Some(party), false) = (mentions[at].party, mentions[at].run.titled) {
                let evidence = &mut parties.all[party].evidence;
                evidence.strong = evidence.strong.saturating_add(1);
            }
        }
    }
}

/// The word that begins the line right behind a name with an age and a place.
fn cell_end(reader: &NameReader, mention: &Mention) -> Option<usize> {
    /// Most words of the age and the place.
    const MAX_WORDS: usize = 6;
    if !has_age(reader, mention) {
        return None;
    }
    let end = mention.words.end;
    let mut behind = end + 1..=end + MAX_WORDS;
    let end = behind.find(|at| reader.gap(*at).contains(['\n', '.', ';', ':']))?;
    reader.gap(end).contains('\n').then_some(end)
}

/// Whether no paragraph begins between the words `from` and `to`.
fn is_next_paragraph(reader: &NameReader, from: usize, to: usize) -> bool {
    (from + 1..to).all(|at| !reader.gap(at).contains("\n\n"))
}

/// The first word of a name with the title before it: `Dr. Jo Doe`.
fn line_start(reader: &NameReader, mention: &Mention) -> usize {
    let start = mention.words.start;
    start - usize::from(reader.raw(start.wrapping_sub(1)) == "Dr")
}

/// Whether a name begins a line of a list that a sentence with a colon announces: `Those who pleaded guilty are:`.
fn begins_line(reader: &NameReader, mention: &Mention) -> bool {
    let gap = reader.gap(line_start(reader, mention));
    gap.contains('\n') || gap.contains(['•', '*', '\u{25cf}'])
}

/// Whether a list of accused persons follows the sentence that ends before word `end`.
fn announces_list(reader: &NameReader, cues: &[Cue], end: usize) -> bool {
    // "found the following defendants guilty:"
    let names_defendants =
        |cue: &Cue| cue.is(Accusation::Names) && reader.raw(cue.end - 1) == "defendants";
    reader.gap(end).trim_start().starts_with(':')
        && cues.iter().any(|cue| {
            cue.is(Accusation::Done) || cue.is(Accusation::Does) || names_defendants(cue)
        })
        && !cues
            .iter()
            .any(|cue| cue.is(Accusation::Staff) || cue.is(Accusation::Speaks))
}

/// Whether a name stands as in a list of pardons: `Jo Doe - Oldport, Utah`, `Offense: ...`
fn has_offense_below(reader: &NameReader, mention: &Mention) -> bool {
    /// Most words between the name and the label.
    const MAX_WORDS: usize = 8;
    let end = mention.words.end;
    begins_line(reader, mention)
        && (end..end + MAX_WORDS).any(|at| {
            matches!(
                reader.raw(at),
                "Offense" | "Offenses" | "Charge" | "Charges"
            ) && reader.gap(at + 1).starts_with(':')
        })
}

/// Most words between two names of a list.
const MAX_LIST: usize = 30;

/// Whether a name is the object of a preposition, and no phrase of the tables makes it the one accused.
pub(super) fn is_embedded(reader: &NameReader, mention: &Mention, cues: &[Cue]) -> bool {
    let start = mention.words.start;
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let skip = usize::from(reader.raw(before) == "the" && before > 0);
    // "agreement with the Oldport County School District"
    let is_cue = cues.iter().any(|cue| {
        let is_before =
            cue.end == start || skip > 0 && cue.end == before && reader.raw(cue.end - 1) == "with";
        is_before && !cue.is(Accusation::Staff)
    });
    let word = &reader.words[before - skip];
    word.sentence == reader.words[start].sentence
        && reader.words[start].before == Gap::Blank
        && reader.cues.has(word, PREPOSITION)
        && !is_cue
}

/// Whether a name of one word is the rest of a longer one behind a preposition, which a word that ends names has cut: `an owner
/// of Oldport Home Health`.
pub(super) fn is_rest_of_object(reader: &NameReader, mention: &Mention) -> bool {
    let mut start = mention.words.start;
    let is_joined =
        |at: usize| at > 0 && reader.words[at].before == Gap::Blank && reader.is_capital(at - 1);
    let is_rest = mention.party.is_none()
        && mention.words.len() == 1
        && is_joined(start)
        && reader.cues.name_word(&reader.words[start - 1]) == Some(NameWord::Boundary);
    while is_rest && is_joined(start) {
        start -= 1;
    }
    let before = start.checked_sub(1).map(|before| &reader.words[before]);
    is_rest
        && before.is_some_and(|before| {
            before.sentence == reader.words[start].sentence && reader.cues.has(before, PREPOSITION)
        })
}

/// Words that begin a clause of its own: what they name stands in no list with what is named before.
const BEGIN_CLAUSES: [&str; 8] = [
    "although", "because", "if", "that", "when", "where", "whether", "while",
];

/// Whether `next` goes on with a list that holds `last`.
pub(super) fn goes_on(reader: &NameReader, last: &Mention, next: &Mention, cues: &[Cue]) -> bool {
    let (from, to) = (last.words.end, next.words.start);
    if to < from || to - from > MAX_LIST {
        return false;
    }
    let verb_between = cues.iter().any(|cue| {
        cue.start >= from
            && cue.end <= to
            && !cue.is(Accusation::Alias)
            && !cue.is(Accusation::MayName)
            && !(cue.is(Accusation::Names) && reader.raw(cue.start).to_lowercase().contains("def"))
    });
    let joined = matches!(reader.words[to].before, Gap::Comma | Gap::Other | Gap::Close)
        || to > from && reader.cues.has(&reader.words[to - 1], CONJUNCTION)
        // "and Officer Jo Doe", "; the clerk Jo Doe"
        || (to.saturating_sub(5).max(from)..to).rev().any(|at| {
            let word = &reader.words[at];
            let clear = (at..to).all(|at| {
                // "and that Jo Doe hid it" goes on.
                let is_joined = at > 0 && reader.cues.has(&reader.words[at - 1], CONJUNCTION);
                !reader.cues.has(&reader.words[at], PREPOSITION)
                    && (is_joined || !BEGIN_CLAUSES.contains(&reader.raw(at)))
            });
            clear && (word.before == Gap::Comma || reader.cues.has(word, CONJUNCTION))
        });
    !verb_between && joined
}

/// Whether the accused of a phrase do something to what is named behind it: "the defendants stole", "the suspects noticed".
pub(super) fn acts(reader: &NameReader, cue: &Cue, name: usize, cues: &[Cue]) -> bool {
    let last = reader.raw(cue.end - 1);
    let is_noun = [
        "defendant",
        "defendants",
        "codefendants",
        "suspect",
        "suspects",
    ]
    .iter()
    .any(|noun| last.eq_ignore_ascii_case(noun));
    let does = |cue: &&Cue| cue.is(Accusation::MayDo) || cue.is(Accusation::Victim);
    let between = cues
        .iter()
        .filter(|next| next.start >= cue.end && next.end <= name);
    is_noun
        && (between.clone().any(|next| does(&next))
            || (cue.end..name).any(|at| {
                matches!(
                    reader.raw(at),
                    "approached"
                        | "bought"
                        | "carried"
                        | "crashed"
                        | "drove"
                        | "entered"
                        | "fled"
                        | "followed"
                        | "met"
                        | "noticed"
                        | "parked"
                        | "purchased"
                        | "rented"
                        | "rode"
                        | "saw"
                        | "stopped"
                )
            }))
}
