//! The releases of a case in the order of time.

use crate::knowledge::Knowledge;
use crate::model::{Proceeding, Stage};
use crate::query::{Matter, MatterRelease, day};
use crate::serve::pages::parts::hits::{Named, agency, district};
use crate::serve::pages::parts::layout::{Link, shown_day};
use crate::serve::params::path_to;

/// The releases of a case.
pub(in crate::serve::pages) struct TimeLine {
    pub(in crate::serve::pages) lines: Vec<Line>,
    /// The kinds of proceedings that run side by side, each in a column of its own; empty where there is one column.
    pub(in crate::serve::pages) columns: Vec<&'static str>,
}

/// A release of a case.
pub(in crate::serve::pages) struct Line {
    pub(in crate::serve::pages) day: Option<(String, String)>,
    pub(in crate::serve::pages) stage: Option<&'static str>,
    /// The kind of proceeding; empty where it is not told.
    pub(in crate::serve::pages) proceeding: &'static str,
    pub(in crate::serve::pages) title: Link,
    pub(in crate::serve::pages) offices: Vec<Named>,
    pub(in crate::serve::pages) copies: usize,
    /// Whether it is the release of the page.
    pub(in crate::serve::pages) is_here: bool,
}

impl TimeLine {
    /// All releases of a case.
    pub(in crate::serve::pages) fn of(matter: &Matter, knowledge: &Knowledge) -> TimeLine {
        let releases = matter.releases.iter();
        TimeLine {
            lines: releases.map(|one| line(one, knowledge)).collect(),
            columns: Vec::new(),
        }
    }

    /// Gives each kind of proceeding a column, where there are several.
    pub(in crate::serve::pages) fn beside(mut self) -> TimeLine {
        let names = Proceeding::ALL.iter().map(|proceeding| proceeding.name());
        let is_told = |name: &&str| self.lines.iter().any(|line| line.proceeding == *name);
        self.columns = names.filter(is_told).collect();
        if self.columns.len() == 1 {
            self.columns.clear();
        }
        self
    }

    /// Marks the release with this id, or the one that stands for it.
    pub(in crate::serve::pages) fn marked(mut self, matter: &Matter, id: &str) -> TimeLine {
        for (line, one) in self.lines.iter_mut().zip(&matter.releases) {
            line.is_here = one.is(id);
        }
        self
    }

    /// The number of the column of a line, from 1.
    pub(in crate::serve::pages) fn column(&self, line: &Line) -> usize {
        let at = (self.columns.iter()).position(|column| *column == line.proceeding);
        at.map_or(1, |at| at + 1)
    }
}

fn line(one: &MatterRelease, knowledge: &Knowledge) -> Line {
    let release = &one.release;
    let districts = release.districts.iter();
    let mut offices: Vec<Named> = districts.map(|path| district(path, knowledge)).collect();
    if offices.is_empty() {
        let agencies = release.agencies.iter().take(2);
        offices.extend(agencies.map(|path| agency(path, knowledge)));
    }
    Line {
        day: day(release).map(shown_day),
        stage: release
            .stage
            .filter(|stage| *stage != Stage::Other)
            .map(Stage::name),
        proceeding: release.proceeding.map_or("", Proceeding::name),
        title: Link::new(&release.title, path_to("release", &release.id)),
        offices,
        copies: one.copies.len(),
        is_here: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Release;

    fn matter(proceedings: &[Option<Proceeding>]) -> Matter {
        let releases = proceedings.iter().enumerate();
        let releases = releases.map(|(number, proceeding)| MatterRelease {
            release: Release {
                id: format!("{number}.html"),
                title: format!("Release {number}"),
                proceeding: *proceeding,
                ..Release::default()
            },
            copies: vec![format!("copy-of-{number}.html")],
        });
        Matter {
            releases: releases.collect(),
            ..Matter::default()
        }
    }

    #[test]
    fn parallel_actions_stand_in_a_column_each() {
        let case = matter(&[
            Some(Proceeding::Civil),
            Some(Proceeding::Criminal),
            None,
            Some(Proceeding::Civil),
        ]);
        let time_line = TimeLine::of(&case, Knowledge::builtin()).beside();
        assert_eq!(time_line.columns, ["criminal", "civil"]);
        let lines = time_line.lines.iter();
        let columns: Vec<usize> = lines.map(|line| time_line.column(line)).collect();
        assert_eq!(columns, [2, 1, 1, 2]);
    }

    #[test]
    fn proceedings_of_one_kind_need_no_columns() {
        let case = matter(&[Some(Proceeding::Civil), None]);
        let time_line = TimeLine::of(&case, Knowledge::builtin()).beside();
        assert!(time_line.columns.is_empty());
    }

    #[test]
    fn a_copy_that_is_read_is_marked_where_the_release_stands_for_it() {
        let case = matter(&[None, None]);
        let time_line = TimeLine::of(&case, Knowledge::builtin()).marked(&case, "copy-of-1.html");
        let marked: Vec<bool> = time_line.lines.iter().map(|line| line.is_here).collect();
        assert_eq!(marked, [false, true]);
    }
}
