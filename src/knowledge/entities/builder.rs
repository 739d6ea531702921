//! The tables -> phrases to be found.

use std::sync::OnceLock;

use crate::knowledge::entities::cut::normalized_words;
use crate::knowledge::entities::mention::Office;
use crate::knowledge::entities::phrase_trie::{KnownWords, Phrases};
use crate::knowledge::entities::prosecutor_vocabulary::{PROSECUTOR_CUES, prosecutor_vocabulary};
use crate::knowledge::entities::recognizer::{EntityRecognizer, IssuerLine, PhraseSense};
use crate::knowledge::entities::vocabulary::{BEGINS_CREDIT, BEGINS_NAME, ISSUER_LINE, Vocabulary};
use crate::knowledge::entities::word_set::WordSet;
use crate::knowledge::loader::rows;
use crate::knowledge::tables::agency::Agency;
use crate::knowledge::tables::counties;
use crate::knowledge::tables::credits;
use crate::knowledge::tables::districts::{districts, states};
use crate::knowledge::tables::issuers;

impl EntityRecognizer {
    /// Builds everything from the tables.
    pub(crate) fn new(agencies: &[Agency]) -> EntityRecognizer {
        let mut names = Names {
            vocabulary: prosecutor_vocabulary(),
            ..Names::default()
        };
        names.add_all(agencies, |_| true);
        let mut recognizer = EntityRecognizer::with_names(agencies, names);
        recognizer.credit_phrases = credits::credit_phrases();
        for (at, credit) in recognizer.credit_phrases.iter().enumerate() {
            recognizer
                .credits
                .add(&mut recognizer.vocabulary, &credit.phrase, at);
        }
        for (kind, words) in PROSECUTOR_CUES {
            for word in normalized_words(words) {
                recognizer.vocabulary.learn_flagged(&word, kind);
            }
        }
        recognizer.issuer_hosts = issuers::hosts();
        for issuer in issuers::phrases() {
            let blanks = issuer.value.match_indices(' ');
            let Some((offset, anchor)) = blanks
                .filter_map(|(blank, _)| {
                    let word = normalized_words(&issuer.value[blank..]).next()?;
                    Some((blank + 1, word))
                })
                .max_by_key(|(_, word)| word.len())
            else {
                continue;
            };
            recognizer.lines.push(IssuerLine {
                anchor: recognizer.vocabulary.learn_flagged(&anchor, ISSUER_LINE),
                offset,
                issuer,
            });
        }
        recognizer
    }

    /// The part of the recognizer that finds the names in a text of these words; none where they name nothing. It is built
    /// in a small part of the time, and reads other texts wrongly.
    pub(crate) fn for_words(agencies: &[Agency], text: &str) -> Option<EntityRecognizer> {
        let known = KnownWords::of(text);
        let mut names = Names::default();
        names.add_all(agencies, |phrase| known.hold(phrase));
        // Most queries name no agency, and are done here.
        (!names.phrases.is_empty()).then(|| EntityRecognizer::with_names(agencies, names))
    }

    /// The names, and nothing of credits and issuers.
    fn with_names(agencies: &[Agency], names: Names) -> EntityRecognizer {
        let Names {
            mut vocabulary,
            phrases: names,
        } = names;
        EntityRecognizer {
            of: vocabulary.learn("of"),
            and: vocabulary.learn("and"),
            list_separators: WordSet::new(
                &mut vocabulary,
                "of the and U.S. United States for from",
            ),
            offices_plural: WordSet::new(&mut vocabulary, "Offices"),
            joins: WordSet::new(
                &mut vocabulary,
                "of the for in at within and U.S. United States Department's s de la del",
            ),
            generic: WordSet::new(
                &mut vocabulary,
                "Department State Environmental Health Office Civil Criminal Tax Fish Labor Consumer Antitrust Inspector \
                 Small Securities Public Fraud Food Social Postal Justice Education Energy Agriculture",
            ),
            department: WordSet::new(&mut vocabulary, "Department"),
            small: WordSet::new(
                &mut vocabulary,
                "attorneys fiscal fiscales fiscalía oficina",
            ),
            places: WordSet::new(
                &mut vocabulary,
                "State County City Commonwealth Parish Borough",
            ),
            recency_words: WordSet::new(
                &mut vocabulary,
                "today also related parallel separate separately simultaneously yesterday",
            ),
            affiliates: WordSet::new(
                &mut vocabulary,
                "official officials employee employees contractor contractors worker workers analyst analysts officer \
                 officers manager supervisor engineer scientist recruiter nurse doctor physician lawyer clerk",
            ),
            list_words: WordSet::new(&mut vocabulary, credits::LINKS),
            offices: agencies
                .binary_search_by(|agency| agency.path.as_ref().cmp("/doj/usao"))
                .unwrap_or(0),
            known_by_unit: agencies
                .iter()
                .map(|agency| {
                    let known = agency.fields();
                    known.units().any(|unit| unit == known.short)
                })
                .collect(),
            paths: agencies
                .iter()
                .map(|agency| agency.path.to_string())
                .collect(),
            offices_of_districts: OnceLock::new(),
            issuer_hosts: Vec::new(),
            lines: Vec::new(),
            vocabulary,
            names,
            credits: Phrases::new(BEGINS_CREDIT),
            credit_phrases: Vec::new(),
        }
    }
}

/// The names of agencies, offices and places.
struct Names {
    vocabulary: Vocabulary,
    phrases: Phrases<PhraseSense>,
}

impl Default for Names {
    fn default() -> Self {
        Names {
            vocabulary: Vocabulary::default(),
            phrases: Phrases::new(BEGINS_NAME),
        }
    }
}

impl Names {
    fn add(&mut self, phrase: &str, meaning: PhraseSense) {
        self.phrases.add(&mut self.vocabulary, phrase, meaning);
    }

    /// Those that `wanted` lets in.
    fn add_all(&mut self, agencies: &[Agency], wanted: impl Fn(&str) -> bool) {
        let mut any = false;
        let mut add = |names: &mut Names, phrase: &str, meaning: PhraseSense| {
            if wanted(phrase) {
                names.add(phrase, meaning);
                any = true;
            }
        };
        for (at, agency) in agencies.iter().enumerate() {
            if agency.path.starts_with("/doj/usao/") {
                continue;
            }
            let mut add_name = |name: &str| {
                add(self, name, PhraseSense::Name(at));
                if let Some(rest) = name.strip_prefix("U.S. ") {
                    let name = ["United States ", rest].concat();
                    add(self, &name, PhraseSense::Name(at));
                }
            };
            let known = agency.fields();
            known.aliases().for_each(&mut add_name);
            known.former().for_each(&mut add_name);
            add_name(known.name);
            for abbreviation in known.abbreviations() {
                add(self, abbreviation, PhraseSense::Abbreviation(at));
            }
            let mut units = known.units().filter(|unit| wanted(unit)).peekable();
            if units.peek().is_some() {
                let parent = agency.path.rfind('/').map_or("", |at| &agency.path[..at]);
                let parent = agencies.binary_search_by(|agency| agency.path.as_ref().cmp(parent));
                if let Ok(parent) = parent {
                    for unit in units {
                        add(self, unit, PhraseSense::Unit(at, parent));
                    }
                }
            }
        }
        for row in rows(include_str!("../data/offices.tsv"), "offices.tsv") {
            let phrase = row.cell("phrase");
            if !wanted(phrase) {
                continue;
            }
            let office = match row.cell("kind") {
                "us-attorney" => Office::UsAttorney,
                "attorney-general" => Office::AttorneyGeneral,
                "attorneys-general" => Office::AttorneysGeneral,
                "deputy-attorney-general" => Office::DeputyAttorneyGeneral,
                "district-attorney" => Office::DistrictAttorney,
                _ => Office::Other,
            };
            add(self, phrase, PhraseSense::Office(office));
        }
        // A place alone names no agency: it only says which one an office is.
        if !any {
            return;
        }
        let mut add = |phrase: &str, meaning: PhraseSense| {
            if wanted(phrase) {
                self.add(phrase, meaning);
            }
        };
        for (at, district) in districts().iter().enumerate() {
            // "ME" and "OR" are codes for those who type them, and words in a text.
            let surface_forms = district.aliases().iter().filter(|alias| alias.len() > 2);
            for name in surface_forms.chain([&district.name]) {
                add(name, PhraseSense::District(at));
            }
        }
        for (at, state) in states().iter().enumerate() {
            add(&state.name, PhraseSense::State(at));
        }
        for (at, county) in counties::counties().iter().enumerate() {
            add(county.place, PhraseSense::County(at));
        }
    }
}
