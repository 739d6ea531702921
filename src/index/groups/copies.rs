//! Which releases may be copies? Looked for by their titles, their numbers and the bands of their signatures.

use std::cmp::Reverse;

use crate::index::groups::collect::TextRelease;
use crate::index::groups::signature::{BANDS, BUCKETS, Signature};

/// Maximum number of texts with which each release of a bucket is compared: a bucket of many releases takes time linear in
/// its size.
const MAX_HEADS: usize = 8;

/// A text with fewer words is short. It is not looked for by its bands alone: short texts are made after one pattern.
const MIN_WORDS: u32 = 60;

/// Two releases that may be copies, by their numbers, and what else must be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CopyPair {
    pub(crate) one: u32,
    pub(crate) other: u32,
    pub(crate) condition: Condition,
}

/// What must be so of the defendants of two releases that may be copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Condition {
    /// Nothing: title, day and text say enough. A name may be spelled otherwise.
    None,
    /// They share one, or one of them tells of none.
    NoOthers,
    /// They share one, or none of them tells of any.
    Same,
}

/// How alike two texts must be, as a number of buckets.
#[derive(Clone, Copy)]
struct Likeness(u32);

impl Likeness {
    const fn percent(percent: u32) -> Self {
        Likeness(BUCKETS * percent / 100)
    }

    fn holds(self, one: &TextRelease, other: &TextRelease) -> bool {
        // Two texts without signatures are alike: they are too short to tell.
        one.signature.same_buckets(&other.signature) >= self.0
    }
}

/// Of the same title and day, whatever the defendants.
const SAME_TITLE_AND_DAY: Likeness = Likeness::percent(60);

/// The same where the defendants are not others.
const SAME_TITLE_DAY_AND_NAMES: Likeness = Likeness::percent(20);

/// Of the same title, where a day is not told or another.
const SAME_TITLE: Likeness = Likeness::percent(80);

/// The same of short texts: a few words in them, such as a name, make all the difference.
const SAME_TITLE_AND_SHORT: Likeness = Likeness::percent(100);

/// How much of the shorter text must stand in the longer one, in hundredths: an excerpt of the same title, or of the same address.
const EXCERPT: f64 = 0.7;

/// A text with fewer words may be a teaser: the first sentence or two, that a list prints beside the title.
const MAX_TEASER: u32 = 150;

/// How many buckets an excerpt shares at least: fewer say nothing.
const MIN_EXCERPT_BUCKETS: u32 = 6;

/// Of the same number of one series.
const SAME_NUMBER: Likeness = Likeness::percent(30);

/// Of the same day.
const SAME_DAY: Likeness = Likeness::percent(75);

/// Of other titles and days, or where a day is not told: releases of one case are made after one pattern.
const TEXT_ALONE: Likeness = Likeness::percent(88);

/// Copies are issued less than this many days apart: offices announce what they have in common at about the same time.
const MAX_DAYS: u32 = 8;

/// All pairs that may be copies, sorted. `releases` are in the order of their keys.
pub(crate) fn copy_pairs(releases: &[TextRelease]) -> Vec<CopyPair> {
    let mut pairs = Vec::new();
    in_buckets(
        releases,
        |release| told(release.title),
        same_title,
        &mut pairs,
    );
    in_buckets(
        releases,
        |release| told(release.number),
        same_number,
        &mut pairs,
    );
    in_buckets(
        releases,
        |release| told(release.address),
        same_address,
        &mut pairs,
    );
    for band in 0..BANDS {
        let bands = |release: &TextRelease| {
            let band = release.signature.band(band);
            (release.words >= MIN_WORDS).then_some(band)
        };
        in_buckets(releases, bands, same_text, &mut pairs);
    }
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.one, pair.other));
    pairs
}

/// A hash; none where it is 0, which says that nothing is told.
fn told(hash: u64) -> Option<u64> {
    (hash != 0).then_some(hash)
}

/// Compares the releases that have the same `key`, each with the first ones that are unlike those before them.
fn in_buckets(
    releases: &[TextRelease],
    key: impl Fn(&TextRelease) -> Option<u64>,
    is_copy: impl Fn(&TextRelease, &TextRelease) -> Option<Condition>,
    pairs: &mut Vec<CopyPair>,
) {
    let numbered = (0_u32..).zip(releases);
    // The longest first: an excerpt is compared with the whole text.
    let mut buckets: Vec<(u64, Reverse<u32>, u32)> = numbered
        .filter_map(|(number, release)| Some((key(release)?, Reverse(release.words), number)))
        .collect();
    buckets.sort_unstable();
    for bucket in buckets.chunk_by(|one, other| one.0 == other.0) {
        let mut heads: Vec<u32> = Vec::new();
        for (_, _, number) in bucket {
            let release = &releases[*number as usize];
            let found = heads.iter().find_map(|head| {
                let condition = is_copy(&releases[*head as usize], release)?;
                Some((*head, condition))
            });
            match found {
                Some((one, condition)) => pairs.push(CopyPair {
                    one: one.min(*number),
                    other: one.max(*number),
                    condition,
                }),
                None if heads.len() < MAX_HEADS => heads.push(*number),
                None => {}
            }
        }
    }
}

/// The days between the issues of two releases; none where one of them is not told.
fn days(one: &TextRelease, other: &TextRelease) -> Option<u32> {
    Some(one.issued?.abs_diff(other.issued?))
}

/// Whether the publishers number them apart. Two offices that announce the same give it each a number of their own.
fn numbers_differ(one: &TextRelease, other: &TextRelease) -> bool {
    let numbers = told(one.number).zip(told(other.number));
    numbers.is_some_and(|(one, other)| one != other)
}

fn same_title(one: &TextRelease, other: &TextRelease) -> Option<Condition> {
    let differ = numbers_differ(one, other);
    match days(one, other) {
        Some(0) if SAME_TITLE_AND_DAY.holds(one, other) && !differ => Some(Condition::None),
        Some(0) => (SAME_TITLE_DAY_AND_NAMES.holds(one, other) || is_teaser(one, other))
            .then_some(Condition::NoOthers),
        Some(MAX_DAYS..) => None,
        None if differ => None,
        _ if one.words.min(other.words) < MIN_WORDS => SAME_TITLE_AND_SHORT
            .holds(one, other)
            .then_some(Condition::NoOthers),
        _ => {
            (SAME_TITLE.holds(one, other) || is_excerpt(one, other)).then_some(Condition::NoOthers)
        }
    }
}

/// Two records of one page. The page of a list has many records, so that the title or the text must be the same, too.
fn same_address(one: &TextRelease, other: &TextRelease) -> Option<Condition> {
    let fits = days(one, other).is_none_or(|days| days < MAX_DAYS);
    let has_title = one.title == other.title && one.title != 0;
    let is_same = has_title && SAME_TITLE_DAY_AND_NAMES.holds(one, other)
        || SAME_TITLE.holds(one, other)
        || is_excerpt(one, other);
    (fits && is_same).then_some(Condition::NoOthers)
}

/// Whether the shorter of two texts of one long title and day is but the beginning of the other, or none: too short to compare.
fn is_teaser(one: &TextRelease, other: &TextRelease) -> bool {
    let (short, long) = (one.words.min(other.words), one.words.max(other.words));
    one.has_long_title && short < MAX_TEASER && long > 2 * short
}

/// Whether most of the shorter text stands in the longer one. The share of shingles in common, with the lengths, tells how many
/// are.
fn is_excerpt(one: &TextRelease, other: &TextRelease) -> bool {
    let has_none = |release: &TextRelease| release.signature == Signature::default();
    if has_none(one) || has_none(other) {
        return false;
    }
    let same = one.signature.same_buckets(&other.signature);
    let share = f64::from(same) / f64::from(BUCKETS);
    let common = share / (1.0 + share) * f64::from(one.words + other.words);
    same >= MIN_EXCERPT_BUCKETS && common >= EXCERPT * f64::from(one.words.min(other.words))
}

fn same_number(one: &TextRelease, other: &TextRelease) -> Option<Condition> {
    let fits = days(one, other).is_none_or(|days| days < MAX_DAYS);
    (fits && SAME_NUMBER.holds(one, other)).then_some(Condition::NoOthers)
}

fn same_text(one: &TextRelease, other: &TextRelease) -> Option<Condition> {
    let wanted = match days(one, other) {
        Some(0) => SAME_DAY,
        Some(MAX_DAYS..) => return None,
        None if numbers_differ(one, other) => return None,
        None | Some(_) => TEXT_ALONE,
    };
    wanted.holds(one, other).then_some(Condition::Same)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The releases of one text, with days and numbers.
    fn alike(of: &[(Option<i32>, Option<u64>)]) -> Vec<TextRelease> {
        (1..)
            .zip(of)
            .map(|(key, (issued, number))| TextRelease {
                key,
                issued: *issued,
                words: 400,
                title: 7,
                has_long_title: false,
                address: 0,
                number: number.map_or(0, |number| 5 << 61 | number),
                signature: Signature([9; 8]),
            })
            .collect()
    }

    fn pairs(of: &[(Option<i32>, Option<u64>)]) -> Vec<(u32, u32)> {
        let pairs = copy_pairs(&alike(of)).into_iter();
        pairs.map(|pair| (pair.one, pair.other)).collect()
    }

    #[test]
    fn an_indictment_and_a_plea_told_after_one_pattern_are_two_releases_of_one_series() {
        assert_eq!(pairs(&[(None, Some(19097)), (None, Some(19386))]), []);
        assert_eq!(pairs(&[(None, Some(19097)), (None, Some(19097))]), [(0, 1)]);
        assert_eq!(pairs(&[(None, Some(19097)), (None, None)]), [(0, 1)]);
    }

    #[test]
    fn two_offices_announce_the_same_under_numbers_of_their_own() {
        assert_eq!(
            pairs(&[(Some(17000), Some(1)), (Some(17000), Some(2))]),
            [(0, 1)]
        );
        assert_eq!(
            pairs(&[(Some(17000), Some(1)), (Some(17001), Some(2))]),
            [(0, 1)]
        );
        assert_eq!(pairs(&[(Some(17000), Some(1)), (Some(17100), Some(2))]), []);
    }
}
