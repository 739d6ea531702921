//! A request for a page, and what the page is made from.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::index::OpenIndex;
use crate::knowledge::Knowledge;
use crate::serve::asked;
use crate::serve::params::Params;
use crate::serve::site::Site;

/// A request for a page.
pub(super) struct Visit<'a> {
    /// The last commit.
    pub(super) index: Arc<OpenIndex>,
    pub(super) site: &'a Site,
    /// The path of its address, encoded.
    pub(super) path: String,
    /// What stands behind the fixed part of the path: an id, a name.
    pub(super) named: String,
    pub(super) params: Params,
    /// Whether nobody waits for the answer any more.
    pub(super) is_abandoned: Arc<AtomicBool>,
}

impl Visit<'_> {
    /// The tables.
    pub(super) fn knowledge(&self) -> &'static Knowledge {
        self.site.settings.knowledge
    }

    /// The command that gives the same with these parameters. `command` has its arguments before the words.
    pub(super) fn command(&self, command: &str, params: &Params) -> String {
        asked::command(command, params, &self.site.settings.index_option)
    }
}
