//! Which act does a typed name mean, and which statutes and acts of the index belong to it?

use tantivy::schema::Field;

use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::knowledge::acts::{act_of_value, typed_act};
use crate::knowledge::{self, is_part};
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::{known_values, nearest};

/// The known statutes and acts that the name of an act means, or of a section of it; none where it is no such name. A
/// release is meant that cites a section of the code where the act stands, and one that names the act.
pub(super) fn named(
    value: &str,
    statutes: &[String],
    known_acts: &[String],
    notes: &mut Notes,
) -> Option<(Vec<String>, Vec<String>)> {
    let (act, section) = typed_act(value)?;
    let codified = section.as_ref().map(|section| act.codified(section));
    let is_meant = |statute: &str| match &codified {
        None => act.means(statute),
        Some(codified) => codified
            .as_ref()
            .is_some_and(|whole| is_part(statute, whole)),
    };
    let name = match &section {
        None => act.name.clone(),
        Some(section) => act.section_name(section),
    };
    let is_named = |known: &str| {
        begins_with_name(known, &name) || meaning(known).is_some_and(|known| is_meant(&known))
    };
    let found: (Vec<String>, Vec<String>) = (
        statutes
            .iter()
            .filter(|known| is_meant(known))
            .cloned()
            .collect(),
        known_acts
            .iter()
            .filter(|known| is_named(known))
            .cloned()
            .collect(),
    );
    let place = codified.map_or_else(|| act.codification(), Option::unwrap_or_default);
    let or_cites = if place.is_empty() {
        String::new()
    } else {
        format!(" or cites {place}")
    };
    notes.add(if found.0.is_empty() && found.1.is_empty() {
        format!("no release names the {name}{or_cites}")
    } else {
        format!("`{value}` is read as any release that names the {name}{or_cites}")
    });
    Some(found)
}

/// The values of the index that an act, or a section of one, typed by any of its names has.
pub(super) fn acts(
    index: &OpenIndex,
    field: Field,
    at: ValueSource,
    value: &str,
) -> Result<Vec<String>> {
    let known = known_values(&index.searcher, field)?;
    let Some((act, section)) = typed_act(value) else {
        let why = "no such act".to_owned();
        return Err(bad(at, value, why, nearest(value, &names_and(known))));
    };
    let name = section.map_or_else(|| act.name.clone(), |section| act.section_name(&section));
    Ok(known
        .into_iter()
        .filter(|known| begins_with_name(known, &name))
        .collect())
}

/// Whether an act or a section of the index is the named one, or a part of it.
fn begins_with_name(known: &str, name: &str) -> bool {
    let rest = known.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ' ']))
}

/// The known acts, and sections of acts, that stand in a statute of the code: the Hobbs Act for 18 U.S.C. § 1951, Section
/// 10(b) of the Exchange Act for 15 U.S.C. § 78j.
pub(super) fn codified_in(statute: &str, known_acts: &[String]) -> Vec<String> {
    let is_in = |known: &&String| match act_of_value(known) {
        Some((act, None)) => act.is_only(statute),
        _ => meaning(known).is_some_and(|known| is_part(&known, statute)),
    };
    known_acts.iter().filter(is_in).cloned().collect()
}

/// The known statutes and the names of all acts, for suggestions.
pub(super) fn names_and(mut statutes: Vec<String>) -> Vec<String> {
    statutes.extend(
        knowledge::acts::acts()
            .iter()
            .flat_map(|act| act.names().map(str::to_owned)),
    );
    statutes
}

/// The statute that a section of an act is: `15 U.S.C. § 78j(b)` for `Securities Exchange Act of 1934 § 10(b)`.
fn meaning(known: &str) -> Option<String> {
    let (act, section) = act_of_value(known)?;
    act.codified(section?)
}
