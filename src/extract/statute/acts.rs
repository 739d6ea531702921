//! Which acts does a text name, and which sections of them?
//!
//! "the Foreign Corrupt Practices Act", "FCPA", "Sections 10(b) and 13(a) of the Exchange Act". An act of a state is none:
//! "the California False Claims Act".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::pattern::{floor_char_boundary, pattern};
use crate::extract::statute::section_list::{ListOf, is_of_act};
use crate::knowledge::acts::{Act, act_abbreviated, act_named, ends_act_name, longest_act_name};
use crate::knowledge::entities::cut::normalized;
use crate::knowledge::entities::mention::{AnnotatedText, Entity};
use crate::knowledge::entities::vocabulary::ENDS_ACT;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};

/// Maximum distance of the sections before an act's name, in bytes.
const MAX_SECTIONS_BEFORE: usize = 240;

/// Maximum length of a word in lower case inside a name, in bytes: "and", "from".
const LONGEST_LOWER: usize = 4;

/// Words before an act's name that make it another one, of a state, a city or another country.
const OTHERS: [&str; 16] = [
    "alberta",
    "canadas",
    "canadian",
    "citys",
    "columbia",
    "countys",
    "little",
    "medicaid",
    "model",
    "municipal",
    "ontario",
    "puerto",
    "quebec",
    "state",
    "states",
    "uniform",
];

/// The word before a list of sections: "Section", "Sections", "Sec.", "§".
static SECTION_WORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:(?-u:\b)(?:sections?|secs?)(?-u:\b)\.?|§+|\\x15+)\s*"));
/// The words between a list of sections and the name of their act. "Section 504, the Fair Housing Act" is a list of two laws.
static OF_THE_ACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:,?\s*(?:,?\s*and\s+rules?\s+[\w()-]+(?:\s+(?:promulgated\s+)?thereunder)?)?\s*,?\s*(?:of|under|to)\s*(?:the\s+)?|(?:and\s+rules?\s+[\w()-]+(?:\s+(?:promulgated\s+)?thereunder)?\s*)?(?:the\s+|,\s*)?)(?:federal\s+|amended\s+)?$",
    )
});
/// The words between the name of an act and a list of its sections: "Exchange Act Section 10(b)", "the Exchange Act [Section
/// 10(b)]".
static ACT_SECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*,?\s*(?:\([^()]{1,40}\)\s*)?,?\s*[\[(]?(?:(?-u:\b)(?:sections?|secs?)(?-u:\b)\.?|§+)\s*",
    )
});

/// An act that a text names.
struct NamedAct {
    act: &'static Act,
    /// Byte offsets of its name, without the year.
    name: Range<usize>,
    /// Byte offset after its year.
    end: usize,
}

/// The acts that a text names, in order, each with its byte span and name, and the sections of them that it names:
/// `Securities Exchange Act of 1934 § 10(b)`.
pub(in crate::extract) fn acts(
    text: &str,
    annotations: &AnnotatedText,
) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for named in named_acts(text, annotations) {
        found.push((named.name.clone(), named.act.name.clone()));
        let sections = sections_before(text, named.name.start);
        let sections = if sections.is_empty() {
            sections_after(text, named.end)
        } else {
            sections
        };
        let values = sections.into_iter();
        found.extend(values.map(|(span, section)| (span, named.act.section_name(&section))));
    }
    found
}

fn named_acts<'a>(
    text: &'a str,
    annotations: &'a AnnotatedText,
) -> impl Iterator<Item = NamedAct> + 'a {
    let words = &annotations.words;
    annotations.candidates.iter().filter_map(move |candidate| {
        let last = candidate.word_index();
        let may_end = candidate.has_flag(ENDS_ACT);
        if !may_end && candidate.case != LetterCase::Upper {
            return None;
        }
        let word = &text[words[last].start..words[last].end];
        let (act, first) = if may_end && ends_name(word) {
            longest_name(text, words, last)?
        } else if candidate.case == LetterCase::Upper {
            // "the FCPA's", and "the FCPAs" in copies that have lost their apostrophes.
            (
                act_abbreviated(word.trim_end_matches(['s', '\'', '’']))?,
                last,
            )
        } else {
            return None;
        };
        if is_of_another(text, annotations, first) {
            return None;
        }
        let mut end = words[last].end;
        if let Some(year) = year_after(text, words, last) {
            // "the Securities Act of 1988" is another one.
            let has_year = act.name.ends_with(|c: char| c.is_ascii_digit());
            if has_year && !act.name.ends_with(year) {
                return None;
            }
            end = words[last + 2].end;
        }
        Some(NamedAct {
            act,
            name: words[first].start..words[last].end,
            end,
        })
    })
}

/// Whether the name of an act may end with this word.
fn ends_name(word: &str) -> bool {
    const LAST: [&str; 6] = ["act", "acts", "amendments", "law", "ships", "statute"];
    word.starts_with(['A', 'a', 'L', 'l', 'S', 's'])
        && LAST.iter().any(|last| word.eq_ignore_ascii_case(last))
}

/// The act with the longest name that ends with this word, and the first word of it. A word in brackets may be inside:
/// "the Racketeer Influenced and Corrupt Organizations (RICO) Act".
fn longest_name(text: &str, words: &[Word], last: usize) -> Option<(&'static Act, usize)> {
    let fold = |at: usize| normalized(&text[words[at].start..words[at].end]);
    let printed = &text[words[last].start..words[last].end];
    // Most acts are "the Act", and most laws "the law": a name has a capital before its last word.
    if words[last.checked_sub(1)?].case == LetterCase::Lower
        && !printed.eq_ignore_ascii_case("ships")
    {
        return None;
    }
    let mut name = fold(last);
    if name == "acts" {
        name.pop();
    }
    let year = year_after(text, words, last);
    let mut longest = None;
    let mut length = 1;
    let mut first = last;
    while first > 0 && length < longest_act_name() {
        if !matches!(
            words[first].before,
            Gap::Blank | Gap::Dash | Gap::Comma | Gap::Close
        ) {
            break;
        }
        first -= 1;
        if words[first].before == Gap::Open && words[first + 1].before == Gap::Close {
            // The word before it follows without a bracket.
            if first == 0 {
                break;
            }
            first -= 1;
        } else if words[first + 1].before == Gap::Close {
            break;
        }
        name = format!("{} {name}", fold(first));
        if !ends_act_name(&name) {
            break;
        }
        length += 1;
        if words[first].case == LetterCase::Lower {
            if words[first].end - words[first].start > LONGEST_LOWER {
                break;
            }
        } else {
            let with_year = year.and_then(|year| act_named(&format!("{name} of {year}")));
            if let Some(act) = with_year.or_else(|| act_named(&name)) {
                longest = Some((act, first));
            }
        }
    }
    longest
}

/// The year after an act's name: "of 1934".
fn year_after<'a>(text: &'a str, words: &[Word], last: usize) -> Option<&'a str> {
    let [of, year] = words.get(last + 1..last + 3)? else {
        return None;
    };
    let year = &text[year.start..year.end];
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    (is_year && &text[of.start..of.end] == "of").then_some(year)
}

/// Whether the word before a name makes it an act of a state, a city or another country. "the federal and California False
/// Claims Acts" are two acts, of which one is federal.
fn is_of_another(text: &str, annotations: &AnnotatedText, first: usize) -> bool {
    const MAX_WORDS_TO_FEDERAL: usize = 6;
    let words = &annotations.words;
    let Some(before) = first.checked_sub(1) else {
        return false;
    };
    if words[first].before > Gap::Dash || words[before].sentence != words[first].sentence {
        return false;
    }
    let fold = |at: usize| normalized(&text[words[at].start..words[at].end]);
    let at = annotations
        .mentions
        .partition_point(|mention| mention.words.end < first);
    let is_place = annotations.mentions.get(at).is_some_and(|mention| {
        mention.words.end == first && matches!(mention.entity, Entity::State(_) | Entity::County(_))
    });
    let earliest = before.saturating_sub(MAX_WORDS_TO_FEDERAL);
    (is_place || OTHERS.contains(&fold(before).as_str()))
        && !(earliest..before).any(|at| fold(at) == "federal")
}

/// The sections before an act's name: "Sections 10(b) and 13(a) of the".
fn sections_before(text: &str, name: usize) -> Vec<(Range<usize>, String)> {
    let start = floor_char_boundary(text, name.saturating_sub(MAX_SECTIONS_BEFORE));
    // "15 U.S.C. § 77q(a)" is no section of an act.
    let of_code = |at: usize| {
        let before = text[start..at].trim_end();
        ["U.S.C.", "USC", "C.F.R.", "CFR", "Code", "Code,"]
            .iter()
            .any(|code| before.ends_with(code))
    };
    let words = SECTION_WORD.find_iter(&text[start..name]);
    words
        .filter(|word| !of_code(start + word.start()))
        .map(|word| ListOf::Act.sections(text, start + word.end()))
        .find(|sections| {
            let end = sections.last().map_or(name, |(span, _)| span.end);
            end < name && OF_THE_ACT.is_match(&text[end..name])
        })
        .unwrap_or_default()
}

/// The sections after an act's name: "Exchange Act Section 10(b)".
fn sections_after(text: &str, end: usize) -> Vec<(Range<usize>, String)> {
    let Some(word) = ACT_SECTION.find(&text[end..]) else {
        return Vec::new();
    };
    let at = end + word.end();
    if is_of_act(text, at) {
        return Vec::new();
    }
    ListOf::Act.sections(text, at)
}
