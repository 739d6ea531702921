//! Site layouts: where a page of a known site keeps its title, body and fields.

use std::fmt;
use std::sync::LazyLock;

/// One element of a page, by tag, id, classes and an attribute; what is not given is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Tag name in lower case.
    pub tag: Option<String>,
    /// The `id`.
    pub id: Option<String>,
    /// Classes that must all be there.
    pub classes: Vec<String>,
    /// An attribute and its value.
    pub attribute: Option<(String, String)>,
}

/// Where something is in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// The element it must be inside of.
    pub inside: Option<Element>,
    /// The element itself.
    pub element: Element,
    /// The attribute whose value is meant, in place of the element's text.
    pub attribute: Option<String>,
}

/// One row of `layouts.txt`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What the layout is called.
    pub name: String,
    /// The site, without `www.`.
    pub host: String,
    /// Words in the page's source by which the layout is known.
    pub marker: String,
    /// The element that holds the release.
    pub container: Option<Element>,
    /// Where each of [`PageField::ALL`] is, in that order; the first that holds text wins.
    pub fields: Vec<(PageField, Selector)>,
    /// What is left out of the body.
    pub removed: Vec<Element>,
    /// A piece of a page in this layout.
    pub example: String,
}

/// What a layout says the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the table")]
pub enum PageField {
    Title,
    Subtitle,
    Body,
    Date,
    Number,
    Office,
    Component,
    Topic,
}

static BUILTIN: LazyLock<Vec<Layout>> =
    LazyLock::new(|| parse(include_str!("../data/layouts.txt")).unwrap_or_default());

/// The layouts that are compiled in.
pub fn layouts() -> &'static [Layout] {
    &BUILTIN
}

/// A line of the table that cannot be read.
#[derive(Debug, PartialEq, Eq)]
struct BadLine(String);

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a line of the layout table: {}", self.0)
    }
}

fn parse(table: &str) -> Result<Vec<Layout>, BadLine> {
    let mut layouts: Vec<Layout> = Vec::new();
    for line in table.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bad = || BadLine(line.to_owned());
        let (name, value) = line.split_once(' ').ok_or_else(bad)?;
        let value = value.trim();
        if name == "layout" {
            layouts.push(Layout {
                name: value.to_owned(),
                ..Layout::default()
            });
            continue;
        }
        let layout = layouts.last_mut().ok_or_else(bad)?;
        let field = match name {
            "host" => {
                value.clone_into(&mut layout.host);
                continue;
            }
            "mark" => {
                value.clone_into(&mut layout.marker);
                continue;
            }
            "example" => {
                value.clone_into(&mut layout.example);
                continue;
            }
            "part" => {
                layout.container = Some(element(value).ok_or_else(bad)?);
                continue;
            }
            "drop" => {
                layout.removed.push(element(value).ok_or_else(bad)?);
                continue;
            }
            "title" => PageField::Title,
            "subtitle" => PageField::Subtitle,
            "body" => PageField::Body,
            "date" => PageField::Date,
            "number" => PageField::Number,
            "office" => PageField::Office,
            "component" => PageField::Component,
            "topic" => PageField::Topic,
            _ => return Err(bad()),
        };
        layout
            .fields
            .push((field, selector(value).ok_or_else(bad)?));
    }
    Ok(layouts)
}

fn selector(text: &str) -> Option<Selector> {
    let (path, attribute) = match text.split_once('@') {
        Some((path, attribute)) => (path, Some(attribute.to_owned())),
        None => (text, None),
    };
    let (inside, this) = match path.split_once(' ') {
        Some((outer, inner)) => (Some(element(outer)?), inner),
        None => (None, path),
    };
    Some(Selector {
        inside,
        element: element(this)?,
        attribute,
    })
}

fn element(text: &str) -> Option<Element> {
    let mut element = Element::default();
    let (names, attribute) = match text.split_once('[') {
        Some((names, rest)) => (names, Some(rest.strip_suffix(']')?)),
        None => (text, None),
    };
    if let Some((name, value)) = attribute.and_then(|pair| pair.split_once('=')) {
        element.attribute = Some((name.to_owned(), value.to_owned()));
    }
    let mut rest = names;
    while !rest.is_empty() {
        let end = rest[1..].find(['.', '#']).map_or(rest.len(), |at| at + 1);
        let (piece, after) = rest.split_at(end);
        match (piece.as_bytes()[0], &piece[1..]) {
            (b'.', class) if !class.is_empty() => element.classes.push(class.to_owned()),
            (b'#', id) if !id.is_empty() => element.id = Some(id.to_owned()),
            (b'a'..=b'z', _) => element.tag = Some(piece.to_owned()),
            _ => return None,
        }
        rest = after;
    }
    (element != Element::default()).then_some(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        let layouts = parse(include_str!("../data/layouts.txt")).expect("the table is sound");
        for layout in &layouts {
            assert!(!layout.host.is_empty(), "{}", layout.name);
            assert!(!layout.marker.is_empty(), "{}", layout.name);
            assert!(!layout.example.is_empty(), "{}", layout.name);
            assert!(
                layout
                    .fields
                    .iter()
                    .any(|(field, _)| *field == PageField::Body),
                "{}",
                layout.name
            );
        }
        let mut marks: Vec<&str> = layouts
            .iter()
            .map(|layout| layout.marker.as_str())
            .collect();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), layouts.len(), "two layouts share a mark");
    }

    #[test]
    fn no_mark_begins_with_what_another_ends_with() {
        let marks = || layouts().iter().map(|layout| layout.marker.as_str());
        for mark in marks() {
            for other in marks().filter(|other| *other != mark) {
                assert!(!mark.contains(other), "{other} in {mark}");
                let overlap = (1..mark.len().min(other.len()))
                    .find(|length| other.ends_with(&mark[..*length]));
                assert_eq!(overlap, None, "{other} before {mark}");
            }
        }
    }

    #[test]
    fn each_example_holds_its_own_mark_and_no_other() {
        for layout in layouts() {
            let marks: Vec<&str> = layouts()
                .iter()
                .filter(|other| layout.example.contains(&other.marker))
                .map(|other| other.name.as_str())
                .collect();
            assert_eq!(marks, [layout.name.as_str()]);
        }
    }

    #[test]
    fn selectors_are_read_as_written() {
        let read =
            selector(".node-date time#x.a.b[property=dc:date]@datetime").expect("a selector");
        assert_eq!(
            read.inside.expect("an outer element").classes,
            ["node-date"]
        );
        assert_eq!(read.element.tag.as_deref(), Some("time"));
        assert_eq!(read.element.id.as_deref(), Some("x"));
        assert_eq!(read.element.classes, ["a", "b"]);
        assert_eq!(
            read.element.attribute,
            Some(("property".to_owned(), "dc:date".to_owned()))
        );
        assert_eq!(read.attribute.as_deref(), Some("datetime"));
        assert_eq!(selector("p..x"), None);
        assert_eq!(element("[property"), None);
    }
}
