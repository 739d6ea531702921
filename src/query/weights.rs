//! What each part of a score is worth: the numbers of the ranking, in one place.
//!
//! They were chosen by hand, one at a time, on the figures that `cargo bench --bench ranking` prints. With `--learn` it
//! looks for better ones, and prints what these give for queries that were left out.

/// The numbers of the ranking for one kind of query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// BM25 `k1`, usually 1.2 to 2 (Robertson and Zaragoza 2009). Releases repeat their charges, so a term's frequency must
    /// saturate early.
    pub k1: f32,
    /// BM25 `b`, usually 0.5 to 0.8: how much longer texts are held back.
    pub b: f32,
    /// What the logarithm of a word's mean frequency in the releases that have it adds to its inverse document frequency:
    /// a word that releases repeat is what they are about.
    pub topical: f32,
    /// How far a word and the other words for the same thing share one inverse document frequency: 0 not, 1 wholly. A rare
    /// word for a common thing does not say more than the common word.
    pub concept: f32,
    /// What a word counts that stories are told with and that says little of what they are about: 1 as much as others.
    pub light: f32,
    /// What another word for the same thing counts: 1 as much as the word itself.
    pub same: f32,
    /// What a word for nearly the same thing counts.
    pub near: f32,
    /// What a word counts that the typed one may mean.
    pub loose: f32,
    /// Maximum factor by which expansions raise the score of a clause that a release has as typed.
    pub gain: f32,
    /// The share of a score that a release loses that has none of the clauses as typed.
    pub coverage: f32,
    /// What each stage of a case that the query names adds where the headline announces it. 2 is about as much as a word
    /// that one release of ten has; more moves releases on the right topic down.
    pub stage: f32,
    /// What two neighbouring words of the query next to each other add per unit of inverse document frequency.
    pub proximity: f32,
    /// What a clause in the first words of a release adds per unit of inverse document frequency.
    pub lead: f32,
}

impl Weights {
    /// Where a release has all words, or nearly all.
    pub const PRECISE: Weights = Weights {
        k1: 1.0,
        b: 0.8,
        topical: 0.0,
        concept: 0.0,
        light: 1.0,
        same: 0.5,
        near: 0.5,
        loose: 0.5,
        gain: 1.1,
        coverage: 0.5,
        stage: 2.0,
        proximity: 0.5,
        lead: 0.0,
    };

    /// Where the best releases lack several words: the words are remembered, and not those of the release.
    pub const REMEMBERED: Weights = Weights {
        topical: 0.5,
        concept: 0.5,
        light: 0.5,
        same: 0.75,
        lead: 0.1,
        ..Weights::PRECISE
    };
}

/// The numbers of the ranking for both kinds of queries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightsByKind {
    /// See [`Weights::PRECISE`].
    pub precise: Weights,
    /// See [`Weights::REMEMBERED`].
    pub remembered: Weights,
    /// Minimum number of words of a query that counts as remembered where the best releases lack a single one.
    pub long: usize,
}

impl Default for WeightsByKind {
    fn default() -> Self {
        WeightsByKind {
            precise: Weights::PRECISE,
            remembered: Weights::REMEMBERED,
            long: 7,
        }
    }
}

impl WeightsByKind {
    /// The numbers for a query of `words` words whose best releases do not have `lacking` of them.
    pub(crate) fn of_query(&self, words: usize, lacking: usize) -> Weights {
        if lacking >= 2 || lacking == 1 && words >= self.long {
            self.remembered
        } else {
            self.precise
        }
    }
}
