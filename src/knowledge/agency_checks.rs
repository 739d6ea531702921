//! Is an agency table sound?

use std::collections::HashMap;

use crate::knowledge::entities::cut::normalized;
use crate::knowledge::loader::{KnowledgeError, lines, read_rows};
use crate::knowledge::tables::agency::{Agency, COLUMNS, parent};

/// Reads and checks the rows of an agency table, each with its line. `known` are the agencies that they are added to.
///
/// # Errors
///
/// The first thing that is wrong with the table.
pub(crate) fn read_agencies(
    text: &str,
    file: &str,
    known: &[Agency],
) -> Result<Vec<(usize, Agency)>, KnowledgeError> {
    check_heading(text, file)?;
    let rows: Vec<(usize, Agency)> = read_rows(file, text)?;
    let mut paths: Vec<&str> = known.iter().map(|agency| agency.path.as_str()).collect();
    let mut names: HashMap<String, &str> = HashMap::new();
    for agency in known {
        names.extend(
            surface_forms(agency)
                .into_iter()
                .map(|name| (name, &*agency.path)),
        );
    }
    let mut last = None;
    for (line, agency) in &rows {
        check_cells(agency)
            .and_then(|()| check_place(agency, known, &paths, last))
            .and_then(|()| check_names(agency, &mut names))
            .map_err(|problem| KnowledgeError::new(file, *line, problem))?;
        paths.push(&agency.path);
        last = Some(agency.path.as_str());
    }
    Ok(rows)
}

/// An agency table must have known columns, and a row.
fn check_heading(text: &str, file: &str) -> Result<(), KnowledgeError> {
    let mut lines = lines(text);
    let Some((line, heading)) = lines.next() else {
        let problem = "the file is empty: write a heading (path, name) and a row below it";
        return Err(KnowledgeError::new(file, 1, problem));
    };
    let error = |problem: String| Err(KnowledgeError::new(file, line, problem));
    let columns: Vec<&str> = heading.split('\t').map(str::trim).collect();
    for needed in ["path", "name"] {
        if !columns.contains(&needed) {
            return error(format!(
                "the heading has no column \"{needed}\": its columns are parted by tabs, as in \"path<tab>name\""
            ));
        }
    }
    if let Some(unknown) = columns.iter().find(|column| !COLUMNS.contains(column)) {
        return error(format!(
            "there is no column \"{unknown}\": the columns are {}",
            COLUMNS.join(", ")
        ));
    }
    if lines.next().is_none() {
        return error("there is no row below the heading".to_owned());
    }
    Ok(())
}

/// Checks each cell of a row by itself.
fn check_cells(agency: &Agency) -> Result<(), String> {
    let path = &agency.path;
    let is_part = |part: &str| {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        !part.is_empty() && part.bytes().all(allowed)
    };
    let is_path = |path: &str| {
        path.strip_prefix('/')
            .is_some_and(|parts| parts.split('/').all(is_part))
    };
    if !is_path(path) {
        return Err(format!(
            "\"{path}\" is no path: write it like /doj/fbi, in small letters, digits and hyphens"
        ));
    }
    if agency.name.is_empty() {
        return Err(format!("{path} has no name"));
    }
    if !are_years(&agency.years) {
        return Err(format!(
            "\"{}\" are no years: write them like 2010-, -2025 or 2008-2024",
            agency.years
        ));
    }
    for name in surface_forms(agency) {
        if !name.chars().any(char::is_alphanumeric) {
            return Err(format!("\"{name}\" has no letters"));
        }
    }
    for abbreviation in &agency.abbreviations {
        if abbreviation.chars().filter(|c| c.is_uppercase()).count() < 2 {
            return Err(format!(
                "\"{abbreviation}\" is no abbreviation that can be told from a word: put it under codes"
            ));
        }
    }
    Ok(())
}

/// Accepts `2010-`, `-2025`, `2008-2024`, and nothing.
fn are_years(years: &str) -> bool {
    let Some((first, last)) = years.split_once('-') else {
        return years.is_empty();
    };
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_open = |text: &str| text.is_empty() || is_year(text);
    is_open(first)
        && is_open(last)
        && first.len() + last.len() > 0
        && (last.is_empty() || first <= last)
}

/// A path must be new, come after that of the row before, and be below a path that exists.
fn check_place(
    agency: &Agency,
    known: &[Agency],
    paths: &[&str],
    last: Option<&str>,
) -> Result<(), String> {
    let path = agency.path.as_str();
    if known.iter().any(|known| known.path == path) {
        return Err(format!("{path} is in the built-in table already"));
    }
    if last == Some(path) {
        return Err(format!("{path} stands twice"));
    }
    if let Some(last) = last.filter(|last| *last > path) {
        return Err(format!(
            "{path} belongs before {last}: rows are sorted by path"
        ));
    }
    let parent = parent(path);
    if !parent.is_empty() && !paths.contains(&parent) {
        return Err(format!("{path} has no row for its parent {parent}"));
    }
    Ok(())
}

/// A name must not be another agency's. `names` are those that are taken, with their agencies.
fn check_names<'a>(agency: &'a Agency, names: &mut HashMap<String, &'a str>) -> Result<(), String> {
    for name in surface_forms(agency) {
        if let Some(other) = names.insert(name.clone(), &agency.path) {
            return Err(format!("\"{name}\" means {other} already"));
        }
    }
    Ok(())
}

/// Returns every name by which running text names an agency without its parent, normalized.
fn surface_forms(agency: &Agency) -> Vec<String> {
    let abbreviations = agency.abbreviations.iter().map(String::as_str);
    let mut forms: Vec<String> = abbreviations
        .chain(agency.names())
        .map(normalized)
        .collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// The example must name the row's agency and no other, the counter-example anything but it. `mentioned` returns the paths
/// of the agencies that a text names.
pub(crate) fn check_examples(
    agency: &Agency,
    mentioned: impl Fn(&str) -> Vec<String>,
) -> Result<(), String> {
    let Agency {
        path,
        example,
        counter,
        ..
    } = agency;
    let found = mentioned(example);
    if !example.is_empty() && found != [path.as_str()] {
        let found = if found.is_empty() {
            "no agency".to_owned()
        } else {
            found.join(" and ")
        };
        return Err(format!(
            "the example \"{example}\" names {found}, and should name {path} alone"
        ));
    }
    if mentioned(counter).contains(path) {
        return Err(format!(
            "the counter-example \"{counter}\" names {path}, and should not"
        ));
    }
    Ok(())
}
