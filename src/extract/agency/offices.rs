//! Titles that name an office only together with a place: "U.S. Attorney Ann Lee of the District of Maine".

use std::ops::Range;

use crate::knowledge::entities::mention::{AnnotatedText, Entity, Mention, Office};
use crate::knowledge::entities::recognizer::EntityRecognizer;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};

/// A U.S. Attorney's Office named by a title.
pub(super) struct Named94 {
    /// The words from the title to the district.
    pub words: Range<usize>,
    /// The district, where the title has one.
    pub district: Option<usize>,
}

/// How far a district may stand behind its title, in words: a list of many names fits, a paragraph does not.
const FAR: usize = 60;

/// Every U.S. Attorney's title and office in the reading with the district that belongs to it.
pub(super) fn us_attorneys(reading: &AnnotatedText, recognizer: &EntityRecognizer) -> Vec<Named94> {
    let mut found = Vec::new();
    let mentions = &reading.mentions;
    let mut skip = 0;
    for (at, mention) in mentions.iter().enumerate() {
        if at < skip {
            continue;
        }
        let office = match mention.entity {
            Entity::Office(Office::UsAttorney) => true,
            // An office with its district, which may be the first of a list.
            Entity::Agency(agency) => {
                agency == recognizer.unspecified_district_office()
                    || recognizer.district_of_office(agency).is_some()
            }
            _ => false,
        };
        if !office {
            continue;
        }
        // "the Eastern District of Virginia's U.S. Attorney"
        let before = at.checked_sub(1).map(|at| &mentions[at]).filter(|before| {
            before.words.end == mention.words.start
                && reading.words[mention.words.start].before == Gap::Blank
                && matches!(before.entity, Entity::District(_))
        });
        let mut end = at;
        let mut districts = Vec::new();
        if let Entity::Agency(agency) = mention.entity
            && let Some(district) = recognizer.district_of_office(agency)
        {
            districts.push((district, at));
        }
        for (later, other) in mentions.iter().enumerate().skip(at + 1) {
            if other.words.start - mention.words.end > FAR
                || !unbroken(
                    &reading.words,
                    mention.words.end..other.words.start,
                    recognizer,
                    mention,
                )
            {
                break;
            }
            match other.entity {
                Entity::District(district)
                    if districts.is_empty() || follows(reading, &mentions[end], other) =>
                {
                    districts.push((district, later));
                    end = later;
                }
                Entity::District(_) | Entity::Office(Office::UsAttorney) => break,
                Entity::Office(_) | Entity::Agency(_) | Entity::Unit(_)
                    if !districts.is_empty() =>
                {
                    break;
                }
                _ => {}
            }
        }
        if districts.is_empty() {
            let district = before.and_then(|before| match before.entity {
                Entity::District(district) => Some(district),
                _ => None,
            });
            found.push(Named94 {
                words: mention.words.clone(),
                district,
            });
        }
        for (district, at) in districts {
            found.push(Named94 {
                words: mention.words.start..mentions[at].words.end,
                district: Some(district),
            });
            skip = at + 1;
        }
    }
    found
}

/// "..., Middle District of Florida, and Central District of California": one list of districts.
fn follows(reading: &AnnotatedText, last: &Mention, next: &Mention) -> bool {
    let gap = last.words.end..next.words.start;
    gap.len() <= 3
        && reading.words[gap]
            .iter()
            .all(|word| word.case == LetterCase::Lower)
}

/// Is everything between a title and a place part of one list of names?
fn unbroken(
    words: &[Word],
    gap: Range<usize>,
    recognizer: &EntityRecognizer,
    title: &Mention,
) -> bool {
    let sentence = words[title.words.start].sentence;
    words[gap].iter().all(|word| {
        word.sentence == sentence
            && (word.case != LetterCase::Lower || recognizer.list_words.has(word))
    })
}
