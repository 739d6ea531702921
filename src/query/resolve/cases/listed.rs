//! Which value of a short list does a typed word mean?

use crate::analysis::stem;
use crate::error::{Result, ValueSource};
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::nearest;
use crate::text::normalize::fold;

/// What people also call stages, and the stages that they can mean.
const OTHER_WORDS: [(&str, &[&str]); 11] = [
    ("acquitted", &["acquittal"]),
    ("deferred prosecution", &["agreement"]),
    ("dpa", &["agreement"]),
    ("guilty", &["plea", "conviction"]),
    ("not guilty", &["acquittal"]),
    ("npa", &["agreement"]),
    ("prison", &["sentence"]),
    ("sued", &["lawsuit"]),
    ("suit", &["lawsuit"]),
    ("trial", &["conviction", "acquittal"]),
    ("verdict", &["conviction", "acquittal", "judgment"]),
];

/// What people also call a stage that it can only be.
const SAME: [(&str, &str); 5] = [
    ("guilty plea", "plea"),
    ("plead guilty", "plea"),
    ("pleaded guilty", "plea"),
    ("pleads guilty", "plea"),
    ("pled guilty", "plea"),
];

/// The value of `names` that `value` is, in any case and in any form of the word: `sentenced` is `sentence`. `what` names the
/// values, for errors: `stages`.
pub(in crate::query::resolve) fn listed(
    names: impl Iterator<Item = &'static str>,
    what: &str,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<&'static str> {
    let names: Vec<&'static str> = names.collect();
    let typed = fold(value.trim());
    if let Some(name) = names.iter().find(|name| **name == typed) {
        return Ok(name);
    }
    let same = SAME.iter().find(|(other, _)| *other == typed);
    let same = same.and_then(|(_, same)| names.iter().find(|name| *name == same));
    let of_stem = || {
        let stem_typed = stem(&typed);
        let mut of_stem = names.iter().filter(|name| stem(name) == stem_typed);
        of_stem.next().filter(|_| of_stem.next().is_none())
    };
    if let Some(name) = same.or_else(of_stem) {
        notes.add(format!("`{value}` is read as the value `{name}`"));
        return Ok(name);
    }
    let why = format!("the {what} are {}", names.join(", "));
    let meant = OTHER_WORDS.iter().find(|(other, _)| *other == typed);
    if let Some((_, meant)) = meant
        && meant.iter().all(|name| names.contains(name))
    {
        let meant = meant.iter().map(|name| (*name).to_owned());
        return Err(bad(at, value, why, meant.collect()));
    }
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    Err(bad(at, value, why, nearest(value, &names)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stage;

    #[test]
    fn a_guilty_plea_in_any_words_is_the_plea() {
        for typed in [
            "pleaded guilty",
            "plead guilty",
            "Guilty Plea",
            "pled guilty",
        ] {
            let mut notes = Notes::default();
            let names = Stage::ALL.iter().map(|stage| stage.name());
            let at = ValueSource::Option("stage");
            let found = listed(names, "stages", at, typed, &mut notes);
            assert_eq!(found.ok(), Some("plea"), "{typed}");
        }
    }
}
