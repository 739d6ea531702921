//! What is one JSON value, read as it streams past?
//!
//! A value that is no field of a release takes no memory: a file of 64 MiB can hold thirty million numbers.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::corpus::field_names::{RecordField, field_named};
use crate::corpus::limits::{MAX_TEXT_BYTES, list_entry_bytes};

/// Most levels of objects in which a list or the fields of a release are looked for.
pub(super) const MAX_LEVELS: usize = 4;

/// The same of a value that has the name of a text: paragraphs in sections, in columns, and so on.
const MAX_TEXT_LEVELS: usize = 24;

/// The first language of a text that is there in several.
const FIRST_LANGUAGE: &str = "en";

/// The name of the pieces of a paragraph.
const PIECES: &str = "children";

/// What to make of a JSON value, by its shape. By default a list and an object give the same as null.
pub(super) trait Shape<'de>: Sized {
    type Value;

    /// Takes a text or a number as text. None where the value is null, true, false or blank text.
    fn scalar(self, scalar: Option<String>) -> Self::Value;

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self.scalar(None))
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(self.scalar(None))
    }
}

/// Lets serde read a [`Shape`].
pub(super) struct Read<S>(pub(super) S);

impl<'de, S: Shape<'de>> DeserializeSeed<'de> for Read<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<S::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, S: Shape<'de>> Visitor<'de> for Read<S> {
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_str<E>(self, text: &str) -> Result<S::Value, E> {
        let is_blank = text.trim().is_empty();
        Ok(self.0.scalar((!is_blank).then(|| text.to_owned())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<S::Value, E> {
        Ok(self.0.scalar(Some(number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<S::Value, E> {
        Ok(self.0.scalar(Some(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<S::Value, E> {
        let number = serde_json::Number::from_f64(number);
        Ok(self.0.scalar(number.map(|number| number.to_string())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<S::Value, E> {
        Ok(self.0.scalar(None))
    }

    fn visit_unit<E>(self) -> Result<S::Value, E> {
        Ok(self.0.scalar(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<S::Value, A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<S::Value, A::Error> {
        self.0.object(object)
    }
}

/// Text or a number: by itself, the first of a list, or in an object, as some programs write it: `{"rendered": "Clerk Fined"}`.
pub(super) struct Scalar;

impl<'de> Shape<'de> for Scalar {
    type Value = Option<String>;

    fn scalar(self, scalar: Option<String>) -> Option<String> {
        scalar
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<String>, A::Error> {
        let first = list.next_element_seed(Read(Scalar))?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first.flatten())
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<Option<String>, A::Error> {
        scalar_under(&["rendered", "value", "$date", FIRST_LANGUAGE], object)
    }
}

/// The text or number that an object has under one of these names.
fn scalar_under<'de, A: MapAccess<'de>>(
    names: &[&str],
    mut object: A,
) -> Result<Option<String>, A::Error> {
    let mut found = None;
    while let Some(key) = object.next_key::<String>()? {
        if names.contains(&key.as_str()) {
            found = object.next_value_seed(Read(Scalar))?.or(found);
        } else {
            object.next_value::<IgnoredAny>()?;
        }
    }
    Ok(found)
}

/// Text or a number, or an object that has it under `name`.
struct Entry;

impl<'de> Shape<'de> for Entry {
    type Value = Option<String>;

    fn scalar(self, scalar: Option<String>) -> Option<String> {
        scalar
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<Option<String>, A::Error> {
        scalar_under(&["name"], object)
    }
}

/// A running text: as it is, as a list of paragraphs, in several languages, of which English or else the first counts, or in an
/// object of a program that edits texts.
#[derive(Clone, Copy, Default)]
pub(super) struct RunningText {
    level: usize,
    /// Whether the value has the name of a text, so that a text in it under any name is the text.
    is_named: bool,
    /// Whether it is a piece of a paragraph: `"children": [{"text": "A clerk "}, {"text": "was fined."}]`.
    is_piece: bool,
}

impl RunningText {
    /// The text under a name that tells of one.
    pub(super) fn named() -> Self {
        RunningText {
            is_named: true,
            ..RunningText::default()
        }
    }

    fn inner(self) -> Self {
        RunningText {
            level: self.level + 1,
            ..self
        }
    }

    /// What stands between two pieces of a text.
    fn between(self, before: &str, after: &str) -> &'static str {
        let begins_within = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':');
        let are_one = before.ends_with(char::is_whitespace) || after.starts_with(begins_within);
        if self.is_piece && are_one { "" } else { "\n\n" }
    }
}

impl<'de> Shape<'de> for RunningText {
    type Value = Option<String>;

    fn scalar(self, scalar: Option<String>) -> Option<String> {
        scalar
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<String>, A::Error> {
        let mut text = String::new();
        while let Some(paragraph) = list.next_element_seed(Read(self.inner()))? {
            // A record that is too long is skipped later; its other paragraphs need no memory until then.
            if let Some(paragraph) = paragraph.filter(|_| text.len() <= MAX_TEXT_BYTES) {
                if !text.is_empty() {
                    text.push_str(self.between(&text, &paragraph));
                }
                text.push_str(&paragraph);
            }
        }
        Ok((!text.is_empty()).then_some(text))
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Option<String>, A::Error> {
        let mut found: Option<String> = None;
        let mut other: Option<String> = None;
        let deepest = if self.is_named {
            MAX_TEXT_LEVELS
        } else {
            MAX_LEVELS
        };
        while let Some(key) = object.next_key::<String>()? {
            let is_text = matches!(key.as_str(), FIRST_LANGUAGE | "rendered" | "value")
                || matches!(field_named(&key), Some((RecordField::Body, _)))
                || found.is_none() && (key.len() == 2 || self.is_named && key == PIECES);
            let inner = RunningText {
                is_piece: key == PIECES,
                ..self.inner()
            };
            if self.level >= deepest || !is_text && (!self.is_named || found.is_some()) {
                object.next_value::<IgnoredAny>()?;
            } else if is_text {
                let text = object.next_value_seed(Read(inner))?;
                found = text.or(found);
            } else {
                let text = object.next_value_seed(Read(inner))?;
                let length = other.as_ref().map_or(0, String::len);
                // "format": "full_html"
                let is_longer = |text: &String| text.trim().contains(' ') && text.len() > length;
                other = text.filter(is_longer).or(other);
            }
        }
        Ok(found.or(other))
    }
}

/// A list of entries, or one entry.
pub(super) struct Entries;

impl<'de> Shape<'de> for Entries {
    type Value = Vec<String>;

    fn scalar(self, scalar: Option<String>) -> Vec<String> {
        scalar.into_iter().collect()
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
        let mut entries = Vec::new();
        let mut length = 0;
        while let Some(entry) = list.next_element_seed(Read(Entry))? {
            // A record that is too long is skipped later; its other entries need no memory until then.
            if let Some(entry) = entry.filter(|_| length <= MAX_TEXT_BYTES) {
                length += list_entry_bytes(&entry);
                entries.push(entry);
            }
        }
        Ok(entries)
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<Vec<String>, A::Error> {
        Ok(Entry.object(object)?.into_iter().collect())
    }
}
