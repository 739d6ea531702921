//! What has a browser or an archive added to a page when it was saved? Its address, and the Wayback Machine a toolbar.

use std::borrow::Cow;

use crate::convert::web_address::web_address;

/// The comments around the toolbar of the Wayback Machine.
const TOOLBAR: [&str; 2] = [
    "<!-- BEGIN WAYBACK TOOLBAR INSERT -->",
    "<!-- END WAYBACK TOOLBAR INSERT -->",
];

/// What stands before the address in a saved page: in a comment of Internet Explorer, Edge and Chrome; in one of `SingleFile`; in
/// a script of the Wayback Machine.
const MARKS: [(&str, &str); 3] = [
    ("<!-- saved from url=(", ")"),
    ("Page saved with SingleFile", "url: "),
    ("__wm.wombat(", "\""),
];

/// Number of bytes at the beginning of a page in which such a mark stands.
const HEAD: usize = 16 << 10;

/// Longest text between a mark and the address, in bytes.
const MAX_BETWEEN: usize = 60;

/// The page without the toolbar of an archive.
pub(crate) fn without_toolbar(html: &str) -> Cow<'_, str> {
    let find = |mark: &str, from: usize| {
        let at = memchr::memmem::find(&html.as_bytes()[from..], mark.as_bytes())?;
        Some(from + at)
    };
    let place = find(TOOLBAR[0], 0)
        .and_then(|start| Some((start, find(TOOLBAR[1], start)? + TOOLBAR[1].len())));
    match place {
        Some((start, end)) => Cow::Owned(format!("{}{}", &html[..start], &html[end..])),
        None => Cow::Borrowed(html),
    }
}

/// The address that the page was saved from, as it tells itself.
pub(crate) fn saved_from(html: &str) -> Option<String> {
    let head = &html.as_bytes()[..html.len().min(HEAD)];
    MARKS.iter().find_map(|(mark, before)| {
        let mark_end = memchr::memmem::find(head, mark.as_bytes())? + mark.len();
        let after = html.get(mark_end..)?;
        let start = after.find(before).filter(|at| *at <= MAX_BETWEEN)? + before.len();
        let address = after[start..].split(|letter: char| {
            letter.is_whitespace() || matches!(letter, '"' | '\'' | '<' | '>')
        });
        let address = address.into_iter().next()?.trim_end_matches("--");
        web_address(address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_page_tells_its_address() {
        for head in [
            "<!DOCTYPE html>\n<!-- saved from url=(0031)https://www.example.gov/pr/1 -->\n<html>",
            "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://www.example.gov/pr/1 \n saved date: x\n-->",
            "<script>__wm.wombat(\"https://www.example.gov/pr/1\",\"20210310\");</script>",
        ] {
            let address = saved_from(head);
            assert_eq!(
                address.as_deref(),
                Some("https://www.example.gov/pr/1"),
                "{head}"
            );
        }
        assert_eq!(
            saved_from("<html><!-- saved from url=(0014)about:internet -->"),
            None
        );
        assert_eq!(saved_from("<html>url: https://www.example.gov"), None);
    }

    #[test]
    fn the_toolbar_of_an_archive_is_removed() {
        let page = format!(
            "<body>{}<p>12 captures</p>{}<h1>Clerk</h1>",
            TOOLBAR[0], TOOLBAR[1]
        );
        assert_eq!(without_toolbar(&page), "<body><h1>Clerk</h1>");
        let cut = format!("<body>{}<h1>Clerk</h1>", TOOLBAR[0]);
        assert_eq!(without_toolbar(&cut), cut);
    }
}
