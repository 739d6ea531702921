//! One agency: a row of a table, and how it is read.

use std::borrow::Cow;

use crate::knowledge::loader::{Row, cells, entries, first_cell};

/// The columns of an agency table.
pub(crate) const COLUMNS: [&str; 11] = [
    "path",
    "name",
    "short",
    "abbreviations",
    "codes",
    "aliases",
    "units",
    "former",
    "years",
    "example",
    "counter",
];

/// The names of an inspector general's office, which 36 rows share: `@oig` in the table.
const INSPECTOR_GENERAL: &[&str] = &[
    "Office of Inspector General",
    "Office of the Inspector General",
    "Office of Inspectors General",
    "Offices of Inspector General",
    "Offices of the Inspector General",
    "Offices of Inspectors General",
    "Inspector General",
    "Inspector General's Office",
    "Office of Investigations",
    "OIG",
];

/// One agency: a row of `agencies.tsv` or of a user's own table, or a U.S. Attorney's Office of `districts.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Canonical path: `/doj/fbi`.
    pub path: Cow<'static, str>,
    /// What stands behind the path, with a tab between [`COLUMNS`]. It is cut into cells when it is asked for them: a
    /// search asks a few of hundreds of rows.
    row: Cow<'static, str>,
}

/// What is known of an agency.
#[derive(Clone, Copy, Debug)]
pub struct AgencyFields<'a> {
    /// Full name.
    pub name: &'a str,
    /// What a hit's line shows: `FBI`, `SDNY`, `Fraud Section`.
    pub short: &'a str,
    abbreviations: &'a str,
    codes: &'a str,
    aliases: &'a str,
    units: &'a str,
    former: &'a str,
    /// What tests and people ask for, and no search: not cut yet.
    rest: &'a str,
}

impl Agency {
    /// The agency of a line whose cells have the order of [`COLUMNS`].
    pub(crate) fn of_line(line: &'static str) -> Self {
        let (path, row) = first_cell(line);
        Agency {
            path: path.into(),
            row: row.into(),
        }
    }

    /// The agency of a row under any heading.
    pub(crate) fn of_row(row: &Row<'_>) -> Self {
        let [path, rest @ ..] = COLUMNS.map(|column| row.cell(column));
        Agency {
            path: path.to_owned().into(),
            row: rest.join("\t").into(),
        }
    }

    /// The U.S. Attorney's Office of a district.
    pub(crate) fn of_district(code: &str, name: &str) -> Self {
        let short = code.to_ascii_uppercase();
        let row = [
            "U.S. Attorney's Office, ",
            name,
            "\t",
            &short,
            "\tUSAO-",
            &short,
            "\t\t\t\t\t\tthe U.S. Attorney's Office for the ",
            name,
        ];
        Agency {
            path: ["/doj/usao/", code].concat().into(),
            row: row.concat().into(),
        }
    }

    /// What is known of it.
    pub fn fields(&self) -> AgencyFields<'_> {
        let mut rest = self.row.as_ref();
        let mut next = || {
            let (cell, behind) = first_cell(rest);
            rest = behind;
            cell
        };
        let mut cells = AgencyFields {
            name: next(),
            short: next(),
            abbreviations: next(),
            codes: next(),
            aliases: next(),
            units: next(),
            former: next(),
            rest: "",
        };
        cells.rest = rest;
        if cells.short.is_empty() {
            cells.short = cells.abbreviations().next().unwrap_or(cells.name);
        }
        cells
    }
}

impl<'a> AgencyFields<'a> {
    /// First and last year, where known: `2010-`, `2008-2024`.
    pub fn years(&self) -> &'a str {
        self.late(0)
    }

    /// A phrase in which it is named.
    pub fn example(&self) -> &'a str {
        self.late(1)
    }

    /// A phrase that looks like it and names another body, or none.
    pub fn counter(&self) -> &'a str {
        self.late(2)
    }

    fn late(&self, at: usize) -> &'a str {
        cells(self.rest, b'\t').nth(at).unwrap_or_default()
    }

    /// Abbreviations by which running text calls it, the usual one first.
    pub fn abbreviations(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        entries(self.abbreviations)
    }

    /// Abbreviations that running text uses for something else too: they resolve, and are no mention.
    pub fn codes(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        entries(self.codes)
    }

    /// Other names.
    pub fn aliases(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        entries(self.aliases)
    }

    /// Names that it bore once.
    pub fn former(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        entries(self.former)
    }

    /// Names that mean it only beside its parent's name: "Criminal Section" beside "Civil Rights Division".
    pub fn units(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        entries(self.units).flat_map(|unit| {
            let shared = if unit == "@oig" {
                INSPECTOR_GENERAL
            } else {
                &[]
            };
            let own = (unit != "@oig").then_some(unit);
            own.into_iter().chain(shared.iter().copied())
        })
    }
}
