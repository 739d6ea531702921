//! Which place and day stand between a headline and the text behind it on the same line?

use std::sync::LazyLock;

use regex::Regex;

use crate::text::months::MONTH_PATTERN;

/// Minimum length in bytes of a headline.
const MIN_HEADLINE: usize = 12;

/// A dateline between a headline and the running text: `, NEW YORK --`, `, Los Angeles, CA, September 4, 2003 -`.
static DATELINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?x) [,.;/]\s*
        ( (?:\p{{Lu}}\p{{L}}+\ ?){{1,3}}
          (?:,\ ?(?:\p{{Lu}}\p{{L}}*\.?(?:\ ?\p{{Lu}}\p{{L}}*\.?)?))?
          (?:,?\ ?(?i:{MONTH_PATTERN})\ \d{{1,2}},?\ \d{{4}})? )
        \s*(?:--|-|–|—)\s*$"
    ))
    .ok()
});

/// A headline, and the running text that begins at `at` on its line, with the dateline in front of it.
pub(crate) fn split_before_dateline(line: &str, at: usize) -> (&str, &str) {
    const OF_NAMES: [&str; 10] = [
        "LLC", "Inc", "INC", "Ltd", "LP", "LLP", "Jr", "JR", "Sr", "SR",
    ];
    let found = DATELINE
        .as_ref()
        .and_then(|dateline| dateline.captures(&line[..at]));
    match found.and_then(|found| Some((found.get(0)?.start(), found.get(1)?))) {
        Some((end, place)) if end >= MIN_HEADLINE && !OF_NAMES.contains(&place.as_str().trim()) => {
            (&line[..end], line[place.start()..].trim())
        }
        _ => (&line[..at], line[at..].trim()),
    }
}
