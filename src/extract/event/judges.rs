//! Which judges does a release name?
//!
//! A name stands after a title ("U.S. District Judge Jo Doe", "the Honorable Jo Doe") or before one ("Jo Doe, U.S. District
//! Judge"). A later "Judge Doe" is the same person.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::extract::capitals::capitalized;
use crate::knowledge::entities::vocabulary::JUDGE_TITLE;
use crate::knowledge::entities::word::{LetterCase, Word};
use crate::knowledge::tables::cases::case_words::ORDINARY;
use crate::knowledge::tables::name_words::NameWord;
use crate::model::Found;
use crate::text::char_class::is_one_character;
use crate::text::normalize::letters_and_digits;

/// Maximum number of judges of one release.
const MAX_JUDGES: usize = 50;

/// Maximum number of words of a name.
const MAX_NAME: usize = 6;

/// Words of titles and courts, and what headlines say that judges do: they are no names.
const NO_NAMES: &str = "A Accepts Administrative Advocate Affirms After Agrees Allows Also And Appeals Appoints Approves Article As \
     Asset At Attorney Awards Bankruptcy Bans Bars Before Blocks Branch But By Central Chief Circuit City Civ Civil \
     Common Convicts County Court Courts Criminal Declares Denies Department Detains Dismisses District Division Each \
     Eastern Enters Executive Extends Federal Finds For Former Freezes From Grants Halts He Hears His Holds Hon \
     Honorable Ignores Imposes In Issues It Judge Judges Judicial Justice Keeps Law Lets Lifts Magistrate Makes \
     Municipal Northern Of On Order Orders Overturns Panel Permanently Pleas Postpones Presiding Probate Program \
     Recommends Reduces Refuses Rejects Releases Remands Requires Reverses Revokes Rules Says Sends Senior Sentenced \
     Sentences Sets She Shuts Signs Southern State States Stops Strikes Superior Supreme Surrogate Temporarily That \
     The They Throws To Today Tosses U.S United Unseals Upholds Vacates Warns Western";

static NO_NAME: LazyLock<HashSet<&str>> = LazyLock::new(|| NO_NAMES.split(' ').collect());

fn is_no_name(word: &str) -> bool {
    NO_NAME.contains(word)
}

/// Words near "the Honorable" that show that it is no judge.
const OF_STATE: [&str; 17] = [
    "Ambassador",
    "Chairman",
    "Commissioner",
    "Congress",
    "Congressman",
    "Congresswoman",
    "Governor",
    "House",
    "Leader",
    "Legislature",
    "Mayor",
    "Minister",
    "Representative",
    "Representatives",
    "Secretary",
    "Senate",
    "Senator",
];

const SUFFIXES: [&str; 5] = ["Jr", "Sr", "II", "III", "IV"];

/// The judges of a page, in its order, each once under the fullest name.
pub(in crate::extract) fn judges(page: &AnnotatedPage) -> Vec<Found<String>> {
    let mut found: Vec<Found<String>> = Vec::new();
    for part in page.parts() {
        let words = &part.annotations.words;
        for candidate in &part.annotations.candidates {
            if !candidate.has_flag(JUDGE_TITLE) || candidate.case == LetterCase::Lower {
                continue;
            }
            let at = candidate.word_index();
            let title = part.word(&words[at]);
            let plural = title.ends_with(['s', 'S']);
            let title = title.trim_end_matches(['s', 'S']).to_ascii_lowercase();
            if !is_title(part, at, &title) {
                continue;
            }
            let mut next = at + 1;
            while let Some((name, rule)) = name_after(part, next)
                .filter(|name| !begins_ordinary(page, &words[name.start]))
                .map(|name| (name, "title-name"))
                .or_else(|| {
                    let name = name_before(part, at).filter(|_| next == at + 1)?;
                    let name =
                        Some(name).filter(|name| !begins_ordinary(page, &words[name.start]))?;
                    Some((name, "name-title"))
                })
            {
                let end = name.end;
                let goes_on = plural
                    && words.get(end).is_some_and(|word| {
                        part.is(word, "and")
                            || part.text[words[end - 1].end..word.start].starts_with(',')
                    });
                // "the Women Judges Oldport Committee"
                if plural && !goes_on && next == at + 1 && rule == "title-name" {
                    break;
                }
                add(part, name, rule, &title, &mut found);
                if !goes_on || rule == "name-title" || found.len() >= MAX_JUDGES {
                    break;
                }
                next = end + usize::from(part.is(&words[end], "and"));
            }
        }
    }
    found
}

/// Whether a word begins no name: `Judge Strikes Down Law`.
fn begins_ordinary(page: &AnnotatedPage, word: &Word) -> bool {
    page.text.cues.is_some_and(|cues| cues.has(word, ORDINARY))
}

/// Whether a word of the table of titles is one where it stands.
fn is_title(part: &AnnotatedPart, at: usize, title: &str) -> bool {
    let words = &part.annotations.words;
    let before = |back: usize| at.checked_sub(back).map(|at| part.word(&words[at]));
    let follows = |known: &[&str]| {
        before(1).is_some_and(|word| known.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    let sentence = words[at].sentence;
    let is_former = words[at.saturating_sub(5)..at]
        .iter()
        .filter(|word| word.sentence == sentence)
        .any(|word| part.is(word, "former") || part.is(word, "retired"));
    if is_former {
        return false;
    }
    match title {
        // "the Justice Department", "Criminal Justice": only a member of a court.
        "justice" => follows(&["court", "chief"]),
        "hon" | "honorable" => {
            // "before the Honorable Jo Doe": else a title, a court or what was done stands near the name.
            let near = |words_before: usize, words_after: usize| {
                &words[at.saturating_sub(words_before)..(at + words_after).min(words.len())]
            };
            let is_of_court = || {
                near(16, 16).iter().any(|word| {
                    ["judge", "court", "judgment", "sentenced", "order"]
                        .iter()
                        .any(|known| part.is(word, known))
                })
            };
            (before(1) == Some("the") || is_of_court())
                && !near(3, 9)
                    .iter()
                    .any(|word| OF_STATE.contains(&part.word(word)))
        }
        // "Magistrate Judge" is found at its second word.
        "magistrate" => words
            .get(at + 1)
            .is_none_or(|next| !part.is(next, "Judge") && !part.is(next, "Judges")),
        "judge" => true,
        _ => false,
    }
}

/// The words of a full name, or of a last name, that begins right after a title, or after the court that follows it.
fn name_after(part: &AnnotatedPart, at: usize) -> Option<Range<usize>> {
    /// Maximum number of words of a court.
    const MAX_COURT: usize = 14;
    if let Some(name) = name_at(part, at) {
        return Some(name);
    }
    // "for the Northern District of Texas", "of the U.S. District Court in Oldport"
    let words = &part.annotations.words;
    let first = words.get(at)?;
    if !["for", "of", "in"].iter().any(|word| part.is(first, word)) {
        return None;
    }
    let mut at = at + 1;
    let end = (at + MAX_COURT).min(words.len());
    while at < end {
        let word = &words[at];
        if word.sentence != first.sentence {
            return None;
        }
        let text = part.word(word);
        let gap = &part.text[words[at - 1].end..word.start];
        if gap.starts_with(',') {
            // "for the District of Columbia, Jo Doe" is rare, and "for the District of Columbia, Texas" is none.
            return None;
        }
        let is_of_court =
            is_no_name(text) || ["for", "the", "of", "in", "and", "at"].contains(&text);
        if !is_of_court {
            // The name of the state or the city, then the person. A name of two words may be the rest of the place.
            let name = (at + 1..=at + 2)
                .filter_map(|from| name_at(part, from))
                .find(|name| name.len() >= 2)?;
            let before = part.word(&words[name.start - 1]);
            let is_behind_place = before.starts_with(char::is_uppercase);
            return (is_behind_place && name.len() >= 3).then_some(name);
        }
        at += 1;
    }
    None
}

/// The words of a name that begins at a word.
fn name_at(part: &AnnotatedPart, at: usize) -> Option<Range<usize>> {
    let words = &part.annotations.words;
    let first = words.get(at)?;
    let title = at.checked_sub(1).and_then(|before| words.get(before));
    // "the Hon. Jo Doe": the title's full stop.
    let gap = title.map_or(" ", |title| &part.text[title.end..first.start]);
    if !matches!(gap, " " | ". " | " \n" | "\n" | ": ") {
        return None;
    }
    let mut end = at;
    let mut long_words = 0;
    while end < words.len() && end - at < MAX_NAME {
        let text = part.word(&words[end]);
        if end > at {
            let before = part.word(&words[end - 1]);
            let gap = &part.text[words[end - 1].end..words[end].start];
            let after_initial = is_one_character(before) || before.contains('.');
            let joins = match gap {
                " " | "\n" | "-" | "  " => true,
                ". " | "." => after_initial || before == "St",
                ", " => SUFFIXES.contains(&text),
                _ => false,
            };
            if !joins {
                break;
            }
        }
        // "before the Honorable Jo Doe SEC v. Roe"
        let is_shouted = |word: &str| {
            word.chars().count() > 2 && !word.contains(|letter: char| !letter.is_uppercase())
        };
        let is_caption =
            is_shouted(text) && !is_shouted(part.word(first)) && !SUFFIXES.contains(&text);
        let is_name = text.starts_with(char::is_uppercase)
            && !is_caption
            && !NO_NAMES
                .split(' ')
                .any(|known| text.eq_ignore_ascii_case(known) && text.chars().count() > 1);
        if is_name {
            if SUFFIXES.contains(&text) && end > at {
                end += 1;
                break;
            }
            if text.ends_with("'s") || text.ends_with("’s") {
                return None;
            }
            long_words += usize::from(text.chars().count() > 1);
            end += 1;
            continue;
        }
        let is_particle = |word: &Word| {
            part.cues
                .is_some_and(|cues| cues.name_word(word) == Some(NameWord::Particle))
        };
        let goes_on = end > at
            && is_particle(&words[end])
            && words.get(end + 1).is_some_and(|next| {
                part.word(next).starts_with(char::is_uppercase) || is_particle(next)
            });
        if !goes_on || text == "y" {
            break;
        }
        end += 1;
    }
    (long_words > 0).then_some(at..end)
}

/// The words of a name before a title: "Jo Doe, U.S. District Judge".
fn name_before(part: &AnnotatedPart, title: usize) -> Option<Range<usize>> {
    /// Maximum number of words that qualify the title.
    const MAX_TITLE: usize = 16;
    let words = &part.annotations.words;
    let mut start = title;
    while start > 0 && title - start < MAX_TITLE {
        let gap = &part.text[words[start - 1].end..words[start].start];
        if gap.starts_with(',') {
            break;
        }
        let before = part.word(&words[start - 1]);
        if !is_no_name(before) && !before.starts_with("U.S") {
            return None;
        }
        start -= 1;
    }
    let end = start;
    if end == 0 || words[end - 1].sentence != words[title].sentence {
        return None;
    }
    let mut from = end;
    while from > 0 && end - from < MAX_NAME {
        let text = part.word(&words[from - 1]);
        let is_name = text.starts_with(char::is_uppercase) && !is_no_name(text);
        if !is_name {
            break;
        }
        if from < end {
            let gap = &part.text[words[from - 1].end..words[from].start];
            let initial = is_one_character(text);
            if !(gap == " " || gap == "-" || gap == ". " && initial) {
                break;
            }
        }
        from -= 1;
    }
    (end - from >= 2).then_some(from..end)
}

/// Adds a judge, or the fuller name of one who is known.
fn add(
    part: &AnnotatedPart,
    name: Range<usize>,
    rule: &'static str,
    title: &str,
    found: &mut Vec<Found<String>>,
) {
    let words = &part.annotations.words;
    let span = part.span(&name);
    let mut text = part.text[span.clone()].replace('\n', " ");
    // The full stop of "Jr." is no part of a word.
    if part.text[span.end..].starts_with('.') && (text.ends_with("Jr") || text.ends_with("Sr")) {
        text.push('.');
    }
    if !text.contains(char::is_lowercase) {
        text = capitalized(&text);
    }
    let parts = name_parts(&text);
    let Some(last) = parts.last() else { return };
    for known in found.iter_mut() {
        let known_parts = name_parts(&known.value);
        if known_parts.last() != Some(last) {
            continue;
        }
        let agree = match (known_parts.as_slice(), parts.as_slice()) {
            ([_], _) | (_, [_]) => true,
            ([first, ..], [other, ..]) => {
                first == other
                    || first.starts_with(other.as_str())
                    || other.starts_with(first.as_str())
            }
            _ => false,
        };
        if agree {
            if parts.len() > known_parts.len() {
                known.value = text;
            }
            return;
        }
    }
    // A last name alone is that of a judge after "Judge" alone.
    if parts.len() == 1 && title != "judge" || words[name.start].case == LetterCase::Digit {
        return;
    }
    if found.len() < MAX_JUDGES {
        found.push(Found {
            value: text,
            place: part.place.clone(),
            span,
            rule,
        });
    }
}

/// The words of a name for comparison, without suffixes.
fn name_parts(name: &str) -> Vec<String> {
    name.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | ','))
        .map(letters_and_digits)
        .filter(|word| {
            !word.is_empty() && !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
        })
        .collect()
}
