//! Which releases do the lists of an object hold whose names nobody knows?

use serde::de::{IgnoredAny, MapAccess, SeqAccess};

use crate::corpus::content::RecordFields;
use crate::corpus::field_names::{RecordField, field_named};
use crate::corpus::json::list_names::is_list_name;
use crate::corpus::json::record::{EachRecord, Record};
use crate::corpus::json::value::{Read, Scalar, Shape};

/// What the names of lists hold that stand beside a release and are none: `related_posts`.
const BESIDE: [&str; 6] = [
    "attach",
    "comment",
    "recommend",
    "related",
    "replies",
    "similar",
];

/// The lists of an object under names that nobody knows: what has a title and a text in them is a release, too. Returns whether
/// there are some.
pub(super) struct OtherLists<'a> {
    pub(super) each: EachRecord<'a>,
    /// Least number of releases of a list.
    pub(super) least: usize,
}

impl<'de> Shape<'de> for OtherLists<'_> {
    type Value = bool;

    fn scalar(self, _: Option<String>) -> bool {
        false
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = object.next_key::<String>()? {
            // "content" is the name of a text, and of a list.
            let is_field = |(field, _)| field != RecordField::Body;
            let lower = key.to_ascii_lowercase();
            let is_beside = BESIDE.iter().any(|name| lower.contains(name));
            if is_list_name(&key) || is_beside || field_named(&key).is_some_and(is_field) {
                object.next_value::<IgnoredAny>()?;
            } else {
                found |= object.next_value_seed(Read(OtherList {
                    each: &mut *self.each,
                    least: self.least,
                }))?;
            }
        }
        Ok(found)
    }
}

/// A list of [`OtherLists`].
struct OtherList<'a> {
    each: EachRecord<'a>,
    least: usize,
}

impl<'de> Shape<'de> for OtherList<'_> {
    type Value = bool;

    fn scalar(self, _: Option<String>) -> bool {
        false
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let is_release =
            |record: &RecordFields| !record.title.is_empty() && !record.body.is_empty();
        let mut waiting = Vec::new();
        let mut found = false;
        while let Some(record) = list.next_element_seed(Read(Record))? {
            waiting.extend(record.filter(is_release));
            if found || waiting.len() >= self.least {
                found = true;
                waiting
                    .drain(..)
                    .for_each(|record| (self.each)(Some(record)));
            }
        }
        Ok(found)
    }
}

/// The text that an object has under the name of one.
pub(super) struct OwnText;

impl<'de> Shape<'de> for OwnText {
    type Value = Option<String>;

    fn scalar(self, _: Option<String>) -> Option<String> {
        None
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut own = None;
        while let Some(key) = object.next_key::<String>()? {
            if matches!(field_named(&key), Some((RecordField::Body, _))) {
                let text = object.next_value_seed(Read(Scalar))?;
                own = own.or(text);
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(own)
    }
}
