//! Is a page what a server or a firewall gave in place of a release?

use memchr::memchr_iter;

use crate::convert::lines::line_class::{is_change_stamp, is_dated, is_digits, is_sentence};
use crate::convert::lines::paragraphs::Line;
use crate::knowledge::{BoilerplateKind, boilerplate_kinds};
use crate::text::months::MONTHS;

/// Number of lines at the beginning of a page that can show that it is not a release.
const HEAD_LINES: usize = 12;

/// Maximum number of words in a phrase of the boilerplate table that marks other pages.
const MAX_PHRASE_WORDS: usize = 12;

/// Maximum length of an error page's text in bytes.
const MAX_ERROR_TEXT: usize = 2000;

/// Maximum running text of an error page in bytes; that of a page that tells a day.
const MAX_RUNNING: usize = 3000;
const MAX_RUNNING_WITH_DAY: usize = 150;

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

/// Whether a page is what a server gave in place of another: `503 Service Unavailable`. `names` are its headlines; `has_day` says
/// whether the page itself has told a day that is no part of the text any more.
pub(crate) fn is_error_page(
    names: impl IntoIterator<Item: AsRef<str>>,
    text: &str,
    has_day: bool,
) -> bool {
    /// Lines at the beginning of the text that can say it: "Hrm." comes before it.
    const FIRST_LINES: usize = 2;
    let lines = || text.lines().filter(|line| !line.is_empty());
    let says_it = |line: &str| line.len() <= MAX_ERROR_TEXT && is_of_error_page(line);
    text.len() <= MAX_ERROR_TEXT
        && (names.into_iter().any(|name| says_it(name.as_ref()))
            || lines().take(FIRST_LINES).any(says_it))
        && !reads_as_release(lines(), has_day)
}

fn is_of_error_page(line: &str) -> bool {
    let line = line.to_lowercase();
    let words = line.split(|letter: char| !letter.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    let (mut has_number, mut has_protocol) = (false, false);
    while let Some(word) = words.next_if(|word| {
        let is_code =
            is_status(word) || matches!(word.as_bytes(), [b'1', _, _, _] if is_digits(word));
        is_code || matches!(*word, "error" | "http" | "status" | "code")
    }) {
        has_number |= word.as_bytes()[0].is_ascii_digit();
        has_protocol |= word == "http";
    }
    let words = words.collect::<Vec<_>>().join(" ");
    words.is_empty() && has_number && line.contains("error")
        || has_number && has_protocol
        || without_codes(&words).any(|words| ERROR_TITLES.contains(&words))
        || ERROR_SENTENCES
            .iter()
            .any(|beginning| words.starts_with(beginning))
}

/// A line, and without the code behind it: `server error 500`, `connection timed out error code 522`, also where the names of both
/// stand in boxes of their own, without a blank.
fn without_codes(words: &str) -> impl Iterator<Item = &str> {
    let code = words.rsplit_once(' ').filter(|(_, last)| is_status(last));
    let before = code.map(|(before, _)| before);
    let name = before.and_then(|before| before.strip_suffix("error code"));
    std::iter::once(words)
        .chain(before)
        .chain(name.map(str::trim_end))
}

/// Whether a word is the code of a failed request: `404`.
fn is_status(word: &str) -> bool {
    matches!(word.as_bytes(), [b'4' | b'5', _, _]) && is_digits(word)
}

/// What the page is, if it is not a release: `a bot wall`, `an error page`.
pub(crate) fn not_a_release(lines: &[Line]) -> Option<&'static str> {
    let named = lines.iter().take(HEAD_LINES).find_map(|line| {
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
    });
    named.filter(|_| !reads_as_release(lines.iter().map(|line| line.text.as_str()), false))
}

/// Whether a text is none of an error page, whatever it is called: it tells a day beside running text, or is longer. Nor is it a
/// notice around a release.
pub(crate) fn reads_as_release<'a>(lines: impl Iterator<Item = &'a str>, has_day: bool) -> bool {
    let (mut running, mut tells_day) = (0, has_day);
    for line in lines {
        if is_sentence(line) {
            running += line.len();
            tells_day |= names_day(line) || has_dateline(line) || line.contains("today");
        } else if running == 0 {
            // Days below the text are those of other news.
            tells_day |= names_day(line) && !is_change_stamp(line);
        }
    }
    running
        > if tells_day {
            MAX_RUNNING_WITH_DAY
        } else {
            MAX_RUNNING
        }
}

/// Whether a line names a day: `March 3, 2016`, `3/3/2016`.
fn names_day(line: &str) -> bool {
    let mut pairs = line.split(' ').zip(line.split(' ').skip(1));
    is_dated(line)
        || pairs.any(|(month, day)| {
            let month = month.trim_matches(|letter: char| !letter.is_alphanumeric());
            MONTHS.contains(&month) && day.starts_with(|letter: char| letter.is_ascii_digit())
        })
}

/// Whether a place in capitals and a dash begin a line: `OLDPORT, Angus –`.
fn has_dateline(line: &str) -> bool {
    /// Longest name of a place, in words.
    const MAX_WORDS: usize = 6;
    let mut words = line.split(' ').take(MAX_WORDS);
    let is_capitals =
        |word: &str| word.len() > 2 && !word.contains(|letter: char| letter.is_lowercase());
    words.next().is_some_and(is_capitals)
        && words.any(|word| matches!(word, "-" | "--" | "–" | "—"))
}
