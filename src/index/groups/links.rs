//! Are two releases of one case?
//!
//! A name alone says little: many people have it, and a company has many cases. So a link needs something else that both
//! have: a docket number, a reference from one to the other, a second name, or an offense in a place and a time that fit.

use crate::index::groups::collect::CaseRelease;
use crate::index::groups::facts::{Key, KeyKind};
use crate::index::groups::names::Names;

/// Why two releases are of one matter, the strongest reasons first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkReason {
    /// They are copies.
    Copy,
    /// They share a docket number, and a defendant or the court.
    Docket,
    /// One refers its readers to the other.
    Reference,
    /// They share several defendants, of whom one at least is a person.
    Defendants,
    /// They share a person and an offense, and their districts do not differ.
    Person,
    /// They share several organizations and an offense, at about the same time.
    Organizations,
    /// They share an organization, an offense and a district, at about the same time.
    Organization,
    /// They share an organization that few releases name, and an offense, at about the same time.
    RareOrganization,
}

impl LinkReason {
    /// Every reason, in this order.
    pub const ALL: [LinkReason; 8] = [
        LinkReason::Copy,
        LinkReason::Docket,
        LinkReason::Reference,
        LinkReason::Defendants,
        LinkReason::Person,
        LinkReason::Organizations,
        LinkReason::Organization,
        LinkReason::RareOrganization,
    ];

    /// In words.
    pub const fn text(self) -> &'static str {
        match self {
            LinkReason::Copy => "the same announcement",
            LinkReason::Docket => "the same docket number",
            LinkReason::Reference => "one refers to the other",
            LinkReason::Defendants => "several defendants in common",
            LinkReason::Person => "a person, and an offense, in common",
            LinkReason::Organizations => {
                "organizations, and an offense, in common at about the same time"
            }
            LinkReason::Organization => {
                "an organization, an offense and a district in common at about the same time"
            }
            LinkReason::RareOrganization => {
                "an organization of few releases, and an offense, in common at about the same time"
            }
        }
    }

    /// Its number in the table of groups.
    pub(crate) const fn number(self) -> u8 {
        self as u8
    }
}

/// Maximum number of days between two releases of one case that share people.
const MAX_DAYS: i32 = 8 * 365;

/// Maximum number of days where they share nothing but organizations: a company has many cases, one after another.
const MAX_DAYS_OF_ORGANIZATIONS: i32 = 3 * 365;

/// The same for one organization whose district is not told.
const MAX_DAYS_OF_RARE_ORGANIZATION: i32 = 2 * 365;

/// What two releases share.
#[derive(Debug, Default)]
struct Shared {
    people: usize,
    /// Of the people those who may be two of one name.
    doubtful: usize,
    organizations: usize,
    /// Of the organizations those that few releases name.
    rare_organizations: usize,
    dockets: usize,
    offenses: usize,
    districts: usize,
    states: usize,
}

impl Shared {
    /// What stands in both sorted lists.
    fn of(one: &[Key], other: &[Key], names: &Names) -> Self {
        let mut shared = Shared::default();
        let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
        while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
            if left.fits(**right) {
                let count = match left.kind() {
                    KeyKind::Person => Some(&mut shared.people),
                    KeyKind::Organization => Some(&mut shared.organizations),
                    KeyKind::Docket => Some(&mut shared.dockets),
                    KeyKind::Offense => Some(&mut shared.offenses),
                    KeyKind::District => Some(&mut shared.districts),
                    KeyKind::State => Some(&mut shared.states),
                    KeyKind::Number | KeyKind::Reference => None,
                };
                if let Some(count) = count.filter(|_| !names.is_common(**left)) {
                    *count += 1;
                }
                if left.kind() == KeyKind::Person
                    && !names.is_common(**left)
                    && names.may_be_two(**left, **right)
                {
                    shared.doubtful += 1;
                }
                if left.kind() == KeyKind::Organization && names.is_rare(**left) {
                    shared.rare_organizations += 1;
                }
                one.next();
                other.next();
            } else if left < right {
                one.next();
            } else {
                other.next();
            }
        }
        shared
    }
}

/// How the places of two releases stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    Same,
    Unknown,
    Different,
}

impl Places {
    fn of(one: &[Key], other: &[Key], shared: &Shared) -> Self {
        let both_have = |kind| {
            let has = |keys: &[Key]| keys.iter().any(|key| key.kind() == kind);
            has(one) && has(other)
        };
        if shared.districts > 0 {
            Places::Same
        } else if both_have(KeyKind::District) || both_have(KeyKind::State) && shared.states == 0 {
            Places::Different
        } else {
            Places::Unknown
        }
    }
}

/// Why two releases are of one case, and how much says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Linked {
    pub(crate) reason: LinkReason,
    /// How many defendants they share.
    pub(crate) defendants: usize,
}

/// Why two releases are of one case; none where nothing says that they are.
pub(crate) fn link(
    one: (&CaseRelease, &[Key]),
    other: (&CaseRelease, &[Key]),
    names: &Names,
) -> Option<Linked> {
    let shared = Shared::of(one.1, other.1, names);
    Some(Linked {
        reason: reason(one, other, &shared)?,
        defendants: shared.people + shared.organizations,
    })
}

fn reason(
    one: (&CaseRelease, &[Key]),
    other: (&CaseRelease, &[Key]),
    shared: &Shared,
) -> Option<LinkReason> {
    let places = Places::of(one.1, other.1, shared);
    let defendants = shared.people + shared.organizations;
    let fits = places != Places::Different;
    if shared.dockets > 0 && (defendants > 0 && fits || places == Places::Same) {
        return Some(LinkReason::Docket);
    }
    if (refers(one, other) || refers(other, one)) && (defendants > 0 || fits && shared.offenses > 0)
    {
        return Some(LinkReason::Reference);
    }
    let days = match (one.0.day(), other.0.day()) {
        (Some(one), Some(other)) => Some((one - other).abs()),
        _ => None,
    };
    if days.is_some_and(|days| days > MAX_DAYS) {
        return None;
    }
    let has_offense = shared.offenses > 0;
    // In another place a gang or a company has other cases: two people are needed.
    if shared.people > 0 && defendants > 1 && (fits || has_offense && shared.people > 1) {
        return Some(LinkReason::Defendants);
    }
    if shared.people > shared.doubtful && has_offense && fits {
        return Some(LinkReason::Person);
    }
    let is_near = days.is_some_and(|days| days <= MAX_DAYS_OF_ORGANIZATIONS);
    if shared.organizations > 1 && has_offense && fits && is_near {
        return Some(LinkReason::Organizations);
    }
    if shared.organizations > 0 && has_offense && is_near && places == Places::Same {
        return Some(LinkReason::Organization);
    }
    let is_nearer = days.is_some_and(|days| days <= MAX_DAYS_OF_RARE_ORGANIZATION);
    (shared.rare_organizations > 0 && has_offense && fits && is_nearer)
        .then_some(LinkReason::RareOrganization)
}

/// Whether a release refers its readers to another.
fn refers(one: (&CaseRelease, &[Key]), other: (&CaseRelease, &[Key])) -> bool {
    let of_kind = |keys: &[Key], kind| {
        let keys = keys.iter().filter(move |key| key.kind() == kind);
        keys.map(|key| key.as_number()).collect::<Vec<_>>()
    };
    let numbers = of_kind(other.1, KeyKind::Number);
    !numbers.is_empty()
        && of_kind(one.1, KeyKind::Reference)
            .iter()
            .any(|number| numbers.contains(number))
}
