//! The fields of an index: what each is, how it is kept, found, counted and shown.

mod analyze;
mod bands;
mod cells;
mod dates;
mod docket_number;
mod engine;
mod field;
mod field_spec;
mod keys;
mod quantity;
mod release_number;

pub use crate::schema::analyze::analyze;
pub(crate) use crate::schema::analyze::analyze_with_entities;
pub(crate) use crate::schema::bands::mean;
pub use crate::schema::bands::{Band, bands, quantity_json, shown_quantity};
pub use crate::schema::cells::Cells;
pub use crate::schema::dates::{date_of, day_number};
pub(crate) use crate::schema::docket_number::DocketNumber;
pub(crate) use crate::schema::engine::*;
pub(crate) use crate::schema::field::names_in_query;
pub use crate::schema::field::{FIELDS, facets, find_in_query, quantities, sums_field};
pub use crate::schema::field_spec::{FacetKind, FieldKind, FieldSpec, FilterOption, Lookup};
pub(crate) use crate::schema::keys::{AFTER_KEY, NameKey, name_words};
pub(crate) use crate::schema::quantity::{LONGEST, NO_PRISON, SHORTEST, TIME_SERVED};
pub use crate::schema::quantity::{imprisonment_code, imprisonment_of, shown_length, shown_sum};
pub(crate) use crate::schema::release_number::number_spellings;

/// Version of what an index holds. An index of another version is rebuilt.
///
/// It is raised whenever documents would mean something else: a field is added or read otherwise, text is tokenized or
/// stemmed otherwise, a rule of conversion or extraction finds something else. (Tables have a fingerprint of their own.)
///
/// 1: the first. 2: files have checksums for each page. 3: records of a file that holds many are identified by number and
/// hash; skips are kept. 4: a text may be too long. 5: possessives before a quotation mark, and of possessives, are taken
/// off. 6: what nothing asks for is not kept; a release is found by its file. 7: a file is found by the hash of its path.
/// 8: `standing`, `path` and `file` are now `doc_kind`, `file_key` and `file_path`; `id` and `url` are read from the stored
/// release alone. 9: a release has several districts, and acts. 10: prosecutors are found by their last names. 11: what
/// happened: stage, event date, proceeding, defendants, sentences, amounts, dockets, judges, offenses. 12: the sums of files
/// say which file it is. 13: what happened can be asked, filtered, counted and sorted by. 14: the terms of defendants hold
/// a name once; copies and matters. 15: members of archives; when a file or its name was changed.
/// 16: every part of mails, archives, pages and feeds; other defendants and sentences.
pub const SCHEMA_VERSION: u32 = 16;
