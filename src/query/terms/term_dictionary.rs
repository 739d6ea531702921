//! Which terms of the index a word of the query stands for.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy::{InvertedIndexReader, Searcher, TantivyError};
use tantivy_fst::Automaton;

use crate::analysis::{split_term, stem, stem_prefix, stems_to};
use crate::error::Result;
use crate::query::terms::fuzzy::FuzzyAutomaton;
use crate::query::terms::wildcard::WildcardAutomaton;
use crate::query::work::Allowance;

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
    /// See [`MAX_LETTERS`].
    letters: Allowance,
}

impl<'a> TermDictionary<'a> {
    pub(crate) fn new(searcher: &'a Searcher, field: Field) -> Self {
        TermDictionary {
            searcher,
            field,
            same_stem: Mutex::default(),
            letters: Allowance::new(MAX_LETTERS),
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

    /// The whole numbers from `from` up to, not including, `to`.
    pub(crate) fn numbers(&self, from: u64, to: u64) -> Result<TermCounts> {
        let mut terms = TermCounts::new();
        let digits = |number: u64| number.max(1).ilog10() + 1;
        // Numbers of one length are sorted as their digits are.
        for length in digits(from)..=digits(to) {
            let least = from.max(10_u64.pow(length - 1));
            let last = (to - 1).min((10_u64.saturating_pow(length)).saturating_sub(1));
            let is_between = |name: &str| {
                let number = name.parse().ok();
                number.is_some_and(|number: u64| (least..=last).contains(&number))
            };
            let end = format!("{last}\u{10FFFF}");
            terms.append(&mut self.range(&least.to_string(), &end, is_between)?);
        }
        Ok(terms)
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
        let mut all = 0;
        // The least frequent of the terms that are kept so far comes first.
        let mut most_frequent = BinaryHeap::new();
        let is_whole = self.search(wildcard, |term, doc_freq| {
            all += 1;
            most_frequent.push(Reverse((doc_freq, Reverse(term.to_owned()))));
            if most_frequent.len() > limit.terms {
                most_frequent.pop();
            }
        })?;
        let most_frequent = most_frequent.into_sorted_vec().into_iter();
        let mut terms: Vec<(String, u32)> = most_frequent
            .map(|Reverse((doc_freq, Reverse(term)))| (term, doc_freq))
            .collect();
        let mut postings = 0u64;
        let within_limit = terms.iter().take_while(|(_, doc_freq)| {
            postings += u64::from(*doc_freq);
            postings <= limit.postings
        });
        let kept = within_limit.count();
        terms.truncate(kept);
        Ok((terms.into_iter().collect(), kept < all || !is_whole))
    }

    /// The terms that are spelled like a word, each with its document frequency and its number of edits.
    pub(crate) fn fuzzy(&self, automaton: &FuzzyAutomaton) -> Result<Vec<(String, u32, u32)>> {
        let mut terms = Vec::new();
        self.search(automaton, |term, doc_freq| {
            if let Some(edits) = automaton.edits(split_term(term).0) {
                terms.push((term.to_owned(), doc_freq, edits));
            }
        })?;
        Ok(terms)
    }

    /// Whether the searches of a query have read all the letters that they may.
    pub(crate) fn is_used_up(&self) -> bool {
        self.letters.left() == 0
    }

    /// Calls `found` with each term that an automaton matches and its document frequency, in the order of the terms, without
    /// the canonical names of agencies and statutes, which are not words. False if not all terms were compared, because the
    /// letters that may be read are used up.
    fn search<A: Automaton>(&self, automaton: &A, mut found: impl FnMut(&str, u32)) -> Result<bool>
    where
        A::State: Clone,
    {
        let letters = Cell::new(self.letters.left());
        let counted = Counted {
            automaton,
            left: &letters,
        };
        let mut segments = Vec::new();
        for segment in self.searcher.segment_readers() {
            segments.push(segment.inverted_index(self.field)?);
        }
        let mut streams = Vec::new();
        for segment in &segments {
            let search = segment.terms().search(&counted);
            let mut stream = search.into_stream().map_err(TantivyError::from)?;
            if stream.advance() {
                streams.push(stream);
            }
        }
        // The streams are in the order of the terms: those with the first term go on together.
        let mut first = Vec::new();
        while let Some(next) = streams.iter().map(TermStreamer::key).min() {
            first.clear();
            first.extend_from_slice(next);
            let mut doc_freq = 0;
            let mut at = 0;
            while at < streams.len() {
                let stream = &mut streams[at];
                if stream.key() == first {
                    doc_freq += stream.value().doc_freq;
                    if !stream.advance() {
                        drop(streams.swap_remove(at));
                        continue;
                    }
                }
                at += 1;
            }
            if let Ok(term) = std::str::from_utf8(&first)
                && !term.contains(['/', '§'])
            {
                found(term, doc_freq);
            }
        }
        drop(streams);
        self.letters.spend(self.letters.left() - letters.get());
        Ok(letters.get() > 0)
    }

    /// How many postings the terms have: what it costs to read them.
    pub(crate) fn postings(&self, terms: &[&str]) -> Result<u64> {
        let mut postings = 0;
        for segment in self.searcher.segment_readers() {
            let segment = segment.inverted_index(self.field)?;
            for term in terms {
                let info = segment.terms().get(term).map_err(TantivyError::from)?;
                postings += info.map_or(0, |info| u64::from(info.doc_freq));
            }
        }
        Ok(postings)
    }
}

/// Maximum number of letters of terms that the searches of one query read, by wildcards and by spelling.
const MAX_LETTERS: u64 = 100_000_000;

/// An automaton that stops when the letters that may be read are used up.
struct Counted<'a, A> {
    automaton: &'a A,
    left: &'a Cell<u64>,
}

impl<A: Automaton> Automaton for Counted<'_, A> {
    type State = A::State;

    fn start(&self) -> A::State {
        self.automaton.start()
    }

    fn is_match(&self, state: &A::State) -> bool {
        self.automaton.is_match(state)
    }

    fn can_match(&self, state: &A::State) -> bool {
        self.left.get() > 0 && self.automaton.can_match(state)
    }

    fn accept(&self, state: &A::State, byte: u8) -> A::State {
        self.left.set(self.left.get().saturating_sub(1));
        self.automaton.accept(state, byte)
    }
}
