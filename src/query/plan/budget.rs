//! How much may the words of one query stand for?
//!
//! A query that uses up its budget is still answered, with a note.

use crate::query::terms::term_dictionary::WildcardLimit;

/// Maximum number of terms that the wildcards of a query match together: `a*` matches thousands in a large corpus.
const MAX_WILDCARD_TERMS: usize = 5000;

/// Maximum number of postings of those terms per release of the index: `*e*` matches nearly every word.
const MAX_POSTINGS_PER_RELEASE: u64 = 40;

/// A wildcard may match this many terms, with this many postings per release, even if the budget is used up.
const MIN_WILDCARD_TERMS: usize = 100;
const MIN_POSTINGS_PER_RELEASE: u64 = 4;

/// Maximum number of words per query that are looked up by their spelling: each lookup walks through the dictionary.
pub(super) const MAX_FUZZY_LOOKUPS: usize = 16;

/// Maximum number of wildcards per query that begin with `*` or `?`: each walks through the whole dictionary.
pub(super) const MAX_LEADING_WILDCARDS: usize = 3;

/// What one query may still look up.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExpansionBudget {
    releases: u64,
    wildcard_terms: usize,
    wildcard_postings: u64,
    fuzzy_lookups: usize,
    leading_wildcards: usize,
}

impl ExpansionBudget {
    /// The whole budget, for an index of this many releases.
    pub(super) fn for_index(releases: u64) -> Self {
        ExpansionBudget {
            releases,
            wildcard_terms: MAX_WILDCARD_TERMS,
            wildcard_postings: MAX_POSTINGS_PER_RELEASE * releases,
            fuzzy_lookups: MAX_FUZZY_LOOKUPS,
            leading_wildcards: MAX_LEADING_WILDCARDS,
        }
    }

    /// Uses one lookup of a word by its spelling; false if none is left.
    pub(crate) fn take_fuzzy_lookup(&mut self) -> bool {
        take(&mut self.fuzzy_lookups)
    }

    /// Uses one wildcard that begins with `*` or `?`; false if none is left.
    pub(super) fn take_leading_wildcard(&mut self) -> bool {
        take(&mut self.leading_wildcards)
    }

    /// What the next wildcard may match.
    pub(super) fn wildcard_limit(&self) -> WildcardLimit {
        WildcardLimit {
            terms: self.wildcard_terms.max(MIN_WILDCARD_TERMS),
            postings: (self.wildcard_postings).max(MIN_POSTINGS_PER_RELEASE * self.releases),
        }
    }

    /// Uses what a wildcard matched.
    pub(super) fn use_wildcard(&mut self, terms: usize, postings: u64) {
        self.wildcard_terms = self.wildcard_terms.saturating_sub(terms);
        self.wildcard_postings = self.wildcard_postings.saturating_sub(postings);
    }
}

fn take(left: &mut usize) -> bool {
    let any = *left > 0;
    *left = left.saturating_sub(1);
    any
}
