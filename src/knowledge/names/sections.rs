//! Which sections of the United States Code lie between two others?

use std::fmt;

/// A section, or a range of them, of one title of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionRange {
    /// `15 U.S.C.`
    pub title: String,
    first: String,
    /// Empty for one section.
    last: String,
}

/// A section of an act, and the section of the code that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `10A`
    pub own: String,
    /// `78j-1`
    pub codified: String,
}

impl From<&str> for Part {
    /// Reads `10A=78j-1`.
    fn from(cell: &str) -> Self {
        let (own, codified) = cell.split_once('=').unwrap_or((cell, cell));
        Part {
            own: own.to_owned(),
            codified: codified.to_owned(),
        }
    }
}

impl From<&str> for SectionRange {
    /// Reads `15:78a..78qq`, `18:1951`, `50 App.:1..44`.
    fn from(cell: &str) -> Self {
        let (title, sections) = cell.split_once(':').unwrap_or(("", cell));
        let (first, last) = sections.split_once("..").unwrap_or((sections, ""));
        let (title, appendix) = match title.strip_suffix(" App.") {
            Some(title) => (title, " App."),
            None => (title, ""),
        };
        SectionRange {
            title: format!("{title} U.S.C.{appendix}"),
            first: first.to_owned(),
            last: last.to_owned(),
        }
    }
}

/// Without its title: `78a to 78qq`.
impl fmt::Display for SectionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last.as_str() {
            "" => f.write_str(&self.first),
            last => write!(f, "{} to {last}", self.first),
        }
    }
}

impl SectionRange {
    /// Returns whether a statute, or the first of a range of them, is among these sections: `15 U.S.C. § 78dd-1(a)`.
    pub(crate) fn contains(&self, statute: &str) -> bool {
        let Some((title, section)) = statute.split_once(" § ") else {
            return false;
        };
        if title != self.title {
            return false;
        }
        if self.last.is_empty() {
            return is_part(section, &self.first);
        }
        let key = place(section);
        place(&self.first) <= key && key <= place(&self.last)
    }
}

impl SectionRange {
    /// Returns whether this is one section, and the named statute or a subsection of it.
    pub(crate) fn is_in(&self, statute: &str) -> bool {
        self.last.is_empty() && is_part(&format!("{} § {}", self.title, self.first), statute)
    }
}

/// Returns whether a statute or a section is the named one, or a subsection of it.
pub fn is_part(statute: &str, of: &str) -> bool {
    statute
        .strip_prefix(of)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}

/// Returns what sections are ordered by: `78dd-1` after `78z` and before `78ee`.
fn place(section: &str) -> Vec<(u32, usize, String)> {
    let number = section.split('(').next().unwrap_or_default();
    let steps = number.split('-').map(|step| {
        let digits = step.len() - step.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let letters: String = step[digits..]
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        let number = step[..digits].parse().unwrap_or(0);
        (number, letters.len(), letters.to_ascii_lowercase())
    });
    steps.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_the_sections_between_its_ends_and_no_others() {
        let range = SectionRange::from("15:78a..78qq");
        for inside in ["78a", "78j(b)", "78dd-1(a)", "78qq", "78u-6"] {
            assert!(range.contains(&format!("15 U.S.C. § {inside}")), "{inside}");
        }
        for outside in ["77q", "78aaa", "78lll", "79a", "780"] {
            assert!(
                !range.contains(&format!("15 U.S.C. § {outside}")),
                "{outside}"
            );
        }
        assert!(!range.contains("18 U.S.C. § 78j"));
        let range = SectionRange::from("31:3729..3733");
        for inside in ["3729", "3730(h)", "3729-33", "3729 through 3733"] {
            assert!(range.contains(&format!("31 U.S.C. § {inside}")), "{inside}");
        }
        assert_eq!(range.to_string(), "3729 to 3733");
    }

    #[test]
    fn one_section_holds_its_subsections() {
        let one = SectionRange::from("42:1320a-7b(b)");
        assert!(one.contains("42 U.S.C. § 1320a-7b(b)(2)"));
        assert!(!one.contains("42 U.S.C. § 1320a-7b(a)"));
        assert!(SectionRange::from("50 App.:5").contains("50 U.S.C. App. § 5(b)"));
    }
}
