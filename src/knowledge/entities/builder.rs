//! How is a recognizer built from the tables?

use std::collections::HashSet;

use crate::knowledge::entities::composer::Composer;
use crate::knowledge::entities::cues::case_cues::CaseCues;
use crate::knowledge::entities::cues::prosecutor_vocabulary::{
    PROSECUTOR_CUES, prosecutor_vocabulary,
};
use crate::knowledge::entities::cut::normalized_words;
use crate::knowledge::entities::phrase_trie::PhraseTrie;
use crate::knowledge::entities::recognizer::{EntityRecognizer, IssuerPhrase, PhraseSense};
use crate::knowledge::entities::vocabulary::{
    BEGINS_CREDIT, BEGINS_NAME, BEGINS_OFFENSE, BEGINS_STAGE_CUE, CUE_WORDS, ISSUER_PHRASE,
    Vocabulary, WordSet,
};
use crate::knowledge::tables::agency::{Agency, parent, position};
use crate::knowledge::tables::counties::counties;
use crate::knowledge::tables::credits;
use crate::knowledge::tables::districts::districts;
use crate::knowledge::tables::events::{offense_phrases, stage_cues};
use crate::knowledge::tables::issuers::{Issuer, IssuerKind, issuers};
use crate::knowledge::tables::offices::office_phrases;
use crate::knowledge::tables::states::states;

/// Returns a recognizer of everything in the tables. The agencies are sorted by path.
pub(crate) fn build_recognizer(agencies: &[Agency]) -> EntityRecognizer {
    let mut names = Names::new(prosecutor_vocabulary());
    names.add_all(agencies, |_| true);
    let mut recognizer = with_names(agencies, names);
    let vocabulary = &mut recognizer.vocabulary;
    recognizer.credit_phrases = credits::credit_phrases();
    for (at, credit) in recognizer.credit_phrases.iter().enumerate() {
        recognizer.credits.add(vocabulary, credit.phrase, at);
    }
    for (at, cue) in stage_cues().iter().enumerate() {
        recognizer.stage_cues.add(vocabulary, cue.phrase, at);
    }
    for (at, named) in offense_phrases().iter().enumerate() {
        recognizer.offenses.add(vocabulary, named.phrase, at);
    }
    for (flag, words) in PROSECUTOR_CUES.into_iter().chain(CUE_WORDS) {
        for word in normalized_words(words) {
            vocabulary.learn_flagged(&word, flag);
        }
    }
    recognizer.case_cues = Some(CaseCues::new(vocabulary));
    recognizer.issuer_hosts = issuers(IssuerKind::Host);
    for issuer in issuers(IssuerKind::Phrase) {
        recognizer
            .issuer_phrases
            .extend(issuer_phrase(issuer, vocabulary));
    }
    recognizer
}

/// Returns a recognizer of the agencies that texts of these words alone can name; nothing where they can name none. It
/// finds no credits and no issuers.
pub(crate) fn build_for_query(agencies: &[Agency], text: &str) -> Option<EntityRecognizer> {
    let mut names = Names::new(Vocabulary::default());
    names.add_all(agencies, words_of_text(text));
    (!names.phrases.is_empty()).then(|| with_names(agencies, names))
}

/// Returns a filter of the phrases whose words are all in a text. A word may have an `s` more in the text, as plurals and
/// possessives do.
fn words_of_text(text: &str) -> impl Fn(&str) -> bool {
    let mut words: HashSet<String> = normalized_words(text).collect();
    let stems: Vec<String> = words
        .iter()
        .filter_map(|word| word.strip_suffix('s').map(str::to_owned))
        .collect();
    words.extend(stems);
    // Most phrases begin with another letter than every word, which is seen without cutting them into words.
    let initials: HashSet<u8> = words
        .iter()
        .filter_map(|word| word.bytes().next())
        .collect();
    move |phrase| {
        let initial = phrase.bytes().next().filter(u8::is_ascii_alphabetic);
        initial.is_none_or(|initial| initials.contains(&initial.to_ascii_lowercase()))
            && normalized_words(phrase).all(|word| words.contains(&word))
    }
}

fn with_names(agencies: &[Agency], names: Names) -> EntityRecognizer {
    let Names {
        mut vocabulary,
        phrases: names,
    } = names;
    let list_separators = WordSet::new(&mut vocabulary, "of the and U.S. United States for from");
    let composer = Composer {
        paths: agencies.iter().map(|agency| agency.path.clone()).collect(),
        is_known_as_unit: agencies
            .iter()
            .map(|agency| agency.units.contains(&agency.short))
            .collect(),
        unspecified_district_office: position(agencies, "/doj/usao").unwrap_or(0),
        joining_words: WordSet::new(
            &mut vocabulary,
            "of the for in at within and U.S. United States Department's s de la del",
        ),
        list_separators: list_separators.clone(),
        offices: vocabulary.learn("offices"),
        and: vocabulary.learn("and"),
    };
    EntityRecognizer {
        list_separators,
        shared_first_words: WordSet::new(
            &mut vocabulary,
            "Department State Environmental Health Office Civil Criminal Tax Fish Labor Consumer Antitrust Inspector \
             Small Securities Public Fraud Food Social Postal Justice Education Energy Agriculture",
        ),
        place_kinds: WordSet::new(
            &mut vocabulary,
            "State County City Commonwealth Parish Borough \
             Afghan Africa African Argentine Australia Australian Bahamian Belgian Brazilian British Bulgarian Canada Canadian \
             Chilean Chinese Colombia Colombian Cyprus Czech Danish Dominican Dutch Ecuadorian Egyptian Estonian Filipino \
             French German Greek Guatemalan Haitian Honduran Hungarian Iraqi Ireland Irish Israel Israeli Italian Jamaica \
             Jamaican Japanese Kenyan Kingdom Kong Korean Latvian Lithuanian Mexico Mexican Nigerian Norwegian Pakistani \
             Panamanian Peruvian Philippine Philippines Polish Portuguese Romanian Russian Salvadoran Scottish Spanish \
             Swedish Swiss Taiwanese Thai Turkish Ukrainian Venezuelan Vietnamese",
        ),
        lower_case_names: WordSet::new(
            &mut vocabulary,
            "attorneys fiscal fiscales fiscalía oficina",
        ),
        department: vocabulary.learn("department"),
        of: vocabulary.learn("of"),
        and: vocabulary.learn("and"),
        by: vocabulary.learn("by"),
        recency_words: WordSet::new(
            &mut vocabulary,
            "today also related parallel separate separately simultaneously yesterday",
        ),
        affiliates: WordSet::new(
            &mut vocabulary,
            "official officials employee employees contractor contractors worker workers analyst analysts officer \
             officers manager supervisor engineer scientist recruiter nurse doctor physician lawyer clerk",
        ),
        list_words: WordSet::new(&mut vocabulary, credits::LIST_WORDS),
        vocabulary,
        names,
        credits: PhraseTrie::new(BEGINS_CREDIT),
        credit_phrases: Vec::new(),
        stage_cues: PhraseTrie::new(BEGINS_STAGE_CUE),
        offenses: PhraseTrie::new(BEGINS_OFFENSE),
        composer,
        case_cues: None,
        issuer_hosts: Vec::new(),
        issuer_phrases: Vec::new(),
    }
}

/// Returns how to find an issuer's phrase: by its longest word but the first.
fn issuer_phrase(issuer: Issuer, vocabulary: &mut Vocabulary) -> Option<IssuerPhrase> {
    let (offset, anchor) = issuer
        .value
        .match_indices(' ')
        .filter_map(|(blank, _)| {
            let word = normalized_words(&issuer.value[blank..]).next()?;
            Some((blank + 1, word))
        })
        .max_by_key(|(_, word)| word.len())?;
    Some(IssuerPhrase {
        anchor: vocabulary.learn_flagged(&anchor, ISSUER_PHRASE),
        offset,
        issuer,
    })
}

/// The names of agencies, offices and places.
struct Names {
    vocabulary: Vocabulary,
    phrases: PhraseTrie<PhraseSense>,
}

impl Names {
    fn new(vocabulary: Vocabulary) -> Self {
        Names {
            vocabulary,
            phrases: PhraseTrie::new(BEGINS_NAME),
        }
    }

    /// Adds the names that the filter lets through.
    fn add_all(&mut self, agencies: &[Agency], is_wanted: impl Fn(&str) -> bool) {
        let mut add = |phrase: &str, sense: PhraseSense| {
            if is_wanted(phrase) {
                self.phrases.add(&mut self.vocabulary, phrase, sense);
            }
        };
        for (at, agency) in agencies.iter().enumerate() {
            if agency.path.starts_with("/doj/usao/") {
                continue;
            }
            for name in agency.names() {
                add(name, PhraseSense::Name(at));
                if let Some(rest) = name.strip_prefix("U.S. ") {
                    add(&format!("United States {rest}"), PhraseSense::Name(at));
                }
            }
            for abbreviation in &agency.abbreviations {
                add(abbreviation, PhraseSense::Abbreviation(at));
            }
            if let Some(parent) = position(agencies, parent(&agency.path)) {
                for unit in &agency.units {
                    add(unit, PhraseSense::Unit(at, parent));
                }
            }
        }
        for office in office_phrases() {
            add(office.phrase, PhraseSense::Office(office.kind));
        }
        self.add_places(is_wanted);
    }

    /// Adds the names of places, which only say which office is meant: nothing where no other name is known.
    fn add_places(&mut self, is_wanted: impl Fn(&str) -> bool) {
        if self.phrases.is_empty() {
            return;
        }
        let mut add = |phrase: &str, sense: PhraseSense| {
            if is_wanted(phrase) {
                self.phrases.add(&mut self.vocabulary, phrase, sense);
            }
        };
        for (at, district) in districts().iter().enumerate() {
            // "ME" and "OR" are codes in a query, and words in a text.
            let aliases = district.aliases();
            let aliases = aliases.iter().filter(|alias| alias.len() > 2);
            for name in aliases.chain([&district.name]) {
                add(name, PhraseSense::District(at));
            }
        }
        for (at, state) in states().iter().enumerate() {
            add(&state.name, PhraseSense::State(at));
        }
        for (at, county) in counties().iter().enumerate() {
            add(county.place, PhraseSense::County(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words_of_text;

    #[test]
    fn a_phrase_can_be_found_where_all_its_words_are() {
        let is_found = words_of_text("the U.S. Marshals and a Federal Bureau's fraud unit");
        for phrase in [
            "Federal Bureau",
            "FRAUD",
            "U.S. Marshals",
            "US Marshal",
            "A Unit",
            "& Federal",
        ] {
            assert!(is_found(phrase), "{phrase}");
        }
        for phrase in ["Federal Reserve", "Fra", "Fraudulent", "U.S. Mint", "Unity"] {
            assert!(!is_found(phrase), "{phrase}");
        }
    }
}
