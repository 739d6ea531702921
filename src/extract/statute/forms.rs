//! In which forms are the parts of a citation printed?

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::pattern::pattern;

/// The name of a code, or "Title 18" without one. Every citation has it.
pub(super) static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        (?-u:\b)(?: u\.?\ ?s\.?\ ?c(?:\.|(?-u:\b))(?:\ ?a\.)? | (?:u\.?\ ?s\.?|united\s+states)\s+code(?-u:\b)
            | c\.?\ ?f\.?\ ?r(?:\.|(?-u:\b)) | code\s+of\s+federal\s+regulations(?-u:\b)
            | title\s+\d{1,2}(?-u:\b)(?:\s*,)?\s*(?:sec|§) | of\s+title\s+\d{1,2}(?-u:\b) )",
    )
});
/// The text between the name of a code and its first section. Saved copies of some releases have lost the section sign, and
/// some of the SEC have `\x15` in its place.
pub(super) static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:\s*(?-u:\b)app(?:endix|x)?(?-u:\b)\.?)?\s*,?\s*(?:at\s+)?((?:§|\\x15|(?-u:\b)ss(?-u:\b)\.?|(?-u:\b)sections?(?-u:\b)|(?-u:\b)secs?(?-u:\b)\.?)\s*)*",
    )
});
/// The appendix of a title: `50 U.S.C. App. § 5`.
pub(super) static APPENDIX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*app(?:endix|x)?(?-u:\b)\.?\s*(?:§|\d|,|sec)"));
/// The number of the title before the name of its code.
pub(super) static TITLE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:(?-u:\b)title\s+)?(?-u:\b)(\d{1,2})\s*,?\s*(?:of\s+(?:the\s+)?)?$")
});
/// The number of the title in the name of its code.
pub(super) static TITLE_WITHIN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)title\s+(\d{1,2})"));
/// A section: `1343`, `78j`, `1320a-7b`, `2000e-5`, `240.10b-5`.
pub(super) static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\d+[A-Za-z]{0,4}(?:-\d+[A-Za-z]{0,3})*(?:\.\d+[A-Za-z]{0,2}(?:-\d+[A-Za-z]{0,2})*)?)",
    )
});
/// A subsection: `(a)`, `(1)`.
pub(super) static SUBSECTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(([A-Za-z]{1,5}|\d{1,2})\)"));
/// Between the first and last section of a range.
pub(super) static RANGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\s*[-–—]\s*|\s+(?:to|through)\s+)(?:§+\s*)?"));
/// Between two sections of a list.
pub(super) static AND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(,|;)?\s*(and/or(?-u:\b)|and(?-u:\b)|or(?-u:\b)|&)?\s*(§+|\\x15|(?i:sections?|secs?\.?)(?-u:\b))?\s*",
    )
});
/// Sections of an act, up to the capitalised word after "of the": `10(b) and 15(a) of the Exchange Act`.
pub(super) static OF_THE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\d[\w-]*|\([A-Za-z0-9]{1,5}\)|[,;&\s]|and(?-u:\b)|or(?-u:\b)|[sS]ections?(?-u:\b)|§)+?(?:of\s+the|of|under\s+the|the)\s+([A-Z][\w.]*)",
    )
});
/// The sections before the name of their code: `Sections 1341 and 1343 of Title 18`.
pub(super) static SECTIONS_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:(?-u:\b)sections?(?-u:\b)|(?-u:\b)secs?(?-u:\b)\.?|§+)\s*(\d[\w().,§\s&–-]*?)\s*,?\s*(?:of\s+(?:the\s+)?)?$",
    )
});

/// The name of a code after its title: `Section 1343 of Title 18 of the United States Code`.
pub(super) static CODE_AFTER_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*,?\s*(?:of\s+the\s+)?(?:u\.?\s?s\.?\s?c(?:\.|(?-u:\b))|(?:u\.?\s?s\.?|united\s+states)\s+code(?-u:\b))",
    )
});
