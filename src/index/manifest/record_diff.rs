//! Compares the records of a file that holds many with what the index has of them.

use std::collections::HashSet;
use std::hash::Hasher as _;

use twox_hash::XxHash3_64;

use crate::corpus::{Content, Record, Skip, SourceFile};
use crate::index::manifest::known_files::{Address, Part};

/// How the records of a file differ from what the index has of them.
pub(crate) struct Difference {
    /// What is in the index and is no longer so.
    pub(crate) old: Vec<Address>,
    /// What is to be indexed.
    pub(crate) new: HashSet<u32>,
    pub(crate) added: u64,
    pub(crate) changed: u64,
    pub(crate) removed: u64,
    pub(crate) unchanged: u64,
}

impl Difference {
    /// Both sorted by number.
    pub(crate) fn between(before: &[Part], now: &[(u32, u64)]) -> Self {
        let mut difference = Difference {
            old: Vec::new(),
            new: HashSet::new(),
            added: 0,
            changed: 0,
            removed: 0,
            unchanged: 0,
        };
        let mut before = before.iter().peekable();
        for (number, hash) in now {
            while let Some(part) = before.next_if(|part| part.number < Some(*number)) {
                difference.old.push(part.at);
                difference.removed += 1;
            }
            match before.next_if(|part| part.number == Some(*number)) {
                Some(part) if part.hash == *hash => difference.unchanged += 1,
                Some(part) => {
                    difference.old.push(part.at);
                    difference.new.insert(*number);
                    difference.changed += 1;
                }
                None => {
                    difference.new.insert(*number);
                    difference.added += 1;
                }
            }
        }
        for part in before {
            difference.old.push(part.at);
            difference.removed += 1;
        }
        difference
    }
}

/// Which record of its file it is; none where it is the file.
pub(crate) fn number_of(
    file: &SourceFile,
    record: &std::result::Result<Record, Skip>,
) -> Option<u32> {
    let id = match record {
        Ok(record) => &record.id,
        Err(skip) => &skip.id,
    };
    id.strip_prefix(&file.id)?.strip_prefix('#')?.parse().ok()
}

/// XXH3 of what a record says.
pub(crate) fn sum_of(record: &std::result::Result<Record, Skip>) -> u64 {
    let fields = match record {
        Err(skip) => return XxHash3_64::oneshot(skip.reason.to_string().as_bytes()),
        Ok(record) => match &record.content {
            Content::Html(text) | Content::Text(text) => {
                return XxHash3_64::oneshot(text.as_bytes());
            }
            Content::Fields(fields) => fields,
        },
    };
    let mut sum = XxHash3_64::new();
    // Each with its length before it, so that no two records read alike.
    let mut add = |text: &str| {
        sum.write(&text.len().to_le_bytes());
        sum.write(text.as_bytes());
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
    sum.finish()
}
