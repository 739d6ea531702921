//! The agencies: canonical paths, names, abbreviations, and what they are called in running text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hasher as _;
use std::sync::{LazyLock, OnceLock};

use twox_hash::XxHash3_64;

use crate::knowledge::TABLES;
use crate::knowledge::entities::recognizer::EntityRecognizer;
use crate::knowledge::loader::{KnowledgeError, Row, lines, rows};
use crate::knowledge::names::resolver::NameIndex;
use crate::knowledge::tables::agency::{Agency, COLUMNS};
use crate::knowledge::tables::counties;
use crate::knowledge::tables::districts::names_of_districts;

/// Everything that is known, ready to be asked.
#[derive(Debug)]
pub struct Knowledge {
    agencies: Vec<Agency>,
    fingerprint: u64,
    recognizer: OnceLock<EntityRecognizer>,
    name_index: OnceLock<NameIndex>,
}

const AGENCIES: &str = include_str!("data/agencies.tsv");

static BUILTIN: LazyLock<Knowledge> = LazyLock::new(|| {
    // A test holds that the table passes every check, so that no run of the program has to.
    // Room for every row and the districts: a list that grows is copied again and again.
    let mut agencies = Vec::with_capacity(1 << 10);
    agencies.extend(
        lines(AGENCIES)
            .skip(1)
            .map(|(_, line)| Agency::of_line(line)),
    );
    Knowledge::new(agencies, &[])
});

impl Knowledge {
    /// The tables that are compiled in.
    pub fn builtin() -> &'static Knowledge {
        &BUILTIN
    }

    /// The built-in tables and rows of a user's own: the same columns under the same heading, of which only `path` and
    /// `name` must be filled. `file` is what messages call it.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with a row, with its line.
    pub fn with_rows(text: &str, file: &str) -> Result<Knowledge, KnowledgeError> {
        let builtin = parse(AGENCIES, "agencies.tsv", &[])?;
        check_heading(text, file)?;
        let own = parse(text, file, &builtin)?;
        let knowledge = Knowledge::new([builtin, own].concat(), text.as_bytes());
        for row in rows(text, file) {
            knowledge.check_examples(&row)?;
        }
        Ok(knowledge)
    }

    /// An example names its own row's agency and no other, a counter-example anything but it.
    fn check_examples(&self, row: &Row<'_>) -> Result<(), KnowledgeError> {
        let path = row.cell("path");
        let named = |text: &str| -> Vec<String> {
            self.mentions(text)
                .map(|(_, path)| path.to_owned())
                .collect()
        };
        let example = row.cell("example");
        let found = named(example);
        if !example.is_empty() && found != [path] {
            let found = if found.is_empty() {
                "no agency".to_owned()
            } else {
                found.join(" and ")
            };
            return Err(row.error(format!(
                "the example \"{example}\" names {found}, and should name {path} alone"
            )));
        }
        let counter = row.cell("counter");
        if named(counter).iter().any(|found| found == path) {
            return Err(row.error(format!(
                "the counter-example \"{counter}\" names {path}, and should not"
            )));
        }
        Ok(())
    }

    fn new(mut agencies: Vec<Agency>, own: &[u8]) -> Knowledge {
        agencies.extend(names_of_districts().map(|(code, name)| Agency::of_district(code, &name)));
        agencies.sort_by(|a, b| a.path.cmp(&b.path));
        let mut tables = XxHash3_64::new();
        for table in TABLES {
            tables.write(table.as_bytes());
        }
        tables.write(own);
        Knowledge {
            agencies,
            fingerprint: tables.finish(),
            recognizer: OnceLock::new(),
            name_index: OnceLock::new(),
        }
    }

    /// The agencies, sorted by path.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// The agency with this canonical path.
    pub fn agency(&self, path: &str) -> Option<&Agency> {
        self.position(path).map(|at| &self.agencies[at])
    }

    pub(crate) fn position(&self, path: &str) -> Option<usize> {
        self.agencies
            .binary_search_by(|agency| agency.path.as_ref().cmp(path))
            .ok()
    }

    /// The full name of the agency with this path; the path itself where it is not known.
    pub fn label(&self, path: &str) -> String {
        self.agency(path).map_or_else(
            || counties::label(path).unwrap_or_else(|| path.to_owned()),
            |agency| agency.fields().name.to_owned(),
        )
    }

    /// The shortest name people know the agency by: `FBI`, `SDCA`, `Tax Division`, `Minnesota AG`.
    pub fn short_name(&self, path: &str) -> String {
        self.agency(path).map_or_else(
            || counties::short_name(path).unwrap_or_else(|| path.to_owned()),
            |agency| agency.fields().short.to_owned(),
        )
    }

    /// Changes whenever a table does: an index says which knowledge it was built with.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Every spelling that a person may type; built when first asked for.
    pub(crate) fn name_index(&self) -> &NameIndex {
        self.name_index
            .get_or_init(|| NameIndex::new(&self.agencies))
    }

    /// Every name in a form that a text can be searched for; built when first asked for.
    pub(crate) fn recognizer(&self) -> &EntityRecognizer {
        self.recognizer
            .get_or_init(|| EntityRecognizer::new(&self.agencies))
    }
}

/// A user's file must have our heading and a row, and no row more cells than the heading.
fn check_heading(text: &str, file: &str) -> Result<(), KnowledgeError> {
    let error = |line: usize, problem: String| KnowledgeError {
        file: file.to_owned(),
        line,
        problem,
    };
    let heading = text
        .lines()
        .enumerate()
        .find(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let Some((at, heading)) = heading else {
        return Err(error(
            1,
            "the file is empty: write a heading (path, name) and a row below it".to_owned(),
        ));
    };
    let columns: Vec<&str> = heading.split('\t').map(str::trim).collect();
    for needed in ["path", "name"] {
        if !columns.contains(&needed) {
            return Err(error(
                at + 1,
                format!(
                    "the heading has no column \"{needed}\": its columns are parted by tabs, as in \"path<tab>name\""
                ),
            ));
        }
    }
    if let Some(unknown) = columns.iter().find(|column| !COLUMNS.contains(column)) {
        return Err(error(
            at + 1,
            format!(
                "there is no column \"{unknown}\": the columns are {}",
                COLUMNS.join(", ")
            ),
        ));
    }
    let mut any = false;
    for row in rows(text, file) {
        any = true;
        let cells = row.cells.len();
        if cells > columns.len() {
            return Err(row.error(format!(
                "the row has {cells} cells, and the heading {} columns",
                columns.len()
            )));
        }
    }
    if any {
        Ok(())
    } else {
        Err(error(
            at + 1,
            "there is no row below the heading".to_owned(),
        ))
    }
}

/// Reads rows and checks them. `known` are the rows that they are added to.
fn parse(text: &str, file: &str, known: &[Agency]) -> Result<Vec<Agency>, KnowledgeError> {
    let mut agencies: Vec<Agency> = Vec::new();
    let mut names: HashMap<String, Cow<'static, str>> = known
        .iter()
        .flat_map(|agency| {
            surface_forms(agency)
                .into_iter()
                .map(|name| (name, agency.path.clone()))
        })
        .collect();
    for row in rows(text, file) {
        let agency = Agency::of_row(&row);
        check(&row, &agency)?;
        let exists = |path: &str| {
            known
                .iter()
                .chain(&agencies)
                .any(|known| known.path == path)
        };
        if known.iter().any(|known| known.path == agency.path) {
            return Err(row.error(format!("{} is in the built-in table already", agency.path)));
        }
        if let Some(last) = agencies.last() {
            if last.path == agency.path {
                return Err(row.error(format!("{} stands twice", agency.path)));
            }
            if last.path > agency.path {
                return Err(row.error(format!(
                    "{} belongs before {}: rows are sorted by path",
                    agency.path, last.path
                )));
            }
        }
        let parent = agency.path.rfind('/').map_or("", |at| &agency.path[..at]);
        if !parent.is_empty() && !exists(parent) {
            return Err(row.error(format!(
                "{} has no row for its parent {parent}",
                agency.path
            )));
        }
        for name in surface_forms(&agency) {
            if let Some(other) = names.insert(name.clone(), agency.path.clone()) {
                return Err(row.error(format!("\"{name}\" means {other} already")));
            }
        }
        agencies.push(agency);
    }
    Ok(agencies)
}

fn check(row: &Row<'_>, agency: &Agency) -> Result<(), KnowledgeError> {
    let path = &agency.path;
    let well_formed = path.len() > 1
        && path.starts_with('/')
        && path[1..].split('/').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        });
    if !well_formed {
        return Err(row.error(format!(
            "\"{path}\" is no path: write it like /doj/fbi, in small letters, digits and hyphens"
        )));
    }
    let cells = agency.fields();
    if cells.name.is_empty() {
        return Err(row.error(format!("{path} has no name")));
    }
    if !are_years(cells.years()) {
        return Err(row.error(format!(
            "\"{}\" are no years: write them like 2010-, -2025 or 2008-2024",
            cells.years()
        )));
    }
    for name in surface_forms(agency) {
        if !name.chars().any(char::is_alphanumeric) {
            return Err(row.error(format!("\"{name}\" has no letters")));
        }
    }
    for abbreviation in cells.abbreviations() {
        if abbreviation.chars().filter(|c| c.is_uppercase()).count() < 2 {
            return Err(row.error(format!(
                "\"{abbreviation}\" is no abbreviation that can be told from a word: put it under codes"
            )));
        }
    }
    Ok(())
}

/// `2010-`, `-2025`, `2008-2024`, or nothing.
fn are_years(years: &str) -> bool {
    let Some((first, last)) = years.split_once('-') else {
        return years.is_empty();
    };
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let told = |text: &str| text.is_empty() || year(text);
    told(first) && told(last) && first.len() + last.len() > 0 && (last.is_empty() || first <= last)
}

/// Everything that running text may call an agency on its own, which therefore must mean no other.
fn surface_forms(agency: &Agency) -> Vec<String> {
    let cells = agency.fields();
    let names = (cells.abbreviations())
        .chain(cells.aliases())
        .chain(cells.former())
        .chain([cells.name]);
    let mut folded: Vec<String> = names
        .map(|name| {
            crate::knowledge::entities::cut::normalized_words(name)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    folded.sort_unstable();
    folded.dedup();
    folded
}
