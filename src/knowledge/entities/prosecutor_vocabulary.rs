//! The words by which prosecutors are found.

use crate::knowledge::entities::vocabulary::{
    ENFORCER_NAME, ENFORCER_STAFF_CUE, PROSECUTOR_CUE, PROSECUTOR_PHRASE_CUE, Vocabulary,
};
use crate::knowledge::tables::grammar_roles::{ASKED_FOR, ROLES};
use crate::knowledge::tables::{counsel_words, name_words, titles};

/// A vocabulary of the words of these tables and of the grammar that reads them, folded. Every vocabulary that reads texts
/// goes on from this one, so that these words have the same numbers in each.
pub(crate) fn prosecutor_vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    let rows = [ASKED_FOR]
        .into_iter()
        .chain(ROLES.map(|(_, words)| words))
        .chain(titles::titles().map(|row| row.words))
        .chain(name_words::name_words().map(|row| row.words))
        .chain(counsel_words::counsel_words().map(|row| row.words));
    for word in rows.flat_map(table_words) {
        vocabulary.learn(&word);
    }
    vocabulary
}

/// The words of a row, folded as the words of a text are, but for their hyphens.
pub(crate) fn table_words(words: &str) -> impl Iterator<Item = String> {
    words.split_whitespace().map(|word| {
        word.chars()
            .filter(|letter| !matches!(letter, '.' | '\'' | '’'))
            .flat_map(char::to_lowercase)
            .collect()
    })
}

/// Words that tell of prosecutors, in the singular, by the bit of what they tell.
pub const PROSECUTOR_CUES: [(u8, &str); 4] = [
    (
        PROSECUTOR_CUE,
        "attorney ausa ada dda da ag counsel counselor counselors prosecute prosecutes prosecuted prosecuting prosecution \
         prosecutor prosecutorial chief head lead solicitor handle handles handled handling represented representing \
         represents litigate litigates litigated litigating litigator tried trying coordinator fiscal fiscales \
         fiscalía litigante abogado abogada",
    ),
    (
        PROSECUTOR_PHRASE_CUE,
        "argued assisted briefed presented led charge director",
    ),
    (
        ENFORCER_STAFF_CUE,
        "director supervise supervised supervises supervising supervision supervisor supervisory conducted investigated \
         litigated litigation overseen staff staffer staffed",
    ),
    (ENFORCER_NAME, "SEC FTC CFTC CFPB Securities Trade"),
];
