//! In which fields are words looked up?

use crate::index::OpenIndex;
use crate::query::matching::predicate::SearchField;
use crate::query::terms::term_dictionary::TermDictionary;
use crate::schema::{TEXT, TITLE};

/// The terms of each searched field.
pub(crate) struct Dictionaries<'a> {
    pub(crate) text: TermDictionary<'a>,
    pub(crate) title: TermDictionary<'a>,
}

impl<'a> Dictionaries<'a> {
    pub(crate) fn new(index: &'a OpenIndex) -> Self {
        Dictionaries {
            text: TermDictionary::new(&index.searcher, TEXT),
            title: TermDictionary::new(&index.searcher, TITLE),
        }
    }

    pub(crate) fn of(&self, field: SearchField) -> &TermDictionary<'a> {
        match field {
            SearchField::Text => &self.text,
            SearchField::Title => &self.title,
        }
    }
}
