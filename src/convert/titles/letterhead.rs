//! Which lines above the headline of a text are the letterhead of an office: its name, its head, its address?

use crate::convert::lines::contact::is_contact;
use crate::convert::lines::line_class::{first_sentence, is_name, is_sentence, leading_date};
use crate::convert::lines::paragraphs::Line;
use crate::model::PageFields;
use crate::text::normalize::letters_and_digits;

/// Most lines of a letterhead.
const MAX_LINES: usize = 12;

/// Longest line of a letterhead, in bytes.
const MAX_LINE: usize = 90;

/// Most words of a line that are not of offices: the names of a place and of a person.
const MAX_NAMES: usize = 5;

/// Words that offices are named with.
const OF_OFFICES: [&str; 52] = [
    "administration",
    "affairs",
    "agency",
    "and",
    "assistant",
    "attorney",
    "attorneys",
    "attorney’s",
    "authority",
    "bureau",
    "central",
    "chief",
    "city",
    "commission",
    "commissioner",
    "communications",
    "county",
    "court",
    "department",
    "deputy",
    "district",
    "division",
    "eastern",
    "federal",
    "for",
    "general",
    "inspector",
    "investigation",
    "judicial",
    "justice",
    "media",
    "ministry",
    "new",
    "news",
    "northern",
    "of",
    "office",
    "police",
    "press",
    "prosecutor",
    "prosecutor’s",
    "public",
    "relations",
    "release",
    "service",
    "sheriff",
    "southern",
    "state",
    "states",
    "the",
    "united",
    "western",
];

/// Words of which a line of a letterhead has one.
const HEADS: [&str; 18] = [
    "agency",
    "attorney",
    "attorneys",
    "attorney’s",
    "authority",
    "bureau",
    "commission",
    "county",
    "department",
    "district",
    "division",
    "inspector",
    "ministry",
    "office",
    "police",
    "prosecutor",
    "prosecutor’s",
    "sheriff",
];

/// Beginnings of words that tell of a case: no letterhead has them.
const OF_CASES: [&str; 46] = [
    "accus",
    "admit",
    "advis",
    "agree",
    "alert",
    "announc",
    "appeal",
    "arrest",
    "award",
    "brib",
    "charg",
    "complain",
    "convict",
    "death",
    "defraud",
    "execut",
    "expos",
    "fil",
    "fin",
    "former",
    "fraud",
    "guilt",
    "indict",
    "investigat",
    "join",
    "judg",
    "kill",
    "launch",
    "murder",
    "obtain",
    "order",
    "plea",
    "recover",
    "remark",
    "report",
    "secur",
    "seiz",
    "sentenc",
    "settl",
    "statement",
    "sue",
    "testi",
    "theft",
    "urg",
    "warn",
    "win",
];

/// Takes the letterhead above the headline, if there is a headline below it. What it tells goes into the fields.
pub(crate) fn take_letterhead(lines: &mut Vec<Line>, fields: &mut PageFields) {
    let head = first_sentence(lines);
    let Some(end) = letterhead_end(lines, head) else {
        return;
    };
    for line in lines.drain(..end) {
        if let Some((date, _)) = leading_date(&line.text) {
            fields.date.get_or_insert_with(|| date.to_owned());
        }
        if names_office(&line.text) {
            fields.office.get_or_insert(line.text);
        }
    }
}

/// The number of lines of the letterhead at the beginning; none where there is none, or nothing but text below it.
fn letterhead_end(lines: &[Line], head: usize) -> Option<usize> {
    let head = head.min(lines.len()).min(MAX_LINES + 1);
    let mut end = 0;
    let (mut has_office, mut has_address) = (false, false);
    for at in 0..head {
        let text = lines[at].text.as_str();
        let next = lines.get(at + 1).filter(|_| at + 1 < head);
        let is_of_office = names_office(text) || is_heading_of_news(text);
        let is_address = is_address(text) || is_site(text);
        let is_of_letterhead = is_of_office
            || is_address
            || has_office && has_words_of_offices(text)
            || (has_office || has_address || text.contains(':')) && is_contact(text)
            || (has_office || has_address) && is_bare_number(text)
            || is_name_of(text) && next.is_some_and(|next| names_office(&next.text));
        if !is_of_letterhead {
            break;
        }
        has_office |= is_of_office;
        has_address |= is_address;
        end = at + 1;
    }
    let headline = lines.get(end).filter(|_| end < head)?;
    // A headline is parted from the names above it.
    let last = &lines[end.checked_sub(1)?].text;
    let is_no_name = [is_address, is_site, is_bare_number, says_news];
    let is_parted = headline.after_gap || is_no_name.iter().any(|is| is(last));
    (is_parted && !is_sentence(&headline.text)).then_some(end)
}

/// Whether a line is what stands above each release of an office: `OIG NEWS`, `FOR IMMEDIATE RELEASE 330 Main Street`.
fn is_heading_of_news(line: &str) -> bool {
    letters_and_digits(line).starts_with("forimmediaterelease") && line.len() <= MAX_LINE
        || says_news(line)
}

/// Whether a line says that news follow, and nothing else: `OIG NEWS`, `News • Press Releases`.
fn says_news(line: &str) -> bool {
    let letters = letters_and_digits(line);
    let ends = [
        "news",
        "newsrelease",
        "newsreleases",
        "pressrelease",
        "pressreleases",
    ];
    letters.len() <= 24 && ends.iter().any(|end| letters.ends_with(end))
}

fn is_site(line: &str) -> bool {
    line.split(' ')
        .all(|word| word.starts_with("www.") || word.contains("://"))
}

fn is_bare_number(line: &str) -> bool {
    line.len() <= 12
        && line
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Whether a line names an office, or the person who has it with the title: `Jane Roe, District Attorney`.
fn names_office(line: &str) -> bool {
    if line.len() > MAX_LINE || line.ends_with(['.', '?', '!', '”']) && !line.ends_with("D.C.") {
        return false;
    }
    let mut has_head = false;
    let mut names = 0;
    let words =
        line.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '’' | '\''));
    for word in words.filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase().replace('\'', "’");
        if OF_OFFICES.contains(&lower.as_str()) {
            has_head |= HEADS.contains(&lower.as_str());
            continue;
        }
        let is_of_case = OF_CASES.iter().any(|start| lower.starts_with(start));
        names += 1;
        if names > MAX_NAMES || is_of_case || !word.starts_with(char::is_uppercase) {
            return false;
        }
    }
    has_head || line.to_lowercase().starts_with("state of ")
}

/// Whether a line has no other words than those of offices: `News Release`.
fn has_words_of_offices(line: &str) -> bool {
    line.split(' ').all(|word| {
        let lower = word.to_lowercase().replace('\'', "’");
        OF_OFFICES.contains(&lower.as_str())
    })
}

fn is_name_of(line: &str) -> bool {
    let words = line.split(' ').count();
    is_name(line) || (2..=4).contains(&words) && line.len() <= 32 && line.to_uppercase() == line
}

/// Whether a line is the address of an office: `100 Main Street, Oldport, CA 90001`, `WASHINGTON, D.C. 20549`.
fn is_address(line: &str) -> bool {
    if line.contains(['•', '|']) && line.len() <= 2 * MAX_LINE {
        // "100 Main Street • Oldport, CA 90001 • 555-0100"
        return line.split(['•', '|']).any(|part| is_address(part.trim()));
    }
    let words: Vec<&str> = line
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let has_zip = words.last().is_some_and(|last| {
        last.len() >= 5
            && last
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
    });
    let starts_with_number = words[..words.len().min(1)]
        .iter()
        .all(|first| first.bytes().all(|byte| byte.is_ascii_digit()));
    let is_street = starts_with_number
        && [
            "street",
            "avenue",
            "road",
            "boulevard",
            "plaza",
            "floor",
            "st.",
            "ave.",
        ]
        .iter()
        .any(|street| words.iter().any(|word| word.eq_ignore_ascii_case(street)));
    line.len() <= MAX_LINE
        && words.len() <= 12
        && !words
            .iter()
            .any(|word| word.starts_with(char::is_lowercase))
        && (has_zip || is_street || line.starts_with("P.O. Box"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::lines::paragraphs::split;

    const TEXT: &str = "A clerk of Oldport was sentenced today to nine months in prison for wire fraud, the office announced.";

    fn left(head: &str) -> String {
        let mut lines = split(&format!("{head}\n\n{TEXT}"));
        take_letterhead(&mut lines, &mut PageFields::default());
        lines[0].text.clone()
    }

    #[test]
    fn the_office_above_the_headline_is_its_letterhead() {
        for head in [
            "OFFICE OF THE DISTRICT ATTORNEY\nCOUNTY OF HARBOR\nJane Roe, District Attorney\n100 Main Street, Oldport, CA 90001",
            "Harbor County District Attorney's Office",
            "Harbor County District Attorney’s Office\nNews Release",
            "JANE ROE\nDistrict Attorney",
            "United States Attorney's Office\nNorthern District of Oldshire",
            "Metropolitan Police Service",
            "OIG NEWS\nOffice of Inspector General\nFor Immediate Release 330 Harbor Ave., SW.\nDecember 7, 2005 Oldport, DC 20201",
            "NEWS • PRESS RELEASES",
            "100 Court Street • Oldport, CA 90001 • 555-010-0100 • www.example.gov",
            "Media contact: Lucy Penn",
            "198 EAST 161ST STREET\nOLDPORT, N.Y. 10451\n(555) 010-2234\n\n1\n\nJANE Q. ROE\nDISTRICT ATTORNEY, HARBOR COUNTY\n\nwww.example.gov\nwww.example.com/HarborDA\nwww.example.org/HarborDA\n59-2024",
            "198 EAST 161ST STREET OLDPORT, N.Y. 10451\nJANE Q. ROE\nDISTRICT ATTORNEY, HARBOR COUNTY\n\nwww.example.com/HarborDA\n59-2024",
        ] {
            let with_headline = format!("{head}\n\nClerk Sentenced for Wire Fraud");
            assert_eq!(
                left(&with_headline),
                "Clerk Sentenced for Wire Fraud",
                "{head}"
            );
            // Without a headline it stays.
            assert_ne!(left(head), TEXT, "{head}");
        }
    }

    #[test]
    fn a_headline_that_names_an_office_is_no_letterhead() {
        for headline in [
            "District Attorney Jane Roe Announces Charges",
            "Police Officer Charged With Theft",
            "Harbor County Man Sentenced to Nine Months",
            "Attorney General Sues Oldport Police Department",
            "Former Prosecutor Pleads Guilty",
            "Office of the Inspector General Report on Harbor Dues",
        ] {
            let with_subhead = format!("{headline}\n\nThe Sum Was $40,000");
            assert_eq!(left(&with_subhead), headline);
        }
    }
}
