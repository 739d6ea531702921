//! Against whom is the evidence enough?

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::extract::defendant::entities::{Mention, Parties, Party, fold};
use crate::extract::defendant::findings::{Cast, CastMention, Known};
use crate::model::{DefendantKind, EvidenceSource, Found};

/// Most defendants of one release.
const MAX_DEFENDANTS: usize = 300;

/// Words that are no name of a public body without that of a place.
const GENERIC: [&str; 18] = [
    "board",
    "city",
    "county",
    "court",
    "department",
    "district",
    "fire",
    "independent",
    "office",
    "police",
    "public",
    "school",
    "schools",
    "sheriff",
    "sheriffs",
    "state",
    "unified",
    "university",
];

/// Those against whom the evidence is enough.
pub(super) fn chosen(parties: Parties, mentions: &[Vec<Mention>; 2], known: &Known) -> Cast {
    let officials: Vec<(String, String)> = known
        .officials
        .iter()
        .filter_map(|name| {
            let mut words = name.split_whitespace().filter(|word| {
                !matches!(
                    word.trim_matches(['.', ',']),
                    "Jr" | "Sr" | "II" | "III" | "IV"
                )
            });
            let first = fold(words.next()?);
            Some((first, fold(words.next_back()?)))
        })
        .collect();
    let mut numbers = vec![None; parties.all.len()];
    let mut order: Vec<usize> = (0..parties.all.len())
        .filter(|at| is_defendant(&parties.all[*at], &officials, known.is_event))
        .collect();
    if known.is_civil {
        add_public_bodies(&mut order, &parties);
    }
    if order.is_empty() {
        order.extend(the_aged_one(&parties, known.is_event));
    }
    if order.is_empty() && known.is_event {
        order.extend((0..parties.all.len()).filter(|at| is_told_of(&parties.all[*at], &officials)));
    }
    order.sort_by_key(|at| in_order(&parties.all[*at]));
    drop_ends_of_names(&mut order, &parties);
    drop_other_names(&mut order, &parties);
    drop_told(&mut order, &parties);
    order.truncate(MAX_DEFENDANTS);
    let mut cast = Cast::default();
    let is_other: Vec<bool> = parties
        .all
        .iter()
        .map(|party| {
            let evidence = &party.evidence;
            party.found.value.kind == DefendantKind::Person
                && [evidence.victim, evidence.titled, evidence.speaks] == [0; 3]
                && !is_official(party, &officials)
        })
        .collect();
    let mut all: Vec<Option<Party>> = parties.all.into_iter().map(Some).collect();
    for at in order {
        if let Some(party) = all[at].take() {
            numbers[at] = Some(cast.defendants.len());
            let rule = if party.evidence.caption > 0 {
                "caption"
            } else if party.evidence.strong > 0 {
                "accused"
            } else {
                "aged"
            };
            cast.defendants.push(Found {
                rule,
                ..party.found
            });
        }
    }
    for part in [0, 1] {
        cast.mentions[part] = mentions[part]
            .iter()
            .filter_map(|mention| {
                Some(CastMention {
                    words: mention.words.clone(),
                    defendant: numbers[mention.party?]?,
                })
            })
            .collect();
        cast.others[part] = mentions[part]
            .iter()
            .filter(|mention| {
                mention
                    .party
                    .is_some_and(|party| is_other[party] && numbers[party].is_none())
            })
            .map(|mention| mention.words.clone())
            .collect();
    }
    cast
}

/// The first person whose age is told, where no words accuse anybody: `A man was charged. Jo Doe, 43, went home.` A release that
/// announces no event must go on to tell of them.
fn the_aged_one(parties: &Parties, is_event: bool) -> Option<usize> {
    let least = if is_event { 1 } else { 3 };
    let is_aged = |party: &Party| {
        let evidence = &party.evidence;
        evidence.age > 0
            && evidence.mentions >= least
            && party.found.value.kind == DefendantKind::Person
            && [evidence.victim, evidence.speaks, evidence.titled] == [0; 3]
    };
    let aged = (0..parties.all.len()).filter(|at| is_aged(&parties.all[*at]));
    aged.min_by_key(|at| in_order(&parties.all[*at]))
}

/// Whether a person is told of where no words accuse anybody: `A man was charged. According to court documents, Jo Doe kept the
/// money. Doe was paid.`
fn is_told_of(party: &Party, officials: &[(String, String)]) -> bool {
    let evidence = &party.evidence;
    evidence.sourced
        && party.found.value.kind == DefendantKind::Person
        && [evidence.victim, evidence.speaks, evidence.titled] == [0; 3]
        && !is_official(party, officials)
}

/// The key that sorts by the first place where a release names somebody.
fn in_order(party: &Party) -> (bool, usize) {
    let found = &party.found;
    (found.place != EvidenceSource::Title, found.span.start)
}

/// Adds the public bodies of a civil case: `lawsuit against the city of Oldport`. Beside persons and firms that are accused they
/// are more often those who sue. Beside other bodies a phrase must name them.
fn add_public_bodies(order: &mut Vec<usize>, parties: &Parties) {
    if !order.iter().all(|at| parties.all[*at].public) {
        return;
    }
    let others = !order.is_empty();
    // "Oldport County agreed to mend its sewers"
    let is_local = |party: &Party| {
        let mut words = party.words.iter();
        words.any(|word| {
            matches!(
                word,
                "city" | "county" | "parish" | "school" | "schools" | "town" | "village"
            )
        })
    };
    let is_accused = |at: &usize| {
        let party = &parties.all[*at];
        let evidence = &party.evidence;
        party.public
            && (evidence.named > 0
                || !others && (evidence.strong > 0 || evidence.weak > 0 && is_local(party)))
            && [evidence.victim, evidence.titled] == [0; 2]
    };
    let bodies: Vec<usize> = (0..parties.all.len()).filter(is_accused).collect();
    // "Oldport County, Ohio, School District"
    let is_cut = |at: &usize| {
        let mut words = parties.all[*at].words.iter();
        words.all(|word| GENERIC.contains(&word))
    };
    if bodies.iter().any(is_cut) {
        return;
    }
    // "Oldport County" and "the county of Oldport" are one.
    let key = |at: usize| {
        let words = parties.all[at].words.iter();
        let mut words: Vec<&str> = words.filter(|word| *word != "of").collect();
        words.sort_unstable();
        words
    };
    let mut known: HashSet<Vec<&str>> = order.iter().map(|at| key(*at)).collect();
    for at in bodies {
        // Tribes and federal agencies are those who sue; "Oldport County and County officials" is cut.
        let words = &parties.all[at].words;
        let is_other = matches!(
            words.last(),
            Some("nation" | "tribe" | "tribes" | "federal")
        ) || matches!(words.first(), Some("us" | "u.s"))
            || words.iter().any(|word| word == "and") && words.last() == Some("county");
        if !is_other && known.insert(key(at)) {
            order.push(at);
        }
    }
}

/// Leaves out the firms of which only a story is told, where others are charged: `the complaint alleges that Acme paid Doe`.
fn drop_told(order: &mut Vec<usize>, parties: &Parties) {
    let is_charged = |at: usize| {
        let evidence = &parties.all[at].evidence;
        evidence.caption > 0 || evidence.strong > evidence.told || evidence.age > 0
    };
    // "alleges that Jo Doe and Acme sold shares"
    let is_told_with_charged = |at: usize| {
        let first = parties.all[at].evidence.told_with;
        first.is_some_and(|first| first != at && is_charged(first))
    };
    if order.iter().any(|at| is_charged(*at)) {
        order.retain(|at| {
            is_charged(*at)
                || is_told_with_charged(*at)
                || parties.all[*at].found.value.kind == DefendantKind::Person
        });
    }
}

/// Of two organizations of which one's name is the end of the other's leaves out one: `Care, Inc.` beside `Doe Home Care, Inc.`,
/// but `Former Acme Corp.` beside `Acme Corp.`
fn drop_ends_of_names(order: &mut Vec<usize>, parties: &Parties) {
    /// Most organizations that are compared, each with all others.
    const MAX_COMPARED: usize = 100;
    /// What stands in front of a name, and is not of it.
    const IN_FRONT: [&str; 9] = [
        "v",
        "former",
        "based",
        "sec",
        "court",
        "commission",
        "ceo",
        "company",
        "supplier",
    ];
    let is_organization =
        |at: &&usize| parties.all[**at].found.value.kind == DefendantKind::Organization;
    let organizations = order.iter().filter(is_organization).take(MAX_COMPARED);
    let organizations: Vec<usize> = organizations.copied().collect();
    let mut dropped = Vec::new();
    for short_at in &organizations {
        for long_at in &organizations {
            let (short, long) = (&parties.all[*short_at], &parties.all[*long_at]);
            let Some(more) = long.words.len().checked_sub(short.words.len()) else {
                continue;
            };
            if more == 0 || !long.words.ends_with(&short.words) {
                continue;
            }
            let in_front = || long.words.iter().take(more);
            let is_described =
                in_front().any(|word| IN_FRONT.contains(&word)) || in_front().next() == Some("of");
            let is_named_alone = short.evidence.mentions > long.evidence.mentions
                || in_front().any(|word| word == "and");
            // "Holdings, LLC" is never a name by itself.
            let is_whole = is_described || short.words.len() > 1 && is_named_alone;
            dropped.push(if is_whole { *long_at } else { *short_at });
        }
    }
    order.retain(|at| !dropped.contains(at));
}

/// Leaves out what is another name of a defendant, or the same name with other signs: `Doe Tax Service` beside `Jo Doe, doing
/// business as Doe Tax Service`.
fn drop_other_names(order: &mut Vec<usize>, parties: &Parties) {
    let mut names: HashMap<String, usize> = HashMap::new();
    for at in &*order {
        let defendant = &parties.all[*at].found.value;
        for alias in &defendant.aliases {
            names.entry(fold(alias)).or_insert(*at);
        }
    }
    order.retain(|at| {
        let name = fold(&parties.all[*at].found.value.name);
        *names.entry(name).or_insert(*at) == *at
    });
}

/// Whether a party is one of the officials, of whom the first and the last names are given.
fn is_official(party: &Party, officials: &[(String, String)]) -> bool {
    party.found.value.kind == DefendantKind::Person
        && officials.iter().any(|(first, last)| {
            party.words.last() == Some(last.as_str())
                && party.words.first().is_some_and(|known| {
                    known.starts_with(first.as_str()) || first.starts_with(known)
                })
        })
}

/// Whether the evidence makes a party a defendant.
fn is_defendant(party: &Party, officials: &[(String, String)], is_event: bool) -> bool {
    let evidence = &party.evidence;
    if !is_event && evidence.strong < 2 && evidence.caption == 0 && evidence.age == 0 {
        return false;
    }
    // A name that courts give to those whose own is kept back.
    let is_anonymous = evidence.age == 0
        && evidence.caption == 0
        && party.words.len() == 2
        && party.words.last() == Some("doe")
        && matches!(party.words.first(), Some("john" | "jane"));
    if is_anonymous {
        return false;
    }
    // A judge may be sentenced.
    let is_accused = evidence.strong > 0 && evidence.age > 0;
    if evidence.caption == 0
        && !(is_accused && evidence.strong > 1)
        && is_official(party, officials)
    {
        return false;
    }
    let upto = |count: u8, most: u8| i32::from(count.min(most));
    let for_it = 3 * upto(evidence.caption, 2)
        + 3 * upto(evidence.strong, 4)
        + 2 * upto(evidence.age, 1)
        + upto(evidence.weak, 2)
        + upto(evidence.introduced, 1);
    // Who is accused by name and age, and named often, had an office once.
    let is_titled = !(is_accused && evidence.mentions > 4 * u16::from(evidence.titled));
    let against = 5 * upto(evidence.victim, 2)
        + match evidence.strong {
            0 => 2 * upto(evidence.speaks, 3),
            1 if evidence.speaks > 2 => 2,
            _ => 0,
        }
        + 4 * upto(evidence.titled, 1) * i32::from(is_titled);
    // Public bodies, and organizations that are only known by their capitals, need more.
    let is_vague = party.open && evidence.named == 0 && evidence.mentions < 2;
    let least = if party.public {
        6
    } else if is_vague {
        4
    } else {
        3
    };
    if party.public && evidence.named == 0 && evidence.caption == 0 {
        return false;
    }
    for_it - against >= least
        && (evidence.caption > 0 || evidence.strong > 0 || evidence.age > 0 && evidence.weak > 0)
}
