//! Which elements are never read.

use crate::convert::html::scanner::Tag;

/// What is never part of a text, and what a browser does not show.
pub(crate) fn is_left_out(tag: &Tag<'_>) -> bool {
    is_never_read(tag) || is_hidden(tag)
}

fn is_never_read(tag: &Tag<'_>) -> bool {
    const NAMES: [&str; 21] = [
        "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "audio",
        "video", "map", "button", "select", "textarea", "nav", "aside", "footer", "head", "title",
        "label", "dialog",
    ];
    NAMES.iter().any(|name| tag.is(name))
}

/// Elements that a browser does not show, and those that only screen readers are told.
fn is_hidden(tag: &Tag<'_>) -> bool {
    const CLASSES: [&str; 7] = [
        "element-invisible",
        "element-hidden",
        "visually-hidden",
        "visuallyhidden",
        "sr-only",
        "screen-reader-text",
        "usa-sr-only",
    ];
    tag.attributes().any(|(name, value)| {
        if name.eq_ignore_ascii_case("hidden") {
            true
        } else if name.eq_ignore_ascii_case("class") {
            value
                .split_ascii_whitespace()
                .any(|class| CLASSES.contains(&class))
        } else if name.eq_ignore_ascii_case("style") {
            hides(value)
        } else {
            false
        }
    })
}

fn hides(style: &str) -> bool {
    style.split(';').any(|rule| {
        rule.split_once(':').is_some_and(|(name, value)| {
            let (name, value) = (name.trim(), value.trim());
            let value = value.split(['!', ' ']).next().unwrap_or_default();
            (name.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none"))
                || (name.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden"))
        })
    })
}
