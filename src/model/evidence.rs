//! Where was a value found, and by which rule?

use std::fmt::Display;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The string in which a value was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceSource {
    /// [`Page::title`](crate::model::Page::title).
    Title,
    /// [`Page::text`](crate::model::Page::text).
    Text,
    /// The page field of this name: `date`, `number`, `office`, `components`, `topics`, `url`, `source`.
    Field(&'static str),
    /// The last component of the file's path.
    FileName,
}

/// A value, the words it came from, and the rule that found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// The normalized value.
    pub value: T,
    /// The string in which it was found.
    pub place: EvidenceSource,
    /// Byte offsets into that string, on character boundaries.
    pub span: Range<usize>,
    /// The name of the rule, as `dragnet inspect` shows it: `component-field`, `prosecuted-by`.
    pub rule: &'static str,
}

/// What was found for one value, as `dragnet inspect` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The value in words.
    pub value: String,
    /// The string in which it was found.
    pub place: &'a EvidenceSource,
    /// Byte offsets into that string.
    pub span: &'a Range<usize>,
    /// The name of the rule.
    pub rule: &'static str,
}

/// The evidence of each found value.
pub fn evidence_of<'a, T: Display + 'a>(
    found: impl IntoIterator<Item = &'a Found<T>>,
) -> Vec<Evidence<'a>> {
    let evidence = |found: &'a Found<T>| Evidence {
        value: found.value.to_string(),
        place: &found.place,
        span: &found.span,
        rule: found.rule,
    };
    found.into_iter().map(evidence).collect()
}
