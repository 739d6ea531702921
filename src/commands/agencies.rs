//! The agencies and districts as people type and read them: `dragnet help agencies`, `dragnet help districts`, and the names
//! in hints.

use std::fmt::Write as _;
use std::io::Write as _;

use dragnet::knowledge::{Knowledge, districts};
use dragnet::print::clean_lines;

use crate::commands::context::{Failure, Outcome, finish};
use crate::terminal::output::Output;

/// What stands above the table of districts.
const DISTRICTS_HEAD: &str = "\
DISTRICTS: WHAT TO TYPE, NAME, CITIES

Any of these may be typed after --district. A city that several districts
have, such as Columbus, lists them. `dragnet help districts WORDS` lists
those with all of the words.
";

/// What stands above the table of agencies.
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
        let typed = knowledge.abbreviation(&agency.path).unwrap_or_default();
        let others = agency.names().collect::<Vec<_>>().join(" ");
        let text = format!("{typed} {} {others}", agency.path).to_lowercase();
        if words.split_whitespace().all(|word| text.contains(word)) {
            // Writing to a String cannot fail.
            let _ = writeln!(page, "{typed:<22}  {}  {}", agency.name, agency.path);
        }
    }
    print_table("agency", HEAD, &words, &page)
}

/// Prints the districts with all of the words in their names, states or cities; all where there are none.
pub fn help_districts(words: &str) -> Result<Outcome, Failure> {
    let words = words.to_lowercase();
    let mut page = String::new();
    for district in districts() {
        let typed = district.code.to_uppercase();
        let cities = district.cities.join(", ");
        let others = district.aliases().join(" ");
        let text = format!("{typed} {} {cities} {others}", district.name).to_lowercase();
        if words.split_whitespace().all(|word| text.contains(word)) {
            // Writing to a String cannot fail.
            let _ = writeln!(page, "{typed:<6}  {:<42}  {cities}", district.name);
        }
    }
    print_table("district", DISTRICTS_HEAD, &words, &page)
}

/// Prints a table, with its head where it is whole. `what` is what its lines are.
fn print_table(what: &str, head: &str, words: &str, page: &str) -> Result<Outcome, Failure> {
    if page.is_empty() {
        Output::plain().note(&format!("no {what} has these words"));
        return Ok(Outcome::Nothing);
    }
    let head = if words.is_empty() {
        format!("{head}\n")
    } else {
        String::new()
    };
    let mut out = Output::data();
    out.write_all(clean_lines(&(head + page)).as_bytes())?;
    finish(out)?;
    Ok(Outcome::Done)
}

/// A path as people say it, and what to type in its place: `Department of Homeland Security (DHS)`.
pub fn spoken(path: &str, knowledge: &Knowledge) -> String {
    let name = knowledge.label(path);
    let name = name.strip_prefix(OFFICE).unwrap_or(&name);
    let typed = knowledge
        .abbreviation(path)
        .unwrap_or_else(|| path.to_owned());
    if typed == name {
        format!("`{name}`")
    } else {
        format!("{name} ({typed})")
    }
}
