//! Joins releases to copies and matters.

use std::collections::HashMap;

use crate::index::groups::collect::Cases;
use crate::index::groups::copies::{Condition, CopyPair};
use crate::index::groups::facts::{Key, KeyKind};
use crate::index::groups::links::{LinkReason, Linked, link};
use crate::index::groups::names::{Names, buckets};
use crate::index::groups::union_find::UnionFind;

/// Maximum number of releases of one matter. Copies count once.
const MAX_MATTER: u32 = 500;

/// Why two releases, by their numbers, are of one matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) one: u32,
    pub(crate) other: u32,
    pub(crate) reason: LinkReason,
}

/// What releases are joined to.
pub(crate) struct Joined {
    /// The groups of copies.
    pub(crate) copies: UnionFind,
    /// The matters.
    pub(crate) matters: UnionFind,
    /// One link fewer than each matter has releases.
    pub(crate) links: Vec<Link>,
}

/// Joins the copies among `pairs`, then the releases of one case.
pub(crate) fn join(cases: &Cases, pairs: &[CopyPair]) -> Joined {
    let releases = cases.releases.len();
    let mut copies = UnionFind::new(vec![1; releases]);
    let mut links = Vec::new();
    for pair in pairs {
        let (one, other) = (pair.one, pair.other);
        if fits(cases, pair) && copies.join(one, other, u32::MAX) {
            let reason = LinkReason::Copy;
            links.push(Link { one, other, reason });
        }
    }
    // A group of copies weighs as one release: the one that stands for it.
    let weights = (0..)
        .take(releases)
        .map(|at| u32::from(copies.find(at) == at));
    let mut matters = UnionFind::new(weights.collect());
    for Link { one, other, .. } in &links {
        matters.join(*one, *other, u32::MAX);
    }
    let (buckets, names) = buckets(cases, &mut copies);
    let mut joining = Joining {
        is_report: vec![false; releases],
        nearest: HashMap::new(),
        cases,
        names: &names,
        matters,
        links,
    };
    joining.find_reports(&buckets);
    // The strongest links first, so that a bound on the size of a matter cuts the weakest.
    for reason in &LinkReason::ALL[1..] {
        joining.join(&buckets, *reason);
    }
    joining.join_reports(&buckets);
    Joined {
        copies,
        matters: joining.matters,
        links: joining.links,
    }
}

/// Whether the defendants of two releases are as they must be for copies.
fn fits(cases: &Cases, pair: &CopyPair) -> bool {
    if pair.condition == Condition::None {
        return true;
    }
    let named = |release: u32| {
        let is_name = |key: &Key| matches!(key.kind(), KeyKind::Person | KeyKind::Organization);
        let keys = cases.names_of(release as usize).iter().copied();
        keys.filter(is_name).collect::<Vec<Key>>()
    };
    let (one, other) = (named(pair.one), named(pair.other));
    let mut shared = one
        .iter()
        .filter(|key| other.iter().any(|name| key.fits(*name)));
    match (one.is_empty(), other.is_empty()) {
        (false, false) => shared.next().is_some(),
        (one, other) => one == other || pair.condition == Condition::NoOthers,
    }
}

/// Matters that are being joined.
struct Joining<'a> {
    cases: &'a Cases,
    /// Of each release whether it must not join others: it tells of several cases.
    is_report: Vec<bool>,
    /// Of releases that tell no district those with whose releases they share most.
    nearest: HashMap<u32, Vec<Key>>,
    names: &'a Names,
    matters: UnionFind,
    links: Vec<Link>,
}

/// A release of a bucket, and what it shares with others of its case.
struct Member {
    release: u32,
    keys: Vec<Key>,
}

impl Member {
    fn districts(&self) -> Vec<Key> {
        let keys = self.keys.iter().copied();
        keys.filter(|key| key.kind() == KeyKind::District).collect()
    }
}

/// A release that shares half as many defendants more with releases of one district than with others is of that one.
const MUCH_MORE: (usize, usize) = (3, 2);

impl Joining<'_> {
    fn members(&self, bucket: &[(Key, u32)]) -> Vec<Member> {
        let members = bucket.iter().map(|(_, release)| Member {
            release: *release,
            keys: self.cases.keys(*release as usize),
        });
        members.collect()
    }

    fn link(&self, one: &Member, other: &Member) -> Option<Linked> {
        let release = |member: &Member| &self.cases.releases[member.release as usize];
        let (one, other) = ((release(one), &*one.keys), (release(other), &*other.keys));
        link(one, other, self.names)
    }

    /// Whether a release must not join others for this reason. One that announces no event of a case may only be of the case whose
    /// docket number it tells.
    fn joins_nothing(&self, release: u32, reason: LinkReason) -> bool {
        let at = release as usize;
        self.is_report[at] || !self.cases.releases[at].has_event && reason != LinkReason::Docket
    }

    fn is_left_over(&self, release: u32) -> bool {
        self.joins_nothing(release, LinkReason::Person)
    }

    /// Finds the releases that tell no district and are linked to releases of different ones, to none of them much more than to
    /// others: a report on a year, on one kind of crime. Of one that is, the links to other districts are no links.
    fn find_reports(&mut self, buckets: &[(Key, u32)]) {
        // By release: how many defendants it shares, at most, with releases of each set of districts.
        let mut found: HashMap<u32, Vec<(Vec<Key>, usize)>> = HashMap::new();
        for bucket in buckets.chunk_by(|one, other| one.0 == other.0) {
            let members = self.members(bucket);
            let without_district = members.iter().filter(|one| one.districts().is_empty());
            for one in without_district {
                for other in &members {
                    let districts = other.districts();
                    let Some(linked) = self.link(one, other).filter(|_| !districts.is_empty())
                    else {
                        continue;
                    };
                    let shares = found.entry(one.release).or_default();
                    match shares.iter_mut().find(|(known, _)| *known == districts) {
                        Some((_, most)) => *most = linked.defendants.max(*most),
                        None => shares.push((districts, linked.defendants)),
                    }
                }
            }
        }
        for (release, mut shares) in found {
            shares.sort_unstable_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
            let (nearest, most) = &shares[0];
            let is_apart = |(districts, _): &&(Vec<Key>, usize)| {
                !districts.iter().any(|district| nearest.contains(district))
            };
            let next = shares.iter().find(is_apart).map_or(0, |(_, next)| *next);
            if MUCH_MORE.1 * most < MUCH_MORE.0 * next {
                self.is_report[release as usize] = true;
            } else {
                self.nearest.insert(release, nearest.clone());
            }
        }
    }

    /// Whether one of the two tells no district, is nearest to releases of one, and the other is of others.
    fn are_of_other_districts(&self, one: &Member, other: &Member) -> bool {
        let is_apart = |one: &Member, other: &Member| {
            let Some(nearest) = self.nearest.get(&one.release) else {
                return false;
            };
            let districts = other.districts();
            !districts.is_empty() && !districts.iter().any(|district| nearest.contains(district))
        };
        is_apart(one, other) || is_apart(other, one)
    }

    /// Joins the releases that are no reports and are linked for this reason.
    fn join(&mut self, buckets: &[(Key, u32)], reason: LinkReason) {
        for bucket in buckets.chunk_by(|one, other| one.0 == other.0) {
            let mut members = self.members(bucket);
            members.retain(|member| !self.joins_nothing(member.release, reason));
            for (at, one) in members.iter().enumerate() {
                for other in &members[at + 1..] {
                    let are_one =
                        self.matters.find(one.release) == self.matters.find(other.release);
                    let is_meant = |linked: Linked| linked.reason == reason;
                    if !are_one
                        && self.link(one, other).is_some_and(is_meant)
                        && !self.are_of_other_districts(one, other)
                        && self.matters.join(one.release, other.release, MAX_MATTER)
                    {
                        let (one, other) = (one.release, other.release);
                        self.links.push(Link { one, other, reason });
                    }
                }
            }
        }
    }

    /// Joins each report to the one matter that it is linked to. It must not join several.
    fn join_reports(&mut self, buckets: &[(Key, u32)]) {
        let mut found: Vec<Link> = Vec::new();
        for bucket in buckets.chunk_by(|one, other| one.0 == other.0) {
            let (cases, reports): (Vec<Member>, Vec<Member>) = (self.members(bucket).into_iter())
                .partition(|member| !self.is_left_over(member.release));
            for report in reports {
                for case in &cases {
                    if let Some(linked) = self.link(&report, case) {
                        let (one, other, reason) = (report.release, case.release, linked.reason);
                        found.push(Link { one, other, reason });
                    }
                }
            }
        }
        found.sort_unstable();
        for links in found.chunk_by(|one, other| one.one == other.one) {
            let matter = self.matters.find(links[0].other);
            let mut others = links[1..].iter();
            let best = links.iter().min_by_key(|link| (link.reason, link.other));
            if let (true, Some(best)) = (
                others.all(|link| self.matters.find(link.other) == matter),
                best,
            ) && self.matters.join(best.one, best.other, MAX_MATTER)
            {
                self.links.push(*best);
            }
        }
    }
}
