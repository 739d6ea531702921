//! Which statutes does the release cite by section?
//!
//! A citation counts when it prints the title's number and a section: `18 U.S.C. § 1343`, `Title 18, United States
//! Code, Section 1343`, `Sections 1341 and 1343 of Title 18`. A statute named only in words, a section of an Act, a
//! rule, and a whole part of the C.F.R. do not.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::release::{Found, Page, Place};

/// The statutes the page cites, sorted by normal form, each once, with the place of its first citation.
pub(super) fn statutes(page: &Page) -> Vec<Found<String>> {
    let mut found: Vec<Found<String>> = Vec::new();
    for (place, text) in [(Place::Title, &page.title), (Place::Text, &page.text)] {
        found.extend(citations(text).into_iter().map(|(span, value)| Found {
            value,
            place: place.clone(),
            span,
            rule: "section-citation",
        }));
    }
    // Stable: of equal citations the first one stays.
    found.sort_by(|a, b| a.value.cmp(&b.value));
    found.dedup_by(|b, a| a.value == b.value);
    found
}

/// Every statute citation in `text` in the order it stands there: its byte span and its normal form
/// (`18 U.S.C. § 1343`, `50 U.S.C. App. § 5`, `42 C.F.R. § 1001.952`).
///
/// Takes the forms of print and the short ones that people type: `18 usc 1343`, `18 U.S.C. 1343(a)`. A list gives one
/// citation for each section: the first span begins with the title's number, the others hold the section alone. Spans
/// never overlap.
pub fn citations(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(code) = CODE.find_at(text, from) {
        from = code.end();
        let begin = found
            .last()
            .map_or(0, |(span, _): &(Range<usize>, String)| span.end);
        let Some(cited) = Code::read(text, begin, code) else {
            continue;
        };
        let mut sections = cited.sections_after(text);
        if let Some((first, _)) = sections.first_mut() {
            first.start = cited.start;
        } else {
            sections = cited.sections_before(text, begin);
            if let Some((last, _)) = sections.last_mut() {
                last.end = cited.end + TAIL.find(&text[cited.end..]).map_or(0, |tail| tail.end());
            }
        }
        if let Some((last, _)) = sections.last() {
            from = from.max(last.end);
        }
        found.extend(
            sections
                .into_iter()
                .map(|(span, section)| (span, format!("{} § {section}", cited.name))),
        );
    }
    found
}

/// The code's name, or "Title 18" without one. Begins every citation, so that text without any costs one pass.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        (?-u:\b)(?: u\.?\ ?s\.?\ ?c(?:\.|(?-u:\b))(?:\ ?a\.)? | (?:u\.?\ ?s\.?|united\s+states)\s+code(?-u:\b)
            | c\.?\ ?f\.?\ ?r(?:\.|(?-u:\b)) | code\s+of\s+federal\s+regulations(?-u:\b)
            | title\s+\d{1,2}(?-u:\b)(?:\s*,)?\s*(?:sec|§) | of\s+title\s+\d{1,2}(?-u:\b) )",
    )
});
/// What may stand between the code's name and its first section. The saved copies of some releases lost the section
/// sign, and some of the SEC's hold `\x15` in its place.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:\s*(?-u:\b)app(?:endix|x)?(?-u:\b)\.?)?\s*,?\s*(?:at\s+)?((?:§|\\x15|(?-u:\b)ss(?-u:\b)\.?|(?-u:\b)sections?(?-u:\b)|(?-u:\b)secs?(?-u:\b)\.?)\s*)*",
    )
});
static APPENDIX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*app(?:endix|x)?(?-u:\b)\.?\s*(?:§|\d|,|sec)"));
static TITLE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:(?-u:\b)title\s+)?(?-u:\b)(\d{1,2})\s*,?\s*(?:of\s+(?:the\s+)?)?$")
});
static TITLE_WITHIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)title\s+(\d{1,2})"));
/// `1343`, `78j`, `1320a-7b`, `2000e-5`, `240.10b-5`.
static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\d+[A-Za-z]{0,4}(?:-\d+[A-Za-z]{0,3})*(?:\.\d+[A-Za-z]{0,2}(?:-\d+[A-Za-z]{0,2})*)?)",
    )
});
static SUBSECTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\(([A-Za-z]{1,5}|\d{1,2})\)"));
static RANGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\s*[-–—]\s*|\s+(?:to|through)\s+)(?:§+\s*)?"));
static AND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(,|;)?\s*(and/or(?-u:\b)|and(?-u:\b)|or(?-u:\b)|&)?\s*(?:§+|\\x15|(?i:sections?|secs?\.?)(?-u:\b))?\s*",
    )
});
/// The rest of `Sections 1341 and 1343 of Title 18`, read from its end.
static SECTIONS_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:(?-u:\b)sections?(?-u:\b)|(?-u:\b)secs?(?-u:\b)\.?|§+)\s*(\d[\w().,§\s&–-]*?)\s*,?\s*(?:of\s+(?:the\s+)?)?$",
    )
});

/// The patterns ask for ASCII's word boundaries: Unicode's make the fast automaton give up at the first curly quote or
/// section sign.
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern, tried by every test of this file")
}

/// What may follow `Section 1343 of Title 18`.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*,?\s*(?:of\s+the\s+)?(?:u\.?\s?s\.?\s?c(?:\.|(?-u:\b))|(?:u\.?\s?s\.?|united\s+states)\s+code(?-u:\b))",
    )
});

/// How far before a code's name its sections may begin, in bytes: a long list is about 200.
const REACH: usize = 300;

/// A title of a code, as a citation names it.
struct Code {
    /// `18 U.S.C.`, `50 U.S.C. App.`, `42 C.F.R.`
    name: String,
    regulations: bool,
    /// Where the title's number (or `Title`) begins, and where code and title end.
    start: usize,
    end: usize,
}

impl Code {
    fn read(text: &str, begin: usize, code: Match) -> Option<Code> {
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
        Some(Code {
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

    /// The sections that follow, each with its span and its normal form without title and sign.
    fn sections_after(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let mut at = self.end;
        if let Some(sign) = SIGN.find(&text[at..]) {
            at += sign.end();
        }
        self.list(text, at)
    }

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
            if !continues(text, end, spelled) {
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

    fn section(&self, text: &str, at: usize) -> Option<(usize, Section)> {
        let number = SECTION.find(&text[at..])?;
        let mut printed = number.as_str();
        // A regulation without a point is a whole part; a statute's point ends the sentence.
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
            parts: Vec::new(),
        };
        while let Some((after, part)) = subsection(text, end, section.parts.is_empty()) {
            section.parts.push(part);
            end = after;
        }
        if let Some(joint) = RANGE.find(&text[end..]) {
            let second = end + joint.end();
            if let Some(to) = SECTION.find(&text[second..]).filter(|to| {
                !self.regulations
                    && section.parts.is_empty()
                    && continues(text, second + to.end(), true)
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

/// One section: `1956` with `a`, `2`, `B`, `i`.
struct Section {
    number: String,
    parts: Vec<String>,
}

impl Section {
    fn normal(&self) -> String {
        let mut normal = self.number.clone();
        for part in &self.parts {
            normal.push('(');
            normal.push_str(part);
            normal.push(')');
        }
        normal
    }

    /// `(h)` after `1956(a)(2)(B)` is 1956(h): a subsection alone takes the place of the last one of its kind.
    fn sibling(&self, text: &str, at: usize) -> Option<(usize, Section)> {
        let (mut end, first) = subsection(text, at, false)?;
        let alike = |part: &String| kind(part) == kind(&first);
        // Small letters name the first level as letters and the last one as Roman numerals.
        let level = if roman(&first) {
            self.parts.iter().rposition(alike)?
        } else {
            self.parts.iter().position(alike)?
        };
        let mut parts = self.parts[..level].to_vec();
        parts.push(first);
        while let Some((after, part)) = subsection(text, end, false) {
            parts.push(part);
            end = after;
        }
        Some((
            end,
            Section {
                number: self.number.clone(),
                parts,
            },
        ))
    }
}

/// Figures, capitals, or small letters: the levels of a section differ in it.
fn kind(part: &str) -> u8 {
    match part.bytes().next() {
        Some(b'0'..=b'9') => 0,
        Some(b'A'..=b'Z') => 1,
        _ => 2,
    }
}

fn roman(part: &str) -> bool {
    part.bytes().all(|byte| b"ivx".contains(&byte))
}

/// `(a)` at `at`, or after one space where it can hardly be a remark: prints from PDF files break `501.805(d) (1)(i)`.
fn subsection(text: &str, at: usize, first: bool) -> Option<(usize, String)> {
    let spaces = text[at..].len() - text[at..].trim_start_matches(' ').len();
    let found = SUBSECTION.captures(&text[at + spaces..])?;
    let part = found.get(1)?.as_str();
    let short = part.len() == 1 || roman(part) || part.bytes().all(|byte| byte.is_ascii_digit());
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

/// Whether a number that ends at `end` can be one more section of a list: not `20 counts`, not the `18` of `18 U.S.C.`
/// After a bare comma only what ends the list or goes on with it may follow.
fn continues(text: &str, end: usize, spelled: bool) -> bool {
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
            .find(&rest[..floor(rest, 24)])
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
        .find(&next[..floor(next, 24)])
        .is_some_and(|code| code.start() == 0);
    spelled && word.starts_with(char::is_uppercase) && !code_follows
}

/// The range of at most [`REACH`] bytes before `end`, not before `begin`, on a character border.
fn window_before(text: &str, begin: usize, end: usize) -> Range<usize> {
    let mut start = end.saturating_sub(REACH).max(begin);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start..end
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> Vec<String> {
        citations(text)
            .into_iter()
            .map(|(_, value)| value)
            .collect()
    }

    fn cited(text: &str) -> Vec<(&str, String)> {
        citations(text)
            .into_iter()
            .map(|(span, value)| (&text[span], value))
            .collect()
    }

    #[test]
    fn every_common_form_of_one_citation_is_the_same() {
        for form in [
            "18 U.S.C. § 1343",
            "18 U.S.C. §1343",
            "18 U.S.C.  1343",
            "18 U. S. C. § 1343",
            "18 U.S.C. \\x15 1343",
            "18 U.S.C. Section 1343",
            "18 U.S.C. Sec. 1343",
            "18 U.S. Code § 1343",
            "18 USC 1343",
            "18 usc 1343",
            "Title 18, United States Code, Section 1343",
            "Title 18 United States Code Section 1343",
            "title 18 of the United States Code, section 1343",
            "Title 18, U.S.C., Sec. 1343",
            "Title 18, United States Code, 1343",
            "Title 18, Section 1343",
            "Section 1343 of Title 18",
            "Section 1343 of Title 18, United States Code",
            "Section 1343 of Title 18 of the U.S. Code",
        ] {
            assert_eq!(
                cited(form),
                [(form, "18 U.S.C. § 1343".to_owned())],
                "{form}"
            );
        }
    }

    #[test]
    fn subsections_letters_and_hyphens_are_kept() {
        assert_eq!(normal("15 U.S.C. § 78j(b)"), ["15 U.S.C. § 78j(b)"]);
        assert_eq!(
            normal("42 U.S.C. § 1320a-7b(b)(2)(A)."),
            ["42 U.S.C. § 1320a-7b(b)(2)(A)"]
        );
        assert_eq!(normal("18 U.S.C. 2339B(a)(1)"), ["18 U.S.C. § 2339B(a)(1)"]);
        assert_eq!(normal("(18 U.S.C. § 924 (c))"), ["18 U.S.C. § 924(c)"]);
        assert_eq!(normal("50 U.S.C. App. §§ 1-44"), ["50 U.S.C. App. § 1-44"]);
    }

    #[test]
    fn a_list_gives_each_section() {
        let two = ["18 U.S.C. § 1343", "18 U.S.C. § 1349"];
        assert_eq!(normal("18 U.S.C. §§ 1343 and 1349"), two);
        assert_eq!(
            normal("Title 18, United States Code, Sections 1343 and 1349."),
            two
        );
        assert_eq!(normal("Sections 1343 and 1349 of Title 18"), two);
        assert_eq!(normal("18 U.S.C. 1343, 1349. Sentence: two years"), two);
        assert_eq!(normal("18 U.S.C. § 1343, 18 U.S.C. § 1349"), two);
        assert_eq!(normal("violations of 18 U.S.C. 1343 or 1349."), two);
        assert_eq!(
            normal("15 U.S.C. §§ 78j(b), 78m(b)(2)(A) and (B), and 17 C.F.R. § 240.10b-5"),
            [
                "15 U.S.C. § 78j(b)",
                "15 U.S.C. § 78m(b)(2)(A)",
                "15 U.S.C. § 78m(b)(2)(B)",
                "17 C.F.R. § 240.10b-5"
            ]
        );
        assert_eq!(
            normal("Title 18, U.S.C., Secs. 1956(a)(2)(B)(i) and (h)"),
            ["18 U.S.C. § 1956(a)(2)(B)(i)", "18 U.S.C. § 1956(h)"]
        );
    }

    #[test]
    fn numbers_after_a_citation_that_are_no_sections_are_left_alone() {
        let one = ["18 U.S.C. § 1343"];
        assert_eq!(normal("18 U.S.C. § 1343, and 20 counts of perjury"), one);
        assert_eq!(normal("18 U.S.C. § 1343, 20 years"), one);
        assert_eq!(normal("18 U.S.C. § 1343 (2 counts)"), one);
        assert_eq!(normal("sentenced under 18 U.S.C. § 1343 to 20 years"), one);
        assert_eq!(normal("18 U.S.C. § 1343 and June 3, 2014"), one);
    }

    #[test]
    fn a_range_is_kept_as_printed() {
        assert_eq!(normal("31 U.S.C. §§ 3729-3733"), ["31 U.S.C. § 3729-3733"]);
        assert_eq!(normal("31 U.S.C. §§ 3729–33"), ["31 U.S.C. § 3729-33"]);
        assert_eq!(
            normal("31 U.S.C. §§ 3729 through 3733"),
            ["31 U.S.C. § 3729 through 3733"]
        );
    }

    #[test]
    fn regulations_count_by_section_and_not_by_part() {
        assert_eq!(normal("42 C.F.R. § 1001.952"), ["42 C.F.R. § 1001.952"]);
        assert_eq!(
            normal("31 CFR 501.805 (d) (1)(i)"),
            ["31 C.F.R. § 501.805(d)(1)(i)"]
        );
        assert_eq!(
            normal("31 C.F.R. 560.204, 560.206, and 560.215 (the “Apparent Violations”)"),
            [
                "31 C.F.R. § 560.204",
                "31 C.F.R. § 560.206",
                "31 C.F.R. § 560.215"
            ]
        );
        assert!(normal("31 C.F.R. part 501, app. A, and 31 CFR Part 515").is_empty());
    }

    #[test]
    fn acts_rules_and_bare_names_are_no_citations() {
        for text in [
            "Section 10(b) of the Exchange Act and Rule 10b-5 thereunder",
            "the Clean Air Act",
            "students of USC, 1343 of them",
            "Title 1 Schools in North Example County",
            "99 U.S.C. § 1",
            "the United States Code",
            "",
        ] {
            assert!(normal(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn spans_never_overlap_and_hold_the_words_cited() {
        let text = "Sections 1341 and 1343 of Title 18, United States Code, and 21 USC 846.";
        assert_eq!(
            cited(text),
            [
                ("Sections 1341", "18 U.S.C. § 1341".to_owned()),
                (
                    "1343 of Title 18, United States Code",
                    "18 U.S.C. § 1343".to_owned()
                ),
                ("21 USC 846", "21 U.S.C. § 846".to_owned()),
            ]
        );
    }

    #[test]
    fn a_statute_cited_twice_is_one_and_the_list_is_sorted() {
        let page = Page {
            title: "Two Charged Under 21 U.S.C. § 846".to_owned(),
            text: "They violated 21 U.S.C. § 846 and 18 U.S.C. § 2.".to_owned(),
            ..Page::default()
        };
        let found = statutes(&page);
        let values: Vec<&str> = found.iter().map(|found| found.value.as_str()).collect();
        assert_eq!(values, ["18 U.S.C. § 2", "21 U.S.C. § 846"]);
        assert_eq!(found[1].place, Place::Title);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in r"([0-9]{1,4}|[ ,;.()§–\-a-z]|U\.S\.C\.|C\.F\.R\.|Title |Sections? | and |é){0,40}") {
            let mut last = 0;
            for (span, _) in citations(&text) {
                assert!(span.start >= last && span.end > span.start);
                last = span.end;
                assert!(text.get(span).is_some());
            }
        }
    }
}
