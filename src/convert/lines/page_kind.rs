//! What kind of page are these lines: a release, or a list, a form?

use crate::convert::lines::header::is_office_name;
use crate::convert::lines::line_class::{first_sentence, is_dated, is_sentence};
use crate::convert::lines::paragraphs::Line;
use crate::knowledge::{BoilerplateKind, boilerplate_kinds};
use crate::text::months::MONTHS;
use crate::text::normalize::letters_and_digits;

/// Minimum number of date lines in a list of releases.
const MIN_LISTED_DATES: usize = 4;

/// Minimum number of headlines in a list of releases.
const MIN_LISTED_HEADLINES: usize = 7;

/// Maximum text per date in a list of releases, in bytes.
const MAX_BYTES_PER_DATE: usize = 300;

/// Maximum number of lines before the text in which a letterhead is looked for.
const MAX_LETTERHEAD_LINES: usize = 24;

/// Whether the lines are a list of releases: headlines with dates, and little text, or hardly anything but headlines.
pub(crate) fn is_listing(lines: &[Line]) -> bool {
    let dates = lines.iter().filter(|line| is_dated(&line.text)).count();
    let bytes: usize = lines.iter().map(|line| line.text.len()).sum();
    let headlines = lines.iter().filter(|line| is_headline(&line.text));
    let (count, headline_bytes) = headlines.fold((0, 0), |(count, bytes), line| {
        (count + 1, bytes + line.text.len())
    });
    dates >= MIN_LISTED_DATES && bytes / dates < MAX_BYTES_PER_DATE
        || count >= MIN_LISTED_HEADLINES && headline_bytes * 10 > bytes * 7
}

/// Headings of pages that lead to releases and to the like.
const HEADINGS_OF_LISTS: [&str; 18] = [
    "allnews",
    "formalopinions",
    "inthenews",
    "latestnews",
    "mediareleases",
    "newsandpressreleases",
    "newsevents",
    "newsreleases",
    "newsroom",
    "opinions",
    "opinionsbyyear",
    "pressreleasearchive",
    "pressreleases",
    "pressroom",
    "publicstatements",
    "recentnews",
    "searchopinions",
    "searchresults",
];

/// Minimum text of a release on a page with such a heading, in bytes of sentences.
const MIN_TEXT_BELOW_HEADING: usize = 300;

/// What a page is that only leads to others: a list, or a page about an office. `title` is its headline.
pub(crate) fn leads_to_others(title: &str, lines: &[Line]) -> Option<&'static str> {
    let (mut bytes, mut of_sentences) = (0, 0);
    for line in lines {
        let is_whole = is_sentence(&line.text) && line.text.ends_with(['.', '”', '"']);
        bytes += line.text.len();
        of_sentences += if is_whole { line.text.len() } else { 0 };
    }
    let is_heading = |text: &str| HEADINGS_OF_LISTS.contains(&letters_and_digits(text).as_str());
    let first = lines.first().map_or("", |line| line.text.as_str());
    let has_heading = title.split(" | ").any(is_heading) || is_heading(first);
    if has_heading && (of_sentences < MIN_TEXT_BELOW_HEADING || of_sentences * 2 < bytes) {
        return Some("a list of releases");
    }
    // A release tells a day, in one way or another.
    let tells_day = |line: &Line| {
        line.text.contains("today")
            || line.text.contains("day, ")
            || MONTHS.iter().any(|month| line.text.contains(month))
    };
    let is_of_office = is_office_name(title) && !lines.iter().any(tells_day);
    is_of_office.then_some("a page about an office")
}

/// Minimum number of addresses in a list of them.
const MIN_ADDRESSES: usize = 5;

/// Whether a text is hardly anything but addresses of pages.
pub(crate) fn is_list_of_addresses(text: &str) -> bool {
    let addresses = text.split_whitespace().filter(|word| word.contains("://"));
    let bytes: usize = addresses.clone().map(str::len).sum();
    let count: usize = addresses.map(|word| word.matches("://").count()).sum();
    count >= MIN_ADDRESSES && bytes * 2 > text.len()
}

/// Whether a line reads like a headline: several words, most of them with a capital, and no full stop.
fn is_headline(line: &str) -> bool {
    /// Lengths of headlines in bytes.
    const LENGTHS: std::ops::Range<usize> = 30..260;
    let ends_sentence = line.ends_with(['.', ':', ';', ',', '”', '"']);
    let (mut words, mut capitals) = (0, 0);
    for word in line.split_whitespace().filter(|word| word.len() > 3) {
        words += 1;
        capitals += usize::from(word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    }
    LENGTHS.contains(&line.len()) && !ends_sentence && words > 3 && capitals * 2 > words
}

/// The host of the site whose letterhead is above the first sentence.
pub(crate) fn letterhead_host(lines: &[Line]) -> Option<&'static str> {
    let head = first_sentence(lines).min(MAX_LETTERHEAD_LINES);
    lines[..head].iter().find_map(|line| letterhead(&line.text))
}

/// The host of the site whose letterhead the line is.
pub(crate) fn letterhead(line: &str) -> Option<&'static str> {
    boilerplate_kinds(line).iter().find_map(|kind| match kind {
        BoilerplateKind::Letterhead(host) => Some(*host),
        _ => None,
    })
}

/// The host of the site with this name.
pub(crate) fn site_host(name: &str) -> Option<&'static str> {
    boilerplate_kinds(name).iter().find_map(|kind| match kind {
        BoilerplateKind::SiteName(host) => Some(*host),
        _ => None,
    })
}

/// Number of lines that are boilerplate of this kind.
pub(crate) fn count_kind(lines: &[Line], kind: &BoilerplateKind) -> usize {
    let lines = lines.iter();
    lines.filter(|line| is_kind(&line.text, kind)).count()
}

/// Whether the line is boilerplate of this kind.
pub(crate) fn is_kind(line: &str, kind: &BoilerplateKind) -> bool {
    boilerplate_kinds(line).contains(kind)
}
