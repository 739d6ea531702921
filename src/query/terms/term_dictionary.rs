//! Which terms of the index a word of the query stands for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Searcher, TantivyError};
use tantivy_fst::Automaton;

use crate::analysis::{split_term, stem, stem_prefix, stems_to};
use crate::error::Result;
use crate::query::terms::fuzzy::FuzzyAutomaton;
use crate::query::terms::wildcard::WildcardAutomaton;

/// Terms of the index, each with its document frequency: the number of documents that have it, deleted ones included.
pub(crate) type TermCounts = BTreeMap<String, u32>;

/// Maximum size of what one wildcard stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WildcardLimit {
    /// Number of terms.
    pub(crate) terms: usize,
    /// Sum of their document frequencies.
    pub(crate) postings: u64,
}

/// The terms of one field in all segments.
pub(crate) struct TermDictionary<'a> {
    searcher: &'a Searcher,
    field: Field,
    /// What [`Self::same_stem`] has found: a word of a query is looked up several times.
    same_stem: Mutex<BTreeMap<String, TermCounts>>,
}

impl<'a> TermDictionary<'a> {
    pub(crate) fn new(searcher: &'a Searcher, field: Field) -> Self {
        TermDictionary {
            searcher,
            field,
            same_stem: Mutex::default(),
        }
    }

    /// The posting lists of one segment, given by its number.
    pub(crate) fn segment(&self, at: usize) -> Result<Arc<InvertedIndexReader>> {
        Ok(self.searcher.segment_readers()[at].inverted_index(self.field)?)
    }

    /// The terms with exactly this normalized form: the word itself, and span terms with this name.
    pub(crate) fn exact(&self, form: &str) -> Result<TermCounts> {
        self.range(form, &format!("{form}\u{2}"), |name| name == form)
    }

    /// The terms with this normalized form, alone or followed by one of the letters `next`: a statute with its subsections.
    pub(crate) fn beginning(&self, form: &str, next: &[char]) -> Result<TermCounts> {
        self.range(form, &format!("{form}\u{10FFFF}"), |name| {
            name == form || name[form.len()..].starts_with(next)
        })
    }

    /// The terms with the same stem as `word`.
    pub(crate) fn same_stem(&self, word: &str) -> Result<TermCounts> {
        let found = || {
            self.same_stem
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(terms) = found().get(word) {
            return Ok(terms.clone());
        }
        let terms = self.find_same_stem(word)?;
        found().insert(word.to_owned(), terms.clone());
        Ok(terms)
    }

    fn find_same_stem(&self, word: &str) -> Result<TermCounts> {
        let stem = stem(word);
        if stem == word && !word.bytes().all(|b| b.is_ascii_lowercase()) || word.len() <= 2 {
            return self.exact(word);
        }
        let from = stem_prefix(&stem);
        let mut terms = self.range(from, &format!("{from}\u{10FFFF}"), |name| {
            stems_to(name, &stem)
        })?;
        if !word.starts_with(from) {
            terms.append(&mut self.exact(word)?);
        }
        Ok(terms)
    }

    /// The terms from `from` up to, not including, `to` whose name satisfies `keep`.
    fn range(&self, from: &str, to: &str, keep: impl Fn(&str) -> bool) -> Result<TermCounts> {
        let mut terms = TermCounts::new();
        for segment in self.searcher.segment_readers() {
            let segment = segment.inverted_index(self.field)?;
            let range = segment.terms().range().ge(from).lt(to);
            let mut stream = range.into_stream().map_err(TantivyError::from)?;
            while stream.advance() {
                if let Ok(term) = std::str::from_utf8(stream.key())
                    && keep(split_term(term).0)
                {
                    *terms.entry(term.to_owned()).or_default() += stream.value().doc_freq;
                }
            }
        }
        Ok(terms)
    }

    /// The most frequent terms that match a wildcard, up to `limit`, and whether there are more.
    pub(crate) fn matching_wildcard(
        &self,
        wildcard: &WildcardAutomaton,
        limit: WildcardLimit,
    ) -> Result<(TermCounts, bool)> {
        let mut terms: Vec<(String, u32)> = self.search(wildcard)?.into_iter().collect();
        let all = terms.len();
        terms.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        terms.truncate(limit.terms);
        let mut postings = 0u64;
        let within_limit = terms.iter().take_while(|(_, doc_freq)| {
            postings += u64::from(*doc_freq);
            postings <= limit.postings
        });
        let kept = within_limit.count();
        terms.truncate(kept);
        Ok((terms.into_iter().collect(), kept < all))
    }

    /// The terms that are spelled like a word, each with its document frequency and its number of edits.
    pub(crate) fn fuzzy(&self, automaton: &FuzzyAutomaton) -> Result<Vec<(String, u32, u32)>> {
        let terms = self.search(automaton)?.into_iter();
        let with_edits = terms.filter_map(|(term, doc_freq)| {
            let edits = automaton.edits(split_term(&term).0)?;
            Some((term, doc_freq, edits))
        });
        Ok(with_edits.collect())
    }

    /// The terms that an automaton matches, without the canonical names of agencies and statutes, which are not words.
    fn search<A>(&self, automaton: &A) -> Result<TermCounts>
    where
        A: Automaton,
        A::State: Clone,
    {
        let mut terms = TermCounts::new();
        for segment in self.searcher.segment_readers() {
            let segment = segment.inverted_index(self.field)?;
            let search = segment.terms().search(automaton);
            let mut stream = search.into_stream().map_err(TantivyError::from)?;
            while stream.advance() {
                if let Ok(term) = std::str::from_utf8(stream.key())
                    && !term.contains(['/', '§'])
                {
                    *terms.entry(term.to_owned()).or_default() += stream.value().doc_freq;
                }
            }
        }
        Ok(terms)
    }
}
