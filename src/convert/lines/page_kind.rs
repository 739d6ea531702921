//! What kind of page are these lines: a release, or a list, a form, an error page?

use memchr::memchr_iter;

use crate::convert::lines::line_class::{first_sentence, is_dated};
use crate::convert::lines::paragraphs::Line;
use crate::knowledge::{BoilerplateKind, boilerplate_kinds};

/// Minimum number of date lines in a list of releases.
const MIN_LISTED_DATES: usize = 4;

/// Maximum text per date in a list of releases, in bytes.
const MAX_BYTES_PER_DATE: usize = 300;

/// Number of lines at the beginning of a page that can show that it is not a release.
const HEAD_LINES: usize = 12;

/// Maximum number of words in a phrase of the boilerplate table that marks other pages.
const MAX_PHRASE_WORDS: usize = 12;

/// Maximum number of lines before the text in which a letterhead is looked for.
const MAX_LETTERHEAD_LINES: usize = 24;

/// What the page is, if it is not a release: `a bot wall`, `an error page`.
pub(crate) fn not_a_release(lines: &[Line]) -> Option<&'static str> {
    lines.iter().take(HEAD_LINES).find_map(|line| {
        // The phrase is the whole line, or the line without its last one or two words.
        let ends: Vec<usize> = memchr_iter(b' ', line.text.as_bytes())
            .chain([line.text.len()])
            .take(MAX_PHRASE_WORDS + 2)
            .collect();
        let longest = ends.len().min(MAX_PHRASE_WORDS);
        let shortest = ends.len().saturating_sub(2).clamp(1, longest);
        ends[shortest - 1..longest].iter().find_map(|end| {
            boilerplate_kinds(&line.text[..*end])
                .iter()
                .find_map(|kind| match kind {
                    BoilerplateKind::NotARelease(what) => Some(*what),
                    _ => None,
                })
        })
    })
}

/// Whether the lines are a list of releases: headlines with dates, and little text.
pub(crate) fn is_listing(lines: &[Line]) -> bool {
    let dates = lines.iter().filter(|line| is_dated(&line.text)).count();
    let bytes: usize = lines.iter().map(|line| line.text.len()).sum();
    dates >= MIN_LISTED_DATES && bytes / dates < MAX_BYTES_PER_DATE
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
