//! Which offenses does a typed phrase mean?

use crate::error::{Result, ValueSource};
use crate::knowledge::tables::events::{
    PhraseStrength, offense_name, offense_names, offense_of_statute, offense_phrases,
};
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::nearest;
use crate::query::syntax::citations::citations;
use crate::text::normalize::{fold, letters_and_digits};

/// The names of the offenses that `value` is: a name, another phrase for one, a phrase for several, or a statute that means
/// one.
pub(in crate::query::resolve) fn offenses(
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<Vec<&'static str>> {
    let key = |phrase: &str| letters_and_digits(&fold(phrase));
    let typed = key(value);
    let is_typed = |phrase: &str| !typed.is_empty() && key(phrase) == typed;
    if let Some(name) = offense_names().find(|name| is_typed(name)) {
        return Ok(vec![name]);
    }
    let meant = |strengths: &[PhraseStrength]| -> Vec<usize> {
        let phrases = offense_phrases().iter();
        let mut found: Vec<usize> = phrases
            .filter(|phrase| strengths.contains(&phrase.strength) && is_typed(phrase.phrase))
            .map(|phrase| phrase.offense)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let mut found = meant(&[PhraseStrength::Name]);
    if found.is_empty() {
        found = meant(&[PhraseStrength::IfCharged, PhraseStrength::Fact]);
    }
    if found.is_empty()
        && let [(_, statute)] = citations(value).as_slice()
    {
        found.extend(offense_of_statute(statute));
    }
    if found.is_empty() {
        let why = "no such offense".to_owned();
        let names: Vec<String> = offense_names().map(str::to_owned).collect();
        return Err(bad(at, value, why, nearest_offenses(value, &names)));
    }
    let names: Vec<&'static str> = found.into_iter().map(offense_name).collect();
    let any = if names.len() > 1 { "any of " } else { "" };
    notes.add(format!("`{value}` is read as {any}{}", names.join(", ")));
    Ok(names)
}

/// The names of offenses that look like `value`. If there are none, those with a phrase that looks like it.
fn nearest_offenses(value: &str, names: &[String]) -> Vec<String> {
    let mut near = nearest(value, names);
    if near.is_empty() {
        let phrases: Vec<String> = offense_phrases()
            .iter()
            .filter(|phrase| phrase.strength == PhraseStrength::Name)
            .map(|phrase| phrase.phrase.to_owned())
            .collect();
        for phrase in nearest(value, &phrases) {
            let known = offense_phrases()
                .iter()
                .find(|known| known.phrase == phrase);
            let name = known.map(|known| offense_name(known.offense).to_owned());
            near.extend(name.filter(|name| !near.contains(name)));
        }
    }
    near
}
