//! The agencies as people type and read them: `dragnet help agencies`, and the names in hints.

use std::fmt::Write as _;
use std::io::Write as _;

use dragnet::knowledge::{Knowledge, Resolution};
use dragnet::print::clean_lines;

use crate::commands::context::{Failure, Outcome, finish};
use crate::terminal::output::Output;

/// What stands above the table.
const HEAD: &str = "\
AGENCIES: WHAT TO TYPE, NAME, PATH

Any of the three may be typed after --agency, and names in part or in any
case. Beside these, dragnet knows the attorney general of every state
(`Minnesota AG`) and the district attorney of every county
(`/da/tx/harris`). `dragnet help agencies WORDS` lists those with all of
the words.
";

/// What the whole of a hint's candidates has in common with a district, and says nothing there.
const OFFICE: &str = "U.S. Attorney's Office, ";

/// Prints the agencies with all of the words in their names or paths; all where there are none.
pub fn help(words: &str, knowledge: &Knowledge) -> Result<Outcome, Failure> {
    let words = words.to_lowercase();
    let mut page = String::new();
    for agency in knowledge.agencies() {
        let typed = abbreviation(&agency.path, knowledge).unwrap_or_default();
        let others = agency.names().collect::<Vec<_>>().join(" ");
        let text = format!("{typed} {} {others}", agency.path).to_lowercase();
        if words.split_whitespace().all(|word| text.contains(word)) {
            // Writing to a String cannot fail.
            let _ = writeln!(page, "{typed:<22}  {}  {}", agency.name, agency.path);
        }
    }
    if page.is_empty() {
        Output::plain().note("no agency has these words");
        return Ok(Outcome::Nothing);
    }
    let head = if words.is_empty() {
        format!("{HEAD}\n")
    } else {
        String::new()
    };
    let mut out = Output::data();
    out.write_all(clean_lines(&(head + &page)).as_bytes())?;
    finish(out)?;
    Ok(Outcome::Done)
}

/// The short name of an agency where it means that agency alone.
pub fn abbreviation(path: &str, knowledge: &Knowledge) -> Option<String> {
    let short = knowledge.short_name(path);
    let is_own = matches!(knowledge.resolve(&short), Resolution::Unique(named) if named == path);
    is_own.then_some(short)
}

/// A path as people say it, and what to type in its place: `Department of Homeland Security (DHS)`.
pub fn spoken(path: &str, knowledge: &Knowledge) -> String {
    let name = knowledge.label(path);
    let name = name.strip_prefix(OFFICE).unwrap_or(&name);
    let typed = abbreviation(path, knowledge).unwrap_or_else(|| path.to_owned());
    if typed == name {
        format!("`{name}`")
    } else {
        format!("{name} ({typed})")
    }
}
