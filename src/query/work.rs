//! How much work may one query be?
//!
//! Each kind of work has a bound for a whole query, whatever it asks for, so that no query takes minutes or all memory.
//! Ordinary queries are far below. What is left out beyond a bound is told by a note. Segments have shares of what is left,
//! so that an answer does not depend on which thread came first.

use std::sync::atomic::{AtomicU64, Ordering};

/// Maximum number of places in texts: positions of words that are read, and pairs of places that are compared.
const MAX_PLACES: u64 = if cfg!(test) { 20_000 } else { 250_000_000 };

/// Maximum number of postings of the words of a query: documents of a word, in a list that is read.
const MAX_POSTINGS: u64 = if cfg!(test) { 500 } else { 64_000_000 };

/// Maximum size in bytes of the lists that are kept for the scores.
const MAX_KEPT: u64 = if cfg!(test) { 200 } else { 40 << 20 };

/// Maximum number of tokens of the texts that snippets are chosen from, where the number of hits is limited.
pub(crate) const MAX_SNIPPET_TOKENS: u64 = 20_000_000;

/// What one query may still do.
#[derive(Debug)]
pub(crate) struct Work {
    /// See [`MAX_PLACES`].
    pub(crate) places: Allowance,
    /// See [`MAX_POSTINGS`].
    pub(crate) postings: Allowance,
    /// See [`MAX_KEPT`].
    pub(crate) kept: Allowance,
}

impl Default for Work {
    fn default() -> Self {
        Work {
            places: Allowance::new(MAX_PLACES),
            postings: Allowance::new(MAX_POSTINGS),
            kept: Allowance::new(MAX_KEPT),
        }
    }
}

/// What is left of one kind of work.
#[derive(Debug)]
pub(crate) struct Allowance {
    left: AtomicU64,
}

impl Allowance {
    pub(crate) fn new(all: u64) -> Self {
        Allowance {
            left: AtomicU64::new(all),
        }
    }

    /// What is left.
    pub(crate) fn left(&self) -> u64 {
        self.left.load(Ordering::Relaxed)
    }

    /// Uses so much, or what is left.
    pub(crate) fn spend(&self, used: u64) {
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                Some(left.saturating_sub(used))
            });
    }

    /// Uses so much if it is left; false if it is not.
    pub(crate) fn take(&self, wanted: u64) -> bool {
        let enough = self.left() >= wanted;
        if enough {
            self.spend(wanted);
        }
        enough
    }
}

/// The share of `part` documents of `all` in what is left.
pub(crate) fn share(left: u64, part: u32, all: u64) -> u64 {
    let share = u128::from(left) * u128::from(part) / u128::from(all.max(1));
    u64::try_from(share).unwrap_or(left)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::AtomicBool;

    use jiff::civil::date;

    use crate::index::{OpenIndex, Options, build};
    use crate::knowledge::Knowledge;
    use crate::query::{Partial, Request, Summary, search};

    const RELEASES: usize = 60;

    /// The answer to a query of an index in which all releases have the same words.
    fn asked(words: &str) -> Summary {
        let folder = tempfile::tempdir().expect("a folder");
        let [corpus, index] = ["corpus", "index"].map(|name| folder.path().join(name));
        fs::create_dir(&corpus).expect("a folder");
        let sentence = "The clerk of the county kept the ledger of the mail office. ";
        let text = format!(
            "Clerk Charged\n\n{}The prison paid for wire fraud, theft, perjury and arson.\n",
            sentence.repeat(15)
        );
        for number in 0..RELEASES {
            fs::write(corpus.join(format!("{number}.txt")), &text).expect("a file");
        }
        let (options, knowledge) = (Options::of(&corpus, &index), Knowledge::builtin());
        build(&options, knowledge, &(), &AtomicBool::new(false)).expect("an index");
        let index = OpenIndex::open(&index, knowledge).expect("an index");
        let mut request = Request::new(words, || date(2026, 1, 1));
        request.partial = Partial::Never;
        request.copies = true;
        search(&index, knowledge, &request)
            .expect("an answer")
            .summary
    }

    #[test]
    fn releases_that_are_not_looked_at_for_their_places_are_told_and_counted() {
        let chain = "the w/499 the w/499 the";
        let summary = asked(chain);
        assert!((1..RELEASES).contains(&summary.total), "{}", summary.total);
        let unread = RELEASES - summary.total;
        let note =
            format!("{unread} releases were not looked at for `{chain}`, and count as without it");
        let told = summary.notes.iter().any(|told| told.starts_with(&note));
        assert!(told, "{:?}", summary.notes);
    }

    #[test]
    fn words_beyond_the_postings_of_a_query_are_told() {
        let words = "clerk county kept ledger mail office prison paid wire fraud theft perjury";
        let summary = asked(words);
        assert_eq!(summary.total, RELEASES);
        let told = summary
            .notes
            .iter()
            .any(|note| note.contains("not searched: the words of the query are in too many"));
        assert!(told, "{:?}", summary.notes);
    }

    #[test]
    fn words_without_room_for_the_scores_are_required_all_the_same_and_told() {
        let summary = asked("clerk county kept ledger mail office -zebra");
        assert_eq!(summary.total, RELEASES);
        let told = summary
            .notes
            .iter()
            .any(|note| note.contains("must be there, but do not count for the order"));
        assert!(told, "{:?}", summary.notes);
        assert!(asked("clerk").notes.is_empty());
    }
}
