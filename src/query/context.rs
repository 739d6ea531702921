//! What does every step of a search read?

use crate::error::Result;
use crate::index::OpenIndex;
use crate::knowledge::Knowledge;
use crate::query::postings::copies::Copies;
use crate::query::request::Request;
use crate::query::terms::search_field::SearchField;
use crate::query::terms::term_dictionary::TermDictionary;
use crate::query::work::Work;
use crate::schema::{TEXT, TITLE};

/// One search: the request, and what it is answered from. Only what is left of its work changes while the search runs.
pub(crate) struct SearchContext<'a> {
    pub(crate) index: &'a OpenIndex,
    /// The terms of titles and texts.
    pub(crate) text: TermDictionary<'a>,
    /// The terms of titles alone.
    pub(crate) title: TermDictionary<'a>,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) request: &'a Request,
    /// Of copies, one counts.
    pub(crate) copies: Copies<'a>,
    /// What the search may still do.
    pub(crate) work: Work,
}

impl<'a> SearchContext<'a> {
    pub(crate) fn new(
        index: &'a OpenIndex,
        knowledge: &'a Knowledge,
        request: &'a Request,
    ) -> Result<Self> {
        Ok(SearchContext {
            index,
            text: TermDictionary::new(&index.searcher, TEXT),
            title: TermDictionary::new(&index.searcher, TITLE),
            knowledge,
            request,
            copies: Copies::open(index, request.copies)?,
            work: Work::default(),
        })
    }

    pub(crate) fn dictionary(&self, field: SearchField) -> &TermDictionary<'a> {
        match field {
            SearchField::Text => &self.text,
            SearchField::Title => &self.title,
        }
    }
}
