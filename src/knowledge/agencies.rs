//! The agencies: canonical paths, names, abbreviations, and what a typed name means.

use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

/// One row of `agencies.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Canonical path: `/doj/fbi`.
    pub path: String,
    /// Full name.
    pub name: String,
    /// Abbreviations, the usual one first.
    pub abbreviations: Vec<String>,
}

/// What a typed agency name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Exactly this path.
    One(String),
    /// More than one path fits.
    Many(Vec<String>),
    /// None fits; these are the nearest, best first.
    None(Vec<String>),
}

/// Everything that is known, ready to be asked.
#[derive(Debug)]
pub struct Knowledge {
    agencies: Vec<Agency>,
    fingerprint: u64,
}

static BUILTIN: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::parse(include_str!("agencies.tsv")));

impl Knowledge {
    /// The tables that are compiled in.
    pub fn builtin() -> &'static Knowledge {
        &BUILTIN
    }

    fn parse(table: &str) -> Knowledge {
        let agencies = table
            .lines()
            .skip(1)
            .map(|line| {
                let mut cells = line.split('\t');
                let mut cell = || cells.next().unwrap_or_default().to_owned();
                Agency {
                    path: cell(),
                    name: cell(),
                    abbreviations: cell()
                        .split(',')
                        .filter(|s| !s.is_empty())
                        .map(str::to_owned)
                        .collect(),
                }
            })
            .collect();
        Knowledge {
            agencies,
            fingerprint: xxh3_64(table.as_bytes()),
        }
    }

    /// The agency with this canonical path.
    pub fn agency(&self, path: &str) -> Option<&Agency> {
        self.agencies
            .binary_search_by(|agency| agency.path.as_str().cmp(path))
            .ok()
            .map(|at| &self.agencies[at])
    }

    /// The full name of the agency with this path; the path itself where it is not known.
    pub fn label(&self, path: &str) -> String {
        self.agency(path)
            .map_or_else(|| path.to_owned(), |agency| agency.name.clone())
    }

    /// The shortest name people know the agency by: `FBI`, `SDCA`, `Tax Division`.
    pub fn short_name(&self, path: &str) -> String {
        self.agency(path).map_or_else(
            || path.to_owned(),
            |agency| {
                agency
                    .abbreviations
                    .first()
                    .cloned()
                    .unwrap_or_else(|| agency.name.clone())
            },
        )
    }

    /// What a person who typed `text` means: a path, an abbreviation or a name, in any case.
    pub fn resolve(&self, text: &str) -> Resolution {
        let folded = text.trim().to_lowercase();
        let fits: Vec<String> = self
            .agencies
            .iter()
            .filter(|agency| {
                agency.path == folded
                    || agency.name.to_lowercase() == folded
                    || agency
                        .abbreviations
                        .iter()
                        .any(|a| a.to_lowercase() == folded)
            })
            .map(|agency| agency.path.clone())
            .collect();
        match fits.len() {
            1 => Resolution::One(fits.into_iter().next().unwrap_or_default()),
            0 => Resolution::None(Vec::new()),
            _ => Resolution::Many(fits),
        }
    }

    /// Changes whenever a table does: an index says which knowledge it was built with.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
