//! Groups the releases of an index.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::index::groups::collect::{Cases, case_releases, text_releases};
use crate::index::groups::copies::copy_pairs;
use crate::index::groups::matters::{Joined, join};
use crate::index::groups::table::Groups;
use crate::index::groups::union_find::UnionFind;
use crate::index::segment::live_segment::LiveSegment;

/// Groups the releases of these segments. The texts are compared first, and their signatures are no more in memory when the
/// cases are.
pub(crate) fn group(segments: &[LiveSegment]) -> Result<Groups> {
    let pairs = copy_pairs(&text_releases(segments)?);
    let cases = case_releases(segments)?;
    Ok(groups(&cases, join(&cases, &pairs)))
}

/// The groups of more than one of `count` releases, by their heads. Most releases are in a group of their own, without a list.
fn groups_of_several(joined: &mut UnionFind, count: usize) -> BTreeMap<u32, Vec<u32>> {
    let heads: Vec<u32> = (0..)
        .take(count)
        .map(|number| joined.find(number))
        .collect();
    let mut sizes = vec![0_u32; count];
    for head in &heads {
        sizes[*head as usize] += 1;
    }
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (number, head) in (0..).zip(heads) {
        if sizes[head as usize] > 1 {
            groups.entry(head).or_default().push(number);
        }
    }
    groups
}

/// What was joined, with the keys of releases instead of their numbers. Groups are in the order of their first members.
fn groups(cases: &Cases, mut joined: Joined) -> Groups {
    let key = |number: u32| cases.releases[number as usize].key;
    let count = cases.releases.len();
    let copies = groups_of_several(&mut joined.copies, count);
    let mut matters = groups_of_several(&mut joined.matters, count);
    // Copies alone are one announcement, and no matter.
    matters.retain(|_, members| {
        let mut heads = members.iter().map(|member| joined.copies.find(*member));
        let first = heads.next();
        heads.any(|head| Some(head) != first)
    });
    let mut links: BTreeMap<u32, Vec<(u64, u64, _)>> = BTreeMap::new();
    for link in &joined.links {
        let matter = joined.matters.find(link.one);
        if matters.contains_key(&matter) {
            let link = (key(link.one), key(link.other), link.reason);
            links.entry(matter).or_default().push(link);
        }
    }
    let release = |number: &u32| &cases.releases[*number as usize];
    let shown_first = |mut members: Vec<u32>| {
        // No teaser; then the first in time of those that tell as much: an update note comes later.
        let longest = members.iter().map(|number| release(number).words).max();
        members.sort_by_key(|number| {
            let one = release(number);
            let is_teaser = u64::from(one.words) * 2 < u64::from(longest.unwrap_or(0));
            (is_teaser, u8::MAX - one.rank, one.place())
        });
        members
    };
    let in_time = |mut members: Vec<u32>| {
        members.sort_by_key(|number| release(number).place());
        members
    };
    let with_keys = |members: Vec<u32>| members.into_iter().map(key).collect::<Vec<u64>>();
    Groups {
        copies: copies
            .into_values()
            .map(shown_first)
            .map(with_keys)
            .collect(),
        links: (matters.keys())
            .map(|matter| links.remove(matter).unwrap_or_default())
            .collect(),
        matters: matters.into_values().map(in_time).map(with_keys).collect(),
    }
}
