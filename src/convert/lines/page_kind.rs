//! What kind of page are these lines: a release, or a list, a form, an error page?

use memchr::memchr_iter;

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

/// Number of lines at the beginning of a page that can show that it is not a release.
const HEAD_LINES: usize = 12;

/// Maximum number of words in a phrase of the boilerplate table that marks other pages.
const MAX_PHRASE_WORDS: usize = 12;

/// Maximum number of lines before the text in which a letterhead is looked for.
const MAX_LETTERHEAD_LINES: usize = 24;

/// Maximum length of an error page's text in bytes.
const MAX_ERROR_TEXT: usize = 2000;

/// Titles of the pages that servers, proxies and firewalls give in place of another: the names of status codes from 400 on
/// (RFC 9110, section 15), and what common programs say. Without numbers and the words before them. Also those of pages to sign in.
const ERROR_TITLES: [&str; 55] = [
    "access denied",
    "access forbidden",
    "application error",
    "attention required",
    "attention required cloudflare",
    "backend fetch failed",
    "bad gateway",
    "bad request",
    "checking your browser",
    "connection timed out",
    "domain for sale",
    "establishing a database connection",
    "file not found",
    "file or directory not found",
    "forbidden",
    "gateway time out",
    "gateway timeout",
    "gateway timeout error",
    "gone",
    "internal server error",
    "just a moment",
    "log in",
    "login",
    "method not allowed",
    "no healthy upstream",
    "not acceptable",
    "not found",
    "not implemented",
    "page not found",
    "payload too large",
    "please log in",
    "please sign in",
    "precondition failed",
    "request rejected",
    "request time out",
    "request timeout",
    "runtime error",
    "server error",
    "server error in application",
    "service temporarily unavailable",
    "service unavailable",
    "sign in",
    "sign in to your account",
    "site under maintenance",
    "something went wrong",
    "sorry something went wrong",
    "temporarily unavailable",
    "the service is unavailable",
    "this domain is for sale",
    "too many requests",
    "unauthorized",
    "under maintenance",
    "we ll be back soon",
    "we will be back soon",
    "web server is down",
];

/// How the sentences of such pages begin, and what programs write to a file in place of what they could not get: a pointer of
/// Git LFS or git-annex, the error of a script.
const ERROR_SENTENCES: [&str; 47] = [
    "a timeout occurred",
    "accessdenied",
    "annex objects",
    "authenticationfailed",
    "blobnotfound",
    "checking if the site connection is secure",
    "checking your browser before",
    "containernotfound",
    "could not resolve host",
    "curl 22 the requested",
    "curl 28 operation",
    "curl 35 openssl",
    "curl 52 empty reply",
    "curl 56 recv failure",
    "curl 6 could not",
    "curl 7 failed",
    "establishing a database connection",
    "fatal error allowed memory size",
    "fatal error uncaught",
    "hrm the wayback machine has not archived",
    "nosuchkey",
    "parse error syntax error",
    "php fatal error",
    "php parse error",
    "rate limit exceeded",
    "resourcenotfound",
    "sorry something went wrong",
    "sorry you have been blocked",
    "the page you are looking for",
    "the request could not be satisfied",
    "the requested url could not be retrieved",
    "the requested url was not found",
    "the requested url was rejected",
    "the resource you are looking for",
    "the server encountered an internal error",
    "the server is temporarily unable to service",
    "the specified blob does not exist",
    "the wayback machine has not archived",
    "the website encountered an unexpected error",
    "this domain is for sale",
    "traceback most recent call last",
    "upstream connect error",
    "version https git lfs github com spec",
    "we ll be back soon",
    "we will be back soon",
    "you don t have permission to access",
    "your connection is not private",
];

/// Whether a page is what a server gave in place of another: `503 Service Unavailable`.
pub(crate) fn is_error_page(title: &str, text: &str) -> bool {
    /// Lines at the beginning of the text that can say it: "Hrm." comes before it.
    const FIRST_LINES: usize = 2;
    let lines = text.lines().filter(|line| !line.is_empty());
    text.len() <= MAX_ERROR_TEXT
        && std::iter::once(title)
            .chain(lines.take(FIRST_LINES))
            .any(|line| line.len() <= MAX_ERROR_TEXT && is_of_error_page(line))
}

fn is_of_error_page(line: &str) -> bool {
    let line = line.to_lowercase();
    let words = line.split(|letter: char| !letter.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    let mut has_number = false;
    while let Some(word) = words.next_if(|word| {
        let is_code = matches!(word.as_bytes(), [b'4' | b'5', _, _] | [b'1', _, _, _]);
        let is_code = is_code && word.bytes().all(|digit| digit.is_ascii_digit());
        is_code || matches!(*word, "error" | "http" | "status" | "code")
    }) {
        has_number |= word.as_bytes()[0].is_ascii_digit();
    }
    let words = words.collect::<Vec<_>>().join(" ");
    words.is_empty() && has_number && line.contains("error")
        || ERROR_TITLES.contains(&words.as_str())
        || ERROR_SENTENCES
            .iter()
            .any(|beginning| words.starts_with(beginning))
}

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
