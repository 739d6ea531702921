//! Which other names does a release give a party: `also known as`, `doing business as`, a short form in brackets?

use crate::extract::defendant::entities::{Parties, push_alias};
use crate::extract::defendant::names::Run;
use crate::extract::defendant::reader::NameReader;
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::CONJUNCTION;
use crate::model::DefendantKind;
use crate::text::normalize::one_line;

/// Most words between a name and its aliases, and most aliases in one place.
const MAX_BETWEEN: usize = 3;
const MAX_ALIASES: usize = 8;

/// Reads what stands right behind a name, and returns the word behind that.
pub(super) fn read(reader: &NameReader, run: &Run, party: usize, parties: &mut Parties) -> usize {
    let end = run.words.end;
    let number = reader.words[run.words.start].sentence;
    let same = |at: usize| {
        reader
            .words
            .get(at)
            .is_some_and(|word| word.sentence == number)
    };
    let mut at = end;
    // "(Acme)", "(“Acme”)", "(the Company)"
    if same(at) && reader.gap(at).contains('(') && reader.is_capital(at) {
        let short = reader.run_at(at, false);
        if reader
            .gap(short.words.end)
            .trim_start_matches(['"', '”', '\'', '’', ',', '.'])
            .starts_with(')')
            || reader.gap(short.words.end).contains(')')
        {
            parties.define(&reader.text[short.span.clone()], party);
            let evidence = &mut parties.all[party].evidence;
            evidence.introduced = evidence.introduced.saturating_add(1);
            at = short.words.end;
        }
    }
    let mut cue = at;
    while cue < at + MAX_BETWEEN && same(cue) {
        if let Some((length, senses)) = reader.cues.accusations.longest(&reader.words[cue..])
            && senses.contains(&Accusation::Alias)
        {
            // "formerly of Oldport"
            let after = names(reader, cue + length, party, parties);
            return if after > cue + length { after } else { at };
        }
        if reader.is_capital(cue) {
            break;
        }
        cue += 1;
    }
    at
}

/// Reads aliases from `at` on.
fn names(reader: &NameReader, at: usize, party: usize, parties: &mut Parties) -> usize {
    let mut at = at;
    for _ in 0..MAX_ALIASES {
        while reader.raw(at) == "as" {
            at += 1;
        }
        if !reader.is_capital(at) {
            break;
        }
        let run = reader.run_at(at, false);
        let alias = one_line(&reader.text[run.span.clone()]);
        parties.define(&alias, party);
        let evidence = &mut parties.all[party].evidence;
        evidence.introduced = evidence.introduced.saturating_add(1);
        push_alias(&mut parties.all[party].found.value, alias);
        let end = run.words.end;
        // Further aliases are quoted, or follow another "aka".
        let mut next = end;
        while reader
            .words
            .get(next)
            .is_some_and(|word| reader.cues.has(word, CONJUNCTION))
        {
            next += 1;
        }
        if let Some((length, senses)) = reader
            .words
            .get(next..)
            .and_then(|words| reader.cues.accusations.longest(words))
            && senses.contains(&Accusation::Alias)
        {
            at = next + length;
            continue;
        }
        let quoted = reader.gap(next).contains(['“', '"']) && reader.is_capital(next);
        // "Dora Quist aka Dora Vane, Dora Pell and Dora Roe"
        let gap = reader.gap(next).trim_end();
        let is_listed = (next > end || gap == ",") && !reader.gap(end).contains(')');
        let party = &parties.all[party].found.value;
        let (first, last) = (party.name.split(' ').next(), party.name.rsplit(' ').next());
        let is_of_person = party.kind == DefendantKind::Person
            && (first == Some(reader.raw(at)) || last == Some(reader.raw(end - 1)));
        if quoted || is_listed && is_of_person && first == Some(reader.raw(next)) {
            at = next;
            continue;
        }
        return end;
    }
    at
}
