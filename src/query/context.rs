//! What does every step of a search read?

use crate::index::OpenIndex;
use crate::knowledge::Knowledge;
use crate::query::request::Request;
use crate::query::terms::dictionaries::Dictionaries;

/// One search: the request, and what it is answered from. It does not change while the search runs.
pub(crate) struct SearchContext<'a> {
    pub(crate) index: &'a OpenIndex,
    pub(crate) dictionaries: Dictionaries<'a>,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) request: &'a Request,
}

impl<'a> SearchContext<'a> {
    pub(crate) fn new(
        index: &'a OpenIndex,
        knowledge: &'a Knowledge,
        request: &'a Request,
    ) -> Self {
        SearchContext {
            index,
            dictionaries: Dictionaries::new(index),
            knowledge,
            request,
        }
    }
}
