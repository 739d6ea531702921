//! Where does a text cite a statute by section, and which one?
//!
//! A citation counts when it prints the title's number and a section: `18 U.S.C. § 1343`, `Title 18, United States
//! Code, Section 1343`, `Sections 1341 and 1343 of Title 18`. A statute named only in words, a section of an Act, a
//! rule, and a whole part of the C.F.R. do not count.

use std::ops::Range;

use regex::Match;

use crate::extract::pattern::floor_char_boundary;
use crate::extract::statute::forms::{
    AND, APPENDIX, CODE, CODE_AFTER_TITLE, RANGE, SECTION, SECTIONS_BEFORE, SIGN, SUBSECTION,
    TITLE_BEFORE, TITLE_WITHIN,
};
use crate::extract::statute::screen::{first_title, may_name_code};

/// The byte span of a citation in its text, and its normal form.
type Citation = (Range<usize>, String);

/// Every statute citation of a text, in order: its byte span and its normal form (`18 U.S.C. § 1343`, `50 U.S.C. App. § 5`,
/// `42 C.F.R. § 1001.952`).
///
/// Reads printed forms and the short ones that people type: `18 usc 1343`, `18 U.S.C. 1343(a)`. A list gives one citation
/// for each section: the first span begins with the title's number, the others hold the section alone. Spans never
/// overlap.
pub fn citations(text: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    // Most queries cite nothing, and compiling the patterns would take longer than the search.
    let Some(mut title) = first_title(text, 0).filter(|_| may_name_code(text)) else {
        return found;
    };
    let mut from = 0;
    let mut begin = 0;
    // The name of a code is beside the number of its title: "18 U.S.C.", "Title 18, United States Code".
    while let Some(code) = CODE.find_at(text, from.max(title)) {
        from = code.end();
        let Some(cited) = CodeTitle::read(text, begin, code) else {
            continue;
        };
        let mut sections = cited.sections_after(text);
        if let Some((first, _)) = sections.first_mut() {
            first.start = cited.start;
        } else {
            sections = cited.sections_before(text, begin);
            if let Some((last, _)) = sections.last_mut() {
                last.end = cited.end
                    + CODE_AFTER_TITLE
                        .find(&text[cited.end..])
                        .map_or(0, |tail| tail.end());
            }
        }
        if let Some((last, _)) = sections.last() {
            begin = last.end;
            from = from.max(begin);
        }
        found.extend(
            sections
                .into_iter()
                .map(|(span, section)| (span, format!("{} § {section}", cited.name))),
        );
        if title < begin {
            let Some(next) = first_title(text, begin) else {
                break;
            };
            title = next;
        }
    }
    found
}

/// Maximum distance of sections before the name of their code, in bytes: a long list has about 200.
const MAX_LIST_BEFORE: usize = 300;

/// A title of a code, as a citation names it.
struct CodeTitle {
    /// `18 U.S.C.`, `50 U.S.C. App.`, `42 C.F.R.`
    name: String,
    /// Whether it is a title of the Code of Federal Regulations.
    regulations: bool,
    /// Byte offset of the title's number, or of the word "Title".
    start: usize,
    /// Byte offset after code and title.
    end: usize,
}

impl CodeTitle {
    /// Reads the title of the code whose name is at `code`. The citation does not begin before byte `begin`.
    fn read(text: &str, begin: usize, code: Match) -> Option<CodeTitle> {
        let words = code.as_str();
        let (title, start, end) = if let Some(within) = TITLE_WITHIN.captures(words) {
            let number = within.get(1)?;
            (number.as_str(), code.start(), code.start() + number.end())
        } else {
            let before = window_before(text, begin, code.start());
            let title = TITLE_BEFORE.captures(&text[before.clone()])?;
            (
                title.get(1)?.as_str(),
                before.start + title.get(0)?.start(),
                code.end(),
            )
        };
        let folded = words.to_ascii_lowercase();
        let regulations = folded.starts_with('c');
        let title = title.trim_start_matches('0');
        // The United States Code has 54 titles, the Code of Federal Regulations 50.
        if !(1..=54).contains(&title.parse::<u8>().unwrap_or(0)) {
            return None;
        }
        let appendix = !regulations && APPENDIX.is_match(&text[code.end()..]);
        Some(CodeTitle {
            name: format!(
                "{title} {}{}",
                if regulations { "C.F.R." } else { "U.S.C." },
                if appendix { " App." } else { "" }
            ),
            regulations,
            start,
            end,
        })
    }

    /// The sections after the code: the span of each and its normal form without title and sign.
    fn sections_after(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let mut at = self.end;
        if let Some(sign) = SIGN.find(&text[at..]) {
            at += sign.end();
        }
        self.list(text, at)
    }

    /// The sections before the title: `Sections 1341 and 1343 of Title 18`.
    fn sections_before(&self, text: &str, begin: usize) -> Vec<(Range<usize>, String)> {
        let before = window_before(text, begin, self.start);
        let Some(list) = SECTIONS_BEFORE
            .captures(&text[before.clone()])
            .and_then(|found| Some(found.get(0)?.start()..found.get(1)?.start()))
        else {
            return Vec::new();
        };
        let mut sections = self.list(text, before.start + list.end);
        if let Some((first, _)) = sections.first_mut() {
            first.start = before.start + list.start;
        }
        sections
    }

    /// Reads `1341, 1343(a) and (b), and 1956-57` from `at` on.
    fn list(&self, text: &str, mut at: usize) -> Vec<(Range<usize>, String)> {
        let mut found: Vec<(Range<usize>, Section)> = Vec::new();
        let Some((end, section)) = self.section(text, at) else {
            return Vec::new();
        };
        found.push((at..end, section));
        at = end;
        while let Some(joint) = AND.captures(&text[at..]) {
            let next = at + joint.get(0).map_or(0, |whole| whole.end());
            let spelled = joint.get(2).is_some();
            if joint.get(1).is_none() && !spelled {
                break;
            }
            let Some((_, last)) = found.last() else { break };
            let Some((end, section)) = self
                .section(text, next)
                .or_else(|| last.sibling(text, next))
            else {
                break;
            };
            if !is_listed_section(text, end, spelled) {
                break;
            }
            found.push((next..end, section));
            at = end;
        }
        found
            .into_iter()
            .map(|(span, section)| (span, section.normal()))
            .collect()
    }

    /// Reads a section and its subsections at `at`, or a range of sections; returns where it ends.
    fn section(&self, text: &str, at: usize) -> Option<(usize, Section)> {
        let number = SECTION.find(&text[at..])?;
        let mut printed = number.as_str();
        // A regulation without a full stop is a whole part. The full stop after a statute ends the sentence.
        if self.regulations {
            printed.split_once('.')?;
        } else {
            printed = printed.split('.').next().unwrap_or(printed);
        }
        let mut end = at + printed.len();
        if text[end..].starts_with(|next: char| next.is_alphanumeric()) {
            return None;
        }
        let mut section = Section {
            number: printed.to_owned(),
            subsections: Vec::new(),
        };
        while let Some((after, part)) = subsection(text, end, section.subsections.is_empty()) {
            section.subsections.push(part);
            end = after;
        }
        if let Some(joint) = RANGE.find(&text[end..]) {
            let second = end + joint.end();
            if let Some(to) = SECTION.find(&text[second..]).filter(|to| {
                !self.regulations
                    && section.subsections.is_empty()
                    && is_listed_section(text, second + to.end(), true)
            }) {
                let to = to.as_str().split('.').next().unwrap_or_default();
                let dash = !joint.as_str().contains('t');
                section.number = if dash {
                    format!("{}-{to}", section.number)
                } else {
                    format!(
                        "{} {} {to}",
                        section.number,
                        joint.as_str().trim().trim_end_matches(['§', ' '])
                    )
                };
                end = second + to.len();
            }
        }
        Some((end, section))
    }
}

/// A section with its subsections: `1956` with `a`, `2`, `B`, `i`.
struct Section {
    number: String,
    subsections: Vec<String>,
}

impl Section {
    fn normal(&self) -> String {
        let mut normal = self.number.clone();
        for part in &self.subsections {
            normal.push('(');
            normal.push_str(part);
            normal.push(')');
        }
        normal
    }

    /// The section that a subsection alone means after this one: `(h)` after `1956(a)(2)(B)` is 1956(h). It replaces the
    /// last subsection of its level.
    fn sibling(&self, text: &str, at: usize) -> Option<(usize, Section)> {
        let (mut end, first) = subsection(text, at, false)?;
        let alike = |part: &String| level_kind(part) == level_kind(&first);
        // Small letters are the first level, small Roman numerals the last.
        let level = if is_roman(&first) {
            self.subsections.iter().rposition(alike)?
        } else {
            self.subsections.iter().position(alike)?
        };
        let mut parts = self.subsections[..level].to_vec();
        parts.push(first);
        while let Some((after, part)) = subsection(text, end, false) {
            parts.push(part);
            end = after;
        }
        Some((
            end,
            Section {
                number: self.number.clone(),
                subsections: parts,
            },
        ))
    }
}

/// Figures, capitals or small letters: by these the levels of a section differ.
fn level_kind(part: &str) -> u8 {
    match part.bytes().next() {
        Some(b'0'..=b'9') => 0,
        Some(b'A'..=b'Z') => 1,
        _ => 2,
    }
}

fn is_roman(part: &str) -> bool {
    part.bytes().all(|byte| b"ivx".contains(&byte))
}

/// Reads a subsection at `at`: `(a)`. One space may stand before it, as texts from PDF files have it (`501.805(d) (1)(i)`),
/// unless it may be a remark. `first` tells whether it follows the section's number.
fn subsection(text: &str, at: usize, first: bool) -> Option<(usize, String)> {
    let spaces = text[at..].len() - text[at..].trim_start_matches(' ').len();
    let found = SUBSECTION.captures(&text[at + spaces..])?;
    let part = found.get(1)?.as_str();
    let short = part.len() == 1 || is_roman(part) || part.bytes().all(|byte| byte.is_ascii_digit());
    let doubled = part.len() == 2 && part.as_bytes()[0] == part.as_bytes()[1];
    let counted = first && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (short || doubled) && spaces <= 1 && !(spaces == 1 && counted);
    fits.then(|| {
        (
            at + spaces + found.get(0).map_or(0, |whole| whole.end()),
            part.to_owned(),
        )
    })
}

/// Whether a number that ends at `end` can be one more section of a list: not `20 counts`, not the `18` of `18 U.S.C.` After
/// a comma without a conjunction (`spelled` is false), only words that end or continue the list may follow.
fn is_listed_section(text: &str, end: usize, spelled: bool) -> bool {
    const AFTER: [&str; 26] = [
        "and",
        "are",
        "as",
        "at",
        "by",
        "carries",
        "for",
        "from",
        "if",
        "in",
        "is",
        "of",
        "on",
        "or",
        "prohibits",
        "respectively",
        "that",
        "the",
        "thereunder",
        "through",
        "to",
        "under",
        "was",
        "were",
        "which",
        "with",
    ];
    let rest = &text[end..];
    let next = rest.trim_start();
    if next.is_empty()
        || !rest.starts_with(char::is_whitespace) && !next.starts_with(char::is_alphanumeric)
    {
        return !CODE
            .find(&rest[..floor_char_boundary(rest, 24)])
            .is_some_and(|code| rest[..code.start()].trim_matches([' ', ',']).is_empty());
    }
    let word: String = next
        .chars()
        .take_while(|letter| letter.is_alphabetic())
        .collect();
    if word.is_empty() {
        return spelled || next.starts_with(['§', '(', '[', '–', '-', '&']);
    }
    if AFTER.contains(&word.as_str()) {
        return true;
    }
    let code_follows = CODE
        .find(&next[..floor_char_boundary(next, 24)])
        .is_some_and(|code| code.start() == 0);
    spelled && word.starts_with(char::is_uppercase) && !code_follows
}

/// The range of at most [`MAX_LIST_BEFORE`] bytes before `end` and not before `begin`.
fn window_before(text: &str, begin: usize, end: usize) -> Range<usize> {
    let mut start = end.saturating_sub(MAX_LIST_BEFORE).max(begin);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start..end
}
