//! Which numbers of other series are in the heading of a release? Headings are removed from the text, and a release is
//! looked for by each of its numbers.

use std::sync::LazyLock;

use regex::Regex;

use crate::convert::lines::line_class::first_sentence;
use crate::convert::lines::paragraphs::Line;

/// Maximum number of lines of a heading.
const MAX_HEADING: usize = 40;

static OTHER_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xi) (?:
            (?: a?c*counting\s+(?:and\s+|&\s*)?auditing(?:\s+\(?and\)?)?(?:\s+enforcement)?(?:\s+rel[a-z]*\.?)?
                | (?-u:\b)aaer )
            \s*-?\s*(?:nos?(?-u:\b)\.?|number)?\s* (?P<aaer>\d{1,4})
            | (?-u:\b)file\s+nos?\.?\s* (?P<file>\d-\d{4,6})
        )(?-u:\b)",
    )
    .ok()
});

/// The numbers of accounting and auditing releases and of files of administrative proceedings above the text, in order,
/// each once: `AAER-1445`, `3-17556`.
pub(crate) fn other_numbers(lines: &[Line]) -> Vec<String> {
    let heading = &lines[..first_sentence(lines).min(MAX_HEADING)];
    let heading: Vec<&str> = heading.iter().map(|line| line.text.as_str()).collect();
    let heading = heading.join(" ");
    let mut numbers = Vec::new();
    for found in OTHER_NUMBER
        .iter()
        .flat_map(|one| one.captures_iter(&heading))
    {
        let number = match (found.name("aaer"), found.name("file")) {
            (Some(number), _) => format!("AAER-{}", number.as_str()),
            (_, Some(number)) => number.as_str().to_owned(),
            _ => continue,
        };
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}
