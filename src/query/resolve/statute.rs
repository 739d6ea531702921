//! Which statutes does a typed citation mean, or the name of an act?

use tantivy::schema::Field;

use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::knowledge::is_part;
use crate::query::notes::Notes;
use crate::query::resolve::act;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::{known_values, nearest};
use crate::query::syntax::citations::citations;
use crate::schema::ACT;

/// The statutes and the acts that `value` means. As a citation of a part is one of the whole, a statute means its
/// subsections, too.
pub(super) fn statutes(
    index: &OpenIndex,
    field: Field,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<(Vec<String>, Vec<String>)> {
    let known = known_values(&index.searcher, field)?;
    let acts = known_values(&index.searcher, ACT)?;
    if let [(_, name)] = citations(value).as_slice() {
        let parts = known.iter().filter(|statute| is_part(statute, name));
        let mut found: Vec<String> = parts.cloned().collect();
        if found.is_empty() {
            notes.add(format!("no release cites {name}"));
            found.push(name.clone());
        }
        let named = act::codified_in(name, &acts);
        if let Some(first) = named.first() {
            notes.add(format!(
                "releases that say `{first}` and do not cite {name} are left out; `--statute '{first}'` finds both"
            ));
        }
        return Ok((found, Vec::new()));
    }
    if let Some(found) = act::named(value, &known, &acts, notes) {
        return Ok(found);
    }
    let mut found: Vec<String> = known
        .iter()
        .filter(|statute| is_part(statute, value.trim()))
        .cloned()
        .collect();
    if found.is_empty() {
        found = statutes_of_section(at, value, &known, notes)?;
    }
    if found.is_empty() {
        let why = "a statute is written `18 USC 1343`, an act by its name".to_owned();
        let names = act::names_and(known);
        return Err(bad(at, value, why, nearest(value, &names)));
    }
    Ok((found, Vec::new()))
}

/// The statutes with a section of this number, where no title was typed: `1343`, `section 1343`.
fn statutes_of_section(
    at: ValueSource,
    value: &str,
    known: &[String],
    notes: &mut Notes,
) -> Result<Vec<String>> {
    let lower = value.trim().to_lowercase();
    let section = ["section", "sec.", "sec", "§"]
        .iter()
        .find_map(|name| lower.strip_prefix(name))
        .unwrap_or(&lower)
        .trim();
    if !section.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let found: Vec<String> = known
        .iter()
        .filter(|statute| {
            let number = statute.rsplit_once("§ ").map(|(_, number)| number);
            number.is_some_and(|number| is_part(number, section))
        })
        .cloned()
        .collect();
    let mut sections: Vec<String> = found
        .iter()
        .filter_map(|statute| Some(format!("{}§ {section}", statute.split_once("§ ")?.0)))
        .collect();
    sections.dedup();
    match sections.as_slice() {
        [] => {}
        [one] => notes.add(format!("`{value}` is read as {one}")),
        _ => {
            let why = "more than one title has such a section".to_owned();
            return Err(bad(at, value, why, sections));
        }
    }
    Ok(found)
}
