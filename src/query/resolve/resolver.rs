//! Which filters do the options and the fields of a query mean?

use std::collections::BTreeSet;

use tantivy::schema::{Facet, Field, Term};

use crate::error::{Result, ValueSource};
use crate::model::{Proceeding, ProsecutorKind, Stage};
use crate::query::context::SearchContext;
use crate::query::notes::Notes;
use crate::query::request::{FieldFilter, TypedFilter};
use crate::query::resolve::act::acts;
use crate::query::resolve::agency::agencies;
use crate::query::resolve::cases::defendant::defendants;
use crate::query::resolve::cases::docket::dockets;
use crate::query::resolve::cases::listed::listed;
use crate::query::resolve::cases::offense::offenses;
use crate::query::resolve::cases::quantity;
use crate::query::resolve::district::districts;
use crate::query::resolve::filter::{Condition, Filter, bad};
use crate::query::resolve::known_value::known_value;
use crate::query::resolve::people::PersonField;
use crate::query::resolve::person::persons;
use crate::query::resolve::statute::statutes;
use crate::query::syntax::{DateRange, date_note, is_none, read_dates, read_last_day};
use crate::schema::{ACT, COUNSEL, FieldSpec, FilterOption, Lookup, PROSECUTOR, number_spellings};

/// The filters of the request's options.
pub(crate) fn request_filters(ctx: &SearchContext<'_>, notes: &mut Notes) -> Result<Vec<Filter>> {
    let mut filters = Vec::new();
    for FieldFilter { field, typed } in &ctx.request.filters {
        filters.push(match typed {
            TypedFilter::AnyOf(values) => {
                value_filter(ctx, field, ValueSource::Option(field.name), values, notes)?
            }
            TypedFilter::Between {
                since,
                until,
                undated,
            } => {
                let mut filter = between(ctx, field, since.as_deref(), until.as_deref(), notes)?;
                if *undated {
                    add_absent(&mut filter);
                }
                filter
            }
        });
    }
    Ok(filters)
}

/// The filter for dates from `since` to `until`, each in any of the date forms.
fn between(
    ctx: &SearchContext<'_>,
    field: &'static FieldSpec,
    since: Option<&str>,
    until: Option<&str>,
    notes: &mut Notes,
) -> Result<Filter> {
    let (since_option, until_option) = match field.option {
        Some(FilterOption::Range { since, until, .. }) => (since, until),
        _ => (field.name, field.name),
    };
    let today = ctx.request.today;
    let refused = |option: &'static str, value: Option<&str>, why: String| {
        let value = value.unwrap_or_default();
        bad(ValueSource::Option(option), value, why, Vec::new())
    };
    let first = since.map(|since| read_dates(since, today)).transpose();
    let last = until.map(|until| read_last_day(until, today)).transpose();
    let last = last.map_err(|why| refused(until_option, until, why))?;
    notes.extend(since.and_then(date_note));
    notes.extend(until.and_then(date_note));
    let range = DateRange {
        first: first
            .map_err(|why| refused(since_option, since, why))?
            .and_then(|range| range.first),
        last: last.flatten(),
    };
    if let (Some(first), Some(last)) = (range.first, range.last)
        && first > last
    {
        notes.add(format!(
            "--{since_option} {first} comes after --{until_option} {last}: no date is between"
        ));
    }
    Ok(Filter {
        field,
        alternatives: field
            .field()
            .map(|field| vec![Condition::Dated(field, range)])
            .into_iter()
            .collect(),
        selected: Vec::new(),
    })
}

/// The filter for any of the values of a field of the query.
pub(crate) fn field_filter(
    ctx: &SearchContext<'_>,
    field: &'static FieldSpec,
    values: &[String],
    notes: &mut Notes,
) -> Result<Filter> {
    value_filter(ctx, field, ValueSource::Query(field.name), values, notes)
}

/// The filter for values of one field, any of which will do.
fn value_filter(
    ctx: &SearchContext<'_>,
    field: &'static FieldSpec,
    at: ValueSource,
    values: &[String],
    notes: &mut Notes,
) -> Result<Filter> {
    let mut filter = Filter {
        field,
        alternatives: Vec::new(),
        selected: Vec::new(),
    };
    let (Some(engine_field), Some(lookup)) = (field.field(), field.lookup) else {
        return Ok(filter);
    };
    // Equal values are one.
    let mut seen = BTreeSet::new();
    for value in values.iter().filter(|value| seen.insert(*value)) {
        if is_none(value) {
            add_absent(&mut filter);
            continue;
        }
        match lookup {
            Lookup::Agency => {
                let paths = agencies(ctx, at, value, notes)?;
                let conditions = paths.iter().map(|path| {
                    let facet = Facet::from_text(path).unwrap_or_else(|_| Facet::root());
                    Condition::Has(Term::from_facet(engine_field, &facet))
                });
                filter.alternatives.push(conditions.collect());
                filter.selected.extend(paths.into_iter().map(Some));
            }
            Lookup::Date => {
                let range = read_dates(value, ctx.request.today)
                    .map_err(|why| bad(at, value, why, Vec::new()))?;
                notes.extend(date_note(value));
                filter
                    .alternatives
                    .push(vec![Condition::Dated(engine_field, range)]);
            }
            Lookup::AnyCase => {
                let mut forms = vec![value.clone(), value.to_uppercase(), value.to_lowercase()];
                forms.extend(number_spellings(value));
                for form in forms {
                    let term = Term::from_field_text(engine_field, &form);
                    filter.alternatives.push(vec![Condition::Has(term)]);
                }
            }
            Lookup::Statute => {
                let (statutes, acts) = statutes(ctx.index, engine_field, at, value, notes)?;
                let terms = |field: Field, values: &[String]| -> Vec<Vec<Condition>> {
                    let values = values.iter();
                    values
                        .map(|value| vec![Condition::Has(Term::from_field_text(field, value))])
                        .collect()
                };
                filter.alternatives.extend(terms(engine_field, &statutes));
                filter.alternatives.extend(terms(ACT, &acts));
                filter.selected.extend(statutes.into_iter().map(Some));
            }
            Lookup::Act => {
                for name in acts(ctx.index, engine_field, at, value)? {
                    let term = Term::from_field_text(engine_field, &name);
                    filter.alternatives.push(vec![Condition::Has(term)]);
                    filter.selected.push(Some(name));
                }
            }
            Lookup::Money | Lookup::Imprisonment => {
                let condition = quantity::condition(field, lookup, at, value, notes)?;
                if matches!(condition, Condition::Absent(_)) {
                    filter.selected.push(None);
                }
                filter.alternatives.push(vec![condition]);
            }
            Lookup::Person
            | Lookup::District
            | Lookup::Known
            | Lookup::Stage
            | Lookup::Proceeding
            | Lookup::Offense
            | Lookup::Defendant
            | Lookup::Docket => {
                for name in exact_values(ctx, engine_field, lookup, at, value, notes)? {
                    filter
                        .alternatives
                        .push(vec![name_condition(ctx, engine_field, &name)]);
                    filter.selected.push(Some(name));
                }
            }
        }
    }
    Ok(filter)
}

/// The exact values in a field that a typed name means.
fn exact_values(
    ctx: &SearchContext<'_>,
    field: Field,
    lookup: Lookup,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<Vec<String>> {
    let one = |name: &'static str| vec![name.to_owned()];
    Ok(match lookup {
        Lookup::Person => match PersonField::of(field) {
            Some(of) => persons(ctx.index, of, at, value, notes)?,
            None => Vec::new(),
        },
        Lookup::District => districts(ctx.index, field, ctx.knowledge, at, value, notes)?,
        Lookup::Stage => {
            let stages = Stage::ALL.iter().map(|stage| stage.name());
            one(listed(stages, "stages", at, value, notes)?)
        }
        Lookup::Proceeding => {
            let kinds = Proceeding::ALL.iter().map(|kind| kind.name());
            one(listed(kinds, "kinds of proceedings", at, value, notes)?)
        }
        Lookup::Offense => {
            let names = offenses(at, value, notes)?.into_iter();
            names.map(str::to_owned).collect()
        }
        Lookup::Defendant => defendants(ctx.index, field, at, value, notes)?,
        Lookup::Docket => dockets(ctx.index, at, value, notes)?,
        _ => known_value(ctx.index, field, at, value)?,
    })
}

/// Lets the releases through that have no value in the field.
fn add_absent(filter: &mut Filter) {
    filter
        .alternatives
        .push(vec![Condition::Absent(filter.field)]);
    filter.selected.push(None);
}

fn name_condition(ctx: &SearchContext<'_>, engine_field: Field, value: &str) -> Condition {
    let term = Term::from_field_text(engine_field, value);
    let counsel = Term::from_field_text(COUNSEL, value);
    match ctx
        .request
        .prosecutor_kind
        .filter(|_| engine_field == PROSECUTOR)
    {
        None => Condition::Has(term),
        Some(ProsecutorKind::Counsel) => Condition::Has(counsel),
        Some(ProsecutorKind::Official) => Condition::HasOnly(term, counsel),
    }
}
