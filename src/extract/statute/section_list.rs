//! Which sections does a list name: `1341, 1343(a) and (b), and 1956-57`?

use std::ops::Range;

use crate::extract::pattern::floor_char_boundary;
use crate::extract::statute::forms::{AND, CODE, OF_THE, RANGE, SECTION, SUBSECTION};

/// Whose sections a list names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListOf {
    /// Of a title of the United States Code.
    Statutes,
    /// Of a title of the Code of Federal Regulations.
    Regulations,
    /// Of an act.
    Act,
}

impl ListOf {
    /// Reads `1341, 1343(a) and (b), and 1956-57` from `at` on: the span of each section and its normal form.
    pub(super) fn sections(self, text: &str, mut at: usize) -> Vec<(Range<usize>, String)> {
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
            // `15 U.S.C. § 77q(a) and Section 10(b) of the Exchange Act`: another list begins.
            let is_word = joint
                .get(3)
                .is_some_and(|sign| sign.as_str().starts_with(['s', 'S']));
            if is_word && self != ListOf::Act && is_of_act(text, next) {
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
    fn section(self, text: &str, at: usize) -> Option<(usize, Section)> {
        let number = SECTION.find(&text[at..])?;
        let mut printed = number.as_str();
        // A regulation without a full stop is a whole part. The full stop after a statute ends the sentence.
        if self == ListOf::Regulations {
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
        // In an act's list no remark follows a section: "Sections 206 (1) and 206 (2)".
        let mut is_first = self != ListOf::Act;
        while let Some((after, part)) = subsection(text, end, is_first) {
            is_first = false;
            section.subsections.push(part);
            end = after;
        }
        if let Some(joint) = RANGE.find(&text[end..]) {
            let second = end + joint.end();
            if let Some(to) = SECTION.find(&text[second..]).filter(|to| {
                self != ListOf::Regulations
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

/// Whether the sections at `at` are those of an act: `10(b) and 15(a) of the Exchange Act`. "of Title 18" is none.
pub(super) fn is_of_act(text: &str, at: usize) -> bool {
    /// Maximum length of the sections and of what follows them, in bytes.
    const MAX_LIST: usize = 200;
    let end = floor_char_boundary(text, at + MAX_LIST);
    let next = OF_THE.captures(&text[at..end]).and_then(|list| list.get(1));
    next.is_some_and(|word| !matches!(word.as_str(), "Title" | "United" | "U.S." | "U.S" | "US"))
}

/// Whether the name of a code is right after a number that ends at `end`: the number is that of a title.
pub(super) fn code_follows(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    CODE.find(&rest[..floor_char_boundary(rest, 24)])
        .is_some_and(|code| rest[..code.start()].trim_matches([' ', ',']).is_empty())
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
        return !code_follows(text, end);
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
    spelled && word.starts_with(char::is_uppercase) && !code_follows(text, end)
}
