//! How text looks on a terminal: bold and colours, links, and the width at which it is wrapped.

use std::io::{self, Write};

use textwrap::{Options, WordSeparator, WordSplitter};

use crate::print::sanitize::is_web_address;

/// How text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Bold, underline and the like.
    pub marks: bool,
    /// Colours too.
    pub color: bool,
    /// Links that can be clicked.
    pub links: bool,
    /// Columns to wrap at; none for no wrapping.
    pub width: Option<usize>,
}

#[derive(Clone, Copy)]
pub(super) enum Mark {
    Title,
    Match,
    Dim,
}

impl Style {
    pub(super) fn mark(self, text: &str, mark: Mark) -> String {
        if !self.marks || text.is_empty() {
            return text.to_owned();
        }
        let code = match (mark, self.color) {
            (Mark::Title, _) => "1",
            (Mark::Match, true) => "1;33",
            (Mark::Match, false) => "4",
            (Mark::Dim, true) => "2",
            (Mark::Dim, false) => return text.to_owned(),
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// A heading.
    pub(super) fn title(self, text: &str) -> String {
        self.mark(text, Mark::Title)
    }

    /// Less important text.
    pub(super) fn dim(self, text: &str) -> String {
        self.mark(text, Mark::Dim)
    }

    /// Words that matched, or that a value was found by.
    pub(super) fn found(self, text: &str) -> String {
        self.mark(text, Mark::Match)
    }

    /// The text as a link to a page of the web (OSC 8), where the terminal shows links and `url` is a plain address.
    /// Source: <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>.
    pub(super) fn linked(self, text: &str, url: Option<&str>) -> String {
        match url.filter(|url| is_web_address(url)) {
            Some(url) if self.links => {
                format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
            }
            _ => text.to_owned(),
        }
    }

    /// Marks word by word, so that a line may break between two of them.
    pub(super) fn mark_words(self, text: &str, mark: Mark) -> String {
        let words: Vec<String> = text.split(' ').map(|word| self.mark(word, mark)).collect();
        words.join(" ")
    }

    pub(super) fn write_wrapped(
        self,
        out: &mut dyn Write,
        text: &str,
        first: &str,
        indent: &str,
    ) -> io::Result<()> {
        writeln!(out, "{}", self.wrapped(text, first, indent))
    }

    /// The text in lines that are no wider than the terminal, if there is one. The first line begins with `first`, the
    /// others with `indent`.
    pub fn wrapped(self, text: &str, first: &str, indent: &str) -> String {
        let Some(width) = self.width else {
            return format!("{first}{text}");
        };
        // At spaces alone: a path or an address that is broken cannot be copied.
        let options = Options::new(width.max(20))
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(false)
            .initial_indent(first)
            .subsequent_indent(indent);
        textwrap::fill(text, options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let look = Style {
            links: true,
            ..Style::default()
        };
        assert_eq!(
            look.linked("id", Some("https://www.justice.gov/a")),
            "\u{1b}]8;;https://www.justice.gov/a\u{1b}\\id\u{1b}]8;;\u{1b}\\"
        );
        for url in [
            "file:///etc/passwd",
            "javascript:x",
            "https://a/\u{1b}\\b",
            "https://a b",
            "",
        ] {
            assert_eq!(look.linked("id", Some(url)), "id", "{url:?}");
        }
        assert_eq!(Style::default().linked("id", Some("https://a/")), "id");
    }

    #[test]
    fn a_narrow_terminal_breaks_at_spaces_and_not_in_paths() {
        let style = Style {
            width: Some(24),
            ..Style::default()
        };
        let mut out = Vec::new();
        let text = "co-conspirators of sec.gov/litigation/litreleases/2010/lr21588.htm";
        style
            .write_wrapped(&mut out, text, "  ", "    ")
            .expect("a buffer");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "  co-conspirators of\n    sec.gov/litigation/litreleases/2010/lr21588.htm\n"
        );
    }
}
