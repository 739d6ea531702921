//! Which fields of a release does one JSON value have?
//!
//! Values are read as they stream past, and a value that is no such field takes no memory: a file of 64 MiB can hold
//! thirty million numbers.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::corpus::content::RecordFields;
use crate::corpus::limits::{MAX_TEXT_BYTES, list_entry_bytes};

/// The keys of a field, the preferred one first.
const BODY: [&str; 4] = ["body", "contents", "content", "text"];
const COMPONENTS: [&str; 4] = ["components", "component", "agency", "agencies"];
const TOPICS: [&str; 2] = ["topics", "topic"];

/// What to make of a JSON value, by its shape. By default a list and an object give the same as null.
trait Shape<'de>: Sized {
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
struct Read<S>(S);

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

/// Text or a number.
struct Scalar;

impl Shape<'_> for Scalar {
    type Value = Option<String>;

    fn scalar(self, scalar: Option<String>) -> Option<String> {
        scalar
    }
}

/// Text or a number, or an object that has it under `name`.
struct Entry;

impl<'de> Shape<'de> for Entry {
    type Value = Option<String>;

    fn scalar(self, scalar: Option<String>) -> Option<String> {
        scalar
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Option<String>, A::Error> {
        let mut found = None;
        while let Some(key) = object.next_key::<String>()? {
            if key == "name" {
                found = object.next_value_seed(Read(Scalar))?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// A list of entries, or one entry.
struct Entries;

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

/// The fields of one object, as they are read.
#[derive(Default)]
struct Fields {
    title: Option<String>,
    body: [Option<String>; BODY.len()],
    date: Option<String>,
    number: Option<String>,
    id: Option<String>,
    url: Option<String>,
    components: [Vec<String>; COMPONENTS.len()],
    topics: [Vec<String>; TOPICS.len()],
}

impl Fields {
    /// Reads the value of `key`.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        let at = |keys: &[&str]| keys.iter().position(|known| *known == key);
        let scalar = match key {
            "title" => &mut self.title,
            "date" => &mut self.date,
            "number" => &mut self.number,
            "id" => &mut self.id,
            "url" => &mut self.url,
            _ => {
                if let Some(at) = at(&BODY) {
                    &mut self.body[at]
                } else if let Some(at) = at(&COMPONENTS) {
                    self.components[at] = object.next_value_seed(Read(Entries))?;
                    return Ok(());
                } else if let Some(at) = at(&TOPICS) {
                    self.topics[at] = object.next_value_seed(Read(Entries))?;
                    return Ok(());
                } else {
                    return object.next_value::<IgnoredAny>().map(|_| ());
                }
            }
        };
        *scalar = object.next_value_seed(Read(Scalar))?;
        Ok(())
    }

    /// None where there is neither a title nor a text.
    fn finish(self) -> Option<RecordFields> {
        fn first_filled<const N: usize>(lists: [Vec<String>; N]) -> Vec<String> {
            let filled = lists.into_iter().find(|list| !list.is_empty());
            filled.unwrap_or_default()
        }
        let fields = RecordFields {
            title: self.title.unwrap_or_default(),
            body: self.body.into_iter().flatten().next().unwrap_or_default(),
            date: self.date,
            number: self.number,
            id: self.id,
            url: self.url,
            components: first_filled(self.components),
            topics: first_filled(self.topics),
        };
        (!fields.title.is_empty() || !fields.body.is_empty()).then_some(fields)
    }
}

/// One record: an object with the fields of a release. None for any other value.
struct Record;

impl<'de> Shape<'de> for Record {
    type Value = Option<RecordFields>;

    fn scalar(self, _: Option<String>) -> Option<RecordFields> {
        None
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut fields = Fields::default();
        while let Some(key) = object.next_key::<String>()? {
            fields.read(&key, &mut object)?;
        }
        Ok(fields.finish())
    }
}

/// Takes each value of a list: the fields of a release, or none.
type EachRecord<'a> = &'a mut dyn FnMut(Option<RecordFields>);

/// The value under `results`. Returns whether it is a list.
struct Results<'a>(EachRecord<'a>);

impl<'de> Shape<'de> for Results<'_> {
    type Value = bool;

    fn scalar(self, _: Option<String>) -> bool {
        false
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while let Some(record) = list.next_element_seed(Read(Record))? {
            self.0(record);
        }
        Ok(true)
    }
}

/// What a whole JSON file is.
pub(crate) enum JsonFile {
    /// A list, whose records have been passed on.
    List,
    /// One record.
    One(Option<RecordFields>),
}

struct File<'a>(EachRecord<'a>);

impl<'de> Shape<'de> for File<'_> {
    type Value = JsonFile;

    fn scalar(self, _: Option<String>) -> JsonFile {
        JsonFile::One(None)
    }

    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<JsonFile, A::Error> {
        Results(self.0).list(list).map(|_| JsonFile::List)
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<JsonFile, A::Error> {
        let mut fields = Fields::default();
        let mut is_list = false;
        while let Some(key) = object.next_key::<String>()? {
            if key == "results" {
                is_list |= object.next_value_seed(Read(Results(&mut *self.0)))?;
            } else {
                fields.read(&key, &mut object)?;
            }
        }
        Ok(if is_list {
            JsonFile::List
        } else {
            JsonFile::One(fields.finish())
        })
    }
}

/// Parses one JSON value as a record. None where it has no fields of a release.
pub(crate) fn parse_record(json: &str) -> serde_json::Result<Option<RecordFields>> {
    parse(Record, json)
}

/// Parses a whole JSON file: a list of records, an object with such a list under `results`, or one record. Passes the
/// records of a list to `each`.
pub(crate) fn parse_file(json: &str, each: EachRecord<'_>) -> serde_json::Result<JsonFile> {
    parse(File(each), json)
}

fn parse<'de, S: Shape<'de>>(shape: S, json: &'de str) -> serde_json::Result<S::Value> {
    let mut json = serde_json::Deserializer::from_str(json);
    let value = Read(shape).deserialize(&mut json)?;
    json.end().map(|()| value)
}
