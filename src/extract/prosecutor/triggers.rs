//! Can a sentence name a prosecutor at all? Most cannot, and need not be cut into tokens.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Letters without which no sentence names a prosecutor.
const TRIGGERS: &[&str] = &[
    "ttorney",
    "TTORNEY",
    "AUSA",
    "ADA ",
    "ADAs",
    "DDA ",
    "DDAs",
    "DA ",
    "AG ",
    "ounsel",
    "rosecut",
    "hief",
    "irector",
    "ead ",
    "upervis",
    "olicitor",
    "onducted",
    "ed by",
    "een by",
    "staff",
    "handl",
    "epresent",
    "charge of",
    "litigat",
    " tried",
    " trying",
    "oordinator",
    "iscal",
    "ISCAL",
    "itigante",
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    // Their letters are everywhere in English: looking for one of them first only costs time.
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .prefilter(false)
        .build(TRIGGERS)
        .expect("fixed patterns")
});

/// Whether one of the triggers stands in the text.
pub(super) fn stand_in(text: &str) -> bool {
    FINDER.is_match(text)
}
