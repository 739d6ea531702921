//! What does one record of the corpus hold?

use std::hash::Hasher as _;

use twox_hash::XxHash3_64;

use crate::model::RecordId;

/// One record of the corpus, decoded, not yet converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its file, and its number where the file holds many records.
    pub id: RecordId,
    /// What the record holds.
    pub content: Content,
}

/// The content of a record, by its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A whole HTML page, or a part of one.
    Html(String),
    /// A whole HTML page, and the address that it was saved from.
    SavedPage {
        /// The page.
        html: String,
        /// Its address.
        url: String,
    },
    /// Plain text.
    Text(String),
    /// The fields of one JSON object.
    Fields(Box<RecordFields>),
}

impl Content {
    /// Length in bytes of the text to convert. Short fields are not counted.
    pub fn text_len(&self) -> usize {
        match self {
            Content::Html(text) | Content::Text(text) => text.len(),
            Content::SavedPage { html, .. } => html.len(),
            Content::Fields(fields) => fields.title.len() + fields.body.len(),
        }
    }

    /// XXH3 hash of everything the record says, to see whether it has changed.
    pub fn fingerprint(&self) -> u64 {
        let fields = match self {
            Content::Html(text) | Content::Text(text) => {
                return XxHash3_64::oneshot(text.as_bytes());
            }
            Content::SavedPage { html, url } => {
                return XxHash3_64::oneshot(format!("{url}\0{html}").as_bytes());
            }
            Content::Fields(fields) => fields,
        };
        let mut hash = XxHash3_64::new();
        // Each value follows its length, so that different records never give the same bytes.
        let mut add = |text: &str| {
            hash.write(&text.len().to_le_bytes());
            hash.write(text.as_bytes());
        };
        add(&fields.title);
        add(&fields.body);
        for value in [&fields.date, &fields.number, &fields.id, &fields.url] {
            add(value.as_deref().unwrap_or("\u{0}"));
        }
        for list in [&fields.components, &fields.topics] {
            add(&list.len().to_string());
            for value in list {
                add(value);
            }
        }
        hash.finish()
    }
}

/// The fields of a record of JSON, a table, a mail or a feed, uninterpreted. Each doc names the usual JSON keys; others are in
/// `field_names`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFields {
    /// `title`.
    pub title: String,
    /// `body`, `contents` or `text`; HTML or plain.
    pub body: String,
    /// `date`: ISO, or seconds since 1970 as text or number.
    pub date: Option<String>,
    /// `number`.
    pub number: Option<String>,
    /// `id`: in some collections the release number, in others a key of theirs.
    pub id: Option<String>,
    /// `url`.
    pub url: Option<String>,
    /// `components`, `component` or `agency`: names, or objects with a `name`.
    pub components: Vec<String>,
    /// `topics` or `topic`.
    pub topics: Vec<String>,
}
