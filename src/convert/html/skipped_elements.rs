//! Which elements of a page are skipped?

use crate::convert::html::scanner::Tag;

/// Whether the element is never read: it is not part of a text, or a browser does not show it.
pub(crate) fn is_always_skipped(tag: &Tag<'_>) -> bool {
    is_no_text(tag) || is_hidden(tag)
}

fn is_no_text(tag: &Tag<'_>) -> bool {
    const NAMES: [&str; 21] = [
        "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "audio",
        "video", "map", "button", "select", "textarea", "nav", "aside", "footer", "head", "title",
        "label", "dialog",
    ];
    NAMES.iter().any(|name| tag.is(name))
}

/// Whether a browser does not show the element, or only screen readers read it.
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

/// Words in a class or id that mark boilerplate around a release.
const BOILERPLATE_WORDS: [&str; 34] = [
    "menu",
    "nav",
    "navbar",
    "navigation",
    "share",
    "sharing",
    "sharethis",
    "addthis",
    "addtoany",
    "social",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "related",
    "newsletter",
    "subscribe",
    "cookie",
    "cookies",
    "footer",
    "pager",
    "pagination",
    "comments",
    "skip",
    "skiplink",
    "search",
    "banner",
    "masthead",
    "popup",
    "modal",
    "widget",
    "advertisement",
    "tags",
    "translate",
    "print",
];

/// Whether the role, class or id of the element marks boilerplate.
pub(crate) fn is_boilerplate(tag: &Tag<'_>) -> bool {
    if ["html", "body", "main", "article", "h1", "p", "a", "form"]
        .iter()
        .any(|name| tag.is(name))
    {
        return false;
    }
    tag.attributes().any(|(name, value)| {
        if name.eq_ignore_ascii_case("role") {
            matches!(
                value,
                "navigation" | "banner" | "contentinfo" | "search" | "complementary"
            )
        } else if name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id") {
            value.split_ascii_whitespace().any(names_boilerplate)
        } else {
            false
        }
    })
}

/// Whether a class or id begins or ends with a boilerplate word: `share-buttons`, `page_menu`; not `page-with-sidebar`.
fn names_boilerplate(name: &str) -> bool {
    let mut words = name
        .split(['-', '_', ':'])
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase);
    let known = |word: &str| BOILERPLATE_WORDS.contains(&word);
    let negates = |word: &str| matches!(word, "no" | "with" | "has" | "without");
    let first = words.next().unwrap_or_default();
    let mut last = first.clone();
    let mut negated = negates(&first);
    for word in words {
        negated |= negates(&word);
        last = word;
    }
    !negated && (known(&first) || known(&last))
}
