//! One case: its releases in the order of time, its defendants, its sums of money.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::error::{Error, Result};
use crate::index::grouped::DocGroups;
use crate::index::groups::table::Member;
use crate::index::manifest::release_lookup::find_release;
use crate::index::{Kinship, LinkReason, OpenIndex};
use crate::model::{Amount, Defendant, DefendantKind, Imprisonment, Release, Stage};
use crate::query::defendant_name::{ComparedName, is_fuller, is_same};
use crate::schema::DocketNumber;

/// The releases of one case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matter {
    /// The id of its first release.
    pub id: String,
    /// In the order of time. Of copies there is the one that tells most.
    pub releases: Vec<MatterRelease>,
    /// Why they are one case: one link fewer than there are releases and copies.
    pub links: Vec<MatterLink>,
}

/// A release of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct MatterRelease {
    /// The release without its text.
    pub release: Release,
    /// The ids of its copies.
    pub copies: Vec<String>,
}

impl MatterRelease {
    /// Whether this id is that of the release or of one of its copies.
    pub fn is(&self, id: &str) -> bool {
        self.release.id == id || self.copies.iter().any(|copy| copy == id)
    }
}

/// Why two releases are of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterLink {
    /// The id of the one.
    pub one: String,
    /// The id of the other.
    pub other: String,
    /// What says so.
    pub reason: LinkReason,
    /// The defendants and the docket numbers that both tell, as the one has them.
    pub shared: Vec<String>,
}

/// A defendant of a case, as its releases tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterDefendant {
    /// The fullest name.
    pub name: String,
    /// Person or organization.
    pub kind: DefendantKind,
    /// The latest event that a release tells of the defendant.
    pub stage: Option<Stage>,
    /// The day of that event, or of the release.
    pub day: Option<Date>,
    /// The longest imprisonment that a release tells; none where it tells none.
    pub months: Option<Imprisonment>,
}

/// The matter of the release with this id or number. A release that is in no matter is the only one of its own.
///
/// # Errors
///
/// There is no such release; a damaged index.
pub fn matter(index: &OpenIndex, id: &str) -> Result<Matter> {
    index.with_corruption_check(|| {
        let (release, _) = index.release(id)?;
        let groups = DocGroups::open(index)?;
        let table = groups.table();
        let address = find_release(&index.searcher, &release.id)?;
        let member =
            address.and_then(|address| groups.member(address.segment_ord as usize, address.doc_id));
        let found = member.and_then(|member| table.matter(member));
        let members = match (found, member) {
            (Some(matter), _) => table.releases_of(matter),
            // Copies without others of the case.
            (None, Some(member)) => {
                let group = table.copy_group(member);
                group.map_or_else(Vec::new, |(group, _)| table.copies(group))
            }
            (None, None) => Vec::new(),
        };
        if members.is_empty() {
            return Ok(Matter {
                id: release.id.clone(),
                releases: vec![MatterRelease {
                    release,
                    copies: Vec::new(),
                }],
                links: Vec::new(),
            });
        }
        let addresses = groups.addresses(members.iter().copied());
        let mut ids = HashMap::new();
        for (member, address) in &addresses {
            if let Some(id) = groups.id(*address)? {
                ids.insert(*member, id);
            }
        }
        let id_of = |member: &Member| ids.get(member).cloned();
        let mut matter = Matter {
            id: members
                .first()
                .and_then(|first| id_of(&table.shown(*first)))
                .unwrap_or_default(),
            ..Matter::default()
        };
        for member in &members {
            let Some(address) = addresses.get(member) else {
                return Err(Error::Damaged {
                    path: index.path.clone(),
                    why: "a release of a case is missing".to_owned(),
                });
            };
            let copies = match table.copy_group(*member) {
                // The first one stands for them.
                Some((_, 1..)) => continue,
                Some((group, 0)) => table
                    .copies(group)
                    .iter()
                    .skip(1)
                    .filter_map(id_of)
                    .collect(),
                None => Vec::new(),
            };
            let (release, _) = index.stored(*address)?;
            matter.releases.push(MatterRelease { release, copies });
        }
        let links = found.map_or_else(Vec::new, |matter| table.links(matter));
        let of_member: HashMap<&str, &Release> = (matter.releases.iter())
            .flat_map(|one| {
                let ids = std::iter::once(&one.release.id).chain(&one.copies);
                ids.map(|id| (id.as_str(), &one.release))
            })
            .collect();
        let link = |(one, other, reason): (Member, Member, LinkReason)| {
            let (one, other) = (id_of(&one)?, id_of(&other)?);
            let releases = of_member
                .get(one.as_str())
                .zip(of_member.get(other.as_str()));
            let shared = releases.filter(|_| reason != LinkReason::Copy);
            let shared = shared.map_or_else(Vec::new, |(one, other)| shared_by(one, other));
            Some(MatterLink {
                one,
                other,
                reason,
                shared,
            })
        };
        matter.links = links.into_iter().filter_map(link).collect();
        Ok(matter)
    })
}

impl Matter {
    /// The first and the last day of its releases.
    pub fn span(&self) -> Option<(Date, Date)> {
        let days = || self.releases.iter().filter_map(|one| day(&one.release));
        Some((days().min()?, days().max()?))
    }

    /// What is told of the copies and the matter of one of its releases.
    pub fn kinship(&self, id: &str) -> Kinship {
        let mut kinship = Kinship {
            matter: (self.releases.len() > 1).then(|| self.id.clone()),
            ..Kinship::default()
        };
        for one in &self.releases {
            let shown = &one.release.id;
            if shown == id {
                kinship.copies.clone_from(&one.copies);
            } else if one.is(id) {
                let copies = one.copies.iter().filter(|copy| *copy != id).cloned();
                kinship.copies = std::iter::once(shown.clone()).chain(copies).collect();
                kinship.copy_of = Some(shown.clone());
            }
        }
        kinship.copy_count = kinship.copies.len();
        kinship
    }

    /// Its defendants, in the order in which releases name them, each with the latest event.
    pub fn defendants(&self) -> Vec<MatterDefendant> {
        // Each with its names: all must agree, so that father and son do not become one by a name without `Jr.`.
        let mut found: Vec<(Vec<ComparedName>, MatterDefendant)> = Vec::new();
        for release in self.releases.iter().map(|one| &one.release) {
            for defendant in &release.defendants {
                let name = ComparedName::of(defendant);
                let is_named =
                    |known: &[ComparedName]| known.iter().all(|known| is_same(known, &name));
                let at = found.iter().position(|(known, _)| is_named(known));
                let at = at.unwrap_or_else(|| {
                    let first = MatterDefendant {
                        name: String::new(),
                        kind: defendant.kind,
                        stage: None,
                        day: None,
                        months: None,
                    };
                    found.push((Vec::new(), first));
                    found.len() - 1
                });
                if !found[at].0.contains(&name) {
                    found[at].0.push(name);
                }
                found[at].1.tell(defendant, release);
            }
        }
        found.into_iter().map(|(_, defendant)| defendant).collect()
    }

    /// Its sums of money, each role and value once, the largest of a role first.
    pub fn amounts(&self) -> Vec<Amount> {
        let releases = self.releases.iter();
        let mut amounts: Vec<Amount> = releases
            .flat_map(|one| one.release.amounts.iter().copied())
            .collect();
        amounts.sort_by_key(|amount| (amount.role, std::cmp::Reverse(amount.value)));
        amounts.dedup();
        amounts
    }

    /// Every agency that a release credits, sorted.
    pub fn agencies(&self) -> Vec<String> {
        let releases = self.releases.iter();
        let mut agencies: Vec<String> = releases
            .flat_map(|one| one.release.agencies.iter().cloned())
            .collect();
        agencies.sort_unstable();
        agencies.dedup();
        agencies
    }
}

impl MatterDefendant {
    /// Adds what a release tells, which is no earlier than those before it.
    fn tell(&mut self, defendant: &Defendant, release: &Release) {
        if is_fuller(defendant, &self.name) {
            self.name.clone_from(&defendant.name);
        }
        let own = release
            .sentences
            .iter()
            .filter(|sentence| sentence.defendant == defendant.name);
        self.months = own
            .clone()
            .filter_map(|sentence| sentence.months)
            .max()
            .max(self.months);
        // A release on the sentence of one defendant also names the others.
        let is_of_others = release.stage == Some(Stage::Sentence)
            && !release.sentences.is_empty()
            && own.count() == 0;
        let stage = release.stage.filter(|stage| *stage != Stage::Other);
        if let (Some(stage), false) = (stage, is_of_others) {
            self.stage = Some(stage);
            self.day = release.event_date.or(release.date);
        }
    }
}

/// The defendants and the docket numbers that two releases share, as the one has them.
fn shared_by(one: &Release, other: &Release) -> Vec<String> {
    let others: Vec<ComparedName> = other.defendants.iter().map(ComparedName::of).collect();
    let is_named = |defendant: &&Defendant| {
        let name = ComparedName::of(defendant);
        others.iter().any(|other| is_same(other, &name))
    };
    let number = |docket: &String| DocketNumber::read(docket).key;
    let is_told = |docket: &&String| {
        other
            .dockets
            .iter()
            .any(|other| number(other) == number(docket))
    };
    let defendants = one.defendants.iter().filter(is_named);
    let defendants = defendants.map(|defendant| defendant.name.clone());
    let dockets = one.dockets.iter().filter(is_told).cloned();
    defendants.chain(dockets).collect()
}

/// The day of a release: of issue, else of the event.
pub fn day(release: &Release) -> Option<Date> {
    release.date.or(release.event_date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sentence;

    /// A case of releases, each on the sentences of persons, in months.
    fn case(releases: &[&[(&str, u32)]]) -> Matter {
        let releases = releases.iter().map(|sentences| {
            let mut release = Release::default();
            for (name, months) in *sentences {
                release.defendants.push(Defendant {
                    name: (*name).to_owned(),
                    kind: DefendantKind::Person,
                    aliases: Vec::new(),
                });
                release.sentences.push(Sentence {
                    defendant: (*name).to_owned(),
                    months: Some(Imprisonment::TenthsOfMonths(months * 10)),
                    supervised_release_months: None,
                    probation_months: None,
                });
            }
            MatterRelease {
                release,
                copies: Vec::new(),
            }
        });
        Matter {
            releases: releases.collect(),
            ..Matter::default()
        }
    }

    fn shown(releases: &[&[(&str, u32)]]) -> Vec<String> {
        let defendants = case(releases).defendants().into_iter();
        defendants
            .map(|one| match one.months {
                Some(months) => format!("{}: {months}", one.name),
                None => one.name,
            })
            .collect()
    }

    #[test]
    fn father_and_son_are_two_defendants_each_with_a_sentence_of_his_own() {
        assert_eq!(
            shown(&[
                &[("Carlo Vantz", 60)],
                &[("Carlo Vantz Sr.", 60), ("Carlo Vantz Jr.", 12)],
                &[("Carlo Vantz, Jr.", 12)],
            ]),
            ["Carlo Vantz Sr.: 60", "Carlo Vantz Jr.: 12"]
        );
    }
}
