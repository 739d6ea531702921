//! Who are both, where a sentence says "Both pleaded guilty"?

use crate::extract::defendant::entities::{Mention, Parties};
use crate::extract::defendant::reader::{Cue, NameReader};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::model::DefendantKind;

/// Most words between "Both" and what they did: `Both men later pleaded guilty`.
const MAX_BETWEEN: usize = 4;
/// Most names of the sentence before that are looked at.
const MAX_NAMES: usize = 6;

/// Weighs what a sentence says of "both" for the two people whom the sentence before it names.
pub(super) fn note(reader: &NameReader, mentions: &[Mention], cues: &[Cue], parties: &mut Parties) {
    for cue in cues {
        let accuses = cue.is(Accusation::Does) || cue.is(Accusation::Done);
        let both = (cue.start.saturating_sub(MAX_BETWEEN)..cue.start)
            .find(|at| reader.raw(*at) == "Both" && reader.same_sentence(*at, cue.start));
        // "Both Doe and Roe" names them itself.
        let Some(both) = both.filter(|both| accuses && !reader.is_capital(both + 1)) else {
            continue;
        };
        let count = mentions.partition_point(|mention| mention.words.end <= both);
        let Some(last) = mentions[..count].last() else {
            continue;
        };
        let sentence = reader.words[last.words.start].sentence;
        if sentence + 1 != reader.words[both].sentence {
            continue;
        }
        let mut named: Vec<usize> = mentions[..count]
            .iter()
            .rev()
            .take(MAX_NAMES)
            .take_while(|mention| reader.words[mention.words.start].sentence == sentence)
            .filter_map(|mention| mention.party)
            .collect();
        named.sort_unstable();
        named.dedup();
        let is_person =
            |party: &usize| parties.all[*party].found.value.kind == DefendantKind::Person;
        if named.len() == 2 && named.iter().all(is_person) {
            for party in named {
                let evidence = &mut parties.all[party].evidence;
                evidence.strong = evidence.strong.saturating_add(1);
            }
        }
    }
}
