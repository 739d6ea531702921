//! Which statutes does a typed citation mean?

use tantivy::schema::Field;

use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::{known_values, nearest};
use crate::query::syntax::citations::citations;

/// A statute and, as a citation of a part is one of the whole, its subsections.
pub(super) fn statutes(
    index: &OpenIndex,
    field: Field,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<Vec<String>> {
    let cited = citations(value);
    let name = match cited.as_slice() {
        [(_, name)] => name.clone(),
        _ => value.trim().to_owned(),
    };
    let known = known_values(&index.searcher, field)?;
    let mut found: Vec<String> = known
        .iter()
        .filter(|statute| is_part(statute, &name))
        .cloned()
        .collect();
    if found.is_empty() && cited.is_empty() {
        found = statutes_of_section(at, value, &known, notes)?;
    }
    if found.is_empty() {
        if cited.is_empty() {
            let why = "a statute is written `18 USC 1343` or `18 U.S.C. § 1343`".to_owned();
            return Err(bad(at, value, why, nearest(value, &known)));
        }
        notes.add(format!("no release cites {name}"));
        found.push(name);
    }
    Ok(found)
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

/// Whether a statute is the named one, or a subsection of it.
fn is_part(statute: &str, of: &str) -> bool {
    statute
        .strip_prefix(of)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}
