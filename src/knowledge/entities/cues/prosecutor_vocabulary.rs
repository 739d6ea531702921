//! By which words are prosecutors found?

use crate::knowledge::entities::vocabulary::{
    ENFORCER_NAME, ENFORCER_STAFF_CUE, PROSECUTOR_CUE, PROSECUTOR_PHRASE_CUE, Vocabulary,
};
use crate::knowledge::tables::districts::districts;
use crate::knowledge::tables::grammar_roles::{ROLES, RULE_WORDS};
use crate::knowledge::tables::{counsel_words, name_words, titles};

/// Returns a vocabulary of the words of the tables for prosecutors, and of the grammar that uses them. The recognizer's
/// vocabulary begins with this one, so that these words have the same numbers in both.
pub(crate) fn prosecutor_vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    let rows = [RULE_WORDS]
        .into_iter()
        .chain(ROLES.map(|(_, words)| words))
        .chain(titles::titles().map(|row| row.words))
        .chain(name_words::name_words().map(|row| row.words))
        .chain(counsel_words::counsel_words().map(|row| row.words))
        .chain(cities_of_several_words());
    for word in rows.flat_map(table_words) {
        vocabulary.learn(&word);
    }
    vocabulary
}

/// Returns the cities of the districts whose names could be those of persons: `Las Vegas`.
pub(crate) fn cities_of_several_words() -> impl Iterator<Item = &'static str> {
    let cities = districts().iter().flat_map(|district| &district.cities);
    cities.map(String::as_str).filter(|city| city.contains(' '))
}

/// Returns the words of a row, normalized as words of a text are, except that they keep their hyphens.
pub(crate) fn table_words(words: &str) -> impl Iterator<Item = String> {
    words.split_whitespace().map(|word| {
        word.chars()
            .filter(|letter| !matches!(letter, '.' | '\'' | '’'))
            .flat_map(char::to_lowercase)
            .collect()
    })
}

/// The word flags of words that suggest a prosecutor. The words are in the singular.
pub const PROSECUTOR_CUES: [(u16, &str); 4] = [
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
