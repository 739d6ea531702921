//! One JSON value -> the fields of a release. It is read as it streams past, and what is no such field takes no memory:
//! a file of 64 MiB may hold thirty million numbers.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::corpus::{LONGEST_TEXT, RecordFields, text_of_entry};

/// The names that a field goes by, best first.
const BODY: [&str; 4] = ["body", "contents", "content", "text"];
const COMPONENTS: [&str; 4] = ["components", "component", "agency", "agencies"];
const TOPICS: [&str; 2] = ["topics", "topic"];

/// Is given what each item of a list is: the fields of a release, or none.
pub(crate) type EachItem<'a> = &'a mut dyn FnMut(Option<RecordFields>);

/// A value by itself.
pub(crate) struct Item;

/// A whole file: a list of items, an object with such a list under `results`, or one item. Gives the one item.
pub(crate) struct Whole<'a>(pub(crate) EachItem<'a>);

/// What a whole file was.
pub(crate) enum Read {
    List,
    One(Option<RecordFields>),
}

/// What an object holds of a release.
#[derive(Default)]
struct Object {
    title: Option<String>,
    body: [Option<String>; 4],
    date: Option<String>,
    number: Option<String>,
    id: Option<String>,
    url: Option<String>,
    components: [Vec<String>; 4],
    topics: [Vec<String>; 2],
}

impl Object {
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        let place = |names: &[&str]| names.iter().position(|one| *one == name);
        let scalar = match name {
            "title" => &mut self.title,
            "date" => &mut self.date,
            "number" => &mut self.number,
            "id" => &mut self.id,
            "url" => &mut self.url,
            _ => match (place(&BODY), place(&COMPONENTS), place(&TOPICS)) {
                (Some(at), _, _) => &mut self.body[at],
                (_, Some(at), _) => {
                    self.components[at] = map.next_value_seed(Entries)?;
                    return Ok(());
                }
                (_, _, Some(at)) => {
                    self.topics[at] = map.next_value_seed(Entries)?;
                    return Ok(());
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    return Ok(());
                }
            },
        };
        *scalar = map.next_value_seed(Scalar)?;
        Ok(())
    }

    /// None where there is neither a title nor a text.
    fn release(self) -> Option<RecordFields> {
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

/// Passes over what is left of a list.
fn drain<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Text or a number; none for all else, and for blank text.
struct Scalar;

/// The same; of an object its `name`.
struct Entry;

/// A list of entries, or one.
struct Entries;

/// Text and numbers, as every one of the visitors takes them.
macro_rules! scalars {
    ($made:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a JSON value")
        }
        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok($made((!text.trim().is_empty()).then(|| text.to_owned())))
        }
        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            Ok($made(Some(number.to_string())))
        }
        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok($made(Some(number.to_string())))
        }
        fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
            Ok($made(
                serde_json::Number::from_f64(number).map(|number| number.to_string()),
            ))
        }
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok($made(None))
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($made(None))
        }
    };
}

macro_rules! seed {
    ($name:ty, $value:ty) => {
        impl<'de> DeserializeSeed<'de> for $name {
            type Value = $value;
            fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<$value, D::Error> {
                from.deserialize_any(self)
            }
        }
    };
}

seed!(Scalar, Option<String>);
seed!(Entry, Option<String>);
seed!(Entries, Vec<String>);
seed!(Item, Option<RecordFields>);
seed!(Whole<'_>, Read);

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<String>;
    scalars!(|scalar| scalar);
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        drain(list).map(|()| None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

impl<'de> Visitor<'de> for Entry {
    type Value = Option<String>;
    scalars!(|scalar| scalar);
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        drain(list).map(|()| None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key::<String>()? {
            if name == "name" {
                found = map.next_value_seed(Scalar)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<String>;
    scalars!(|scalar: Option<String>| scalar.into_iter().collect());
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        let mut length = 0;
        while let Some(entry) = list.next_element_seed(Entry)? {
            // What is longer is no release, and is not kept to find that out.
            if let Some(entry) = entry.filter(|_| length <= LONGEST_TEXT) {
                length += text_of_entry(&entry);
                entries.push(entry);
            }
        }
        Ok(entries)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Ok(Entry.visit_map(map)?.into_iter().collect())
    }
}

impl<'de> Visitor<'de> for Item {
    type Value = Option<RecordFields>;
    scalars!(|_: Option<String>| None);
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        drain(list).map(|()| None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut object = Object::default();
        while let Some(name) = map.next_key::<String>()? {
            object.take(&name, &mut map)?;
        }
        Ok(object.release())
    }
}

/// The value under `results`: whether it is a list.
struct Results<'a>(EachItem<'a>);

seed!(Results<'_>, bool);

impl<'de> Visitor<'de> for Results<'_> {
    type Value = bool;
    scalars!(|_: Option<String>| false);
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while let Some(item) = list.next_element_seed(Item)? {
            self.0(item);
        }
        Ok(true)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Read;
    scalars!(|_: Option<String>| Read::One(None));
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Read, A::Error> {
        Results(self.0).visit_seq(list).map(|_| Read::List)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
        let mut object = Object::default();
        let mut is_list = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == "results" {
                is_list |= map.next_value_seed(Results(&mut *self.0))?;
            } else {
                object.take(&name, &mut map)?;
            }
        }
        Ok(if is_list {
            Read::List
        } else {
            Read::One(object.release())
        })
    }
}
