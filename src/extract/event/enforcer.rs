//! Is a release that of a civil enforcer, and of which?

use crate::extract::annotated_page::AnnotatedPage;
use crate::knowledge::entities::mention::Entity;
use crate::model::Found;

/// A body that enforces the law by suits and orders of its own, not by criminal cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Enforcer {
    /// None: a prosecutor, a state, another body.
    None,
    /// The Securities and Exchange Commission, in a litigation release: always in court.
    SecInCourt,
    /// The Securities and Exchange Commission.
    Sec,
    /// The Commodity Futures Trading Commission.
    Cftc,
    /// The Federal Trade Commission.
    Ftc,
    /// The Consumer Financial Protection Bureau.
    Cfpb,
    /// One that never goes to court: the Office of Foreign Assets Control, an inspector general.
    OwnOrders,
}

/// Paths of agencies that are enforcers.
const ENFORCERS: [(&str, Enforcer); 6] = [
    ("/sec", Enforcer::Sec),
    ("/cftc", Enforcer::Cftc),
    ("/ftc", Enforcer::Ftc),
    ("/cfpb", Enforcer::Cfpb),
    ("/treasury/ofac", Enforcer::OwnOrders),
    ("/hhs/oig", Enforcer::OwnOrders),
];

impl Enforcer {
    /// The enforcer whose release a page is. `agencies` are the agencies that it credits.
    pub(in crate::extract) fn of(
        page: &AnnotatedPage,
        agencies: &[Found<String>],
        number: Option<&Found<String>>,
    ) -> Enforcer {
        if number.is_some_and(|number| number.value.starts_with("LR-")) {
            return Enforcer::SecInCourt;
        }
        let credits_justice = agencies.iter().any(|found| found.value.starts_with("/doj"));
        let credited = ENFORCERS
            .iter()
            .find(|(path, _)| agencies.iter().any(|found| found.value == *path));
        match (credited, Enforcer::first_named(page)) {
            (Some((_, enforcer)), None) if !credits_justice => *enforcer,
            (_, Some(enforcer)) => enforcer,
            _ => Enforcer::None,
        }
    }

    /// The enforcer that the title names, or that the first sentence names before any body of the Justice Department.
    fn first_named(page: &AnnotatedPage) -> Option<Enforcer> {
        let all = page.knowledge.agencies();
        for part in page.parts() {
            for mention in &part.annotations.mentions {
                let first = &part.annotations.words[mention.words.start];
                if first.sentence > 0 {
                    break;
                }
                let path = match mention.entity {
                    Entity::Agency(at) => all[at].path.as_str(),
                    Entity::Office(_) => return None,
                    _ => continue,
                };
                let enforcer = ENFORCERS.iter().find(|(known, _)| path == *known);
                if path.starts_with("/doj") || enforcer.is_some() {
                    return enforcer.map(|(_, enforcer)| *enforcer);
                }
            }
        }
        None
    }
}
