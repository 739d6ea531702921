//! What a line is by its shape: a date, a release number, a telephone number, an end sign.

use std::sync::LazyLock;

use regex::Regex;

use crate::knowledge::letters;

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*,?\s+)?
        (?:
            (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?
                |oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+\d{1,2}(?:st|nd|rd|th)?\s*,?\s+\d{4}
            |\d{1,2}\s+de\s+(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)
                \s+(?:del?\s+)?\d{4}
            |\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})
            |\d{4}-\d{2}-\d{2}(?:[T\ ]\d{2}:\d{2}(?::\d{2})?)?
        )\s*(?:at\s+)?(?:\d{1,2}:\d{2}\s*[ap]\.?m\.?)?",
    )
    .ok()
});

/// The date that the line begins with, and what follows it.
pub(crate) fn leading_date(line: &str) -> Option<(&str, &str)> {
    let found = DATE.as_ref()?.find(line)?;
    let (date, rest) = line.split_at(found.end());
    Some((date.trim(), rest))
}

/// The date that the line begins with, but for words that say it is one, and what follows it.
pub(crate) fn labelled_date(line: &str) -> Option<(&str, &str)> {
    const LABELS: [&str; 10] = [
        "enforcement release",
        "posted on",
        "posted",
        "published on",
        "published",
        "date",
        "release date",
        "for immediate release",
        "for release",
        "admin |",
    ];
    let mut rest = line;
    for label in LABELS {
        if rest
            .get(..label.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(label))
        {
            rest = rest[label.len()..].trim_start_matches([':', ' ', '-', '–', '—', '|', ',']);
            break;
        }
    }
    leading_date(rest)
}

/// The date of a line that holds nothing else, but for words that say it is one.
pub(crate) fn lone_date(line: &str) -> Option<&str> {
    let (date, after) = labelled_date(line)?;
    after
        .trim_matches([' ', '|', '.', ',', '-', '–', '—'])
        .is_empty()
        .then_some(date)
}

/// Whether the line is a date and no more.
pub(crate) fn is_dated(line: &str) -> bool {
    lone_date(line).is_some()
}

/// Whether the line tells when the page was changed, which is not when the release was issued. Prints of old pages of
/// sec.gov have the page's last links before it: `Home | Previous Page Modified: 05/06/2007`.
pub(crate) fn is_change_stamp(line: &str) -> bool {
    let line = line
        .strip_prefix("Home | Previous Page")
        .unwrap_or(line)
        .trim_start();
    [
        "last updated",
        "updated",
        "modified",
        "last modified",
        "last reviewed",
    ]
    .iter()
    .any(|label| {
        line.get(..label.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(label))
            && leading_date(line[label.len()..].trim_start_matches([':', ' '])).is_some()
    })
}

/// Signs that say that a release ends: `###`, `# # #`, `-30-`, `* * *`.
///
/// A dash alone is none: it is a piece of a sentence whose words stood on lines of their own.
pub(crate) fn is_end_sign(line: &str) -> bool {
    line.len() <= 24
        && !matches!(line, "-" | "–" | "—")
        && (line
            .chars()
            .all(|letter| matches!(letter, '#' | '*' | '-' | '_' | '=' | ' ' | '–' | '—' | '~'))
            || matches!(
                line.trim_matches(['-', '–', '—', ' ']),
                "30" | "END" | "End" | "CFTC" | "NYAG" | "HH" | "HHH" | "HH#H" | "HH#" | "#HH"
            ) && line != "END OF"
            || matches!(line, "(END)" | "(end)"))
}

/// The date that old pages of justice.gov have in their names: `#12-345: 03-15-05 Headline`, `08-25-04: Headline`.
pub(crate) fn date_in_name(name: &str) -> Option<&str> {
    name.split(' ')
        .take(2)
        .map(|word| word.trim_end_matches(':'))
        .find(|word| {
            word.len() == 8
                && word.bytes().enumerate().all(|(at, byte)| {
                    if at == 2 || at == 5 {
                        byte == b'-'
                    } else {
                        byte.is_ascii_digit()
                    }
                })
        })
}

/// A release number and what stands beside it.
pub(crate) struct Numbered<'a> {
    pub number: &'a str,
    pub date: Option<&'a str>,
    pub rest: &'a str,
}

/// `Litigation Release No. 14790 / January 23, 1996`, `Release Number 8174-20`, `2011-87`.
pub(crate) fn release_number(line: &str) -> Option<Numbered<'_>> {
    numbered(line).filter(|found| found.rest.is_empty())
}

/// The release number that the line begins with, the date after it, and what follows.
pub(crate) fn numbered(line: &str) -> Option<Numbered<'_>> {
    const LABELS: [&str; 4] = [
        "litigation release no.",
        "release number",
        "press release number",
        "release no.",
    ];
    let labelled = LABELS
        .iter()
        .find(|label| {
            line.get(..label.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(label))
        })
        .map(|label| line[label.len()..].trim_start_matches([':', ' ']));
    let Some(rest) = labelled else {
        let is_number = line.len() <= 9
            && line.split_once('-').is_some_and(|(year, number)| {
                year.len() == 4
                    && (1..=4).contains(&number.len())
                    && line
                        .bytes()
                        .all(|byte| byte.is_ascii_digit() || byte == b'-')
            });
        return is_number.then_some(Numbered {
            number: line,
            date: None,
            rest: "",
        });
    };
    let (number, after) = rest.split_once([' ', '/']).unwrap_or((rest, ""));
    if !number.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let signs = ['/', ' ', ',', '-', '–'];
    let after = after.trim_start_matches(signs);
    let (date, rest) = match leading_date(after) {
        Some((date, rest)) => (Some(date), rest.trim_start_matches(signs)),
        None => (None, after),
    };
    Some(Numbered {
        number: number.trim_end_matches([',', '.']),
        date,
        rest,
    })
}

/// The address of a site and no more.
pub(crate) fn is_site(line: &str) -> bool {
    !line.contains([' ', '/'])
        && line
            .get(..4)
            .is_some_and(|head| head.eq_ignore_ascii_case("www."))
}

/// `05-117` below a release of the Justice Department.
pub(crate) fn is_bare_number(line: &str) -> bool {
    line.split_once('-').is_some_and(|(year, number)| {
        year.len() == 2
            && (2..=4).contains(&number.len())
            && year
                .bytes()
                .chain(number.bytes())
                .all(|byte| byte.is_ascii_digit())
    })
}

/// `7 min read`.
pub(crate) fn is_reading_time(line: &str) -> bool {
    line.strip_suffix(" min read")
        .is_some_and(|minutes| minutes.len() <= 3 && minutes.bytes().all(|b| b.is_ascii_digit()))
}

/// The office that heads a letter.
pub(crate) fn is_office(line: &str) -> bool {
    line.eq_ignore_ascii_case("office of public affairs")
}

/// A telephone number, an address for mail, or words that announce them, on a short line.
pub(crate) fn is_contact(line: &str) -> bool {
    if line.len() > 90 {
        // An address at the foot of a letter, its parts set apart by dots.
        let parts = line.split(['•', '|', '·', '\u{f0b7}']).count();
        return line.len() <= 160 && parts >= 3 && has_phone(line);
    }
    let lower = line.to_ascii_lowercase();
    let announces = [
        "contact:",
        "contacts:",
        "contacto:",
        "contact",
        "media contact",
        "press contact",
        "media inquiries",
        "for media inquiries",
        "for more information, contact",
        "for more information about this enforcement action, contact",
        "email:",
        "phone:",
        "cell:",
        "office:",
        "fax:",
        "tel:",
    ]
    .iter()
    .any(|label| {
        lower.strip_prefix(label).is_some_and(|rest| {
            rest.is_empty()
                || label.ends_with(':')
                || rest.starts_with([':', 's', ' ']) && rest.len() < 40
        })
    });
    announces || is_number_or_mail(&lower)
}

/// Whether the line is a telephone number or an address for mail, with little around it.
pub(crate) fn is_number_or_mail(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let words = line.bytes().filter(u8::is_ascii_alphabetic).count();
    let mail = line
        .split(' ')
        .any(|word| word.contains('@') && word.contains('.'));
    (mail && line.split(' ').count() <= 4)
        || ((7..=22).contains(&digits)
            && line.contains(['-', '.', '/', ')'])
            && words <= 24
            && line
                .bytes()
                .filter(|b| *b == b'-' || *b == b'.' || *b == b'/')
                .count()
                >= 1
            && has_phone(line))
}

/// `555-0100` with or without an area code; not the years in `1997-2000`.
pub(crate) fn has_phone(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.windows(8).enumerate().any(|(at, window)| {
        let begins = at == 0 || !bytes[at - 1].is_ascii_digit();
        begins
            && window[..3].iter().all(u8::is_ascii_digit)
            && matches!(window[3], b'-' | b'.' | b' ' | b'/')
            && window[4..7].iter().all(u8::is_ascii_digit)
            && (window[7].is_ascii_digit() || window[7] == b'-')
    })
}

/// Whether a line before a telephone number can name who is called.
pub(crate) fn is_contact_name(line: &str, title: &str) -> bool {
    line.len() <= 60
        && !line.contains('#')
        && !line.ends_with(['.', '?', '!', ';'])
        && !line.bytes().any(|byte| byte.is_ascii_digit())
        && line.split(' ').count() <= 7
        && !letters(title).contains(&letters(line))
}

/// Two to four words that each begin with a capital letter.
pub(crate) fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    (2..=4).contains(&words.len())
        && line.len() <= 32
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) && !word.contains([':', ',', '#']))
        && line.chars().any(char::is_lowercase)
}

/// The name by which an author logs in, which site builders write above the day: `webdesk`.
pub(crate) fn is_login(line: &str) -> bool {
    line.len() >= 6 && line.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::convert::lines::line_class::is_change_stamp;

    #[test]
    fn a_print_of_an_old_page_ends_before_its_change_stamp() {
        assert!(is_change_stamp("Modified: 05/06/2007"));
        assert!(is_change_stamp("Home | Previous Page Modified: 05/06/2007"));
        assert!(!is_change_stamp("Modified loans were sold to the fund."));
    }
}
