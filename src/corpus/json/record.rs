//! Which fields of a release does one JSON object have?

use serde::de::{IgnoredAny, MapAccess};

use crate::corpus::content::RecordFields;
use crate::corpus::field_names::{FIELD_COUNT, RecordField, field_named};
use crate::corpus::json::value::{Entries, MAX_LEVELS, Read, RunningText, Scalar, Shape};

/// Names of objects that hold the fields of a release one level deeper.
pub(super) const WRAPPERS: [&str; 8] = [
    "_source",
    "attributes",
    "data",
    "details",
    "fields",
    "item",
    "record",
    "release",
];

/// Takes each value of a list: the fields of a release, or none.
pub(super) type EachRecord<'a> = &'a mut dyn FnMut(Option<RecordFields>);

/// The fields of one object, as they are read: of several names of a field the preferred one counts.
#[derive(Default)]
pub(super) struct Fields {
    texts: [Option<(usize, String)>; FIELD_COUNT],
    lists: [Option<(usize, Vec<String>)>; FIELD_COUNT],
    /// The longest text whose name is not known: the text of the release where no name is.
    longest: Option<String>,
}

/// Minimum length in bytes of a text whose name is not known.
const MIN_UNNAMED: usize = 400;

impl Fields {
    /// Reads the value of `key`, which is this many levels below the record.
    pub(super) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        object: &mut A,
        level: usize,
    ) -> Result<(), A::Error> {
        let Some((field, rank)) = field_named(key) else {
            if level < MAX_LEVELS && WRAPPERS.contains(&key) {
                return object.next_value_seed(Read(Inner(self, level + 1)));
            }
            if self.texts[RecordField::Body as usize].is_some() {
                return object.next_value::<IgnoredAny>().map(|_| ());
            }
            let text = object.next_value_seed(Read(RunningText::default()))?;
            let length = self.longest.as_ref().map_or(MIN_UNNAMED, String::len);
            self.longest = text
                .filter(|text| text.len() > length)
                .or(self.longest.take());
            return Ok(());
        };
        // Every name of the record itself comes before those of an object in it.
        let rank = rank + level * FAR;
        let at = field as usize;
        match field {
            RecordField::Components | RecordField::Topics => {
                let list = object.next_value_seed(Read(Entries))?;
                let known = self.lists[at].as_ref();
                if !list.is_empty() && known.is_none_or(|known| rank < known.0) {
                    self.lists[at] = Some((rank, list));
                }
            }
            RecordField::Body => {
                let text = object.next_value_seed(Read(RunningText::named()))?;
                self.keep(at, rank, text.filter(|text| says_something(text)));
            }
            _ => {
                let text = object.next_value_seed(Read(Scalar))?;
                self.keep(at, rank, text);
            }
        }
        Ok(())
    }

    /// Keeps the text of a field that has this name.
    pub(super) fn keep_named(&mut self, name: &str, text: Option<String>) {
        if let Some((field, rank)) = field_named(name) {
            self.keep(field as usize, rank, text);
        }
    }

    fn keep(&mut self, at: usize, rank: usize, text: Option<String>) {
        let known = self.texts[at].as_ref();
        if let Some(text) = text
            && known.is_none_or(|known| rank < known.0)
        {
            self.texts[at] = Some((rank, text));
        }
    }

    /// None where there is neither a title nor a text. What has no text is a release only under the usual names.
    pub(super) fn finish(mut self) -> Option<RecordFields> {
        let is_usual =
            |text: &Option<(usize, String)>| text.as_ref().is_some_and(|text| text.0 == 0);
        let is_title = is_usual(&self.texts[RecordField::Title as usize]);
        let has_title = self.texts[RecordField::Title as usize].is_some();
        let mut text = |field: RecordField| self.texts[field as usize].take().map(|text| text.1);
        let fields = RecordFields {
            title: text(RecordField::Title).unwrap_or_default(),
            body: text(RecordField::Body)
                .or(self.longest.filter(|_| has_title))
                .unwrap_or_default(),
            date: text(RecordField::Date),
            number: text(RecordField::Number),
            id: text(RecordField::Id),
            url: text(RecordField::Url),
            components: list(&mut self.lists, RecordField::Components),
            topics: list(&mut self.lists, RecordField::Topics),
        };
        (is_title || !fields.body.is_empty()).then_some(fields)
    }
}

/// Whether a text has a letter or digit outside of tags: `<p>&nbsp;</p>` has none.
fn says_something(text: &str) -> bool {
    /// Longest name of a sign, in bytes: `&thinsp;`.
    const LONGEST_NAME: usize = 10;
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c == '<' || c == '&' || c.is_alphanumeric()) {
        let found = &rest[at..];
        let end = match found.as_bytes()[0] {
            b'<' => found.find('>'),
            b'&' => found.find(';').filter(|end| *end <= LONGEST_NAME),
            _ => return true,
        };
        rest = &found[end.unwrap_or_default() + 1..];
    }
    false
}

/// How much less a name one level deeper counts.
const FAR: usize = 100;

fn list(lists: &mut [Option<(usize, Vec<String>)>], field: RecordField) -> Vec<String> {
    let list = lists[field as usize].take();
    list.map(|list| list.1).unwrap_or_default()
}

/// An object inside a record, whose fields are the record's.
pub(super) struct Inner<'a>(pub(super) &'a mut Fields, pub(super) usize);

impl<'de> Shape<'de> for Inner<'_> {
    type Value = ();

    fn scalar(self, _: Option<String>) {}

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key::<String>()? {
            self.0.read(&key, &mut object, self.1)?;
        }
        Ok(())
    }
}

/// One record: an object with the fields of a release. None for any other value.
pub(super) struct Record;

impl<'de> Shape<'de> for Record {
    type Value = Option<RecordFields>;

    fn scalar(self, _: Option<String>) -> Option<RecordFields> {
        None
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut fields = Fields::default();
        while let Some(key) = object.next_key::<String>()? {
            fields.read(&key, &mut object, 0)?;
        }
        Ok(fields.finish())
    }
}
