//! Whom does the caption of a case name: `United States v. Jo Doe`, `SEC v. Acme, Inc., et al.`?

use crate::extract::defendant::aliases;
use crate::extract::defendant::entities::{Name, Parties};
use crate::extract::defendant::reader::NameReader;
use crate::knowledge::tables::cases::case_words::{CAPTION_END, CONJUNCTION, PLAINTIFF, VERSUS};

/// Most names of one caption.
const MAX_NAMES: usize = 60;
/// Most words between the plaintiff and the `v.`
const MAX_PLAINTIFF: usize = 6;

/// The parties that captions name. In running text only the first name of a caption is read.
pub(super) fn read(reader: &NameReader, parties: &mut Parties) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = 0;
    for at in 1..reader.words.len() {
        let may_begin = reader.cues.has(&reader.words[at], VERSUS);
        if at < next || !may_begin || !is_versus(reader, at) {
            continue;
        }
        next = names_after(reader, at + 1, parties, &mut found);
    }
    found
}

/// Whether the word is the `v.` of a caption whose plaintiff is the government.
fn is_versus(reader: &NameReader, at: usize) -> bool {
    matches!(reader.raw(at), "v" | "vs" | "V" | "VS" | "versus")
        && reader.gap(at + 1).starts_with(['.', ' ', ','])
        && reader.words[at.saturating_sub(MAX_PLAINTIFF)..at]
            .iter()
            .any(|word| reader.cues.has(word, PLAINTIFF))
        || reader.raw(at) == "Matter"
            && reader.raw(at + 1) == "of"
            && at > 1
            && reader.raw(at - 1).eq_ignore_ascii_case("the")
            && reader.raw(at - 2).eq_ignore_ascii_case("in")
}

/// Reads the names that begin at `at`, and returns the word behind them.
fn names_after(
    reader: &NameReader,
    at: usize,
    parties: &mut Parties,
    found: &mut Vec<usize>,
) -> usize {
    let mut at = at + usize::from(reader.raw(at) == "of");
    for _ in 0..MAX_NAMES {
        while reader.words.get(at).is_some_and(|word| {
            reader.cues.has(word, CONJUNCTION)
                || matches!(reader.raw(at), "the" | "The" | "defendants")
        }) {
            at += 1;
        }
        let Some(word) = reader.words.get(at) else {
            break;
        };
        let is_number = reader.raw(at) == "No" && reader.gap(at + 1).starts_with('.');
        let ends = is_number
            || reader.cues.has(word, CAPTION_END)
                && (!reader.is_capital(at + 1)
                    || matches!(
                        reader.raw(at + 1),
                        "Action"
                            | "No"
                            | "Nos"
                            | "States"
                            | "District"
                            | "Litigation"
                            | "ACTION"
                            | "NO"
                            | "STATES"
                            | "A"
                    ));
        if !reader.is_capital(at) || ends {
            break;
        }
        let run = reader.run_at(at, false);
        let end = run.words.end;
        if reader.is_place(&run) || reader.names_no_party(&run) || reader.begins_with_court(&run) {
            return end;
        }
        let name = Name::new(reader, run);
        let Some(party) = parties.add(reader, &name) else {
            return end;
        };
        if !found.contains(&party) {
            found.push(party);
        }
        at = aliases::read(reader, &name.run, party, parties).max(end);
        let goes_on = reader.headline
            && reader.words.get(at).is_some_and(|word| {
                reader.gap(at).contains([',', ';', ')']) || reader.cues.has(word, CONJUNCTION)
            });
        if !goes_on {
            break;
        }
    }
    at
}
