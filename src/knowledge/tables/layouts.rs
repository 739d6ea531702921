//! Where does a page of a known site keep its title, its text and its fields?

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::value::{Error as ValueError, StrDeserializer};

use crate::knowledge::loader::{KnowledgeError, Table, lines};

pub(crate) const TABLE: Table = Table::new("layouts.txt", include_str!("../data/layouts.txt"));

/// Describes elements of a page by tag, id, classes and an attribute. A part that is not given fits every element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Tag name in lower case.
    pub tag: Option<String>,
    /// The `id`.
    pub id: Option<String>,
    /// Classes; an element must have all of them.
    pub classes: Vec<String>,
    /// An attribute and its value.
    pub attribute: Option<(String, String)>,
}

/// Where something is in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// The element around it, where it must be inside of one.
    pub inside: Option<Element>,
    /// The element itself.
    pub element: Element,
    /// The attribute to read in place of the element's text.
    pub attribute: Option<String>,
}

/// One block of `layouts.txt`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The name of the layout.
    pub name: String,
    /// The host of the site, without `www.`.
    pub host: String,
    /// Words in the page's source that no other layout has (`mark` in the table).
    pub marker: String,
    /// The element that holds the release (`part` in the table); none where the whole page does.
    pub container: Option<Element>,
    /// Where each field is, in the order of the table. Of several selectors for one field, the first that finds text
    /// counts.
    pub fields: Vec<(PageField, Selector)>,
    /// Elements that are no part of the text (`drop` in the table).
    pub removed: Vec<Element>,
    /// A piece of a page in this layout.
    pub example: String,
}

/// A field of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
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

static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| read(&TABLE).unwrap_or_default());

/// Returns the layouts of the table.
pub fn layouts() -> &'static [Layout] {
    &LAYOUTS
}

/// Reads blocks of lines of the form `name value`. A line `layout` begins a block.
fn read(table: &Table) -> Result<Vec<Layout>, KnowledgeError> {
    let mut layouts: Vec<Layout> = Vec::new();
    for (number, line) in lines(table.text) {
        add_line(&mut layouts, line).ok_or_else(|| {
            let problem = format!("not a line of a layout: {line}");
            KnowledgeError::new(table.file, number, problem)
        })?;
    }
    Ok(layouts)
}

/// Returns nothing where the line cannot be read.
fn add_line(layouts: &mut Vec<Layout>, line: &str) -> Option<()> {
    let (name, value) = line.split_once(' ')?;
    let value = value.trim();
    if name == "layout" {
        layouts.push(Layout {
            name: value.to_owned(),
            ..Layout::default()
        });
        return Some(());
    }
    let layout = layouts.last_mut()?;
    match name {
        "host" => value.clone_into(&mut layout.host),
        "mark" => value.clone_into(&mut layout.marker),
        "example" => value.clone_into(&mut layout.example),
        "part" => layout.container = Some(element(value)?),
        "drop" => layout.removed.push(element(value)?),
        _ => {
            let name = StrDeserializer::<ValueError>::new(name);
            let field = PageField::deserialize(name).ok()?;
            layout.fields.push((field, selector(value)?));
        }
    }
    Some(())
}

/// Reads `outer inner@attribute`.
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

/// Reads `tag#id.class[attribute=value]`.
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
    fn every_line_of_the_table_is_read() {
        let layouts = read(&TABLE).expect("a sound table");
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
    fn a_line_that_cannot_be_read_is_an_error() {
        for line in ["layout", "footer p", "body p..x"] {
            let text = format!("layout a\n{line}\n");
            let table = Table::new("layouts.txt", text.leak());
            let error = read(&table).expect_err(line);
            assert_eq!(
                error.to_string(),
                format!("layouts.txt, line 2: not a line of a layout: {line}")
            );
        }
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
    fn a_selector_keeps_every_part() {
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
