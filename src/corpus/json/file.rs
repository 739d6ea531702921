//! Which records does a JSON file hold: one, a list, or a list inside an object?

use serde::de::{DeserializeSeed as _, IgnoredAny, MapAccess, SeqAccess};

use crate::corpus::content::RecordFields;
use crate::corpus::json::columns::Columns;
use crate::corpus::json::list_names::is_list_name;
use crate::corpus::json::other_lists::{OtherLists, OwnText};
use crate::corpus::json::record::{EachRecord, Fields, Inner, Record, WRAPPERS};
use crate::corpus::json::value::{MAX_LEVELS, Read, Shape};

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
    (is_list_name(key) && level <= MAX_LEVELS).then_some(Records {
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

/// Parses one JSON value as a record. None where it has no fields of a release.
pub(crate) fn parse_record(json: &str) -> serde_json::Result<Option<RecordFields>> {
    parse(Record, json)
}

/// Parses a whole JSON value: a list of records, an object with such a list, a table kept by columns, or one record. Passes
/// the records of a list to `each`.
pub(crate) fn parse_file(json: &str, each: EachRecord<'_>) -> serde_json::Result<JsonFile> {
    let parsed = parse(File(&mut *each), json)?;
    // Only an object has lists under other names, or columns: a list is not looked through again.
    if !json.trim_ascii_start().starts_with('{') {
        return Ok(parsed);
    }
    let is_titled = |record: &RecordFields| !record.title.is_empty();
    let is_release = |record: &RecordFields| is_titled(record) && !record.body.is_empty();
    let has_title = matches!(&parsed, JsonFile::One(Some(record)) if is_titled(record));
    let least = if has_title { 2 } else { 1 };
    if let JsonFile::One(found) = &parsed {
        let rows = parse(Columns, json)?;
        let releases = rows.iter().flatten().filter(|row| is_release(row));
        if releases.count() >= least || found.is_none() && !rows.is_empty() {
            rows.into_iter().for_each(each);
            return Ok(JsonFile::List);
        }
    }
    let others = OtherLists {
        each: &mut *each,
        least,
    };
    if !parse(others, json)? {
        return Ok(parsed);
    }
    if let JsonFile::One(Some(around)) = parsed
        && let Some(body) = parse(OwnText, json)?
    {
        each(Some(RecordFields { body, ..around }));
    }
    Ok(JsonFile::List)
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
