//! How is a docket number written? `2:18-cr-00123-ABC`, `18 Cr. 123 (ABC)`, `CR-18-123` and `18-123` can be one case.

use crate::text::normalize::fold;

/// Words that may stand before a number and say nothing of it.
const LEADING_WORDS: [&str; 9] = [
    "action", "case", "cause", "docket", "file", "index", "no", "nos", "number",
];

/// What a docket number says, apart from how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocketNumber {
    /// The year and the number in the year, without zeros before them: `18-123`. The whole number where it has other parts.
    pub(crate) key: String,
    /// The number of the division or office of the court, if there is one.
    division: Option<String>,
    /// The kind of case, if there is one: `cr`, `cv`.
    kind: Option<String>,
}

impl DocketNumber {
    /// Reads a number as it is printed or typed.
    pub(crate) fn read(written: &str) -> Self {
        let folded = fold(written);
        let folded = folded.split('(').next().unwrap_or_default();
        let mut runs = runs(folded);
        while runs.first().is_some_and(|run| LEADING_WORDS.contains(run)) {
            runs.remove(0);
        }
        let mut division = None;
        if let [first, _, _, ..] = runs.as_slice()
            && is_number(first)
            && first.len() <= 2
            && after(folded, first).trim_start().starts_with(':')
        {
            division = Some(without_zeros(first).to_owned());
            runs.remove(0);
        }
        // `3-09CV0298-L`
        if let [first, year, kind, number, ..] = runs.as_slice()
            && division.is_none()
            && first.len() == 1
            && [first, year, number].into_iter().all(|run| is_number(run))
            && kind_of_case(kind).is_some()
        {
            division = Some(without_zeros(first).to_owned());
            runs.remove(0);
        }
        // `Criminal No. 18-123`, `01 Civ. Action No. 2613`
        let mut at = 0;
        runs.retain(|run| {
            at += 1;
            at == 1 || !LEADING_WORDS.contains(run)
        });
        let fits = |year: &str, kind: &str, number: &str| {
            is_year(year) && !is_number(kind) && is_number(number)
        };
        let (year, kind, number) = match runs.as_slice() {
            // `18-cr-123`, `CR-18-123`, `CR-18-AB-123`
            [year, kind, number, ..] | [kind, year, number, ..] | [kind, year, _, number, ..]
                if fits(year, kind, number) =>
            {
                (year, Some(*kind), number)
            }
            // `CV-S-01-0658`
            [kind, letter, year, number, ..]
                if letter.len() == 1 && !is_number(letter) && fits(year, kind, number) =>
            {
                (year, Some(*kind), number)
            }
            [year, number, ..] if is_year(year) && is_number(number) => (year, None, number),
            runs => {
                return DocketNumber {
                    key: runs.concat(),
                    division,
                    kind: None,
                };
            }
        };
        DocketNumber {
            key: format!("{}-{}", short_year(year), without_zeros(number)),
            division,
            kind: kind.and_then(kind_of_case),
        }
    }

    /// Whether it has a digit: a number without one is none.
    pub(crate) fn is_number(&self) -> bool {
        self.key.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Whether it says what kind of case it is of: without that it may be another number.
    pub(crate) fn has_kind(&self) -> bool {
        self.kind.is_some()
    }

    /// Whether both can be the number of one case of one court: what one of them leaves out does not matter.
    pub(crate) fn is_compatible(&self, other: &DocketNumber) -> bool {
        let agree = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.key == other.key
            && agree(&self.division, &other.division)
            && agree(&self.kind, &other.kind)
    }
}

/// The runs of letters and the runs of digits of a text.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != digits);
            let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
            runs.push(run);
            rest = after;
        }
    }
    runs
}

/// What stands in a text after one of its runs.
fn after<'a>(text: &'a str, run: &str) -> &'a str {
    text.find(run).map_or("", |at| &text[at + run.len()..])
}

fn is_number(run: &str) -> bool {
    run.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(run: &str) -> bool {
    is_number(run) && run.len() <= 4
}

/// `18` of `2018`, `5` of `05`.
fn short_year(year: &str) -> &str {
    let is_whole = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    without_zeros(if is_whole { &year[2..] } else { year })
}

fn without_zeros(number: &str) -> &str {
    let short = number.trim_start_matches('0');
    if short.is_empty() { "0" } else { short }
}

/// The kind of case that letters mean; none where they mean something else, such as a division.
fn kind_of_case(letters: &str) -> Option<String> {
    let kind = match letters {
        "crim" | "criminal" => "cr",
        "c" | "civ" | "civil" => "cv",
        "m" | "mag" | "magistrate" => "mj",
        "misc" => "mc",
        // `EDCV`, `SACR`: with letters of the division.
        _ if letters.ends_with("cv") => "cv",
        _ if letters.ends_with("cr") => "cr",
        _ if letters.len() == 1 => return None,
        other => other,
    };
    Some(kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(one: &str, other: &str) -> bool {
        DocketNumber::read(one).is_compatible(&DocketNumber::read(other))
    }

    #[test]
    fn one_case_has_many_spellings() {
        for written in [
            "2:18-cr-00123-ABC",
            "18-cr-123",
            "18 Cr. 123 (ABC)",
            "18CR123",
            "2018-CR-00123-ABC-01",
            "CR-18-00123-PHX-ABC",
            "CR 18-123",
            "Criminal No. 18-123",
            "Case No. 2:18-cr-00123",
            "18-00123",
            "SACR 18-123",
            "18–cr–123",
        ] {
            assert!(one("18-cr-123", written), "{written}");
        }
        assert!(one("05 Civ. 6991 (KMW)", "1:05-cv-06991"));
        assert!(one("C-97-3566-CW", "97 civ 3566"));
        assert!(one("CV-S-01-0658-PMP", "01-cv-658"));
        assert!(one("01 Civ. Action No. 2613", "01-cv-2613"));
        assert!(one("2:03CV00914DAK", "03-cv-914"));
        assert!(one("SWF2301616", "swf 2301616"));
        assert!(one("3-11046", "File No. 3-11046"));
    }

    #[test]
    fn other_cases_are_others() {
        for (left, right) in [
            ("1:18-cr-123", "2:18-cr-123"),
            ("18-cr-123", "18-cv-123"),
            ("18-cr-123", "19-cr-123"),
            ("18-cr-123", "18-cr-1230"),
            ("18-cr-12", "18-cr-123"),
        ] {
            assert!(!one(left, right), "{left}, {right}");
        }
        assert!(!DocketNumber::read("soon").is_number());
        assert!(!DocketNumber::read("").is_number());
        assert!(!DocketNumber::read(":::((").is_number());
    }
}
