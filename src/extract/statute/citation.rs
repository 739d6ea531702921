//! Where does a text cite a statute by section, and which one?
//!
//! A citation counts when it prints the title's number and a section: `18 U.S.C. § 1343`, `Title 18, United States
//! Code, Section 1343`, `Sections 1341 and 1343 of Title 18`. A statute named only in words, a section of an Act, a
//! rule, and a whole part of the C.F.R. do not count.

use std::ops::Range;

use regex::Match;

use crate::extract::statute::forms::{
    APPENDIX, CODE, CODE_AFTER_TITLE, SECTIONS_BEFORE, SIGN, TITLE_BEFORE, TITLE_WITHIN,
};
use crate::extract::statute::screen::{first_title, may_name_code};
use crate::extract::statute::section_list::{ListOf, code_follows};

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
    /// Whose sections are listed beside it.
    list: ListOf,
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
            list: if regulations {
                ListOf::Regulations
            } else {
                ListOf::Statutes
            },
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
        let sections = self.list.sections(text, at);
        // `[15 U.S.C. 15 U.S.C. § 80b-6]`: the second number is that of a title.
        if let [(only, _)] = &sections[..]
            && code_follows(text, only.end)
        {
            return Vec::new();
        }
        sections
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
        let mut sections = self.list.sections(text, before.start + list.end);
        if let Some((first, _)) = sections.first_mut() {
            first.start = before.start + list.start;
        }
        sections
    }
}

/// The range of at most [`MAX_LIST_BEFORE`] bytes before `end` and not before `begin`.
fn window_before(text: &str, begin: usize, end: usize) -> Range<usize> {
    let mut start = end.saturating_sub(MAX_LIST_BEFORE).max(begin);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start..end
}
