//! Where does a page of a file end, and the next one begin? `cat` puts pages behind one another, and programs write names,
//! addresses and heads between them.

use memchr::memmem;

/// Most pages of a file. What is behind them belongs to the last one.
const MAX_PAGES: usize = 10_000;

/// Least length of a page or a text with a release, in bytes: shorter ones are what a site or a program appends.
const MIN_PAGE: usize = 600;

/// Number of characters at the beginning of a text in which HTML tags are looked for.
const HTML_HEAD: usize = 20_000;

/// The pages of a file, each of which begins where the one before has ended. Texts before, between and behind them are pages, too;
/// what is no text belongs to the page behind it.
pub(crate) fn pages(text: &str) -> Vec<&str> {
    let mut pages = Vec::new();
    let mut start = text_before_page(text);
    if start > 0 {
        pages.push(&text[..start]);
    }
    let mut has_text = false;
    let mut end: Option<End> = None;
    let mut tags = Tags {
        text,
        at: start,
        ..Tags::default()
    };
    while let Some(at) = tags.next() {
        if begins(text, at, "</html") || begins(text, at, "</body") {
            // Some sites close a head by itself, and begin again: that is one page.
            end = has_text.then(|| End::behind(text, at));
        } else if let Some(found) = &mut end {
            if !begins_page(text, at) {
                found.take(text, at);
            } else if found.is_within && !begins(text, at, "<!doctype html") {
                end = None;
            } else if begins_line(text, at)
                && text.len() - at >= MIN_PAGE
                && pages.len() < MAX_PAGES
            {
                pages.push(&text[start..found.at]);
                start = found.at;
                if is_text(&text[start..at]) {
                    pages.push(&text[start..at]);
                    start = at;
                }
                has_text = false;
                end = None;
            }
        } else {
            has_text |= begins(text, at, "<body") || begins(text, at, "<p");
        }
    }
    match end {
        Some(end) if !end.is_within && is_text(&text[end.at..]) => {
            pages.extend([&text[start..end.at], &text[end.at..]]);
        }
        _ => pages.push(&text[start..]),
    }
    pages
}

/// The end of a page, unless the page is part of another one.
struct End {
    /// The offset behind its end tag, and the white space there.
    at: usize,
    /// Number of elements that are open behind it.
    open: usize,
    /// Whether an end tag behind it closes what was opened before: the page stands in another one, unless the next page begins anew.
    is_within: bool,
}

impl End {
    fn behind(text: &str, tag: usize) -> End {
        /// Longest end tag in bytes: where `>` is missing, it is not looked for in the whole file.
        const MAX_TAG: usize = 64;
        let name = tag + "</html".len();
        let bytes = text.as_bytes()[name..].iter().take(MAX_TAG);
        let at = bytes
            .copied()
            .position(|byte| byte == b'>')
            .map_or(name, |found| name + found + 1);
        let at = text.len() - text[at..].trim_start_matches(is_blank).len();
        End {
            at,
            open: 0,
            is_within: false,
        }
    }

    /// Takes the next tag.
    fn take(&mut self, text: &str, tag: usize) {
        match text.as_bytes().get(tag + 1) {
            Some(b'/') if self.open == 0 => self.is_within = true,
            Some(b'/') => self.open -= 1,
            Some(letter) if letter.is_ascii_alphabetic() => self.open += 1,
            _ => {}
        }
    }
}

/// The offsets of the tags of a text, without those in comments and scripts.
#[derive(Default)]
struct Tags<'a> {
    text: &'a str,
    at: usize,
    /// Whether a comment or a script has no end. Then none behind it has.
    endless: [bool; 2],
}

impl Tags<'_> {
    fn next(&mut self) -> Option<usize> {
        loop {
            let bytes = self.text.as_bytes();
            let start = self.at + memchr::memchr(b'<', &bytes[self.at..])?;
            self.at = start + 1;
            let (kind, end) = if begins(self.text, start, "<!--") {
                (0, "-->")
            } else if begins(self.text, start, "<script") {
                (1, "</script")
            } else {
                return Some(start);
            };
            if self.endless[kind] {
                continue;
            }
            match find_in_any_case(self.text, start + 2, end) {
                Some(found) => self.at = found + end.len(),
                None => self.endless[kind] = true,
            }
        }
    }
}

/// The offset of an end of a comment or of a script at or behind a place.
fn find_in_any_case(text: &str, from: usize, end: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[from..];
    let first = end.as_bytes()[0];
    let found = if first == b'<' {
        memchr::memchr_iter(first, bytes).find(|at| begins(text, from + at, end))
    } else {
        memmem::find(bytes, end.as_bytes())
    };
    found.map(|at| from + at)
}

/// The length of the text that stands before the first page of a file; zero where there is none, or no page.
fn text_before_page(text: &str) -> usize {
    let mut openers = memchr::memchr_iter(b'<', text.as_bytes())
        .filter(|at| begins_page(text, *at) && begins_line(text, *at));
    let first = openers.next().unwrap_or_default();
    if text.len() - first >= MIN_PAGE && is_text(&text[..first]) {
        first
    } else {
        0
    }
}

/// Whether what stands beside a page is a text: sentences, and not a script, a log, or what a server sends.
fn is_text(text: &str) -> bool {
    const MIN_SENTENCES: usize = 3;
    const SIGNS_OF_CODE: [char; 7] = ['{', '}', '[', ']', '<', '>', '\\'];
    let is_plain = |word: &&str| {
        let letters = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        letters
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-' | '.'))
    };
    let is_entry = |line: &&str| line.starts_with(|letter: char| letter.is_ascii_digit());
    let (words, lines) = (text.split_whitespace(), text.lines());
    text.len() >= MIN_PAGE
        && !text.starts_with("HTTP/")
        && text.matches(". ").count() >= MIN_SENTENCES
        && text.matches(SIGNS_OF_CODE).count() * 100 < text.len()
        && words.clone().filter(is_plain).count() * 4 >= words.count() * 3
        && lines.clone().filter(is_entry).count() * 2 < lines.count()
        && !looks_like_html(text)
}

/// Whether a tag, in any case, begins at a place.
fn begins(text: &str, at: usize, tag: &str) -> bool {
    let head = text.get(at..at + tag.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
}

/// Whether a page begins at a place.
fn begins_page(text: &str, at: usize) -> bool {
    begins(text, at, "<!doctype html") || begins(text, at, "<html")
}

/// Whether nothing but tags stands before a place in its line.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|letter| letter != '\n' && is_blank(letter));
    before.is_empty() || before.ends_with(['\n', '>'])
}

/// Whether a letter is white space, or what files have beside it: a byte order mark, a zero.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || letter == '\u{feff}'
}

/// Whether the text begins with a tag, or has several tags of running text near its beginning. A text that mentions
/// `<b>` once is not HTML.
pub(crate) fn looks_like_html(text: &str) -> bool {
    const OPENERS: [&str; 8] = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<?xml",
        "<!--",
        "<div",
        "<article",
    ];
    const TAGS: [&str; 9] = [
        "<p", "<div", "<br", "<table", "<span", "<h1", "<h2", "<li", "<a href",
    ];
    let start = text.trim_start_matches(is_blank);
    if OPENERS.iter().any(|opener| begins(start, 0, opener)) {
        return true;
    }
    let end = start
        .char_indices()
        .nth(HTML_HEAD)
        .map_or(start.len(), |(at, _)| at);
    let head = start[..end].to_ascii_lowercase();
    // A text may speak of a tag.
    let has_root = |tag: &str| {
        head.match_indices(tag)
            .any(|(at, _)| begins_line(&head, at))
    };
    if has_root("<html") || has_root("<body") {
        return true;
    }
    let tags: usize = TAGS.iter().map(|tag| head.matches(tag).count()).sum();
    tags >= 3 || (tags >= 1 && head.starts_with('<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_behind_one_another_are_several() {
        let page = |start: &str| format!("{start}<body>{}</body></html>", "A clerk. ".repeat(80));
        let (one, two) = (page("<html>"), page("<!DOCTYPE HTML><html>"));
        assert_eq!(pages(&format!("{one}{two}")), [&one, &two]);
        assert_eq!(pages(&format!("{two}\n{one}")), [&format!("{two}\n"), &one]);
        for after in [
            "",
            "\n<!-- made by a program -->",
            "<html></html>",
            "<p>More.</p>",
        ] {
            assert_eq!(pages(&format!("{one}{after}")).len(), 1, "{after}");
        }
    }

    #[test]
    fn a_text_before_a_page_is_not_lost() {
        let text = "A clerk was fined by the court of Oldport. ".repeat(20);
        let page = format!("<html><body>{}</body></html>", "A mate. ".repeat(80));
        let both = format!("{text}\n{page}");
        assert_eq!(pages(&both), [&format!("{text}\n"), &page]);
        assert_eq!(pages(&format!("{both}{page}")).len(), 3);
        // The text may speak of the end of a page.
        let end = format!("{text}\n</html>\n");
        assert_eq!(pages(&format!("{end}{page}")), [&end, &page]);
        for head in ["HTTP/1.1 200 OK\nServer: a", "<!-- saved -->", ""] {
            assert_eq!(pages(&format!("{head}\n\n{page}")).len(), 1, "{head}");
        }
    }

    #[test]
    fn a_text_that_speaks_of_a_tag_is_no_page() {
        for (text, is_page) in [
            (
                "A clerk was fined.\n\nThe page had the tag <html> twice.",
                false,
            ),
            ("A clerk was fined, and the <body> was found.", false),
            ("Warning on line 3\n<html><p>A clerk was fined.", true),
            ("<br /> <html><p>A clerk was fined.", true),
        ] {
            assert_eq!(looks_like_html(text), is_page, "{text}");
        }
    }

    #[test]
    fn a_page_whose_head_is_closed_by_itself_is_one() {
        let text = "A clerk was fined. ".repeat(80);
        let page = format!(
            "<!doctype html><html><head><meta charset=\"utf-8\"></head></html>\n<html><body>{text}</body></html>"
        );
        assert_eq!(pages(&page), [&page]);
    }

    #[test]
    fn pages_with_something_between_them_are_several() {
        let page = |name: &str| {
            let text = format!("The {name} was fined. ").repeat(60);
            format!("<!DOCTYPE html><html><body>{text}</body></html>")
        };
        for between in [
            "\n<!-- file: 2.html -->\n",
            "\n<?xml version=\"1.0\"?>\n",
            "\u{feff}",
            "\n==> b.html <==\n",
            "\n</form>\n</div>\n",
            "\n=====\n",
            "\nhttps://www.example.gov/news/2\n",
            "\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
            "<script>var a = '</html>';</script>",
            "<br>",
            "\0",
            "\nThe clerk of the harbor office was fined by the court.\n",
            "\nFrom: press@example.gov\nSubject: Clerk Fined\n\n",
        ] {
            let file = ["clerk", "mate", "cook"].map(page).join(between);
            let found = pages(&file);
            assert_eq!(found.len(), 3, "{between:?}: {found:?}");
            assert!(found[1].contains("The mate") && !found[1].contains("The cook"));
            assert!(looks_like_html(found[1]), "{between:?}");
        }
    }

    #[test]
    fn texts_between_and_behind_pages_are_not_lost() {
        let page = format!("<html><body>{}</body></html>\n", "A mate. ".repeat(80));
        let text = "A clerk was fined by the court of Oldport. ".repeat(20);
        assert_eq!(pages(&format!("{page}{text}")), [&page, &text]);
        let text = format!("{text}\n");
        assert_eq!(pages(&format!("{page}{text}{page}")), [&page, &text, &page]);
    }

    #[test]
    fn a_page_in_another_one_and_a_page_in_a_script_are_part_of_it() {
        let text = "<p>A clerk was fined. </p>".repeat(60);
        let inner = format!("\n<html><body>{text}</body></html>\n");
        for page in [
            format!("<html><body><div>{inner}</div><div>{inner}</div>{text}</body></html>"),
            format!(
                "<html><body>{text}<script>a = \"{inner}\" + \"{inner}\"</script>{text}</body></html>"
            ),
            format!("<html><body>{text}<!-- {inner} {inner} -->{text}</body></html>"),
        ] {
            assert_eq!(pages(&page).len(), 1, "{page}");
        }
    }

    #[test]
    fn scripts_and_logs_before_a_page_are_no_release() {
        let page = format!(
            "<!DOCTYPE html><html><body>{}</body></html>",
            "A mate. ".repeat(80)
        );
        let script =
            "var layer=[];function tag(){layer.push(arguments);} // start. then more. and more.\n"
                .repeat(20);
        let log = "2024-03-04 12:00:00 INFO get: GET https://www.example.gov/news/1 took 120 ms. Next in 5 s. All well. ok\n".repeat(20);
        for before in [format!("<script>{script}</script>"), script, log] {
            assert_eq!(pages(&format!("{before}{page}")).len(), 1, "{before}");
            assert_eq!(pages(&format!("{page}{before}{page}")).len(), 2, "{before}");
        }
    }
}
