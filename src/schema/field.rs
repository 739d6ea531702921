//! The field specification: one row for each field of an index.
//!
//! The schema, the names in queries, the filters and their options, the facets, the columns of JSON and CSV, the lines of
//! `dragnet show` and the rows of `dragnet inspect` all follow from [`FIELDS`]. To add a field that extraction finds: an
//! extractor, a member of [`Release`](crate::model::Release) and of [`Findings`](crate::model::Findings), and a row here.

use crate::model::{AmountRole, Proceeding, ProsecutorKind, Stage, evidence_of};
use crate::schema::cells::Cells;
use crate::schema::field_spec::{FacetKind, FieldKind, FieldSpec, FilterOption, Lookup, kept};
use crate::schema::keys::{docket_key, name_keys, surname_key};

/// The sums of money of one role. They are columns of tables beside `amounts`, and members of JSON in `amounts` alone.
macro_rules! sums_of {
    ($role:ident) => {
        FieldSpec {
            lookup: Some(Lookup::Money),
            facets: &[(AmountRole::$role.name(), FacetKind::Bands)],
            values: |release| Cells::Sums(&release.amounts, AmountRole::$role),
            ..kept(AmountRole::$role.name(), FieldKind::Quantity)
        }
    };
}

/// Every field, in the order of the output columns.
pub const FIELDS: &[FieldSpec] = &[
    FieldSpec {
        column: Some("id"),
        values: |release| Cells::Text(Some(&release.id)),
        ..kept("id", FieldKind::InRelease)
    },
    FieldSpec {
        column: Some("title"),
        values: |release| Cells::Text(Some(&release.title)),
        ..kept("title", FieldKind::Text)
    },
    FieldSpec {
        column: Some("date"),
        lookup: Some(Lookup::Date),
        option: Some(FilterOption::Range {
            since: "since",
            since_help: "Issued on this day or later: 2021, 2021-06, 2021-06-08, 90d",
            until: "until",
            until_help: "Issued on this day or earlier",
            none: "undated",
            none_help: "With --since or --until: releases without a date, too",
        }),
        facets: &[("year", FacetKind::Year), ("month", FacetKind::Month)],
        values: |release| Cells::Date(release.date),
        evidence: |findings| evidence_of(&findings.date),
        ..kept("date", FieldKind::Day)
    },
    FieldSpec {
        column: Some("district"),
        values: |release| Cells::District(release.district.as_deref()),
        evidence: |findings| evidence_of(&findings.district),
        ..kept("main_district", FieldKind::InRelease)
    },
    FieldSpec {
        column: Some("districts"),
        lookup: Some(Lookup::District),
        option: Some(FilterOption::Values {
            value: "DISTRICT",
            help: "Cases of this federal district: a name, a code or a city. Repeat for either",
        }),
        facets: &[("district", FacetKind::Values)],
        values: |release| Cells::Districts(&release.districts),
        evidence: |findings| evidence_of(&findings.districts),
        ..kept("district", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("agencies"),
        lookup: Some(Lookup::Agency),
        option: Some(FilterOption::Values {
            value: "AGENCY",
            help: "Releases that credit this agency or one below it: a name, an abbreviation or a path. A+B: both. \
                   Repeat for either",
        }),
        facets: &[("agency", FacetKind::Tree)],
        values: |release| Cells::Agencies(&release.agencies),
        evidence: |findings| evidence_of(&findings.agencies),
        ..kept("agency", FieldKind::Path)
    },
    FieldSpec {
        column: Some("prosecutors"),
        lookup: Some(Lookup::Person),
        option: Some(FilterOption::Values {
            value: "NAME",
            help: "Releases that name this prosecutor. Repeat for either",
        }),
        facets: &[("prosecutor", FacetKind::Values)],
        values: |release| Cells::Prosecutors(release.prosecutors.iter().collect()),
        evidence: |findings| evidence_of(&findings.prosecutors),
        ..kept("prosecutor", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("statutes"),
        lookup: Some(Lookup::Statute),
        option: Some(FilterOption::Values {
            value: "STATUTE",
            help: "Releases that cite this statute, or name this act: 18 USC 1343, FCPA. Repeat for either",
        }),
        facets: &[("statute", FacetKind::Values)],
        values: |release| Cells::Texts(&release.statutes),
        evidence: |findings| evidence_of(&findings.statutes),
        ..kept("statute", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("acts"),
        lookup: Some(Lookup::Act),
        option: Some(FilterOption::Values {
            value: "ACT",
            help: "Releases that name this act, or a section of it. Repeat for either",
        }),
        facets: &[("act", FacetKind::Values)],
        values: |release| Cells::Texts(&release.acts),
        evidence: |findings| evidence_of(&findings.acts),
        ..kept("act", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("stage"),
        lookup: Some(Lookup::Stage),
        option: Some(FilterOption::Values {
            value: "STAGE",
            help: "Releases that announce this: charge, indictment, plea, sentence, settlement, ... Repeat for either",
        }),
        facets: &[("stage", FacetKind::Values)],
        values: |release| Cells::Text(release.stage.map(Stage::name)),
        evidence: |findings| evidence_of(&findings.stage),
        ..kept("stage", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("event_date"),
        lookup: Some(Lookup::Date),
        option: Some(FilterOption::Range {
            since: "event-since",
            since_help: "What is announced happened on this day or later: 2021, 2021-06, 2021-06-08, 90d",
            until: "event-until",
            until_help: "What is announced happened on this day or earlier",
            none: "event-undated",
            none_help: "With --event-since or --event-until: releases that do not tell the day, too",
        }),
        facets: &[("event_year", FacetKind::Year)],
        values: |release| Cells::Date(release.event_date),
        evidence: |findings| evidence_of(&findings.event_date),
        ..kept("event", FieldKind::Day)
    },
    FieldSpec {
        column: Some("proceeding"),
        lookup: Some(Lookup::Proceeding),
        option: Some(FilterOption::Values {
            value: "KIND",
            help: "Releases of proceedings of this kind: criminal, civil or administrative. Repeat for either",
        }),
        facets: &[("proceeding", FacetKind::Values)],
        values: |release| Cells::Text(release.proceeding.map(Proceeding::name)),
        evidence: |findings| evidence_of(&findings.proceeding),
        ..kept("proceeding", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("defendants"),
        lookup: Some(Lookup::Defendant),
        option: Some(FilterOption::Values {
            value: "NAME",
            help: "Releases of cases against this person or organization. Repeat for either",
        }),
        facets: &[("defendant", FacetKind::Values)],
        values: |release| Cells::Defendants(&release.defendants),
        evidence: |findings| evidence_of(&findings.defendants),
        ..kept("defendant", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("sentences"),
        lookup: Some(Lookup::Imprisonment),
        option: Some(FilterOption::Values {
            value: "LENGTH",
            help: "Releases that tell of a prison sentence: '>=10y', 6m..18m, life. Repeat for either",
        }),
        facets: &[("sentence", FacetKind::Bands)],
        values: |release| Cells::Sentences(&release.sentences),
        evidence: |findings| evidence_of(&findings.sentences),
        ..kept("sentence", FieldKind::Quantity)
    },
    FieldSpec {
        column: Some("amounts"),
        lookup: Some(Lookup::Money),
        option: Some(FilterOption::Values {
            value: "[ROLE:]SUM",
            help: "Releases that tell of a sum of money: '>=10m', 'restitution:>1M', forfeiture:500k..2m. Repeat for either",
        }),
        facets: &[("amount", FacetKind::Bands)],
        values: |release| Cells::Amounts(&release.amounts),
        evidence: |findings| evidence_of(&findings.amounts),
        ..kept("amount", FieldKind::Quantity)
    },
    sums_of!(Restitution),
    sums_of!(Forfeiture),
    sums_of!(Fine),
    sums_of!(Penalty),
    sums_of!(Disgorgement),
    sums_of!(Interest),
    sums_of!(Settlement),
    sums_of!(Judgment),
    sums_of!(Compensation),
    sums_of!(Bribe),
    sums_of!(Loss),
    sums_of!(Gain),
    sums_of!(Billed),
    sums_of!(Paid),
    sums_of!(Seized),
    FieldSpec {
        column: Some("dockets"),
        lookup: Some(Lookup::Docket),
        option: Some(FilterOption::Values {
            value: "NUMBER",
            help: "Releases that name this docket number of a court: 18-cr-123. Repeat for either",
        }),
        values: |release| Cells::Texts(&release.dockets),
        evidence: |findings| evidence_of(&findings.dockets),
        ..kept("docket", FieldKind::Term)
    },
    FieldSpec {
        column: Some("judges"),
        lookup: Some(Lookup::Person),
        option: Some(FilterOption::Values {
            value: "NAME",
            help: "Releases that name this judge. Repeat for either",
        }),
        facets: &[("judge", FacetKind::Values)],
        values: |release| Cells::Texts(&release.judges),
        evidence: |findings| evidence_of(&findings.judges),
        ..kept("judge", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("offenses"),
        lookup: Some(Lookup::Offense),
        option: Some(FilterOption::Values {
            value: "OFFENSE",
            help: "Releases of cases of this offense: 'wire fraud', 'tax'. Repeat for either",
        }),
        facets: &[("offense", FacetKind::Values)],
        values: |release| Cells::Texts(&release.offenses),
        evidence: |findings| evidence_of(&findings.offenses),
        ..kept("offense", FieldKind::Exact)
    },
    FieldSpec {
        column: Some("number"),
        lookup: Some(Lookup::AnyCase),
        values: |release| Cells::Number {
            shown: release.number.as_deref(),
            others: &release.other_numbers,
        },
        evidence: |findings| {
            let mut evidence = evidence_of(&findings.number);
            evidence.extend(evidence_of(&findings.other_numbers));
            evidence
        },
        ..kept("number", FieldKind::Term)
    },
    FieldSpec {
        column: Some("url"),
        values: |release| Cells::Text(release.url.as_deref()),
        ..kept("url", FieldKind::InRelease)
    },
    FieldSpec {
        column: Some("source"),
        lookup: Some(Lookup::Known),
        facets: &[("source", FacetKind::Values)],
        values: |release| Cells::Text(release.source.as_deref()),
        ..kept("source", FieldKind::Exact)
    },
    // The prosecutors by their last names, so that namesakes are found together.
    FieldSpec {
        values: |release| {
            let names = release.prosecutors.iter().map(|person| &person.name);
            Cells::Keys(names.map(surname_key).collect())
        },
        ..kept("prosecutor_by_surname", FieldKind::Term)
    },
    // The same for judges.
    FieldSpec {
        values: |release| Cells::Keys(release.judges.iter().map(surname_key).collect()),
        ..kept("judge_by_surname", FieldKind::Term)
    },
    // The defendants by each word of their names and aliases.
    FieldSpec {
        values: |release| Cells::Keys(release.defendants.iter().flat_map(name_keys).collect()),
        ..kept("defendant_by_word", FieldKind::Term)
    },
    // The docket numbers by what each of them has, however it is written.
    FieldSpec {
        values: |release| Cells::Keys(release.dockets.iter().map(docket_key).collect()),
        ..kept("docket_by_number", FieldKind::Term)
    },
    // The prosecutors who are counsel, for `--prosecutor-kind`.
    FieldSpec {
        values: |release| {
            let prosecutors = release.prosecutors.iter();
            Cells::Prosecutors(
                prosecutors
                    .filter(|prosecutor| prosecutor.kind == ProsecutorKind::Counsel)
                    .collect(),
            )
        },
        ..kept("counsel", FieldKind::Exact)
    },
    // What is scored: the title, more than once, and the text.
    kept("text", FieldKind::Text),
    // What is shown: the release without its text, as JSON, and the text.
    kept("release", FieldKind::Stored),
    kept("body", FieldKind::Stored),
    // What the document is: a `DocKind`.
    kept("doc_kind", FieldKind::Exact),
    // The path of the file that the document came from. A later run compares it to find what has changed.
    kept("file_path", FieldKind::Column),
    // The upper half of the path's XXH3: the documents of a file are found by it. A term of four bytes is quicker to write
    // than a path. Two files may have the same key, so paths are compared, too.
    kept("file_key", FieldKind::Key),
    kept("size", FieldKind::Unsigned),
    kept("modified", FieldKind::Signed),
    kept("changed", FieldKind::Signed),
    // XXH3 of the file's bytes or, for a record of a file that holds many, of the record.
    kept("hash", FieldKind::Unsigned),
    // The path of the member that the document came from, where its file is an archive.
    kept("member", FieldKind::Column),
    // The number of the record in a file or member that holds many.
    kept("record", FieldKind::Unsigned),
    // XXH3 of the id of a release: by it the table of groups knows the release.
    kept("release_key", FieldKind::Unsigned),
    // What copies and matters are found by: `index::groups::facts`.
    kept("case_facts", FieldKind::Unsigned),
    // Why there is no release: a `SkipReason` as JSON.
    kept("reason", FieldKind::Column),
];

/// The field that a query can name so, whatever the case: by its name, or by what a column or a facet of it is called
/// (`agencies:`, `year:`).
pub fn find_in_query(name: &str) -> Option<&'static FieldSpec> {
    let is_name = |known: &str| known.eq_ignore_ascii_case(name);
    let mut known = FIELDS.iter().filter(|field| field.lookup.is_some());
    known.clone().find(|field| is_name(field.name)).or_else(|| {
        known.find(|field| {
            let mut facets = field.facets.iter();
            field.column.is_some_and(is_name) || facets.any(|(facet, _)| is_name(facet))
        })
    })
}

/// The names of the fields that a query can name.
pub(crate) fn names_in_query() -> impl Iterator<Item = &'static str> {
    let known = FIELDS.iter().filter(|field| field.lookup.is_some());
    known.map(|field| field.name).chain(["title"])
}

/// Every name that can be counted, with its field and kind.
pub fn facets() -> impl Iterator<Item = (&'static str, &'static FieldSpec, FacetKind)> {
    FIELDS.iter().flat_map(|field| {
        let facets = field.facets.iter();
        facets.map(move |(name, kind)| (*name, field, *kind))
    })
}

/// The field of the sums of one role.
pub fn sums_field(role: AmountRole) -> Option<&'static FieldSpec> {
    FIELDS.iter().find(|field| field.name == role.name())
}

/// The fields whose values are quantities: lengths of imprisonment, sums of money.
pub fn quantities() -> impl Iterator<Item = &'static FieldSpec> {
    let fields = FIELDS.iter();
    fields.filter(|field| field.kind == FieldKind::Quantity)
}

/// The number of a row in [`FIELDS`].
pub(super) const fn row_of(name: &str) -> usize {
    let mut row = 0;
    while row < FIELDS.len() {
        if same(FIELDS[row].name, name) {
            return row;
        }
        row += 1;
    }
    panic!("no field has this name");
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}
