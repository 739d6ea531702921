//! The words of the index: which of them a query word stands for.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Searcher};
use tantivy_fst::Automaton;

use crate::analysis::{Stems, shared_beginning, split_term};
use crate::error::Result;
use crate::query::terms::fuzzy::FuzzyAutomaton;
use crate::query::terms::wildcard::WildcardAutomaton;

/// Terms of the index, with the number of documents each is in (deleted ones included).
pub(crate) type TermCounts = BTreeMap<String, u32>;

/// How much a pattern may stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WildcardLimit {
    /// Words.
    pub(crate) terms: usize,
    /// Documents with one of the words, counted for each word.
    pub(crate) postings: u64,
}

/// The words of one field. Its list of words is read when it is first asked for one: few queries ask for those of titles.
pub(crate) struct TermDictionary<'a> {
    searcher: &'a Searcher,
    field: Field,
    segments: OnceLock<Vec<Arc<InvertedIndexReader>>>,
    /// Inflections that were looked up before: to find those of `the` is to stem every word that begins with `th`.
    same_stem: Mutex<HashMap<String, TermCounts>>,
}

impl<'a> TermDictionary<'a> {
    pub(crate) fn new(searcher: &'a Searcher, field: Field) -> Self {
        TermDictionary {
            searcher,
            field,
            segments: OnceLock::new(),
            same_stem: Mutex::default(),
        }
    }

    fn segments(&self) -> Result<&[Arc<InvertedIndexReader>]> {
        if let Some(segments) = self.segments.get() {
            return Ok(segments);
        }
        let readers = self.searcher.segment_readers().iter();
        let segments = readers.map(|segment| segment.inverted_index(self.field));
        let segments = segments.collect::<tantivy::Result<_>>()?;
        Ok(self.segments.get_or_init(|| segments))
    }

    pub(crate) fn segment(&self, at: usize) -> Result<&Arc<InvertedIndexReader>> {
        Ok(&self.segments()?[at])
    }

    /// The terms of exactly this form: the word, and spans of its name.
    pub(crate) fn exact(&self, form: &str) -> Result<TermCounts> {
        self.range(form, &format!("{form}\u{2}"), |name| name == form)
    }

    /// The terms of this form with more after it: statutes with their subsections.
    pub(crate) fn beginning(&self, form: &str, next: &[char]) -> Result<TermCounts> {
        self.range(form, &format!("{form}\u{10FFFF}"), |name| {
            name == form || name[form.len()..].starts_with(next)
        })
    }

    /// The terms whose stem is that of `word`.
    pub(crate) fn same_stem(&self, word: &str, stems: &mut Stems) -> Result<TermCounts> {
        let known = || {
            self.same_stem
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(terms) = known().get(word) {
            return Ok(terms.clone());
        }
        let terms = self.find_same_stem(word, stems)?;
        known().insert(word.to_owned(), terms.clone());
        Ok(terms)
    }

    fn find_same_stem(&self, word: &str, stems: &mut Stems) -> Result<TermCounts> {
        let stem = stems.stem(word);
        if stem == word && !word.bytes().all(|b| b.is_ascii_lowercase()) || word.len() <= 2 {
            return self.exact(word);
        }
        let from = shared_beginning(&stem);
        let mut terms = self.range(from, &format!("{from}\u{10FFFF}"), |name| {
            stems.has_stem(name, &stem)
        })?;
        if !word.starts_with(from) {
            terms.append(&mut self.exact(word)?);
        }
        Ok(terms)
    }

    fn range(&self, from: &str, to: &str, keep: impl Fn(&str) -> bool) -> Result<TermCounts> {
        let mut terms = TermCounts::new();
        for segment in self.segments()? {
            let mut stream = segment
                .terms()
                .range()
                .ge(from)
                .lt(to)
                .into_stream()
                .map_err(tantivy::TantivyError::from)?;
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

    /// The terms that fit a pattern, and whether there were more: the most frequent, of which no more are taken than
    /// `most` says.
    pub(crate) fn matching_wildcard(
        &self,
        pattern: &WildcardAutomaton,
        most: WildcardLimit,
    ) -> Result<(TermCounts, bool)> {
        let mut found: Vec<(String, u32)> = Vec::new();
        self.search(pattern, |term, doc_freq| {
            found.push((term.to_owned(), doc_freq));
        })?;
        if self.searcher.segment_readers().len() > 1 {
            // Each segment has told of its words in order.
            found.sort();
            found.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                kept.1 += if same { next.1 } else { 0 };
                same
            });
        }
        let all = found.len();
        found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(most.terms);
        let mut postings = 0u64;
        let room = found.iter().take_while(|(_, doc_freq)| {
            postings += u64::from(*doc_freq);
            postings <= most.postings
        });
        let kept = room.count();
        found.truncate(kept);
        Ok((found.into_iter().collect(), kept < all))
    }

    /// The words spelled like this one, with how far each is from it.
    pub(crate) fn fuzzy(&self, alike: &FuzzyAutomaton) -> Result<Vec<(String, u32, u32)>> {
        let mut terms: BTreeMap<String, u32> = BTreeMap::new();
        self.search(alike, |term, doc_freq| {
            *terms.entry(term.to_owned()).or_default() += doc_freq;
        })?;
        Ok(terms
            .into_iter()
            .map(|(term, doc_freq)| {
                let distance = alike.distance(split_term(&term).0);
                (term, doc_freq, distance)
            })
            .collect())
    }

    fn search<A>(&self, automaton: &A, mut found: impl FnMut(&str, u32)) -> Result<()>
    where
        A: Automaton,
        A::State: Clone,
    {
        for segment in self.segments()? {
            let mut stream = segment
                .terms()
                .search(automaton)
                .into_stream()
                .map_err(tantivy::TantivyError::from)?;
            while stream.advance() {
                if let Ok(term) = std::str::from_utf8(stream.key()) {
                    // Canonical names of agencies and statutes are no words.
                    if !term.contains(['/', '§']) {
                        found(term, stream.value().doc_freq);
                    }
                }
            }
        }
        Ok(())
    }
}
