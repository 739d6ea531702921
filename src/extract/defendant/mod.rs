//! Against whom is the case directed?
//!
//! [`reader`] has the words of a page, [`names`] finds the names that it prints, [`trims`] what is not part of them,
//! [`entities`] tells whom they mean, [`evidence`] weighs the words beside them, [`captions`] reads `United States v. Jo Doe`,
//! [`aliases`] and [`beside`] read what stands beside a name, and [`choice`] tells against whom the evidence is enough.

mod aliases;
mod beside;
mod captions;
mod choice;
mod entities;
mod evidence;
mod findings;
mod limits;
mod names;
mod reader;
#[cfg(test)]
mod tests;
mod trims;

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::defendant::beside::{is_age_behind, is_sued, is_thing};
use crate::extract::defendant::entities::{Mention, Name, Parties};
use crate::extract::defendant::reader::NameReader;
use crate::model::{DefendantKind, EvidenceSource};

pub(super) use crate::extract::defendant::findings::{Cast, CastMention, Known};

/// The defendants of a page.
pub(super) fn cast(page: &AnnotatedPage, already: &Known) -> Cast {
    let Some(cues) = page.text.cues else {
        return Cast::default();
    };
    let mut parties = Parties::default();
    let readers = page.parts().map(|part| NameReader {
        text: part.text,
        words: &part.annotations.words,
        cues,
        part,
        headline: part.place == EvidenceSource::Title,
    });
    let mut names = [0, 1].map(|at| {
        let runs = readers[at].runs().into_iter();
        let runs = runs.filter(|run| !is_thing(&readers[at], run));
        let names = runs.map(|run| Name::new(&readers[at], run));
        names.collect::<Vec<Name>>()
    });
    // Captions first: they give full names. Then names in full, organizations before persons, then parts of names.
    let captions = [0, 1].map(|at| captions::read(&readers[at], &mut parties));
    let mut mentions: [Vec<Mention>; 2] = Default::default();
    let mut known: [Vec<Option<usize>>; 2] =
        [vec![None; names[0].len()], vec![None; names[1].len()]];
    for organization in [true, false] {
        for at in [1, 0] {
            for (name_at, name) in names[at].iter().enumerate() {
                let run = &name.run;
                let in_headline = run.headline && !run.ending;
                if known[at][name_at].is_some() || in_headline || run.organization != organization {
                    continue;
                }
                let short = if organization && !run.ending
                    || !organization
                        && run.len() <= 3
                        && !name.has_initial()
                        && !is_age_behind(&readers[at], run.words.end)
                {
                    parties.of_short_name(name).filter(|party| {
                        organization
                            || parties.all[*party].found.value.kind == DefendantKind::Organization
                    })
                } else {
                    None
                };
                known[at][name_at] = short.or_else(|| parties.add(&readers[at], name));
                if let Some(party) = known[at][name_at] {
                    aliases::read(&readers[at], run, party, &mut parties);
                }
            }
        }
    }
    // "a lawsuit against Acme": a name of one word that is no surname.
    for at in [1, 0] {
        for (name, known) in names[at].iter_mut().zip(&mut known[at]) {
            if known.is_none()
                && is_sued(&readers[at], &name.run)
                && parties.of_short_name(name).is_none()
                && !parties.is_surname(name)
            {
                name.run.organization = true;
                name.sued = true;
                let body = parties.body_of(name);
                *known = body.or_else(|| parties.add(&readers[at], name));
            }
        }
    }
    for at in [0, 1] {
        for (name, known) in names[at].iter().zip(&known[at]) {
            let run = &name.run;
            let party = known.or_else(|| parties.of_short_name(name));
            // "Acme Corporation (Acme)" is one mention.
            let defines = mentions[at].last().is_some_and(|last: &Mention| {
                last.words.end == run.words.start
                    && last.party == party
                    && readers[at].gap(run.words.start).contains('(')
            });
            if defines {
                continue;
            }
            mentions[at].push(Mention {
                words: run.words.clone(),
                party,
                run,
            });
        }
        let cues = reader::cues(&readers[at]);
        evidence::weigh(&readers[at], &mentions[at], &cues, &mut parties);
        for party in &captions[at] {
            let evidence = &mut parties.all[*party].evidence;
            if at == 0 {
                evidence.caption = evidence.caption.saturating_add(2);
            } else {
                // The text may cite other cases, too.
                evidence.weak = evidence.weak.saturating_add(2);
            }
        }
    }
    choice::chosen(parties, &mentions, already)
}
