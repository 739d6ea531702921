//! Who is named in a case, and is no party? Victims and others whom a phrase before the name tells, and relief defendants: they
//! hold money of the case, and are accused of nothing.

use crate::extract::defendant::entities::{Mention, Parties};
use crate::extract::defendant::reader::{Cue, NameReader};
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{
    AUXILIARY, CONJUNCTION, ORG_NOUN, PERSON_NOUN, PREPOSITION,
};

/// Most words between a phrase and the name that it means, where no comma stands before the name.
const MAX_BETWEEN: usize = 5;

/// Whether a phrase for a victim means the name behind it: `charged with killing Jo Doe`, `murdered a mother of three from
/// Oldport, Jo Doe,`.
pub(super) fn is_meant(reader: &NameReader, cue: &Cue, mention: &Mention) -> bool {
    let (end, start) = (cue.end, mention.words.start);
    let is_apposed = reader.words[start].before == Gap::Comma;
    if start > end + MAX_BETWEEN && !is_apposed {
        return false;
    }
    let is_noun = matches!(
        reader.raw(end - 1),
        "victim" | "victims" | "relator" | "relators" | "whistleblower" | "whistleblowers"
    );
    // "The victims reassured Doe", but "the victim, a clerk named Jo Doe"
    let acts = is_noun
        && start > end
        && reader.words[end].before == Gap::Blank
        && !matches!(
            reader.raw(end),
            "was" | "were" | "is" | "are" | "include" | "included" | "including" | "named" | "a"
        );
    let is_other_subject = is_subject(reader, mention) && (is_noun || start > end);
    let is_elsewhere = (end..=start).any(|at| reader.gap(at).contains("\n\n"));
    let is_of_main_clause = is_apposed && is_fronted(reader, cue);
    ![acts, is_other_subject, is_elsewhere, is_of_main_clause].contains(&true)
}

/// Whether a verb follows the name: `the victims Doe met`.
fn is_subject(reader: &NameReader, mention: &Mention) -> bool {
    let at = mention.words.end;
    reader.same_sentence(at, at - 1)
        && reader.words[at].before == Gap::Blank
        && reader.words[at].case == LetterCase::Lower
        && !reader.cues.has(
            &reader.words[at],
            AUXILIARY | CONJUNCTION | PREPOSITION | PERSON_NOUN | ORG_NOUN,
        )
        && !matches!(
            reader.raw(at),
            "who" | "whom" | "whose" | "that" | "when" | "while" | "today" | "yesterday"
        )
}

/// Whether the phrase stands in a clause before the sentence: `Following the shootings, Doe fled.`
fn is_fronted(reader: &NameReader, cue: &Cue) -> bool {
    /// Most words before the phrase.
    const MAX_WORDS: usize = 8;
    let from = cue.start.saturating_sub(MAX_WORDS);
    let begins = |at: &usize| *at == 0 || !reader.same_sentence(*at, *at - 1);
    let first = (from..=cue.start).rev().find(begins);
    first.is_some_and(|at| {
        matches!(
            reader.raw(at),
            "Following" | "After" | "When" | "Upon" | "During" | "Before" | "While" | "Once" | "As"
        )
    })
}

/// Notes those who are called relief defendants behind their names: `the complaint names Jo Doe and Al Roe as relief
/// defendants`, `Acme was named as a relief defendant`.
pub(super) fn note_relief(
    reader: &NameReader,
    mentions: &[Mention],
    cues: &[Cue],
    parties: &mut Parties,
) {
    for cue in cues.iter().filter(|cue| cue.is(Accusation::Victim)) {
        if !matches!(reader.raw(cue.start), "relief" | "nominal") {
            continue;
        }
        let behind = mentions.partition_point(|mention| mention.words.end <= cue.start);
        for mention in relieved(reader, &mentions[..behind], cue.start) {
            if let Some(party) = mention.party {
                let victim = &mut parties.all[party].evidence.victim;
                *victim = victim.saturating_add(2);
            }
        }
    }
}

/// Those of the names before `at`, where a relief defendant is spoken of, who are meant.
fn relieved<'a, 'b>(
    reader: &NameReader,
    before: &'a [Mention<'b>],
    at: usize,
) -> &'a [Mention<'b>] {
    /// Most words of a list.
    const MAX_WORDS: usize = 60;
    let is_article = at > 0 && matches!(reader.raw(at - 1), "a" | "the");
    let Some(link) = at.checked_sub(1 + usize::from(is_article)) else {
        return &[];
    };
    let last = || &before[before.len().saturating_sub(1)..];
    match reader.raw(link) {
        "as" => {
            let words = (link.saturating_sub(MAX_WORDS)..link).rev();
            let mut words = words.take_while(|at| reader.same_sentence(*at, link));
            let verb = words.find(|at| {
                matches!(
                    reader.raw(*at),
                    "names"
                        | "named"
                        | "naming"
                        | "name"
                        | "against"
                        | "charges"
                        | "charged"
                        | "sued"
                        | "added"
                )
            });
            match verb {
                // "Acme was named as a relief defendant"
                Some(verb) if verb + 1 == link => last(),
                Some(verb) => {
                    let from = before.partition_point(|mention| mention.words.start < verb);
                    &before[from..]
                }
                None => &[],
            }
        }
        "is" | "was" => last(),
        _ => &[],
    }
}
