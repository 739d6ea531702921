//! The knowledge base: what are the agencies, what does a typed name mean, and which agencies does a text name?

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use crate::knowledge::agency_checks::{check_examples, read_agencies};
use crate::knowledge::entities::builder::{build_for_query, build_recognizer};
use crate::knowledge::entities::mention::{AnnotatedText, Entity};
use crate::knowledge::entities::recognizer::EntityRecognizer;
use crate::knowledge::fingerprint::fingerprint;
use crate::knowledge::loader::KnowledgeError;
use crate::knowledge::names::name_index::NameIndex;
use crate::knowledge::names::resolver::{self, Resolution};
use crate::knowledge::names::suggestions::{nearest_agencies, nearest_districts};
use crate::knowledge::tables::agency::{self, Agency};
use crate::knowledge::tables::counties;
use crate::knowledge::tables::districts::districts;

/// The knowledge base: every table, ready to be used.
#[derive(Debug)]
pub struct Knowledge {
    agencies: Vec<Agency>,
    fingerprint: u64,
    recognizer: OnceLock<EntityRecognizer>,
    name_index: OnceLock<NameIndex>,
}

// The built-in table is not checked in each run: a test does that.
static BUILTIN: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::new(agency::TABLE.rows(), ""));

impl Knowledge {
    /// Returns the knowledge of the built-in tables.
    pub fn builtin() -> &'static Knowledge {
        &BUILTIN
    }

    /// Returns the knowledge of the built-in tables and of a user's own agency table. That has the same columns under a
    /// heading, of which `path` and `name` must be filled. `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with the table, with its line.
    pub fn with_rows(text: &str, file: &str) -> Result<Knowledge, KnowledgeError> {
        let builtin = read_agencies(agency::TABLE.text, agency::TABLE.file, &[])?;
        let builtin: Vec<Agency> = builtin.into_iter().map(|(_, agency)| agency).collect();
        let own = read_agencies(text, file, &builtin)?;
        let all = builtin
            .into_iter()
            .chain(own.iter().map(|(_, agency)| agency.clone()));
        let knowledge = Knowledge::new(all.collect(), text);
        let mentioned = |text: &str| {
            let mentions = knowledge.mentions(text);
            mentions.map(|(_, path)| path.to_owned()).collect()
        };
        for (line, agency) in &own {
            check_examples(agency, mentioned)
                .map_err(|problem| KnowledgeError::new(file, *line, problem))?;
        }
        Ok(knowledge)
    }

    /// `own_agencies` is the text of the user's own table.
    fn new(agencies: Vec<Agency>, own_agencies: &str) -> Knowledge {
        let district_offices = districts().iter().map(Agency::of_district);
        let mut agencies: Vec<Agency> = agencies
            .into_iter()
            .map(Agency::complete)
            .chain(district_offices)
            .collect();
        agencies.sort_by(|a, b| a.path.cmp(&b.path));
        Knowledge {
            agencies,
            fingerprint: fingerprint(own_agencies),
            recognizer: OnceLock::new(),
            name_index: OnceLock::new(),
        }
    }

    /// Returns the agencies, sorted by path.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// Returns the agency with this canonical path.
    pub fn agency(&self, path: &str) -> Option<&Agency> {
        agency::by_path(&self.agencies, path)
    }

    /// Returns the full name of the agency with this path, or the path itself where it is not known.
    pub fn label(&self, path: &str) -> String {
        self.agency(path).map_or_else(
            || counties::label(path).unwrap_or_else(|| path.to_owned()),
            |agency| agency.name.clone(),
        )
    }

    /// Returns the name of the district whose U.S. Attorney's Office has this path: `Southern District of Florida`.
    pub fn district_label(&self, path: &str) -> String {
        let mut known = districts().iter();
        known
            .find(|district| district.path == path)
            .map_or_else(|| self.label(path), |district| district.name.clone())
    }

    /// Returns the short name of the agency with this path: `FBI`, `SDCA`, `Tax Division`, `Minnesota AG`.
    pub fn short_name(&self, path: &str) -> String {
        self.agency(path).map_or_else(
            || counties::short_name(path).unwrap_or_else(|| path.to_owned()),
            |agency| agency.short.clone(),
        )
    }

    /// Returns the short name of the agency with this path where it means that agency alone, so that it can be typed.
    pub fn abbreviation(&self, path: &str) -> Option<String> {
        let short = self.short_name(path);
        (self.resolve_one(&short).as_deref() == Some(path)).then_some(short)
    }

    /// Returns a number that changes whenever a table does. An index keeps the one that it was built with.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Returns what a typed agency name means: a path, an abbreviation, an alias or a name, in any case, with or without
    /// accents and punctuation.
    pub fn resolve(&self, text: &str) -> Resolution {
        let text = text.trim();
        self.known_name(text)
            .unwrap_or_else(|| Resolution::Unknown(nearest_agencies(text, &self.agencies)))
    }

    /// Returns the one path that a typed agency name means. Does not look for similar names, which is much slower.
    pub fn resolve_one(&self, text: &str) -> Option<String> {
        match self.known_name(text.trim())? {
            Resolution::Unique(path) => Some(path),
            Resolution::Ambiguous(_) | Resolution::Unknown(_) => None,
        }
    }

    fn known_name(&self, text: &str) -> Option<Resolution> {
        resolver::agency(text, &self.agencies, self.name_index())
            .or_else(|| self.only_mention(text))
    }

    /// Returns what a typed district name means: `SDNY`, `D. Mass.`, `Southern District of New York`, `Massachusetts`. A
    /// state of several districts is ambiguous.
    pub fn resolve_district(&self, text: &str) -> Resolution {
        let text = text.trim();
        resolver::district(text, &self.agencies, self.name_index())
            .or_else(|| resolver::only_districts(self.only_mention(text)?))
            .unwrap_or_else(|| Resolution::Unknown(nearest_districts(text)))
    }

    /// Returns the agency that a text names, if the name is most of the text: "FBI's Denver Field Office" is no name in a
    /// table.
    fn only_mention(&self, text: &str) -> Option<Resolution> {
        let mut mentions = self.mentions(text);
        let (span, path) = mentions.next()?;
        let is_most = span.len() * 10 >= text.len() * 8;
        (is_most && mentions.next().is_none()).then(|| Resolution::Unique(path.to_owned()))
    }

    /// Returns the agencies that running text names, in order: byte span and path. An abbreviation counts only in capitals,
    /// and not where it could be another word or another body.
    pub fn mentions(&self, text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
        let found: Vec<_> = self
            .agencies_in(&self.recognizer().annotate(text))
            .collect();
        found.into_iter()
    }

    /// Returns the agencies that several spellings of the same words name, as [`Knowledge::mentions`] finds them. Builds a
    /// recognizer for these words alone: one for all names takes longer to build than a search takes.
    pub fn mentions_in_query(&self, spellings: &[&str]) -> Vec<(Range<usize>, &str)> {
        let words = spellings.first().copied().unwrap_or_default();
        let Some(recognizer) = build_for_query(&self.agencies, words) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for text in spellings {
            found.extend(self.agencies_in(&recognizer.annotate(text)));
        }
        found
    }

    /// Returns the agencies that an annotated text names, in order: byte span and path.
    pub fn agencies_in(&self, text: &AnnotatedText) -> impl Iterator<Item = (Range<usize>, &str)> {
        text.mentions.iter().filter_map(|mention| {
            let Entity::Agency(at) = mention.entity else {
                return None;
            };
            let first = text.words.get(mention.words.start)?;
            let last = text.words.get(mention.words.end.checked_sub(1)?)?;
            let agency = self.agencies.get(at)?;
            Some((first.start..last.end, agency.path.as_str()))
        })
    }

    /// Returns the recognizer of all names; built at its first use.
    pub(crate) fn recognizer(&self) -> &EntityRecognizer {
        self.recognizer
            .get_or_init(|| build_recognizer(&self.agencies))
    }

    /// Built at its first use.
    fn name_index(&self) -> &NameIndex {
        self.name_index
            .get_or_init(|| NameIndex::new(&self.agencies))
    }
}
