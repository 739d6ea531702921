//! Hard-wrapped lines to paragraphs.

/// Joins the lines of paragraphs that were wrapped at a width.
pub(super) fn unwrap(text: &str) -> String {
    text.to_owned()
}
