//! The columns of a hit: those of the field specification, and what belongs to the hit alone.

use serde_json::{Value, json};

use crate::index::CaseSpan;
use crate::knowledge::Knowledge;
use crate::model::{AmountRole, Imprisonment, Release};
use crate::print::snippet_text::marked;
use crate::query::Hit;
use crate::schema::{FIELDS, FieldSpec};
use crate::text::numbers::group_thousands;

/// One column of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The values of a field.
    Field(&'static FieldSpec),
    /// The names of the paths of a field.
    Names(&'static FieldSpec),
    /// The largest sum of one role.
    LargestAmount(AmountRole),
    /// The longest imprisonment, in months where it has a number of them.
    LongestImprisonment,
    /// The ids of its copies.
    Copies,
    /// The id of the copy that is shown for it.
    CopyOf,
    /// The id of its matter.
    Matter,
    /// Its case in short.
    Case,
    /// How well it matches.
    Score,
    /// Where the words stand in the text.
    Snippet,
    /// The words that it lacks.
    Missing,
    /// Whether it lacks words.
    Partial,
}

impl Column {
    /// Every column, in order.
    pub fn all() -> Vec<Column> {
        let mut columns = Vec::new();
        for field in FIELDS.iter().filter(|field| field.column.is_some()) {
            columns.push(Column::Field(field));
            match field.name {
                "id" => columns.push(Column::Score),
                "offense" => columns.extend([Column::Copies, Column::CopyOf, Column::Matter]),
                _ => {}
            }
        }
        columns.extend([Column::Snippet, Column::Missing, Column::Partial]);
        columns
    }

    /// Every column of a table, in order: a reader of tables has no other place for names, and adds up cells that hold one
    /// number.
    pub fn of_table() -> Vec<Column> {
        let with_more = |column| {
            let mut columns = vec![column];
            match column {
                Column::Field(field) if field.has_paths() => columns.push(Column::Names(field)),
                Column::Field(field) if field.name == "sentence" => {
                    columns.push(Column::LongestImprisonment);
                }
                Column::Field(field) if field.name == "amount" => {
                    let roles = AmountRole::ALL.iter().copied();
                    columns.extend(roles.map(Column::LargestAmount));
                }
                _ => {}
            }
            columns
        };
        Column::all().into_iter().flat_map(with_more).collect()
    }

    /// The column of this name.
    pub fn find(name: &str) -> Option<Column> {
        let columns = Column::of_table().into_iter().chain([Column::Case]);
        columns.into_iter().find(|column| column.name() == name)
    }

    /// The key in JSON and the heading in CSV.
    pub fn name(self) -> String {
        let name = match self {
            Column::Names(field) => return format!("{}_names", field.name),
            Column::Field(field) => field.column.unwrap_or(field.name),
            Column::LargestAmount(role) => role.name(),
            Column::LongestImprisonment => "months",
            Column::Copies => "copies",
            Column::CopyOf => "copy_of",
            Column::Matter => "matter",
            Column::Case => "case",
            Column::Score => "score",
            Column::Snippet => "snippet",
            Column::Missing => "missing",
            Column::Partial => "partial",
        };
        name.to_owned()
    }

    /// Whether it is of a release, and not of a hit alone.
    pub(super) fn is_of_release(self) -> bool {
        !matches!(
            self,
            Column::Copies
                | Column::CopyOf
                | Column::Matter
                | Column::Case
                | Column::Score
                | Column::Snippet
                | Column::Missing
                | Column::Partial
        )
    }

    /// Whether it names other releases.
    pub fn is_of_relatives(self) -> bool {
        matches!(self, Column::Copies | Column::CopyOf | Column::Matter)
    }

    /// The value of a hit in this column, for JSON.
    pub(super) fn json(self, hit: &Hit, knowledge: &Knowledge) -> Value {
        match self {
            Column::Names(field) => json!((field.values)(&hit.release).names(knowledge)),
            Column::Field(field) => (field.values)(&hit.release).json(),
            Column::LargestAmount(role) => json!(largest_amount(&hit.release, role)),
            Column::LongestImprisonment => json!(longest_imprisonment(&hit.release)),
            Column::Copies => json!(hit.kinship.copies),
            Column::CopyOf => json!(hit.kinship.copy_of),
            Column::Matter => json!(hit.kinship.matter),
            Column::Case => hit.kinship.case.as_ref().map_or(Value::Null, case_json),
            Column::Score => json!(hit.score),
            Column::Snippet => json!(marked(&hit.snippet, "<b>", "</b>")),
            Column::Missing => json!(hit.missing),
            Column::Partial => json!(hit.partial),
        }
    }

    /// The value of a hit in this column, for a cell of a table: lists apart by `; `.
    pub(super) fn cell(self, hit: &Hit, knowledge: &Knowledge) -> String {
        match self {
            Column::Field(_)
            | Column::Names(_)
            | Column::LargestAmount(_)
            | Column::LongestImprisonment => self.of_release(&hit.release, knowledge),
            Column::Copies => hit.kinship.copies.join("; "),
            Column::CopyOf => hit.kinship.copy_of.clone().unwrap_or_default(),
            Column::Matter => hit.kinship.matter.clone().unwrap_or_default(),
            Column::Case => hit
                .kinship
                .case
                .as_ref()
                .map_or_else(String::new, case_text),
            Column::Score => hit.score.to_string(),
            Column::Snippet => marked(&hit.snippet, "", ""),
            Column::Missing => hit.missing.join("; "),
            Column::Partial => hit.partial.to_string(),
        }
    }
}

impl Column {
    /// The values of a release in this column, for a cell of a table; empty for what belongs to a hit alone.
    pub(super) fn of_release(self, release: &Release, knowledge: &Knowledge) -> String {
        match self {
            Column::Field(field) => (field.values)(release).texts().join("; "),
            Column::Names(field) => (field.values)(release).names(knowledge).join("; "),
            Column::LargestAmount(role) => {
                largest_amount(release, role).map_or_else(String::new, |value| value.to_string())
            }
            Column::LongestImprisonment => longest_imprisonment(release)
                .map_or_else(String::new, |imprisonment| imprisonment.to_string()),
            Column::Copies
            | Column::CopyOf
            | Column::Matter
            | Column::Case
            | Column::Score
            | Column::Snippet
            | Column::Missing
            | Column::Partial => String::new(),
        }
    }
}

/// The largest sum of a role: where a total and its parts are told, the total.
fn largest_amount(release: &Release, role: AmountRole) -> Option<u64> {
    let amounts = release.amounts.iter();
    let of_role = amounts.filter(|amount| amount.role == role);
    of_role.map(|amount| amount.value).max()
}

/// The longest imprisonment; none where there is none.
pub(super) fn longest_imprisonment(release: &Release) -> Option<Imprisonment> {
    let sentences = release.sentences.iter();
    sentences.filter_map(|sentence| sentence.months).max()
}

/// A case in short, as JSON.
fn case_json(case: &CaseSpan) -> Value {
    let stages: Vec<&str> = case.stages.iter().map(|stage| stage.name()).collect();
    json!({
        "releases": case.releases, "first": case.first.map(|day| day.to_string()),
        "last": case.last.map(|day| day.to_string()), "stages": stages,
    })
}

/// `5 releases, 2017-03-01 to 2019-06-04: indictment, plea, sentence`
pub(super) fn case_text(case: &CaseSpan) -> String {
    let releases = match case.releases {
        1 => "1 release".to_owned(),
        count => format!("{} releases", group_thousands(count as u64)),
    };
    let days = match (case.first, case.last) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    let stages: Vec<&str> = case.stages.iter().map(|stage| stage.name()).collect();
    let stages = if stages.is_empty() {
        String::new()
    } else {
        format!(": {}", stages.join(", "))
    };
    format!("{releases}{days}{stages}")
}

/// The names of all columns, in order. JSON has those of names only where they are asked for.
pub fn column_names() -> Vec<String> {
    Column::of_table().into_iter().map(Column::name).collect()
}
