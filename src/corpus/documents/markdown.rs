//! Markdown, with or without fields above the text (`---`, `title: ...`, `---`): one release.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use yaml_rust2::{Yaml, YamlLoader};

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::field_names::{RecordField, field_named};
use crate::text::normalize::letters_and_digits;

/// Most bytes of the fields above a text.
const MAX_FIELDS: usize = 16 << 10;

/// The release of a text that is Markdown; none for other texts.
pub(crate) fn content(text: &str) -> Option<Content> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut fields, body) = match front_matter(text) {
        Some((fields, body)) => (fields, body),
        None if has_marks(text) => (RecordFields::default(), text),
        None => return None,
    };
    let (title, body) = as_html(body, fields.title.is_empty());
    if let Some(title) = title {
        fields.title = title;
    }
    fields.body = body;
    Some(Content::Fields(Box::new(fields)))
}

/// The fields above a text, and the text.
fn front_matter(text: &str) -> Option<(RecordFields, &str)> {
    let rest = text.strip_prefix("---").and_then(|rest| {
        rest.trim_start_matches([' ', '\t', '\r'])
            .strip_prefix('\n')
    })?;
    let end = rest.match_indices("\n---").map(|(at, _)| at).find(|at| {
        let behind = &rest[at + 4..];
        behind
            .trim_start_matches([' ', '\t', '\r'])
            .starts_with('\n')
            || behind.trim().is_empty()
    })?;
    if end > MAX_FIELDS {
        return None;
    }
    let body = rest[end + 4..].trim_start_matches([' ', '\t', '\r']);
    let mut fields = RecordFields::default();
    let values = YamlLoader::load_from_str(&rest[..end]).ok()?;
    let values = values.first()?.as_hash()?;
    for (name, value) in values {
        if let Some((field, _)) = name.as_str().and_then(field_named) {
            set(&mut fields, field, value);
        }
    }
    Some((fields, body))
}

fn set(fields: &mut RecordFields, field: RecordField, value: &Yaml) {
    let text = |value: &Yaml| match value {
        Yaml::String(text) | Yaml::Real(text) => Some(text.clone()),
        Yaml::Integer(number) => Some(number.to_string()),
        _ => None,
    };
    let list = || match value {
        Yaml::Array(values) => values.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    };
    match field {
        RecordField::Title => fields.title = text(value).unwrap_or_default(),
        RecordField::Date => fields.date = text(value),
        RecordField::Number => fields.number = text(value),
        RecordField::Id => fields.id = text(value),
        RecordField::Url => fields.url = text(value),
        RecordField::Components => fields.components = list(),
        RecordField::Topics => fields.topics = list(),
        RecordField::Body => {}
    }
}

/// Whether a text begins with a heading of Markdown, and has more marks of it.
fn has_marks(text: &str) -> bool {
    /// Number of lines that are looked at.
    const LINES: usize = 60;
    let mut lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .take(LINES);
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    };
    let first = lines.next().is_some_and(is_heading);
    let marks = lines.filter(|line| {
        is_heading(line)
            || line.contains("](")
            || line.matches("**").count() > 1
            || line.starts_with("- ")
            || line.starts_with("* ")
            || line.starts_with("| ")
    });
    first && marks.count() > 0
}

/// Whether a heading only says that a release follows.
fn says_news(heading: &str) -> bool {
    matches!(
        letters_and_digits(heading).as_str(),
        "forimmediaterelease" | "news" | "newsrelease" | "pressrelease" | "pressreleases"
    )
}

/// The first heading where it is the title, and the rest as HTML.
fn as_html(markdown: &str, needs_title: bool) -> (Option<String>, String) {
    let mut title = None;
    let mut in_title = false;
    let mut has_text = false;
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let events = parser.filter(|event| {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1 | HeadingLevel::H2,
                ..
            }) if needs_title && !has_text && title.is_none() => {
                in_title = true;
                title = Some(String::new());
            }
            Event::End(TagEnd::Heading(_)) if in_title => {
                in_title = false;
                // The headline is below.
                title = title.take().filter(|title| !says_news(title));
                return false;
            }
            Event::Text(text) | Event::Code(text) if in_title => {
                if let Some(title) = &mut title {
                    title.push_str(text);
                }
            }
            Event::Text(_) => has_text = true,
            _ => {}
        }
        !in_title
    });
    let mut body = String::with_capacity(markdown.len() + markdown.len() / 2);
    html::push_html(&mut body, events);
    (title, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> RecordFields {
        match content(text) {
            Some(Content::Fields(fields)) => *fields,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn fields_above_a_text_are_those_of_the_release() {
        let release = fields(
            "---\ntitle: \"Clerk: Fined\"\ndate: 2021-03-04\nurl: https://example.gov/1\ntags: [a]\n---\n\nA **clerk** was fined.\n",
        );
        assert_eq!(release.title, "Clerk: Fined");
        assert_eq!(release.date.as_deref(), Some("2021-03-04"));
        assert_eq!(release.url.as_deref(), Some("https://example.gov/1"));
        assert_eq!(
            release.body.trim(),
            "<p>A <strong>clerk</strong> was fined.</p>"
        );
    }

    #[test]
    fn a_heading_is_the_title() {
        let release = fields(
            "# Clerk Fined\n\n## Facts\n\nA clerk was fined, see [this](https://example.gov).\n",
        );
        assert_eq!(release.title, "Clerk Fined");
        assert!(
            release.body.starts_with("<h2>Facts</h2>"),
            "{}",
            release.body
        );
    }

    #[test]
    fn a_heading_that_says_that_a_release_follows_is_not_the_title() {
        let release =
            fields("# Press Release\n\n## Clerk Fined\n\nA clerk was **fined** in **Oldport**.\n");
        assert_eq!(release.title, "Clerk Fined");
        assert!(!release.body.contains("Press"), "{}", release.body);
    }

    #[test]
    fn other_texts_are_no_markdown() {
        for text in [
            "For Immediate Release\n\n# 24-7\n\nA clerk was fined.\n",
            "---\nA clerk was fined.\n",
            "# 24-7\n\nA clerk was fined.\n",
            "",
        ] {
            assert_eq!(content(text), None, "{text:?}");
        }
    }
}
