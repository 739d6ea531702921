//! Which knowledge was an index built with?

use std::hash::Hasher as _;

use twox_hash::XxHash3_64;

use crate::knowledge::loader::Table;
use crate::knowledge::names::acts;
use crate::knowledge::tables::{
    agency, boilerplate, cases, counsel_words, counties, credits, districts, events, issuers,
    layouts, name_words, offices, states, titles,
};

/// Every table that decides what is found in a release. Synonyms and case stages are not among them: only searches use
/// them.
const TABLES: [Table; 19] = [
    acts::TABLE,
    agency::TABLE,
    counsel_words::TABLE,
    counties::TABLE,
    counties::NAMES_TABLE,
    events::STAGE_CUES,
    events::OFFENSES,
    credits::TABLE,
    districts::TABLE,
    boilerplate::TABLE,
    cases::accusations::TABLE,
    cases::money_cues::TABLE,
    cases::ordinary_words::TABLE,
    issuers::TABLE,
    layouts::TABLE,
    name_words::TABLE,
    offices::TABLE,
    states::TABLE,
    titles::TABLE,
];

/// Returns a hash of the built-in tables and a user's own agency table. An index with another fingerprint must be built
/// anew.
pub(crate) fn fingerprint(own_agencies: &str) -> u64 {
    let mut hash = XxHash3_64::new();
    for table in TABLES {
        hash.write(table.text.as_bytes());
    }
    hash.write(own_agencies.as_bytes());
    hash.finish()
}
