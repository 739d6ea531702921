//! Which records does a JSON file hold: one, a list, or a list inside an object?

use std::collections::BTreeMap;

use serde::de::{DeserializeSeed as _, IgnoredAny, MapAccess, SeqAccess};

use crate::corpus::content::RecordFields;
use crate::corpus::field_names::{RecordField, field_named};
use crate::corpus::json::record::{Fields, Inner, Record, WRAPPERS};
use crate::corpus::json::value::{MAX_LEVELS, Read, Shape};

/// Names of lists of records.
const LISTS: [&str; 13] = [
    "articles",
    "data",
    "docs",
    "entries",
    "hits",
    "items",
    "news",
    "press_releases",
    "pressreleases",
    "records",
    "releases",
    "rows",
    "value",
];

/// Names of objects that hold such a list.
const AROUND_LISTS: [&str; 4] = ["d", "feed", "hits", "response"];

/// Takes each value of a list: the fields of a release, or none.
type EachRecord<'a> = &'a mut dyn FnMut(Option<RecordFields>);

/// A list of records. Returns whether it is one.
struct Records<'a> {
    each: EachRecord<'a>,
    /// Whether the name of the list tells that it holds releases, so that what is none is a skip. Else it is a list of
    /// releases only where it holds some.
    is_sure: bool,
    level: usize,
}

impl<'de> Shape<'de> for Records<'_> {
    type Value = bool;

    fn scalar(self, _: Option<String>) -> bool {
        false
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let mut is_list = self.is_sure;
        while let Some(record) = list.next_element_seed(Read(Record))? {
            is_list |= record.is_some();
            if is_list {
                (self.each)(record);
            }
        }
        Ok(is_list)
    }

    /// An object around the list.
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let mut is_list = false;
        while let Some(key) = object.next_key::<String>()? {
            is_list |= match records_under(&key, &mut *self.each, self.level + 1) {
                Some(records) => object.next_value_seed(Read(records))?,
                None => object.next_value::<IgnoredAny>().map(|_| false)?,
            };
        }
        Ok(is_list)
    }
}

/// How the value of a key is read that may be a list of records; none for other keys.
fn records_under<'a>(key: &str, each: EachRecord<'a>, level: usize) -> Option<Records<'a>> {
    let is_sure = key == "results";
    let may_be = is_sure || LISTS.contains(&key) || AROUND_LISTS.contains(&key);
    (may_be && level <= MAX_LEVELS).then_some(Records {
        each,
        is_sure,
        level,
    })
}

/// What a whole JSON value is.
pub(crate) enum JsonFile {
    /// A list, whose records have been passed on.
    List,
    /// One record.
    One(Option<RecordFields>),
}

/// An entry of a list: what its fields give where it is an object, and none for a text or a number.
struct ListEntry;

impl<'de> Shape<'de> for ListEntry {
    type Value = Option<Option<RecordFields>>;

    fn scalar(self, _: Option<String>) -> Self::Value {
        None
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        Record.object(object).map(Some)
    }
}

/// What a list has held so far.
#[derive(Default)]
struct Seen {
    has_objects: bool,
    has_others: bool,
}

impl Seen {
    fn is_empty(&self) -> bool {
        !self.has_objects && !self.has_others
    }
}

/// The entries of a list that is a file: records, and lists of them. What stands before the first object is none.
struct FileEntries<'a> {
    each: EachRecord<'a>,
    seen: &'a mut Seen,
    level: usize,
}

impl<'de> Shape<'de> for FileEntries<'_> {
    type Value = ();

    fn scalar(self, _: Option<String>) {
        self.seen.has_others = true;
        if self.seen.has_objects {
            (self.each)(None);
        }
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if self.level > MAX_LEVELS {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            self.scalar(None);
            return Ok(());
        }
        while let Some(()) = list.next_element_seed(Read(FileEntries {
            each: &mut *self.each,
            seen: &mut *self.seen,
            level: self.level + 1,
        }))? {}
        Ok(())
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        let record = Record.object(object)?;
        self.seen.has_objects = true;
        (self.each)(record);
        Ok(())
    }
}

struct File<'a>(EachRecord<'a>);

impl<'de> Shape<'de> for File<'_> {
    type Value = JsonFile;

    fn scalar(self, _: Option<String>) -> JsonFile {
        JsonFile::One(None)
    }

    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<JsonFile, A::Error> {
        let mut seen = Seen::default();
        let entries = FileEntries {
            each: self.0,
            seen: &mut seen,
            level: 0,
        };
        entries.list(list)?;
        Ok(if seen.has_objects || seen.is_empty() {
            JsonFile::List
        } else {
            JsonFile::One(None)
        })
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<JsonFile, A::Error> {
        let mut fields = Fields::default();
        let mut is_list = false;
        while let Some(key) = object.next_key::<String>()? {
            match records_under(&key, &mut *self.0, 0) {
                // "data" may be a list of records, or an object with the fields of one.
                Some(records) if !WRAPPERS.contains(&key.as_str()) => {
                    is_list |= object.next_value_seed(Read(records))?;
                }
                Some(records) => {
                    is_list |= object.next_value_seed(Read(Either(records, &mut fields)))?;
                }
                None => fields.read(&key, &mut object, 0)?,
            }
        }
        Ok(if is_list {
            JsonFile::List
        } else {
            JsonFile::One(fields.finish())
        })
    }
}

/// A list of records, or an object with the fields of one.
struct Either<'a, 'b>(Records<'a>, &'b mut Fields);

impl<'de> Shape<'de> for Either<'_, '_> {
    type Value = bool;

    fn scalar(self, _: Option<String>) -> bool {
        false
    }

    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
        self.0.list(list)
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<bool, A::Error> {
        Inner(self.1, 1).object(object).map(|()| false)
    }
}

/// The lists of an object under names that nobody knows: what has a title and a text in them is a release, too. Returns whether
/// there are some.
struct OtherLists<'a>(EachRecord<'a>);

impl<'de> Shape<'de> for OtherLists<'_> {
    type Value = bool;

    fn scalar(self, _: Option<String>) -> bool {
        false
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = object.next_key::<String>()? {
            let is_known = records_under(&key, &mut *self.0, 0).is_some();
            // "content" is the name of a text, and of a list.
            let is_field = |(field, _)| field != RecordField::Body;
            if is_known || field_named(&key).is_some_and(is_field) {
                object.next_value::<IgnoredAny>()?;
            } else {
                found |= object.next_value_seed(Read(OtherList(&mut *self.0)))?;
            }
        }
        Ok(found)
    }
}

/// A list of [`OtherLists`].
struct OtherList<'a>(EachRecord<'a>);

impl<'de> Shape<'de> for OtherList<'_> {
    type Value = bool;

    fn scalar(self, _: Option<String>) -> bool {
        false
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(value) = list.next_element_seed(Read(ListEntry))? {
            let is_release =
                |record: &RecordFields| !record.title.is_empty() && !record.body.is_empty();
            if let Some(record) = value.flatten().filter(is_release) {
                found = true;
                (self.0)(Some(record));
            }
        }
        Ok(found)
    }
}

/// Most rows of a file that keeps its table by columns.
const MAX_ROWS: usize = 1_000_000;

/// A table that is kept by columns, as pandas writes it: `{"title": {"0": "A", "1": "B"}, "text": {"0": ..`. By number of the
/// row.
struct Columns;

impl<'de> Shape<'de> for Columns {
    type Value = BTreeMap<usize, Fields>;

    fn scalar(self, _: Option<String>) -> Self::Value {
        BTreeMap::new()
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut rows = BTreeMap::new();
        while let Some(name) = object.next_key::<String>()? {
            if field_named(&name).is_some() {
                object.next_value_seed(Read(Column(&name, &mut rows)))?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(rows)
    }
}

struct Column<'a>(&'a str, &'a mut BTreeMap<usize, Fields>);

impl<'de> Shape<'de> for Column<'_> {
    type Value = ();

    fn scalar(self, _: Option<String>) {}

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(row) = object.next_key::<String>()? {
            match row.parse().ok().filter(|row| *row < MAX_ROWS) {
                Some(row) => self
                    .1
                    .entry(row)
                    .or_default()
                    .read(self.0, &mut object, 0)?,
                None => object.next_value::<IgnoredAny>().map(|_| ())?,
            }
        }
        Ok(())
    }
}

/// Parses one JSON value as a record. None where it has no fields of a release.
pub(crate) fn parse_record(json: &str) -> serde_json::Result<Option<RecordFields>> {
    parse(Record, json)
}

/// Parses a whole JSON value: a list of records, an object with such a list, a table kept by columns, or one record. Passes
/// the records of a list to `each`.
pub(crate) fn parse_file(json: &str, each: EachRecord<'_>) -> serde_json::Result<JsonFile> {
    let parsed = parse(File(&mut *each), json)?;
    // Only an object has lists under other names, or columns: a list is not looked through again.
    let is_object = json.trim_ascii_start().starts_with('{');
    let has_title = |record: &RecordFields| !record.title.is_empty();
    if !is_object || matches!(&parsed, JsonFile::One(Some(record)) if has_title(record)) {
        return Ok(parsed);
    }
    let has_others = parse(OtherLists(&mut *each), json)?;
    if has_others || matches!(parsed, JsonFile::List) {
        return Ok(JsonFile::List);
    }
    if matches!(parsed, JsonFile::One(Some(_))) {
        return Ok(parsed);
    }
    let mut is_table = false;
    for fields in parse(Columns, json)?.into_values() {
        is_table = true;
        each(fields.finish());
    }
    Ok(if is_table { JsonFile::List } else { parsed })
}

/// The values that a text holds one after the other.
pub(crate) fn values(json: &str) -> serde_json::Result<Vec<&str>> {
    let mut values = Vec::new();
    let mut read = serde_json::Deserializer::from_str(json).into_iter::<IgnoredAny>();
    let mut start = 0;
    while let Some(value) = read.next() {
        value?;
        let end = read.byte_offset();
        values.push(&json[start..end]);
        start = end;
    }
    Ok(values)
}

fn parse<'de, S: Shape<'de>>(shape: S, json: &'de str) -> serde_json::Result<S::Value> {
    let mut json = serde_json::Deserializer::from_str(json);
    let value = Read(shape).deserialize(&mut json)?;
    json.end().map(|()| value)
}
