//! Which statute is meant when no release cites the subsection that was typed?

use crate::error::Result;
use crate::query::notes::Notes;
use crate::query::plan::query_plan::{Clause, Expansion};
use crate::query::terms::term_dictionary::TermDictionary;

/// For a subsection that no release cites: the smallest section around it that some release cites.
pub(super) fn broaden_section(
    dictionary: &TermDictionary<'_>,
    clause: &Clause,
    notes: &mut Notes,
) -> Result<Option<Expansion>> {
    let Some(statute) = &clause.statute else {
        return Ok(None);
    };
    let mut section = statute.as_str();
    while let Some((outer, _)) = section.rsplit_once('(') {
        section = outer;
        let terms = dictionary.beginning(section, &['('])?;
        if !terms.is_empty() {
            notes.add(format!(
                "no release cites {statute}; did you mean {section}?"
            ));
            return Ok(Expansion::of_terms(&terms, 0.8, "the section around it"));
        }
    }
    notes.add(format!("no release cites {statute}"));
    Ok(None)
}
