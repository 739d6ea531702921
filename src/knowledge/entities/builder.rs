//! The tables -> phrases to be found.

use std::sync::OnceLock;

use crate::knowledge::entities::recognizer::{IssuerLine, Lexicon, Meaning, Office};
use crate::knowledge::entities::words::{
    CREDITS, KnownWords, LINES, NAMES, Phrases, Vocabulary, WordSet, split,
};
use crate::knowledge::loader::rows;
use crate::knowledge::tables::agency::Agency;
use crate::knowledge::tables::counties;
use crate::knowledge::tables::credits;
use crate::knowledge::tables::districts::{districts, states};
use crate::knowledge::tables::issuers;
use crate::knowledge::tables::titles;

impl Lexicon {
    /// Builds everything from the tables.
    pub(crate) fn new(agencies: &[Agency]) -> Lexicon {
        let mut names = Names {
            vocabulary: titles::vocabulary(),
            ..Names::default()
        };
        names.add_all(agencies, |_| true);
        let mut lexicon = Lexicon::with_names(agencies, names);
        lexicon.credit_rows = credits::rows_of_table();
        for (at, credit) in lexicon.credit_rows.iter().enumerate() {
            lexicon
                .credits
                .add(&mut lexicon.vocabulary, &credit.phrase, at);
        }
        for (kind, words) in titles::TELLING {
            for word in split(words) {
                lexicon.vocabulary.learn_beginning(&word, kind);
            }
        }
        lexicon.hosts = issuers::hosts();
        for issuer in issuers::phrases() {
            let blanks = issuer.value.match_indices(' ');
            let Some((offset, anchor)) = blanks
                .filter_map(|(blank, _)| {
                    let word = split(&issuer.value[blank..]).next()?;
                    Some((blank + 1, word))
                })
                .max_by_key(|(_, word)| word.len())
            else {
                continue;
            };
            lexicon.lines.push(IssuerLine {
                anchor: lexicon.vocabulary.learn_beginning(&anchor, LINES),
                offset,
                issuer,
            });
        }
        lexicon
    }

    /// The part of the lexicon that finds the names in a text of these words; none where they name nothing. It is built
    /// in a small part of the time, and reads other texts wrongly.
    pub(crate) fn for_words(agencies: &[Agency], text: &str) -> Option<Lexicon> {
        let known = KnownWords::of(text);
        let mut names = Names::default();
        names.add_all(agencies, |phrase| known.hold(phrase));
        // Most queries name no agency, and are done here.
        (!names.phrases.is_empty()).then(|| Lexicon::with_names(agencies, names))
    }

    /// The names, and nothing of credits and issuers.
    fn with_names(agencies: &[Agency], names: Names) -> Lexicon {
        let Names {
            mut vocabulary,
            phrases: names,
        } = names;
        Lexicon {
            of: vocabulary.learn("of"),
            and: vocabulary.learn("and"),
            listing: WordSet::new(&mut vocabulary, "of the and U.S. United States for from"),
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
            fresh: WordSet::new(
                &mut vocabulary,
                "today also related parallel separate separately simultaneously yesterday",
            ),
            holders: WordSet::new(
                &mut vocabulary,
                "official officials employee employees contractor contractors worker workers analyst analysts officer \
                 officers manager supervisor engineer scientist recruiter nurse doctor physician lawyer clerk",
            ),
            links: WordSet::new(&mut vocabulary, credits::LINKS),
            offices: agencies
                .binary_search_by(|agency| agency.path.as_ref().cmp("/doj/usao"))
                .unwrap_or(0),
            known_by_unit: agencies
                .iter()
                .map(|agency| {
                    let known = agency.cells();
                    known.units().any(|unit| unit == known.short)
                })
                .collect(),
            paths: agencies
                .iter()
                .map(|agency| agency.path.to_string())
                .collect(),
            offices_of_districts: OnceLock::new(),
            hosts: Vec::new(),
            lines: Vec::new(),
            vocabulary,
            names,
            credits: Phrases::new(CREDITS),
            credit_rows: Vec::new(),
        }
    }
}

/// The names of agencies, offices and places.
struct Names {
    vocabulary: Vocabulary,
    phrases: Phrases<Meaning>,
}

impl Default for Names {
    fn default() -> Self {
        Names {
            vocabulary: Vocabulary::default(),
            phrases: Phrases::new(NAMES),
        }
    }
}

impl Names {
    fn add(&mut self, phrase: &str, meaning: Meaning) {
        self.phrases.add(&mut self.vocabulary, phrase, meaning);
    }

    /// Those that `wanted` lets in.
    fn add_all(&mut self, agencies: &[Agency], wanted: impl Fn(&str) -> bool) {
        let mut any = false;
        let mut add = |names: &mut Names, phrase: &str, meaning: Meaning| {
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
                add(self, name, Meaning::Name(at));
                if let Some(rest) = name.strip_prefix("U.S. ") {
                    let name = ["United States ", rest].concat();
                    add(self, &name, Meaning::Name(at));
                }
            };
            let known = agency.cells();
            known.aliases().for_each(&mut add_name);
            known.former().for_each(&mut add_name);
            add_name(known.name);
            for abbreviation in known.abbreviations() {
                add(self, abbreviation, Meaning::Abbreviation(at));
            }
            let mut units = known.units().filter(|unit| wanted(unit)).peekable();
            if units.peek().is_some() {
                let parent = agency.path.rfind('/').map_or("", |at| &agency.path[..at]);
                let parent = agencies.binary_search_by(|agency| agency.path.as_ref().cmp(parent));
                if let Ok(parent) = parent {
                    for unit in units {
                        add(self, unit, Meaning::Unit(at, parent));
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
            add(self, phrase, Meaning::Office(office));
        }
        // A place alone names no agency: it only says which one an office is.
        if !any {
            return;
        }
        let mut add = |phrase: &str, meaning: Meaning| {
            if wanted(phrase) {
                self.add(phrase, meaning);
            }
        };
        for (at, district) in districts().iter().enumerate() {
            // "ME" and "OR" are codes for those who type them, and words in a text.
            let spoken = district.aliases().iter().filter(|alias| alias.len() > 2);
            for name in spoken.chain([&district.name]) {
                add(name, Meaning::District(at));
            }
        }
        for (at, state) in states().iter().enumerate() {
            add(&state.name, Meaning::State(at));
        }
        for (at, county) in counties::counties().iter().enumerate() {
            add(county.place, Meaning::County(at));
        }
    }
}
